"""A dossier as a whole, for systems that take no events: how it is now, and how it came to be so.

Such a system holds one picture of each dossier. It is shown the latest; what lies between two
pictures is told, where it listens to that, as lines of progress.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from desk.domain import events as ev
from desk.domain.fold import fold
from desk.domain.records import Dossier, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A dossier and how it stands at one target.

    `mark` rises whenever the dossier changes. `confirmed` is the digest of what the target holds,
    `sending` of what was on its way when nobody answered: then either may be there, or neither.
    `forced` tells that a person has decided that ours stands, whatever the target holds.
    """

    key: int
    dossier: Dossier
    mark: int = 0
    theirs: str = ""
    confirmed: str = ""
    sending: str = ""
    forced: bool = False
    attempts: int = 0

    @property
    def known(self) -> bool:
        """Whether the target may hold it."""
        return bool(self.confirmed or self.sending)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of processing, as a line of progress tells it; `key` is its event's."""

    key: int
    type: str
    at: datetime
    who: str
    role: str
    place: str
    status: Status
    due_at: datetime | None = None
    words: str = ""


_STEPS: Final = (
    ev.Received
    | ev.Imported
    | ev.Accepted
    | ev.Guided
    | ev.Claimed
    | ev.Forwarded
    | ev.SupplementAsked
    | ev.Supplemented
    | ev.FeeAsked
    | ev.FeePaid
    | ev.Refused
    | ev.WithdrawalAsked
    | ev.Resumed
    | ev.Stopped
    | ev.Closed
    | ev.Apologised
    | ev.Extended
    | ev.Finished
    | ev.Returned
    | ev.Voided
)


def history(story: Iterable[tuple[ev.Event, bool]]) -> Iterator[tuple[ev.Event, Dossier]]:
    """Fold a dossier step by step; `story` tells of each event whether it does not count."""
    state: Dossier | None = None
    for made, gone in story:
        if not gone:
            state = fold(state, made)
            if state is not None:
                yield made, state


def step(key: int, made: ev.Event, after: Dossier) -> Step | None:
    """Return the line of progress that an event is; None for what is no step of processing."""
    if not isinstance(made.body, _STEPS):
        return None
    return Step(
        key=key,
        type=made.type,
        at=made.at,
        who=made.actor.name,
        role=made.actor.role,
        place=after.holder_name,
        status=after.status,
        due_at=after.due_at,
        words=getattr(made.body, "reason", ""),
    )


def is_untold(snapshot: Snapshot) -> bool:
    """Whether a target need not hear of a dossier.

    What a citizen filed is told by whoever took it, until a counter accepts it; what became void
    before the target heard of it never was. What an earlier system had, that system has told;
    once somebody goes on with it here the target hears of it.
    """
    state = snapshot.dossier
    if snapshot.known:
        return False
    untouched = state.origin is not None and state.changes == 1
    return state.voided or state.received_at is None or untouched
