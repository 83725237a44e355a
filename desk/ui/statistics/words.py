"""The figures' own words in the window's language; figures carry them as papers print them."""

from __future__ import annotations

import re
from typing import Final

from desk.domain.figures import Figure
from desk.ui.language import mark, translate

#: Everything that figures are made of, so that it is translated; a test holds the two together.
KNOWN: Final = (
    mark("Figures", "Người đến và người được phục vụ"),
    mark("Figures", "Vé đã lấy và vé đã mời, mỗi 15 phút trong ngày cuối của kỳ"),
    mark("Figures", "Giờ"),
    mark("Figures", "vé"),
    mark("Figures", "Lấy vé"),
    mark("Figures", "Được phục vụ"),
    mark("Figures", "Hồ sơ đang giải quyết theo thời hạn"),
    mark("Figures", "Đã tiếp nhận hoặc đang xử lý, tính đến lúc này"),
    mark("Figures", "hồ sơ"),
    mark("Figures", "Thủ tục"),
    mark("Figures", "Quá hạn"),
    mark("Figures", "Hôm nay đến hạn"),
    mark("Figures", "Còn hạn"),
    mark("Figures", "Thời gian chờ theo giờ"),
    mark("Figures", "Từ lúc lấy vé đến lúc được mời, trong kỳ"),
    mark("Figures", "phút"),
    mark("Figures", "Giờ mời"),
    mark("Figures", "Trung vị"),
    mark("Figures", "90 % chờ không quá"),
    mark("Figures", "Tỷ lệ giải quyết đúng hạn"),
    mark("Figures", "12 tháng đến cuối kỳ; mục tiêu 95 %"),
    mark("Figures", "Tháng"),
    mark("Figures", "Đúng hạn"),
    mark("Figures", "Đã giải quyết"),
    mark("Figures", "Lý do yêu cầu bổ sung"),
    mark("Figures", "Hồ sơ có yêu cầu bổ sung trong kỳ"),
    mark("Figures", "Lý do"),
    mark("Figures", "Hồ sơ"),
    mark("Figures", "Kết quả chưa có người nhận"),
    mark("Figures", "Số ngày từ khi có kết quả, tính đến hôm nay"),
    mark("Figures", "Đã chờ"),
    mark("Figures", "Số hóa giấy tờ"),
    mark(
        "Figures",
        "Giấy tờ đã có bản quét, theo ngày nhận và thủ tục; theo quyển sổ thì xem trang Sổ",
    ),
    mark("Figures", "Ngày nhận"),
)
#: Words with a number in them.
_NUMBERED: Final = tuple(
    (re.compile(re.escape(source).replace(r"\{n\}", "([0-9–/]+)")), source)
    for source in (
        mark("Figures", "trên {n} ngày"),
        mark("Figures", "{n} ngày"),
        mark("Figures", "{n} giờ"),
        mark("Figures", "{n} phút"),
        mark("Figures", "{n} giấy"),
        mark("Figures", "Mục tiêu {n} %"),
    )
)


def say(text: str) -> str:
    """Return a figure's word in the window's language; names and reasons stay as they are."""
    for pattern, source in _NUMBERED:
        found = pattern.fullmatch(text)
        if found:
            return translate("Figures", source).format(n=found[1])
    return translate("Figures", text) if text in KNOWN else text


def value(figure: Figure, row: int, column: int) -> str:
    """Return one number with its unit."""
    cell = figure.cells[row][column]
    return (
        say(cell.words) if cell.said or cell.value is None else f"{cell.words} {say(figure.unit)}"
    )


def about(figure: Figure, row: int, column: int) -> str:
    """Return one number with all that it is about."""
    category, series = say(figure.categories[row]), say(figure.series[column].name)
    return f"{category} · {series}: {value(figure, row, column)}"


def summary(figure: Figure) -> str:
    """Return the whole figure in words, for whoever cannot see it."""
    parts = [f"{say(figure.title)}. {say(figure.note)}."]
    best: list[str] = []
    for column, series in enumerate(figure.series):
        numbers = [
            (cells[column].value or 0, row)
            for row, cells in enumerate(figure.cells)
            if cells[column].value is not None
        ]
        if numbers and series.drawn:
            best.append(about(figure, max(numbers)[1], column))
    if best:
        most = translate("Figures", "Lớn nhất")
        parts.append(f"{most}: {'; '.join(best[:3])}.")
    return " ".join(parts)
