"""What is told of a signature that is wanted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

#: Where a certificate is.
IN_FILE: Final = "file"
ON_CARD: Final = "card"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """With which certificate a paper is signed: a file, or a token by its maker's library."""

    way: str
    path: str
    secret: str = field(repr=False)
    reason: str = ""
    token: str = ""  # which of several that are in
    certificate: str = ""  # which of several on it
