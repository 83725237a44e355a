"""Tables of numbered sheets: a line for each series, and one for all that happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from desk.domain.records import VN
from desk.domain.sheets import GIVEN, Account, Lot, SeriesAccount, Use, shown
from desk.ui.kit import Kit
from desk.ui.language import mark, translate
from desk.ui.parts.rows import ROW_PIXELS, Column, RowTable
from desk.ui.parts.tables import HEAD_PIXELS

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _say(head: str) -> str:
    return translate("Sheets", head)


def _name(row: SeriesAccount) -> str:
    return row.series or translate("Sheets", "(không ký hiệu)")


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of what happened; `dossier` is a uid, "" for none."""

    at: str
    sheet: str
    what: str
    where: str
    dossier: str = ""


class SeriesTable(RowTable):
    """Each series with its counts, and what somebody should look at, in words."""

    def __init__(self, kit: Kit) -> None:
        columns = (
            Column(mark("Sheets", "Ký hiệu"), 16, _name),
            Column(mark("Sheets", "Đầu kỳ"), 10, lambda row: str(row.before), right=True),
            Column(mark("Sheets", "Nhập"), 10, lambda row: str(row.received), right=True),
            Column(mark("Sheets", "Dùng"), 10, lambda row: str(row.used), right=True),
            Column(mark("Sheets", "Hỏng"), 10, lambda row: str(row.spoilt), right=True),
            Column(mark("Sheets", "Còn"), 10, lambda row: str(row.left), right=True),
            Column(mark("Sheets", "Cần xem"), 34, odd),
        )
        super().__init__(kit, translate("Sheets", "Quyết toán theo ký hiệu"), columns, _say)
        self._kit = kit
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_account(self, account: Account) -> None:
        """Show these series, as high as they are."""
        self.show_rows(account.rows)
        high = HEAD_PIXELS + ROW_PIXELS * max(len(account.rows), 1) + 4
        self.setFixedHeight(self._kit.theme.px(high))


def odd(row: SeriesAccount) -> str:
    """Return what is odd about a series: numbers passed over, strange, or used twice."""
    if not row.stocked:
        return translate("Sheets", "chưa ghi nhập kho số nào, nên không đối chiếu được")
    told = (
        (mark("Sheets", "bỏ qua số {numbers}, vẫn tính là còn"), row.missing),
        (mark("Sheets", "chưa ghi nhập kho số {numbers}"), row.stray),
        (mark("Sheets", "ghi ở hai giấy {numbers}"), row.twice),
    )
    return "; ".join(
        translate("Sheets", text).format(numbers=row.named(numbers))
        for text, numbers in told
        if numbers
    )


class HappenedTable(RowTable):
    """What came, went and became of sheets, newest first; `entered` carries a dossier's uid."""

    entered = Signal(str)

    def __init__(self, kit: Kit) -> None:
        columns = (
            Column(mark("Sheets", "Ngày"), 14, lambda row: row.at),
            Column(mark("Sheets", "Phôi"), 22, lambda row: row.sheet),
            Column(mark("Sheets", "Việc"), 28, lambda row: row.what),
            Column(mark("Sheets", "Nơi, hồ sơ"), 36, lambda row: row.where),
        )
        super().__init__(kit, translate("Sheets", "Từng phôi trong kỳ"), columns, _say)
        self.doubleClicked.connect(lambda index: self._enter(index.row()))

    def show_account(self, account: Account, *, spoilt_only: bool) -> None:
        """Show what happened in the days of an account, or the spoilt sheets alone."""
        uses = [(each.at, _use(each)) for each in account.uses if each.spoilt or not spoilt_only]
        lots = [(each.at, _lot(each)) for each in account.lots if not spoilt_only]
        found = sorted([*uses, *lots], key=lambda pair: pair[0], reverse=True)
        self.show_rows([row for _, row in found])

    def _enter(self, at: int) -> None:
        rows: Sequence[Happened] = self.rows
        if 0 <= at < len(rows) and rows[at].dossier:
            self.entered.emit(rows[at].dossier)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self._enter(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


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
