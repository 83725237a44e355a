"""Who sits at the counter: number and PIN, or login and password."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame
from typing_extensions import override

from desk.domain.records import Actor
from desk.domain.views import StaffMember
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.fields import Field, Line
from desk.ui.parts.layout import Scroll, column, frame, label, picture, row
from desk.ui.parts.notices import ErrorPanel
from desk.ui.people.pin_form import PinForm
from desk.ui.ports import Place, SignInPorts
from desk.ui.stage import Stage
from desk.ui.start.secret import (
    PasswordField,
    least_words,
    new_password_problems,
    show_box,
)
from desk.ui.start.unsent import UnsentLine


class SignInPage(Stage):
    """`signed_in` carries the actor. `locked_by` is whose work waits behind this page."""

    signed_in = Signal(object)

    def __init__(
        self, kit: Kit, ports: SignInPorts, place: Place, locked_by: Actor | None = None
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self._kit, self._ports, self._locked_by = kit, ports, locked_by
        self._by_pin = self._chosen = False
        self.form = PinForm(kit, ports)
        self.form.seated.connect(self.signed_in)
        self._busy = False
        self._accounts: dict[str, StaffMember] = {}
        self.login = Line(kit, latin=True)
        self._password = PasswordField(kit, translate("Start", "Mật khẩu"))
        self._again = PasswordField(kit, translate("Start", "Gõ lại mật khẩu"))
        self.password, self.again = self._password.line, self._again.line
        self._show = show_box(kit, self._password, self._again)
        self._first = label(
            translate("Start", "Lần đầu đăng nhập: hãy đặt mật khẩu của bạn."), wrap=True
        )
        self.login.textChanged.connect(lambda _: self._fit())
        self.login.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self._entered)
        self.again.returnPressed.connect(self.sign_in)
        self.error = ErrorPanel(kit, narrow=True)
        self._go = KeyButton(
            kit, translate("Start", "Đăng nhập"), key="Enter", icon="log-in", role="main"
        )
        self._go.clicked.connect(self.main_action)
        self._other = KeyButton(kit, "", icon="key-round", role="link")
        self._other.clicked.connect(lambda: self._choose(by_pin=not self._by_pin))
        self._part = frame(
            column(
                kit,
                Field(kit, translate("Start", "Tên đăng nhập"), self.login),
                self._first,
                self._password,
                self._again,
                self._show,
                gap=12,
            )
        )
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
        card.setLayout(
            column(
                kit,
                title,
                8,
                self._locked(),
                self.form,
                self._part,
                self.error,
                row(kit, self._other, None, self._go),
                UnsentLine(kit, ports.targets),
                gap=12,
                margin=24,
            )
        )
        middle = column(kit, None, row(kit, None, card, None))
        middle.addStretch(2)
        self.setLayout(column(kit, Scroll(frame(middle)), gap=0))
        self._fit()
        self.show_way(by_pin=False, start=False)
        kit.tasks.run(ports.accounts, self._accounts_known, owner=self)

    def _locked(self) -> QFrame:
        told = translate("Start", "Đã khóa. Việc đang làm dở của {name} vẫn còn nguyên.")
        name = self._locked_by.name if self._locked_by else ""
        words = row(self._kit, picture(self._kit, "lock", "brand_text", 20), gap=8, margin=8)
        words.addWidget(label(told.format(name=name), wrap=True), 1)
        line = frame(words, "info")
        if self._locked_by is None:
            line.hide()
        return line

    # -- by PIN or by password ------------------------------------------------------------------

    @property
    def by_pin(self) -> bool:
        """Whether a number and a PIN are asked for."""
        return self._by_pin

    @property
    @override
    def pinless(self) -> bool:
        account = self._accounts.get(self.login.text().strip().casefold())
        return not self._by_pin and account is not None and not account.has_pin

    @override
    def ask_password(self) -> None:
        self._choose(by_pin=False)

    def _choose(self, *, by_pin: bool) -> None:
        self._chosen = True
        self.show_way(by_pin=by_pin)

    def show_way(self, *, by_pin: bool, start: bool = True) -> None:
        """Ask for a number and a PIN, or for login and password."""
        self._by_pin = by_pin
        # Never both at once: the card would be drawn once with room for two.
        coming, going = (self.form, self._part) if by_pin else (self._part, self.form)
        going.hide()
        coming.show()
        self.error.acknowledge()
        password, pin = translate("Start", "Dùng mật khẩu"), translate("Start", "Dùng mã PIN")
        self._other.set_words(password if by_pin else pin)
        if start:
            self.start()

    # -- whose password -------------------------------------------------------------------------

    def _accounts_known(self, members: tuple[StaffMember, ...]) -> None:
        self._accounts = {each.login: each for each in members if each.active}
        self.form.know(members)
        mine = self._accounts.get(self._locked_by.login) if self._locked_by else None
        if mine is not None and not self.login.text():
            self.login.setText(mine.login)
        typed = self.login.text() or self.password.text()
        if self._chosen:
            pass  # somebody was quicker than the list of accounts, and knows better
        elif mine.has_pin if mine is not None else self.form.anybody and not typed:
            self.show_way(by_pin=True, start=self.isVisible())
        elif typed.isdecimal() and typed == self.login.text() and self.form.anybody:
            # Whoever is quicker than the list of accounts has begun with the own number.
            self.show_way(by_pin=True, start=False)
            self.login.clear()
            self.form.carry(typed)
        if len(self._accounts) == 1 and not self.login.text():
            at_login = self.login.hasFocus()
            self.login.setText(next(iter(self._accounts)))
            if at_login:
                self.password.setFocus()
        self._fit()

    @property
    def is_first(self) -> bool:
        """Whether this login has no password yet, so that the one typed now will be its own."""
        account = self._accounts.get(self.login.text().strip().casefold())
        return account is not None and not account.has_password

    def _fit(self) -> None:
        first = self.is_first
        self._first.setVisible(first)
        self._again.setVisible(first)
        said = translate("Start", "Mật khẩu mới") if first else translate("Start", "Mật khẩu")
        self._password.label.setText(said)
        self.password.setAccessibleName(said)
        self._password.set_hint(least_words() if first else "")

    def _entered(self) -> None:
        if self.is_first and not self.again.text():
            self.again.setFocus()
        else:
            self.sign_in()

    # -- signing in -----------------------------------------------------------------------------

    def sign_in(self) -> None:
        """Sign in with what was typed."""
        if self._busy:
            return
        login, password = self.login.text().strip(), self.password.text()
        if not login or not password:
            (self.password if login else self.login).setFocus()
            return
        if self.is_first and not self._is_good():
            return
        self._busy = True
        self._go.setEnabled(False)
        self._kit.tasks.run(
            lambda: self._ports.sign_in(login, password), self._done, self._failed, owner=self
        )

    def _is_good(self) -> bool:
        """Say what is wrong with a new password; return whether nothing is."""
        fields = (self._password, self._again)
        said = new_password_problems(self.password.text(), self.again.text())
        for field, problem in zip(fields, said, strict=True):
            if problem:
                field.complain(problem)
            else:
                field.settle()
        wrong = next((field for field, problem in zip(fields, said, strict=True) if problem), None)
        if wrong is not None:
            wrong.line.setFocus()
        return wrong is None

    def _done(self, actor: object) -> None:
        self._free()
        self.signed_in.emit(actor)

    def _failed(self, error: Exception) -> None:
        self._free()
        self.error.show_error(error)
        # Nothing is to be acknowledged here: what comes next is typing it again.
        self.password.setFocus()
        self.password.selectAll()

    def _free(self) -> None:
        self._busy = False
        self.password.clear()
        self.again.clear()
        self._show.setChecked(False)
        self._go.setEnabled(True)

    @override
    def main_action(self) -> None:
        if self._by_pin:
            self.form.enter()
        else:
            self.sign_in()

    @override
    def escape(self) -> bool:
        return self.error.dismiss()

    @override
    def start(self) -> None:
        if self._by_pin:
            mine = self._accounts.get(self._locked_by.login) if self._locked_by else None
            self.form.begin(mine.number if mine is not None else "")
            return
        (self.password if self.login.text() else self.login).setFocus()
