"""Numbered sheets at this counter: their stock, its parts, and what became of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Row, text

from desk.domain import events as ev
from desk.domain import result_events as rev
from desk.domain import rights
from desk.domain import sheets as rule
from desk.domain.errors import InputError, RuleError
from desk.domain.fold import dropped
from desk.domain.person import clean_line
from desk.domain.records import VN, Actor, Dossier
from desk.domain.sheets import Account, Lot, SheetNumber, Use
from desk.domain.warning import Warning_
from desk.models import log
from desk.services import naming
from desk.services.workplace import Workplace
from desk.wire import sealed
from desk.wire.ids import to_key

#: What is said to be taken back where a use of a sheet was a mistake.
MISTAKE: Final = rev.SheetUsed.__name__
_LONGEST: Final = 200
#: Spelt out, so that SQLite sees that its index of sheets answers it.
_USED: Final = text(
    "SELECT event.head, event.salt, event.body, event.hash, dossier.code AS code FROM event "
    "LEFT JOIN dossier ON dossier.id = event.dossier_id "
    "WHERE event.type IN ('SheetUsed', 'SheetSpoilt') ORDER BY event.hlc, event.id"
)
#: What a person decided about dossiers that sheets were used in.
_DECIDED: Final = text(
    "SELECT head, salt, body, hash FROM event WHERE type = 'Resolved' AND refused = 0 "
    "AND dossier_id IN (SELECT dossier_id FROM event WHERE type IN ('SheetUsed', 'SheetSpoilt'))"
)
#: Whether any sheet was used more than once: asked often, so that no event is opened for it.
_TWICE: Final = text(
    "SELECT 1 FROM event WHERE type IN ('SheetUsed', 'SheetSpoilt') AND type = 'SheetUsed' "
    "GROUP BY json_extract(CAST(body AS TEXT), '$.series'), "
    "json_extract(CAST(body AS TEXT), '$.number') HAVING count(*) > 1 LIMIT 1"
)
_STOCKED: Final = text(
    "SELECT head, salt, body, hash FROM event "
    "WHERE dossier_id IS NULL AND type = 'SheetsStocked' ORDER BY hlc, id"
)


class ReasonMissingError(InputError):
    """A spoilt sheet must be accounted for with its reason."""


class SheetGoneError(RuleError):
    """What was to be printed on it goes elsewhere: the sheet is spoilt, or another paper's."""


class BadSlotError(InputError):
    """Sheets are given to a counter from 1 to 9; facts: slot."""


def reason_of(text_: str) -> str:
    """Return why a sheet is spoilt.

    Raises:
        ReasonMissingError, and as `clean_line`.
    """
    reason = clean_line(text_, field="--reason", limit=_LONGEST)
    if not reason:
        raise ReasonMissingError
    return reason


def lots(tx: Connection) -> list[Lot]:
    """Return every run of sheets of which something was told, oldest first."""
    found = []
    for row in tx.execute(_STOCKED):
        made = sealed.open_event(log.sealed_of(row))
        body = made.body
        if isinstance(body, rev.SheetsStocked):
            found.append(
                Lot(
                    way=body.way,
                    series=body.series,
                    first=body.first,
                    last=body.last,
                    at=body.at,
                    digits=body.digits,
                    slot=body.slot,
                    note=body.note,
                    by=made.actor.name,
                )
            )
    return found


def uses(tx: Connection) -> list[Use]:
    """Return what became of every sheet, oldest first: whatever was refused, it is on paper.

    What a person has called a mistake is not.
    """
    mistaken = {uid for _, body in corrections(tx) for uid in body.drop}
    return [use for use in written(tx) if use.event not in mistaken]


def written(tx: Connection) -> Iterator[Use]:
    """Yield all that was ever written down of any sheet, oldest first, mistakes too."""
    me, names = log.this_counter(tx), naming.counters(tx)
    found = (_use(row, me, names) for row in tx.execute(_USED))
    return (use for use in found if use is not None)


def corrections(tx: Connection) -> Iterator[tuple[ev.Event, ev.Resolved]]:
    """Yield the decisions that stand which call a use of a sheet a mistake; see `review_sheets`."""
    made = [sealed.open_event(log.sealed_of(row)) for row in tx.execute(_DECIDED)]
    gone = dropped(made)
    for each in made:
        body = each.body
        if each.uid not in gone and isinstance(body, ev.Resolved) and body.recalls == MISTAKE:
            yield each, body


def _use(row: Row[Any], me: log.Counter, names: Mapping[bytes, str]) -> Use | None:
    made = sealed.open_event(log.sealed_of(row))
    body = made.body
    if not isinstance(body, rev.SheetUsed | rev.SheetSpoilt):
        return None
    place = me.label if made.device == me.device else names.get(to_key(made.device), "")
    return Use(
        series=body.series,
        number=body.number,
        at=body.at,
        code=row.code or "",
        where=place or made.actor.name,
        spoilt=body.reason if isinstance(body, rev.SheetSpoilt) else "",
        result=body.result,
        digits=body.digits,
        event=made.uid,
        dossier=made.dossier,
        by=made.actor.name,
        here=made.device == me.device,
    )


def doubles(tx: Connection) -> tuple[tuple[Use, ...], ...]:
    """Return, of every sheet that went into more than one paper, all that used it."""
    if tx.execute(_TWICE).first() is None:
        return ()
    return tuple(rule.doubled(uses(tx)).values())


def doubled(tx: Connection, state: Dossier) -> tuple[Warning_, ...]:
    """Tell which sheets of a dossier's results another paper used, too, and where.

    Two counters that know nothing of each other may both type one number; it is found as soon as
    the events of both are here.
    """
    mine = {
        (each.series, each.number)
        for made in state.results
        for each in made.sheets
        if not each.spoilt
    }
    if not mine:
        return ()
    return tuple(
        Warning_(
            code="sheet_twice",
            facts=(
                ("detail", places[0].text),
                ("others", "; ".join(f"{each.code} ({each.where})" for each in places)),
            ),
        )
        for places in doubles(tx)
        if places[0].key in mine
    )


def disputed(state: Dossier) -> tuple[Warning_, ...]:
    """Tell which results two counters wrote down different confirmations of."""
    return tuple(
        Warning_(code="result_disputed", facts=(("detail", made.title),))
        for made in state.results
        if made.disputed
    )


def claim(tx: Connection, *numbers: SheetNumber) -> None:
    """Refuse sheets of which one may not be used here and now.

    Raises:
        SheetTakenError, SheetUnknownError, SheetElsewhereError.
    """
    slot, told, used = log.this_counter(tx).slot, lots(tx), uses(tx)
    for number in numbers:
        rule.claim(number, slot, told, used)


def holds(tx: Connection, key: int, sheet: str) -> bool:
    """Tell whether a numbered sheet is that of a result of a dossier, and good."""
    state, number = log.folded(tx, key), rule.read(sheet)
    return state is not None and any(
        (each.series, each.number) == number.key and not each.spoilt
        for made in state.results
        for each in made.sheets
    )


def coming(work: Workplace, count: int = 1) -> tuple[SheetNumber, ...]:
    """Return the sheets that lie on top of this counter's pile, as far as it was told of one."""
    with work.database.read() as tx:
        return rule.coming(log.this_counter(tx).slot, lots(tx), uses(tx), count)


def stock(
    work: Workplace,
    by: Actor,
    way: str,
    first: str,
    last: str,
    *,
    slot: int = 0,
    note: str = "",
) -> Lot:
    """Write down that sheets came to the ward, went to a counter, or were spoilt while blank.

    Raises:
        NotAllowedError, BadSheetNumberError, BadSheetRangeError, SheetsOverlapError,
        SheetUnknownError, SheetTakenError, ReasonMissingError, BadSlotError: nothing was written.
    """
    rights.require(by, "stock-sheets")
    one, other = rule.read_range(first, last)
    if way == rule.SPOILT:
        note = reason_of(note)
    if (way == rule.GIVEN) is not (1 <= slot <= _SLOTS):
        raise BadSlotError(slot=slot)
    with work.database.write() as tx:
        now = work.now()
        lot = Lot(
            way=way,
            series=one.series,
            first=one.number,
            last=other.number,
            at=now,
            digits=one.digits,
            slot=slot,
            note=clean_line(note, field="--note", limit=_LONGEST),
            by=by.name,
        )
        rule.check_lot(lot, lots(tx), uses(tx))
        body = rev.SheetsStocked(
            way=lot.way,
            series=lot.series,
            first=lot.first,
            last=lot.last,
            at=now,
            digits=lot.digits,
            slot=lot.slot,
            note=lot.note,
        )
        log.append(tx, body, by, now)
    return lot


_SLOTS: Final = 9


def account(work: Workplace, start: date, end: date) -> Account:
    """Return the account of all sheets over a period."""
    with work.database.read() as tx:
        return rule.account(lots(tx), uses(tx), start, end)


def whole(work: Workplace) -> Account:
    """Return the account of all sheets from the first to today."""
    today = work.now().astimezone(VN).date()
    return account(work, date(today.year, 1, 1), today)
