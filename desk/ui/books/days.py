"""Which days a book is shown for: one day, a month, a year, or from one day to another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desk.ui import dates
from desk.ui.kit import Kit
from desk.ui.language import mark, translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.fields import Choice, Line
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import label, restyle

Span = tuple[date, date]


def month(today: date, by: int) -> Span:
    """Return the first and last day of this month, or of one `by` months from it."""
    months = today.year * 12 + today.month - 1 + by
    first, after = (date(each // 12, each % 12 + 1, 1) for each in (months, months + 1))
    return first, after - timedelta(days=1)


def year(today: date, by: int) -> Span:
    """Return the first and last day of this year, or of one `by` years from it."""
    return date(today.year + by, 1, 1), date(today.year + by, 12, 31)


def _day(today: date, by: int) -> Span:
    day = today + timedelta(days=by)
    return day, day


_PERIODS: Final[tuple[tuple[str, Callable[[date], Span]], ...]] = (
    (mark("Books", "Hôm nay"), lambda today: (today, today)),
    (mark("Books", "Tháng này"), lambda today: month(today, 0)),
    (mark("Books", "Tháng trước"), lambda today: month(today, -1)),
    (mark("Books", "Năm nay"), lambda today: year(today, 0)),
    (mark("Books", "Năm trước"), lambda today: year(today, -1)),
)
_OTHER: Final = mark("Books", "Ngày khác")
#: How what comes before and after is called.
_DAY: Final = (mark("Books", "Hôm trước"), mark("Books", "Hôm sau"))
_MONTH: Final = (mark("Books", "Tháng trước"), mark("Books", "Tháng sau"))
_YEAR: Final = (mark("Books", "Năm trước"), mark("Books", "Năm sau"))


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
        self.period = Choice(kit, translate("Books", "Kỳ"))
        for name, _ in _PERIODS:
            self.period.addItem(translate("Books", name))
        self.period.addItem(translate("Books", _OTHER))
        self.period.activated.connect(self._period_chosen)
        self.before = KeyButton(kit, translate("Books", _DAY[0]), key="Alt+←", role="plain")
        self.after = KeyButton(kit, translate("Books", _DAY[1]), key="Alt+→", role="plain")
        self.before.clicked.connect(lambda: self.move_by(-1))
        self.after.clicked.connect(lambda: self.move_by(1))
        dash = label("–")
        dash.setFixedHeight(kit.theme.px(36))  # as high as what stands beside it
        found = (self.before, self.start_line, dash, self.end_line, self.after, self.period)
        self.setLayout(Flow(kit, *found, gap=6))
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
        _, names = self._step()
        for button, name in zip((self.before, self.after), names, strict=True):
            button.set_words(translate("Books", name))
        today, shown = self._kit.now().date(), (self.start_day, self.end_day)
        fitting = [at for at, (_, span) in enumerate(_PERIODS) if span(today) == shown]
        self.period.setCurrentIndex(fitting[0] if fitting else len(_PERIODS))

    def show_days(self, start: date, end: date) -> None:
        """Show other days."""
        if (start, end) != (self.start_day, self.end_day):
            self.start_day, self.end_day = start, end
            self.chosen.emit()
        self._show()

    def _step(self) -> tuple[Callable[[date, int], Span], tuple[str, str]]:
        """Return what comes before and after what is shown, and how it is called."""
        shown = (self.start_day, self.end_day)
        for span, names in ((month, _MONTH), (year, _YEAR)):
            if shown == span(self.start_day, 0):
                return span, names
        return _day, _DAY

    def move_by(self, by: int) -> None:
        """Show the day before or after; of a whole month or year, that month or year."""
        span, _ = self._step()
        self.show_days(*span(self.start_day, by))

    def today(self) -> None:
        """Show today."""
        self.choose(0)

    def choose(self, at: int) -> None:
        """Show one of the usual periods, by its place in the list."""
        self.show_days(*_PERIODS[at][1](self._kit.now().date()))

    def _period_chosen(self, at: int) -> None:
        if at < len(_PERIODS):
            self.choose(at)
        else:
            self.start_line.setFocus()
            self.start_line.selectAll()

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
