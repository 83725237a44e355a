"""Books of a counter: sums, lateness, and the proof that no number is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain.book_closing import Closing, is_late
from desk.domain.books import (
    RECEIVED,
    Book,
    Count,
    Gap,
    Line,
    Span,
    gaps,
    open_days,
    spans,
)
from tests.domain.rule_files import at

DAY = date(2026, 11, 23)
NOON = at("2026-11-23 12:00")
CLOSING = Closing(uid="c", start=DAY, end=DAY, at=NOON, by="Lan")
LINE = Line(uid="1", code="c", name="An", what="Khai sinh", at=NOON, fee=8000)


def test_struck_lines_count_for_nothing() -> None:
    lines = (LINE, replace(LINE, fee=None), replace(LINE, voided=True))
    book = Book(kind=RECEIVED, start=DAY, end=DAY, lines=lines)
    assert (len(book.counted), book.fees) == (2, 8000)


def test_a_book_is_closed_by_the_last_closing_of_exactly_its_days() -> None:
    again = replace(CLOSING, uid="d", at=NOON + timedelta(hours=1), reason="sót một dòng")
    month = replace(CLOSING, uid="m", start=date(2026, 11, 1), end=date(2026, 11, 30))
    book = Book(kind=RECEIVED, start=DAY, end=DAY, lines=(), closings=(CLOSING, again, month))
    assert book.closed == again
    assert replace(book, closings=(CLOSING, month)).closed == CLOSING
    assert replace(book, start=DAY - timedelta(days=1)).closed is None
    assert replace(book, closings=()).closed is None


def test_days_with_lines_that_nobody_closed_are_told() -> None:
    lines = (LINE, replace(LINE, at=NOON + timedelta(days=1)), replace(LINE, at=NOON))
    month = replace(CLOSING, start=date(2026, 11, 1), end=date(2026, 11, 30))
    book = Book(kind=RECEIVED, start=DAY, end=DAY, lines=lines, closings=(CLOSING, month))
    assert open_days(book) == (date(2026, 11, 24),)


def test_what_is_counted_too_little_is_below_zero() -> None:
    count = Count(opened_at=NOON, opened_by="Lan", float_=5, expected=20, counted=15)
    assert count.off == -5


@pytest.mark.parametrize(
    ("minutes", "day", "late"), [(1, DAY, True), (0, DAY, False), (1, date(2026, 11, 22), False)]
)
def test_late_is_what_was_written_after_its_day_was_closed(
    minutes: int, day: date, *, late: bool
) -> None:
    assert is_late(NOON + timedelta(minutes=minutes), day, (CLOSING,)) is late
    assert not is_late(None, DAY, (CLOSING,))
    assert not is_late(NOON, DAY, ())


def test_a_whole_book_has_no_gap() -> None:
    assert gaps([(1, 10), (2, 20), (3, 30)], 3, []) == ()
    assert gaps([], 0, []) == ()


def test_a_number_that_the_log_gave_up_is_accounted_for() -> None:
    assert gaps([(1, 10), (3, 30)], 3, [20]) == (Gap(line=2, burnt=True),)
    assert gaps([(2, 20)], 3, [10, 30]) == (Gap(line=1, burnt=True), Gap(line=3, burnt=True))


def test_a_hole_that_nothing_explains_is_one() -> None:
    assert gaps([(1, 10), (3, 30)], 3, []) == (Gap(line=2, burnt=False),)
    assert gaps([(1, 10), (3, 30)], 3, [5, 40]) == (Gap(line=2, burnt=False),)
    assert gaps([(1, 10), (4, 30)], 4, [20]) == (Gap(line=2, burnt=True), Gap(line=3, burnt=False))
    assert gaps([(1, 10)], 2, []) == (Gap(line=2, burnt=False),)


@given(st.lists(st.sampled_from(["line", "burnt", "lost"]), max_size=30))
def test_every_number_is_a_line_or_burnt_or_missing(what: list[str]) -> None:
    lines = [(at, at * 10) for at, kind in enumerate(what, 1) if kind == "line"]
    burnt = [at * 10 for at, kind in enumerate(what, 1) if kind == "burnt"]
    found = gaps(lines, len(what), burnt)
    assert len(found) + len(lines) == len(what)
    assert sum(gap.burnt for gap in found) == len(burnt)


@pytest.mark.parametrize(
    ("start", "end", "bound"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), True),
        (date(2026, 1, 1), date(2026, 12, 30), False),
        (date(2026, 11, 1), date(2026, 11, 30), False),
        (date(2025, 1, 1), date(2026, 12, 31), False),
    ],
)
def test_a_whole_year_is_bound(start: date, end: date, *, bound: bool) -> None:
    assert Book(kind="received", start=start, end=end, lines=()).is_bound is bound


def test_a_book_names_its_volumes() -> None:
    lines = tuple(
        Line(uid=book, code="", name="", what="", at=at("2026-11-23 09:00"), book=book)
        for book in ("2/2026", "1/2026", "", "1/2026")
    )
    found = Book(kind="received", start=date(2026, 1, 1), end=date(2026, 1, 1), lines=lines)
    assert found.volumes == ("1/2026", "2/2026")


def test_spans_are_the_ends_of_each_volume_in_their_order() -> None:
    told = [("10/2026", 3), ("2/2026", 9), ("2/2026", 7), ("2.1/2026", 1), ("1/2027", 1), ("", 0)]
    lines = [replace(LINE, book=book, line=line) for book, line in told]
    assert spans(lines) == (
        Span(book="2/2026", first=7, last=9, lines=2),
        Span(book="2.1/2026", first=1, last=1, lines=1),
        Span(book="10/2026", first=3, last=3, lines=1),
        Span(book="1/2027", first=1, last=1, lines=1),
    )


def test_a_gap_names_its_volume() -> None:
    assert gaps([(2, 20)], 2, [], "1/2026") == (Gap(line=1, burnt=False, book="1/2026"),)
