"""What exchanges came to, for people to look back on."""

from __future__ import annotations

from typing import Final, Protocol

from sqlalchemy import bindparam, delete, insert, select

from desk.domain.views import Exchanged
from desk.models.projection import micros
from desk.models.tables import exchanged
from desk.services.listing import moment
from desk.services.workplace import Workplace

WRITTEN, READ = "written", "read"  # by stick
KEPT: Final = 2000  # of each target; older ones go
_LATEST: Final = (
    select(exchanged.c.error)
    .where(exchanged.c.target == bindparam("name"), exchanged.c.way == "")
    .order_by(exchanged.c.id.desc())
    .limit(1)
)


class Outcome(Protocol):
    """What is kept of an exchange."""

    @property
    def pushed(self) -> int:
        """What the target confirmed."""

    @property
    def pulled(self) -> int:
        """What was new here."""

    @property
    def error(self) -> str:
        """Why it failed, empty if it did not."""

    @property
    def ms(self) -> int:
        """How long it took."""


def note(work: Workplace, name: str, outcome: Outcome, way: str = "") -> None:
    """Keep an exchange in which something moved, or that ended otherwise than the one before.

    One by stick is kept whatever it came to: somebody has carried it.
    """
    with work.database.read() as tx:
        before = tx.execute(_LATEST, {"name": name}).scalar()
    moved = outcome.pushed or outcome.pulled or way
    if not moved and outcome.error == (before or ""):
        return
    values = {
        "target": name,
        "at": micros(work.clock()),
        "pushed": outcome.pushed,
        "pulled": outcome.pulled,
        "ms": outcome.ms,
        "error": outcome.error,
        "way": way,
    }
    with work.database.write() as tx:
        tx.execute(insert(exchanged).values(**values))
        here = exchanged.c.target == name
        oldest = select(exchanged.c.id).where(here).order_by(exchanged.c.id.desc())
        last = tx.execute(oldest.offset(KEPT).limit(1)).scalar()
        if last is not None:
            tx.execute(delete(exchanged).where(here, exchanged.c.id <= last))


def latest(work: Workplace, limit: int) -> tuple[Exchanged, ...]:
    """Return the last exchanges over all targets, the newest first."""
    with work.database.read() as tx:
        rows = tx.execute(select(exchanged).order_by(exchanged.c.id.desc()).limit(limit)).all()
    return tuple(
        Exchanged(
            target=row.target,
            at=moment(row.at),
            pushed=row.pushed,
            pulled=row.pulled,
            ms=row.ms,
            error=row.error,
            way=row.way,
        )
        for row in rows
    )
