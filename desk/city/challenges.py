"""What counters must sign their requests with, and how far each has counted within it.

One process keeps that in its memory. Where several serve one PostgreSQL database it is kept there,
in a table that is written without the log of the database: a challenge that one worker gave is
good with every other, and a number that was used with one is used up with all. After a crash of
the database the table is empty, so that what was signed before is void.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, Protocol

from sqlalchemy import Connection, delete, func, insert, select, update

from desk.city.store import Store, now_micros
from desk.city.tables import challenge

_KEPT: Final = 8  # of one device: as many programs of it as may talk at once
_BYTES: Final = 18


class Challenges(Protocol):
    """The challenges of all devices."""

    def new(self, device: int) -> str:
        """Return a challenge for a device.

        An older one may be forgotten over it: first one that was never used, so that nobody who
        has only found the token drives out the challenge that the counter signs with.
        """

    def knows(self, tx: Connection, device: int, text: str) -> bool:
        """Tell whether a challenge was made for a device, and is not forgotten."""

    def use(self, device: int, text: str, number: int) -> bool:
        """Use a number up; False if it, or a higher one, was used before."""

    def heard(self) -> dict[int, int]:
        """Return when each device last asked for something, in UTC microseconds."""


def challenges(store: Store, clock: Callable[[], datetime]) -> Challenges:
    """Return the challenges of a database that is served."""
    return InDatabase(store, clock) if store.shared else InMemory(clock)


class InMemory:
    """The challenges of one process; what was signed for an earlier one is void."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        """Begin with none."""
        self._clock = clock
        self._guard = threading.Lock()
        self._known: dict[int, OrderedDict[str, int]] = {}
        self._heard: dict[int, int] = {}

    def new(self, device: int) -> str:
        """Return a challenge for a device; an unused one may be forgotten over it."""
        made = secrets.token_urlsafe(_BYTES)
        with self._guard:
            ours = self._known.setdefault(device, OrderedDict())
            ours[made] = 0
            if len(ours) > _KEPT:
                unused = (text for text, number in ours.items() if not number and text != made)
                del ours[next(unused, next(iter(ours)))]
        return made

    def knows(self, _: Connection | None, device: int, text: str) -> bool:
        """Tell whether a challenge was made for a device, and is not forgotten."""
        with self._guard:
            return text in self._known.get(device, ())

    def use(self, device: int, text: str, number: int) -> bool:
        """Use a number up; False if it, or a higher one, was used before."""
        with self._guard:
            ours = self._known.get(device, OrderedDict())
            if number <= ours.get(text, number):
                return False
            ours[text] = number
            ours.move_to_end(text)
            self._heard[device] = now_micros(self._clock())
            return True

    def heard(self) -> dict[int, int]:
        """Return when each device last asked for something."""
        with self._guard:
            return dict(self._heard)


class InDatabase:
    """The challenges of every process that serves one PostgreSQL database."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        """Remember where they are."""
        self._store, self._clock = store, clock

    def new(self, device: int) -> str:
        """Return a challenge for a device; an unused one may be forgotten over it."""
        made = secrets.token_urlsafe(_BYTES)
        others = challenge.c.device_id == device, challenge.c.text != made
        kept = (
            select(challenge.c.id)
            .where(*others)
            .order_by((challenge.c.number > 0).desc(), challenge.c.at.desc(), challenge.c.id.desc())
            .limit(_KEPT - 1)
        )
        values = {"device_id": device, "text": made, "number": 0}
        with self._store.aside() as tx:
            tx.execute(insert(challenge).values(**values, at=now_micros(self._clock())))
            tx.execute(delete(challenge).where(*others, challenge.c.id.not_in(kept)))
        return made

    def knows(self, tx: Connection, device: int, text: str) -> bool:
        """Tell whether a challenge was made for a device, and is not forgotten."""
        return tx.execute(select(challenge.c.id).where(*_place(device, text))).first() is not None

    def use(self, device: int, text: str, number: int) -> bool:
        """Use a number up; of two workers that are shown the same one, one is told False."""
        higher = update(challenge).where(*_place(device, text), challenge.c.number < number)
        at = now_micros(self._clock())
        return self._store.at_once(higher.values(number=number, at=at)) == 1

    def heard(self) -> dict[int, int]:
        """Return when each device last asked for something."""
        last = select(challenge.c.device_id, func.max(challenge.c.at).label("at"))
        with self._store.read() as tx:
            rows = tx.execute(last.where(challenge.c.number > 0).group_by(challenge.c.device_id))
            return {row.device_id: row.at for row in rows}


def _place(device: int, text: str) -> tuple[Any, Any]:
    return challenge.c.device_id == device, challenge.c.text == text
