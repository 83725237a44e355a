"""What helpers from afar need to see of a counter, and nothing of anybody's life.

Numbers, states, names of errors and versions: no name, code, file, note or free text of a dossier
or of staff, no address beyond a target's host, no key.
"""

from __future__ import annotations

import platform
import shutil
import sqlite3
from collections import Counter as Tally
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from sqlalchemy import Connection, func, select

from desk.domain.answers import time_text
from desk.domain.views import TargetStatus
from desk.models import log, tables
from desk.services import checking, history, targets
from desk.services.workplace import Workplace

_ROUNDS: Final = 200


def facts(work: Workplace, version: str) -> dict[str, Any]:
    """Return what there is to say of this counter, as plain data."""
    with work.database.read() as tx:
        me = log.this_counter(tx)
        counted = _counts(tx)
        waiting = _waiting(tx)
    verdict = checking.verify(work)
    disk = shutil.disk_usage(work.database.folder)
    return {
        "at": time_text(work.clock()),
        "program": {
            "version": version,
            "revision": tables.HEAD,
            "python": platform.python_version(),
            "sqlite": sqlite3.sqlite_version,
            "system": platform.platform(),
        },
        "counter": {
            "unit": me.unit,
            "slot": me.slot,
            "epoch": me.epoch,
            "sequence": me.seq,
            "takeover": [me.takeover_since, me.takeover_until],
            "clock_offset_ms": me.offset_ms,
            "keys": work.keys.kind,
        },
        "disk": {"free": disk.free, "total": disk.total},
        "rows": counted,
        "targets": [_target(each) for each in targets.statuses(work)],
        "waiting": waiting,
        "attention": dict(Tally(each.reason for each in targets.attentions(work))),
        "exchanges": [_round(each) for each in history.latest(work, _ROUNDS)],
        "verify": {
            "events": verdict.events,
            "dossiers": verdict.dossiers,
            "problems": dict(Tally(each.code for each in verdict.problems)),
        },
    }


def _counts(tx: Connection) -> dict[str, int]:
    query = {
        name: select(func.count()).select_from(t) for name, t in tables.metadata.tables.items()
    }
    return {name: int(tx.execute(each).scalar_one()) for name, each in sorted(query.items())}


def _waiting(tx: Connection) -> list[dict[str, Any]]:
    """Tell what waits by kind of event and how it failed, never of whom it is."""
    box, event = tables.outbox, tables.event
    rows = tx.execute(
        select(box.c.target, box.c.state, box.c.error, event.c.type, func.count())
        .join(event, event.c.id == box.c.event_id)
        .group_by(box.c.target, box.c.state, box.c.error, event.c.type)
        .order_by(box.c.target, box.c.state, event.c.type)
    )
    names = ("target", "state", "error", "type", "many")
    return [dict(zip(names, row, strict=True)) for row in rows]


def _target(each: TargetStatus) -> dict[str, Any]:
    return {
        "name": each.name,
        "host": urlsplit(each.url).hostname or "",
        "online": each.online,
        "since": _text(each.since),
        "last_ok": _text(each.last_ok),
        "paused": each.paused,
        "error": each.error,
        "created": each.created,
        "confirmed": each.confirmed,
        "waiting": each.waiting,
        "attention": each.attention,
        "same": [each.proof.same, each.proof.ours, each.proof.theirs] if each.proof else None,
    }


def _round(each: Any) -> dict[str, Any]:
    return {
        "target": each.target,
        "at": time_text(each.at),
        "pushed": each.pushed,
        "pulled": each.pulled,
        "ms": each.ms,
        "error": each.error,
        "way": each.way,
    }


def _text(at: datetime | None) -> str | None:
    return time_text(at) if at is not None else None
