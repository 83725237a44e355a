"""Large text and narrow windows: what counts is there, whole, and only once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desk.domain.drawer import Drawer
from desk.ui.books.page import BooksScreen
from desk.ui.choices import Choices
from desk.ui.dossier.page import DossierScreen
from desk.ui.handover.waiting import WaitingTable
from desk.ui.kit import Kit
from desk.ui.page import Undo
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.fields import Line
from desk.ui.parts.layout import Scroll, column, frame
from desk.ui.parts.reasons import Ticked
from desk.ui.people.switch import SwitchPanel
from desk.ui.pictures import settle
from desk.ui.queue.page import QueueScreen
from desk.ui.search.page import SearchScreen
from desk.ui.search.table import Column
from desk.ui.shell.desk import Shell
from desk.ui.shell.overlay import KeyCap
from desk.ui.start.sign_in import SignInPage
from tests.ui.conftest import Bench, MakeKit
from tests.ui.hands import Hands, press, stand
from tests.ui.invented import CARD_SCAN, OFFICE
from tests.ui.world import World

LARGE = Choices(scale=200)
CONTROL = Qt.KeyboardModifier.ControlModifier


def whole(part: QWidget) -> bool:
    """Tell whether nothing of a part is hidden by what it lies in."""
    return part.visibleRegion().boundingRect() == part.rect()


def button(page: QWidget, words: str) -> KeyButton:
    return next(each for each in page.findChildren(KeyButton) if each.words == words)


# -- the sheet of keys ----------------------------------------------------------------------------


@pytest.mark.parametrize(("scale", "across"), [(100, 3), (150, 2), (200, 1)])
def test_keys_stand_in_as_many_columns_as_can_be_read(
    bench: Bench, hands: Hands, scale: int, across: int
) -> None:
    shell = bench.shell(Choices(scale=scale))
    hands.key(Qt.Key.Key_F1)
    settle()
    sheet = shell.help.overlay
    seconds = {"Ctrl+H", "Ctrl+N", "Ctrl+W"}
    caps = [each for each in sheet.findChildren(KeyCap) if each.accessibleName() not in seconds]
    firsts = [cap for cap in caps if cap.accessibleName() in ("F1", "F2", "F4", "Ctrl+S", "Alt+6")]
    edges = {cap.mapTo(sheet, QPoint(0, 0)).x() for cap in firsts}
    assert len(edges) == min(across, 2)  # the middle column holds none of these
    if across == 1:
        words = [each for each in sheet.findChildren(QLabel) if each.text() == "Lùi một bước"]
        line = words[0].fontMetrics().lineSpacing()
        assert words[0].heightForWidth(words[0].width()) < 2 * line


# -- lists ----------------------------------------------------------------------------------------


def test_at_double_size_the_search_shows_code_state_and_due_date(
    make_kit: MakeKit, world: World, qtbot: QtBot
) -> None:
    page = SearchScreen(make_kit("light", 200), world.window_ports().lookup, "H26.033.15")
    qtbot.addWidget(page)
    page.resize(1238, 660)
    stand(page, qtbot)
    page.refresh()
    settle()
    table, head = page.table, page.table.horizontalHeader()
    shown = [each for each in Column if not head.isSectionHidden(each)]
    assert shown == [Column.CODE, Column.NAME, Column.STATUS, Column.DUE]
    assert sum(head.sectionSize(each) for each in shown) <= table.viewport().width()
    page.resize(2400, 660)
    settle()
    assert not any(head.isSectionHidden(each) for each in Column)
    page.close()


def test_tab_brings_a_list_into_view_that_is_higher_than_its_room(
    bench: Bench, hands: Hands
) -> None:
    shell = bench.shell(LARGE)
    hands.key(Qt.Key.Key_F7)
    settle()
    table = shell.handover.findChild(WaitingTable)
    assert isinstance(table, WaitingTable)
    hands.key(Qt.Key.Key_Tab)
    hands.key(Qt.Key.Key_Tab)
    settle()
    assert table.hasFocus()
    head, rows = table.horizontalHeader(), table.verticalHeader().defaultSectionSize()
    assert table.visibleRegion().boundingRect().height() >= head.height() + 2 * rows
    assert whole(head)


def test_a_field_that_comes_up_with_the_cursor_in_it_is_seen(
    make_kit: MakeKit, qtbot: QtBot
) -> None:
    kit = make_kit("light", 200)
    late = Line(kit)
    late.hide()
    content = frame(column(kit, *(Line(kit) for _ in range(12)), late, gap=8))
    area = Scroll(content)
    qtbot.addWidget(area)
    area.resize(600, 300)
    stand(area, qtbot)
    late.show()
    late.setFocus()
    settle()
    assert whole(late)


# -- what was saved, and what can be taken back ---------------------------------------------------


def test_where_the_strip_has_no_room_the_bar_tells_what_is_saved(
    bench: Bench, hands: Hands, qtbot: QtBot
) -> None:
    shell = bench.shell(LARGE)
    hands.scan(CARD_SCAN)
    qtbot.waitUntil(lambda: shell.drafts.standing.kind == "saved")
    settle()
    assert shell.strip.isHidden()
    told = shell.receive._bar.told  # noqa: SLF001 - a painted word
    assert told.isVisible()
    assert told.text().startswith("Đã lưu nháp")
    assert whole(told)


def test_where_the_strip_stands_it_is_told_only_there(
    bench: Bench, hands: Hands, qtbot: QtBot
) -> None:
    shell = bench.shell()
    hands.scan(CARD_SCAN)
    qtbot.waitUntil(lambda: shell.drafts.standing.kind == "saved")
    settle()
    assert shell.strip.standing.text().startswith("Đã lưu nháp")
    assert shell.receive._bar.told.isHidden()  # noqa: SLF001 - a painted word


def offered(shell: Shell) -> list[str]:
    settle()
    found = [each for each in shell.findChildren(KeyButton) if each.key == "Ctrl+Z"]
    return [each.words for each in found if each.isVisible()]


def test_one_key_offers_one_thing_back_and_the_next_after_it(bench: Bench, hands: Hands) -> None:
    shell, back = bench.shell(), list[str]()
    hands.scan(CARD_SCAN)
    name = shell.receive.new().submitter.name
    shell.strip.offer(Undo(said="Đã nhắc", back=lambda: back.append("nhắc")))
    assert len(offered(shell)) == 1
    hands.key(Qt.Key.Key_L, CONTROL)
    assert shell.receive.undo.isVisible()
    assert len(offered(shell)) == 1
    assert shell.strip.back.isHidden()
    hands.key(Qt.Key.Key_Z, CONTROL)
    assert (shell.receive.new().submitter.name, back) == (name, [])
    assert len(offered(shell)) == 1
    assert shell.strip.back.isVisible()
    shell.setFocus()
    hands.key(Qt.Key.Key_Z, CONTROL)
    assert back == ["nhắc"]
    assert offered(shell) == []


def test_on_another_page_the_strip_offers_what_it_has(bench: Bench, hands: Hands) -> None:
    shell = bench.shell()
    hands.scan(CARD_SCAN)
    shell.strip.offer(Undo(said="Đã nhắc", back=lambda: None))
    hands.key(Qt.Key.Key_L, CONTROL)
    hands.key(Qt.Key.Key_F11)
    settle()
    assert shell.strip.back.isVisible()
    hands.key(Qt.Key.Key_F2)
    settle()
    assert shell.strip.back.isHidden()


# -- a step in the queue --------------------------------------------------------------------------


@pytest.fixture
def queue(kit: Kit, world: World, qtbot: QtBot) -> QueueScreen:
    made = QueueScreen(kit, world.window_ports().queue, OFFICE.unit)
    qtbot.addWidget(made)
    made.resize(1134, 645)
    stand(made, qtbot)
    made.refresh()
    made.start()
    return made


@pytest.mark.parametrize("width", [700, 1134])
def test_while_a_step_is_asked_about_its_button_is_the_one_at_the_foot(
    queue: QueueScreen, width: int
) -> None:
    queue.resize(width, 645)
    settle()
    queue.step("supplement")
    settle()
    mains = [b for b in queue.findChildren(KeyButton) if b.key == "F9" and b.isVisible()]
    assert [each.words for each in mains] == ["Yêu cầu bổ sung"]
    go = mains[0]
    assert whole(go)
    opens = button(queue.pane, "Mở hồ sơ")
    assert not opens.isVisible()
    assert queue.pane.width() == (width if width < 980 else 320)
    queue.escape()
    settle()
    assert not go.isVisible()
    assert opens.isVisible() == (width >= 980)


def test_a_tick_is_as_large_as_all_others(kit: Kit, qtbot: QtBot) -> None:
    papers = Ticked(kit)
    qtbot.addWidget(papers)
    papers.offer(["Tờ khai", "Giấy chứng sinh"])
    stand(papers, qtbot)
    option = QStyleOptionViewItem()
    option.initFrom(papers.ticks)
    index = papers.ticks.indexFromItem(papers.ticks.item(0))
    drawn = papers.ticks.itemDelegate()
    assert isinstance(drawn, QStyledItemDelegate)
    drawn.initStyleOption(option, index)
    part = QStyle.SubElement.SE_ItemViewItemCheckIndicator
    place = papers.ticks.style().subElementRect(part, option, papers.ticks)
    assert (place.width(), place.height()) == (20, 20)


# -- the dossier's story --------------------------------------------------------------------------


def test_a_long_story_is_read_by_keys(kit: Kit, world: World, qtbot: QtBot) -> None:
    screen = DossierScreen(kit, world.window_ports().dossier)
    qtbot.addWidget(screen)
    screen.resize(1134, 420)
    stand(screen, qtbot)
    screen.open("d0001")
    screen.start()
    settle()
    bar = screen.columns.scrolls[1].verticalScrollBar()
    assert bar.maximum() > 0
    for _ in range(40):
        press(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if screen.timeline.hasFocus():
            break
    assert screen.timeline.hasFocus()
    press(screen.timeline, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    press(screen.timeline, Qt.Key.Key_Home)
    assert bar.value() == 0
    press(screen.timeline, Qt.Key.Key_Down)
    assert bar.value() > 0


# -- signing in -----------------------------------------------------------------------------------


@pytest.fixture
def pins(bench: Bench) -> Bench:
    bench.world.staff = tuple(replace(each, has_pin=True) for each in bench.world.staff)
    return bench


@pytest.mark.parametrize("scale", [100, 200])
def test_the_card_is_never_high_enough_for_both_ways(pins: Bench, scale: int) -> None:
    page = pins.window(Choices(scale=scale), user=None).page
    assert isinstance(page, SignInPage)
    card = next(f for f in page.findChildren(QFrame) if f.property("role") == "sheet")
    settle()
    for by_pin in (False, True, False, True):
        page.show_way(by_pin=by_pin)
        at_once = card.height()
        settle()
        assert at_once == card.height()


def test_who_asks_for_a_password_is_asked_for_one(pins: Bench, hands: Hands) -> None:
    window = pins.window(user=None)
    hands.type("01")
    hands.type("2580\r")
    hands.key(Qt.Key.Key_F12)
    panel = window.findChild(SwitchPanel)
    assert isinstance(panel, SwitchPanel)
    button(panel, "Dùng mật khẩu").click()
    settle()
    page = window.page
    assert isinstance(page, SignInPage)
    assert not page.by_pin
    assert page.login.hasFocus()


# -- empty lists ----------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [700, 1134])
def test_beside_an_empty_list_the_cursor_waits_on_the_page(
    queue: QueueScreen, world: World, width: int
) -> None:
    queue.resize(width, 645)
    settle()
    kept = dict(world.dossiers)
    world.dossiers.clear()
    queue.refresh()
    settle()
    assert queue.table.isHidden()
    waits = QApplication.focusWidget()
    assert waits is not None
    assert queue.isAncestorOf(waits)
    assert waits.isVisible()
    world.dossiers.update(kept)
    queue.refresh()
    settle()
    assert queue.table.hasFocus()


def test_beside_an_empty_book_the_cursor_waits_on_its_tab(bench: Bench, hands: Hands) -> None:
    bench.world.desk.drawer = Drawer()
    bench.world.desk.lines.clear()
    shell = bench.shell()
    hands.key(Qt.Key.Key_Escape)  # the drawer stays closed
    shell.go("books")
    settle()
    page = shell.page
    assert isinstance(page, BooksScreen)
    assert page.table.isHidden()
    assert page.tabs is not None
    waits = QApplication.focusWidget()
    assert waits is not None
    assert page.tabs.isAncestorOf(waits)
