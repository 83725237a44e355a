"""The card that closes the drawer: counted blind, and only then compared."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from desk.domain.counter_events import DrawerClosed
from desk.domain.drawer import Drawer
from desk.ui import words
from desk.ui.drawer.money import amount_of, grouped
from desk.ui.drawer.pieces import Pieces
from desk.ui.drawer.ports import DrawerPorts
from desk.ui.kit import Kit
from desk.ui.language import plural, translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.fields import Field, Line
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import column, frame, label, restyle
from desk.ui.parts.notices import ErrorPanel, announce


class DrawerCard(QFrame):
    """`said` carries words; `known` how it stands was read; `closed` that it is closed now."""

    known = Signal()
    said = Signal(str)
    closed = Signal()

    def __init__(self, kit: Kit, ports: DrawerPorts) -> None:
        super().__init__()
        self._kit, self._ports = kit, ports
        self._busy = False
        self.closes = False  # the count is whole and on its way to the log
        self._drawer = Drawer()
        self._counted: int | None = None
        self.setProperty("role", "card")
        self._how = label("", "small", wrap=True)
        self.amount = Line(kit, latin=True, hint="0")
        self._field = Field(kit, translate("Drawer", "Tiền đếm được (đồng)"), self.amount)
        self.verdict = label("", "strong", wrap=True)
        self._expected = label("", "small", wrap=True)
        self.reason = Line(kit)
        self._reason_field = Field(kit, translate("Drawer", "Lý do chênh lệch"), self.reason)
        self.go = KeyButton(kit, translate("Drawer", "Đếm xong"), key="Enter", icon="banknote")
        self.error = ErrorPanel(kit, narrow=True)
        self.pieces = Pieces(kit)
        self.pieces.hide()
        self.by_note = KeyButton(
            kit, translate("Drawer", "Đếm theo mệnh giá"), icon="list-checks", role="plain"
        )
        self.by_note.clicked.connect(self.count_notes)
        self.pieces.changed.connect(self._notes_counted)
        self.pieces.done.connect(self.confirm)
        self.amount.textEdited.connect(lambda _: self._counts_anew(typed=True))
        self.amount.returnPressed.connect(self.confirm)
        self.reason.returnPressed.connect(self.confirm)
        self.go.clicked.connect(self.confirm)
        self.setLayout(
            column(
                kit,
                label(translate("Drawer", "Két tiền"), "heading"),
                self._how,
                self._field,
                self.pieces,
                self.verdict,
                self._expected,
                self._reason_field,
                frame(Flow(kit, self.by_note, self.go, gap=4)),
                self.error,
                gap=8,
                margin=16,
            )
        )
        self._show()

    def refresh(self) -> None:
        """Read how the drawer stands."""
        self._kit.tasks.run(self._ports.look, self._known, self.error.show_error, owner=self)

    def _known(self, drawer: Drawer) -> None:
        self._drawer = drawer
        self._show()
        self.known.emit()

    @property
    def is_open(self) -> bool:
        """Whether there is something to count."""
        return self._drawer.is_open

    def _show(self) -> None:
        drawer = self._drawer
        on, asked = drawer.is_open, self._counted is not None
        for widget in (self._field, self.go):
            widget.setVisible(on)
        self.by_note.setVisible(on and self.pieces.isHidden())
        if not on:
            self.pieces.hide()
        self._expected.setVisible(on and asked)
        self._reason_field.setVisible(on and asked)
        self.verdict.setVisible(bool(self.verdict.text()))
        self.go.set_words(
            translate("Drawer", "Chốt két") if asked else translate("Drawer", "Đếm xong")
        )
        if drawer.opened_at is not None:
            said = translate("Drawer", "{name} mở lúc {time} với {amount}")
            self._how.setText(
                said.format(
                    name=drawer.opened_by,
                    time=words.moment(drawer.opened_at),
                    amount=grouped(drawer.float_),
                )
            )
        else:
            self._how.setText(translate("Drawer", "Két đang đóng"))

    def count_notes(self) -> None:
        """Count note by note; what they come to is written into the amount."""
        self.pieces.show()
        self.by_note.hide()
        self.pieces.begin()

    def _notes_counted(self) -> None:
        self.amount.setText(grouped(self.pieces.sum).removesuffix(" đ"))
        self._counts_anew()

    def _counts_anew(self, *, typed: bool = False) -> None:
        if typed:
            self.pieces.clear()  # an amount that is typed is none of these notes
        self._counted = None
        self.verdict.setText("")
        self._field.settle()
        self._show()

    def confirm(self) -> None:
        """Take the count; with a difference, ask why before the drawer is closed."""
        if self._busy or not self._drawer.is_open:
            return
        counted = amount_of(self.amount.text())
        if counted is None:
            self._field.complain(translate("Drawer", "Đếm tiền trong két rồi ghi số."))
            self.amount.setFocus()
            return
        reason = self.reason.text()
        if self._counted == counted and not reason.strip():
            self._reason_field.complain(translate("Drawer", "Phải ghi lý do."))
            self.reason.setFocus()
            return
        self._busy = True
        if self._counted is None:  # the count comes first: nobody has seen what should be there
            self._kit.tasks.run(
                self._ports.look,
                lambda drawer: self._compare(drawer, counted),
                self._failed,
                owner=self,
            )
        else:
            self._close(counted, reason)

    def _compare(self, drawer: Drawer, counted: int) -> None:
        self._drawer = drawer
        if drawer.expected == counted:
            self._close(counted, "")
            return
        self._busy = False
        self._counted = counted
        off = counted - drawer.expected
        self.verdict.setText(_difference(off))
        restyle(self.verdict, tone="warn")
        taken = plural(
            len(drawer.takings),
            translate("Drawer", "Trong sổ: {expected} = đầu ca {float} + 1 khoản thu {cash}"),
            translate("Drawer", "Trong sổ: {expected} = đầu ca {float} + {n} khoản thu {cash}"),
            expected=grouped(drawer.expected),
            float=grouped(drawer.float_),
            cash=grouped(drawer.expected - drawer.float_),
        )
        self._expected.setText(taken)
        self._show()
        self.reason.setFocus()
        announce(self.verdict)

    def _close(self, counted: int, reason: str) -> None:
        self.closes = True
        pieces = self.pieces.counted
        self._kit.tasks.run(
            lambda: self._ports.close(counted, reason, pieces), self._done, self._failed, owner=self
        )

    def _done(self, closed: DrawerClosed) -> None:
        self._busy = self.closes = False
        self._counted, self._drawer = None, Drawer()
        self.amount.clear()
        self.pieces.clear()
        self.reason.clear()
        self._reason_field.settle()
        off = closed.counted - closed.expected
        said = translate("Drawer", "Đã chốt két: {amount}").format(amount=grouped(closed.counted))
        told = f"{said} · {_difference(off)}"
        self.verdict.setText(told)
        restyle(self.verdict, tone="warn" if off else "good")
        self._show()
        self.said.emit(told)
        self.closed.emit()

    def _failed(self, error: Exception) -> None:
        self._busy = self.closes = False
        self.error.show_error(error)


def _difference(off: int) -> str:
    if not off:
        return translate("Drawer", "khớp sổ")
    if off > 0:
        return translate("Drawer", "Thừa {amount}").format(amount=grouped(off))
    return translate("Drawer", "Thiếu {amount}").format(amount=grouped(-off))
