"""The list of closings on the page of books, over a real counter."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desk.app import seat as room
from desk.app.seat import Seat
from desk.services import book_closing
from desk.ui.books.page import BooksScreen
from desk.ui.kit import Kit
from tests.kit import BIRTH, act, receive
from tests.ui.hands import press, stand

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(kit: Kit, seat: Seat, qtbot: QtBot) -> BooksScreen:
    ports = room.window_ports(seat)
    made = BooksScreen(kit, ports.books, ports.cash)
    qtbot.addWidget(made)
    made.resize(1134, 680)
    stand(made, qtbot)
    made.refresh()
    return made


def cells(page: BooksScreen) -> list[list[str]]:
    model = page.closings.table.model_rows
    return [
        [str(model.index(row, at).data()) for at in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_without_a_closing_the_list_says_what_to_do(page: BooksScreen) -> None:
    press(page, Qt.Key.Key_3, ALT)
    assert page.closings.empty.isVisible()
    assert "F9" in page.closings.empty.text()
    assert not page.closings.table.isVisible()
    assert page.escape()
    assert page.closings.isHidden()
    assert page._empty.isVisible()  # noqa: SLF001 - what a clerk sees


def test_each_closing_tells_why_and_whether_it_holds_and_enter_shows_its_days(
    page: BooksScreen, seat: Seat
) -> None:
    work, user, day = seat.work, seat.user, seat.work.now().date()
    before = day - timedelta(days=1)
    month = before.replace(month=before.month - 1, day=1), before.replace(day=1) - timedelta(days=1)
    book_closing.close(work, user, *month)
    book_closing.close(work, user, before, before)
    struck, _ = receive(work, BIRTH), receive(work, BIRTH)
    book_closing.close(work, user, day, day)
    act(work, struck, "void", reason="nhập thử")
    book_closing.close(work, user, day, day, "gạch nhầm")
    page.days.show_days(day, day)
    press(page, Qt.Key.Key_3, ALT)
    assert page.closings.table.hasFocus()
    assert not page.table.isVisible()
    today, earlier = f"{day:%d/%m/%Y}", f"{before:%d/%m/%Y}"
    assert [[row[0], *row[2:]] for row in cells(page)] == [
        [today, user.name, "gạch nhầm", "đúng như lúc khóa"],
        [today, user.name, "", "1 thay đổi từ khi khóa"],
        [earlier, user.name, "", "đúng như lúc khóa"],
        [f"{month[0]:%m/%Y}", user.name, "", "đúng như lúc khóa"],
    ]
    assert page.tabs is not None
    page.tabs.choose("returned", tell=True)  # another book, the same days
    assert cells(page)[1][-1] == "đúng như lúc khóa"
    press(page.closings.table, Qt.Key.Key_Down)
    press(page.closings.table, Qt.Key.Key_Down)
    told = page.closings.told.text()
    assert told.startswith(f"{earlier} · Đã khóa lúc ")  # in full, however narrow the cells are
    assert told.endswith(f", {user.name} · đúng như lúc khóa")
    press(page.closings.table, Qt.Key.Key_Return)
    assert page.closings.isHidden()
    assert (page.days.start_day, page.days.end_day) == (before, before)
    assert "Đã khóa lúc" in page.proof.closed.text()
