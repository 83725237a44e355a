"""What a typed text means: a dossier's name, a number, a day, words of a name, a procedure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    case,
    column,
    false,
    func,
    literal,
    or_,
    select,
    text,
)
from sqlalchemy import Integer as SqlInteger

from desk.domain import codes
from desk.domain.lookup import Span, typed_day
from desk.domain.text import fold, key_rank, nfc, weighed
from desk.models.projection import micros
from desk.models.tables import alias, dossier
from desk.services.workplace import Workplace
from desk.wire.ids import to_key

#: How many of the words' matches are ranked one by one; the database has put the likeliest first.
RANKED: Final = 600
_BARCODE: Final = re.compile(r"[0-9]{16}")
_NUMBER: Final = re.compile(r"[0-9]{9,12}")
_TAIL: Final = re.compile(r"[0-9]{3,8}")
_MANY: Final = 3000  # matches from which on reading the index through costs less than each row

_ROW = (dossier.c.id, dossier.c.state, dossier.c.words)


def _by(name: str) -> Select[tuple[int, bytes, str]]:
    return select(*_ROW).where(dossier.c[name] == bindparam("key")).limit(2)


_BY_CODE, _BY_BARCODE, _BY_UID = _by("code"), _by("barcode"), _by("uid")
_BY_ALIAS = (
    select(*_ROW)
    .join(alias, alias.c.dossier_id == dossier.c.id)
    .where(alias.c.alias == bindparam("key"))
)


def named(tx: Connection, wanted: str) -> Sequence[Row[Any]]:
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


def is_barcode(wanted: str) -> bool:
    """Whether a text can be nothing but a barcode's digits."""
    return bool(_BARCODE.fullmatch(wanted))


@dataclass(frozen=True, slots=True)
class Match:
    """The dossiers that a text means, and how well each of them answers it."""

    where: ColumnElement[bool]
    likeness: ColumnElement[int] | None = None  # roughly, for the database to sort by
    words: str = ""  # exactly, by `key_rank`


def meaning(tx: Connection, work: Workplace, query: str) -> Match | None:
    """Return what a text means; None where nothing was typed.

    What can be only one thing is that thing. A text without a meaning of its own is the words
    of a name; where no name has them, those of a procedure.
    """
    wanted = nfc(query).strip()
    if not wanted:
        return None
    found = named(tx, wanted)
    if found:
        return Match(dossier.c.id.in_([row.id for row in found]))
    days = typed_day(wanted, work.now().date())
    if days is not None:
        return Match(within(dossier.c.received_at, days))
    if wanted in work.rules.catalogue.procedures:
        return Match(dossier.c.procedure == wanted)
    return _by_digits(re.sub(r"[\s.]", "", wanted)) or _by_words(tx, work, wanted)


def within(moment: ColumnElement[Any], span: Span) -> ColumnElement[bool]:
    """Return the condition that an instant lies in a span; what never was lies in none."""
    parts: list[ColumnElement[bool]] = [moment.is_not(None)]
    if span.start is not None:
        parts.append(moment >= micros(span.start))
    if span.end is not None:
        parts.append(moment < micros(span.end))
    return and_(*parts)


def _words(match: str) -> ColumnElement[bool]:
    """Return the condition that the search index has the words."""
    ids = text("SELECT rowid FROM dossier_words WHERE dossier_words MATCH :words").bindparams(
        bindparam("words", match, unique=True)
    )
    return dossier.c.id.in_(ids.columns(column("rowid", SqlInteger)))


def _whole_number(digits: str) -> list[ColumnElement[bool]]:
    """Return that it is the identity number or the telephone of whoever it is about."""
    return [
        dossier.c.id.in_(select(dossier.c.id).where(each == digits, each != ""))
        for each in (dossier.c.personal_id, dossier.c.phone)
    ]


def _by_digits(digits: str) -> Match | None:
    if _NUMBER.fullmatch(digits):
        return Match(or_(*_whole_number(digits), _words(f'"{digits}"')))
    return _by_tail(digits) if _TAIL.fullmatch(digits) else None


def _by_tail(digits: str) -> Match:
    """Return the dossiers whose code has these digits, or a number that ends with them."""
    ends = [
        dossier.c.id.in_(select(dossier.c.id).where(each != "", each.endswith(digits)))
        for each in (dossier.c.personal_id, dossier.c.phone)
    ]
    code_first = case((dossier.c.code.endswith(f"-{digits}"), 1), else_=0)
    return Match(or_(_words(f'"{digits}"*'), *ends), code_first)


def _by_words(tx: Connection, work: Workplace, wanted: str) -> Match:
    words = fold(wanted).split()
    if not words:
        return Match(false())
    match = " ".join([*(f'"{word}"' for word in words[:-1]), f'"{words[-1]}"*'])
    number = tx.execute(_COUNT_WORDS, {"words": match, "most": _MANY}).scalar_one()
    if number:
        where = _words(match)
        if number == _MANY:
            where = _by_reading_through(match)
        return Match(where, _likeness(wanted), wanted)
    known = procedures(work, wanted)
    return Match(dossier.c.procedure.in_(known)) if known else Match(false())


_COUNT_WORDS = text(
    "SELECT count(*) FROM (SELECT 1 FROM dossier_words WHERE dossier_words MATCH :words "
    "LIMIT :most)"
)


def _by_reading_through(match: str) -> ColumnElement[bool]:
    """Return `_words` in a shape for which the database reads its index of facts from end to end.

    Row by row it would read two kilobytes of every match; the index has sixty bytes of each.
    """
    ids = text("SELECT rowid FROM dossier_words WHERE dossier_words MATCH :words").bindparams(
        bindparam("words", match, unique=True)
    )
    return (dossier.c.id + literal(0)).in_(ids.columns(column("rowid", SqlInteger)))


def _likeness(wanted: str) -> ColumnElement[int]:
    """Return a rough rank: words that have the very letters count, with the tone twice more."""
    score: ColumnElement[int] = literal(0)
    for letters, tone in weighed(wanted):
        key = dossier.c.sort_key
        score = score + case((func.instr(key, letters + tone) > 0, 3), else_=0)
        score = score + case((func.instr(key, letters) > 0, 1), else_=0)
    return score


def ranked(found: Sequence[Any], words: str) -> list[int]:
    """Return the keys of what was found, what answers the words best first, then the newest."""
    order = sorted(found, key=lambda row: (-key_rank(words, row.sort_key), -row.id))
    return [row.id for row in order]


def procedures(work: Workplace, wanted: str) -> tuple[str, ...]:
    """Return the codes of the procedures that a text means."""
    return tuple(each.code for each in work.rules.catalogue.find(wanted, _PROCEDURES))


_PROCEDURES: Final = 40
