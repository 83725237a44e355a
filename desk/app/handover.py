"""What the hand-over page is handed, bound to an open counter."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from desk.domain.collection import Collecting
from desk.domain.records import Procedure
from desk.domain.retype import Piece, Target, fitting, pieces
from desk.domain.views import NewDossier
from desk.services import handover, handover_papers, papers, uncollected
from desk.ui.handover.ports import HandoverPorts

if TYPE_CHECKING:
    from desk.app.seat import Seat


def retype(seat: Seat, uid: str) -> tuple[tuple[Target, tuple[Piece, ...]], ...]:
    """Return what of a dossier is typed again, for each program that it is typed into."""
    state = seat.open(uid).dossier
    rules = seat.work.rules
    known = rules.catalogue.procedures.get(state.procedure)
    found = fitting(rules.retype, state.procedure, known.area if known else "")
    return tuple((target, pieces(state, target)) for target in found)


def mend(seat: Seat, uid: str) -> tuple[NewDossier, Procedure]:
    """Return what the receive page begins a free correction with, and its procedure."""
    new = handover.mend(seat.work, uid, seat.user)
    procedure = seat.work.rules.catalogue.get(new.procedure)
    return replace(new, uid=str(uuid.uuid4())), procedure


def ports(seat: Seat) -> HandoverPorts:
    """Return the page's callables."""
    work = seat.work

    def collect(
        uids: Sequence[str],
        who: Collecting,
        *,
        returned: Mapping[str, tuple[str, ...]],
        paid: Sequence[str],
        slip: bool,
    ) -> None:
        handover.collect(work, seat.user, uids, who, returned=returned, paid=paid, slip=slip)
        seat.nudge()

    def take_back(uids: Sequence[str]) -> None:
        handover.take_back(work, seat.user, uids)
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
        keep_file=lambda data, media: handover.keep_picture(work, data, media),
        take_back=take_back,
        print_slip=lambda uid: seat.print_form(uid, "handover"),
        print_survey=lambda uid: papers.reprint(work, "survey", uid),
        print_list=lambda kind, group: handover_papers.print_list(work, kind, group),
        print_shelf=lambda places: handover_papers.print_shelf(work, places),
    )
