"""Who works here: the accounts, and the form that adds or changes one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from desk.domain.views import StaffMember
from desk.ui.kit import Kit
from desk.ui.language import mark, plural, translate
from desk.ui.parts.buttons import KeyButton, Segments
from desk.ui.parts.fields import Check, Field, Line
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import clear, column, frame, label, line, row
from desk.ui.people.digits import Digits

#: What each role does, as short as a button.
ROLES: Final = (
    ("counter", mark("Admin", "Tiếp nhận")),
    ("clerk", mark("Admin", "Chuyên môn")),
    ("leader", mark("Admin", "Lãnh đạo")),
    ("administrator", mark("Admin", "Quản trị")),
)


class AccountForm(QFrame):
    """A new account, or one that is there; `ready` carries login, name, role and number.

    `changed` carries the login and what else is wanted: reset, close or open.
    """

    ready = Signal(str, str, str, str)
    changed = Signal(str, str)
    left = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setProperty("role", "sheet")
        self._member: StaffMember | None = None
        self._title = label("", "heading", wrap=True)
        self.login = Line(kit, latin=True)
        self.name = Line(kit)
        self.number = Digits(kit, most=2)
        self._login = Field(kit, translate("Admin", "Tên đăng nhập"), self.login)
        self._name = Field(kit, translate("Admin", "Họ và tên, in trên giấy"), self.name)
        self._number = Field(
            kit,
            translate("Admin", "Số cán bộ, gõ trước mã PIN"),
            self.number,
            hint=translate("Admin", "Hai chữ số; để trống thì máy cấp"),
        )
        roles = [(role, translate("Admin", words)) for role, words in ROLES]
        self.role = Segments(kit, roles, name=translate("Admin", "Vai trò"))
        self._reset = KeyButton(kit, translate("Admin", "Đặt lại mật khẩu, PIN"), icon="undo-2")
        self._close = KeyButton(
            kit, translate("Admin", "Khóa tài khoản"), icon="ban", role="danger"
        )
        self._open = KeyButton(kit, translate("Admin", "Mở lại tài khoản"), icon="check")
        self._go = KeyButton(kit, translate("Admin", "Lưu"), key="F9", role="main")
        self._back = KeyButton(kit, translate("Admin", "Bỏ"), key="Esc")
        self._reset.clicked.connect(lambda: self._also("reset"))
        self._close.clicked.connect(lambda: self._also("close"))
        self._open.clicked.connect(lambda: self._also("open"))
        self._go.clicked.connect(self.confirm)
        self._back.clicked.connect(self.leave)
        for each in (self.name, self.number):
            each.returnPressed.connect(self.confirm)
        buttons = Flow(
            kit, self._reset, self._close, self._open, self._back, self._go, at_right=True
        )
        self.setLayout(
            column(
                kit,
                self._title,
                self._login,
                self._name,
                self._number,
                label(translate("Admin", "Vai trò"), "caption"),
                self.role,
                frame(buttons),
                gap=12,
                margin=16,
            )
        )
        self.hide()

    def open(self, member: StaffMember | None) -> None:
        """Ask for a new account, or about one that is there."""
        self._member = member
        known = member is not None
        title = translate("Admin", "Sửa tài khoản") if known else translate("Admin", "Thêm cán bộ")
        self._title.setText(title)
        self.login.setText(member.login if member else "")
        self.login.setReadOnly(known)
        self.name.setText(member.name if member else "")
        self.number.setText(member.number if member else "")
        self.role.choose(member.role if member else "counter")
        self._reset.setVisible(member is not None and member.has_password)
        self._close.setVisible(member is not None and member.active)
        self._open.setVisible(member is not None and not member.active)
        hint = translate("Admin", "Chữ thường không dấu, số; ví dụ lan")
        self._login.set_hint("" if known else hint)
        for field in (self._login, self._name):
            field.settle()
        self.show()
        (self.name if known else self.login).setFocus()

    def confirm(self) -> None:
        """Hand on what was typed, or say beside its field what is missing."""
        login, name = self.login.text().strip(), " ".join(self.name.text().split())
        missing = translate("Admin", "Phải ghi mục này.")
        for field, value in ((self._login, login), (self._name, name)):
            if not value:
                field.complain(missing)
                field.widget.setFocus()
                return
            field.settle()
        self.ready.emit(login, name, self.role.value, self.number.text())

    def _also(self, wanted: str) -> None:
        if self._member is not None:
            self.changed.emit(self._member.login, wanted)

    @property
    def member(self) -> StaffMember | None:
        """Whose account is being changed; None for a new one."""
        return self._member

    def leave(self) -> None:
        """Put the form away, nothing done."""
        self.hide()
        self.left.emit()


def _waits_first(member: StaffMember) -> bool:
    return not (member.held and member.active)


class AccountsCard(QFrame):
    """The accounts, one line each; `chosen` carries one, None for a new one.

    `released` carries the logins that may sign in from now on, none for all that wait; `trusted`
    whether the city's new accounts shall wait for nobody.
    """

    chosen = Signal(object)
    released = Signal(object)
    trusted = Signal(bool)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "card")
        self._rows = column(kit, gap=4)
        add = KeyButton(kit, translate("Admin", "Thêm cán bộ"), icon="plus")
        add.clicked.connect(lambda: self.chosen.emit(None))
        self.all = KeyButton(kit, translate("Admin", "Cho dùng tất cả"), icon="check")
        self.all.clicked.connect(lambda: self.released.emit(()))
        self.trust = Check(
            kit,
            translate("Admin", "Tài khoản mới của thành phố dùng được ngay, không chờ quản trị"),
        )
        self.trust.clicked.connect(self.trusted)
        self.waits = label("", "small", tone="warn", wrap=True)
        head = row(kit, label(translate("Admin", "Cán bộ"), "heading"), None, add)
        waiting = row(kit, gap=8)
        waiting.addWidget(self.waits, 1)
        waiting.addWidget(self.all)
        self.waiting = frame(waiting)
        self.setLayout(
            column(kit, head, self.waiting, self._rows, line(), self.trust, gap=12, margin=16)
        )
        self.waiting.hide()

    def show_members(self, members: Sequence[StaffMember]) -> None:
        """Show these accounts."""
        clear(self._rows)
        held = sum(member.held and member.active for member in members)
        self.waiting.setVisible(held > 0)
        self.waits.setText(
            plural(
                held,
                translate("Admin", "1 tài khoản mới của thành phố chờ quản trị cho dùng."),
                translate("Admin", "{n} tài khoản mới của thành phố chờ quản trị cho dùng."),
            )
        )
        for at, member in enumerate(sorted(members, key=_waits_first)):
            if at:
                self._rows.addWidget(line())
            self._rows.addWidget(self._row(member))

    def _row(self, member: StaffMember) -> QWidget:
        kit = self._kit
        roles = {role: translate("Admin", words) for role, words in ROLES}
        facts = [member.login, roles.get(member.role, member.role)]
        if member.number and member.active:
            facts.insert(0, translate("Admin", "số {number}").format(number=member.number))
        held = member.held and member.active
        if not member.active:
            facts.append(translate("Admin", "đã khóa"))
        elif held:
            facts.append(translate("Admin", "chờ cho dùng"))
        elif not member.has_password:
            facts.append(translate("Admin", "chưa đặt mật khẩu"))
        elif not member.has_pin:
            facts.append(translate("Admin", "chưa đặt mã PIN"))
        words = column(
            kit,
            label(member.name, "strong", wrap=True),
            label(" · ".join(facts), "small", wrap=True),
            gap=0,
        )
        edit = KeyButton(kit, translate("Admin", "Sửa"), icon="pencil")
        edit.setAccessibleName(translate("Admin", "Sửa {name}").format(name=member.name))
        edit.clicked.connect(lambda: self.chosen.emit(member))
        let = KeyButton(kit, translate("Admin", "Cho dùng"), icon="check")
        let.setAccessibleName(translate("Admin", "Cho dùng {name}").format(name=member.name))
        let.clicked.connect(lambda: self.released.emit((member.login,)))
        inner = row(kit, gap=8)
        inner.addLayout(words, 1)
        for button in (let, edit) if held else (edit,):
            inner.addWidget(button)
        return frame(inner)
