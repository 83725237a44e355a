"""A slow line to the city: so many bits a second each way, and a time that every byte is under way.

What a mobile network at the edge of a commune gives, for the length of a block.
"""

from __future__ import annotations

import contextlib
import queue
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

_PIECE: Final = 1460  # bytes of a packet
_AHEAD: Final = 64  # packets in a router's memory


@dataclass(slots=True)
class _Way:
    """One direction, which all connections share."""

    rate: float  # bytes a second
    delay: float
    free: float = 0.0
    guard: threading.Lock = field(default_factory=threading.Lock)

    def arrival(self, size: int) -> float:
        """Return when a packet that is sent now has come."""
        with self.guard:
            self.free = max(self.free, time.monotonic()) + size / self.rate
            return self.free + self.delay


@contextmanager
def line(url: str, *, bits: float, round_trip: float) -> Iterator[str]:
    """Give the address of the city at `url` as it is reached over a slow line."""
    place = urlsplit(url)
    up, down = (_Way(bits / 8, round_trip / 2) for _ in range(2))
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            time.sleep(round_trip)  # of the handshake
            far = socket.create_connection((place.hostname or "", place.port or 0))
            for source, sink, way in ((near, far, up), (far, near, down)):
                threading.Thread(target=_carry, args=(source, sink, way), daemon=True).start()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def _carry(source: socket.socket, sink: socket.socket, way: _Way) -> None:
    """Carry bytes one way, each packet when its time has come."""
    under_way: queue.Queue[tuple[float, bytes]] = queue.Queue(_AHEAD)

    def deliver() -> None:
        with contextlib.suppress(OSError):
            while (packet := under_way.get())[1]:
                time.sleep(max(0.0, packet[0] - time.monotonic()))
                sink.sendall(packet[1])
            sink.shutdown(socket.SHUT_WR)

    threading.Thread(target=deliver, daemon=True).start()
    with contextlib.suppress(OSError):
        while data := source.recv(_PIECE):
            under_way.put((way.arrival(len(data)), data))
    under_way.put((0.0, b""))
