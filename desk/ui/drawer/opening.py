"""A quiet card over the pages: how much lies in the drawer as the shift begins."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from desk.domain.drawer import Drawer
from desk.ui.drawer.money import amount_of, grouped
from desk.ui.drawer.ports import DrawerPorts
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.bend import Bend
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.fields import Line
from desk.ui.parts.layout import label, picture, row

LEAST = 640


class OpeningCard(Bend):
    """One field; Enter opens, Esc skips. `said` carries words, `left` tells that it went."""

    said = Signal(str)
    left = Signal()

    def __init__(self, kit: Kit, ports: DrawerPorts, may_have_cursor: Callable[[], bool]) -> None:
        super().__init__(kit, LEAST)
        self._may_have_cursor = may_have_cursor
        self._kit, self._ports = kit, ports
        self._busy = False
        self.setProperty("role", "band")
        self.amount = Line(kit, latin=True, hint="200.000")
        self.amount.setFixedWidth(kit.theme.px(140))
        title = label(translate("Drawer", "Đầu ca: tiền trong két (đồng)"), "strong")
        title.setBuddy(self.amount)
        self.amount.setAccessibleName(title.text())
        self._hint = label(translate("Drawer", "Enter ghi, Esc bỏ qua"), "small", wrap=True)
        self._go = KeyButton(kit, translate("Drawer", "Mở két"), key="Enter", icon="banknote")
        skip = KeyButton(kit, translate("Drawer", "Bỏ qua"), key="Esc", role="plain")
        self._go.clicked.connect(self.open)
        skip.clicked.connect(self.leave)
        self.amount.returnPressed.connect(self.open)
        layout = row(kit, gap=12)
        layout.setContentsMargins(*(kit.theme.px(n) for n in (16, 8, 16, 8)))
        asked = row(kit, picture(kit, "banknote", "brand_text", 20), title, gap=8)
        asked.addWidget(self.amount)
        asked.addStretch(1)
        layout.addLayout(asked)
        offered = row(kit, gap=4)
        offered.addWidget(self._hint, 1)
        offered.addWidget(self._go)
        offered.addWidget(skip)
        layout.addLayout(offered, 1)
        self.bend(layout)
        self.hide()

    def ask(self) -> None:
        """Show the card if the drawer is closed and whoever signed in handles cash."""
        self._kit.tasks.run(self._look, self._known, owner=self)

    def _look(self) -> Drawer | None:
        return self._ports.look() if self._ports.allowed() else None

    def _known(self, drawer: Drawer | None) -> None:
        if drawer is not None and not drawer.is_open:
            self.show()
            if self._may_have_cursor():  # a form that came back keeps it where it was
                self.amount.setFocus()

    def open(self) -> None:
        """Open the drawer with what was typed; nothing typed leaves it closed."""
        if not self.amount.text().strip():
            self.leave()
            return
        amount = amount_of(self.amount.text())
        if amount is None:
            self._complain(translate("Drawer", "Chỉ ghi số tiền, ví dụ 200000."))
            return
        if not self._busy:
            self._busy = True
            self._kit.tasks.run(
                lambda: self._ports.open(amount), self._opened, self._failed, owner=self
            )

    def _complain(self, text: str) -> None:
        self._hint.setText(text)
        self.amount.setAccessibleDescription(text)
        self.amount.selectAll()

    def _opened(self, drawer: Drawer) -> None:
        self._busy = False
        told = translate("Drawer", "Đã mở két với {amount}")
        self.said.emit(told.format(amount=grouped(drawer.float_)))
        self.leave()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        words = self._kit.words(error)
        self._complain(f"{words.title}. {words.next}")

    def leave(self) -> None:
        """Put the card away; the page goes on."""
        self.amount.clear()
        self.hide()
        self.left.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
