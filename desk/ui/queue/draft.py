"""What was drafted for a leader, under the list where there is no room for the pane beside it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from desk.domain.records import Proposal
from desk.ui import words
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.layout import label, row


def told(proposal: Proposal) -> str:
    """Return who drafted what, with the new date and the reason."""
    due = words.long_moment(proposal.due_at) if proposal.due_at else "–"
    said = translate("Queue", "{by} trình xin lỗi, hẹn lại {due}: {reason}")
    return said.format(by=proposal.by, due=due, reason=proposal.reason)


class DraftLine(QFrame):
    """The draft of the current row, and the button that approves it."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._said = label("", "strong", wrap=True)
        self.approve = KeyButton(
            kit, words.action("approve"), key="Ctrl+Enter", icon=words.ACTION_ICONS["approve"]
        )
        self.approve.hide()
        layout = row(kit, gap=12, margin=12)
        layout.addWidget(self._said, 1)
        layout.addWidget(self.approve)
        self.setLayout(layout)
        self.hide()

    @property
    def said(self) -> str:
        """What it tells, "" while there is nothing to approve."""
        return "" if self.isHidden() else self._said.text()

    def show_draft(self, proposal: Proposal | None) -> None:
        """Tell of a draft, or of none."""
        self.setVisible(proposal is not None)
        self._said.setText(told(proposal) if proposal is not None else "")
