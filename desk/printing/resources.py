"""Where fonts and wording lie; the program may name another folder at start."""

from __future__ import annotations

from functools import cache
from pathlib import Path

# Right beside the package, in a checkout and in a frozen program alike.
_folders = [Path(__file__).resolve().parents[2] / "resources"]


def use(place: Path) -> None:
    """Take fonts and wording from `place` from now on."""
    _folders[0] = place
    folder.cache_clear()


@cache  # asked for at every letter
def folder(name: str) -> Path:
    """Return the folder of one kind of resource: fonts or forms."""
    return _folders[0] / name
