"""Finding one dossier by whatever names it, or several by words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row

from desk.domain import codes, twins
from desk.domain.errors import InputError
from desk.domain.lookup import Filter, Found
from desk.domain.records import VN, Dossier
from desk.domain.text import nfc
from desk.domain.views import QueueRow
from desk.models.projection import Stored
from desk.services import lookup, matching
from desk.services.workplace import Workplace
from desk.wire import canonical


class UnknownCodeError(InputError):
    """No dossier here has that code, alias, barcode or uid."""


class AmbiguousCodeError(InputError):
    """Several dossiers have the same code or barcode; a person must say which is meant."""


def find(tx: Connection, code: str) -> Stored:
    """Return the dossier that an official code, alias, barcode or uid names.

    Raises:
        UnknownCodeError, AmbiguousCodeError; BadCheckDigitError: a barcode read wrongly.
    """
    wanted = nfc(code).strip()
    found = matching.named(tx, wanted)
    if len(found) > 1:
        raise _ambiguous(wanted, [_stored(each).state for each in found])
    if found:
        return _stored(found[0])
    if matching.is_barcode(wanted):
        codes.check_barcode(wanted)  # a digit read wrongly is worth another scan
    raise UnknownCodeError(code=wanted[:64])


def _ambiguous(wanted: str, states: Sequence[Dossier]) -> AmbiguousCodeError:
    """Tell the dossiers that a code may mean; whether a person has decided about them all, too."""
    decided = all(twins.is_marked(state.code, state.aliases) for state in states)
    return AmbiguousCodeError(
        code=wanted,
        dossiers="; ".join(map(_apart, states)),
        decided="yes" if decided else "no",
    )


def _apart(state: Dossier) -> str:
    """Tell one of several dossiers from the others, and how it is named for sure."""
    begun = state.received_at or state.filed_at
    when = f" ({begun.astimezone(VN):%d/%m/%Y %H:%M})" if begun else ""
    return f"{twins.further(state.code, state.aliases) or state.uid}{when}"


def _stored(found: Row[Any]) -> Stored:
    return Stored(found.id, canonical.loads(Dossier, found.state), found.words)


def search(work: Workplace, query: str, limit: int = 50) -> tuple[QueueRow, ...]:
    """Return the lines of the dossiers that a text finds, whatever became of them.

    A number is found whoever of the two it belongs to, the owner or who handed the dossier in.
    Names are found by folded words in any order, the last one as typed so far; those whose
    tones match what was typed come first, then the newest.
    """
    return tuple(each.row for each in _found(work, query, limit).rows)


def search_states(work: Workplace, query: str, limit: int = 50) -> tuple[Dossier, ...]:
    """Return the dossiers that `search` lists."""
    return lookup.states(work, [each.uid for each in _found(work, query, limit).rows])


def _found(work: Workplace, query: str, limit: int) -> Found:
    if not query.strip():
        return Found()
    return lookup.find(work, Filter(text=query, voided=True), limit=limit, counted=False)
