"""The place beside a dossier's data: what lies there is looked at while the data is read."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desk.ui.kit import Kit


class SideSlot(QFrame):
    """Holds one widget and takes no room until it is opened; `changed` tells either way."""

    changed = Signal(bool)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        px = kit.theme.px
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, px(16), px(16), px(16))
        self._held: QWidget | None = None
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether what lies here is shown."""
        return not self.isHidden()

    def put(self, widget: QWidget) -> None:
        """Lay a widget here in the place of what was here before."""
        if self._held is not None and self._held is not widget:
            self._layout.removeWidget(self._held)
            self._held.hide()
            self._held.deleteLater()
        self._held = widget
        self._layout.addWidget(widget)

    def open(self) -> None:
        """Show what lies here, beside the data or, on a narrow page, instead of it."""
        if self._held is not None and self.isHidden():
            self._held.show()
            self.show()
            self.changed.emit(True)

    def shut(self) -> None:
        """Give the room back to the data."""
        if not self.isHidden():
            self.hide()
            self.changed.emit(False)
