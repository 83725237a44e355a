"""What must be true of every disk that a power cut can leave."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

from desk.models.engine import NoDatabaseError
from desk.services import checking
from desk.services.workplace import Workplace
from tests.kit import Counter, receive
from tests.models.revisions import tomorrow
from tests.power.disk import Counted, cut
from tests.power.workflows import Afoot, promises, recorded


class LostError(AssertionError):
    """Something that was promised is not there."""


def hold(afoot: Afoot) -> Callable[[Path, list[Any], bool], None]:
    """Return what looks at a disk: it opens, it is sound, all promises hold, and work goes on."""

    def look(root: Path, acked: list[Any], _: bool) -> None:
        counter = replace(afoot.counter, home=root)
        promised = frozenset().union(*acked)
        try:
            with program(afoot), counter.open(purpose="after the cut") as work:
                _check(work, root, promised)
        except NoDatabaseError:
            if promised:
                raise
            shutil.rmtree(counter.home)
            counter.home.mkdir()
            counter.make()  # the person tries again, and there is nothing in the way

    return look


def program(afoot: Afoot) -> AbstractContextManager[None]:
    """Be the program that the counter has from then on."""
    return tomorrow(afoot.scripts) if afoot.scripts else nullcontext()


def _check(work: Workplace, root: Path, promised: frozenset[tuple[str, str]]) -> None:
    verdict = checking.verify(work)
    if verdict.problems:
        raise LostError(verdict.problems)
    printed = {code for kind, code in promised if kind == "printed"}
    lost = {each for each in promised if each[0] != "printed"} - promises(root)
    if lost:
        raise LostError(sorted(lost))
    again = receive(work)
    if again.code in printed or ("dossier", again.code) in promised:
        raise LostError(f"{again.code} twice")


def campaign(
    name: str, made: Counter, place: Path, *, every: int = 1, first: int = 0, torn: int = 1
) -> Counted:
    """Cut the power in one workflow."""
    with recorded(name, made, place) as (before, afoot):
        return cut(before, afoot.recorder, place, hold(afoot), every=every, first=first, torn=torn)
