"""Reference data on its way down: an edition of one kind, dated, numbered and signed by the city.

What is signed is the text as it is stored and sent, so that an edition can be proved for ever.
Serials only rise, for all kinds together: an older one shown again is recognised as such.
"""

from __future__ import annotations

import msgspec

from desk.domain.errors import ExchangeError
from desk.wire.numbers import Whole
from desk.wire.signing import Signed

#: What the city's signature is for.
PURPOSE = "reference"
#: What a hub's signature is for on the keys of the city whose editions it hands on.
VOUCHED = "publisher"
#: The kind of an edition that takes back one whose day has not come; its data is a `Withdrawal`.
WITHDRAWAL = "withdrawal"
MOST_BYTES = 4_000_000  # of one page, unless a single edition is larger

_ENCODER = msgspec.json.Encoder(order="deterministic")


class ForgedEditionError(ExchangeError):
    """Reference data that the city has not signed, or whose signature cannot be proved."""


class Edition(msgspec.Struct, kw_only=True, frozen=True):
    """One edition; `unit` is empty where it is for every ward, `starts` is a day (YYYY-MM-DD)."""

    kind: str
    serial: Whole
    starts: str
    issued: str
    data: msgspec.Raw
    unit: str = ""


class Withdrawal(msgspec.Struct, kw_only=True, frozen=True):
    """Which edition never comes in force."""

    serial: int


class Editions(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True):
    """Those after a serial, in the order of their serials; `more` tells that others follow.

    A hub hands on what its city has signed: `vouched` are that city's public keys (JSON), signed
    by the hub for the purpose `VOUCHED`.
    """

    items: list[Signed]
    more: bool
    vouched: Signed | None = None


def text_of(edition: Edition) -> bytes:
    """Return the text that is signed."""
    return _ENCODER.encode(edition)


def read(text: str) -> Edition:
    """Read the text of an edition.

    Raises:
        msgspec.DecodeError: it is none.
    """
    return msgspec.json.decode(text, type=Edition)


def withdrawn(edition: Edition) -> int:
    """Return the serial of the edition that a withdrawal takes back.

    Raises:
        msgspec.DecodeError: it names none.
    """
    return msgspec.json.decode(edition.data, type=Withdrawal).serial
