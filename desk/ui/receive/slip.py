"""The slips given before any receipt: a supplement request or a refusal, which use no number."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame

from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.fields import Check, Field, Lines
from desk.ui.parts.layout import clear, column, label, row
from desk.ui.parts.steps import WIDEST
from desk.ui.ports import ReceivePorts
from desk.ui.receive.form import Form


class SlipPanel(QFrame):
    """A supplement or refusal slip before any receipt: no number is used."""

    given = Signal(str, str, tuple)  # kind, reason, items
    left = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._kind = "supplement"
        self.setProperty("role", "sheet")
        self.setMaximumWidth(kit.theme.px(WIDEST))
        self._title = label("", "heading")
        self._about = label("", "small", wrap=True)
        self._items = column(kit, gap=0)
        self._checks: list[Check] = []
        self._reason = Lines(kit, rows=2)
        self._field = Field(
            kit, translate("Receive", "Lý do, ghi rõ để công dân hiểu"), self._reason
        )
        go = KeyButton(kit, translate("Receive", "In phiếu"), key="F9", icon="printer", role="main")
        back = KeyButton(kit, translate("Receive", "Bỏ"), key="Esc")
        go.clicked.connect(self.give)
        back.clicked.connect(self.leave)
        self.setLayout(
            column(
                kit,
                self._title,
                self._about,
                self._items,
                self._field,
                row(kit, None, back, go),
                gap=8,
                margin=16,
            )
        )
        self.hide()

    def open(self, kind: str, absent: Sequence[str]) -> None:
        """Ask for the reason; papers that are not there are offered as items."""
        self._kind = kind
        supplement = kind == "supplement"
        self._title.setText(
            translate("Receive", "Phiếu yêu cầu bổ sung (Mẫu 02)")
            if supplement
            else translate("Receive", "Phiếu từ chối tiếp nhận (Mẫu 03)")
        )
        self._about.setText(
            translate("Receive", "Chưa tiếp nhận nên không dùng số hồ sơ. Phiếu ghi tên người nộp.")
        )
        clear(self._items)
        self._checks = [Check(self._kit, name) for name in absent] if supplement else []
        for check in self._checks:
            check.setChecked(True)
            self._items.addWidget(check)
        self._reason.setPlainText("")
        self._field.settle()
        self.show()
        self._reason.setFocus()

    def give(self) -> None:
        """Hand the slip on, once there is a reason or an item."""
        items = tuple(check.text() for check in self._checks if check.isChecked())
        if not self._reason.words and not items:
            self._field.complain(translate("Receive", "Phiếu phải ghi lý do."))
            self._reason.setFocus()
            return
        reason = self._reason.words or translate("Receive", "Thiếu giấy tờ")
        self.given.emit(self._kind, reason, items)

    def leave(self) -> None:
        """Put the panel away."""
        self.hide()
        self.left.emit()


class Slips(QObject):
    """Gives a slip about the form as it stands; `given` carries its print job."""

    given = Signal(int)
    failed = Signal(object)

    def __init__(self, kit: Kit, ports: ReceivePorts, form: Form, panel: SlipPanel) -> None:
        super().__init__(panel)
        self._kit, self._ports, self._form, self._panel = kit, ports, form, panel
        panel.given.connect(self._give)

    def open(self, kind: str) -> None:
        """Ask for the reason of a slip."""
        if not self._panel.isVisible():
            self._panel.open(kind, self._form.procedure.papers.absent())

    def _give(self, kind: str, reason: str, items: tuple[str, ...]) -> None:
        needed = ("submitter.name", "procedure")
        missing = [gap for gap in self._form.gaps() if gap.field in needed]
        if missing:
            self._form.go_to(missing[0].field)
            self._kit.sound.bad()
            return
        new = self._form.new()
        self._kit.tasks.run(
            lambda: self._ports.turn_away(kind, new, reason, items),
            self._done,
            self.failed.emit,
            owner=self._form,
        )

    def _done(self, job: int) -> None:
        self._panel.leave()
        self.given.emit(job)
