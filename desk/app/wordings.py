"""The forms of the office: seen, worded otherwise, tried on invented papers before they count."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from desk import settings
from desk.app import counter, samples
from desk.domain.errors import InputError
from desk.domain.papers import FormSet, FormWording, LetterSheet, Page
from desk.domain.stationery import FormState

if TYPE_CHECKING:
    from desk.app.seat import Seat
    from desk.domain.records import Actor
    from desk.domain.stationery import PartChange, Stationery
    from desk.services.workplace import Workplace
    from desk.ui.wordings.ports import WordingPorts

COMMON: Final = "common"
_SIGHT_DPI: Final = 150  # of a paper on the screen: as it is read, not as it is printed
_PAGES: Final = 6  # of it
#: The set that what all sets share is shown in.
_SHOWN_IN: Final = "2025"


class NoSampleError(InputError):
    """There is no invented paper to show a form with; facts: form."""


def forms(work: Workplace) -> tuple[FormState, ...]:
    """Return every form of every set, the newest set first, then results, then what all share."""
    from desk.printing import wording
    from desk.services import stationery

    told, _ = stationery.listed(work)
    shared = set(json.loads(_base(told, COMMON))["forms"])
    found = []
    for key in wording.available():
        made = wording.read(told, key)
        special = [each for each in made.forms if each not in shared]
        found += [_state(told, made, f"{key}/{each}", made.forms[each]) for each in special]
    for key in wording.APART:
        made = wording.read(told, key)
        special = [each for each in made.forms if each not in shared]
        found += [_state(told, made, f"{key}/{each}", made.forms[each]) for each in special]
    made = wording.read(told, _SHOWN_IN)
    found += [
        _state(told, replace(made, since="", checked=True), f"{COMMON}/{each}", made.forms[each])
        for each in made.forms
        if each in shared
    ]
    return tuple(found)


def _state(told: Stationery, form_set: FormSet, name: str, form: FormWording) -> FormState:
    return FormState(
        name=name,
        label=form.label,
        title=form.title or form.words.get("name", ""),
        own=form.own,
        checked=form_set.checked,
        changed=name in told.forms,
        since=form_set.since,
        note=" ".join(filter(None, (form.note, form_set.note))),
    )


def _base(told: Stationery, key: str) -> str:
    from desk.printing import wording

    return told.bases.get(key) or wording.text_of(key)


def text(work: Workplace, name: str) -> str:
    """Return a form's wording as people edit it: JSON, one thing a line.

    Raises:
        FormUnknownError.
    """
    from desk.services import stationery

    told, _ = stationery.listed(work)
    return _pretty(_entry(told, name))


def original(work: Workplace, name: str) -> str:
    """Return a form's wording as the program has it; see `text`."""
    from desk.services import stationery

    told, _ = stationery.listed(work)
    return _pretty(_entry(replace(told, forms={}), name))


def _entry(told: Stationery, name: str) -> dict[str, Any]:
    from desk.printing import wording

    key, _, form = name.partition("/")
    if name in told.forms:
        found: dict[str, Any] = json.loads(told.forms[name])
        return found
    if key not in (COMMON, *wording.APART, *wording.available()):
        raise wording.FormUnknownError(form=form[:40], form_set=key[:40])
    known = json.loads(_base(told, key))["forms"]
    if form not in known:
        raise wording.FormUnknownError(form=form[:40], form_set=key[:40])
    entry: dict[str, Any] = known[form]
    return entry


def _pretty(entry: dict[str, Any]) -> str:
    """Write an entry as the program's own files have it: a line of a form is a line of text."""
    parts = []
    for key, value in entry.items():
        name = json.dumps(key, ensure_ascii=False)
        if isinstance(value, list) and value:
            rows = ",\n    ".join(json.dumps(each, ensure_ascii=False) for each in value)
            parts.append(f"  {name}: [\n    {rows}\n  ]")
        elif isinstance(value, dict) and value:
            rows = ",\n    ".join(
                f"{json.dumps(k, ensure_ascii=False)}: {_rows(v)}" for k, v in value.items()
            )
            parts.append(f"  {name}: {{\n    {rows}\n  }}")
        else:
            parts.append(f"  {name}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _rows(value: object) -> str:
    """Write what stands within a part: of a list of objects each on its own line."""
    if isinstance(value, list) and any(isinstance(each, dict) for each in value):
        rows = ",\n      ".join(json.dumps(each, ensure_ascii=False) for each in value)
        return f"[\n      {rows}\n    ]"
    return json.dumps(value, ensure_ascii=False)


def check(work: Workplace, name: str, new: str) -> list[bytes]:
    """Try a wording on every invented paper of its form; return them as PDF.

    Raises:
        UnknownPartError, FormUnknownError, WordingDamagedError, PlaceholderUnknownError.
    """
    return _drawn(work, name, new, settings.Settings(), every=True)


def preview(work: Workplace, folder: Path, name: str, new: str, page: str = "") -> bytes:
    """Return a form, worded like this, with invented people on it, as PDF.

    Raises:
        NoSampleError, and as `check`.
    """
    chosen = settings.load(folder)
    if page:
        chosen = replace(chosen, page=page)
    drawn = _drawn(work, name, new, chosen, every=False)
    if not drawn:
        raise NoSampleError(form=name[:60])
    return drawn[0]


def _drawn(
    work: Workplace, name: str, new: str, chosen: settings.Settings, *, every: bool
) -> list[bytes]:
    from desk.printing import forms as press
    from desk.printing import plain, wording
    from desk.services import reporting, stationery

    told, _ = stationery.listed(work)
    form_set = wording.check(told, name, new)
    common = {
        "office": counter.look(work, chosen).office,
        "wording": form_set,
        "page": Page(chosen.page),
    }
    made = samples.samples(name.partition("/")[2], common, reporting.forms(work, samples.AT.date()))
    for _, sheet in made:
        if sheet.wording.key == wording.NOTICES and isinstance(sheet, LetterSheet):
            plain.worded(sheet)  # its messages have lines that are on no paper
    return [press.render(form, sheet) for form, sheet in (made if every else made[:1])]


def reword(work: Workplace, by: Actor, name: str, new: str, note: str) -> None:
    """Word a form otherwise from now on; without words as the program has it.

    Raises:
        NotAllowedError, and as `check`: nothing was written.
    """
    from desk.services import stationery

    stationery.reword(work, by, name, new, note, lambda part, words: check(work, part, words))


def history(work: Workplace, name: str) -> tuple[PartChange, ...]:
    """Return how a form was worded, newest first."""
    from desk.domain.stationery import FORM
    from desk.services import stationery

    return stationery.history(work, FORM + name)


def set_logo(work: Workplace, by: Actor, path: Path | None, *, here_only: bool = False) -> int:
    """Put a picture on papers from now on, or none; return how heavy it is there, in bytes.

    Raises:
        NotAllowedError, BadLogoError: nothing was written.
    """
    from desk.domain import rights
    from desk.printing import logo
    from desk.services import stationery

    rights.require(by, "settings")
    try:
        found = "" if path is None else logo.prepare(path.read_bytes())
    except OSError as error:
        raise logo.BadLogoError(why="unreadable") from error
    stationery.set_logo(work, by, found, here_only=here_only)
    return len(found) * 3 // 4


def ports(seat: Seat) -> WordingPorts:
    """Return what the page is handed."""
    from desk.printing import raster
    from desk.ui.wordings.ports import WordingPorts

    work = seat.work

    def pages(name: str, new: str, page: str) -> tuple[raster.Page, ...]:
        chosen = settings.load(seat.folder)
        drawn = _drawn(work, name, new, replace(chosen, page=page), every=True)
        if not drawn:
            raise NoSampleError(form=name[:60])
        # Every shape of the paper: a line that is seldom printed shall be seen, too.
        found = ((pdf, number) for pdf in drawn for number in range(raster.count(pdf)))
        return tuple(
            raster.page(pdf, number, dpi=_SIGHT_DPI) for pdf, number in islice(found, _PAGES)
        )

    return WordingPorts(
        forms=lambda: forms(work),
        text=lambda name: text(work, name),
        preview=pages,
        reword=lambda name, new, note: reword(work, seat.user, name, new, note),
        history=lambda name: history(work, name),
        set_logo=lambda path: set_logo(work, seat.user, Path(path) if path else None),
    )
