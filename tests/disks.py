"""Small and read-only disks, made of memory where the tests run with the right to mount."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def _mount(*words: str) -> bool:
    tool = shutil.which("mount")
    if tool is None or os.geteuid() != 0:
        return False
    done = subprocess.run([tool, *words], capture_output=True, check=False)  # noqa: S603 - our own words
    return done.returncode == 0


@contextmanager
def disk(place: Path, *, kilobytes: int) -> Iterator[Path]:
    """Mount a disk of so many kilobytes at `place`, or skip the test."""
    place.mkdir(parents=True)
    if not _mount("-t", "tmpfs", "-o", f"size={kilobytes}k", "none", str(place)):
        pytest.skip("a small disk can only be mounted by root")
    try:
        yield place
    finally:
        umount = shutil.which("umount") or "umount"
        subprocess.run([umount, "-l", str(place)], check=True)  # noqa: S603 - our own words


def read_only(place: Path) -> None:
    """Let nobody write to a disk that `disk` mounted."""
    assert _mount("-o", "remount,ro", str(place))


def fill(place: Path, *, leave: int = 0) -> Path:
    """Fill a disk but for `leave` bytes; return the file to remove when there shall be room."""
    ballast = place / "ballast"
    free = shutil.disk_usage(place).free - leave
    with ballast.open("wb") as file:
        for _ in range(max(free, 0) // 4096):
            file.write(bytes(4096))
    return ballast
