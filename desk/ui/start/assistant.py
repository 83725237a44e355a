"""The first start on a new machine: a real counter, or a practice office in one click."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget
from typing_extensions import override

from desk.ui.kit import Kit
from desk.ui.language import mark, translate
from desk.ui.parts.action_bar import ActionBar
from desk.ui.parts.buttons import KeyButton, Segments
from desk.ui.parts.fields import Field, Line, Password
from desk.ui.parts.layout import Scroll, column, frame, label, picture, row
from desk.ui.parts.notices import ErrorPanel, announce
from desk.ui.ports import StartPorts
from desk.ui.stage import Stage
from desk.ui.start.secret import (
    PasswordField,
    least_words,
    new_password_problems,
    show_box,
)

SLOTS: Final = tuple(range(1, 9))

_LABELS: Final = {
    "unit": mark("Start", "Mã định danh của đơn vị"),
    "commune": mark("Start", "Mã phường, xã (5 chữ số)"),
    "name": mark("Start", "Tên phường, xã"),
    "login": mark("Start", "Tên đăng nhập"),
    "admin": mark("Start", "Họ và tên"),
}
_HINTS: Final = {
    "unit": mark("Start", "Đứng đầu mọi mã hồ sơ, ví dụ H26.033.15"),
    "commune": mark("Start", "Đứng đầu mã vạch, ví dụ 00199"),
    "name": mark("Start", "In trên mọi giấy tờ, ví dụ Phường Đống Đa"),
}


class AssistantPage(Stage):
    """`ready` tells that there is an office now and that the window can go on."""

    ready = Signal()

    def __init__(self, kit: Kit, ports: StartPorts) -> None:
        super().__init__()
        self.setObjectName("page")
        self._kit, self._ports = kit, ports
        self._busy = False
        self.error = ErrorPanel(kit)
        self.lines: dict[str, Line] = {
            "unit": Line(kit, latin=True, role="mono"),
            "commune": Line(kit, latin=True, role="mono"),
            "name": Line(kit),
            "login": Line(kit, latin=True),
            "admin": Line(kit),
        }
        self.lines["login"].setText("admin")
        self.fields: dict[str, Field] = {
            name: Field(
                kit,
                translate("Start", _LABELS[name]),
                line,
                hint=translate("Start", _HINTS[name]) if name in _HINTS else "",
            )
            for name, line in self.lines.items()
        }
        secret = PasswordField(kit, translate("Start", "Mật khẩu"), hint=least_words())
        again = PasswordField(kit, translate("Start", "Gõ lại mật khẩu"))
        self.fields |= {"password": secret, "again": again}
        self.lines |= {"password": secret.line, "again": again.line}
        self._show = show_box(kit, secret, again)
        slots = [(str(slot), str(slot)) for slot in SLOTS]
        self.slot = Segments(kit, slots, name=translate("Start", "Số quầy"))
        self.slot.choose("1")
        self._lay_out()

    def _lay_out(self) -> None:
        kit = self._kit
        self._practice = KeyButton(
            kit, translate("Start", "Mở cơ quan thực hành"), icon="graduation-cap"
        )
        self._practice.clicked.connect(self.open_practice)
        self._go = KeyButton(
            kit, translate("Start", "Tạo quầy"), key="F9", icon="circle-check", role="main"
        )
        self._go.clicked.connect(self.make)
        self._progress = label("", "quiet", wrap=True)
        content = QWidget()
        sheet = column(
            kit,
            self._welcome(),
            self._practice_card(),
            self.error,
            self._office_card(),
            self._admin_card(),
            gap=12,
            margin=16,
        )
        inner = frame(sheet)
        inner.setMaximumWidth(kit.theme.px(760))
        middle = row(kit, gap=0)
        middle.addWidget(inner, 1)
        content.setLayout(middle)
        form = column(kit, gap=0)
        form.addWidget(Scroll(content), 1)
        form.addWidget(ActionBar(kit, self._progress, self._go))
        self._form = frame(form)
        self._end = self._end_sheet()
        self._end.hide()
        layout = column(kit, gap=0)
        layout.addWidget(self._form, 1)
        layout.addWidget(self._end, 1)
        self.setLayout(layout)

    def _end_sheet(self) -> QFrame:
        """Return what is said once the counter is there: how to get in."""
        kit = self._kit
        self._made = label("", "title", wrap=True)
        self._login = label("", "bigcode", select=True)
        self.enter = KeyButton(
            kit, translate("Start", "Đăng nhập"), key="F9", icon="log-in", role="main"
        )
        self.enter.clicked.connect(self.ready)
        about = translate("Start", "Đăng nhập bằng tên này và mật khẩu vừa đặt.")
        sheet = QFrame()
        sheet.setProperty("role", "sheet")
        sheet.setFixedWidth(kit.theme.px(440))
        head = row(kit, picture(kit, "circle-check", "good", 36), gap=12)
        head.addWidget(self._made, 1)
        sheet.setLayout(
            column(
                kit,
                head,
                8,
                label(translate("Start", "Tên đăng nhập"), "caption"),
                self._login,
                label(about, "quiet", wrap=True),
                8,
                row(kit, None, self.enter),
                gap=8,
                margin=24,
            )
        )
        layout = column(kit, None, row(kit, None, sheet, None))
        layout.addStretch(2)
        return frame(layout)

    def _welcome(self) -> QFrame:
        kit = self._kit
        text = translate(
            "Start",
            "Máy này chưa có quầy nào. Dữ liệu nằm trên ổ đĩa của máy, không cần mạng để làm việc.",
        )
        words = column(
            kit,
            label(translate("Start", "Chào mừng đến quầy một cửa"), "title", wrap=True),
            label(text, "quiet", wrap=True),
            gap=4,
        )
        layout = row(kit, picture(kit, "landmark", "brand_text", 40), gap=16)
        layout.addLayout(words, 1)
        return frame(layout)

    def _practice_card(self) -> QFrame:
        kit = self._kit
        text = translate(
            "Start",
            "Một phường giả với hồ sơ của một tháng; giấy tờ in chữ THỰC HÀNH, không gửi đi đâu.",
        )
        words = column(
            kit,
            label(translate("Start", "Muốn thử trước?"), "strong", wrap=True),
            label(text, wrap=True),
            gap=4,
        )
        layout = row(kit, gap=16, margin=16)
        layout.addLayout(words, 1)
        layout.addWidget(self._practice, 0, Qt.AlignmentFlag.AlignVCenter)
        return frame(layout, "info")

    def _office_card(self) -> QFrame:
        kit = self._kit
        about = translate(
            "Start",
            "Mỗi quầy của phường giữ một số riêng: quầy 1 cấp mã …-1001 đến …-1999, quầy 2 từ "
            "…-2001. Hai máy không bao giờ được cùng một số quầy.",
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(kit.theme.px(12))
        grid.setVerticalSpacing(kit.theme.px(12))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.fields["name"], 0, 0, 1, 2)
        grid.addWidget(self.fields["unit"], 1, 0)
        grid.addWidget(self.fields["commune"], 1, 1)
        grid.addWidget(Field(kit, translate("Start", "Số quầy"), self.slot, hint=about), 2, 0, 1, 2)
        return frame(
            column(
                kit,
                label(translate("Start", "Đơn vị và quầy"), "heading"),
                grid,
                gap=12,
                margin=16,
            ),
            "card",
        )

    def _admin_card(self) -> QFrame:
        kit = self._kit
        grid = QGridLayout()
        grid.setHorizontalSpacing(kit.theme.px(12))
        grid.setVerticalSpacing(kit.theme.px(12))
        for at, name in enumerate(("login", "admin", "password", "again")):
            grid.addWidget(self.fields[name], at // 2, at % 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._show, 2, 0, 1, 2)
        return frame(
            column(
                kit,
                label(translate("Start", "Người quản trị"), "heading"),
                grid,
                gap=12,
                margin=16,
            ),
            "card",
        )

    # -- doing ----------------------------------------------------------------------------------

    def _text(self, name: str) -> str:
        line = self.lines[name]
        return line.text() if isinstance(line, Password) else " ".join(line.text().split())

    def wrong(self) -> dict[str, str]:
        """Return what is missing or cannot be, by field."""
        found: dict[str, str] = {}
        for name in ("unit", "commune", "name", "login", "admin", "password"):
            if not self._text(name):
                found[name] = translate("Start", "Phải ghi mục này.")
        if self._text("commune") and not re.fullmatch(r"\d{5}", self._text("commune")):
            found["commune"] = translate("Start", "Mã phường, xã có đúng 5 chữ số.")
        short, other = new_password_problems(self._text("password"), self._text("again"))
        if self._text("password") and short:
            found["password"] = short
        if other:
            found["again"] = other
        return found

    def make(self) -> None:
        """Make the counter, or say beside each field what is missing."""
        wrong = self.wrong()
        for name, field in self.fields.items():
            if name in wrong:
                field.complain(wrong[name])
            else:
                field.settle()
        if wrong:
            self.lines[next(iter(wrong))].setFocus()
            return
        given = {name: self._text(name) for name in self.lines}
        slot = int(self.slot.value)
        self._run(
            lambda: self._ports.initialise(
                given["unit"],
                given["commune"],
                given["name"],
                slot,
                given["login"],
                given["admin"],
                given["password"],
            ),
            lambda: self._tell_login(given["name"], slot, given["login"]),
            translate("Start", "Đang tạo quầy…"),
        )

    def _tell_login(self, name: str, slot: int, login: str) -> None:
        self._made.setText(
            translate("Start", "Quầy {slot} của {name} đã sẵn sàng").format(slot=slot, name=name)
        )
        self._login.setText(login.casefold())
        for field in ("password", "again"):
            self.lines[field].clear()
        self._form.hide()
        self._end.show()
        self.enter.setFocus()
        announce(self._made)

    @property
    def told_login(self) -> str:
        """The login that is told at the end, "" before."""
        return "" if self._end.isHidden() else self._login.text()

    def open_practice(self) -> None:
        """Make the practice office."""
        said = translate("Start", "Đang dựng một tháng làm việc của cơ quan thực hành…")
        self._run(self._ports.open_practice, self.ready.emit, said)

    def _run(self, work: Callable[[], None], then: Callable[[], None], said: str) -> None:
        if self._busy:
            return
        self._set_busy(on=True, said=said)
        self._kit.tasks.run(work, lambda _: self._done(then), self._failed, owner=self)

    def _set_busy(self, *, on: bool, said: str = "") -> None:
        self._busy = on
        self._progress.setText(said)
        self._go.setEnabled(not on)
        self._practice.setEnabled(not on)

    def _done(self, then: Callable[[], None]) -> None:
        self._set_busy(on=False)
        then()

    def _failed(self, error: Exception) -> None:
        self._set_busy(on=False)
        self.error.show_error(error)

    @override
    def main_action(self) -> None:
        if self.told_login:
            self.ready.emit()
        else:
            self.make()

    @override
    def escape(self) -> bool:
        return self.error.dismiss()

    @override
    def start(self) -> None:
        self.lines["name"].setFocus()
