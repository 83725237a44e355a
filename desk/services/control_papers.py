"""The control slip: which hands a dossier went through, read off its log."""

from __future__ import annotations

from typing import Any, Final

from desk.domain import deadline
from desk.domain import events as ev
from desk.domain.papers import ControlSheet, HandOver, Matter
from desk.domain.records import VN, Dossier
from desk.services.workplace import Workplace

_RESULTS: Final = {"before": "Trước hạn", "on_time": "Đúng hạn", "late": "Quá hạn"}


def slip(
    _: Workplace,
    state: Dossier,
    __: ev.Event,
    events: list[ev.Event],
    common: dict[str, Any],
) -> ControlSheet:
    """Return the control slip (2025: Mẫu 06, 2018: Mẫu 05): one row per change of hands."""
    received = state.received_at or state.filed_at
    assert received is not None  # noqa: S101 - every dossier that has hands has come in
    return ControlSheet(
        **{**common, "issued_at": received},
        matter=Matter.of(state),
        received_at=received,
        due_at=state.due_at,
        rows=tuple(_hand_overs(state, events)),
        book=state.book,
        line=state.line,
    )


def _hand_overs(state: Dossier, events: list[ev.Event]) -> list[HandOver]:
    """Return one row per change of hands; the last says how the result stood."""
    rows: list[HandOver] = []
    holder, place, due = "", "", deadline.measured_by(state)
    for made in events:
        body = made.body
        if isinstance(body, ev.Supplemented):
            body = body.accepted  # of an online dossier that was guided before
        if isinstance(body, ev.Imported):
            holder, place = body.officer, body.holder_name
        elif isinstance(body, ev.Received | ev.Accepted):
            holder, place = made.actor.name, body.holder_name
        elif isinstance(body, ev.Claimed | ev.Forwarded):
            taker = body.to if isinstance(body, ev.Forwarded) else made.actor.name
            where = body.holder_name or place
            told = body.forwarded_at if isinstance(body, ev.Forwarded) else body.claimed_at
            rows.append(
                HandOver(
                    giver=place,
                    taker=where,
                    at=told.astimezone(VN) if told else made.at,
                    giver_name=holder,
                    taker_name=taker,
                )
            )
            holder, place = taker, where
        elif isinstance(body, ev.Finished | ev.Refused) and due is not None:
            at = body.finished_at if isinstance(body, ev.Finished) else body.refused_at
            kind = deadline.result_kind(due, at)
            rows.append(
                HandOver(
                    giver=place,
                    taker="Bộ phận trả kết quả",
                    at=at,
                    giver_name=made.actor.name,
                    result=_RESULTS[kind],
                )
            )
        elif isinstance(body, ev.Returned):
            rows.append(
                HandOver(
                    giver="Bộ phận trả kết quả",
                    taker="Người nhận kết quả",
                    at=body.returned_at,
                    giver_name=made.actor.name,
                    taker_name=body.to,
                    note="nhận thay" if body.authority else "",
                )
            )
    return rows
