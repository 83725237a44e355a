"""Closing books: their periods, what they come to, and what changed since."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain.book_closing import (
    Change,
    Closing,
    ClosingPeriodError,
    Kept,
    Part,
    Standing,
    changes,
    days_of,
    freeze,
    part_of,
    period_of,
    thaw,
    total,
)
from desk.domain.books import RECEIVED, Book, Gap, Line, Span, Totals
from desk.domain.records import Status
from tests.domain.rule_files import at

DAY = date(2026, 11, 23)
NOON = at("2026-11-23 12:00")
LINE = Line(uid="1", code="c-1", name="An", what="Khai sinh", at=NOON, book="1/2026", line=1)


@given(st.dates(date(2001, 1, 1), date(2999, 11, 30)), st.sampled_from([4, 7, 10]))
def test_a_closing_names_the_days_that_it_is_of(day: date, length: int) -> None:
    told = str(day)[:length]
    assert period_of(*days_of(told)) == told
    start, end = days_of(told)
    assert start <= day <= end
    for beyond in (start - timedelta(days=1), end + timedelta(days=1)):
        assert str(beyond)[:length] != told


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (DAY, DAY + timedelta(days=1)),
        (date(2026, 11, 1), date(2026, 11, 29)),
        (date(2026, 11, 2), date(2026, 11, 30)),
        (date(2026, 10, 1), date(2026, 11, 30)),
        (date(2026, 2, 1), date(2027, 1, 31)),
    ],
)
def test_other_days_cannot_be_closed(start: date, end: date) -> None:
    with pytest.raises(ClosingPeriodError):
        period_of(start, end)


def test_what_was_frozen_thaws_to_the_same() -> None:
    totals = Totals(carried=2, received=3, online=1, returned=4, open=1)
    book = Book(
        kind=RECEIVED,
        start=DAY,
        end=DAY,
        lines=(replace(LINE, fee=8000), replace(LINE, line=3, voided=True)),
        gaps=(Gap(line=2, burnt=True, book="1/2026"),),
    )
    part = part_of(book, "ab")
    assert part == Part(
        kind=RECEIVED,
        lines=1,
        struck=1,
        fees=8000,
        spans=(Span(book="1/2026", first=1, last=3, lines=2),),
        gaps=book.gaps or (),
        digest="ab",
    )
    assert part_of(replace(book, gaps=None), "").gaps == ()
    assert thaw(freeze(totals, [part])) == (totals, (part,))
    assert thaw("") == (None, ())


def test_a_closing_knows_its_books() -> None:
    closing = Closing(
        uid="c", start=DAY, end=DAY, at=NOON, by="Lan", parts=(Part(kind=RECEIVED, lines=1),)
    )
    found = closing.part(RECEIVED)
    assert found is not None
    assert found.lines == 1
    assert closing.part("copy") is None


def test_a_book_is_as_it_was_closed_where_nothing_differs_and_that_is_proved() -> None:
    closing = Closing(uid="c1", start=DAY, end=DAY, at=NOON, by="Mẫu")
    found = [
        Kept(closing=closing, changes=changes, proved=proved).same
        for changes, proved in ((0, True), (1, True), (0, False))
    ]
    assert found == [True, False, False]


def test_what_is_added_struck_gone_or_changed_later_is_named() -> None:
    second, third = replace(LINE, uid="2", line=2), replace(LINE, uid="3", line=3)
    now = (
        replace(LINE, name="Ân", due_at=NOON),
        replace(second, voided=True, name="Bình"),
        replace(LINE, uid="4", code="c-4", line=4),
    )
    assert changes((LINE, second, third), now) == (
        Change(what="changed", code="c-1", book="1/2026", line=1, fields=("name", "due_at")),
        Change(what="struck", code="c-1", book="1/2026", line=2),
        Change(what="added", code="c-4", book="1/2026", line=4),
        Change(what="gone", code="c-1", book="1/2026", line=3),
    )


def test_handing_back_later_is_no_change_but_another_time_of_it_is() -> None:
    handed = replace(LINE, returned_at=NOON, collector="Lê Mẫu", fee=8000)
    assert changes((LINE,), (handed,)) == ()
    (change,) = changes((handed,), (replace(handed, collector="Trần Mẫu"),))
    assert change.fields == ("collector",)


def test_lines_without_a_number_are_told_apart_by_their_time() -> None:
    bare = replace(LINE, book="", line=0)
    later = replace(bare, at=NOON + timedelta(hours=1))
    assert changes((bare,), (bare, later)) == (Change(what="added", code="c-1"),)


DOSSIER = Standing(status=Status.IN_HAND, received=10, ended=None, online=False, here=True)


@pytest.mark.parametrize(
    ("dossier", "which"),
    [
        (DOSSIER, "open"),
        (replace(DOSSIER, here=False), "moved"),
        (replace(DOSSIER, status=Status.RETURNED, ended=15), "returned"),
        (replace(DOSSIER, status=Status.RETURNED, ended=15, here=False), "returned"),
        (replace(DOSSIER, status=Status.NOT_ACCEPTED, ended=15), "refused"),
        (replace(DOSSIER, status=Status.STOPPED, ended=15), "withdrawn"),
        (replace(DOSSIER, status=Status.RETURNED, ended=20), "open"),  # only afterwards
    ],
)
@pytest.mark.parametrize(("received", "came"), [(9, "carried"), (10, "received")])
def test_each_dossier_counts_once_as_it_came_and_once_as_it_stands(
    dossier: Standing, which: str, received: int, came: str
) -> None:
    found = total([replace(dossier, received=received)], 10, 20)
    assert found == Totals(**{came: 1, which: 1})


def test_what_ended_before_is_in_no_sum_and_online_is_told_of_what_came() -> None:
    assert total([replace(DOSSIER, received=5, ended=9)], 10, 20) == Totals()
    online = replace(DOSSIER, online=True)
    assert total([online, replace(online, received=5)], 10, 20).online == 1


@given(
    st.lists(
        st.builds(
            Standing,
            status=st.sampled_from([Status.RETURNED, Status.STOPPED, Status.NOT_ACCEPTED]),
            received=st.integers(0, 19),
            ended=st.none() | st.integers(0, 30),
            online=st.booleans(),
            here=st.booleans(),
        )
    )
)
def test_what_came_is_always_what_ended_left_or_is_open(dossiers: list[Standing]) -> None:
    found = total(dossiers, 10, 20)
    gone = found.returned + found.refused + found.withdrawn + found.moved
    assert found.carried + found.received == gone + found.open
