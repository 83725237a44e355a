"""The receive page: everything about one citizen on one page, F9 makes it a receipt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from typing_extensions import override

from desk.domain.records import Dossier, Party, Procedure
from desk.domain.views import NewDossier, PrintJob, Receipt
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.page import Page, Undo
from desk.ui.parts.action_bar import ActionBar
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.chip import Chip
from desk.ui.parts.layout import column
from desk.ui.parts.notices import ErrorPanel, Strip
from desk.ui.ports import ReceivePorts, Scanned
from desk.ui.printers.again import is_asked
from desk.ui.printers.places import Standing
from desk.ui.receive.band import MissingBar, ReceivedBand
from desk.ui.receive.earlier import ComparePanel
from desk.ui.receive.form import Form, Kept
from desk.ui.receive.gaps import Gap
from desk.ui.receive.people import PersonBar
from desk.ui.receive.receiving import Receiving
from desk.ui.receive.scans import Scans
from desk.ui.receive.sitting import SittingList
from desk.ui.receive.slip import SlipPanel, Slips
from desk.ui.receive.undo import PutAway, UndoBand


class ReceivePage(Page):
    """`opened` and `reprint` carry a dossier's uid, `received` the receipt.

    `spooled` carries a receipt's print job, `printed` that of a slip given before any receipt.
    `edited` tells that something was entered, `previewed` that the receipt to be is known anew,
    `cleared` that the form is empty again, on purpose or because its dossier is on disk.
    """

    received = Signal(object)
    reprint = Signal(str)
    spooled = Signal(int)
    edited = Signal()
    previewed = Signal()
    cleared = Signal()

    def __init__(self, kit: Kit, ports: ReceivePorts) -> None:
        super().__init__()
        self.band = ReceivedBand(kit)
        self.undo = UndoBand(kit)
        self.error = ErrorPanel(kit, holds=True)
        self._kit, self._ports = kit, ports
        self.form = Form(kit, ports)
        self.bar = PersonBar(kit)
        self.sitting = SittingList(kit)
        self.compare = ComparePanel(kit)
        self.person, self.procedure = self.form.person, self.form.procedure
        self.summary, self.columns = self.form.summary, self.form
        self.slip = SlipPanel(kit)
        self.missing = MissingBar(kit)
        self._lay_out(kit)
        self._away = PutAway(self.form, self.undo)
        self._scans = Scans(kit, ports, self.form, self._away)
        self._slips = Slips(kit, ports, self.form, self.slip)
        self.receiving = Receiving(kit, ports, self.form, self._go)
        self._connect()
        self._show_gaps()

    def _lay_out(self, kit: Kit) -> None:
        self._go = KeyButton(
            kit, translate("Receive", "Tiếp nhận"), key="F9", icon="circle-check", role="main"
        )
        self._supplement = KeyButton(kit, translate("Receive", "Phiếu bổ sung"), icon="file-plus")
        self._refuse = KeyButton(kit, translate("Receive", "Từ chối"), icon="circle-x")
        # Without an icon, so that all four stand in one line at 200 % text.
        self._clear = KeyButton(kit, translate("Receive", "Xóa phiếu"), key="Ctrl+L", role="plain")
        self.citizen = Chip(kit, translate("Receive", "Người dân"), "monitor")
        self.citizen.set_narrow(narrow=False)
        self.citizen.hide()
        buttons = (self._clear, self._supplement, self._refuse, self._go)
        self._bar = ActionBar(kit, self.missing, self.citizen, *buttons)
        notices = Strip(kit, self.error, self.band, self.sitting, self.undo)
        layout = column(kit, notices, self.bar, gap=0)
        layout.addWidget(self.form, 1)
        layout.addWidget(Strip(kit, self.compare, self.slip, below=True))
        layout.addWidget(self._bar)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.form.changed.connect(self._show_gaps)
        self.form.changed.connect(self._show_person)
        self.person.compared.connect(self.open_compare)
        self.person.another.connect(self._scans.begin_for_number)
        self.compare.opened.connect(self.opened)
        self.compare.copied.connect(self.form.copy_from)
        self.sitting.opened.connect(self.opened)
        self.sitting.printed.connect(self._print_sitting)
        self.bar.next.clicked.connect(self.receive_and_go_on)
        self.form.edited.connect(self.edited)
        self.form.previewed.connect(self._show_gaps)
        self.form.previewed.connect(self.previewed)
        self.person.opened.connect(self.opened)
        self.band.opened.connect(self.opened)
        self.band.again.connect(self.reprint)
        self.missing.asked.connect(self.go_to)
        self.undo.wanted.connect(self.bring_back)
        self._scans.opened.connect(self.opened)
        self._scans.bad.connect(self.error.show_words)
        self._scans.begun.connect(self.band.hide)
        self._slips.given.connect(self._slip_given)
        self.slip.left.connect(self._bar.show)
        self.receiving.begun.connect(self._scans.wait)
        self.receiving.done.connect(self._done)
        self.receiving.failed.connect(self._not_done)
        for teller in (self.person, self._scans, self._slips):
            teller.failed.connect(self.show_error)
        self._clear.clicked.connect(self.clear_form)
        self._supplement.clicked.connect(lambda: self._open_slip("supplement"))
        self._refuse.clicked.connect(lambda: self._open_slip("refusal"))
        for keys, slot in (
            ("Ctrl+D", self.procedure.mark_all),
            ("Ctrl+I", self._toggle_why),
            ("Ctrl+L", self.clear_form),
            ("Ctrl+M", self.receive_and_go_on),
            ("Ctrl+O", self.open_compare),
            ("Ctrl+P", self.sitting.print_slip),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    # -- what the form says ---------------------------------------------------------------

    def new(self) -> NewDossier:
        """Return the form as it stands."""
        return self.form.new()

    def draft(self) -> tuple[NewDossier, Procedure | None]:
        """Return what is half done, to be shown again later."""
        return self.new(), self.procedure.procedure

    def show_draft(self, draft: NewDossier, procedure: Procedure | None) -> None:
        """Show what was half done, under the uid that it had."""
        self.form.show_draft(draft, procedure)

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been entered yet."""
        return self.form.is_empty

    @property
    def is_blank(self) -> bool:
        """Whether there is not one letter on the form."""
        return self.form.is_blank

    def wrong(self) -> dict[str, str]:
        """Return the fields that cannot be read."""
        return self.form.wrong()

    def gaps(self) -> tuple[Gap, ...]:
        """Return what is still missing."""
        return self.form.gaps()

    def refresh_preview(self) -> None:
        """Ask what the receipt would say; an older answer is no longer heard."""
        self.form.refresh_preview()

    def _show_gaps(self) -> None:
        self.missing.show_gaps(self.gaps(), translate("Receive", "Đủ thông tin để tiếp nhận"))

    def _show_person(self) -> None:
        visit, new = self.form.visit, self.form.new()
        self.bar.show_person(new.submitter, new.owner, visit.ticket, visit.waited_s)
        if new.submitter != Party(name="") and visit.sitting != self.sitting.sitting:
            self.sitting.forget()

    def _toggle_why(self) -> None:
        if self.procedure.procedure is None:
            self.band.toggle_why()  # the last receipt is what is asked about
        else:
            self.summary.toggle_why()

    def open_compare(self) -> None:
        """Show what this person has here already beside the new dossier."""
        if self.person.earlier:
            self.compare.open(self.person.earlier, self.new(), self.procedure.procedure)

    # -- beginning, clearing, and taking it back ------------------------------------------

    def clear(self) -> None:
        """Be ready for the next citizen; the last receipt stays to be seen."""
        self.form.clear()
        self.cleared.emit()
        self.start()

    def begin_for(self, ticket: str, waited_s: int) -> None:
        """Begin a form for whoever was called by a ticket; a form in hand is put away."""
        if not self.is_blank:
            self._put_away()
        self.clear()
        self.form.visit = replace(self.form.visit, ticket=ticket, waited_s=waited_s)
        self._show_person()

    def clear_form(self) -> None:
        """Clear the form; for ten seconds it can be brought back."""
        if self.receiving.busy or self.slip.isVisible() or self.is_blank:
            return
        self._put_away()
        self.clear()

    def _put_away(self) -> None:
        name = self.person.person.party().name
        said = (
            translate("Receive", "Đã xóa phiếu của {name}").format(name=name)
            if name
            else translate("Receive", "Đã xóa phiếu")
        )
        self._away.put(said)

    def bring_back(self) -> None:
        """Show again what was put away; what is on the form now is put away in its turn."""
        if not self.receiving.busy:
            self._away.bring_back()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo) and self._away:
            self.bring_back()
        else:
            super().keyPressEvent(event)

    @override
    def start(self) -> None:
        """Put the cursor where a citizen's dossier begins."""
        self.form.go_to("submitter.personal_id")

    def go_to(self, field: str) -> None:
        """Put the cursor into a field that is missing."""
        self.form.go_to(field)

    # -- scans ----------------------------------------------------------------------------

    @override
    def scan(self, text: str) -> bool:
        """Take what the scanner sent, wherever the cursor is."""
        self._scans.read(text)
        return True

    def take_scan(self, scanned: Scanned) -> None:
        """Take what a scan turned out to be."""
        self._scans.take(scanned)

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
        self.procedure.finder.after(self.receiving.receive)

    def receive_and_go_on(self) -> None:
        """Receive, and begin another dossier of the same person at the same sitting.

        Pressed too late, after F9, it brings that person back all the same.
        """
        kept = self.receiving.kept
        if self.slip.isVisible():
            return
        if kept is not None and self.is_blank and self.band.isVisible():
            self.form.begin_next(kept.new)
            self.cleared.emit()
        else:
            self.receiving.receive(go_on=True)

    def _done(self, receipt: Receipt) -> None:
        kept = self.receiving.kept
        assert kept is not None  # noqa: S101 - it was kept when receiving began
        self.band.show_receipt(receipt)
        self.sitting.add(receipt.dossier)
        if self.receiving.goes_on:
            self.band.hide()  # the list of the sitting says the same in less room
            self.form.begin_next(kept.new)
            self.cleared.emit()
        else:
            self.clear()
        self.received.emit(receipt)
        if receipt.job is not None:
            self.spooled.emit(receipt.job)
        if not receipt.repeated:
            said = translate("Receive", "Đã tiếp nhận {code}").format(code=receipt.dossier.code)
            back = partial(self._take_back, receipt.dossier, kept)
            self.undoable.emit(Undo(said=said, back=back))
        self._scans.go_on()

    def _take_back(self, dossier: Dossier, kept: Kept) -> None:
        self._kit.tasks.run(
            lambda: self._ports.take_back(dossier.uid),
            lambda out: self._taken_back(dossier, kept, out=out),
            self.show_error,
            owner=self,
        )

    def _taken_back(self, dossier: Dossier, kept: Kept, *, out: bool) -> None:
        if not self.is_blank and self.form.new().submitter != kept.new.submitter:
            self._put_away()
        again = replace(kept, new=replace(kept.new, uid=self._ports.new_uid()))
        self.form.show_kept(again)
        self.band.forget()
        self.sitting.drop(dossier.uid)
        said = (
            translate("Receive", "Đã lấy lại, số {code} bỏ; thu hồi giấy đã in")
            if out
            else translate("Receive", "Đã lấy lại, số {code} bỏ")
        )
        self.changed.emit(said.format(code=dossier.code))

    def _print_sitting(self, uid: str) -> None:
        self._kit.tasks.run(
            lambda: self._ports.print_form(uid, "sitting"),
            self.printed.emit,
            lambda error: (
                self.again.emit(uid, "sitting") if is_asked(error) else self.show_error(error)
            ),
            owner=self,
        )

    def _not_done(self, error: Exception) -> None:
        self._scans.drop()
        self.show_error(error)

    def show_error(self, error: Exception) -> None:
        """Say what went wrong, at the head of the page, until it is acknowledged."""
        self.error.show_error(error)

    def show_jobs(self, jobs: Sequence[PrintJob], placed: Mapping[int, Standing]) -> None:
        """Tell how far the printer is."""
        self.band.show_jobs(jobs, placed)

    # -- slips ----------------------------------------------------------------------------

    def _open_slip(self, kind: str) -> None:
        self._slips.open(kind)
        self._bar.hide()

    def _slip_given(self, job: int) -> None:
        self.printed.emit(job)
        self.clear()

    @override
    def escape(self) -> bool:
        """Go one step back; tell whether there was one."""
        if not self.error.isHidden():
            self.error.acknowledge()
        elif self.slip.isVisible():
            self.slip.leave()
        elif self.compare.isVisible():
            self.compare.leave()
        elif not self.person.open_dossiers.isHidden():
            self.person.open_dossiers.hide()
        elif not self.band.isHidden():
            self.band.hide()
        else:
            return False
        return True
