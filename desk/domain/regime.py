"""Which law the counter works under on a given day: dated regimes, as data.

A dossier keeps the regime it was received under; a new regime never moves its due date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from desk.domain.errors import RuleError
from desk.domain.records import Unit
from desk.domain.ruledata import Entry, RuleDataError

_HOURS = 24 * 30
_DAYS = 366
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


class NoRegimeError(RuleError):
    """No regime was in force on `day`: it is before the earliest one we know."""


class UnknownRegimeError(RuleError):
    """A dossier names the regime `regime`, which the rules here do not have."""


class BadRegimesError(RuleDataError):
    """The data of the regimes cannot be used."""


class SupplementClock(StrEnum):
    """What a completed supplement does to the time limit."""

    RESTART = "restart"  # counted again from zero (NĐ 61 Đ.19.4, NĐ 118 Đ.19.5)
    PAUSE = "pause"  # the waiting interval is added (index of QĐ 766)


class DayEnd(StrEnum):
    """At what hour a limit counted in days ends on its last day."""

    CLOSE = "close"  # close of business
    RECEIPT_HOUR = "receipt_hour"  # the hour of receipt, as some provincial systems keep it


class FormSet(StrEnum):
    """Which set of printed forms is in force."""

    F2018 = "2018"  # TT 01/2018/TT-VPCP, six forms
    F2025 = "2025"  # TT 03/2025/TT-VPCP, seven forms


class CodeOrder(StrEnum):
    """In which order the parts of a dossier code's unit stand."""

    C2018 = "2018"  # V1V2V3.Z1Z2.Y1Y2.MX1X2, the ministry last
    C2025 = "2025"  # MX1X2.Y1Y2Y3.Z1Z2, the ministry or city first


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The articles that an explained due date quotes, as they are to be read."""

    start: str  # days are counted from the next day
    hours: str  # hours are counted from the moment
    day_off: str  # a period that ends on a day off
    cutoff: str  # received after 15:00
    clock: str  # from a complete dossier on
    supplement: str
    once: str  # a supplement is asked for once
    waiting: str  # for a payment
    closing: str
    apology: str
    verification: str
    online: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """The rules in force from `since` until the next regime begins.

    `supplement_close_days` are calendar days, None where the law knows no closing. In working days
    are `supplement_notice_days`, `apology_draft_days` from which on an apology
    is drafted before the due date, and `apology_again_days`, what its new date adds.
    `answer_hours` are working hours, `acknowledge_hours` hours of the clock; None where the law
    gives none.
    """

    id: str
    since: date
    name: str
    one_stop_law: str
    form_law: str
    civil_status_law: str
    data_law: str
    note: str
    forms: FormSet
    codes: CodeOrder
    cutoff: time
    day_end: DayEnd
    supplement_clock: SupplementClock
    supplement_notice_days: int
    supplement_close_days: int | None
    apology_lead_days: int
    apology_lead_unit: Unit
    apology_times: int
    apology_draft_days: int
    apology_again_days: int
    acknowledge_hours: int | None
    answer_hours: int
    basis: Basis


def parse_regimes(data: object) -> tuple[Regime, ...]:
    """Read the regimes from their JSON, oldest first; raises `BadRegimesError`."""
    top = Entry(data, at="regimes", error=BadRegimesError)
    top.text("note", default="")
    found: list[Regime] = []
    for entry in top.entries("regimes"):
        regime = _regime(entry)
        if found and regime.since <= found[-1].since:
            entry.fail("since", f"> {found[-1].since}", regime.since.isoformat())
        if regime.id in {each.id for each in found}:
            entry.fail("id", f"≠ {regime.id}", regime.id)
        found.append(regime)
    if not found:
        top.fail("regimes", "[{…}]")
    top.close()
    return tuple(found)


def regime_on(regimes: Sequence[Regime], day: date) -> Regime:
    """Return the regime in force on a day, or raise `NoRegimeError`."""
    for regime in reversed(regimes):
        if regime.since <= day:
            return regime
    raise NoRegimeError(day=f"{day:%d/%m/%Y}")


def regime_named(regimes: Sequence[Regime], regime_id: str) -> Regime:
    """Return the regime a dossier was received under, or raise `UnknownRegimeError`."""
    for regime in regimes:
        if regime.id == regime_id:
            return regime
    raise UnknownRegimeError(regime=regime_id)


def _regime(entry: Entry) -> Regime:
    supplement, apology, online = map(entry.entry, ("supplement", "apology", "online"))
    cutoff = entry.text("cutoff")
    if not _TIME.fullmatch(cutoff):
        entry.fail("cutoff", "HH:MM", cutoff)
    regime = Regime(
        id=entry.text("id"),
        since=entry.day("since"),
        name=entry.text("name"),
        one_stop_law=entry.text("one_stop_law"),
        form_law=entry.text("form_law"),
        civil_status_law=entry.text("civil_status_law"),
        data_law=entry.text("data_law"),
        note=entry.text("note", default=""),
        forms=entry.choice("forms", FormSet),
        codes=entry.choice("codes", CodeOrder),
        cutoff=time.fromisoformat(cutoff),
        day_end=entry.choice("day_end", DayEnd),
        supplement_clock=supplement.choice("clock", SupplementClock),
        supplement_notice_days=supplement.whole("notice_working_days", 1, _DAYS),
        supplement_close_days=supplement.whole_or_none("close_calendar_days", 1, _DAYS),
        apology_lead_days=apology.whole("lead", 0, _DAYS),
        apology_lead_unit=apology.choice("lead_unit", Unit),
        apology_times=apology.whole("times", 1, _DAYS),
        apology_draft_days=apology.whole("draft_working_days", 0, _DAYS, default=2),
        apology_again_days=apology.whole("again_working_days", 1, _DAYS, default=3),
        acknowledge_hours=online.whole_or_none("acknowledge_hours", 1, _HOURS),
        answer_hours=online.whole("answer_working_hours", 1, _HOURS),
        basis=_basis(entry.entry("basis")),
    )
    if regime.apology_lead_unit not in {Unit.CALENDAR_DAYS, Unit.WORKING_DAYS}:
        apology.fail("lead_unit", "calendar_days | working_days", regime.apology_lead_unit.value)
    for part in (supplement, apology, online, entry):
        part.close()
    return regime


def _basis(entry: Entry) -> Basis:
    basis = Basis(**{name: entry.text(name) for name in Basis.__slots__})
    entry.close()
    return basis
