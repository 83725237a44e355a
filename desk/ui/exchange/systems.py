"""Other systems than the city: added, changed, asked and left by whoever may connect them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from desk.domain.records import Actor
from desk.domain.rights import RIGHTS
from desk.domain.systems import HUB, System
from desk.domain.views import TargetStatus
from desk.ui import words
from desk.ui.exchange.ports import SystemsPorts
from desk.ui.exchange.system_form import SystemForm
from desk.ui.kit import Kit
from desk.ui.language import plural, translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import clear, column, frame, label, line, row
from desk.ui.parts.notices import ErrorPanel
from desk.ui.tasks import Lane

T = TypeVar("T")
_CITY: Final = "city"


class Leaving(QFrame):
    """Asks once more before a system is left, and says what is kept; `ready` carries its name."""

    ready = Signal(str)
    left = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setProperty("role", "sheet")
        self._target: TargetStatus | None = None
        self._title = label("", "heading", wrap=True)
        self.told = label("", wrap=True)
        self.go = KeyButton(kit, translate("Exchange", "Thôi trao đổi"), role="danger-main")
        self.back = KeyButton(kit, translate("Exchange", "Giữ lại"), key="Esc")
        self.go.clicked.connect(self._confirm)
        self.back.clicked.connect(self.leave)
        buttons = frame(Flow(kit, self.back, self.go, at_right=True))
        self.setLayout(column(kit, self._title, self.told, buttons, gap=12, margin=16))
        self.hide()

    def ask(self, target: TargetStatus) -> None:
        """Ask about one."""
        self._target = target
        name = words.target(target.name)
        title = translate("Exchange", "Thôi trao đổi với {name}?")
        self._title.setText(title.format(name=name))
        told = [
            translate(
                "Exchange",
                "Mọi hồ sơ và nhật ký vẫn ở quầy; những gì đã gửi vẫn ở hệ thống ấy.",
            ),
            plural(
                target.waiting,
                translate("Exchange", "1 việc đang chờ sẽ không gửi nữa."),
                translate("Exchange", "{n} việc đang chờ sẽ không gửi nữa."),
            )
            if target.waiting
            else "",
            translate(
                "Exchange",
                "Quầy quên địa chỉ, mật khẩu và những lượt trao đổi. Thêm lại thì quầy hỏi hệ "
                "thống đang giữ gì trước khi gửi.",
            )
            if target.kind != HUB
            else translate("Exchange", "Nối lại thì cần một mã mới."),
        ]
        self.told.setText(" ".join(part for part in told if part))
        self.show()
        self.back.setFocus()

    def leave(self) -> None:
        """Put the question away."""
        self.hide()
        self.left.emit()

    def _confirm(self) -> None:
        if self._target is not None:
            self.ready.emit(self._target.name)


class SystemsCard(QFrame):
    """`exchanged` wants a round now, `changed` carries what was done, `opened` whether it asks."""

    exchanged = Signal()
    changed = Signal(str)
    opened = Signal(bool)

    def __init__(self, kit: Kit, ports: SystemsPorts, user: Actor | None) -> None:
        super().__init__()
        self._kit, self._ports = kit, ports
        self._shown: tuple[tuple[str, str], ...] | None = None
        self._targets: dict[str, TargetStatus] = {}
        self._changes = False
        self.setProperty("role", "card")
        self.add = KeyButton(kit, translate("Exchange", "Thêm hệ thống…"), icon="plus")
        self.add.clicked.connect(lambda: self._open(None))
        self._rows = column(kit, gap=4)
        self.said = label("", wrap=True)
        self.said.hide()
        self.error = ErrorPanel(kit, narrow=True)
        self.form, self.leaving = SystemForm(kit), Leaving(kit)
        self.form.ready.connect(self._save)
        self.form.tried.connect(self._test)
        self.leaving.ready.connect(self._remove)
        for sheet in (self.form, self.leaving):
            sheet.left.connect(self._close)
        told = translate(
            "Exchange",
            "Cổng Dịch vụ công quốc gia, một cửa OpenCPS, máy trung gian của phường. Mỗi phường "
            "chỉ một quầy nói chuyện với Cổng hoặc OpenCPS, thay cho mọi quầy.",
        )
        head = row(kit, label(translate("Exchange", "Hệ thống khác"), "heading"), None, self.add)
        parts = (head, label(told, "small", wrap=True), self._rows, self.said, self.error)
        self.setLayout(column(kit, *parts, self.form, self.leaving, gap=12, margin=16))
        self.seat(user)

    def seat(self, user: Actor | None) -> None:
        """Show this to whoever may connect the counter, and to nobody else."""
        for sheet in (self.form, self.leaving):
            if not sheet.isHidden():
                sheet.leave()
        self._tell("")
        self.error.acknowledge()
        self.may = user is not None and "connect" in RIGHTS.get(user.role, frozenset())
        self.setVisible(self.may)

    @property
    def asks(self) -> bool:
        """Whether a form or a question is open."""
        return not (self.form.isHidden() and self.leaving.isHidden())

    # -- showing --------------------------------------------------------------------------------

    def show_targets(self, targets: Sequence[TargetStatus]) -> None:
        """List these but for the city; rows stay, and the cursor in them, while nothing changes."""
        self._targets = {each.name: each for each in targets if each.name != _CITY}
        shown = tuple((each.name, each.kind) for each in self._targets.values())
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._rows)
        for at, (name, kind) in enumerate(shown):
            if at:
                self._rows.addWidget(line())
            self._rows.addWidget(self._row(name, kind))

    def _row(self, name: str, kind: str) -> QWidget:
        kit = self._kit
        called = words.kind(kind) or translate("Exchange", "Máy trung gian")
        title = label(name, "strong", wrap=True)
        told = column(kit, None, title, label(called, "small"), None, gap=0)
        doings = [
            (translate("Exchange", "Kiểm tra"), "search", "", self._check),
            (translate("Exchange", "Sửa…"), "pencil", "", self._change),
            (translate("Exchange", "Thôi trao đổi…"), "x", "danger", self._leave),
        ]
        buttons = []
        for text, icon, role, do in doings[2 * (kind == HUB) :]:
            button = KeyButton(kit, text, icon=icon, role=role)
            button.setAccessibleName(f"{text} {name}")
            button.clicked.connect(lambda _=False, do=do: do(name))
            buttons.append(button)
        inner = row(kit, gap=8)
        inner.addLayout(told, 1)
        inner.addWidget(frame(Flow(kit, *buttons, at_right=True)), 2)
        return frame(inner)

    # -- doing ----------------------------------------------------------------------------------

    def main_action(self) -> bool:
        """Do what F9 does while something is asked; tell whether it was."""
        if not self.form.isHidden():
            self.form.confirm()
        return self.asks

    def escape(self) -> bool:
        """Go one step back; tell whether there was one."""
        for error in (self.form.error, self.error):
            if error.dismiss():
                return True
        for sheet in (self.form, self.leaving):
            if not sheet.isHidden():
                sheet.leave()
                return True
        return False

    def _open(self, system: System | None) -> None:
        self._changes = system is not None
        self._tell("")
        self.leaving.hide()
        self.form.open(system)
        self.opened.emit(True)

    def _close(self) -> None:
        self.opened.emit(self.asks)
        if self.may and not self.asks:
            self.add.setFocus()

    def _change(self, name: str) -> None:
        look = self._ports.look
        self._kit.tasks.run(lambda: look(name), self._open, self.error.show_error, owner=self)

    def _leave(self, name: str) -> None:
        self._tell("")
        self.form.hide()
        self.leaving.ask(self._targets[name])
        self.opened.emit(True)

    def _test(self, system: System) -> None:
        self.form.busy(translate("Exchange", "Đang hỏi hệ thống…"))
        test = self._ports.test
        said = translate("Exchange", "Hệ thống trả lời và nhận tên đăng nhập, mật khẩu này.")
        self._run(lambda: test(system), lambda _: self.form.done(said), self.form.fail)

    def _save(self, system: System) -> None:
        self.form.busy(translate("Exchange", "Đang ghi…"))
        save = self._ports.change if self._changes else self._ports.add
        done = translate("Exchange", "Đã ghi hệ thống {name}").format(name=system.name)
        self._run(lambda: save(system), lambda _: self._saved(done), self.form.fail)

    def _saved(self, done: str) -> None:
        self.form.done()
        self.form.leave()
        self.changed.emit(done)
        self.exchanged.emit()  # else it would look as if nobody had ever answered

    def _check(self, name: str) -> None:
        self._tell(translate("Exchange", "Đang hỏi {name}…").format(name=name))
        check = self._ports.check
        self._run(lambda: check(name), lambda n: self._checked(name, n), self._failed)

    def _checked(self, name: str, many: int) -> None:
        said = plural(
            many,
            translate("Exchange", "{name} trả lời; 1 hồ sơ được hỏi lại và gửi phần còn thiếu."),
            translate("Exchange", "{name} trả lời; {n} hồ sơ được hỏi lại và gửi phần còn thiếu."),
            name=name,
        )
        self._tell(said)
        self.exchanged.emit()

    def _remove(self, name: str) -> None:
        self.leaving.go.setEnabled(False)
        remove = self._ports.remove
        done = translate("Exchange", "Đã thôi trao đổi với {name}").format(name=name)
        self._run(lambda: remove(name), lambda _: self._removed(done), self._failed)

    def _removed(self, done: str) -> None:
        self.leaving.go.setEnabled(True)
        self.leaving.leave()
        self.changed.emit(done)

    def _failed(self, error: Exception) -> None:
        self.leaving.go.setEnabled(True)
        self._tell("")
        self.error.show_error(error)

    def _run(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        self._kit.tasks.run(work, done, failed, lane=Lane.NETWORK, owner=self)

    def _tell(self, said: str) -> None:
        self.said.setText(said)
        self.said.setVisible(bool(said))
