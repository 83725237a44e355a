"""What a person chose for this counter, kept as TOML beside the data; no cursors, no secrets."""

from __future__ import annotations

import os
import tomllib
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import tomli_w

from desk.domain.errors import InputError

FILE = "settings.toml"


class BadSettingsError(InputError):
    """The settings file cannot be read; it is left as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Choices with their defaults; a key that is not listed here is refused."""

    language: str = "vi"  # vi | en
    theme: str = "light"  # light | dark | contrast
    scale: int = 100  # percent
    page: str = "A5"  # A5 | A5x2 | A4 | A4x2
    printer: str = ""  # name of a printer, or folder:PATH
    office_parent: str = ""
    office_desk_name: str = ""
    office_place: str = ""
    office_phone: str = ""
    office_website: str = ""
    practice: bool = False


def load(folder: Path) -> Settings:
    """Read the settings of a data folder; without a file the defaults hold.

    Raises:
        BadSettingsError: not TOML, an unknown key or a value of the wrong kind.
    """
    path = folder / FILE
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSettingsError(file=FILE, key="") from error
    known = {f.name: f for f in fields(Settings)}
    for key, value in data.items():
        if key not in known or type(value) is not type(known[key].default):
            raise BadSettingsError(file=FILE, key=key)
    values: dict[str, Any] = data
    return Settings(**values)


def save(folder: Path, settings: Settings) -> None:
    """Write the settings so that a power cut leaves the old ones or the new."""
    path = folder / FILE
    new = path.with_suffix(".new")
    with new.open("wb") as file:
        tomli_w.dump(asdict(settings), file)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
