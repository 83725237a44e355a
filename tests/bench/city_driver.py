"""Counters by the hundred in one process: each has its log, its keys and its cursor, as real ones.

Told by lines of JSON on standard input what to do, it answers each with what came of it. Events
are written and sealed before the clock starts; what is left to it while it runs is to sign, send
and read.
"""

from __future__ import annotations

import asyncio
import gzip
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec

from desk.domain import events as ev
from desk.wire import exchange, requests
from desk.wire.requests import Mark
from desk.wire.signing import Signer
from tests.city.town import NOW, Machine

_TIMEOUT_S: Final = 60.0
_CHANCE: Final = random.Random(1)  # noqa: S311 - the same day each time


class Device(msgspec.Struct, kw_only=True):
    """A counter as it was enrolled."""

    unit: str
    commune: str
    slot: int
    device: str
    token: str
    seed: str
    audience: str


class Phase(msgspec.Struct, kw_only=True):
    """What every counter does for some seconds.

    `interval` is between two quiet rounds, `events` how many a second each counter writes, and
    each begins within `spread` seconds. `waiting` events are there at the start.
    """

    seconds: float
    interval: float
    events: float
    spread: float
    waiting: int = 0
    forget: bool = False  # challenges: as after a weekend


class Outcome(msgspec.Struct, kw_only=True):
    """What came of a phase; times in milliseconds, by what was asked."""

    times: dict[str, list[float]] = {}
    statuses: dict[str, int] = {}
    cut: int = 0
    sent: int = 0
    waiting: int = 0
    cpu: float = 0.0
    wall: float = 0.0


class Job(msgspec.Struct, kw_only=True):
    """The devices of one driver, and how many events each may write in all."""

    url: str
    devices: list[Device]
    events: int


@dataclass(slots=True)
class Line:
    """One connection; HTTP/1.1 as far as it is needed here."""

    host: str
    port: int
    reader: asyncio.StreamReader | None = None
    writer: asyncio.StreamWriter | None = None

    async def ask(self, head: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
        if self.writer is None or self.reader is None:
            self.reader, self.writer = await asyncio.open_connection(self.host, self.port)
        self.writer.write(head.encode() + body)
        status, *lines = (await self.reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        told = dict(line.lower().split(": ", 1) for line in lines if line)
        # Challenges are told apart by their letters' case.
        raw = dict(line.split(": ", 1) for line in lines if line)
        told |= {key.lower(): raw[key] for key in raw}
        data = await self.reader.readexactly(int(told.get("content-length", "0")))
        if told.get("connection", "") == "close":
            self.close()
        if told.get("content-encoding", "") == "gzip":
            data = gzip.decompress(data)
        return int(status.split(" ", 2)[1]), told, data

    def close(self) -> None:
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None


@dataclass(slots=True)
class Desk:
    """One counter."""

    known: Device
    signer: Signer
    log: list[bytes]
    line: Line
    path: str
    next: int = 0  # events that the city has confirmed
    due: int = 0  # events that are written
    cursor: str = ""
    root: str = ""
    challenge: str = ""
    number: int = 0
    outcome: Outcome = field(default_factory=Outcome)

    async def round(self) -> None:
        """Exchange once; who is turned away waits as long as he was told."""
        try:
            async with asyncio.timeout(_TIMEOUT_S):
                waited = await self._push() or await self._pull()
        except (OSError, EOFError, TimeoutError):
            self.outcome.cut += 1
            waited = 1.0
        self.line.close()
        if waited:
            await asyncio.sleep(waited)

    async def _push(self) -> float:
        while self.next < self.due:
            events = b",".join(self.log[self.next : min(self.due, self.next + 200)])
            device = self.known.device.encode()
            body = b'{"device":"%b","epoch":1,"events":[%b]}' % (device, events)
            status, told, data = await self._ask("push", "POST", "/v1/push", body)
            if status != 200:
                return _wait(told)
            pushed = msgspec.json.decode(data, type=exchange.Pushed)
            assert {each.verdict for each in pushed.results} <= {"accepted", "duplicate"}, pushed
            self.outcome.sent += pushed.acked_through - self.next
            self.next = pushed.acked_through
        return 0.0

    async def _pull(self) -> float:
        more = True
        while more:
            asked = f"/v1/pull?after={self.cursor}&limit=500&epoch=1&lean=1"
            status, told, data = await self._ask("pull", "GET", asked, b"")
            if status != 200:
                return _wait(told)
            page = msgspec.json.decode(data, type=exchange.Pulled)
            self.cursor, more = page.cursor, page.more
            if page.ending is not None and page.ending.root != self.root:
                status, told, _ = await self._ask("proof", "POST", "/v1/proof", self._stated(page))
                if status != 200:
                    return _wait(told)
                self.root = page.ending.root
        return 0.0

    def _stated(self, page: exchange.Pulled) -> bytes:
        assert page.ending is not None
        place = page.feed, page.cursor, page.ending.count, page.ending.root
        said = exchange.holding(self.known.unit, *place)
        signature = self.signer.sign(said, exchange.HOLDING)
        names = ("feed", "cursor", "count", "root")
        return msgspec.json.encode({**dict(zip(names, place, strict=True)), "signature": signature})

    async def _ask(
        self, kind: str, method: str, path: str, body: bytes
    ) -> tuple[int, dict[str, str], bytes]:
        reply = await self._once(kind, method, path, body)
        if reply[0] == 401 and requests.CHALLENGE.lower() in reply[1]:
            self.challenge, self.number = reply[1][requests.CHALLENGE.lower()], 0
            reply = await self._once(kind, method, path, body)
        return reply

    async def _once(
        self, kind: str, method: str, path: str, body: bytes
    ) -> tuple[int, dict[str, str], bytes]:
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: {self.line.host}\r\nAccept-Encoding: gzip\r\n"
            f"Authorization: Bearer {self.known.token}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n"
        )
        if self.challenge:
            self.number += 1
            bare = Mark(self.challenge, self.number, sha256(body).hexdigest(), "")
            said = requests.text(self.known.audience, bare, method, path)
            mark = Mark(*_parts(bare), self.signer.sign(said, requests.PURPOSE))
            head += f"{requests.SIGNATURE}: {mark}\r\n"
        begun = time.perf_counter()
        reply = await self.line.ask(head + "\r\n", body)
        spent = (time.perf_counter() - begun) * 1000
        counted = self.outcome.statuses
        counted[str(reply[0])] = counted.get(str(reply[0]), 0) + 1
        kind = kind if reply[0] == 200 else str(reply[0])
        self.outcome.times.setdefault(kind, []).append(round(spent, 2))
        return reply

    async def live(self, phase: Phase, end: float) -> None:
        """Exchange now and then until the end, and whenever an event was written."""
        self.due = min(len(self.log), self.due + phase.waiting)
        if phase.forget:
            self.challenge = ""
        await asyncio.sleep(_CHANCE.uniform(0, phase.spread))
        while time.monotonic() < end:
            await self.round()
            quiet = phase.interval * _CHANCE.uniform(0.9, 1.1)
            event = _CHANCE.expovariate(phase.events) if phase.events else quiet
            await asyncio.sleep(max(0.0, min(quiet, event, end - time.monotonic())))
            if event <= quiet:
                self.due = min(len(self.log), self.due + 1)


def _parts(mark: Mark) -> tuple[str, int, str]:
    return mark.challenge, mark.number, mark.digest


def _wait(told: dict[str, str]) -> float:
    return float(told.get("retry-after", "1")) * _CHANCE.uniform(0.5, 1.0)


def _events(known: Device, count: int) -> list[bytes]:
    """Return a log of dossiers that are received, taken in hand, finished and handed over."""
    machine = Machine(unit=known.unit, commune=known.commune, slot=known.slot, device=known.device)
    while machine.seq < count:
        uid = machine.receive().dossier
        machine.write(ev.Claimed(assignee="hung", assignee_name="Trần Thử Hùng"), uid)
        machine.write(ev.Finished(finished_at=NOW), uid)
        machine.write(ev.Returned(to="Nguyễn Thị Ví Dụ", returned_at=NOW), uid)
    return [msgspec.json.encode(each) for each in machine.wires()]


async def _run(counters: list[Desk], phase: Phase) -> Outcome:
    for each in counters:
        each.outcome = Outcome(times={}, statuses={})
    cpu, wall = time.process_time(), time.monotonic()
    end = wall + phase.seconds
    await asyncio.gather(*(each.live(phase, end) for each in counters))
    total = Outcome(times={}, statuses={}, wall=time.monotonic() - wall)
    total.cpu = time.process_time() - cpu
    for each in counters:
        found = each.outcome
        total.cut, total.sent = total.cut + found.cut, total.sent + found.sent
        total.statuses = dict(Counter(total.statuses) + Counter(found.statuses))
        for kind, times in found.times.items():
            total.times.setdefault(kind, []).extend(times)
        total.waiting += each.due - each.next
    return total


def _say(message: Any) -> None:
    sys.stdout.write(msgspec.json.encode(message).decode() + "\n")
    sys.stdout.flush()


def main() -> None:
    """Read the job, then a phase a line."""
    job = msgspec.json.decode(sys.stdin.readline(), type=Job)
    place = urlsplit(job.url)
    assert place.hostname
    assert place.port
    counters = [
        Desk(
            known=each,
            signer=Signer(bytes.fromhex(each.seed)),
            log=_events(each, job.events),
            line=Line(place.hostname, place.port),
            path=job.url,
        )
        for each in job.devices
    ]
    _say({"ready": len(counters)})
    for line in sys.stdin:
        _say(asyncio.run(_run(counters, msgspec.json.decode(line, type=Phase))))
        _say({"held": {each.known.device: each.next for each in counters}})


if __name__ == "__main__":
    main()
