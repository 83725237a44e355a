"""What is told of a confirmation: by whom, where, and the numbers that the register gave."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout

from desk.domain.day_words import figures
from desk.domain.errors import DeskError
from desk.domain.records import Confirmation, Result
from desk.domain.results import DAYS, FACTS, NATIONAL, OFFICE, REGISTRY
from desk.ui import dates
from desk.ui.kit import Kit
from desk.ui.language import mark, translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.fields import Choice, Field, Line
from desk.ui.parts.layout import column, frame, label, row
from desk.ui.parts.steps import WIDEST

_LABELS: Final = {
    "by": mark("Results", "Ai đã xác nhận (cần)"),
    "number": mark("Results", "Số đăng ký"),
    "book": mark("Results", "Quyển số"),
    "page": mark("Results", "Trang số"),
    "day": mark("Results", "Ngày đăng ký"),
    "paper_number": mark("Results", "Số của giấy"),
    "issued": mark("Results", "Ngày ghi trên giấy"),
    "signer": mark("Results", "Người ký"),
    "signer_title": mark("Results", "Chức vụ người ký"),
}
_WHERE: Final = {
    REGISTRY: mark("Results", "Cơ quan đăng ký hộ tịch"),
    NATIONAL: mark("Results", "Hệ thống hộ tịch quốc gia"),
    OFFICE: mark("Results", "Ủy ban nhân dân phường"),
}


class ConfirmPanel(QFrame):
    """`ready` carries what is told; what was typed stays until it has been written down."""

    ready = Signal(dict)
    left = Signal()
    typed = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setProperty("role", "sheet")
        self.setMaximumWidth(kit.theme.px(WIDEST))
        self._adds = False
        self._title = label("", "heading", wrap=True)
        self._meaning = label("", "small", wrap=True)
        self.where = Choice(kit, translate("Results", "Xác nhận ở đâu"))
        for key, name in _WHERE.items():
            self.where.addItem(translate("Results", name), key)
        self._where = Field(kit, translate("Results", "Xác nhận ở đâu"), self.where)
        self.lines = {
            key: Line(kit, latin=key in DAYS, hint="31/01/2026" if key in DAYS else "")
            for key in _LABELS
        }
        self._fields = {
            key: Field(kit, translate("Results", name), self.lines[key])
            for key, name in _LABELS.items()
        }
        for key, line in self.lines.items():
            line.textEdited.connect(lambda _, k=key: self._edited(k))
        self.go = KeyButton(kit, "", key="F9", role="main")
        back = KeyButton(kit, translate("Results", "Thôi"), key="Esc")
        self.go.clicked.connect(self.confirm)
        back.clicked.connect(self.leave)
        self.setLayout(
            column(
                kit,
                self._title,
                self._meaning,
                frame(self._grid(kit)),
                row(kit, None, back, self.go),
                gap=8,
                margin=16,
            )
        )
        QShortcut(QKeySequence("Ctrl+Return"), self, self.confirm)
        self.hide()

    def _grid(self, kit: Kit) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(kit.theme.px(12))
        grid.setVerticalSpacing(kit.theme.px(8))
        shown = [self._fields["by"], self._where]
        shown += [field for key, field in self._fields.items() if key != "by"]
        for at, field in enumerate(shown):
            grid.addWidget(field, at // 2, at % 2, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(at % 2, 1)
        return grid

    def open(self, made: Result, where: str) -> None:
        """Ask who has confirmed a draft; of a confirmed one, for what is not known yet."""
        held = made.confirmed
        self._adds = held is not None
        if held is None:
            self._title.setText(translate("Results", "Ghi nhận xác nhận: {title}"))
            said = translate(
                "Results",
                "Ghi rằng cơ quan giữ sổ đã xác nhận đúng nội dung trên giấy bên cạnh. "
                "Số nào chưa có thì để trống, ghi thêm sau.",
            )
            self.go.set_words(translate("Results", "Ghi nhận xác nhận"))
        else:
            self._title.setText(translate("Results", "Ghi thêm số: {title}"))
            said = translate(
                "Results", "Chỉ ghi số cơ quan giữ sổ mới cho; điều đã ghi thì giữ nguyên."
            )
            self.go.set_words(translate("Results", "Ghi thêm số"))
        self._title.setText(self._title.text().format(title=made.title))
        self._meaning.setText(said)
        for key, field in self._fields.items():
            field.settle()
            field.setVisible(held is None or not getattr(held, key))
        self._where.setVisible(held is None)
        self.where.setCurrentIndex(max(self.where.findData(where), 0))
        self.show()
        self.start()

    def start(self) -> None:
        """Put the cursor into the first field that is asked for and empty."""
        shown = [key for key, field in self._fields.items() if not field.isHidden()]
        first = next((key for key in shown if not self.lines[key].text()), None)
        target = self.lines[first] if first else self.go
        target.setFocus()

    def _edited(self, key: str) -> None:
        self._fields[key].settle()
        self.typed.emit()

    def told(self) -> dict[str, str]:
        """Return what is told; days as they were typed."""
        texts = {key: " ".join(line.text().split()) for key, line in self.lines.items()}
        for key in DAYS:
            texts[key] = dates.separate_birth(texts[key])
        found = {key: text for key, text in texts.items() if text and self._is_asked(key)}
        if not self._adds:
            found["where"] = str(self.where.currentData())
        return found

    def _is_asked(self, key: str) -> bool:
        return not self._fields[key].isHidden()

    def texts(self) -> dict[str, str]:
        """Return letter for letter what is typed and not written down yet."""
        return {key: line.text() for key, line in self.lines.items() if line.text()}

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Have this typed."""
        for key, line in self.lines.items():
            line.set_quietly(texts.get(key, ""))

    def confirm(self) -> None:
        """Hand on what is told, or say what is missing."""
        told = self.told()
        if not self._adds and not told.get("by"):
            self._fields["by"].complain(translate("Results", "Phải ghi ai đã xác nhận."))
            self.lines["by"].setFocus()
        elif told:
            self.ready.emit(told)
        else:
            self.leave()

    def refuse(self, error: Exception) -> bool:
        """Say what is wrong at its field; tell whether there is such a field."""
        key = str(error.facts.get("field", "")) if isinstance(error, DeskError) else ""
        if self.isHidden() or key not in self._fields or self._fields[key].isHidden():
            return False
        said = translate("Results", "Ghi đủ ngày, tháng, năm, không sau hôm nay.")
        if key in FACTS:
            said = translate("Results", "Không ghi được như vậy: quá dài hoặc có ký tự lạ.")
        self._fields[key].complain(said)
        self.lines[key].setFocus()
        return True

    def leave(self) -> None:
        """Put the panel away; what was typed stays in it."""
        self.hide()
        self.left.emit()


def confirmed_facts(held: Confirmation) -> list[tuple[str, str]]:
    """Return in words where and when a result was confirmed."""
    where = translate("Results", _WHERE[held.where]) if held.where in _WHERE else held.where
    return [
        (translate("Results", "Xác nhận ở"), where),
        (translate("Results", "Ngày ghi trên giấy"), figures(held.issued)),
    ]
