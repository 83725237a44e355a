"""Bringing in what an earlier system had: looked at, tried, brought in batches, taken back.

What one file gives when read by one map is a batch. Every row has a uid of its own that follows
from what it says, so whatever stops the work, the next run finds what is here and goes on; a
file that was brought in is brought in no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, func, select

from desk.domain import events as ev
from desk.domain import rights
from desk.domain.errors import DeskError, InputError
from desk.domain.importing import (
    COLUMN_OF,
    Cell,
    Fault,
    Reader,
    Source,
    Taken,
    batch_of,
    changed,
    uid_of,
)
from desk.domain.importing_plan import Plan, places, write_plan
from desk.domain.importing_values import text_of
from desk.domain.importing_views import Batch, Left, Outcome, Undone
from desk.domain.oldtext import Encoding
from desk.domain.oldtext_guess import Guess, convert, guess_columns, read_headings
from desk.domain.records import VN, Actor
from desk.models import log, projection
from desk.models.projection import Stored
from desk.models.tables import alias, dossier
from desk.services.importing_files import OldList, open_list
from desk.services.workplace import Workplace
from desk.wire.ids import from_key

RIGHT: Final = "import"
#: Rows of one commit: between two of them others of this counter write.
BATCH: Final = 200
#: Rows whose words say in which code a column is written.
SAMPLE: Final = 5_000

#: Told how many rows are done and how many there are; False stops.
Told = Callable[[int, int], bool]


class ImportEncodingError(InputError):
    """Nobody can say for sure what a column is written in; facts: columns, likely."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A list with its headings found and its columns' codes known or guessed."""

    old: OldList
    headings: tuple[str, ...]
    guesses: tuple[Guess, ...]  # of each column
    sample: tuple[tuple[int, tuple[Cell, ...]], ...]

    def body(self, heading_row: int) -> Iterator[tuple[int, tuple[Cell, ...]]]:
        """Yield the rows below the headings."""
        return ((number, cells) for number, cells in self.old.rows() if number > heading_row)


def open_and_guess(path: Path, sheet: str, heading_row: int) -> Opened:
    """Open a list and say in which code each column is written.

    Raises:
        InputError, StorageError: as `open_list`.
    """
    old = open_list(path, sheet)
    headings: tuple[str, ...] = ()
    sample: list[tuple[int, tuple[Cell, ...]]] = []
    for number, cells in old.rows():
        if number == heading_row:
            headings = tuple(read_headings([text_of(each.value) for each in cells]))
        elif number > heading_row:
            sample.append((number, cells))
        if len(sample) >= SAMPLE:
            break
    width = max([len(headings), *(len(cells) for _, cells in sample)])
    texts = {str(at): _texts(sample, at) for at in range(width)}
    guessed = guess_columns(texts, _hints(sample, width))
    return Opened(
        old=old,
        headings=headings + ("",) * (width - len(headings)),
        guesses=tuple(guessed[str(at)] for at in range(width)),
        sample=tuple(sample),
    )


def shown(cell: Cell) -> str:
    """Return a cell as the file shows it, unread."""
    return text_of(cell.value)


def examples(opened: Opened, at: int, most: int) -> tuple[str, ...]:
    """Return the first things that a column says, as they stand in the file."""
    told = (text_of(cells[at].value) for _, cells in opened.sample if at < len(cells))
    return tuple(islice(filter(None, told), most))


def example(opened: Opened, at: int) -> str:
    """Return the first thing that a column says, read in its code."""
    return "".join(convert(raw, opened.guesses[at].encoding) for raw in examples(opened, at, 1))


def _texts(rows: Sequence[tuple[int, tuple[Cell, ...]]], at: int) -> list[str]:
    values = (cells[at].value for _, cells in rows if at < len(cells))
    return [each for each in values if isinstance(each, str)]


def _hints(rows: Sequence[tuple[int, tuple[Cell, ...]]], width: int) -> dict[str, Encoding]:
    """Return what the fonts of each column say, where most of them say it."""
    found: dict[str, Encoding] = {}
    for at in range(width):
        hints = [c[at].hint for _, c in rows if at < len(c) and isinstance(c[at].value, str)]
        for said in (Encoding.TCVN3, Encoding.VNI):
            fitting = sum(each is not None and each.value.startswith(said) for each in hints)
            if fitting * 2 > len(hints):
                found[str(at)] = said
    return found


def codes_of(
    opened: Opened, plan: Plan, columns: Mapping[str, int]
) -> tuple[dict[str, Encoding], frozenset[str]]:
    """Return each field's code, and which columns have two: as the map says, else as guessed.

    Raises:
        ImportEncodingError: nobody knows.
    """
    found: dict[str, Encoding] = {}
    mixed, unsure = set(), []
    for name, at in columns.items():
        said = plan.encodings.get(name, plan.encodings.get("all"))
        guessed = opened.guesses[at] if at < len(opened.guesses) else Guess()
        if said is None and not guessed.sure:
            unsure.append((opened.headings[at], guessed.encoding))
        found[name] = said or guessed.encoding
        if guessed.mixed:
            mixed.add(name)
    if unsure:
        likely = ", ".join(sorted({each.value for _, each in unsure}))
        raise ImportEncodingError(columns=", ".join(each for each, _ in unsure), likely=likely)
    return found, frozenset(mixed)


def source(work: Workplace, opened: Opened, plan: Plan) -> tuple[Source, dict[str, int]]:
    """Return what is needed to read rows, and where each field stands.

    Raises:
        InputError: the map does not fit the list.
    """
    columns = places(plan, opened.headings)
    encodings, mixed = codes_of(opened, plan, columns)
    with work.database.read() as tx:
        me = log.this_counter(tx)
    regimes = work.rules.regimes

    def regime(day: date) -> str:
        in_force = [each for each in regimes if each.since <= day]
        return (in_force or regimes[:1])[-1].id  # what is older than all went by the oldest

    heads = {name: _called(opened, at) for name, at in columns.items()}
    catalogue = work.rules.catalogue.procedures
    return (
        Source(
            unit=me.unit,
            batch=batch_of(me.unit, opened.old.digest, write_plan(plan)),
            digest=opened.old.digest,
            plan=plan,
            headings=heads,
            encodings=encodings,
            mixed=mixed,
            procedures={code: each.name for code, each in catalogue.items()},
            regime=regime,
            now=work.now(),
            holder_name=me.label,
        ),
        columns,
    )


def _called(opened: Opened, at: int) -> str:
    return (opened.headings[at] if at < len(opened.headings) else "") or f"#{at + 1}"


def bring(
    work: Workplace,
    by: Actor,
    path: Path,
    plan: Plan,
    told: Told = lambda *_: True,
    *,
    dry: bool = False,
) -> Outcome:
    """Bring a list in, or with `dry` say what that would do.

    Rows come in `BATCH` by `BATCH`, each in one commit. Stopped or killed between two of them,
    the next call with the same file goes on.

    Raises:
        NotAllowedError, InputError, StorageError: what was committed before stays.
    """
    rights.require(by, RIGHT)
    opened = open_and_guess(path, plan.sheet, plan.heading_row)
    read_from, columns = source(work, opened, plan)
    reader = Reader(read_from)
    outcome = Outcome(batch=read_from.batch)
    for fault in opened.old.told:
        outcome.warn(fault)
    writer = _Writer(work, by, read_from, outcome, dry=dry)
    waiting: list[Taken] = []
    number = 0
    for number, cells in opened.body(plan.heading_row):
        taken = reader.read(number, _named(cells, columns))
        if taken is not None:
            outcome.rows += 1
            waiting.append(taken)
        if len(waiting) >= BATCH:
            writer.settle(waiting)
            waiting = []
            if not told(number, opened.old.count):
                outcome.stopped = True
                return outcome
    writer.settle(waiting)
    told(number, opened.old.count)
    return outcome


def _named(cells: Sequence[Cell], columns: Mapping[str, int]) -> dict[str, Cell]:
    return {name: cells[at] for name, at in columns.items() if at < len(cells)}


class ImportCodeTwiceError(InputError):
    """Two rows of a list have one code and do not say the same; facts: first."""


class ImportCodeKnownError(InputError):
    """The code is that of a dossier that is here and did not come from a list; facts: code."""


class _Writer:
    """Puts rows into the log, or only counts them."""

    def __init__(
        self, work: Workplace, by: Actor, source: Source, outcome: Outcome, *, dry: bool
    ) -> None:
        self._work = work
        self._by = by
        self._unit = source.unit
        self._headings = source.headings
        self._outcome = outcome
        self._dry = dry
        self._seen: dict[str, tuple[int, str]] = {}

    def settle(self, rows: Sequence[Taken]) -> None:
        """Bring some rows in, in one commit."""
        fitting = list(self._fitting(rows))
        if not fitting:
            return
        database = self._work.database
        with database.read() if self._dry else database.write() as tx:
            known = projection.load_many(tx, [uid for uid, _ in fitting])
            others = _bearers(tx, [body.code for _, body in fitting])
            now = self._work.now()
            for uid, body in fitting:
                self._settle(tx, uid, body, known.get(uid), others, now)

    def _fitting(self, rows: Sequence[Taken]) -> Iterator[tuple[str, ev.Imported]]:
        """Yield what can come in; what a list says twice comes in once."""
        for taken in rows:
            for fault in taken.warnings:
                self._outcome.warn(fault)
            body = taken.body
            if body is None:
                self._outcome.refuse(taken.errors)
                continue
            uid = uid_of(self._unit, body.code)
            first, said = self._seen.setdefault(uid, (taken.row, body.fingerprint))
            if first == taken.row:
                yield uid, body
            elif said == body.fingerprint:
                self._outcome.same += 1
                twice = {"first": first}
                fault = Fault(row=taken.row, column="", code="ImportRowTwice", facts=twice)
                self._outcome.warn(fault)
            else:
                error = ImportCodeTwiceError(first=first)
                self._outcome.refuse([_fault(taken.row, error)])

    def _settle(  # noqa: PLR0917 - one row and all that is known of it
        self,
        tx: Connection,
        uid: str,
        body: ev.Imported,
        stored: Stored | None,
        others: Mapping[str, str],
        now: datetime,
    ) -> None:
        outcome = self._outcome
        bearer = others.get(body.code, uid)
        if bearer != uid:
            outcome.refuse([_fault(body.row, ImportCodeKnownError(code=body.code))])
        elif stored is None or stored.state.voided:
            outcome.new += 1
            if not self._dry:
                custody = 0 if stored else 1
                log.append(tx, body, self._by, now, stored=stored, uid=uid, custody=custody)
        elif fields := self._otherwise(tx, stored, body):
            outcome.changed += 1
            facts = {"fields": ", ".join(self._called(fields))}
            fault = Fault(row=body.row, column="", code="ImportChanged", facts=facts)
            outcome.warn(fault)
        else:
            outcome.same += 1

    def _called(self, fields: Sequence[str]) -> list[str]:
        """Return the columns that say something else; what follows from them has none."""
        names = dict.fromkeys(COLUMN_OF.get(each, each) for each in fields)
        return [self._headings[each] for each in names if each in self._headings]

    def _otherwise(self, tx: Connection, stored: Stored, body: ev.Imported) -> tuple[str, ...]:
        """Return what a row says otherwise than when its dossier came in."""
        origin = stored.state.origin
        if origin is not None and origin.fingerprint == body.fingerprint:
            return ()
        story = [made.body for made, _ in log.told(tx, stored.id)]
        came = [each for each in story if isinstance(each, ev.Imported)]
        return changed(came[-1], body) if came else ("code",)


def _fault(row: int, error: DeskError) -> Fault:
    return Fault(row=row, column="", code=error.code, facts=error.facts)


def _bearers(tx: Connection, codes: Sequence[str]) -> dict[str, str]:
    """Return whose codes these are already, by code."""
    columns = dossier.c.code, dossier.c.uid
    found = list(tx.execute(select(*columns).where(dossier.c.code.in_(codes))))
    further = select(alias.c.alias, dossier.c.uid).join(dossier, dossier.c.id == alias.c.dossier_id)
    found += list(tx.execute(further.where(alias.c.alias.in_(codes))))
    return {code: from_key(uid) for code, uid in found}


# -- what came in together -------------------------------------------------------------------------


def batches(work: Workplace) -> tuple[Batch, ...]:
    """Return what has come in, the newest first."""
    found = []
    with work.database.read() as tx:
        rows = tx.execute(
            select(
                dossier.c.batch,
                func.count().label("number"),
                func.sum(dossier.c.voided).label("voided"),
                func.min(dossier.c.id).label("first"),
            )
            .where(dossier.c.batch != "")
            .group_by(dossier.c.batch)
        ).all()
        for row in rows:
            story = [made for made, _ in log.told(tx, row.first)]
            came = [each for each in story if isinstance(each.body, ev.Imported)][-1]
            assert isinstance(came.body, ev.Imported)  # noqa: S101 - looked for just now
            found.append(
                Batch(
                    batch=row.batch,
                    at=came.at.astimezone(VN),
                    by=came.actor.name,
                    source=came.body.source,
                    dossiers=row.number,
                    taken_back=row.voided,
                )
            )
    return tuple(sorted(found, key=lambda each: each.at, reverse=True))


class UnknownBatchError(InputError):
    """Nothing came in under that name; facts: batch."""


REASON: Final = "Lấy lại đợt nhập dữ liệu cũ"


def undo(work: Workplace, by: Actor, batch: str, told: Told = lambda *_: True) -> Undone:
    """Strike out what came in together and nobody has touched; all of it stays in the log.

    Raises:
        NotAllowedError, UnknownBatchError, StorageError: what was committed before stays.
    """
    rights.require(by, RIGHT)
    rights.require(by, "void")
    of_batch = dossier.c.batch == batch
    with work.database.read() as tx:
        me = log.this_counter(tx).device
        if not batch or not tx.execute(select(func.count()).where(of_batch)).scalar_one():
            raise UnknownBatchError(batch=batch[:40])
        rows = select(dossier.c.uid).where(of_batch, dossier.c.voided == 0).order_by(dossier.c.id)
        uids = [from_key(uid) for uid in tx.execute(rows).scalars()]
    done = Undone(batch=batch, taken_back=0)
    left: list[Left] = []
    for start in range(0, len(uids), BATCH):
        with work.database.write() as tx:
            now = work.now()
            for stored in projection.load_many(tx, uids[start : start + BATCH]).values():
                why = _why_left(tx, stored, me)
                if why:
                    left.append(Left(code=stored.state.code, uid=stored.state.uid, why=why))
                else:
                    log.append(tx, ev.Voided(reason=REASON), by, now, stored=stored)
                    done = replace(done, taken_back=done.taken_back + 1)
        if not told(min(start + BATCH, len(uids)), len(uids)):
            return replace(done, left=tuple(left), stopped=True)
    return replace(done, left=tuple(left))


def _why_left(tx: Connection, stored: Stored, me: str) -> str:
    state = stored.state
    if state.holder != me:
        return "elsewhere"
    if state.changes == 1:
        return ""
    counted = [made for made, gone in log.events_of(tx, stored.id) if not gone]
    return "" if isinstance(counted[-1].body, ev.Imported) else "touched"
