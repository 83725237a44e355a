"""Papers that a ward issues as results: their templates as data, and from draft to final.

A template says which fields a paper has and where each is found in the dossier, so that nobody
types again what was typed once. What is filled in is a draft until whoever keeps the record – the
registry office – has confirmed exactly these fields; changed fields are a draft again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final

from desk.domain import fields as answers
from desk.domain.errors import InputError, RuleError
from desk.domain.fields import AnswerDateError, UnknownAnswerError
from desk.domain.person import FEMALE, MALE, clean_line
from desk.domain.records import (
    VN,
    Answer,
    Confirmation,
    Dossier,
    FieldKind,
    FieldRule,
    Party,
    Result,
)
from desk.domain.result_events import ResultConfirmed
from desk.domain.ruledata import Entry, RuleDataError


class BadTemplateError(RuleDataError):
    """The data of a result's template cannot be used."""


class UnknownTemplateError(InputError):
    """There is no template of this name; facts: template, known."""


class UnknownResultError(InputError):
    """The dossier has no such result; facts: result, code."""


class ResultToComeError(InputError):
    """A day that a result certifies is still to come; facts: field."""


class ResultIncompleteError(RuleError):
    """Fields that the paper cannot do without are empty; facts: fields, template."""


class BadConfirmationError(InputError):
    """Something of a confirmation cannot be written down; facts: field, value."""


class Kind(StrEnum):
    """What is written into a field of a result."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"  # a whole day
    PARTIAL = "partial"  # as much of a day as is known
    CHOICE = "choice"


#: Who keeps the record that a paper speaks of, and confirms it.
REGISTRY, NATIONAL, OFFICE = "registry", "national", "office"
WHERE: Final = (REGISTRY, NATIONAL, OFFICE)
PAGES: Final = ("A4", "A5")
#: Whose name stands at the paper's head.
ISSUERS: Final = ("agency", "desk", "none")

_KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_LONGEST: Final = 500
_WHOLE_DAY: Final = len("2026-11-23")
_OWN: Final = (
    "code",
    "procedure_name",
    "received_day",
    "finished_day",
    "authority",
    "note",
    "fee",
)
_PARTY: Final = (
    "name",
    "personal_id",
    "old_id",
    "tax_code",
    "birth_date",
    "sex",
    "address",
    "phone",
)
_LINE: Final = ("book", "line", "pages", "copies", "what")
ANSWERS: Final = "answers."
_SOURCES: Final = frozenset(
    {
        *_OWN,
        *(f"{who}.{name}" for who in ("subject", "submitter") for name in _PARTY),
        *(f"register.{name}" for name in _LINE),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a result; `sources` are tried in their order, `default` stands after them."""

    key: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = False
    options: tuple[str, ...] = ()
    most: int = 0
    help: str = ""
    default: str = ""
    sources: tuple[str, ...] = ()

    @property
    def rule(self) -> FieldRule:
        """The same as a field of a declaration, by which answers are read."""
        kinds = {Kind.DATE: FieldKind.DATE, Kind.PARTIAL: FieldKind.DATE}
        return FieldRule(
            key=self.key,
            label=self.label,
            kind=kinds.get(self.kind) or FieldKind(self.kind.value),
            required=self.required,
            options=self.options,
            most=self.most,
            help=self.help,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """What a kind of result is, its wording aside.

    Without `procedures` and `areas` it belongs to any. `law` is what it rests on, `checked`
    whether its layout was compared with the official one; neither is printed.
    """

    fields: tuple[Field, ...]
    procedures: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    law: str = ""
    checked: bool = False
    owner: str = REGISTRY  # registry | office
    page: str = "A4"
    issuer: str = "agency"
    security: bool = False  # printed on numbered sheets

    def fits(self, procedure: str, area: str) -> bool:
        """Tell whether it is what a procedure ends with."""
        return procedure in self.procedures or area in self.areas

    def is_foreign(self, procedure: str, area: str) -> bool:
        """Tell whether it is what other procedures end with; a letter is nobody's own."""
        return bool(self.procedures or self.areas) and not self.fits(procedure, area)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a field holds, and where it was found; `source` is empty for what was typed."""

    value: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """One field as it is filled in: what it holds, where that was found, what the rule says.

    `source` is empty for what was typed, and for what the template itself says.
    """

    field: Field
    value: str
    source: str = ""

    @property
    def lacks(self) -> bool:
        """Whether the paper cannot do without it and it is empty."""
        return self.field.required and not self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A template as it is offered for a dossier; `fits` where its procedure ends with it."""

    template: str
    title: str
    fits: bool
    rules: Template


# -- templates --------------------------------------------------------------------------------


def parse_template(data: object, *, at: str = "result") -> Template:
    """Read a template from its JSON.

    Raises:
        BadTemplateError: naming the entry that cannot be used.
    """
    entry = Entry(data, at=at, error=BadTemplateError)
    found: dict[str, Field] = {}
    for each in entry.entries("fields"):
        made = _field(each)
        if made.key in found:
            each.fail("key", f"≠ {made.key}", made.key)
        found[made.key] = made
    made_template = Template(
        fields=tuple(found.values()),
        procedures=entry.texts("procedures"),
        areas=entry.texts("areas"),
        law=entry.text("law", default=""),
        checked=entry.flag("checked"),
        owner=_one_of(entry, "owner", (REGISTRY, OFFICE)),
        page=_one_of(entry, "page", PAGES),
        issuer=_one_of(entry, "issuer", ISSUERS),
        security=entry.flag("security"),
    )
    entry.close()
    return made_template


def _one_of(entry: Entry, key: str, known: tuple[str, ...]) -> str:
    value = entry.text(key, default=known[0])
    if value not in known:
        entry.fail(key, " | ".join(known), value)
    return value


def _field(entry: Entry) -> Field:
    key = entry.text("key")
    if not _KEY.fullmatch(key):
        entry.fail("key", "a…z_", key)
    kind = Kind(_one_of(entry, "kind", tuple(Kind)))
    options = entry.texts("options")
    if (kind is Kind.CHOICE) != (len(options) > 1):
        entry.fail("options", "[“…”, “…”]", options)
    sources = entry.texts("from")
    for source in sources:
        named = source.removeprefix(ANSWERS)
        if source not in _SOURCES and not (source != named and _KEY.fullmatch(named)):
            entry.fail("from", "answers.… | subject.name | register.line | …", source)
    high = 1_000_000_000_000
    usual = {Kind.TEXT: _LONGEST, Kind.NUMBER: high}.get(kind, 0)
    made = Field(
        key=key,
        label=entry.text("label"),
        kind=kind,
        required=entry.flag("required"),
        options=options,
        most=entry.whole("max", 1, high, default=usual),
        help=entry.text("help", default=""),
        default=entry.text("default", default=""),
        sources=sources,
    )
    entry.close()
    return made


def suggested(templates: Mapping[str, Template], procedure: str, area: str) -> tuple[str, ...]:
    """Return every template, those that the procedure ends with first."""
    return tuple(sorted(templates, key=lambda key: not templates[key].fits(procedure, area)))


# -- filling in -------------------------------------------------------------------------------


def prefilled(template: Template, dossier: Dossier, *, today: date) -> dict[str, Found]:
    """Return what the dossier already says, by field; what is not known is left out.

    What does not fit its field – a birth year where a whole day is asked for – is left out too:
    a person fills it in, and nothing is guessed.
    """
    found: dict[str, Found] = {}
    for each in template.fields:
        tried = (*((source, _told(dossier, source)) for source in each.sources), ("", each.default))
        for source, value in tried:
            try:
                clean = clean_value(each, value, today=today)
            except InputError:
                continue
            if clean:
                found[each.key] = Found(value=clean, source=source)
                break
    return found


def _told(dossier: Dossier, source: str) -> str:
    if source.startswith(ANSWERS):
        key = source.removeprefix(ANSWERS)
        return next((each.value for each in dossier.answers if each.key == key), "")
    who, _, name = source.partition(".")
    if who == "register":
        value = getattr(dossier.register[-1], name) if dossier.register else ""
        return str(value or "")
    if name:
        return _of_party(dossier.submitter if who == "submitter" else dossier.subject, name)
    if source in ("received_day", "finished_day"):
        at = dossier.received_at if source == "received_day" else dossier.finished_at
        return f"{at.astimezone(VN):%Y-%m-%d}" if at is not None else ""
    own = getattr(dossier, source)
    return "" if own is None else str(own)


def _of_party(party: Party, name: str) -> str:
    value = str(getattr(party, name))
    return {MALE: "Nam", FEMALE: "Nữ"}.get(value, value) if name == "sex" else value


def clean_value(field: Field, text: str, *, today: date) -> str:
    """Return what is written into a field as it is kept; empty stays empty.

    Raises:
        AnswerChoiceError, AnswerNumberError, AnswerDateError, ResultToComeError, and for a text too
        long or with control characters what `clean_line` raises.
    """
    value = answers.clean_answer(field.rule, text, today=today)
    if value and field.kind is Kind.DATE and len(value) < _WHOLE_DAY:
        raise AnswerDateError(field=field.label)
    # What a result certifies has happened: nobody is born, or has died, tomorrow.
    if field.kind in {Kind.DATE, Kind.PARTIAL} and value > str(today)[: len(value)]:
        raise ResultToComeError(field=field.label)
    return value


def settle(
    template: Template, dossier: Dossier, given: Mapping[str, str], *, today: date
) -> tuple[Answer, ...]:
    """Return the fields as they are kept: what was given, else what the dossier says.

    A field that is given empty stays empty.

    Raises:
        UnknownAnswerError, and as `clean_value`.
    """
    known = {each.key: each for each in template.fields}
    values = {key: each.value for key, each in prefilled(template, dossier, today=today).items()}
    for key, text in given.items():
        if key not in known:
            raise UnknownAnswerError(key=key[:40], known=", ".join(known) or "–")
        values[key] = clean_value(known[key], text, today=today)
    return tuple(
        Answer(key=each.key, label=each.label, value=values[each.key])
        for each in template.fields
        if values.get(each.key)
    )


def missing(template: Template, held: Iterable[Answer]) -> tuple[str, ...]:
    """Return the labels of required fields that are empty."""
    have = {each.key for each in held if each.value}
    return tuple(each.label for each in template.fields if each.required and each.key not in have)


# -- confirming -------------------------------------------------------------------------------

#: What may be told of a confirmation, and the longest that each may be.
FACTS: Final[Mapping[str, int]] = {
    "by": 250,
    "number": 60,
    "book": 60,
    "page": 20,
    "paper_number": 60,
    "signer": 250,
    "signer_title": 250,
}
DAYS: Final = ("day", "issued")


def clean_confirmation(told: Mapping[str, str], *, today: date) -> dict[str, str]:
    """Return what was told of a confirmation as it is kept.

    Raises:
        BadConfirmationError: who confirmed or where is not said, a day is none or is to come,
        or something was told that is not asked for; and as `clean_line`.
    """
    found: dict[str, str] = {}
    for key, text in told.items():
        if key in DAYS:
            found[key] = _day(key, text, today)
        elif key in FACTS:
            found[key] = clean_line(text, field=key, limit=FACTS[key])
        elif key == "where" and text in WHERE:
            found[key] = text
        else:
            raise BadConfirmationError(field=key[:40], value=text[:40] if key == "where" else "")
    for key in ("by", "where"):
        if not found.get(key):
            raise BadConfirmationError(field=key, value="")
    return found


def _day(key: str, text: str, today: date) -> str:
    rule = FieldRule(key=key, label=key, kind=FieldKind.DATE)
    try:
        value = answers.clean_answer(rule, text, today=today)
    except InputError:
        raise BadConfirmationError(field=key, value=text[:20]) from None
    if value and (len(value) < _WHOLE_DAY or date.fromisoformat(value) > today):
        raise BadConfirmationError(field=key, value=text[:20])
    return value


def with_more(held: Confirmation, told: Mapping[str, str]) -> dict[str, str] | None:
    """Return a confirmation's facts with those that became known after it.

    A register gives its numbers when it pleases. What was told already is not told otherwise by
    that: None where something would change, or nothing new is said.
    """
    known = {name: getattr(held, name) for name in (*FACTS, *DAYS, "where")}
    if any(known[name] and known[name] != value for name, value in told.items()):
        return None
    more = known | dict(told)
    return None if more == known else {name: value for name, value in more.items() if value}


def goes_on(now: Confirmation, then: Confirmation | ResultConfirmed) -> bool:
    """Tell whether a confirmation says all that an earlier one said, and perhaps more."""
    names = (*FACTS, *DAYS, "where")
    return all(getattr(then, name) in ("", getattr(now, name)) for name in names)


# -- what a dossier has -----------------------------------------------------------------------


def find(dossier: Dossier, uid: str) -> Result:
    """Return a result by its uid, or by its number in the dossier's list (from 1); empty: the last.

    Raises:
        UnknownResultError.
    """
    made = dossier.results
    if not uid and made:
        return made[-1]
    found = [each for each in made if each.uid == uid]
    if not found and uid.isdecimal() and 0 < int(uid) <= len(made):
        found = [made[int(uid) - 1]]
    if not found:
        raise UnknownResultError(result=uid[:40], code=dossier.code)
    return found[0]


def changed(dossier: Dossier, uid: str, **values: Any) -> Dossier:
    """Return a dossier with one of its results changed."""
    made = (replace(each, **values) if each.uid == uid else each for each in dossier.results)
    return replace(dossier, results=tuple(made))


def same(one: Confirmation, other: Confirmation) -> bool:
    """Tell whether two confirmations say the same, whenever and by whatever event."""
    return replace(one, event=other.event, at=other.at) == other
