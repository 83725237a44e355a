"""Whatever happens to a counter's folder, no code, barcode or line of a book is printed twice."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from typing_extensions import override

from desk.models import log, numbers
from desk.models.numbers import Outcome
from desk.services import checking, outbox, setup, workplace
from desk.services.workplace import Workplace
from tests.kit import MONDAY, Clock, Counter, act, receive

MACHINES = ("a" * 16, "b" * 16)


class Desk(RuleBasedStateMachine):
    """A counter that crashes, is restored from copies of its machine, and moves between two."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp(prefix="desk-"))
        self.machine = MACHINES[0]
        with self.here():
            self.counter = Counter(self.home, clock=Clock(MONDAY)).make()
        self.copies: list[Path] = []
        self.made = 0
        self.printed: list[str] = []
        self.slips: list[str] = []

    @contextmanager
    def here(self) -> Iterator[None]:
        """Be on the machine that the counter is on."""
        with pytest.MonkeyPatch.context() as patch:
            for room in (workplace, setup):
                patch.setattr(room, "machine_fingerprint", lambda: self.machine)
            yield

    @contextmanager
    def opened(self) -> Iterator[Workplace]:
        with self.here(), self.counter.open() as work:
            yield work

    @rule(count=st.integers(1, 3), back=st.sampled_from([0, 0, 0, 1, 40]))
    def receive(self, count: int, back: int) -> None:
        with self.opened() as work:
            for _ in range(count):
                made = receive(work, received_at=work.now() - timedelta(days=back))
                self.printed += [made.code, made.barcode, f"{made.book} {made.line}"]

    @rule()
    def refuse(self) -> None:
        with self.opened() as work:
            made = act(work, receive(work), "reject", reason="nhầm nơi")
            self.printed += [made.code, f"{made.book} {made.line}"]
            self.slips.append(f"{made.refusal_number}/{work.now():%Y}")

    @rule(back=st.sampled_from([0, 0, 1]))
    def crash(self, back: int) -> None:
        with self.opened() as work:
            day = (work.now() - timedelta(days=back)).date()
            try:
                with work.database.write() as tx:
                    numbers.issue(tx, log.this_counter(tx), day, work.witness)
                    raise InterruptedError
            except InterruptedError:
                pass

    @rule()
    def a_day_passes(self) -> None:
        self.counter.clock.pass_(days=1)

    @rule()
    def copy(self) -> None:
        self.made += 1
        self.copies.append(self.counter.copy_to(self.home / f"copy-{self.made}"))

    @precondition(lambda self: self.copies)
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        self.counter.put_back(data.draw(st.sampled_from(self.copies)))
        with self.opened():
            pass  # the log tells how far it had come, though no number may be missing

    @rule()
    def move(self) -> None:
        """Take the newest data to the other machine; copies of the old one stay behind."""
        with self.opened():
            pass
        self.machine = MACHINES[self.machine == MACHINES[0]]
        self.copies.clear()

    @rule()
    def the_city_hears(self) -> None:
        with self.opened() as work, work.database.write() as tx:
            heard = tx.exec_driver_sql("SELECT id FROM event ORDER BY id DESC LIMIT 200")
            ids = list(heard.scalars())
            outbox._end_takeover(tx, ids, work.now())  # noqa: SLF001 - what an answer does here

    @invariant()
    def nothing_is_printed_twice(self) -> None:
        for printed in (self.printed, self.slips):
            assert len(set(printed)) == len(printed)

    @override
    def teardown(self) -> None:
        with self.opened() as work:
            assert checking.verify(work).problems == ()
        with self.opened() as work:
            assert work.outcome == Outcome()  # opening alone begins nothing
        shutil.rmtree(self.home)


Desk.TestCase.settings = settings(max_examples=12, stateful_step_count=12, deadline=None)
TestDesk = Desk.TestCase
