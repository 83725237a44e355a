"""What in the exchange a person must look at: what happened, what it means, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desk.domain.views import Attention
from desk.ui import words
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.layout import clear, column, label, line, picture, row

#: What a person may have sent again as it is, once the other side has been mended.
SENT_AGAIN: Final = frozenset({"poison", "hash"})


class AttentionCard(QFrame):
    """`opened` carries a dossier's uid, `again` the number of what shall be sent again."""

    opened = Signal(str)
    again = Signal(int)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "card")
        self._rows = column(kit, gap=12)
        self.setLayout(
            column(
                kit,
                label(translate("Exchange", "Việc cần người xem"), "heading"),
                self._rows,
                gap=12,
                margin=16,
            )
        )
        self.show_items(())

    def show_items(self, items: Sequence[Attention], *, exchanged: bool = False) -> None:
        """Show these and no others; only what was `exchanged` once can have been accepted."""
        clear(self._rows)
        if not items:
            none = (
                translate("Exchange", "Không có việc nào. Mọi thứ đã gửi đều được chấp nhận.")
                if exchanged
                else translate("Exchange", "Không có việc nào.")
            )
            icon, tint = ("circle-check", "good") if exchanged else ("history", "quiet")
            said = row(self._kit, picture(self._kit, icon, tint, 18), gap=8)
            said.addWidget(label(none, wrap=True), 1)
            self._rows.addLayout(said)
        for at, item in enumerate(items):
            if at:
                self._rows.addWidget(line())
            self._rows.addLayout(self._item(item))

    def _item(self, item: Attention) -> QHBoxLayout:
        kit = self._kit
        told = kit.explain(item.reason, {"code": item.dossier_code, "detail": item.detail})
        text = column(kit, label(told.title, "strong", wrap=True), gap=4)
        if told.meaning:
            text.addWidget(label(told.meaning, wrap=True))
        if told.next:
            text.addWidget(label(told.next, "quiet", wrap=True))
        if item.dossier_code:
            link = KeyButton(kit, item.dossier_code, icon="folder-open", role="link")
            link.clicked.connect(lambda _=False, uid=item.dossier: self.opened.emit(uid))
            told_at = words.clock(item.at, kit.now())
            where = words.target(item.target) if item.target else ""
            at = label(f"{where} · {told_at}" if where else told_at, "small")
            resend = KeyButton(kit, translate("Exchange", "Gửi lại"), icon="refresh-cw")
            resend.setAccessibleName(
                translate("Exchange", "Gửi lại hồ sơ {code}").format(code=item.dossier_code)
            )
            resend.setVisible(item.reason in SENT_AGAIN)
            resend.clicked.connect(lambda _=False, asked=item.id: self.again.emit(asked))
            text.addLayout(row(kit, link, resend, None, at))
        whole = row(kit, gap=12)
        mark = picture(kit, "triangle-alert", "warn", 20)
        whole.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(text, 1)
        return whole
