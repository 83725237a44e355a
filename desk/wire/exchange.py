"""The messages of the native contract, as both sides read and write them."""

from __future__ import annotations

import secrets
from datetime import datetime
from hashlib import sha256

import msgspec

from desk.wire import canonical
from desk.wire.numbers import Whole
from desk.wire.sealed import BadEventError, Sealed
from desk.wire.signing import PublicKeys, Signed

VERSION = 1
MAX_EVENTS = 200
MAX_BYTES = 1_000_000
MAX_PLACES = 512
MAX_DOSSIERS = 200

ACCEPTED, DUPLICATE, HELD, REJECTED = "accepted", "duplicate", "held", "rejected"


class WireEvent(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """The stored bytes of one event, as text (they are UTF-8 JSON) and hex."""

    head: str
    salt: str
    body: str


#: The slot that a ward's hub asks for: it gives out no numbers, and need not know its commune.
NO_SLOT = 0


class Enrol(msgspec.Struct, kw_only=True, frozen=True):
    """A counter shows its one-time code and asks for its slot."""

    code: str
    device: str
    commune: str
    unit: str
    slot: Whole
    name: str
    version: Whole = VERSION
    keys: PublicKeys | None = None  # its own; None: a counter of before
    proof: str = ""  # `possession` of those keys, signed with them


class Enrolled(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True):
    """The city's answer: the counter's token and the feed it will follow.

    `keys` are the city's own, `certificate` what it says of the counter's.
    """

    token: str
    unit: str
    name: str
    feed: str
    keys: PublicKeys | None = None
    certificate: Signed | None = None


JOIN = "join"  # the purpose of a proof of possession


def nonce() -> str:
    """Return a text that nobody can have seen signed before."""
    return secrets.token_urlsafe(18)


def possession(device: str, keys: PublicKeys) -> bytes:
    """Return what a device signs to show that the keys that it names are its own."""
    return f"{device} {keys.sign} {keys.seal}".encode()


class Push(msgspec.Struct, kw_only=True, frozen=True):
    """A batch of one device's events in the order of their sequence."""

    device: str
    epoch: Whole
    events: list[WireEvent]
    version: Whole = VERSION


class Verdict(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True):
    """What became of one event; `code` and `field` say why it was rejected."""

    uid: str
    verdict: str
    code: str = ""
    field: str = ""


class Pushed(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True):
    """The verdicts, and how far the city now holds the device's sequence.

    `expected_seq` is set when the batch did not begin where the city's knowledge ends.
    """

    results: list[Verdict]
    acked_through: Whole
    expected_seq: Whole | None = None


class Remind(msgspec.Struct, kw_only=True, frozen=True):
    """Events that others wrote, told again to a target that was put back to an older copy."""

    events: list[WireEvent]
    version: Whole = VERSION


class Reminded(msgspec.Struct, kw_only=True, frozen=True):
    """How many events of a reminder were news, and verdicts on the teller's own that waited."""

    new: Whole
    results: list[Verdict]


class Ending(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True):
    """What a target holds of the ward where its feed ends: said with the last page.

    `held` is the last sequence number that it has of each epoch of the counter that asks.
    """

    count: Whole
    root: str
    time: datetime
    held: dict[Whole, Whole]
    signature: str = ""  # on `holding`; empty: a target without keys


class Stated(msgspec.Struct, kw_only=True, frozen=True):
    """A counter's signed word that it holds the same as its target, where the feed ended."""

    feed: str
    cursor: str
    count: Whole
    root: str
    signature: str


class End(msgspec.Struct, kw_only=True, frozen=True):
    """Where a target's feed ended when it was read, and what it then held."""

    feed: str
    cursor: str
    holds: Ending


class Pulled(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True):
    """A page of the ward's events in the city's commit order.

    `digest` is set on a page that was asked for lean: `desk.wire.lean` puts it back together.
    `rules` is the serial of the newest edition of reference data for the ward (0: none).
    """

    feed: str
    cursor: str
    more: bool
    events: list[WireEvent]
    digest: str = ""
    ending: Ending | None = None
    rules: Whole = 0


class Digest(msgspec.Struct, kw_only=True, frozen=True):
    """The digests below one place of the tree, by name (hex).

    Places: "" (the ward: months), "202611" (a month: buckets), "202611/0a" (a bucket: dossiers).
    """

    place: str
    count: Whole
    parts: dict[str, str]


class Places(msgspec.Struct, kw_only=True, frozen=True):
    """Asks for the digests below several places at once."""

    places: list[str]


class Digests(msgspec.Struct, kw_only=True, frozen=True):
    """The digests below each place that was asked for, in that order."""

    digests: list[Digest]


class Dossiers(msgspec.Struct, kw_only=True, frozen=True):
    """Asks for everything about some dossiers, by uid."""

    uids: list[str]


class Stories(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True):
    """The events that count of some dossiers, each dossier's in the order of their coming.

    `refused` are those that were refused. `left` are dossiers that did not fit in any more; they
    are to be asked for again.
    """

    events: list[WireEvent]
    refused: list[str]
    left: list[str] = []


class Problem(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True):
    """Why the city refused a whole request."""

    code: str
    detail: str = ""


#: The purpose of signatures on what a side holds.
HOLDING = "holding"


def holding(unit: str, feed: str, cursor: str, count: int, root: str) -> bytes:
    """Return what both sides sign: so many dossiers, with this digest, where the feed ended."""
    said = {"unit": unit, "feed": feed, "cursor": cursor, "count": count, "root": root}
    return canonical.dumps(said)


def to_wire(event: Sealed) -> WireEvent:
    """Return a stored event as it is sent."""
    return WireEvent(event.head.decode(), event.salt.hex(), event.body.decode())


def from_wire(event: WireEvent) -> Sealed:
    """Return the stored bytes of an event that was sent.

    Raises:
        BadEventError: its salt is no hex.
    """
    head = event.head.encode()
    try:
        salt = bytes.fromhex(event.salt)
    except ValueError as error:
        raise BadEventError(what="salt") from error
    return Sealed(head, salt, event.body.encode(), sha256(head).digest())
