"""Where fonts and wording lie; the program may name another folder at start."""

from __future__ import annotations

from pathlib import Path

# Right beside the package, in a checkout and in a frozen program alike.
_folders = [Path(__file__).resolve().parents[2] / "resources"]


def use(folder: Path) -> None:
    """Take fonts and wording from `folder` from now on."""
    _folders[0] = folder


def folder(name: str) -> Path:
    """Return the folder of one kind of resource: fonts or forms."""
    return _folders[0] / name
