"""Reference data from the city: proved, dated, in force from its day on, whoever is online then.

What is in force on a day follows from the editions alone, so nothing has to happen at midnight.
Accounts are the exception: they are written into the counter's own list when their day has come.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from desk.domain import changes, rights
from desk.domain import reference as domain
from desk.domain.calendar import parse_calendar
from desk.domain.catalogue import parse_catalogue
from desk.domain.changes import Change, Comparison
from desk.domain.errors import ExchangeError, InputError
from desk.domain.records import Actor
from desk.models import log, ruletext
from desk.models.engine import Database
from desk.models.projection import micros
from desk.models.tables import edition, ruleset, staff, target
from desk.services import publisher, roster
from desk.services import rules as rules_room
from desk.services.outbox import CITY
from desk.services.workplace import Workplace
from desk.wire import reference as wire
from desk.wire.reference import ForgedEditionError
from desk.wire.signing import PublicKeys, Signed

KEPT, REFUSED, AWAY, WITHDRAWN = "", "refused", "away", "withdrawn"
_MOST: Final = 1 << 62
_SERIALS: Final = select(target.c.published, target.c.fetched).where(
    target.c.name == bindparam("name")
)
_FETCHED: Final = select(func.max(target.c.fetched))
_ACCOUNTS: Final = (
    select(edition.c.id, edition.c.applied)
    .where(
        edition.c.kind == domain.STAFF,
        edition.c.state == KEPT,
        edition.c.starts <= bindparam("day"),
    )
    .order_by(edition.c.starts.desc(), edition.c.serial.desc())
    .limit(1)
)
_TAKEN_BACK: Final = select(edition.c.id).where(
    edition.c.kind == domain.STAFF, edition.c.state == WITHDRAWN, edition.c.applied == 1
)


class OldEditionError(ExchangeError):
    """Reference data that is older than what is here of its kind."""


class OthersEditionError(ExchangeError):
    """Reference data for another ward; facts: unit."""


class BrokenEditionError(ExchangeError):
    """Reference data that the city has signed and that cannot be used; facts: entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """An edition that came; `refused` is why it will never be in force, `detail` where.

    `withdrawn`: the city has taken it back before its day.
    """

    kind: str
    version: str
    serial: int
    starts: str
    at: datetime
    data: Any
    refused: str = ""
    detail: str = ""
    withdrawn: bool = False


def heard(work: Workplace, name: str, serial: int) -> None:
    """Remember that a target has published up to a serial; asked at every page."""
    if not 0 < serial < _MOST:
        return
    with work.database.read() as tx:
        known = tx.execute(_SERIALS, {"name": name}).first()
    if known is not None and serial > known.published:
        with work.database.write() as tx:
            tx.execute(update(target).where(target.c.name == name).values(published=serial))


def wanted(work: Workplace, name: str) -> int | None:
    """Return the serial after which to ask a target for editions; None: all are here.

    Asked after every round: accounts whose day has come are let in too.
    """
    with work.database.read() as tx:
        row = tx.execute(_SERIALS, {"name": name}).first()
        # A hub is not asked for what came by another way. The city always is: what a hub kept
        # back must not be missed for that.
        after = row.fetched if row is not None and name == CITY else tx.execute(_FETCHED).scalar()
        due = _due(tx, work.now().date())
    if due is not None:
        take_effect(work)
    return after if row is not None and after is not None and after < row.published else None


def take(
    work: Workplace, name: str, items: list[Signed], now: datetime, vouched: Signed | None = None
) -> bool:
    """Prove editions and keep them; False: one is not the city's word, and was not kept.

    What the city has signed but cannot be used is kept as refused, with its reason, and what was
    in force stays so. What somebody else signed is asked for again: the true one may come.
    `vouched` is a hub's word for whose editions they are (`publisher`).
    """
    if not items:
        with work.database.write() as tx:
            which = update(target).where(target.c.name == name)
            tx.execute(which.values(published=target.c.fetched))
        return True
    for each in items:
        with work.database.write() as tx:
            try:
                known, read = _proved(tx, name, each, vouched)
            except ExchangeError as error:
                _refuse(tx, each, None, error, now)
                return False
            if publisher.pin(tx, name, known):
                put_away(tx, known)
            fetched = tx.execute(_SERIALS, {"name": name}).one().fetched
            if read.serial <= fetched:
                _refuse(tx, each, read, OldEditionError(), now)
                return False
            try:
                version = _checked(tx, work.database, read)
            except (ExchangeError, InputError) as error:
                _refuse(tx, each, read, error, now)
            else:
                _keep(tx, each, read, now, version=version)
            tx.execute(update(target).where(target.c.name == name).values(fetched=read.serial))
    work.rules_changed()
    take_effect(work)
    return True


def _proved(
    tx: Connection, name: str, each: Signed, vouched: Signed | None
) -> tuple[PublicKeys, wire.Edition]:
    """Return an edition that the city has signed, and that city's keys.

    Raises:
        ForgedEditionError, OtherCityEditionError.
    """
    known = publisher.whose(tx, name, vouched)
    if known is None or not known.verify(each.text.encode(), each.signature, wire.PURPOSE):
        raise ForgedEditionError
    read = _read(each.text)
    if read is None:
        raise ForgedEditionError
    return known, read


def newer(work: Workplace, name: str, items: list[Signed]) -> list[Signed]:
    """Return those of a target's editions that are not here yet; of what is none, all."""
    with work.database.read() as tx:
        fetched = tx.execute(_SERIALS, {"name": name}).one().fetched
    read = [(each, _read(each.text)) for each in items]
    return [each for each, told in read if told is None or told.serial > fetched]


def _read(text: str) -> wire.Edition | None:
    try:
        return wire.read(text)
    except msgspec.DecodeError:
        return None


def _checked(tx: Connection, database: Database, read: wire.Edition) -> str:
    """Return the version of data that can be used.

    Raises:
        OthersEditionError, BrokenEditionError, RuleDataError and the like.
    """
    ours = log.this_counter(tx).unit
    if read.unit not in ("", ours):
        raise OthersEditionError(unit=read.unit[:40])
    try:
        day = date.fromisoformat(read.starts)
        data = json.loads(bytes(read.data))
        if read.kind == wire.WITHDRAWAL:
            wire.withdrawn(read)
            return ""
    except (ValueError, RecursionError) as error:
        raise BrokenEditionError(entry="starts") from error
    return check(read.kind, data, lambda: rules_room.texts(database, day))


def check(kind: str, data: object, base: Any) -> str:
    """Return the version of an edition's data if it can be used beside the rules of `base`.

    Raises:
        BrokenEditionError: no such kind, or another one than it says.
        InputError: naming the entry that cannot be used.
    """
    if not isinstance(data, Mapping):
        raise BrokenEditionError(entry=kind[:40])
    if kind == domain.STAFF:
        domain.parse_staff(data)
    elif kind == domain.UNITS:
        domain.parse_units(data)
    else:
        try:
            found, version, text = rules_room.named(data)
            if found != kind and found.partition("-")[0] != kind:
                raise BrokenEditionError(entry=kind[:40])
            others = [each for each in base() if each[0] != found]
            rules_room.parse([*others, (found, version, text)])
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise BrokenEditionError(entry=kind[:40]) from error
        return version
    return str(data.get("version", ""))


def _keep(
    tx: Connection, signed: Signed, read: wire.Edition, now: datetime, *, version: str
) -> None:
    """Keep what can be used: once, however often this counter leaves the city and joins again."""
    kind = rules_room.kind_of(read.kind, json.loads(bytes(read.data)))
    known = [
        edition.c.kind == kind,
        edition.c.starts == read.starts,
        edition.c.serial == read.serial,
        edition.c.text == signed.text,
    ]
    here = tx.execute(select(edition.c.state).where(*known, edition.c.state != REFUSED)).first()
    if here is not None and here.state == AWAY:
        tx.execute(update(edition).where(*known, edition.c.state == AWAY).values(state=KEPT))
    elif here is None:
        tx.execute(
            insert(edition).values(
                serial=read.serial,
                kind=kind,
                version=version,
                starts=read.starts,
                text=signed.text,
                digest=ruletext.digest(kind, version, read.starts, signed.text),
                signature=signed.signature,
                state=KEPT,
                at=micros(now),
            )
        )
    if kind == wire.WITHDRAWAL:  # it comes after the edition that it names, if that is ours at all
        gone = edition.c.serial == wire.withdrawn(read), edition.c.state == KEPT
        tx.execute(update(edition).where(*gone).values(state=WITHDRAWN))


def _refuse(
    tx: Connection,
    signed: Signed,
    read: wire.Edition | None,
    error: ExchangeError | InputError,
    now: datetime,
) -> None:
    """Write down what was refused and why, once; the text of a forgery is not kept."""
    values = {
        "serial": read.serial if read is not None and 0 < read.serial < _MOST else 0,
        "kind": read.kind[:40] if read is not None else "",
        "starts": read.starts[:10] if read is not None else "",
        "state": REFUSED,
        "reason": error.code,
        "detail": str(error.facts.get("entry") or error.facts.get("unit") or "")[:200],
    }
    same = [edition.c[key] == value for key, value in values.items()]
    if tx.execute(select(edition.c.id).where(*same)).first() is None:
        proof = {"text": signed.text, "signature": signed.signature} if read is not None else {}
        tx.execute(insert(edition).values(**values, **proof, at=micros(now)))


def put_away(tx: Connection, theirs: PublicKeys) -> None:
    """Let nothing be in force any more that the city with these keys has not signed; it stays here.

    Accounts that another city listed are this counter's own from now on: the new city's list
    neither knows nor closes them, and an administrator decides about each.
    """
    kept = select(edition.c.id, edition.c.text, edition.c.signature)
    others = [
        row.id
        for row in tx.execute(kept.where(edition.c.state.in_((KEPT, WITHDRAWN))))
        if not theirs.verify(row.text.encode(), row.signature, wire.PURPOSE)
    ]
    if not others:
        return
    gone = update(edition).where(edition.c.id.in_(others))
    tx.execute(gone.values(state=AWAY, applied=0))
    tx.execute(update(target).values(published=0, fetched=0))
    tx.execute(update(staff).where(staff.c.source != "").values(source=""))


# -- what is in force ----------------------------------------------------------------------------


def editions(work: Workplace) -> tuple[Edition, ...]:
    """Return everything that came, newest first."""
    with work.database.read() as tx:
        here = select(edition).where(edition.c.state != AWAY, edition.c.kind != wire.WITHDRAWAL)
        every = tx.execute(here.order_by(edition.c.id)).all()
    # A version before kept an edition once more whenever this counter joined its city again.
    once: dict[tuple[str, str, str], Row[Any]] = {}
    for row in every:
        once.setdefault((row.state, row.text or str(row.id), row.reason), row)
    return tuple(
        Edition(
            kind=row.kind,
            version=row.version,
            serial=row.serial,
            starts=row.starts,
            at=datetime.fromtimestamp(row.at / 1_000_000, work.now().tzinfo),
            data=json.loads(bytes(wire.read(row.text).data)) if row.state != REFUSED else None,
            refused=row.reason,
            detail=row.detail,
            withdrawn=row.state == WITHDRAWN,
        )
        for row in reversed(once.values())
    )


def in_force(tx: Connection, kind: str, day: date) -> Any:
    """Return the data of a kind that is in force on a day, None where none was published."""
    row = tx.execute(
        select(edition)
        .where(edition.c.kind == kind, edition.c.state == KEPT, edition.c.starts <= f"{day}")
        .order_by(edition.c.starts.desc(), edition.c.serial.desc())
        .limit(1)
    ).first()
    return None if row is None else json.loads(bytes(wire.read(ruletext.of_edition(row)).data))


def unit_names(work: Workplace, day: date | None = None) -> dict[str, str]:
    """Return what units are called on a day (None: today), by code."""
    with work.database.read() as tx:
        data = in_force(tx, domain.UNITS, day or work.now().date())
    return {} if data is None else {each.code: each.name for each in domain.parse_units(data)}


def take_effect(work: Workplace) -> bool:
    """Let accounts be as the edition says whose day has come; True: something changed.

    Cheap where nothing is due; called when the counter opens and after every round.
    """
    day = work.now().date()
    with work.database.read() as tx:
        due = _due(tx, day)
    if due is None:
        return False
    with work.database.write() as tx:
        due = _due(tx, day)  # somebody else may have been here meanwhile
        if due is None:
            return False
        unit = log.this_counter(tx).unit
        data = in_force(tx, domain.STAFF, day)
        accounts = domain.parse_staff(data) if data is not None else ()
        ours = [each for each in accounts if each.unit == unit]
        roster.apply(tx, ours, held=not work.releases())
        tx.execute(update(edition).where(edition.c.kind == domain.STAFF).values(applied=0))
        tx.execute(update(edition).where(edition.c.id == due).values(applied=1))
    return True


def _due(tx: Connection, day: date) -> int | None:
    """Return the key of the list of accounts that is in force and not applied, None if it is.

    0: none is, and the one that was applied has been taken back.
    """
    row = tx.execute(_ACCOUNTS, {"day": f"{day}"}).first()
    if row is None:
        return 0 if tx.execute(_TAKEN_BACK).first() is not None else None
    return None if row.applied else int(row.id)


# -- before it starts ----------------------------------------------------------------------------


def preview(work: Workplace, by: Actor) -> tuple[Comparison, ...]:
    """Return every edition and what it changes, those to come first.

    Raises:
        NotAllowedError: only whoever answers for the counter looks ahead.
    """
    rights.require(by, "look-ahead")
    today = f"{work.now().date()}"
    every = editions(work)
    good = sorted(
        (each for each in every if not (each.refused or each.withdrawn)),
        key=lambda each: (each.starts, each.serial),
    )
    with work.database.read() as tx:
        before = _local(tx)
        unit = log.this_counter(tx).unit
    found: list[Comparison] = []
    holds = {each.kind: each.serial for each in good if each.starts <= today}
    for each in good:
        differs = differences(each.kind, before.get(each.kind), each.data, unit)
        before[each.kind] = each.data
        found.append(_beside(each, differs, today, in_force=holds.get(each.kind) == each.serial))
    never = [each for each in every if each.refused or each.withdrawn]
    found.sort(key=lambda each: (each.started, not each.in_force, each.starts))
    return (*found, *(_beside(each, (), today, in_force=False) for each in never))


def _beside(
    each: Edition, differs: tuple[Change, ...], today: str, *, in_force: bool
) -> Comparison:
    return Comparison(
        kind=each.kind,
        version=each.version,
        serial=each.serial,
        starts=each.starts,
        started=each.starts <= today,
        in_force=in_force,
        refused=each.refused,
        detail=each.detail,
        withdrawn=each.withdrawn,
        changes=differs,
    )


def _local(tx: Connection) -> dict[str, Any]:
    """Return what was in force before the city published anything, by kind."""
    rows = tx.execute(select(ruleset).where(ruleset.c.active == 1)).all()
    return {row.kind: json.loads(ruletext.of_ruleset(row)) for row in rows}


def differences(kind: str, old: Any, new: Any, unit: str = "") -> tuple[Change, ...]:
    """Return what data of a kind change; `old` may be None, `unit` is whose accounts count."""
    if kind == domain.STAFF:
        lists = [domain.parse_staff(each) if each is not None else () for each in (old, new)]
        ours = [[one for one in each if unit in ("", one.unit)] for each in lists]
        return changes.accounts(*ours)
    if kind == domain.UNITS:
        before = domain.parse_units(old) if old is not None else ()
        return changes.units(before, domain.parse_units(new))
    if kind == "catalogue":
        return changes.catalogue(parse_catalogue(old), parse_catalogue(new))
    if kind.startswith("calendar-"):
        year = parse_calendar(old) if old is not None else None
        return changes.calendar(year, parse_calendar(new))
    compare = changes.codes if kind.startswith(rules_room.CODES) else changes.entries
    return compare(old or {}, new)
