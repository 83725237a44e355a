"""Histories by chance, always the same; `make soak` tells more of them."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.kit import ROOT
from tests.sim.run import REPLAY

#: By number, not by time: the same histories on every machine, so that none is too slow for it.
HISTORIES = os.environ.get("DESK_SIM_HISTORIES", "16")
APART, PARTS = 2_000, 4  # parts that workers can share


@pytest.mark.parametrize("part", range(PARTS))
def test_no_history_breaks_a_promise(part: int) -> None:
    first = 1 + part * APART  # always the same seeds, so that a failure comes again
    words = (
        *("-m", "tests.sim.run", "--histories", HISTORIES, "--seed", str(first)),
        *("--workers", "1"),
    )
    done = subprocess.run(  # noqa: S603 - the words are our own
        [sys.executable, *words],
        cwd=ROOT,
        env=os.environ | REPLAY,
        capture_output=True,
        text=True,
        check=False,
    )
    sys.stdout.write(done.stdout)
    last = re.fullmatch(r"(\d+) histories, (\d+) violations", done.stdout.splitlines()[-1])
    assert last is not None, done.stderr
    assert (int(last[1]) > 0, int(last[2]), done.returncode) == (True, 0, 0), done.stdout
    # They are worth telling only if things go wrong in them.
    for event in ("death", "town death", "TruncatedReplyError", "receive", "cut"):
        assert re.search(rf"^  {event}: [1-9]", done.stdout, re.MULTILINE), event
