"""The keys, all on one sheet over the window: F1 shows it, Esc or Enter puts it away."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget
from typing_extensions import override

from desk.domain.records import Status
from desk.ui.keys import SECOND
from desk.ui.kit import Kit
from desk.ui.language import mark, translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.cover import Cover
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import column, frame, label, line, row
from desk.ui.parts.status import Mark
from desk.ui.theme import OVERDUE, SOON

KEYS: Final = (
    ("F1", mark("Shell", "Bảng phím này; lần nữa: sách hướng dẫn")),
    ("F2", mark("Shell", "Tiếp nhận hồ sơ mới")),
    ("F3", mark("Shell", "Tìm hồ sơ")),
    ("Shift+F3", mark("Shell", "Tra cứu nhiều hồ sơ, có bộ lọc")),
    ("F4", mark("Shell", "Gọi số tiếp theo")),
    ("Ctrl+F4", mark("Shell", "Gọi lại số vừa gọi")),
    ("F5", mark("Shell", "Làm mới")),
    ("F6", mark("Shell", "Sang phần kế của màn hình")),
    ("F7", mark("Shell", "Trả kết quả")),
    ("F8", mark("Shell", "In lại giấy vừa in")),
    ("F9", mark("Shell", "Việc chính của trang")),
    ("Shift+F9", mark("Shell", "Trả ngay: chứng thực, sao y")),
    ("F11", mark("Shell", "Việc của tôi")),
    ("Shift+F11", mark("Shell", "Thống kê")),
    ("Ctrl+Q", mark("Shell", "Sổ, két tiền, sao lưu")),
    ("Shift+F7", mark("Shell", "Soạn thông báo cho hồ sơ đang chọn")),
    ("F12", mark("Shell", "Đổi người dùng")),
    ("Esc", mark("Shell", "Lùi một bước")),
    ("Ctrl+D", mark("Shell", "Đủ giấy tờ")),
    ("Ctrl+I", mark("Shell", "Vì sao ngày này?")),
    ("Ctrl+K", mark("Shell", "Người dân đã xem: đúng")),
    ("Ctrl+K", mark("Shell", "Trang Hồ sơ: chép ô tiếp theo")),
    ("Ctrl+L", mark("Shell", "Xóa phiếu tiếp nhận")),
    ("Ctrl+B", mark("Shell", "Bộ lọc của trang Tra cứu")),
    ("Ctrl+E", mark("Shell", "Xuất danh sách đang liệt kê")),
    ("Ctrl+Z", mark("Shell", "Lấy lại phiếu vừa xóa")),
    ("Ctrl+F", mark("Shell", "Lọc, xếp, đặt tên danh sách")),
    ("Ctrl+M", mark("Shell", "Tiếp nhận, làm tiếp hồ sơ khác của cùng người")),
    ("Ctrl+O", mark("Shell", "So sánh, chép từ hồ sơ cũ")),
    ("Ctrl+P", mark("Shell", "In phiếu chung của lần này")),
    ("Ctrl+S", mark("Shell", "Gác người đang làm lại")),
    ("Ctrl+1…9", mark("Shell", "Làm tiếp người đã gác")),
    ("Ctrl+G", mark("Shell", "Bản số hóa của hồ sơ")),
    ("Ctrl+B", mark("Shell", "Hồ sơ: lập trích lục, giấy xác nhận; Sổ: phôi giấy")),
    ("Ctrl+J", mark("Shell", "In tờ bìa để quét giấy tờ")),
    ("Ctrl+O, Ctrl+E", mark("Shell", "Thêm tệp, sửa trang của tệp")),
    ("Ctrl+V", mark("Shell", "Dán ảnh hoặc tệp làm giấy tờ")),
    ("Ctrl+0, Ctrl+R", mark("Shell", "Cỡ trang, xoay trang đang xem")),
    ("Ctrl+Enter", mark("Shell", "Làm bước đang hỏi")),
    ("Ctrl+PgUp, PgDn", mark("Shell", "Hồ sơ trước, sau trong danh sách")),
    ("Alt+6", mark("Shell", "Tiếp nhận, trả kết quả: đã thu tiền")),
    ("Alt+0…9", mark("Shell", "Bước xử lý ghi trên nút; mỗi bước luôn một phím")),
)
_SHOWN_STATUSES: Final = (
    Status.RECEIVED,
    Status.IN_HAND,
    Status.SUPPLEMENT,
    Status.DONE,
    Status.STOPPED,
)


#: So many keys side by side up to which scale: all at once, as long as their words can be read.
ACROSS: Final = ((110, 3), (150, 2))
WIDE: Final = 1300


class KeyCap(QWidget):
    """A key, drawn as one."""

    def __init__(self, kit: Kit, key: str) -> None:
        super().__init__()
        self._kit, self._key = kit, key
        self._font = kit.theme.font(12, 600)
        width = QFontMetrics(self._font).horizontalAdvance(key) + kit.theme.px(16)
        self.setFixedSize(width, kit.theme.px(26))
        self.setAccessibleName(key)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme, px = self._kit.theme, self._kit.theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.color("edge"), 1))
        painter.setBrush(theme.color("sunken"))
        painter.drawRoundedRect(box, px(5), px(5))
        painter.setPen(theme.color("text"))
        painter.setFont(self._font)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._key)


class KeysOverlay(Cover):
    """What lies below stays as it is. `more` asks for the guide."""

    more = Signal()

    def __init__(self, kit: Kit, parent: QWidget) -> None:
        super().__init__(kit, parent, translate("Shell", "Phím tắt"), width=WIDE)
        grid = QGridLayout()
        grid.setHorizontalSpacing(kit.theme.px(16))
        grid.setVerticalSpacing(kit.theme.px(8))
        across = next((many for most, many in ACROSS if kit.theme.scale <= most), 1)
        high = -(-len(KEYS) // across)
        for at, (key, text) in enumerate(KEYS):
            side = at // high * 2
            caps = row(kit, KeyCap(kit, key), gap=4)
            if key in SECOND:
                caps.addWidget(KeyCap(kit, SECOND[key]))
            caps.addStretch(1)
            told = label(translate("Shell", text), wrap=True)
            grid.addLayout(caps, at % high, side)
            grid.addWidget(told, at % high, side + 1)
        for place in range(across):
            grid.setColumnStretch(2 * place + 1, 1)
        guide = KeyButton(kit, translate("Shell", "Sách hướng dẫn"), key="F1", icon="book-open")
        guide.clicked.connect(self.more)
        head = row(kit, label(translate("Shell", "Phím tắt"), "title"), None, guide)
        signs = label(translate("Shell", "Ký hiệu"), "heading")
        self.hold(column(kit, head, grid, line(), signs, self._legend(), gap=16, margin=24))

    def _legend(self) -> QFrame:
        marks = []
        for status in _SHOWN_STATUSES:
            mark_ = Mark(self._kit)
            mark_.show_status(status)
            marks.append(mark_)
        for text, look in (
            (translate("Shell", "Sắp đến hạn"), SOON),
            (translate("Shell", "Quá hạn"), OVERDUE),
        ):
            mark_ = Mark(self._kit)
            mark_.show_look(text, look)
            marks.append(mark_)
        return frame(Flow(self._kit, *marks, gap=20))

    def toggle(self) -> None:
        """Show the sheet, or put it away."""
        if self.isVisible():
            self.leave()
        else:
            self.show_over()
            self.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.leave()
        else:
            super().keyPressEvent(event)
