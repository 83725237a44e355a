"""Whether an event counts: the city's answer to every event, in the order of their coming.

Everything that comes in is kept. An event counts (and gets a position in the feed), waits for
something that must come first, or is refused. A refusal holds up only what the same counter
writes about the same dossier afterwards, until a person has resolved it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from desk.city import arrivals
from desk.city.arrivals import Arrival
from desk.city.cases import Case, Cases, numbers_of, sealed
from desk.city.chain import BROKEN, FORK
from desk.city.enrol import Caller, caller_by_id
from desk.city.numbers import SLOT, TAKEN, foreign_number
from desk.city.store import identity, now_micros
from desk.city.tables import ACCEPTED, HELD, REFUSED, UNDECIDED, alarm, city, event
from desk.domain import counter_events as cev
from desk.domain import events as ev
from desk.domain import merge
from desk.domain.records import Dossier
from desk.wire import exchange
from desk.wire.exchange import Verdict
from desk.wire.ids import from_key, to_key
from desk.wire.sealed import open_event

TAMPERED: Final = "tampered"
UNIT: Final = "unit"
BLOCKED: Final = "held"
EARLY: Final = "early"
DROPPED: Final = "dropped"

#: Refusals that say something is wrong, and not merely that somebody else was first.
ALARMING: Final = frozenset(
    {
        TAMPERED,
        FORK,
        BROKEN,
        arrivals.HASH,
        arrivals.MALFORMED,
        SLOT,
        TAKEN,
        UNIT,
        merge.EXISTS,
    }
)
#: A receipt that is in somebody's hands counts once a person has looked at why it was refused.
_REVIVABLE: Final = frozenset({TAKEN, SLOT, BROKEN, merge.CUSTODY})

_WORDS: Final = {
    ACCEPTED: exchange.ACCEPTED,
    HELD: exchange.HELD,
    REFUSED: exchange.REJECTED,
}


@dataclass(frozen=True, slots=True)
class Ruling:
    """What becomes of an event, and why."""

    state: int
    code: str = ""
    field: str = ""

    def verdict(self, uid: str, *, again: bool = False) -> Verdict:
        """Say it over the wire; what already counted when it came `again` is a duplicate."""
        repeated = again and self.state == ACCEPTED
        word = exchange.DUPLICATE if repeated else _WORDS[self.state]
        return Verdict(uid=uid, verdict=word, code=self.code, field=self.field)


TRAIL: Final = 8  # bytes of the digest that proves a reader's past
_COUNTS: Final = Ruling(ACCEPTED)


def worth_keeping(ruling: Ruling, arrival: Arrival) -> bool:
    """Tell whether to keep an event that another than its writer tells."""
    resolves = arrival.event is not None and isinstance(arrival.event.body, ev.Resolved)
    return ruling.state == ACCEPTED or (ruling.code == EARLY and not resolves)


def _parts(arrival: Arrival) -> bool:
    """Tell whether an event says that a copy of its machine is over."""
    body = arrival.event.body if arrival.event else None
    return isinstance(body, cev.EpochOpened) and body.reason == "twin"


def _is_revived(case: Case | None, arrival: Arrival, ruling: Ruling) -> bool:
    """Tell whether what was decided about an event lets it begin its dossier after all."""
    body = arrival.event.body if arrival.event else None
    begins = isinstance(body, ev.BEGINS) and case is not None and case.state is None
    return begins and ruling.code in _REVIVABLE


_EVENT: Final = insert(event)
_ALARM: Final = insert(alarm)
_SETTLE: Final = update(event).where(event.c.id == bindparam("at_id"))


class Intake:
    """The events of one transaction on their way into the log."""

    def __init__(self, tx: Connection, caller: Caller, now: datetime, *, hub: bool = False) -> None:
        """Begin with the city as it stands; `caller` is whose events come in."""
        self._tx = tx
        self._caller = caller
        self._writer = caller
        self._at = now_micros(now)
        self._hub = hub
        us = identity(tx)
        self._position, self._trail = int(us.position), bytes(us.trail)
        self._cases = Cases(tx)
        self._rows: list[dict[str, Any]] = []
        self._alarms: list[dict[str, Any]] = []
        #: devices of which a copy has shown itself
        self.forked: set[int] = set()
        #: devices of which a person has said that their copy is over
        self.parted: set[int] = set()
        #: verdicts on events of the caller that waited, and were decided now
        self.released: list[Verdict] = []

    def load(self, batch: Sequence[Arrival]) -> None:
        """Load what the events of a batch speak of, in a few statements."""
        bodies = [arrival.event.body for arrival in batch if arrival.event]
        begun = [body for body in bodies if isinstance(body, ev.BEGINS)]
        numbers = [each for body in begun for each in numbers_of(body)]
        self._cases.load({a.dossier for a in batch if a.dossier is not None}, numbers)

    def take(
        self, arrival: Arrival, branch: int, news: str = "", *, writer: Caller | None = None
    ) -> Ruling:
        """Decide about one event and keep it; `news` is `chain`, `fork` or `tampered`.

        `writer` is whose event it is where another counter tells it. Then only what counts is
        kept, or waits for what it follows: its own counter will come, and what was refused to
        somebody else would be refused to it.
        """
        self._writer = writer or self._caller
        key = arrival.dossier
        case = self._cases.get(key) if key is not None else None
        ruling = self._rule(arrival, case, branch, news)
        resolves = arrival.event is not None and isinstance(arrival.event.body, ev.Resolved)
        told, settled = self._as_decided(case, arrival, ruling)
        if writer is not None and told.state != ACCEPTED and not worth_keeping(ruling, arrival):
            return ruling
        ruling = told
        if news == FORK:
            self.forked.add(self._writer.id)
            self._raise_alarm(FORK, arrival.head.uid, str(arrival.head.seq))
        if ruling.state == ACCEPTED and _parts(arrival):
            self.parted.add(self._writer.id)
        if ruling.state == ACCEPTED and case is not None and resolves:
            self._settle(case, arrival)
        position = self._next(arrival.sealed.hash) if ruling.state == ACCEPTED else None
        self._keep(arrival, branch, ruling, position, settled=settled)
        if ruling.state != ACCEPTED:
            if case is not None and not settled:
                case.wait(self._writer.id, ruling.state)
        elif case is not None and position is not None and arrival.event is not None:
            case.unit_id = case.unit_id or self._writer.unit_id
            self._count_in(case, arrival.event, position)
            if case.waits:
                self._release(case, resolved=resolves)
        return ruling

    def mend(self, arrival: Arrival) -> Ruling:
        """Take the whole of an event of which only the head had come, and decide about it anew."""
        self._writer = self._caller
        self._flush()
        here = event.c.uid == arrival.key, event.c.hash == arrival.sealed.hash
        row = self._tx.execute(select(event).where(*here)).one()
        bytes_ = {"salt": arrival.sealed.salt, "body": arrival.sealed.body}
        held = {**bytes_, "state": HELD, "code": EARLY, "field": ""}
        self._tx.execute(_SETTLE.values(**held), {"at_id": row.id})
        case = self._cases.get(arrival.dossier) if arrival.dossier is not None else None
        if case is None:
            values = {"position": self._next(arrival.sealed.hash), "trail": self._trail}
            self._tx.execute(_SETTLE.values(state=ACCEPTED, code="", **values), {"at_id": row.id})
            return _COUNTS
        case.hashes = None
        self._cases.reload_waits(case)
        self._release(case, resolved=False)
        now = self._tx.execute(select(event).where(event.c.id == row.id)).one()
        return Ruling(now.state, now.code, now.field)

    def _as_decided(
        self, case: Case | None, arrival: Arrival, ruling: Ruling
    ) -> tuple[Ruling, bool]:
        """Return what becomes of an event after what a person decided, and whether that ends it."""
        if ruling.state == ACCEPTED or ruling.code == TAMPERED:
            return ruling, ruling.code == TAMPERED  # its true twin is decided about
        if not self._is_decided(case, arrival):
            return ruling, False
        if _is_revived(case, arrival, ruling):
            return _COUNTS, False  # as if it had come before the decision
        return (Ruling(REFUSED, DROPPED) if ruling.state == HELD else ruling), True

    def _is_decided(self, case: Case | None, arrival: Arrival) -> bool:
        """Tell whether a person dropped an event before it came: another told the decision."""
        if case is None or not (case.resolved or case.headless):
            return False
        self._flush_events()
        return arrival.head.uid in self._cases.dropped(case)

    # -- the ruling --------------------------------------------------------------------------

    def _rule(self, arrival: Arrival, case: Case | None, branch: int, news: str) -> Ruling:
        if news in (TAMPERED, BROKEN):
            return Ruling(REFUSED, news, "prev" if news == BROKEN else "uid")
        if arrival.event is None or arrival.fault:
            return Ruling(REFUSED, arrival.fault, arrival.field)
        if arrival.head.unit != self._writer.unit:
            return Ruling(REFUSED, UNIT, "unit")
        ruling = _COUNTS if case is None else self._judge(case, arrival.event, branch)
        if news and ruling == _COUNTS:
            return Ruling(ACCEPTED, news)
        return ruling

    def _judge(self, case: Case, happened: ev.Event, branch: int) -> Ruling:
        """Decide about an event that happens to a dossier."""
        begins = isinstance(happened.body, ev.BEGINS)
        if case.state is not None and case.state.unit != happened.unit and not begins:
            return Ruling(REFUSED, UNIT, "dossier")
        if isinstance(happened.body, ev.Resolved):
            known = case.state is not None or case.waits or case.headless or self._hub
            return _COUNTS if known else Ruling(HELD, EARLY)
        if case.waits.get(self._writer.id) == REFUSED:
            return Ruling(HELD, BLOCKED)
        # What is merely early holds up nothing: this may be the very event that it waits for,
        # told again by a counter to a city whose memory is an older one.
        return self._admit(case, happened, self._writer, branch)

    def _admit(
        self, case: Case, happened: ev.Event, writer: Caller, branch: int, *, ripe: bool = False
    ) -> Ruling:
        """Apply the rules of custody and numbers; `ripe` events wait for nothing any more."""
        body = happened.body
        if isinstance(body, ev.BEGINS):
            refusal = merge.admit(case.state, happened)
            foreign = foreign_number(body, writer, happened.epoch)
            if refusal is None and foreign:
                return Ruling(REFUSED, SLOT, foreign)
            if refusal is None:
                refusal = self._number_refusal(case, happened.uid, body, branch)
        elif case.state is None:
            return _COUNTS if self._hub else Ruling(HELD, EARLY)
        elif not (ripe or self._hub or self._builds_on_known(case, happened)):
            return Ruling(HELD, EARLY)
        else:
            refusal = merge.admit(case.state, happened)
        return _COUNTS if refusal is None else Ruling(REFUSED, refusal)

    def _number_refusal(self, case: Case, uid: str, body: ev.BEGINS, branch: int) -> str | None:
        if not self._cases.taken(case, numbers_of(body)):
            return None
        # A city that forgot what it filed may have given the number again: both are in somebody's
        # hands by now, as with two copies of one machine.
        told = self._writer is not self._caller and isinstance(body, ev.Filed)
        if branch == 0 and not told:
            return TAKEN
        # The same number was given out twice: both papers exist, a person decides.
        self._raise_alarm(TAKEN, uid, FORK)
        return None

    def _builds_on_known(self, case: Case, happened: ev.Event) -> bool:
        heads = case.state.heads if case.state else ()
        if set(heads).issuperset(happened.base):
            return True
        if case.hashes is None:
            self._flush_events()
        return self._cases.knows(case, happened.base)

    # -- writing it down ---------------------------------------------------------------------

    def _next(self, hash_: bytes) -> int:
        """Give out the next position, and let the trail lead on to the event there."""
        self._position += 1
        self._trail = sha256(self._trail + hash_).digest()[:TRAIL]
        return self._position

    def _keep(
        self,
        arrival: Arrival,
        branch: int,
        ruling: Ruling,
        position: int | None,
        *,
        settled: bool,
    ) -> None:
        head, bytes_ = arrival.head, arrival.sealed
        self._rows.append(
            {
                "position": position,
                "trail": None if position is None else self._trail,
                "uid": arrival.key,
                "unit_id": self._writer.unit_id,
                "device_id": self._writer.id,
                "epoch": head.epoch,
                "seq": head.seq,
                "fork": branch,
                "dossier": arrival.dossier,
                "state": ruling.state,
                "code": ruling.code,
                "field": ruling.field,
                "settled": int(settled),
                "late": 0,
                "hash": bytes_.hash,
                "head": bytes_.head,
                "salt": bytes_.salt,
                "body": bytes_.body,
                "at": self._at,
            }
        )
        if ruling.code in ALARMING and ruling.code != FORK:
            self._raise_alarm(ruling.code, head.uid, ruling.field)

    def _raise_alarm(self, kind: str, uid: str, detail: str) -> None:
        self._alarms.append(
            {
                "at": self._at,
                "kind": kind,
                "unit_id": self._writer.unit_id,
                "device_id": self._writer.id,
                "event": uid,
                "detail": detail,
            }
        )

    def _count_in(self, case: Case, happened: ev.Event, position: int) -> None:
        if not self._cases.count_in(case, happened, position):
            self._flush_events()
            self._cases.refold(case)

    # -- what waited -------------------------------------------------------------------------

    def _settle(self, case: Case, arrival: Arrival) -> None:
        """Do what a person decided: dropped events stay refused, and hold up nothing more."""
        assert arrival.event is not None  # noqa: S101 - only opened events are settled
        body = arrival.event.body
        assert isinstance(body, ev.Resolved)  # noqa: S101 - asked for by the caller
        self._flush()
        for row in self._waiting(case):
            uid = from_key(bytes(row.uid))
            if uid not in body.drop or row.unit_id != self._writer.unit_id:
                continue
            happened = open_event(sealed(row)) if row.code in _REVIVABLE else None
            begins = happened and isinstance(happened.body, ev.BEGINS)
            if happened and begins and case.state is None:
                case.unit_id = row.unit_id
                self._admit_late(case, row, happened)
            else:
                code = DROPPED if row.state == HELD else row.code
                values = {"state": REFUSED, "code": code, "settled": 1}
                self._tx.execute(_SETTLE.values(**values), {"at_id": row.id})
        case.hashes = None
        self._cases.reload_waits(case)

    def _waiting(self, case: Case) -> list[Row[Any]]:
        """Return the events of a dossier that are held or refused and not decided about."""
        rows = self._tx.execute(
            select(event).where(event.c.dossier == case.key).where(UNDECIDED).order_by(event.c.id)
        )
        return list(rows)

    def _admit_late(self, case: Case, row: Row[Any], happened: ev.Event) -> None:
        position = self._next(bytes(row.hash))
        values = {"state": ACCEPTED, "position": position, "trail": self._trail, "late": 1}
        self._tx.execute(_SETTLE.values(**values, code="", field=""), {"at_id": row.id})
        self._count_in(case, happened, position)
        self._report(row, _COUNTS)

    def _release(self, case: Case, *, resolved: bool) -> None:
        """Decide about what waited for something that is here now, in the order of its coming."""
        self._flush()
        again = True
        while again:
            again = False
            blocked: set[int] = set()
            for row in self._waiting(case):
                if row.device_id in blocked:
                    continue
                if row.state == REFUSED or not self._let_in(case, row, resolved=resolved):
                    blocked.add(row.device_id)
                else:
                    again = True
        self._cases.reload_waits(case)

    def _let_in(self, case: Case, row: Row[Any], *, resolved: bool) -> bool:
        """Admit an event that was held, if its time has come; False if it waits or is refused."""
        happened = open_event(sealed(row))
        writer = caller_by_id(self._tx, row.device_id)
        ruling = self._admit(case, happened, writer, row.fork, ripe=resolved)
        if ruling.state == HELD:
            return False
        if ruling.state == ACCEPTED:
            self._admit_late(case, row, happened)
            return True
        values = {"state": REFUSED, "code": ruling.code, "field": ruling.field}
        self._tx.execute(_SETTLE.values(**values), {"at_id": row.id})
        self._report(row, ruling)
        return False

    def _report(self, row: Row[Any], ruling: Ruling) -> None:
        """Let the caller know what became of an event of its own that waited."""
        uid = from_key(bytes(row.uid))
        if row.device_id == self._caller.id:
            self.released.append(ruling.verdict(uid))
        if ruling.code in ALARMING:
            self._raise_alarm(ruling.code, uid, ruling.field)

    # -- the end -----------------------------------------------------------------------------

    def _flush_events(self) -> None:
        if self._rows:
            self._tx.execute(_EVENT, self._rows)
            self._rows = []

    def _flush(self, *, last: bool = False) -> None:
        self._flush_events()
        self._cases.flush(last=last)

    def state_of(self, uid: str) -> Dossier:
        """Return a dossier as what was taken in has made it."""
        state = self._cases.get(to_key(uid)).state
        assert state is not None  # noqa: S101 - asked for after its beginning was taken in
        return state

    def close(self) -> None:
        """Write everything that was decided; the transaction's end makes it durable."""
        self._flush(last=True)
        if self._alarms:
            self._tx.execute(_ALARM, self._alarms)
        self._tx.execute(update(city).values(position=self._position, trail=self._trail))
