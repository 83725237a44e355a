"""How much in the exchange needs a person, and the way to where it is decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from desk.domain.review import KINDS, Item
from desk.ui import words
from desk.ui.kit import Kit
from desk.ui.language import plural, translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.layout import clear, column, label, picture, row
from desk.ui.review.words import KIND_LABELS


class AttentionCard(QFrame):
    """`asked` wants the page where it is decided."""

    asked = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "card")
        self._rows = column(kit, gap=4)
        self.go = KeyButton(
            kit, translate("Exchange", "Xem hai bên và quyết định"), icon="git-compare"
        )
        self.go.clicked.connect(self.asked)
        heading = label(translate("Exchange", "Việc cần người xem"), "heading")
        self.setLayout(column(kit, heading, self._rows, row(kit, None, self.go), gap=12, margin=16))
        self.show_items(())

    def show_items(self, items: Sequence[Item], *, exchanged: bool = False) -> None:
        """Count these, by kind; only what was `exchanged` once can have been accepted."""
        clear(self._rows)
        self.go.setVisible(bool(items))
        if not items:
            none = (
                translate("Exchange", "Không có việc nào. Mọi thứ đã gửi đều được chấp nhận.")
                if exchanged
                else translate("Exchange", "Không có việc nào.")
            )
            icon, tint = ("circle-check", "good") if exchanged else ("history", "quiet")
            self._say(icon, tint, none)
            return
        oldest = words.clock(items[0].about.at, self._kit.now())
        said = plural(
            len(items),
            translate("Exchange", "1 việc, từ {time}"),
            translate("Exchange", "{n} việc, cũ nhất từ {time}"),
            time=oldest,
        )
        self._say("triangle-alert", "warn", said)
        counts = Counter(each.kind for each in items)
        told = [
            f"{translate('Review', KIND_LABELS[kind])}: {counts[kind]}"
            for kind in KINDS
            if counts[kind]
        ]
        self._rows.addWidget(label(" · ".join(told), "quiet", wrap=True))

    def _say(self, icon: str, tint: str, text: str) -> None:
        said = row(self._kit, picture(self._kit, icon, tint, 18), gap=8)
        said.addWidget(label(text, wrap=True), 1)
        self._rows.addLayout(said)
