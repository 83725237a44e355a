"""What the hand-over page is handed, bound to an open counter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from desk.domain.collection import Collecting
from desk.services import handover, handover_papers, papers, uncollected
from desk.ui.handover.ports import HandoverPorts

if TYPE_CHECKING:
    from desk.app.seat import Seat


def ports(seat: Seat) -> HandoverPorts:
    """Return the page's callables."""
    work = seat.work

    def collect(
        uids: Sequence[str],
        who: Collecting,
        *,
        returned: Mapping[str, tuple[str, ...]],
        slip: bool,
    ) -> None:
        handover.collect(work, seat.user, uids, who, returned=returned, slip=slip)
        seat.nudge()

    def told(codes: tuple[str, ...]) -> tuple[str, ...]:
        seat.nudge()
        return codes

    return HandoverPorts(
        lookup=lambda code: handover.look_up(work, code, seat.user),
        parse_scan=seat.parse_scan,
        collect=collect,
        ready=lambda: uncollected.ready(work),
        shelve=lambda uids, slot: told(handover.shelve(work, seat.user, uids, slot)),
        remind=lambda uids, manner: told(handover.remind(work, seat.user, uids, manner)),
        rate=lambda uids, score: told(handover.rate(work, seat.user, uids, score)),
        print_slip=lambda uid: papers.reprint(work, "handover", uid),
        print_survey=lambda uid: papers.reprint(work, "survey", uid),
        print_list=lambda kind, group: handover_papers.print_list(work, kind, group),
        print_shelf=lambda places: handover_papers.print_shelf(work, places),
    )
