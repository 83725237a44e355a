"""A page of the feed without what its reader can work out: half of its bytes are hashes.

A head says the hash of its body, which stands beside it, and of the event before it, which most
often stands one line above. Both are random digits that nothing packs. They are left out on the
wire and put back before anything is read, byte for byte; one digest over the hashes of the page
proves it. What is stored, hashed and chained stays as it was written.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from desk.wire.exchange import WireEvent
from desk.wire.sealed import BadEventError, Sealed

_BODY: Final = '"body_hash":"'
_PREV: Final = '"prev":"'
_DEVICE: Final = '"device":"'
_LEFT_OUT: Final = "~"  # no hash and no beginning of a log is written so


def thin(events: Sequence[Sealed]) -> tuple[list[WireEvent], str]:
    """Return events as they are sent, and the digest that proves them put back together.

    The digest is empty where one of them looks as if something were left out: they are whole then.
    """
    whole = [each.head.decode() for each in events]
    if any(f'{name}{_LEFT_OUT}"' in head for head in whole for name in (_BODY, _PREV)):
        return [_wire(each, head) for each, head in zip(events, whole, strict=True)], ""
    last: dict[str, str] = {}  # hash by device
    made = []
    total = sha256()
    for each, head in zip(events, whole, strict=True):
        device = _text_after(head, _DEVICE)
        lean = _without(head, _BODY, sha256(each.salt + each.body).hexdigest())
        if device in last:
            lean = _without(lean, _PREV, last[device])
        last[device] = each.hash.hex()
        total.update(each.hash)
        made.append(_wire(each, lean))
    return made, total.hexdigest()


def restore(events: Sequence[WireEvent], digest: str) -> list[WireEvent]:
    """Put back what was left out.

    Raises:
        BadEventError: they are not what was sent.
    """
    last: dict[str, str] = {}
    made = []
    total = sha256()
    for each in events:
        head = each.head
        if f'{_BODY}{_LEFT_OUT}"' in head:
            try:
                salt = bytes.fromhex(each.salt)
            except ValueError as error:
                raise BadEventError(what="salt") from error
            head = _with(head, _BODY, sha256(salt + each.body.encode()).hexdigest())
        device = _text_after(head, _DEVICE)
        if device in last:
            head = _with(head, _PREV, last[device])
        hash_ = sha256(head.encode())
        last[device] = hash_.hexdigest()
        total.update(hash_.digest())
        made.append(each if head is each.head else WireEvent(head, each.salt, each.body))
    if total.hexdigest() != digest:
        raise BadEventError(what="digest")
    return made


def _wire(event: Sealed, head: str) -> WireEvent:
    return WireEvent(head, event.salt.hex(), event.body.decode())


def _text_after(head: str, name: str) -> str:
    # Quotes within a text are escaped, so a name with its own can only be a name.
    _, found, rest = head.partition(name)
    return rest.partition('"')[0] if found else ""


def _without(head: str, name: str, value: str) -> str:
    return head.replace(f'{name}{value}"', f'{name}{_LEFT_OUT}"', 1)


def _with(head: str, name: str, value: str) -> str:
    return head.replace(f'{name}{_LEFT_OUT}"', f'{name}{value}"', 1)
