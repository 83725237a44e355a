"""The look-up page by its keys: typing with an input method, filters, order, drills, hints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.domain.errors import StorageError
from desk.domain.lookup import Filter, Sort, Span
from desk.domain.records import Status
from desk.ui.kit import Kit
from desk.ui.parts import files
from desk.ui.parts.buttons import KeyButton
from desk.ui.pictures import settle
from desk.ui.search.filters import OPEN
from desk.ui.search.page import SearchScreen
from desk.ui.search.ports import Told
from desk.ui.search.table import Column
from desk.ui.shell.desk import Shell
from desk.ui.tasks import Tasks
from tests.ui.conftest import Bench
from tests.ui.hands import Hands, press, stand
from tests.ui.invented import NOW
from tests.ui.world import World

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(kit: Kit, world: World, qtbot: QtBot) -> Iterator[SearchScreen]:
    made = SearchScreen(kit, world.window_ports().lookup, "H26.033.15")
    qtbot.addWidget(made)
    made.resize(1134, 680)
    stand(made, qtbot)
    made.refresh()
    made.start()
    yield made
    made.close()


def asked(world: World) -> list[Filter]:
    return [fact[1] for fact in world.done if fact[0] == "find" and isinstance(fact[1], Filter)]


def compose(text: str, *steps: str) -> None:
    """Write with Telex: each key changes what is being composed, the last one commits it."""
    target = QApplication.focusWidget()
    assert target is not None
    for step in steps:
        QApplication.sendEvent(target, QInputMethodEvent(step, []))
    done = QInputMethodEvent("", [])
    done.setCommitString(text)
    QApplication.sendEvent(target, done)


def test_all_are_shown_before_anything_is_typed(page: SearchScreen, world: World) -> None:
    assert len(page.model.rows) == len(world.dossiers) == page.total
    assert page.said.text() == f"{page.total} hồ sơ"


def test_what_telex_composes_is_looked_for_once_it_is_a_word(
    page: SearchScreen, world: World, qtbot: QtBot
) -> None:
    before = len(asked(world))
    compose("đường", "d", "dd", "đu", "đươ", "đươn", "đương", "đường")
    assert page.line.text() == "đường"
    qtbot.waitUntil(lambda: len(asked(world)) > before)
    assert asked(world)[-1].text == "đường"
    assert len(asked(world)) == before + 1  # nothing half composed was asked for


def test_enter_looks_at_once_and_goes_to_the_list(
    page: SearchScreen, world: World, hands: Hands
) -> None:
    opened: list[str] = []
    page.opened.connect(opened.append)
    name = next(iter(world.dossiers.values())).code[-4:]
    hands.type(name + "\r")
    assert asked(world)[-1].text == name
    assert page.table.hasFocus()
    hands.key(Key.Key_Return)
    assert opened == [page.model.rows[0].uid]
    page.main_action()
    assert len(opened) == 2


def test_down_goes_to_the_list_and_escape_clears_the_line(
    page: SearchScreen, world: World, hands: Hands
) -> None:
    hands.key(Key.Key_Down)
    assert page.table.hasFocus()
    page.line.setFocus()
    hands.type("zzz")
    assert page.escape()
    assert page.line.text() == ""
    assert asked(world)[-1] == Filter()
    assert not page.escape()


def test_every_filter_is_reached_and_changed_by_keys(
    page: SearchScreen, world: World, hands: Hands
) -> None:
    page.line.setFocus()
    press(page, Key.Key_B, CTRL)  # away
    assert page.filters.isHidden()
    press(page, Key.Key_B, CTRL)
    assert page.filters.status.hasFocus()
    hands.key(Key.Key_Down)
    assert asked(world)[-1].statuses == OPEN
    seen = set()
    for _ in range(14):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.add(focused.accessibleName())
        assert focused.accessibleName()
        hands.key(Key.Key_Tab)
    assert {"Trạng thái", "Nhận", "Hạn", "Trả", "Kênh nộp", "Ô kệ", "Bản quét", "Sắp theo"} <= seen
    assert "(1)" in page.more.words
    press(page, Key.Key_L, CTRL)
    assert asked(world)[-1] == Filter()


def test_days_are_chosen_by_name_or_typed(page: SearchScreen, world: World, hands: Hands) -> None:
    days = page.filters.days["received"]
    days.choice.setFocus()
    hands.key(Key.Key_Down)
    assert asked(world)[-1].received == Span.days(NOW.date(), NOW.date())
    hands.key(Key.Key_End)
    assert days.line.hasFocus()
    hands.type("1/11-15/11\r")
    span = asked(world)[-1].received
    assert span is not None
    assert (span.first, span.last) == (NOW.date().replace(day=1), NOW.date().replace(day=15))
    before = len(asked(world))
    days.line.selectAll()
    hands.type("31/2\r")
    assert days.wrong
    assert days.line.accessibleDescription()
    assert len(asked(world)) == before
    days.line.selectAll()
    hands.type("\b\r")
    assert asked(world)[-1].received is None


def test_heads_and_the_choice_of_order_sort_and_are_remembered(
    page: SearchScreen, kit: Kit, world: World, hands: Hands, qtbot: QtBot
) -> None:
    head = page.table.horizontalHeader()
    for down in (False, True):
        head.sectionClicked.emit(Column.NAME)
        assert page.sort == Sort("name", down=down)
    head.sectionClicked.emit(Column.SCANS)  # cannot be sorted by
    assert page.sort == Sort("name", down=True)
    page.filters.sort.setFocus()
    hands.key(Key.Key_Home)
    assert page.sort == Sort("match", down=True)
    head.sectionClicked.emit(Column.DUE)
    assert kit.own.get("search.sort", "") == "due"
    again = SearchScreen(kit, world.window_ports().lookup)
    qtbot.addWidget(again)
    assert again.sort == Sort("due", down=False)
    kit.own.take("another", {})
    assert again.sort == Sort("match", down=True)


def test_the_next_page_comes_when_it_is_scrolled_to(page: SearchScreen, world: World) -> None:
    world.page_rows = 3
    page.look()
    assert page.model.canFetchMore(page.model.index(-1, -1))
    page.model.fetchMore(page.model.index(-1, -1))
    assert len(page.model.rows) == 6
    world.fails["find"] = StorageError()
    page.model.fetchMore(page.model.index(-1, -1))
    assert page.error.title
    assert page.escape()
    world.fails.clear()
    assert page.model.canFetchMore(page.model.index(-1, -1))


def test_nothing_found_offers_what_would_find_something(
    page: SearchScreen, world: World, hands: Hands
) -> None:
    page.ask(Filter(text="zzz", statuses=(Status.DONE,)))
    settle()
    assert page.table.isHidden()
    (hint,) = (b for b in page.findChildren(KeyButton) if "3" in b.words and b.isVisible())
    hint.setFocus()
    hands.key(Key.Key_Return)
    assert asked(world)[-1] == Filter(text="zzz")
    assert not page.open_button.isEnabled()
    assert not page.print_again()


def test_a_figures_dossiers_are_shown_and_let_go(page: SearchScreen, world: World) -> None:
    span = Span(NOW, NOW)
    drill = Filter(
        statuses=(Status.RECEIVED, Status.IN_HAND), late=True, ticket=span, moment="called"
    )
    page.ask(drill, "Chờ theo giờ · 9 giờ")
    assert asked(world)[-1] == drill
    assert page.drilled.isVisible()
    page.refresh()
    assert asked(world)[-1] == drill
    assert page.escape()
    assert asked(world)[-1] == Filter()
    assert page.drilled.isHidden()


def test_a_procedure_shown_by_a_filter_is_in_its_box(page: SearchScreen, world: World) -> None:
    (area,) = page.filters._offered.areas  # noqa: SLF001 - what the world offered
    code = area.procedures[1][0]
    page.ask(Filter(procedures=(code,), officer="lan", shelf="A1"))
    assert page.filters.procedure.value == (code,)
    assert asked(world)[-1] == Filter(procedures=(code,), officer="lan", shelf="A1")
    page.filters.officer.setCurrentIndex(0)
    page.look()
    assert asked(world)[-1].officer == ""


def test_a_failure_is_said_and_the_page_goes_on(page: SearchScreen, world: World) -> None:
    world.fails["find"] = StorageError()
    page.look()
    assert page.error.title
    world.fails.clear()
    assert page.escape()
    page.look()
    assert page.model.rows


def test_offline_it_says_how_old_the_data_is(page: SearchScreen, world: World) -> None:
    world.offline = True
    page.look()
    assert "dữ liệu đến" in page.said.text()


def test_f8_prints_the_receipt_again_and_the_shell_knows(bench: Bench, hands: Hands) -> None:
    shell = bench.shell()
    assert isinstance(shell, Shell)
    shell.go("search")
    hands.key(Key.Key_F8)
    assert ("print_form", shell.pages["search"].model.rows[0].uid, "receipt") in bench.world.done  # type: ignore[attr-defined]  # a SearchScreen


def test_cells_say_what_they_are(page: SearchScreen) -> None:
    index = page.model.index(0, Column.NAME)
    row = page.model.rows[0]
    assert index.data() == row.row.name
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == f"Cá nhân, tổ chức: {row.row.name}"
    code = page.model.index(0, Column.CODE)
    assert code.data(Qt.ItemDataRole.ToolTipRole) == row.row.code
    received = page.model.index(0, Column.RECEIVED)
    assert received.data().count("/") == 2
    assert ":" in received.data(Qt.ItemDataRole.ToolTipRole)
    assert page.model.index(0, Column.SHELF).data(Qt.ItemDataRole.ToolTipRole) == "–"
    assert page.model.place("nobody") == -1


# -- exports ---------------------------------------------------------------------------------------


def exports(world: World) -> list[tuple[object, ...]]:
    return [fact for fact in world.done if fact[0] == "export"]


def test_what_is_listed_is_exported_by_keys_with_progress(
    page: SearchScreen, world: World, hands: Hands, kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    shown: list[object] = []
    page.changed.connect(told.append)
    monkeypatch.setattr(files, "show", shown.append)
    hands.key(Key.Key_E, CTRL)
    assert page.export.start_button.hasFocus()
    assert page.export.accessibleName() == f"Xuất {page.total} hồ sơ đang liệt kê"
    page.export.kind.setFocus()
    page.export.kind.step(1)
    page.export.start_button.setFocus()
    hands.key(Key.Key_Return)
    ((_, asked_, _, path),) = exports(world)
    assert isinstance(path, Path)
    assert asked_ == page.question
    assert str(path).endswith(".csv")
    assert kit.own.get("search.kind", "") == "csv"
    assert page.export.bar.maximum() == page.total == page.export.bar.value()
    assert told == [f"Đã xuất {page.total} hồ sơ vào {path.name}"]
    assert page.export.folder.hasFocus()
    hands.key(Key.Key_Return)
    assert shown == [path.parent]
    assert page.escape()
    assert page.export.isHidden()


def test_an_export_goes_on_behind_other_pages_and_can_be_stopped(
    kit: Kit, world: World, qtbot: QtBot
) -> None:
    tasks = Tasks()
    page = SearchScreen(replace(kit, tasks=tasks), world.window_ports().lookup)
    qtbot.addWidget(page)
    stand(page, qtbot)
    begun, go = Event(), Event()

    def slowly(_asked: Filter, _sort: Sort, _path: Path, told: Told) -> int | None:
        assert told(1, 4)
        begun.set()
        assert go.wait(20)
        return 4 if told(2, 4) else None

    page._ports = replace(page._ports, export=slowly)  # noqa: SLF001 - a slower disk
    page.export._ports = page._ports  # noqa: SLF001 - as above
    page.look()
    qtbot.waitUntil(lambda: page.total > 0)
    page.ask_export()
    page.export.start_button.click()
    qtbot.waitUntil(lambda: begun.is_set() and page.export.bar.value() == 1)
    assert page.export.accessibleName() == "Đang xuất 1 / 4 hồ sơ · còn 3"
    page.look()  # nobody waits behind the list that is being written
    qtbot.waitUntil(lambda: page._call is None)  # noqa: SLF001 - the list has come
    page.ask_export()
    assert page.export.running
    assert page.escape()
    go.set()
    qtbot.waitUntil(lambda: not page.export.running)
    assert page.export.accessibleName() == "Đã dừng. Không có tệp nào được ghi."
    tasks.close()


def test_an_export_that_fails_says_so(page: SearchScreen, world: World) -> None:
    world.fails["export"] = StorageError()
    page.ask_export()
    page.export.start_button.click()
    assert page.error.title
    assert page.export.isHidden()
    assert not page.export.running
    page.escape()
    page.ask(Filter(text="zzz", statuses=(Status.DONE,)))
    page.ask_export()
    assert page.export.isHidden()  # there is nothing to write
