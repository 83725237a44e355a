"""What papers look like, and since when: the program's own wording, and what a ward made of it.

A paper printed again in ten years must say what it said at first. So whatever papers say beyond
the dossier – the wording of a form, the office's heading, its logo – has a time from which it
holds, and a paper takes what held at its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from desk.domain.errors import InputError
from desk.domain.person import clean_line

OFFICE: Final = "office"
LOGO: Final = "logo"
FORM: Final = "form:"  # and the set's key, a stroke, the form's key: form:2025/receipt
#: What an office says of itself on its papers; empty: as the program words it by itself.
HEADING: Final = ("parent", "desk_name", "place", "phone", "website")
#: So many bytes of a picture go with every paper that bears it, and with the log to the city.
MOST_LOGO: Final = 60_000


class BadHeadingError(InputError):
    """Something that is no line of an office's heading; facts: key."""


class UnknownPartError(InputError):
    """There is no such part of papers; facts: part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartChange:
    """One change of what papers look like; `text` is empty where the program's own holds again."""

    part: str  # office | logo | form:2025/receipt
    text: str
    device: str = ""  # the counter that it is for alone; empty: all of the ward
    note: str = ""
    by: str = ""  # name
    at: datetime | None = None
    hlc: int = 0  # the log's own time
    made_on: str = ""  # the device


@dataclass(frozen=True, slots=True, kw_only=True)
class FormState:
    """One form as it stands: whose words it has, and what is known of them."""

    name: str  # 2025/receipt
    label: str
    title: str
    own: bool  # a layout of ours: no official one was to be had
    checked: bool  # the set was compared with the official annex
    changed: bool  # the ward has worded it itself
    since: str  # of its set, YYYY-MM-DD
    note: str

    @property
    def number(self) -> str:
        """The number alone, where the label says one: "Mẫu số 01" is 01."""
        return self.label.removeprefix("Mẫu số").strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The program's own wording of a form set (or what all share), as of an edition."""

    kind: str  # common | 2018 | 2025
    edition: int
    since: int  # the log's own time from which it was here; 0: from the beginning
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stationery:
    """What papers look like at one time, at one counter; texts are JSON."""

    bases: Mapping[str, str] = field(default_factory=dict)  # common | 2018 | 2025
    forms: Mapping[str, str] = field(default_factory=dict)  # 2025/receipt
    heading: Mapping[str, str] | None = None  # None: nothing was ever chosen
    logo: str = ""  # a picture's bytes in base64

    def own(self, form_set: str) -> tuple[tuple[str, str], ...]:
        """Return the forms of a set that the ward has worded itself: (form, text)."""
        start = f"{form_set}/"
        return tuple(
            (name.removeprefix(start), text)
            for name, text in sorted(self.forms.items())
            if name.startswith(start)
        )


def as_of(
    changes: Iterable[PartChange], bases: Iterable[Base], *, hlc: int | None, device: str
) -> Stationery:
    """Return what papers of a counter looked like at the log's time `hlc`; None: look now.

    Of the program's wording, the newest edition that was here by then; where none was, the
    oldest that is known. What is for one counter alone goes before what is for all.
    """
    held = sorted(
        (each for each in changes if each.device in {"", device}),
        key=lambda each: (bool(each.device), each.hlc, each.made_on),
    )
    parts: dict[str, str] = {}
    for each in held:
        if hlc is None or each.hlc < hlc:
            parts[each.part] = each.text
    heading = parts.get(OFFICE)
    return Stationery(
        bases=_bases(bases, hlc),
        forms={
            part.removeprefix(FORM): text
            for part, text in parts.items()
            if part.startswith(FORM) and text
        },
        heading=None if heading is None else read_heading(heading),
        logo=parts.get(LOGO, ""),
    )


def _bases(bases: Iterable[Base], hlc: int | None) -> dict[str, str]:
    found: dict[str, Base] = {}
    for each in sorted(bases, key=lambda each: each.edition):
        if each.kind not in found or hlc is None or each.since < hlc:
            found[each.kind] = each
    return {kind: each.text for kind, each in found.items()}


def read_heading(text: str) -> dict[str, str]:
    """Return an office's heading; only what was said.

    Raises:
        BadHeadingError, and InputError of a line with characters that are none.
    """
    if not text:
        return {}
    try:
        told = json.loads(text)
    except ValueError:
        raise BadHeadingError(key="") from None
    if not isinstance(told, dict):
        raise BadHeadingError(key="")
    return clean_heading(told)


def clean_heading(told: Mapping[str, object]) -> dict[str, str]:
    """Return an office's heading in NFC, without what was left empty.

    Raises:
        BadHeadingError, and InputError of a line with characters that are none.
    """
    for key, value in told.items():
        if key not in HEADING or not isinstance(value, str):
            raise BadHeadingError(key=str(key)[:40])
    read = {key: clean_line(str(value), field=key) for key, value in told.items()}
    return {key: value for key, value in read.items() if value}


def written(told: object) -> str:
    """Return a part's data as it is kept: keys in their order, no space, letters as they are."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
