"""Kill -9 at both ends of the exchange, over the line and by stick; and what must be true after."""

from __future__ import annotations

import random
import signal
import subprocess
import time
from collections import Counter as Tally
from contextlib import suppress
from dataclasses import dataclass, field
from os import kill
from pathlib import Path

from desk.services import checking
from desk.services.workplace import Workplace
from tests.crashes import DIED
from tests.flows.stage import City, Desk, prove, settle
from tests.kill_sync_child import OPEN, STICK, SYNC
from tests.kit import COPIES, RESIDENCE, Clock, Counter, act, receive
from tests.processes import child

AT_A_POINT = 0.5  # of the counter's lives end at a statement, the others at any time
OF_CITY = 0.3  # of all lives the city is killed in as well
POINTS = 150  # statements that one exchange comes by, roughly
_KILLED = (-signal.SIGKILL, DIED)


@dataclass
class Campaign:
    """What has been seen so far."""

    lives: int = 0
    ended: Tally[str] = field(default_factory=Tally)
    dossiers: int = 0


@dataclass
class _Lives:
    """A process that begins lives."""

    process: subprocess.Popen[str]
    pid: int = 0

    def begin(self, how: str, fatal: int = 0) -> None:
        self._tell(f"{how} {fatal}")
        self.pid = int(self._hear())
        if (heard := self._hear()) != OPEN:
            self._fail(heard)

    def kill(self) -> None:
        with suppress(ProcessLookupError):  # it has ended by itself, and says how
            kill(self.pid, signal.SIGKILL)

    def end(self) -> int:
        status = int(self._hear())
        if status not in (*_KILLED, 0):
            self._fail(str(status))
        return status

    def _tell(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def _hear(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def _fail(self, heard: str) -> None:
        self.process.kill()
        assert self.process.stderr is not None
        raise AssertionError(heard + self.process.stderr.read())


def campaign(home: Path, lives: int, *, seed: int) -> Campaign:
    """Let a counter exchange so many times, killed at it; at the end both sides are equal."""
    seen = Campaign()
    chance = random.Random(seed)  # noqa: S311 - told by its seed
    city = City(home / "city", Clock())
    city.up()
    desk = Desk(Counter(home / "counter", clock=city.clock).make(), city)
    desk.open()
    desk.connect()
    desk.close()
    city.down()
    with (
        child("tests.kill_sync_child", "desk", desk.counter.home, city.home) as one,
        child("tests.kill_sync_child", "city", city.home, city.port) as two,
    ):
        counter, server = _Lives(one), _Lives(two)
        server.begin("serve")
        for life in range(lives):
            _work(desk.open(), city, chance)
            desk.close()
            _exchange(counter, server, chance, seen)
            seen.lives += 1
            with_verify = life % 20 == 19
            work = desk.open()
            assert work.outcome.epoch == ""
            assert not with_verify or checking.verify(work).problems == ()
            desk.close()
        server.kill()
        server.end()
    city.up()
    try:
        desk.open()
        settle(desk)  # and holds, at each exchange: created = confirmed + waiting + with a person
        seen.dossiers = prove(desk)
        assert set(city.events().values()) == {1}
        assert desk.attention() == []
    finally:
        desk.close()
        city.down()
    return seen


def _work(work: Workplace, city: City, chance: random.Random) -> None:
    """Let something happen that has to be exchanged; a slot has 999 numbers a day."""
    made = receive(work, chance.choice((COPIES, RESIDENCE)))
    if chance.random() < 0.5:
        act(work, made, chance.choice(("claim", "finish")))
    if chance.random() < 0.2:
        city.file()


def _exchange(counter: _Lives, server: _Lives, chance: random.Random, seen: Campaign) -> None:
    how = STICK if chance.random() < 0.3 else SYNC
    fatal = chance.randrange(1, POINTS) if chance.random() < AT_A_POINT else 0
    counter.begin(how, fatal)
    of_city = chance.random() < OF_CITY
    if of_city:
        time.sleep(chance.uniform(0, 0.3))
        server.kill()
    if not fatal:
        time.sleep(chance.uniform(0, 0.5))
        counter.kill()
    ended = counter.end()
    seen.ended[f"{how} {'ended by itself' if ended == 0 else 'killed'}"] += 1
    if of_city:
        assert server.end() == -signal.SIGKILL
        seen.ended["city killed"] += 1
        server.begin("serve")
