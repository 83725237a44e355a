"""What has just been handed back: the number for the stamp, as large as it can be."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from desk.domain.records import RegisterLine
from desk.domain.views import Receipt
from desk.ui import words
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.bend import Bend
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import column, frame, label, picture, restyle, row
from desk.ui.parts.notices import announce

BAND_LEAST = 900


def numbers(lines: tuple[RegisterLine, ...]) -> str:
    """Return the numbers of some lines: 128, or 128 – 130."""
    if not lines:
        return ""
    first, last = lines[0].line, lines[-1].line
    return str(first) if first == last else f"{first} – {last}"


class DoneBand(Bend):
    """Shown until the next citizen's card; struck through where it was taken back."""

    opened = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, BAND_LEAST)
        self._uid = ""
        self.setProperty("role", "success")
        self._head = label("", "strong", tone="good")
        self.number = label("", "display", select=True)
        self._about = label("", wrap=True)
        self._code = label("", "mono", select=True)
        opens = KeyButton(kit, translate("Quick", "Mở hồ sơ"), icon="folder-open")
        opens.clicked.connect(lambda: self.opened.emit(self._uid))
        head = row(kit, picture(kit, "stamp", "good", 32), gap=16)
        head.addLayout(column(kit, self._head, self.number, gap=2))
        layout = row(kit, gap=24, margin=12)
        layout.addLayout(head)
        layout.addLayout(column(kit, self._about, self._code, gap=2), 1)
        layout.addWidget(frame(Flow(kit, opens)), 0, Qt.AlignmentFlag.AlignVCenter)
        self.bend(layout)
        self.hide()

    def show_receipt(self, receipt: Receipt, sign: str) -> None:
        """Tell what has been handed back, and under which number of the book."""
        dossier = receipt.dossier
        self._uid = dossier.uid
        lines = dossier.register
        restyle(self, role="success")
        restyle(self._head, tone="good")
        if lines:
            said = translate("Quick", "Đã trả · số chứng thực")
            self.number.setText(f"{numbers(lines)}  ·  {lines[0].book}-{sign}")
        else:
            said = translate("Quick", "Đã trả kết quả")
            self.number.setText(dossier.code)
        if receipt.repeated:
            said = translate("Quick", "Đã trả trước đó")
        self._head.setText(said)
        self._about.setText(f"{dossier.subject.name} · {words.money(dossier.fee)}")
        self._code.setText(dossier.code)
        self._code.setVisible(bool(lines))
        self.setAccessibleName(f"{said} {self.number.text()}. {self._about.text()}")
        self.show()
        announce(self)

    def strike(self) -> None:
        """Tell that it was taken back, its number used up all the same."""
        restyle(self, role="warning")
        restyle(self._head, tone="warn")
        self._head.setText(translate("Quick", "Đã lấy lại: gạch số này trong sổ"))
        self.setAccessibleName(f"{self._head.text()} {self.number.text()}")
        announce(self)
