"""A real city for tests: served on the loopback, and machines that write real sealed logs."""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import requests

from desk.city.enrol import enroll
from desk.city.serve import Ready, serve
from desk.domain import codes
from desk.domain import events as ev
from desk.domain.fold import fold
from desk.domain.records import VN, Actor, Dossier, Party
from desk.services.rules import Rules, parse, read_files
from desk.wire import canonical, exchange
from desk.wire.ids import new_uid
from desk.wire.sealed import Head, Sealed, seal

ROOT = Path(__file__).parents[2]
RESOURCES = ROOT / "resources"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=VN)
DAY = NOW.date()
HUNG = Actor(uid="u-1", login="hung", name="Trần Thử Hùng", role="counter")


@cache
def rules() -> Rules:
    return parse(read_files(RESOURCES))


@dataclass
class Clock:
    """A clock that stands until it is moved; a city's threads only read it."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: float) -> None:
        self.now += timedelta(**time)


@contextmanager
def served(
    address: str, *, clock: Callable[[], datetime], port: int = 0, **words: Any
) -> Iterator[Ready]:
    """Serve a city in a thread for the length of a block."""
    told: list[Ready] = []
    up = threading.Event()
    failed: list[BaseException] = []

    def on_ready(ready: Ready) -> None:
        told.append(ready)
        up.set()

    def run() -> None:
        try:
            serve(port, address, on_ready, clock=clock, **{"rules": rules(), **words})
        except BaseException as error:
            failed.append(error)
            raise
        finally:
            up.set()

    thread = threading.Thread(target=run)
    thread.start()
    assert up.wait(30)
    assert told, failed
    try:
        yield told[0]
    finally:
        told[0].stop()
        thread.join()


@dataclass
class Machine:
    """A counter's log on its own disk: gapless, chained, sealed as real ones are."""

    unit: str
    commune: str
    slot: int = 1
    device: str = field(default_factory=lambda: new_uid(NOW))
    epoch: int = 1
    seq: int = 0
    chain: str = ""
    used: int = 0
    hlc: int = int(NOW.timestamp() * 1000) << 16
    log: list[Sealed] = field(default_factory=list)
    events: list[ev.Event] = field(default_factory=list)
    dossiers: dict[str, Dossier] = field(default_factory=dict)
    token: str = ""
    new_uid: Callable[[], str] = field(default=lambda: new_uid(NOW))

    def clone(self) -> Machine:
        """Copy the whole machine, disk and all."""
        return copy.deepcopy(self)

    def write(
        self,
        body: ev.Body | None,
        dossier: str = "",
        *,
        type_: str = "",
        custody: int | None = None,
        base: tuple[str, ...] | None = None,
        **facts: Any,
    ) -> ev.Event:
        """Write one event, by default as the counter's own program would."""
        state = self.dossiers.get(dossier)
        self.seq += 1
        self.hlc += 1
        event = ev.Event(
            uid=self.new_uid(),
            unit=self.unit,
            device=self.device,
            epoch=self.epoch,
            seq=self.seq,
            dossier=dossier,
            type=type_ or type(body).__name__,
            body=body,
            actor=HUNG,
            at=NOW,
            hlc=self.hlc,
            custody=self._custody(body, state) if custody is None else custody,
            base=(state.heads if state else ()) if base is None else base,
        )
        event = replace(event, **facts)
        sealed, self.chain = seal(event, self.chain)
        return self.keep(replace(event, hash=self.chain), sealed)

    def forge(self, type_: str, body: bytes, dossier: str = "") -> Sealed:
        """Write an event whose body no program of ours would write."""
        self.seq += 1
        head = Head(
            uid=new_uid(NOW),
            unit=self.unit,
            device=self.device,
            epoch=self.epoch,
            seq=self.seq,
            type=type_,
            actor=HUNG,
            at=NOW,
            hlc=self.hlc,
            prev=self.chain,
            body_hash=sha256(bytes(16) + body).hexdigest(),
            dossier=dossier,
        )
        data = canonical.dumps(head)
        self.chain = sha256(data).hexdigest()
        self.log.append(Sealed(data, bytes(16), body, sha256(data).digest()))
        return self.log[-1]

    def keep(self, event: ev.Event, sealed: Sealed) -> ev.Event:
        self.log.append(sealed)
        self.events.append(event)
        if event.dossier:
            after = fold(self.dossiers.get(event.dossier), event)
            if after is not None:
                self.dossiers[event.dossier] = after
        return event

    def _custody(self, body: ev.Body | None, state: Dossier | None) -> int:
        if state is None:
            return int(isinstance(body, ev.Received))
        takes = isinstance(body, ev.Forwarded) or (
            isinstance(body, ev.Claimed) and state.holder != self.device
        )
        first = isinstance(body, ev.Accepted | ev.Guided | ev.Refused) and not state.holder
        return state.custody + int(takes or first)

    def receive(self, *, number: int | None = None, uid: str = "", **facts: Any) -> ev.Event:
        """Receive a dossier under this slot's next number."""
        self.used += 1
        number = number or self.slot * 1000 + self.used
        return self.write(self.received(number, **facts), uid or self.new_uid())

    def received(self, number: int, **facts: Any) -> ev.Received:
        known: dict[str, Any] = {
            "code": codes.official_code(self.unit, DAY, number),
            "barcode": codes.barcode(self.commune, DAY, number),
            "procedure": "1.001193",
            "procedure_name": "Thủ tục đăng ký khai sinh",
            "submitter": Party(name="Nguyễn Thị Ví Dụ", personal_id="001199000001"),
            "received_at": NOW,
            "recorded_at": NOW,
            "due_at": NOW.replace(hour=17),
            "holder_name": f"Quầy {self.slot}",
        }
        return ev.Received(**{**known, **facts})

    def learn(self, dossier: str, other: Machine) -> None:
        """Take over what another machine knows of a dossier, as a pull would."""
        self.dossiers[dossier] = other.dossiers[dossier]
        self.hlc = max(self.hlc, other.hlc)

    def wires(self, first: int = 1, last: int | None = None) -> list[exchange.WireEvent]:
        return [exchange.to_wire(each) for each in self.log[first - 1 : last]]

    def batch(self, first: int = 1, last: int | None = None) -> exchange.Push:
        return exchange.Push(device=self.device, epoch=self.epoch, events=self.wires(first, last))


@dataclass
class Town:
    """A served city and how to speak with it by hand."""

    address: str
    ready: Ready
    clock: Clock
    session: requests.Session = field(default_factory=requests.Session)
    wards: int = 0

    def ward(self) -> tuple[str, str]:
        """Return the unit and commune of a ward nobody has spoken of."""
        self.wards += 1
        return f"H26.900.{self.wards}", f"{90000 + self.wards}"

    def code(self, unit: str, commune: str = "", name: str = "Phường Mẫu Giáo") -> str:
        return enroll(self.address, unit, commune, name, now=self.clock.now)

    def enrol(self, machine: Machine, **facts: Any) -> requests.Response:
        asked: dict[str, Any] = {
            "code": facts.pop("code", None) or self.code(machine.unit),
            "device": machine.device,
            "commune": machine.commune,
            "unit": machine.unit,
            "slot": machine.slot,
            "name": f"Quầy {machine.slot}",
        }
        reply = self.post("/v1/enrol", {**asked, **facts})
        if reply.status_code == 200:
            machine.token = reply.json()["token"]
        return reply

    def machine(self, unit: str = "", commune: str = "", slot: int = 1) -> Machine:
        """Return an enrolled machine, of a new ward unless one is given."""
        if not unit:
            unit, commune = self.ward()
        made = Machine(unit=unit, commune=commune, slot=slot)
        assert self.enrol(made).status_code == 200
        return made

    def post(
        self,
        path: str,
        message: object = None,
        token: str = "",
        data: bytes | None = None,
        **h: str,
    ) -> requests.Response:
        headers = {"Content-Type": "application/json"}
        headers |= {name.replace("_", "-"): value for name, value in h.items()}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        body = msgspec.json.encode(message) if data is None else data
        return self.session.post(self.ready.url + path, body, headers=headers, timeout=30)

    def get(self, path: str, token: str = "", **params: Any) -> requests.Response:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return self.session.get(self.ready.url + path, params=params, headers=headers, timeout=30)

    def push(self, machine: Machine, first: int = 1, last: int | None = None) -> exchange.Pushed:
        reply = self.post("/v1/push", machine.batch(first, last), machine.token)
        assert reply.status_code == 200, reply.text
        return msgspec.json.decode(reply.content, type=exchange.Pushed)

    def pull(self, machine: Machine, after: str = "", **params: Any) -> exchange.Pulled:
        words = {"after": after, "epoch": machine.epoch, **params}
        reply = self.get("/v1/pull", machine.token, **words)
        assert reply.status_code == 200, reply.text
        return msgspec.json.decode(reply.content, type=exchange.Pulled)

    def standing(self, machine: Machine) -> dict[str, Any]:
        reply = self.get("/v1/status", machine.token)
        assert reply.status_code == 200, reply.text
        found: dict[str, Any] = reply.json()
        return found

    def digest(self, machine: Machine, place: str = "") -> exchange.Digest:
        reply = self.get("/v1/digest", machine.token, place=place)
        assert reply.status_code == 200, reply.text
        return msgspec.json.decode(reply.content, type=exchange.Digest)


@contextmanager
def town(address: str, **words: Any) -> Iterator[Town]:
    clock = words.pop("clock", None) or Clock()
    with served(address, clock=clock, **words) as ready:
        made = Town(address, ready, clock)
        made.session.headers["Connection"] = "close"  # a refusal may leave one half read
        try:
            yield made
        finally:
            made.session.close()


def words_of(pushed: exchange.Pushed) -> list[str]:
    """Return verdicts as "accepted" or "rejected custody"."""
    return [f"{each.verdict} {each.code}".strip() for each in pushed.results]


def types(page: exchange.Pulled) -> list[str]:
    return [msgspec.json.decode(each.head)["type"] for each in page.events]
