"""The work queue's callables, bound to services."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from desk.domain.views import Foreseen, QueueCounts, QueueOffers, QueuePage
from desk.services import foresight, processing, queue, staff
from desk.ui.ports import QueuePorts

if TYPE_CHECKING:
    from desk.app.seat import Seat
    from desk.domain.worklist import Want


def ports(seat: Seat) -> QueuePorts:
    """Return what the queue is handed."""

    def page(view: str, after: str, limit: int, /, *, want: Want | None = None) -> QueuePage:
        return queue.page(seat.work, seat.user, view, after, limit, want=want)

    def counts() -> QueueCounts:
        return queue.counts(seat.work, seat.user)

    def forward_many(uids: tuple[str, ...], given: Mapping[str, object]) -> str:
        details = processing.Details(**given)  # type: ignore[arg-type] # the page names Details' own fields
        number, _ = processing.forward_many(seat.work, uids, seat.user, details)
        seat.nudge()
        return number

    return QueuePorts(
        page=page,
        counts=counts,
        open=seat.open,
        act=seat.act,
        tally=lambda wants: queue.tally(seat.work, seat.user, wants),
        offers=lambda: _offers(seat),
        foresee=lambda uid, action: foresee(seat, uid, action),
        forward_many=forward_many,
    )


def foresee(seat: Seat, uid: str, action: str) -> Foreseen:
    """Return what a step would mean."""
    return foresight.foresee(seat.work, seat.user, uid, action)


def _offers(seat: Seat) -> QueueOffers:
    every = seat.work.rules.catalogue.procedures.values()
    people = staff.members(seat.work)
    return QueueOffers(
        procedures=tuple((each.code, each.name) for each in every),
        areas=tuple(sorted({each.area for each in every})),
        people=tuple((each.login, each.name) for each in people if each.active),
    )
