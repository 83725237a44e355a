"""What an administrator sets besides accounts: what this counter's papers say of the office."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desk import settings
from desk.app import counter
from desk.domain import rights
from desk.domain.errors import InputError

if TYPE_CHECKING:
    from desk.domain.records import Actor
    from desk.services.workplace import Workplace

#: What an office may say of itself on its papers, as `settings` names it.
OFFICE: Final = ("parent", "desk_name", "place", "phone", "website")


class UnknownSettingError(InputError):
    """There is no such setting, or a person may not set it by hand."""


#: Not chosen: a practice office is made as one, and can never become a real one.
_FIXED: Final = frozenset({"practice"})


def chosen(folder: Path) -> dict[str, object]:
    """Return every setting with its value in force."""
    return asdict(settings.load(folder))


def choose(folder: Path, by: Actor, key: str, value: str) -> None:
    """Set one setting from its words.

    Raises:
        NotAllowedError, UnknownSettingError, BadSettingsError, SettingsNotSavedError.
    """
    rights.require(by, "settings")
    now = settings.load(folder)
    known = asdict(now)
    if key not in known or key in _FIXED:
        names = ", ".join(sorted(set(known) - _FIXED))
        raise UnknownSettingError(key=key[:40], known=names)
    settings.save(folder, replace(now, **{key: settings.read(key, value)}))


def office(work: Workplace, folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Return what was chosen for the office's papers, and what stands where nothing was."""
    now = asdict(settings.load(folder))
    chosen_words = {name: str(now[f"office_{name}"]) for name in OFFICE}
    usual = counter.look(work, settings.Settings()).office
    return chosen_words, {name: str(getattr(usual, name)) for name in OFFICE}


def set_office(folder: Path, by: Actor, told: dict[str, str]) -> None:
    """Set what papers say of the office from now on.

    Raises:
        NotAllowedError, BadSettingsError, SettingsNotSavedError.
    """
    rights.require(by, "settings")
    values = {f"office_{name}": told.get(name, "") for name in OFFICE}
    read = {key: settings.read(key, value) for key, value in values.items()}
    settings.save(folder, replace(settings.load(folder), **read))
