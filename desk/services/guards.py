"""What a step must not run into: news that its writer has not seen, a request made twice."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection

from desk.domain import events as ev
from desk.domain import rights
from desk.domain.errors import RuleError
from desk.domain.records import VN, Actor, Dossier
from desk.domain.regime import Regime
from desk.models import log
from desk.models.projection import Stored


class ChangedMeanwhileError(RuleError):
    """The dossier was moved since it was read, at `when`."""


class SecondSupplementError(RuleError):
    """The citizen was asked once already; `law` says that once is all."""


def require_fresh(tx: Connection, stored: Stored, seen: Collection[str]) -> None:
    """Refuse a step on a dossier that was moved since its reader saw it; remarks do not matter.

    `seen` are its heads then; none tells that nobody looked.

    Raises:
        ChangedMeanwhileError.
    """
    state = stored.state
    if not seen or set(seen) == set(state.heads):
        return
    counted = [made for made, gone in log.events_of(tx, stored.id) if not gone]
    known = max((at for at, made in enumerate(counted) if made.hash in seen), default=-1)
    for made in reversed(counted[known + 1 :]):
        taken_back = isinstance(made.body, ev.Resolved) and made.body.recalls
        if taken_back or not isinstance(made.body, ev.REMARKS):
            raise ChangedMeanwhileError(
                code=state.code,
                holder=state.holder_name or "–",
                when=f"{made.at.astimezone(VN):%H:%M}",
            )


def require_once(state: Dossier, by: Actor, again: str, regime: Regime) -> None:
    """Refuse a second request to complete a dossier, unless a leader makes it or it says why.

    Raises:
        SecondSupplementError.
    """
    if not state.supplements or again.strip():
        return
    if "supplement-again" in rights.RIGHTS.get(by.role, frozenset()):
        return
    last = state.supplements[-1]
    raise SecondSupplementError(
        code=state.code,
        number=last.number,
        day=f"{last.asked_at.astimezone(VN):%d/%m/%Y}",
        law=regime.basis.once,
    )
