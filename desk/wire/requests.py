"""How a counter signs a request, and what a city makes of it.

    Desk-Signature: CHALLENGE NUMBER SHA256-OF-BODY SIGNATURE
    Desk-Challenge: CHALLENGE          (with a refusal: sign with this one, then ask again)
    Desk-Roster: NUMBER                (with every answer: the list of counters as it is now)

Signed are the city's own key, the challenge, the number, the method, the path with its query, and
the SHA-256 of the body as it is sent. A challenge is made by the city, for one device, and may be
lost with its memory; within it numbers only grow. So a recorded request is worth nothing: to the
same city its number is used up, to a city that has forgotten the challenge that one is unknown, to
another city the key in it is a stranger's. No clock is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from typing_extensions import override

PURPOSE: Final = "request"
SIGNATURE: Final = "Desk-Signature"
CHALLENGE: Final = "Desk-Challenge"
ROSTER: Final = "Desk-Roster"
#: Where the part of a path begins that both sides see, whatever a proxy puts before it.
ROOT: Final = "/v1/"
_PARTS: Final = 4
_LONGEST: Final = 15  # digits of a number
NOTHING: Final = sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True)
class Mark:
    """What the header says."""

    challenge: str
    number: int
    digest: str
    signature: str

    @override
    def __str__(self) -> str:
        """Write it as it is sent."""
        return f"{self.challenge} {self.number} {self.digest} {self.signature}"


def read(header: str) -> Mark | None:
    """Return what a header says, None if it is none."""
    parts = header.split(" ")
    if len(parts) != _PARTS or not (parts[1].isascii() and parts[1].isdigit()):
        return None
    if len(parts[1]) > _LONGEST:
        return None
    return Mark(parts[0], int(parts[1]), parts[2], parts[3])


def text(audience: str, mark: Mark, method: str, path: str) -> bytes:
    """Return what is signed; `audience` is the public key of the city that is asked."""
    _, found, after = path.partition(ROOT)
    shown = found + after
    lines = (audience, mark.challenge, str(mark.number), method.upper(), shown, mark.digest)
    return "\n".join(lines).encode(errors="replace")
