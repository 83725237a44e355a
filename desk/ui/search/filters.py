"""The filters of the look-up: a compact row of choices, each saying what it asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from desk.domain.lookup import SORTS, Choices, Filter, Sort
from desk.domain.records import Channel, Status
from desk.ui import words
from desk.ui.kit import Kit
from desk.ui.language import mark, translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.fields import Choice
from desk.ui.parts.flow import Flow
from desk.ui.search.days import DaysBox

OPEN: Final = tuple(s for s in Status if s not in (3, 8, 10))  # all that is still to be done
SORT_LABELS: Final = {
    "match": mark("Search", "Đúng nhất trước"),
    "received": mark("Search", "Ngày nhận"),
    "due": mark("Search", "Hạn trả"),
    "returned": mark("Search", "Ngày trả"),
    "name": mark("Search", "Tên"),
    "procedure": mark("Search", "Thủ tục"),
    "status": mark("Search", "Trạng thái"),
    "code": mark("Search", "Mã hồ sơ"),
}
#: What is looked at from the newest, or the best, on.
DOWN: Final = frozenset({"match", "received", "returned"})


_ARROW: Final = 44  # the arrow and the edges
_MOST: Final = 200


class Pick(Choice):
    """A choice whose values are kept as they are: Qt would make lists of tuples."""

    def __init__(self, kit: Kit, name: str, width: int) -> None:
        super().__init__(kit, name)
        self._values: list[object] = []
        self._wide = width
        self.setFixedWidth(kit.theme.px(width))

    def fill(self, *offers: tuple[str, object]) -> None:
        """Offer these and no others."""
        self.clear()
        self._values = [value for _, value in offers]
        self.addItems([text for text, _ in offers])
        metrics, px = QFontMetrics(self._kit.theme.font(14)), self._kit.theme.px
        longest = max(metrics.horizontalAdvance(text) for text, _ in offers) + px(_ARROW)
        self.setFixedWidth(max(px(self._wide), min(longest, px(_MOST))))

    @property
    def value(self) -> Any:
        """What is chosen."""
        return self._values[self.currentIndex()]

    def choose(self, value: object) -> bool:
        """Choose a value, the first where it is not offered; tell whether it is another one."""
        at = self._values.index(value) if value in self._values else 0
        self.setCurrentIndex(at)
        return at > 0


class FilterRow(QWidget):
    """`changed` tells that another filter holds; `sorted_by` carries another `Sort`."""

    changed = Signal()
    sorted_by = Signal(object)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._kept = Filter()  # what no box can show: a figure's own conditions
        self._offered = Choices()
        self.setAccessibleName(translate("Search", "Bộ lọc"))
        self._make_boxes()
        for box, anyhow in ((self.procedure, ()), (self.officer, ""), (self.shelf, "")):
            box.fill(("", anyhow))
        self.forget = KeyButton(
            kit, translate("Search", "Xóa lọc"), key="Ctrl+L", icon="x", role="plain"
        )
        self.forget.clicked.connect(self.clear)
        boxes = (self.status, self.procedure, *self.days.values(), self.channel, self.officer)
        self.setLayout(
            Flow(
                kit,
                *boxes,
                self.overdue,
                self.shelf,
                self.scans,
                self.voided,
                self.sort,
                gap=8,
            )
        )
        self.offer(Choices())

    def _make_boxes(self) -> None:
        kit = self._kit
        self.status = self._box(translate("Search", "Trạng thái"), 150)
        self.status.fill(
            (translate("Search", "Mọi trạng thái"), ()),
            (translate("Search", "Đang giải quyết"), OPEN),
            *((words.status(each), (each,)) for each in Status),
        )
        self.procedure = self._box(translate("Search", "Thủ tục, lĩnh vực"), 190)
        self.days = {
            "received": self._days(
                translate("Search", "Nhận"), translate("Search", "Nhận ngày nào")
            ),
            "due": self._days(translate("Search", "Hạn"), translate("Search", "Hạn ngày nào")),
            "returned": self._days(translate("Search", "Trả"), translate("Search", "Trả ngày nào")),
        }
        self.channel = self._box(translate("Search", "Kênh nộp"), 130)
        self.channel.fill(
            (translate("Search", "Mọi kênh"), None),
            *((words.channel(channel), channel) for channel in Channel),
        )
        self.officer = self._box(translate("Search", "Người phụ trách"), 150)
        self.overdue = self._box(translate("Search", "Quá hạn"), 150)
        self.overdue.fill(
            (translate("Search", "Mọi thời hạn"), None),
            (translate("Search", "Quá hạn"), True),
            (translate("Search", "Trong hạn"), False),
        )
        self.shelf = self._box(translate("Search", "Ô kệ"), 110)
        self.scans = self._box(translate("Search", "Bản quét"), 150)
        self.scans.fill(
            (translate("Search", "Mọi bản quét"), None),
            (translate("Search", "Có bản quét"), True),
            (translate("Search", "Chưa có bản quét"), False),
        )
        self.voided = self._box(translate("Search", "Hồ sơ đã hủy"), 166)
        self.voided.fill(
            (translate("Search", "Bỏ hồ sơ đã hủy"), False),
            (translate("Search", "Kể cả đã hủy"), True),
        )
        self.sort = Pick(kit, translate("Search", "Sắp theo"), 170)
        self.sort.fill(*((translate("Search", SORT_LABELS[name]), name) for name in SORTS))
        self.sort.activated.connect(lambda _: self._sorted())

    def _box(self, name: str, width: int) -> Pick:
        box = Pick(self._kit, name, width)
        box.activated.connect(lambda _: self.changed.emit())
        return box

    def _days(self, name: str, any_day: str) -> DaysBox:
        box = DaysBox(self._kit, name, self._kit.now, any_day=any_day)
        box.changed.connect(self.changed)
        return box

    # -- what there is to choose from -------------------------------------------------------------

    def offer(self, offered: Choices) -> None:
        """Offer the procedures, officers and shelves that the ward's dossiers have."""
        asked = self.filter
        self._offered = offered
        listed: list[tuple[str, object]] = [(translate("Search", "Mọi thủ tục"), ())]
        for area in offered.areas:
            listed.append((area.name, tuple(code for code, _ in area.procedures)))
            listed += [(f"    {name}", (code,)) for code, name in area.procedures]
        self.procedure.fill(*listed)
        officers = ((each, each) for each in offered.officers)
        self.officer.fill((translate("Search", "Mọi cán bộ"), ""), *officers)
        shelves = ((each, each) for each in offered.shelves)
        self.shelf.fill((translate("Search", "Mọi ô kệ"), ""), *shelves)
        self.show_filter(asked)

    # -- the filter -----------------------------------------------------------------------------

    @property
    def filter(self) -> Filter:
        """Return what the boxes ask for, and what a figure asked for besides; no text."""
        kept = self._kept
        return replace(
            kept,
            statuses=self.status.value or kept.statuses,
            procedures=self.procedure.value or kept.procedures,
            received=self.days["received"].span,
            due=self.days["due"].span,
            returned=self.days["returned"].span,
            channel=self.channel.value,
            officer=self.officer.value or kept.officer,
            overdue=self.overdue.value,
            shelf=self.shelf.value or kept.shelf,
            scanned=self.scans.value,
            voided=self.voided.value,
        )

    def show_filter(self, asked: Filter) -> None:
        """Show a filter; what no box can show of it is kept beside."""
        # What a box shows is its own from now on: another choice in it replaces it.
        self._kept = replace(
            asked,
            text="",
            statuses=() if self.status.choose(asked.statuses) else asked.statuses,
            procedures=() if self.procedure.choose(asked.procedures) else asked.procedures,
            officer="" if self.officer.choose(asked.officer) else asked.officer,
            shelf="" if self.shelf.choose(asked.shelf) else asked.shelf,
        )
        self.channel.choose(asked.channel)
        self.overdue.choose(asked.overdue)
        self.scans.choose(asked.scanned)
        self.voided.choose(asked.voided)
        for name, days in self.days.items():
            days.show_span(getattr(asked, name))

    def clear(self) -> None:
        """Ask for nothing any more."""
        self.show_filter(Filter())
        self.changed.emit()

    # -- order ----------------------------------------------------------------------------------

    def show_sort(self, sort: Sort) -> None:
        """Show by what the list is sorted."""
        self.sort.choose(sort.by)

    def _sorted(self) -> None:
        by = str(self.sort.value)
        self.sorted_by.emit(Sort(by, down=by in DOWN))
