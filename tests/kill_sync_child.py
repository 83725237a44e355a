"""A counter that exchanges, or the city, until it is killed: python -m tests.kill_sync_child ROLE …

Each line on standard input begins one life, a process of its own. Its number is printed, that it
is at work, and how it ended. A line says what to do, and at which statement to die (0: at none).
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from desk.app import city as city_room
from desk.app import courier, exchange
from desk.city import answers
from desk.city import courier as city_courier
from desk.city.store import Store
from tests.crashes import points
from tests.kit import Clock, Counter

OPEN, SYNC, STICK = "open", "sync", "stick"


def serve(home: Path, port: int) -> None:
    """Be the city for ever."""
    with city_room.running(city_room.database_url(home), port, clock=Clock()):
        print(OPEN, flush=True)  # noqa: T201 - for whoever waits until it is at work
        signal.pause()


def live(home: Path, city: Path, how: str, fatal: int) -> None:
    """Exchange once over the line, or by stick there and back."""
    print(OPEN, flush=True)  # noqa: T201 - as above
    points(fatal)()
    with Counter(home).open(purpose="life") as work:
        if how == SYNC:
            exchange.once(work)
            return
        usb = home.parent / "usb"
        usb.mkdir(exist_ok=True)
        courier.write(work, usb, lambda *_: True)
        store = Store(city_room.database_url(city), work.clock())
        try:
            city_courier.read(store, usb, work.clock(), lambda *_: True)
            answers.write(store, usb, work.clock(), lambda *_: True)
        finally:
            store.close()
        courier.read(work, usb, lambda *_: True)


def main(role: str, home: Path, other: str) -> None:
    """Begin a life for each line that is read."""
    for line in sys.stdin:
        process = os.fork()
        if process == 0:
            sys.stdin.close()
            print(os.getpid(), flush=True)  # noqa: T201 - for whoever will kill it
            how, fatal = line.split()
            if role == "city":
                serve(home, int(other))
            else:
                live(home, Path(other), how, int(fatal))
            os._exit(0)
        _, status = os.waitpid(process, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201 - how it ended


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
