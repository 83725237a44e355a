"""What yesterday left unsent: told to whoever comes first, before anybody signs in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame

from desk.domain.views import TargetStatus
from desk.ui.kit import Kit
from desk.ui.language import plural, translate
from desk.ui.parts.layout import label, picture, row

_AGAIN_MS: Final = 3000


class UnsentLine(QFrame):
    """Hidden while everything has been sent; it follows the sending while the page stands."""

    def __init__(self, kit: Kit, targets: Callable[[], Sequence[TargetStatus]]) -> None:
        super().__init__()
        self._kit, self._targets = kit, targets
        self._text = label("", "quiet", wrap=True)
        layout = row(kit, picture(kit, "cloud", "quiet", 20), gap=8)
        layout.addWidget(self._text, 1)
        self.setLayout(layout)
        self.hide()
        self._timer = QTimer(self)
        self._timer.setInterval(_AGAIN_MS)
        self._timer.timeout.connect(self._ask)
        self._ask()

    def _ask(self) -> None:
        # What fails here fails on every page and is told there; whoever signs in must not wait.
        self._timer.stop()
        self._kit.tasks.run(self._targets, self._known, owner=self)

    def _known(self, targets: Sequence[TargetStatus]) -> None:
        waiting = sum(each.waiting for each in targets)
        if waiting:
            self._text.setText(
                plural(
                    waiting,
                    translate("Start", "1 việc còn chờ gửi; máy tự gửi khi có mạng."),
                    translate("Start", "{n} việc còn chờ gửi; máy tự gửi khi có mạng."),
                )
            )
            self._timer.start()
        self.setVisible(waiting > 0)
