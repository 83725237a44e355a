"""Which days a book is shown for: one day, moved with the arrows, or from one to another."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desk.ui import dates
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.fields import Line
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import label, restyle


class Days(QWidget):
    """`chosen` tells that other days are to be shown."""

    chosen = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        today = kit.now().date()
        self.start_day, self.end_day = today, today
        self.start_line = self._line(translate("Books", "Từ ngày"))
        self.end_line = self._line(translate("Books", "Đến ngày"))
        self._lines = (self.start_line, self.end_line)
        before = KeyButton(kit, translate("Books", "Hôm trước"), key="Alt+←", role="plain")
        after = KeyButton(kit, translate("Books", "Hôm sau"), key="Alt+→", role="plain")
        now = KeyButton(kit, translate("Books", "Hôm nay"), role="plain")
        before.clicked.connect(lambda: self.move_by(-1))
        after.clicked.connect(lambda: self.move_by(1))
        now.clicked.connect(self.today)
        dash = label("–")
        dash.setFixedHeight(kit.theme.px(36))  # as high as what stands beside it
        self.setLayout(Flow(kit, before, self.start_line, dash, self.end_line, after, now, gap=6))
        self._show()

    def _line(self, name: str) -> Line:
        made = Line(self._kit, latin=True, hint="23/11")
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.setFixedWidth(self._kit.theme.px(112))
        made.returnPressed.connect(self._typed)
        made.left.connect(self._typed)
        return made

    def _show(self) -> None:
        self.start_line.set_quietly(f"{self.start_day:%d/%m/%Y}")
        self.end_line.set_quietly(f"{self.end_day:%d/%m/%Y}")
        for each in (self.start_line, self.end_line):
            restyle(each, wrong=False)

    def show_days(self, start: date, end: date) -> None:
        """Show other days."""
        if (start, end) != (self.start_day, self.end_day):
            self.start_day, self.end_day = start, end
            self.chosen.emit()
        self._show()

    def move_by(self, days: int) -> None:
        """Show the day before or after."""
        day = self.start_day + timedelta(days=days)
        self.show_days(day, day)

    def today(self) -> None:
        """Show today."""
        day = self._kit.now().date()
        self.show_days(day, day)

    def _typed(self) -> None:
        today = self._kit.now().date()
        found = [dates.parse_when(line.text(), today, past=True) for line in self._lines]
        for line, at in zip(self._lines, found, strict=True):
            restyle(line, wrong=at is None)
        start, end = (at.date() if at else None for at in found)
        if start is not None and end is not None:
            # Who types a first day alone wants to see that day.
            alone = start != self.start_day and end == self.end_day and start > end
            self.show_days(start, start if alone else max(start, end))
