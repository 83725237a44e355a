"""A period that was closed: its figures as they were reported, and what became of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from desk.domain.errors import InputError, RuleError
from desk.domain.report import Line, Report, Share, Value


class PeriodOpenError(RuleError):
    """A period that is not over cannot be closed: its figures still change."""


class PeriodClosedError(RuleError):
    """The period is closed already, for the same form and lines."""


class UnknownClosingError(InputError):
    """No period was closed under this number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """Figures as they were reported: columns by number and name, lines, their total."""

    columns: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    total: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """One closing: which report, by whom, when."""

    uid: str
    form: str
    by: str
    start: date
    end: date
    at: datetime
    name: str  # of whoever closed it
    counter: str  # device uid
    frozen: Frozen


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A dossier of which a correction was: the columns that counted it then, and now."""

    code: str
    then: tuple[str, ...]
    now: tuple[str, ...]
    line_then: str = ""  # key
    line_now: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopening:
    """A closing beside what it would be now; `explained` if the dossiers make all the difference.

    They may not where the period was closed at a counter that knew less, or more, than this one.
    """

    closing: Closing
    now: Report
    moved: tuple[Moved, ...]
    explained: bool


def freeze(made: Report) -> str:
    """Return a report's figures as canonical JSON."""
    kept = {
        "columns": [[leaf.number, leaf.name] for leaf in made.form.leaves],
        "lines": [_row(line) for line in made.lines],
        "total": _row(made.total),
    }
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _row(line: Line) -> list[object]:
    values = [
        [value.part, value.whole] if isinstance(value, Share) else value for value in line.values
    ]
    return [line.key, line.name, values]


def thaw(text: str) -> Frozen:
    """Return figures from their JSON."""
    kept = json.loads(text)
    return Frozen(
        columns=tuple((number, name) for number, name in kept["columns"]),
        lines=tuple(_line(row) for row in kept["lines"]),
        total=_line(kept["total"]),
    )


def _line(row: list[object]) -> Line:
    key, name, values = row
    assert isinstance(values, list)  # noqa: S101 - as `freeze` wrote it
    return Line(key=str(key), name=str(name), values=tuple(map(_value, values)))


def _value(kept: object) -> Value:
    if isinstance(kept, list):
        return Share(*kept)
    return kept if isinstance(kept, int) else None


def difference(before: Frozen, after: Report) -> dict[str, int]:
    """Return by how much each column's total has changed; columns that both have, of numbers."""
    now = dict(zip((leaf.number for leaf in after.form.leaves), after.total.values, strict=True))
    found = {}
    for (number, _), was in zip(before.columns, before.total.values, strict=True):
        is_now = now.get(number)
        if isinstance(was, int) and isinstance(is_now, int) and is_now != was:
            found[number] = is_now - was
    return found


def explains(moved: tuple[Moved, ...], changed: dict[str, int]) -> bool:
    """Whether dossiers make exactly that difference."""
    found: dict[str, int] = {}
    for each in moved:
        for number in each.then:
            found[number] = found.get(number, 0) - 1
        for number in each.now:
            found[number] = found.get(number, 0) + 1
    return {number: by for number, by in found.items() if by} == changed
