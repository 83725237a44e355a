"""A sealed event: the exact bytes that are stored, hashed, chained and sent.

    head   canonical JSON of everything but the body, with `prev` (the hash before it in the
           device's chain) and `body_hash`
    salt   16 random bytes
    body   canonical JSON of what happened; may one day be erased
    hash   SHA-256 of head; head holds SHA-256 of salt + body

Hashes are always taken over these bytes, never over a re-serialisation.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import msgspec

from desk.domain import events as ev
from desk.domain.errors import ExchangeError
from desk.domain.records import Actor
from desk.wire import canonical

BODIES: dict[str, type[ev.Body]] = {cls.__name__: cls for cls in ev.Body.__args__}
GENESIS = ""  # `prev` of the first event of a device


class BadEventError(ExchangeError):
    """The bytes of an event do not agree with themselves, or are no event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Everything of an event but its body, as it is hashed."""

    uid: str
    unit: str
    device: str
    epoch: int
    seq: int
    type: str
    actor: Actor
    at: datetime
    hlc: int
    prev: str
    body_hash: str
    dossier: str = ""
    custody: int = 0
    base: tuple[str, ...] = ()
    offset_ms: int = 0
    schema: int = 1


@dataclass(frozen=True, slots=True)
class Sealed:
    """The stored bytes of one event."""

    head: bytes
    salt: bytes
    body: bytes
    hash: bytes


def seal(event: ev.Event, prev: str) -> tuple[Sealed, str]:
    """Return the bytes of `event` chained to `prev`, and their hash as hex."""
    salt = os.urandom(16)
    body = canonical.dumps(event.body)
    head = Head(
        uid=event.uid,
        unit=event.unit,
        device=event.device,
        epoch=event.epoch,
        seq=event.seq,
        type=event.type,
        actor=event.actor,
        at=event.at,
        hlc=event.hlc,
        prev=prev,
        body_hash=sha256(salt + body).hexdigest(),
        dossier=event.dossier,
        custody=event.custody,
        base=event.base,
        offset_ms=event.offset_ms,
        schema=event.schema,
    )
    data = canonical.dumps(head)
    digest = sha256(data)
    return Sealed(data, salt, body, digest.digest()), digest.hexdigest()


def read_head(data: bytes) -> Head:
    """Read the head of an event.

    Raises:
        BadEventError: not a head.
    """
    try:
        return canonical.loads(Head, data)
    except msgspec.MsgspecError as error:
        raise BadEventError(what="head") from error


def check(head: Head, sealed: Sealed) -> None:
    """Compare the bytes with the hashes that speak of them.

    Raises:
        BadEventError: the head or the body was altered.
    """
    if sha256(sealed.head).digest() != sealed.hash:
        raise BadEventError(what="hash", event=head.uid)
    if sealed.body and sha256(sealed.salt + sealed.body).hexdigest() != head.body_hash:
        raise BadEventError(what="body", event=head.uid)


def open_event(sealed: Sealed, head: Head | None = None) -> ev.Event:
    """Return the event in these bytes; its body is None if this program knows no such type.

    Raises:
        BadEventError: a known type whose body cannot be read.
    """
    head = head or read_head(sealed.head)
    cls = BODIES.get(head.type)
    try:
        body = canonical.loads(cls, sealed.body) if cls and sealed.body else None
    except msgspec.MsgspecError as error:
        raise BadEventError(what="body", event=head.uid) from error
    return ev.Event(
        uid=head.uid,
        unit=head.unit,
        device=head.device,
        epoch=head.epoch,
        seq=head.seq,
        dossier=head.dossier,
        type=head.type,
        body=body,
        actor=head.actor,
        at=head.at,
        hlc=head.hlc,
        custody=head.custody,
        base=head.base,
        offset_ms=head.offset_ms,
        schema=head.schema,
        hash=sealed.hash.hex(),
    )
