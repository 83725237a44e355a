"""Counting the drawer note by note: how many of each, and what they come to."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desk.domain.drawer import NOTES
from desk.ui.drawer.money import grouped
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.fields import Line
from desk.ui.parts.layout import label, restyle

_MOST = 100_000  # of one note; beyond it somebody typed an amount
_WIDE = 88


class Pieces(QWidget):
    """`changed` tells that the counts are others; `done` that Enter left the last of them."""

    changed = Signal()
    done = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        px = kit.theme.px
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(px(4))
        self.lines: dict[int, Line] = {}
        self._sums = {value: label("", "small") for value in NOTES}
        for at, value in enumerate(NOTES):
            line = Line(kit, latin=True, hint="0")
            line.setAccessibleName(
                translate("Drawer", "Số tờ {value}").format(value=grouped(value))
            )
            line.setFixedWidth(px(_WIDE))
            line.textEdited.connect(lambda _: self._counted())
            line.returnPressed.connect(lambda value=value: self._next(value))
            self.lines[value] = line
            grid.addWidget(
                label(f"{grouped(value)} ×", "small"), at, 0, Qt.AlignmentFlag.AlignRight
            )
            grid.addWidget(line, at, 1)
            grid.addWidget(self._sums[value], at, 2)
        grid.setColumnStretch(2, 1)
        self.setLayout(grid)

    @property
    def counted(self) -> tuple[tuple[int, int], ...]:
        """How many there are of each note that there is: value and number."""
        found = ((value, self._number(value)) for value in NOTES)
        return tuple((value, number) for value, number in found if number)

    @property
    def sum(self) -> int:
        """What they come to, in đồng."""
        return sum(value * number for value, number in self.counted)

    def _number(self, value: int) -> int | None:
        """Return how many of a note were typed; None for what is no number."""
        text = self.lines[value].text().strip().replace(".", "")
        if not text:
            return 0
        number = int(text) if text.isascii() and text.isdecimal() else _MOST
        return number if number < _MOST else None

    def _counted(self) -> None:
        for value, line in self.lines.items():
            number = self._number(value)
            restyle(line, wrong=number is None)
            self._sums[value].setText(f"= {grouped(value * number)}" if number else "")
        self.changed.emit()

    def _next(self, value: int) -> None:
        at = NOTES.index(value) + 1
        if at < len(NOTES):
            self.begin(at)
        else:
            self.done.emit()

    def begin(self, at: int = 0) -> None:
        """Put the cursor where one of the notes is counted."""
        line = self.lines[NOTES[at]]
        line.setFocus()
        line.selectAll()

    def clear(self) -> None:
        """Forget what was counted."""
        for value, line in self.lines.items():
            line.clear()
            restyle(line, wrong=False)
            self._sums[value].setText("")
