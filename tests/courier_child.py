"""A stick being written or read until the power goes: python -m tests.courier_child.

Each line on standard input is one life: what to do, at which step to die, and the folders. A life
is a process of its own that kills itself, with nothing closed and nothing cleaned up; how it ended
is printed: `killed`, or `whole` if it came to its end first.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desk.app import courier
from desk.city import answers
from desk.city import courier as city
from desk.city.store import Store
from desk.models.engine import Database
from desk.wire import stick
from tests.kit import Clock, Counter, at


class Steps:
    """Counts what touches a disk, and dies at one of them."""

    def __init__(self, last: int) -> None:
        self.left = last

    def step(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def before(self, owner: Any, name: str) -> None:
        """Count every call of a function, before it does anything."""
        real: Callable[..., Any] = getattr(owner, name)

        def counted(*words: Any, **more: Any) -> Any:
            self.step()
            return real(*words, **more)

        setattr(owner, name, counted)


def live(told: dict[str, Any]) -> None:
    steps = Steps(told["die_at"])
    steps.before(os, "fsync")
    steps.before(Path, "replace")
    steps.before(Path, "unlink")
    steps.before(stick.Way, "go")
    usb, clock = Path(told["usb"]), Clock(at(told["now"]))

    def on(_done: int, _whole: int) -> bool:
        return True

    if told["act"].startswith("city"):
        steps.before(Store, "write")
        store = Store(told["city"], clock())
        if told["act"] == "city-read":
            city.read(store, usb, clock(), on)
        else:
            answers.write(store, usb, clock(), on, limit=told["limit"])
        return
    steps.before(Database, "write")
    counter = Counter(Path(told["home"]), clock=clock)
    with counter.open(purpose="stick") as work:
        if told["act"] == "write":
            courier.write(work, usb, on, limit=told["limit"])
        else:
            courier.read(work, usb, on)


def main() -> None:
    for line in sys.stdin:
        process = os.fork()
        if process == 0:
            live(json.loads(line))
            os._exit(0)
        _, ended = os.waitpid(process, 0)
        killed = os.WIFSIGNALED(ended) and os.WTERMSIG(ended) == signal.SIGKILL
        word = "killed" if killed else "whole" if ended == 0 else f"failed {ended}"
        sys.stdout.write(word + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
