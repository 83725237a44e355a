"""What an administrator sets besides accounts: what this counter's papers say of the office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desk import settings
from desk.app import counter
from desk.domain import rights
from desk.domain.errors import InputError
from desk.domain.stationery import HEADING

if TYPE_CHECKING:
    from desk.domain.records import Actor
    from desk.services.workplace import Workplace


class UnknownSettingError(InputError):
    """There is no such setting, or a person may not set it by hand."""


#: Not chosen: a practice office is made as one, and can never become a real one.
_FIXED: Final = frozenset({"practice"})


#: Settings that the log has the last word on: what papers say of the office (`HEADING`).
_OFFICE: Final = "office_"


def chosen(work: Workplace, folder: Path) -> dict[str, object]:
    """Return every setting with its value in force."""
    told, _ = office(work, folder)
    return asdict(settings.load(folder)) | {_OFFICE + name: told[name] for name in HEADING}


def choose(work: Workplace, folder: Path, by: Actor, key: str, value: str) -> None:
    """Set one setting from its words.

    Raises:
        NotAllowedError, UnknownSettingError, SettingValueError, SettingsNotSavedError.
    """
    rights.require(by, "settings")
    now = settings.load(folder)
    known = asdict(now)
    if key not in known or key in _FIXED:
        names = ", ".join(sorted(set(known) - _FIXED))
        raise UnknownSettingError(key=key[:40], known=names)
    read = settings.read(key, value)
    if key.startswith(_OFFICE):
        told, _ = office(work, folder)
        set_office(work, folder, by, told | {key.removeprefix(_OFFICE): read})
    else:
        settings.save(folder, replace(now, **{key: read}))


def office(work: Workplace, folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Return what was chosen for the office's papers, and what stands where nothing was."""
    from desk.services import stationery

    told, _ = stationery.listed(work)
    heading = told.heading
    if heading is None:
        heading = counter.heading_of(settings.load(folder))
    usual = counter.usual_office(work)
    return (
        {name: heading.get(name, "") for name in HEADING},
        {name: str(getattr(usual, name)) for name in HEADING},
    )


def set_office(work: Workplace, folder: Path, by: Actor, told: Mapping[str, str]) -> None:
    """Set what papers say of the office from now on; older papers keep what they said.

    Raises:
        NotAllowedError, BadSettingsError.
    """
    from desk.services import stationery

    rights.require(by, "settings")
    read = {name: settings.read(_OFFICE + name, told.get(name, "")) for name in HEADING}
    before = counter.heading_of(settings.load(folder))
    stationery.set_heading(work, by, read, before=before)
