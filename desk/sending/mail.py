"""A notice as mail (RFC 5322): plain text, UTF-8, no header that is not ours."""

from __future__ import annotations

import hashlib
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

from desk.domain.notices import Way, checked
from desk.domain.outgoing import Message
from desk.domain.text import nfc

_LONGEST_SUBJECT: Final = 200
_LINE: Final = 76  # RFC 2047 2
_FOLD: Final = "\r\n"
#: Lines of base64, headers in ASCII: what every server takes, 8BITMIME and SMTPUTF8 or not.
_POLICY: Final = SMTP.clone(max_line_length=_LINE, cte_type="7bit", utf8=False)


def one_line(text: str) -> str:
    """Return a text as one line: whatever could end a header is a blank."""
    kept = (char if char.isprintable() else " " for char in nfc(text))
    return " ".join("".join(kept).split())


def message_id(message: Message, from_: str) -> str:
    """Return the one Message-ID that a notice has however often it is sent (RFC 5322 3.6.4)."""
    digest = hashlib.sha256(f"notice {message.uid}".encode()).hexdigest()[:32]
    return f"<{digest}@{from_.rpartition('@')[2]}>"


def built(message: Message, from_: str, name: str, now: datetime) -> bytes:
    """Return the bytes of a notice as mail, lines ended by CR LF.

    Raises:
        NoticeAddressError: sender or receiver is no mailbox.
    """
    to, sender = checked(Way.EMAIL, message.address), checked(Way.EMAIL, from_)
    head = (
        _header("From", name, sender),
        _header("To", message.name, to),
        _header("Subject", one_line(message.subject)[:_LONGEST_SUBJECT]),
        f"Date: {format_datetime(now)}",
        f"Message-ID: {message_id(message, sender)}",
        "Auto-Submitted: auto-generated",  # RFC 3834: no robot answers it
        "X-Auto-Response-Suppress: All",
        "Content-Language: vi",
    )
    body = EmailMessage(policy=_POLICY)
    body.set_content(nfc(message.text), charset="utf-8", cte="base64")
    return "".join(f"{line}\r\n" for line in head).encode("ascii") + body.as_bytes()


def _header(field: str, words: str, mailbox: str = "") -> str:
    """Return a header of words that are all encoded (RFC 2047), and a mailbox that never is.

    `EmailMessage` would fold it otherwise: of two encoded words it loses the blank between, so
    that a subject of more than one line reads "đếnông".
    """
    made = Header(header_name=field, maxlinelen=_LINE)
    if words := one_line(words):
        made.append(words, "utf-8")
    if mailbox:
        made.append(f"<{mailbox}>", "us-ascii")
    return f"{field}: {made.encode(linesep=_FOLD)}"
