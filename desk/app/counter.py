"""The counter without its window: folder, database, papers, reports."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk import paths, settings
from desk.domain.records import VN, Office

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desk.domain.books import Book
    from desk.domain.events import Event
    from desk.domain.papers import Progress, Sheet
    from desk.domain.stationery import Stationery
    from desk.printing.press import Rendered
    from desk.services.papers import Look
    from desk.services.uncollected import AgeRow
    from desk.services.workplace import Workplace
    from desk.settings import Settings


def clock() -> datetime:
    """Return this moment; everybody below is handed a clock."""
    return datetime.now(UTC)


def data_folder(chosen: Path | None) -> Path:
    """Return the data folder: the one chosen, else the platform's."""
    return chosen if chosen is not None else paths.data_dir()


def initialise(
    folder: Path,
    *,
    unit: str,
    commune: str,
    name: str,
    slot: int,
    pattern: str = "",
    admin_login: str = "admin",
    admin_name: str = "Quản trị viên",
    password: str = "",
) -> str:
    """Make a new counter; see `desk.services.setup.initialise`."""
    from desk.services import setup

    return setup.initialise(
        folder,
        paths.witness_dir(),
        paths.resources(),
        clock(),
        unit=unit,
        commune=commune,
        name=name,
        slot=slot,
        pattern=pattern,
        admin_login=admin_login,
        admin_name=admin_name,
        password=password,
    )


def open_work(
    folder: Path, *, purpose: str = "", write: bool = True, wait_s: float | None = None
) -> Workplace:
    """Open a counter; the caller closes it."""
    from desk.services.reference import take_effect
    from desk.services.workplace import open_workplace

    waits = {} if wait_s is None else {"wait_s": wait_s}
    work = open_workplace(
        folder,
        paths.witness_dir(),
        paths.resources(),
        clock,
        purpose=purpose,
        write=write,
        system_keys=paths.system_keys(),
        **waits,
    )
    work.releases = lambda: settings.load(folder).staff_release == "list"
    work.page = lambda: settings.load(folder).page
    if write:
        take_effect(work)
    return work


@contextmanager
def opened(folder: Path, *, purpose: str = "", write: bool = True) -> Iterator[Workplace]:
    """Open a counter for the length of a block."""
    work = open_work(folder, purpose=purpose, write=write)
    try:
        yield work
    finally:
        work.close()


def look(work: Workplace, chosen: Settings) -> Look:
    """Return what papers look like at this counter, now and at the time of an event."""
    from desk.services import stationery

    with work.database.read() as tx:
        told = stationery.now(tx)

    def then(tx: Connection, made: Event) -> Look:
        return _look(work, chosen, stationery.at(tx, made), made.at.astimezone(VN).date())

    return replace(_look(work, chosen, told, work.now().date()), then=then)


def _look(work: Workplace, chosen: Settings, told: Stationery, day: date) -> Look:
    from desk.domain.papers import Page
    from desk.printing import wording
    from desk.services import papers

    made = usual_office(work, day)
    heading = told.heading
    if heading is None:  # nothing was ever changed in the log: what was chosen at set-up holds
        heading = heading_of(chosen)
    office = replace(
        made,
        parent=heading.get("parent") or made.parent,
        desk_name=heading.get("desk_name") or made.desk_name,
        place=heading.get("place") or made.place,
        phone=heading.get("phone", ""),
        website=heading.get("website", ""),
        logo=told.logo,
    )
    return papers.Look(
        wording=lambda key: wording.read(told, key),
        office=office,
        page=Page(chosen.page),
        practice=chosen.practice,
    )


def usual_office(work: Workplace, day: date | None = None) -> Office:
    """Return what papers say of the office where nothing was chosen, as the city names it."""
    from desk.models import log
    from desk.services import papers, reference

    with work.database.read() as tx:
        me = log.this_counter(tx)
    called = reference.unit_names(work, day).get(me.unit, me.name)
    return papers.office(replace(me, name=called))


def heading_of(chosen: Settings) -> dict[str, str]:
    """Return what the settings file says of the office: it holds until somebody changes it."""
    from desk.domain.stationery import HEADING

    told = asdict(chosen)
    return {key: told[f"office_{key}"] for key in HEADING if told[f"office_{key}"]}


@contextmanager
def witness_at(folder: Path) -> Iterator[None]:
    """Keep witnesses and keys in `folder` for a while: a stage must leave nothing with the user."""
    ours = {"DESK_WITNESS": str(folder), "DESK_KEYS": "file"}
    before = {name: os.environ.get(name) for name in ours}
    os.environ.update(ours)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def render(form: str, sheet: Sheet, progress: Progress | None = None) -> Rendered:
    """Return a sheet as PDF, with what could not be drawn of it; see `forms.render_told`."""
    from desk.printing import forms

    return forms.render_told(form, sheet, progress)


def print_form(
    work: Workplace,
    folder: Path,
    form: str,
    code: str,
    which: str = "",
    *,
    electronic: bool = False,
) -> Rendered:
    """Return a dossier's form, as first issued; `which` of its results, the last one if empty."""
    from desk.services import papers

    sheet = papers.of_dossier(work, form, code, look(work, settings.load(folder)), which)
    return render(form, replace(sheet, electronic=electronic))


def print_job(
    work: Workplace, folder: Path, job: int, progress: Progress | None = None
) -> tuple[str, bytes]:
    """Return a print job's form and its PDF, marked if it is a reprint.

    Raises:
        PressStoppedError: `progress`, told how far a long paper has come, wants no more of it.
    """
    from desk.services import papers

    form, sheet = papers.of_job(work, job, look(work, settings.load(folder)))
    return form, render(form, sheet, progress).pdf


def print_book(
    work: Workplace,
    folder: Path,
    found: Book,
    progress: Progress | None = None,
    *,
    electronic: bool = False,
) -> bytes:
    """Return a book of this counter as PDF; `progress` is told lines, and may stop it.

    Raises:
        PressStoppedError.
    """
    from desk.services import books, papers

    sheet = papers.of_book(work, found, look(work, settings.load(folder)))
    return render(books.FORM, replace(sheet, electronic=electronic), progress).pdf


def write_file(path: Path, data: bytes) -> None:
    """Write a file so that a power cut leaves nothing half-written under its name."""
    new = path.with_name(f".{path.name}.new")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with new.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError:
        new.unlink(missing_ok=True)  # half a paper, and somebody's data
        raise


def uncollected(
    work: Workplace, folder: Path, start: date, end: date, *, paper: bool
) -> tuple[dict[str, Any], bytes | None]:
    """Return what lay uncollected when a period ended, whenever its result was ready."""
    from desk.services import handover_papers, reporting
    from desk.services import uncollected as lying

    reporting.check_period(start, end)
    at = lying.end_of(end, work.now())
    rows = lying.table(work, at)
    found = {
        "kind": reporting.UNCOLLECTED,
        "from": str(start),
        "to": str(end),
        "rows": [_ages(row) for row in rows],
        "total": _ages(lying.total(rows)),
    }
    if not paper:
        return found, None
    style = look(work, settings.load(folder))
    common = {
        "office": style.office or Office(unit="", commune="", name=""),
        "wording": style.wording(work.rules.regime(end).forms.value),
        "issued_at": work.now(),
        "practice": style.practice,
    }
    return found, render("list", handover_papers.report(rows, at, common)).pdf


def _ages(row: AgeRow) -> dict[str, object]:
    return {
        "name": row.name,
        "0-3": row.ages[0],
        "4-10": row.ages[1],
        "11-30": row.ages[2],
        "31+": row.ages[3],
        "total": row.total,
        "reminded": row.reminded,
    }
