"""Numbered sheets of security paper: read off, used once each, and accounted for.

A ward receives sheets in runs of one series, gives each counter its part, and owes an account of
every number: used in which paper, spoilt why, left, or missing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain, islice
from typing import Final

from desk.domain.errors import InputError, RuleError
from desk.domain.records import VN
from desk.domain.text import nfc

RECEIVED, GIVEN, SPOILT = "received", "given", "spoilt"
WAYS: Final = (RECEIVED, GIVEN, SPOILT)
#: So many sheets at most are told of at once; more is a slip of the finger.
MOST: Final = 100_000
#: So many copies of one paper are printed at once at most.
MOST_COPIES: Final = 20
_NUMBER: Final = re.compile(r"(?P<series>[^\W\d_][\w./-]*?)?[ .:-]*(?P<digits>[0-9]{1,9})")
_SERIES: Final = 20  # letters


class BadSheetNumberError(InputError):
    """What was typed or scanned is no number of a sheet; facts: given."""


class BadSheetRangeError(InputError):
    """The last number comes before the first, or there are absurdly many; facts: first, last."""


class SheetTakenError(RuleError):
    """The sheet was used, or spoilt, before; facts: sheet, code, where, at."""


class SheetUnknownError(RuleError):
    """The ward has not received a sheet of this number; facts: sheet."""


class SheetElsewhereError(RuleError):
    """The sheet was given to another counter; facts: sheet, slot."""


class SheetsOverlapError(RuleError):
    """Some of the sheets were told of before; facts: series, first, last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetNumber:
    """One sheet; `digits` is how many digits its number is printed with, as it was read."""

    series: str
    number: int
    digits: int = 0

    @property
    def text(self) -> str:
        """The number as it is printed."""
        return shown(self.series, self.number, self.digits)

    @property
    def key(self) -> tuple[str, int]:
        """Which sheet it is."""
        return self.series, self.number


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """A run of sheets of which something was told; `slot` is the counter that it went to."""

    way: str
    series: str
    first: int
    last: int
    at: datetime
    digits: int = 0
    slot: int = 0
    note: str = ""
    by: str = ""  # name

    def holds(self, series: str, number: int) -> bool:
        """Tell whether a sheet is one of these."""
        return self.series == series and self.first <= number <= self.last

    @property
    def count(self) -> int:
        """How many sheets they are."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """What became of one sheet: used, or spoilt with a reason; where, and in which dossier."""

    series: str
    number: int
    at: datetime
    code: str = ""
    where: str = ""  # name of the counter
    spoilt: str = ""
    result: str = ""
    digits: int = 0
    event: str = ""  # uid
    dossier: str = ""  # uid
    by: str = ""  # name
    here: bool = False  # at this counter

    @property
    def text(self) -> str:
        """The number as it is printed."""
        return shown(self.series, self.number, self.digits)

    @property
    def key(self) -> tuple[str, int]:
        """Which sheet it is."""
        return self.series, self.number


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesAccount:
    """One series over a period; `before` is what was left when it began.

    `missing` are numbers that were passed over: a later one of the same part is used, or was spoilt
    as it was to be. One that was spoilt blank tells nothing of those before it: it lay anywhere.
    `stray` were used though nobody told of receiving them, `twice` used more than once. Of a series
    that is not `stocked` nobody ever told of any: its sheets cannot be accounted for.
    """

    series: str
    digits: int
    before: int
    received: int
    used: int
    spoilt: int
    left: int
    missing: tuple[int, ...] = ()
    stray: tuple[int, ...] = ()
    twice: tuple[int, ...] = ()
    stocked: bool = True

    def named(self, numbers: Sequence[int]) -> str:
        """Return numbers as people list them: 000004, 000007–000009."""
        return ", ".join(
            f"{first:0{self.digits}d}"
            if first == last
            else f"{first:0{self.digits}d}–{last:0{self.digits}d}"
            for first, last in runs(numbers)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """All series over a period, with what came and went in it, and what became of each sheet."""

    start: date
    end: date
    rows: tuple[SeriesAccount, ...]
    lots: tuple[Lot, ...]
    uses: tuple[Use, ...]


def shown(series: str, number: int, digits: int = 0) -> str:
    """Return a sheet's number as it is printed on it."""
    return f"{series} {number:0{digits}d}".strip()


def read(text: str) -> SheetNumber:
    """Read a sheet's number as typed or scanned: "TL 000123", "TL000123", "123".

    Raises:
        BadSheetNumberError.
    """
    given = nfc(text).strip().upper()
    found = _NUMBER.fullmatch(given)
    series = (found["series"] or "") if found else ""
    if found is None or len(series) > _SERIES or int(found["digits"]) == 0:
        raise BadSheetNumberError(given=given[:30])
    return SheetNumber(series=series, number=int(found["digits"]), digits=len(found["digits"]))


def read_range(first: str, last: str) -> tuple[SheetNumber, SheetNumber]:
    """Read the first and last number of a run; the last need not repeat the series.

    Raises:
        BadSheetNumberError, BadSheetRangeError.
    """
    one, other = read(first), read(last)
    same = other.series in ("", one.series)
    if not same or not 0 <= other.number - one.number < MOST:
        raise BadSheetRangeError(first=one.text, last=other.text)
    return one, other


def claim(number: SheetNumber, slot: int, lots: Sequence[Lot], uses: Iterable[Use]) -> None:
    """Refuse a sheet that may not be used at this counter.

    A series that nobody has told of receiving is taken as it comes, and shown as stray.

    Raises:
        SheetTakenError, SheetUnknownError, SheetElsewhereError.
    """
    for each in uses:
        if each.key == number.key:
            at = f"{each.at.astimezone(VN):%d/%m/%Y %H:%M}"
            raise SheetTakenError(
                sheet=number.text, code=each.code or "–", where=each.where or "–", at=at
            )
    mine = [each for each in lots if each.holds(number.series, number.number)]
    for lot in mine:
        if lot.way == SPOILT:
            at = f"{lot.at.astimezone(VN):%d/%m/%Y %H:%M}"
            raise SheetTakenError(sheet=number.text, code="–", where=lot.note or "–", at=at)
    known = any(each.way == RECEIVED and each.series == number.series for each in lots)
    if known and not any(each.way == RECEIVED for each in mine):
        raise SheetUnknownError(sheet=number.text)
    given = [each for each in mine if each.way == GIVEN]
    if given and given[-1].slot != slot:
        raise SheetElsewhereError(sheet=number.text, slot=given[-1].slot)


def coming(
    slot: int, lots: Sequence[Lot], uses: Sequence[Use], count: int = 1
) -> tuple[SheetNumber, ...]:
    """Return the sheets that a counter uses next: its own part first, then what is nobody's.

    They follow the last that was used of a part, as a pile is taken off; numbers that were passed
    over come at the end. Of a series that nobody told of receiving, the next numbers are meant.
    """
    gone = {each.key for each in (*uses, *_blank(lots))}
    taken = {each.key for each in uses}
    given = [each for each in lots if each.way == GIVEN]
    mine = [each for each in given if each.slot == slot]
    came = [each for each in lots if each.way == RECEIVED]
    on: list[Iterator[SheetNumber]] = []
    passed: list[Iterator[SheetNumber]] = []
    for lot in (*mine, *came):
        others = given if lot.way == RECEIVED else []
        used = (n for series, n in taken if lot.holds(series, n) and not _any_holds(others, lot, n))
        last = max(used, default=0)
        on.append(_free(lot, range(max(last + 1, lot.first), lot.last + 1), gone, others))
        passed.append(_free(lot, range(lot.first, last), gone, others))
    found = tuple(islice(chain(*on, *passed), count))
    return found or _onwards(came, uses, count)


def _onwards(came: Sequence[Lot], uses: Sequence[Use], count: int) -> tuple[SheetNumber, ...]:
    stocked = {each.series for each in came}
    loose = [each for each in uses if each.series not in stocked]
    if not loose:
        return ()
    last = max(loose, key=lambda each: each.at)
    first = SheetNumber(series=last.series, number=last.number + 1, digits=last.digits)
    return following(first, count)


def _free(
    lot: Lot, numbers: range, gone: Collection[tuple[str, int]], others: Sequence[Lot]
) -> Iterator[SheetNumber]:
    for number in numbers:
        if (lot.series, number) not in gone and not _any_holds(others, lot, number):
            yield SheetNumber(series=lot.series, number=number, digits=lot.digits)


def _any_holds(others: Sequence[Lot], lot: Lot, number: int) -> bool:
    return any(each.holds(lot.series, number) for each in others)


def following(first: SheetNumber, count: int) -> tuple[SheetNumber, ...]:
    """Return `count` sheets that lie on each other, the first of them first.

    Raises:
        BadSheetRangeError: so many are a slip of the finger.
    """
    if not 1 <= count <= MOST_COPIES:
        last = shown(first.series, first.number + count - 1, first.digits)
        raise BadSheetRangeError(first=first.text, last=last)
    return tuple(replace(first, number=first.number + at) for at in range(count))


def check_lot(lot: Lot, lots: Iterable[Lot], uses: Iterable[Use]) -> None:
    """Refuse a run of sheets that cannot be told of.

    What came must be new; what is given to a counter must have come and be nobody else's; what is
    spoilt must have come and not be used.

    Raises:
        SheetsOverlapError, SheetUnknownError, SheetTakenError.
    """
    same = [each for each in lots if each.series == lot.series]
    for each in same:
        meets = each.first <= lot.last and lot.first <= each.last
        if meets and each.way == lot.way:
            raise SheetsOverlapError(
                series=lot.series, first=max(each.first, lot.first), last=min(each.last, lot.last)
            )
    if lot.way == RECEIVED:
        return
    came = {n for each in same if each.way == RECEIVED for n in _within(each, lot)}
    lacks = next((n for n in range(lot.first, lot.last + 1) if n not in came), None)
    if lacks is not None:
        raise SheetUnknownError(sheet=shown(lot.series, lacks, lot.digits))
    if lot.way == SPOILT:
        for use in uses:
            if lot.holds(*use.key):
                raise SheetTakenError(
                    sheet=shown(lot.series, use.number, lot.digits),
                    code=use.code or "–",
                    where=use.where or "–",
                    at=f"{use.at.astimezone(VN):%d/%m/%Y %H:%M}",
                )


def _within(lot: Lot, other: Lot) -> range:
    return range(max(lot.first, other.first), min(lot.last, other.last) + 1)


def account(lots: Sequence[Lot], uses: Sequence[Use], start: date, end: date) -> Account:
    """Account for every sheet as of the end of a period."""
    told = [each for each in lots if _day(each.at) <= end]
    done = [*(each for each in uses if _day(each.at) <= end), *_blank(told)]
    names = sorted({each.series for each in told} | {each.series for each in done})
    return Account(
        start=start,
        end=end,
        rows=tuple(_series(name, told, done, start) for name in names),
        lots=tuple(e for e in told if e.way != SPOILT and _day(e.at) >= start),
        uses=tuple(e for e in _fates(done) if _day(e.at) >= start),
    )


def _fates(uses: Sequence[Use]) -> Iterator[Use]:
    """Yield what became of each sheet: one that was used and is spoilt is spoilt, told once."""
    spoilt = {each.key: each for each in uses if each.spoilt}
    for each in uses:
        if spoilt.get(each.key, each) is each:
            yield each


def _blank(lots: Iterable[Lot]) -> Iterator[Use]:
    """Yield what became of sheets that were spoilt before anything was to go onto them."""
    for lot in lots:
        if lot.way == SPOILT:
            for number in range(lot.first, lot.last + 1):
                yield Use(
                    series=lot.series,
                    number=number,
                    at=lot.at,
                    spoilt=lot.note,
                    where=lot.by,
                    digits=lot.digits,
                )


def _day(at: datetime) -> date:
    return at.astimezone(VN).date()


def _series(series: str, lots: list[Lot], uses: list[Use], start: date) -> SeriesAccount:
    came = [each for each in lots if each.series == series and each.way == RECEIVED]
    done = [each for each in uses if each.series == series]
    fate: dict[int, Use] = {}  # a sheet that was used and spoilt later is spoilt
    for each in sorted(done, key=lambda each: (bool(each.spoilt), each.at)):
        fate[each.number] = each
    held = {n for lot in came for n in range(lot.first, lot.last + 1)}
    earlier = [each for each in fate.values() if _day(each.at) < start and each.number in held]
    now = [each for each in fate.values() if _day(each.at) >= start]
    before = sum(lot.count for lot in came if _day(lot.at) < start) - len(earlier)
    return SeriesAccount(
        series=series,
        digits=max([each.digits for each in came] or [each.digits for each in done]),
        before=before,
        received=sum(lot.count for lot in came if _day(lot.at) >= start),
        used=sum(not each.spoilt for each in now),
        spoilt=sum(bool(each.spoilt) for each in now),
        left=len(held - set(fate)),
        missing=tuple(_passed(series, lots, held, set(fate))),
        stray=tuple(sorted(set(fate) - held)) if came else (),
        twice=twice(done),
        stocked=bool(came),
    )


def _passed(series: str, lots: list[Lot], held: set[int], gone: set[int]) -> Iterator[int]:
    """Yield numbers that were passed over, each part of a stock being used from its first on."""
    given = [each for each in lots if each.series == series and each.way == GIVEN]
    parts = [range(each.first, each.last + 1) for each in given]
    free = held - {n for part in parts for n in part}
    taken = gone - {each.number for each in _blank(lots) if each.series == series}
    for part in (*parts, sorted(free)):
        used = [n for n in part if n in taken]
        if used:
            yield from (n for n in part if n < used[-1] and n not in gone)


def twice(uses: Iterable[Use]) -> tuple[int, ...]:
    """Return the numbers of one series that went into more than one paper."""
    return tuple(number for _, number in doubled(uses))


def doubled(uses: Iterable[Use]) -> dict[tuple[str, int], tuple[Use, ...]]:
    """Return the sheets that went into more than one paper, each with all that used it."""
    found: dict[tuple[str, int], tuple[Use, ...]] = {}
    for each in uses:
        if not each.spoilt:
            found[each.key] = (*found.get(each.key, ()), each)
    return {key: found[key] for key in sorted(found) if len(found[key]) > 1}


def runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of each run of numbers that follow each other."""
    first = last = None
    for number in sorted(numbers):
        if last is not None and number == last + 1:
            last = number
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = number
    if first is not None and last is not None:
        yield first, last
