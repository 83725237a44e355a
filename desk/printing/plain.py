"""A letter's wording as plain text: what goes by mail and by short message."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Final

from desk.domain.papers import FormLine, LetterSheet
from desk.printing import letter
from desk.printing.fonts import GLUE
from desk.printing.wording import form, unknown

#: What a message must not tell, whatever a wording asks for: it is read by whoever holds the phone.
_KEPT_BACK: Final = frozenset(
    {"subject_id", "subject_address", "subject_phone", "subject_email", "address"}
)
_GAPS: Final = re.compile(r"[ \t]+")
_MISSING: Final = "…"
_PART: Final = "_line"  # how a word is called that stands in a message only with all its values


@dataclass(frozen=True, slots=True)
class Text:
    """A notice in words: the subject and text of a mail, and the short message."""

    subject: str
    mail: str
    short: str


def worded(sheet: LetterSheet) -> Text:
    """Return a notice's texts.

    Raises:
        FormUnknownError, PlaceholderUnknownError, WordingDamagedError: of a wording with a slip.
    """
    wording = form(sheet.wording, sheet.kind)
    told = letter.values(sheet)
    known = {key: value for key, value in told.items() if key not in _KEPT_BACK}
    known |= {
        key: _whole(template, known, sheet.kind)
        for key, template in wording.words.items()
        if key.endswith(_PART)
    }
    lines = [say(line.text, known, sheet.kind) for line in _told(wording.body, known, sheet.kind)]
    lines += ["", *(say(each, known, sheet.kind) for each in wording.words["signed"].split("\n"))]
    return Text(
        subject=say(wording.words["subject"], known, sheet.kind),
        mail="\n\n".join(filter(None, lines)),
        short=say(wording.words["sms"], known, sheet.kind),
    )


def _told(body: tuple[FormLine, ...], values: Mapping[str, str], key: str) -> list[FormLine]:
    found = []
    for line in body:
        wanted = line.when.removeprefix("!")
        if wanted in _KEPT_BACK or line.block:
            continue
        if wanted and wanted not in values:
            raise unknown(key, wanted, values)
        if not wanted or bool(values[wanted]) is not line.when.startswith("!"):
            found.append(line)
    return found


def _whole(template: str, values: Mapping[str, str], key: str) -> str:
    """Fill a part of a short message, or leave it out where one of its values is missing."""
    asked = [field for _, field, _, _ in Formatter().parse(template) if field]
    return say(template, values, key) if all(values.get(each, "?") for each in asked) else ""


def say(template: str, values: Mapping[str, str], key: str) -> str:
    """Fill a template without any face: what is missing is left out, or seen to be missing.

    Raises:
        PlaceholderUnknownError.
    """
    parts = []
    for literal, field, spec, _ in Formatter().parse(template):
        parts.append(literal.replace("**", ""))
        if field is None:
            continue
        if field not in values:
            raise unknown(key, field, values)
        parts.append(values[field] or ("" if "?" in (spec or "") else _MISSING))
    return _GAPS.sub(" ", "".join(parts).replace(GLUE, " ")).strip()
