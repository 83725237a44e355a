"""Counters, a city and a bad wire, by chance: in the end everybody holds the same dossiers.

The wire is a call that may fail before or after it had its effect; the city is the real one, on
a real database. Each history is told by its seed, so a failing one can be told again.
"""

from __future__ import annotations

import random
import shutil
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Row, func, select
from typing_extensions import override

from desk.city import chain, enrol
from desk.city import pull as feed
from desk.city.digest import Forest
from desk.city.push import push
from desk.city.remind import remind
from desk.city.store import Store, identity
from desk.city.stories import stories
from desk.city.tables import event
from desk.domain import events as ev
from desk.domain.records import Status
from desk.sync.engine import exchange_once
from desk.sync.errors import CityUnreachableError
from desk.sync.ports import Adapter, Batch, Reminder, Standing
from desk.sync.verify import same
from desk.wire import exchange
from tests.city.town import NOW, Machine
from tests.sync.faults import patience
from tests.sync.memory import ATTENTION, MemoryLedger

UNIT, COMMUNE = "H26.1.1", "00001"
COUNTERS = 3
STEPS = 70
QUIET = 12  # rounds after which everybody must agree


@dataclass
class City:
    """The city's database, which may be put back to an earlier copy of itself."""

    file: Path
    store: Store = field(init=False)
    forest: Forest = field(init=False)

    def __post_init__(self) -> None:
        self.open()

    @property
    def address(self) -> str:
        return f"sqlite:///{self.file}"

    def open(self) -> None:
        self.store = Store(self.address, NOW)
        self.forest = Forest(self.store)

    def back_up(self) -> None:
        self.store.close()
        shutil.copy(self.file, self.file.with_suffix(".bak"))
        self.open()

    def restore(self) -> None:
        if self.file.with_suffix(".bak").exists():
            self.store.close()
            shutil.copy(self.file.with_suffix(".bak"), self.file)
            self.open()


@dataclass
class Wire(Adapter):
    """Calls the city directly; at times the call, and at times the answer, is lost."""

    city: City
    token: str
    chance: random.Random
    faults: float = 0.0

    def _lost(self) -> None:
        if self.chance.random() < self.faults:
            raise CityUnreachableError

    def _caller(self) -> enrol.Caller:
        self._lost()
        with self.city.store.read() as tx:
            return enrol.authenticate(tx, self.token)

    @override
    def push(self, batch: Batch, *, until: float) -> exchange.Pushed:
        del until
        events = [exchange.to_wire(each) for each in batch.events]
        message = exchange.Push(device=batch.device, epoch=batch.epoch, events=events)
        answer = push(self.city.store, self._caller(), message, NOW)
        self._lost()
        return answer

    @override
    def remind(self, reminder: Reminder, *, until: float) -> exchange.Reminded:
        del until
        message = exchange.Remind(events=[exchange.to_wire(each) for each in reminder.events])
        answer = remind(self.city.store, self._caller(), message, NOW)
        self._lost()
        return answer

    @override
    def pull(self, after: str, epoch: int, *, until: float) -> exchange.Pulled:
        del until
        caller = self._caller()
        answer = feed.pull(
            *(self.city.store, caller, after, 7, epoch),
            ending=lambda tx, us, _: self._ending(tx, us, caller),
        )
        self._lost()
        return answer

    def _ending(self, tx: Connection, us: Row[Any], caller: enrol.Caller) -> exchange.Ending:
        count, root = self.city.forest.root(tx, caller.unit_id, us)
        held = chain.held(tx, caller.id)
        return exchange.Ending(count=count, root=root, time=NOW, held=held)

    @override
    def digests(self, places: Sequence[str], *, until: float) -> list[exchange.Digest]:
        del until
        return self.city.forest.digests(self._caller().unit_id, places)

    @override
    def state(self, told: exchange.Stated, *, until: float) -> None:
        raise NotImplementedError

    @override
    def stories(self, uids: Sequence[str], *, until: float) -> exchange.Stories:
        del until
        answer = stories(self.city.store, self._caller(), exchange.Dossiers(uids=list(uids)))
        self._lost()
        return answer

    @override
    def standing(self, *, until: float) -> Standing:
        del until
        caller = self._caller()
        with self.city.store.read() as tx:
            now_feed, held = identity(tx).feed, chain.held(tx, caller.id)
        return Standing(
            feed=now_feed, unit=UNIT, count=0, root="", time=NOW, held=held, reminders=True
        )

    @override
    def close(self) -> None:
        pass


class History:
    """A ward's day by chance."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - told again by its seed
        self.city = City(folder / "city.db")
        self.ledgers: list[MemoryLedger] = []
        self.wires: list[Wire] = []
        for slot in range(1, COUNTERS + 1):
            machine = Machine(UNIT, COMMUNE, slot, device=f"device-{slot}", new_uid=self.uid)
            code = enrol.enroll(self.city.address, UNIT, now=NOW)
            asked = exchange.Enrol(
                code=code, device=machine.device, commune=COMMUNE, unit=UNIT, slot=slot, name="x"
            )
            joined = enrol.join(self.city.store, asked, NOW)
            self.ledgers.append(MemoryLedger(machine, feed=joined.feed))
            self.wires.append(Wire(self.city, joined.token, self.chance))

    def uid(self) -> str:
        return str(uuid.UUID(int=self.chance.getrandbits(128), version=4))

    def step(self) -> None:
        ledger = self.chance.choice(self.ledgers)
        what = self.chance.random()
        if what < 0.2:
            ledger.machine.receive()
        elif what < 0.65:
            self.act(ledger)
        elif what < 0.97:
            self.exchange(ledger, faults=0.25)
        else:
            self.chance.choice((self.city.back_up, self.city.restore))()

    def act(self, ledger: MemoryLedger) -> None:
        """Do what the counter's own program would allow, knowing what it knows."""
        machine = ledger.machine
        known = sorted((s for s in machine.dossiers.values() if s.is_open), key=lambda s: s.code)
        if not known:
            return
        state = self.chance.choice(known)
        free: list[ev.Body] = [
            ev.Noted(text="…"),
            ev.Corrected(
                reason="…", changes=(ev.Change(field="note", before="", after=str(machine.seq)),)
            ),
            ev.Claimed(assignee="x", holder_name=f"Quầy {machine.slot}"),
        ]
        to = self.chance.choice(self.ledgers).machine
        held: list[ev.Body] = [
            ev.Forwarded(to="x", to_device=to.device),
            ev.Voided(reason="…"),
            ev.Apologised(number="1", reason="…", due_at=NOW, asked_at=NOW),
        ]
        if state.status is Status.DONE:
            held.append(ev.Returned(to="x", returned_at=NOW))
        else:
            held.append(ev.Finished(finished_at=NOW))
        choices = free + (held if state.holder == machine.device else [])
        machine.write(self.chance.choice(choices), state.uid)

    def exchange(self, ledger: MemoryLedger, *, faults: float) -> None:
        wire = self.wires[self.ledgers.index(ledger)]
        wire.faults = faults
        exchange_once(ledger, wire, "city", lambda: NOW, everything=True, deadline=patience(60))
        wire.faults = 0.0

    def settle(self) -> None:
        """Heal the wire; whoever is refused or held resolves it; until nothing is left to say."""
        for _ in range(QUIET):
            for ledger in [*self.ledgers, *self.ledgers]:  # the first one hears the last one too
                self.exchange(ledger, faults=0.0)
            if not sum(self.resolve(ledger) for ledger in self.ledgers):
                return
        pytest.fail("no rest")

    def resolve(self, ledger: MemoryLedger) -> bool:
        """Let a leader resolve everything that needs a person; True if anything was done."""
        machine = ledger.machine
        dropped = {
            uid
            for made in machine.events
            if isinstance(made.body, ev.Resolved)
            for uid in made.body.drop
        }
        waiting: dict[str, list[str]] = {}
        for made in machine.events:
            stands = ledger.states.get(made.uid) == ATTENTION and made.uid not in dropped
            if stands and not isinstance(made.body, ev.Resolved):
                waiting.setdefault(made.dossier, []).append(made.uid)
        states = ledger.dossiers()
        for dossier, uids in waiting.items():
            machine.dossiers[dossier] = states[dossier]
            machine.write(ev.Resolved(text="…", drop=tuple(uids)), dossier, custody=0)
        return bool(waiting) or ledger.counts("city")[0] > 0

    def prove(self) -> None:
        for ledger, wire in zip(self.ledgers, self.wires, strict=True):
            found = same(ledger, wire)
            assert found.equal, found
        with self.city.store.read() as tx:
            counted = func.count(event.c.position), func.max(event.c.position)
            many, highest = tx.execute(select(*counted)).one()
            assert many == highest  # the feed has no hole
            kept = tx.execute(select(func.count()).select_from(event)).scalar_one()
        assert kept == sum(len(ledger.machine.events) for ledger in self.ledgers)
        numbers = [s.code for s in self.ledgers[0].dossiers().values()]
        assert len(numbers) == len(set(numbers))


@pytest.fixture
def histories(tmp_path: Path) -> Iterator[list[History]]:
    made: list[History] = []
    yield made
    for each in made:
        each.city.store.close()
    del tmp_path


@pytest.mark.parametrize("seed", range(8))
def test_everybody_agrees_in_the_end(seed: int, tmp_path: Path, histories: list[History]) -> None:
    history = History(seed, tmp_path)
    histories.append(history)
    for _ in range(STEPS):
        history.step()
    history.settle()
    history.prove()


def test_the_histories_are_worth_telling(tmp_path: Path, histories: list[History]) -> None:
    """Among them are refusals, waiting events, lost answers and restored cities."""
    seen: set[str] = set()
    feeds = 0
    for seed in (0, 3, 7):
        history = History(seed, tmp_path / str(seed))
        histories.append(history)
        for _ in range(STEPS):
            history.step()
        history.settle()
        for ledger in history.ledgers:
            seen.update(ledger.reasons.values())
            seen.update(error for error, _ in ledger.answers)
            feeds += len(ledger.feeds)
    assert {"custody", "not-holder", "ended", "held", "early"} <= seen
    assert "CityUnreachableError" in seen
    assert feeds
