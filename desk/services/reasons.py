"""The reasons that a step may be given: the library's and this office's own, most used first."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert as upsert

from desk.domain.reasons import Reason, ranked
from desk.domain.records import Procedure
from desk.models.projection import micros
from desk.models.tables import reason
from desk.services.workplace import Workplace

#: The steps whose reasons are remembered; what is said of one citizen alone is not.
KINDS: Final = frozenset(
    "supplement guide reject withdraw resume stop close apologise verify recall decline "
    "void reprint spoilt".split()
)
_MOST: Final = 60
_LONGEST: Final = 300  # what is longer tells one dossier's story
_NUMBER: Final = re.compile(r"[0-9]{9}")  # somebody's identity or telephone number


def used(tx: Connection, kind: str, text: str, now: datetime) -> None:
    """Remember that a reason was used, so that it is offered before others."""
    said = " ".join(text.split())
    if kind not in KINDS or not said or len(said) > _LONGEST or _NUMBER.search(said):
        return
    tx.execute(
        upsert(reason)
        .values(kind=kind, text=said, uses=1, used_at=micros(now))
        .on_conflict_do_update(
            index_elements=[reason.c.kind, reason.c.text],
            set_={"uses": reason.c.uses + 1, "used_at": micros(now)},
        )
    )


def offered(tx: Connection, work: Workplace, kind: str, procedure: Procedure) -> tuple[str, ...]:
    """Return the reasons for a step on a dossier of a procedure, likeliest first."""
    library = [each for each in work.rules.reasons if each.fits(kind, procedure)]
    # The procedure's own come before its area's, and those before everybody's.
    library.sort(key=lambda each: (not each.procedures, each.is_general))
    elsewhere = {each.text for each in work.rules.reasons if each.kind == kind} - {
        each.text for each in library
    }
    rows = tx.execute(
        select(reason.c.text, reason.c.uses)
        .where(reason.c.kind == kind)
        .order_by(reason.c.uses.desc(), reason.c.used_at.desc())
        .limit(_MOST)
    )
    own = [
        Reason(kind=kind, text=row.text, uses=row.uses) for row in rows if row.text not in elsewhere
    ]
    return tuple(each.text for each in ranked(library, own))[:_MOST]


def usual(work: Workplace, kind: str) -> tuple[str, ...]:
    """Return the reasons of what is bound to no procedure, those used here most first."""
    library = [each for each in work.rules.reasons if each.kind == kind]
    with work.database.read() as tx:
        rows = tx.execute(select(reason).where(reason.c.kind == kind)).all()
    own = [Reason(kind=kind, text=row.text, uses=row.uses) for row in rows]
    return tuple(each.text for each in ranked(library, own))
