"""The city as a process: a port, a database, and a quiet end on a signal."""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path

import uvicorn
from typing_extensions import override
from uvicorn.server import HANDLED_SIGNALS

from desk.city import enrol, portal
from desk.city import workers as many
from desk.city.filing import Rules
from desk.city.shelf import shelf_of
from desk.city.stock import Making
from desk.city.store import Store, identity
from desk.city.workers import Plan
from desk.domain.errors import InputError, StorageError


class PortInUseError(StorageError):
    """The port cannot be opened: taken, or not ours to open; facts: host, port."""


class OpenHttpError(InputError):
    """Plain HTTP is for this machine alone; facts: host."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """What whoever started the city learns once it answers.

    `portal` is the portal's token at the first start of a database, else empty; `stop` ends the
    service from any thread.
    """

    url: str
    feed: str
    portal: str
    stop: Callable[[], None]


def serve(
    port: int,
    address: str,
    on_ready: Callable[[Ready], None],
    *,
    host: str = "127.0.0.1",
    rules: Rules | None = None,
    hub: bool = False,
    tls: tuple[str, str] | None = None,
    files: Path | None = None,
    making: Making | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    workers: int = 1,
) -> None:
    """Serve until SIGINT or SIGTERM (or `Ready.stop`); port 0 takes any free one.

    `rules` switches the citizens' portal on. `hub` serves one ward's LAN: events about dossiers
    that began at the city are passed on unseen. `tls` names certificate and key files; without
    them, listen on the loopback only. `files` is the folder of dossiers' files; without it they
    lie beside an SQLite database, and a PostgreSQL one takes none. `workers` are processes, of
    which only PostgreSQL takes more than this one; `clock` and `rules` are then handed to them.
    `making` says how a ward's stock is made for its new counters; without it they read the feed.

    Raises:
        PortInUseError, CityAddressError, CityDatabaseError, CityLockedError, CityNewerError,
        WorkersError, WorkersStartError.
    """
    if tls is None and not _is_loopback(host):
        raise OpenHttpError(host=host)
    plan = Plan(
        address=address,
        clock=clock,
        rules=rules,
        files=files,
        making=making,
        hub=hub,
        tls=tls,
        workers=workers,
    )
    listener = _listen(host, port)
    try:
        store = Store(address, clock(), hub=hub)
        try:
            many.check(workers, store)
            shelf = shelf_of(address, files)
            if shelf is not None:
                shelf.tidy()
            known = _known_as(store, listener, tls)
            if workers == 1:
                _run(plan, store, listener, lambda stop: on_ready(replace(known, stop=stop)))
        finally:
            store.close()
        if workers > 1:
            many.run(plan, listener, lambda stop: on_ready(replace(known, stop=stop)))
    finally:
        listener.close()


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With its protocol named, asyncio switches Nagle's delay off: 40 ms of every reply.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":  # elsewhere the option lets two processes share a port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except (OSError, OverflowError) as error:
        listener.close()
        raise PortInUseError(host=host, port=port) from error
    return listener


def _known_as(store: Store, listener: socket.socket, tls: tuple[str, str] | None) -> Ready:
    """Return what is known of a service before it answers, and write down where it is."""
    with store.read() as tx:
        feed = identity(tx).feed
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    ready = Ready(
        url=f"{'https' if tls else 'http'}://{shown}:{port}",
        feed=feed,
        portal=portal.token(store),
        stop=lambda: None,
    )
    enrol.served_at(store, ready.url)
    return ready


def _run(
    plan: Plan,
    store: Store,
    listener: socket.socket,
    ready: Callable[[Callable[[], None]], None],
) -> None:
    server = _Server(plan.config(plan.over(store)))

    def stop() -> None:
        server.should_exit = True

    server.ready = lambda: ready(stop)
    server.run(sockets=[listener])


class _Server(uvicorn.Server):
    """A server that says when it answers, and for which a signal is an orderly end."""

    ready: Callable[[], None]

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.ready()

    @override
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Do as uvicorn does, but without raising the signal once more at the end."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {each: signal.signal(each, self.handle_exit) for each in HANDLED_SIGNALS}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)
