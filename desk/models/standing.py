"""The rows that say how each dossier stood from when until when; see `domain/standing.py`.

Written in the transaction that writes the dossier's own row, and like it made from events alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, insert
from sqlalchemy.dialects import sqlite

from desk.domain import standing as rules
from desk.domain.records import Dossier
from desk.domain.standing import Facts, Standing
from desk.models.tables import standing

#: Stored as the end of how a dossier stands now.
NOW: Final = 1 << 62
Believed = Sequence[tuple[Dossier, datetime]]

_COLUMNS: Final = tuple(column.name for column in standing.columns)
#: Its values stand in the order of the table's columns.
_INSERT: Final = str(insert(standing).compile(dialect=sqlite.dialect()))
_READ: Final = (
    "SELECT dossier_id, since, told, status, received_at, due_at, ended_at, assignee, marks, "
    "reopened FROM standing WHERE dossier_id IN (SELECT value FROM json_each(?)) "
    "ORDER BY dossier_id, since"
)
_CUT: Final = "DELETE FROM standing WHERE dossier_id = ? AND since >= ?"
_END: Final = "UPDATE standing SET until = ? WHERE dossier_id = ? AND since = ?"


def begin(tx: Connection, begun: Mapping[int, Believed]) -> None:
    """Write how new dossiers stood, by their local keys."""
    rows = [
        row
        for key, believed in begun.items()
        for row in rows_of(key, believed[-1][0], rules.go_on((), believed))
    ]
    if rows:
        tx.exec_driver_sql(_INSERT, rows)


def go_on(tx: Connection, changed: Mapping[int, tuple[Dossier, Believed]]) -> None:
    """Go on with how dossiers stood, by what their new events made of them, in their order.

    `changed` says by local key what each was before, and what it was after each event.
    """
    moved = {key: each for key, each in changed.items() if _counts(*each)}
    if not moved:
        return
    had = read(tx, moved)
    found = {key: rules.go_on(had[key], believed) for key, (_, believed) in moved.items()}
    _write(tx, had, {key: (moved[key][1][-1][0], found[key]) for key in moved})


def _counts(before: Dossier, believed: Believed) -> bool:
    """Whether anything has changed that is counted."""
    if before.voided != believed[-1][0].voided:
        return True
    was = rules.facts(before)
    return any(rules.facts(state) != was for state, _ in believed)


def again(tx: Connection, key: int, state: Dossier, found: Sequence[Standing]) -> None:
    """Write how a dossier stood anew, from all of its events."""
    _write(tx, read(tx, (key,)), {key: (state, found)})


def read(tx: Connection, keys: Iterable[int]) -> dict[int, list[Standing]]:
    """Return how dossiers stood, as it is written, by their local keys."""
    found: dict[int, list[Standing]] = {key: [] for key in keys}
    for key, since, told, *facts, back in tx.exec_driver_sql(_READ, (json.dumps(list(found)),)):
        found[key].append(Standing(since, told, Facts(*facts), bool(back)))
    return found


def _write(
    tx: Connection,
    had: Mapping[int, Sequence[Standing]],
    found: Mapping[int, tuple[Dossier, Sequence[Standing]]],
) -> None:
    """Write what differs, a statement for all of them."""
    cuts, ends, rows = [], [], []
    for key, (state, now) in found.items():
        was, same = had[key], 0
        while same < min(len(was), len(now)) and was[same] == now[same]:
            same += 1
        if len(was) > same:
            cuts.append((key, was[same].since))
        if same and max(len(was), len(now)) > same:
            until = now[same].since if len(now) > same else NOW
            ends.append((until, key, now[same - 1].since))
        rows += list(rows_of(key, state, now))[same:]
    for statement, values in ((_CUT, cuts), (_END, ends), (_INSERT, rows)):
        if values:
            tx.exec_driver_sql(statement, values)


def rows_of(key: int, state: Dossier, found: Sequence[Standing]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of how a dossier stood, in the order of the table's columns."""
    ends = [each.since for each in found[1:]] + [NOW]
    for each, until in zip(found, ends, strict=False):
        yield (
            key,
            each.since,
            until,
            each.told,
            *each.facts,
            int(each.reopened),
            state.procedure,
            str(state.channel),
        )


def is_true(tx: Connection, key: int, state: Dossier, found: Sequence[Standing]) -> bool:
    """Whether what is written of a dossier is how it stood, to the letter."""
    rows = tx.exec_driver_sql(_WHOLE, (key,)).all()
    return [tuple(row) for row in rows] == list(rows_of(key, state, found))


_WHOLE: Final = f"SELECT {', '.join(_COLUMNS)} FROM standing WHERE dossier_id = ? ORDER BY since"  # noqa: S608 - our own words, values are bound
