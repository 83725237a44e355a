from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from desk.domain.dossier import NotHolderError
from desk.ui.kit import Kit
from desk.ui.parts.buttons import KeyButton
from desk.ui.pictures import settle
from desk.ui.queue.page import QueueScreen
from desk.ui.queue.table import ROW_PIXELS
from desk.ui.queue.table_model import Column
from tests.ui.hands import press, stand, write
from tests.ui.invented import LAN, OFFICE
from tests.ui.world import World

Open = Callable[[], QueueScreen]


@pytest.fixture
def screen(kit: Kit, world: World, qtbot: QtBot) -> QueueScreen:
    made = QueueScreen(kit, world.window_ports().queue, OFFICE.unit)
    qtbot.addWidget(made)
    made.resize(1134, 645)
    stand(made, qtbot)
    made.refresh()
    made.start()
    return made


def offered(screen: QueueScreen) -> list[str]:
    screen._ask_steps()  # noqa: SLF001 - what the timer does
    settle()
    buttons = screen.pane.findChildren(KeyButton)
    return [b.words for b in buttons if b.isVisible() and b.key.startswith("Alt")]


def test_fifteen_dense_rows_are_seen_at_once(screen: QueueScreen) -> None:
    assert screen.table.verticalHeader().defaultSectionSize() == ROW_PIXELS
    assert screen.table.viewport().height() // ROW_PIXELS >= 15


def test_the_most_urgent_comes_first_and_is_current(screen: QueueScreen) -> None:
    assert screen.current is not None
    assert screen.current.uid == "d0001"
    assert screen.pane._name.text() == "Đặng Văn Ớt"  # noqa: SLF001 - the words on the pane


def test_tabs_show_their_counts(screen: QueueScreen) -> None:
    assert screen.tabs._buttons["all"].text() == "Tất cả  39"  # noqa: SLF001 - the words on the tab
    assert screen.tabs._buttons["mine"].text() == "Của tôi  14"  # noqa: SLF001 - as above
    assert screen.tabs._buttons["overdue"].text() == "Quá hạn  2"  # noqa: SLF001 - as above


def test_a_view_shows_its_own(screen: QueueScreen) -> None:
    screen.show_view("mine")
    assert {row.assignee for row in screen.model.rows} == {LAN.name}


def test_an_empty_view_teaches_the_next_key(screen: QueueScreen, world: World) -> None:
    world.dossiers.clear()
    keys = {"all": "F2", "mine": "Alt", "ready": "F7", "overdue": "F2", "waiting": "F2"}
    for view, key in keys.items():
        screen.show_view(view)
        assert not screen.table.isVisible()
        assert key in screen._empty._text.text()  # noqa: SLF001 - the words on the page


def test_an_empty_list_of_ones_own_says_how_to_take_something_on(
    screen: QueueScreen, world: World
) -> None:
    world.dossiers = {uid: replace(d, assignee="") for uid, d in world.dossiers.items()}
    screen.show_view("mine")
    assert screen._empty._title.text() == "Chưa có hồ sơ nào do bạn phụ trách"  # noqa: SLF001 - the words on the page
    assert screen.tabs._buttons["mine"].text() == "Của tôi  0"  # noqa: SLF001 - the words on the tab


def test_the_ring_of_the_focus_is_drawn_around_the_current_row(screen: QueueScreen) -> None:
    def edge() -> str:
        picture = screen.table.viewport().grab().toImage()
        y = screen.table.visualRect(screen.table.currentIndex()).center().y()
        return picture.pixelColor(4, y).name()

    screen.table.go_to(2)
    ring = screen._kit.theme.color("focus").name()  # noqa: SLF001 - the colour of the page's look
    assert edge() == ring
    screen.tabs.setFocus()
    screen._again.setFocus()  # noqa: SLF001 - a button of the page
    assert edge() != ring


def test_keys_walk_mark_and_open(screen: QueueScreen) -> None:
    opened: list[str] = []
    screen.opened.connect(opened.append)
    press(screen.table, Qt.Key.Key_Down)
    press(screen.table, Qt.Key.Key_Space)
    assert screen.model.marks == ("d0002",)
    assert screen.table.at == 2
    press(screen.table, Qt.Key.Key_Return)
    assert opened == ["d0003"]


def test_the_pane_offers_the_steps_that_are_open(screen: QueueScreen) -> None:
    assert offered(screen) == ["Đã có kết quả", "Bàn giao", "Yêu cầu bổ sung", "Từ chối"]


def test_a_step_that_needs_nothing_is_done_at_once(screen: QueueScreen, world: World) -> None:
    said: list[str] = []
    screen.changed.connect(said.append)
    screen.table.go_to(1)
    screen.step("claim")
    assert ("act", "d0002", "claim", {}) in world.done
    assert said == ["Nhận xử lý: xong 1 hồ sơ"]


def test_a_step_asks_for_its_reason_inside_the_page(screen: QueueScreen, world: World) -> None:
    screen.step("supplement")
    assert screen.pane.panel.action == "supplement"
    screen.main_action()
    assert "act" not in world.names()  # the reason is missing
    reason, items = screen.pane.panel.findChildren(QPlainTextEdit)
    write(reason, "thiếu giấy")
    write(items, "Giay chung sinh")
    screen.main_action()
    expected = {"reason": "thiếu giấy", "items": ("Giay chung sinh",)}
    assert ("act", "d0001", "supplement", expected) in world.done


def test_a_step_is_done_for_all_that_are_marked(screen: QueueScreen, world: World) -> None:
    for row in (1, 5):
        screen.model.toggle(row)
    screen.step("claim")
    assert [fact[1] for fact in world.done if fact[0] == "act"] == ["d0002", "d0006"]
    assert screen.model.marks == ()


def test_what_failed_is_said_in_the_pane_and_stays(screen: QueueScreen, world: World) -> None:
    world.fails["act"] = NotHolderError(code="1", action="claim", holder="Quầy 3")
    screen.step("claim")
    assert screen.pane.error.title
    assert screen.escape()
    assert not screen.pane.error.title


def test_more_rows_come_when_they_are_scrolled_to(
    kit: Kit, world: World, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.ui.queue.page.PAGE_ROWS", 20)
    made = QueueScreen(kit, world.window_ports().queue, OFFICE.unit)
    qtbot.addWidget(made)
    made.resize(1134, 645)
    stand(made, qtbot)
    made.refresh()
    assert made.model.rowCount() == 20
    made.table.scrollToBottom()
    qtbot.waitUntil(lambda: made.model.rowCount() == 39)


def test_the_current_row_stays_when_the_list_is_read_again(screen: QueueScreen) -> None:
    screen.table.go_to(7)
    screen.refresh()
    assert screen.current is not None
    assert screen.current.uid == "d0008"


def test_columns_give_way_on_a_narrow_page(screen: QueueScreen) -> None:
    table = screen.table
    screen.resize(1800, 645)
    assert not table.isColumnHidden(Column.ASSIGNEE)
    screen.resize(700, 645)
    settle()
    assert table.isColumnHidden(Column.ASSIGNEE)
    assert table.isColumnHidden(Column.PROCEDURE)
    assert not screen.pane.isVisible()
    assert table.horizontalHeader().length() <= table.viewport().width()


def test_a_key_pressed_before_the_row_is_known_waits_for_it(screen: QueueScreen) -> None:
    screen.pane.offer(())  # as it is from the moment a row is come to until it has been read
    press(screen.table, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    early = screen.pane.panel.action
    screen.pane.offer(("claim", "supplement"))
    assert (early, screen.pane.panel.action) == ("", "supplement")


def test_such_a_key_outlives_a_list_that_is_read_again_and_not_another_row(
    screen: QueueScreen,
) -> None:
    screen.table.go_to(1)
    screen.pane.offer(())
    press(screen.table, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    screen.refresh()
    screen.pane.offer(("claim", "supplement"))
    assert screen.pane.panel.action == "supplement"
    screen.escape()
    screen.pane.offer(())
    press(screen.table, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    screen.table.go_to(2)
    screen.pane.offer(("claim", "supplement"))
    assert screen.pane.panel.action == ""


def test_on_a_narrow_page_a_step_takes_the_place_of_the_list(screen: QueueScreen) -> None:
    screen.resize(700, 645)
    offered(screen)
    assert screen.pane.isHidden()
    press(screen.table, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    assert screen.pane.panel.isVisible()
    assert not screen.table.isVisible()
    screen.escape()
    assert screen.pane.isHidden()
    assert screen.table.hasFocus()
