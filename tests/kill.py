"""The kill -9 campaign: lives of a counter, ended at any moment, and what must be true after."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from desk.models.numbers import Outcome
from desk.services import checking
from desk.services.workplace import Workplace
from tests.kill_child import JOURNAL, OPEN, PAPERS
from tests.kit import Clock, Counter
from tests.processes import child

OFTEN = 0.8  # of the lives are killed at work, the others perhaps while they are still opening


@dataclass
class Campaign:
    """What has been seen so far."""

    kills: int = 0
    receipts: int = 0
    burnt: int = 0
    while_opening: int = 0  # lives that ended before their first receipt
    read: int = 0  # bytes of the journal that were compared already
    codes: dict[str, str] = field(default_factory=dict)  # uid → code
    used: dict[str, str] = field(default_factory=dict)  # code, barcode or line → uid


def campaign(home: Path, kills: int, *, seed: int, verify_every: int = 1) -> Campaign:
    """Kill a counter so many times; after each time everything it printed must still be true."""
    seen = Campaign()
    counter = Counter(home, clock=Clock()).make()
    chance = random.Random(seed)  # noqa: S311 - told by its seed
    with child("tests.kill_child", home) as lives:
        for life in range(kills):
            _end_one(lives, f"{seed}.{life}", chance)
            seen.kills += 1
            last = life == kills - 1
            with counter.open(purpose="after the kill") as work:
                _compare(work, home, seen)
                if last or life % verify_every == 0:
                    assert checking.verify(work).problems == ()
        with counter.open() as work:
            assert work.outcome == Outcome()
    return seen


def _end_one(lives: subprocess.Popen[str], name: str, chance: random.Random) -> None:
    assert lives.stdin is not None
    assert lives.stdout is not None
    lives.stdin.write(name + "\n")
    lives.stdin.flush()
    process = int(lives.stdout.readline())
    ended = ""
    if chance.random() < OFTEN:
        ended = lives.stdout.readline().strip()
    if ended in ("", OPEN):
        time.sleep(chance.uniform(0, 0.25))
        with suppress(ProcessLookupError):  # it has ended by itself, and is asked why below
            os.kill(process, signal.SIGKILL)
        ended = lives.stdout.readline().strip()
    if ended == OPEN:
        ended = lives.stdout.readline().strip()
    if ended != str(-signal.SIGKILL):
        lives.kill()
        assert lives.stderr is not None
        raise AssertionError(lives.stderr.read())


def _compare(work: Workplace, home: Path, seen: Campaign) -> None:
    """Compare what was printed since the last time with what the counter says now."""
    seen.burnt += len(work.outcome.burnt)
    assert work.outcome.epoch in ("", "crashed")  # never taken for a restore
    journal = home / JOURNAL
    data = journal.read_bytes() if journal.exists() else b""
    lines = data[seen.read :].decode().splitlines()
    seen.read = len(data)
    seen.while_opening += not lines
    with work.database.read() as tx:
        for line in lines:
            uid, code, barcode, place, file = line.split()
            found = tx.exec_driver_sql(
                "SELECT code, barcode FROM dossier WHERE code = ?", (code,)
            ).all()
            assert [tuple(row) for row in found] == [(code, barcode)], "a printed receipt is lost"
            assert seen.codes.setdefault(uid, code) == code, "one dossier has two numbers"
            if file != "-":
                assert (home / PAPERS / file).read_bytes().startswith(b"%PDF")
            for number in (code, barcode, place):
                assert seen.used.setdefault(number, uid) == uid, "a number was printed twice"
        twice = tx.exec_driver_sql(
            "SELECT code FROM dossier GROUP BY code HAVING count(*) > 1"
        ).all()
        assert twice == []
        for day, burnt in work.outcome.burnt:
            given = tx.exec_driver_sql(
                "SELECT code FROM dossier WHERE code LIKE ?", (f"%-{day:%y%m%d}-{burnt}",)
            ).all()
            assert given == [], "a burnt number was given out"
    seen.receipts = len(seen.codes)
