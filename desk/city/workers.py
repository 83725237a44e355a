"""Several processes behind one port: one parent that serves nobody, and workers that serve.

All take connections from one listening socket, so what waits there outlives a worker. What they
share is the database alone: the order of writers, challenges, figures. A worker that dies, or
does not answer its parent, is replaced; a signal to the parent ends all in order, and a worker
whose parent was killed ends by itself.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

import uvicorn
from starlette.types import ASGIApp
from typing_extensions import override
from uvicorn.supervisors import Multiprocess

from desk.city.filing import Rules
from desk.city.gauge import Counted
from desk.city.pace import Limits, Pace
from desk.city.shelf import shelf_of
from desk.city.stock import Making
from desk.city.store import CityDatabaseError, CityLockedError, Store
from desk.city.web import City, application
from desk.domain.errors import InputError, StorageError

_KEEP_ALIVE_S: Final = 75
_GRACE_S: Final = 10
_START_S: Final = 60
_SILENT_S: Final = 15  # after which a worker that says nothing is taken for dead
_AGAIN_S: Final = 1.0
_TURN_S: Final = 0.0005


class WorkersError(InputError):
    """Several processes were asked for, and an SQLite file has one writer; facts: workers."""


class WorkersStartError(StorageError):
    """The workers did not come up; facts: workers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a service is built from; it is handed to other processes, so it holds nothing open."""

    address: str
    clock: Callable[[], datetime]
    rules: Rules | None
    files: Path | None
    making: Making | None
    hub: bool
    tls: tuple[str, str] | None
    workers: int

    def over(self, store: Store) -> ASGIApp:
        """Return the service over an open database."""
        shelf = shelf_of(self.address, self.files)
        city = City(store, self.clock, self.rules, shelf, self.making)
        paced = Pace(application(city), Limits().shared(self.workers))
        return Counted(paced, city.gauge)

    def config(self, app: Any, **words: Any) -> uvicorn.Config:
        """Return how it is served."""
        return uvicorn.Config(
            app,
            log_config=None,  # what is printed is the caller's to say
            access_log=False,  # addresses hold tokens' traces, and nobody reads them
            lifespan="on",
            loop="asyncio",
            http="h11",
            ws="none",
            proxy_headers=False,  # what a header says of its sender is not to be believed here
            server_header=False,
            timeout_keep_alive=_KEEP_ALIVE_S,
            timeout_graceful_shutdown=_GRACE_S,
            ssl_certfile=self.tls[0] if self.tls else None,
            ssl_keyfile=self.tls[1] if self.tls else None,
            **words,
        )


def check(workers: int, store: Store) -> None:
    """Refuse more than one process on a database that has one writer.

    Raises:
        WorkersError.
    """
    if workers > 1 and not store.shared:
        raise WorkersError(workers=workers)


def run(plan: Plan, listener: socket.socket, ready: Callable[[Callable[[], None]], None]) -> None:
    """Serve with several processes until a signal; `ready` is told how to end it once all answer.

    To be called in the main thread, which signals come to.

    Raises:
        WorkersStartError: they did not come up.
    """
    config = plan.config(
        partial(_worker, plan),
        factory=True,
        workers=plan.workers,
        timeout_worker_healthcheck=_SILENT_S,
    )
    with _signals_put_back():
        parent = _Parent(config, [listener], ready)
        parent.run()
    if parent.failed:
        raise WorkersStartError(workers=plan.workers)


@contextmanager
def _signals_put_back() -> Iterator[None]:
    known = {each: signal.getsignal(each) for each in signal.valid_signals()}
    try:
        yield
    finally:
        for each, handler in known.items():
            if signal.getsignal(each) is not handler:
                signal.signal(each, handler)


class _Parent(Multiprocess):
    """Starts workers, replaces those that die, and ends them."""

    def __init__(
        self,
        config: uvicorn.Config,
        sockets: list[socket.socket],
        ready: Callable[[Callable[[], None]], None],
    ) -> None:
        super().__init__(config, sockets)
        self._ready = ready
        self.failed = False

    @override
    def init_processes(self) -> None:
        super().init_processes()
        if all(each.wait_until_ready(_START_S, self.should_exit) for each in self.processes):
            self._ready(self.should_exit.set)
        else:
            self.failed = True
            self.should_exit.set()


def _worker(plan: Plan) -> ASGIApp:
    """Return what a worker serves, in its own process."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # A write is a dozen short waits for the database: after each its thread wants to go on soon.
    sys.setswitchinterval(_TURN_S)
    return plan.over(_patiently(plan))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None  # noqa: S101 - this is a worker
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)


def _patiently(plan: Plan) -> Store:
    """Open the database; a worker that is born while it is away waits until it is back."""
    while True:
        try:
            return Store(plan.address, plan.clock(), hub=plan.hub)
        except (CityDatabaseError, CityLockedError):
            time.sleep(_AGAIN_S)
