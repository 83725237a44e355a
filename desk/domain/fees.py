"""What a procedure costs: by channel and date, by page, and whom the law lets off.

An amount is never 0 by default: None means that the catalogue has none and a person must say.
A waiver keeps its legal ground, word for word, beside the amount it took away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from desk.domain.errors import InputError
from desk.domain.records import Channel, Dossier, FeeRule, Procedure
from desk.domain.ruledata import Entry, RuleDataError

HIGHEST_FEE = 1_000_000_000  # đồng; beyond it somebody's finger stayed on the zero
_MOST_PAGES = 10_000
_MOST_COPIES = 1_000
_PERCENT = 100
#: A legal document is named by its number (TT 75/2022/TT-BTC), a law by its name as well.
_LEGAL: Final = re.compile(
    r"\b[0-9]+/(?:[0-9]{4}/)?[A-ZĐ]{2}|\b(?:Luật|Bộ luật|Pháp lệnh|Hiến pháp) [^\W\d_]"
    r"|\b(?:Nghị định|Nghị quyết|Thông tư|Quyết định|NĐ|NQ|TT|QĐ)(?: số)? [0-9]"
)


class FeeAmountError(InputError):
    """An amount of money that no fee can be: below zero or above `highest`."""


class CopyCountError(InputError):
    """A number of pages or copies outside `lowest` … `highest`."""


class BadTariffsError(RuleDataError):
    """The data of the tariffs by page cannot be used."""


class BadWaiversError(RuleDataError):
    """The data of the waivers cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """What is to be paid, in whole đồng; `amount` is None where the catalogue has none.

    After a waiver `ground` is its legal ground, verbatim, and `full` what it would have cost.
    """

    amount: int | None
    per: str = ""
    note: str = ""
    ground: str = ""
    full: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TariffStep:
    """From which page of a copy on a page costs how much."""

    from_page: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff:
    """A fee by the page, with steps and a ceiling for each copy."""

    procedures: tuple[str, ...]
    steps: tuple[TariffStep, ...]
    max_per_copy: int | None
    per: str
    basis: str
    since: str = ""
    until: str = ""

    def price(self, pages: int, copies: int) -> Fee:
        """Return the fee for so many copies of a paper of so many pages."""
        check_count(pages, _MOST_PAGES)
        check_count(copies, _MOST_COPIES)
        ends = [step.from_page for step in self.steps[1:]] + [pages + 1]
        one = sum(
            step.amount * max(0, min(end, pages + 1) - step.from_page)
            for step, end in zip(self.steps, ends, strict=True)
        )
        if self.max_per_copy is not None:
            one = min(one, self.max_per_copy)
        return Fee(
            amount=check_amount(one * copies),
            note=f"{pages} trang × {copies} bản ({self.basis})",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A group of people, or a case, whom the law lets off a fee, wholly or in part."""

    id: str
    name: str
    ground: str  # shown and printed as it stands
    percent: int
    areas: tuple[str, ...]
    procedures: tuple[str, ...]
    channel: Channel | None = None
    since: str = ""
    until: str = ""
    confidence: str = ""
    note: str = ""

    def applies(self, procedure: Procedure, channel: Channel, day: date) -> bool:
        """Whether the waiver is offered for a procedure, however it came in, on a day."""
        named = procedure.code in self.procedures or procedure.area in self.areas
        return named and self.channel in {None, channel} and _in_force(self.since, self.until, day)


def fee_for(procedure: Procedure, channel: Channel, day: date) -> Fee:
    """Return the fee of a procedure by how it came in and when.

    A row for the channel beats one for all channels, a later row an earlier one.
    """
    rules = [
        rule
        for rule in procedure.fees
        if rule.channel in {None, channel} and _in_force(rule.since, rule.until, day)
    ]
    if not rules:
        return Fee(amount=None)
    best = max(rules, key=lambda rule: (rule.channel is not None, rule.since))
    return Fee(amount=best.amount, per=best.per, note=best.note)


def times(fee: Fee, count: int) -> Fee:
    """Return the fee for several units of it, such as copies; None stays None."""
    check_count(count, _MOST_COPIES)
    if fee.amount is None or count == 1:
        return fee
    note = f"{count} × {_dong(fee.amount)}" + (f"/{fee.per}" if fee.per else "")
    return Fee(
        amount=check_amount(fee.amount * count),
        note=f"{note}; {fee.note}" if fee.note else note,
    )


def waived(fee: Fee, waiver: Waiver) -> Fee:
    """Take a waiver off a fee, keeping its ground and the full amount.

    A fee that nobody knows is known once it is waived wholly, and stays unknown otherwise.
    """
    if waiver.percent == _PERCENT:
        return replace(fee, amount=0, ground=waiver.ground, full=fee.amount)
    if fee.amount is None:
        return replace(fee, ground=waiver.ground)
    left = fee.amount - fee.amount * waiver.percent // _PERCENT
    return replace(fee, amount=left, ground=waiver.ground, full=fee.amount)


def is_ground(note: str) -> bool:
    """Tell whether what stands beside a fee is a legal ground: a legal document is named in it."""
    return _LEGAL.search(note) is not None


def demanded(state: Dossier) -> int | None:
    """Return what an act costs, said at the counter or asked for later; None: nobody knows yet."""
    said = [each for each in (state.fee, state.fee_asked) if each is not None]
    return max(said, default=None)


def owed(state: Dossier) -> int:
    """Return what is still to be paid for a dossier as far as it tells; refused, it costs nothing.

    A fee that nobody knows is none that anybody could be asked for.
    """
    if state.refusal:
        return 0
    return max(0, (demanded(state) or 0) - state.fee_paid)


def tariff_for(tariffs: Iterable[Tariff], code: str, day: date) -> Tariff | None:
    """Return the tariff by page of a procedure on a day; None where it has none."""
    for tariff in tariffs:
        if code in tariff.procedures and _in_force(tariff.since, tariff.until, day):
            return tariff
    return None


def waivers_for(
    waivers: Iterable[Waiver], procedure: Procedure, channel: Channel, day: date
) -> tuple[Waiver, ...]:
    """Return the waivers that may be claimed for a procedure on a day."""
    return tuple(each for each in waivers if each.applies(procedure, channel, day))


def check_amount(amount: int) -> int:
    """Return an amount of money, or raise `FeeAmountError` if no fee can be that."""
    if not 0 <= amount <= HIGHEST_FEE:
        raise FeeAmountError(amount=amount, highest=_dong(HIGHEST_FEE))
    return amount


def check_count(count: int, highest: int) -> int:
    """Return a number of pages or copies, or raise `CopyCountError`."""
    if not 1 <= count <= highest:
        raise CopyCountError(count=count, lowest=1, highest=highest)
    return count


def parse_fee_rules(entry: Entry, key: str = "fees") -> tuple[FeeRule, ...]:
    """Read the fee table of one procedure; rows of one channel must not overlap in time."""
    rules: list[FeeRule] = []
    for row in entry.entries(key):
        rule = FeeRule(
            amount=row.whole_or_none("amount", 0, HIGHEST_FEE),
            per=row.text("per", default=""),
            channel=_channel(row),
            note=row.text("note", default=""),
            **_period(row),
        )
        row.close()
        for other in rules:
            if other.channel == rule.channel and _overlap(other, rule):
                row.fail("since", f"> {other.until or '9999-12-31'}", rule.since)
        rules.append(rule)
    return tuple(rules)


def parse_tariffs(data: object) -> tuple[Tariff, ...]:
    """Read the tariffs by page from their JSON; raises `BadTariffsError`."""
    top = Entry(data, at="tariffs", error=BadTariffsError)
    top.text("note", default="")
    found = tuple(_tariff(entry) for entry in top.entries("tariffs"))
    top.close()
    return found


def parse_waivers(data: object) -> tuple[Waiver, ...]:
    """Read the waivers from their JSON; raises `BadWaiversError`."""
    top = Entry(data, at="waivers", error=BadWaiversError)
    top.text("note", default="")
    found: list[Waiver] = []
    for entry in top.entries("waivers"):
        waiver = _waiver(entry)
        if waiver.id in {each.id for each in found}:
            entry.fail("id", f"≠ {waiver.id}", waiver.id)
        found.append(waiver)
    top.close()
    return tuple(found)


def _tariff(entry: Entry) -> Tariff:
    tariff = Tariff(
        procedures=entry.texts("procedures"),
        steps=tuple(_steps(entry)),
        max_per_copy=entry.whole_or_none("max_per_copy", 0, HIGHEST_FEE),
        per=entry.text("per"),
        basis=entry.text("basis"),
        **_period(entry),
    )
    if not tariff.procedures:
        entry.fail("procedures", "[“…”]")
    entry.close()
    return tariff


def _steps(entry: Entry) -> Sequence[TariffStep]:
    steps: list[TariffStep] = []
    for row in entry.entries("steps"):
        step = TariffStep(
            from_page=row.whole("from_page", 1, _MOST_PAGES),
            amount=row.whole("amount", 0, HIGHEST_FEE),
        )
        row.close()
        expected = f"> {steps[-1].from_page}" if steps else "1"
        if (step.from_page <= steps[-1].from_page) if steps else (step.from_page != 1):
            row.fail("from_page", expected, step.from_page)
        steps.append(step)
    if not steps:
        entry.fail("steps", "[{…}]")
    return steps


def _waiver(entry: Entry) -> Waiver:
    waiver = Waiver(
        id=entry.text("id"),
        name=entry.text("name"),
        ground=entry.text("ground"),
        percent=entry.whole("percent", 1, _PERCENT, default=_PERCENT),
        areas=entry.texts("areas"),
        procedures=entry.texts("procedures"),
        channel=_channel(entry),
        confidence=entry.text("confidence", default=""),
        note=entry.text("note", default=""),
        **_period(entry),
    )
    if not waiver.areas and not waiver.procedures:
        entry.fail("procedures", "[“…”]")
    entry.close()
    return waiver


def _channel(entry: Entry) -> Channel | None:
    return entry.choice("channel", Channel) if entry.has("channel") else None


def _period(entry: Entry) -> Mapping[str, str]:
    since, until = entry.day_text("since"), entry.day_text("until")
    if until and until < since:
        entry.fail("until", f"≥ {since}", until)
    return {"since": since, "until": until}


def _overlap(one: FeeRule, other: FeeRule) -> bool:
    last = "9999-12-31"
    return one.since <= (other.until or last) and other.since <= (one.until or last)


def _in_force(since: str, until: str, day: date) -> bool:
    return since <= day.isoformat() and (not until or day.isoformat() <= until)


def _dong(amount: int) -> str:
    return f"{amount:,} đồng".replace(",", ".")
