"""A report: lines of figures by a form, counted from kinds of dossiers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from desk.domain.errors import InputError
from desk.domain.report_form import Column, Grouping, Index, ReportForm
from desk.domain.report_measures import MEASURES, Kind

TOTAL: Final = ""  # key of the line that adds up the others


class UnknownCellError(InputError):
    """The report has no such line, or no such column of dossiers."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        """Per cent; None where there is nothing to take a share of."""
        return self.part / self.whole * 100 if self.whole else None

    @property
    def words(self) -> str:
        """As it is read: 96,8 – rounded half up – or a dash."""
        if not self.whole:
            return "–"
        tenths = (2000 * self.part + self.whole) // (2 * self.whole)
        return f"{tenths // 10},{tenths % 10}"


#: A figure: a number, a share, or None: what is written down does not tell.
Value = int | Share | None
#: What stands for what nobody can tell.
UNKNOWN: Final = "…"


def words(value: Value) -> str:
    """Return a figure as it is read."""
    if value is None:
        return UNKNOWN
    return value.words if isinstance(value, Share) else f"{value:,}".replace(",", ".")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line; `values` in the order of the form's columns. A `section` heads those below it."""

    key: str
    name: str
    values: tuple[Value, ...] = ()
    section: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexLine:
    """One index of a set, counted."""

    index: Index
    share: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened:
    """A dossier that had ended and went on again within the period."""

    code: str
    at: datetime


#: What a report says that is of one counter alone.
ALONE: Final = "Chỉ tính hồ sơ của máy này: máy chưa đồng bộ với các quầy khác của phường, xã."


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A form filled in for a period of inclusive Vietnamese days, as of its end or of `at`.

    `alone`: this counter has never exchanged with the others of its ward, and knows only its own.
    """

    form: ReportForm
    by: Grouping
    start: date
    end: date
    at: datetime
    lines: tuple[Line, ...]
    total: Line
    indices: tuple[IndexLine, ...] = ()
    reopened: tuple[Reopened, ...] = ()
    alone: bool = False

    def line(self, name: str) -> Line:
        """Return the line of that key or name; the total for an empty one.

        Raises:
            UnknownCellError.
        """
        if name in (TOTAL, self.total.name):
            return self.total
        for each in self.lines:
            if name in (each.key, each.name) and not each.section:
                return each
        raise UnknownCellError(what=name[:80], known=", ".join(each.name for each in self.lines))

    def column(self, number: str) -> Column:
        """Return the column of that number, which counts dossiers.

        Raises:
            UnknownCellError.
        """
        found = self.form.by_number.get(number)
        if found is None or found.unknown:
            known = (each.number for each in self.form.leaves if not each.unknown)
            raise UnknownCellError(what=number[:80], known=", ".join(known))
        return found


def figures(form: ReportForm, counts: Mapping[str, int]) -> tuple[Value, ...]:
    """Return a line's figures from what its measures counted, in the order of the columns."""
    known: dict[str, int] = {}

    def number(name: str) -> int:
        if name not in known:
            column = form.by_number[name]
            own = sum(counts.get(each, 0) for each in column.measures)
            known[name] = own + sum(map(number, column.sum))
        return known[name]

    def value(column: Column) -> Value:
        if column.unknown:
            return None
        if column.share:
            part, whole = (sum(map(number, side)) for side in column.share)
            return Share(part, whole)
        return number(column.number)

    return tuple(map(value, form.leaves))


def counted(kinds: Iterable[tuple[Kind, int]], names: Iterable[str]) -> dict[str, int]:
    """Return what measures count, from how many dossiers there are of each kind."""
    wanted = {name: MEASURES[name] for name in names}
    found = dict.fromkeys(wanted, 0)
    for kind, number in kinds:
        for name, holds in wanted.items():
            if holds(kind):
                found[name] += number
    return found


def indices(form: ReportForm, total: Line) -> tuple[IndexLine, ...]:
    """Return the form's indices from its total."""
    at = {leaf.number: value for leaf, value in zip(form.leaves, total.values, strict=True)}

    def added(names: Sequence[str]) -> int:
        return sum(value for name in names if isinstance(value := at[name], int))

    return tuple(
        IndexLine(index=each, share=Share(added(each.numerator), added(each.denominator)))
        for each in form.indices
    )


def doubts(form: ReportForm, lines: Iterable[Line]) -> tuple[str, ...]:
    """Return what is to be said of lines that break the form's invariants; nothing of true ones."""
    numbers = [leaf.number for leaf in form.leaves]
    found = []
    checked = [each for each in lines if not each.section]
    for rule in form.invariants:
        wrong = []
        for line in checked:
            at = dict(zip(numbers, line.values, strict=True))
            sides = (
                sum(value for name in side if isinstance(value := at[name], int))
                for side in (rule.left, rule.right)
            )
            if len(set(sides)) > 1:
                wrong.append(line.name)
        if wrong:
            found.append(rule.words.replace("{rows}", "; ".join(wrong)))
    return tuple(found)
