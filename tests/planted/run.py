"""`make planted`: plant the bugs of others' users, one at a time, and see the tests notice.

    python -m tests.planted.run [--only ROW ...] [--jobs N]

First the named tests pass in a plain copy of the tree. Then each bug gets a copy of its own, in
which its tests must fail – with an assertion or a known error, not because something cannot be
imported. The last line is `caught K of 27`; only all of them are success.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.planted import bugs
from tests.planted.bugs import ROOT, Bug
from tests.planted.proof import REPORT

_PATIENCE_S: Final = 600.0  # a bug may well make a test wait for ever
_FAILED: Final = 1  # pytest's word for tests that ran, and of which some failed


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of some tests in a copy."""

    status: int
    outcomes: dict[str, list[str]] = field(default_factory=dict)
    trouble: str = ""
    said: str = ""


def main(words: Sequence[str] | None = None) -> int:
    """Run, tell, and return the exit status."""
    asked = _words(words)
    every = bugs.read()
    chosen = [bug for bug in every if not asked.only or bug.row in asked.only]
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="planted-") as place:
        plain = copy_of_tree(ROOT, Path(place) / "plain")
        trouble = sound(plain, sorted({test for bug in chosen for test in bug.tests}))
        if trouble:
            _tell(f"the tests do not pass without a bug: {trouble}")
            return 1
        _tell(f"{time.monotonic() - began:6.1f} s  without a bug the tests pass")
        with ThreadPoolExecutor(asked.jobs) as pool:
            told = list(pool.map(lambda bug: _one(plain, bug), chosen))
    _tell(f"{time.monotonic() - began:6.1f} s in all")
    _tell(f"caught {sum(told)} of {len(chosen) if asked.only else bugs.PAINS}")
    return 0 if sum(told) == (len(chosen) if asked.only else bugs.PAINS) else 1


def _words(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.planted.run", description=__doc__)
    parser.add_argument("--only", type=int, nargs="+", default=[], metavar="ROW")
    parser.add_argument("--jobs", type=int, default=1)
    return parser.parse_args(words)


def _tell(line: str) -> None:
    print(line, flush=True)  # noqa: T201 – its report is its purpose


def _one(plain: Path, bug: Bug) -> bool:
    began = time.monotonic()
    why = escaped(plain, bug)
    word = f"NOT CAUGHT: {why}" if why else "caught"
    _tell(f"{time.monotonic() - began:6.1f} s  {bug.row:2} {bug.name}: {word}")
    return not why


# -- one bug ---------------------------------------------------------------------------------------


def escaped(plain: Path, bug: Bug) -> str:
    """Plant a bug in a copy of its own; return why it was not caught, "" if it was."""
    with tempfile.TemporaryDirectory(prefix=f"bug-{bug.row}-", dir=plain.parent) as place:
        tree = Path(place) / "tree"
        shutil.copytree(plain, tree, copy_function=os.link)
        try:
            bug.plant(tree)
        except bugs.StaleBugError as error:
            return str(error)
        ran = run_tests(tree, bug.tests)
    return ran.trouble or _judge(bug, ran)


def _judge(bug: Bug, ran: Ran) -> str:
    if ran.status == 0:
        return "every test passes"
    if ran.status != _FAILED:
        return f"pytest ended with {ran.status}: {ran.said}"
    for test in bug.tests:
        said = [
            word for node, words in ran.outcomes.items() if _is_of(node, test) for word in words
        ]
        wrong = sorted({word for word in said if word not in ("passed", "failed", "skipped")})
        if wrong:
            return f"for another reason ({', '.join(wrong)}): {test}"
        if "failed" not in said:
            return f"passes: {test}"
    return ""


def _is_of(node: str, test: str) -> bool:
    return node == test or node.startswith((f"{test}::", f"{test}["))


def sound(tree: Path, tests: Sequence[str]) -> str:
    """Return what is wrong with tests in a tree without a bug, "" if they pass."""
    ran = run_tests(tree, tests)
    if ran.trouble or ran.status == 0:
        return ran.trouble
    bad = [node for node, words in ran.outcomes.items() if set(words) - {"passed", "skipped"}]
    return f"pytest ended with {ran.status}: {', '.join(bad) or ran.said}"


# -- copies ----------------------------------------------------------------------------------------


def copy_of_tree(root: Path, into: Path) -> Path:
    """Copy the files that are tracked, or not yet, but not what is ignored."""
    words = "git ls-files -z --cached --others --exclude-standard".split()
    listed = subprocess.run(words, cwd=root, check=True, capture_output=True, text=True).stdout  # noqa: S603 – the words are ours
    for name in filter(None, listed.split("\0")):
        if (root / name).is_file():
            (into / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, into / name)
    return into


def run_tests(tree: Path, tests: Sequence[str]) -> Ran:
    """Run tests of a copy, and make sure that it was the copy's code that ran."""
    report = tree.parent / f"{tree.name}.json"
    report.unlink(missing_ok=True)
    environment = os.environ | {
        "PYTHONPATH": str(tree),  # goes before the tree that is installed, in children too
        "CI": "1",  # the same examples at every run
        REPORT: str(report),
    }
    # In their own order, and nothing is kept in the copy: it is thrown away.
    options = "-q -p tests.planted.proof -p no:randomly -p no:xdist".split()
    options += ["-o", f"cache_dir={report.with_suffix('.cache')}"]
    try:
        done = subprocess.run(  # noqa: S603 – the words are the bugs' own
            [sys.executable, "-m", "pytest", *options, *tests],
            cwd=tree,
            env=environment,
            check=False,
            capture_output=True,
            text=True,
            timeout=_PATIENCE_S,
        )
    except subprocess.TimeoutExpired:
        return Ran(-1, trouble=f"no end after {_PATIENCE_S:.0f} s")
    if not report.is_file():
        return Ran(done.returncode, trouble=f"pytest could not begin: {done.stderr[-400:]}")
    told: dict[str, Any] = json.loads(report.read_text("utf-8"))
    if told["code"] != [str(tree.resolve())]:
        return Ran(done.returncode, trouble=f"other code ran: {told['code']}")
    return Ran(done.returncode, told["outcomes"], said=(done.stdout + done.stderr)[-400:])


if __name__ == "__main__":
    sys.exit(main())
