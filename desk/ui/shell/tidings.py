"""What opening the counter has found out: it stands above everything until somebody has read it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from desk.domain.warning import Warning_
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.layout import row
from desk.ui.parts.notices import WarningList, announce


class Tidings(QFrame):
    """Hidden where there is nothing to tell, and once it has been read."""

    def __init__(self, kit: Kit, told: Sequence[Warning_]) -> None:
        super().__init__()
        self._list = WarningList(kit)
        self._list.show_warnings(told)
        read = KeyButton(kit, translate("Shell", "Đã đọc"), icon="check")
        read.clicked.connect(self.hide)
        layout = row(kit, gap=12)
        layout.setContentsMargins(*(kit.theme.px(n) for n in (16, 8, 16, 8)))
        layout.addWidget(self._list, 1)
        layout.addWidget(read, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(layout)
        self.setAccessibleName(self._list.accessibleName())
        self.hide()

    def tell(self) -> None:
        """Show what there is to tell, once the window holds it."""
        if self._list.said:
            self.show()
            announce(self)

    @property
    def said(self) -> tuple[str, ...]:
        """The titles that are shown."""
        return () if self.isHidden() else self._list.said
