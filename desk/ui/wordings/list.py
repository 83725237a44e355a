"""The forms, set by set; what is known of each stands beside its name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from desk.domain.stationery import FormState
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.wordings import words


class FormList(QListWidget):
    """`chosen` carries a form's name."""

    chosen = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "rows")
        self.setAccessibleName(translate("Wordings", "Các mẫu giấy"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setIconSize(QSize(kit.theme.px(18), kit.theme.px(18)))
        self.currentItemChanged.connect(lambda *_: self._tell())

    @property
    def name(self) -> str:
        """The form that the cursor is on; "" on a heading."""
        if self.currentRow() < 0:
            return ""
        return str(self.currentItem().data(Qt.ItemDataRole.UserRole) or "")

    def _tell(self) -> None:
        if self.name:
            self.chosen.emit(self.name)

    def show_forms(self, states: Sequence[FormState]) -> None:
        """List these; the cursor stays on its form."""
        kept = self.name
        blocked = self.blockSignals(True)
        self.clear()
        before = ""
        for each in states:
            key = each.name.partition("/")[0]
            if key != before:
                self._heading(words.set_name(key))
                before = key
            self._form(each)
        self.blockSignals(blocked)
        self.select(kept or (states[0].name if states else ""))

    def _heading(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(self._kit.theme.font(12, 600))
        self.addItem(item)

    def _form(self, state: FormState) -> None:
        icon, tint = _look(state)
        item = QListWidgetItem(self._kit.icons.icon(icon, tint, 18), words.form(state))
        told = ". ".join(filter(None, (words.form(state), words.standing(state))))
        item.setToolTip(told)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
        item.setData(Qt.ItemDataRole.UserRole, state.name)
        self.addItem(item)

    def select(self, name: str) -> None:
        """Put the cursor on a form."""
        for at in range(self.count()):
            if self.item(at).data(Qt.ItemDataRole.UserRole) == name:
                self.setCurrentRow(at)


def _look(state: FormState) -> tuple[str, str]:
    if state.changed:
        return "pencil", "brand_text"
    return ("file-check", "good") if state.checked else ("file-text", "quiet")
