"""A wire that fails on purpose: a proxy that cuts, resets, falls silent or lies, by the byte."""

from __future__ import annotations

import contextlib
import select
import shutil
import socket
import struct
import subprocess
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest

_PIECE = 65536
_QUIET_S = 0.05
_RESET = struct.pack("ii", 1, 0)  # linger for no time: the other side sees a reset


@dataclass(frozen=True)
class Fault:
    """What happens to one connection. Bytes are counted from its beginning.

    `up` and `down` are after how many bytes from and to the client it ends: with a reset, by
    hanging up, or (`silent`) by saying nothing more. `lie` is sent instead of the server's
    reply to the question number `at`; `heard` tells whether the server gets that question all
    the same. `drip` sends replies one byte at a time, with so many seconds between.
    """

    up: int | None = None
    down: int | None = None
    reset: bool = False
    silent: bool = False
    lie: bytes | None = None
    at: int = 0
    heard: bool = True
    drip: float = 0.0


@dataclass
class Proxy:
    """Passes everything on, but for the connections that a fault was planned for."""

    server: tuple[str, int]
    listener: socket.socket
    plans: deque[Fault] = field(default_factory=deque)
    up: int = 0
    down: int = 0
    connections: int = 0
    over: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def plan(self, *faults: Fault) -> None:
        """Plan what happens to the next connections."""
        self.plans.clear()
        self.plans.extend(faults)

    def measure(self) -> tuple[int, int]:
        """Return how many bytes went up and down since the last call."""
        found = self.up, self.down
        self.up = self.down = 0
        return found

    def run(self) -> None:
        while not self.over.is_set():
            ready, _, _ = select.select([self.listener], [], [], 0.05)
            if not ready:
                continue
            with contextlib.suppress(OSError):
                client, _ = self.listener.accept()
                fault = self.plans.popleft() if self.plans else Fault()
                self.connections += 1
                thread = threading.Thread(target=self._serve, args=(client, fault))
                self.threads.append(thread)
                thread.start()

    def _serve(self, client: socket.socket, fault: Fault) -> None:
        with client, contextlib.suppress(OSError):
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with socket.create_connection(self.server, 10) as server:
                server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._pass_on(client, server, fault)
            if fault.reset:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)

    def _pass_on(self, client: socket.socket, server: socket.socket, fault: Fault) -> None:
        up = down = 0
        question, answered = -1, True
        while not self.over.is_set():
            ready, _, _ = select.select([client, server], [], [], 0.05)
            for source in ready:
                data = source.recv(_PIECE)
                if not data:
                    return
                question, answered = _count(question, answered, asks=source is client)
                lies = fault.lie is not None and question >= fault.at
                if lies and source is client and not fault.heard:
                    _swallow(client)
                    self._send(client, fault.lie or b"", fault.drip)
                    return
                if source is client:
                    rest = len(data) if fault.up is None else max(0, fault.up - up)
                    up += len(data)
                    self.up += len(data[:rest])
                    server.sendall(data[:rest])
                    ended = fault.up is not None and up >= fault.up
                elif lies:
                    _drain(server)
                    self._send(client, fault.lie or b"", fault.drip)
                    return
                else:
                    rest = len(data) if fault.down is None else max(0, fault.down - down)
                    down += len(data)
                    self.down += len(data[:rest])
                    self._send(client, data[:rest], fault.drip)
                    ended = fault.down is not None and down >= fault.down
                if ended:
                    if fault.silent:
                        self._say_nothing(client)
                    return

    def _send(self, client: socket.socket, data: bytes, drip: float) -> None:
        if not drip:
            client.sendall(data)
            return
        for place in range(len(data)):
            client.sendall(data[place : place + 1])
            if self.over.wait(drip):
                return

    def _say_nothing(self, client: socket.socket) -> None:
        """Wait until the client gives up."""
        while not self.over.is_set():
            ready, _, _ = select.select([client], [], [], 0.05)
            if ready and not client.recv(_PIECE):
                return


def _count(question: int, answered: bool, *, asks: bool) -> tuple[int, bool]:
    """Return the number of the question that is under way, and whether its answer has begun."""
    if asks and answered:
        return question + 1, False
    return question, answered or not asks


def _swallow(client: socket.socket) -> None:
    """Read what a client sends, until it pauses for an answer."""
    while select.select([client], [], [], _QUIET_S)[0]:
        if not client.recv(_PIECE):
            return


def _drain(server: socket.socket) -> None:
    while select.select([server], [], [], _QUIET_S)[0]:
        if not server.recv(_PIECE):
            return


@contextmanager
def proxy(url: str) -> Iterator[Proxy]:
    parts = urlsplit(url)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        made = Proxy((str(parts.hostname), int(parts.port or 0)), listener)
        thread = threading.Thread(target=made.run)
        thread.start()
        try:
            yield made
        finally:
            made.over.set()
            thread.join()
            for each in made.threads:
                each.join()


def reply(
    body: bytes, status: str = "200 OK", kind: str = "application/json", **headers: str
) -> bytes:
    """Return the bytes of an HTTP reply; a header given as "" is left out."""
    named = {"Content-Type": kind, "Content-Length": str(len(body)), "Connection": "close"}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status}", *(f"{n}: {v}" for n, v in named.items() if v), "", ""]
    return "\r\n".join(lines).encode() + body


def patience(seconds: float = 20.0) -> float:
    """Return a moment by which even a slow machine has answered."""
    return time.monotonic() + seconds


def certified(folder: Path) -> tuple[str, str]:
    """Return a new certificate for this machine and its key, as files."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("openssl is not installed to make a certificate with")
    made, key = folder / "city.pem", folder / "city.key"
    subprocess.run(  # noqa: S603 - the words are the test's own
        [
            *(program, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", "2", "-subj", "/CN=city.test", "-keyout", key, "-out", made),
            *("-addext", "subjectAltName=IP:127.0.0.1"),
        ],
        check=True,
        capture_output=True,
    )
    return str(made), str(key)
