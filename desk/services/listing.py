"""From stored rows to the records that screens list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from desk.domain import deadline
from desk.domain.records import VN, Dossier
from desk.domain.views import QueueRow
from desk.wire import canonical

_EPOCH = datetime(1970, 1, 1, tzinfo=VN) + VN.utcoffset(None)


def moment(micros: int) -> datetime:
    """Return the instant that is stored as UTC microseconds."""
    return _EPOCH + timedelta(microseconds=micros)


def row(state: Dossier, device: str, now: datetime) -> QueueRow:
    """Return the line of a list for a dossier, as seen from `device` at `now`."""
    return QueueRow(
        uid=state.uid,
        code=state.code,
        status=state.status,
        procedure=state.procedure,
        procedure_name=state.procedure_name,
        name=state.subject.name,
        assignee=state.assignee_name or state.assignee,
        holder_name=state.holder_name,
        mine=state.holder == device,
        channel=state.channel,
        received_at=state.received_at or state.filed_at,
        due_at=state.due_at,
        urgent_at=deadline.urgency(state) if state.is_open else None,
        overdue=deadline.is_overdue(state, now),
        acknowledge_by=state.acknowledge_by,
        answer_by=state.answer_by,
        step=state.step,
        proposal=state.proposal,
        heads=state.heads,
        voided=state.voided,
    )


def rows_of(states: Iterable[bytes], device: str, now: datetime) -> tuple[QueueRow, ...]:
    """Return the lines for stored states."""
    return tuple(row(canonical.loads(Dossier, state), device, now) for state in states)
