"""Closing a period: what was reported stays; what was corrected since is named by dossier."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from desk.domain.errors import DeskError
from desk.domain.report_closing import (
    Closing,
    PeriodClosedError,
    PeriodOpenError,
    Reopening,
    UnknownClosingError,
)
from desk.domain.rights import NotAllowedError
from desk.models import log
from desk.services import checking, recalling, report_closing, reporting
from desk.services.reporting import PeriodError
from desk.services.workplace import Workplace
from desk.wire.ids import from_key
from tests.kit import BIRTH, RESIDENCE, Clock, Counter, act, administrator, at, receive
from tests.services import report_logs
from tests.services.test_queue import BY

NOVEMBER = date(2026, 11, 1), date(2026, 11, 30)


@pytest.fixture
def live(counter: Counter) -> Iterator[tuple[Workplace, Clock]]:
    with counter.open() as opened:
        yield opened, counter.clock


def total(of: Any) -> dict[str, Any]:
    """Return the numbers of a closing or of a report."""
    if isinstance(of, Closing):
        numbers = [number for number, _ in of.frozen.columns]
        return dict(zip(numbers, of.frozen.total.values, strict=True))
    return dict(zip((leaf.number for leaf in of.form.leaves), of.total.values, strict=True))


def close(work: Workplace, *days: date, kind: str = "II.06a") -> Closing:
    start, end = days or NOVEMBER
    return report_closing.close(work, administrator(work), kind, start, end)


def test_a_closed_period_keeps_what_was_reported(live: tuple[Workplace, Clock]) -> None:
    work, clock = live
    receive(work, BIRTH)
    clock.set("2026-12-01 09:00")
    made = close(work, kind="unit")
    assert (made.form, made.by, made.name) == ("unit", "unit", administrator(work).name)
    assert made.at == clock.now
    assert report_closing.closings(work) == (made,)
    opened = report_closing.reopen(work, made.uid)
    assert opened == Reopening(closing=made, now=opened.now, moved=(), explained=True)
    assert total(opened.now) == total(made)
    assert total(made)["13"] == 1
    assert checking.verify(work).ok


def test_what_happens_later_is_no_correction(live: tuple[Workplace, Clock]) -> None:
    work, clock = live
    done, other = receive(work, BIRTH), receive(work, BIRTH)
    act(work, done, "finish")
    clock.set("2026-12-01 09:00")
    made = close(work)
    recalling.recall(work, done.uid, "", administrator(work), "nhầm")
    act(work, other, "finish")
    receive(work, RESIDENCE)
    opened = report_closing.reopen(work, made.uid)
    assert (opened.moved, opened.explained) == ((), True)
    assert total(opened.now) == total(made)


def test_corrections_are_named_by_their_dossiers(live: tuple[Workplace, Clock]) -> None:
    work, clock = live
    late, void, same = (receive(work, BIRTH) for _ in range(3))
    clock.set("2026-12-01 09:00")
    made = close(work)
    act(work, late, "finish", at=at("2026-11-23 11:00"))
    act(work, void, "void", reason="trùng")
    old = receive(work, BIRTH, received_at=at("2026-11-27 09:00"))
    act(work, same, "note", reason="không đổi gì")
    opened = report_closing.reopen(work, made.uid)
    moved = {each.code: (each.then, each.now) for each in opened.moved}
    assert moved == {
        late.code: (("3", "5", "11", "13"), ("3", "5", "7", "9")),
        void.code: (("3", "5", "11", "13"), ()),
        old.code: ((), ("3", "5", "11", "13")),
    }
    assert opened.explained
    assert total(opened.closing) == total(made)
    assert total(opened.now)["7"] == 1


def test_a_step_that_is_refused_later_is_a_correction(live: tuple[Workplace, Clock]) -> None:
    work, clock = live
    made = receive(work, BIRTH)
    act(work, made, "finish")
    clock.set("2026-12-01 09:00")
    closed = close(work)
    clock.pass_(hours=1)
    with work.database.write() as tx:
        query = "SELECT uid, id, dossier_id FROM event WHERE type = 'Finished'"
        uid, event, dossier = tx.exec_driver_sql(query).one()
        log.refuse(tx, [from_key(uid)])
        words = "INSERT INTO attention (target, reason, event_id, dossier_id, at) "
        now = int(clock.now.timestamp() * 1_000_000)
        tx.exec_driver_sql(f"{words} VALUES ('city', 'x', {event}, {dossier}, {now})")
    opened = report_closing.reopen(work, closed.uid)
    (moved,) = opened.moved
    assert (moved.code, moved.then[2], moved.now[2]) == (made.code, "7", "11")
    assert opened.explained


def test_only_a_period_that_is_over_is_closed_and_only_once(
    live: tuple[Workplace, Clock],
) -> None:
    work, clock = live
    clock.set("2026-11-30 23:59")
    with pytest.raises(PeriodOpenError):
        close(work)
    clock.set("2026-12-01 00:00")
    with pytest.raises(NotAllowedError):
        report_closing.close(work, replace(BY, role="clerk"), "II.06a", *NOVEMBER)
    with pytest.raises(PeriodError):
        close(work, *reversed(NOVEMBER))
    first = close(work)
    with pytest.raises(PeriodClosedError):
        close(work)
    other = report_closing.close(work, administrator(work), "II.06a", *NOVEMBER, "officer")
    assert {each.uid for each in report_closing.closings(work)} == {first.uid, other.uid}
    with pytest.raises(UnknownClosingError):
        report_closing.reopen(work, "0" * 32)


def test_dossiers_make_all_the_difference_whatever_is_told_later(counter: Counter) -> None:
    """Random logs, closed in the middle: the corrections add up to what the report would be now."""
    seen = 0
    with counter.open() as work:
        boss = administrator(work)
        for number in range(12):
            chance = random.Random(number)  # noqa: S311 - the same logs every time
            with work.database.write() as tx:
                _, last = report_logs.write(tx, chance, 12, prefix=number)
            counter.clock.now = last + timedelta(days=1)
            end = (last - timedelta(days=chance.randint(5, 60))).date()
            start = end - timedelta(days=chance.randint(0, 90))
            made = report_closing.close(work, boss, "07a", start, end)
            counter.clock.pass_(hours=1)
            for uid in chance.sample(report_logs.open_ones(work), 3):
                kind = chance.choice(["finish", "void"])
                told = {"reason": "x"} if kind == "void" else {"at": at(f"{end} 10:00")}
                try:
                    act(work, uid, kind, **told)
                except DeskError:  # not every step is allowed to each of them
                    continue
            opened = report_closing.reopen(work, made.uid)
            assert opened.explained
            assert reporting.report(work, "07a", start, end).total == opened.now.total
            seen += len(opened.moved)
    assert seen > 5
