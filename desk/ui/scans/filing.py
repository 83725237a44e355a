"""Where a scan belongs: a dossier by code, scan or name, and one of its papers."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QListWidget
from typing_extensions import override

from desk.domain.digitising import digitised, files_of
from desk.domain.errors import DeskError
from desk.domain.records import Dossier
from desk.domain.views import QueueRow
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.bend import Bend
from desk.ui.parts.fields import Choice, Field, Line
from desk.ui.parts.layout import column, row
from desk.ui.scans.ports import ScanPorts

_FOUND = 6
_BEND = 520


@dataclass(frozen=True, slots=True)
class _Answer:
    dossier: Dossier | None
    rows: tuple[QueueRow, ...] = ()


class _Found(QListWidget):
    """Dossiers to choose from; Enter or a click takes one."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setProperty("role", "rows")
        self.setAccessibleName(translate("Scans", "Hồ sơ tìm thấy"))
        self.setFixedHeight(kit.theme.px(132))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hide()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.itemClicked.emit(self.currentItem())
        else:
            super().keyPressEvent(event)


class FilingForm(QFrame):
    """`chosen` carries the dossier once it is known, None while it is not."""

    chosen = Signal(object)
    resized = Signal()

    def __init__(self, kit: Kit, ports: ScanPorts) -> None:
        super().__init__()
        self._kit, self._ports = kit, ports
        self.dossier: Dossier | None = None
        self._rows: tuple[QueueRow, ...] = ()
        self._looked = ""
        self.setProperty("role", "card")
        self.line = Line(kit, hint=translate("Scans", "Mã, số định danh hoặc họ tên"))
        self.line.show_icon("search")
        self.field = Field(kit, translate("Scans", "Hồ sơ"), self.line)
        self.papers = Choice(kit, translate("Scans", "Giấy tờ"))
        self.papers_field = Field(kit, translate("Scans", "Giấy tờ"), self.papers)
        self.found = _Found(kit)
        self.line.returnPressed.connect(self.look)
        self.line.textEdited.connect(self._edited)
        self.found.itemClicked.connect(lambda _: self._take(self.found.currentRow()))
        two = row(kit, gap=12)
        two.addWidget(self.field, 1)
        two.addWidget(self.papers_field, 1)
        self._both = Bend(kit, _BEND)
        self._both.bend(two)
        self.setLayout(column(kit, self._both, self.found, gap=8, margin=12))
        self._show(None)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    @property
    def paper(self) -> str:
        """The paper chosen, "" for none of them."""
        return str(self.papers.currentData() or "")

    def start(self) -> None:
        """Put the cursor where the next thing is missing."""
        target = self.papers if self.dossier is not None else self.line
        target.setFocus()

    def look(self, text: str = "") -> None:
        """Find the dossier that was typed or scanned."""
        wanted = text or self.line.text().strip()
        if not wanted:
            return
        self._looked = wanted
        self._kit.tasks.run(
            lambda: self._answer(wanted),
            lambda answer: self._answered(wanted, answer),
            self._not_found,
            owner=self,
        )

    def _answer(self, text: str) -> _Answer:
        try:
            return _Answer(self._ports.find(text))
        except DeskError:
            rows = self._ports.search(text, _FOUND)
            if len(rows) == 1:
                return _Answer(self._ports.find(rows[0].uid))
            if not rows:
                raise
            return _Answer(None, rows)

    def _answered(self, text: str, answer: _Answer) -> None:
        if text != self._looked:
            return
        if answer.dossier is not None:
            self.show_dossier(answer.dossier)
            self.papers.setFocus()
            return
        self._rows = answer.rows
        self.found.clear()
        for each in answer.rows:
            self.found.addItem(f"{each.code} · {each.name} · {each.procedure_name}")
        self.found.setCurrentRow(0)
        self.found.show()
        self.found.setFocus()

    def _not_found(self, error: Exception) -> None:
        words = self._kit.words(error)
        self._show(None)
        self.field.complain(f"{words.title}. {words.next}")
        self.line.setFocus()
        self.line.selectAll()

    def _take(self, at: int) -> None:
        if 0 <= at < len(self._rows):
            self.look(self._rows[at].uid)

    def _edited(self, _: str) -> None:
        self.field.settle()
        if self.dossier is not None:
            self._show(None)

    def show_dossier(self, dossier: Dossier) -> None:
        """Take a dossier as the one meant; offer its papers, first what has no file yet."""
        self.line.set_quietly(dossier.code)
        self._show(dossier)

    def clear(self) -> None:
        """Forget the dossier."""
        self.line.set_quietly("")
        self.field.settle()
        self._show(None)

    def _show(self, dossier: Dossier | None) -> None:
        self.dossier = dossier
        self.found.hide()
        self.papers.clear()
        self.papers.setEnabled(dossier is not None)
        if dossier is None:
            self.papers_field.settle()
            self.chosen.emit(None)
            return
        at = 0
        self.papers.addItem(translate("Scans", "Chưa rõ giấy tờ nào"), "")
        for number, paper in enumerate(dossier.papers, 1):
            has = bool(files_of(dossier, paper.name))
            done = translate("Scans", "{paper} (đã có tệp)").format(paper=paper.name)
            self.papers.addItem(done if has else paper.name, paper.name)
            if not has and not at and not paper.shown:
                at = number
        self.papers.setCurrentIndex(at)
        self.field.set_hint(f"{dossier.subject.name} · {dossier.procedure_name}")
        self.papers_field.set_hint(digitised_words(dossier))
        self.chosen.emit(dossier)


def digitised_words(dossier: Dossier) -> str:
    """Return how many of a dossier's papers are digitised, in words."""
    done, papers = digitised(dossier)
    if not papers:
        return translate("Scans", "Không có giấy tờ cần số hóa")
    said = translate("Scans", "{done}/{all} giấy tờ đã số hóa")
    return said.format(done=done, all=papers)
