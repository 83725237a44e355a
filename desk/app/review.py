"""The page of decisions, bound to an open counter."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from desk.domain import review as rule
from desk.services import review

if TYPE_CHECKING:
    from desk.app.seat import Seat
    from desk.domain.review import Decided
    from desk.ui.review.ports import ReviewPorts


def ports(seat: Seat) -> ReviewPorts:
    """Return what the page is handed; what was decided is sent without delay."""
    from desk.ui.review.ports import ReviewPorts

    def decide(key: str, choice: str, reason: str) -> Decided:
        with seat.silence() if choice == rule.LEAVE else nullcontext():
            done = review.decide(seat.work, seat.user, key, choice, reason)
        seat.nudge()
        return done

    def take_back(uid: str, decision: str) -> None:
        review.take_back(seat.work, seat.user, uid, decision)
        seat.nudge()

    return ReviewPorts(
        items=lambda: review.items(seat.work),
        question=lambda key: review.question(seat.work, key),
        decide=decide,
        take_back=take_back,
    )
