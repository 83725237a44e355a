"""Typing a dossier again into a ministry's program: one key copies each field in its turn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame

from desk.domain.retype import Piece, Target
from desk.ui.kit import Kit
from desk.ui.language import mark, translate
from desk.ui.parts.buttons import KeyButton, Segments
from desk.ui.parts.fields import Line
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import clear, column, frame, label, restyle, row
from desk.ui.parts.notices import announce

LABELS: Final = {
    "code": mark("Dossier", "Mã hồ sơ"),
    "procedure": mark("Dossier", "Mã thủ tục"),
    "procedure_name": mark("Dossier", "Thủ tục"),
    "received_day": mark("Dossier", "Ngày nhận"),
    "due_day": mark("Dossier", "Ngày hẹn"),
    "fee": mark("Dossier", "Lệ phí"),
    "fee_serial": mark("Dossier", "Số biên lai"),
    "authority": mark("Dossier", "Giấy ủy quyền"),
    "note": mark("Dossier", "Ghi chú"),
    "name": mark("Dossier", "Họ và tên"),
    "personal_id": mark("Dossier", "Số định danh"),
    "old_id": mark("Dossier", "Số CMND cũ"),
    "tax_code": mark("Dossier", "Mã số thuế"),
    "birth_date": mark("Dossier", "Ngày sinh"),
    "sex": mark("Dossier", "Giới tính"),
    "phone": mark("Dossier", "Điện thoại"),
    "address": mark("Dossier", "Địa chỉ"),
    "email": mark("Dossier", "Email"),
    "id_issued": mark("Dossier", "Ngày cấp thẻ"),
}


def field_words(piece: Piece) -> str:
    """Return what a field is called; the submitter's are told apart from the owner's."""
    if piece.label:
        return piece.label
    who, _, field = piece.key.rpartition(".")
    text = translate("Dossier", LABELS.get(field, field))
    if who != "submitter":
        return text
    return translate("Dossier", "{field} (người nộp)").format(field=text)


class CopyHelper(QFrame):
    """Fields in the order of the program that is typed into; `aliased` carries its code."""

    aliased = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "sheet")
        self._sheets: tuple[tuple[Target, tuple[Piece, ...]], ...] = ()
        self._at = -1  # of the field that was copied last
        self._copied = ""
        self._chosen = ""
        self._tabs = row(kit, gap=0)
        self._said = label("", "strong", wrap=True)
        self._said.setAccessibleName(translate("Dossier", "Ô vừa chép"))
        self._fields = Flow(kit, gap=6)
        self._chips: list[KeyButton] = []
        self.alias = Line(
            kit, latin=True, role="mono", hint=translate("Dossier", "Quét hoặc gõ mã rồi Enter")
        )
        self.alias.setAccessibleName(translate("Dossier", "Mã của phần mềm kia"))
        self.alias.returnPressed.connect(self._named)
        self.next = KeyButton(
            kit, translate("Dossier", "Chép ô tiếp"), key="Ctrl+K", icon="copy", role="main"
        )
        self.next.clicked.connect(self.copy_next)
        away = KeyButton(kit, translate("Dossier", "Xong"), key="Esc", role="plain")
        away.clicked.connect(self.leave)
        head = row(kit, gap=8)
        head.addLayout(self._tabs, 1)
        head.addWidget(self.next)
        head.addWidget(away)
        code = row(kit, label(translate("Dossier", "Mã bên phần mềm kia"), "caption"), gap=8)
        code.addWidget(self.alias, 1)
        self.setLayout(column(kit, head, self._said, frame(self._fields), code, gap=8, margin=12))
        self.hide()

    # -- showing ------------------------------------------------------------------------------

    def open(self, sheets: Sequence[tuple[Target, tuple[Piece, ...]]]) -> None:
        """Offer the fields of a dossier for each program that it is typed into."""
        self._sheets = tuple(sheets)
        clear(self._tabs)
        choices = [(target.id, target.name) for target, _ in self._sheets]
        tabs = Segments(
            self._kit, choices, name=translate("Dossier", "Phần mềm phải gõ lại"), role="tab"
        )
        tabs.chosen.connect(self._choose)
        self._tabs.addWidget(tabs, 1)
        first = choices[0][0] if choices else ""
        tabs.choose(first)
        self._choose(first)
        self.alias.set_quietly("")
        self.show()

    def _choose(self, target: str) -> None:
        self._chosen, self._at = target, -1
        clear(self._fields)
        self._chips = []
        for at, piece in enumerate(self.pieces):
            chip = KeyButton(self._kit, field_words(piece), role="gap")
            chip.setToolTip(piece.value)
            chip.setAccessibleName(f"{field_words(piece)}: {piece.value}")
            chip.clicked.connect(lambda _=False, place=at: self.copy(place))
            self._chips.append(chip)
            self._fields.addWidget(chip)
        self._say()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The fields of the program that is chosen."""
        return next((found for target, found in self._sheets if target.id == self._chosen), ())

    @property
    def said(self) -> str:
        """What is told of the field that was copied last."""
        return self._said.text()

    # -- copying ------------------------------------------------------------------------------

    def copy_next(self) -> None:
        """Copy the field after the last one; after the last of all begin again."""
        if self.pieces:
            self.copy((self._at + 1) % len(self.pieces))

    def copy(self, at: int) -> None:
        """Put a field on the clipboard and say which."""
        self._at = at
        self._copied = self.pieces[at].value
        QGuiApplication.clipboard().setText(self._copied)
        for place, chip in enumerate(self._chips):
            restyle(chip, done=place < at, current=place == at)
        self._say()
        announce(self._said)

    def _say(self) -> None:
        found = self.pieces
        if not found:
            self._said.setText(translate("Dossier", "Không có gì để chép"))
            return
        after = field_words(found[(self._at + 1) % len(found)])
        if self._at < 0:
            said = translate("Dossier", "Ctrl+K chép lần lượt {n} ô; ô đầu: {next}")
            self._said.setText(said.format(n=len(found), next=after))
            return
        piece = found[self._at]
        said = translate("Dossier", "Đã chép {at}/{n} · {field}: {value} · ô tiếp: {next}")
        self._said.setText(
            said.format(
                at=self._at + 1,
                n=len(found),
                field=field_words(piece),
                value=piece.value,
                next=after,
            )
        )

    # -- their code ---------------------------------------------------------------------------

    def _named(self) -> None:
        code = self.alias.text().strip()
        if code:
            self.take_code(code)

    def take_code(self, code: str) -> None:
        """Take the code that the other program gave."""
        self.alias.set_quietly("")
        self.aliased.emit(code)

    def leave(self) -> None:
        """Put the strip away; a citizen's facts do not stay on the clipboard."""
        clipboard = QGuiApplication.clipboard()
        if self._copied and clipboard.text() == self._copied:
            clipboard.clear()
        self._copied = ""
        self.hide()
