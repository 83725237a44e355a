"""The rows that say how each dossier stood from when until when; see `domain/standing.py`.

Written in the transaction that writes the dossier's own row, and like it made from events alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
    "SELECT since, told, status, received_at, due_at, ended_at, assignee, marks, reopened "
    "FROM standing WHERE dossier_id = ? ORDER BY since"
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


def go_on(tx: Connection, key: int, before: Dossier, believed: Believed) -> None:
    """Go on with how a dossier stood, by what its new events made of it, in their order."""
    was = rules.facts(before)
    if before.voided == believed[-1][0].voided and all(
        rules.facts(state) == was for state, _ in believed
    ):
        return
    had = read(tx, key)
    _write(tx, key, believed[-1][0], had, rules.go_on(had, believed))


def again(tx: Connection, key: int, state: Dossier, found: Sequence[Standing]) -> None:
    """Write how a dossier stood anew, from all of its events."""
    _write(tx, key, state, read(tx, key), found)


def read(tx: Connection, key: int) -> tuple[Standing, ...]:
    """Return how a dossier stood, as it is written."""
    return tuple(
        Standing(since, told, Facts(*facts), bool(reopened))
        for since, told, *facts, reopened in tx.exec_driver_sql(_READ, (key,))
    )


def _write(
    tx: Connection, key: int, state: Dossier, had: Sequence[Standing], found: Sequence[Standing]
) -> None:
    same = 0
    while same < min(len(had), len(found)) and had[same] == found[same]:
        same += 1
    if len(had) > same:
        tx.exec_driver_sql(_CUT, (key, had[same].since))
    if same and (len(had) > same or len(found) > same):
        until = found[same].since if len(found) > same else NOW
        tx.exec_driver_sql(_END, (until, key, found[same - 1].since))
    rows = list(rows_of(key, state, found))[same:]
    if rows:
        tx.exec_driver_sql(_INSERT, rows)


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
