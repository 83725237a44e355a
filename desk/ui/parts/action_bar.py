"""The bar at the foot of a page: what is missing at the left, the main button at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desk.ui.kit import Kit
from desk.ui.parts.bend import Bend
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import GUTTER, frame, label, row

LEAST = 680


class ActionBar(Bend):
    """Puts `said` above the buttons where the window is too narrow for both side by side."""

    def __init__(self, kit: Kit, said: QWidget, *buttons: QWidget) -> None:
        super().__init__(kit, LEAST)
        self.setProperty("role", "bar")
        bar = row(kit, gap=8)
        bar.setContentsMargins(*(kit.theme.px(n) for n in (GUTTER, 10, GUTTER, 10)))
        self.told = label("", "small")
        self.told.hide()
        first = row(kit, gap=8)
        first.addWidget(said, 1)
        first.addWidget(self.told)
        bar.addLayout(first, 1)
        bar.setAlignment(first, Qt.AlignmentFlag.AlignVCenter)
        bar.addWidget(frame(Flow(kit, *buttons, at_right=True)))
        self.bend(bar)

    def tell(self, said: str) -> None:
        """Tell in passing what the window's own strip has no room for."""
        self.told.setText(said)
        self.told.setAccessibleName(said)
        self.told.setVisible(bool(said))
