"""Where files go that a person asked for, and how to look at them there."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

FOLDER: Final = "Ho so xuat ra"


def folder() -> Path:
    """Return the folder that lists and reports are written into."""
    where = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(where) or str(Path.home())) / FOLDER


def show(folder_: Path) -> None:
    """Open a folder in the system's own window."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder_)))
