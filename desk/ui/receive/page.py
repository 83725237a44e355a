"""The receive page: everything about one citizen on one page, F9 makes it a receipt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from desk.domain.records import Party, Procedure
from desk.domain.views import NewDossier, Preview, PrintJob, Receipt
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.page import Page
from desk.ui.parts.action_bar import ActionBar
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.columns import Columns
from desk.ui.parts.layout import column
from desk.ui.parts.notices import ErrorPanel, Strip
from desk.ui.ports import ReceivePorts, Scanned, Words
from desk.ui.print_job import Standing
from desk.ui.receive.band import MissingBar, ReceivedBand, SlipPanel
from desk.ui.receive.gaps import Gap, gaps
from desk.ui.receive.person import is_another
from desk.ui.receive.procedure import ProcedurePart
from desk.ui.receive.submitter import PersonPart
from desk.ui.receive.summary import SummaryPart
from desk.ui.receive.undo import ANOTHER_MS, UNDO_MS, Kept, Parts, UndoBand
from desk.ui.tasks import Call

PREVIEW_MS: Final = 120


class ReceivePage(Page):
    """`opened` and `reprint` carry a dossier's uid, `received` the receipt.

    `spooled` carries a receipt's print job, `printed` that of a slip given before any receipt.
    """

    received = Signal(object)
    reprint = Signal(str)
    spooled = Signal(int)

    def __init__(self, kit: Kit, ports: ReceivePorts) -> None:
        super().__init__()
        self._kit, self._ports = kit, ports
        self._uid = ports.new_uid()
        self._preview: Preview | None = None
        self._asked: Call | None = None
        self._busy = False
        self._kept: Kept | None = None
        self._next_scan: Scanned | None = None
        self.band = ReceivedBand(kit)
        self.undo = UndoBand(kit)
        self.error = ErrorPanel(kit, holds=True)
        self.person = PersonPart(kit, ports)
        self.procedure = ProcedurePart(kit, ports)
        self.summary = SummaryPart(kit)
        self.columns = Columns(kit, [self.person, self.procedure, self.summary], least=1020)
        self.slip = SlipPanel(kit)
        self.missing = MissingBar(kit)
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PREVIEW_MS)
        self._timer.timeout.connect(self.refresh_preview)
        self._connect()
        self._show_gaps()
        kit.tasks.run(ports.waivers, self.summary.fee.set_waivers, owner=self)
        kit.tasks.run(ports.tariffs, self.summary.fee.know, owner=self)
        self._blank = self._parts().texts()

    def _lay_out(self) -> None:
        kit = self._kit
        self._go = KeyButton(
            kit, translate("Receive", "Tiếp nhận"), key="F9", icon="circle-check", role="main"
        )
        self._supplement = KeyButton(kit, translate("Receive", "Phiếu bổ sung"), icon="file-plus")
        self._refuse = KeyButton(kit, translate("Receive", "Từ chối"), icon="circle-x")
        # Without an icon, so that all four stand in one line at 200 % text.
        self._clear = KeyButton(kit, translate("Receive", "Xóa phiếu"), key="Ctrl+L", role="plain")
        self._bar = ActionBar(
            kit, self.missing, self._clear, self._supplement, self._refuse, self._go
        )
        layout = column(kit, Strip(kit, self.band, self.undo, self.error), gap=0)
        layout.addWidget(self.columns, 1)
        layout.addWidget(Strip(kit, self.slip, below=True))
        layout.addWidget(self._bar)
        self.setLayout(layout)

    def _connect(self) -> None:
        for part in (self.person, self.procedure, self.summary):
            part.changed.connect(self._changed)
        self.person.failed.connect(self.show_error)
        self.person.opened.connect(self.opened)
        self.procedure.chosen.connect(self._chosen)
        self.summary.fee.counted.connect(self._papers_counted)
        self.band.opened.connect(self.opened)
        self.band.again.connect(self.reprint)
        self.missing.asked.connect(self.go_to)
        self.slip.given.connect(self._give_slip)
        self.slip.left.connect(self._bar.show)
        self.undo.wanted.connect(self.bring_back)
        self.undo.over.connect(self._let_go)
        self._clear.clicked.connect(self.clear_form)
        self._go.clicked.connect(self.receive)
        self._supplement.clicked.connect(lambda: self._open_slip("supplement"))
        self._refuse.clicked.connect(lambda: self._open_slip("refusal"))
        for keys, slot in (
            ("Ctrl+D", self.procedure.mark_all),
            ("Ctrl+I", self.summary.toggle_why),
            ("Ctrl+L", self.clear_form),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(slot)

    # -- what the form says ---------------------------------------------------------------

    def new(self) -> NewDossier:
        """Return the form as it stands."""
        submitter, owner, authority = self.person.parties()
        procedure = self.procedure.procedure
        return replace(
            NewDossier(procedure=procedure.code if procedure else "", submitter=submitter),
            uid=self._uid,
            owner=owner,
            authority=authority,
            doubts=self.person.doubts(),
            papers=self.procedure.papers.papers(),
            **self.summary.facts(),  # type: ignore[arg-type] # the summary names its own fields
        )

    def draft(self) -> tuple[NewDossier, Procedure | None]:
        """Return what is half done, to be shown again later."""
        return self.new(), self.procedure.procedure

    def show_draft(self, draft: NewDossier, procedure: Procedure | None) -> None:
        """Show what was half done, under the uid that it had."""
        if self._asked:
            self._asked.cancel()  # the answer would be about another dossier
        self._uid = draft.uid
        self.person.show_parties(draft)
        if procedure is None:
            self.procedure.reset()
        else:
            self.procedure.choose(procedure, draft.papers or ())
        self.summary.show_procedure(procedure)
        self.summary.show_facts(draft)
        self._changed()

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been entered yet."""
        new = self.new()
        return not (new.procedure or new.owner or new.note) and new.submitter == Party(name="")

    def wrong(self) -> dict[str, str]:
        """Return the fields that cannot be read."""
        return {**self.person.wrong(), **self.summary.wrong()}

    def gaps(self) -> tuple[Gap, ...]:
        """Return what is still missing."""
        return gaps(self.new(), self.procedure.procedure, self._preview, self.wrong())

    def clear(self) -> None:
        """Be ready for the next citizen; the last receipt stays to be seen."""
        self.show_draft(
            NewDossier(procedure="", submitter=Party(name=""), uid=self._ports.new_uid()), None
        )
        self._preview = None
        self.summary.show_preview(None)
        self.summary.show_warnings(())
        self.person.warn(())
        for scroll in self.columns.scrolls:
            scroll.verticalScrollBar().setValue(0)
        self.start()

    # -- clearing, and taking it back -----------------------------------------------------

    def _parts(self) -> Parts:
        return Parts(self.person, self.procedure, self.summary)

    @property
    def is_blank(self) -> bool:
        """Whether there is not one letter on the form."""
        return self.procedure.procedure is None and self._parts().texts() == self._blank

    def clear_form(self) -> None:
        """Clear the form; for ten seconds it can be brought back."""
        if self._busy or self.slip.isVisible() or self.is_blank:
            return
        name = self.person.person.party().name
        said = (
            translate("Receive", "Đã xóa phiếu của {name}").format(name=name)
            if name
            else translate("Receive", "Đã xóa phiếu")
        )
        self._put_away(said)
        self.clear()

    def _put_away(self, said: str, ms: int = UNDO_MS) -> None:
        self._kept = self._parts().keep(self.new())
        self.undo.offer(said, ms)

    def _let_go(self) -> None:
        self._kept = None

    def bring_back(self) -> None:
        """Show again what was put away; what is on the form now is put away in its turn."""
        kept = self._kept
        if kept is None or self._busy:
            return
        self.undo.leave()
        if not self.is_blank:
            self._put_away(translate("Receive", "Đã đổi lại phiếu trước"))
        self.show_draft(kept.new, kept.procedure)
        self._parts().show(kept)
        self.person.show_open(kept.new.submitter.personal_id)
        self._changed()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo) and self._kept is not None:
            self.bring_back()
        else:
            super().keyPressEvent(event)

    @override
    def start(self) -> None:
        """Put the cursor where a citizen's dossier begins."""
        self.person.go_to("submitter.personal_id")

    def go_to(self, field: str) -> None:
        """Put the cursor into a field that is missing."""
        if field == "procedure":
            self.procedure.search.setFocus()
        elif field == "papers":
            self.procedure.papers.setFocus()
        elif field in ("due", "due_reason", "fee", "fee_count", "received_at"):
            self.summary.go_to(field)
        else:
            self.person.go_to(field)

    # -- live preview ---------------------------------------------------------------------

    def _changed(self) -> None:
        self._show_gaps()
        self._timer.start()

    def _show_gaps(self) -> None:
        self.missing.show_gaps(self.gaps(), translate("Receive", "Đủ thông tin để tiếp nhận"))

    def refresh_preview(self) -> None:
        """Ask what the receipt would say; an older answer is no longer heard."""
        self._timer.stop()
        if self._asked:
            self._asked.cancel()
        if self.procedure.procedure is None:
            return
        new = self.new()
        self._asked = self._kit.tasks.run(
            lambda: self._ports.preview(new), self._previewed, self._preview_failed, owner=self
        )

    def _previewed(self, preview: Preview) -> None:
        self._preview = preview
        self.summary.show_preview(preview)
        self.summary.show_warnings(self.person.warn(preview.warnings))
        self._show_gaps()

    def _preview_failed(self, error: Exception) -> None:
        told = self._kit.words(error)
        self.summary.show_preview(None)
        self.summary.warnings.show_words((told,))

    def _chosen(self, procedure: Procedure) -> None:
        self.summary.show_procedure(procedure)
        submitter = self.person.person.party()
        if submitter.name and not submitter.phone:
            self.person.go_to("submitter.phone")
        elif self.summary.fee.counts_pages:
            self.summary.go_to("fee_count")
        else:
            self.procedure.papers.setFocus()

    def _papers_counted(self) -> None:
        # Whoever counts the pages of a paper has it: what is usual need not be ticked as well.
        if not self.procedure.papers.papers():
            self.procedure.mark_all()

    # -- scans ----------------------------------------------------------------------------

    @override
    def scan(self, text: str) -> bool:
        """Take what the scanner sent, wherever the cursor is."""
        to_owner = self.person.owner_has_focus()
        self._kit.tasks.run(
            lambda: self._ports.parse_scan(text),
            lambda scanned: self.take_scan(scanned, to_owner=to_owner),
            self.show_error,
            owner=self,
        )
        return True

    def take_scan(self, scanned: Scanned, *, to_owner: bool = False) -> None:
        """Take what a scan turned out to be; while a dossier is being written, once it is."""
        if self._busy:
            self._next_scan = scanned
        elif scanned.kind == "dossier" and scanned.dossier_uid:
            self.opened.emit(scanned.dossier_uid)
        elif scanned.kind in ("card", "person_id"):
            number = scanned.text if scanned.kind == "person_id" else ""
            party = scanned.party or Party(name="", personal_id=number)
            self._take_person(scanned, party, to_owner=to_owner)
        elif scanned.kind == "phone":
            self.person.person.fill(Party(name="", phone=scanned.text), only_empty=True)
        elif scanned.kind == "bad":
            self.error.show_words(self._bad_words(scanned))
        else:
            self.procedure.search.setText(scanned.text)
            self.procedure.search.setFocus()
            self.procedure.finder.ask()

    def _bad_words(self, scanned: Scanned) -> Words:
        code = scanned.warnings[0].code if scanned.warnings else "RescanError"
        facts = dict(scanned.warnings[0].facts) if scanned.warnings else {}
        return self._kit.explain(code, facts)

    def _take_person(self, scanned: Scanned, party: Party, *, to_owner: bool) -> None:
        if to_owner:
            self.person.take_owner(party)
            return
        self.band.hide()
        whole = scanned.kind == "card"
        if is_another(self.person.person.party(), party):
            self._begin_for_another()
        same = self.person.person.party()
        self.person.open_dossiers.show_rows(())
        kept = replace(party, phone=party.phone or same.phone)  # no card has a telephone
        self.person.person.fill(kept, only_empty=not whole)
        if whole:
            said = translate("Receive", "Đã đọc từ thẻ lúc {time}")
            self.person.head.say(said.format(time=f"{self._kit.now():%H:%M}"))
        self.person.person.note_card(scanned.warnings)
        self.summary.show_warnings(self.person.warn(self.person.doubts()))
        self.person.look_up(party.personal_id)
        if self.procedure.procedure is None:
            self.procedure.search.setFocus()

    def _begin_for_another(self) -> None:
        # Nothing of one citizen may stand beside another's name: papers, notes, a waiver, or the
        # number under which the other's dossier may be on disk already. What is asked for stays.
        name = self.person.person.party().name
        procedure = self.procedure.procedure
        said = (
            translate("Receive", "Thẻ của người khác: phiếu của {name} đã cất").format(name=name)
            if name
            else translate("Receive", "Thẻ của người khác: phiếu trước đã cất")
        )
        self._put_away(said, ANOTHER_MS)
        fresh = NewDossier(procedure="", submitter=Party(name=""), uid=self._ports.new_uid())
        self.show_draft(fresh, procedure)

    # -- receive --------------------------------------------------------------------------

    @override
    def main_action(self) -> None:
        """Do what F9 does here."""
        if self.slip.isVisible():
            self.slip.give()
        else:
            self.receive()

    def receive(self) -> None:
        """Receive the dossier once, or go to the first thing that is missing."""
        if self._busy or self._kit.hold.held:
            return
        missing = self.gaps()
        if missing:
            self.go_to(missing[0].field)
            QApplication.beep()
            return
        self._set_busy(on=True)
        new = self.new()
        self._kit.tasks.run(
            lambda: self._ports.receive(new), self._done, self._not_done, owner=self
        )

    def _set_busy(self, *, on: bool) -> None:
        self._busy = on
        self._go.setEnabled(not on)
        self._go.set_words(
            translate("Receive", "Đang lưu…") if on else translate("Receive", "Tiếp nhận")
        )

    def _done(self, receipt: Receipt) -> None:
        self._set_busy(on=False)
        self.band.show_receipt(receipt)
        self.clear()
        self.received.emit(receipt)
        if receipt.job is not None:
            self.spooled.emit(receipt.job)
        scanned, self._next_scan = self._next_scan, None
        if scanned is not None:
            self.take_scan(scanned)

    def _not_done(self, error: Exception) -> None:
        # Nothing is cleared: the same form, with the same uid, can be sent again.
        self._set_busy(on=False)
        self._next_scan = None  # nobody scans on past an error
        self.show_error(error)

    def show_error(self, error: Exception) -> None:
        """Say what went wrong, at the head of the page, until it is acknowledged."""
        self.error.show_error(error)

    def show_jobs(self, jobs: Sequence[PrintJob], placed: Mapping[int, Standing]) -> None:
        """Tell how far the printer is."""
        self.band.show_jobs(jobs, placed)

    # -- slips ----------------------------------------------------------------------------

    def _open_slip(self, kind: str) -> None:
        if not self.slip.isVisible():
            self.slip.open(kind, self.procedure.papers.absent())
            self._bar.hide()

    def _give_slip(self, kind: str, reason: str, items: tuple[str, ...]) -> None:
        missing = [gap for gap in self.gaps() if gap.field in ("submitter.name", "procedure")]
        if missing:
            self.go_to(missing[0].field)
            QApplication.beep()
            return
        new = self.new()
        self._kit.tasks.run(
            lambda: self._ports.turn_away(kind, new, reason, items),
            self._slip_given,
            self.show_error,
            owner=self,
        )

    def _slip_given(self, job: int) -> None:
        self.slip.leave()
        self.printed.emit(job)
        self.clear()

    @override
    def escape(self) -> bool:
        """Go one step back; tell whether there was one."""
        if not self.error.isHidden():
            self.error.acknowledge()
        elif self.slip.isVisible():
            self.slip.leave()
        elif not self.band.isHidden():
            self.band.hide()
        else:
            return False
        return True
