"""A notice as mail (RFC 5322): plain text, UTF-8, no header that is not ours."""

from __future__ import annotations

import hashlib
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final

from desk.domain.notices import Way, checked
from desk.domain.outgoing import Message
from desk.domain.text import nfc

_LONGEST_SUBJECT: Final = 200
#: Lines of base64, headers in ASCII: what every server takes, 8BITMIME and SMTPUTF8 or not.
_POLICY: Final = SMTP.clone(max_line_length=76, cte_type="7bit", utf8=False)


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
    made = EmailMessage(policy=_POLICY)
    made["From"] = _address(name, sender)
    made["To"] = _address(message.name, to)
    made["Subject"] = one_line(message.subject)[:_LONGEST_SUBJECT]
    made["Date"] = now
    made["Message-ID"] = message_id(message, sender)
    made["Auto-Submitted"] = "auto-generated"  # RFC 3834: no robot answers it
    made["X-Auto-Response-Suppress"] = "All"
    made.set_content(nfc(message.text), charset="utf-8", cte="base64")
    made["Content-Language"] = "vi"
    return made.as_bytes()


def _address(name: str, mailbox: str) -> Address:
    local, _, host = mailbox.rpartition("@")
    return Address(display_name=one_line(name), username=local, domain=host)
