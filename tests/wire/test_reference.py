"""The signed message of an edition: bytes and signature, as databases keep them for ever."""

from __future__ import annotations

import msgspec
import pytest

from desk.wire import reference
from desk.wire.reference import PURPOSE, Edition
from desk.wire.signing import Signer

SIGNER = Signer(bytes(range(32)))
EDITION = Edition(
    kind="units",
    serial=7,
    starts="2026-12-01",
    issued="2026-11-23T09:00:00+07:00",
    unit="H26.033.15",
    data=msgspec.Raw('{"version":"1","units":[{"code":"H26.1","name":"Phường «ế»"}]}'.encode()),
)
TEXT = (
    '{"kind":"units","serial":7,"starts":"2026-12-01","issued":"2026-11-23T09:00:00+07:00",'
    '"data":{"version":"1","units":[{"code":"H26.1","name":"Phường «ế»"}]},"unit":"H26.033.15"}'
)
SIGNATURE = (
    "1467994db19107117167f44233ce5aed05594963a8f76d5d09b2ea8b10382e8e"
    "b245ce2c67fb459da0af4528b8331beef993547231c8797bb9b5f0162698ee02"
)


def test_the_golden_message() -> None:
    assert reference.text_of(EDITION).decode() == TEXT
    assert SIGNER.sign(TEXT.encode(), PURPOSE) == SIGNATURE
    assert SIGNER.public.verify(TEXT.encode(), SIGNATURE, PURPOSE)


def test_what_was_signed_is_read_back() -> None:
    found = reference.read(TEXT)
    assert (found.kind, found.serial, found.unit) == ("units", 7, "H26.033.15")
    assert bytes(found.data) == bytes(EDITION.data)


def test_unknown_fields_are_passed_over() -> None:
    assert reference.read(TEXT[:-1] + ',"more":1}').serial == 7


@pytest.mark.parametrize("text", ["", "{}", "[]", TEXT[:-1], TEXT.replace("7", '"7"', 1)])
def test_what_is_no_edition(text: str) -> None:
    with pytest.raises(msgspec.DecodeError):
        reference.read(text)
