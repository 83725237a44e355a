"""Who may give out which number: leased blocks, the city's own, and none of them twice."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy import Connection, insert, select, update

from desk.city.enrol import Caller
from desk.city.tables import ordinal
from desk.domain import codes
from desk.domain import events as ev
from desk.domain.errors import InputError

SLOT: Final = "slot"
TAKEN: Final = "number-taken"

_BARE: Final = 12  # digits of a barcode without its XXXX
_DAY_END: Final = 11  # where XXXX begins
_WIDTHS: Final = range(4, 8)


def foreign_number(body: ev.BEGINS, caller: Caller, epoch: int) -> str:
    """Return the field whose number is not the caller's to give; empty if all are.

    A counter owns its slot's block, and its take-over block once it has begun a new epoch. The
    barcode always carries the counter's own number; the official code does where it is of the
    counter's own unit (another agency's code has another series).
    """
    if not isinstance(body, ev.Received):
        # An earlier system numbered it, or the city did where it was filed online.
        known = isinstance(body, ev.Imported) or codes.CITY in caller.slots
        return "" if known else "code"
    own = _owner_of_barcode(body.barcode, caller.commune)
    if own is None or not _owns(own, caller, epoch):
        return "barcode"
    try:
        code = codes.parse_code(body.code)
    except InputError:
        return ""  # written by a pattern of the counter's settings: only looked up, never read
    if code.unit != caller.unit:
        return ""
    try:
        owner = codes.slot_of(code.number)
    except InputError:
        return "code"
    return "" if _owns(owner, caller, epoch) else "code"


def _owner_of_barcode(barcode: str, commune: str) -> tuple[int, bool] | None:
    width = len(barcode) - _BARE
    if width not in _WIDTHS:
        return None
    try:
        digits = codes.check_barcode(barcode, width=width)
        owner = codes.slot_of(int(digits[_DAY_END:-1]), width=width)
    except InputError:
        return None
    return owner if digits.startswith(commune) else None


def _owns(owner: tuple[int, bool], caller: Caller, epoch: int) -> bool:
    slot, takeover = owner
    return slot in caller.slots and (epoch > 1 or not takeover)


def heard(tx: Connection, body: ev.Filed, commune: str) -> None:
    """Pass over the city's own number that a dossier carries, and all before it, for ever."""
    owner = _owner_of_barcode(body.barcode, commune)
    if owner is None or owner[0] != codes.CITY:
        return
    digits = body.barcode
    day = f"20{digits[5:7]}-{digits[7:9]}-{digits[9:_DAY_END]}"
    used = int(digits[_DAY_END:-1])
    where = ordinal.c.commune == commune, ordinal.c.day == day
    last = tx.execute(select(ordinal.c.last).where(*where)).scalar()
    if last is None:
        tx.execute(insert(ordinal).values(commune=commune, day=day, last=used))
    elif last < used:
        tx.execute(update(ordinal).where(*where).values(last=used))


def next_ordinal(tx: Connection, commune: str, day: date) -> int:
    """Use up the city's next number of a day.

    Raises:
        SlotUsedUpError: all of 0001–0999 are used.
    """
    where = ordinal.c.commune == commune, ordinal.c.day == day.isoformat()
    last = tx.execute(select(ordinal.c.last).where(*where)).scalar()
    number = codes.next_number(codes.block(codes.CITY), last or 0, day=day)
    if last is None:
        tx.execute(insert(ordinal).values(commune=commune, day=day.isoformat(), last=number))
    else:
        tx.execute(update(ordinal).where(*where).values(last=number))
    return number
