"""A filter by days: the usual ones by name, any others as they are typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desk.domain.lookup import Span, parse_span
from desk.ui.kit import Kit
from desk.ui.language import mark, translate
from desk.ui.parts.fields import Choice, Line
from desk.ui.parts.layout import restyle, row

#: What `parse_span` reads, and how it is offered.
USUAL: Final = {
    "hom nay": mark("Search", "hôm nay"),
    "7 ngay": mark("Search", "7 ngày qua"),
    "tuan nay": mark("Search", "tuần này"),
    "thang nay": mark("Search", "tháng này"),
    "thang truoc": mark("Search", "tháng trước"),
    "nam nay": mark("Search", "năm nay"),
    "nam truoc": mark("Search", "năm trước"),
}
_TYPED: Final = "…"
_CHOICE_WIDTH: Final = 150
_LINE_WIDTH: Final = 184


class DaysBox(QWidget):
    """`changed` tells that another span is meant; `span` is None while all days are."""

    changed = Signal()

    def __init__(
        self, kit: Kit, name: str, now: Callable[[], datetime], *, any_day: str = ""
    ) -> None:
        super().__init__()
        self._kit, self._now = kit, now
        self.span: Span | None = None
        self.wrong = False
        self.choice = Choice(kit, name)
        if any_day:
            self.choice.addItem(any_day, "")
        for value, text in USUAL.items():
            self.choice.addItem(f"{name}: {translate('Search', text)}", value)
        typed = translate("Search", "khoảng ngày…")
        self.choice.addItem(f"{name}: {typed}", _TYPED)
        self.choice.setFixedWidth(kit.theme.px(_CHOICE_WIDTH))
        self.line = Line(kit, latin=True, hint=translate("Search", "01/11–15/11"))
        self.line.setAccessibleName(f"{name}: {typed}")
        self.line.setFixedWidth(kit.theme.px(_LINE_WIDTH))
        self.line.hide()
        self.setLayout(row(kit, self.choice, self.line, gap=4))
        self.setFocusProxy(self.choice)
        self.choice.activated.connect(lambda _: self._chosen())
        self.line.returnPressed.connect(self._read)
        self.line.left.connect(self._read)

    @property
    def value(self) -> str:
        """The usual days that are chosen by name, "" for others."""
        value = str(self.choice.currentData())
        return value if value in USUAL else ""

    def choose(self, value: str) -> None:
        """Choose usual days by name."""
        at = max(self.choice.findData(value), 0)
        self.choice.setCurrentIndex(at)
        self.span = parse_span(str(self.choice.itemData(at)), self._now().date())

    def show_span(self, span: Span | None) -> None:
        """Show a span that was asked for elsewhere."""
        self.span, self.wrong = span, False
        restyle(self.line, wrong=False)
        self.line.setVisible(span is not None)
        at = self.choice.findData(_TYPED if span else "")
        self.choice.setCurrentIndex(max(at, 0))
        self.line.set_quietly(words_of(span) if span else "")

    def _chosen(self) -> None:
        value = str(self.choice.currentData())
        self.line.setVisible(value == _TYPED)
        if value == _TYPED:
            self.line.setFocus()
            self.line.selectAll()
            return
        self.line.set_quietly("")
        self._take(parse_span(value, self._now().date()))

    def _read(self) -> None:
        if self.line.isHidden():
            return
        text = self.line.text().strip()
        span = parse_span(text, self._now().date())
        self.wrong = bool(text) and span is None
        restyle(self.line, wrong=self.wrong)
        how = translate("Search", "Ghi như 23/11, 01/11–15/11, 11/2026 hoặc 2026.")
        self.line.setToolTip(how if self.wrong else "")
        self.line.setAccessibleDescription(how if self.wrong else "")
        if not self.wrong:
            self._take(span)

    def _take(self, span: Span | None) -> None:
        if span != self.span:
            self.span = span
            self.changed.emit()


def words_of(span: Span) -> str:
    """Return a span as its days are typed; an open side is left out."""
    first, last = span.first, span.last
    ends = [f"{day:%d/%m/%Y}" if day else "…" for day in (first, last)]
    return ends[0] if first == last else "–".join(ends)
