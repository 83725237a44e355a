"""The program's own wording of papers: every edition that was ever here, and since when."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import Connection, func, insert, select

from desk.domain.stationery import Base
from desk.models import log, ruletext
from desk.models.engine import Database
from desk.models.tables import paper_base


def keep(database: Database, brought: Mapping[str, str]) -> None:
    """Keep what this program brings (kind → text), where the database knows only older editions.

    Raises:
        CorruptDatabaseError: one that is here is not what was stored.
    """
    editions = {kind: edition(text) for kind, text in brought.items()}
    with database.read() as tx:
        bases(tx)  # a damaged one would word reprints otherwise, and nobody would know
        newest = select(paper_base.c.kind, func.max(paper_base.c.edition))
        rows = tx.execute(newest.group_by(paper_base.c.kind))
        known: dict[str, int] = {row[0]: row[1] for row in rows}
    fresh = [kind for kind in brought if editions[kind] > known.get(kind, -1)]
    if not fresh:
        return
    with database.write() as tx:
        now = log.this_counter(tx).hlc
        for kind in fresh:
            number, text = editions[kind], brought[kind]
            since = now if kind in known else 0
            digest = ruletext.digest(kind, str(number), str(since), text)
            values = {"edition": number, "since": since, "text": text, "digest": digest}
            tx.execute(insert(paper_base).values(kind=kind, **values))


def edition(text: str) -> int:
    """Return the edition that a file of wording says it is."""
    return int(json.loads(text).get("edition", 0))


def bases(tx: Connection) -> tuple[Base, ...]:
    """Return every edition of the program's wording that was ever here.

    Raises:
        CorruptDatabaseError: one is not what was stored.
    """
    rows = tx.execute(select(paper_base).order_by(paper_base.c.kind, paper_base.c.edition))
    return tuple(
        Base(kind=row.kind, edition=row.edition, since=row.since, text=ruletext.of_paper_base(row))
        for row in rows
    )
