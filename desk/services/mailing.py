"""The letters of one go: which they are, each from the event that made it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from sqlalchemy import Connection, select

from desk.domain import events as ev
from desk.domain.errors import InputError
from desk.domain.notices import Kind
from desk.domain.papers import LettersSheet, Sheet
from desk.models import log
from desk.models.tables import event, notice
from desk.services import notice_papers, outgoing, print_queue
from desk.services.workplace import Workplace
from desk.wire import sealed

FORM: Final = outgoing.LETTERS
FORM_OF_ONE: Final = notice_papers.FORM


class NoLettersError(InputError):
    """No letter of that go is known here; facts: none."""


def print_again(work: Workplace, batch: str) -> int:
    """Queue the letters of one go once more; return the print job."""
    with work.database.write() as tx:
        return print_queue.queue(tx, FORM, None, None, work.now(), about=batch)


def made(tx: Connection, batch: str) -> Iterator[tuple[int, ev.Event]]:
    """Yield each letter of a go that was not given up: its dossier's key, its making."""
    rows = tx.execute(
        select(event)
        .join(notice, notice.c.event_id == event.c.id)
        .where(notice.c.batch == batch, outgoing.PRINTABLE)
        .order_by(notice.c.id)
    ).all()
    for row in rows:
        yield row.dossier_id, sealed.open_event(log.sealed_of(row))


def sheet(
    tx: Connection,
    batch: str,
    common: dict[str, Any],
    make: Callable[[str, int, ev.Event], Sheet],
) -> Sheet:
    """Return the letters of one go; an apology has an official form (Mẫu 04), as first issued.

    `make` returns the sheet of a form that an event of a dossier gives its content.

    Raises:
        NoLettersError.
    """
    found = []
    for key, told in made(tx, batch):
        form, source = FORM_OF_ONE, told
        body = told.body
        assert isinstance(body, ev.Notified)  # noqa: S101 - `made` yields no other
        if body.kind == Kind.APOLOGY:
            story = [each for each, refused in log.events_of(tx, key) if not refused]
            form = "apology"
            source = [each for each in story if isinstance(each.body, ev.Apologised)][-1]
        found.append((form, make(form, key, source)))
    if not found:
        raise NoLettersError
    return LettersSheet(**common, letters=tuple(found))
