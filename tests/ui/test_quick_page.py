"""Returning at once in the window, over a real counter: scan, count, F9."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desk.app import seat as room
from desk.app.seat import Seat
from desk.domain.records import Status
from desk.ui.choices import Choices
from desk.ui.kit import Kit
from desk.ui.page import Undo
from desk.ui.pictures import settle
from desk.ui.quick.page import QuickScreen
from desk.ui.shell.desk import Shell
from tests.kit import Counter
from tests.ui.conftest import Bench
from tests.ui.hands import Hands, stand, write
from tests.ui.invented import CARD_SCAN

CARD = "001199012345||Nguyễn Thị Ví Dụ|08031999|Nữ|Số 1 phố Thử, Phường Mẫu Giáo|01012022"


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    return Counter(tmp_path / "counter").make()


@pytest.fixture
def seat(counter: Counter) -> Iterator[Seat]:
    with counter.open() as work:
        yield Seat(work, counter.folder)


@pytest.fixture
def page(kit: Kit, seat: Seat, qtbot: QtBot) -> QuickScreen:
    made = QuickScreen(kit, room.window_ports(seat).quick)
    qtbot.addWidget(made)
    made.resize(1134, 680)
    stand(made, qtbot)
    made.start()
    return made


def words_on(page: QuickScreen) -> str:
    settle()
    return " ".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def test_a_citizen_with_a_card_costs_five_keys(page: QuickScreen, seat: Seat, hands: Hands) -> None:
    page.scan(CARD)
    hands.type("\r3\t2")  # what is used most is chosen already
    page.refresh_price()
    assert "10.000 đ" in words_on(page)
    assert page.bill.number.text() == "1"
    page.main_action()  # F9
    assert hands.count + 1 <= 7
    (state,) = [seat.open(uid).dossier for uid in _uids(seat)]
    assert (state.status, state.fee) == (Status.RETURNED, 10_000)
    assert "1  ·  1/2026-SCT/BS" in page.band.number.text()
    assert page.bill.number.text() == "2"
    assert page.who.number.hasFocus()


def test_words_that_fit_no_procedure_are_never_passed_over(
    page: QuickScreen, seat: Seat, hands: Hands
) -> None:
    page.scan(CARD)
    page.who.search.setFocus()
    hands.type("bang tot nghiep")
    page.documents.start()
    hands.type("3\t2")
    page.main_action()
    assert _uids(seat) == []
    assert page.who.search.hasFocus()
    page.who.search.clear()
    page.main_action()
    assert len(_uids(seat)) == 1


def _uids(seat: Seat) -> list[str]:
    with seat.work.database.read() as tx:
        rows = tx.exec_driver_sql("SELECT uid FROM dossier ORDER BY id").scalars().all()
    from desk.wire.ids import from_key  # noqa: PLC0415 - for this one look

    return [from_key(key) for key in rows]


def test_the_procedure_by_two_letters_costs_seven(page: QuickScreen, hands: Hands) -> None:
    page.scan(CARD)
    page.who.search.setFocus()
    hands.count = 0
    hands.type("ct\r")
    settle()
    assert page.who.procedure is not None
    hands.type("3\t2")
    assert hands.count + 1 == 7
    assert [(item.pages, item.copies) for item in page.documents.items()] == [(3, 2)]


def test_enter_goes_from_field_to_field_and_begins_a_line(page: QuickScreen, hands: Hands) -> None:
    page.documents.start()
    hands.type("3\r2\r")
    assert len(page.documents.rows) == 2
    write(QApplication.focusWidget(), "Giấy khai sinh")
    hands.type("\r")
    hands.type("1\r4")
    items = page.documents.items()
    assert [(item.what, item.pages, item.copies) for item in items] == [
        ("", 3, 2),
        ("Giấy khai sinh", 1, 4),
    ]
    page.documents.rows[0].away.click()
    assert [item.what for item in page.documents.items()] == ["Giấy khai sinh"]


def test_a_returning_citizen_is_filled_in_from_the_number(page: QuickScreen, hands: Hands) -> None:
    page.scan(CARD)
    page.main_action()
    page.start()
    hands.type("001199012345")
    settle()
    assert page.who.name.text() == "Nguyễn Thị Ví Dụ"
    assert page.who.search.hasFocus()
    assert page.act().person.address == "Số 1 phố Thử, Phường Mẫu Giáo"


def test_without_a_name_nothing_is_written(page: QuickScreen, counter: Counter) -> None:
    page.main_action()
    assert page.who.name.hasFocus()
    assert page.who.name_field.said
    assert counter.rows("SELECT count(*) FROM dossier") == [(0,)]


def test_it_can_be_taken_back_and_sent_anew(page: QuickScreen, seat: Seat) -> None:
    offered: list[Undo] = []
    page.undoable.connect(offered.append)
    page.scan(CARD)
    page.documents.rows[0].pages.set_value(3, tell=True)
    page.main_action()
    offered[-1].back()
    (uid,) = _uids(seat)
    assert seat.open(uid).dossier.voided
    assert "gạch" in words_on(page)
    assert page.who.name.text() == "Nguyễn Thị Ví Dụ"
    assert page.documents.items()[0].pages == 3
    page.main_action()
    assert "2  ·" in page.band.number.text()


def test_several_documents_have_numbers_one_after_the_other(page: QuickScreen) -> None:
    page.scan(CARD)
    page.documents.add()
    page.refresh_price()
    assert page.bill.number.text() == "1 – 2"
    page.main_action()
    assert page.band.number.text().startswith("1 – 2")


def test_the_key_opens_the_page_and_ctrl_z_takes_back(bench: Bench, hands: Hands) -> None:
    shell = bench.shell()
    hands.key(Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    assert shell.shown == "quick"
    hands.scan(CARD_SCAN)
    hands.key(Qt.Key.Key_F9)
    (asked,) = bench.world.desk.done
    assert asked.person.name == "Nguyễn Thị Thùy Dương"
    hands.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert bench.world.desk.struck == [asked.uid]


def kept(counter: Counter) -> list[int]:
    return [row[0] for row in counter.rows("SELECT place FROM draft WHERE place <> -1")]


def test_what_is_half_typed_is_on_disk_until_it_is_returned(
    page: QuickScreen, counter: Counter, qtbot: QtBot
) -> None:
    page.scan(CARD)
    qtbot.waitUntil(lambda: kept(counter) == [-2])
    page.refresh_price()
    page.main_action()
    assert kept(counter) == []
    assert page.keeping.standing.kind == ""


def test_a_form_that_is_emptied_by_hand_is_forgotten(
    page: QuickScreen, counter: Counter, qtbot: QtBot
) -> None:
    page.scan(CARD)
    qtbot.waitUntil(lambda: kept(counter) == [-2])
    page.clear()
    qtbot.waitUntil(lambda: kept(counter) == [])


def test_everybody_finds_their_own_half_done_act(
    page: QuickScreen, seat: Seat, counter: Counter
) -> None:
    mine = seat.user
    page.keeping.seat(mine)
    page.scan(CARD)
    page.documents.rows[0].pages.set_value(7)
    page.close_down()
    assert kept(counter) == [-2]
    seat.user = replace(mine, uid="01a20606-35c0-74a2-b0c9-43b7af8ef304", name="Minh Thử")
    page.seat(seat.user)
    assert page.who.name.text() == ""
    seat.user = mine
    page.seat(mine)
    assert page.who.name.text() == "Nguyễn Thị Ví Dụ"
    assert page.documents.items()[0].pages == 7


def test_other_looks_keep_what_is_half_typed(bench: Bench) -> None:
    window = bench.window()
    shell = window.page
    assert isinstance(shell, Shell)
    shell.go("quick")
    first = shell.page
    assert isinstance(first, QuickScreen)
    first.scan(CARD_SCAN)
    window.choose(Choices(theme="dark"))
    rebuilt = window.page
    assert isinstance(rebuilt, Shell)
    again = rebuilt.page
    assert isinstance(again, QuickScreen)
    assert again is not first
    assert again.who.name.text()
