"""Maps of old lists as files, and what the window and the commands need to read a list by one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import tomli_w

from desk.app import dialects
from desk.domain import importing_plan
from desk.domain.importing_plan import Plan
from desk.domain.oldtext import Encoding
from desk.domain.oldtext_guess import read_headings
from desk.services import importing
from desk.services.importing import Opened
from desk.services.importing_files import open_list

_TITLES = 20  # rows in which the headings are looked for


def read_map(path: Path) -> Plan:
    """Read a map, TOML or (by its name) JSON.

    Raises:
        CodesError, ImportMapError.
    """
    return importing_plan.read_plan(dialects.read_codes(path))


def as_toml(plan: Plan) -> str:
    """Return a map as the text of a file."""
    return tomli_w.dumps(importing_plan.write_plan(plan))


def suggest(path: Path, sheet: str = "") -> tuple[Plan, Opened]:
    """Make a map of what a list's headings and letters say; a person looks it over.

    Raises:
        InputError, StorageError: as `open_list`.
    """
    old = open_list(path, sheet)
    tops = []
    for number, cells in old.rows():
        tops.append([importing.shown(each) for each in cells])
        if number == _TITLES:
            break
    row = importing_plan.heading_row([read_headings(each) for each in tops])
    opened = importing.open_and_guess(path, old.sheet, row)
    return plan_of(opened, row), opened


def plan_of(opened: Opened, heading_row: int) -> Plan:
    """Return the map that an opened list suggests."""
    found = importing_plan.recognise(opened.headings)
    encodings = {
        name: guess.encoding
        for name, at in found.items()
        if (guess := opened.guesses[at]).sure and guess.encoding is not Encoding.UNICODE
    }
    heads = opened.headings
    return Plan(
        columns={name: importing_plan.heading_of(heads, at) for name, at in found.items()},
        sheet=opened.old.sheet,
        heading_row=heading_row,
        encodings=encodings,
    )


def column_objects(opened: Opened, plan: Plan) -> list[dict[str, Any]]:
    """Return what is known of each column, for a person to judge the suggestion by."""
    names = {heading: name for name, heading in plan.columns.items()}
    return [
        {
            "column": at + 1,
            "heading": heading,
            "field": names.get(importing_plan.heading_of(opened.headings, at)),
            "encoding": opened.guesses[at].encoding.value,
            "sure": opened.guesses[at].sure,
            "example": importing.example(opened, at),
        }
        for at, heading in enumerate(opened.headings)
    ]
