"""What the log said of a dossier at an earlier moment, told by an event of a counter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, select

from desk.domain import events as ev
from desk.models.projection import micros
from desk.models.tables import attention, event
from desk.wire import sealed


@dataclass(frozen=True, slots=True)
class Moment:
    """When an event was written: its key here and its time in the log.

    At the counter that wrote it (`is_own`) known was what was here; elsewhere, and where a log was
    read back in another order, what had been written before that time.
    """

    place: int
    hlc: int
    at: datetime
    is_own: bool = True

    def knows(self, place: int, hlc: int) -> bool:
        """Tell whether an event was known then, by its key here and its time in the log."""
        return place < self.place if self.is_own else hlc <= self.hlc

    @property
    def known(self) -> ColumnElement[bool]:
        """A condition that the events known then meet."""
        return event.c.id < self.place if self.is_own else event.c.hlc <= self.hlc


def known(
    tx: Connection, key: int, pairs: list[tuple[ev.Event, bool]], moment: Moment
) -> list[tuple[ev.Event, bool]]:
    """Return those of a dossier's events that were known then, and whether they were refused then.

    `pairs` are all of its events as `log.told` returns them.
    """
    rows = tx.execute(select(event.c.head).where(event.c.dossier_id == key, moment.known)).scalars()
    here = {sealed.read_head(head).uid for head in rows}
    late = _refused_later(tx, key, moment.at)
    return [(made, no and made.uid not in late) for made, no in pairs if made.uid in here]


def _refused_later(tx: Connection, key: int, at: datetime) -> set[str]:
    """Return the events of a dossier that were refused after a time, as people were asked then."""
    rows = tx.execute(
        select(event.c.head)
        .join(attention, attention.c.event_id == event.c.id)
        .where(event.c.dossier_id == key, event.c.refused == 1, attention.c.at > micros(at))
    ).scalars()
    return {sealed.read_head(head).uid for head in rows}
