"""The cash drawer: what counts as cash, and what should lie in it.

What counts, each đồng once:

* `Received.fee_paid`: taken when the dossier was received at the counter, because somebody said so
  then; a fee that was merely charged (`Received.fee`) lies in nobody's drawer yet.
* `FeePaid`: as much as it says, whatever dossier it is for.
* `Returned.fee_paid`: what was said to be taken at the hand-over.
* `Resolved`: what a step that it takes back had taken, is given back.
* `Voided`: everything that this counter took for the dossier is given back.

Nothing else moves cash: what is owed is not paid, an open drawer changes nothing, `FeeAsked`
asks, a refusal keeps what was paid. What other counters take
lies in their drawers; dossiers that came online or by post bring nothing when they are received.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from desk.domain import events as ev
from desk.domain.records import Channel

#: Notes in use, in đồng, as they are counted.
NOTES: Final = (500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """Cash that was taken for a dossier, or given back where `amount` is negative."""

    uid: str  # of the event
    at: datetime
    code: str
    amount: int
    what: str  # received | paid | returned | given-back
    by: str = ""
    serial: str = ""  # of the tax receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawer:
    """How the drawer of a counter stands; without `opened_at` it is closed."""

    opened_at: datetime | None = None
    opened_by: str = ""
    float_: int = 0
    takings: tuple[Taking, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether somebody has opened it and nobody closed it since."""
        return self.opened_at is not None

    @property
    def expected(self) -> int:
        """What should lie in it: the float and the cash since."""
        return self.float_ + sum(each.amount for each in self.takings)


def takings(events: Iterable[ev.Event], device: str, code: str) -> tuple[Taking, ...]:
    """Return the cash that `device` took for one dossier, from all of its events.

    Where nothing of it was ever taken back, those of some time tell what was taken in that time.
    """
    found: list[Taking] = []
    held: dict[str, int] = {}  # by the event that took it
    for event in sorted(events, key=ev.order):
        if event.device != device:
            continue
        amount, what = _moved(event, held)
        if amount > 0:
            held[event.uid] = amount
        if amount:
            made = Taking(uid=event.uid, at=event.at, code=code, amount=amount, what=what)
            found.append(replace(made, by=event.actor.name, serial=_serial(event.body)))
    return tuple(found)


def _serial(body: ev.Body | None) -> str:
    if isinstance(body, ev.FeePaid):
        return body.serial
    return body.fee_serial if isinstance(body, ev.Received) else ""


def _moved(event: ev.Event, held: dict[str, int]) -> tuple[int, str]:
    """Return what an event moves; what is given back is `held` no longer."""
    body = event.body
    if isinstance(body, ev.Received):
        return (body.fee_paid, "received") if body.channel is Channel.COUNTER else (0, "")
    if isinstance(body, ev.FeePaid):
        return body.amount, "paid"
    if isinstance(body, ev.Returned):
        return body.fee_paid, "returned"
    if isinstance(body, ev.Resolved):
        return -sum(held.pop(uid, 0) for uid in body.drop), "given-back"
    if isinstance(body, ev.Voided):
        back = sum(held.values())
        held.clear()
        return -back, "given-back"
    return 0, ""
