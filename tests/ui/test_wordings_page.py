"""The words of papers in the window: seen on a paper at once, used from now on, taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk import settings
from desk.app import counter, samples, wordings
from desk.app.seat import Seat
from desk.domain.records import Actor
from desk.services import stationery
from desk.ui.kit import Kit
from desk.ui.page import Undo
from desk.ui.wordings.list import FormList
from desk.ui.wordings.page import WordingsScreen
from tests.ui.hands import press, stand, write

NAME = "2025/receipt"
CLERK = Actor(uid="u", login="an", name="Trần Thử Ân", role="clerk")


@pytest.fixture
def screen(kit: Kit, seat: Seat, qtbot: QtBot) -> WordingsScreen:
    made = WordingsScreen(kit, wordings.ports(seat), seat.user)
    qtbot.addWidget(made)
    made.resize(1134, 700)
    stand(made, qtbot)
    made.refresh()
    made.start()
    return made


def go_to(screen: WordingsScreen, part: str, detail: str = "") -> None:
    rows = screen.table.rows
    at = next(
        row
        for row in range(rows.rowCount())
        if (line := rows.line(row)) and (line.part, line.detail) == (part, detail)
    )
    screen.table.setCurrentIndex(rows.index(at, 1))


def retype(screen: WordingsScreen, text: str) -> None:
    screen.line.setFocus()
    screen.line.selectAll()
    write(QApplication.focusWidget(), text)


def waits(screen: WordingsScreen, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not screen.paper.stale, timeout=3000)


def test_the_first_form_is_there_with_its_lines_and_its_paper(screen: WordingsScreen) -> None:
    assert screen.list.name == NAME
    assert screen.title.text() == "01 · Giấy tiếp nhận hồ sơ và hẹn trả kết quả"
    assert screen.standing.text() == "Chưa đối chiếu phụ lục thông tư"
    assert "QĐ-BYT" in screen.history.text()
    assert screen.paper.pages == 3  # plain, for an organisation, without a fee
    assert screen.table.rows.rowCount() > 20
    assert not screen.go.isEnabled()


def test_what_is_typed_is_seen_on_the_paper_and_counts_only_when_it_is_used(
    screen: WordingsScreen, seat: Seat, qtbot: QtBot
) -> None:
    go_to(screen, "label")
    retype(screen, "Mẫu số 01a")
    assert screen.paper.stale
    waits(screen, qtbot)
    assert "Đang sửa" in screen.said.text()
    assert stationery.listed(seat.work)[1] == ()
    undone: list[Undo] = []
    screen.undoable.connect(undone.append)
    screen.note.setText("theo công văn")
    screen.main_action()
    (form,) = [each for each in wordings.forms(seat.work) if each.name == NAME]
    assert (form.changed, form.label) == (True, "Mẫu số 01a")
    assert "Phường đã sửa" in screen.standing.text()
    assert "theo công văn" in screen.history.text()
    undone[0].back()
    (form,) = [each for each in wordings.forms(seat.work) if each.name == NAME]
    assert (form.changed, form.label) == (False, "Mẫu số 01")
    undone[1].back()  # and that, too
    (form,) = [each for each in wordings.forms(seat.work) if each.name == NAME]
    assert form.label == "Mẫu số 01a"


def test_a_slip_is_told_beside_the_line_and_cannot_be_used(
    screen: WordingsScreen, seat: Seat, qtbot: QtBot
) -> None:
    go_to(screen, "body", "5")
    retype(screen, "Lương: {salary}")
    qtbot.waitUntil(lambda: "salary" in screen._field.said)  # noqa: SLF001 - what a person reads there
    assert screen.paper.stale
    screen.main_action()
    assert not screen.error.isHidden()
    assert stationery.listed(seat.work)[1] == ()
    assert screen.escape()
    waits(screen, qtbot)
    assert not screen.changed_here


def test_lines_are_added_moved_and_removed_by_keys(screen: WordingsScreen) -> None:
    go_to(screen, "body", "2")
    first = screen.table.line
    assert first is not None
    screen.table.setFocus()
    press(screen.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert screen.table.line is not None
    assert (screen.table.line.detail, screen.table.line.text) == ("3", first.text)
    press(screen.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert not screen.changed_here
    count = screen.table.rows.rowCount()
    press(screen.table, Qt.Key.Key_Insert)
    assert screen.line.hasFocus()
    assert (screen.table.rows.rowCount(), screen.line.toPlainText()) == (count + 1, "")
    screen.table.setFocus()
    press(screen.table, Qt.Key.Key_Delete)
    assert not screen.changed_here
    go_to(screen, "title")
    assert not screen.moves["remove"].isEnabled()
    press(screen.table, Qt.Key.Key_Delete)
    assert not screen.changed_here


def test_another_form_is_not_opened_over_what_is_being_worded(
    screen: WordingsScreen, qtbot: QtBot
) -> None:
    go_to(screen, "title")
    retype(screen, "{KHÁC}")
    screen.main_action()
    assert "{KHÁC}" in screen.error.title  # a title is printed as typed
    ways: tuple[Callable[[], object], ...] = (
        lambda: screen.list.select("2025/supplement"),
        lambda: press(screen.list, Qt.Key.Key_Down),
        lambda: click(screen.list, 2),
    )
    for choose in ways:
        choose()
        qtbot.waitUntil(lambda: screen.list.name == NAME)
        assert screen.line.toPlainText() == "{KHÁC}"
        assert "trước đã" in screen.said.text()
    screen.drop.click()
    assert screen.error.isHidden()
    screen.list.select("2025/supplement")
    assert screen.title.text().startswith("02")


def click(of: FormList, row: int) -> None:
    place = of.visualItemRect(of.item(row)).center()
    QTest.mouseClick(of.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_the_cursor_stays_on_the_line_that_was_put_in_force(
    screen: WordingsScreen, qtbot: QtBot
) -> None:
    go_to(screen, "body", "5")
    retype(screen, "Gọi trước khi đến:")
    waits(screen, qtbot)
    screen.main_action()
    qtbot.waitUntil(lambda: not screen.changed_here and screen.back.isEnabled())
    line = screen.table.line
    assert line is not None
    assert (line.part, line.detail, line.text) == ("body", "5", "Gọi trước khi đến:")
    assert screen.line.toPlainText() == line.text


def test_a_line_that_was_taken_away_comes_back(screen: WordingsScreen) -> None:
    undone: list[Undo] = []
    screen.undoable.connect(undone.append)
    go_to(screen, "body", "3")
    lost = screen.table.line
    screen.table.setFocus()
    press(screen.table, Qt.Key.Key_Delete)
    assert screen.changed_here
    undone[0].back()
    assert (screen.changed_here, screen.table.line) == (False, lost)
    press(screen.table, Qt.Key.Key_Delete)
    go_to(screen, "title")
    retype(screen, "KHÁC")
    undone[1].back()  # what was worded since is not lost for it
    assert screen.line.toPlainText() == "KHÁC"


def test_the_parts_of_a_signature_are_called_as_people_call_them(screen: WordingsScreen) -> None:
    rows = screen.table.rows
    said = {str(rows.index(at, 0).data()) for at in range(rows.rowCount())}
    assert {"Chữ ký 1: chức danh", "Chữ ký 1: lời nhắc ký"} <= said


def test_the_programs_words_come_back_with_one_click(screen: WordingsScreen, seat: Seat) -> None:
    assert not screen.back.isEnabled()
    go_to(screen, "title")
    retype(screen, "KHÁC")
    screen.main_action()
    assert screen.back.isEnabled()
    screen.back.click()
    assert not wordings.forms(seat.work)[0].changed
    assert not screen.back.isEnabled()


def test_a_logo_is_put_on_and_taken_off(screen: WordingsScreen, seat: Seat, tmp_path: Path) -> None:
    picture = tmp_path / "logo.png"
    Image.new("RGB", (300, 100), "red").save(picture)
    screen.use_logo(str(picture))
    chosen = counter.look(seat.work, settings.load(seat.folder)).office
    assert chosen is not None
    assert chosen.logo
    screen.use_logo(str(tmp_path / "none.png"))
    assert "logo" in screen.error.title
    screen.use_logo("")
    assert stationery.listed(seat.work)[0].logo == ""


def test_a_form_without_a_sample_says_so(
    screen: WordingsScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(samples, "samples", lambda *_: [])  # every form of today has one
    screen.list.select("common/figures")
    assert screen.paper.pages == 0
    assert "chưa xem trước được" in screen.told.text()


def test_nobody_else_is_shown_anything(kit: Kit, seat: Seat, qtbot: QtBot) -> None:
    made = WordingsScreen(kit, wordings.ports(seat), CLERK)
    qtbot.addWidget(made)
    stand(made, qtbot)
    made.refresh()
    assert made.columns.isHidden()
    assert not made.empty.isHidden()
    made.seat(seat.user)
    assert not made.columns.isHidden()
