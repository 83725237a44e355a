"""Half-done forms, bound to whoever sits at the counter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desk.domain.drafts import about_result
from desk.services import drafts
from desk.ui.drafts.ports import DraftPorts

if TYPE_CHECKING:
    from desk.app.seat import Seat


def ports(seat: Seat) -> DraftPorts:
    """Return what keeps half-done forms."""
    work = seat.work
    return DraftPorts(
        begin=lambda: drafts.begin(work, seat.user),
        save=lambda asked, seen: drafts.save(work, seat.user, asked, seen),
        take=lambda uid: drafts.take(work, seat.user, uid),
        throw=lambda uid: drafts.throw(work, uid),
    )


def at_once(seat: Seat) -> DraftPorts:
    """Return what keeps the form of whoever returns at once; it is parked by nobody."""
    work = seat.work
    return replace(
        ports(seat),
        begin=lambda: drafts.begin_at_once(work, seat.user),
        save=lambda asked, seen: drafts.save_at_once(work, seat.user, asked, seen),
    )


def of_result(seat: Seat, dossier: str, result: str) -> DraftPorts:
    """Return what keeps a half-typed result of a dossier; without a result a new one."""
    work, about = seat.work, about_result(dossier, result)
    return replace(
        ports(seat),
        begin=lambda: drafts.begin_result(work, seat.user, about),
        save=lambda asked, seen: drafts.save_result(work, seat.user, asked, seen),
    )
