"""Dossiers at work within one transaction: loaded together, folded, written back together."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from desk.city.store import micros
from desk.city.tables import ACCEPTED, HELD, UNDECIDED, dossier, event, named, number
from desk.domain import events as ev
from desk.domain.fold import dropped, fold, fold_all
from desk.domain.records import Dossier
from desk.wire import canonical, digest
from desk.wire.files import is_name
from desk.wire.sealed import Sealed, open_event

#: Rows loaded by one statement; SQLite and PostgreSQL both take more parameters than this.
CHUNK: Final = 500

_NEW = insert(dossier)
_CHANGE = update(dossier).where(dossier.c.id == bindparam("at_id"))
_NUMBER = insert(number)
_STATES: Final = select(
    dossier.c.id,
    dossier.c.uid,
    dossier.c.unit_id,
    dossier.c.stamp,
    dossier.c.last_hlc,
    dossier.c.last_uid,
    dossier.c.resolved,
    dossier.c.state,
).where(dossier.c.uid.in_(bindparam("keys", expanding=True)))
_IDS: Final = select(dossier.c.id, dossier.c.uid).where(
    dossier.c.uid.in_(bindparam("keys", expanding=True))
)
_NUMBERS: Final = select(number).where(number.c.number.in_(bindparam("numbers", expanding=True)))
_OF_SOME: Final = event.c.dossier.in_(bindparam("keys", expanding=True))
_WAITS: Final = select(event.c.dossier, event.c.device_id, event.c.state).where(_OF_SOME, UNDECIDED)
_HEADLESS: Final = select(event.c.dossier).where(_OF_SOME, event.c.state == ACCEPTED).distinct()
_HASHES: Final = select(event.c.hash).where(
    event.c.dossier == bindparam("key"), (event.c.state == ACCEPTED) | (event.c.settled == 1)
)
_STORY: Final = select(event.c.head, event.c.salt, event.c.body, event.c.hash).where(
    event.c.dossier == bindparam("key"), event.c.state == ACCEPTED
)
_FILE: Final = select(named.c.size).where(
    named.c.unit_id == bindparam("unit"), named.c.sha == bindparam("file")
)


@dataclass(slots=True)
class Case:
    """One dossier as the transaction sees it.

    `waits` is what stands in the way, by device: REFUSED where a person must decide about a
    refusal first, HELD where only an earlier event is missing.
    """

    key: bytes
    id: int | None = None
    unit_id: int = 0
    state: Dossier | None = None
    last: tuple[int, str] = (-1, "")
    resolved: bool = False
    headless: bool = False  # events of it count although none began it
    changed: bool = False
    stamp: int = 0
    waits: dict[int, int] = field(default_factory=dict)
    hashes: set[str] | None = None

    def wait(self, device_id: int, state: int) -> None:
        """Remember that something of a device is held or was refused."""
        self.waits[device_id] = max(self.waits.get(device_id, HELD), state)


class Cases:
    """The dossiers that one transaction touches."""

    def __init__(self, tx: Connection) -> None:
        """Begin with none."""
        self._tx = tx
        self._cases: dict[bytes, Case] = {}
        self._numbers: dict[str, bytes] = {}
        self._asked: set[str] = set()
        self._new_numbers: list[dict[str, Any]] = []
        self._new_files: dict[tuple[int, bytes], int] = {}

    def load(self, keys: Collection[bytes], numbers: Collection[str]) -> None:
        """Load dossiers and numbers in a few statements."""
        wanted = [key for key in keys if key not in self._cases]
        self._cases.update((key, Case(key)) for key in wanted)
        for some in _chunks(wanted):
            self._load_states(some)
            self._load_waits(some)
        unbegun = [key for key in wanted if self._cases[key].state is None]
        for some in _chunks(unbegun):
            self._load_headless(some)
        unasked = set(numbers) - self._asked
        self._asked |= unasked
        for some in _chunks(unasked):
            rows = self._tx.execute(_NUMBERS, {"numbers": some})
            self._numbers.update((row.number, bytes(row.dossier)) for row in rows)

    def _load_states(self, keys: list[Any]) -> None:
        for row in self._tx.execute(_STATES, {"keys": keys}):
            case = self._cases[bytes(row.uid)]
            case.id, case.unit_id = row.id, row.unit_id
            case.state = canonical.loads(Dossier, bytes(row.state))
            case.last = (row.last_hlc, row.last_uid)
            case.resolved = bool(row.resolved)
            case.stamp = row.stamp

    def _load_waits(self, keys: list[Any]) -> None:
        for row in self._tx.execute(_WAITS, {"keys": keys}):
            self._cases[bytes(row.dossier)].wait(row.device_id, row.state)

    def _load_headless(self, keys: list[Any]) -> None:
        for row in self._tx.execute(_HEADLESS, {"keys": keys}):
            self._cases[bytes(row.dossier)].headless = True

    def reload_waits(self, case: Case) -> None:
        """Read again what stands in the way of a dossier, after decisions about it."""
        case.waits.clear()
        self._load_waits([case.key])

    def get(self, key: bytes) -> Case:
        """Return a dossier, loading it if nobody did."""
        if key not in self._cases:
            self.load([key], ())
        return self._cases[key]

    def taken(self, case: Case, numbers: Iterable[str]) -> bool:
        """Tell whether one of the numbers belongs to another dossier."""
        return any(self._numbers.get(each, case.key) != case.key for each in numbers)

    def knows(self, case: Case, bases: Iterable[str]) -> bool:
        """Tell whether everything that an event builds upon is here and decided about."""
        if case.hashes is None:
            rows = self._tx.execute(_HASHES, {"key": case.key})
            case.hashes = {bytes(row.hash).hex() for row in rows}
        return case.hashes.issuperset(bases)

    def dropped(self, case: Case) -> set[str]:
        """Return the events of a dossier that a person has decided shall not count."""
        rows = self._tx.execute(_STORY, {"key": case.key})
        return dropped(open_event(sealed(row)) for row in rows)

    def count_in(self, case: Case, happened: ev.Event, position: int) -> bool:
        """Fold one more event into its dossier; False where the whole log must be folded anew."""
        if case.hashes is not None:
            case.hashes.add(happened.hash)
        case.changed, case.stamp = True, position
        if isinstance(happened.body, ev.Attached):
            self._name_file(case, happened.body)
        key = ev.order(happened)
        if isinstance(happened.body, ev.Resolved):
            case.resolved = True
        begins = isinstance(happened.body, ev.BEGINS)
        if case.resolved or key < case.last or (begins and case.headless):
            return False
        if case.state is None and not begins:
            case.headless = True
            return True
        case.state = fold(case.state, happened)
        case.last = key
        self._claim_numbers(case, happened.body)
        return True

    def _claim_numbers(self, case: Case, body: ev.Body | None) -> None:
        if not isinstance(body, ev.BEGINS):
            return
        numbers = set(numbers_of(body))
        if not self._asked.issuperset(numbers):
            self.load((), numbers)
        for each in numbers - self._numbers.keys():
            self._numbers[each] = case.key
            self._new_numbers.append({"number": each, "dossier": case.key})

    def _name_file(self, case: Case, body: ev.Attached) -> None:
        """Let the ward send and read a file that its dossier names from now on."""
        if is_name(body.file) and body.size >= 0:
            self._new_files.setdefault((case.unit_id, bytes.fromhex(body.file)), body.size)

    def _flush_files(self) -> None:
        for (unit_id, sha), size in self._new_files.items():
            if self._tx.execute(_FILE, {"unit": unit_id, "file": sha}).first() is None:
                self._tx.execute(insert(named).values(unit_id=unit_id, sha=sha, size=size))
        self._new_files = {}

    def refold(self, case: Case) -> None:
        """Fold a dossier's whole log; every event that counts must be written already."""
        rows = self._tx.execute(_STORY, {"key": case.key})
        story = [open_event(sealed(row)) for row in rows]
        case.state = fold_all(story)
        case.last = max((ev.order(each) for each in story), default=(-1, ""))
        case.resolved = any(isinstance(each.body, ev.Resolved) for each in story)
        for each in story:
            self._claim_numbers(case, each.body)

    def flush(self, *, last: bool = False) -> None:
        """Write the dossiers that changed, and the numbers that they took.

        `last` tells that nothing will be asked of them afterwards.
        """
        new, changed = [], []
        for case in self._cases.values():
            if not case.changed or case.state is None:
                continue
            row = _row(case, case.state)
            if case.id is None:
                new.append(row)
            else:
                changed.append({**row, "at_id": case.id})
            case.changed = False
        if new:
            self._tx.execute(_NEW, new)
            if not last:
                self._learn_keys(new)
        if changed:
            self._tx.execute(_CHANGE, changed)
        if self._new_numbers:
            self._tx.execute(_NUMBER, self._new_numbers)
            self._new_numbers = []
        self._flush_files()

    def _learn_keys(self, rows: list[dict[str, Any]]) -> None:
        """Remember the keys of rows just written, should their dossiers change once more."""
        for some in _chunks([row["uid"] for row in rows]):
            for row in self._tx.execute(_IDS, {"keys": some}):
                self._cases[bytes(row.uid)].id = row.id


def _chunks(values: Collection[Any]) -> Iterable[list[Any]]:
    every = list(values)
    return (every[at : at + CHUNK] for at in range(0, len(every), CHUNK))


def numbers_of(body: ev.BEGINS) -> tuple[str, ...]:
    """Return the numbers that are nobody else's from now on.

    Codes of earlier systems are not among them: «125/2019» was written in many a ward.
    """
    return () if isinstance(body, ev.Imported) else (body.code, body.barcode)


def sealed(row: Row[*tuple[Any, ...]]) -> Sealed:
    """Return the stored bytes of an event."""
    return Sealed(bytes(row.head), bytes(row.salt), bytes(row.body), bytes(row.hash))


def _row(case: Case, state: Dossier) -> dict[str, Any]:
    """Return the columns of a dossier's row; all but its number of arrival follow from it."""
    return {
        "uid": case.key,
        "unit_id": case.unit_id,
        "code": state.code,
        "barcode": state.barcode,
        "status": int(state.status),
        "voided": int(state.voided),
        "procedure": state.procedure,
        "holder": state.holder,
        "opened": micros(state.filed_at or state.received_at),
        "due": micros(state.due_at),
        "heads": " ".join(state.heads),
        "month": digest.month(state),
        "bucket": digest.bucket(state.uid),
        "leaf": digest.leaf(state.uid, state.heads),
        "stamp": case.stamp,
        "last_hlc": case.last[0],
        "last_uid": case.last[1],
        "resolved": int(case.resolved),
        "state": canonical.dumps(state),
    }
