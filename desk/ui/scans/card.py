"""On the devices page: which folder the scanner saves into."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame

from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import column, frame, label


class ScanFolderCard(QFrame):
    """`chosen` carries another folder, "" for the usual one."""

    chosen = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.place = label("", "mono", wrap=True, select=True)
        self._said = label(
            translate(
                "Scans",
                "Đặt nút quét của máy quét lưu PDF vào thư mục này. Tệp đã nhận được chuyển vào "
                "«done» theo ngày.",
            ),
            "quiet",
            wrap=True,
        )
        self.other = KeyButton(kit, translate("Scans", "Chọn thư mục khác"), icon="folder-open")
        self.other.clicked.connect(self.choose)
        self.usual = KeyButton(kit, translate("Scans", "Dùng thư mục mặc định"), role="plain")
        self.usual.clicked.connect(lambda: self.chosen.emit(""))
        self.setLayout(
            column(
                kit,
                label(translate("Scans", "Thư mục quét"), "heading"),
                self.place,
                self._said,
                frame(Flow(kit, self.other, self.usual)),
                gap=12,
                margin=16,
            )
        )

    def show_folder(self, folder: str, *, chosen: bool) -> None:
        """Show which folder it is."""
        self.place.setText(folder)
        self.setAccessibleName(folder)
        self.usual.setVisible(chosen)

    def choose(self) -> None:
        """Let a folder be chosen."""
        title = translate("Scans", "Thư mục quét")
        folder = QFileDialog.getExistingDirectory(self, title, self.place.text())
        if folder:
            self.chosen.emit(folder)
