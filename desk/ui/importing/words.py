"""What the page of old data says of fields, codes and numbers."""

from __future__ import annotations

from typing import Final

from desk.domain.importing_plan import FIELDS
from desk.domain.importing_values import Order
from desk.domain.importing_views import Batch, Outcome
from desk.domain.oldtext import Encoding
from desk.ui import words
from desk.ui.language import mark, plural, translate

_FIELDS: Final = {
    "": mark("Import", "Không nhập"),
    "code": mark("Import", "Mã hồ sơ"),
    "procedure": mark("Import", "Mã thủ tục"),
    "procedure_name": mark("Import", "Tên thủ tục"),
    "owner": mark("Import", "Chủ hồ sơ"),
    "submitter": mark("Import", "Người nộp"),
    "birth_date": mark("Import", "Ngày sinh"),
    "personal_id": mark("Import", "Số định danh"),
    "address": mark("Import", "Địa chỉ"),
    "phone": mark("Import", "Điện thoại"),
    "received": mark("Import", "Ngày nhận"),
    "due": mark("Import", "Ngày hẹn trả"),
    "finished": mark("Import", "Ngày có kết quả"),
    "returned": mark("Import", "Ngày trả"),
    "status": mark("Import", "Trạng thái"),
    "channel": mark("Import", "Hình thức nộp"),
    "fee": mark("Import", "Phí, lệ phí"),
    "serial": mark("Import", "Số biên lai"),
    "officer": mark("Import", "Cán bộ"),
    "note": mark("Import", "Ghi chú"),
    "collector": mark("Import", "Người nhận kết quả"),
}
_ENCODINGS: Final = {
    Encoding.UNICODE: mark("Import", "Unicode"),
    Encoding.TCVN3: mark("Import", "TCVN3"),
    Encoding.TCVN3_CAPITALS: mark("Import", "TCVN3 chữ hoa"),
    Encoding.VNI: mark("Import", "VNI"),
    Encoding.CP1258: mark("Import", "Windows-1258"),
    Encoding.UTF8: mark("Import", "UTF-8 đọc nhầm"),
}
_ORDERS: Final = {
    Order.DMY: mark("Import", "ngày/tháng/năm"),
    Order.MDY: mark("Import", "tháng/ngày/năm"),
    Order.YMD: mark("Import", "năm/tháng/ngày"),
}


def fields() -> tuple[tuple[str, str], ...]:
    """Return what a column may be, each with its word; the first is nothing."""
    return tuple((name, field(name)) for name in ("", *FIELDS))


def field(name: str) -> str:
    """Return what a field is called."""
    return translate("Import", _FIELDS[name])


def encodings() -> tuple[tuple[Encoding, str], ...]:
    """Return the codes that a column may be in."""
    return tuple((each, encoding(each)) for each in Encoding)


def encoding(code: Encoding) -> str:
    """Return what a code is called."""
    return translate("Import", _ENCODINGS[code])


def orders() -> tuple[tuple[Order, str], ...]:
    """Return the orders in which dates may be written."""
    return tuple((each, translate("Import", text)) for each, text in _ORDERS.items())


def number(count: int) -> str:
    """Return a number as people write it: 12.345."""
    return f"{count:,}".replace(",", ".")


def dossiers(count: int) -> str:
    """Return so many dossiers."""
    return plural(
        count,
        translate("Import", "1 hồ sơ"),
        translate("Import", "{number} hồ sơ"),
        number=number(count),
    )


def counted(outcome: Outcome, *, dry: bool) -> str:
    """Tell in one sentence what came, or would come, of a list."""
    said = (
        translate("Import", "{rows} dòng: sẽ nhập {new}, đã có {same}, khác trước {changed}, lỗi")
        if dry
        else translate("Import", "{rows} dòng: nhập {new}, đã có {same}, khác trước {changed}, lỗi")
    )
    names = ("rows", "new", "same", "changed")
    told = said.format(**{name: number(getattr(outcome, name)) for name in names})
    return f"{told} {number(outcome.refused)}"


def batch(one: Batch) -> str:
    """Tell a batch in one line: when, who, how many."""
    told = [words.moment(one.at), one.by, dossiers(one.dossiers)]
    if one.taken_back:
        back = translate("Import", "đã lấy lại {number}")
        told.append(back.format(number=number(one.taken_back)))
    return " · ".join(told)
