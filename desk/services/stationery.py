"""What papers look like: the program's wording of each time, and what the ward made of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy import Connection, select

from desk.domain import counter_events as cev
from desk.domain import events as ev
from desk.domain import rights, stationery
from desk.domain.records import VN, Actor
from desk.domain.stationery import FORM, LOGO, OFFICE, PartChange, Stationery
from desk.models import log
from desk.models.paper_bases import bases
from desk.models.tables import event
from desk.services.workplace import Workplace
from desk.wire import sealed

_TYPE: Final = cev.PaperChanged.__name__

#: Raises what is known of a bad text of a form: (set and form, text).
Check = Callable[[str, str], object]


def changes(tx: Connection) -> tuple[PartChange, ...]:
    """Return what this ward made of its papers, oldest first."""
    rows = tx.execute(
        select(event)
        .where(event.c.type == _TYPE, event.c.dossier_id.is_(None), event.c.refused == 0)
        .order_by(event.c.hlc, event.c.id)
    )
    made = (sealed.open_event(log.sealed_of(row)) for row in rows)
    return tuple(_change(each) for each in made if isinstance(each.body, cev.PaperChanged))


def _change(made: ev.Event) -> PartChange:
    body = made.body
    assert isinstance(body, cev.PaperChanged)  # noqa: S101 - asked for by its type
    return PartChange(
        part=body.part,
        text=body.text,
        device=body.device,
        note=body.note,
        by=made.actor.name,
        at=made.at.astimezone(VN),
        hlc=made.hlc,
        made_on=made.device,
    )


def at(tx: Connection, made: ev.Event) -> Stationery:
    """Return what papers looked like where and when an event was written."""
    return stationery.as_of(changes(tx), bases(tx), hlc=made.hlc, device=made.device)


def now(tx: Connection) -> Stationery:
    """Return what this counter's papers look like."""
    me = log.this_counter(tx)
    return stationery.as_of(changes(tx), bases(tx), hlc=None, device=me.device)


def history(work: Workplace, part: str) -> tuple[PartChange, ...]:
    """Return the changes of one part, newest first."""
    with work.database.read() as tx:
        return tuple(each for each in reversed(changes(tx)) if each.part == part)


def reword(  # noqa: PLR0917 - who, what, to what, why, checked by whom
    work: Workplace, by: Actor, name: str, text: str, note: str, check: Check
) -> None:
    """Word a form (2025/receipt) otherwise from now on; without text as the program has it.

    Raises:
        NotAllowedError, UnknownPartError, and whatever `check` finds: nothing was written.
    """
    rights.require(by, "settings")
    form_set, _, form = name.partition("/")
    with work.database.write() as tx:
        known = {each.kind for each in bases(tx)}
        if form_set not in known or not form:
            raise stationery.UnknownPartError(part=name[:60])
        check(name, text)
        kept = stationery.written(json.loads(text)) if text else ""
        held = now(tx).forms.get(name, "")
        if kept != held:
            _write(work, tx, by, FORM + name, kept, note)


def set_heading(
    work: Workplace,
    by: Actor,
    told: Mapping[str, object],
    *,
    before: Mapping[str, str],
    here_only: bool = False,
) -> None:
    """Change what papers say of the office; `before` is what they said till the first change.

    Raises:
        NotAllowedError, BadHeadingError.
    """
    rights.require(by, "settings")
    heading = stationery.clean_heading(told)
    with work.database.write() as tx:
        held = now(tx).heading
        if held is None and before:
            # What was printed until now keeps the heading that it was printed with.
            _write(work, tx, by, OFFICE, stationery.written(dict(before)), "")
        if heading != (before if held is None else held):
            _write(work, tx, by, OFFICE, stationery.written(heading), "", here_only=here_only)


def set_logo(work: Workplace, by: Actor, picture: str, *, here_only: bool = False) -> None:
    """Put a logo (base64 of a PNG or JPEG, checked already) on papers, or take it off.

    Raises:
        NotAllowedError.
    """
    rights.require(by, "settings")
    with work.database.write() as tx:
        if now(tx).logo != picture:
            _write(work, tx, by, LOGO, picture, "", here_only=here_only)


def _write(  # noqa: PLR0917 - one change, told in its parts
    work: Workplace,
    tx: Connection,
    by: Actor,
    part: str,
    text: str,
    note: str,
    *,
    here_only: bool = False,
) -> None:
    device = log.this_counter(tx).device if here_only else ""
    body = cev.PaperChanged(part=part, text=text, device=device, note=note)
    log.append(tx, body, by, work.now())


def listed(work: Workplace) -> tuple[Stationery, tuple[PartChange, ...]]:
    """Return how papers look now, and every change that led there."""
    with work.database.read() as tx:
        return now(tx), changes(tx)
