"""The dossier page: the head stands still, data and papers left, the story right."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from typing_extensions import override

from desk.domain import notices
from desk.domain.notices import Kind
from desk.domain.retype import is_ours
from desk.domain.views import DossierView
from desk.ui import words
from desk.ui.dossier.cards import AnswersCard, DueCard, PapersCard, PeopleCard
from desk.ui.dossier.correct import CorrectPanel
from desk.ui.dossier.header import Header
from desk.ui.dossier.links import ClosedCard, HandedCard, LinkedCard
from desk.ui.dossier.results import ResultsCard
from desk.ui.dossier.retype import CopyHelper
from desk.ui.dossier.side import SideSlot
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.page import Page, Undo
from desk.ui.parts.columns import Columns
from desk.ui.parts.layout import column, frame, label, row
from desk.ui.parts.notices import Empty, ErrorPanel, Strip, WarningList
from desk.ui.parts.ring import Ring
from desk.ui.parts.steps import StepPanel, needs_panel
from desk.ui.parts.timeline import Timeline
from desk.ui.ports import DossierPorts
from desk.ui.printers.again import is_asked

#: A main key pressed twice must not also do the step that has meanwhile become the main one.
SETTLE_MS: Final = 800
#: Narrower than this, at 100 % text, the data makes way for what lies beside it.
BOTH_LEAST: Final = 960
#: Lower than this, it makes way for what is asked.
BOTH_HIGH: Final = 480


class DossierScreen(Page):
    """`changed` tells what was done, `printed` carries a print job, `hand_over` a uid.

    `mended` carries what the receive page begins a free correction with, and its procedure.
    """

    hand_over = Signal(str)
    viewed = Signal(object)  # the DossierView that is shown now
    mended = Signal(object, object)
    issuing = Signal(str, str)  # a dossier's uid and its result's, "" for a new one

    def __init__(self, kit: Kit, ports: DossierPorts) -> None:
        super().__init__()
        self._kit, self._ports = kit, ports
        self.view: DossierView | None = None
        self._busy = False
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self.connected = True  # whether there is anybody who could confirm
        self.header = Header(kit)
        self.panel = StepPanel(kit)
        self.correct = CorrectPanel(kit)
        self.error = ErrorPanel(kit)
        self.warnings = WarningList(kit)
        self.people, self.due, self.papers = PeopleCard(kit), DueCard(kit), PapersCard(kit)
        self.answers, self.results = AnswersCard(kit), ResultsCard(kit)
        self.linked, self.handed, self.closed = LinkedCard(kit), HandedCard(kit), ClosedCard(kit)
        self.helper = CopyHelper(kit)
        self.timeline = Timeline(kit)
        self.side = SideSlot(kit)
        self._empty = Empty(
            kit,
            "folder-open",
            translate("Dossier", "Chưa mở hồ sơ nào"),
            translate("Dossier", "Quét mã trên giấy tiếp nhận, hoặc F3 rồi gõ mã, họ tên."),
        )
        self._lay_out()
        for part in (self.header, self._empty):
            Ring(kit, part, self)
        Ring(kit, self.timeline, self.timeline)
        self.header.asked.connect(self.step)
        for panel in (self.panel, self.correct, self.helper):
            panel.installEventFilter(self)
        self.header.printing.connect(self.print_form)
        self.panel.ready.connect(self._do)
        self.correct.ready.connect(self._do)
        self.side.changed.connect(lambda _: self._share())
        self.linked.opened.connect(self.open)
        self.results.asked.connect(self._issue)
        self.helper.aliased.connect(lambda code: self._do("alias", {"id_number": code}))

    def _lay_out(self) -> None:
        kit = self._kit
        left = QWidget()
        left.setLayout(
            column(
                kit,
                self.warnings,
                self.people,
                self.handed,
                self.linked,
                self.results,
                self.answers,
                self.papers,
                self.due,
                self.closed,
                gap=12,
            )
        )
        story = QFrame()
        story.setProperty("role", "card")
        story.setLayout(
            column(
                kit,
                label(translate("Dossier", "Diễn biến"), "heading"),
                self.timeline,
                gap=12,
                margin=16,
            )
        )
        self.columns = Columns(kit, [left, story], least=860, stretches=(5, 4))
        notices = Strip(kit, self.error, self.panel, self.correct, self.helper)
        body = column(kit, self.header, notices, gap=0)
        beside = row(kit, gap=0)
        beside.addWidget(self.columns, 1)
        beside.addWidget(self.side, 1)
        body.addLayout(beside, 1)
        self._body = frame(body)
        self._body.hide()
        layout = column(kit, self._empty, gap=0)
        layout.addWidget(self._body, 1)
        self.setLayout(layout)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._share()
        return super().eventFilter(watched, event)

    def _share(self) -> None:
        """Show the data beside what is looked at, or make way for it where both are too much."""
        narrow = self.width() < self._kit.theme.px(BOTH_LEAST)
        low = self.height() < self._kit.theme.px(BOTH_HIGH)
        # While one step is asked about, the others would only be in the way.
        asking = not (self.panel.isHidden() and self.correct.isHidden())
        beside = self.side.is_open and narrow
        alone = low and (asking or beside or not self.helper.isHidden())
        self.header.set_low(low=low)
        self.header.offered.setVisible(not (asking or alone))
        self.columns.setVisible(not (beside or alone))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    # -- showing --------------------------------------------------------------------------------

    def open(self, uid: str) -> None:
        """Read a dossier and show it."""
        self._kit.tasks.run(
            lambda: self._ports.open(uid), self.show_view, self._show_error, owner=self
        )

    @override
    def refresh(self) -> None:
        """Read the present dossier again."""
        if self.view is not None:
            self.open(self.view.dossier.uid)

    def show_view(self, view: DossierView) -> None:
        """Show a dossier."""
        other = self.view is None or self.view.dossier.uid != view.dossier.uid
        self.view = view
        self._empty.hide()
        self._body.show()
        if other:
            self.panel.hide()
            self.correct.hide()
            self.error.acknowledge()
            self.side.shut()
            self.helper.leave()
        self.header.show_view(view)
        self.warnings.show_warnings(view.warnings)
        for card in (self.people, self.results, self.answers, self.due, self.papers):
            card.show_dossier(view.dossier)
        self.handed.show_dossier(view.dossier)
        self.linked.show_linked(view.linked)
        self.closed.show_view(view)
        self.due.show_dues(view.dues)
        self.timeline.show_entries(view.timeline, connected=self.connected)
        self.setAccessibleName(f"{view.dossier.code} {view.dossier.subject.name}")
        if other:
            for scroll in self.columns.scrolls:
                scroll.verticalScrollBar().setValue(0)
        self.viewed.emit(view)

    # -- steps ----------------------------------------------------------------------------------

    def step(self, action: str) -> None:
        """Do a step; ask first where it needs facts or cannot be taken back."""
        if self.view is None:
            return
        self._put_away()
        if action == "hand-over":
            self.hand_over.emit(self.view.dossier.uid)
        elif action == "mend":
            self._mend(self.view.dossier.uid)
        elif action == "retype":
            self.copy_next()
        elif action == "correct":
            self.correct.open(self.view.dossier)
        elif needs_panel(action):
            self.panel.open(action, known=self._known(action))
            uid = self.view.dossier.uid
            self._kit.tasks.run(
                lambda: self._ports.foresee(uid, action),
                self.panel.foresee,
                self._show_error,
                owner=self,
            )
        else:
            self._do(action, {})

    def _issue(self, result: str) -> None:
        if self.view is not None:
            self.issuing.emit(self.view.dossier.uid, result)

    def _mend(self, uid: str) -> None:
        self._kit.tasks.run(
            lambda: self._ports.mend(uid),
            lambda begun: self.mended.emit(*begun),
            self._show_error,
            owner=self,
        )

    def copy_next(self) -> None:
        """Copy the next field for another program; the first time show them all."""
        if self.view is None:
            return
        if not self.helper.isHidden():
            self.helper.copy_next()
            return
        uid = self.view.dossier.uid
        self._kit.tasks.run(
            lambda: self._ports.retype(uid), self.helper.open, self._show_error, owner=self
        )

    @override
    def scan(self, text: str) -> bool:
        """Take the other program's code while a dossier is typed into it; never one of ours."""
        code = text.strip()
        if self.helper.isHidden() or self.view is None or is_ours(code):
            return False
        self.helper.take_code(code)
        return True

    def _put_away(self) -> None:
        """Put away what is asked about; the cursor stays on the page, where its keys count."""
        within = self._at(self.panel, self.correct)
        self.panel.hide()
        self.correct.hide()
        if within:
            self.start()

    def _leave_helper(self) -> None:
        within = self._at(self.helper)
        self.helper.leave()
        if within:
            self.start()

    def _at(self, *parts: QWidget) -> bool:
        """Tell whether the cursor is in one of the parts."""
        now = QApplication.focusWidget()
        return now is not None and any(part.isAncestorOf(now) for part in parts)

    def _known(self, action: str) -> dict[str, str]:
        if self.view is None:
            return {}
        dossier = self.view.dossier
        if action == "paid" and dossier.fee_asked:
            return {"amount": str(dossier.fee_asked)}
        if action == "supplemented" and dossier.supplements:
            # What was asked for is what most citizens bring; whoever brought less strikes a line.
            return {"items": "\n".join(dossier.supplements[-1].items)}
        return {}

    def _do(self, action: str, arguments: dict[str, object]) -> None:
        if self.view is None or self._busy:
            return
        self._busy = True
        uid, seen = self.view.dossier.uid, self.view.dossier.heads
        self._kit.tasks.run(
            lambda: self._ports.act(uid, action, seen=seen, **arguments),
            lambda view: self._done(action, view),
            self._not_done,
            owner=self,
        )

    def _done(self, action: str, view: DossierView) -> None:
        self._busy = False
        self._settling.start(SETTLE_MS)
        self._put_away()
        self.show_view(view)
        said = translate("Dossier", "{code}: {action}")
        told = said.format(code=view.dossier.code, action=words.action(action))
        self.changed.emit(told)
        step, uid = view.just_taken, view.dossier.uid
        if step:
            self.undoable.emit(Undo(said=told, back=lambda: self._recall(uid, step, action)))

    def _recall(self, uid: str, step: str, action: str) -> None:
        """Take the step back that the strip offers to, whatever is shown by now."""
        self._kit.tasks.run(
            lambda: self._ports.act(uid, "recall", event=step),
            lambda view: self._recalled(view, action),
            self._show_error,
            owner=self,
        )

    def _recalled(self, view: DossierView, action: str) -> None:
        if self.view is not None and self.view.dossier.uid == view.dossier.uid:
            self.show_view(view)
        said = translate("Dossier", "{code}: đã thu hồi {action}")
        self.changed.emit(said.format(code=view.dossier.code, action=words.action(action)))

    def _not_done(self, error: Exception) -> None:
        self._busy = False
        self._show_error(error)
        self.refresh()  # what was typed stays; the dossier is shown as it is now

    def _show_error(self, error: Exception) -> None:
        self._empty.hide()
        self._body.show()
        self.header.setVisible(self.view is not None)
        self.error.show_error(error)

    # -- papers ---------------------------------------------------------------------------------

    def print_form(self, form: str) -> None:
        """Queue a paper of this dossier."""
        if self.view is None:
            return
        uid = self.view.dossier.uid
        self._kit.tasks.run(
            lambda: self._ports.print_form(uid, form),
            self.printed.emit,
            lambda error: self._not_printed(uid, form, error),
            owner=self,
        )

    def _not_printed(self, uid: str, form: str, error: Exception) -> None:
        if is_asked(error):
            self.again.emit(uid, form)
        else:
            self._show_error(error)

    @override
    def named(self) -> tuple[tuple[str, ...], Kind] | None:
        if self.view is None:
            return None
        state = self.view.dossier
        return (state.uid,), notices.usual(state)

    @override
    def print_again(self) -> bool:
        """Do what F8 does here."""
        self.print_form("receipt")
        return True

    # -- keys -----------------------------------------------------------------------------------

    @override
    def main_action(self) -> None:
        """Do what F9 does here: the open panel's step, else the first step offered."""
        if self._settling.isActive():
            return
        if self.panel.action:
            self.panel.confirm()
        elif not self.correct.isHidden():
            self.correct.confirm()
        elif self.header.steps:
            self.step(self.header.steps[0])

    @override
    def escape(self) -> bool:
        """Go one step back; tell whether there was one."""
        if not self.error.isHidden():
            self.error.acknowledge()
        elif self.panel.action or not self.correct.isHidden():
            self._put_away()
        elif not self.helper.isHidden():
            self._leave_helper()
        elif self.side.is_open:
            self.side.shut()
        else:
            return False
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_K and held:
            self.copy_next()
        else:
            super().keyPressEvent(event)

    @override
    def start(self) -> None:
        """Put the cursor on the page."""
        self.setFocus()
