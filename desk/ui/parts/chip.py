"""A chip of the top bar: an icon, a few words, and a tone when something needs a look."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy

from desk.ui.kit import Kit
from desk.ui.parts.layout import restyle

_INKS = {"": "quiet", "warn": "warn", "bad": "bad"}


class Chip(QPushButton):
    """`brief` is what is left of the words on a narrow window: a number, or nothing."""

    def __init__(self, kit: Kit, name: str, icon: str) -> None:
        super().__init__()
        self._kit, self._name, self._icon = kit, name, icon
        self._words, self._brief, self._narrow, self._tone = "", "", True, ""
        self.setProperty("role", "chip")
        self.setAutoDefault(False)
        self.setIconSize(QSize(kit.theme.px(18), kit.theme.px(18)))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.say("")

    @property
    def words(self) -> str:
        """What the chip says, however much of it is shown."""
        return self._words

    def say(self, words: str, *, brief: str = "", tone: str = "", icon: str = "") -> None:
        """Say `words`."""
        self._words, self._brief, self._tone = words, brief, tone
        self._icon = icon or self._icon
        self.setIcon(self._kit.icons.icon(self._icon, _INKS[tone], 18))
        self.setAccessibleName(f"{self._name}: {words}" if words else self._name)
        self.setToolTip(self.accessibleName())
        restyle(self, tone=tone)
        self._fit()

    def set_narrow(self, *, narrow: bool) -> None:
        """Leave the words out where there is no room for them."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._fit()

    def _fit(self) -> None:
        text = self._brief if self._narrow else self._words
        self.setText(f"\N{EN SPACE}{text}" if text else "")
        self.updateGeometry()
