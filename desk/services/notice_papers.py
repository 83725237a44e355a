"""What a notice says beside its wording: the facts of the dossier that it names, and no others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from desk.domain import collection, fees
from desk.domain import events as ev
from desk.domain.calendar import hours_text, vn_time
from desk.domain.notices import OF_RESULTS, Kind, State, Way, named
from desk.domain.papers import LetterSheet, Matter, Sheet
from desk.domain.records import Dossier
from desk.services.workplace import Workplace

#: The form of a letter that goes to a citizen; under `resources/forms/` it is worded in `WORDING`.
FORM: Final = "notice"
WORDING: Final = "notices"
_REFUSED: Final = f"{FORM}_refused"  # that there is a result, which is a refusal
_KINDS: Final = frozenset(Kind)  # one of a newer program has no wording here


def kind(made: ev.Event) -> str:
    """Return `FORM` of what may be the making of a notice, which is what a letter is printed from.

    Of several that tell of one notice the first is meant; see `makings`.
    """
    body = made.body
    if not isinstance(body, ev.Notified) or body.kind not in _KINDS:
        return ""
    return origin(body.way, body.outcome)


def origin(way: str, outcome: str) -> str:
    """As `kind`, of an event's own words. Letters used to be written down as out once made."""
    made = outcome == State.WAITING or (way == Way.LETTER and outcome == State.SENT)
    return FORM if made else ""


def makings(told: Iterable[ev.Event]) -> list[ev.Event]:
    """Return of events that tell of notices the first of each: it alone knows what was said."""
    first: dict[str, ev.Event] = {}
    for each in told:
        assert isinstance(each.body, ev.Notified)  # noqa: S101 - `kind` names no other
        first.setdefault(each.body.message, each)
    return list(first.values())


def sheet(
    work: Workplace,
    state: Dossier,
    made: ev.Event,
    events: list[ev.Event],
    common: dict[str, Any],
) -> Sheet:
    """Return the letter that an event made."""
    body = made.body
    assert isinstance(body, ev.Notified)  # noqa: S101 - `kind` names no other
    return letter(
        work,
        state,
        Kind(body.kind),
        common,
        come_at=body.come_at,
        bring=body.note,
        why=reason(events),
        signer=made.actor.name,
    )


def letter(
    work: Workplace,
    state: Dossier,
    about: Kind,
    common: dict[str, Any],
    *,
    come_at: datetime | None = None,
    bring: str = "",
    why: str = "",
    signer: str = "",
    greeted: str = "",
) -> LetterSheet:
    """Return a notice about a dossier as it stands; `common` has its time and wording.

    It greets whoever a letter goes to, unless somebody else is `greeted`: a mail may go to one of
    the two, where paper goes to the other.
    """
    at: datetime = common["issued_at"]
    request = state.supplements[-1] if state.supplements else None
    owed = fees.owed(state)
    to = named(state, Way.LETTER)
    form = _form(about, state, common)
    return LetterSheet(
        **common,
        kind=form,
        matter=Matter.of(state),
        texts={
            "presenter": greeted or to.name,
            "address": to.address,
            "where": state.result_at,
            "hours": _hours(work, at),
            "days": str(collection.days_waiting(state.finished_at or at, at)),
            "papers": "; ".join(request.items) if request else "",
            "reason": state.refusal if form == _REFUSED else why,
            "bring": bring,
            "signer": signer,
        },
        times={
            "finished": state.finished_at,
            "asked": request.asked_at if request else None,
            "until": state.answer_until,
            "due": state.due_first or state.due_at,
            "new_due": state.due_at,
            "come": come_at,
        },
        amounts={"owed": owed or None},
    )


def _form(about: Kind, state: Dossier, common: dict[str, Any]) -> str:
    """Return what words a notice: a refusal is no result to be glad of.

    Letters of a time that had no words for it say what they said then.
    """
    refused = about in OF_RESULTS and bool(state.refusal)
    return _REFUSED if refused and _REFUSED in common["wording"].forms else f"{FORM}_{about}"


def reason(events: Iterable[ev.Event]) -> str:
    """Return why the due date moved for the last time."""
    told = (each.body for each in events)
    moves = [body.reason for body in told if isinstance(body, ev.Apologised | ev.Extended)]
    return moves[-1] if moves else ""


def _hours(work: Workplace, at: datetime) -> str:
    """Return the opening hours of the next day that papers are taken in."""
    calendar = work.rules.calendar
    day = calendar.next_working(vn_time(at).date())
    return hours_text(calendar.hours(day))
