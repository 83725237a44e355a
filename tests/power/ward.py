"""A counter, its city and a stick between them on one disk: what the power is cut in midst of."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import pytest
import requests

from desk.app import city as city_room
from desk.app import courier, exchange
from desk.app import stock as stock_room
from desk.city import answers, enrol, shelf, stock
from desk.city import courier as city_courier
from desk.city.digest import Forest
from desk.city.revoke import revoke
from desk.city.store import Store
from desk.models.stock import SHAPE
from desk.wire import stick
from desk.wire.signing import Signed
from tests.flows.papers import attach, noise
from tests.flows.stage import UNIT, City, Desk
from tests.kit import RESIDENCE, Counter, act, receive
from tests.power import workflows
from tests.power.disk import Disk, Recorder
from tests.scanning.files import pdf

#: What only ever grows at a city: whoever was answered upon it finds it for ever.
GROWS: Final = {
    "event": "hex(hash) FROM event",
    "counts": "position || ' ' || hex(hash) FROM event WHERE position IS NOT NULL",
    "dossier": "code FROM dossier",
    "number": "number || ' ' || hex(dossier) FROM number",
    "code": "hex(digest) FROM enrolment",
    "counter": "hex(uid) || ' ' || hex(token) || ' ' || ifnull(hex(key), '') FROM device",
    "revoked": "hex(uid) FROM device WHERE revoked IS NOT NULL",
    "slot": "commune || ' ' || slot || ' ' || device_id FROM lease",
    "edition": "serial || ' ' || text FROM edition",
}
FEWEST: Final = 3  # events of which a stock is made
LARGE: Final = noise(3 * 64 * 1024 + 1)  # a file of several pieces


def on(_done: int, _whole: int) -> bool:
    return True


@dataclass
class Ward:
    """The three of them, each in its folder."""

    root: Path
    desk: Desk
    recorder: Recorder
    given: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def at(cls, root: Path, made: Counter, recorder: Recorder | None = None) -> Ward:
        """Name the folders of a ward whose counter was made elsewhere, or left on a disk."""
        counter = replace(made, home=root / "counter", clock=replace(made.clock))
        city = City(root / "city", counter.clock)
        return cls(root, Desk(counter, city), recorder or Recorder(root))

    def left(self, root: Path) -> Ward:
        """Return the same ward on a disk that was left, when power is back."""
        found = Ward.at(root, self.desk.counter)
        found.city.port = self.city.port
        found.desk.counter.clock.pass_(minutes=1)
        return found

    @property
    def city(self) -> City:
        return self.desk.city

    @property
    def usb(self) -> Path:
        return self.root / "usb"

    def done(self) -> None:
        """Tell people that it is done: from here on it holds."""
        self.recorder.ack(promises(self.root))

    @contextmanager
    def open(self, *, served: bool = True) -> Iterator[Desk]:
        """Let people work at the counter, while the city serves."""
        try:
            if served:
                self.city.up()
            self.desk.open()
            yield self.desk
        finally:
            self.desk.close()
            self.city.down()

    @contextmanager
    def store(self) -> Iterator[Store]:
        store = Store(self.city.address, self.city.clock())
        try:
            yield store
        finally:
            store.close()

    # -- what they do ----------------------------------------------------------------------------

    def exchange(self) -> None:
        with self.open() as desk, _heard(self):
            assert exchange.once(desk.work).errors == []
        self.done()

    def write(self) -> None:
        with self.open(served=False) as desk:
            courier.write(desk.work, self.usb, on, limit=1)

    def city_reads(self) -> None:
        place = shelf.shelf_of(self.city.address)
        with self.store() as store:
            told = city_courier.read(store, self.usb, self.city.clock(), on, shelf=place)
        assert [each.error for each in told if each.error] == []

    def city_writes(self) -> None:
        place = shelf.shelf_of(self.city.address)
        with self.store() as store:
            answers.write(store, self.usb, self.city.clock(), on, shelf=place, limit=1)

    def read(self) -> str:
        with self.open(served=False) as desk:
            return courier.read(desk.work, self.usb, on).agreed

    def revoke(self, *, lift: bool = False) -> None:
        revoke(self.city.address, self.city.clock(), slot=1, lift=lift)

    def stock(self, store: Store) -> Signed | None:
        """Return what a new counter is offered; what is missing is being made meanwhile."""
        with store.read() as tx:
            caller = enrol.caller_by_id(tx, 2)
        place = self.city.home / "city-files" / "stock"
        stocks = stock.Stocks(store, Forest(store), place, stock_room.making(FEWEST))
        stocks.offer(caller, SHAPE)
        stocks.settle()
        offered = stocks.offer(caller, SHAPE)
        stocks.settle()
        return offered


@contextmanager
def _heard(ward: Ward) -> Iterator[None]:
    """Hold the city to each of its answers, from when the counter has heard it."""
    real = requests.Session.send

    def send(*words: Any, **more: Any) -> requests.Response:
        answer = real(*words, **more)
        ward.done()
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(requests.Session, "send", send)
        yield


# -- what is promised --------------------------------------------------------------------------


def promises(root: Path) -> frozenset[tuple[str, str]]:
    """Return everything that the counter and the city say they have, and what the stick shows."""
    found = {(f"counter's {kind}", what) for kind, what in workflows.promises(root / "counter")}
    with closing(sqlite3.connect(f"{_database(root).as_uri()}?mode=ro", uri=True)) as link:
        for name, what in GROWS.items():
            found |= {(name, str(key)) for (key,) in link.execute(f"SELECT {what}")}
    place = root / "city" / "city-files"
    found |= {("file", each.parent.name + each.name) for each in place.glob("??/*")}
    found |= {("piece", f"{each.parent.name} {each.name}") for each in place.glob("new/*/*")}
    found |= {("bundle", f"{each.listing.number:020}") for each in stick.look(root / "usb")[0]}
    return frozenset(found)


def _database(root: Path) -> Path:
    return root / "city" / "city.db"


# -- the workflows -----------------------------------------------------------------------------

Do = Callable[[Ward], object]


@dataclass(frozen=True)
class Workflow:
    """What was before (not recorded), and what the power is cut in."""

    do: Do
    before: Do = lambda _: None
    joined: bool = True  # before it begins
    stick: bool = False


def _then(*steps: Do) -> Do:
    """Do one thing after the other, and tell that it is done."""

    def all_(ward: Ward) -> None:
        for step in steps:
            step(ward)
        ward.done()

    return all_


def _start(ward: Ward) -> None:
    ward.city.up()
    ward.city.code()
    ward.done()
    ward.city.down()


def _join(ward: Ward) -> None:
    with ward.open() as desk, _heard(ward):
        desk.connect()
    ward.done()


def _work(ward: Ward) -> None:
    with ward.open(served=False) as desk:
        for action in ("claim", "finish"):
            act(desk.work, receive(desk.work, RESIDENCE), action)


def _work_with_file(ward: Ward) -> None:
    with ward.open(served=False) as desk:
        attach(desk, receive(desk.work, RESIDENCE), LARGE)


def _filed(ward: Ward) -> None:
    for _ in range(3):
        ward.city.file()


def _file_online(ward: Ward) -> None:
    scan = ward.root.parent / "scan.pdf"
    scan.write_bytes(pdf("một trang"))
    given = {
        "unit": UNIT,
        "procedure": RESIDENCE,
        "applicant": {"name": "Trần Văn Trực Tuyến", "personal_id": "001099000002"},
        "documents": [{"name": "Tờ khai", "copy": 1, "file": scan.name}],
    }
    city_room.file_online(ward.city.address, given, beside=scan.parent, clock=ward.city.clock)


def _publish(ward: Ward) -> None:
    units = {"version": "7", "units": [{"code": UNIT, "name": "Phường Thử Nghiệm Mới"}]}
    clock = ward.city.clock
    city_room.publish(ward.city.address, "units", units, "2026-11-23", clock=clock)


def _stock(ward: Ward) -> None:
    with ward.store() as store:
        assert ward.stock(store) is not None


def _stock_anew(ward: Ward) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stock, "BEHIND", 1)
        _stock(ward)


def _later(ward: Ward) -> None:
    ward.desk.counter.clock.pass_(minutes=1)


_EXCHANGE, _WRITE = Ward.exchange, Ward.write
_CARRIED: Final = (_work_with_file, _filed, _WRITE, _later)
_ANSWERED: Final = (*_CARRIED, Ward.city_reads, _later)

WORKFLOWS: Final[dict[str, Workflow]] = {
    "starting a city": Workflow(_start, joined=False),
    "joining it": Workflow(_join, _start, joined=False),
    "taking in a push": Workflow(_EXCHANGE, _work),
    "giving a page": Workflow(_EXCHANGE, _then(_EXCHANGE, _filed)),
    "filing online": Workflow(_then(_file_online, _filed)),
    "keeping a file": Workflow(_EXCHANGE, _work_with_file),
    "publishing": Workflow(_then(_publish)),
    "revoking": Workflow(_then(Ward.revoke)),
    "making a stock": Workflow(_then(_stock), _then(_work, _EXCHANGE)),
    "making a stock anew": Workflow(
        _then(_stock_anew), _then(_work, _EXCHANGE, _stock, _work, _EXCHANGE)
    ),
    "writing a stick": Workflow(_then(_WRITE), _then(*_CARRIED, _work), stick=True),
    "the city reads it": Workflow(_then(Ward.city_reads), _then(*_CARRIED), stick=True),
    "the city answers": Workflow(_then(Ward.city_writes), _then(*_ANSWERED), stick=True),
    "reading the answer": Workflow(
        _then(Ward.read), _then(*_ANSWERED, Ward.city_writes), stick=True
    ),
}


def recorded(name: str, made: Counter, place: Path) -> tuple[Disk, Ward]:
    """Do a workflow in a ward on a disk that remembers; return how the disk was before."""
    flow = WORKFLOWS[name]
    ward = Ward.at(place / "afoot", made)
    ward.usb.mkdir(parents=True)
    shutil.copytree(made.home, ward.desk.counter.home)
    if flow.joined:
        _join(ward)
    flow.before(ward)
    ward.recorder.acks.clear()
    if flow.stick:
        ward.done()
    before = Disk.of(ward.root)
    with ward.recorder.recording():
        flow.do(ward)
    return before, ward
