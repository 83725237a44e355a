"""The fields of a procedure's own form: read from the catalogue, and their answers checked.

What is asked for may depend on what was answered before (`when`). An answer is a text: a day is
YYYY-MM-DD, or as much of it as is known; yes and no are the words that the paper says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from desk.domain.errors import InputError
from desk.domain.person import BirthDateError, clean_line, parse_birth_date
from desk.domain.records import Answer, FieldKind, FieldRule, PaperRule, Procedure, When
from desk.domain.ruledata import Entry
from desk.domain.text import fold

YES: Final = "có"
NO: Final = "không"
#: A fact that is no answer: whether the one who stands here acts for somebody else.
FOR_OTHER: Final = "@for_other"

_KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_LONGEST: Final = 500
_HIGHEST: Final = 1_000_000_000_000
_YES_TYPED: Final = frozenset({"co", "c", "yes", "y", "true", "1", "dung"})
_NO_TYPED: Final = frozenset({"khong", "k", "no", "n", "false", "0", "sai"})
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:[. ][0-9]{3})*|[0-9]+")


class UnknownAnswerError(InputError):
    """The procedure's form has no field of this name."""


class AnswerChoiceError(InputError):
    """The answer is none of those that the form offers."""


class AnswerNumberError(InputError):
    """The answer is no whole number, or a larger one than the form allows."""


class AnswerDateError(InputError):
    """The answer is no date."""


# -- the catalogue's side ---------------------------------------------------------------------


def parse_fields(rows: Iterable[Entry]) -> tuple[FieldRule, ...]:
    """Read the fields of one form; errors are those of the entries' own kind of data."""
    found: dict[str, FieldRule] = {}
    for entry in rows:
        field = _field(entry)
        if field.key in found:
            entry.fail("key", f"≠ {field.key}", field.key)
        for name, _ in field.when:
            if name not in found and name != FOR_OTHER:
                entry.fail("when", " | ".join(found), name)
        found[field.key] = field
    return tuple(found.values())


def _field(entry: Entry) -> FieldRule:
    key = entry.text("key")
    if not _KEY.fullmatch(key):
        entry.fail("key", "a…z_", key)
    kind = entry.choice("kind", FieldKind)
    options = entry.texts("options")
    if (kind is FieldKind.CHOICE) != (len(options) > 1):
        entry.fail("options", "[“…”, “…”]", options)
    most = entry.whole("max", 1, _HIGHEST, default=0)
    usual = {FieldKind.TEXT: _LONGEST, FieldKind.NUMBER: _HIGHEST}
    rule = FieldRule(
        key=key,
        label=entry.text("label"),
        kind=kind,
        required=entry.flag("required"),
        options=options,
        most=most or usual.get(kind, 0),
        help=entry.text("help", default=""),
        when=parse_when(entry),
    )
    entry.close()
    return rule


def parse_when(entry: Entry) -> When:
    """Read when something is asked for: {fact: [values]}; nothing means always."""
    told = entry.entry("when")
    found = tuple((name, told.texts(name)) for name in told.left())
    for name, values in found:
        if not values:
            told.fail(name, "[“…”]")
    return found


# -- the counter's side -----------------------------------------------------------------------


def holds(when: When, facts: Mapping[str, str]) -> bool:
    """Whether what `when` names is so."""
    return all(facts.get(name, "") in values for name, values in when)


def asked(rules: Sequence[FieldRule], facts: Mapping[str, str]) -> tuple[FieldRule, ...]:
    """Return the fields that are asked for, after what is answered and known so far."""
    seen = {name: value for name, value in facts.items() if name.startswith("@")}
    found = []
    for rule in rules:
        if holds(rule.when, seen):
            found.append(rule)
            seen[rule.key] = facts.get(rule.key, "")
    return tuple(found)


def unanswered(rules: Sequence[FieldRule], facts: Mapping[str, str]) -> tuple[FieldRule, ...]:
    """Return the fields that must be answered and are not."""
    return tuple(
        rule for rule in asked(rules, facts) if rule.required and not facts.get(rule.key, "")
    )


def is_asked_for(paper: PaperRule, facts: Mapping[str, str]) -> bool:
    """Whether a procedure asks for a paper here and now; words alone cannot tell."""
    return holds(paper.when, facts) if paper.when else not paper.condition


def facts_of(answers: Iterable[Answer], *, for_other: bool) -> dict[str, str]:
    """Return what conditions look at."""
    found = {answer.key: answer.value for answer in answers}
    found[FOR_OTHER] = YES if for_other else NO
    return found


def clean_answer(rule: FieldRule, text: str, *, today: date) -> str:
    """Return an answer as it is stored; empty stays empty.

    Raises:
        AnswerChoiceError, AnswerNumberError, AnswerDateError, and for a text too long or with
        control characters what `clean_line` raises.
    """
    line = clean_line(text, field=rule.label, limit=max(rule.most, _LONGEST))
    if not line:
        return ""
    match rule.kind:
        case FieldKind.TEXT:
            return clean_line(line, field=rule.label, limit=rule.most)
        case FieldKind.NUMBER:
            return _number(rule, line)
        case FieldKind.DATE:
            return _date(rule, line, today)
        case FieldKind.YESNO:
            return _yes_or_no(rule, line)
    return _choice(rule, line)


def _number(rule: FieldRule, line: str) -> str:
    digits = re.sub(r"[. ]", "", line) if _GROUPED.fullmatch(line) else ""
    if not digits or int(digits) > rule.most:
        raise AnswerNumberError(field=rule.label, most=rule.most)
    return str(int(digits))


def _date(rule: FieldRule, line: str, today: date) -> str:
    # A day to come is an answer too: until when somebody stays, when a wedding is.
    try:
        return parse_birth_date(line, today=date(today.year + 100, 1, 1))
    except InputError as error:
        if not isinstance(error, BirthDateError):
            raise
        raise AnswerDateError(field=rule.label) from error


def _yes_or_no(rule: FieldRule, line: str) -> str:
    typed = fold(line)
    if typed in _YES_TYPED:
        return YES
    if typed in _NO_TYPED:
        return NO
    raise AnswerChoiceError(field=rule.label, options=f"{YES} | {NO}")


def _choice(rule: FieldRule, line: str) -> str:
    typed = fold(line)
    for option in rule.options:
        if fold(option) == typed:
            return option
    raise AnswerChoiceError(field=rule.label, options=" | ".join(rule.options))


def settle(
    procedure: Procedure, answers: Iterable[Answer], *, for_other: bool, today: date
) -> tuple[Answer, ...]:
    """Return the answers as they are kept: in the form's order, each under its label.

    What is not asked for, after the other answers, is left out.

    Raises:
        UnknownAnswerError, and what `clean_answer` raises.
    """
    rules = {rule.key: rule for rule in procedure.fields}
    values: dict[str, str] = {}
    for answer in answers:
        rule = rules.get(answer.key)
        if rule is None:
            known = ", ".join(rules) or "–"
            raise UnknownAnswerError(key=answer.key[:40], known=known)
        values[rule.key] = clean_answer(rule, answer.value, today=today)
    facts = values | {FOR_OTHER: YES if for_other else NO}
    return tuple(
        Answer(key=rule.key, label=rule.label, value=values[rule.key])
        for rule in asked(procedure.fields, facts)
        if values.get(rule.key)
    )
