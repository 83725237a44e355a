"""The slip of a batch: which dossiers one hand-over took along, read back from the log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from desk.domain import events as ev
from desk.domain.fold import fold_all
from desk.domain.papers import BatchLine, BatchSheet
from desk.domain.records import Dossier
from desk.models import log
from desk.models.tables import event
from desk.wire import sealed

_MOST = 500  # dossiers that anybody carries at once
#: What the log calls an event that a slip belongs to.
ORIGIN = "Forwarded.batch"


def kind(made: ev.Event) -> str:
    """Return an event's type; a hand-over of several is one of its own."""
    together = isinstance(made.body, ev.Forwarded) and made.body.batch
    return ORIGIN if together else made.type


def sheet(tx: Connection, made: ev.Event, common: dict[str, Any]) -> BatchSheet:
    """Return the slip of the batch that an event belongs to."""
    body = made.body
    assert isinstance(body, ev.Forwarded)  # noqa: S101 - `kind` names no other
    lines = [_line(state) for state in _together(tx, made, body.batch)]
    return BatchSheet(
        **common,
        number=body.batch,
        giver=made.actor.name,
        giver_place=body.holder_name,
        taker=body.to_name or body.to,
        note=body.note,
        lines=tuple(lines),
    )


def _line(state: Dossier) -> BatchLine:
    return BatchLine(
        code=state.code,
        barcode=state.barcode,
        name=state.subject.name,
        procedure_name=state.procedure_name,
        due_at=state.due_at,
    )


def _together(tx: Connection, made: ev.Event, batch: str) -> Iterator[Dossier]:
    """Yield each dossier of a batch as it was when handed on; they were written in a row."""
    rows = tx.execute(
        select(event)
        .where(
            event.c.device_id == log.device_id(tx, made.device),
            event.c.epoch == made.epoch,
            event.c.seq.between(made.seq - _MOST, made.seq + _MOST),
            event.c.type == made.type,
        )
        .order_by(event.c.seq)
    )
    for row in rows:
        each = sealed.open_event(log.sealed_of(row))
        if not isinstance(each.body, ev.Forwarded) or each.body.batch != batch:
            continue
        story = log.events_of(tx, row.dossier_id)
        counted = [one for one, gone in story if not gone and ev.order(one) <= ev.order(each)]
        state = fold_all(counted)
        if state is not None and each in counted:  # what was taken back did not go along
            yield state
