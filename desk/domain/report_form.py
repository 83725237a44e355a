"""Report forms as data: columns, numbers, sums and shares over measures; a new form is a file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from desk.domain.errors import InputError
from desk.domain.report_measures import MEASURES, WaitingRule
from desk.domain.ruledata import Entry, RuleDataError

_ID: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z.\-]{0,30}")
_DEEP: Final = 4  # lines of headings
_MOST: Final = 60  # columns


class BadReportFormError(RuleDataError):
    """The data of a report form cannot be used."""


class UnknownReportError(InputError):
    """There is no such report, or none of that name is in force at the end of the period."""


class UnknownGroupingError(InputError):
    """The form is not made by that grouping."""


class Grouping(StrEnum):
    """What the rows of a report are."""

    FIELD = "field"  # lĩnh vực
    PROCEDURE = "procedure"
    OFFICER = "officer"
    CHANNEL = "channel"
    UNIT = "unit"  # that solves it, as the catalogue has it


class Head(StrEnum):
    """How the paper opens."""

    STATISTICAL = "statistical"  # number and parties, as statistical forms
    LETTER = "letter"  # name of the country and motto, as letters

    @property
    def wording(self) -> str:
        """Which wording it opens and is signed with: of statistical forms, or of letters."""
        return "06a" if self is Head.STATISTICAL else "unit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of figures, or a heading over others (`columns`).

    A figure is one of: the sum of `measures`; the sum of other columns, by their numbers; a share
    of columns in columns; `unknown`: why nobody can tell it from what is written down.
    """

    name: str
    number: str = ""
    measures: tuple[str, ...] = ()
    sum: tuple[str, ...] = ()
    share: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    unknown: str = ""
    columns: tuple[Column, ...] = ()

    @property
    def leaves(self) -> Iterator[Column]:
        """The columns of figures below, or the column itself."""
        if self.columns:
            for each in self.columns:
                yield from each.leaves
        else:
            yield self

    @property
    def depth(self) -> int:
        """How many lines of headings it takes."""
        return 1 + max((each.depth for each in self.columns), default=0)

    @property
    def sign(self) -> str:
        """How it is numbered on paper, with what it is the sum of."""
        added = "+".join(f"({each})" for each in self.sum)
        return f"({self.number})={added}" if added else f"({self.number})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """One index of a set: a numerator and a denominator of columns, and the rule it follows."""

    key: str
    group: str
    name: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Invariant:
    """Columns whose sums must be the same in every row, and what is said where they are not."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportForm:
    """One report as its decree asks for it, in force `since` … `until` (both days included)."""

    id: str
    since: date
    until: date | None
    version: str
    sign: str
    title: str
    law: str
    head: Head
    measure: str  # the unit of its figures, in words
    names: str  # heading of the column of names
    groupings: tuple[Grouping, ...]  # the first is the usual one
    waiting: WaitingRule
    columns: tuple[Column, ...]
    indices: tuple[Index, ...]
    invariants: tuple[Invariant, ...]
    notes: tuple[str, ...]
    recipient: str
    closes: int = 0  # day of the last month on which data close; 0: the month's end

    @property
    def leaves(self) -> tuple[Column, ...]:
        """The columns of figures, from left to right."""
        return tuple(leaf for column in self.columns for leaf in column.leaves)

    @property
    def by_number(self) -> Mapping[str, Column]:
        """The columns of figures by their numbers."""
        return {leaf.number: leaf for leaf in self.leaves}

    def grouping(self, by: str = "") -> Grouping:
        """Return the grouping of that name, or the usual one.

        Raises:
            UnknownGroupingError: the form is not made by it.
        """
        if not by:
            return self.groupings[0]
        if by not in self.groupings:
            raise UnknownGroupingError(by=by[:40], known=", ".join(self.groupings))
        return Grouping(by)

    def parts(self, number: str) -> tuple[str, ...]:
        """Return the measures that a column adds up, each as often as it counts.

        Of a share those of its numerator.
        """
        column = self.by_number[number]
        below = column.share[0] if column.share else column.sum
        return column.measures + tuple(each for part in below for each in self.parts(part))


def in_force(
    forms: Sequence[ReportForm], name: str, day: date, others: Sequence[str] = ()
) -> ReportForm:
    """Return the form of a name that is in force on a day; upper or lower case does not matter.

    Raises:
        UnknownReportError: `known` are those in force, and the `others` that are no forms.
    """
    fit = [each for each in forms if each.since <= day and (each.until or date.max) >= day]
    for form in sorted(fit, key=lambda each: each.since, reverse=True):
        if form.id.casefold() == name.casefold():
            return form
    known = dict.fromkeys((*(each.id for each in fit), *others))
    raise UnknownReportError(kind=name[:40], known=", ".join(known))


def parse_report_form(data: object) -> ReportForm:
    """Read a report form from its JSON; raises `BadReportFormError` naming the entry."""
    top = Entry(data, at="report", error=BadReportFormError)
    top.text("note", default="")
    form = ReportForm(
        id=top.text("report"),
        since=top.day("since"),
        until=_until(top),
        version=top.text("version", default=""),
        sign=top.text("sign", default=""),
        title=top.text("title"),
        law=top.text("law"),
        head=top.choice("head", Head),
        measure=top.text("measure"),
        names=top.text("names"),
        groupings=_groupings(top),
        waiting=top.choice("waiting", WaitingRule) if top.has("waiting") else WaitingRule.IN_TIME,
        columns=tuple(_column(each, 1) for each in top.entries("columns")),
        indices=tuple(_index(each) for each in top.entries("indices")),
        invariants=tuple(_invariant(each) for each in top.entries("invariants")),
        notes=top.texts("notes"),
        recipient=top.text("recipient", default=""),
        closes=top.whole("closes", 0, 28, default=0),
    )
    top.close()
    _check(form, top)
    return form


def _until(top: Entry) -> date | None:
    text = top.day_text("until")
    return date.fromisoformat(text) if text else None


def _groupings(top: Entry) -> tuple[Grouping, ...]:
    named = top.texts("groupings")
    known = set(Grouping)
    if not named or len(set(named)) < len(named) or not known.issuperset(named):
        top.fail("groupings", f"[{' | '.join(Grouping)}]", list(named))
    return tuple(map(Grouping, named))


def _column(entry: Entry, depth: int) -> Column:
    name = entry.text("name")
    if entry.has("columns"):
        below = tuple(_column(each, depth + 1) for each in entry.entries("columns"))
        if not below or depth == _DEEP:
            entry.fail("columns", f"[{{…}}], 1…{_DEEP}")
        entry.close()
        return Column(name=name, columns=below)
    share = _share(entry)
    column = Column(
        name=name,
        number=entry.text("number"),
        measures=entry.texts("measures"),
        sum=entry.texts("sum"),
        share=share,
        unknown=entry.text("unknown", default=""),
    )
    entry.close()
    if not _ID.fullmatch(column.number):
        entry.fail("number", _ID.pattern, column.number)
    if sum(map(bool, (column.measures, column.sum, share, column.unknown))) != 1:
        entry.fail("", "measures | sum | share | unknown", column.number)
    for measure in column.measures:
        if measure not in MEASURES:
            entry.fail("measures", " | ".join(MEASURES), measure)
    return column


def _share(entry: Entry) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    if not entry.has("share"):
        return None
    inner = entry.entry("share")
    found = inner.texts("of"), inner.texts("in")
    inner.close()
    if not all(found):
        entry.fail("share", '{"of": […], "in": […]}')
    return found


def _index(entry: Entry) -> Index:
    index = Index(
        key=entry.text("key"),
        group=entry.text("group"),
        name=entry.text("name"),
        numerator=entry.texts("numerator"),
        denominator=entry.texts("denominator"),
        rule=entry.text("rule"),
    )
    entry.close()
    if not index.numerator or not index.denominator:
        entry.fail("numerator", "[“…”]")
    return index


def _invariant(entry: Entry) -> Invariant:
    found = Invariant(
        left=entry.texts("left"), right=entry.texts("right"), words=entry.text("words")
    )
    entry.close()
    if not found.left or not found.right:
        entry.fail("left", "[“…”]")
    if "{rows}" not in found.words:
        entry.fail("words", "{rows}", found.words)
    return found


def _check(form: ReportForm, top: Entry) -> None:
    """Refuse numbers given twice or not at all, and sums that go in a circle."""
    if not _ID.fullmatch(form.id):
        top.fail("report", _ID.pattern, form.id)
    numbers = [leaf.number for leaf in form.leaves]
    if not 0 < len(numbers) <= _MOST:
        top.fail("columns", f"1…{_MOST}", len(numbers))
    if form.until is not None and form.until < form.since:
        top.fail("until", f"≥ {form.since}", f"{form.until}")
    for number in numbers:
        if numbers.count(number) > 1:
            top.fail("columns", f"≠ {number}", number)
    columns = form.by_number
    for named in _named(form):
        column = columns.get(named)
        if column is None:
            top.fail("columns", " | ".join(numbers), named)
        if column.share or column.unknown:  # of which nothing can be added up
            top.fail("columns", "measures | sum", named)
    for number in numbers:
        _no_circle(form, top, number, ())


def _named(form: ReportForm) -> Iterator[str]:
    for leaf in form.leaves:
        yield from leaf.sum
        for part in leaf.share or ():
            yield from part
    for index in form.indices:
        yield from (*index.numerator, *index.denominator)
    for each in form.invariants:
        yield from (*each.left, *each.right)


def _no_circle(form: ReportForm, top: Entry, number: str, above: tuple[str, ...]) -> None:
    if number in above:
        top.fail("columns", "sum", " → ".join((*above, number)))
    column = form.by_number[number]
    for part in column.share[0] + column.share[1] if column.share else column.sum:
        _no_circle(form, top, part, (*above, number))
