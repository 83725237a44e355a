"""Changing over: F12, two digits, a PIN. The window stays as it is until somebody sits down."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desk.domain.records import Actor
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.cover import Cover
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import column, frame, label, picture, row
from desk.ui.people.pin_form import PinForm
from desk.ui.ports import SignInPorts


class SwitchPanel(Cover):
    """`seated` carries who sits here now, `by_password` wants the sign-in page."""

    seated = Signal(object)
    by_password = Signal()

    def __init__(self, kit: Kit, parent: QWidget, ports: SignInPorts) -> None:
        super().__init__(kit, parent, translate("People", "Đổi người dùng"), width=500)
        self._now = label("", "quiet", wrap=True)
        self.form = PinForm(kit, ports)
        self.form.seated.connect(self.seated)
        self.form.known.connect(self.fit)
        password = KeyButton(kit, translate("People", "Dùng mật khẩu"), icon="log-in")
        password.clicked.connect(self.by_password)
        back = KeyButton(kit, translate("People", "Bỏ"), key="Esc")
        back.clicked.connect(self.leave)
        go = KeyButton(kit, translate("People", "Vào"), key="Enter", role="main")
        go.clicked.connect(self.form.enter)
        title = row(kit, picture(kit, "circle-user", "brand_text", 28), gap=12)
        words = column(kit, label(translate("People", "Đổi người dùng"), "title"), self._now, gap=0)
        title.addLayout(words, 1)
        kept = translate("People", "Phiếu đang làm dở được gác lại, mang tên người đang dùng.")
        self.hold(
            column(
                kit,
                title,
                4,
                self.form,
                label(kept, "small", wrap=True),
                frame(Flow(kit, password, back, go, at_right=True)),
                gap=12,
                margin=24,
            )
        )

    def ask(self, user: Actor | None) -> None:
        """Ask who sits down; `user` is who still sits here."""
        said = translate("People", "Đang dùng: {name}").format(name=user.name) if user else ""
        self._now.setText(said)
        self.show_over()
        self.form.begin()
        self.form.look()
