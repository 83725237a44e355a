"""Will this be bounced? Rules as data that a form is held against before it is received.

Each rule names its legal ground; all of them warn, none blocks. What they look at are facts: the
answers of the procedure's own form by their keys, and with an `@` what the form says elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from desk.domain import fields
from desk.domain.fields import NO, YES
from desk.domain.records import Party, Procedure
from desk.domain.ruledata import Entry, RuleDataError
from desk.domain.text import fold
from desk.domain.views import Finding, NewDossier

_CONFIDENCE: Final = ("high", "medium", "low")
_MOST_DAYS: Final = 100_000
_MOST_YEARS: Final = 150
_OLD_NUMBER: Final = 9
_NUMBER: Final = 12
#: Ages at which an identity card must be renewed; one made in the two years before lasts longer.
_RENEWED_AT: Final = (14, 25, 40, 60)
_EARLY_YEARS: Final = 2
#: What the form says beside the answers, as `facts` tells it.
KNOWN: Final = frozenset(
    f"@{name}"
    for name in (
        "for_other authority id_kind card_expired missing_papers unanswered lives_elsewhere commune"
    ).split()
)
_PLACE_KINDS: Final = ("phuong", "xa", "dac khu", "thi tran")


class BadPrechecksError(RuleDataError):
    """The data of the checks before receiving cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One thing that must be so: exactly one of the tests is set."""

    fact: str
    among: tuple[str, ...] = ()
    empty: bool | None = None
    days_over: int = 0
    age_under: int = 0

    def holds(self, facts: Mapping[str, str], day: date) -> bool:
        """Whether it is so on `day`; what is not known is not so."""
        value = facts.get(self.fact, "")
        if self.among:
            return value in self.among
        if self.empty is not None:
            return (not value) is self.empty
        at = _day(value)
        if at is None:
            return False
        if self.days_over:
            return day - at > timedelta(days=self.days_over)
        return _years_after(at, self.age_under) > day


@dataclass(frozen=True, slots=True, kw_only=True)
class Precheck:
    """One reason for which dossiers come back."""

    id: str
    title: str
    advice: str
    ground: str
    conditions: tuple[Condition, ...]
    areas: tuple[str, ...] = ()
    except_areas: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    field: str = ""  # where to put it right
    covers: str = ""  # the warning that says the same without a ground
    since: str = ""
    until: str = ""

    def is_about(self, procedure: Procedure, day: date) -> bool:
        """Whether the rule is meant for a procedure on a day."""
        if not (self.since or "0") <= day.isoformat() <= (self.until or "9"):
            return False
        if self.procedures:
            return procedure.code in self.procedures
        return procedure.area not in self.except_areas and (
            not self.areas or procedure.area in self.areas
        )


def parse_prechecks(data: object) -> tuple[Precheck, ...]:
    """Read the rules from their JSON; raises `BadPrechecksError` naming the entry."""
    top = Entry(data, at="prechecks", error=BadPrechecksError)
    for key in ("note", "version"):
        top.text(key, default="")
    found: dict[str, Precheck] = {}
    for entry in top.entries("prechecks"):
        rule = _rule(entry)
        if rule.id in found:
            entry.fail("id", f"≠ {rule.id}", rule.id)
        found[rule.id] = rule
    top.close()
    return tuple(found.values())


def _rule(entry: Entry) -> Precheck:
    name = entry.text("id")
    entry.at = f"prechecks.{name}"
    confidence = entry.text("confidence", default="")
    if confidence and confidence not in _CONFIDENCE:
        entry.fail("confidence", " | ".join(_CONFIDENCE), confidence)
    rule = Precheck(
        id=name,
        title=entry.text("title"),
        advice=entry.text("advice", default=""),
        ground=entry.text("ground"),
        conditions=tuple(_condition(each) for each in entry.entries("if")),
        areas=entry.texts("areas"),
        except_areas=entry.texts("except_areas"),
        procedures=entry.texts("procedures"),
        field=entry.text("field", default=""),
        covers=entry.text("covers", default=""),
        since=entry.day_text("since"),
        until=entry.day_text("until"),
    )
    if not rule.conditions:
        entry.fail("if", "[{…}]")
    entry.close()
    return rule


def _condition(entry: Entry) -> Condition:
    tests = ("is", "empty", "days_over", "age_under")
    given = [name for name in tests if entry.has(name)]
    if len(given) != 1:
        entry.fail("", " | ".join(tests), given)
    fact = entry.text("fact")
    if fact.startswith("@") and fact not in KNOWN:
        entry.fail("fact", " | ".join(sorted(KNOWN)), fact)
    is_empty = entry.flag("empty") if "empty" in given else None
    condition = Condition(
        fact=fact,
        among=entry.texts("is"),
        empty=is_empty,
        days_over=entry.whole("days_over", 1, _MOST_DAYS, default=0),
        age_under=entry.whole("age_under", 1, _MOST_YEARS, default=0),
    )
    if "is" in given and not condition.among:
        entry.fail("is", "[“…”]")
    entry.close()
    return condition


def check(
    rules: Sequence[Precheck], procedure: Procedure, facts: Mapping[str, str], day: date
) -> tuple[Finding, ...]:
    """Return what may bring a dossier back, in the order of the rules."""
    return tuple(
        Finding(
            rule=rule.id,
            title=_filled(rule.title, facts),
            advice=_filled(rule.advice, facts),
            ground=rule.ground,
            field=rule.field,
            covers=rule.covers,
        )
        for rule in rules
        if rule.is_about(procedure, day) and all(c.holds(facts, day) for c in rule.conditions)
    )


def _filled(text: str, facts: Mapping[str, str]) -> str:
    for name, value in facts.items():
        text = text.replace("{" + name.removeprefix("@") + "}", value)
    return text


def facts(new: NewDossier, procedure: Procedure, day: date, commune: str) -> dict[str, str]:
    """Return what the rules look at; `commune` is the ward's name, e.g. Phường Ba Đình."""
    for_other = new.owner is not None
    known = fields.facts_of(new.answers, for_other=for_other)
    person, subject = new.submitter, new.owner or new.submitter
    return known | {
        "@authority": new.authority,
        "@id_kind": _id_kind(person),
        "@card_expired": YES if card_expired(person, day) else NO,
        "@missing_papers": "; ".join(missing_papers(new, procedure)),
        "@unanswered": ", ".join(
            rule.label.lower() for rule in fields.unanswered(procedure.fields, known)
        ),
        "@lives_elsewhere": YES if _elsewhere(subject.address, commune) else NO,
        "@commune": commune,
    }


def missing_papers(new: NewDossier, procedure: Procedure) -> tuple[str, ...]:
    """Return the papers that are asked for and not there; none while none has been ticked."""
    if new.papers is None:
        return ()
    known = fields.facts_of(new.answers, for_other=new.owner is not None)
    given = {paper.name for paper in new.papers if paper.original + paper.copy > 0}
    return tuple(
        rule.name
        for rule in procedure.papers
        if fields.is_asked_for(rule, known) and not rule.present_only and rule.name not in given
    )


def card_expired(person: Party, day: date) -> bool:
    """Whether the age has passed at which an identity card of that issue had to be renewed."""
    birth, issued = _day(person.birth_date), _day(person.id_issued)
    if birth is None or issued is None:
        return False
    return any(
        issued < _years_after(birth, age - _EARLY_YEARS) and _years_after(birth, age) <= day
        for age in _RENEWED_AT
    )


def _id_kind(person: Party) -> str:
    length = len(person.personal_id or person.old_id)
    return {_NUMBER: "12 số", _OLD_NUMBER: "9 số"}.get(length, "")


def _elsewhere(address: str, commune: str) -> bool:
    name = fold(commune)
    for kind in _PLACE_KINDS:
        name = name.removeprefix(f"{kind} ")
    return bool(address and name) and f" {name} " not in f" {fold(address)} "


def _day(text: str) -> date | None:
    """Return a day that is known in full."""
    try:
        return date.fromisoformat(text) if len(text) == len("2026-11-30") else None
    except ValueError:
        return None


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # the 29th of February in a year without one
        return date(day.year + years, 3, 1)
