"""Sealing a stream of bytes to one reader: X25519, HKDF-SHA256 and ChaCha20-Poly1305 in frames.

As HPKE (RFC 9180) in its base mode: a key pair is made for one bundle and thrown away. Whoever
signs the bundle's list signs the public half with it. Each frame is bound to its place and to
being the last one or not, so frames cannot be left out, repeated or put in another order.
"""

from __future__ import annotations

from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

TAG: Final = 16  # bytes that a sealed frame is longer
_KEY: Final = 32


class Sealer:
    """Seals or opens the frames of one bundle, in their order."""

    def __init__(self, shared: bytes, context: bytes) -> None:
        """Derive the key; `context` is everything that it is for."""
        key = HKDF(algorithm=SHA256(), length=_KEY, salt=None, info=b"desk courier\x00" + context)
        self._cipher = ChaCha20Poly1305(key.derive(shared))
        self._count = 0

    def seal(self, data: bytes, *, last: bool) -> bytes:
        """Return the next frame, sealed."""
        nonce, bound = self._next(last)
        return self._cipher.encrypt(nonce, data, bound)

    def open(self, data: bytes, *, last: bool) -> bytes | None:
        """Return the next frame, opened; None if it is not what was sealed in this place."""
        nonce, bound = self._next(last)
        try:
            return self._cipher.decrypt(nonce, data, bound)
        except InvalidTag:
            return None

    def _next(self, last: bool) -> tuple[bytes, bytes]:
        nonce = self._count.to_bytes(12, "big")
        self._count += 1
        return nonce, b"last" if last else b"more"


def to(reader: str, bundle: str) -> tuple[Sealer, str]:
    """Return what seals a bundle to a reader's public key (hex), and what the reader needs (hex).

    Raises:
        ValueError: that is no key.
    """
    passing = X25519PrivateKey.generate()
    ephemeral = passing.public_key().public_bytes_raw()
    theirs = bytes.fromhex(reader)
    shared = passing.exchange(X25519PublicKey.from_public_bytes(theirs))
    return Sealer(shared, ephemeral + theirs + bundle.encode()), ephemeral.hex()


def by(reader: X25519PrivateKey, bundle: str, ephemeral: str) -> Sealer | None:
    """Return what opens a bundle, None if `ephemeral` is no key."""
    try:
        passing = bytes.fromhex(ephemeral)
        shared = reader.exchange(X25519PublicKey.from_public_bytes(passing))
    except ValueError:
        return None
    own = reader.public_key().public_bytes_raw()
    return Sealer(shared, passing + own + bundle.encode())
