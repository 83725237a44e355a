"""Facts as label and value, aligned in two columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desk.ui.kit import Kit
from desk.ui.parts.layout import clear, label


class Facts(QWidget):
    """A table without lines; a value that is empty leaves its row out."""

    def __init__(self, kit: Kit, *, width: int = 136) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(kit.theme.px(12))
        self._grid.setVerticalSpacing(kit.theme.px(6))
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, kit.theme.px(width))
        self._shown: tuple[tuple[str, str], ...] = ()

    @property
    def shown(self) -> tuple[tuple[str, str], ...]:
        """The labels and values that are shown."""
        return self._shown

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show these and no others."""
        kept = tuple((name, value) for name, value in facts if value)
        if kept == self._shown:
            return
        self._shown = kept
        clear(self._grid)
        for at, (name, value) in enumerate(kept):
            caption = label(name, "quiet")
            told = label(value, wrap=True, select=True)
            told.setAccessibleName(f"{name}: {value}")
            self._grid.addWidget(caption, at, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(told, at, 1, Qt.AlignmentFlag.AlignTop)
