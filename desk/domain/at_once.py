"""Returned at once: what is certified while the citizen waits, and the book it is entered in.

The certification books are those of NĐ 23/2015/NĐ-CP Đ.13: one for each kind of certifying,
numbered from 1 in each year; every kind of document gets a number of its own (Đ.14).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from desk.domain import fees
from desk.domain.errors import InputError
from desk.domain.fees import Fee, Tariff, Waiver
from desk.domain.records import Channel, Dossier, Party, Procedure, Unit
from desk.domain.ruledata import Entry, RuleDataError

#: The kinds of certification books, as events name them.
KINDS: Final = ("copy", "signature", "contract", "translation")
_MOST_PAGES: Final = 10_000
_MOST_COPIES: Final = 1_000


class BadRegistersError(RuleDataError):
    """The data of the certification books cannot be used."""


class NothingToCertifyError(InputError):
    """Not one document was named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A certification book: its kind, its name, the sign on its numbers, what is entered in it."""

    kind: str
    name: str
    sign: str  # SCT/BS
    procedures: tuple[str, ...]
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One document that is certified: of so many pages (0: not told), in so many copies."""

    what: str = ""
    pages: int = 1
    copies: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class AtOnce:
    """What is received, entered, finished and handed back in one act."""

    uid: str
    procedure: str
    person: Party
    items: tuple[Item, ...]
    waiver: str = ""  # id
    fee: int | None = None  # by hand, where no table has it
    serial: str = ""  # of the tax receipt
    printed: bool = False  # Mẫu 01, which nobody needs unless the citizen asks (NĐ 61 Đ.17.4)


def register_of(registers: Iterable[Register], code: str) -> Register | None:
    """Return the book that a procedure is entered in, None where there is none."""
    return next((each for each in registers if code in each.procedures), None)


def is_offered(procedure: Procedure, registers: Iterable[Register]) -> bool:
    """Tell whether a procedure can be returned at once: of the same day, or entered in a book."""
    return (
        procedure.limit.unit is Unit.SAME_DAY or register_of(registers, procedure.code) is not None
    )


def check_items(items: Sequence[Item]) -> None:
    """Refuse a list of documents that nobody can have certified.

    Raises:
        NothingToCertifyError, CopyCountError.
    """
    if not items:
        raise NothingToCertifyError
    for item in items:
        fees.check_count(item.pages, _MOST_PAGES)
        fees.check_count(item.copies, _MOST_COPIES)


def price(
    procedure: Procedure,
    items: Sequence[Item],
    tariffs: Iterable[Tariff],
    day: date,
    *,
    waiver: Waiver | None = None,
    by_hand: int | None = None,
) -> Fee:
    """Return what several documents cost together: by the page, by the copy, or by hand.

    Raises:
        NothingToCertifyError, CopyCountError, FeeAmountError.
    """
    check_items(items)
    full = _full(procedure, items, fees.tariff_for(tariffs, procedure.code, day), day)
    if by_hand is not None:
        full = Fee(amount=fees.check_amount(by_hand))
    return full if waiver is None else fees.waived(full, waiver)


def _full(procedure: Procedure, items: Sequence[Item], tariff: Tariff | None, day: date) -> Fee:
    if tariff is not None:
        each = [tariff.price(item.pages, item.copies).amount or 0 for item in items]
        counted = "; ".join(f"{item.pages} trang × {item.copies} bản" for item in items)
        return Fee(amount=fees.check_amount(sum(each)), note=f"{counted} ({tariff.basis})")
    fee = fees.fee_for(procedure, Channel.COUNTER, day)
    if not fee.per:
        return fee
    return fees.times(fee, sum(item.copies for item in items))


def parse_registers(data: object) -> tuple[Register, ...]:
    """Read the certification books from their JSON; raises `BadRegistersError`."""
    top = Entry(data, at="registers", error=BadRegistersError)
    top.text("note", default="")
    found: list[Register] = []
    for entry in top.entries("registers"):
        register = _register(entry)
        for other in found:
            if other.kind == register.kind:
                entry.fail("kind", f"≠ {other.kind}", register.kind)
            if shared := set(other.procedures) & set(register.procedures):
                entry.fail("procedures", f"≠ {other.kind}", min(shared))
        found.append(register)
    top.close()
    return tuple(found)


def _register(entry: Entry) -> Register:
    register = Register(
        kind=entry.text("kind"),
        name=entry.text("name"),
        sign=entry.text("sign"),
        procedures=entry.texts("procedures"),
        basis=entry.text("basis"),
    )
    if register.kind not in KINDS:
        entry.fail("kind", " | ".join(KINDS), register.kind)
    entry.close()
    return register


def certified(dossier: Dossier, register: Register, procedure: Procedure) -> tuple[Item, ...]:
    """Return what was certified of a dossier that nobody said more of: pages are not known.

    Of copies each paper that was handed in to be copied; else the one document that it is about.
    """
    handed = (paper for paper in dossier.papers if paper.copy and not paper.shown)
    items = [Item(what=paper.name, pages=0, copies=paper.copy) for paper in handed]
    if not items or register.kind != "copy":
        items = [Item(pages=0)]
    return tidy(items, procedure)


def tidy(items: Iterable[Item], procedure: Procedure) -> tuple[Item, ...]:
    """Return the documents as they are entered: each with a name."""
    usual = next((rule.name for rule in procedure.papers if not rule.present_only), procedure.name)
    return tuple(replace(each, what=" ".join(each.what.split()) or usual) for each in items)
