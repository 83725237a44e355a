"""Where data and resources are, frozen or not; read by `app` alone."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path, user_state_path


def resources() -> Path:
    """Return the folder of fonts, icons, translations, catalogue, calendars and forms' wording.

    It lies beside the package in the sources; the frozen program keeps that layout.
    """
    return Path(__file__).resolve().parent.parent / "resources"


def data_dir() -> Path:
    """Return the data folder: `DESK_DATA`, else the platform's place for a program's data."""
    return _chosen("DESK_DATA") or user_data_path("desk", appauthor=False)


def witness_dir() -> Path:
    """Return the folder of the numbering witness: `DESK_WITNESS`, else the platform's place.

    The witness tells a crash from a restored copy of the data folder, so it must never lie inside
    it nor travel with it. Windows has one place for data and state: hence a name of its own.
    """
    return _chosen("DESK_WITNESS") or user_state_path("desk-witness", appauthor=False)


def system_keys() -> bool:
    """Tell whether secrets go to the system's key store where there is one.

    `DESK_KEYS=file` keeps them in the file beside the witness all the same.
    """
    return os.environ.get("DESK_KEYS", "") != "file"


def _chosen(variable: str) -> Path | None:
    value = os.environ.get(variable)
    return Path(value) if value else None
