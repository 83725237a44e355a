"""The messages about devices: certificates, the list of a ward's counters, the city's own keys.

roster   canonical JSON of `Roster`, signed by the city for the purpose "roster"
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import msgspec

from desk.domain.errors import ExchangeError
from desk.wire import canonical
from desk.wire.numbers import Whole
from desk.wire.signing import PublicKeys, Signed, verify

ROSTER: Final = "roster"
HELLO: Final = "hello"  # the purpose of a city's answer to whoever asks for its keys
SHORTEST_NONCE: Final = 16


class Certify(msgspec.Struct, kw_only=True, frozen=True):
    """A counter asks for a (new) certificate of its keys; see `exchange.possession`."""

    keys: PublicKeys
    proof: str


class Certified(msgspec.Struct, kw_only=True, frozen=True):
    """The city's answer."""

    keys: PublicKeys
    certificate: Signed


class Hello(msgspec.Struct, kw_only=True, frozen=True):
    """A city shows its keys: `signature` is on the asker's nonce."""

    keys: PublicKeys
    signature: str


class Recalled(msgspec.Struct, kw_only=True, frozen=True):
    """How many counters a target has revoked again by its own older word."""

    revoked: Whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A counter of a ward, its public keys, and whether its word still counts."""

    device: str
    sign: str
    seal: str
    serial: Whole
    revoked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """All counters of a ward that have shown keys. A higher number is newer."""

    unit: str
    number: Whole
    members: tuple[Member, ...]


class BadRosterError(ExchangeError):
    """The list of counters is not the city's, or another ward's; facts: reason."""


def read_roster(signed: Signed, city: str, unit: str) -> Roster:
    """Return a list of counters, if the city with the public key `city` signed it for this ward.

    Raises:
        BadRosterError.
    """
    data = signed.text.encode(errors="replace")
    if not verify(city, data, signed.signature, ROSTER):
        raise BadRosterError(reason="forged")
    try:
        found = canonical.loads(Roster, data)
    except msgspec.MsgspecError as error:
        raise BadRosterError(reason="malformed") from error
    if found.unit != unit:
        raise BadRosterError(reason="unit")
    return found
