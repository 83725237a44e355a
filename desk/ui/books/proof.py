"""The card of what a book comes to: sums, numbers proved against the log, closings, changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtWidgets import QFrame

from desk.domain.books import DRAWER, FEES, RETURNED, Book, open_days, spans
from desk.ui import words
from desk.ui.drawer.money import grouped
from desk.ui.kit import Kit
from desk.ui.language import mark, plural, translate
from desk.ui.parts.fields import Field, Line
from desk.ui.parts.layout import column, label, restyle

_SPANS: Final = 12  # said of missing lines; more fills the card and tells nobody more
_NAMED: Final = 6  # changes after the closing; the paper names them all
_DAYS: Final = 8
_TOTALS: Final = (
    (mark("Books", "Kỳ trước chuyển sang"), "carried"),
    (mark("Books", "Tiếp nhận"), "received"),
    (mark("Books", "trong đó trực tuyến"), "online"),
    (mark("Books", "Đã trả kết quả"), "returned"),
    (mark("Books", "Từ chối"), "refused"),
    (mark("Books", "Rút, dừng"), "withdrawn"),
    (mark("Books", "Quầy khác giữ"), "moved"),
    (mark("Books", "Còn lại"), "open"),
)
_ALWAYS: Final = frozenset({"carried", "received", "returned", "open"})
_CHANGES: Final = {
    "added": mark("Books", "Thêm sau khóa sổ"),
    "struck": mark("Books", "Gạch sau khóa sổ"),
    "gone": mark("Books", "Rút sau khóa sổ"),
    "changed": mark("Books", "Sửa sau khóa sổ"),
}
#: What a line tells that may read otherwise after its book was closed.
_FIELDS: Final = {
    "line": mark("Books", "số"),
    "name": mark("Books", "tên"),
    "what": mark("Books", "thủ tục, giấy tờ"),
    "contact": mark("Books", "địa chỉ, giấy tờ tùy thân"),
    "due_at": mark("Books", "hẹn trả"),
    "manner": mark("Books", "cách nhận"),
    "pages": mark("Books", "số trang"),
    "copies": mark("Books", "số bản"),
    "fee": mark("Books", "phí"),
    "serial": mark("Books", "biên lai"),
    "collector": mark("Books", "người nhận"),
    "returned_at": mark("Books", "lúc trả"),
}


def closing_words(period: str, *, again: bool = False) -> str:
    """Return what closing these days is called; `period` as a closing calls them."""
    if again:
        return translate("Books", "Khóa lại")
    if len(period) == len("2026"):
        return translate("Books", "Khóa sổ năm")
    if len(period) == len("2026-11"):
        return translate("Books", "Khóa sổ tháng")
    return translate("Books", "Khóa sổ ngày này")


def span_words(start: date, end: date) -> str:
    """Return days as people read them."""
    first = f"{start:%d/%m/%Y}"
    return first if start == end else f"{first}–{end:%d/%m/%Y}"


def _open_days(book: Book) -> str:
    days = open_days(book)
    if not book.lines:
        return translate("Books", "Trong kỳ này sổ không có dòng nào")
    if not days:
        return translate("Books", "Mọi ngày có hồ sơ đều đã khóa sổ")
    told = [f"{day:%d/%m}" for day in days[:_DAYS]] + (["…"] if len(days) > _DAYS else [])
    said = translate("Books", "{n} ngày chưa khóa sổ: {days}")
    return said.format(n=len(days), days=", ".join(told))


class ProofCard(QFrame):
    """Sums of the book that is shown, its closing, and whether a number is missing."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.sums = label("", "strong", wrap=True)
        self.closed = label("", wrap=True)
        self.gaps = label("", wrap=True)
        self.totals = label("", "small", wrap=True)
        self.changes = label("", wrap=True)
        restyle(self.changes, tone="warn")
        self.reason = Line(kit)
        self._field = Field(kit, translate("Books", "Lý do khóa lại"), self.reason)
        for each in (self.totals, self.changes, self._field):
            each.hide()
        self.setLayout(
            column(
                kit,
                label(translate("Books", "Tổng hợp"), "heading"),
                self.sums,
                self.closed,
                self.gaps,
                self.totals,
                self.changes,
                self._field,
                gap=8,
                margin=16,
            )
        )

    def show_book(self, book: Book) -> None:
        """Tell what the book comes to."""
        self.sums.setText(_sums(book))
        closed = book.closed
        if closed is not None:
            said = translate("Books", "Đã khóa lúc {at}, {by}")
            self.closed.setText(said.format(at=words.moment(closed.at), by=closed.by))
        elif book.start == book.end:
            self.closed.setText(translate("Books", "Ngày chưa khóa sổ"))
        else:
            self.closed.setText(_open_days(book))
        missing = [gap.line for gap in book.gaps or () if not gap.burnt]
        burnt = [gap.line for gap in book.gaps or () if gap.burnt]
        told = []
        if missing:
            said = translate("Books", "THIẾU số {lines}: báo cán bộ kỹ thuật")
            told.append(said.format(lines=_spans(missing)))
        if burnt:
            said = translate("Books", "Số bỏ, có ghi trong nhật ký: {lines}")
            told.append(said.format(lines=_spans(burnt)))
        if book.gaps is not None and not missing:
            year = book.end.year
            told.insert(0, translate("Books", "Sổ năm {year} đủ số, không sót").format(year=year))
        self.gaps.setText("\n".join(told))
        self.gaps.setVisible(bool(told))
        restyle(self.gaps, tone="bad" if missing else "good")
        self._show_totals(book)
        self._show_changes(book)

    def ask(self) -> None:
        """Ask why a closed book is closed once more."""
        self._field.complain(translate("Books", "Ghi lý do khóa lại."))
        self.reason.setFocus()

    def _show_totals(self, book: Book) -> None:
        told = [
            translate("Books", "Quyển {book}: số {first}–{last}").format(
                book=span.book, first=span.first, last=span.last
            )
            for span in spans(book.lines)
        ]
        totals = book.totals
        if totals is not None:
            told += [
                f"{translate('Books', name)}: {getattr(totals, field)}"
                for name, field in _TOTALS
                if getattr(totals, field) or field in _ALWAYS
            ]
        self.totals.setText("\n".join(told))
        self.totals.setVisible(bool(told))

    def _show_changes(self, book: Book) -> None:
        told = []
        for each in book.changes[:_NAMED]:
            what = translate("Books", _CHANGES[each.what])
            place = f"{each.line} ({each.code})" if each.line else each.code
            fields = [translate("Books", _FIELDS[name]) for name in each.fields if name in _FIELDS]
            told.append(f"{what}: {place}" + (f" – {', '.join(fields)}" if fields else ""))
        left = len(book.changes) - len(told)
        if left:
            told.append(translate("Books", "và {n} thay đổi nữa").format(n=left))
        self.changes.setText("\n".join(told))
        self.changes.setVisible(bool(told))
        self._field.setVisible(bool(told))
        self._field.settle()


def _spans(lines: Sequence[int]) -> str:
    """Say line numbers as spans: `3, 7-12`; of very many only the first, and how many more."""
    spans: list[list[int]] = []
    for line in sorted(lines):
        if spans and line == spans[-1][1] + 1:
            spans[-1][1] = line
        else:
            spans.append([line, line])
    told = [str(a) if a == b else f"{a}–{b}" for a, b in spans[:_SPANS]]
    left = sum(b - a + 1 for a, b in spans[_SPANS:])
    if left:
        told.append(translate("Books", "và {n} số nữa").format(n=left))
    return ", ".join(told)


def _sums(book: Book) -> str:
    counted, struck = len(book.counted), len(book.lines) - len(book.counted)
    told = [
        plural(counted, translate("Books", "1 dòng"), translate("Books", "{n} dòng")),
    ]
    if struck:
        told.append(translate("Books", "{n} dòng gạch").format(n=struck))
    late = sum(line.late for line in book.counted)
    if late:
        told.append(translate("Books", "{n} dòng ghi sau khóa sổ").format(n=late))
    if book.kind == DRAWER:
        off = sum(line.count.off for line in book.lines if line.count is not None)
        told.append(translate("Books", "chênh lệch {amount}").format(amount=grouped(off)))
    elif book.kind == FEES:
        told.append(translate("Books", "đã thu {amount}").format(amount=grouped(book.fees)))
    elif book.kind != RETURNED:
        told.append(translate("Books", "phí phải thu {amount}").format(amount=grouped(book.fees)))
    return " · ".join(told)
