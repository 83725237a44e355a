"""The columns of each book, as its paper has them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from desk.domain.books import DRAWER, FEES, RECEIVED, RETURNED, Count, Line
from desk.domain.records import VN


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the key of its heading, its share of the width, and what stands in it."""

    key: str
    share: float
    value: Callable[[Line], str]
    align: str = "left"


def moment(at: datetime | None) -> str:
    """Return 16:05 23/11/2026."""
    return f"{at.astimezone(VN):%H:%M %d/%m/%Y}" if at else ""


def figure(number: int | None) -> str:
    """Return 1.250.000; nothing for nothing."""
    return whole(number) if number else ""


def whole(number: int) -> str:
    """Return 1.250.000, and 0."""
    return f"{number:,}".replace(",", ".")


def _name(line: Line) -> str:
    return line.name


def _counted(value: Callable[[Count], str]) -> Callable[[Line], str]:
    return lambda line: value(line.count) if line.count is not None else ""


def _off(count: Count) -> str:
    return f"{'+' if count.off > 0 else ''}{whole(count.off)}"


_NUMBER: Final = Column("no", 4, lambda line: str(line.line or ""), "centre")
_COUNTING: Final = Column("no", 4, lambda _: "", "centre")
_CODE: Final = Column("code", 12, lambda line: line.code)
_WHAT: Final = Column("procedure", 18, lambda line: line.what)
_COLUMNS: Final[Mapping[str, tuple[Column, ...]]] = {
    RECEIVED: (
        _NUMBER,
        _CODE,
        _WHAT,
        Column("name", 12, _name),
        Column("contact", 15, lambda line: line.contact),
        Column("agency", 8, lambda line: line.agency),
        Column("received", 8, lambda line: moment(line.at), "centre"),
        Column("due", 8, lambda line: moment(line.due_at), "centre"),
        Column("returned", 8, lambda line: moment(line.returned_at), "centre"),
        Column("manner", 7, lambda line: line.manner),
        Column("signed", 7, lambda line: line.collector),
    ),
    RETURNED: (
        _COUNTING,
        _CODE,
        _WHAT,
        Column("name", 15, _name),
        Column("due", 9, lambda line: moment(line.due_at), "centre"),
        Column("returned", 9, lambda line: moment(line.at), "centre"),
        Column("collector", 15, lambda line: line.collector),
        Column("signed", 10, lambda _: ""),
    ),
    FEES: (
        _COUNTING,
        Column("at", 9, lambda line: moment(line.at), "centre"),
        _CODE,
        Column("name", 16, _name),
        Column("procedure", 24, lambda line: line.what),
        Column("serial", 9, lambda line: line.serial),
        Column("taken", 9, lambda line: figure(max(line.fee or 0, 0)), "right"),
        Column("back", 9, lambda line: figure(-min(line.fee or 0, 0)), "right"),
        Column("by", 13, lambda line: line.by),
    ),
    DRAWER: (
        _COUNTING,
        Column("opened", 9, _counted(lambda count: moment(count.opened_at)), "centre"),
        Column("opened_by", 13, _name),
        Column("float", 9, _counted(lambda count: whole(count.float_)), "right"),
        Column("cash", 9, lambda line: whole(line.fee or 0), "right"),
        Column("expected", 9, _counted(lambda count: whole(count.expected)), "right"),
        Column("counted", 9, _counted(lambda count: whole(count.counted)), "right"),
        Column("off", 8, _counted(_off), "right"),
        Column("reason", 16, _counted(lambda count: count.reason)),
        Column("closed_at", 9, lambda line: moment(line.at), "centre"),
        Column("by", 13, lambda line: line.by),
    ),
}
_CERTIFIED: Final = (
    _NUMBER,
    Column("day", 8, lambda line: f"{line.at.astimezone(VN):%d/%m/%Y}", "centre"),
    Column("person", 18, _name),
    Column("identity", 12, lambda line: line.contact),
    Column("document", 28, lambda line: line.what),
    Column("pages", 6, lambda line: figure(line.pages), "right"),
    Column("copies", 6, lambda line: figure(line.copies), "right"),
    Column("fee", 9, lambda line: figure(line.fee), "right"),
    Column("serial", 9, lambda line: line.serial),
)
_NOTE: Final = Column("note", 8, lambda _: "")


def form_of(kind: str) -> str:
    """Return the form that a kind of book is worded by."""
    return f"book_{kind if kind in _COLUMNS else 'certified'}"


def columns_of(kind: str) -> tuple[Column, ...]:
    """Return the columns of a kind of book."""
    found = _COLUMNS.get(kind, _CERTIFIED)
    return found if kind == DRAWER else (*found, _NOTE)
