"""Reports: every column counted again by hand from the events alone, over any period."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.domain import events as ev
from desk.domain.papers import ReportRow
from desk.services import queue, reading, reporting
from desk.services.reporting import PeriodError, UnknownReportError
from desk.services.workplace import Workplace
from desk.wire.ids import from_key
from tests.kit import BIRTH, COPIES, RESIDENCE, Clock, Counter, act, at, receive
from tests.services.filed import City
from tests.services.test_queue import BY

FIRST, LAST = date(2026, 10, 26), date(2026, 12, 6)
DAYS = st.dates(FIRST, LAST)
ROADS = """
.
claim
claim finish
claim finish hand-over
supplement
supplement supplemented
supplement close
supplement supplemented finish hand-over
claim fee
claim fee paid finish
withdraw
withdraw resume finish
withdraw stop
reject
reject hand-over
apologise
apologise finish
void
""".strip().split("\n")
DETAILS: dict[str, dict[str, Any]] = {
    "supplement": {"reason": "thiếu"},
    "reject": {"reason": "không thuộc"},
    "fee": {"amount": 5000},
    "hand-over": {"to": "Lê Mẫu"},
    "void": {"reason": "thử"},
}


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Counter:
    """Return a counter with six weeks of dossiers that took every road at any pace."""
    counter = Counter(tmp_path_factory.mktemp("ward") / "counter").make()
    chance = random.Random(7)  # noqa: S311 - the same weeks every time
    city = City()
    waiting: list[tuple[datetime, int, str, list[str]]] = []
    with counter.open() as work:
        city.connect(work)
        for number in range(90):
            counter.clock.now = at("2026-10-26 08:00") + timedelta(hours=number * 8)
            while waiting and waiting[0][0] <= counter.clock.now:
                step(work, chance, waiting)
            road = chance.choice(ROADS).replace(".", "").split()
            if number % 9 == 4:
                uid = city.file(work, f"online-{number}", COPIES)
                if number % 2:
                    act(work, uid, "accept")
                else:
                    road = []
            else:
                back = chance.choice([0, 0, 0, 3])
                received = counter.clock.now - timedelta(days=back)
                made = receive(work, chance.choice([BIRTH, RESIDENCE]), received_at=received)
                uid = made.uid
            if road:
                waiting.append((counter.clock.now, number, uid, road))
        while waiting and counter.clock.now < at("2026-12-05 08:00"):
            counter.clock.pass_(hours=6)
            step(work, chance, waiting)
    counter.clock.set("2026-12-06 09:00")
    return counter


def step(work: Workplace, chance: random.Random, waiting: list[Any]) -> None:
    """Take the next step of whichever dossier has waited longest."""
    _, number, uid, road = waiting.pop(0)
    action, rest = road[0], road[1:]
    now = work.now()
    details = dict(DETAILS.get(action, {}))
    state = reading.events(work, uid)[0]
    if action == "close" and (state.answer_until is None or now <= state.answer_until):
        rest = road
        action = "note"
        details = {"reason": "nhắc"}
    if action == "apologise":
        assert state.due_at is not None
        details = {"reason": "mạng", "due": max(now, state.due_at) + timedelta(days=4)}
        if now.date() == state.due_at.date() and now <= state.due_at:
            action, rest = "note", road
            details = {"reason": "mai"}
    if action == "finish" and chance.random() < 0.3:
        told = [state.received_at, state.suspended_at, now - timedelta(hours=30)]
        details["at"] = max(each for each in told if each is not None)
    act(work, uid, action, **details)
    if rest:
        waiting.append((now + timedelta(hours=chance.randint(1, 120)), number, uid, rest))
        waiting.sort()


# -- the same figures, by hand ---------------------------------------------------------------------


@dataclass
class Told:
    """What one dossier's events say, read one by one and nothing folded."""

    online: bool = False
    received: datetime | None = None
    ended: datetime | None = None
    stopped: bool = False
    voided: bool = False
    due_in_the_end: datetime | None = None
    due: datetime | None = None  # when the period ended
    waits: bool = False  # then


#: The field of a body that ends a dossier, and the one that says when it was received.
ENDS = ("finished_at", "refused_at", "stopped_at", "closed_at")
WAITS = (ev.SupplementAsked, ev.FeeAsked, ev.WithdrawalAsked)
GOES_ON = (ev.Supplemented, ev.FeePaid, ev.Resumed)


def listen(story: tuple[ev.Event, ...], after: datetime) -> Told:
    told = Told()
    for made in story:
        body: Any = made.body
        told.online |= isinstance(body, ev.Filed)
        told.voided |= isinstance(body, ev.Voided)
        told.stopped |= isinstance(body, ev.Stopped | ev.Closed)
        told.received = getattr(body, "received_at", told.received)
        for field in ENDS:
            told.ended = getattr(body, field, told.ended)
        told.due_in_the_end = getattr(body, "due_at", None) or told.due_in_the_end
        # A receipt typed only afterwards still promised what it promised.
        if made.at < after or isinstance(body, ev.Received):
            told.due = getattr(body, "due_at", None) or told.due
            told.waits = isinstance(body, WAITS) or (told.waits and not isinstance(body, GOES_ON))
    return told


def by_hand(work: Workplace, start: date, end: date) -> ReportRow:
    first = at(f"{start} 00:00")
    after = at(f"{end + timedelta(days=1)} 00:00")
    moment = min(after, work.now())
    columns: dict[str, Any] = {field.name: 0 for field in fields(ReportRow)}
    with work.database.read() as tx:
        uids = tx.exec_driver_sql("SELECT uid FROM dossier").scalars().all()
    for uid in map(from_key, uids):
        told = listen(reading.events(work, uid)[1], after)
        if told.voided or told.received is None or told.received >= after:
            continue
        if told.ended is not None and told.ended < first:
            continue
        if told.received < first:
            columns["carried"] += 1
        else:
            columns["online" if told.online else "direct"] += 1
        if told.ended is not None and told.ended < after:
            assert told.due_in_the_end is not None
            if told.stopped:
                columns["on_time"] += 1
            elif told.ended > told.due_in_the_end:
                columns["late"] += 1
            elif told.ended.date() < told.due_in_the_end.date():
                columns["early"] += 1
            else:
                columns["on_time"] += 1
        elif told.due is not None and moment > told.due and not told.waits:
            columns["open_late"] += 1
        else:
            columns["open_in_time"] += 1
    return ReportRow(**columns | {"name": "Tổng số", "section": False})


@pytest.fixture(scope="module")
def work(ward: Counter) -> Iterator[Workplace]:
    with ward.open(write=False) as opened:
        yield opened


@settings(max_examples=40, deadline=None)
@given(days=st.tuples(DAYS, DAYS).map(sorted), kind=st.sampled_from(sorted(reporting.KINDS)))
def test_any_period_is_as_counted_by_hand(ward: Counter, days: list[date], kind: str) -> None:
    with ward.open(write=False) as work:
        rows, total = reporting.table(work, kind, *days)
        assert total == by_hand(work, *days)
    assert all(row.balanced for row in (*rows, total))
    assert [row.name for row in rows] == sorted(row.name for row in rows)
    for field in fields(ReportRow):
        if field.name not in ("name", "section"):
            assert sum(getattr(row, field.name) for row in rows) == getattr(total, field.name)


def test_the_weeks_have_something_of_everything(work: Workplace) -> None:
    found = [
        reporting.table(work, "II.06a", FIRST + timedelta(days=n), FIRST + timedelta(days=n + 9))[1]
        for n in range(0, 30, 3)
    ]
    for field in fields(ReportRow):
        if field.name not in ("name", "section"):
            assert any(getattr(row, field.name) for row in found), field.name


def test_today_it_says_what_the_queue_says(work: Workplace, ward: Counter) -> None:
    _, total = reporting.table(work, "II.06a", date(2020, 1, 1), ward.clock.now.date())
    counts = queue.counts(work)
    assert total.open_late == counts.overdue
    assert total.open == counts.open - counts.online - counts.ready


def test_groups_are_fields_or_procedures(work: Workplace) -> None:
    areas, _ = reporting.table(work, "II.06a", FIRST, LAST)
    assert {row.name for row in areas} == {"Hộ tịch", "Cư trú"}
    procedures, _ = reporting.table(work, "unit", FIRST, LAST)
    assert {row.name.split()[0] for row in procedures} == {BIRTH, RESIDENCE, COPIES}


# -- single cases ----------------------------------------------------------------------------------


@pytest.fixture
def live(counter: Counter) -> Iterator[tuple[Workplace, Clock]]:
    with counter.open() as opened:
        yield opened, counter.clock


def total(work: Workplace, start: str, end: str) -> ReportRow:
    return reporting.table(work, "II.06a", date.fromisoformat(start), date.fromisoformat(end))[1]


def test_a_period_that_is_not_over_calls_nothing_late_yet(live: tuple[Workplace, Clock]) -> None:
    work, clock = live
    receive(work, BIRTH)  # due today at 17:00
    clock.set("2026-11-23 10:00")
    for end in ("2026-11-23", "2026-12-31"):
        assert (
            total(work, "2026-11-01", end).open_in_time,
            total(work, "2026-11-01", end).open_late,
        ) == (1, 0)
    clock.set("2026-11-23 17:00:01")
    assert total(work, "2026-11-01", "2026-11-30").open_late == 1


def test_a_report_of_a_past_period_does_not_change_afterwards(
    live: tuple[Workplace, Clock],
) -> None:
    work, clock = live
    late, asked, told = (receive(work, BIRTH) for _ in range(3))
    act(work, asked, "supplement", reason="thiếu")
    clock.set("2026-12-01 09:00")
    before = total(work, "2026-11-01", "2026-11-30")
    assert (before.open_late, before.open_in_time) == (2, 1)
    act(work, late, "apologise", reason="x", due=at("2026-12-20 17:00"))
    act(work, asked, "supplemented")
    clock.set("2026-12-24 09:00")
    assert total(work, "2026-11-01", "2026-11-30") == before
    # But what is told late to have been finished in time is put right.
    act(work, told, "finish", at=at("2026-11-23 11:00"))
    after = total(work, "2026-11-01", "2026-11-30")
    assert (after.open_late, after.on_time, after.received) == (1, 1, before.received)


def test_the_first_and_the_last_moment_belong_to_the_period(live: tuple[Workplace, Clock]) -> None:
    work, clock = live
    clock.set("2026-11-27 09:00")
    receive(work, received_at=at("2026-11-25 00:00"))
    receive(work, received_at=at("2026-11-25 23:59:59.999999"))
    receive(work, received_at=at("2026-11-26 00:00"))
    assert total(work, "2026-11-25", "2026-11-25").received == 2
    assert total(work, "2026-11-26", "2026-11-26") == ReportRow(
        name="Tổng số", direct=1, carried=2, open_late=3
    )
    assert total(work, "2026-11-24", "2026-11-24").received == 0


def test_what_is_no_report(live: tuple[Workplace, Clock]) -> None:
    work, _ = live
    with pytest.raises(UnknownReportError):
        reporting.table(work, "II.99", FIRST, LAST)
    with pytest.raises(PeriodError):
        reporting.table(work, "unit", LAST, FIRST)
    assert reporting.table(work, "unit", FIRST, date.max) == ((), ReportRow(name="Tổng số"))
    assert queue.page(work, BY).rows == ()
