"""The list of what needs a person: oldest first, by kind, with the keys that decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem
from typing_extensions import override

from desk.domain.review import KINDS, Item
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.fields import Choice
from desk.ui.parts.layout import column, label
from desk.ui.review import words

_TALL: Final = 400
_LOW: Final = 136
_ANY: Final = (1 << 24) - 1  # what Qt takes for no limit
_STEPS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Rows(QListWidget):
    """`stepped` wants another choice, `opened` the dossier."""

    stepped = Signal(int)
    opened = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class ListCard(QFrame):
    """`picked` carries the item under the cursor, None where there is none."""

    picked = Signal(object)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._items: tuple[Item, ...] = ()
        self._shown: tuple[Item, ...] = ()
        self.setProperty("role", "card")
        self.head = label("", "heading")
        self.kinds = Choice(kit, translate("Review", "Loại việc"))
        self.kinds.activated.connect(lambda _: self._fill(""))
        self.rows = Rows()
        self.rows.setProperty("role", "rows")
        self.rows.setAccessibleName(translate("Review", "Việc cần người xem"))
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setWordWrap(True)
        self.rows.setIconSize(QSize(kit.theme.px(18), kit.theme.px(18)))
        self.fit(roomy=False)
        self.rows.currentRowChanged.connect(lambda _: self.picked.emit(self.current))
        layout = column(kit, self.head, self.kinds, gap=8, margin=12)
        layout.addWidget(self.rows, 1)
        self.setLayout(layout)

    def fit(self, *, roomy: bool) -> None:
        """Let more rows be seen at once where nothing stands below them, else few: the question."""
        low = self._kit.theme.px(_LOW)
        self.rows.setMinimumHeight(self._kit.theme.px(_TALL) if roomy else low)
        self.rows.setMaximumHeight(_ANY if roomy else low)

    @property
    def current(self) -> Item | None:
        """The item under the cursor."""
        at = self.rows.currentRow()
        return self._shown[at] if 0 <= at < len(self._shown) else None

    def show_items(self, items: Sequence[Item]) -> None:
        """Show these; the cursor stays on its item, else at its place: there the next one is."""
        kept = self.current
        self._items = tuple(items)
        self.head.setText(
            translate("Review", "Việc cần người xem ({n})").format(n=len(self._items))
        )
        self._offer_kinds()
        self._fill(kept.key if kept else "")

    def _offer_kinds(self) -> None:
        chosen = self.kinds.currentData() or ""
        counts = Counter(each.kind for each in self._items)
        offers = [("", translate("Review", "Mọi loại"), len(self._items))]
        offers += [
            (kind, translate("Review", words.KIND_LABELS[kind]), counts[kind])
            for kind in KINDS
            if counts[kind] or kind == chosen
        ]
        self.kinds.clear()
        for kind, text, count in offers:
            self.kinds.addItem(f"{text} ({count})", kind)
        self.kinds.setCurrentIndex(max(self.kinds.findData(chosen), 0))

    def _fill(self, key: str) -> None:
        kind = self.kinds.currentData() or ""
        at = max(self.rows.currentRow(), 0)
        blocked = self.rows.blockSignals(True)
        self._shown = tuple(each for each in self._items if kind in ("", each.kind))
        self.rows.clear()
        for item in self._shown:
            drawn = self._kit.icons.icon(words.KIND_ICONS[item.kind], "warn", 18)
            self.rows.addItem(QListWidgetItem(drawn, words.row(self._kit, item)))
        places = [place for place, item in enumerate(self._shown) if item.key == key]
        self.rows.setCurrentRow(places[0] if places else min(at, len(self._shown) - 1))
        self.rows.blockSignals(blocked)
        self.picked.emit(self.current)
