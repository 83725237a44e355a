"""A ward's weeks by chance, and what must hold after them whatever happened.

Counters receive and process, each on its own clock; they exchange with the city and, in some
wards, with a hub, over lines that lose, repeat, delay and cut; anybody dies between any two
statements; disks are put back to older copies, moved or cloned. The engine, the services and the
storage are the real ones. Then the weather clears, people decide what is theirs to decide, and
the ten invariants of the exchange are held.
"""

from __future__ import annotations

import contextlib
import io
import random
import shutil
import time
from collections import Counter as Tally
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final

from desk.app import courier
from desk.app.files import CounterFiles
from desk.app.ledger import CounterLedger
from desk.city import answers
from desk.city import courier as city_courier
from desk.domain.errors import ExchangeError, InputError, RuleError, StorageError
from desk.models.blobs import Blobs
from desk.services import keys, targets
from desk.services.attachments import File, Put, attach
from desk.sync.backoff import Backoff
from desk.sync.engine import Outcome, exchange_once
from desk.sync.files import Carrier
from desk.wire.files import GRAIN
from tests.flows.storm import _STEPS as STEPS
from tests.kit import COPIES, MONDAY, RESIDENCE, Clock, act, administrator, receive
from tests.sim.chance import seeded
from tests.sim.death import Died, Reaper, bury
from tests.sim.line import Line
from tests.sim.others import KINDS, NAME, Other, other
from tests.sim.parties import CITY, HUB, LATE, LEFT, MOST, Desk, Machine, Town, copied, join

PATIENCE_S: Final = 60.0
_RECENT: Final = 8  # dossiers that are worked on
_SIZES: Final = (1, 2, 2, 2, 3, 3, 4, MOST)
_FAR: Final = timedelta(days=300)  # calendars of three years are known
_FILES: Final = (40, 3_000, GRAIN, GRAIN + 10)  # bytes
_LATELY: Final = 0.08  # of the wards have one more PC, set up with a slot that is taken
_FATAL: Final = 90  # points: few steps come by more


def _on(_done: int, _total: int) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Paper:
    """What a citizen went home with."""

    code: str
    barcode: str
    book: str
    line: int


@dataclass
class Ward:
    """One history's parties, and what is remembered outside of all of them."""

    home: Path
    place: Path  # where the template is
    chance: random.Random
    reaper: Reaper
    clock: Clock = field(default_factory=Clock)
    towns: dict[str, Town] = field(default_factory=dict)
    desks: list[Desk] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    happened: Tally[str] = field(default_factory=Tally)
    lines: dict[tuple[int, str], Line] = field(default_factory=dict)
    backups: dict[str, list[Path]] = field(default_factory=dict)
    disasters: str = ""  # whose disks suffer: counters, city, or nobody's
    lost: set[str] = field(default_factory=set)  # codes that only a lost disk had
    cloned: bool = False
    late: Desk | None = None  # set up with a slot that another counter has; it joins some day
    doubled: set[str] = field(default_factory=set)  # codes that it gave out before
    other: Other | None = None  # a system that takes dossiers whole; the first counter tells it
    _stack: ExitStack = field(default_factory=ExitStack)

    # -- making and ending -----------------------------------------------------------------------

    def begin(self) -> None:
        """Copy the parties, and open them."""
        chance = self.chance
        for name in (CITY, *([HUB] if chance.random() < 0.3 else ())):
            self.towns[name] = Town(name, copied(self.place, self.home, name), self.clock)
        for slot in range(1, chance.choice(_SIZES) + 1):
            clock = Clock(MONDAY + timedelta(minutes=chance.randint(-30, 30)))
            desk = Desk(
                Machine(copied(self.place, self.home, f"counter-{slot}").parent, clock=clock)
            )
            desk.counter.home = self.home / f"counter-{slot}"
            desk.counter.slot = slot
            self.desks.append(desk)
            desk.open()
            if HUB not in self.towns:
                targets.remove(desk.work, administrator(desk.work), HUB)
        if chance.random() < _LATELY:
            self.late = Desk(Machine(copied(self.place, self.home, LATE), slot=1))
            self.desks.append(self.late)
            self.late.open()
        self.disasters = chance.choice(("", "counters", "city"))
        if chance.random() < 0.15:
            self.other = self._stack.enter_context(other(chance.choice(KINDS), chance))
            self.other.meet(self.desks[0])

    def end(self) -> None:
        """Close everything."""
        self._stack.close()
        for desk in self.desks:
            desk.close()
        for town in self.towns.values():
            town.store.close()

    # -- a step ----------------------------------------------------------------------------------

    def step(self) -> None:
        """Let something happen."""
        desk = self.chance.choice([each for each in self.desks if each.alive])
        for clock in (self.clock, desk.counter.clock):
            clock.pass_(seconds=self.chance.randint(1, 300))
        mortal = self.chance.random() < 0.12
        self.reaper.aim(self.chance.randint(1, _FATAL) if mortal else 0)
        try:
            self._live(desk)
        except Died as death:
            self._died(death)
        finally:
            self.reaper.aim(0)

    def _live(self, desk: Desk) -> None:
        steps: dict[Callable[[Desk], object], int] = {
            self._receive: 25,
            self._act: 25,
            self._attach: 4,
        }
        if self.strange(desk):
            steps[self._join] = 12
        else:
            steps |= {
                lambda each: self.decide(each, most=1): 6,
                self._carry: 6,
                self._exchange: 26,
                self._late: 2,
                self._turn_clock: 2,
                self._disaster: 4,
            }
        (step,) = self.chance.choices(list(steps), list(steps.values()))
        step(desk)

    def strange(self, desk: Desk) -> list[Town]:
        """Return the towns that a counter has still to join."""
        known = targets.names(desk.work)
        return [town for name, town in self.towns.items() if name not in known]

    def _join(self, desk: Desk) -> None:
        """Join with the slot that is left."""
        for town in self.strange(desk):
            try:
                join(desk, town, LEFT)
            except Died as death:
                if death.home != town.home:
                    raise
                self._town_died(town)
                return
        self.happened["late"] += 1

    def settle_in(self) -> None:
        """Let whoever has joined nobody yet do so at last."""
        if self.late is not None:
            self._join(self.late)

    def _exchange(self, desk: Desk) -> None:
        faults = self.chance.choice((0.0, 0.2, 0.5, 0.9))
        if self.other and self.chance.random() < 0.3:
            self.tell(self.chance.choice(self.tellers()), faults=faults)
        else:
            self.exchange(desk, self.chance.choice(list(self.towns)), faults=faults)

    def _late(self, _: Desk) -> None:
        for line in self.lines.values():
            line.deliver()

    def _receive(self, desk: Desk) -> None:
        doubled = bool(self.strange(desk))
        made = receive(desk.work, self.chance.choice((COPIES, RESIDENCE)))
        self.papers.append(Paper(made.code, made.barcode, made.book, made.line))
        if doubled:
            self.doubled |= {made.code, made.barcode}
        self.happened["receive"] += 1

    def _act(self, desk: Desk) -> None:
        found = desk.counter.rows("SELECT code FROM dossier ORDER BY id DESC LIMIT ?", _RECENT)
        weights = [weight for _, _, weight in STEPS]
        ((action, details, _),) = self.chance.choices(STEPS, weights)
        if found:
            (code,) = self.chance.choice(found)
            # Else it is the wrong moment for this step, or another counter's dossier.
            with contextlib.suppress(RuleError, InputError):
                act(desk.work, code, action, **details)
                self.happened[action] += 1

    def _attach(self, desk: Desk) -> None:
        found = desk.counter.rows("SELECT code FROM dossier ORDER BY id DESC LIMIT ?", _RECENT)
        if not found:
            return
        (code,) = self.chance.choice(found)
        data = self.chance.randbytes(self.chance.choice(_FILES))
        kept = Blobs(desk.work.database.folder).put(io.BytesIO(data))
        file = File(sha=kept.sha, size=kept.size, media="application/pdf", pages=1)
        with contextlib.suppress(RuleError, InputError):  # a dossier that was struck out
            attach(desk.work, code, Put(file=file), administrator(desk.work))
            self.happened["file"] += 1

    def decide(self, desk: Desk, most: int = 1000) -> int:
        """Let a leader decide about what needs one; return how much that was."""
        asked = {each.dossier for each in targets.attentions(desk.work) if each.dossier}
        done = 0
        for uid in sorted(asked)[:most]:
            with contextlib.suppress(RuleError, InputError):
                act(desk.work, uid, "resolve", reason="đã hỏi quầy bạn")
                done += 1
        return done

    def _turn_clock(self, desk: Desk) -> None:
        jump = self.chance.choice((-400, -30, -1, 1, 1, 2, 400))
        clock = desk.counter.clock
        clock.now = min(max(clock.now + timedelta(days=jump), MONDAY - _FAR), MONDAY + _FAR)
        self.happened["clock"] += 1

    # -- exchanging ------------------------------------------------------------------------------

    def line(self, desk: Desk, name: str) -> Line:
        """Return the line between a counter and a town, with the counter's present token."""
        key = self.desks.index(desk), name
        if key not in self.lines:
            self.lines[key] = Line(self.towns[name], "", self.chance, self._town_died)
        self.lines[key].token = keys.token(desk.work, name)
        return self.lines[key]

    def exchange(self, desk: Desk, name: str, *, faults: float) -> Outcome:
        """Exchange once; whatever became of it, every event is accounted for."""
        line = self.line(desk, name)
        line.faults = faults
        outcome = exchange_once(
            CounterLedger(desk.work),
            line,
            name,
            desk.counter.clock,
            everything=True,
            deadline=time.monotonic() + PATIENCE_S,
            backoff=Backoff(self.chance.random),
            followers=(Carrier(CounterFiles(desk.work), desk.counter.clock, slice_s=None),),
        )
        line.faults = 0.0
        self.happened[outcome.error or "exchange"] += 1
        self.account(desk)
        return outcome

    def tellers(self) -> list[Desk]:
        """Return the counters that speak with the other system: the first one, and its copy."""
        return [desk for desk in self.desks if NAME in targets.names(desk.work)]

    def tell(self, desk: Desk, *, faults: float) -> Outcome:
        """Let a counter tell the other system."""
        assert self.other is not None
        outcome = self.other.exchange(desk, faults=faults)
        self.happened[f"{self.other.kind} {outcome.error or 'exchange'}"] += 1
        self.account(desk)
        return outcome

    # -- the stick -------------------------------------------------------------------------------

    def _carry(self, desk: Desk) -> None:
        """Take the next step with the ward's stick, whatever is on it; it may suffer on the way."""
        stick, town = self.home / "stick", self.towns[CITY]
        stick.mkdir(exist_ok=True)
        steps: tuple[Callable[[], object], ...] = (
            lambda: courier.write(desk.work, stick, _on),
            lambda: city_courier.read(town.store, stick, self.clock(), _on, shelf=town.shelf),
            lambda: answers.write(town.store, stick, self.clock(), _on, shelf=town.shelf),
            lambda: courier.read(desk.work, stick, _on),
        )
        step = self.chance.choice(steps)
        journey = steps if self.chance.random() < 0.6 else (step,)
        for each in journey:
            if self.chance.random() < 0.15:
                self._harm(stick)
            try:
                each()
                self.happened["stick"] += 1
            except (ExchangeError, StorageError) as refused:
                self.happened[f"stick {refused.code}"] += 1
            except Died as death:
                if death.home != town.home:
                    raise
                self._town_died(town)
        self.account(desk)

    def _harm(self, stick: Path) -> None:
        """Lose a file of the stick, its end or a bit of it; or find an old stick again."""
        files = sorted(each for each in stick.rglob("*") if each.is_file())
        kept = stick.with_name("old-stick")
        how = self.chance.choice(("lose", "cut", "flip", "keep", "find"))
        if how == "keep":
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(stick, kept)
        elif how == "find" and kept.exists():
            shutil.rmtree(stick)
            shutil.copytree(kept, stick)
        elif files:
            file = self.chance.choice(files)
            data = bytearray(file.read_bytes())
            if how == "lose" or not data:
                file.unlink()
                return
            at = self.chance.randrange(len(data))
            if how == "flip":
                data[at] ^= 1 << self.chance.randrange(8)
            file.write_bytes(data if how == "flip" else data[:at])

    def account(self, desk: Desk) -> None:
        """Hold that created = confirmed + waiting + needs a person, for each target."""
        for status in targets.statuses(desk.work):
            sum_ = status.confirmed + status.waiting + status.attention
            assert status.created == sum_, (status.name, status)

    # -- deaths and disasters --------------------------------------------------------------------

    def _died(self, death: Died) -> None:
        """Open a counter again that died, on the disk that it left."""
        (desk,) = [each for each in self.desks if each.counter.home == death.home]
        self.reaper.aim(0)
        desk.kill()
        bury(death.home)
        desk.open()
        self.happened["death"] += 1

    def _town_died(self, town: Town) -> None:
        self.reaper.aim(0)
        town.store.close()
        bury(town.home)
        town.open()
        self.happened["town death"] += 1

    def _disaster(self, desk: Desk) -> None:
        kinds: dict[str, list[Callable[[Desk], None]]] = {
            "": [self._cut],
            "counters": [self._back_up, self._restore, self._move, self._clone, self._cut],
            "city": [self._back_up_city, self._restore_city, self._cut],
        }
        self.reaper.aim(0)
        self.chance.choice(kinds[self.disasters])(desk)

    def _cut(self, desk: Desk) -> None:
        """Cut a line for good, or mend it: weeks offline."""
        line = self.line(desk, CITY)
        line.down = not line.down
        self.happened["cut"] += 1

    def _copy(self, home: Path, name: str) -> Path:
        place = self.home / "copies" / f"{name}-{sum(map(len, self.backups.values()))}"
        shutil.copytree(home, place)
        self.backups.setdefault(name, []).append(place)
        return place

    def _back_up(self, desk: Desk) -> None:
        desk.close()
        self._copy(desk.counter.folder, desk.counter.home.name)
        desk.open()
        self.happened["backup"] += 1

    def _restore(self, desk: Desk) -> None:
        copies = self.backups.get(desk.counter.home.name)
        if not copies:
            return
        desk.close()
        self._mourn(desk)
        desk.counter.put_back(self.chance.choice(copies))
        desk.open()
        self.happened["restore"] += 1

    def _mourn(self, desk: Desk) -> None:
        """Remember the receipts that nobody else has when a disk is lost."""
        query = (
            "SELECT dossier.code FROM dossier JOIN event ON event.dossier_id = dossier.id "
            "JOIN delivered ON delivered.event_id = event.id WHERE event.type = 'Received'"
        )
        told = {code for (code,) in desk.counter.rows(query)}
        here = {code for (code,) in desk.counter.rows("SELECT code FROM dossier")}
        self.lost |= here - told

    def _move(self, desk: Desk) -> None:
        """Put the disk into another machine: its witness and its keys stay behind.

        Not that of a machine with a twin: each of them would void the other's new key.
        """
        if self.cloned:
            return
        desk.close()
        shutil.rmtree(desk.counter.witnesses)
        desk.open()
        for town in self.towns.values():
            join(desk, town)
        if self.other is not None and desk is self.desks[0]:
            self.other.meet(desk)  # its password stayed behind, too
        self.happened["move"] += 1

    def _clone(self, desk: Desk) -> None:
        if self.cloned or self.happened["move"]:
            return
        desk.close()
        home = self.home / f"{desk.counter.home.name}-clone"
        shutil.copytree(desk.counter.home, home)
        clock = Clock(desk.counter.clock.now)
        twin = Desk(Machine(home, slot=desk.counter.slot, clock=clock))
        self.desks.append(twin)
        for each in (desk, twin):
            each.open()
        self.cloned = True
        self.happened["clone"] += 1

    def _back_up_city(self, _: Desk) -> None:
        town = self.chance.choice(list(self.towns.values()))
        town.store.close()
        self._copy(town.home, town.name)
        town.open()
        self.happened["town backup"] += 1

    def _restore_city(self, _: Desk) -> None:
        town = self.chance.choice(list(self.towns.values()))
        copies = self.backups.get(town.name)
        if not copies:
            return
        town.store.close()
        shutil.rmtree(town.home)
        shutil.copytree(self.chance.choice(copies), town.home)
        town.open()
        if self.late is not None and not self.strange(self.late):
            join(self.late, town)  # it may have come after that copy
        self.happened["town restore"] += 1


@contextlib.contextmanager
def ward(seed: int, home: Path, place: Path) -> Iterator[Ward]:
    """Begin a history in an empty folder."""
    with ExitStack() as stack:
        chance = stack.enter_context(seeded(seed))
        reaper = Reaper(home)
        made = Ward(home, place, chance, reaper)
        stack.callback(made.end)
        made.begin()
        stack.enter_context(reaper)
        yield made
