"""A workbook's parts read through once as XML, in little memory, before its library reads them.

Refused are parts far larger than any list (bombs) and parts that declare entities; found is what
a reader of cells does not tell.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from desk.domain.errors import InputError

_CHUNK: Final = 1 << 18
_SHEETS: Final = "xl/worksheets/"
#: Sheets are streamed; all other parts are held in memory by the library, so they are bounded.
LARGEST_SHEET: Final = 600 * 1024 * 1024
LARGEST_PART: Final = 64 * 1024 * 1024
_MOST_PARTS: Final = 5000
_MOST_MERGED: Final = 5000
_MOST_NAMED: Final = 100_000
_REF: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class WorkbookBombError(InputError):
    """A workbook that unpacks to far more than any list holds; facts: limit (MB)."""


class WorkbookEntityError(InputError):
    """A workbook whose XML declares a document type: no spreadsheet program writes that."""


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells that were joined over several rows."""

    top: int
    left: int
    bottom: int


@dataclass(slots=True)
class Scan:
    """What a sheet holds beside the values of its cells; rows and columns from 1."""

    rows: int = 0
    last: int = 0  # number of the last row that has anything in it
    hidden: set[int] = field(default_factory=set)
    merged: list[Merged] = field(default_factory=list)
    uncounted: set[tuple[int, int]] = field(default_factory=set)  # formulas without a value


def scan_parts(archive: zipfile.ZipFile) -> None:
    """Refuse what would unpack to too much, or declares a document type.

    Raises:
        WorkbookBombError, WorkbookEntityError, expat.ExpatError.
    """
    parts = archive.infolist()
    sheets = sum(each.file_size for each in parts if each.filename.startswith(_SHEETS))
    held = sum(each.file_size for each in parts if _is_held(each.filename))
    if sheets > LARGEST_SHEET or held > LARGEST_PART or len(parts) > _MOST_PARTS:
        raise WorkbookBombError(limit=LARGEST_PART >> 20)
    for part in parts:
        if _is_held(part.filename):
            _parse(archive, part.filename, _parser())


def _is_held(name: str) -> bool:
    return name.endswith((".xml", ".rels")) and not name.startswith(_SHEETS)


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def _refuse(*_: object) -> None:
    raise WorkbookEntityError


def _parse(archive: zipfile.ZipFile, name: str, parser: expat.XMLParserType) -> None:
    with archive.open(name) as part:
        while data := part.read(_CHUNK):
            parser.Parse(data)
        parser.Parse(b"", True)


class _EnoughError(Exception):
    """There are more rows than are wanted."""


class _Sheet:
    """Hears the elements of one sheet."""

    def __init__(self, most: int) -> None:
        self.found = Scan()
        self._most = most
        self._row = 0
        self._place = (0, 0)
        self._formula = self._value = self._inside = False

    def start(self, name: str, told: dict[str, str]) -> None:
        """Hear an element begin."""
        match name.rpartition(":")[2]:
            case "row":
                self._begin_row(told)
            case "c":
                self._place = _place(told.get("r", "")) or (self._row, self._place[1] + 1)
                self._formula = self._value = False
            case "f":
                self._formula = True
            case "v" | "is":
                self._inside = True
            case "mergeCell":
                self._merge(told.get("ref", ""))

    def _begin_row(self, told: dict[str, str]) -> None:
        number = told.get("r", "")
        self._row = int(number) if number.isdigit() else self._row + 1
        self._place = (self._row, 0)
        self.found.rows += 1
        if self.found.rows > self._most:
            raise _EnoughError
        if told.get("hidden") in {"1", "true"} and len(self.found.hidden) < _MOST_NAMED:
            self.found.hidden.add(self._row)

    def _merge(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        start, end = _place(first), _place(last)
        if start and end and end[0] > start[0] and len(self.found.merged) < _MOST_MERGED:
            self.found.merged.append(Merged(start[0], start[1], end[0]))

    def text(self, data: str) -> None:
        """Hear text; of a value, it is one."""
        if self._inside and data:
            self._value = True

    def end(self, name: str) -> None:
        """Hear an element end."""
        match name.rpartition(":")[2]:
            case "v" | "is":
                self._inside = False
            case "c":
                if self._value or self._formula:
                    self.found.last = max(self.found.last, self._row)
                if self._formula and not self._value and len(self.found.uncounted) < _MOST_NAMED:
                    self.found.uncounted.add(self._place)


def _place(ref: str) -> tuple[int, int] | None:
    found = _REF.fullmatch(ref.replace("$", ""))
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def scan(archive: zipfile.ZipFile, name: str, most: int) -> Scan:
    """Read a sheet through; after `most` rows it is enough, and `rows` is more than that.

    Raises:
        WorkbookEntityError, expat.ExpatError.
    """
    sheet = _Sheet(most)
    parser = _parser()
    parser.buffer_text = True
    parser.StartElementHandler = sheet.start
    parser.EndElementHandler = sheet.end
    parser.CharacterDataHandler = sheet.text
    try:
        _parse(archive, name.lstrip("/"), parser)
    except _EnoughError:
        return sheet.found
    if not sheet.found.last:
        sheet.found.rows = 0
    return sheet.found
