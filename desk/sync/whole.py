"""One exchange with a system that takes dossiers whole: each as it is now, once in effect.

The ledger says what such a system holds, what is on its way there and what waits. What is on its
way is written down before it goes; whatever ended without an answer is read back and compared
before anything is sent again. So a request may be cut at any byte, a reply may be lost and the
process may die: the next exchange asks, and goes on from what is there.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Final

from desk.domain.errors import ExchangeError
from desk.domain.snapshots import Snapshot, Step, is_untold
from desk.sync.backoff import Backoff, last_call
from desk.sync.engine import Outcome, exchange_once
from desk.sync.errors import (
    PAUSING,
    BadReplyError,
    CityBusyError,
    ExistsError,
    RefusedError,
    TooLargeError,
    UnmappedError,
)
from desk.sync.ports import Adapter, Follower, Ledger
from desk.sync.whole_ports import Form, Found, WholeAdapter, WholeLedger

#: How long a dossier rests whose news is there, and of whose files some are nowhere near.
_REST: Final = timedelta(minutes=1)
#: A dossier that failed so often while others passed is a person's to look at.
MOST_FAILURES: Final = 8
#: So many dossiers in a row, and it is the system that fails.
_IN_A_ROW: Final = 3
_TRY_LATER: Final = (
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.REQUEST_TIMEOUT,
)

# Why a person must look; `desk.messages` has the words.
REFUSED: Final = "whole-refused"
UNMAPPED: Final = "whole-unmapped"
DIFFERS: Final = "whole-differs"
TOO_LARGE: Final = "whole-too-large"
FAILS: Final = "whole-fails"


@dataclass(frozen=True, slots=True)
class Whole:
    """A target that takes dossiers whole: its dialect, and the ledger of what it holds."""

    adapter: WholeAdapter
    ledger: WholeLedger

    def close(self) -> None:
        """Let go of connections."""
        self.adapter.close()


def exchange(
    ledger: Ledger,
    spoken: Adapter | Whole,
    target: str,
    clock: Callable[[], datetime],
    *,
    everything: bool,
    deadline: float,
    backoff: Backoff | None = None,
    followers: Sequence[Follower] = (),
) -> Outcome:
    """Exchange with a target of either kind; never raises an `ExchangeError`."""
    began = time.monotonic()
    if isinstance(spoken, Whole):
        outcome = exchange_whole(
            spoken.ledger,
            spoken.adapter,
            target,
            clock,
            everything=everything,
            deadline=deadline,
            backoff=backoff,
        )
    else:
        outcome = exchange_once(
            ledger,
            spoken,
            target,
            clock,
            everything=everything,
            deadline=deadline,
            backoff=backoff,
            followers=followers,
        )
    return replace(outcome, ms=round((time.monotonic() - began) * 1000))


def exchange_whole(
    ledger: WholeLedger,
    adapter: WholeAdapter,
    target: str,
    clock: Callable[[], datetime],
    *,
    everything: bool,
    deadline: float,
    backoff: Backoff | None = None,
) -> Outcome:
    """Send what waits until nothing is left or `deadline` (of `time.monotonic`) passes.

    Never raises an `ExchangeError`: a failure is written down in the ledger and told in the
    outcome. `pushed` counts dossiers.
    """
    backoff = backoff or Backoff()
    run = _Run(
        ledger=ledger,
        adapter=adapter,
        target=target,
        clock=clock,
        everything=everything,
        deadline=deadline,
    )
    error, paused, retry = "", False, 0.0
    try:
        run.all()
    except ExchangeError as failure:
        error, paused = failure.code, isinstance(failure, PAUSING)
        retry = backoff.after(failure)
        if not paused:
            run.postpone(error, retry)
        ledger.online(target, error, error if paused else "", clock())
    else:
        if run.heard or run.passed or run.failures:
            ledger.online(target, "", "", clock())
        if not run.failures:
            backoff.reset()
    finally:
        run.count_failures()
        adapter.close()
    waiting, attention = ledger.counts(target)
    return Outcome(
        pushed=run.passed,
        waiting=waiting,
        attention=attention,
        error=error,
        paused=paused,
        retry_s=retry,
        more=run.more,
    )


@dataclass(slots=True, kw_only=True)
class _Run:
    """The state of one exchange; it dies with it."""

    ledger: WholeLedger
    adapter: WholeAdapter
    target: str
    clock: Callable[[], datetime]
    everything: bool
    deadline: float
    last_call: float = 0.0
    on_the_way: tuple[Form, ...] = ()
    failures: list[tuple[Snapshot, ExchangeError]] = field(default_factory=list)
    in_a_row: int = 0
    passed: int = 0
    heard: bool = False  # whether the target answered at all
    more: bool = False

    def __post_init__(self) -> None:
        """Reckon when the last request may begin."""
        self.last_call = last_call(self.deadline)

    def all(self) -> None:
        """Give every dossier that is due its turn, once."""
        due = self.ledger.due(self.target, self.clock(), everything=self.everything)
        size = self.adapter.abilities.batch
        for start in range(0, len(due), size):
            if self._late():
                return
            self._part(self.ledger.snapshots(self.target, due[start : start + size]))
        if not (self.heard or self.passed):
            self.adapter.greet(until=self.deadline)
            self.heard = True

    def _late(self) -> bool:
        self.more = time.monotonic() >= self.last_call
        return self.more

    def _part(self, items: Iterable[Snapshot]) -> None:
        """Send what was never sent together, and all else one by one after reading it back."""
        fresh, others, same = [], [], []
        for form in self._forms(items):
            item = form.snapshot
            if item.known and item.confirmed in (form.digest, form.less) and not item.sending:
                same.append(form)
            elif item.known or self.adapter.abilities.look_first:
                others.append(form)
            else:
                fresh.append(form)
        self._finish(same)  # nothing that the target is told has changed
        self._insert(fresh)
        for form in others:
            if self._late():
                return
            self._one(form, self._reconcile)

    def _forms(self, items: Iterable[Snapshot]) -> list[Form]:
        """Put dossiers into the target's language; what it need not hear of is settled."""
        untold = [item for item in items if is_untold(item)]
        if untold:
            self.ledger.settle(self.target, untold, self.clock(), untold=True)
        found = []
        for item in items:
            if item in untold:
                continue
            try:
                found.append(self.adapter.form(item))
            except UnmappedError as error:
                self._set_aside(item, UNMAPPED, error.said)
        return found

    # -- sending -----------------------------------------------------------------------------

    def _insert(self, forms: Sequence[Form]) -> None:
        """Send new dossiers at once; where all are refused for one, find that one by halves."""
        if len(forms) == 1:
            self._one(forms[0], self._create)
            return
        if not forms or self._late():
            return
        try:
            self._send(forms, None)
        except (RefusedError, TooLargeError):
            self.on_the_way = ()
            half = len(forms) // 2
            self._insert(forms[:half])
            self._insert(forms[half:])

    def _one(self, form: Form, step: Callable[[Form], None]) -> None:
        """Take a step with one dossier; only what is about the target ends the exchange."""
        try:
            step(form)
        except RefusedError as refusal:
            self._refused(form, refusal)
        except TooLargeError:
            self._set_aside(form.snapshot, TOO_LARGE, "")
        except (BadReplyError, CityBusyError) as failure:
            if failure.facts.get("status") in _TRY_LATER:
                raise
            self._stumble(form, failure)
        self.on_the_way, self.heard = (), True

    def _create(self, form: Form) -> None:
        try:
            self._send([form], None)
        except ExistsError:
            self._reconcile(form)

    def _reconcile(self, form: Form) -> None:
        """Read back what the target holds, then choose: nothing, a new dossier, a newer picture."""
        self.on_the_way = (form,)
        found = self.adapter.find(form, until=self.deadline)
        if found is None and is_untold(replace(form.snapshot, confirmed="", sending="")):
            self.ledger.settle(self.target, [form.snapshot], self.clock(), untold=True)
        elif found is None:
            self._send([form], None)
        elif self.adapter.same(form, found):
            self._finish([form], found)
        elif form.snapshot.forced or self._from_here(form, found):
            self._send([form], found)
        else:
            foreign = [each for each in found.trace if each not in form.trace]
            self._set_aside(form.snapshot, DIFFERS, " · ".join(foreign))

    def _from_here(self, form: Form, found: Found) -> bool:
        """Tell whether the target holds a picture of ours, so that the present one is newer.

        If not, another place wrote it, perhaps from events that have not come here yet: an older
        picture must never replace a newer one.
        """
        if form.snapshot.sending and self.adapter.unfinished(form, found):
            return True
        for state in self.ledger.earlier(form.snapshot.key):
            try:
                then = self.adapter.form(replace(form.snapshot, dossier=state))
            except UnmappedError:
                continue
            if then.trace == found.trace:
                return True
        return False

    def _send(self, forms: Sequence[Form], found: Found | None) -> None:
        self.on_the_way = tuple(forms)
        self.ledger.sending(self.target, forms)
        self.adapter.send(forms, found, until=self.deadline)
        if not self.adapter.abilities.prove:
            self._finish(forms, found)
            return
        for form in forms:
            proof = self.adapter.find(form, until=self.deadline)
            if proof is None or not self.adapter.same(form, proof):
                raise RefusedError(text="≠")
            self._finish([form], proof)

    def _finish(self, forms: Sequence[Form], found: Found | None = None) -> None:
        """Settle what the target holds, once it was told of the steps that led there."""
        if not forms:
            return
        steps = [(form, self._untold(form, found)) for form in forms]
        telling = {form.snapshot.key: told[-1].key for form, told in steps if told}
        theirs = found.theirs if found else ""
        lacking = {form.snapshot.key: n for form in forms if (n := self._lacking(form, found))}
        held = [
            replace(each, digest=each.less) if each.snapshot.key in lacking else each
            for each in forms
        ]
        self.ledger.holds(self.target, [(form, theirs) for form in held], telling, self.clock())
        deaf = self._tell([(form, lines) for form, lines in steps if lines])
        heard = [form.snapshot for form in forms if form not in deaf]
        done = [each for each in heard if each.key not in lacking]
        self.passed += self.ledger.settle(self.target, done, self.clock(), untold=False)
        for each in heard:
            if each.key in lacking:
                files = lacking[each.key], len(each.dossier.attachments)
                self.ledger.lacks(self.target, each, files, self.clock() + _REST, self.clock())
        self.in_a_row = 0
        self.on_the_way = ()

    def _lacking(self, form: Form, found: Found | None) -> int:
        """Return how many files the target lacks that are not here: what it waits for alone."""
        whole = not form.absent or (found is None and form.snapshot.confirmed == form.digest)
        return 0 if whole else self.adapter.lacking(form, found)

    def _tell(self, told: Sequence[tuple[Form, Sequence[Step]]]) -> list[Form]:
        """Tell of steps; return the dossiers whose steps the target would not hear."""
        if not told:
            return []
        try:
            self.adapter.tell(told, until=self.deadline)
        except RefusedError as refusal:
            if len(told) > 1:
                half = len(told) // 2
                return [*self._tell(told[:half]), *self._tell(told[half:])]
            ((form, _),) = told
            self._set_aside(form.snapshot, REFUSED, refusal.said)
            return [form]
        return []

    def _untold(self, form: Form, found: Found | None) -> list[Step]:
        """Return the steps to tell: not those that are there, nor such as may be, unseen."""
        if not self.adapter.abilities.progress:
            return []
        maybe, fresh = self.ledger.steps(self.target, form.snapshot.key)
        if maybe and found is None:
            found = self.adapter.find(form, until=self.deadline)
        if found is None or found.lines is None:
            return list(fresh)
        there = found.lines
        return [each for each in (*maybe, *fresh) if self.adapter.line(form, each) not in there]

    # -- failing -----------------------------------------------------------------------------

    def _refused(self, form: Form, refusal: RefusedError) -> None:
        if refusal.certain:
            self._set_aside(form.snapshot, REFUSED, refusal.said)
            self.in_a_row = 0
        else:
            self._stumble(form, refusal)

    def _stumble(self, form: Form, failure: ExchangeError) -> None:
        self.failures.append((form.snapshot, failure))
        self.in_a_row += 1
        if self.in_a_row >= _IN_A_ROW:
            raise failure

    def _set_aside(self, item: Snapshot, reason: str, detail: str) -> None:
        self.ledger.set_aside(self.target, item, (reason, detail), self.clock())

    def postpone(self, error: str, retry_s: float) -> None:
        """Try what was on its way again later: it is not to blame."""
        known = {item.key for item, _ in self.failures}
        at = self.clock() + timedelta(seconds=retry_s)
        items = [
            (form.snapshot, error, at) for form in self.on_the_way if form.snapshot.key not in known
        ]
        self.ledger.failed(self.target, items, self.clock(), counts=False)

    def count_failures(self) -> None:
        """Write down which dossiers failed: it speaks against them only if others passed."""
        now = self.clock()
        items = []
        for item, failure in self.failures:
            said = failure.said if isinstance(failure, RefusedError) else failure.code
            own = Backoff()
            own.failures = item.attempts
            items.append((item, said, now + timedelta(seconds=own.delay())))
        if items:
            self.ledger.failed(self.target, items, now, counts=bool(self.passed))
