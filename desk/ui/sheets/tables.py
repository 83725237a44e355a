"""Tables of numbered sheets: a line for each series, and one for all that happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem
from typing_extensions import override

from desk.domain.records import VN
from desk.domain.sheets import GIVEN, RECEIVED, Account, Lot, SeriesAccount, Use, shown
from desk.ui.kit import Kit
from desk.ui.language import mark, translate
from desk.ui.parts.tables import HEAD_PIXELS, dress

ROW_PIXELS: Final = 32
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SERIES: Final = (
    mark("Sheets", "Ký hiệu"),
    mark("Sheets", "Đầu kỳ"),
    mark("Sheets", "Nhập"),
    mark("Sheets", "Dùng"),
    mark("Sheets", "Hỏng"),
    mark("Sheets", "Còn"),
    mark("Sheets", "Cần xem"),
)
_HAPPENED: Final = (
    mark("Sheets", "Ngày"),
    mark("Sheets", "Phôi"),
    mark("Sheets", "Việc"),
    mark("Sheets", "Nơi, hồ sơ"),
)


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of what happened; `dossier` is a uid, "" for none."""

    at: str
    sheet: str
    what: str
    where: str
    dossier: str = ""


class _Table(QTableWidget):
    def __init__(self, kit: Kit, heads: Sequence[str], name: str) -> None:
        super().__init__(0, len(heads))
        self._kit = kit
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels([translate("Sheets", each) for each in heads])
        dress(self, kit, ROW_PIXELS)
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setMinimumSectionSize(kit.theme.px(64))
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(len(heads) - 1, QHeaderView.ResizeMode.Stretch)

    def fill(self, rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> None:
        """Show these rows; columns `right` stand at their right edge."""
        self.setRowCount(len(rows))
        for at, row in enumerate(rows):
            for place, text in enumerate(row):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if place in right:
                    item.setTextAlignment(_RIGHT)
                self.setItem(at, place, item)
        if rows and self.currentRow() < 0:
            self.setCurrentCell(0, 0)


class SeriesTable(_Table):
    """Each series with its counts, and what somebody should look at, in words."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, _SERIES, translate("Sheets", "Quyết toán theo ký hiệu"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_account(self, account: Account) -> None:
        """Show these series, as high as they are."""
        rows = [
            (
                each.series or translate("Sheets", "(không ký hiệu)"),
                *map(str, (each.before, each.received, each.used, each.spoilt, each.left)),
                odd(each),
            )
            for each in account.rows
        ]
        self.fill(rows, right=range(1, 6))
        high = HEAD_PIXELS + ROW_PIXELS * max(len(rows), 1) + 4
        self.setFixedHeight(self._kit.theme.px(high))


def odd(row: SeriesAccount) -> str:
    """Return what is odd about a series: numbers passed over, strange, or used twice."""
    told = (
        (mark("Sheets", "thiếu số {numbers}"), row.missing),
        (mark("Sheets", "ngoài kho {numbers}"), row.stray),
        (mark("Sheets", "ghi ở hai giấy {numbers}"), row.twice),
    )
    return "; ".join(
        translate("Sheets", text).format(numbers=row.named(numbers))
        for text, numbers in told
        if numbers
    )


class HappenedTable(_Table):
    """What came, went and became of sheets, newest first; `entered` carries a dossier's uid."""

    entered = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, _HAPPENED, translate("Sheets", "Từng phôi trong kỳ"))
        self._rows: Sequence[Happened] = ()
        self.cellDoubleClicked.connect(lambda row, _: self._enter(row))

    def show_account(self, account: Account, *, spoilt_only: bool) -> None:
        """Show what happened in the days of an account, or the spoilt sheets alone."""
        uses = [(each.at, _use(each)) for each in account.uses if each.spoilt or not spoilt_only]
        lots = [
            (each.at, _lot(each)) for each in account.lots if _is_told(each) and not spoilt_only
        ]
        found = sorted([*uses, *lots], key=lambda pair: pair[0], reverse=True)
        self._rows = [row for _, row in found]
        self.fill([(each.at, each.sheet, each.what, each.where) for each in self._rows])

    def _enter(self, row: int) -> None:
        if 0 <= row < len(self._rows) and self._rows[row].dossier:
            self.entered.emit(self._rows[row].dossier)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self._enter(self.currentRow())
        else:
            super().keyPressEvent(event)


def _is_told(lot: Lot) -> bool:
    return lot.way in (RECEIVED, GIVEN)  # blank ones that were spoilt are told sheet by sheet


def _use(use: Use) -> Happened:
    what = (
        translate("Sheets", "hỏng: {why}").format(why=use.spoilt)
        if use.spoilt
        else translate("Sheets", "dùng")
    )
    where = " · ".join(part for part in (use.where, use.code) if part)
    return Happened(_day(use), use.text, what, where, use.dossier)


def _lot(lot: Lot) -> Happened:
    what = (
        translate("Sheets", "giao quầy {slot}: {n} tờ")
        if lot.way == GIVEN
        else translate("Sheets", "nhập kho: {n} tờ")
    )
    first = shown(lot.series, lot.first, lot.digits)
    run = first if lot.count == 1 else f"{first}–{lot.last:0{lot.digits}d}"
    where = " · ".join(part for part in (lot.by, lot.note) if part)
    return Happened(_day(lot), run, what.format(slot=lot.slot, n=lot.count), where)


def _day(told: Use | Lot) -> str:
    return f"{told.at.astimezone(VN):%d/%m/%Y}"
