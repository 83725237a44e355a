"""Systems of every kind behind a wire that fails by the byte, asked the same questions."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from typing_extensions import override

from desk.app import exchange
from desk.app.exchange import Told
from desk.app.ledger import CounterLedger, SnapshotLedger
from desk.domain.records import VN, Dossier
from desk.services import checking, targets
from desk.services.workplace import Workplace
from tests.dialects.desks import NAME, PROCEDURES, Desk
from tests.dialects.opencps_server import OpenCpsServer, opencps
from tests.dialects.portal_server import PortalServer, portal
from tests.flows import stage
from tests.kit import RESIDENCE, Clock, Counter, act, person, receive
from tests.sync.faults import Proxy, proxy

#: Of a dossier elsewhere: its national status, when it was received and when it is due.
Held = tuple[int, datetime | None, datetime | None]
_STATUSES = (
    *("", "new", "receiving", "denied", "processing", "waiting", "paying", "cancelling"),
    *("cancelled", "releasing", "done"),
)


def promised(dossier: Dossier) -> Held:
    return int(dossier.status), dossier.received_at, dossier.due_at


def at_portal(server: PortalServer, dossier: Dossier) -> Held | None:
    """Return what the portal has of a dossier."""
    held = server.held.get(dossier.code)
    if held is None:
        return None
    received, due = (
        datetime.strptime(held[name], "%Y%m%d%H%M%S").replace(tzinfo=VN)
        for name in ("NgayTiepNhan", "NgayHenTra")
    )
    return int(held["TrangThaiHoSo"]), received, due


def at_opencps(server: OpenCpsServer, dossier: Dossier) -> Held | None:
    """Return what the site has of a dossier."""
    held = server.dossiers.get(dossier.uid)
    if held is None:
        return None
    received, due = (
        datetime.fromtimestamp(int(held[name]) / 1000, VN) for name in ("receiveDate", "dueDate")
    )
    return _STATUSES.index(held["dossierStatus"]), received, due


class Peer(ABC):
    """A counter and one system, whose wire can be made to fail."""

    #: The ledger's method that writes down what the system has answered.
    settles: tuple[type, str] = (SnapshotLedger, "holds")

    def __init__(self, home: Path, stack: ExitStack) -> None:
        self.counter = Counter(home / "counter", clock=Clock()).make()
        self.stack = stack
        self.made = 0
        self._open = ExitStack()
        self.work: Workplace
        self.wire: Proxy
        self.reopen()
        stack.callback(self._open.close)

    def reopen(self) -> None:
        """End the program and start it again."""
        self._open.close()
        self.work = self._open.enter_context(self.counter.open())

    def receive(self) -> Dossier:
        self.made += 1
        return receive(self.work, RESIDENCE, submitter=person(f"Người Thứ {self.made}"))

    def once(self) -> Told:
        """Exchange, whatever comes of it; the numbers on the screen are true."""
        told = exchange.once(self.work)
        (status,) = targets.statuses(self.work)
        assert status.created == status.confirmed + status.waiting + status.attention
        assert (status.waiting, status.attention) == (told.waiting, told.attention)
        return told

    def heal(self) -> None:
        """Let the wire work again, and exchange until nothing waits."""
        self.wire.plan()
        for _ in range(4):
            told = self.once()
            assert told.errors == [], told
            if not told.waiting:
                return
        raise AssertionError

    def prove(self) -> None:
        verdict = checking.verify(self.work)
        assert verdict.ok, verdict.problems

    @abstractmethod
    def holds(self, dossier: Dossier) -> Held | None:
        """Return what the system has of a dossier."""

    def all_held(self, dossiers: Sequence[Dossier]) -> list[Held | None]:
        """Return what the system has of each dossier."""
        return [self.holds(each) for each in dossiers]

    @abstractmethod
    def count(self) -> int:
        """Return how many dossiers the system has."""

    @abstractmethod
    def refused(self) -> Dossier:
        """Make a dossier of which the system will not take the next step."""


class NativePeer(Peer):
    """Our own contract: the reference city."""

    settles = (CounterLedger, "settle")

    def __init__(self, home: Path, stack: ExitStack) -> None:
        super().__init__(home, stack)
        self.city = stage.City(home / "city", self.counter.clock)
        self.city.up()
        stack.callback(self.city.down)
        self.home = home
        self.wire = stack.enter_context(proxy(f"http://127.0.0.1:{self.city.port}"))
        exchange.connect(self.work, self.wire.url, self.city.code())

    @override
    def holds(self, dossier: Dossier) -> Held | None:
        return self.all_held([dossier])[0]

    @override
    def all_held(self, dossiers: Sequence[Dossier]) -> list[Held | None]:
        states = self.city.dossiers()  # read once: a campaign leaves thousands
        found = [states.get(each.uid) for each in dossiers]
        return [None if state is None else promised(state) for state in found]

    @override
    def count(self) -> int:
        return len(self.city.dossiers())

    @override
    def refused(self) -> Dossier:
        made = self.receive()
        self.once()
        with Counter(self.home / "other", slot=2, clock=self.counter.clock).make().open() as work:
            exchange.connect(work, f"http://127.0.0.1:{self.city.port}", self.city.code())
            exchange.once(work)
            act(work, made, "claim")
            exchange.once(work)
        return act(self.work, made, "finish")


class WholePeer(Peer):
    """A system that takes dossiers whole."""

    def __init__(self, home: Path, stack: ExitStack) -> None:
        super().__init__(home, stack)
        self.server: Any = stack.enter_context(self._serve())
        self.wire = stack.enter_context(proxy(self.server.url))
        Desk(self.work, self.server).add(self.wire.url)
        assert targets.names(self.work) == (NAME,)

    @abstractmethod
    def _serve(self) -> Any:
        """Return the running server."""

    @override
    def prove(self) -> None:
        super().prove()
        assert self.server.complaints == []


class PortalPeer(WholePeer):
    """The national portal's dialect."""

    @override
    def _serve(self) -> Any:
        return portal(dict(PROCEDURES))

    @override
    def holds(self, dossier: Dossier) -> Held | None:
        return at_portal(self.server, dossier)

    @override
    def count(self) -> int:
        return len(self.server.held)

    @override
    def refused(self) -> Dossier:
        made = self.receive()
        self.server.refused[made.code] = "SoDienThoai: không đúng"
        return made


class OpenCpsPeer(WholePeer):
    """OpenCPS' REST dialect."""

    @override
    def _serve(self) -> Any:
        return opencps()

    @override
    def holds(self, dossier: Dossier) -> Held | None:
        return at_opencps(self.server, dossier)

    @override
    def count(self) -> int:
        return len(self.server.dossiers)

    @override
    def refused(self) -> Dossier:
        made = self.receive()
        self.server.refused[made.submitter.name] = "applicantIdNo"
        return made


PEERS: dict[str, type[Peer]] = {
    "native": NativePeer,
    "portal": PortalPeer,
    "opencps": OpenCpsPeer,
}


@contextmanager
def peer(kind: str, home: Path) -> Iterator[Peer]:
    with ExitStack() as stack:
        yield PEERS[kind](home, stack)
