"""A city of several processes on a real PostgreSQL, as whoever runs it starts it."""

from __future__ import annotations

import itertools
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime

import psycopg
import requests

from desk.city.serve import Ready
from desk.city.store import NAME
from desk.domain.records import VN
from desk.sync.adapters.identity import Identity
from desk.wire import exchange
from desk.wire.signing import Signer, new_seed
from tests.city.town import ROOT, Clock, Machine, Town

PATIENCE_S = 60.0
_numbers = itertools.count()


def until(true: Callable[[], bool]) -> None:
    """Wait for a condition of other processes."""
    end = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def new_database(server: str) -> str:
    """Return the address of an empty database of a cluster."""
    name = f"crowd{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(server, autocommit=True) as link:
        link.execute(f"CREATE DATABASE {name}")
    return f"{server.rpartition('/')[0]}/{name}"


@dataclass
class Crowd(Town):
    """A served city of several processes."""

    process: subprocess.Popen[str] = field(kw_only=True)

    def query(self, words: str, *facts: object) -> list[tuple[object, ...]]:
        with psycopg.connect(self.address, autocommit=True) as link:
            return link.execute(words, facts).fetchall()

    def workers(self) -> set[int]:
        """Return the processes that have a connection to the database."""
        names = self.query(
            "SELECT DISTINCT application_name FROM pg_stat_activity"
            " WHERE datname = current_database() AND application_name LIKE %s",
            f"{NAME} %",
        )
        return {int(str(name).rpartition(" ")[2]) for (name,) in names}

    @contextmanager
    def only(self, worker: int) -> Iterator[None]:
        """Let one worker alone answer: the others stand still for the length of a block."""
        with ExitStack() as still:
            for other in self.workers() - {worker}:
                os.kill(other, signal.SIGSTOP)
                still.callback(os.kill, other, signal.SIGCONT)
            yield

    def signing(self, machine: Machine) -> Line:
        """Let a machine join with keys; return how it speaks from then on."""
        own = Signer(new_seed())
        said = exchange.possession(machine.device, own.public)
        keys = {"sign": own.public.sign, "seal": own.public.seal}
        reply = self.enrol(machine, keys=keys, proof=own.sign(said, exchange.JOIN))
        assert reply.status_code == 200, reply.text
        audience = reply.json()["keys"]["sign"]
        return Line(self.ready.url, Identity(machine.token, own, audience))


@dataclass
class Line:
    """One counter's signed requests, each over a connection of its own: any worker's."""

    url: str
    identity: Identity
    session: requests.Session = field(default_factory=requests.Session)

    def ask(self, method: str, path: str, body: bytes | None = None) -> requests.Response:
        reply = self.send(self.prepare(method, path, body))
        if self.identity.challenged(reply.status_code, reply.headers):
            reply = self.send(self.prepare(method, path, body))
        return reply

    def prepare(
        self, method: str, path: str, body: bytes | None = None
    ) -> requests.PreparedRequest:
        headers = {"Content-Type": "application/json", "Connection": "close"}
        made = requests.Request(method, self.url + path, headers, data=body, auth=self.identity)
        return self.session.prepare_request(made)

    def send(self, prepared: requests.PreparedRequest) -> requests.Response:
        return self.session.send(prepared, timeout=30)


@contextmanager
def crowd(address: str, workers: int) -> Iterator[Crowd]:
    """Serve with several processes for the length of a block."""
    command = [sys.executable, "-m", "desk", "city", "serve", "--port", "0", "--json"]
    with subprocess.Popen(  # noqa: S603 - our own program
        [*command, "--database", address, "--workers", str(workers)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            told = json.loads(process.stdout.readline() or "{}")
            ready = Ready(url=told["url"], feed=told["feed"], portal="", stop=lambda: None)
            made = Crowd(address, ready, Clock(datetime.now(VN)), process=process)
            made.session.headers["Connection"] = "close"
            with made.session:
                yield made
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=PATIENCE_S)
        assert process.returncode in (0, -signal.SIGKILL)
