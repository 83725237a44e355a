"""Who may file for citizens and see what the city holds: this machine, or the portal's token."""

from __future__ import annotations

import base64
import binascii
import hmac
import ipaddress
import secrets
from hashlib import sha256
from http import HTTPStatus
from typing import Final

from sqlalchemy import update
from starlette.requests import Request

from desk.city.refusal import RefusalError
from desk.city.store import Store, identity
from desk.city.tables import city

#: A proxy on this machine speaks for others; whoever set it up must give them the token.
_RELAYED: Final = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
_NAMES: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})


def token(store: Store, *, renew: bool = False) -> str:
    """Return a new portal token at the first call, or whenever asked; else an empty text.

    Only its digest is kept, so a token cannot be shown a second time.
    """
    made = secrets.token_urlsafe(24)
    with store.write() as tx:
        if identity(tx).portal is not None and not renew:
            return ""
        tx.execute(update(city).values(portal=sha256(made.encode()).digest()))
    return made


def require(store: Store, request: Request) -> None:
    """Let a request pass that comes from this machine itself or shows the portal's token.

    Raises:
        RefusalError: 401.
    """
    if _is_local(request):
        return
    with store.read() as tx:
        kept = identity(tx).portal
    shown = sha256(_shown(request).encode(errors="replace")).digest()
    if kept is None or not hmac.compare_digest(bytes(kept), shown):
        challenge = {"WWW-Authenticate": 'Basic realm="city", charset="UTF-8"'}
        raise RefusalError(HTTPStatus.UNAUTHORIZED, "portal", headers=challenge)


def _is_local(request: Request) -> bool:
    """Tell whether a request was made on this machine, and not by a web page from elsewhere."""
    if request.client is None or any(name in request.headers for name in _RELAYED):
        return False
    near = ipaddress.ip_address(request.client.host).is_loopback  # as the socket says it
    # A page from elsewhere can make its own name mean this machine, but not change the name.
    host = request.headers.get("host", "")
    name = host.rpartition(":")[0] if not host.endswith("]") and ":" in host else host
    return near and name.lower() in _NAMES


def _shown(request: Request) -> str:
    """Return the token that a request shows, as a bearer's or as a browser's password."""
    kind, _, value = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return value.strip()
    if kind.lower() != "basic":
        return ""
    try:
        return base64.b64decode(value, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""
