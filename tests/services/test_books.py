"""Books: what stands in them, closing a day, and the proof that no number is missing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desk.domain import counter_events as cev
from desk.domain.at_once import AtOnce, Item
from desk.domain.books import DRAWER, FEES, RECEIVED, RETURNED, Gap, Span, Totals
from desk.domain.records import Actor, Paper
from desk.models import log
from desk.printing import forms, wording
from desk.services import (
    at_once,
    book_closing,
    books,
    checking,
    drawer,
    papers,
    processing,
    recalling,
    slots,
)
from desk.services.book_closing import DayAheadError, DayClosedError
from desk.services.books import BookOpenError, BookPeriodError, UnknownBookError
from desk.services.drawer import PiecesError
from desk.services.papers import Look
from desk.services.workplace import Workplace
from desk.wire.ids import new_uid
from tests.kit import (
    BIRTH,
    COPIES,
    MONDAY,
    Clock,
    Counter,
    act,
    administrator,
    person,
    receive,
)
from tests.printing.reading import flat, pypdf_text
from tests.services.filed import City

DAY = date(2026, 11, 23)


def certify(work: Workplace, by: Actor, *items: Item) -> str:
    asked = AtOnce(
        uid=new_uid(work.now()), procedure="2.000815", person=person(), items=items or (Item(),)
    )
    return at_once.finish(work, asked, by).dossier.uid


def test_what_is_certified_by_ordinary_steps_is_entered_when_it_is_finished(
    work: Workplace, admin: Actor, clock: Clock
) -> None:
    papers = (Paper(name="Bằng tốt nghiệp", copy=2), Paper(name="Căn cước", copy=1))
    copies = receive(work, "2.000815", papers=papers)
    contract = receive(work, "2.001035", papers=papers)
    certify(work, admin)
    clock.pass_(days=1)
    for each in (copies, contract):
        act(work, each, "finish")
    next_day = DAY + timedelta(days=1)
    found = books.book(work, "copy", next_day, next_day)
    assert [(line.line, line.what, line.copies) for line in found.lines] == [
        (2, "Bằng tốt nghiệp", 2),
        (3, "Căn cước", 1),
    ]
    assert [line.pages for line in found.lines] == [0, 0]  # nobody said
    assert found.gaps == ()
    assert [line.line for line in books.book(work, "copy", DAY, DAY).lines] == [1]
    (deed,) = books.book(work, "contract", DAY, next_day).lines
    assert (deed.line, deed.code, deed.at.date()) == (1, contract.code, next_day)
    # Taken back it is in hand again; its numbers are used, and it gets no others.
    processing.recall(work, copies.uid, "", admin)
    assert len(books.book(work, "copy", next_day, next_day).lines) == 2
    clock.pass_(days=1)
    act(work, copies, "finish")
    assert books.book(work, "copy", next_day, next_day).lines == found.lines
    assert checking.verify(work).ok


def test_what_is_said_to_be_certified_is_what_is_entered(work: Workplace) -> None:
    made = receive(work, "2.000884")
    act(work, made, "finish", items=("Giấy ủy quyền:3:2", "Tờ khai lý lịch"))
    found = books.book(work, "signature", DAY, DAY)
    assert [(line.line, line.what, line.pages, line.copies) for line in found.lines] == [
        (1, "Giấy ủy quyền", 3, 2),
        (2, "Tờ khai lý lịch", 1, 1),
    ]
    other = receive(work, COPIES)
    assert act(work, other, "finish").register == ()
    refused = act(work, receive(work, "2.000815"), "reject", reason="không rõ bản chính")
    assert refused.register == ()


def test_a_day_lists_what_was_received_handed_back_and_certified(
    work: Workplace, admin: Actor, clock: Clock
) -> None:
    first = receive(work, COPIES)
    act(work, first, "finish")
    clock.pass_(minutes=5)
    act(work, first, "hand-over", to=person().name)
    certify(work, admin, Item(what="Bằng", pages=3, copies=2), Item(what="Căn cước"))
    received = books.book(work, RECEIVED, DAY, DAY)
    assert (received.lines[0].line, received.lines[0].code) == (1, first.code)
    assert [line.line for line in received.lines] == [1, 2]
    assert received.lines[0].collector == person().name
    returned = books.book(work, RETURNED, DAY, DAY)
    assert [line.collector for line in returned.lines] == [person().name] * 2
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


def test_a_line_says_that_its_dossier_was_refused_or_stopped(
    work: Workplace,
) -> None:
    for actions in (("reject",), ("withdraw", "stop")):
        made = receive(work, BIRTH)
        for action in actions:
            act(work, made, action, reason="không thuộc thẩm quyền")
    found = books.book(work, RECEIVED, DAY, DAY).lines
    assert [(line.refused, line.stopped) for line in found] == [(True, False), (False, True)]
    text = flat(pypdf_text(printed(work, RECEIVED)))
    assert "từ chối" in text
    assert "dừng, rút" in text


def test_what_is_written_after_the_day_was_closed_is_late(
    work: Workplace, admin: Actor, clock: Clock
) -> None:
    receive(work, BIRTH)
    clock.pass_(hours=8)
    closing = book_closing.close(work, admin, DAY, DAY)
    assert [(part.kind, part.lines) for part in closing.parts[:2]] == [(RECEIVED, 1), (RETURNED, 0)]
    clock.pass_(minutes=1)
    receive(work, BIRTH)
    clock.set("2026-11-25 08:00")
    receive(work, BIRTH, received_at=MONDAY)  # typed days afterwards
    book = books.book(work, RECEIVED, DAY, DAY)
    assert [line.late for line in book.lines] == [False, True, True]
    assert book.closed == closing
    with pytest.raises(DayClosedError):
        book_closing.close(work, admin, DAY, DAY)
    for end in (date(2026, 11, 26), date(2026, 11, 30)):
        start = end if end.day < 30 else date(2026, 11, 1)
        with pytest.raises(DayAheadError):
            book_closing.close(work, admin, start, end)


def test_a_missing_number_is_found_and_a_burnt_one_is_accounted_for(
    counter: Counter, clock: Clock
) -> None:
    with counter.open() as work:
        receive(work)
    with counter.open() as work:  # a crash between the witness and the commit burns a number
        from desk.models import numbers  # noqa: PLC0415 - what a crash leaves behind

        with pytest.raises(RuntimeError), work.database.write() as tx:
            numbers.issue(tx, log.this_counter(tx), clock.now.date(), work.witness)
            raise RuntimeError
    with counter.open() as work:
        assert work.outcome.burnt
        receive(work)
        assert books.book(work, RECEIVED, DAY, DAY).gaps == (
            Gap(line=2, burnt=True, book="1/2026"),
        )
    counter.plant("UPDATE serial SET last = last + 2 WHERE kind = 'book'")
    with counter.open() as work:
        gaps = books.book(work, RECEIVED, DAY, DAY).gaps
        assert gaps == (
            Gap(line=2, burnt=True, book="1/2026"),
            Gap(line=4, burnt=False, book="1/2026"),
            Gap(line=5, burnt=False, book="1/2026"),
        )


def test_what_is_no_book_or_no_period_is_refused(work: Workplace) -> None:
    with pytest.raises(UnknownBookError):
        books.book(work, "diary", DAY, DAY)
    for start, end in ((date(2026, 11, 24), DAY), (date(2025, 1, 1), DAY)):
        with pytest.raises(BookPeriodError):
            books.book(work, RECEIVED, start, end)


def printed(work: Workplace, kind: str, *, closed: bool = False) -> bytes:
    job = books.print_(work, kind, DAY, DAY, closed=closed)
    form, sheet = papers.of_job(work, job, Look(wording=wording.load))
    made = forms.render_told(form, sheet)
    assert made.unprintable == ()
    return made.pdf


@pytest.mark.parametrize("kind", [RECEIVED, RETURNED, "copy", "contract", FEES, DRAWER])
def test_every_book_is_printed(work: Workplace, admin: Actor, clock: Clock, kind: str) -> None:
    drawer.open_(work, admin, 100_000)
    clock.pass_(minutes=1)
    for _ in range(30):
        certify(work, admin)
    at_once.take_back(work, certify(work, admin), admin)
    due = drawer.look(work).expected
    drawer.close(work, admin, due, pieces=((1_000, due // 1_000),))
    found = books.book(work, kind, DAY, DAY)
    assert bool(found.lines) is (kind != "contract")
    assert printed(work, kind).startswith(b"%PDF")


KINDS = (RECEIVED, RETURNED, "copy", FEES, DRAWER)


@pytest.fixture
def closed(work: Workplace, admin: Actor, clock: Clock) -> dict[str, bytes]:
    """Return the papers of a day's books, closed in the evening; much happens to them later."""
    drawer.open_(work, admin, 100_000)
    handed, kept = receive(work, COPIES), receive(work, COPIES)
    clock.pass_(minutes=5)
    act(work, handed, "finish")
    act(work, handed, "hand-over", to=person().name, amount=8000)
    certified = certify(work, admin)
    drawer.close(work, admin, drawer.look(work).expected)
    clock.set("2026-11-23 17:30")
    book_closing.close(work, admin, DAY, DAY)
    told = {kind: printed(work, kind, closed=True) for kind in KINDS}
    clock.set("2026-11-24 09:00")
    receive(work, BIRTH, received_at=MONDAY)
    act(work, kept, "correct", changes=(("submitter.name", "Đỗ Thị Thử"),), reason="gõ nhầm")
    act(work, certified, "void", reason="làm nhầm")
    act(work, kept, "finish")
    act(work, kept, "hand-over", to="Đỗ Thị Thử", amount=8000)
    return told


def test_a_closed_book_is_printed_again_to_the_byte(
    work: Workplace, closed: dict[str, bytes]
) -> None:
    assert {kind: printed(work, kind, closed=True) for kind in KINDS} == closed
    assert all(books.book(work, kind, DAY, DAY, closed=True).proved for kind in KINDS)
    now = books.book(work, RECEIVED, DAY, DAY)
    assert [line.voided for line in now.lines] == [False, False, True, False]
    assert printed(work, RECEIVED) != closed[RECEIVED]


@pytest.mark.usefixtures("closed")
def test_what_changed_after_the_closing_is_named(work: Workplace) -> None:
    found = books.book(work, RECEIVED, DAY, DAY).changes
    assert [(each.what, each.line, each.fields) for each in found] == [
        ("changed", 2, ("name",)),
        ("struck", 3, ()),
        ("added", 4, ()),
    ]
    struck = books.book(work, "copy", DAY, DAY).changes
    assert [(each.what, each.line) for each in struck] == [("struck", 1)]


@pytest.mark.usefixtures("closed")
def test_a_closed_day_has_its_sums_and_its_numbers(work: Workplace) -> None:
    book = books.book(work, RECEIVED, DAY, DAY, closed=True)
    assert book.totals == Totals(received=3, returned=2, open=1)
    closing = book.closing
    assert closing is not None
    part = closing.part(RECEIVED)
    assert part is not None
    assert (part.lines, part.spans) == (3, (Span(book="1/2026", first=1, last=3, lines=3),))
    copies = books.book(work, "copy", DAY, DAY, closed=True).fees
    assert books.book(work, FEES, DAY, DAY, closed=True).fees == 8000 + copies
    assert copies


def test_a_day_is_closed_once_more_for_a_reason_and_both_closings_stay(
    work: Workplace, admin: Actor, closed: dict[str, bytes]
) -> None:
    book_closing.close(work, admin, DAY, DAY, "ghi sót  một hồ sơ")
    book = books.book(work, RECEIVED, DAY, DAY)
    assert [each.reason for each in book.closings] == ["", "ghi sót một hồ sơ"]
    assert book.changes == ()
    again = books.book(work, RECEIVED, DAY, DAY, closed=True)
    assert (len(again.lines), again.proved) == (4, True)
    assert printed(work, RECEIVED, closed=True) != closed[RECEIVED]
    assert printed(work, RECEIVED, closed=True) == printed(work, RECEIVED, closed=True)


def test_every_closing_tells_whether_its_book_still_is_as_it_was(
    work: Workplace, admin: Actor, clock: Clock
) -> None:
    first = receive(work, COPIES)
    book_closing.close(work, admin, DAY, DAY)
    clock.pass_(seconds=5)
    act(work, first, "finish")
    act(work, first, "hand-over", to=person().name)  # it goes on by itself: that is no change
    receive(work, COPIES)
    clock.pass_(seconds=5)
    book_closing.close(work, admin, DAY, DAY, "ghi sót")
    found = [book_closing.kept(work, RECEIVED, it) for it in book_closing.closings(work, RECEIVED)]
    told = [(each.closing.reason, each.changes, each.same, each.proved) for each in found]
    assert told == [("ghi sót", 0, True, True), ("", 1, False, True)]
    with pytest.raises(books.UnknownBookError):
        book_closing.closings(work, "guests")


def test_a_hand_over_taken_back_later_stays_in_the_closed_returns(
    work: Workplace, admin: Actor, clock: Clock
) -> None:
    handed = receive(work, COPIES)
    act(work, handed, "finish")
    act(work, handed, "hand-over", to=person().name)
    book_closing.close(work, admin, DAY, DAY)
    clock.pass_(seconds=5)
    recalling.recall(work, handed.uid, "", admin)
    now = books.book(work, RETURNED, DAY, DAY)
    assert (now.lines, [each.what for each in now.changes]) == ((), ["gone"])
    then = books.book(work, RETURNED, DAY, DAY, closed=True)
    assert (len(then.lines), then.proved) == (1, True)


def test_what_was_never_closed_cannot_be_shown_as_closed(work: Workplace) -> None:
    with pytest.raises(BookOpenError):
        books.book(work, RECEIVED, DAY, DAY, closed=True)


def test_months_and_years_are_closed_by_their_last_day(
    work: Workplace, admin: Actor, clock: Clock
) -> None:
    receive(work, BIRTH)
    clock.set("2026-12-31 17:30")
    month = book_closing.close(work, admin, date(2026, 11, 1), date(2026, 11, 30))
    year = book_closing.close(work, admin, date(2026, 1, 1), date(2026, 12, 31))
    assert [part.lines for part in (month.parts[0], year.parts[0])] == [1, 1]
    assert year.totals == Totals(received=1, open=1)
    book = books.book(work, RECEIVED, date(2026, 1, 1), date(2026, 12, 31), closed=True)
    assert (book.closing, book.proved) == (year, True)


def test_what_is_carried_over_was_open_when_the_day_began(work: Workplace, clock: Clock) -> None:
    first, second = receive(work, COPIES), receive(work, COPIES)
    act(work, first, "finish")
    act(work, first, "hand-over", to=person().name)
    clock.set("2026-11-25 09:00")
    act(work, second, "finish")
    act(work, second, "hand-over", to=person().name)
    tuesday, wednesday = date(2026, 11, 24), date(2026, 11, 25)
    for day, sums in (
        (DAY, Totals(received=2, returned=1, open=1)),
        (tuesday, Totals(carried=1, open=1)),
        (wednesday, Totals(carried=1, returned=1)),
    ):
        assert books.book(work, RECEIVED, day, day).totals == sums


def test_a_log_that_came_back_in_another_order_still_tells_what_was_closed(
    counter: Counter, clock: Clock
) -> None:
    with counter.open() as work:
        receive(work, BIRTH)
        book_closing.close(work, administrator(work), DAY, DAY)
        clock.pass_(minutes=1)
        receive(work, BIRTH)
    counter.plant("UPDATE event SET id = 0 WHERE type = 'DayClosed'")  # read back before all others
    with counter.open() as work:
        then = books.book(work, RECEIVED, DAY, DAY, closed=True)
        assert ([line.line for line in then.lines], then.proved) == ([1], True)


def test_a_closed_book_whose_lines_were_touched_behind_the_log_says_so(counter: Counter) -> None:
    with counter.open() as work:
        made = receive(work, BIRTH)
        book_closing.close(work, administrator(work), DAY, DAY)
    name = made.submitter.name
    counter.plant(
        "UPDATE dossier SET state = CAST(replace(CAST(state AS TEXT), ?, ?) AS BLOB)", name, "Ai Đó"
    )
    with counter.open() as work:
        then = books.book(work, RECEIVED, DAY, DAY, closed=True)
        assert ([line.name for line in then.lines], then.proved) == (["Ai Đó"], False)
        printed(work, RECEIVED, closed=True)


def test_a_closing_of_an_older_program_is_shown_without_its_sums(
    work: Workplace, admin: Actor
) -> None:
    receive(work, BIRTH)
    with work.database.write() as tx:
        body = cev.DayClosed(day=str(DAY), received=1, returned=0, at=work.now())
        log.append(tx, body, admin, work.now())
    then = books.book(work, RECEIVED, DAY, DAY, closed=True)
    assert (len(then.lines), then.totals, then.gaps, then.proved) == (1, None, None, None)
    assert printed(work, RECEIVED, closed=True).startswith(b"%PDF")


def test_notes_that_do_not_make_the_amount_are_refused(work: Workplace, admin: Actor) -> None:
    drawer.open_(work, admin, 100_000)
    with pytest.raises(PiecesError):
        drawer.close(work, admin, 100_000, pieces=((50_000, 1),))
    with pytest.raises(PiecesError):
        drawer.close(work, admin, 100_000, pieces=((50_000, 3), (50_000, -1)))
    closed = drawer.close(work, admin, 100_000, pieces=((50_000, 2),))
    assert closed.pieces == ((50_000, 2),)
    (line,) = books.book(work, DRAWER, DAY, DAY).lines
    assert line.count is not None
    assert line.count.pieces == ((50_000, 2),)


def test_what_came_online_stays_in_the_book_of_a_counter_that_takes_another_slot(
    counter: Counter,
) -> None:
    city = City()
    with counter.open() as work:
        city.connect(work)
        receive(work, BIRTH)
        act(work, city.file(work, "online-1"), "accept")
    counter.plant("UPDATE target SET kind = 'portal'")  # it has joined no city with its slot
    with counter.open() as work:
        slots.change(work, administrator(work), 3)
        receive(work, BIRTH)
        book = books.book(work, RECEIVED, DAY, DAY)
        told = [(line.book, line.line) for line in book.lines]
        assert told == [("1/2026", 1), ("1/2026", 2), ("3/2026", 1)]
        assert book.gaps == ()
        assert book.totals == Totals(received=3, online=1, open=3)
