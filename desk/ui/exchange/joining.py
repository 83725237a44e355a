"""Joining a city: its address and a code, or its QR code; another slot where ours is taken."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame

from desk.domain import codes, invitation
from desk.domain.errors import DeskError
from desk.domain.invitation import Invitation
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton, Segments
from desk.ui.parts.fields import Field, Line
from desk.ui.parts.layout import clear, column, label, row
from desk.ui.parts.notices import ErrorPanel

_TAKEN: Final = "SlotTakenError"


class ConnectCard(QFrame):
    """`ready` carries address, code and another slot, 0 for the one that this counter has."""

    ready = Signal(str, str, int)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._kit, self._fingerprint = kit, ""
        self.url = Line(kit, latin=True, hint="https://")
        self.url.textChanged.connect(self._take)
        self.code = Line(kit, latin=True, role="mono")
        self._url_field = Field(
            kit,
            translate("Exchange", "Địa chỉ"),
            self.url,
            hint=translate("Exchange", "Hoặc quét, dán nội dung mã QR của thành phố vào đây."),
        )
        self._code_field = Field(
            kit,
            translate("Exchange", "Mã kết nối"),
            self.code,
            hint=translate("Exchange", "Do thành phố cấp cho quầy này, dùng một lần."),
        )
        self.go = KeyButton(kit, translate("Exchange", "Kết nối"), icon="link")
        self.go.clicked.connect(self.confirm)
        for field in (self.url, self.code):
            field.returnPressed.connect(self.confirm)
        self.error = ErrorPanel(kit, narrow=True)
        self.error.acknowledged.connect(self._go_on)
        self.slots: Segments | None = None
        self._slots_field: Field | None = None
        self._slots_row = row(kit, gap=0)
        self._kept = label("", "small", wrap=True)
        self._known = label("", "small", wrap=True)
        self._known.hide()
        self.setLayout(
            column(
                kit,
                label(translate("Exchange", "Kết nối với hệ thống"), "heading"),
                self._url_field,
                self._code_field,
                self._known,
                self._slots_row,
                row(kit, None, self.go),
                self.error,
                self._kept,
                gap=12,
                margin=16,
            )
        )

    def show_keys(self, kept: str) -> None:
        """Say where this counter's keys are."""
        self._kept.setText(
            translate("Exchange", "Khóa của quầy nằm trong kho khóa của hệ điều hành.")
            if kept == "system"
            else translate(
                "Exchange",
                "Máy này không có kho khóa: khóa của quầy nằm trong một tệp riêng, ngoài dữ liệu "
                "và ngoài mọi bản sao.",
            )
        )

    def _take(self, text: str) -> None:
        """Take a whole invitation apart: the address stays here, the code goes where codes go."""
        self._withdraw_slots()  # they were another system's word
        found = invitation.read(text)
        if found is not None and found.fingerprint:  # without one, more may still be typed
            self.invite(found)

    def invite(self, found: Invitation) -> None:
        """Fill in what a city's QR code says; only its own keys will do then."""
        self._fingerprint = found.fingerprint
        self.url.set_quietly(found.url)
        self.code.set_quietly(found.code)
        for field in (self._url_field, self._code_field):
            field.settle()
        said = translate("Exchange", "Khóa của thành phố sẽ được kiểm tra: {key}")
        self._known.setText(said.format(key=found.fingerprint))
        self._known.setVisible(bool(found.fingerprint))

    def offer_slots(self, error: Exception) -> None:
        """Offer other slots where this counter's is taken: those that the city says are free."""
        if not isinstance(error, DeskError) or error.code != _TAKEN:
            return
        self._withdraw_slots()
        taken = str(error.facts.get("slot", ""))
        free = str(error.facts.get("free", "")).split()
        title = (
            translate("Exchange", "Dải số còn trống")
            if free
            else translate("Exchange", "Dải số khác (thành phố không nêu dải nào còn trống)")
        )
        values = free or [str(slot) for slot in codes.SLOTS if str(slot) != taken]
        self.slots = Segments(self._kit, [(each, each) for each in values], name=title)
        self._slots_field = Field(
            self._kit,
            title,
            self.slots,
            hint=translate(
                "Exchange",
                "Từ lúc kết nối, quầy này mang số ấy. Giấy đã in giữ nguyên mã; mỗi giấy được tính "
                "khi lãnh đạo quyết định ở Cần người xem.",
            ),
        )
        self._slots_row.addWidget(self._slots_field)

    def _withdraw_slots(self) -> None:
        focus = QApplication.focusWidget()
        if self.slots is not None and focus is not None and self.slots.isAncestorOf(focus):
            self.code.setFocus()  # else it would go to the first button of the window
        clear(self._slots_row)
        self.slots = self._slots_field = None

    def _go_on(self) -> None:
        """Put the cursor where the answer to what was refused is given."""
        if self.slots is not None:
            self.slots.begin()

    def forget(self) -> None:
        """Let go of a code that is used up, and of whom it was from."""
        self._withdraw_slots()
        self.code.clear()
        self._fingerprint = ""
        self._known.hide()

    def confirm(self) -> None:
        """Ask to be enrolled."""
        found = invitation.read(self.url.text())
        if found is not None:
            self.invite(found)
        url, code = self.url.text().strip(), self.code.text().strip()
        if not url.startswith(("http://", "https://")):
            self._url_field.complain(translate("Exchange", "Ghi địa chỉ bắt đầu bằng https://"))
            return
        self._url_field.settle()
        if not code:
            self._code_field.complain(translate("Exchange", "Phải ghi mã kết nối."))
            return
        self._code_field.settle()
        if self._fingerprint:
            url = invitation.write(Invitation(url, code, self._fingerprint))
        if self.slots is not None and self._slots_field is not None and not self.slots.value:
            self._slots_field.complain(translate("Exchange", "Chọn một dải số."))
            self.slots.begin()
            return
        self.ready.emit(url, code, int(self.slots.value) if self.slots is not None else 0)
