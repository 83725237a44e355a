"""A citizen files online: the city numbers the dossier, sets its clocks and tells the ward.

The city writes its own log as any counter does: gapless, chained, in the feed of the ward.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any, Final, Protocol, Self

from sqlalchemy import Connection, Row, select, update

from desk import messages
from desk.city.arrivals import Arrival
from desk.city.enrol import Caller
from desk.city.intake import Intake
from desk.city.numbers import next_ordinal
from desk.city.published import in_force
from desk.city.shelf import Shelf
from desk.city.store import Store, identity
from desk.city.tables import ACCEPTED, city, device, dossier, number, unit
from desk.domain import codes, deadline, fees
from desk.domain import events as ev
from desk.domain.answers import dossier_object
from desk.domain.application import FieldTypeError, read_application
from desk.domain.calendar import Calendar
from desk.domain.catalogue import Catalogue
from desk.domain.errors import InputError
from desk.domain.records import VN, Actor, Channel, Dossier, Paper, Procedure
from desk.domain.regime import Regime
from desk.domain.views import NewDossier
from desk.domain.warning import Warning_
from desk.wire import canonical
from desk.wire.ids import new_uid, to_key
from desk.wire.sealed import read_head, seal

_CITIZEN: Final = Actor(uid="", login="citizen", name="Công dân", role="citizen")
_FUTURE: Final = timedelta(minutes=2)  # how far a portal's clock may be ahead


class Rules(Protocol):
    """The rules that a filing needs; who composes the program hands them in."""

    @property
    def catalogue(self) -> Catalogue:
        """The procedures."""

    @property
    def calendar(self) -> Calendar:
        """Working days and hours."""

    def regime(self, day: date, name: str = "") -> Regime:
        """Return the regime in force on a day."""

    def under(self, published: Mapping[str, str]) -> Self:
        """Return these rules with what the city has published (kind → text) in its place."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that a citizen has put to a paper."""

    paper: str
    content: bytes
    media: str
    pages: int


class NoUnitError(InputError):
    """The city knows no ward yet."""


class UnitRequiredError(InputError):
    """The city knows several wards: the dossier must say for which it is; facts: known."""


class UnknownUnitError(InputError):
    """The city does not know this ward; facts: unit."""


class NoCommuneError(InputError):
    """The ward's commune is not known yet, and numbers need it; facts: unit."""


class FutureFilingError(InputError):
    """A dossier cannot be filed in the future; facts: given."""


class NoShelfError(InputError):
    """The city has no folder for files."""


class UidInUseError(InputError):
    """The uid belongs to a dossier that was not filed online in this ward."""


def file_online(
    address: str,
    data: Mapping[str, object],
    now: datetime | None,
    rules: Rules,
    *,
    files: Sequence[Enclosed] = (),
    shelf: Shelf | None = None,
) -> dict[str, object]:
    """File the dossier object of `desk receive`, with "unit"; works while the city serves.

    A repeated call with the same "uid" answers the dossier of the first.

    Raises:
        InputError, RuleError: the dossier cannot be filed as it is.
        CityDatabaseError, CityLockedError, CityAddressError, CityNewerError.
    """
    now = now or datetime.now(UTC)
    store = Store(address, now)
    try:
        return file(store, data, now, rules, files=files, shelf=shelf)
    finally:
        store.close()


def file(
    store: Store,
    data: Mapping[str, object],
    now: datetime,
    rules: Rules,
    *,
    files: Sequence[Enclosed] = (),
    shelf: Shelf | None = None,
) -> dict[str, object]:
    """File a dossier in an open database; see `file_online`."""
    now = now.astimezone(VN)
    given = dict(data)
    wanted = given.pop("unit", None)
    new = read_application(given, now)
    filed_at = _filed_at(new, now)
    enclosed = _kept(files, shelf)
    with store.write() as tx:
        ward = _ward(tx, wanted)
        rules = rules.under(in_force(tx, ward.id, filed_at.date()))
        procedure = rules.catalogue.get(new.procedure)
        state = _known(tx, new.uid, ward) if new.uid else None
        if state is None:
            number_of = partial(_number, tx, ward, filed_at.date())
            body = _body(new, procedure, filed_at, rules, number_of)
            state = _write(tx, ward, new.uid or new_uid(now), body, now)
            names = {paper.name for paper in body.papers}
            for each in enclosed:
                attached = each if each.paper in names else replace(each, paper="")
                state = _write(tx, ward, state.uid, attached, now, after=state)
    warnings = (*new.doubts, *_not_taken(given))
    told = [{"code": w.code, "text": _words(w)} for w in warnings]
    answer = dossier_object(state, now, told)
    for clock in ("filed_at", "acknowledge_by", "answer_by"):
        at = getattr(state, clock)
        answer[clock] = at.astimezone(VN).isoformat() if at else None
    return answer


def _filed_at(new: NewDossier, now: datetime) -> datetime:
    if new.received_at is None:
        return now
    if new.received_at > now + _FUTURE:
        raise FutureFilingError(given=f"{new.received_at:%H:%M %d/%m/%Y}")
    return new.received_at


def _ward(tx: Connection, wanted: object) -> Row[Any]:
    """Return the ward that a dossier is for: the one named, or the only one."""
    if wanted is not None and not isinstance(wanted, str):
        raise FieldTypeError(field="unit", expected="text")
    rows = tx.execute(select(unit).order_by(unit.c.code)).all()
    if not rows:
        raise NoUnitError
    if wanted is None and len(rows) > 1:
        raise UnitRequiredError(known=", ".join(row.code for row in rows))
    for row in rows:
        if wanted is None or row.code == wanted.strip():
            if not row.commune:
                raise NoCommuneError(unit=row.code)
            return row
    raise UnknownUnitError(unit=str(wanted)[:40])


def _known(tx: Connection, uid: str, ward: Row[Any]) -> Dossier | None:
    found = tx.execute(
        select(dossier.c.unit_id, dossier.c.state).where(dossier.c.uid == to_key(uid))
    ).first()
    if found is None:
        return None
    state = canonical.loads(Dossier, bytes(found.state))
    if found.unit_id != ward.id or state.channel is not Channel.ONLINE:
        raise UidInUseError
    return state


def _kept(files: Sequence[Enclosed], shelf: Shelf | None) -> list[ev.Attached]:
    """Put files into the city's store, before anything speaks of them."""
    if files and shelf is None:
        raise NoShelfError
    return [
        ev.Attached(
            file=shelf.put(each.content),
            media=each.media,
            size=len(each.content),
            pages=each.pages,
            paper=each.paper,
            source="online",
        )
        for each in files
        if shelf is not None
    ]


def _write(
    tx: Connection,
    ward: Row[Any],
    uid: str,
    body: ev.Filed | ev.Attached,
    now: datetime,
    *,
    after: Dossier | None = None,
) -> Dossier:
    """Write a filing, or a file of it, into the city's own log and let it count."""
    us = identity(tx)
    event = ev.Event(
        uid=new_uid(now),
        unit=ward.code,
        device=us.device,
        epoch=1,
        seq=us.seq + 1,
        dossier=uid,
        type=type(body).__name__,
        body=body,
        actor=_CITIZEN,
        at=now,
        hlc=max(int(now.timestamp() * 1000) << 16, us.hlc + 1),
        base=after.heads if after is not None else (),
        custody=after.custody if after is not None else 0,
    )
    sealed, hash_ = seal(event, us.chain)
    our_key = tx.execute(select(device.c.id).where(device.c.uid == to_key(us.device))).scalar_one()
    ourselves = Caller(
        id=our_key,
        uid=us.device,
        unit_id=ward.id,
        unit=ward.code,
        commune=ward.commune,
        forked=False,
        slots=frozenset({codes.CITY}),
    )
    intake = Intake(tx, ourselves, now)
    ruling = intake.take(Arrival.made(read_head(sealed.head), sealed), 0)
    assert ruling.state == ACCEPTED  # noqa: S101 - our own number for a new uid
    state = intake.state_of(uid)
    intake.close()
    tx.execute(update(city).values(seq=event.seq, chain=hash_, hlc=event.hlc))
    return state


def _body(
    new: NewDossier,
    procedure: Procedure,
    filed_at: datetime,
    rules: Rules,
    number_of: Callable[[], tuple[str, str]],
) -> ev.Filed:
    """Return what is filed; the number is used up last, when all else is in order."""
    day = filed_at.date()
    acknowledge_by, answer_by = deadline.online_clocks(filed_at, rules.calendar, rules.regime(day))
    fee = fees.fee_for(procedure, Channel.ONLINE, day).amount if new.fee is None else new.fee
    code, barcode = number_of()
    return ev.Filed(
        code=code,
        barcode=barcode,
        procedure=procedure.code,
        procedure_name=procedure.name,
        submitter=new.submitter,
        owner=new.owner,
        authority=new.authority,
        papers=_papers(new, procedure),
        sets=new.sets,
        filed_at=filed_at,
        acknowledge_by=acknowledge_by,
        answer_by=answer_by,
        fee=fee,
        note=new.note,
    )


def _papers(new: NewDossier, procedure: Procedure) -> tuple[Paper, ...]:
    if new.papers is not None:
        return new.papers
    return tuple(
        Paper(name=rule.name, original=rule.original, copy=rule.copy, shown=rule.present_only)
        for rule in procedure.papers
        if not rule.condition
    )


def _number(tx: Connection, ward: Row[Any], day: date) -> tuple[str, str]:
    """Return the city's next code and barcode of a day, passing over what anybody has."""
    while True:
        ordinal = next_ordinal(tx, ward.commune, day)
        code = codes.official_code(ward.code, day, ordinal)
        barcode = codes.barcode(ward.commune, day, ordinal)
        taken = select(number.c.number).where(number.c.number.in_((code, barcode)))
        if tx.execute(taken).first() is None:
            return code, barcode


def _not_taken(given: Mapping[str, object]) -> tuple[Warning_, ...]:
    """Return what the object says that has no place in an online filing."""
    found = []
    if given.get("channel") not in (None, Channel.ONLINE):
        found.append(Warning_(code="ChannelIsOnline"))
    if given.get("due_at") is not None:
        found.append(Warning_(code="DueNotTaken"))
    return tuple(found)


def _words(warning: Warning_) -> str:
    return str(messages.words(warning.code, "vi", dict(warning.facts)))
