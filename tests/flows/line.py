"""The line between a counter and the city: a TCP proxy that cuts, answers itself, or is silent."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

#: Bytes that one connection may carry to the city and back before it is cut; None: any number.
Cut = tuple[int | None, int | None]
_PIECE = 16 * 1024
_RESET = struct.pack("ii", 1, 0)


def answer(
    body: bytes,
    *,
    status: str = "200 OK",
    kind: str = "application/json",
    length: int | None = None,
) -> bytes:
    """Return a reply as somebody other than the city might write it."""
    size = len(body) if length is None else length
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {size}\r\n\r\n"
    return head.encode() + body


@dataclass
class _Talk:
    """Who speaks on a connection: its requests follow each other, each waits for its answer."""

    requests: int = 0
    listens: bool = True

    def answered(self) -> bool:
        self.listens = True
        return True


@dataclass
class Line:
    """What lies between; a test changes how it behaves at any time, for new connections.

    `next_cut` is asked at every connection. `reply` (if not None) is said in place of the city
    once `after` requests of a connection have been let through; an empty one is silence.
    """

    port: int
    to: int = 0
    next_cut: Callable[[], Cut] = field(default=lambda: (None, None))
    reply: bytes | None = None
    after: int = 0
    cuts: int = 0
    _open: set[socket.socket] = field(default_factory=set)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cut_at(self, up: int | None, down: int | None) -> None:
        """Cut every new connection at the same byte; None: at none."""
        self.next_cut = lambda: (up, down)

    def serve(self, listener: socket.socket) -> None:
        """Take connections until the listener is closed."""
        threads = []
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                break
            threads.append(threading.Thread(target=self._carry, args=(near,)))
            threads[-1].start()
        self.hang_up()
        for thread in threads:
            thread.join()

    def hang_up(self) -> None:
        """Cut whatever is connected now."""
        with self._guard:
            for each in self._open:
                with contextlib.suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)

    @contextmanager
    def _held(self, *both: socket.socket) -> Iterator[None]:
        with self._guard:
            self._open.update(both)
        try:
            yield
        finally:
            with self._guard:
                self._open.difference_update(both)
                for each in both:
                    each.close()

    def _carry(self, near: socket.socket) -> None:
        try:
            far = socket.create_connection(("127.0.0.1", self.to), timeout=5)
        except OSError:
            near.close()  # the city is off: whoever asked hears at once that nobody answers
            return
        far.settimeout(None)
        up, down = self.next_cut()
        talk = _Talk()
        with self._held(near, far):
            back = threading.Thread(target=self._pump, args=(far, near, down, talk.answered))
            back.start()
            self._pump(near, far, up, lambda: self._asked(near, talk))
            back.join()

    def _asked(self, near: socket.socket, talk: _Talk) -> bool:
        """Note that a counter speaks; answer in place of the city if it is time to."""
        talk.requests += talk.listens
        talk.listens = False
        if self.reply is None or talk.requests <= self.after:
            return True
        if self.reply:
            near.sendall(self.reply)
            near.shutdown(socket.SHUT_WR)
        while near.recv(_PIECE):
            pass
        return False

    def _pump(
        self,
        source: socket.socket,
        sink: socket.socket,
        budget: int | None,
        may_pass: Callable[[], bool],
    ) -> None:
        """Carry bytes one way; after `budget` of them cut both ways, at that very byte."""
        left = budget
        with contextlib.suppress(OSError):
            while data := source.recv(_PIECE if left is None else min(_PIECE, left + 1)):
                if not may_pass():
                    break
                if left is not None and len(data) > left:
                    sink.sendall(data[:left])
                    self._cut(source, sink)
                    return
                sink.sendall(data)
                left = None if left is None else left - len(data)
        for each in (source, sink):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def _cut(self, source: socket.socket, sink: socket.socket) -> None:
        with self._guard:
            self.cuts += 1
        # A reset, as when a cable is pulled and a router forgets: the source learns at once.
        with contextlib.suppress(OSError):
            source.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        for each in (source, sink):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


@contextmanager
def line(to: int = 0) -> Iterator[Line]:
    """Open a line to the city at port `to` for the length of a block."""
    listener = socket.create_server(("127.0.0.1", 0))
    made = Line(listener.getsockname()[1], to)
    thread = threading.Thread(target=made.serve, args=(listener,))
    thread.start()
    try:
        yield made
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        made.hang_up()
        thread.join()
