"""The documents that are certified, a line each: what, how many pages, how many copies."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QPushButton, QWidget

from desk.domain.at_once import Item
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.fields import Line, Stepper
from desk.ui.parts.layout import column, label, row

MOST_ROWS = 20
MOST_PAGES = 9_999
MOST_COPIES = 999


class DocumentRow:
    """One document; `more` is asked for by Enter in its copies."""

    def __init__(self, kit: Kit, number: int, changed: Callable[[], None]) -> None:
        self.what = Line(kit, hint=translate("Quick", "Tên giấy tờ"))
        self.pages = Stepper(kit, translate("Quick", "Số trang"), most=MOST_PAGES, buttons=False)
        self.copies = Stepper(kit, translate("Quick", "Số bản"), most=MOST_COPIES, buttons=False)
        self.away = QPushButton()
        self.away.setProperty("role", "step")
        self.away.setIcon(kit.icons.icon("x", "quiet", 16))
        self.away.setFixedWidth(kit.theme.px(32))
        self.away.setAutoDefault(False)
        for widget, said in (
            (self.what, translate("Quick", "Tên giấy tờ")),
            (self._line(self.pages), translate("Quick", "Số trang")),
            (self._line(self.copies), translate("Quick", "Số bản")),
            (self.away, translate("Quick", "Bỏ dòng")),
        ):
            widget.setAccessibleName(f"{said} {number}")
        for stepper in (self.pages, self.copies):
            stepper.set_value(1)
            stepper.changed.connect(lambda _: changed())
        self.what.textEdited.connect(lambda _: changed())

    @staticmethod
    def _line(stepper: Stepper) -> QWidget:
        line = stepper.focusProxy()
        assert line is not None  # noqa: S101 - a stepper hands its focus to what is typed into
        return line

    def on_enter(self, stepper: Stepper, then: Callable[[], None]) -> None:
        """Have Enter in a count go on."""
        line = self._line(stepper)
        assert isinstance(line, QLineEdit)  # noqa: S101 - what is typed into is a line
        line.returnPressed.connect(then)

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """Its cells, left to right."""
        return (self.what, self.pages, self.copies, self.away)

    def item(self) -> Item:
        """Return what the line says."""
        return Item(what=self.what.text(), pages=self.pages.value, copies=self.copies.value)


class Documents(QFrame):
    """A card of lines; Enter goes from field to field, and in the last one begins a new line."""

    changed = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "card")
        self.rows: list[DocumentRow] = []
        self._usual = ""
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(kit.theme.px(8))
        self._grid.setVerticalSpacing(kit.theme.px(6))
        self._grid.setColumnStretch(0, 1)
        heads = (
            translate("Quick", "Giấy tờ"),
            translate("Quick", "Trang"),
            translate("Quick", "Bản"),
        )
        for at, text in enumerate(heads):
            side = Qt.AlignmentFlag.AlignLeft if at == 0 else Qt.AlignmentFlag.AlignHCenter
            self._grid.addWidget(label(text, "caption"), 0, at, side)
        more = KeyButton(
            kit, translate("Quick", "Thêm giấy tờ"), key="Enter", icon="plus", role="link"
        )
        more.clicked.connect(self.add)
        self.setLayout(
            column(
                kit,
                label(translate("Quick", "Giấy tờ chứng thực"), "heading"),
                self._grid,
                row(kit, more, None),
                gap=12,
                margin=16,
            )
        )
        self._append()

    def items(self) -> tuple[Item, ...]:
        """Return what is to be certified."""
        return tuple(each.item() for each in self.rows)

    def name_usual(self, usual: str) -> None:
        """Show what a line without a name will be called."""
        self._usual = usual
        for each in self.rows:
            each.what.setPlaceholderText(usual or translate("Quick", "Tên giấy tờ"))

    def start(self) -> None:
        """Put the cursor where the next digits are the pages of the first document."""
        self.rows[0].pages.start()

    def add(self) -> None:
        """Begin a line."""
        if len(self.rows) < MOST_ROWS:
            self._append().what.setFocus()
            self.changed.emit()

    def reset(self) -> None:
        """Have one empty line again."""
        for each in list(self.rows[1:]):
            self._remove(each)
        first = self.rows[0]
        first.what.set_quietly("")
        first.pages.set_value(1)
        first.copies.set_value(1)
        self.changed.emit()

    def show_items(self, items: tuple[Item, ...]) -> None:
        """Show these documents."""
        self.reset()
        for at, item in enumerate(items):
            line = self.rows[0] if at == 0 else self._append()
            line.what.set_quietly(item.what)
            line.pages.set_value(item.pages)
            line.copies.set_value(item.copies)
        self.changed.emit()

    def _append(self) -> DocumentRow:
        made = DocumentRow(self._kit, len(self.rows) + 1, self.changed.emit)
        made.what.returnPressed.connect(made.pages.start)
        made.on_enter(made.pages, made.copies.start)
        made.on_enter(made.copies, self.add)
        made.away.clicked.connect(lambda: self._drop(made))
        at = self._grid.rowCount()
        for place, widget in enumerate(made.widgets):
            self._grid.addWidget(widget, at, place)
        self.rows.append(made)
        self.name_usual(self._usual)
        self._fit()
        return made

    def _drop(self, gone: DocumentRow) -> None:
        at = self.rows.index(gone)
        self._remove(gone)
        self.rows[max(at - 1, 0)].what.setFocus()
        self.changed.emit()

    def _remove(self, gone: DocumentRow) -> None:
        self.rows.remove(gone)
        for widget in gone.widgets:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._fit()

    def _fit(self) -> None:
        # The last line stays: there is always something to type into.
        for each in self.rows:
            each.away.setEnabled(len(self.rows) > 1)
