"""What a person chose for this counter, kept as TOML beside the data; no cursors, no secrets."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import tomli_w

from desk.domain.errors import InputError, StorageError
from desk.domain.papers import Page
from desk.domain.person import clean_line
from desk.domain.waiting import MOST_RUN, USUAL_RUN

FILE = "settings.toml"
_SCALES: Final = range(50, 401)  # percent
_MEGABYTES: Final = range(1, 2001)
_LOCKS: Final = range(241)  # minutes
_CHOICES: Final[Mapping[str, tuple[object, ...]]] = {
    "language": ("vi", "en"),
    "theme": ("light", "dark", "contrast"),
    "scale": tuple(_SCALES),
    "scan_limit": tuple(_MEGABYTES),
    "lock_minutes": tuple(_LOCKS),
    "page": tuple(str(page) for page in Page),
    "voice": ("on", "off"),
    "sms_marks": ("on", "off"),
    "staff_release": ("person", "list"),
    "priority_run": tuple(range(1, MOST_RUN + 1)),
}


#: No name and password: those are for the environment or the system to say.
_PROXY: Final = re.compile(r"direct|https?://[^\s/@?#]+/?")


#: What values look like where they are no list.
_LIKE: Final[Mapping[str, str]] = {"proxy": "direct, http://…, https://…"}


class BadSettingsError(InputError):
    """The settings file cannot be read; it is left as it is."""


class SettingValueError(InputError):
    """A setting cannot have that value; facts: `key`, and the values that it may have, `known`."""


class SettingsNotSavedError(StorageError):
    """The settings file cannot be written; the old choices stay in force."""


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
    scan_folder: str = ""  # where the scanner saves; empty: beside the data folder
    backup_folder: str = ""  # where proven copies are kept; empty: beside the data
    scan_limit: int = 100  # megabytes of one file
    counter_name: str = ""  # as it is shown and called in the waiting room; empty: Quầy + slot
    priority_run: int = USUAL_RUN  # so many with priority may be called in a row
    voice: str = "on"  # on | off: whether tickets are called aloud
    sms_marks: str = "off"  # on | off: whether short messages keep their marks, at twice the price
    room_screen: str = ""  # where the waiting room's window stands; empty: it is closed
    citizen_screen: str = ""  # the same for the screen that faces the citizen
    authorities: str = ""  # file of root certificates that alone count; empty: the system's
    proxy: str = ""  # http://host:port; empty: the system's; direct: none
    staff_release: str = "person"  # person | list: who lets accounts of the city's list sign in
    lock_minutes: int = 10  # of idleness until the window locks; 0: never


def load(folder: Path) -> Settings:
    """Read the settings of a data folder; without a file the defaults hold.

    Raises:
        BadSettingsError: not TOML, an unknown key or a value that means nothing here; `key`
            names the entry and is empty where the file as a whole cannot be read.
    """
    try:
        # Editors on Windows like to begin a file with a byte order mark.
        data = tomllib.loads((folder / FILE).read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Settings()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise BadSettingsError(file=FILE, key="") from error
    defaults = asdict(Settings())
    return Settings(**{key: _value(key, value, defaults.get(key)) for key, value in data.items()})


def _value(key: str, value: Any, default: object) -> Any:
    """Return one setting if it is one; what papers show in NFC and of one line."""
    if type(value) is not type(default) or value not in _CHOICES.get(key, (value,)):
        raise BadSettingsError(file=FILE, key=key[:40])
    if key == "proxy" and value and not _PROXY.fullmatch(str(value)):
        raise BadSettingsError(file=FILE, key=key)
    try:
        if key.startswith("office_") or key == "counter_name":
            return clean_line(str(value), field=key)
    except InputError as error:
        raise BadSettingsError(file=FILE, key=key) from error
    return value


def read(key: str, text: str) -> Any:
    """Return what `text` means as the value of a setting; nothing means its default.

    Raises:
        SettingValueError.
    """
    default = getattr(Settings(), key)
    value: object = text or default
    if isinstance(default, int) and text:
        value = int(text) if text.isdecimal() else text
    try:
        return _value(key, value, default)
    except BadSettingsError as error:
        known = _LIKE.get(key) or ", ".join(map(str, _CHOICES.get(key, ())))
        raise SettingValueError(key=key, known=known or "–") from error


def save(folder: Path, settings: Settings) -> None:
    """Write the settings so that a power cut leaves the old ones or the new.

    Raises:
        SettingsNotSavedError.
    """
    path = folder / FILE
    new = path.with_suffix(".new")
    try:
        with new.open("wb") as file:
            tomli_w.dump(asdict(settings), file)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError as error:
        raise SettingsNotSavedError(file=FILE) from error
