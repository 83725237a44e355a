"""What one edition of reference data changes against the one before: for people, line by line.

Values are told as they stand in the data and in the words of the counter's papers. What changes
in parts that no line is written for is told as one change of the entry, never passed over.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar

from desk.domain.calendar import CalendarYear
from desk.domain.catalogue import Catalogue
from desk.domain.records import Channel, FeeRule, Procedure, TimeLimit, Unit
from desk.domain.reference import Account, UnitName

T = TypeVar("T")
_Path = tuple[str, ...]
_NO_CODES: Final[Collection[_Path]] = (("system",), ("version",))
_SHOWN: Final = 200  # characters of a value that has no words of its own


class Topic(StrEnum):
    """What a change is about."""

    PROCEDURE = "procedure"
    FEE = "fee"
    LIMIT = "limit"
    PAPERS = "papers"
    NAME = "name"
    DETAILS = "details"  # of a procedure, beyond the above
    DAY_OFF = "day_off"
    WORKING_DAY = "working_day"
    HOURS = "hours"
    ACCOUNT = "account"
    ROLE = "role"
    UNIT = "unit"
    CODE = "code"  # of another system; `name` is the table that it stands in
    ENTRY = "entry"  # of rules that have no topics of their own


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change; `before` is empty for what is added, `after` for what is taken away."""

    topic: Topic
    key: str  # code, day, login …
    name: str = ""
    where: str = ""  # channel and dates of a fee
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """An edition beside what was in force before it.

    `started` tells whether its day has come; `refused` is why it will never be in force (its key
    in `messages`), `detail` where. `withdrawn`: the city has taken it back before its day.
    """

    kind: str
    version: str
    serial: int
    starts: str  # YYYY-MM-DD
    started: bool
    in_force: bool
    refused: str = ""
    detail: str = ""
    withdrawn: bool = False
    changes: tuple[Change, ...] = ()


_LIMITS: Final = {
    Unit.WORKING_DAYS: "{n} ngày làm việc",
    Unit.CALENDAR_DAYS: "{n} ngày",
    Unit.WORKING_HOURS: "{n} giờ làm việc",
}
_CHANNELS: Final = {
    Channel.COUNTER: "trực tiếp",
    Channel.ONLINE: "trực tuyến",
    Channel.POST: "bưu chính",
}
_NONE: Final = "chưa có"


def limit_words(limit: TimeLimit) -> str:
    """Return a time limit in the words of the papers."""
    if limit.value is None:
        return _NONE
    if limit.unit is Unit.SAME_DAY:
        told = "trong ngày"
    else:
        told = _LIMITS[limit.unit].format(n=limit.value)
    if limit.cutoff:
        told += ", sau 15:00 sang ngày làm việc sau"
    if limit.extension:
        told += f", xác minh thêm {limit.extension} ngày làm việc"
    return told


def fee_words(fee: FeeRule) -> str:
    """Return a fee as it is told to a citizen."""
    if fee.amount is None:
        return _NONE
    told = f"{fee.amount:,}".replace(",", ".") + " đ"
    return f"{told}/{fee.per}" if fee.per else told


def _fee_place(fee: FeeRule) -> str:
    told = [_CHANNELS[fee.channel]] if fee.channel is not None else []
    if fee.since:
        told.append(f"từ {_day(fee.since)}")
    if fee.until:
        told.append(f"đến {_day(fee.until)}")
    return " ".join(told)


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}"


def _paired(
    old: Iterable[T], new: Iterable[T], key: Callable[[T], Hashable]
) -> Iterator[tuple[T | None, T | None]]:
    """Yield what is the same thing in both, in the order of the new one, what is gone last."""
    before: dict[Hashable, list[T]] = {}
    for each in old:
        before.setdefault(key(each), []).append(each)
    for each in new:
        same = before.get(key(each))
        yield (same.pop(0) if same else None), each
    for left in before.values():
        for each in left:
            yield each, None


# -- the catalogue -------------------------------------------------------------------------------


def catalogue(old: Catalogue, new: Catalogue) -> tuple[Change, ...]:
    """Return what changes in the procedures."""
    pairs = _paired(
        old.procedures.values(), new.procedures.values(), lambda procedure: procedure.code
    )
    return tuple(change for before, after in pairs for change in _procedure(before, after))


def _procedure(old: Procedure | None, new: Procedure | None) -> Iterator[Change]:
    if old is None or new is None:
        one = new or old
        assert one is not None  # noqa: S101 - a pair has at least one
        told = ", ".join(dict.fromkeys((limit_words(one.limit), *map(fee_words, one.fees))))
        change = Change(topic=Topic.PROCEDURE, key=one.code, name=one.name)
        yield replace(change, after=told) if old is None else replace(change, before=told)
        return
    about = Change(topic=Topic.NAME, key=new.code, name=new.name)
    if old.name != new.name:
        yield replace(about, before=old.name, after=new.name)
    yield from _fees(about, old.fees, new.fees)
    if old.limit != new.limit:
        was, becomes = limit_words(old.limit), limit_words(new.limit)
        if was == becomes:
            was, becomes = old.limit.note, new.limit.note
        yield replace(about, topic=Topic.LIMIT, before=was, after=becomes)
    for before, after in _paired(old.papers, new.papers, lambda paper: paper.name):
        if before != after:
            yield replace(
                about,
                topic=Topic.PAPERS,
                before=before.name if before is not None else "",
                after=after.name if after is not None else "",
            )
    told_of = replace(old, name=new.name, fees=new.fees, papers=new.papers, limit=new.limit)
    if told_of != new:
        yield replace(about, topic=Topic.DETAILS)


def _fees(about: Change, old: Sequence[FeeRule], new: Sequence[FeeRule]) -> Iterator[Change]:
    def key(fee: FeeRule) -> Hashable:
        return fee.channel, fee.since, fee.until, fee.per

    for before, after in _paired(old, new, key):
        one = after or before
        if before == after or one is None:
            continue
        told = [fee_words(each) if each is not None else "" for each in (before, after)]
        if told[0] == told[1] and before is not None and after is not None:
            told = [before.note, after.note]
        yield replace(about, topic=Topic.FEE, where=_fee_place(one), before=told[0], after=told[1])


# -- calendars, people, units --------------------------------------------------------------------


def calendar(old: CalendarYear | None, new: CalendarYear) -> tuple[Change, ...]:
    """Return what changes in a year's calendar."""
    empty = CalendarYear(year=new.year, version="", decreed=False)
    before = old or empty
    found = [
        *_days(Topic.DAY_OFF, before.days_off, new.days_off),
        *_days(Topic.WORKING_DAY, before.working_days, new.working_days),
    ]
    if (before.hours, before.reception) != (new.hours, new.reception):
        found.append(Change(topic=Topic.HOURS, key=str(new.year)))
    return tuple(found)


def _days(topic: Topic, old: Mapping[date, str], new: Mapping[date, str]) -> Iterator[Change]:
    for day in sorted({*old, *new}):
        before, after = old.get(day), new.get(day)
        if before != after:
            yield Change(
                topic=topic,
                key=f"{day}",
                name=f"{day:%d/%m/%Y}",
                before=_said(before),
                after=_said(after),
            )


def _said(name: str | None) -> str:
    return "" if name is None else name or "–"


def accounts(old: Iterable[Account], new: Iterable[Account]) -> tuple[Change, ...]:
    """Return who comes, goes, or is somebody else from then on."""
    found: list[Change] = []
    for before, after in _paired(old, new, lambda each: each.login):
        one = after or before
        if one is None or before == after:
            continue
        about = Change(topic=Topic.ACCOUNT, key=one.login, name=one.name)
        if before is None or after is None:
            role = one.role
            found.append(
                replace(about, after=role) if before is None else replace(about, before=role)
            )
            continue
        if before.role != after.role:
            found.append(replace(about, topic=Topic.ROLE, before=before.role, after=after.role))
        if before.name != after.name:
            found.append(replace(about, topic=Topic.NAME, before=before.name, after=after.name))
    return tuple(found)


def units(old: Iterable[UnitName], new: Iterable[UnitName]) -> tuple[Change, ...]:
    """Return what units are called otherwise."""
    return tuple(
        Change(
            topic=Topic.UNIT,
            key=(after or before or UnitName(code="", name="")).code,
            before=before.name if before is not None else "",
            after=after.name if after is not None else "",
        )
        for before, after in _paired(old, new, lambda each: each.code)
        if before != after
    )


# -- codes of other systems ------------------------------------------------------------------------


def codes(old: Mapping[str, object], new: Mapping[str, object]) -> tuple[Change, ...]:
    """Return which codes of another system come, go, or are others from then on."""
    before, after = dict(_leaves(old)), dict(_leaves(new))
    found = []
    for path in dict.fromkeys((*after, *before)):
        if before.get(path) != after.get(path):
            *table, key = path
            told = {"before": before.get(path, ""), "after": after.get(path, "")}
            found.append(Change(topic=Topic.CODE, key=key, name=".".join(table), **told))
    return tuple(found)


def _leaves(data: Mapping[str, object], at: tuple[str, ...] = ()) -> Iterator[tuple[_Path, str]]:
    """Yield each code with the way to it, in the order of the data."""
    for key, value in data.items():
        path = (*at, str(key))
        if path in _NO_CODES:
            continue
        if isinstance(value, Mapping):
            yield from _leaves(value, path)
        elif isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
            for place, each in enumerate(value, start=1):
                rest = dict(each) if isinstance(each, Mapping) else {"": each}
                yield (*path, str(rest.pop("code", place))), " → ".join(map(_plain, rest.values()))
        else:
            yield path, _plain(value)


def _plain(value: object) -> str:
    return _said(", ".join(map(str, value)) if isinstance(value, list) else _text(value))


# -- other rules ---------------------------------------------------------------------------------


def entries(old: Mapping[str, object], new: Mapping[str, object]) -> tuple[Change, ...]:
    """Return what changes in rules that are lists of entries, or single values."""
    found: list[Change] = []
    for key in dict.fromkeys((*old, *new)):
        if old.get(key) == new.get(key) or key == "version":
            continue
        before, after = _parts(key, old.get(key)), _parts(key, new.get(key))
        for name in dict.fromkeys((*before, *after)):
            if before.get(name) != after.get(name):
                told = {"before": before.get(name, ""), "after": after.get(name, "")}
                found.append(Change(topic=Topic.ENTRY, key=name, **told))
    return tuple(found)


def _parts(key: str, value: object) -> dict[str, str]:
    if isinstance(value, Mapping):
        return {f"{key} {name}": _text(each) for name, each in value.items()}
    if not isinstance(value, list):
        return {} if value is None else {key: _text(value)}
    found: dict[str, str] = {}
    for place, each in enumerate(value, start=1):
        name = ""
        if isinstance(each, Mapping):
            name = next((str(each[k]) for k in ("id", "key", "code", "name") if each.get(k)), "")
        found[f"{key} {name or place}"] = _text(each)
    return found


def _text(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def counts(told: Iterable[Change]) -> tuple[int, int, int]:
    """Return how much is added, changed and taken away."""
    kinds = [(bool(each.before), bool(each.after)) for each in told]
    added, removed = kinds.count((False, True)), kinds.count((True, False))
    return added, len(kinds) - added - removed, removed
