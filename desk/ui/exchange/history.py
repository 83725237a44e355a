"""What the last exchanges came to, as people look back on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from desk.domain.views import Exchanged
from desk.ui import words
from desk.ui.kit import Kit
from desk.ui.language import mark, translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.layout import clear, column, label, picture, row

SHOWN: Final = 8
MOVED: Final = {
    "": mark("Exchange", "gửi {pushed}, nhận {pulled}, {seconds} giây"),
    "written": mark("Exchange", "ghi {pushed} việc, {seconds} giây"),
    "read": mark("Exchange", "đọc trả lời: xác nhận {pushed}, nhận {pulled}, {seconds} giây"),
}


class HistoryCard(QFrame):
    """The newest first, without quiet rounds. `asked`: for the file for helpers from afar."""

    asked = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._shown: tuple[Exchanged, ...] | None = None
        self.setProperty("role", "card")
        self._rows = column(kit, gap=8)
        title = label(translate("Exchange", "Các lượt trao đổi gần đây"), "heading")
        self._support = KeyButton(kit, translate("Exchange", "Ghi gói hỗ trợ"), icon="file-text")
        self._support.clicked.connect(self.asked)
        told = label(
            translate("Exchange", "Số đếm, trạng thái và nhật ký lỗi; không có dữ liệu cá nhân."),
            "small",
            wrap=True,
        )
        foot = row(kit, self._support, gap=12)
        foot.addWidget(told, 1)
        self.setLayout(column(kit, title, self._rows, foot, gap=12, margin=16))
        self.show_rounds(())

    def show_rounds(self, rounds: Sequence[Exchanged]) -> None:
        """Show these and no others."""
        if tuple(rounds) == self._shown:
            return
        self._shown = tuple(rounds)
        clear(self._rows)
        if not rounds:
            none = translate("Exchange", "Chưa có lượt nào. Bấm F9 để trao đổi ngay.")
            self._rows.addWidget(label(none, "quiet", wrap=True))
        for each in rounds:
            icon, tint = ("triangle-alert", "warn") if each.error else ("circle-check", "good")
            line = row(self._kit, picture(self._kit, icon, tint, 18), gap=8)
            line.addWidget(label(self._words(each), wrap=True), 1)
            self._rows.addLayout(line)

    def _words(self, each: Exchanged) -> str:
        head = f"{words.clock(each.at, self._kit.now())} · {words.target(each.target)}"
        if each.way:
            head += " · USB"
        if each.error:
            return f"{head}: {self._kit.explain(each.error, {'target': each.target}).title}"
        moved = translate("Exchange", MOVED[each.way]).format(
            pushed=each.pushed,
            pulled=each.pulled,
            seconds=f"{each.ms / 1000:.1f}".replace(".", ","),
        )
        return f"{head}: {moved}"
