"""Somebody on the line who writes down what a counter says, to say it again later."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)


@dataclass
class Recorder:
    """Every request that passed, whole."""

    port: int
    requests: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def recorder(to: int) -> Iterator[Recorder]:
    """Listen in before the city at port `to`."""
    listener = socket.create_server(("127.0.0.1", 0))
    made = Recorder(listener.getsockname()[1])
    threads = [threading.Thread(target=_serve, args=(listener, to, made))]
    threads[0].start()
    try:
        yield made
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        threads[0].join()


def _serve(listener: socket.socket, to: int, made: Recorder) -> None:
    talks: list[threading.Thread] = []
    while True:
        try:
            near, _ = listener.accept()
        except OSError:
            break
        talks.append(threading.Thread(target=_talk, args=(near, to, made)))
        talks[-1].start()
    for each in talks:
        each.join()


def _talk(near: socket.socket, to: int, made: Recorder) -> None:
    with near, socket.create_connection(("127.0.0.1", to)) as far:
        back = threading.Thread(target=_pump, args=(far, near))
        back.start()
        heard = b""
        with contextlib.suppress(OSError):
            while data := near.recv(65536):
                heard = _keep(heard + data, made)
                far.sendall(data)
            far.shutdown(socket.SHUT_WR)
        back.join()


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)


def _keep(heard: bytes, made: Recorder) -> bytes:
    """Write down what is whole; return what has only begun."""
    while b"\r\n\r\n" in heard:
        head, _, rest = heard.partition(b"\r\n\r\n")
        found = _LENGTH.search(head + b"\r\n")
        size = int(found[1]) if found else 0
        if len(rest) < size:
            break
        made.requests.append(head + b"\r\n\r\n" + rest[:size])
        heard = rest[size:]
    return heard


def played(port: int, request: bytes) -> bytes:
    """Say something to a city that was recorded before; return the answer's first line."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as link:
        link.sendall(request)
        return link.recv(65536).partition(b"\r\n")[0]
