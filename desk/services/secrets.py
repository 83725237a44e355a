"""Passwords and PINs as argon2id keeps them, and what one check may cost an old counter PC.

The numbers are explained in docs/decisions (sign-in by PIN). They may be changed at any time: a
secret that was kept with others is kept anew the next time its owner types it.
"""

from __future__ import annotations

from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

#: OWASP's smallest argon2id setting: 19 MiB, two passes.
PASSWORD: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
#: A PIN has few digits, so each guess at a stolen database shall cost more than at a password;
#: changing over must still take less than half a second on the oldest PC.
PIN: Final = PasswordHasher(time_cost=3, memory_cost=19 * 1024, parallelism=1)


def fits(hasher: PasswordHasher, kept: str, typed: str) -> bool:
    """Tell whether what was typed is what is kept; what is kept but damaged fits nothing."""
    try:
        return hasher.verify(kept, typed)
    except (VerificationError, InvalidHashError):
        return False


def kept_anew(hasher: PasswordHasher, kept: str, typed: str) -> str:
    """Return how to keep a secret from now on: as it is, or by the present numbers."""
    return hasher.hash(typed) if hasher.check_needs_rehash(kept) else kept
