"""What a clerk would stumble over in a picture, held fast: words whole, heads above their cells."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from desk.domain.books import RECEIVED, Book, Line
from desk.domain.drawer import Drawer
from desk.domain.lookup import Found, FoundRow
from desk.domain.records import Status
from desk.domain.views import QueueRow
from desk.domain.worklist import Want
from desk.ui import words
from desk.ui.books.page import BooksScreen
from desk.ui.books.table import BookTable
from desk.ui.choices import Choices
from desk.ui.kit import Kit
from desk.ui.page import Undo
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.layout import Scroll
from desk.ui.parts.reasons import Reasoned
from desk.ui.pictures import settle
from desk.ui.queue.narrow import OPEN
from desk.ui.queue.table import WIDTHS as QUEUE_WIDTHS
from desk.ui.queue.table_model import Column as QueueColumn
from desk.ui.search.page import SearchScreen
from desk.ui.search.table import Column, FoundModel, FoundTable, StruckRole
from desk.ui.shell.screens import SCREENS, WITHIN
from desk.ui.start.opening import OpeningPage
from tests.ui.conftest import Bench, MakeKit
from tests.ui.invented import NOW
from tests.ui.world import DiskFullError, World

Key = Qt.Key
UNIT = "H26.033.15"
LINE = Line(
    uid="d1",
    code="H26.033.15-261123-1001",
    name="Hoàng Thử",
    what="Hôn nhân",
    at=NOW,
    book="1/2026",
    line=1,
    fee=8000,
)
LONG = (
    "Giấy tờ nộp kèm không thống nhất với thông tin trên tờ khai về họ, chữ đệm, tên, ngày, "
    "tháng, năm sinh; đề nghị bổ sung bản chính để đối chiếu"
)


def some_row(world: World, **facts: object) -> QueueRow:
    row = world.search("", 1)[0]
    return replace(row, **facts)  # type: ignore[arg-type]  # the record's own fields


# -- room ---------------------------------------------------------------------------------------


def test_no_page_makes_the_window_larger_at_200_per_cent(bench: Bench) -> None:
    """With the drawer's card and the offline line above, and every screen opened in its turn."""
    bench.world.offline = True
    bench.world.desk.drawer = Drawer()
    shell = bench.shell(Choices(scale=200))
    window = shell.window()
    assert not shell.opening.isHidden()
    for name in (*(each.name for each in SCREENS), *WITHIN):
        shell.go(name)
        settle()
        assert (window.width(), window.height()) == (1366, 768), name
        assert window.minimumSizeHint().width() <= 1366, name
        assert window.minimumSizeHint().height() <= 768, name
    shell.open("d0001")
    QTest.keyClick(shell.dossier, Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert shell.dossier.side.is_open
    assert (window.width(), window.height()) == (1366, 768)
    assert window.minimumSizeHint().width() <= 1366
    assert shell.dossier.side.height() >= 768 // 4  # the pages have room to be read


def test_the_first_days_tasks_leave_the_page_its_room_at_200_per_cent(bench: Bench) -> None:
    bench.practice = True
    shell = bench.shell(Choices(scale=200))
    settle()
    assert shell.tour is not None
    assert shell.tour.isHidden()
    assert shell.window().minimumSizeHint().width() <= 1366
    shell.tour.bring()
    assert shell.tour.isVisible()


def test_the_sheet_and_the_list_stand_together_only_where_there_is_height(bench: Bench) -> None:
    for scale, both in ((100, True), (200, False)):
        shell = bench.shell(Choices(scale=scale))
        shell.go("queue")
        shell.queue.narrow()
        settle()
        assert shell.queue.table.isVisible() is both, scale
        shell.queue.sheet.leave()
        settle()
        assert shell.queue.table.isVisible(), scale
        assert shell.queue.want == Want(view=shell.queue.want.view)


def test_what_is_asked_has_the_page_to_itself_at_200_per_cent(bench: Bench) -> None:
    shell = bench.shell(Choices(scale=200))
    shell.open("d0001")
    shell.dossier.step("supplement")
    settle()
    assert shell.dossier.columns.isHidden()
    shell.dossier.escape()
    settle()
    assert not shell.dossier.columns.isHidden()
    shell.dossier.copy_next()
    settle()
    assert shell.dossier.columns.isHidden()
    for each in shell.dossier.header.findChildren(QLabel):
        if each.isVisible() and each.wordWrap():
            assert each.height() >= each.heightForWidth(each.width()), each.text()


def test_all_keys_are_seen_at_once_and_walked_by_keys(bench: Bench) -> None:
    shell = bench.shell()
    shell.overlay.toggle()
    settle()
    (scroll,) = shell.overlay.findChildren(Scroll)
    bar = scroll.verticalScrollBar()
    assert bar.maximum() == 0
    shell.overlay.leave()
    shell = bench.shell(Choices(scale=200))
    shell.overlay.toggle()
    settle()
    (scroll,) = shell.overlay.findChildren(Scroll)
    bar = scroll.verticalScrollBar()
    assert bar.maximum() > 0
    QTest.keyClick(shell.overlay, Key.Key_End)
    assert bar.value() == bar.maximum()


# -- words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [300, 480])
def test_a_long_reason_keeps_its_last_words(kit: Kit, width: int) -> None:
    reasons = Reasoned(kit)
    reasons.resize(width, 400)
    reasons.show()
    reasons.offer((LONG, "Ngắn"))
    settle()
    found = reasons.found
    box = found.visualItemRect(found.item(0))
    room = QRect(0, 0, box.width() - kit.theme.px(16), 10_000)
    wanted = QFontMetrics(found.font()).boundingRect(room, int(Qt.TextFlag.TextWordWrap), LONG)
    assert wanted.height() > QFontMetrics(found.font()).height()  # it takes several lines
    assert box.height() >= wanted.height()
    assert box.bottom() <= found.viewport().height()  # and the whole of them is in sight
    reasons.close()


@pytest.mark.parametrize("scale", [100, 125, 200])
def test_dates_and_statuses_fit_their_columns(make_kit: MakeKit, scale: int) -> None:
    kit = make_kit(scale=scale)
    table = FoundTable(kit, FoundModel(kit.now, UNIT))
    plain, px = QFontMetrics(kit.theme.font(14)), kit.theme.px
    for column in (Column.RECEIVED, Column.RETURNED):
        assert table.columnWidth(column) >= plain.horizontalAdvance("28/08/2026") + px(16)
    for status in Status:
        wide = plain.horizontalAdvance(words.status(status)) + px(36)
        assert table.columnWidth(Column.STATUS) >= wide, words.status(status)
        if status in OPEN:
            assert px(QUEUE_WIDTHS[QueueColumn.STATUS]) >= wide, words.status(status)
    table.deleteLater()


def test_the_queue_tells_usual_procedures_apart_at_1366(bench: Bench) -> None:
    shell = bench.shell()
    shell.go("queue")
    settle()
    table, px = shell.queue.table, shell.queue._kit.theme.px  # noqa: SLF001 - its scale
    wide = QFontMetrics(shell.queue._kit.theme.font(14)).horizontalAdvance("Đăng ký khai sinh")  # noqa: SLF001 - its font
    assert shell.queue.pane.isVisible()
    assert table.columnWidth(QueueColumn.PROCEDURE) >= wide + px(16)


def test_a_choice_shows_its_longest_word_and_clearing_stands_beside_the_filters(
    bench: Bench,
) -> None:
    shell = bench.shell()
    shell.go("search")
    settle()
    page = shell.page
    assert isinstance(page, SearchScreen)
    status = page.filters.status
    metrics = QFontMetrics(status.font())
    longest = max(metrics.horizontalAdvance(status.itemText(at)) for at in range(status.count()))
    assert status.width() >= longest + shell._kit.theme.px(40)  # noqa: SLF001 - its scale
    assert page.filters.forget.y() == page.more.y()


def ink(image: QImage, left: int, right: int, top: int, bottom: int) -> int:
    """Return where the first stroke begins between two edges, counted from the left one."""
    paper = image.pixelColor(left + 1, top + 2).lightness()
    for x in range(left + 1, right):
        for y in range(top, bottom):
            if abs(image.pixelColor(x, y).lightness() - paper) > 60:
                return x - left
    raise AssertionError("nothing is written there")


def test_heads_stand_above_their_cells(kit: Kit) -> None:
    table = BookTable(kit)
    table.resize(1000, 300)
    table.show_book(Book(kind=RECEIVED, start=NOW.date(), end=NOW.date(), lines=(LINE,), gaps=()))
    table.show()
    settle()
    head = table.horizontalHeader()
    above, below = head.grab().toImage(), table.viewport().grab().toImage()
    for section in (2, 4):
        left, right = head.sectionPosition(section), head.sectionPosition(section + 1)
        over = ink(above, left, right, 4, head.height() - 4)
        under = ink(below, left, right, 4, table.rowHeight(0) - 4)
        assert abs(over - under) <= 3, section
    table.close()


@pytest.mark.parametrize(("scale", "width"), [(100, 770), (200, 1110), (125, 960)])
@pytest.mark.parametrize("late", [False, True])
def test_a_books_numbers_times_and_codes_are_whole(
    make_kit: MakeKit, scale: int, width: int, *, late: bool
) -> None:
    kit = make_kit(scale=scale)
    table = BookTable(kit)
    table.resize(width, 300)
    line = replace(LINE, late=late, code="H26.033.15-260608-8908")  # the widest digits
    table.show_book(Book(kind=RECEIVED, start=NOW.date(), end=NOW.date(), lines=(line,), gaps=()))
    table.show()
    settle()
    metrics, model = QFontMetrics(kit.theme.font(14)), table.book_model
    for at in (0, 1, 2, 6):  # number, time, code, fee
        wanted = metrics.horizontalAdvance(str(model.index(0, at).data())) + kit.theme.px(12)
        assert table.columnWidth(at) >= wanted, model.index(0, at).data()
    assert table.isColumnHidden(7) is not late
    used = sum(table.columnWidth(at) for at in range(8) if not table.isColumnHidden(at))
    assert used <= table.viewport().width() + 2
    table.close()


def test_a_narrow_window_changes_nobodys_columns(bench: Bench) -> None:
    shell = bench.shell()
    shell.go("queue")
    settle()
    table, kept = shell.queue.table, shell.queue.table.columnWidth(QueueColumn.NAME)
    shell.window().resize(820, 700)
    settle()
    assert table.isColumnHidden(QueueColumn.PROCEDURE)
    assert table.columnWidth(QueueColumn.NAME) != kept
    inside: list[Any] = table.horizontalHeader().children()
    for each in inside:  # what writes the widths down, at once
        if hasattr(each, "keep"):
            each.keep()
            each.show()
    shell.window().resize(1366, 768)
    settle()
    assert table.columnWidth(QueueColumn.NAME) == kept


# -- struck out -----------------------------------------------------------------------------------


def test_what_was_struck_out_is_drawn_struck_and_has_no_date_any_more(
    kit: Kit, world: World
) -> None:
    model = FoundModel(kit.now, UNIT)
    rows = (FoundRow(row=some_row(world, voided=True)), FoundRow(row=some_row(world)))
    model.set_rows(Found(rows=rows, total=2))
    struck = [model.index(at, Column.NAME).data(StruckRole) for at in range(2)]
    assert struck == [True, False]
    assert model.index(0, Column.STATUS).data() == "Đã hủy"
    assert model.index(0, Column.DUE).data() == "–"
    assert model.index(0, Column.STATUS).data(StruckRole) is False


def test_the_command_box_says_what_was_struck_out(bench: Bench) -> None:
    shell = bench.shell()
    hit = shell.top._hit(some_row(bench.world, voided=True))  # noqa: SLF001 - what a line says
    assert hit.detail.endswith("Đã hủy")
    assert "còn" not in hit.detail


# -- the strip ------------------------------------------------------------------------------------


def test_the_words_beside_undo_are_those_of_what_it_takes_back(bench: Bench) -> None:
    strip = bench.shell().strip
    back: list[str] = []
    strip.offer(Undo(said="Đã trả ngay", back=lambda: back.append("first")))
    strip.say("1 bản quét chờ xếp")
    assert strip.last.accessibleName().endswith("Đã trả ngay")
    strip.offer(Undo(said="Đã gọi A001", back=lambda: back.append("second")))
    assert strip.last.accessibleName().endswith("Đã gọi A001")
    strip.say("Đã in")
    assert strip.take_back()
    assert back == ["second"]
    assert strip.last.accessibleName().endswith("Đã in")
    strip.say("Đã tải")
    assert strip.last.accessibleName().endswith("Đã tải")


# -- where the cursor is ---------------------------------------------------------------------------


def test_esc_from_a_step_leaves_the_cursor_on_the_dossier(bench: Bench) -> None:
    shell = bench.shell()
    shell.open("d0001")
    shell.dossier.step("supplement")
    settle()
    at = QApplication.focusWidget()
    assert at is not None
    assert shell.dossier.panel.isAncestorOf(at)
    shell.dossier.escape()
    settle()
    assert QApplication.focusWidget() is shell.dossier


def test_the_command_box_forgets_what_was_sought_elsewhere(bench: Bench) -> None:
    shell = bench.shell()
    shell.top.box.setText("nguyen")
    shell.go("queue")
    assert shell.top.box.text() == ""


def test_a_counter_that_cannot_be_opened_offers_to_try_again(kit: Kit) -> None:
    page = OpeningPage(kit)
    page.resize(1366, 768)
    page.show()
    assert page.retry.isHidden()
    page.show_error(DiskFullError(folder="D:/Quay"))
    settle()
    asked: list[bool] = []
    page.again.connect(lambda: asked.append(True))
    page.retry.click()
    assert asked == [True]
    assert page.said.width() <= 600
    page.close()


def test_what_is_at_the_right_edge_of_a_page_stands_in_one_line(bench: Bench) -> None:
    shell = bench.shell()
    shell.go("receive")
    settle()
    (main,) = (
        each
        for each in shell.receive.findChildren(KeyButton)
        if each.isVisible() and each.property("role") == "main"
    )
    edges = {
        each.mapToGlobal(each.rect().topRight()).x()
        for each in (shell.receive.summary, shell.top.user, main)
    }
    assert len(edges) == 1, edges


def test_the_slips_for_tickets_need_no_scrolling_at_1366(bench: Bench) -> None:
    shell = bench.shell()
    shell.go("tickets")
    settle()
    for scroll in shell.page.findChildren(Scroll):
        assert scroll.verticalScrollBar().maximum() == 0


def test_a_chapters_heading_is_larger_than_its_words(bench: Bench) -> None:
    shell = bench.shell()
    shell.help.open_guide()
    settle()
    heading = shell.help.guide.text.document().firstBlock()
    drawn = heading.begin().fragment().charFormat()
    assert drawn.font().pixelSize() > shell.help.guide.text.font().pixelSize()
    assert heading.layout().boundingRect().height() < 2 * shell._kit.theme.px(20)  # noqa: SLF001 - its scale


def test_a_books_page_needs_no_scrolling_at_1366(bench: Bench) -> None:
    bench.world.desk.lines |= {
        RECEIVED: Book(kind=RECEIVED, start=NOW.date(), end=NOW.date(), lines=(LINE,) * 3, gaps=())
    }
    shell = bench.shell()
    shell.go("books")
    settle()
    page = shell.page
    assert isinstance(page, BooksScreen)
    assert page.table.isVisible()
    assert page.columns.scrolls[0].verticalScrollBar().maximum() == 0
