"""Beside the queue: what the current row is about, and the steps that are open to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from desk.domain.records import Proposal
from desk.domain.views import QueueRow
from desk.ui import words
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.facts import Facts
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import Scroll, clear, column, frame, label, line, row
from desk.ui.parts.notices import Empty, ErrorPanel
from desk.ui.parts.status import Mark
from desk.ui.parts.steps import STEPS, StepPanel
from desk.ui.queue.draft import told

#: Steps that the queue offers without opening the dossier, in this order.
QUEUE_STEPS = (
    "approve",
    "accept",
    "acknowledge",
    "supplemented",
    "claim",
    "finish",
    "forward",
    "propose",
    "supplement",
    "guide",
    "reject",
    "decline",
    "recall",
)
#: The steps' keys; what has another key than these is the page's own.
KEYS = tuple(sorted({STEPS[each].key for each in QUEUE_STEPS if STEPS[each].key[:3] == "Alt"}))


class PreviewPane(QFrame):
    """`asked` carries a step, `opened` asks for the whole dossier."""

    asked = Signal(str)
    opened = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "pane")
        self._name = label("", "heading", wrap=True)
        self._code = label("", "mono", select=True)
        self._procedure = label("", wrap=True)
        self._status, self._due = Mark(kit), Mark(kit, weight=600)
        self._facts = Facts(kit, width=80)
        self._steps = column(kit, gap=8)
        self._draft = label("", "strong", wrap=True)
        self._draft.hide()
        self._open = KeyButton(
            kit, translate("Queue", "Mở hồ sơ"), key="Enter", icon="folder-open", role="main"
        )
        self._open.clicked.connect(self.opened)
        self.panel = StepPanel(kit)
        self.error = ErrorPanel(kit, narrow=True)
        self._offered = frame(self._steps)
        self._about = frame(column(kit, line(), self._facts, line(), gap=12))
        self.panel.left.connect(self._offered.show)
        self.panel.left.connect(self._about.show)
        self._body = frame(
            column(
                kit,
                self._code,
                self._name,
                self._procedure,
                frame(Flow(kit, self._status, self._due, gap=16)),
                self._about,
                self._draft,
                self._offered,
                self.panel,
                self.error,
                None,
                gap=12,
                margin=16,
            )
        )
        self._empty = Empty(
            kit,
            "mouse-pointer-click",
            translate("Queue", "Chưa chọn hồ sơ"),
            translate("Queue", "Dùng ↑ ↓ để đi, dấu cách để đánh dấu, Enter để mở."),
        )
        foot = row(kit, gap=0)
        foot.addWidget(self.panel.acts, 1)
        foot.addWidget(self._open, 0, Qt.AlignmentFlag.AlignRight)
        foot.setContentsMargins(*(kit.theme.px(edge) for edge in (12, 12, 16, 12)))
        self._foot = frame(foot, "bar")
        layout = column(kit, self._empty, gap=0)
        self._scroll = Scroll(self._body)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._foot)
        self.setLayout(layout)
        self._actions: list[str] = []
        self._early = ""
        self.make_way(asked=False)
        self.show_row(None)

    def show_row(self, row_: QueueRow | None, marked: int = 0) -> None:
        """Show the current row, and offer the steps that it or the marked rows may take."""
        self._empty.setVisible(row_ is None)
        self._scroll.setVisible(row_ is not None)
        self._foot.setVisible(row_ is not None)
        if row_ is None:
            return
        self._code.setText(row_.code)
        self._name.setText(row_.name)
        self._procedure.setText(row_.procedure_name)
        self._status.show_status(row_.status)
        due = words.row_due(row_, self._kit.now())
        self._due.show_look(due.text, due.look)
        self._facts.show_facts(self._told(row_, marked))
        self.show_draft(row_.proposal)

    def _told(self, row_: QueueRow, marked: int) -> list[tuple[str, str]]:
        return [
            (translate("Queue", "Tiếp nhận"), words.moment(row_.received_at)),
            (translate("Queue", "Hẹn trả"), words.moment(row_.due_at)),
            (translate("Queue", "Phụ trách"), row_.assignee),
            (translate("Queue", "Đang giữ"), words.counter(row_.holder_name)),
            (
                translate("Queue", "Báo nhận"),
                words.clock_left(row_.acknowledge_by, self._kit.now()),
            ),
            (translate("Queue", "Trả lời"), words.clock_left(row_.answer_by, self._kit.now())),
            (translate("Queue", "Cách nộp"), words.channel(row_.channel)),
            (
                translate("Queue", "Đánh dấu"),
                translate("Queue", "{n} hồ sơ").format(n=marked) if marked > 1 else "",
            ),
        ]

    def show_draft(self, proposal: Proposal | None) -> None:
        """Show what was drafted for a leader."""
        self._draft.setVisible(proposal is not None)
        if proposal is not None:
            self._draft.setText(told(proposal))

    def show_sketch(self, reason: str, due: datetime) -> None:
        """Show the apology that a key would put to the leader."""
        said = translate("Queue", "Bản nháp xin lỗi, hẹn lại {due}: {reason}")
        self._draft.setText(said.format(due=words.long_moment(due), reason=reason))
        self._draft.show()

    def ask(self, action: str, about: str) -> None:
        """Ask for what a step needs, in the place of the steps."""
        self._offered.hide()
        self._about.hide()  # the panel needs the room; who it is about stays
        self.panel.open(action, about)

    def make_way(self, *, asked: bool) -> None:
        """While a step is asked about, its own button is the one that counts."""
        self.panel.acts.setVisible(asked)
        self._open.setVisible(not asked)

    def press(self, key: str) -> None:
        """Do the step of a key; one pressed before the row's steps are known is done then."""
        if self.panel.action:
            return
        action = next((each for each in self._actions if STEPS[each].key == key), "")
        if action:
            self.asked.emit(action)
        elif not self._actions:
            self._early = key

    def offer(self, actions: Sequence[str]) -> None:
        """Offer these steps, as far as the queue does them; none as long as they are not known."""
        clear(self._steps)
        self._actions = [each for each in QUEUE_STEPS if each in actions]
        self._offered.setVisible(not self.panel.action)
        self._about.setVisible(not self.panel.action)
        for action in self._actions:
            grave = action == "reject"
            key = STEPS[action].key
            button = KeyButton(
                self._kit,
                words.action(action),
                key=key,
                icon=words.ACTION_ICONS[action],
                role="danger" if grave else "",
                spread=True,
            )
            button.clicked.connect(lambda _=False, name=action: self.asked.emit(name))
            self._steps.addWidget(button)
        if self._actions and self._early:
            early, self._early = self._early, ""
            self.press(early)

    def forget_key(self) -> None:
        """Forget a key that was pressed before the steps of the row were known: it is another."""
        self._early = ""
