"""What was put away by clearing the form, for as long as it can be brought back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy

from desk.domain.records import Procedure
from desk.domain.views import NewDossier, Warning_
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.layout import label, picture, row
from desk.ui.parts.notices import announce
from desk.ui.receive.procedure import ProcedurePart
from desk.ui.receive.submitter import PersonPart
from desk.ui.receive.summary import SummaryPart

UNDO_MS: Final = 10_000
#: Whoever scanned another's card by mistake needs a while to see it.
ANOTHER_MS: Final = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A form as it stood: its records, and letter for letter what they cannot hold."""

    new: NewDossier
    procedure: Procedure | None
    texts: Mapping[str, str]
    head: str  # where the person's facts came from
    card: tuple[Warning_, ...]  # what was odd about the card


@dataclass(frozen=True, slots=True)
class Parts:
    """The three columns of the form."""

    person: PersonPart
    procedure: ProcedurePart
    summary: SummaryPart

    def texts(self) -> dict[str, str]:
        """Return letter for letter what stands on the form."""
        return {
            **{f"person:{name}": text for name, text in self.person.texts().items()},
            **{f"summary:{name}": text for name, text in self.summary.texts().items()},
            "search": self.procedure.search.text(),
            "paper": self.procedure.papers.half_typed,
        }

    def keep(self, new: NewDossier) -> Kept:
        """Return the form as it stands; `new` is what it says."""
        return Kept(
            new=new,
            procedure=self.procedure.procedure,
            texts=self.texts(),
            head=self.person.head.said,
            card=self.person.person.from_card,
        )

    def show(self, kept: Kept) -> None:
        """Show what the records of `kept`, which are shown already, could not hold."""
        for part, name in ((self.person, "person:"), (self.summary, "summary:")):
            part.show_texts(
                {at.removeprefix(name): t for at, t in kept.texts.items() if at.startswith(name)}
            )
        self.procedure.search.set_quietly(kept.texts["search"])
        self.procedure.papers.type_other(kept.texts["paper"])
        self.person.head.say(kept.head)
        self.person.person.note_card(kept.card)


class UndoBand(QFrame):
    """Says what was put away; `wanted` asks for it back, `over` tells that it is too late."""

    wanted = Signal()
    over = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setProperty("role", "info")
        self._said = label("", "strong", wrap=True)
        back = KeyButton(kit, translate("Receive", "Lấy lại"), key="Ctrl+Z", icon="undo-2")
        back.clicked.connect(self.wanted)
        line = row(kit, picture(kit, "history", "brand_text"), gap=12, margin=12)
        line.addWidget(self._said, 1)
        line.addWidget(back)
        self.setLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.leave)
        self.hide()

    @property
    def said(self) -> str:
        """What the band says, "" while it is not shown."""
        return "" if self.isHidden() else self._said.text()

    def offer(self, said: str, ms: int = UNDO_MS) -> None:
        """Offer for a while what was just put away."""
        self._said.setText(said)
        self.setAccessibleName(said)
        self.show()
        self._timer.start(ms)
        announce(self)

    def leave(self) -> None:
        """Offer it no longer."""
        self._timer.stop()
        self.hide()
        self.over.emit()
