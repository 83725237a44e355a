"""Whether this machine has a way out, asked of its own routes alone: nothing is ever sent."""

from __future__ import annotations

import socket
from typing import Final

#: An address that nobody has (RFC 5737): it is only asked by which way it would be reached.
_AWAY: Final = ("192.0.2.1", 9)


def way_out() -> str:
    """Return this machine's own address on the way to the world; empty without any.

    Another cable, another wireless network or a router that is back give another answer.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(_AWAY)
            return str(asked.getsockname()[0])
        except OSError:
            return ""
