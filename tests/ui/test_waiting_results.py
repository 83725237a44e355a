from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desk.domain.collection import shelf_barcode
from desk.domain.records import Status
from desk.ui.handover.page import HandoverScreen
from desk.ui.handover.waiting import Column
from desk.ui.kit import Kit
from desk.ui.parts.buttons import KeyButton
from desk.ui.pictures import settle
from tests.ui.hands import Hands, press, stand, write
from tests.ui.invented import NOW, dossier
from tests.ui.world import World


@pytest.fixture
def screen(kit: Kit, world: World, qtbot: QtBot) -> HandoverScreen:
    made = HandoverScreen(kit, world.window_ports().handover)
    qtbot.addWidget(made)
    made.resize(1134, 645)
    stand(made, qtbot)
    made.start()
    return made


def barcode(world: World, uid: str) -> str:
    return world.dossiers[uid].barcode


def words_on(screen: HandoverScreen) -> str:
    settle()
    return " ".join(label.text() for label in screen.findChildren(QLabel) if label.isVisible())


# -- what waits --------------------------------------------------------------------------------


def waiting(world: World) -> None:
    for number, days in ((41, 5), (42, 15), (43, 45)):
        made = dossier(number, Status.DONE, -days, finished_at=NOW - timedelta(days=days))
        world.dossiers[made.uid] = made


def cell(screen: HandoverScreen, column: Column, role: int = Qt.ItemDataRole.DisplayRole) -> str:
    model = screen.ready.model
    return str(model.data(model.index(0, column), role))


def test_what_waits_is_listed_by_how_long(screen: HandoverScreen, world: World) -> None:
    waiting(world)
    screen.refresh()
    model = screen.ready.model
    assert model.rowCount() == 5
    assert "Trên 30 ngày · 1" in [b.text() for b in screen.ready.tabs.findChildren(QPushButton)]
    screen.ready.tabs.choose("3", tell=True)
    assert model.rowCount() == 1
    row = model.row(0)
    assert row is not None
    assert row.uid == "d0043"
    assert cell(screen, Column.AGE) == "45 ngày"
    assert cell(screen, Column.AGE, Qt.ItemDataRole.AccessibleTextRole) == "Chờ nhận: 45 ngày"


def test_one_key_writes_a_reminder_down(
    screen: HandoverScreen, world: World, hands: Hands, qtbot: QtBot
) -> None:
    waiting(world)
    screen.refresh()
    screen.ready.tabs.choose("3", tell=True)
    settle()
    hands.key(Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: "remind" in world.names())
    assert ("remind", ("d0043",), "phone") in world.done
    assert cell(screen, Column.REMINDED) == "1 lần, 23/11"


def test_marked_results_are_reminded_together(
    screen: HandoverScreen, world: World, hands: Hands
) -> None:
    waiting(world)
    screen.refresh()
    hands.key(Qt.Key.Key_Down)
    assert screen.ready.table.hasFocus()
    for _ in range(2):
        hands.key(Qt.Key.Key_Space)
    screen.ready.reminded.emit([row.uid for row in screen.ready.chosen], "letter")
    (act,) = [fact for fact in world.done if fact[0] == "remind"]
    assert act[1] == ("d0011", "d0012")


def test_enter_puts_a_waiting_result_on_the_counter(
    screen: HandoverScreen, world: World, hands: Hands
) -> None:
    screen.refresh()
    hands.key(Qt.Key.Key_F6)
    hands.type("\r")
    assert [card.view.dossier.uid for card in screen.cards] == ["d0011"]
    assert world.names().count("lookup") == 1


def test_scan_and_scan_lays_a_result_on_the_shelf(screen: HandoverScreen, world: World) -> None:
    said: list[str] = []
    screen.changed.connect(said.append)
    screen.scan(barcode(world, "d0011"))
    screen.scan(barcode(world, "d0012"))
    screen.scan(shelf_barcode("A3"))
    assert ("shelve", ("d0011", "d0012"), "A3") in world.done
    assert said == ["Đã xếp 2 kết quả vào ô A3"]
    assert screen.cards == ()
    assert screen.code.hasFocus()
    screen.scan(barcode(world, "d0011"))
    assert "Kết quả ở ô A3" in words_on(screen)


def test_a_place_may_be_typed(screen: HandoverScreen, world: World) -> None:
    screen.scan(barcode(world, "d0011"))
    write(screen.code, "b12")
    press(screen.code, Qt.Key.Key_Return)
    assert ("shelve", ("d0011",), "B12") in world.done


def test_a_shelfs_label_alone_says_what_to_scan_first(screen: HandoverScreen, world: World) -> None:
    screen.scan(shelf_barcode("A3"))
    assert screen.error.title == "Chưa biết xếp kết quả nào vào ô A3"
    assert "shelve" not in world.names()


def test_lists_and_labels_are_printed(screen: HandoverScreen, world: World) -> None:
    waiting(world)
    jobs: list[int] = []
    screen.printed.connect(jobs.append)
    screen.refresh()
    screen.ready.tabs.choose("2", tell=True)
    screen.ready.listing.emit("remind", screen.ready.group)
    assert ("print_other", "remind", 2) in world.done
    next(b for b in screen.findChildren(KeyButton) if b.words == "Nhãn ô kệ").click()
    line = screen.focusWidget()
    write(line, "a1-a3")
    press(line, Qt.Key.Key_Return)
    assert ("print_other", "shelf", "a1-a3") in world.done
    assert jobs == [1, 2]


def test_nothing_waiting_teaches_the_next_key(screen: HandoverScreen, world: World) -> None:
    for uid in ("d0011", "d0012"):
        del world.dossiers[uid]
    screen.refresh()
    assert "Quét mã trên giấy tiếp nhận" in words_on(screen)
