"""Reports in the window, over a real counter: chosen, walked by keys, drilled, written, closed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.app import seat as room
from desk.app.seat import Seat
from desk.domain.lookup import Filter
from desk.domain.papers import ReportTable
from desk.domain.report import ALONE
from desk.domain.report_plots import plots
from desk.printing import forms as press
from desk.printing import wording
from desk.services import lookup, papers, report_closing
from desk.services.papers import Look
from desk.ui.kit import Kit
from desk.ui.parts import files
from desk.ui.parts.buttons import KeyButton
from desk.ui.reports.panel import ReportPanel
from desk.ui.reports.table import ROW_PIXELS, headings, path
from desk.ui.statistics.page import StatisticsScreen
from tests.kit import BIRTH, RESIDENCE, Counter, act, at, receive
from tests.ui.conftest import MakeKit
from tests.ui.hands import stand

Key = Qt.Key


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    made = Counter(tmp_path / "counter").make()
    made.clock.set("2026-10-05 08:30")
    return made


@pytest.fixture
def seat(counter: Counter) -> Iterator[Seat]:
    with counter.open() as work:
        for procedure in (BIRTH, BIRTH, RESIDENCE):
            receive(work, procedure)
        counter.clock.set("2026-11-23 09:30")
        receive(work, BIRTH)
        yield Seat(work, counter.folder)


@pytest.fixture
def page(kit: Kit, seat: Seat, qtbot: QtBot) -> Iterator[StatisticsScreen]:
    made = StatisticsScreen(kit, room.window_ports(seat).statistics)
    qtbot.addWidget(made)
    made.resize(1134, 680)
    stand(made, qtbot)
    made.show_part(made.reports)
    yield made
    made.close()


@pytest.fixture
def panel(page: StatisticsScreen) -> ReportPanel:
    return page.reports


def choose(panel: ReportPanel, **wanted: str) -> None:
    """Choose entries by the words that they begin with, as a person does."""
    for name, words in wanted.items():
        box = getattr(panel, name)
        place = next(n for n in range(box.count()) if box.itemText(n).startswith(words))
        box.setCurrentIndex(place)
        box.activated.emit(place)


def rows(panel: ReportPanel) -> dict[str, list[str]]:
    cells = panel.table.cells
    return {
        str(cells.index(row, 0).data()): [
            str(cells.index(row, column).data()) for column in range(1, cells.columnCount())
        ]
        for row in range(cells.rowCount())
    }


def test_it_begins_with_form_06a_of_this_month_by_field(panel: ReportPanel) -> None:
    assert panel.form.currentText() == "Biểu số II.06a/VPCP/KSTT"
    assert panel.period.currentText() == "tháng 11/2026: 01/11/2026–30/11/2026"
    found = rows(panel)
    assert found["Tổng số"] == ["4", "0", "1", "3", "0", "0", "0", "0", "4", "1", "3"]
    assert list(found) == ["Cư trú", "Hộ tịch", "Tổng số"]
    assert not panel.empty.isVisible()
    assert not panel.close_button.isEnabled()  # the month is not over


def test_a_quarter_is_the_one_that_closes_on_the_14th(panel: ReportPanel) -> None:
    choose(panel, period="quý 4/2026")
    assert panel.period.currentText() == "quý 4/2026: 15/09/2026–14/12/2026"
    assert rows(panel)["Tổng số"][:4] == ["4", "0", "4", "0"]
    choose(panel, form="Tổng hợp")
    assert panel.period.currentText() == "quý 4/2026: 01/10/2026–31/12/2026"


def test_days_are_typed_too(panel: ReportPanel) -> None:
    choose(panel, period="từ ngày")
    assert panel.days.isVisible()
    panel.days.setText("01/10/2026–31/10/2026")
    QTest.keyClick(panel.days, Key.Key_Return)
    assert rows(panel)["Tổng số"][0] == "3"


@pytest.mark.parametrize("typed", ["nào đó", "31/10/2026–01/10/2026", ""])
def test_what_is_no_period_is_said_and_no_other_figures_stand_for_it(
    page: StatisticsScreen, panel: ReportPanel, typed: str
) -> None:
    told: list[str] = []
    page.changed.connect(told.append)
    choose(panel, period="tháng 10/2026")
    choose(panel, period="từ ngày")
    assert not panel.table.isVisible()
    panel.days.setText(typed)
    QTest.keyClick(panel.days, Key.Key_Return)
    assert panel.days.property("wrong") is True
    assert panel.empty.isVisible()
    assert typed in panel.empty.text() == panel.told.text()
    assert (panel.made, panel.table.isVisible()) == (None, False)
    assert not panel.close_button.isEnabled()
    page.main_action()  # F9 writes nothing
    panel.print_report()
    panel.close_period()
    assert told == []
    assert panel.days.hasFocus()
    panel.days.clear()
    QTest.keyClicks(panel.days, "01/10/2026-31/10/2026")
    assert panel.made is None  # as long as Enter has not counted it
    QTest.keyClick(panel.days, Key.Key_Return)
    assert (rows(panel)["Tổng số"][0], panel.table.isVisible()) == ("3", True)
    assert not panel.empty.isVisible()


def test_lines_are_by_whatever_the_form_allows(panel: ReportPanel) -> None:
    choose(panel, by="Dòng theo cách nộp")
    assert list(rows(panel)) == ["Trực tiếp", "Tổng số"]


def test_enter_goes_down_to_exactly_the_dossiers_of_the_cell(
    page: StatisticsScreen, panel: ReportPanel, seat: Seat
) -> None:
    asked: list[tuple[Filter, str]] = []
    page.lookup.connect(lambda *facts: asked.append(facts))
    for row, (name, values) in enumerate(rows(panel).items()):
        for place, value in enumerate(values, 1):
            panel.table.setCurrentIndex(panel.table.cells.index(row, place))
            QTest.keyClick(panel.table, Key.Key_Return)
            found, about = asked.pop()
            assert lookup.find(seat.work, found).total == int(value)
            assert about.startswith(f"{name} · ({place + 2}) ")
            assert panel.made is not None
            assert f"{panel.made.start:%d/%m/%Y}–{panel.made.end:%d/%m/%Y}" in about
            assert about.endswith("trạng thái là của hôm nay")
    panel.table.setCurrentIndex(panel.table.cells.index(0, 0))
    QTest.keyClick(panel.table, Key.Key_Return)
    assert asked == []
    choose(panel, form="Biểu số 07a")
    column = [leaf.number for leaf in panel.chosen.leaves].index("29") + 1
    panel.table.setCurrentIndex(panel.table.cells.index(0, column))
    QTest.keyClick(panel.table, Key.Key_Return)
    assert asked == []  # nobody knows
    assert str(panel.table.cells.index(0, column).data()) == "…"
    tip = panel.table.cells.index(0, column).data(Qt.ItemDataRole.ToolTipRole)
    assert "không ghi" in str(tip)


def test_headings_stand_over_their_columns(panel: ReportPanel) -> None:
    made = panel.made
    assert made is not None
    over = headings(made)
    assert [(each[0].name, *each[1:]) for each in over[1]] == [
        ("Số lượng hồ sơ tiếp nhận", 0, 3),
        ("Trong kỳ", 1, 2),
        ("Trực tuyến", 1, 1),
    ]
    assert path(made, 2) == "(4) Số lượng hồ sơ tiếp nhận – Trong kỳ – Trực tuyến"
    assert path(made, 0) == made.form.names
    index = panel.table.cells.index(2, 2)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == f"Tổng số · {path(made, 2)}: 0"


def test_it_is_written_as_every_kind_of_file(
    page: StatisticsScreen, panel: ReportPanel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "folder", lambda: tmp_path / "out")
    page.main_action()
    for ending in (".xlsx", ".csv"):
        panel.write(ending)
    names = {each.name for each in (tmp_path / "out").iterdir()}
    stem = "bao-cao-ii.06a-20261101-20261130"
    assert names == {f"{stem}.pdf", f"{stem}.xlsx", f"{stem}.csv"}
    assert panel.folder.isVisible()


def test_a_report_is_sent_to_the_printer_with_its_pictures(
    page: StatisticsScreen, panel: ReportPanel, seat: Seat
) -> None:
    jobs: list[int] = []
    page.printed.connect(jobs.append)
    page.show_part(page.parts.widget(0))
    assert not page.print_again()  # the figures have a paper of their own
    page.show_part(panel)
    assert page.print_again()
    (job,) = jobs
    form, sheet = papers.of_job(seat.work, job, Look(wording=wording.load))
    assert isinstance(sheet, ReportTable)
    made = panel.made
    assert made is not None
    assert (form, sheet.report.total, sheet.maker) == ("report", made.total, seat.user.name)
    assert sheet.figures == plots(made)
    assert press.render_told(form, sheet).pages > 1


def test_a_counter_that_never_met_the_others_says_so(
    panel: ReportPanel, seat: Seat, counter: Counter
) -> None:
    assert panel.alone.isVisible()
    assert panel.alone.text() == ALONE
    counter.plant(
        "INSERT INTO target (name, url, token, feed, cursor, paused, error, kind, last_ok)"
        " VALUES ('city', '', '', '', '', '', '', '', 1)"
    )
    panel.count()
    assert not panel.alone.isVisible()
    with seat.work.database.read():
        assert panel.made is not None
        assert not panel.made.alone


def test_names_stay_in_sight_and_no_figure_hides_behind_them(panel: ReportPanel) -> None:
    choose(panel, form="Biểu số 07a")
    table, names = panel.table, panel.table.names
    assert not names.isVisible()
    last = table.cells.columnCount() - 1
    table.setFocus()
    table.setCurrentIndex(table.cells.index(0, last))
    assert names.isVisible()
    assert names.geometry().left() == table.viewport().geometry().left()
    assert names.width() == table.columnWidth(0)
    assert [names.isColumnHidden(at) for at in (0, 1, last)] == [False, True, True]
    for column in range(last, 0, -1):
        QTest.keyClick(table, Key.Key_Left)
        left = table.visualRect(table.currentIndex()).left()
        assert left >= (names.width() if names.isVisible() else 0), column
    assert not names.isVisible()


def test_a_closed_period_says_what_was_reported_and_what_was_corrected(
    page: StatisticsScreen, panel: ReportPanel, seat: Seat, counter: Counter
) -> None:
    choose(panel, period="tháng 10/2026")
    assert panel.close_button.isEnabled()
    panel.close_period()
    assert panel.closing.isVisible()
    page.escape()
    assert not panel.closing.isVisible()
    assert report_closing.closings(seat.work) == ()  # a press alone closes nothing
    panel.close_period()
    choose(panel, period="quý 3/2026")
    assert not panel.closing.isVisible()  # it asked about another period
    assert panel.pdf.isVisible()
    choose(panel, period="tháng 10/2026")
    panel.close_period()
    page.main_action()
    assert "Đã chốt biểu II.06a" in panel.told.text()
    (closed,) = report_closing.closings(seat.work)
    panel.close_period()
    assert not panel.closing.isVisible()  # once more it is not asked, but shown what was kept
    assert closed.name in panel.notice.text()
    counter.clock.pass_(hours=1)
    first = lookup.find(seat.work, Filter()).rows[-1]
    act(seat.work, first.uid, "finish", at=at("2026-10-05 10:00"))
    page.refresh()
    choose(panel, closed="II.06a: 01/10/2026")
    said = panel.notice.text()
    assert panel.notice.isVisible()
    assert "(7) 0 → 1" in said
    assert "(11) 3 → 2" in said
    assert first.row.code in said
    asked: list[tuple[Filter, str]] = []
    page.lookup.connect(lambda *facts: asked.append(facts))
    (button,) = panel.notice.findChildren(KeyButton)
    button.click()
    ((found, _),) = asked
    assert [each.uid for each in lookup.find(seat.work, found).rows] == [first.uid]


def test_an_index_is_named_shortly_and_its_rule_is_at_hand(panel: ReportPanel) -> None:
    choose(panel, form="QĐ 766")
    assert "Hồ sơ nộp trực tuyến: 0/" in panel.told.text()
    assert "tổng số hồ sơ tiếp nhận" not in panel.told.text()
    assert "trên tổng số hồ sơ tiếp nhận trong kỳ" in panel.told.toolTip()
    choose(panel, form="Biểu số II.06a")
    assert panel.told.toolTip() == ""


def test_a_period_without_dossiers_says_so(panel: ReportPanel) -> None:
    choose(panel, period="năm 2025")
    assert panel.empty.isVisible()
    assert list(rows(panel)) == ["Tổng số"]


@pytest.mark.parametrize(("name", "scale"), [("light", 100), ("dark", 100), ("light", 200)])
def test_the_headings_are_drawn_in_every_look(
    make_kit: MakeKit, seat: Seat, qtbot: QtBot, name: str, scale: int
) -> None:
    made = StatisticsScreen(make_kit(name, scale), room.window_ports(seat).statistics)
    qtbot.addWidget(made)
    made.resize(1134, 680)
    stand(made, qtbot)
    made.show_part(made.reports)
    choose(made.reports, form="Biểu số 07a")
    picture = made.reports.table.heads.grab().toImage()
    colours = {
        picture.pixelColor(x, y).name()
        for x in range(0, picture.width(), 3)
        for y in range(0, picture.height(), 3)
    }
    assert len(colours) > 5
    made.close()


def test_at_large_text_every_button_is_whole_and_figures_come_into_view(
    make_kit: MakeKit, seat: Seat, qtbot: QtBot
) -> None:
    made = StatisticsScreen(make_kit("light", 200), room.window_ports(seat).statistics)
    qtbot.addWidget(made)
    made.resize(1134, 680)
    stand(made, qtbot)
    made.show_part(made.reports)
    panel = made.reports
    QApplication.processEvents()
    for button in (panel.close_button, panel.sign, panel.print, panel.pdf):
        assert button.visibleRegion().boundingRect() == button.rect(), button.words
    panel.table.setFocus()
    qtbot.waitUntil(
        lambda: (
            panel.table.visibleRegion().boundingRect().height()
            > panel.table.heads.sizeHint().height() + ROW_PIXELS
        )
    )
