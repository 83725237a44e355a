"""Half-done forms: written at every field, so that no power cut costs a citizen's answers.

A form goes when its dossier is received, in the same commit, or when a person throws it away;
what was thrown away stays long enough to be brought back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from desk.domain.drafts import IN_HAND, Draft, Form, free_place
from desk.domain.errors import RuleError
from desk.domain.records import Actor
from desk.models import projection
from desk.models.projection import micros
from desk.models.tables import draft
from desk.services.listing import moment
from desk.services.workplace import Workplace
from desk.wire import canonical
from desk.wire.ids import from_key, to_key

#: Place of a form that was thrown away and may still be brought back.
_THROWN: Final = -1
#: Place of what is being returned at once: each person has one there, and nobody parks it.
_AT_ONCE: Final = -2
#: Place of half-typed results: each person may have one for each result of each dossier.
_RESULT: Final = -3
_KEPT: Final = timedelta(minutes=2)


class DraftGoneError(RuleError):
    """The half-done form is another's by now: received, thrown away, or taken up elsewhere."""


def begin(work: Workplace, by: Actor) -> tuple[Draft, ...]:
    """Return all half-done forms as `by` sits down, by place; what is in hand comes first.

    What somebody else had in hand when the program ended is parked, so that it is seen.
    """
    with work.database.write() as tx:
        tx.execute(delete(draft).where(draft.c.place == _THROWN, draft.c.saved_at < _since(work)))
        in_hand = tx.execute(
            select(draft.c.uid, draft.c.author)
            .where(draft.c.place == IN_HAND)
            .order_by(draft.c.saved_at.desc())
        ).all()
        mine = next((row.uid for row in in_hand if row.author == to_key(by.uid)), None)
        for key in (row.uid for row in reversed(in_hand) if row.uid != mine):
            tx.execute(update(draft).where(draft.c.uid == key).values(place=_free(tx)))
        rows = tx.execute(
            select(draft)
            .where(draft.c.place >= IN_HAND)
            .order_by(draft.c.place, draft.c.saved_at.desc())
        ).all()
    return tuple(_draft(work, row) for row in rows)


def begin_at_once(work: Workplace, by: Actor) -> tuple[Draft, ...]:
    """Return what `by` was returning at once when the program ended, newest first."""
    with work.database.read() as tx:
        rows = tx.execute(
            select(draft)
            .where(draft.c.place == _AT_ONCE, draft.c.author == to_key(by.uid))
            .order_by(draft.c.saved_at.desc())
        ).all()
    return tuple(replace(_draft(work, row), place=IN_HAND) for row in rows)


def save_at_once(work: Workplace, by: Actor, asked: Draft, seen: datetime | None) -> Draft:
    """Write down what is being returned at once, as `save` does."""
    saved = save(work, by, replace(asked, place=_AT_ONCE), seen)
    return replace(saved, place=asked.place)


def begin_result(work: Workplace, by: Actor, about: Mapping[str, str]) -> tuple[Draft, ...]:
    """Return what `by` has half typed of one result, newest first; `about` tells which."""
    with work.database.read() as tx:
        rows = tx.execute(
            select(draft)
            .where(draft.c.place == _RESULT, draft.c.author == to_key(by.uid))
            .order_by(draft.c.saved_at.desc())
        ).all()
    found = (replace(_draft(work, row), place=IN_HAND) for row in rows)
    return tuple(each for each in found if about.items() <= dict(each.form.texts).items())


def save_result(work: Workplace, by: Actor, asked: Draft, seen: datetime | None) -> Draft:
    """Write down what is half typed of a result, as `save` does."""
    saved = save(work, by, replace(asked, place=_RESULT), seen)
    return replace(saved, place=asked.place)


def _since(work: Workplace) -> int:
    return micros(work.now() - _KEPT) or 0


def _free(tx: Connection) -> int:
    return free_place(tx.execute(select(draft.c.place)).scalars())


def save(work: Workplace, by: Actor, asked: Draft, seen: datetime | None) -> Draft:
    """Write a form down under its uid; return it as it is on disk now.

    `seen` is when it was saved as far as whoever writes knows, None if never. A place that
    another form took meanwhile is answered with the next free one.

    Raises:
        DraftGoneError: the dossier is received, or another window saved the form since then.
        StorageError: nothing was written.
    """
    key = to_key(asked.uid)
    with work.database.write() as tx:
        if projection.load_key(tx, key) is not None:
            raise DraftGoneError
        before = tx.execute(
            select(draft.c.place, draft.c.saved_at).where(draft.c.uid == key)
        ).first()
        if before is not None and before.place != _THROWN and moment(before.saved_at) != seen:
            raise DraftGoneError
        at = micros(work.now()) or 0
        values: dict[str, Any] = {
            "place": _place(tx, key, asked.place),
            # Whoever typed it: by now another may have signed in.
            "author": to_key(asked.author or by.uid),
            "author_name": asked.author_name or by.name,
            "label": asked.label,
            "body": canonical.dumps(asked.form),
            "saved_at": at if before is None else max(at, before.saved_at + 1),
        }
        statement = upsert(draft).values(uid=key, **values)
        tx.execute(statement.on_conflict_do_update(index_elements=[draft.c.uid], set_=values))
    return replace(
        asked,
        place=values["place"],
        author=from_key(values["author"]),
        author_name=values["author_name"],
        saved_at=moment(values["saved_at"]),
    )


def _place(tx: Connection, key: bytes, wanted: int) -> int:
    others = select(draft.c.place).where(draft.c.uid != key)
    taken = set(tx.execute(others).scalars())
    shared = wanted in (IN_HAND, _AT_ONCE, _RESULT)
    return wanted if shared or wanted not in taken else free_place(taken)


def take(work: Workplace, by: Actor, uid: str) -> Draft:
    """Take a parked form in hand; whoever asks second is told that it is gone.

    Raises:
        DraftGoneError: it is not parked any more.
    """
    with work.database.write() as tx:
        found = tx.execute(select(draft).where(draft.c.uid == to_key(uid))).first()
        if found is None or found.place == _THROWN or _is_anothers(found, by):
            raise DraftGoneError
        values = {
            "place": IN_HAND,
            "author": to_key(by.uid),
            "author_name": by.name,
            "saved_at": max(micros(work.now()) or 0, found.saved_at + 1),
        }
        tx.execute(update(draft).where(draft.c.uid == found.uid).values(**values))
    made = _draft(work, found)
    at = moment(values["saved_at"])
    return replace(made, place=IN_HAND, author=by.uid, author_name=by.name, saved_at=at)


def _is_anothers(found: Any, by: Actor) -> bool:
    return bool(found.place == IN_HAND and found.author != to_key(by.uid))


def throw(work: Workplace, uid: str) -> None:
    """Throw a form away; saving it again brings it back."""
    with work.database.write() as tx:
        tx.execute(delete(draft).where(draft.c.place == _THROWN, draft.c.saved_at < _since(work)))
        tx.execute(
            update(draft)
            .where(draft.c.uid == to_key(uid))
            .values(place=_THROWN, saved_at=micros(work.now()))
        )


def drop(tx: Connection, uid: str) -> None:
    """Let a form go in the commit that makes a dossier of it."""
    tx.execute(delete(draft).where(draft.c.uid == to_key(uid)))


def _draft(work: Workplace, row: Any) -> Draft:
    form = canonical.loads(Form, row.body)
    return Draft(
        form=form,
        place=row.place,
        author=from_key(row.author),
        author_name=row.author_name,
        label=row.label,
        saved_at=moment(row.saved_at),
        procedure=work.rules.catalogue.procedures.get(form.new.procedure),
    )
