"""The outgoing box as pages, commands and senders see it: messages, and how each way stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from desk.domain import notices
from desk.domain.errors import DeskError, InputError
from desk.domain.notices import Kind, NoticeAddressError, State, Way
from desk.domain.papers import Sheet
from desk.domain.person import clean_line

#: What can carry a message, and what of it there is to set.
SENDERS: Final[Mapping[str, tuple[str, ...]]] = {
    "smtp": ("host", "port", "security", "user", "from", "name", "authorities"),
    "folder": ("path",),
}
SECURITY: Final = ("starttls", "tls", "none")
_PORTS: Final = {"starttls": "587", "tls": "465", "none": "25"}
_MOST_PORT: Final = 65535
#: A password over a line that anybody can read is one that anybody can read.
_NEAR: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class BadSenderError(InputError):
    """A sender cannot be set up like this; facts: field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One notice in the outgoing box; `error` is the key of its words, `said` the carrier's own."""

    id: int
    uid: str
    dossier: str  # uid
    code: str
    kind: Kind
    way: Way
    state: State
    name: str
    address: str
    subject: str
    text: str
    by: str
    prepared_at: datetime
    changed_at: datetime
    tries: int = 0
    next_at: datetime | None = None
    error: str = ""
    said: str = ""
    batch: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A notice that nobody has put into the box yet; `problem` says why it cannot be."""

    dossier: str  # uid
    code: str
    kind: Kind
    way: Way
    name: str
    address: str = ""
    subject: str = ""
    text: str = ""
    sheet: Sheet | None = None
    problem: DeskError | None = None
    doubt: DeskError | None = None  # what speaks against it, and does not forbid it
    today: tuple[datetime, ...] = ()  # when the same was told today already


@dataclass(frozen=True, slots=True, kw_only=True)
class SenderState:
    """How a way stands: by what it goes, and since when nothing of it does."""

    way: Way
    kind: str = ""  # empty: nothing is set up
    settings: Mapping[str, str] = field(default_factory=dict)
    secret: bool = False  # whether a password is kept
    error: str = ""
    since: datetime | None = None
    waiting: int = 0


def checked(kind: str, told: Mapping[str, str], *, secret: bool) -> dict[str, str]:
    """Return what a sender is set up with, tidied.

    Raises:
        BadSenderError: naming the field.
    """
    fields = SENDERS.get(kind)
    if fields is None:
        raise BadSenderError(field="kind")
    found = {}
    for key, value in told.items():
        if key not in fields:
            raise BadSenderError(field=key[:40])
        try:
            found[key] = clean_line(value, field=key)
        except InputError:
            raise BadSenderError(field=key) from None
    if kind == "folder":
        if not found.get("path"):
            raise BadSenderError(field="path")
        return found
    return _smtp(found, secret=secret)


def _smtp(found: dict[str, str], *, secret: bool) -> dict[str, str]:
    from_ = found.get("from", "")
    security = found.setdefault("security", SECURITY[0])
    port = found.get("port") or _PORTS.get(security, "")
    found["port"] = port
    host = found.get("host", "")
    right = {
        "host": bool(host) and not any(char.isspace() or char in "/@" for char in host),
        "security": security in SECURITY,
        "port": port.isascii() and port.isdecimal() and 0 < int(port[:6]) <= _MOST_PORT,
        "from": _is_mailbox(from_),
        "user": not secret or bool(found.get("user")),
    }
    for key, good in right.items():
        if not good:
            raise BadSenderError(field=key)
    if security == "none" and secret and host not in _NEAR:
        raise BadSenderError(field="security")
    return found


def _is_mailbox(text: str) -> bool:
    try:
        return notices.checked(Way.EMAIL, text) == text
    except NoticeAddressError:
        return False
