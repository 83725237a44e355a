"""A real mail server on loopback that can be told to misbehave, and remembers what it took."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from typing_extensions import override

USER, PASSWORD = "mot-cua", "mật-khẩu-thử".encode("ascii", "ignore").decode() + "-123"


@dataclass
class MailHost:
    """What the server does to the next messages, and what it has taken.

    `answers` are given to DATA in turn, then 250. `drop`: rcpt | data (after 354, before the text
    is in) | dot (after the text is in, before the answer). `hang`: no answer to the text.
    """

    port: int = 0
    taken: list[bytes] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    to_receivers: dict[str, str] = field(default_factory=dict)
    drop: str = ""
    hang: bool = False
    reached: threading.Event = field(default_factory=threading.Event)
    sessions: int = 0

    @property
    def mails(self) -> list[EmailMessage]:
        return [message_from_bytes(each, policy=policy.default) for each in self.taken]

    # -- hooks of aiosmtpd ----------------------------------------------------------------------

    async def handle_EHLO(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope, name: str, answers: list[str]
    ) -> list[str]:
        del server, envelope
        session.host_name = name
        self.sessions += 1
        return answers

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope, to: str, options: list[str]
    ) -> str:
        del session, options
        if self.drop == "rcpt":
            _cut(server)
        if to in self.to_receivers:
            return self.to_receivers[to]
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        del session
        self.reached.set()
        if self.hang:
            await asyncio.sleep(30)
        answer = self.answers.pop(0) if self.answers else "250 2.0.0 queued as 1"
        if answer.startswith("2"):
            content = envelope.original_content
            assert content is not None
            self.taken.append(content)
        if self.drop == "dot":
            _cut(server)
        return answer


def _cut(server: SMTP) -> None:
    transport = server.transport
    assert isinstance(transport, asyncio.WriteTransport)
    transport.abort()


class _Server(SMTP):
    """One whose connection may end right after it has asked for the text."""

    host: MailHost

    @override
    async def smtp_DATA(self, arg: str) -> None:
        if self.host.drop == "data":
            await self.push("354 go on")
            _cut(self)
            return
        await super().smtp_DATA(arg)


class _Controller(Controller):
    def __init__(self, host: MailHost, **words: Any) -> None:
        self._made = words
        self._host = host
        super().__init__(host, hostname="127.0.0.1", port=0, ready_timeout=10)

    @override
    def factory(self) -> SMTP:
        made = _Server(self.handler, hostname="mail.test", **self._made)
        made.host = self._host
        return made

    @override
    def _trigger_server(self) -> None:
        """Its own way connects to the port that was asked for, and that was any."""
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[attr-defined] # asyncio's has them
        super()._trigger_server()  # type: ignore[no-untyped-call] # it has no types here


def _signs_in(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, told: Any
) -> AuthResult:
    del server, session, envelope, mechanism
    right = isinstance(told, LoginPassword) and (told.login, told.password) == (
        USER.encode(),
        PASSWORD.encode(),
    )
    return AuthResult(success=right, handled=False)


@contextmanager
def serving(
    certificate: tuple[str, str] | None = None,
    *,
    signs_in: bool = False,
    plain: bool = False,
    limit: int = 1_000_000,
) -> Iterator[MailHost]:
    """Serve; with a certificate STARTTLS is asked for, `plain` offers no 8BITMIME."""
    words: dict[str, Any] = {"data_size_limit": limit, "decode_data": plain}
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        words |= {"tls_context": context, "require_starttls": True}
    if signs_in:
        words |= {
            "auth_required": True,
            "auth_require_tls": bool(certificate),
            "authenticator": _signs_in,
        }
    host = MailHost()
    made = _Controller(host, **words)
    made.start()
    try:
        host.port = made.port
        yield host
    finally:
        made.stop()


def settings(host: MailHost, **more: str) -> dict[str, str]:
    """Return how a counter is told of a server."""
    return {
        "host": "127.0.0.1",
        "port": str(host.port),
        "security": "none",
        "from": "motcua@phuong-mau.test",
        **more,
    }
