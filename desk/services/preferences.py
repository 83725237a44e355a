"""What one person chose about the window: looks, columns, saved views. Keys are dotted names.

Choices are a person's own and stay on this counter: no event tells of them.
"""

from __future__ import annotations

import json
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from desk.domain.errors import InputError
from desk.models.tables import preference
from desk.services.workplace import Workplace
from desk.wire.ids import to_key

#: A choice is small: no page may come to keep its data here.
MOST_CHARS: Final = 16_384


class PreferenceTooLargeError(InputError):
    """What shall be kept as somebody's choice is no choice but data."""


def load(work: Workplace, user: str) -> dict[str, object]:
    """Return all that a person chose; what cannot be read counts as not chosen."""
    with work.database.read() as tx:
        rows = tx.execute(
            select(preference.c.key, preference.c.value).where(preference.c.user == to_key(user))
        ).all()
    found = {}
    for row in rows:
        try:
            found[row.key] = json.loads(row.value)
        except ValueError:
            continue  # a choice that is lost is made again with two keys
    return found


def keep(work: Workplace, user: str, key: str, value: object) -> None:
    """Keep one choice of a person; None forgets it.

    Raises:
        PreferenceTooLargeError: with `key` and `most`.
    """
    mine = (preference.c.user == to_key(user)) & (preference.c.key == key)
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if len(text) > MOST_CHARS:
        raise PreferenceTooLargeError(key=key, most=MOST_CHARS)
    with work.database.write() as tx:
        if value is None:
            tx.execute(delete(preference).where(mine))
        else:
            line = insert(preference).values(user=to_key(user), key=key, value=text)
            tx.execute(
                line.on_conflict_do_update(
                    index_elements=[preference.c.user, preference.c.key], set_={"value": text}
                )
            )
