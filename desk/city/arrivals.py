"""An event as it comes in over the wire: read, hashed and measured before anything is locked."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from typing import Final

from desk.city.refusal import RefusalError
from desk.domain import events as ev
from desk.domain.merge import OF_DEVICE
from desk.wire.exchange import WireEvent, from_wire
from desk.wire.ids import to_key
from desk.wire.sealed import BODIES, BadEventError, Head, Sealed, open_event, read_head

HASH: Final = "hash"
MALFORMED: Final = "malformed"

_LONGEST_UID: Final = 100
_SALT: Final = 16
_MOST: Final = 1 << 62  # what a column holds, with room to spare


@dataclass(frozen=True, slots=True)
class Arrival:
    """One event, opened; `fault` and `field` say what is wrong with its own bytes."""

    head: Head
    sealed: Sealed
    event: ev.Event | None
    fault: str = ""
    field: str = ""

    @classmethod
    def made(cls, head: Head, sealed: Sealed) -> Arrival:
        """Take an event that was sealed here."""
        return cls(head, sealed, open_event(sealed, head))

    @property
    def key(self) -> bytes:
        """What stands for the event in a table."""
        return to_key(self.head.uid)

    @property
    def dossier(self) -> bytes | None:
        """What stands for its dossier in a table; None for an event of a device."""
        return to_key(self.head.dossier) if self.head.dossier else None


def read(wire: WireEvent) -> Arrival:
    """Read one event.

    Raises:
        RefusalError: 400, the head cannot be read, so nobody can say what was sent.
    """
    try:
        sealed = from_wire(wire)
        head = read_head(sealed.head)
    except (BadEventError, RecursionError) as error:
        raise RefusalError(HTTPStatus.BAD_REQUEST, MALFORMED, "head") from error
    if not _in_bounds(head) or len(sealed.salt) != _SALT:
        raise RefusalError(HTTPStatus.BAD_REQUEST, MALFORMED, "head")
    return _opened(head, sealed)


def _opened(head: Head, sealed: Sealed) -> Arrival:
    # Also an erased body is refused: nobody may send less than what was hashed.
    if sha256(sealed.salt + sealed.body).hexdigest() != head.body_hash:
        return Arrival(head, sealed, None, HASH, "body")
    try:
        event = open_event(sealed, head)
    except (BadEventError, RecursionError):
        return Arrival(head, sealed, None, MALFORMED, "body")
    if head.type in BODIES and event.body is None:
        return Arrival(head, sealed, None, MALFORMED, "body")
    if head.type in BODIES and isinstance(event.body, OF_DEVICE) != (not head.dossier):
        return Arrival(head, sealed, event, MALFORMED, "dossier")
    if isinstance(event.body, ev.BEGINS) and not _writable(event.body):
        return Arrival(head, sealed, event, MALFORMED, "code")
    return Arrival(head, sealed, event)


def _in_bounds(head: Head) -> bool:
    numbers = 1 <= head.epoch < _MOST and 1 <= head.seq < _MOST and 0 <= head.hlc < _MOST
    texts = all("\0" not in text for text in (head.uid, head.dossier, head.type))
    return (
        numbers
        and texts
        and 0 < len(head.uid) <= _LONGEST_UID
        and len(head.dossier) <= _LONGEST_UID
    )


def _writable(body: ev.BEGINS) -> bool:
    """Tell whether a table can hold what lists show of a dossier."""
    barcode = () if isinstance(body, ev.Imported) else (body.barcode,)
    return all(text and "\0" not in text for text in (body.code, *barcode, body.procedure))
