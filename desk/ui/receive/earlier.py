"""What a person has here already: open dossiers beside the new one, finished ones to copy from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QWidget

from desk.domain.records import Dossier, Paper, Procedure
from desk.domain.text import fold
from desk.domain.views import NewDossier
from desk.ui import words
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton, on_key
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import clear, column, frame, label, picture, row
from desk.ui.parts.notices import announce


@dataclass(frozen=True, slots=True)
class Line:
    """One thing compared: what the new dossier says, what the old one says, whether it matters."""

    name: str
    new: str
    old: str
    compared: bool = True

    @property
    def differs(self) -> bool:
        """Whether the two say different things."""
        return self.compared and fold(self.new) != fold(self.old)


def compare(new: NewDossier, procedure: Procedure | None, old: Dossier) -> tuple[Line, ...]:
    """Return what stands beside what."""
    subject = new.owner or new.submitter
    return (
        Line(
            translate("Receive", "Thủ tục"),
            procedure.name if procedure else "",
            old.procedure_name,
        ),
        Line(translate("Receive", "Chủ hồ sơ"), subject.name, old.subject.name),
        Line(translate("Receive", "Giấy tờ"), _papers(new.papers or ()), _papers(old.papers)),
        *_answers(new, old),
        Line(
            translate("Receive", "Tiếp nhận"),
            translate("Receive", "bây giờ"),
            words.moment(old.received_at),
            compared=False,
        ),
        Line(translate("Receive", "Hẹn trả"), "", words.moment(old.due_at), compared=False),
        Line(
            translate("Receive", "Trạng thái"),
            translate("Receive", "chưa tiếp nhận"),
            words.status(old.status),
            compared=False,
        ),
    )


def _papers(papers: Sequence[Paper]) -> str:
    return ", ".join(sorted(paper.name for paper in papers))


def _answers(new: NewDossier, old: Dossier) -> list[Line]:
    told = {each.key: words.answer(each) for each in new.answers}
    known = {each.key: words.answer(each) for each in old.answers}
    labels = {each.key: each.label for each in (*new.answers, *old.answers)}
    return [
        Line(labels[key], told.get(key, ""), known.get(key, ""))
        for key in labels
        if told.get(key, "") != known.get(key, "")
    ]


class ComparePanel(QFrame):
    """The new dossier beside an old one; differences have a sign and a word of their own.

    `opened` carries the old one's uid, `copied` the old one, `gone_on` tells to go on anew.
    """

    opened = Signal(str)
    copied = Signal(object)
    gone_on = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._dossiers: tuple[Dossier, ...] = ()
        self._at = 0
        self._back: QWidget | None = None
        self.setProperty("role", "sheet")
        self._title = label("", "heading", wrap=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(kit.theme.px(16))
        self._grid.setVerticalSpacing(kit.theme.px(4))
        for at, stretch in ((1, 3), (2, 3)):
            self._grid.setColumnStretch(at, stretch)
        self._open = KeyButton(
            kit, translate("Receive", "Mở hồ sơ cũ"), key="Alt+1", icon="folder-open"
        )
        self._copy = KeyButton(kit, translate("Receive", "Chép từ hồ sơ cũ"), key="Alt+2")
        self._other = KeyButton(kit, translate("Receive", "Hồ sơ kế tiếp"), key="Alt+3")
        self._go_on = KeyButton(kit, translate("Receive", "Làm hồ sơ mới"), key="Esc")
        self._open.clicked.connect(lambda: self._leave(self.opened.emit, self.shown.uid))
        self._copy.clicked.connect(lambda: self._leave(self.copied.emit, self.shown))
        self._other.clicked.connect(self._next)
        self._go_on.clicked.connect(self.leave)
        for key, button in (("Alt+1", self._open), ("Alt+2", self._copy), ("Alt+3", self._other)):
            on_key(self, key, button)
        buttons = frame(Flow(kit, self._open, self._copy, self._other, self._go_on, at_right=True))
        self.setLayout(column(kit, self._title, self._grid, buttons, gap=12, margin=16))
        self.hide()

    @property
    def shown(self) -> Dossier:
        """The old dossier that is compared."""
        return self._dossiers[self._at]

    def open(
        self, dossiers: Sequence[Dossier], new: NewDossier, procedure: Procedure | None
    ) -> None:
        """Compare the new dossier with the first of `dossiers`."""
        self._dossiers, self._at = tuple(dossiers), 0
        self._new, self._procedure = new, procedure
        self._other.setVisible(len(dossiers) > 1)
        if self.isHidden():
            self._back = QApplication.focusWidget()
        self._fill()
        self.show()
        self._go_on.setFocus()
        announce(self)

    def leave(self) -> None:
        """Go on with the new dossier."""
        self._leave(self.gone_on.emit)

    def _leave(self, then: Callable[..., object], *facts: object) -> None:
        self.hide()
        if self._back is not None and self._back.isVisible():
            self._back.setFocus()
        then(*facts)

    def _next(self) -> None:
        self._at = (self._at + 1) % len(self._dossiers)
        self._fill()

    def _fill(self) -> None:
        old = self.shown
        clear(self._grid)
        said = (
            translate("Receive", "{name} đang có hồ sơ {code}")
            if old.is_open
            else translate("Receive", "{name} đã có hồ sơ {code}")
        ).format(name=old.subject.name, code=old.code)
        self._title.setText(said)
        heads = ("", translate("Receive", "Hồ sơ mới"), old.code, "")
        for at, text in enumerate(heads):
            self._grid.addWidget(label(text, "caption"), 0, at)
        told = []
        for at, line in enumerate(compare(self._new, self._procedure, old), 1):
            self._add(at, line)
            if line.differs:
                told.append(f"{line.name}: {line.new or '–'} / {line.old or '–'}")
        self.setAccessibleName(". ".join([said, *told]))
        self._open.setAccessibleName(f"{self._open.words} {old.code}")
        self._copy.setAccessibleName(f"{self._copy.words} {old.code}")

    def _add(self, at: int, line: Line) -> None:
        kit, top = self._kit, Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(label(line.name, "quiet"), at, 0, top)
        for place, text in ((1, line.new), (2, line.old)):
            role = "strong" if line.differs else ""
            self._grid.addWidget(label(text or "–", role, wrap=True), at, place, top)
        if line.compared:
            icon, tint, word = (
                ("triangle-alert", "warn", translate("Receive", "khác"))
                if line.differs
                else ("check", "good", translate("Receive", "giống"))
            )
            mark = row(kit, picture(kit, icon, tint, 16), label(word, "small"), gap=4)
            self._grid.addWidget(frame(mark), at, 3, top)
