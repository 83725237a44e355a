"""The checklist of papers: what was handed in, and how many originals and copies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget
from typing_extensions import override

from desk.domain.fields import is_asked_for
from desk.domain.records import Paper, PaperRule
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.fields import Check, Line, Stepper
from desk.ui.parts.layout import clear, label


class PaperRow:
    """One paper: its tick, its counts, and when it is asked for."""

    def __init__(self, kit: Kit, rule: PaperRule) -> None:
        self.rule = rule
        self.tick = Check(kit, rule.name)
        self.tick.setObjectName("paper")
        originals = translate("Papers", "Bản chính: {name}").format(name=rule.name)
        copies = translate("Papers", "Bản sao: {name}").format(name=rule.name)
        self.original = Stepper(kit, originals, buttons=False)
        self.copy = Stepper(kit, copies, buttons=False)
        self.asked = is_asked_for(rule, {})
        self.remark = self._remark()
        self._show()

    def _said(self) -> str:
        said = []
        if self.rule.condition:
            when = (
                translate("Papers", "Cần vì: {when}")
                if self.asked
                else translate("Papers", "Chỉ khi: {when}")
            )
            said.append(when.format(when=self.rule.condition))
        if self.rule.present_only:
            said.append(translate("Papers", "Chỉ xuất trình, không nộp"))
        return ". ".join(said)

    def _remark(self) -> QLabel | None:
        said = self._said()
        return label(said, "small", wrap=True) if said else None

    def know(self, facts: Mapping[str, str]) -> None:
        """Know what is so: a paper that facts can tell of is offered when it is asked for."""
        self.asked = is_asked_for(self.rule, facts)
        if not self.rule.when:
            return
        offered = self.asked or self.tick.isChecked()
        self.tick.setVisible(offered)
        for stepper in (self.original, self.copy):
            stepper.setVisible(offered and not self.rule.present_only)
        if self.remark:
            self.remark.setText(self._said())
            self.remark.setVisible(offered)

    def _show(self) -> None:
        counted = self.tick.isChecked() and not self.rule.present_only
        for stepper in (self.original, self.copy):
            stepper.setEnabled(counted)
            if self.rule.present_only:
                stepper.hide()

    def mark(self, *, present: bool) -> None:
        """Tick the paper with the counts that the procedure asks for, or untick it."""
        self.tick.setChecked(present)
        self.original.set_value(self.rule.original if present else 0)
        self.copy.set_value(self.rule.copy if present else 0)
        self._show()

    def paper(self) -> Paper | None:
        """Return what was handed in; a paper only shown counts none."""
        if not self.tick.isChecked():
            return None
        if self.rule.present_only:
            return Paper(name=self.rule.name, shown=True)
        return Paper(name=self.rule.name, original=self.original.value, copy=self.copy.value)


class Papers(QWidget):
    """All papers of one procedure; Ctrl+D on the page ticks the unconditional ones."""

    changed = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._rows: list[PaperRow] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(kit.theme.px(8))
        self._grid.setVerticalSpacing(kit.theme.px(4))
        self._grid.setColumnStretch(0, 1)
        self._other = Line(kit, hint=translate("Papers", "Giấy tờ khác, Enter để thêm"))
        self._other.setAccessibleName(translate("Papers", "Giấy tờ khác"))
        self._other.returnPressed.connect(self._add_other)

    @property
    def rows(self) -> tuple[PaperRow, ...]:
        """The papers in the list."""
        return tuple(self._rows)

    def show_rules(self, rules: Sequence[PaperRule], papers: Sequence[Paper] = ()) -> None:
        """List what a procedure asks for, with what is known to be there already ticked."""
        self._rows = []
        clear(self._grid)
        self._other = self._fresh_other()
        self._head()
        known = {paper.name: paper for paper in papers}
        for rule in rules:
            self._append(PaperRow(self._kit, rule), known.pop(rule.name, None))
        for paper in known.values():
            self._append(PaperRow(self._kit, _extra(paper.name)), paper)
        self._end()

    def know(self, facts: Mapping[str, str]) -> None:
        """Offer the papers that are asked for when this is so."""
        for row in self._rows:
            row.know(facts)

    def mark_all(self) -> None:
        """Tick every paper that is asked for; all ticked already, untick them."""
        usual = [row for row in self._rows if row.asked]
        present = not all(row.tick.isChecked() for row in usual)
        for row in usual:
            row.mark(present=present)
        self.changed.emit()

    def papers(self) -> tuple[Paper, ...]:
        """Return what was handed in."""
        return tuple(paper for row in self._rows if (paper := row.paper()))

    @property
    def half_typed(self) -> str:
        """The name of another paper that has not been added yet."""
        return self._other.text()

    def type_other(self, text: str) -> None:
        """Have another paper's name half typed."""
        self._other.set_quietly(text)

    def absent(self) -> tuple[str, ...]:
        """Return the names of the papers that are asked for and not there."""
        rows = (row for row in self._rows if row.asked)
        return tuple(row.rule.name for row in rows if not row.tick.isChecked())

    def _fresh_other(self) -> Line:
        other = Line(self._kit, hint=self._other.placeholderText())
        other.setAccessibleName(self._other.accessibleName())
        other.returnPressed.connect(self._add_other)
        return other

    def _head(self) -> None:
        for at, text in ((1, translate("Papers", "Chính")), (2, translate("Papers", "Sao"))):
            self._grid.addWidget(label(text, "caption"), 0, at, Qt.AlignmentFlag.AlignHCenter)

    def _end(self) -> None:
        at = self._grid.rowCount()
        self._grid.setRowMinimumHeight(at, self._kit.theme.px(4))
        self._grid.addWidget(self._other, at + 1, 0, 1, 3)

    def _append(self, row: PaperRow, paper: Paper | None = None) -> None:
        if paper is not None:
            row.mark(present=True)
            row.original.set_value(paper.original)
            row.copy.set_value(paper.copy)
        at = self._grid.rowCount()
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(row.tick, at, 0)
        self._grid.addWidget(row.original, at, 1, top)
        self._grid.addWidget(row.copy, at, 2, top)
        if row.remark:
            row.remark.setContentsMargins(self._kit.theme.px(28), 0, 0, self._kit.theme.px(4))
            self._grid.addWidget(row.remark, at + 1, 0, 1, 3)
        row.tick.clicked.connect(lambda on, r=row: self._ticked(r, present=on))
        row.original.changed.connect(self.changed)
        row.copy.changed.connect(self.changed)
        self._rows.append(row)

    def _ticked(self, row: PaperRow, *, present: bool) -> None:
        row.mark(present=present)
        self.changed.emit()

    def _add_other(self) -> None:
        name = " ".join(self._other.text().split())
        if not name:
            return
        self._other.clear()
        self._grid.removeWidget(self._other)
        self._append(PaperRow(self._kit, _extra(name)), Paper(name=name, original=1))
        self._end()
        self._other.setFocus()
        self.changed.emit()

    @override
    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Go to the first paper."""
        target: QWidget = self._rows[0].tick if self._rows else self._other
        target.setFocus(reason)


def _extra(name: str) -> PaperRule:
    return PaperRule(name=name, condition=translate("Papers", "nộp thêm"))
