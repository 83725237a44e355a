"""The cash drawer: what counts as cash, and what should lie in it.

What counts, each đồng once:

* `Received.fee_paid`: taken when the dossier was received at the counter. It is written where a
  drawer is open and the dossier came over the counter, and by returning at once; a fee that was
  merely charged (`Received.fee`) lies in nobody's drawer yet.
* `FeePaid`: as much as it says, whatever dossier it is for.
* `Returned`: what was still owed then (`fees.owed`), for the hand-over asks for it.
* `Voided`: everything that this counter took for the dossier is given back.

Nothing else moves cash: `FeeAsked` asks, a refusal keeps what was paid. What other counters take
lies in their drawers; dossiers that came online or by post bring nothing when they are received.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from desk.domain import events as ev
from desk.domain import fees
from desk.domain.fold import fold
from desk.domain.records import Channel, Dossier


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """Cash that was taken for a dossier, or given back where `amount` is negative."""

    uid: str
    at: datetime
    code: str
    amount: int
    what: str  # received | paid | returned | given-back


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


def taken_at_receipt(fee: int | None, channel: Channel, *, is_open: bool) -> int:
    """Return how much of a fee is taken in cash when a dossier is received."""
    return fee or 0 if is_open and channel is Channel.COUNTER else 0


def takings(events: Iterable[ev.Event], device: str) -> tuple[Taking, ...]:
    """Return the cash that `device` took for one dossier, from all of its events."""
    state: Dossier | None = None
    found: list[Taking] = []
    for event in sorted(events, key=ev.order):
        before, state = state, fold(state, event)
        if event.device != device or state is None:
            continue
        amount, what = _moved(before, event, sum(each.amount for each in found))
        if amount:
            found.append(
                Taking(uid=event.uid, at=event.at, code=state.code, amount=amount, what=what)
            )
    return tuple(found)


def _moved(before: Dossier | None, event: ev.Event, so_far: int) -> tuple[int, str]:
    body = event.body
    if isinstance(body, ev.Received):
        return (body.fee_paid, "received") if body.channel is Channel.COUNTER else (0, "")
    if isinstance(body, ev.FeePaid):
        return body.amount, "paid"
    if isinstance(body, ev.Returned) and before is not None:
        return fees.owed(before), "returned"
    if isinstance(body, ev.Voided):
        return -so_far, "given-back"
    return 0, ""
