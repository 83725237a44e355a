"""Several dossiers of one person at one sitting: which they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from desk.domain.events import Event
from desk.domain.papers import Sheet, SittingSheet
from desk.domain.records import VN, Dossier
from desk.models.projection import micros
from desk.models.tables import dossier
from desk.wire import canonical

_THAT_DAY: Final = (
    select(dossier.c.state)
    .where(dossier.c.received_at.between(bindparam("since"), bindparam("until")))
    .order_by(dossier.c.id)
)


def of_sitting(tx: Connection, state: Dossier) -> tuple[Dossier, ...]:
    """Return the dossiers of one visit, as they are now; one without a sitting stands alone."""
    if not state.sitting or state.received_at is None:
        return (state,)
    day = state.received_at.astimezone(VN).replace(hour=0, minute=0, second=0, microsecond=0)
    span = {"since": micros(day), "until": micros(day + timedelta(days=1))}
    blobs = tx.execute(_THAT_DAY, span).scalars()
    found = (canonical.loads(Dossier, blob) for blob in blobs)
    return tuple(each for each in found if each.sitting == state.sitting and not each.voided)


def sheet(tx: Connection, made: Event, state: Dossier, common: Mapping[str, Any]) -> Sheet:
    """Return the slip that lists the dossiers of one visit, as of the last one's receipt."""
    return SittingSheet(**common, dossiers=of_sitting(tx, state), receiver=made.actor.name)
