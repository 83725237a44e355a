"""Whatever happens to a counter's folder, no code, barcode or line of a book is printed twice."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from desk.models import log, numbers
from desk.services import checking, outbox, workplace
from desk.services.workplace import Workplace
from desk.wire import exchange
from tests.kit import MONDAY, Clock, Counter, act, administrator, receive

MACHINES = ("a" * 16, "b" * 16)


class Desk(RuleBasedStateMachine):
    """A counter that crashes, is restored from copies of its machine, and moves between two."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp(prefix="desk-"))
        self.counter = Counter(self.home, clock=Clock(MONDAY))
        self.machine = MACHINES[0]
        self.copies: list[Path] = []
        self.printed: list[str] = []
        self.lines: list[tuple[str, int]] = []
        self.slips: list[str] = []
        self.told = 0

    def opened(self, use: Callable[[Workplace], None]) -> None:
        kept = workplace.machine_fingerprint
        workplace.machine_fingerprint = lambda: self.machine
        try:
            with self.counter.open() as work:
                use(work)
        finally:
            workplace.machine_fingerprint = kept

    @initialize()
    def begin(self) -> None:
        self.opened_by_hand()

    def opened_by_hand(self) -> None:
        self.counter.make()
        # As if this machine had made it.
        self.counter.plant("UPDATE counter SET machine = ?", self.machine)
        for path in self.counter.witnesses.iterdir():
            path.rename(path.with_name(f"{self.counter.device}-{self.machine}.numbers"))

    @rule(count=st.integers(1, 3), back=st.sampled_from([0, 0, 0, 1, 40]))
    def receive(self, count: int, back: int) -> None:
        def use(work: Workplace) -> None:
            for _ in range(count):
                made = receive(work, received_at=work.now() - timedelta(days=back))
                self.printed += [made.code, made.barcode]
                self.lines.append((made.book, made.line))
                if count > 1:
                    refused = act(work, made, "reject", reason="nhầm nơi")
                    self.slips.append(f"{refused.refusal_number}/{refused.received_at:%Y}")

        self.opened(use)

    @rule(back=st.sampled_from([0, 0, 1]))
    def crash(self, back: int) -> None:
        def use(work: Workplace) -> None:
            day = (work.now() - timedelta(days=back)).date()
            try:
                with work.database.write() as tx:
                    numbers.issue(tx, log.this_counter(tx), day, work.witness)
                    raise InterruptedError
            except InterruptedError:
                pass

        self.opened(use)

    @rule()
    def a_day_passes(self) -> None:
        self.counter.clock.pass_(days=1)

    @rule()
    def copy(self) -> None:
        self.copies.append(self.counter.copy_to(self.home / f"copy-{len(self.copies)}"))

    @precondition(lambda self: self.copies)
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        self.counter.put_back(data.draw(st.sampled_from(self.copies)))

    @rule()
    def move(self) -> None:
        """Take the newest data to the other machine; copies of the old one stay behind."""
        self.machine = MACHINES[self.machine == MACHINES[0]]
        self.copies.clear()

    @rule()
    def the_city_hears(self) -> None:
        def use(work: Workplace) -> None:
            self.told += 1
            with work.database.write() as tx:
                outbox._end_takeover(tx, work.now())  # noqa: SLF001 - what a confirmation does here

        self.opened(use)

    @invariant()
    def nothing_is_printed_twice(self) -> None:
        for printed in (self.printed, self.lines, self.slips):
            assert len(set(printed)) == len(printed)

    def teardown(self) -> None:
        if self.counter.database.exists():
            self.opened(self.check)
        shutil.rmtree(self.home)

    def check(self, work: Workplace) -> None:
        epoch = log.this_counter
        with work.database.read() as tx:
            before = epoch(tx).epoch
        assert checking.verify(work).ok
        work.close()
        with self.counter_again() as again, again.database.read() as tx:
            assert epoch(tx).epoch == before  # opening alone begins nothing
            assert administrator(again).role == "administrator"

    def counter_again(self):  # type: ignore[no-untyped-def]  # noqa: ANN201 - see Counter.open
        return replace(self.counter).open()


Desk.TestCase.settings = settings(max_examples=30, stateful_step_count=14, deadline=None)
TestDesk = Desk.TestCase
assert date  # the machine's days are the clock's
