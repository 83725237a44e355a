"""The statistics page by its keys: pictures, their table twins, down to dossiers, the paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.domain import figures
from desk.domain.errors import StorageError
from desk.domain.figures import Figure, Period
from desk.domain.lookup import Filter
from desk.ui import language
from desk.ui.kit import Kit
from desk.ui.page import Page
from desk.ui.parts import files
from desk.ui.search.page import SearchScreen
from desk.ui.statistics.card import FigureCard
from desk.ui.statistics.page import StatisticsScreen
from desk.ui.statistics.words import KNOWN, about, say, summary
from tests.ui.conftest import RESOURCES, Bench, MakeKit
from tests.ui.counted import blank_figures, some_figures
from tests.ui.hands import Hands, stand
from tests.ui.invented import NOW
from tests.ui.world import World

Key = Qt.Key
MONTH = Period(NOW.date().replace(day=1), NOW.date())


@pytest.fixture
def page(kit: Kit, world: World, qtbot: QtBot) -> Iterator[StatisticsScreen]:
    made = StatisticsScreen(kit, world.window_ports().statistics)
    qtbot.addWidget(made)
    made.resize(1134, 680)
    stand(made, qtbot)
    made.refresh()
    made.start()
    yield made
    made.close()


def periods(world: World) -> list[object]:
    return [fact[1] for fact in world.done if fact[0] == "figures"]


def test_seven_figures_of_this_month_are_shown(page: StatisticsScreen, world: World) -> None:
    assert periods(world) == [MONTH]
    assert [card.figure.key for card in page.cards if card.figure] == [
        "arrivals",
        "due",
        "waiting",
        "on_time",
        "reasons",
        "uncollected",
        "digitised",
    ]
    assert all(card.plot.spots for card in page.cards)
    assert not page.notice.isVisible()


def test_the_period_is_chosen_by_keys_and_remembered(
    page: StatisticsScreen, world: World, kit: Kit, hands: Hands
) -> None:
    page.days.choice.setFocus()
    hands.key(Key.Key_Home)
    assert periods(world)[-1] == Period(NOW.date(), NOW.date())
    assert kit.own.get("statistics.period", "") == "hom nay"
    hands.key(Key.Key_End)
    hands.type("1/2-28/2/2026\r")
    assert periods(world)[-1] == Period(date(2026, 2, 1), date(2026, 2, 28))


def test_arrows_walk_the_picture_tab_shows_the_table_and_goes_on(
    page: StatisticsScreen, hands: Hands
) -> None:
    card = page.cards[0]
    card.plot.setFocus()
    first = card.plot.spot
    hands.key(Key.Key_Right)
    assert card.plot.spot != first
    hands.key(Key.Key_End)
    assert card.plot.spot == card.plot.spots[-1]
    hands.key(Key.Key_Left)
    hands.key(Key.Key_Home)
    assert card.plot.spot == first
    hands.key(Key.Key_Tab)
    assert card.shows_table
    assert card.table.hasFocus()
    assert card.table.currentIndex().row() == 0
    hands.key(Key.Key_Tab)
    assert page.cards[1].plot.hasFocus()
    assert card.plot.isVisible()
    hands.key(Key.Key_Tab)
    hands.key(Key.Key_Backtab)
    assert page.cards[1].plot.hasFocus()
    assert not page.cards[1].shows_table


def test_enter_goes_down_from_picture_and_table(page: StatisticsScreen, hands: Hands) -> None:
    asked: list[tuple[Filter, str]] = []
    page.lookup.connect(lambda drill, title: asked.append((drill, title)))
    card = page.cards[1]
    assert card.figure is not None
    card.plot.setFocus()
    hands.key(Key.Key_Down)
    spot = card.plot.spot
    assert spot is not None
    hands.key(Key.Key_Return)
    assert asked[-1][0] == card.figure.cells[spot.row][spot.column].drill
    assert "Quá hạn: 2 hồ sơ" in asked[-1][1]
    hands.key(Key.Key_Tab)
    hands.key(Key.Key_Return)
    assert asked[-1][0] == card.figure.cells[spot.row][spot.column].drill
    card.table.setCurrentIndex(card.table.numbers.index(0, 0))
    hands.key(Key.Key_Return)  # the name of a row is no number
    assert len(asked) == 2


def test_a_click_on_a_number_goes_down_too(page: StatisticsScreen) -> None:
    asked: list[Filter] = []
    page.lookup.connect(lambda drill, _: asked.append(drill))
    card = page.cards[0]
    spot = card.plot.spots[2]
    place = QPoint(round(spot.x + spot.w / 2), round(spot.y + spot.h / 2))
    QTest.mouseMove(card.plot, place)
    QTest.mouseClick(card.plot, Qt.MouseButton.LeftButton, pos=place)
    assert card.figure is not None
    assert asked == [card.figure.cells[spot.row][spot.column].drill]
    QTest.mouseClick(card.plot, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert len(asked) == 1
    QTest.mouseClick(card.switch, Qt.MouseButton.LeftButton)
    assert card.shows_table
    page.paper_button.setFocus()
    assert card.shows_table  # asked for by the button, it stays
    QTest.mouseClick(card.switch, Qt.MouseButton.LeftButton)
    assert not card.shows_table


def test_the_shell_lists_exactly_those_dossiers(bench: Bench, hands: Hands) -> None:
    shell = bench.shell()
    shell.go("statistics")
    page = shell.pages["statistics"]
    assert isinstance(page, StatisticsScreen)
    card = page.cards[1]
    card.plot.setFocus()
    hands.key(Key.Key_Home)
    hands.key(Key.Key_Return)
    assert shell.shown == "search"
    search: Page = shell.pages["search"]
    assert isinstance(search, SearchScreen)
    assert card.figure is not None
    assert search.question == card.figure.cells[0][0].drill
    assert search.drilled.isVisible()


def test_the_period_s_dossiers_are_written_by_one_key(bench: Bench, hands: Hands) -> None:
    shell = bench.shell()
    hands.key(Key.Key_F11, Qt.KeyboardModifier.ShiftModifier)
    assert shell.shown == "statistics"
    hands.key(Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert shell.shown == "search"
    ((_, asked, _, path),) = [fact for fact in bench.world.done if fact[0] == "export"]
    assert asked == Filter(received=MONTH.span)
    search = shell.pages["search"]
    assert isinstance(search, SearchScreen)
    assert isinstance(path, Path)
    assert search.export.accessibleName() == f"Đã xuất {search.total} hồ sơ vào {path.name}"
    first, last = (f"{day:%d/%m/%Y}" for day in (MONTH.first, MONTH.last))
    assert f"hồ sơ nhận từ {first} đến {last}" in search._drill_text.text()  # noqa: SLF001 - the words


def test_a_time_without_dossiers_says_which_has_some(
    page: StatisticsScreen, world: World, hands: Hands
) -> None:
    world.counted.blank = True
    page.days.choice.setFocus()
    hands.key(Key.Key_End)
    hands.type("2019\r")
    assert page.notice.isVisible()
    assert all(not card.plot.isVisible() for card in page.cards)
    world.counted.blank = False
    world.done.clear()
    page._other.setFocus()  # noqa: SLF001 - the button that the notice shows
    hands.key(Key.Key_Return)
    assert periods(world) == [MONTH]
    world.counted.has = None
    page.refresh()
    assert page.notice.isVisible()


def test_f9_writes_the_paper_and_says_where(
    page: StatisticsScreen, world: World, monkeypatch: pytest.MonkeyPatch, hands: Hands
) -> None:
    shown: list[object] = []
    monkeypatch.setattr(files, "show", shown.append)
    told: list[str] = []
    page.changed.connect(told.append)
    page.main_action()
    assert ("figures_paper", MONTH) in world.done
    assert told == ["Đã ghi thong-ke.pdf"]
    page.folder.setFocus()
    hands.key(Key.Key_Return)
    assert shown == [files.folder()]
    world.fails["figures_paper"] = StorageError()
    page.main_action()
    assert page.error.title
    assert page.escape()
    assert not page.escape()
    world.fails = {"figures": StorageError()}
    page.refresh()
    assert page.error.title


def test_a_figure_is_told_in_words(page: StatisticsScreen) -> None:
    for card in page.cards:
        assert card.figure is not None
        assert len(card.plot.accessibleDescription()) > 30
        assert card.table.accessibleName()
    made = some_figures(MONTH)
    assert summary(made[4]).endswith("Thiếu bản sao · Hồ sơ: 12 hồ sơ.")
    assert about(made[3], 0, 0).endswith("%")


def words_of(figure: Figure) -> Iterator[str]:
    yield from (figure.title, figure.note, figure.unit, figure.head)
    if figure.key != "digitised":
        yield from (series.name for series in figure.series)


@pytest.mark.usefixtures("kit")
def test_every_word_of_a_figure_can_be_translated() -> None:
    for figure in (*some_figures(MONTH), *blank_figures(MONTH)):
        for word in words_of(figure):
            assert word in KNOWN or word == "%", word
    language.use("en", RESOURCES / "translations")
    assert say("trên 30 ngày") == "over 30 days"
    assert say("Thiếu bản sao") == "Thiếu bản sao"


@pytest.mark.parametrize("look", [("light", 100), ("dark", 200), ("contrast", 150)])
def test_pictures_have_ink_in_every_look(
    make_kit: MakeKit, qtbot: QtBot, look: tuple[str, int]
) -> None:
    kit = make_kit(*look)
    for figure in some_figures(MONTH):
        card = FigureCard(kit)
        qtbot.addWidget(card)
        card.show_figure(figure)
        card.resize(kit.theme.px(520), kit.theme.px(320))
        stand(card, qtbot)
        card.plot.setFocus()
        picture = card.plot.grab().toImage()
        colors = {
            picture.pixelColor(x, y).name()
            for x in range(0, picture.width(), 3)
            for y in range(0, picture.height(), 3)
        }
        wanted = {kit.theme.color(series.tone).name() for series in figure.series if series.drawn}
        assert len(colors) > 4
        assert figure.key == "digitised" or wanted & colors, figure.key
        card.close()


def test_an_empty_figure_teaches_nothing_wrong(kit: Kit, qtbot: QtBot) -> None:
    card = FigureCard(kit)
    qtbot.addWidget(card)
    stand(card, qtbot)
    card.show_figure(figures.reasons(MONTH, []))
    assert not card.plot.isVisible()
    assert not card.switch.isVisible()
    card.plot.show_figure(figures.reasons(MONTH, []))
    card.plot.go_to(0)
    assert card.plot.spot is None
    assert QApplication.focusWidget() is not card.table
