"""Counters of one ward that never hear of each other: no line, slip or paper number comes twice.

They lose power, are put back from copies, move to other machines and take other slots; the year
changes. Whatever was printed stays in people's hands, so nothing of it may ever come again.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import select
from typing_extensions import override

from desk.domain import counter_events as cev
from desk.domain import events as ev
from desk.domain.at_once import AtOnce, Item
from desk.models import log, numbers
from desk.models.tables import event
from desk.services import at_once, intake, setup, slots, workplace
from desk.services.workplace import Workplace
from desk.wire import sealed
from desk.wire.ids import new_uid
from tests.kit import (
    BIRTH,
    RESIDENCE,
    Clock,
    Counter,
    act,
    administrator,
    application,
    at,
    person,
    receive,
)

_COUNTERS = st.integers(0, 1)
_CERTIFIED = "2.000815"


@dataclass
class Place:
    """One counter, its machine, and the copies of its folder that lie about on it."""

    counter: Counter
    machine: str
    copies: list[Path] = field(default_factory=list)
    moves: int = 0

    @contextmanager
    def opened(self) -> Iterator[Workplace]:
        with pytest.MonkeyPatch.context() as patch:
            for room in (workplace, setup):
                patch.setattr(room, "machine_fingerprint", lambda: self.machine)
            with self.counter.open() as work:
                yield work


def last_number(work: Workplace, kind: str) -> str:
    """Return the number of the slip that the last event of a kind gave."""
    with work.database.read() as tx:
        of_kind = select(event).where(event.c.type == kind).order_by(event.c.id.desc()).limit(1)
        body = sealed.open_event(log.sealed_of(tx.execute(of_kind).one())).body
        assert isinstance(body, cev.TurnedAway | ev.Apologised)
        return body.number


class Ward(RuleBasedStateMachine):
    """Two counters of one ward, offline for good."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp(prefix="desk-"))
        self.clock = Clock(at("2026-12-28 08:30"))
        self.places = [self._place(slot) for slot in (1, 2)]
        self.free = [3, 4, 5, 6, 7, 8]
        self.printed: list[str] = []

    def _place(self, slot: int) -> Place:
        place = Place(Counter(self.home / str(slot), slot, clock=self.clock), f"{slot:016d}")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(setup, "machine_fingerprint", lambda: place.machine)
            place.counter.make()
        return place

    def _print(self, *told: str) -> None:
        self.printed += told

    @rule(which=_COUNTERS, count=st.integers(1, 2))
    def receive(self, which: int, count: int) -> None:
        with self.places[which].opened() as work:
            for _ in range(count):
                made = receive(work, BIRTH)
                year = made.book.partition("/")[2]
                number = numbers.in_book(made.book, made.line)
                line = f"line {made.book} {made.line}"
                self._print(made.code, made.barcode, line, f"receipt {number}/{year}")

    @rule(which=_COUNTERS, papers=st.integers(1, 3))
    def certify(self, which: int, papers: int) -> None:
        with self.places[which].opened() as work:
            items = tuple(Item(what="Bằng") for _ in range(papers))
            asked = AtOnce(
                uid=new_uid(work.now()), procedure=_CERTIFIED, person=person(), items=items
            )
            made = at_once.finish(work, asked, administrator(work)).dossier
            self._print(made.code, f"line {made.book} {made.line}")
            self._print(*(f"{each.register} {each.book} {each.line}" for each in made.register))

    @rule(which=_COUNTERS, kind=st.sampled_from(["refusal", "supplement"]))
    def slip_without_a_receipt(self, which: int, kind: str) -> None:
        with self.places[which].opened() as work:
            new = application(BIRTH)
            intake.turn_away(work, kind, new, administrator(work), reason="nhầm nơi", items=("a",))
            self._print(f"{kind} {last_number(work, 'TurnedAway')}/{work.now():%Y}")

    @rule(which=_COUNTERS)
    def apologise(self, which: int) -> None:
        with self.places[which].opened() as work:
            made = receive(work, RESIDENCE)
            self._print(made.code, f"line {made.book} {made.line}")
            due = made.due_at
            assert due is not None
            act(work, made, "apologise", reason="hỏng mạng", due=due + timedelta(days=7))
            self._print(f"apology {last_number(work, 'Apologised')}/{work.now():%Y}")

    @rule(which=_COUNTERS)
    def lose_power(self, which: int) -> None:
        with self.places[which].opened() as work:
            try:
                with work.database.write() as tx:
                    numbers.issue(tx, log.this_counter(tx), work.now().date(), work.witness)
                    raise InterruptedError
            except InterruptedError:
                pass

    @rule(which=_COUNTERS)
    def copy(self, which: int) -> None:
        place = self.places[which]
        name = self.home / f"copy-{which}-{len(place.copies)}-{place.moves}"
        place.copies.append(place.counter.copy_to(name))

    @rule(which=_COUNTERS, back=st.integers(0, 3))
    def restore(self, which: int, back: int) -> None:
        place = self.places[which]
        if place.copies:
            place.counter.put_back(place.copies[-1 - back % len(place.copies)])

    @rule(which=_COUNTERS)
    def move(self, which: int) -> None:
        """Take the newest data to a machine of its own; copies of the old one stay behind."""
        place = self.places[which]
        with place.opened():
            pass
        place.moves += 1
        place.machine = f"{which + 1}{place.moves:015d}"
        place.copies.clear()

    @rule(which=_COUNTERS)
    def take_another_slot(self, which: int) -> None:
        if self.free:
            with self.places[which].opened() as work:
                slots.change(work, administrator(work), self.free.pop(0))

    @rule(days=st.sampled_from([1, 5]))
    def days_pass(self, days: int) -> None:
        self.clock.pass_(days=days)

    @invariant()
    def nothing_is_printed_twice(self) -> None:
        assert len(set(self.printed)) == len(self.printed)

    @override
    def teardown(self) -> None:
        shutil.rmtree(self.home)


Ward.TestCase.settings = settings(max_examples=10, stateful_step_count=12, deadline=None)
TestWard = Ward.TestCase


@given(
    st.lists(
        st.tuples(st.integers(1, 8), st.integers(0, 1200), st.integers(1, 120_000)),
        min_size=2,
        max_size=2,
        unique=True,
    )
)
def test_two_lines_of_any_volumes_never_have_the_same_number(
    told: list[tuple[int, int, int]],
) -> None:
    one, two = (
        numbers.in_book(f"{slot}.{epoch}/2026" if epoch else f"{slot}/2026", line)
        for slot, epoch, line in told
    )
    assert one != two


def test_a_counter_of_many_epochs_numbers_apart_from_one_of_few() -> None:
    assert numbers.in_book("1.2/2026", 12_345) != numbers.in_book("1.21/2026", 2_345)
    assert numbers.in_book("1.2/2026", 1) == "9120001"
