"""Who sits at the counter: login and password, Enter."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame
from typing_extensions import override

from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.fields import Field, Line, Password
from desk.ui.parts.layout import column, label, picture, row
from desk.ui.parts.notices import ErrorPanel
from desk.ui.ports import Place, SignInPorts
from desk.ui.stage import Stage


class SignInPage(Stage):
    """`signed_in` carries the actor."""

    signed_in = Signal(object)

    def __init__(self, kit: Kit, ports: SignInPorts, place: Place) -> None:
        super().__init__()
        self.setObjectName("page")
        self._kit, self._ports = kit, ports
        self._busy = False
        self.login, self.password = Line(kit, latin=True), Password(kit)
        self.login.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self.sign_in)
        self.error = ErrorPanel(kit, narrow=True)
        self._go = KeyButton(
            kit, translate("Start", "Đăng nhập"), key="Enter", icon="log-in", role="main"
        )
        self._go.clicked.connect(self.sign_in)
        where = translate("Start", "Quầy {slot}").format(slot=place.slot)
        card = QFrame()
        card.setProperty("role", "sheet")
        card.setFixedWidth(kit.theme.px(400))
        title = row(kit, picture(kit, "landmark", "brand_text", 36), gap=12)
        title.addLayout(
            column(
                kit,
                label(place.office.name, "title", wrap=True),
                label(where, "quiet"),
                gap=0,
            ),
            1,
        )
        hint = translate("Start", "Lần đầu đăng nhập: mật khẩu gõ vào đây sẽ là mật khẩu của bạn.")
        card.setLayout(
            column(
                kit,
                title,
                8,
                Field(kit, translate("Start", "Tên đăng nhập"), self.login),
                Field(kit, translate("Start", "Mật khẩu"), self.password, hint=hint),
                self.error,
                row(kit, None, self._go),
                gap=12,
                margin=24,
            )
        )
        layout = column(kit, None, row(kit, None, card, None))
        layout.addStretch(2)
        self.setLayout(layout)

    def sign_in(self) -> None:
        """Sign in with what was typed."""
        if self._busy:
            return
        login, password = self.login.text().strip(), self.password.text()
        if not login or not password:
            (self.password if login else self.login).setFocus()
            return
        self._busy = True
        self._go.setEnabled(False)
        self._kit.tasks.run(
            lambda: self._ports.sign_in(login, password), self._done, self._failed, owner=self
        )

    def _done(self, actor: object) -> None:
        self._free()
        self.password.clear()
        self.signed_in.emit(actor)

    def _failed(self, error: Exception) -> None:
        self._free()
        self.password.clear()
        self.password.setFocus()
        self.error.show_error(error)

    def _free(self) -> None:
        self._busy = False
        self._go.setEnabled(True)

    @override
    def main_action(self) -> None:
        self.sign_in()

    @override
    def escape(self) -> bool:
        if self.error.isHidden():
            return False
        self.error.acknowledge()
        return True

    @override
    def start(self) -> None:
        (self.password if self.login.text() else self.login).setFocus()
