"""The parked citizens in the strip: who, by whom, how long ago; as short as there is room for."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget
from typing_extensions import override

from desk.domain.drafts import IN_HAND, Draft
from desk.domain.records import Actor
from desk.ui.drafts.keeping import Waiting
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.layout import clear

AGE_MS: Final = 30_000
_MINUTES: Final = 60
#: Who, by whom and how long ago; who and by whom; the given name; the number alone.
_LEVELS: Final = 4


def age(since: datetime | None, now: datetime) -> str:
    """Return how long somebody has waited, in as few letters as that takes."""
    minutes = int((now - since).total_seconds()) // 60 if since else 0
    if minutes < 1:
        return translate("Shell", "vừa gác")
    if minutes < _MINUTES:
        return translate("Shell", "{n} ph").format(n=minutes)
    hours = minutes // _MINUTES
    return translate("Shell", "{n} giờ").format(n=hours)


class DraftChip(KeyButton):
    """One parked citizen: Enter takes up again, Delete throws away."""

    thrown = Signal()

    def __init__(self, kit: Kit, draft: Draft, *, mine: bool, unsaved: bool) -> None:
        icon = "triangle-alert" if unsaved else ""
        super().__init__(kit, "", key=_key(draft), icon=icon, role="link")
        self._draft = draft
        name = draft.label or translate("Shell", "Chưa có tên")
        by = "" if mine else " ".join(draft.author_name.split()[-1:])
        waited = age(draft.saved_at, kit.now())
        self._texts = (
            " · ".join(part for part in (name, by, waited) if part),
            " · ".join(part for part in (name, by) if part),
            " ".join(name.split()[-1:]),
            "",
        )
        said = [translate("Shell", "Làm tiếp: {name}").format(name=name)]
        if not mine:
            said.append(translate("Shell", "do {name} gác").format(name=draft.author_name))
        said.append(waited)
        if unsaved:
            said.append(translate("Shell", "chưa lưu được, còn trong máy"))
        self._spoken = ", ".join(said)
        help_ = translate("Shell", "Enter làm tiếp, Delete bỏ phiếu")
        self.set_level(0)
        self.setAccessibleDescription(f"{_key(draft)}. {help_}" if _key(draft) else help_)
        self.setToolTip(f"{self._spoken}. {help_}")

    def set_level(self, level: int) -> None:
        """Say as much as a level allows."""
        self.set_words(self._texts[level])
        self.setAccessibleName(self._spoken)

    def width_at(self, level: int) -> int:
        """Return how wide the chip is at a level."""
        shown, self._words = self._words, self._texts[level]
        width = self.sizeHint().width()
        self._words = shown
        return width

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.thrown.emit()
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.addAction(translate("Shell", "Làm tiếp")).triggered.connect(self.click)
        menu.addAction(translate("Shell", "Bỏ phiếu này")).triggered.connect(self.thrown)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())


def _key(draft: Draft) -> str:
    return "" if draft.place == IN_HAND else f"Ctrl+{draft.place}"


class DraftChips(QWidget):
    """All of them side by side; `resumed` and `thrown` carry a draft."""

    resumed = Signal(object)
    thrown = Signal(object)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._waiting = Waiting()
        self._user: Actor | None = None
        self.chips: list[DraftChip] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(kit.theme.px(4))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._timer = QTimer(self)
        self._timer.setInterval(AGE_MS)
        self._timer.timeout.connect(self._grow_old)

    def show_drafts(self, waiting: Waiting, user: Actor | None) -> None:
        """Offer everybody who waits, each with its key."""
        self._waiting, self._user = waiting, user
        focused = next((at for at, chip in enumerate(self.chips) if chip.hasFocus()), None)
        clear(self._row)
        self.chips = []
        for draft in waiting.parked:
            mine = user is None or draft.author == user.uid
            chip = DraftChip(self._kit, draft, mine=mine, unsaved=draft.uid in waiting.unsaved)
            chip.clicked.connect(partial(self._resume, draft))
            chip.thrown.connect(partial(self.thrown.emit, draft))
            self._row.addWidget(chip)
            self.chips.append(chip)
        if focused is not None and self.chips:
            self.chips[min(focused, len(self.chips) - 1)].setFocus()
        self.setVisible(bool(self.chips))
        self._timer.start() if self.chips else self._timer.stop()
        self.updateGeometry()
        self._fit()

    def _resume(self, draft: Draft, _: bool = False) -> None:
        self.resumed.emit(draft)

    def _grow_old(self) -> None:
        self.show_drafts(self._waiting, self._user)

    def _width(self, level: int) -> int:
        gaps = self._row.spacing() * max(len(self.chips) - 1, 0)
        return sum(chip.width_at(level) for chip in self.chips) + gaps

    def _fit(self) -> None:
        room = self.width()
        level = next((n for n in range(_LEVELS) if self._width(n) <= room), _LEVELS - 1)
        for chip in self.chips:
            chip.set_level(level)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._width(0), super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._width(_LEVELS - 1), super().minimumSizeHint().height())
