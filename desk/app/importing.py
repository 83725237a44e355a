"""Maps of old lists as files, and what the window and the commands need to read a list by one."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli_w

from desk.app import counter, dialects
from desk.domain import importing_plan
from desk.domain.importing import Fault
from desk.domain.importing_plan import Plan
from desk.domain.importing_views import Chosen, ColumnView, ListView
from desk.domain.oldtext import Encoding
from desk.domain.oldtext_guess import read_headings
from desk.services import importing
from desk.services.importing import Opened
from desk.services.importing_files import open_list

if TYPE_CHECKING:
    from desk.app.seat import Seat
    from desk.ui.importing.ports import ImportPorts

_SHOWN = 30  # texts of each column
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


# -- for the window --------------------------------------------------------------------------------


def view(path: str, sheet: str = "") -> ListView:
    """Open a list for a person to look at.

    Raises:
        InputError, StorageError: as `open_list`.
    """
    plan, opened = suggest(Path(path), sheet)
    names = {heading: name for name, heading in plan.columns.items()}
    heads = opened.headings
    columns = tuple(
        ColumnView(
            heading=heading or f"#{at + 1}",
            field=names.get(importing_plan.heading_of(heads, at), ""),
            encoding=opened.guesses[at].encoding,
            sure=opened.guesses[at].sure,
            raw=importing.examples(opened, at, _SHOWN),
        )
        for at, heading in enumerate(heads)
    )
    return ListView(
        path=path,
        sheet=opened.old.sheet,
        sheets=opened.old.sheets,
        heading_row=plan.heading_row,
        rows=opened.old.count,
        columns=columns,
    )


def chosen_plan(chosen: Chosen) -> Plan:
    """Return the map that a person's choices make."""
    said = {name: at for at, name in chosen.fields.items() if name}
    return Plan(
        columns={name: importing_plan.heading_of(chosen.headings, at) for name, at in said.items()},
        sheet=chosen.sheet,
        heading_row=chosen.heading_row,
        encodings={name: chosen.encodings[at] for name, at in said.items()},
        orders={"all": chosen.order},
        due_days=chosen.due_days,
    )


def save_faults(path: str, heads: tuple[str, str, str], faults: list[tuple[Fault, str]]) -> None:
    """Write what is wrong with a list into a file that spreadsheets open."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows([each.row, each.column, text] for each, text in faults)
    counter.write_file(Path(path), out.getvalue().encode("utf-8-sig"))


def ports(seat: Seat) -> ImportPorts:
    """Return what the page is handed."""
    from desk.ui.importing.ports import ImportPorts

    return ImportPorts(
        open=view,
        bring=lambda chosen, told, dry: importing.bring(
            seat.work, seat.user, Path(chosen.path), chosen_plan(chosen), told, dry=dry
        ),
        batches=lambda: importing.batches(seat.work),
        undo=lambda batch, told: importing.undo(seat.work, seat.user, batch, told),
        save_faults=save_faults,
    )
