"""Lists of an earlier system, made up: as such systems wrote them out, in old codes too."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

from desk import sample
from desk.domain.oldtext import Encoding, encode

HEADINGS = (
    "STT",
    "Mã hồ sơ",
    "Tên thủ tục",
    "Chủ hồ sơ",
    "Ngày sinh",
    "Số CCCD",
    "Địa chỉ",
    "Số điện thoại",
    "Ngày nhận",
    "Hẹn trả",
    "Ngày trả",
    "Trạng thái",
    "Lệ phí",
    "Cán bộ",
    "Ghi chú",
)
MAP: dict[str, Any] = {
    "heading_row": 1,
    "columns": {
        "code": "Mã hồ sơ",
        "procedure_name": "Tên thủ tục",
        "owner": "Chủ hồ sơ",
        "birth_date": "Ngày sinh",
        "personal_id": "Số CCCD",
        "address": "Địa chỉ",
        "phone": "Số điện thoại",
        "received": "Ngày nhận",
        "due": "Hẹn trả",
        "returned": "Ngày trả",
        "status": "Trạng thái",
        "fee": "Lệ phí",
        "officer": "Cán bộ",
        "note": "Ghi chú",
    },
}
_FIRST = date(2019, 1, 7)


def rows(number: int, *, seed: int = 1) -> list[list[Any]]:
    """Return so many rows, most of them ended long ago, every tenth still open."""
    sampler = sample.Sampler(seed, year=2019)
    found: list[list[Any]] = []
    for at in range(number):
        who = sampler.person()
        day = _FIRST + timedelta(days=at % 300)
        ended = at % 10 != 3
        found.append(
            [
                at + 1,
                f"000.00.15.H26-{day:%y%m%d}-{at % 9000 + 1000:04d}",
                "Thủ tục đăng ký khai sinh" if at % 2 else "Cấp bản sao trích lục hộ tịch (cũ)",
                who.name,
                who.birth_date[:4] if at % 3 else datetime.fromisoformat(who.birth_date),
                who.personal_id,
                who.address,
                who.phone,
                f"{day:%d/%m/%Y}",
                f"{day + timedelta(days=3):%d/%m/%Y}",
                f"{day + timedelta(days=2):%d/%m/%Y}" if ended else None,
                "Đã trả kết quả" if ended else "Đang xử lý",
                8000 if at % 2 else "miễn",
                "Trần Thị Thử",
                None,
            ]
        )
    return found


def in_code(row: Sequence[Any], encoding: Encoding) -> list[Any]:
    """Return a row as an old program's letters show today."""
    return [encode(each, encoding) if isinstance(each, str) else each for each in row]


def workbook(
    path: Path,
    body: Sequence[Sequence[Any]],
    headings: Sequence[str] = HEADINGS,
    *,
    encoding: Encoding = Encoding.UNICODE,
    font: str = "",
) -> Path:
    """Write a workbook of one sheet."""
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet("Ho so")
        look = book.add_format({"font_name": font} if font else {})
        for number, row in enumerate([headings, *body]):
            for place, value in enumerate(in_code(row, encoding)):
                if isinstance(value, datetime):
                    sheet.write_datetime(number, place, value)
                elif value is not None:
                    sheet.write(number, place, value, look)
    return path


def text(
    path: Path,
    body: Sequence[Sequence[Any]],
    headings: Sequence[str] = HEADINGS,
    *,
    delimiter: str = ";",
    encoding: Encoding = Encoding.UNICODE,
) -> Path:
    """Write a CSV file: UTF-8, or the bytes that an old program wrote."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    for row in [headings, *body]:
        shown = [f"{each:%d/%m/%Y}" if isinstance(each, datetime) else each for each in row]
        writer.writerow(in_code(shown, encoding))
    data = out.getvalue()
    path.write_bytes(
        data.encode() if encoding is Encoding.UNICODE else data.encode("cp1252", "replace")
    )
    return path
