"""What is issued on a dossier: drafted from what it says, and confirmed; see `result_sheets`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from desk.domain import result_events as rev
from desk.domain import results as rule
from desk.domain import rights
from desk.domain.dossier import VoidedError
from desk.domain.errors import RuleError
from desk.domain.papers import FormSet, FormWording
from desk.domain.records import VN, Actor, Answer, Dossier, Result
from desk.domain.results import (
    Blank,
    Offer,
    ResultIncompleteError,
    Template,
    UnknownTemplateError,
)
from desk.domain.warning import Warning_
from desk.models import log
from desk.models.log import Written
from desk.models.projection import Stored
from desk.services import drafts
from desk.services.finding import find
from desk.services.workplace import Workplace
from desk.wire.ids import new_uid


class NotConfirmedError(RuleError):
    """Nobody who keeps the record has confirmed the result; facts: code, title."""


class AlreadyConfirmedError(RuleError):
    """The result is confirmed; only changed fields make it a draft again; facts: code, title."""


class SheetsInUseError(RuleError):
    """Numbered sheets went into the result: it cannot be put away; facts: code, title."""


class ResultChangedError(RuleError):
    """The result has changed since its reader saw it; facts: code, title."""


def templates(forms: FormSet) -> dict[str, tuple[FormWording, Template]]:
    """Return the templates of a form set, by key."""
    return {
        key: (form, form.result) for key, form in forms.forms.items() if form.result is not None
    }


def template_of(forms: FormSet, key: str) -> tuple[FormWording, Template]:
    """Return a template with its wording.

    Raises:
        UnknownTemplateError.
    """
    known = templates(forms)
    if key not in known:
        raise UnknownTemplateError(template=key[:40], known=", ".join(known))
    return known[key]


def title_of(form: FormWording) -> str:
    """Return what people call a kind of result: its title, of a letter what it is."""
    return form.title or form.words.get("name", form.key)


def offers(work: Workplace, code: str, forms: FormSet) -> tuple[Offer, ...]:
    """Return the templates for a dossier, those that its procedure ends with first."""
    with work.database.read() as tx:
        state = find(tx, code).state
    procedure = work.rules.catalogue.procedures.get(state.procedure)
    area = procedure.area if procedure else ""
    known = templates(forms)
    order = rule.suggested({key: each for key, (_, each) in known.items()}, state.procedure, area)
    return tuple(
        Offer(
            template=key,
            title=title_of(known[key][0]),
            fits=known[key][1].fits(state.procedure, area),
            rules=known[key][1],
        )
        for key in order
    )


def foreign(
    work: Workplace, code: str, forms: FormSet, template: str = "", *, which: str = ""
) -> tuple[Warning_, ...]:
    """Say that a template is what other procedures end with, and which this one ends with.

    Without a template it is that of a result of the dossier, `which` as `rule.find` takes it.

    Raises:
        UnknownResultError.
    """
    with work.database.read() as tx:
        state = find(tx, code).state
    key = template or rule.find(state, which).template
    procedure = work.rules.catalogue.procedures.get(state.procedure)
    area = procedure.area if procedure else ""
    known = templates(forms)
    if key not in known or not known[key][1].is_foreign(state.procedure, area):
        return ()
    fitting = [name for name, (_, each) in known.items() if each.fits(state.procedure, area)]
    return (
        Warning_(
            code="template_foreign",
            facts=(
                ("template", key),
                ("name", state.procedure_name),
                ("fitting", ", ".join(fitting) or "–"),
            ),
        ),
    )


def blanks(
    work: Workplace, code: str, template: str, forms: FormSet, result: str = ""
) -> tuple[Blank, ...]:
    """Return the fields of a result to be filled in: of one that is drafted, as it is.

    Raises:
        UnknownTemplateError, UnknownResultError.
    """
    _, rules = template_of(forms, template)
    with work.database.read() as tx:
        state = find(tx, code).state
    found = rule.prefilled(rules, state, today=work.now().astimezone(VN).date())
    held = {}
    if result:
        held = {each.key: each.value for each in rule.find(state, result).fields}
    return tuple(
        Blank(
            field=each,
            value=(value := held.get(each.key, "") if result else _value(found, each.key)),
            source=found[each.key].source if value and _value(found, each.key) == value else "",
        )
        for each in rules.fields
    )


def shown(work: Workplace, code: str, forms: FormSet) -> tuple[Dossier, tuple[Offer, ...]]:
    """Return a dossier with what is issued on it, and what may be."""
    return show(work, code), offers(work, code, forms)


def _value(found: Mapping[str, rule.Found], key: str) -> str:
    return found[key].value if key in found else ""


def lacking(state: Result, forms: FormSet) -> tuple[str, ...]:
    """Return the labels of what a drafted result still lacks."""
    known = templates(forms).get(state.template)
    return rule.missing(known[1], state.fields) if known else ()


# -- drafting and confirming --------------------------------------------------------------------


def preview(
    work: Workplace, code: str, template: str, given: Mapping[str, str], forms: FormSet
) -> tuple[Dossier, Result]:
    """Return a dossier and the draft that it would get; nothing is written.

    Raises:
        UnknownTemplateError, and as `rule.settle`.
    """
    form, rules = template_of(forms, template)
    now = work.now()
    with work.database.read() as tx:
        state = find(tx, code).state
    return state, _made(form, template, forms, _settled(rules, state, given, now), now)


def _settled(
    rules: Template, state: Dossier, given: Mapping[str, str], now: datetime
) -> tuple[Answer, ...]:
    return rule.settle(rules, state, given, today=now.astimezone(VN).date())


def _made(
    form: FormWording, template: str, forms: FormSet, fields: tuple[Answer, ...], now: datetime
) -> Result:
    return Result(
        uid="",
        template=template,
        title=title_of(form),
        edition=forms.edition,
        fields=fields,
        draft="",
        last="",
        drafted_at=now,
        by="",
    )


def draft(  # noqa: PLR0917 - who, of what, which paper, filled in how, worded how
    work: Workplace,
    by: Actor,
    code: str,
    template: str,
    given: Mapping[str, str],
    forms: FormSet,
    *,
    result: str = "",
    seen: str = "",
    typed: str = "",
) -> tuple[Dossier, Result]:
    """Write a draft down, or change one (`result`); a confirmed one is a draft again by that.

    What `given` does not name is taken from the dossier, of a change from the draft before it.
    `seen` is the result's last event as its reader saw it; `typed` the uid of the half-done form
    that goes with this commit. A draft that would say what it says already is not written again,
    unless it takes a confirmation back.

    Raises:
        NotAllowedError, UnknownTemplateError, UnknownResultError, ResultChangedError,
        VoidedError, and as `rule.settle`: nothing was written.
    """
    rights.require(by, "draft-result")
    with work.database.write() as tx:
        now, stored = work.now(), open_dossier(tx, code, "draft-result")
        state, before = stored.state, None
        if typed:
            drafts.drop(tx, typed)
        if result:
            before = rule.find(state, result)
            _fresh(state, before, seen)
            template = template or before.template
        form, rules = template_of(forms, template)
        told = dict(given)
        if before is not None and before.template == template:
            held = {each.key: each.value for each in before.fields}
            told = {each.key: held.get(each.key, "") for each in rules.fields} | told
        fields = _settled(rules, state, told, now)
        if before is not None and _says_so(before, template, fields):
            return state, before
        body = rev.ResultDrafted(
            result=before.uid if before else new_uid(now),
            template=template,
            title=title_of(form),
            edition=forms.edition,
            fields=fields,
            replaces=before.last if before else "",
        )
        return _after(log.append(tx, body, by, now, stored=stored), body.result)


def _says_so(before: Result, template: str, fields: tuple[Answer, ...]) -> bool:
    settled = before.confirmed is None and not before.disputed
    return settled and before.template == template and before.fields == fields


def put_away(work: Workplace, by: Actor, code: str, result: str) -> Dossier:
    """Take a draft off the dossier's list; the log still tells of it.

    Raises:
        NotAllowedError, UnknownResultError, SheetsInUseError, VoidedError.
    """
    rights.require(by, "draft-result")
    with work.database.write() as tx:
        stored = open_dossier(tx, code, "draft-result")
        known = rule.find(stored.state, result)
        if known.sheets:
            raise SheetsInUseError(code=stored.state.code, title=known.title)
        body = rev.ResultDrafted(result=known.uid, template="", replaces=known.last)
        after = log.append(tx, body, by, work.now(), stored=stored).dossier
    assert after is not None  # noqa: S101 - it has a row, so events begin it
    return after


def confirm(  # noqa: PLR0917 - who, of what, which paper, told what, by which templates
    work: Workplace,
    by: Actor,
    code: str,
    result: str,
    told: Mapping[str, str],
    forms: FormSet,
    *,
    seen: str = "",
) -> tuple[Dossier, Result]:
    """Write down that the record's owner confirmed a draft as it stands, and its numbers.

    Of a confirmed one, numbers that have become known since are added; what was told stays told.

    Raises:
        NotAllowedError, UnknownResultError, AlreadyConfirmedError, ResultIncompleteError,
        ResultChangedError, BadConfirmationError, VoidedError: nothing was written.
    """
    rights.require(by, "confirm-result")
    with work.database.write() as tx:
        now, stored = work.now(), open_dossier(tx, code, "confirm-result")
        state = stored.state
        known = rule.find(state, result)
        _fresh(state, known, seen)
        _, rules = template_of(forms, known.template)
        if lacks := rule.missing(rules, known.fields):
            raise ResultIncompleteError(fields=", ".join(lacks), title=known.title)
        held = known.confirmed
        usual = {"where": _where(rules)} if held is None else {"where": held.where, "by": held.by}
        facts: dict[str, Any] | None = rule.clean_confirmation(
            usual | dict(told), today=now.astimezone(VN).date()
        )
        if held is not None and facts is not None:
            facts = rule.with_more(held, facts)
        if facts is None:
            raise AlreadyConfirmedError(code=state.code, title=known.title)
        at = held.at if held is not None else now
        body = rev.ResultConfirmed(
            result=known.uid, draft=known.draft, replaces=known.last, at=at, **facts
        )
        return _after(log.append(tx, body, by, now, stored=stored), known.uid)


def withdraw(work: Workplace, by: Actor, code: str, result: str, *, seen: str = "") -> Dossier:
    """Take a confirmation back: the result is a draft again, with the same fields and wording.

    Raises:
        NotAllowedError, UnknownResultError, NotConfirmedError, ResultChangedError, VoidedError.
    """
    rights.require(by, "confirm-result")
    with work.database.write() as tx:
        now, stored = work.now(), open_dossier(tx, code, "confirm-result")
        known = rule.find(stored.state, result)
        _fresh(stored.state, known, seen)
        if known.confirmed is None:
            raise NotConfirmedError(code=stored.state.code, title=known.title)
        body = rev.ResultDrafted(
            result=known.uid,
            template=known.template,
            title=known.title,
            edition=known.edition,
            fields=known.fields,
            replaces=known.last,
        )
        return _after(log.append(tx, body, by, now, stored=stored), known.uid)[0]


def _where(rules: Template) -> str:
    return rule.OFFICE if rules.owner == rule.OFFICE else rule.REGISTRY


def open_dossier(tx: Connection, code: str, action: str) -> Stored:
    """Return a dossier to which something may still happen.

    Raises:
        VoidedError.
    """
    stored = find(tx, code)
    if stored.state.voided:
        raise VoidedError(code=stored.state.code, action=action)
    return stored


def _fresh(state: Dossier, known: Result, seen: str) -> None:
    if seen and seen != known.last:
        raise ResultChangedError(code=state.code, title=known.title)


def _after(written: Written, uid: str) -> tuple[Dossier, Result]:
    assert written.dossier is not None  # noqa: S101 - it has a row, so events begin it
    return written.dossier, rule.find(written.dossier, uid)


# -- how it stands ------------------------------------------------------------------------------


def show(work: Workplace, code: str) -> Dossier:
    """Return a dossier, for what is issued on it."""
    with work.database.read() as tx:
        return find(tx, code).state


def standing(known: Result) -> str:
    """Return in one word how a result stands."""
    if known.disputed:
        return "disputed"
    return "draft" if known.confirmed is None else "confirmed"
