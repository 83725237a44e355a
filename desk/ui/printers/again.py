"""A quiet card over the pages: why a paper that is out already shall come out once more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from desk.domain.errors import DeskError
from desk.ui import words
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.bend import Bend
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.fields import Choice, Line
from desk.ui.parts.layout import label, picture, row
from desk.ui.parts.notices import announce

LEAST: Final = 720
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def is_asked(error: Exception) -> bool:
    """Tell whether a paper was not queued only because nobody has said why again."""
    return isinstance(error, DeskError) and error.code == "ReprintReasonError"


class ReprintCard(Bend):
    """A usual reason or one's own; Enter prints, Esc leaves it. `queued` carries the job."""

    queued = Signal(int)
    failed = Signal(Exception)
    left = Signal()

    def __init__(
        self,
        kit: Kit,
        print_form: Callable[[str, str, str], int],
        usual: Callable[[], Sequence[str]],
    ) -> None:
        super().__init__(kit, LEAST)
        self._kit, self._print_form, self._usual = kit, print_form, usual
        self._paper = ("", "")
        self.setProperty("role", "band")
        self._title = label("", "strong", wrap=True)
        name = translate("Print", "Lý do in lại")
        self.reasons = Choice(kit, name)
        self.own = Line(kit, hint=translate("Print", "Ghi lý do"))
        self.own.setAccessibleName(name)
        self.go = KeyButton(kit, translate("Print", "In lại"), key="Enter", icon="printer")
        skip = KeyButton(kit, translate("Print", "Thôi"), key="Esc", role="plain")
        self.reasons.currentIndexChanged.connect(lambda _: self._show_own())
        self.own.returnPressed.connect(self.print)
        self.go.clicked.connect(self.print)
        skip.clicked.connect(self.leave)
        layout = row(kit, gap=12)
        layout.setContentsMargins(*(kit.theme.px(n) for n in (16, 8, 16, 8)))
        layout.addLayout(row(kit, picture(kit, "printer", "brand_text", 20), self._title, gap=8), 1)
        asked = row(kit, gap=8)
        asked.addWidget(self.reasons, 1)
        asked.addWidget(self.own, 1)
        asked.addWidget(self.go)
        asked.addWidget(skip)
        layout.addLayout(asked, 2)
        self.bend(layout)
        self.hide()

    def ask(self, uid: str, form: str) -> None:
        """Ask why this paper of a dossier is wanted again."""
        self._paper = (uid, form)
        said = translate("Print", "{paper} đã in. In lại vì sao?")
        self._title.setText(said.format(paper=words.form(form)))
        self._kit.tasks.run(self._usual, self._offer, self.failed.emit, owner=self)

    def _offer(self, usual: Sequence[str]) -> None:
        self.reasons.clear()
        for text in usual:
            self.reasons.addItem(text, text)
        self.reasons.addItem(translate("Print", "Lý do khác…"), "")
        self.own.clear()
        self._show_own()
        self.show()
        announce(self._title)
        self.reasons.setFocus()

    def _show_own(self) -> None:
        self.own.setVisible(not self.reasons.currentData())
        if self.own.isVisible():
            self.own.setFocus()

    @property
    def reason(self) -> str:
        """What is chosen or written."""
        return str(self.reasons.currentData() or "") or " ".join(self.own.text().split())

    def print(self) -> None:
        """Queue the paper with its reason; without one nothing is printed."""
        uid, form = self._paper
        reason = self.reason
        if not uid:
            return
        if not reason:
            self.own.setFocus()
            return
        self._paper = ("", "")
        self._kit.tasks.run(
            lambda: self._print_form(uid, form, reason),
            self._queued,
            self._failed,
            owner=self,
        )

    def _queued(self, job: int) -> None:
        self.leave()
        self.queued.emit(job)

    def _failed(self, error: Exception) -> None:
        self.leave()
        self.failed.emit(error)

    def leave(self) -> None:
        """Put the card away; nothing is printed."""
        self._paper = ("", "")
        self.hide()
        self.left.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in _ENTER:
            self.print()
        else:
            super().keyPressEvent(event)
