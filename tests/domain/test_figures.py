"""The figures' definitions, and their layout: nothing outside, nothing without its number."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain import drawing, figures
from desk.domain.drawing import Box, Point, Rule, Words, draw, steps
from desk.domain.figures import Cell, Figure, Period, Series, Shape
from desk.domain.lookup import Filter, Span
from desk.domain.records import VN, Status

MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 10, 30, tzinfo=VN)
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


def test_a_period_has_days_or_months() -> None:
    assert [name for name, _ in Period(MONDAY, MONDAY).buckets()] == ["23/11"]
    assert len(NOVEMBER.buckets()) == 30
    year = Period(date(2025, 12, 15), date(2026, 2, 3)).buckets()
    assert [name for name, _ in year] == ["12/2025", "01/2026", "02/2026"]
    assert year[0][1] == Span.days(date(2025, 12, 15), date(2025, 12, 31))
    assert year[-1][1] == Span.days(date(2026, 2, 1), date(2026, 2, 3))


def test_months_until() -> None:
    months = figures.months_until(date(2026, 2, 17), 3)
    assert months == (date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1))
    assert figures.month_end(date(2026, 2, 3)) == date(2026, 2, 28)
    assert figures.month_end(date(2026, 12, 31)) == date(2026, 12, 31)


def test_arrivals_stand_by_quarters_without_holes() -> None:
    made = figures.arrivals(MONDAY, {30: 2, 33: 1}, {31: 2})
    assert made.categories == ("07:30", "07:45", "08:00", "08:15")
    assert [[cell.value for cell in row] for row in made.cells] == [[2, 0], [0, 2], [0, 0], [1, 0]]
    drill = made.cells[0][0].drill
    assert drill == Filter(
        ticket=Span(
            datetime(2026, 11, 23, 7, 30, tzinfo=VN), datetime(2026, 11, 23, 7, 45, tzinfo=VN)
        ),
        moment="taken",
        voided=True,
    )
    assert made.cells[2][0].drill is None
    assert figures.arrivals(MONDAY, {}, {}).is_empty


def test_what_is_in_hand_stands_by_procedure_the_most_first() -> None:
    made = figures.due_by_procedure(
        NOW, [("a", "Khai sinh", (0, 1, 2)), ("b", "Kết hôn", (4, 0, 1))]
    )
    assert made.categories == ("Kết hôn", "Khai sinh")
    assert [cell.value for cell in made.cells[0]] == [4, 0, 1]
    late, today, later = made.cells[0]
    assert late.drill == Filter(
        statuses=(Status.RECEIVED, Status.IN_HAND), procedures=("b",), due=Span(None, NOW)
    )
    assert today.drill is None
    assert later.drill is not None
    assert made.said(0, 0) == "Kết hôn · Quá hạn: 4"


def test_waiting_has_the_middle_and_nine_of_ten() -> None:
    made = figures.waiting(Period(MONDAY, MONDAY), {8: [1, 2, 3, 4, 30], 10: [5]})
    assert made.categories == ("8 giờ", "9 giờ", "10 giờ")
    assert [cell.value for cell in made.cells[0]] == [3, 30]
    assert [cell.words for cell in made.cells[1]] == ["–", "–"]
    drill = made.cells[2][0].drill
    assert drill is not None
    assert (drill.hour, drill.moment) == (10, "called")
    assert figures.waiting(NOVEMBER, {}).categories == ()
    assert figures.quantile([7], 0.0) == 7


def test_the_share_in_time_has_what_it_is_made_of() -> None:
    months = figures.months_until(MONDAY, 2)
    made = figures.on_time(months, {months[1]: (19, 1)})
    assert [cell.words for cell in made.cells[1]] == ["95,0 %", "20", "1"]
    assert [cell.words for cell in made.cells[0]] == ["–", "0", "0"]
    late = made.cells[1][2].drill
    assert late is not None
    assert late.late is True
    assert not figures.on_time(months, {months[0]: (3, 0)}).cells[0][2].drill
    assert made.target == figures.TARGET


def test_reasons_and_ages() -> None:
    made = figures.reasons(NOVEMBER, [("Thiếu", 1), ("Sai", 3)])
    assert made.categories == ("Sai", "Thiếu")
    assert made.cells[0][0].drill == Filter(asked=NOVEMBER.span, reason="Sai")
    spans = figures.age_spans(MONDAY)
    assert spans[0][1].end == Span.days(MONDAY, MONDAY).end
    assert spans[-1][1].start is None
    for (_, younger), (_, older) in pairwise(spans):
        assert younger.start == older.end
    aged = figures.uncollected(MONDAY, [2, 0, 0, 0, 0, 1000])
    assert aged.categories[0] == "0–1 ngày"
    assert aged.categories[-1] == "trên 30 ngày"
    assert aged.cells[-1][0].words == "1.000"
    assert aged.cells[1][0].drill is None


def test_the_share_of_papers_shown_by_day_and_procedure() -> None:
    days = Period(MONDAY, date(2026, 11, 24))
    counted = {("a", 0): (4, 3), ("b", 1): (10, 0), ("c", 0): (0, 0)}
    made = figures.digitised(days, counted, {"a": "Khai sinh"})
    assert [series.name for series in made.series] == ["b", "Khai sinh"]
    assert made.cells[0][1].words == "3/4 giấy"
    assert made.cells[0][1].value == 75
    assert made.cells[0][0].value is None
    assert made.cells[1][0].drill == Filter(
        received=Span.days(date(2026, 11, 24), date(2026, 11, 24)), procedures=("b",)
    )
    assert figures.digitised(days, {}, {}).categories == ()


# -- layout ----------------------------------------------------------------------------------------

SIZE = 10.0


def measure(text: str) -> float:
    return len(text) * 5.0


def all_figures() -> list[Figure]:
    months = figures.months_until(MONDAY)
    names = {str(n): f"Thủ tục rất dài số {n} của phường" for n in range(12)}
    return [
        figures.arrivals(MONDAY, {30: 2, 33: 12, 60: 3}, {31: 2, 59: 7}),
        figures.due_by_procedure(NOW, [(k, v, (1, 0, int(k))) for k, v in names.items()]),
        figures.waiting(NOVEMBER, {7: [1.0, 5.0], 8: [4.0], 10: [9.0], 12: [3.0]}),
        figures.on_time(months, {month: (90 + n, n) for n, month in enumerate(months)}),
        figures.on_time(months, {months[0]: (1, 3)}),
        figures.reasons(NOVEMBER, [("Thiếu giấy", 12), ("Sai", 3)]),
        figures.uncollected(MONDAY, [5, 0, 1, 20, 300, 4000]),
        figures.digitised(
            NOVEMBER, {(k, n): (n + 1, n // 2) for k in names for n in range(0, 30, 3)}, names
        ),
        figures.digitised(Period(MONDAY, MONDAY), {("1", 0): (2, 2), ("2", 0): (3, 0)}, names),
    ]


@pytest.mark.parametrize("width", [240.0, 520.0, 1100.0])
def test_nothing_is_drawn_outside_and_every_number_can_be_pointed_at(width: float) -> None:
    for figure in all_figures():
        made = draw(figure, width, 200.0, SIZE, measure)
        for mark in made.marks:
            if isinstance(mark, Box):
                assert mark.x >= -1, figure.key
                assert mark.x + mark.w <= width + 1, figure.key
                assert mark.y + mark.h <= 201, figure.key
            elif isinstance(mark, Words):
                share = {"left": 0.0, "centre": 0.5, "right": 1.0}[mark.align]
                left = mark.x - measure(mark.text) * share
                assert left >= -1, (figure.key, mark)
                assert left + measure(mark.text) <= width + 20, (figure.key, mark)
            elif isinstance(mark, Rule):
                assert all(0 <= x <= width + 1 for x, _ in mark.points)
            else:
                assert isinstance(mark, Point)
        spots = {(spot.row, spot.column) for spot in made.spots}
        assert len(spots) == len(made.spots)
        shown = [
            (at, column)
            for at, row in enumerate(figure.cells)
            for column, cell in enumerate(row)
            if cell.drill is not None and figure.series[column].drawn
        ]
        if figure.shape is Shape.HEAT:
            wanted = {(at, column) for at, column in shown if column < figure.most}
        elif figure.shape in (Shape.STACK, Shape.BARS):
            wanted = {(at, column) for at, column in shown if at < figure.most}
        else:
            wanted = set(shown)
        assert spots == wanted, figure.key


def test_no_two_series_look_alike_without_colour() -> None:
    for figure in all_figures():
        if figure.shape in (Shape.COLUMNS, Shape.STACK):
            hatches = [series.hatch for series in figure.series]
            assert len(set(hatches)) == len(hatches), figure.key
    lines = draw(all_figures()[2], 500, 200, SIZE, measure)
    shapes = {(m.tone, m.shape) for m in lines.marks if isinstance(m, Point)}
    assert len({shape for _, shape in shapes}) == len({tone for tone, _ in shapes}) == 2


def test_an_empty_figure_is_drawn_empty() -> None:
    for figure in (figures.arrivals(MONDAY, {}, {}), figures.reasons(NOVEMBER, [])):
        assert draw(figure, 300, 200, SIZE, measure).spots == ()
    assert figures.digitised(NOVEMBER, {}, {}).is_empty
    assert draw(figures.digitised(NOVEMBER, {}, {}), 300, 200, SIZE, measure).spots == ()
    assert draw(figures.waiting(NOVEMBER, {}), 300, 200, SIZE, measure).spots == ()


def test_a_word_that_does_not_fit_ends_in_dots() -> None:
    figure = figures.reasons(NOVEMBER, [("Một lý do dài " * 20, 3)])
    (name,) = (
        m
        for m in draw(figure, 300, 200, SIZE, measure).marks
        if isinstance(m, Words) and m.align == "right"
    )
    assert name.text.endswith("…")
    sheet = drawing._Sheet(figure, 10, 10, SIZE, measure)  # noqa: SLF001 - where nothing fits at all
    assert sheet.fit("Dài", 2.0) == ""


def test_a_legend_goes_on_in_the_next_line() -> None:
    wide = Figure(
        key="x",
        title="",
        note="",
        shape=Shape.COLUMNS,
        unit="",
        head="",
        categories=("a",),
        series=tuple(Series(f"Một tên rất dài {n}", "done") for n in range(4)),
        cells=(tuple(Cell(n, Filter()) for n in range(4)),),
    )
    rows = {
        m.y
        for m in draw(wide, 200, 200, SIZE, measure).marks
        if isinstance(m, Words) and m.text.startswith("Một")
    }
    assert len(rows) > 1


@given(st.floats(0.0, 1e6))
def test_an_axis_reaches_over_the_most_in_round_steps(most: float) -> None:
    axis = steps(most)
    assert axis[0] == 0
    assert axis[-1] >= most * 0.999
    assert 2 <= len(axis) <= 8
