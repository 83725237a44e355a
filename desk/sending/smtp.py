"""By mail server (RFC 5321): submission with STARTTLS or TLS, a name and a password.

The transaction is spoken step by step, so that it is known where it broke: everything up to the
end of the text has sent nothing, the line with the single dot is the point of no return.
"""

from __future__ import annotations

import contextlib
import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import truststore

from desk.domain.notices import State, Way, checked
from desk.domain.outgoing import Message
from desk.sending import mail
from desk.sending.ports import (
    AnswerLostError,
    Carrier,
    RefusedForGoodError,
    RefusedForNowError,
    SenderAwayError,
    SenderBusyError,
    SenderClosedError,
    SenderSignInError,
    SenderTrustError,
)

_CLOSING: Final = 421  # of the server as a whole, whatever was asked
_START: Final = 354
_FIRST_BAD: Final = 400
_FIRST_FINAL: Final = 500
_PARTING_S: Final = 2.0  # to say goodbye; what was sent is sent all the same
_DOTS: Final = re.compile(rb"(?m)^\.")
_ENDS: Final = re.compile(rb"\r\n|\r|\n")
#: An answer is shown to people, not stored for ever: mailboxes in it are left out.
_MAILBOX: Final = re.compile(r"[^\s<>]+@[^\s<>]+")
_BROKEN: Final = (smtplib.SMTPServerDisconnected, OSError)


def _said(code: int, answer: bytes) -> str:
    text = mail.one_line(answer.decode("utf-8", "replace"))
    return f"{code} {_MAILBOX.sub('…', text)}".strip()


class Smtp:
    """One connection to a mail server, opened with the first message."""

    def __init__(self, told: Carrier) -> None:
        """Name the server; nothing is opened yet."""
        self._told = told
        self._line: smtplib.SMTP | None = None

    def check(self) -> None:
        """Open the connection and sign in, and send nothing.

        Raises:
            SenderClosedError.
        """
        line = self._open()
        try:
            self._expect(line, *line.noop())
        except _BROKEN as error:
            self.close()
            raise SenderAwayError from error

    def send(self, message: Message, handing: Callable[[], None]) -> str:
        """See `Sender`."""
        settings = self._told.settings
        from_ = settings["from"]
        name = settings.get("name") or self._told.unit
        data = mail.built(message, from_, name, self._told.now())
        line = self._open()
        try:
            self._begin(line, from_, checked(Way.EMAIL, message.address), len(data))
            text = _DOTS.sub(b"..", _ENDS.sub(b"\r\n", data))
            line.send(text if text.endswith(b"\r\n") else text + b"\r\n")
        except _BROKEN as error:
            self.close()
            raise SenderAwayError from error
        handing()
        try:
            line.send(b".\r\n")
            code, answer = line.getreply()
        except _BROKEN as error:
            self.close()
            raise AnswerLostError from error
        if code <= 0:  # an answer, but none that says which
            self.close()
            raise AnswerLostError
        self._expect(line, code, answer)
        return _said(code, answer)

    def _begin(self, line: smtplib.SMTP, from_: str, to: str, size: int) -> None:
        """Name sender and receiver and ask for leave to send the text."""
        options = [f"size={size}"] if line.has_extn("size") else []
        self._expect(line, *line.mail(from_, options))
        self._expect(line, *line.rcpt(to))
        code, answer = line.docmd("DATA")
        if code != _START:
            self._expect(line, code, answer)
            raise RefusedForNowError(_said(code, answer))

    def _expect(self, line: smtplib.SMTP, code: int, answer: bytes) -> None:
        """Refuse what the server refuses; the connection is good for the next message."""
        if 0 < code < _FIRST_BAD:
            return
        if code == _CLOSING or code <= 0:
            self.close()
            raise SenderBusyError
        with contextlib.suppress(*_BROKEN):
            line.rset()
        refused = RefusedForGoodError if code >= _FIRST_FINAL else RefusedForNowError
        raise refused(_said(code, answer))

    # -- the connection -------------------------------------------------------------------------

    def _open(self) -> smtplib.SMTP:
        if self._line is None:
            self._line = self._opened()
        return self._line

    def _opened(self) -> smtplib.SMTP:
        """Connect, make it private, sign in.

        Raises:
            SenderClosedError.
        """
        settings, line = self._told.settings, None
        try:
            line = self._connected()
            if settings["security"] == "starttls":
                line.ehlo()
                if not line.has_extn("starttls"):
                    raise SenderTrustError
                line.starttls(context=self._trust())
            line.ehlo_or_helo_if_needed()
            self._sign_in(line)
        except SenderClosedError:
            _shut(line)
            raise
        except ssl.SSLError as error:  # an OSError, too: it must be asked first
            _shut(line)
            raise SenderTrustError from error
        except smtplib.SMTPResponseException as error:
            _shut(line)
            raise SenderBusyError from error
        except (smtplib.SMTPException, OSError, UnicodeError) as error:
            _shut(line)
            raise SenderAwayError from error
        return line

    def _sign_in(self, line: smtplib.SMTP) -> None:
        user = self._told.settings.get("user", "")
        if not user:
            return
        try:
            line.login(user, self._told.secret)
        except smtplib.SMTPServerDisconnected:
            raise
        except smtplib.SMTPAuthenticationError as error:
            passing = error.smtp_code < _FIRST_FINAL
            raise (SenderBusyError if passing else SenderSignInError) from error
        except (smtplib.SMTPException, UnicodeError) as error:  # no way that both know
            raise SenderSignInError from error

    def _connected(self) -> smtplib.SMTP:
        settings, patience = self._told.settings, self._told.timeout_s
        host, port = settings["host"], int(settings["port"])
        me = "[127.0.0.1]"  # the machine's name is nobody's business (RFC 5321 4.1.3)
        if settings["security"] == "tls":
            return smtplib.SMTP_SSL(
                host, port, local_hostname=me, timeout=patience, context=self._trust()
            )
        return smtplib.SMTP(host, port, local_hostname=me, timeout=patience)

    def _trust(self) -> ssl.SSLContext:
        """Return whose certificates count: those of a file alone, or those the system trusts."""
        authorities = self._told.settings.get("authorities", "")
        if not authorities:
            return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        try:
            return ssl.create_default_context(cafile=authorities)
        except OSError as error:
            raise SenderTrustError(file=Path(authorities).name) from error

    def news(self, waiting: Sequence[str]) -> tuple[tuple[str, State, str], ...]:
        """See `Sender`: a mail server tells no more than that it took a message."""
        del waiting
        return ()

    def close(self) -> None:
        """See `Sender`."""
        line, self._line = self._line, None
        if line is not None and line.sock is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                line.sock.settimeout(_PARTING_S)
                line.quit()
        _shut(line)

    def abort(self) -> None:
        """Break off whatever goes on, from another thread: the window is closing."""
        line = self._line
        sock = line.sock if line is not None else None
        if sock is not None:
            with contextlib.suppress(OSError):
                # of the socket below TLS: that of TLS first forgets that it is private
                socket.socket.shutdown(sock, socket.SHUT_RDWR)


def _shut(line: smtplib.SMTP | None) -> None:
    if line is not None:
        with contextlib.suppress(OSError):
            line.close()
