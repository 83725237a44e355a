"""The parties of a history: a city (or hub) and counters, all on real databases, no wire between.

They are made once and copied for each history: making tables and keys is slow, copying is not.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from desk.app import city as city_room
from desk.city import enrol
from desk.city.digest import Forest
from desk.city.enrol import Caller
from desk.city.shelf import Shelf, shelf_of
from desk.city.store import Store
from desk.models import log
from desk.services import keys, slots, staff, targets
from desk.services.workplace import Workplace, open_workplace
from desk.wire import exchange as wire
from tests.flows.stage import COMMUNE, UNIT, WARD
from tests.kit import RESOURCES, Clock, Counter
from tests.sim.chance import seeded

CITY, HUB = "city", "hub"
MOST = 7  # counters of a ward that have joined; one slot is left
LATE, LEFT = "late", 8  # a PC that was set up with the first one's slot, and the slot it will get


@dataclass
class Town:
    """A city, or a ward's hub: what its addresses do, called directly."""

    name: str
    home: Path
    clock: Clock
    store: Store = field(init=False)
    forest: Forest = field(init=False)
    shelf: Shelf = field(init=False)

    def __post_init__(self) -> None:
        self.open()

    @property
    def address(self) -> str:
        return city_room.database_url(self.home, hub=self.name == HUB)

    def open(self) -> None:
        self.store = Store(self.address, self.clock(), hub=self.name == HUB)
        self.forest = Forest(self.store)
        shelf = shelf_of(self.address)
        assert shelf is not None
        self.shelf = shelf

    def caller(self, token: str) -> Caller:
        with self.store.read() as tx:
            return enrol.authenticate(tx, token)


class Machine(Counter):
    """A counter that stays open beyond a block."""

    def open_now(self) -> Workplace:
        return open_workplace(self.folder, self.witnesses, RESOURCES, self.clock, purpose="sim")


@dataclass
class Desk:
    """A counter that its people may close, and that may die."""

    counter: Machine
    opened: Workplace | None = None
    alive: bool = True  # False: its disk went to a museum, a copy of it goes on elsewhere

    @property
    def work(self) -> Workplace:
        assert self.opened is not None
        return self.opened

    def open(self) -> Workplace:
        self.opened = self.counter.open_now()
        return self.opened

    def close(self) -> None:
        if self.opened is not None:
            self.opened.close()
        self.opened = None

    def kill(self) -> None:
        """Let go of everything a dead process would have let go of, and write nothing."""
        assert self.opened is not None
        database = self.opened.database
        database._reader.dispose()  # noqa: SLF001 - nothing in the program ends without its closing
        if database._writer is not None:  # noqa: SLF001 - as above
            database._writer.dispose()  # noqa: SLF001 - as above
        if database._lock is not None:  # noqa: SLF001 - as above
            database._lock.release()  # noqa: SLF001 - as above
        self.opened = None


def join(desk: Desk, town: Town, slot: int = 0) -> None:
    """Enrol a counter, as `desk.app.exchange.connect` does over the wire; `slot` is a wish."""
    work = desk.work
    with work.database.read() as tx:
        me, by = log.this_counter(tx), staff.acting(tx)
    if slot:
        slots.require_free(work, by, slot)
        me = replace(me, slot=slot)
    signer = keys.signer(work)
    asked = wire.Enrol(
        code=enrol.enroll(town.address, UNIT, COMMUNE, WARD, now=town.clock()),
        device=me.device,
        commune=me.commune,
        unit=me.unit,
        slot=me.slot,
        name=me.label,
        keys=signer.public,
        proof=signer.sign(wire.possession(me.device, signer.public), wire.JOIN),
    )
    joined = enrol.join(town.store, asked, town.clock())
    if slot:
        slots.change(work, by, slot)
    targets.connect(
        work,
        by,
        name=town.name,
        url=f"http://127.0.0.1:9/{town.name}",
        token=joined.token,
        feed=joined.feed,
        theirs=joined.keys,
        issued=joined.certificate,
    )


@cache
def template(place: Path) -> Path:
    """Return a ward whose counters have joined a city and a hub, and have done nothing yet."""
    home = place / "template"
    clock = Clock()
    with seeded(0):
        towns = [Town(name, home / name, clock) for name in (CITY, HUB)]
        for slot in range(1, MOST + 1):
            machine = Machine(home / f"counter-{slot}", slot=slot, clock=clock)
            machine.make()
            desk = Desk(machine)
            desk.open()
            for town in towns:
                join(desk, town)
            desk.close()
        Machine(home / LATE, slot=1, clock=clock).make()
        for town in towns:
            town.store.close()
    return home


def copied(place: Path, home: Path, name: str) -> Path:
    """Copy one party of the template into a history's own folder."""
    shutil.copytree(template(place) / name, home / name)
    return home / name
