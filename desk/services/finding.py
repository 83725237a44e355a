"""Finding one dossier by whatever names it, or several by words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, desc, select, text, union_all
from sqlalchemy.sql.selectable import Select

from desk.domain import codes
from desk.domain.errors import InputError
from desk.domain.records import Dossier
from desk.domain.text import fold, match_rank, nfc
from desk.domain.views import QueueRow
from desk.models import log
from desk.models.projection import Stored
from desk.models.tables import alias, dossier
from desk.services.listing import row
from desk.services.workplace import Workplace
from desk.wire import canonical
from desk.wire.ids import to_key


class UnknownCodeError(InputError):
    """No dossier here has that code, alias, barcode or uid."""


class AmbiguousCodeError(InputError):
    """Two dossiers have the same code; a person must decide which is meant."""


_ROW = (dossier.c.id, dossier.c.state, dossier.c.words)
_BARCODE: Final = re.compile(r"[0-9]{16}")
_DIGITS: Final = re.compile(r"[0-9]{9,12}")
_WIDE: Final = 4  # candidates per wanted hit that the tone ranking looks at


def _by(column: str) -> Select[tuple[int, bytes, str]]:
    return select(*_ROW).where(dossier.c[column] == bindparam("key")).limit(2)


_BY_CODE, _BY_BARCODE, _BY_UID = _by("code"), _by("barcode"), _by("uid")
_BY_ALIAS = (
    select(*_ROW)
    .join(alias, alias.c.dossier_id == dossier.c.id)
    .where(alias.c.alias == bindparam("key"))
)


def find(tx: Connection, code: str) -> Stored:
    """Return the dossier that an official code, alias, barcode or uid names.

    Raises:
        UnknownCodeError, AmbiguousCodeError; BadCheckDigitError: a barcode read wrongly.
    """
    wanted = nfc(code).strip()
    found = _named(tx, wanted)
    if len(found) > 1:
        raise AmbiguousCodeError(code=wanted)
    if found:
        return _stored(found[0])
    if _BARCODE.fullmatch(wanted):
        codes.check_barcode(wanted)  # a digit read wrongly is worth another scan
    raise UnknownCodeError(code=wanted[:64])


def _named(tx: Connection, wanted: str) -> Sequence[Row[Any]]:
    """Return the dossier of that name, or both where two machines have used it."""
    for statement, key in _ways(wanted):
        found = tx.execute(statement, {"key": key}).all()
        if found:
            return found
    return ()


def _ways(wanted: str) -> list[tuple[Select[tuple[int, bytes, str]], str | bytes]]:
    tidy = codes.tidy_code(wanted)
    if _BARCODE.fullmatch(wanted):
        return [(_BY_BARCODE, wanted), (_BY_ALIAS, wanted), (_BY_UID, to_key(wanted))]
    return [
        (_BY_CODE, tidy),
        (_BY_ALIAS, wanted),
        (_BY_ALIAS, tidy),
        (_BY_UID, to_key(wanted)),
    ]


def _stored(found: Row[Any]) -> Stored:
    return Stored(found.id, canonical.loads(Dossier, found.state), found.words)


_BY_WORDS = text(
    "SELECT d.state FROM dossier_words w JOIN dossier d ON d.id = w.rowid "
    "WHERE dossier_words MATCH :words ORDER BY w.rowid DESC LIMIT :limit"
)
_BY_PERSON = select(dossier.c.state, dossier.c.id).where(dossier.c.personal_id == bindparam("key"))
_BY_PHONE = select(dossier.c.state, dossier.c.id).where(dossier.c.phone == bindparam("key"))
_BY_NUMBER = (
    union_all(_BY_PERSON.where(dossier.c.personal_id != ""), _BY_PHONE.where(dossier.c.phone != ""))
    .order_by(desc("id"))
    .limit(bindparam("limit"))
)


def search(work: Workplace, query: str, limit: int = 50) -> tuple[QueueRow, ...]:
    """Return the lines of the dossiers that `search_states` finds."""
    with work.database.read() as tx:
        me = log.this_counter(tx).device
    now = work.now()
    return tuple(row(state, me, now) for state in search_states(work, query, limit))


def search_states(work: Workplace, query: str, limit: int = 50) -> tuple[Dossier, ...]:
    """Return the dossiers that a code, identity number, phone number or name finds.

    A number is found whoever of the two it belongs to, the owner or who handed the dossier in.
    Names are found by folded words in any order, the last one as typed so far; those whose
    tones match what was typed come first, then the newest.
    """
    wanted = nfc(query).strip()
    if not wanted:
        return ()
    with work.database.read() as tx:
        named = _named(tx, wanted)
        if named:
            return tuple(_stored(each).state for each in named)
        blobs = _candidates(tx, wanted, limit)
    found = [canonical.loads(Dossier, blob) for blob in blobs]
    if not re.search(r"\d", wanted):
        found.sort(key=lambda state: -match_rank(wanted, state.subject.name))
    return tuple(found[:limit])


def _candidates(tx: Connection, wanted: str, limit: int) -> Sequence[bytes]:
    digits = re.sub(r"[\s.]", "", wanted)
    if _DIGITS.fullmatch(digits):
        found = tx.execute(_BY_NUMBER, {"key": digits, "limit": limit}).scalars().all()
        more = tx.execute(_BY_WORDS, {"words": f'"{digits}"', "limit": limit}).scalars().all()
        return list(dict.fromkeys([*found, *more]))
    words = fold(wanted).split()
    if not words:
        return ()
    match = " ".join([*(f'"{word}"' for word in words[:-1]), f'"{words[-1]}"*'])
    return tx.execute(_BY_WORDS, {"words": match, "limit": limit * _WIDE}).scalars().all()
