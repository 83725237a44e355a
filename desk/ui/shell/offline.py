"""The offline line: calm, with the time since and what waits; never a pop-up."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from desk.domain.views import TargetStatus
from desk.ui import words
from desk.ui.kit import Kit
from desk.ui.language import plural, translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.layout import label, picture, row


class OfflineLine(QFrame):
    """`asked` wants the exchange page."""

    asked = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._since, self._rest, self._narrow = "", "", True
        self.setProperty("role", "offline")
        self._text = label("", tone="warn", wrap=True)
        more = KeyButton(kit, translate("Shell", "Xem"), role="link")
        more.clicked.connect(self.asked)
        layout = row(kit, picture(kit, "cloud-off", "warn", 18), gap=8)
        layout.setContentsMargins(*(kit.theme.px(n) for n in (16, 3, 16, 3)))
        layout.addWidget(self._text, 1)
        layout.addWidget(more)
        self.setLayout(layout)
        self.hide()

    @property
    def said(self) -> str:
        """What the line says, "" while it is not shown."""
        return "" if self.isHidden() else self._text.text()

    def show_targets(self, targets: Sequence[TargetStatus]) -> None:
        """Show the line while a target that was reached before cannot be reached."""
        down = [target for target in targets if target.online is False]
        self.setVisible(bool(down))
        if not down:
            return
        waiting = sum(target.waiting for target in down)
        since = min((target.since for target in down if target.since), default=None)
        when = words.clock(since, self._kit.now()) if since else "–"
        if len(down) == len(targets):
            self._since = translate("Shell", "Ngoại tuyến từ {time}.").format(time=when)
        else:
            silent = translate("Shell", "Chưa liên lạc được với {who} từ {time}.")
            who = ", ".join(words.target(target.name) for target in down)
            self._since = silent.format(who=who, time=when)
        calm = translate("Shell", "Tiếp nhận, in và trả kết quả vẫn bình thường.")
        queued = plural(
            waiting,
            translate("Shell", "1 việc sẽ tự gửi khi có mạng."),
            translate("Shell", "{n} việc sẽ tự gửi khi có mạng."),
        )
        self._rest = f"{calm} {queued}" if waiting else calm
        self._tell()

    def set_narrow(self, *, narrow: bool) -> None:
        """Tell no more than since when."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._tell()

    def _tell(self) -> None:
        self.setAccessibleName(f"{self._since} {self._rest}")
        self._text.setText(self._since if self._narrow else self.accessibleName())
        self._text.setToolTip(self.accessibleName())
