"""A ward with a year behind it: thousands of invented dossiers in every state, with tickets."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Final

from sqlalchemy import insert

from desk.domain import codes, deadline
from desk.domain.application import read_application
from desk.domain.records import VN, Attachment, Channel, Dossier, Paper, Status, SupplementRequest
from desk.models import projection
from desk.models.projection import micros
from desk.models.tables import ticket
from desk.sample import Sampler
from desk.services.workplace import Workplace

FIRST: Final = datetime(2026, 1, 5, tzinfo=VN)
LAST: Final = datetime(2026, 11, 23, 15, 10, tzinfo=VN)
REASONS: Final = (
    "Thiếu bản sao giấy chứng sinh",
    "Ảnh không đúng cỡ",
    "Tờ khai chưa ký",
    "Giấy tờ hết hạn",
    "Sai số định danh",
)
OFFICERS: Final = ("lan", "minh", "thu")


@dataclass
class Ward:
    """What was put in, for those who count it again by hand."""

    dossiers: list[Dossier]
    tickets: list[dict[str, Any]]


def fill(work: Workplace, count: int = 3000, *, per_day: int = 10, seed: int = 5) -> Ward:
    """Write the ward's dossiers and the last weeks' tickets."""
    chance = random.Random(seed)  # noqa: S311 - the same ward every time
    made = list(islice(_dossiers(work, chance, per_day), count))
    with work.database.write() as tx:
        keys: dict[str, int] = {}
        for start in range(0, len(made), 500):
            keys |= projection.add_many(tx, made[start : start + 500])
        tickets = list(_tickets(chance, made, keys))
        tx.execute(insert(ticket), tickets)
    return Ward(made, tickets)


def _dossiers(work: Workplace, chance: random.Random, per_day: int) -> Iterator[Dossier]:
    sampler, rules = Sampler(7), work.rules
    procedures = [p for p in rules.catalogue.procedures.values() if p.limit.value is not None][:14]
    arrivals = sampler.arrivals(
        FIRST.date(), LAST.date(), rules.calendar.is_working, per_day=per_day, online=0.0
    )
    used: dict[str, int] = {}
    for arrival in arrivals:
        day = arrival.at.date()
        if arrival.at > LAST:
            continue
        data = sampler.dossier(procedures, arrival.at, channel=Channel.COUNTER)
        new = read_application(data, arrival.at)
        number = used[str(day)] = used.get(str(day), 1000) + 1
        procedure = rules.catalogue.get(new.procedure)
        due = deadline.due(arrival.at, procedure.limit, rules.calendar, rules.regime(day))
        papers = new.papers or (Paper(name="Tờ khai", original=1), Paper(name="Giấy tờ", copy=1))
        begun = Dossier(
            uid=str(data["uid"]),
            unit="H26.033.15",
            code=codes.official_code("H26.033.15", day, number),
            barcode=codes.barcode("00999", day, number),
            status=Status.RECEIVED,
            procedure=procedure.code,
            procedure_name=procedure.name,
            submitter=new.submitter,
            owner=new.owner,
            authority=new.authority,
            papers=papers,
            channel=chance.choice([Channel.COUNTER] * 8 + [Channel.ONLINE, Channel.POST]),
            received_at=arrival.at,
            recorded_at=arrival.at,
            due_at=due.at,
            due_first=due.at,
            changed_at=arrival.at,
            assignee=chance.choice(OFFICERS),
        )
        yield _lived(begun, chance)


def _lived(begun: Dossier, chance: random.Random) -> Dossier:
    """Return what became of a dossier, none of it in the future."""
    assert begun.received_at is not None
    assert begun.due_at is not None
    state = replace(begun, attachments=tuple(_scans(begun, chance)))
    if chance.random() < 0.15:
        asked = tuple(_requests(begun.received_at, chance))
        passed = any(each.asked_at > begun.due_at for each in asked)
        missed = begun.due_at if passed else None
        state = replace(state, supplements=asked, missed_due=missed)
    fate = chance.random()
    took = (begun.due_at - begun.received_at) * chance.uniform(0.3, 1.15)
    finished = begun.received_at + took
    if chance.random() < 0.02:
        return replace(state, voided=True)
    if fate < 0.04 and state.supplements:
        return replace(state, status=Status.SUPPLEMENT)
    if fate < 0.06:
        return replace(state, status=Status.STOPPED, finished_at=min(finished, LAST))
    if finished > LAST or fate < 0.10:
        return replace(state, status=chance.choice([Status.RECEIVED, Status.IN_HAND]))
    done = replace(state, status=Status.DONE, finished_at=finished)
    returned = finished + timedelta(days=chance.expovariate(0.3))
    if returned > LAST or fate > 0.95:
        return replace(done, shelf=chance.choice(["A1", "A2", "B1"]))
    return replace(done, status=Status.RETURNED, returned_at=returned, collector="Người Nhận")


def _scans(begun: Dossier, chance: random.Random) -> Iterator[Attachment]:
    if chance.random() < 0.45:
        for number, paper in enumerate(begun.papers):
            if chance.random() < 0.8:
                yield Attachment(
                    file=f"{number:064x}", media="image/png", size=1, pages=1, paper=paper.name
                )


def _requests(received: datetime, chance: random.Random) -> Iterator[SupplementRequest]:
    for number in range(chance.choice([1, 1, 2])):
        at = received + timedelta(days=20 * number, hours=2)
        if at < LAST:
            yield SupplementRequest(
                number=f"{number}/PBS", asked_at=at, reason=chance.choice(REASONS)
            )


def _tickets(
    chance: random.Random, made: list[Dossier], keys: dict[str, int]
) -> Iterator[dict[str, Any]]:
    """Give each dossier of the last six weeks a ticket, and some that came for nothing."""
    numbers: dict[str, int] = {}
    for state in made:
        assert state.received_at is not None
        if state.received_at < LAST - timedelta(days=42):
            continue
        day = f"{state.received_at:%Y-%m-%d}"
        for kept in (True, chance.random() < 0.8):
            numbers[day] = numbers.get(day, 0) + 1
            taken = state.received_at - timedelta(minutes=chance.uniform(3, 40))
            called = taken + timedelta(minutes=chance.expovariate(0.12))
            over = called <= LAST
            served = over and (kept or chance.random() < 0.8)
            ended = called + timedelta(minutes=chance.uniform(2, 15))
            yield {
                "day": day,
                "series": "A",
                "number": numbers[day],
                "state": "done" if served else "absent" if over else "waiting",
                "dossier_id": keys[state.uid] if kept and served else None,
                "taken_at": micros(taken),
                "called_at": micros(called) if over else None,
                "served_at": micros(called) if served else None,
                "ended_at": micros(min(ended, LAST)) if served else None,
            }
