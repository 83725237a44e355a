"""A dossier's story: each event a sentence with who, when and where from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from desk.domain.events import Change
from desk.domain.views import TimelineEntry
from desk.ui import dates, story
from desk.ui.kit import Kit
from desk.ui.language import mark, translate
from desk.ui.parts.layout import Scroll, clear, column, label, row

_LATE = frozenset({"Apologised", "Refused", "Voided", "Stopped", "Closed"})
_CITIZEN = frozenset({"SupplementAsked", "Guided", "FeeAsked", "WithdrawalAsked"})
_GOOD = frozenset({"Finished", "Returned", "Received", "Accepted", "Supplemented", "FeePaid"})


def tint(kind: str) -> str:
    """Return the colour of an event's dot."""
    if kind in _LATE:
        return "overdue"
    if kind in _CITIZEN:
        return "citizen"
    return "done" if kind in _GOOD else "in_hand"


FIELDS: Final = {
    "name": mark("Story", "Họ và tên"),
    "personal_id": mark("Story", "Số định danh"),
    "birth_date": mark("Story", "Ngày sinh"),
    "phone": mark("Story", "Điện thoại"),
    "address": mark("Story", "Địa chỉ"),
    "note": mark("Story", "Ghi chú"),
    "result_at": mark("Story", "Nơi trả"),
    "authority": mark("Story", "Giấy ủy quyền"),
}


def changed_words(change: Change) -> str:
    """Return a corrected field with what it was and what it is."""
    name = change.field.rpartition(".")[2]
    show = dates.show_birth if name == "birth_date" else str
    said = translate("Story", "{field}: {before} → {after}")
    return said.format(
        field=translate("Story", FIELDS.get(name, name)),
        before=show(change.before) or "–",
        after=show(change.after) or "–",
    )


class _Dot(QWidget):
    """The line along the left and the event's dot on it."""

    def __init__(self, kit: Kit, token: str, *, first: bool, last: bool) -> None:
        super().__init__()
        self._kit, self._token, self._first, self._last = kit, token, first, last
        self.setFixedWidth(kit.theme.px(16))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._kit.theme.px(16), self._kit.theme.px(20))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme, px = self._kit.theme, self._kit.theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, y = px(8), px(10)
        painter.setPen(QPen(theme.color("line"), max(px(2), 1)))
        top, bottom = (y if self._first else 0), (y if self._last else self.height())
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        painter.setPen(QPen(theme.color("surface"), px(2)))
        painter.setBrush(theme.color(self._token))
        painter.drawEllipse(QRectF(x - px(6), y - px(6), px(12), px(12)))


class Timeline(QWidget):
    """Newest first, so that what matters now is at the top; by keys one reads on downwards."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._told: tuple[str, ...] = ()
        self._connected = True
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(translate("Dossier", "Diễn biến"))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, Scroll):
            above = above.parentWidget()
        if above is None or not above.take_key(event):
            super().keyPressEvent(event)

    @property
    def told(self) -> tuple[str, ...]:
        """The sentences that are shown, from the top."""
        return self._told

    def show_entries(self, entries: Sequence[TimelineEntry], *, connected: bool = True) -> None:
        """Tell this story; unless `connected`, nothing can be confirmed and so nothing waits."""
        self._connected = connected
        clear(self._rows)
        newest = list(reversed(entries))
        self._told = tuple(story.sentence(entry) for entry in newest)
        for at, entry in enumerate(newest):
            self._rows.addWidget(self._entry(entry, first=at == 0, last=at == len(newest) - 1))
        self._rows.addStretch(1)

    def _entry(self, entry: TimelineEntry, *, first: bool, last: bool) -> QWidget:
        kit = self._kit
        dot = _Dot(kit, tint(entry.type), first=first, last=last)
        said = label(story.sentence(entry), wrap=True, select=True)
        by = story.byline(entry, kit.now())
        gone = entry.refused or entry.dropped
        trust = story.trust(entry) if self._connected or gone else ""
        if gone:
            font = said.font()
            font.setStrikeOut(True)
            said.setFont(font)
        small = label(f"{by} · {trust}" if trust else by, "small", wrap=True)
        if entry.refused:
            small.setProperty("tone", "bad")
        words = column(kit, said, gap=2)
        for change in entry.changes:
            words.addWidget(label(changed_words(change), "small", wrap=True, select=True))
        words.addWidget(small)
        words.addSpacing(kit.theme.px(12))
        whole = QWidget()
        whole.setAccessibleName(f"{said.text()}. {small.text()}")
        layout = row(kit, dot, gap=8)
        layout.addLayout(words, 1)
        layout.setAlignment(words, Qt.AlignmentFlag.AlignTop)
        layout.setAlignment(Qt.AlignmentFlag.AlignTop)
        whole.setLayout(layout)
        return whole
