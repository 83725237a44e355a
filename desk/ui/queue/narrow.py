"""The sheet that narrows, sorts and names a list, and chooses its columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout

from desk.domain.records import CLOSED, Channel, Status
from desk.domain.views import QueueOffers
from desk.domain.worklist import SORTS, Narrowed, Want
from desk.ui import dates, words
from desk.ui.kit import Kit
from desk.ui.language import mark, translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.fields import Check, Choice, Field, Line
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import Scroll, column, frame, label
from desk.ui.queue.table_model import HEADS, OPTIONAL, Column

SORT_WORDS: Final = {
    "due": mark("Queue", "Hạn"),
    "received": mark("Queue", "Ngày tiếp nhận"),
    "name": mark("Queue", "Tên"),
    "code": mark("Queue", "Mã hồ sơ"),
    "procedure": mark("Queue", "Thủ tục"),
    "status": mark("Queue", "Trạng thái"),
}
#: Fields beside one another, and fewer of them where letters are large.
ACROSS: Final = 4
NARROW: Final = 2
LARGE: Final = 150
OPEN: Final = tuple(each for each in Status if each not in CLOSED)

_FIELDS: Final = {
    "text": mark("Queue", "Tên, số, mã"),
    "procedure": mark("Queue", "Thủ tục"),
    "area": mark("Queue", "Lĩnh vực"),
    "assignee": mark("Queue", "Phụ trách"),
    "status": mark("Queue", "Trạng thái"),
    "channel": mark("Queue", "Cách nộp"),
    "due_from": mark("Queue", "Hạn từ ngày"),
    "due_until": mark("Queue", "Hạn đến ngày"),
    "sort": mark("Queue", "Xếp theo"),
    "name": mark("Queue", "Tên danh sách riêng (để giữ lại)"),
}


class NarrowSheet(QFrame):
    """`wanted` carries the list that was made, `forgot` the name of one that goes."""

    wanted = Signal(object)
    forgot = Signal(str)
    columns = Signal(object)
    left = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "sheet")
        self._want = Want()
        self._choices: dict[str, Choice] = {}
        self._lines: dict[str, Line] = {}
        self._fields: dict[str, Field] = {}
        grid, across = QGridLayout(), ACROSS if kit.theme.scale < LARGE else NARROW
        grid.setSpacing(kit.theme.px(8))
        grid.setContentsMargins(0, 0, 0, 0)
        for at, (key, text) in enumerate(_FIELDS.items()):
            grid.addWidget(self._field(key, translate("Queue", text)), at // across, at % across)
        for place in range(across):
            grid.setColumnStretch(place, 1)
        shown = QGridLayout()
        shown.setContentsMargins(0, 0, 0, 0)
        self.descending = Check(kit, translate("Queue", "Từ cuối lên"))
        self._shown = {each: Check(kit, translate("Queue", HEADS[each])) for each in OPTIONAL}
        for at, check in enumerate(self._shown.values()):
            shown.addWidget(check, at // across, at % across)
        self._go = KeyButton(kit, translate("Queue", "Xem danh sách"), key="F9", role="main")
        self._go.clicked.connect(self.confirm)
        self._forget = KeyButton(
            kit, translate("Queue", "Bỏ danh sách này"), icon="x", role="danger"
        )
        self._forget.clicked.connect(lambda: self.forgot.emit(self._want.name))
        back = KeyButton(kit, translate("Queue", "Thôi"), key="Esc")
        back.clicked.connect(self.leave)
        body = frame(
            column(
                kit,
                label(translate("Queue", "Lọc và xếp danh sách"), "heading"),
                frame(grid),
                self.descending,
                label(translate("Queue", "Cột hiện trong bảng"), "caption"),
                frame(shown),
                frame(Flow(kit, self._forget, back, self._go, gap=8, at_right=True)),
                gap=8,
                margin=16,
            )
        )
        self.setLayout(column(kit, Scroll(body)))
        self.hide()

    def _field(self, key: str, text: str) -> Field:
        widget: Choice | Line
        if key in ("text", "due_from", "due_until", "name"):
            latin = key.startswith("due")
            widget = Line(self._kit, latin=latin, hint="27/11" if latin else "")
            self._lines[key] = widget
        else:
            widget = Choice(self._kit, text)
            self._choices[key] = widget
        self._fields[key] = Field(self._kit, text, widget)
        return self._fields[key]

    def offer(self, offers: QueueOffers) -> None:
        """Offer what lists can be narrowed to; what is chosen stays."""
        everything = (translate("Queue", "Mọi thứ"), "")
        statuses = [(words.status(each), str(int(each))) for each in OPEN]
        channels = [(words.channel(each), each.value) for each in Channel]
        told: dict[str, list[tuple[str, str]]] = {
            "procedure": [(name, code) for code, name in offers.procedures],
            "area": [(area, area) for area in offers.areas],
            "assignee": [(name or login, login) for login, name in offers.people],
            "status": statuses,
            "channel": channels,
        }
        for key, items in told.items():
            self._fill(self._choices[key], [everything, *items])
        sorts = [(translate("Queue", SORT_WORDS[each]), each) for each in SORTS]
        self._fill(self._choices["sort"], sorts)
        self._show()

    @staticmethod
    def _fill(choice: Choice, items: list[tuple[str, str]]) -> None:
        choice.clear()
        for text, value in items:
            choice.addItem(text, value)

    def open(self, want: Want, hidden: Mapping[Column, bool]) -> None:
        """Show a list as it is now."""
        self._want = want
        for each, check in self._shown.items():
            check.setChecked(not hidden[each])
        self._show()
        self.show()
        self._lines["text"].setFocus()

    def _show(self) -> None:
        told = {name: getattr(self._want.narrowed, name) for name in Narrowed.__slots__}
        for key, choice in self._choices.items():
            value = self._want.sort if key == "sort" else told[key]
            choice.setCurrentIndex(max(choice.findData(value), 0))
        self._lines["text"].setText(told["text"])
        self._lines["name"].setText(self._want.name)
        for key in ("due_from", "due_until"):
            self._lines[key].setText("/".join(reversed(told[key].split("-"))))
        self.descending.setChecked(self._want.descending)
        self._forget.setVisible(bool(self._want.name))

    def confirm(self) -> None:
        """Make the list, or say beside its field what cannot be read."""
        days: dict[str, str] = {}
        for key in ("due_from", "due_until"):
            typed = self._lines[key].text()
            at = dates.parse_when(typed, self._kit.now().date()) if typed.strip() else None
            if typed.strip() and at is None:
                self._fields[key].complain(translate("Queue", "Ghi như 27/11 hoặc +3."))
                self._lines[key].setFocus()
                return
            self._fields[key].settle()
            days[key] = f"{at:%Y-%m-%d}" if at else ""
        chosen = {key: str(choice.currentData() or "") for key, choice in self._choices.items()}
        sort = chosen.pop("sort") or SORTS[0]
        narrowed = Narrowed(text=self._lines["text"].text().strip(), **chosen, **days)
        self.columns.emit({each: not check.isChecked() for each, check in self._shown.items()})
        self.wanted.emit(
            Want(
                view=self._want.view,
                narrowed=narrowed,
                sort=sort,
                descending=self.descending.isChecked(),
                name=" ".join(self._lines["name"].text().split()),
            )
        )
        self.hide()

    def leave(self) -> None:
        """Put the sheet away, nothing changed."""
        self.hide()
        self.left.emit()
