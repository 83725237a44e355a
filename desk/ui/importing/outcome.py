"""What came, or would come, of a list: the numbers, and what is wrong or odd row by row."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desk.domain.importing import Fault
from desk.domain.importing_views import Outcome
from desk.ui.importing import words
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.layout import column, label
from desk.ui.parts.rows import ROW_PIXELS, RowTable, texts

_ROWS = 8


class OutcomePanel(QWidget):
    """Errors first, then what is odd; a row in full stands under the table."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.faults: list[tuple[Fault, str]] = []
        self.said = label("", "heading", wrap=True)
        self.told = label("", "quiet", wrap=True)
        heads = [
            translate("Import", "Dòng"),
            translate("Import", "Cột"),
            translate("Import", "Lỗi hoặc lưu ý"),
        ]
        name = translate("Import", "Lỗi và lưu ý")
        self.table = RowTable(kit, name, texts(heads, (12, 24, 64)))
        self.table.setMinimumHeight(kit.theme.px(ROW_PIXELS * _ROWS))
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._say_row())
        self.row = label("", wrap=True)
        layout = column(kit, self.said, self.told, gap=8)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.row)
        layout.addStretch(0)
        self.setLayout(layout)

    def heads(self) -> tuple[str, str, str]:
        """Return what the columns of a file of errors are called."""
        row, column_, error = (each.head for each in self.table.model_rows.columns)
        return row, column_, error

    def show_outcome(self, outcome: Outcome, *, dry: bool) -> None:
        """Show what came of a list."""
        self.said.setText(words.counted(outcome, dry=dry))
        told = (
            translate("Import", "Chưa ghi gì. Nhấn F9 để nhập; dòng lỗi ở lại ngoài.")
            if dry
            else translate("Import", "Hồ sơ giữ mã cũ. Cả đợt lấy lại được khi chưa ai làm tiếp.")
        )
        if outcome.stopped:
            told = translate("Import", "Đã dừng. Nhập lại cùng tệp này thì làm tiếp từ đây.")
        self.told.setText(told)
        self.faults = [(each, self._words(each)) for each in outcome.errors]
        rows = [[str(each.row), each.column or "–", text] for each, text in self.faults]
        rows += (
            [self._rows(each, count), each.column or "–", self._words(each)]
            for each, count in outcome.warnings.values()
        )
        self.table.setVisible(bool(rows))
        self.table.show_rows(rows)
        self._say_row()

    def _words(self, fault: Fault) -> str:
        said = self._kit.explain(fault.code, fault.facts)
        return " ".join(filter(None, (f"{said.title}.", said.next)))

    def _rows(self, fault: Fault, count: int) -> str:
        if not fault.row:
            return translate("Import", "cả tệp")
        if count == 1:
            return words.number(fault.row)
        said = translate("Import", "{number} dòng, đầu là {row}")
        return said.format(number=words.number(count), row=words.number(fault.row))

    def _say_row(self) -> None:
        at = self.table.currentIndex().row()
        rows = self.table.rows
        self.row.setText(rows[at][2] if 0 <= at < len(rows) else "")
        self.row.setVisible(bool(self.row.text()))
