"""Cards of the administration page: one's own PIN, and after how long the window locks."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton, Segments
from desk.ui.parts.fields import Field, Password
from desk.ui.parts.layout import column, label, row
from desk.ui.people.digits import Pin, pin_words

#: Minutes that are offered; 0: never.
MINUTES: Final = (0, 5, 10, 15, 30)


class PinCard(QFrame):
    """`ready` carries one's password and the new PIN."""

    ready = Signal(str, str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.number = label("", wrap=True)
        self.password, self.pin, self.again = Password(kit), Pin(kit), Pin(kit)
        self._pin = Field(kit, translate("People", "Mã PIN mới"), self.pin, hint=pin_words())
        self._again = Field(kit, translate("People", "Gõ lại mã PIN mới"), self.again)
        go = KeyButton(kit, translate("People", "Đặt mã PIN"), icon="key-round")
        go.clicked.connect(self.confirm)
        self.again.returnPressed.connect(self.confirm)
        told = translate(
            "People", "F12, số cán bộ, mã PIN: đổi người trong một giây, không cần mật khẩu."
        )
        self.setLayout(
            column(
                kit,
                label(translate("People", "Mã PIN của tôi"), "heading"),
                label(told, "small", wrap=True),
                self.number,
                Field(kit, translate("People", "Mật khẩu đang dùng"), self.password),
                self._pin,
                self._again,
                row(kit, None, go),
                gap=12,
                margin=16,
            )
        )

    def show_number(self, number: str, *, has_pin: bool) -> None:
        """Say which number goes before the PIN."""
        said = (
            translate("People", "Số cán bộ của tôi: {number} · đã có mã PIN")
            if has_pin
            else translate("People", "Số cán bộ của tôi: {number} · chưa có mã PIN")
        )
        self.number.setText(said.format(number=number or "–"))

    def confirm(self) -> None:
        """Hand both on, if the new PIN was typed the same way twice."""
        if self.pin.text() != self.again.text():
            self._again.complain(translate("People", "Hai lần gõ khác nhau."))
            self.again.setFocus()
            return
        self._again.settle()
        self.ready.emit(self.password.text(), self.pin.text())

    def clear(self) -> None:
        """Forget what was typed."""
        for each in (self.password, self.pin, self.again):
            each.clear()


class LockCard(QFrame):
    """`chosen` carries the minutes of idleness until the window locks."""

    chosen = Signal(int)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setProperty("role", "card")
        title = translate("People", "Tự khóa màn hình")
        offers = [
            (str(each), translate("People", "{n} phút").format(n=each) if each else "")
            for each in MINUTES
        ]
        offers[0] = ("0", translate("People", "Không khóa"))
        self.minutes = Segments(kit, offers, name=title)
        self.minutes.chosen.connect(lambda value: self.chosen.emit(int(value)))
        told = translate(
            "People",
            "Khi không ai gõ phím hay chạm chuột. Việc đang làm dở còn nguyên sau khi mở khóa.",
        )
        self.setLayout(
            column(
                kit,
                label(title, "heading"),
                label(told, "small", wrap=True),
                self.minutes,
                gap=12,
                margin=16,
            )
        )

    def show_minutes(self, minutes: int) -> None:
        """Show what is chosen now."""
        self.minutes.choose(str(minutes))
