"""Whose word some bytes are: Ed25519 signatures, each made for one purpose.

A party – a counter, a city, a hub – has one secret of 32 bytes, its seed. Both of its key pairs
follow from it: the one that signs, and the one that others seal to (`desk.wire.sealing`).

How to use it:

    counter   desk.services.keys: `signer(work).sign(data, purpose)` is this counter's word,
              `verify(work, device, data, signature, purpose)` tells whether another counter of
              the ward said so, `city(work).verify(data, signature, purpose)` whether the city did.
    city      desk.city.keys: `signer(tx)` and `verify(tx, device, data, signature, purpose)`.

The purpose is part of what is signed, so that a signature on one kind of thing can never be shown
for another. Keys and signatures are hex.
"""

from __future__ import annotations

import os
from hashlib import sha256
from typing import Final

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SEED: Final = 32  # bytes
_FINGERPRINT: Final = 32  # hex digits that a person or a QR code carries
_GROUP: Final = 4


class PublicKeys(msgspec.Struct, frozen=True, kw_only=True):
    """What the world knows of a party: the key it signs with and the key to seal to, both hex."""

    sign: str
    seal: str

    def verify(self, data: bytes, signature: str, purpose: str) -> bool:
        """Tell whether this party signed these bytes for this purpose."""
        return verify(self.sign, data, signature, purpose)

    @property
    def fingerprint(self) -> str:
        """A short name that no other pair of keys has: 32 hex digits in groups of four."""
        digits = sha256(f"desk keys {self.sign} {self.seal}".encode()).hexdigest()[:_FINGERPRINT]
        return "-".join(digits[at : at + _GROUP] for at in range(0, _FINGERPRINT, _GROUP))


class Signed(msgspec.Struct, array_like=True, frozen=True):
    """A text and its signature, kept and sent as they are."""

    text: str
    signature: str


class Signer:
    """A party's own keys; they never leave the process."""

    def __init__(self, seed: bytes) -> None:
        """Work out both key pairs.

        Raises:
            ValueError: the seed has not 32 bytes.
        """
        if len(seed) != SEED:
            raise ValueError(len(seed))
        self._sign = Ed25519PrivateKey.from_private_bytes(seed)
        unlike = HKDF(algorithm=SHA256(), length=SEED, salt=None, info=b"desk seal")
        self.unseal = X25519PrivateKey.from_private_bytes(unlike.derive(seed))
        self.public = PublicKeys(
            sign=self._sign.public_key().public_bytes_raw().hex(),
            seal=self.unseal.public_key().public_bytes_raw().hex(),
        )

    def sign(self, data: bytes, purpose: str) -> str:
        """Return the signature on bytes for a purpose."""
        return self._sign.sign(_what(data, purpose)).hex()

    def signed(self, data: bytes, purpose: str) -> Signed:
        """Return UTF-8 bytes together with their signature."""
        return Signed(data.decode(), self.sign(data, purpose))


def new_seed() -> bytes:
    """Return a secret that nobody ever had."""
    return os.urandom(SEED)


def verify(key: str, data: bytes, signature: str, purpose: str) -> bool:
    """Tell whether whoever holds the private half of `key` signed these bytes for this purpose.

    What is no key or no signature at all verifies nothing.
    """
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        public.verify(bytes.fromhex(signature), _what(data, purpose))
    except (ValueError, InvalidSignature):
        return False
    return True


def _what(data: bytes, purpose: str) -> bytes:
    return b"desk " + purpose.encode() + b"\x00" + data
