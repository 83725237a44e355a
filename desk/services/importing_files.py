"""Lists of earlier systems as files: workbooks and CSV, row by row, whatever state they are in.

A workbook is looked through before its library reads it: what is no workbook, is locked, is a bomb
or declares entities is refused with what to do; what a reader of cells does not tell (hidden rows,
merged cells, formulas without a value, how many rows there are) is found on the way.
"""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from desk.domain.errors import DeskError, InputError
from desk.domain.importing import Cell, Fault
from desk.domain.oldtext import WESTERN as OF_WINDOWS
from desk.domain.oldtext import Encoding
from desk.models.engine import known_failures
from desk.services.importing_scan import Scan, scan, scan_parts

#: More rows than a ward has had in ten years of one list; what has more is to be split.
MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 200
LARGEST: Final = 100 * 1024 * 1024
_CHUNK: Final = 1 << 20
_FIELD: Final = 1 << 17  # characters of one field of a CSV file
_SNIFFED: Final = 64 * 1024
_DELIMITERS: Final = ";,\t|"
_AT_ONCE: Final = 500

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_ZIP: Final = b"PK"
Row = tuple[int, tuple[Cell, ...]]


class NotAListError(InputError):
    """The file is no workbook and no text of columns."""


class OldWorkbookError(InputError):
    """A workbook in the binary form of before 2007 (.xls)."""


class LockedWorkbookError(InputError):
    """A workbook that asks for a password."""


class OtherWorkbookError(InputError):
    """A workbook of another program or form; facts: kind."""


class DamagedWorkbookError(InputError):
    """A workbook that cannot be read to its end."""


class ListTooBigError(InputError):
    """A file larger than any list; facts: size, limit (MB)."""


class TooManyRowsError(InputError):
    """A list with more rows than are taken at once; facts: limit."""


class ListReadError(InputError):
    """The file is not there, or may not be read; facts: why."""


class EmptyListError(InputError):
    """There is no row in the list."""


class SheetMissingError(InputError):
    """The workbook has no sheet of that name; facts: sheet, known."""


class FieldTooLongError(InputError):
    """A field of a CSV file is longer than any; most often a quote is missing; facts: row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OldList:
    """A list that can be read from its beginning as often as needed."""

    path: Path
    digest: str  # SHA-256 of the file, in hexadecimal
    kind: str  # xlsx | csv
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    encoding: str = ""  # of a CSV file's bytes
    delimiter: str = ""
    count: int = 0  # rows, headings among them
    told: tuple[Fault, ...] = ()
    scan: Scan | None = None

    def rows(self) -> Iterator[Row]:
        """Yield each row with its number, from 1, empty ones too.

        Raises:
            InputError: what is wrong with the file.
        """
        return _workbook_rows(self) if self.kind == "xlsx" else _text_rows(self)


def open_list(path: Path, sheet: str = "") -> OldList:
    """Look a file through; `sheet` is the one meant, else the first that is not hidden.

    Raises:
        InputError: the subclass says what is wrong with it; StorageError: it cannot be read.
    """
    try:
        return _open(path, sheet)
    except OSError as error:
        raise ListReadError(why=error.strerror or "?") from error


def _open(path: Path, sheet: str) -> OldList:
    with known_failures(path):
        size = path.stat().st_size
        if size > LARGEST:
            raise ListTooBigError(size=size >> 20, limit=LARGEST >> 20)
        with path.open("rb") as file:
            head = file.read(_CHUNK)
            total = sha256(head)
            locked = head.startswith(_OLE) and _LOCKED in head
            while part := file.read(_CHUNK):
                total.update(part)
                locked = locked or (head.startswith(_OLE) and _LOCKED in part)
        if not head.strip(b"\0 \r\n\t"):
            raise EmptyListError
        if head.startswith(_OLE):
            raise LockedWorkbookError if locked else OldWorkbookError
        digest = total.hexdigest()
        if head.startswith(_ZIP):
            return _open_workbook(path, digest, sheet)
        return _open_text(path, digest, head)


# -- workbooks -------------------------------------------------------------------------------------


def _open_workbook(path: Path, digest: str, sheet: str) -> OldList:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            _check_kind(archive, names)
            scan_parts(archive)
            with closing(_load(path)) as book:
                return _of_book(path, digest, sheet, archive, book, macros=_has_macros(names))
    except (DeskError, OSError):
        raise
    except Exception as error:
        raise DamagedWorkbookError from error


def _check_kind(archive: zipfile.ZipFile, names: set[str]) -> None:
    if "xl/workbook.bin" in names:
        raise OtherWorkbookError(kind=".xlsb")
    if "mimetype" in names and b"opendocument" in archive.read("mimetype")[:100]:
        raise OtherWorkbookError(kind=".ods")
    if "xl/workbook.xml" not in names:
        raise NotAListError


def _has_macros(names: set[str]) -> bool:
    return any(name.endswith("vbaProject.bin") for name in names)


def _load(path: Path) -> Any:
    from openpyxl import load_workbook  # noqa: PLC0415 - a tenth of a second, for imports alone

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what it does not know is not needed
        return load_workbook(path, read_only=True, data_only=True, keep_vba=False, keep_links=False)


def _of_book(
    path: Path, digest: str, sheet: str, archive: zipfile.ZipFile, book: Any, *, macros: bool
) -> OldList:
    pages = {page.title: page for page in book.worksheets}
    shown = [name for name, page in pages.items() if page.sheet_state == "visible"]
    hidden = [name for name in pages if name not in shown]
    if not pages:
        raise EmptyListError
    chosen = sheet or (shown or hidden)[0]
    if chosen not in pages:
        raise SheetMissingError(sheet=sheet[:40], known=", ".join(pages)[:200])
    seen = scan(archive, pages[chosen]._worksheet_path, MOST_ROWS)  # noqa: SLF001 - nothing else says which part it is
    if seen.rows > MOST_ROWS:
        raise TooManyRowsError(limit=f"{MOST_ROWS:,}".replace(",", "."))
    if not seen.rows:
        raise EmptyListError
    told = [Fault(row=0, column="", code="ImportMacros")] if macros else []
    if hidden:
        names = ", ".join(hidden)[:200]
        told.append(Fault(row=0, column="", code="ImportHiddenSheets", facts={"sheets": names}))
    told += [Fault(row=row, column="", code="ImportHiddenRow") for row in sorted(seen.hidden)]
    told += [Fault(row=each.top, column="", code="ImportMerged") for each in seen.merged]
    return OldList(
        path=path,
        digest=digest,
        kind="xlsx",
        sheet=chosen,
        sheets=tuple(shown + hidden),
        count=seen.last,
        told=tuple(told),
        scan=seen,
    )


def _workbook_rows(old: OldList) -> Iterator[Row]:
    seen = old.scan
    assert seen is not None  # noqa: S101 - every workbook was looked through
    try:
        with known_failures(old.path), closing(_load(old.path)) as book:
            page = book[old.sheet]
            page.reset_dimensions()  # what a file says of itself may be wrong
            rows = page.iter_rows(max_row=seen.last)
            fonts: dict[int, Encoding | None] = {}
            held: dict[int, Cell] = {}
            for number, cells in enumerate(_quietly(rows), 1):
                made = [_cell(each, seen, fonts) for each in cells[:MOST_COLUMNS]]
                yield number, tuple(_filled(made, number, seen, held))
    except (DeskError, OSError):
        raise
    except Exception as error:
        raise DamagedWorkbookError from error


def _quietly(rows: Iterator[Any]) -> Iterator[Any]:
    """Yield rows without the library's remarks on cells that it finds odd."""
    while True:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            some = [row for _, row in zip(range(_AT_ONCE), rows, strict=False)]
        yield from some
        if len(some) < _AT_ONCE:
            return


def _cell(cell: Any, seen: Scan, fonts: dict[int, Encoding | None]) -> Cell:
    value = cell.value
    if value is None:
        if not seen.uncounted:
            return _NOTHING
        where = (getattr(cell, "row", 0), getattr(cell, "column", 0))
        return _UNCOUNTED if where in seen.uncounted else _NOTHING
    if not isinstance(value, str):
        return Cell(value=value if not _is_span(value) else str(value))
    style = cell._style_id  # noqa: SLF001 - one font is asked for once, not for every cell
    if style not in fonts:
        fonts[style] = _hint(cell.font.name or "")
    return Cell(value=value, hint=fonts[style])


def _is_span(value: object) -> bool:
    """Tell whether a cell holds a length of time, which no column of a list is."""
    return type(value).__name__ == "timedelta"


_NOTHING: Final = Cell()
_UNCOUNTED: Final = Cell(uncounted=True)


def _hint(font: str) -> Encoding | None:
    """Return the code that a font was made for: .VnTime, .VnTimeH, VNI-Times."""
    name = font.lower()
    if name.startswith(".vn"):
        return Encoding.TCVN3_CAPITALS if name.endswith("h") else Encoding.TCVN3
    return Encoding.VNI if name.startswith("vni") else None


def _filled(cells: list[Cell], number: int, seen: Scan, held: dict[int, Cell]) -> Iterable[Cell]:
    """Let what was written over several rows stand in each of them."""
    for place, each in enumerate(seen.merged):
        if each.top == number and each.left <= len(cells):
            held[place] = cells[each.left - 1]
        elif place in held and each.top < number <= each.bottom:
            cells += [_NOTHING] * (each.left - len(cells))
            cells[each.left - 1] = held[place]
        elif number > each.bottom:
            held.pop(place, None)
    return cells


# -- text ------------------------------------------------------------------------------------------

_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
#: Every byte is a letter of Latin-1; where Windows-1252 has another one, that is meant.
WESTERN: Final = "latin-1"
_WINDOWS: Final = {code: letter for letter, code in OF_WINDOWS.items()}
_TELLING: Final = 3  # letters that are right for one that is not: a text with slips in it


def _open_text(path: Path, digest: str, head: bytes) -> OldList:
    encoding = _encoding(path, head)
    with _text(path, encoding) as lines:
        sample = lines.read(_SNIFFED)
    odd = sum(char < " " and char not in "\r\n\t\0" for char in sample)
    if odd > len(sample) // 20 or sample.count("\0") > len(sample) // 4:
        raise NotAListError
    delimiter = _delimiter(sample)
    made = OldList(path=path, digest=digest, kind="csv", encoding=encoding, delimiter=delimiter)
    count = 0
    for count, _ in made.rows():
        if count > MOST_ROWS:
            raise TooManyRowsError(limit=f"{MOST_ROWS:,}".replace(",", "."))
    if not count:
        raise EmptyListError
    return OldList(
        path=path,
        digest=digest,
        kind="csv",
        encoding=encoding,
        delimiter=delimiter,
        count=count,
    )


def _encoding(path: Path, head: bytes) -> str:
    """Say what a text's bytes are: Unicode by its mark or by its own rules, else Western."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if head[1::2].count(0) > len(head) // 4:
        return "utf-16-le"
    good = bad = 0
    with path.open(encoding="utf-8", errors="surrogateescape", newline="") as file:
        while part := file.read(_CHUNK):
            lost = sum("\udc80" <= char <= "\udcff" for char in part)
            bad += lost
            good += sum(char > "\x7f" for char in part) - lost
    return "utf-8" if not bad or good >= _TELLING * bad else WESTERN


def _text(path: Path, encoding: str) -> io.TextIOWrapper:
    return path.open(encoding=encoding, errors="replace", newline="")


def _delimiter(sample: str) -> str:
    """Return what parts the columns: what most lines have the same number of, if not all."""
    lines = [line for line in sample.splitlines()[:20] if line.strip()]
    best, most = ",", (0, 0)
    for sign in _DELIMITERS:
        counts = [_outside(line, sign) for line in lines]
        usual = max(set(counts), key=lambda n: (counts.count(n) if n else 0, n), default=0)
        score = (counts.count(usual) if usual else 0, usual)
        if score > most:
            best, most = sign, score
    return best


def _outside(line: str, sign: str) -> int:
    """Count a sign where it does not stand between quotes."""
    return sum(part.count(sign) for part in line.split('"')[::2])


def _text_rows(old: OldList) -> Iterator[Row]:
    number = 0
    csv.field_size_limit(_FIELD)
    with known_failures(old.path), _text(old.path, old.encoding) as lines:
        try:
            for number, cells in enumerate(csv.reader(lines, delimiter=old.delimiter), 1):
                if old.encoding == WESTERN:
                    cells = [text.translate(_WINDOWS) for text in cells]  # noqa: PLW2901 - the same ones, read rightly
                yield number, tuple(Cell(value=text or None) for text in cells[:MOST_COLUMNS])
        except csv.Error as error:
            raise FieldTooLongError(row=number + 1) from error
