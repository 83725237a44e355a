"""The columns of a list: what each is and in which code, raw and read side by side."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desk.domain.importing_plan import NEEDED
from desk.domain.importing_values import Order
from desk.domain.importing_views import Chosen, ListView
from desk.domain.oldtext import Encoding
from desk.domain.oldtext_guess import convert
from desk.ui.importing import words
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.fields import Choice, Field, Stepper
from desk.ui.parts.layout import column, label, row
from desk.ui.parts.rows import ROW_PIXELS, RowTable, texts

_ROWS: Final = 5  # of the list of columns that are always in sight
_TEXTS: Final = 3  # of one column's texts
_MOST_DAYS: Final = 999


class ColumnPanel(QWidget):
    """Up and down go through the columns, Tab to what the chosen one is; `sheet` asks for another.

    `changed` tells that something was chosen otherwise.
    """

    changed = Signal()
    sheet = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._view: ListView | None = None
        self._fields: dict[int, str] = {}
        self._encodings: dict[int, Encoding] = {}
        self._sure: dict[int, bool] = {}
        heads = [
            translate("Import", "Cột trong tệp"),
            translate("Import", "Nhập thành"),
            translate("Import", "Bảng mã"),
            translate("Import", "Trong tệp"),
            translate("Import", "Đọc thành"),
        ]
        columns = texts(heads, (20, 18, 16, 23, 23))
        self.table = RowTable(kit, translate("Import", "Các cột của tệp"), columns)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._look())
        name = translate("Import", "Vài dòng đầu của cột")
        self.texts = RowTable(kit, name, texts(heads[3:], (1, 1)))
        self.field = self._choice(translate("Import", "Cột này là"), words.fields())
        self.encoding = self._choice(translate("Import", "Bảng mã"), words.encodings())
        self.order = self._choice(translate("Import", "Ngày viết theo"), words.orders())
        self.sheets = Choice(kit, translate("Import", "Trang tính"))
        self.days = Stepper(kit, translate("Import", "Ngày hẹn cho hồ sơ đang mở"), most=_MOST_DAYS)
        self.field.activated.connect(lambda _: self._choose_field())
        self.encoding.activated.connect(lambda _: self._choose_encoding())
        self.order.activated.connect(lambda _: self.changed.emit())
        self.sheets.activated.connect(lambda _: self.sheet.emit(self.sheets.currentText()))
        self.told = label("", wrap=True)
        self._lay_out()

    def _choice(self, name: str, among: tuple[tuple[str, str], ...]) -> Choice:
        made = Choice(self._kit, name)
        for value, text in among:
            made.addItem(text, value)
        return made

    def _lay_out(self) -> None:
        kit = self._kit
        self._sheets = Field(kit, translate("Import", "Trang tính"), self.sheets)
        days = Field(
            kit,
            translate("Import", "Hồ sơ đang mở không có hẹn: hẹn sau (ngày)"),
            self.days,
        )
        order = Field(kit, translate("Import", "Ngày viết theo"), self.order)
        top = row(kit, gap=12)
        for each in (self._sheets, order, days):
            top.addWidget(each, 1)
        mine = row(kit, gap=12)
        mine.addWidget(Field(kit, translate("Import", "Cột này là"), self.field), 1)
        mine.addWidget(Field(kit, translate("Import", "Bảng mã"), self.encoding), 1)
        self.table.setMinimumHeight(kit.theme.px(ROW_PIXELS * _ROWS))
        self.texts.setMinimumHeight(kit.theme.px(ROW_PIXELS * _TEXTS))
        layout = column(kit, gap=8)
        layout.addLayout(top)
        layout.addWidget(self.table, 3)
        layout.addLayout(mine)
        layout.addWidget(self.texts, 2)
        layout.addWidget(self.told)
        self.setLayout(layout)

    @property
    def opened(self) -> bool:
        """Whether a list is shown."""
        return self._view is not None

    # -- filling --------------------------------------------------------------------------------

    def show_list(self, view: ListView) -> None:
        """Show a list as it was opened."""
        self._view = view
        self._fields = {at: each.field for at, each in enumerate(view.columns)}
        self._encodings = {at: each.encoding for at, each in enumerate(view.columns)}
        self._sure = {at: each.sure for at, each in enumerate(view.columns)}
        self.sheets.clear()
        self.sheets.addItems(list(view.sheets))
        self.sheets.setCurrentText(view.sheet)
        self._sheets.setVisible(len(view.sheets) > 1)
        self._fill()
        if view.columns:
            self.table.selectRow(0)

    def _fill(self) -> None:
        view = self._view
        if view is None:
            return
        self.table.show_rows(
            [
                [
                    each.heading,
                    words.field(self._fields[at]),
                    self._code(at),
                    each.raw[0] if each.raw else "",
                    convert(each.raw[0], self._encodings[at]) if each.raw else "",
                ]
                for at, each in enumerate(view.columns)
            ]
        )
        self.told.setText(self.wanting())
        self.told.setVisible(bool(self.told.text()))
        self._look()

    def _code(self, at: int) -> str:
        told = words.encoding(self._encodings[at])
        return told if self._sure[at] else f"{told} (?)"

    def _look(self) -> None:
        at = self.table.currentIndex().row()
        view = self._view
        if view is None or not 0 <= at < len(view.columns):
            return
        self.field.setCurrentIndex(self.field.findData(self._fields[at]))
        self.encoding.setCurrentIndex(self.encoding.findData(self._encodings[at]))
        code = self._encodings[at]
        self.texts.show_rows([[raw, convert(raw, code)] for raw in view.columns[at].raw])

    # -- choosing -------------------------------------------------------------------------------

    def _choose_field(self) -> None:
        at, name = self.table.currentIndex().row(), str(self.field.currentData())
        for other, known in self._fields.items():
            if known == name and other != at:
                self._fields[other] = ""  # one column alone can be it
        self._fields[at] = name
        self._fill()
        self.changed.emit()

    def _choose_encoding(self) -> None:
        at = self.table.currentIndex().row()
        self._encodings[at] = Encoding(self.encoding.currentData())
        self._sure[at] = True
        self._fill()
        self.changed.emit()

    def wanting(self) -> str:
        """Tell what must be chosen before the list can be tried; empty: nothing."""
        chosen = set(self._fields.values())
        lacking = [words.field(each[0]) for each in NEEDED if not chosen.intersection(each)]
        if lacking:
            said = translate("Import", "Chưa có cột: {columns}")
            return said.format(columns=", ".join(lacking))
        view = self._view
        unsure = [
            view.columns[at].heading
            for at, sure in self._sure.items()
            if view and not sure and self._fields[at]
        ]
        if unsure:
            said = translate("Import", "Chưa chắc bảng mã, xem rồi chọn: {columns}")
            return said.format(columns=", ".join(unsure))
        return ""

    def chosen(self) -> Chosen:
        """Return what was chosen."""
        view = self._view
        assert view is not None  # noqa: S101 - asked for only while a list is shown
        return Chosen(
            path=view.path,
            sheet=view.sheet,
            heading_row=view.heading_row,
            headings=tuple(each.heading for each in view.columns),
            fields=dict(self._fields),
            encodings=dict(self._encodings),
            order=Order(self.order.currentData()),
            due_days=self.days.value,
        )
