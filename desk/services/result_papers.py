"""From the log to the paper of a result: final only while its confirmation counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection

from desk.domain import events as ev
from desk.domain import result_events as rev
from desk.domain import results as rule
from desk.domain.errors import InputError
from desk.domain.papers import Matter, ResultSheet
from desk.domain.records import VN, Confirmation, Dossier, Result
from desk.models import log

FORMS: Final = ("result", "secure-result")
ORIGIN: Final = (rev.ResultDrafted.__name__, rev.ResultConfirmed.__name__)
WORDING: Final = "results"


class ResultGoneError(InputError):
    """The draft that was to be printed is not in the log any more; facts: none."""


def origin(state: Dossier, which: str) -> str:
    """Return the uid of the event that a result is printed from: its confirmation, else its draft.

    Raises:
        UnknownResultError.
    """
    known = rule.find(state, which)
    return known.confirmed.event if known.confirmed else known.draft


def drafted_by(tx: Connection, key: int, made: ev.Event) -> ev.Event:
    """Return the event whose fields an event is about: a draft itself, or what was confirmed.

    Raises:
        ResultGoneError.
    """
    body = made.body
    wanted = body.draft if isinstance(body, rev.ResultConfirmed) else made.uid
    found = (each for each, _ in log.told(tx, key) if each.uid == wanted)
    draft = next((each for each in found if isinstance(each.body, rev.ResultDrafted)), None)
    if draft is None:
        raise ResultGoneError
    return draft


def sheet(
    tx: Connection, key: int, made: ev.Event, draft: ev.Event, common: dict[str, Any]
) -> ResultSheet:
    """Return a result as `made` told it.

    It is final only while the dossier, as it stands at this moment, holds exactly this draft and
    a confirmation that says all that this one said; numbers that the register gave since are on
    it, too. What was changed since, what the city refused or a person dropped, is a draft again:
    in a reprint, in a job that waited, at any counter.
    """
    body, now = draft.body, log.folded(tx, key)
    assert isinstance(body, rev.ResultDrafted)  # noqa: S101 - asked for by its type
    assert now is not None  # noqa: S101 - a draft follows a receipt
    told = _told(now, made, draft)
    known = Result(
        uid=body.result,
        template=body.template,
        title=body.title,
        edition=body.edition,
        fields=body.fields,
        draft=draft.uid,
        last=made.uid,
        drafted_at=draft.at,
        by=draft.actor.name,
        confirmed=told,
    )
    if told is not None:
        common = common | {"issued_at": issued(told)}
    return ResultSheet(**common, matter=Matter.of(now), result=known, confirmed=told)


def _told(now: Dossier, made: ev.Event, draft: ev.Event) -> Confirmation | None:
    for each in now.results:
        told = each.confirmed
        body = made.body
        if told is None or each.draft != draft.uid or not isinstance(body, rev.ResultConfirmed):
            continue
        if told.event == made.uid or rule.goes_on(told, body):
            return told
    return None


def issued(told: Confirmation) -> datetime:
    """Return the day that a final bears."""
    if not told.issued:
        return told.at.astimezone(VN)
    day = date.fromisoformat(told.issued)
    return datetime(day.year, day.month, day.day, 12, tzinfo=VN)


def tried(state: Dossier, known: Result, common: dict[str, Any]) -> ResultSheet:
    """Return the sheet of a draft that nobody has written down yet, to be looked at."""
    return ResultSheet(**common, matter=Matter.of(state), result=replace(known, confirmed=None))
