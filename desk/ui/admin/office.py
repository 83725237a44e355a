"""What papers say of the office, and one's own password: two cards of plain fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from desk.ui.kit import Kit
from desk.ui.language import mark, translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.fields import Field, Line, Password
from desk.ui.parts.layout import column, label, row

OFFICE: Final = (
    ("parent", mark("Admin", "Cơ quan chủ quản, dòng đầu của giấy")),
    ("desk_name", mark("Admin", "Tên bộ phận một cửa")),
    ("place", mark("Admin", "Địa danh trước ngày tháng")),
    ("phone", mark("Admin", "Số điện thoại")),
    ("website", mark("Admin", "Trang tra cứu hồ sơ")),
)


class OfficeCard(QFrame):
    """`ready` carries what papers shall say; an empty field leaves the usual words."""

    ready = Signal(dict)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.lines = {name: Line(kit) for name, _ in OFFICE}
        fields = [Field(kit, translate("Admin", words), self.lines[name]) for name, words in OFFICE]
        save = KeyButton(kit, translate("Admin", "Lưu"), icon="check")
        save.clicked.connect(self.confirm)
        for each in self.lines.values():
            each.returnPressed.connect(self.confirm)
        told = translate("Admin", "Để trống thì giấy in như mặc định. Có hiệu lực từ giấy in sau.")
        self.setLayout(
            column(
                kit,
                label(translate("Admin", "Cơ quan trên giấy in"), "heading"),
                label(told, "small", wrap=True),
                *fields,
                row(kit, None, save),
                gap=12,
                margin=16,
            )
        )

    def show_office(self, told: tuple[Mapping[str, str], Mapping[str, str]]) -> None:
        """Show what is chosen now, and in its place what papers say by themselves."""
        chosen, usual = told
        for name, each in self.lines.items():
            each.set_quietly(chosen.get(name, ""))
            each.setPlaceholderText(usual.get(name, ""))

    def confirm(self) -> None:
        """Hand on what was typed."""
        self.ready.emit({name: each.text().strip() for name, each in self.lines.items()})


class PasswordCard(QFrame):
    """`ready` carries the old password and the new one."""

    ready = Signal(str, str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.old, self.new, self.again = Password(kit), Password(kit), Password(kit)
        self._new = Field(kit, translate("Admin", "Mật khẩu mới"), self.new)
        self._again = Field(kit, translate("Admin", "Gõ lại mật khẩu mới"), self.again)
        go = KeyButton(kit, translate("Admin", "Đổi mật khẩu"), icon="check")
        go.clicked.connect(self.confirm)
        self.again.returnPressed.connect(self.confirm)
        self.setLayout(
            column(
                kit,
                label(translate("Admin", "Mật khẩu của tôi"), "heading"),
                Field(kit, translate("Admin", "Mật khẩu đang dùng"), self.old),
                self._new,
                self._again,
                row(kit, None, go),
                gap=12,
                margin=16,
            )
        )

    def confirm(self) -> None:
        """Hand both on, if the new one was typed the same way twice."""
        if self.new.text() != self.again.text():
            self._again.complain(translate("Admin", "Hai lần gõ khác nhau."))
            self.again.setFocus()
            return
        self._again.settle()
        self.ready.emit(self.old.text(), self.new.text())

    def clear(self) -> None:
        """Forget what was typed."""
        for each in (self.old, self.new, self.again):
            each.clear()
