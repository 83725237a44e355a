"""Quản trị: accounts and office for the administrator, one's own password for everybody."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desk.domain.records import Actor
from desk.domain.rights import RIGHTS
from desk.domain.views import StaffMember
from desk.ui.admin.accounts import AccountForm, AccountsCard
from desk.ui.admin.office import OfficeCard, PasswordCard
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.page import Page
from desk.ui.parts.columns import Columns
from desk.ui.parts.layout import column
from desk.ui.parts.notices import ErrorPanel, Strip
from desk.ui.people.cards import LockCard, PinCard
from desk.ui.ports import AdminPorts


class AdminScreen(Page):
    """Accounts, the office, one's own password."""

    def __init__(self, kit: Kit, ports: AdminPorts, user: Actor | None) -> None:
        super().__init__()
        self._kit, self._ports, self._user = kit, ports, user
        self.error = ErrorPanel(kit)
        self.accounts, self.form = AccountsCard(kit), AccountForm(kit)
        self.office, self.password = OfficeCard(kit), PasswordCard(kit)
        self.pin, self.lock = PinCard(kit), LockCard(kit)
        left, right = QWidget(), QWidget()
        left.setLayout(column(kit, self.form, self.accounts, self.lock, None, gap=12))
        right.setLayout(column(kit, self.pin, self.password, self.office, None, gap=12))
        self.columns = Columns(kit, [left, right], least=900, stretches=(1, 1))
        layout = column(kit, Strip(kit, self.error), gap=0)
        layout.addWidget(self.columns, 1)
        self.setLayout(layout)
        self.accounts.chosen.connect(self.form.open)
        self.accounts.released.connect(self._release)
        self.accounts.trusted.connect(self._trust)
        self.form.ready.connect(self._save_account)
        self.form.changed.connect(self._change_account)
        self.office.ready.connect(self._save_office)
        self.password.ready.connect(self._save_password)
        self.pin.ready.connect(self._save_pin)
        self.lock.chosen.connect(self._save_lock)
        self._allow()

    def _allow(self) -> None:
        may = RIGHTS.get(self._user.role, frozenset()) if self._user is not None else frozenset()
        self._may_users, self._may_office = "users" in may, "settings" in may
        self.accounts.setVisible(self._may_users)
        for card in (self.office, self.lock):
            card.setVisible(self._may_office)

    @override
    def seat(self, user: Actor) -> None:
        self._user = user
        self.form.leave()
        for card in (self.password, self.pin):
            card.clear()
        self.error.acknowledge()
        self._allow()

    # -- filling --------------------------------------------------------------------------------

    @override
    def refresh(self) -> None:
        """Read accounts and office again; what is being typed stays."""
        run = self._kit.tasks.run
        run(self._ports.members, self._show_members, self.error.show_error, owner=self)
        if self._may_office:
            run(self._ports.lock_minutes, self.lock.show_minutes, self._unread, owner=self)
            trust = self.accounts.trust.setChecked
            run(self._ports.releases_itself, trust, self._unread, owner=self)
            run(self._ports.office, self.office.show_office, self.error.show_error, owner=self)

    def _show_members(self, members: tuple[StaffMember, ...]) -> None:
        mine = next((each for each in members if self._user and each.uid == self._user.uid), None)
        if mine is not None:
            self.pin.show_number(mine.number, has_pin=mine.has_pin)
        if self._may_users:
            self.accounts.show_members(members)

    def _unread(self, _: Exception) -> None:
        """Leave it as it was shown; the office's own card says what is wrong."""

    # -- doing ----------------------------------------------------------------------------------

    def _do(self, work: Callable[[], object], said: str, *, after: Callable[[], object]) -> None:
        def done(_: object) -> None:
            self.error.acknowledge()
            after()
            self.changed.emit(said)
            self.refresh()

        self._kit.tasks.run(work, done, self.error.show_error, owner=self)

    def _save_account(self, login: str, name: str, role: str, number: str) -> None:
        member = self.form.member
        if member is None:
            said = translate(
                "Admin", "Đã thêm {name}: tự đặt mật khẩu khi đăng nhập lần đầu bằng «{login}»"
            ).format(name=name, login=login)
            self._do(
                lambda: self._ports.add(login, name, role, number), said, after=self.form.leave
            )
        else:
            said = translate("Admin", "Đã sửa tài khoản {login}").format(login=login)
            self._do(
                lambda: self._ports.change(login, name=name, role=role, number=number),
                said,
                after=self.form.leave,
            )

    def _change_account(self, login: str, wanted: str) -> None:
        said, work = {
            "reset": (
                translate("Admin", "{login}: lần đăng nhập sau đặt mật khẩu mới"),
                lambda: self._ports.change(login, reset=True),
            ),
            "close": (
                translate("Admin", "Đã khóa tài khoản {login}"),
                lambda: self._ports.change(login, active=False),
            ),
            "open": (
                translate("Admin", "Đã mở lại tài khoản {login}"),
                lambda: self._ports.change(login, active=True),
            ),
        }[wanted]
        self._do(work, said.format(login=login), after=self.form.leave)

    def _release(self, logins: tuple[str, ...]) -> None:
        said = translate("Admin", "Đã cho dùng: đặt mật khẩu khi đăng nhập lần đầu")
        self._do(lambda: self._ports.release(logins), said, after=lambda: None)

    def _trust(self, on: bool) -> None:
        said = (
            translate("Admin", "Tài khoản mới của thành phố dùng được ngay")
            if on
            else translate("Admin", "Tài khoản mới của thành phố chờ quản trị cho dùng")
        )
        self._do(lambda: self._ports.set_releases(on), said, after=lambda: None)

    def _save_office(self, told: dict[str, str]) -> None:
        said = translate("Admin", "Giấy in từ nay ghi như đã chọn")
        self._do(lambda: self._ports.set_office(told), said, after=lambda: None)

    def _save_password(self, old: str, new: str) -> None:
        said = translate("Admin", "Đã đổi mật khẩu")
        self._do(lambda: self._ports.password(old, new), said, after=self.password.clear)

    def _save_pin(self, password: str, pin: str) -> None:
        said = translate("Admin", "Đã đặt mã PIN")
        self._do(lambda: self._ports.pin(password, pin), said, after=self.pin.clear)

    def _save_lock(self, minutes: int) -> None:
        said = translate("Admin", "Đã đổi thời gian tự khóa màn hình")
        self._do(lambda: self._ports.set_lock_minutes(minutes), said, after=lambda: None)

    # -- keys -----------------------------------------------------------------------------------

    @override
    def main_action(self) -> None:
        """Do what F9 does here: save the card in which the cursor is."""
        focus: QWidget | None = self.window().focusWidget()
        for card in (self.form, self.office, self.password, self.pin):
            if focus is not None and card.isAncestorOf(focus):
                card.confirm()
                return
        if self.form.isVisible():
            self.form.confirm()

    @override
    def escape(self) -> bool:
        """Go one step back; tell whether there was one."""
        if not self.error.isHidden():
            self.error.acknowledge()
        elif not self.form.isHidden():
            self.form.leave()
        else:
            return False
        return True

    @override
    def start(self) -> None:
        """Put the cursor where the work begins."""
        (self.accounts if self._may_users else self.pin.password).setFocus()
