"""All closings of a book: of which days, when, by whom, why once more, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame
from typing_extensions import override

from desk.domain.book_closing import Closing, Kept, period_of
from desk.ui import words
from desk.ui.books.ports import BookPorts
from desk.ui.books.proof import span_words
from desk.ui.kit import Kit
from desk.ui.language import mark, translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.layout import column, label, row
from desk.ui.parts.rows import Column, RowTable
from desk.ui.tasks import Call, Lane

_ROWS: Final = 6


@dataclass(slots=True)
class _Row:
    closing: Closing
    kept: Kept | None = None  # not known yet

    def told(self) -> str:
        """Return whether the book still is as it was closed."""
        kept = self.kept
        if kept is None:
            return translate("Books", "đang đối chiếu…")
        if not kept.proved:
            return translate("Books", "không dựng lại được")
        if kept.changes:
            return translate("Books", "{n} thay đổi từ khi khóa").format(n=kept.changes)
        return translate("Books", "đúng như lúc khóa")


def _period(made: Closing) -> str:
    """Return a closing's days as briefly as people say them: 23/11/2026, 11/2026, 2026."""
    return "/".join(reversed(period_of(made.start, made.end).split("-")))


_COLUMNS: Final = (
    Column(mark("Books", "Đã khóa"), 105, lambda it: _period(it.closing)),
    Column(mark("Books", "Lúc"), 150, lambda it: words.moment(it.closing.at)),
    Column(mark("Books", "Người khóa"), 150, lambda it: it.closing.by),
    Column(mark("Books", "Lý do khóa lại"), 165, lambda it: it.closing.reason),
    Column(mark("Books", "Hiện nay"), 175, _Row.told),
)


class ClosingsCard(QFrame):
    """Reads the closings at once; whether each still holds comes one by one, the latest first."""

    chosen = Signal(object)  # a Closing, whose days shall be shown
    left = Signal()
    shown = Signal()
    failed = Signal(Exception)

    def __init__(self, kit: Kit, ports: BookPorts) -> None:
        super().__init__()
        self._kit, self._ports = kit, ports
        self._kind = ""
        self._call: Call | None = None
        self.setProperty("role", "card")
        self.title = label("", "heading", wrap=True)
        self.empty = label(
            translate("Books", "Chưa khóa sổ lần nào. Esc, rồi F9 khóa những ngày đang xem."),
            wrap=True,
        )
        name = translate("Books", "Các lần khóa sổ")
        self.table = RowTable(kit, name, _COLUMNS, lambda text: translate("Books", text))
        self.table.setMinimumHeight(kit.theme.px(36 + 32 * _ROWS))
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._tell())
        self.table.doubleClicked.connect(lambda _: self.confirm())
        self.told = label("", "small", wrap=True)
        self.open = KeyButton(
            kit, translate("Books", "Xem kỳ này"), key="Enter", icon="archive", role="plain"
        )
        self._back = KeyButton(kit, translate("Books", "Thôi"), key="Esc")
        self.open.clicked.connect(self.confirm)
        self._back.clicked.connect(self.leave)
        buttons = row(kit, None, self._back, self.open)
        self.setLayout(
            column(kit, self.title, self.empty, self.table, self.told, buttons, gap=8, margin=16)
        )
        self.hide()

    def show_kind(self, kind: str, name: str) -> None:
        """Read the closings of a book."""
        self._drop()
        self._kind = kind
        self.title.setText(translate("Books", "Các lần khóa: {book}").format(book=name))
        self._call = self._kit.tasks.run(
            lambda: self._ports.closings(kind), self._show, self.failed.emit, owner=self
        )

    def _drop(self) -> None:
        if self._call is not None:
            self._call.cancel()

    def _show(self, found: tuple[Closing, ...]) -> None:
        rows = [_Row(each) for each in found]
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.open.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self._tell()
        begins = self.isHidden()
        self.show()
        self.shown.emit()
        if rows and begins:
            self.table.selectRow(0)
        (self.table if rows else self._back).setFocus()
        self._ask(rows, 0)

    def _tell(self) -> None:
        """Say the row under the cursor in full, where its cells have no room."""
        at = self.table.currentIndex().row()
        told = []
        if 0 <= at < len(self.table.rows):
            asked: _Row = self.table.rows[at]
            made = asked.closing
            closed = translate("Books", "Đã khóa lúc {at}, {by}")
            told = [
                span_words(made.start, made.end),
                closed.format(at=words.moment(made.at), by=made.by),
                made.reason,
                asked.told(),
            ]
        self.told.setText(" · ".join(filter(None, told)))
        self.told.setVisible(bool(told))

    def _ask(self, rows: list[_Row], at: int) -> None:
        """Ask about one closing after another, while they are looked at."""
        if at >= len(rows) or self.isHidden():
            return
        asked = rows[at]

        def done(kept: Kept) -> None:
            asked.kept = kept
            self.table.viewport().update()
            self._tell()
            self._ask(rows, at + 1)

        kind = self._kind
        self._call = self._kit.tasks.run(
            lambda: self._ports.kept(kind, asked.closing),
            done,
            self.failed.emit,
            lane=Lane.LISTS,
            owner=self,
        )

    def confirm(self) -> None:
        """Have the days of the closing under the cursor shown."""
        at = self.table.currentIndex().row()
        if 0 <= at < len(self.table.rows):
            self.leave()
            self.chosen.emit(self.table.rows[at].closing)

    def leave(self) -> None:
        """Put the list away."""
        self._drop()
        self.hide()
        self.left.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirm()
        else:
            super().keyPressEvent(event)
