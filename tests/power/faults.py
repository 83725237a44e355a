"""The n-th write or sync of a workflow fails once: a plain answer, nothing lost, and on it goes."""

from __future__ import annotations

import errno
import os
from collections import Counter as Tally
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from typing_extensions import override

from desk.domain.errors import StorageError
from desk.services import checking
from tests.kit import Counter, receive
from tests.power.campaign import LostError, program
from tests.power.disk import Recorder
from tests.power.workflows import Afoot, afoot_at, promises

FULL, BROKEN = errno.ENOSPC, errno.EIO
REFUSED, HARMLESS = "refused", "harmless"


@dataclass
class Failing(Recorder):
    """A disk whose n-th write or sync fails; it works again from then on."""

    nth: int = 0
    error: int = FULL
    calls: int = 0
    failed: str = ""

    def _call(self, kind: str, path: str) -> None:
        self.calls += 1
        if self.calls == self.nth:
            self.failed = f"{kind} {self._name(path)}"
            raise OSError(self.error, os.strerror(self.error), path)

    @override
    def write(self, path: str, at: int, data: bytes) -> None:
        self._call("write", path)

    @override
    def truncate(self, path: str, size: int) -> None:
        self.opened(path)

    @override
    def sync(self, path: str, *, folder: bool = False) -> None:
        self._call("sync", path)

    @override
    def rename(self, old: str, new: str) -> None:
        self._call("rename", old)
        super().rename(old, new)


@dataclass
class Failures:
    """What a campaign has seen."""

    calls: int = 0
    outcomes: Tally[str] = field(default_factory=Tally)


def fail_each(
    name: str, made: Counter, place: Path, error: int, *, every: int = 1, first: int = 1
) -> Failures:
    """Let every n-th call of a workflow fail, each at a counter of its own."""
    seen = Failures()
    nth = first
    while True:
        layer = Failing(place / str(nth) / "afoot" / "counter", nth=nth, error=error)
        try:
            outcome = _once(name, made, place / str(nth), layer)
        except BaseException as wrong:
            wrong.add_note(f"{name}: call {nth} failed ({layer.failed}), {os.strerror(error)}")
            raise
        if not layer.failed:
            return seen
        seen.calls += 1
        seen.outcomes[outcome] += 1
        nth += every


def _once(name: str, made: Counter, place: Path, layer: Failing) -> str:
    outcome = HARMLESS
    with afoot_at(name, made, place, layer) as (flow, afoot):
        before = _events(afoot)
        with layer.recording():
            try:
                if flow.closed:
                    flow.do(afoot)
                else:
                    with afoot.counter.open() as afoot.opened:
                        outcome = _then_again(afoot, lambda: flow.do(afoot), before)
            except StorageError:
                outcome = REFUSED
            if flow.closed and outcome is REFUSED and _events(afoot) == before:
                flow.do(afoot)  # the person tries again
        _hold(afoot)
    return outcome


def _then_again(afoot: Afoot, do: Callable[[], object], before: int) -> str:
    """Do it; if the disk refused, all is as it was, and it works the next time."""
    try:
        do()
    except StorageError:
        if _events(afoot) == before:
            do()
        receive(afoot.work)
        return REFUSED
    return HARMLESS


def _events(afoot: Afoot) -> int:
    if not afoot.counter.database.exists():
        return 0
    return int(afoot.counter.rows("SELECT count(*) FROM event")[0][0])


def _hold(afoot: Afoot) -> None:
    with program(afoot), afoot.counter.open() as work:
        if problems := checking.verify(work).problems:
            raise LostError(problems)
        promised = frozenset().union(*(fact for _, fact in afoot.recorder.acks))
        lost = {each for each in promised if each[0] != "printed"} - promises(afoot.counter.home)
        if lost:
            raise LostError(sorted(lost))
        printed = {code for kind, code in promised if kind in ("printed", "dossier")}
        if (again := receive(work)).code in printed:
            raise LostError(f"{again.code} twice")
