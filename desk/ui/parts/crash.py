"""When it is our own fault: say so once, keep what is there, and offer the report."""

from __future__ import annotations

import traceback

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.layout import column, label, picture, row


class CrashDialog(QDialog):
    """The report holds places in the program, never what was typed."""

    def __init__(self, kit: Kit, error: BaseException, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = translate("Errors", "Chương trình gặp lỗi")
        self.setWindowTitle(title)
        self.report = report_of(error)
        details = QPlainTextEdit(self.report)
        details.setReadOnly(True)
        details.setAccessibleName(translate("Errors", "Báo cáo lỗi"))
        details.setMinimumHeight(kit.theme.px(160))
        copy = KeyButton(kit, translate("Errors", "Chép báo cáo"), icon="copy")
        close = KeyButton(kit, translate("Errors", "Làm tiếp"), key="Esc", role="main")
        copy.clicked.connect(self._copy)
        close.clicked.connect(self.close)
        head = row(kit, picture(kit, "circle-alert", "bad", 28), gap=12)
        head.addWidget(label(title, "title", wrap=True), 1)
        said = translate(
            "Errors",
            "Những gì đã lưu vẫn còn nguyên. Việc vừa rồi chưa xong; hãy thử lại. "
            "Nếu vẫn lỗi, gửi báo cáo này cho cán bộ kỹ thuật; trong đó không có dữ liệu cá nhân.",
        )
        self.setLayout(
            column(
                kit,
                head,
                label(said, wrap=True),
                details,
                row(kit, copy, None, close),
                gap=12,
                margin=24,
            )
        )
        self.resize(kit.theme.px(640), kit.theme.px(360))
        close.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report)


def report_of(error: BaseException) -> str:
    """Return where in the program it happened; an error's own text may hold personal data."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [
        f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames
    ]
    return "\n".join([type(error).__name__, *places])
