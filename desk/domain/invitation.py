"""What a city hands a counter so that it can join: an address, a one-time code, a fingerprint.

One line of text, printed as a QR code, scanned or pasted:

    https://city.example/#ABCD-EFGH-JKMN.0123-4567-89ab-cdef-0123-4567-89ab-cdef

What stands behind `#` is never sent to whoever answers at the address.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

#: A code, then the fingerprint of the city's keys; scanners and keyboards may change the case.
_BEHIND: Final = re.compile(r"([0-9A-Za-z-]{4,40})(?:\.([0-9A-Fa-f]{4}(?:-[0-9A-Fa-f]{4}){7}))?")


@dataclass(frozen=True, slots=True)
class Invitation:
    """Where to join, and with what; `fingerprint` is empty where nobody told one."""

    url: str
    code: str
    fingerprint: str = ""


def write(invitation: Invitation) -> str:
    """Return the text of a QR code."""
    return f"{invitation.url.rstrip('/')}/#{invitation.code}.{invitation.fingerprint}"


def read(text: str) -> Invitation | None:
    """Return the invitation in a scanned or pasted text, None if it is none."""
    url, mark, behind = text.strip().partition("#")
    found = _BEHIND.fullmatch(behind)
    if not mark or found is None or not url.lower().startswith(("https://", "http://")):
        return None
    scheme, _, rest = url.partition("://")
    fingerprint = (found[2] or "").lower()
    return Invitation(f"{scheme.lower()}://{rest.rstrip('/')}", found[1].upper(), fingerprint)
