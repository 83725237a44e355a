"""Writes what was found into a file that spreadsheets read: all of it, in batches, stoppable."""

from __future__ import annotations

import csv
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Protocol

from desk.domain import rights
from desk.domain.errors import InputError
from desk.domain.lookup import Filter, Sort
from desk.domain.records import VN, Actor, Dossier
from desk.domain.text import harmless
from desk.models.engine import known_failures
from desk.services import lookup
from desk.services.workplace import Workplace

_log = logging.getLogger(__name__)
#: The right to take personal data out of the program.
RIGHT: Final = "export"
KINDS: Final = (".xlsx", ".csv")
_BATCH: Final = 500
_DATE: Final = "dd/mm/yyyy hh:mm"

Value = str | int | datetime | None
#: Told how many are written and how many there are; False stops.
Told = Callable[[int, int], bool]

#: The columns: what each is called, how wide it is, and what stands in it.
COLUMNS: Final[tuple[tuple[str, int, Callable[[Dossier], Value]], ...]] = (
    ("Mã hồ sơ", 24, lambda d: d.code),
    ("Thủ tục", 44, lambda d: d.procedure_name),
    ("Mã thủ tục", 12, lambda d: d.procedure),
    ("Chủ hồ sơ", 28, lambda d: d.subject.name),
    ("Số định danh", 15, lambda d: d.subject.personal_id or d.subject.tax_code),
    ("Điện thoại", 13, lambda d: d.subject.phone or d.submitter.phone),
    ("Người nộp", 28, lambda d: d.submitter.name),
    ("Kênh", 12, lambda d: str(d.channel)),
    ("Trạng thái", 10, lambda d: int(d.status)),
    ("Tiếp nhận", 17, lambda d: d.received_at or d.filed_at),
    ("Hẹn trả", 17, lambda d: d.due_at),
    ("Có kết quả", 17, lambda d: d.finished_at),
    ("Trả kết quả", 17, lambda d: d.returned_at),
    ("Phụ trách", 20, lambda d: d.assignee_name or d.assignee),
    ("Ô kệ", 8, lambda d: d.shelf),
    ("Phí (đồng)", 12, lambda d: d.fee),
    ("Giấy tờ", 8, lambda d: len(d.papers)),
    ("Đã hủy", 8, lambda d: "x" if d.voided else ""),
)
#: What stands for the codes of channel and status: these files are read by people.
CHANNELS: Final = {"counter": "Trực tiếp", "online": "Trực tuyến", "post": "Bưu chính"}
STATUSES: Final = {
    1: "Mới đăng ký",
    2: "Được tiếp nhận",
    3: "Không được tiếp nhận",
    4: "Đang xử lý",
    5: "Yêu cầu bổ sung giấy tờ",
    6: "Yêu cầu thực hiện nghĩa vụ tài chính",
    7: "Công dân yêu cầu rút hồ sơ",
    8: "Dừng xử lý",
    9: "Đã xử lý xong",
    10: "Đã trả kết quả",
}


class UnknownFileKindError(InputError):
    """The file's ending is that of no kind that can be written."""


class _Writer(Protocol):
    def row(self, values: Sequence[Value]) -> None:
        """Write one line."""


def export(  # noqa: PLR0917 - who, what, in which order, where to, who is told
    work: Workplace, by: Actor, asked: Filter, sort: Sort, path: Path, told: Told
) -> int | None:
    """Write all that a filter means; return how many there are, None if it was stopped.

    The file has its name only once it is whole: stopped or failed, nothing of it is left.

    Raises:
        NotAllowedError, UnknownFileKindError, DiskFullError, ReadOnlyError.
    """
    rights.require(by, RIGHT)
    kind = path.suffix.lower()
    if kind not in KINDS:
        raise UnknownFileKindError(kind=kind or "–", known=", ".join(KINDS))
    part = path.with_name(f".{path.name}.part")
    try:
        with known_failures(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            with work.database.read() as tx, _OPEN[kind](part) as writer:
                number, batches = lookup.everything(tx, work, asked, sort, _BATCH)
                done = _write(writer, batches, number, told)
            if done:
                part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    outcome = "written" if done else "stopped"
    # Who took how much, and nothing of what it says of anybody.
    _log.info("Export of %d dossiers as %s by %s: %s", number, kind, by.login, outcome)
    return number if done else None


def _write(writer: _Writer, batches: Iterator[list[Dossier]], number: int, told: Told) -> bool:
    writer.row([name for name, _, _ in COLUMNS])
    written = 0
    if not told(0, number):
        return False
    for batch in batches:
        for state in batch:
            writer.row(values(state))
        written += len(batch)
        if not told(written, number):
            return False
    return True


def values(state: Dossier) -> list[Value]:
    """Return a dossier's line."""
    found = [value(state) for _, _, value in COLUMNS]
    return [
        CHANNELS[str(each)]
        if name == "Kênh"
        else STATUSES[state.status]
        if name == "Trạng thái"
        else each
        for (name, _, _), each in zip(COLUMNS, found, strict=True)
    ]


# -- CSV -----------------------------------------------------------------------------------------


class _Csv:
    def __init__(self, file: Any) -> None:
        # Where the comma is the decimal sign, as in Vietnam, spreadsheets expect semicolons.
        self._csv = csv.writer(file, delimiter=";")

    def row(self, values: Sequence[Value]) -> None:
        self._csv.writerow([_plain(value) for value in values])


def _plain(value: Value) -> str | int:
    if isinstance(value, datetime):
        return f"{value.astimezone(VN):%d/%m/%Y %H:%M}"
    return harmless(value) if isinstance(value, str) else "" if value is None else value


@contextmanager
def _csv(path: Path) -> Iterator[_Writer]:
    # The mark at the beginning tells spreadsheets that it is UTF-8.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        yield _Csv(file)


# -- XLSX ----------------------------------------------------------------------------------------


class _Xlsx:
    def __init__(self, book: Any) -> None:
        self._sheet = book.add_worksheet("Hồ sơ")
        self._date = book.add_format({"num_format": _DATE, "align": "left"})
        self._head = book.add_format({"bold": True, "bottom": 1})
        self._at = 0
        self._sheet.freeze_panes(1, 1)
        for column, (_, width, _) in enumerate(COLUMNS):
            self._sheet.set_column(column, column, width)

    def row(self, values: Sequence[Value]) -> None:
        sheet, at = self._sheet, self._at
        for column, value in enumerate(values):
            if isinstance(value, datetime):
                here = value.astimezone(VN).replace(tzinfo=None)
                sheet.write_datetime(at, column, here, self._date)
            elif isinstance(value, int):
                sheet.write_number(at, column, value)
            elif value:
                sheet.write_string(at, column, value, None if at else self._head)
        self._at += 1


@contextmanager
def _xlsx(path: Path) -> Iterator[_Writer]:
    import xlsxwriter  # noqa: PLC0415 - a fifth of a second that nothing else needs
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415 - as above

    # Rows go to a file beside the target as they come: a year of dossiers in little memory.
    options = {"constant_memory": True, "tmpdir": str(path.parent)}
    book = xlsxwriter.Workbook(str(path), options)
    try:
        yield _Xlsx(book)
    finally:
        try:
            book.close()  # its temporary files go with it, whatever happened
        except FileCreateError as error:
            raise error.args[0] from error  # the disk's own word, which has words of ours


_OPEN: Final = {".csv": _csv, ".xlsx": _xlsx}
