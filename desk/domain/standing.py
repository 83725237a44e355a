"""How a dossier stood from when until when: what reports count, told from its events alone.

A standing begins with the event that made it, but for two things that are put right backwards
when they are told late: a dossier is received when it was received, and ended when it ended.
What the log said at a time stays so: a result that was taken back later ended the dossier until
then. Only what never counted – refused by the city, struck out – is nowhere in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from enum import IntFlag
from typing import Final, NamedTuple

from desk.domain import events as ev
from desk.domain.deadline import measured_by
from desk.domain.fold import fold, fold_all
from desk.domain.records import Dossier, Status

#: What takes a dossier out of the books' "in hand"; not accepted ones never were in them.
ENDS: Final = frozenset({Status.NOT_ACCEPTED, Status.STOPPED, Status.DONE, Status.RETURNED})
_LIKED: Final = 3  # of five


class Mark(IntFlag):
    """What else is counted of a dossier; stored, so a value never changes its meaning."""

    FEE = 1  # something is to be paid
    PAID = 2  # something was paid here
    APOLOGISED = 4
    EXTENDED = 8
    ASKED = 16  # to complete it
    ASKED_AGAIN = 32
    SHOWN = 64  # a file shows a paper of it
    RESULT = 128  # a file shows its result
    LAPSED = 256  # stopped because nobody completed it, not at the citizen's wish
    REFUSED = 512  # its result is a refusal
    RATED = 1024
    LIKED = 2048
    MISSED = 4096  # a due time had passed when another took its place


def micros(at: datetime | None) -> int | None:
    """Return an instant as UTC microseconds."""
    return None if at is None else round(at.timestamp() * 1_000_000)


class Facts(NamedTuple):
    """What is counted of a dossier at one moment, instants in UTC microseconds.

    `due_at` is the due time that it is measured by; of a dossier that is not received yet, when
    its citizen must have an answer.
    """

    status: int
    received_at: int | None
    due_at: int | None
    ended_at: int | None
    assignee: str
    marks: int


class Standing(NamedTuple):
    """How a dossier stood since a moment, until the next one; `told` is when it was written.

    `reopened`: the dossier had ended, and here it goes on. Instants in UTC microseconds.
    """

    since: int
    told: int
    facts: Facts
    reopened: bool = False


def facts(state: Dossier) -> Facts:
    """Return what is counted of a dossier.

    The end is that of the result, else of the handing over (order of QĐ 766/QĐ-TTg: 9, 10, 8, 3).
    """
    received = micros(state.received_at)
    due = state.answer_by if received is None else measured_by(state)
    ended = (state.finished_at or state.returned_at) if state.status in ENDS else None
    return Facts(
        int(state.status), received, micros(due), micros(ended), state.assignee, _marks(state)
    )


def _marks(state: Dossier) -> int:
    kinds = {each.kind for each in state.attachments}
    asked = len(state.supplements)
    found = 0
    for mark, holds in (
        (Mark.FEE, state.fee or state.fee_asked),
        (Mark.PAID, state.fee_paid),
        (Mark.APOLOGISED, state.apologised),
        (Mark.EXTENDED, state.extended),
        (Mark.ASKED, asked),
        (Mark.ASKED_AGAIN, asked > 1),
        (Mark.SHOWN, "paper" in kinds),
        (Mark.RESULT, "result" in kinds),
        (Mark.LAPSED, state.closing_reason),
        (Mark.REFUSED, state.refusal),
        (Mark.RATED, state.rating),
        (Mark.LIKED, state.rating >= _LIKED),
        (Mark.MISSED, state.missed_due),
    ):
        if holds:
            found |= mark.value
    return found


def begin(state: Dossier, at: datetime) -> tuple[Standing, ...]:
    """Return how a dossier stood since it came in, however late that was told.

    One that had ended elsewhere, before it was written down here, was in hand until then.
    """
    told, found = _at(at), facts(state)
    came = micros(state.received_at or state.filed_at)
    first = told if came is None else min(came, told)
    if found.ended_at is None or found.ended_at <= first:
        return (Standing(first, told, found),)
    before = Status.FILED if found.received_at is None else Status.IN_HAND
    open_yet = found._replace(status=int(before), ended_at=None)
    return Standing(first, told, open_yet), Standing(found.ended_at, told, found)


def _at(at: datetime) -> int:
    return round(at.timestamp() * 1_000_000)


def _follow(first: int, last: Standing, now: Facts, told: int) -> Standing:
    """Return the standing after the last one; it may begin before that did, never before all."""
    before = last.facts
    if now.ended_at is not None and now.ended_at != before.ended_at:
        start = now.ended_at
    elif now.received_at is not None and before.received_at is None:
        start = now.received_at
    else:
        start = max(told, last.since)
    reopened = before.ended_at is not None and now.ended_at is None
    return Standing(max(start, first), told, now, reopened)


def beliefs(
    events: Iterable[ev.Event], refused: Collection[str] = frozenset()
) -> Iterator[tuple[Dossier, datetime]]:
    """Yield what the log said of a dossier after each of its events, and when."""
    story = sorted(events, key=ev.order)
    plain = not refused and not any(isinstance(e.body, ev.Resolved) and e.body.drop for e in story)
    state: Dossier | None = None
    for place, event in enumerate(story, start=1):
        state = fold(state, event) if plain else fold_all(story[:place], refused)
        if state is not None:
            yield state, event.at


def go_on(
    before: Sequence[Standing], believed: Iterable[tuple[Dossier, datetime]]
) -> tuple[Standing, ...]:
    """Return how a dossier stood, the oldest first, from how it stood before and what came since.

    What is put right backwards takes the place of what was told of that time before. Nothing is
    left of a dossier that is struck out; one that is put back begins anew.
    """
    found = list(before)
    for state, at in believed:
        if state.voided:
            found.clear()
            continue
        if not found:
            found += begin(state, at)
            continue
        now = facts(state)
        if now != found[-1].facts:
            made = _follow(found[0].since, found[-1], now, _at(at))
            while found and found[-1].since >= made.since:
                found.pop()
            found.append(made)
    return tuple(found)


def standings(
    events: Iterable[ev.Event], refused: Collection[str] = frozenset()
) -> tuple[Standing, ...]:
    """Return how a dossier stood, the oldest first, from all of its events."""
    return go_on((), beliefs(events, refused))
