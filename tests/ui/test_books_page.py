"""Drawer, books and copies in the window: the morning's float, the evening without a mouse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont

from desk.domain.backup import Copied
from desk.domain.book_closing import Change
from desk.domain.books import DRAWER, FEES, RECEIVED, Book, Count, Gap, Line, Totals
from desk.domain.drafts import IN_HAND, Draft, Form
from desk.domain.drawer import Drawer, Taking
from desk.domain.papers import PressStoppedError
from desk.domain.records import Party
from desk.domain.views import NewDossier
from desk.services.backup import BackupStoppedError
from desk.ui.books.page import BooksScreen
from desk.ui.drawer.money import amount_of, grouped
from desk.ui.shell.desk import Shell
from tests.ui.conftest import Bench
from tests.ui.hands import Hands
from tests.ui.invented import LAN, NOW

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
DAY = NOW.date()
LINES = tuple(
    Line(
        uid=f"d000{at}",
        code=f"H26.033.15-261123-100{at}",
        name="Nguyễn Thử",
        what="Khai sinh",
        at=NOW,
        book="1/2026",
        line=at,
        fee=8000,
        voided=at == 2,
        late=at == 3,
    )
    for at in (1, 2, 3)
)


def opened(bench: Bench, **books: Book) -> tuple[Shell, BooksScreen]:
    bench.world.desk.lines |= books
    shell = bench.shell()
    shell.go("books")
    page = shell.page
    assert isinstance(page, BooksScreen)
    return shell, page


def received(**facts: object) -> Book:
    book = Book(kind=RECEIVED, start=DAY, end=DAY, lines=LINES, gaps=())
    return replace(book, **facts)  # type: ignore[arg-type] # the test names a book's own fields


@pytest.mark.parametrize("gone_on", [False, True])
def test_the_cursor_goes_to_the_money_when_that_is_known_unless_it_has_gone_on(
    bench: Bench, gone_on: bool
) -> None:
    drawer, bench.world.desk.drawer = bench.world.desk.drawer, Drawer()
    _, page = opened(bench)
    page.start()
    if gone_on:
        page.copies.go.setFocus()
    bench.world.desk.drawer = drawer
    page._begins = True  # noqa: SLF001 - as if the first answer were only coming now
    page.drawer.refresh()
    assert page.drawer.amount.hasFocus() is not gone_on


def test_the_float_is_asked_for_once_the_drawer_is_closed(bench: Bench, hands: Hands) -> None:
    bench.world.desk.drawer = Drawer()
    shell = bench.shell()
    assert shell.opening.amount.hasFocus()
    hands.type("200000\r")
    assert hands.count == 7  # of the fourteen that signing in and opening may cost
    assert bench.world.desk.drawer.float_ == 200_000
    assert shell.opening.isHidden()
    assert shell.receive.person.person.fields["personal_id"].widget.hasFocus()


def test_a_form_that_came_back_keeps_the_cursor(bench: Bench) -> None:
    bench.world.desk.drawer = Drawer()
    new = NewDossier(procedure="", submitter=Party(name="Lê Thử"), uid="old")
    form = Form(new=new, texts=(("person:submitter.name", "Lê Thử"),), focus="Line:2")
    bench.world.drafts.forms["old"] = Draft(
        form=form, place=IN_HAND, author=LAN.uid, author_name=LAN.name, saved_at=NOW
    )
    shell = bench.shell()
    assert shell.opening.isVisible()
    assert not shell.opening.amount.hasFocus()


@pytest.mark.parametrize("skip", ["\x1b", "\r"])
def test_the_float_can_be_left_out(bench: Bench, hands: Hands, skip: str) -> None:
    bench.world.desk.drawer = Drawer()
    shell = bench.shell()
    hands.type(skip)
    assert shell.opening.isHidden()
    assert not bench.world.desk.drawer.is_open


def test_whoever_handles_no_cash_is_not_asked(bench: Bench) -> None:
    bench.world.desk.drawer, bench.world.desk.allowed = Drawer(), False
    assert bench.shell().opening.isHidden()


def test_what_is_no_amount_is_said_beside_the_field(bench: Bench, hands: Hands) -> None:
    bench.world.desk.drawer = Drawer()
    shell = bench.shell()
    hands.type("hai\r")
    assert shell.opening.isVisible()
    assert "Chỉ ghi số" in shell.opening.amount.accessibleDescription()


def test_the_evening_costs_sixteen_keys_at_most(bench: Bench, hands: Hands) -> None:
    shell = bench.shell()
    hands.key(Qt.Key.Key_Q, CONTROL)
    assert shell.shown == "books"
    hands.type("200000\r")
    assert [made.counted for made in bench.world.desk.counted] == [200_000]
    hands.key(Qt.Key.Key_F9)
    assert bench.world.desk.lines[RECEIVED].closings
    hands.key(Qt.Key.Key_U, CONTROL)
    assert bench.world.desk.latest is not None
    assert hands.count <= 16


def test_f9_counts_the_drawer_before_it_closes_the_day(bench: Bench, hands: Hands) -> None:
    _, page = opened(bench, received=received())
    hands.key(Qt.Key.Key_F9)
    assert page.proof.closed.text() == "Ngày chưa khóa sổ"
    assert page.drawer.amount.hasFocus()
    hands.type("200000")
    hands.key(Qt.Key.Key_F9)
    assert [made.counted for made in bench.world.desk.counted] == [200_000]
    assert page.proof.closed.text() == "Ngày chưa khóa sổ"
    hands.key(Qt.Key.Key_F9)
    assert page.proof.closed.text().startswith("Đã khóa lúc")


def test_f9_while_the_count_is_written_closes_the_day_after_it(bench: Bench) -> None:
    _, page = opened(bench, received=received())
    page.drawer.closes = True  # the count is on its way to the log
    page.main_action()
    assert page.proof.closed.text() == "Ngày chưa khóa sổ"
    page.drawer.closes = False
    bench.world.desk.drawer = Drawer()
    page.drawer.closed.emit()
    assert page.proof.closed.text().startswith("Đã khóa lúc")


def test_the_count_comes_before_what_should_be_there(bench: Bench, hands: Hands) -> None:
    taking = Taking(uid="1", at=NOW, code="c", amount=10_000, what="received")
    bench.world.desk.drawer = replace(bench.world.desk.drawer, takings=(taking,))
    _, page = opened(bench)
    assert "210.000" not in _shown(page)
    hands.type("205000\r")
    assert page.drawer.verdict.text() == "Thiếu 5.000 đ"
    assert "210.000" in _shown(page)
    assert bench.world.desk.counted == []
    hands.type("\r")  # without a reason it stays open
    assert bench.world.desk.counted == []
    hands.type("thoi nham\r")
    (closed,) = bench.world.desk.counted
    assert (closed.counted, closed.expected, closed.note) == (205_000, 210_000, "thoi nham")


def _shown(page: BooksScreen) -> str:
    from PySide6.QtWidgets import QLabel  # noqa: PLC0415 - for this one look

    return " ".join(each.text() for each in page.drawer.findChildren(QLabel) if each.isVisible())


def test_the_drawer_is_counted_note_by_note_by_keys(bench: Bench, hands: Hands) -> None:
    bench.world.desk.drawer = replace(bench.world.desk.drawer, float_=1_207_000)
    _, page = opened(bench)
    card = page.drawer
    card.by_note.click()
    assert card.pieces.lines[500_000].hasFocus()
    hands.type("2\r1\r\r")  # 500.000, 200.000, none of 100.000
    assert card.pieces.lines[50_000].hasFocus()
    assert card.amount.text() == "1.200.000"
    card.pieces.lines[2_000].setFocus()
    hands.type("x")
    assert card.pieces.lines[2_000].property("wrong") is True
    hands.type("\b3\r1\r")
    (closed,) = bench.world.desk.counted
    assert closed.pieces == ((500_000, 2), (200_000, 1), (2_000, 3), (1_000, 1))
    assert closed.counted == 1_207_000
    assert card.pieces.counted == ()


def test_an_amount_that_is_typed_is_none_of_the_notes(bench: Bench, hands: Hands) -> None:
    _, page = opened(bench)
    page.drawer.by_note.click()
    hands.type("4")
    page.drawer.amount.setFocus()
    page.drawer.amount.selectAll()
    hands.type("200000\r")
    (closed,) = bench.world.desk.counted
    assert (closed.counted, closed.pieces) == (200_000, ())


def test_struck_and_late_lines_say_so_in_words(bench: Bench) -> None:
    _, page = opened(bench, received=received())
    model = page.table.book_model
    notes = [model.data(model.index(at, model.columnCount() - 1)) for at in range(3)]
    assert notes == ["", "đã gạch", "ghi sau khóa sổ"]
    font = model.data(model.index(1, 2), Qt.ItemDataRole.FontRole)
    assert isinstance(font, QFont)
    assert font.strikeOut()
    said = "2 dòng · 1 dòng gạch · 1 dòng ghi sau khóa sổ · phí phải thu 16.000 đ"
    assert page.proof.sums.text() == said


def test_a_missing_number_is_said_and_a_burnt_one_explained(bench: Bench) -> None:
    gaps = (Gap(line=4, burnt=True), Gap(line=7, burnt=False))
    _, page = opened(bench, received=received(gaps=gaps))
    assert "THIẾU số 7" in page.proof.gaps.text()
    assert "nhật ký: 4" in page.proof.gaps.text()
    assert "đủ số" not in page.proof.gaps.text()


def test_other_days_by_keys_and_by_typing(bench: Bench, hands: Hands) -> None:
    _, page = opened(bench, received=received())
    hands.key(Qt.Key.Key_Left, ALT)
    yesterday = DAY - timedelta(days=1)
    assert (page.days.start_day, page.days.end_day) == (yesterday, yesterday)
    page.days.start_line.setFocus()
    page.days.start_line.selectAll()
    hands.type("1/11\r")
    assert (page.days.start_day.day, page.days.end_day) == (1, yesterday)
    assert not page._go.isEnabled()  # noqa: SLF001 - days that no closing can be of
    page.days.today()
    assert page._go.isEnabled()  # noqa: SLF001 - as above


def test_a_closed_day_is_not_closed_twice(bench: Bench, hands: Hands) -> None:
    bench.world.desk.drawer = Drawer()
    _, page = opened(bench, received=received())
    hands.key(Qt.Key.Key_F9)
    assert page.proof.closed.text().startswith("Đã khóa lúc")
    assert not page._go.isEnabled()  # noqa: SLF001 - the button


def test_a_closed_book_that_has_changed_is_closed_once_more_for_a_reason(
    bench: Bench, hands: Hands
) -> None:
    bench.world.desk.drawer = Drawer()
    closing = bench.world.desk.close_books(DAY, DAY, "")
    changes = (
        Change(what="added", code=LINES[2].code, book="1/2026", line=3),
        Change(what="changed", code="c-1", fields=("name", "due_at", "book")),
    )
    _, page = opened(bench, received=received(closings=(closing,), changes=changes))
    assert page.proof.changes.text().splitlines() == [
        f"Thêm sau khóa sổ: 3 ({LINES[2].code})",
        "Sửa sau khóa sổ: c-1 – tên, hẹn trả",
    ]
    hands.key(Qt.Key.Key_F9)
    assert len(bench.world.desk.lines[RECEIVED].closings) == 1
    assert page.proof.reason.hasFocus()
    hands.type("ghi sot mot ho so\r")
    assert bench.world.desk.lines[RECEIVED].closings[-1].reason == "ghi sot mot ho so"
    assert page.proof.reason.isHidden() or not page.proof.reason.text()


def test_a_closed_book_is_printed_as_it_was_closed_or_as_it_stands(bench: Bench) -> None:
    closing = bench.world.desk.close_books(DAY, DAY, "")
    _, page = opened(bench, received=received(closings=(closing,)))
    page.print_again()
    page._print_now.click()  # noqa: SLF001 - the button
    page.days.choose(1)
    page.print_book()
    first, last = date(DAY.year, DAY.month, 1), date(DAY.year, DAY.month, 30)
    assert bench.world.desk.printed == [
        (RECEIVED, DAY, DAY, True),
        (RECEIVED, DAY, DAY, False),
        (RECEIVED, first, last, False),
    ]


def test_months_and_years_are_one_key_away_and_closed_as_such(bench: Bench) -> None:
    _, page = opened(bench, received=received())
    model = page.table.book_model
    assert model.data(model.index(0, 1)) == "09:41"
    page.days.choose(2)
    assert model.data(model.index(0, 1)) == "23/11 09:41"  # several days: which of them
    assert (page.days.start_day, page.days.end_day) == (date(2026, 10, 1), date(2026, 10, 31))
    assert page._go.words == "Khóa sổ tháng"  # noqa: SLF001 - the button
    assert page._go.isEnabled()  # noqa: SLF001 - as above
    assert page.proof.closed.text().startswith("1 ngày chưa khóa sổ")
    assert page.days.before.words == "Tháng trước"
    page.days.move_by(-1)
    assert (page.days.start_day, page.days.end_day) == (date(2026, 9, 1), date(2026, 9, 30))
    page.days.period.activated.emit(3)
    assert (page.days.start_day, page.days.end_day) == (date(2026, 1, 1), date(2026, 12, 31))
    page.days.move_by(-1)
    assert (page.days.start_day, page.days.end_day) == (date(2025, 1, 1), date(2025, 12, 31))
    assert page.days.after.words == "Năm sau"
    page.days.move_by(1)
    assert not page._go.isEnabled()  # noqa: SLF001 - the year is not over


def test_a_book_is_written_into_a_file_or_stopped_and_nothing_is_left(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.ui.parts.files.folder", lambda: tmp_path)
    _, page = opened(bench, received=received())
    page.save()
    (file,) = tmp_path.iterdir()
    assert page.saving.told.text() == f"Đã ghi {file.name}"
    file.unlink()
    held: list[tuple[Callable[[], object], Callable[[Exception], None]]] = []

    def hold(work: Callable[[], object], _: object, failed: Any = None, **__: object) -> None:
        held.append((work, failed))

    monkeypatch.setattr(page._kit.tasks, "run", hold)  # noqa: SLF001 - the page's own
    page.save()
    page.save()  # once is enough
    assert page.saving.is_busy
    page.saving.stop_button.click()
    ((work, failed),) = held
    with pytest.raises(PressStoppedError) as stopped:
        work()
    failed(stopped.value)
    assert page.saving.told.text() == "Đã dừng; không có tệp nào được ghi"
    assert list(tmp_path.iterdir()) == []


def test_a_book_on_its_way_to_the_printer_shows_how_far_it_is_and_can_be_stopped(
    bench: Bench,
) -> None:
    shell, page = opened(bench, received=received())
    shell.spool.drawn.emit(5, 50, 20_000)
    assert page.saving.isVisible()
    assert page.saving.told.text() == "Đang vẽ 50 / 20.000 dòng"
    page.saving.stop_button.click()
    assert shell.spool._stopped == {5}  # noqa: SLF001 - what the next line is refused by
    shell.spool.drawn.emit(5, 0, 0)
    assert page.saving.isHidden()


def test_the_sums_volumes_and_counts_of_a_book_are_told(bench: Bench) -> None:
    count = Count(opened_at=NOW, opened_by=LAN.name, float_=100, expected=1_100, counted=1_000)
    line = Line(uid="", code="", name=LAN.name, what="", at=NOW, fee=1_000, count=count)
    drawn = Book(kind=DRAWER, start=DAY, end=DAY, lines=(line,))
    totals = Totals(carried=2, received=3, returned=1, refused=1, open=3)
    shell, page = opened(bench, received=received(totals=totals), drawer=drawn)
    assert page.proof.totals.text().splitlines() == [
        "Quyển 1/2026: số 1–3",
        "Kỳ trước chuyển sang: 2",
        "Tiếp nhận: 3",
        "Đã trả kết quả: 1",
        "Từ chối: 1",
        "Còn lại: 3",
    ]
    page.show_kind(DRAWER)
    assert page.proof.sums.text() == "1 dòng · chênh lệch -100 đ"
    page.days.choose(2)  # a month, of which the fees' book has no line
    page.show_kind(FEES)
    assert page.proof.sums.text() == "0 dòng · đã thu 0 đ"
    assert page.proof.closed.text() == "Trong kỳ này sổ không có dòng nào"
    page.show_kind(DRAWER)
    model = page.table.book_model
    row = [model.data(model.index(0, at)) for at in range(model.columnCount())]
    assert row[2:6] == ["100 đ", "1.100 đ", "1.000 đ", "-100 đ"]
    page.table.setFocus()
    page.table.selectRow(0)
    page.table.entered.connect(lambda _: pytest.fail("no dossier is behind a count"))
    page.table._enter(0)  # noqa: SLF001 - as Enter does
    assert shell.shown == "books"


def test_enter_on_a_line_opens_its_dossier(bench: Bench, hands: Hands) -> None:
    shell, page = opened(bench, received=received())
    page.table.setFocus()
    page.table.selectRow(0)
    hands.type("\r")
    assert shell.shown == "dossier"


def test_the_age_of_the_last_copy_is_said(bench: Bench) -> None:
    bench.world.desk.latest = Copied(
        folder="backups/desk-1", at=NOW - timedelta(days=3), bytes_=2_400_000, events=12
    )
    _, page = opened(bench)
    assert page.copies.age.text().startswith("Bản sao lưu mới nhất: 3 ngày trước")
    page.copies.make()
    assert page.copies.age.text().startswith("Bản sao lưu mới nhất: hôm nay")


def test_a_copy_can_be_stopped(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    _, page = opened(bench)

    def stopped(progress: Callable[[int, int], bool]) -> Copied:
        page.copies.cancel()
        assert not progress(1, 2)
        raise BackupStoppedError

    ports = replace(page.copies._ports, make=stopped)  # noqa: SLF001 - what the card is handed
    monkeypatch.setattr(page.copies, "_ports", ports)
    page.copies.make()
    assert "Đã dừng sao lưu" in page.copies.age.text()
    assert not page.copies.is_busy


def test_amounts_as_they_are_typed() -> None:
    typed = ["200000", "200.000", " 200 000 ", "", "hai", "-5", "2" * 12]
    assert [amount_of(text) for text in typed] == [
        200_000,
        200_000,
        200_000,
        None,
        None,
        None,
        None,
    ]
    assert [grouped(amount) for amount in (0, 5000)] == ["0 đ", "5.000 đ"]
