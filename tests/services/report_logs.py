"""Random logs of a year, and their Biểu II.06a counted from the bare events by other rules.

Nothing of the program's own counting is used: what a dossier claims is gathered event by event,
and a day is asked of the claims.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection

from desk.domain import events as ev
from desk.domain.records import VN, Actor, Channel, Party
from desk.models import log, projection
from desk.services.workplace import Workplace
from desk.wire.ids import from_key
from tests.kit import BIRTH, COPIES, RESIDENCE

WHO: Final = Actor(uid="a", login="lan", name="Nguyễn Thị Ví Dụ", role="clerk")
YEAR: Final = datetime(2026, 1, 5, 8, tzinfo=VN)
FOREVER: Final = datetime(9999, 1, 1, tzinfo=VN)
HOUR: Final = timedelta(hours=1)
NEXT: Final = {
    "received": ["claim", "claim", "finish", "ask", "fee", "wish", "refuse"],
    "hand": ["finish", "finish", "finish", "ask", "fee", "wish", "refuse", "sorry", "verify"],
    "asked": ["back", "back", "close", "wish"],
    "fee": ["paid", "wish"],
    "wish": ["stop", "resume"],
    "done": ["return", "return", "return", "recall"],
    "stopped": ["recall"],
    "returned": ["recall"],
}


@dataclass
class Claim:
    """Something that held from a moment until another."""

    since: datetime
    kind: str = ""  # result | stopped
    due: datetime | None = None
    until: datetime = FOREVER
    uid: str = ""


@dataclass
class Told:
    """What one dossier's events claim."""

    received: datetime
    online: bool
    voided: bool = False
    ends: list[Claim] = field(default_factory=list)
    waits: list[Claim] = field(default_factory=list)
    dues: list[tuple[datetime, datetime]] = field(default_factory=list)  # since, due
    moved: list[datetime] = field(default_factory=list)  # asked to complete it, or for patience


def write(
    tx: Connection, chance: random.Random, count: int, *, prefix: int = 0
) -> tuple[list[Told], datetime]:
    """Write a log of `count` dossiers; return what they claim and when the last word was said."""
    acts: list[tuple[datetime, int]] = []
    made = [_Dossier(tx, chance, prefix * 1000 + number) for number in range(count)]
    for number, each in enumerate(made):
        acts.append((each.first, number))
    last = YEAR
    while acts:  # as it happens: of all dossiers whichever is next
        acts.sort()
        now, number = acts.pop(0)
        last = max(last, now)
        after = made[number].step(now)
        if after is not None:
            acts.append((after, number))
    return [each.told for each in made if each.told is not None], last + HOUR


def open_ones(work: Workplace) -> list[str]:
    """Return the uids of all dossiers that are still open."""
    with work.database.read() as tx:
        rows = tx.exec_driver_sql("SELECT uid FROM dossier WHERE is_open = 1 ORDER BY id")
        return [from_key(uid) for uid in rows.scalars()]


class _Dossier:
    def __init__(self, tx: Connection, chance: random.Random, number: int) -> None:
        self._tx, self._chance, self._uid = tx, chance, f"{number:032x}"
        self._number = number
        self.first = YEAR + timedelta(hours=chance.randint(0, 24 * 330))
        self.told: Told | None = None
        self._states: list[str] = []  # what it is, and what it goes back to
        self._steps = chance.randint(1, 9)

    def step(self, now: datetime) -> datetime | None:
        """Do one thing; return when the next one comes."""
        if self.told is None:
            self._begin(now)
        elif self._chance.random() < 0.02:
            self._say(ev.Voided(reason="thử"), now)
            self.told.voided = True
            return None
        else:
            kind = self._chance.choice(NEXT[self._states[-1]])
            getattr(self, f"_{kind}")(now, self.told)
        self._steps -= 1
        wait = self._chance.choice([1, 5, 20, 90, 400])
        return now + timedelta(hours=wait) if self._steps > 0 else None

    def _say(self, body: ev.Body, now: datetime) -> str:
        stored = projection.load(self._tx, self._uid)
        return log.append(self._tx, body, WHO, now, stored=stored, uid=self._uid).event.uid

    def _due(self, now: datetime, told: Told) -> datetime:
        due = now + timedelta(hours=self._chance.choice([4, 30, 100, 500]))
        told.dues.append((now, due))
        return due

    def _begin(self, now: datetime) -> None:
        online = self._chance.random() < 0.4
        back = timedelta(hours=self._chance.choice([0, 0, 0, 30]))
        self.told = told = Told(received=now - back, online=online)
        due = self._due(now, told)
        told.dues = [(told.received, due)]
        self._say(
            ev.Received(
                code=f"H26.000.99-{self._number:06d}",
                barcode=f"{self._number:016d}",
                procedure=self._chance.choice([BIRTH, COPIES, RESIDENCE]),
                procedure_name="Thủ tục",
                submitter=Party(name="Nguyễn Thị Ví Dụ"),
                channel=Channel.ONLINE if online else Channel.COUNTER,
                received_at=told.received,
                recorded_at=now,
                due_at=due,
            ),
            now,
        )
        self._states = ["received"]

    def _claim(self, now: datetime, _: Told) -> None:
        self._say(ev.Claimed(assignee=self._chance.choice(["lan", "minh"])), now)
        self._states = ["hand"]

    def _wait(self, now: datetime, told: Told, state: str) -> None:
        told.waits.append(Claim(now))
        self._states.append(state)

    def _go_on(self, now: datetime, told: Told) -> None:
        """What was asked for came: it is in hand, wherever it had been."""
        told.waits[-1].until = now
        self._states = ["hand"]

    def _ask(self, now: datetime, told: Told) -> None:
        self._say(ev.SupplementAsked(number="1", reason="thiếu", asked_at=now), now)
        told.moved.append(now)
        self._wait(now, told, "asked")

    def _back(self, now: datetime, told: Told) -> None:
        self._say(ev.Supplemented(answered_at=now, due_at=self._due(now, told)), now)
        self._go_on(now, told)

    def _fee(self, now: datetime, told: Told) -> None:
        self._say(ev.FeeAsked(amount=5000, asked_at=now), now)
        self._wait(now, told, "fee")

    def _paid(self, now: datetime, told: Told) -> None:
        self._say(ev.FeePaid(amount=5000, due_at=self._due(now, told)), now)
        self._go_on(now, told)

    def _wish(self, now: datetime, told: Told) -> None:
        self._say(ev.WithdrawalAsked(asked_at=now), now)
        if self._states[-1] in ("asked", "fee"):  # it waits already
            self._states.append("wish")
        else:
            self._wait(now, told, "wish")

    def _resume(self, now: datetime, told: Told) -> None:
        self._say(ev.Resumed(), now)
        self._states.pop()
        if self._states[-1] not in ("asked", "fee"):
            told.waits[-1].until = now

    def _sorry(self, now: datetime, told: Told) -> None:
        body = ev.Apologised(
            number="1", reason="mạng", due_at=self._due(now, told), asked_at=now, before_due=False
        )
        self._say(body, now)
        told.moved.append(now)

    def _verify(self, now: datetime, told: Told) -> None:
        self._say(ev.Extended(reason="xác minh", due_at=self._due(now, told)), now)

    def _end(self, body: Any, now: datetime, told: Told, kind: str, state: str) -> None:
        at = getattr(body, "finished_at", None) or getattr(body, "refused_at", None) or now
        claim = Claim(at, kind, _broken(told, now) or told.dues[-1][1])
        claim.uid = self._say(body, now)
        told.ends.append(claim)
        self._states.append(state)

    def _late(self, now: datetime, told: Told) -> datetime:
        """Return when it really was ready: now and then that is typed much later."""
        if self._chance.random() < 0.3:
            since = max([told.received, *(each.until for each in told.ends), *self._moves(told)])
            return max(since, now - timedelta(hours=self._chance.randint(0, 200)))
        return now

    @staticmethod
    def _moves(told: Told) -> Iterator[datetime]:
        yield from (each.until for each in told.waits if each.until < FOREVER)

    def _finish(self, now: datetime, told: Told) -> None:
        body = ev.Finished(finished_at=self._late(now, told))
        self._end(body, now, told, "result", "done")

    def _refuse(self, now: datetime, told: Told) -> None:
        body = ev.Refused(number="1", reason="không", refused_at=self._late(now, told))
        self._end(body, now, told, "result", "done")

    def _close(self, now: datetime, told: Told) -> None:
        self._end(ev.Closed(closed_at=now), now, told, "stopped", "stopped")

    def _stop(self, now: datetime, told: Told) -> None:
        self._end(ev.Stopped(number="1", stopped_at=now), now, told, "stopped", "stopped")

    def _return(self, now: datetime, _: Told) -> None:
        self._say(ev.Returned(to="Lê Mẫu", returned_at=now), now)
        self._states[-1] = "returned"

    def _recall(self, now: datetime, told: Told) -> None:
        """Take the result back; what had been handed over comes back with it."""
        last = told.ends[-1]
        story = log.told(self._tx, projection.load(self._tx, self._uid).id)  # type: ignore[union-attr]  # it is there
        drop = [last.uid] + [made.uid for made, _ in story if isinstance(made.body, ev.Returned)]
        self._say(ev.Resolved(text="nhầm", drop=tuple(drop)), now)
        last.until = now
        self._states.pop()


def _broken(told: Told, after: datetime) -> datetime | None:
    """Return the first promise that the office had broken when it asked for papers, or patience.

    The citizen was to have the result by then; nothing that is asked for later mends that.
    """
    for asked in told.moved:
        promised = [due for since, due in told.dues if since < asked][-1]
        if asked < after and asked > promised:
            return promised
    return None


def columns(told: list[Told], start: date, end: date, now: datetime) -> dict[str, int]:
    """Return the columns of Biểu II.06a for inclusive days, asked of what the dossiers claim."""
    first = datetime.combine(start, datetime.min.time(), VN)
    after = datetime.combine(end, datetime.min.time(), VN) + timedelta(days=1)
    found = dict.fromkeys(map(str, range(3, 14)), 0)
    for each in told:
        for number in _places(each, first, after, min(now, after)):
            found[number] += 1
    return found


def _places(told: Told, first: datetime, after: datetime, moment: datetime) -> list[str]:
    if told.voided or told.received >= after:
        return []
    held = [each for each in told.ends if each.since < after <= each.until]
    end = max(held, key=lambda each: each.since) if held else None
    if end is not None and end.since < first:
        return []
    came = "6" if told.received < first else "4" if told.online else "5"
    if end is not None:
        assert end.due is not None
        in_time = "8" if end.since.date() < end.due.date() else "9"
        how = "9" if end.kind == "stopped" else "10" if end.since > end.due else in_time
        return ["3", came, "7", how]
    if _broken(told, after) is not None:  # whoever waits for whom
        return ["3", came, "11", "13"]
    due = [due for since, due in told.dues if since < after][-1]
    waits = any(each.since < after <= each.until for each in told.waits)
    return ["3", came, "11", "13" if moment > due and not waits else "12"]
