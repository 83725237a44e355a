"""Names that outlive a power cut: syncing a file saves its bytes, its folder saves its name."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Force to disk which names a folder has now, and which it has no more."""
    if sys.platform == "win32":
        return  # NTFS journals the name; a folder cannot be opened for syncing
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: Path, mode: int = 0o777) -> None:
    """Make a folder and those above it, unless they are there; each that was made stays."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=mode, exist_ok=True)
    sync_folder(folder.parent)
