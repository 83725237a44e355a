"""Books: what stands in them, closing a day, and the proof that no number is missing."""

from __future__ import annotations

from datetime import date

import pytest

from desk.domain.at_once import AtOnce, Item
from desk.domain.books import RECEIVED, RETURNED, Gap
from desk.domain.records import Actor
from desk.printing import forms, wording
from desk.services import at_once, books, papers
from desk.services.books import (
    BookPeriodError,
    DayAheadError,
    DayClosedError,
    UnknownBookError,
)
from desk.services.papers import Look
from desk.services.workplace import Workplace
from desk.wire.ids import new_uid
from tests.kit import BIRTH, COPIES, MONDAY, Clock, Counter, act, person, receive

DAY = date(2026, 11, 23)


def certify(work: Workplace, by: Actor, *items: Item) -> str:
    asked = AtOnce(
        uid=new_uid(work.now()), procedure="2.000815", person=person(), items=items or (Item(),)
    )
    return at_once.finish(work, asked, by).dossier.uid


def test_a_day_lists_what_was_received_handed_back_and_certified(
    work: Workplace, admin: Actor, clock: Clock
) -> None:
    first = receive(work, COPIES)
    act(work, first, "finish")
    clock.pass_(minutes=5)
    act(work, first, "hand-over", to="Lê Mẫu")
    certify(work, admin, Item(what="Bằng", pages=3, copies=2), Item(what="Căn cước"))
    received = books.book(work, RECEIVED, DAY, DAY)
    assert (received.lines[0].line, received.lines[0].code) == (1, first.code)
    assert [line.line for line in received.lines] == [1, 2]
    assert received.lines[0].collector == "Lê Mẫu"
    returned = books.book(work, RETURNED, DAY, DAY)
    assert [line.collector for line in returned.lines] == ["Lê Mẫu", person().name]
    assert returned.gaps is None
    certified = books.book(work, "copy", DAY, DAY)
    assert [(line.line, line.what, line.pages, line.copies) for line in certified.lines] == [
        (1, "Bằng", 3, 2),
        (2, "Căn cước", 1, 1),
    ]
    assert certified.fees == 12_000
    assert (received.gaps, certified.gaps) == ((), ())


def test_other_days_and_periods(work: Workplace, clock: Clock) -> None:
    receive(work, BIRTH)
    clock.set("2026-11-25 09:00")
    second = receive(work, BIRTH)
    assert len(books.book(work, RECEIVED, DAY, date(2026, 11, 25)).lines) == 2
    (line,) = books.book(work, RECEIVED, date(2026, 11, 25), date(2026, 11, 25)).lines
    assert (line.code, line.line) == (second.code, 2)
    assert books.book(work, RECEIVED, date(2026, 11, 24), date(2026, 11, 24)).lines == ()


def test_a_voided_line_stays_struck_and_counts_for_nothing(work: Workplace, admin: Actor) -> None:
    uid = certify(work, admin)
    at_once.take_back(work, uid, admin)
    book = books.book(work, "copy", DAY, DAY)
    assert [line.voided for line in book.lines] == [True]
    assert (book.counted, book.gaps) == ((), ())


def test_what_is_written_after_the_day_was_closed_is_late(
    work: Workplace, admin: Actor, clock: Clock
) -> None:
    receive(work, BIRTH)
    clock.pass_(hours=8)
    closing = books.close_day(work, admin, DAY)
    assert (closing.received, closing.returned) == (1, 0)
    clock.pass_(minutes=1)
    receive(work, BIRTH)
    clock.set("2026-11-25 08:00")
    receive(work, BIRTH, received_at=MONDAY)  # typed days afterwards
    book = books.book(work, RECEIVED, DAY, DAY)
    assert [line.late for line in book.lines] == [False, True, True]
    assert book.closed == closing
    with pytest.raises(DayClosedError):
        books.close_day(work, admin, DAY)
    with pytest.raises(DayAheadError):
        books.close_day(work, admin, date(2026, 11, 26))


def test_a_missing_number_is_found_and_a_burnt_one_is_accounted_for(
    counter: Counter, clock: Clock
) -> None:
    with counter.open() as work:
        receive(work)
    with counter.open() as work:  # a crash between the witness and the commit burns a number
        from desk.models import log, numbers  # noqa: PLC0415 - what a crash leaves behind

        with pytest.raises(RuntimeError), work.database.write() as tx:
            numbers.issue(tx, log.this_counter(tx), clock.now.date(), work.witness)
            raise RuntimeError
    with counter.open() as work:
        assert work.outcome.burnt
        receive(work)
        assert books.book(work, RECEIVED, DAY, DAY).gaps == (Gap(line=2, burnt=True),)
    counter.plant("UPDATE serial SET last = last + 2 WHERE kind = 'book'")
    with counter.open() as work:
        gaps = books.book(work, RECEIVED, DAY, DAY).gaps
        assert gaps == (
            Gap(line=2, burnt=True),
            Gap(line=4, burnt=False),
            Gap(line=5, burnt=False),
        )


def test_what_is_no_book_or_no_period_is_refused(work: Workplace) -> None:
    with pytest.raises(UnknownBookError):
        books.book(work, "diary", DAY, DAY)
    for start, end in ((date(2026, 11, 24), DAY), (date(2025, 1, 1), DAY)):
        with pytest.raises(BookPeriodError):
            books.book(work, RECEIVED, start, end)


@pytest.mark.parametrize("kind", [RECEIVED, RETURNED, "copy", "contract"])
def test_every_book_is_printed(work: Workplace, admin: Actor, kind: str) -> None:
    for _ in range(30):
        certify(work, admin)
    at_once.take_back(work, certify(work, admin), admin)
    job = books.print_(work, kind, DAY, DAY)
    form, sheet = papers.of_job(work, job, Look(wording=wording.load))
    made = forms.render_told(form, sheet)
    assert made.pdf.startswith(b"%PDF")
    assert made.unprintable == ()
