"""Processes that tests start, and nobody else's."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.kit import ROOT


@contextmanager
def child(module: str, *words: object) -> Iterator[subprocess.Popen[str]]:
    """Run a module of the tests; what still runs at the end of the block is killed."""
    process = subprocess.Popen(  # noqa: S603 - our own Python and our own module
        [sys.executable, "-m", module, *map(str, words)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_for(process: subprocess.Popen[str], word: str) -> None:
    """Wait until a child has printed a word."""
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    if line != word:
        assert process.stderr is not None
        raise AssertionError(line + process.stderr.read())


def tell(process: subprocess.Popen[str]) -> None:
    """Let a child that waits go on."""
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()
