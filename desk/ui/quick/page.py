"""The page for returning at once: scan, count, F9 – received, entered and handed back."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from typing_extensions import override

from desk.domain.at_once import AtOnce, Register
from desk.domain.fees import Fee
from desk.domain.records import Actor, Dossier, Party, Procedure
from desk.domain.views import Receipt
from desk.ui.drafts.keeping import Keeping, Waiting
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.page import Page, Undo
from desk.ui.parts.action_bar import ActionBar
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.columns import Columns
from desk.ui.parts.fields import Stepper
from desk.ui.parts.layout import column, label
from desk.ui.parts.notices import ErrorPanel, Strip
from desk.ui.ports import Scanned
from desk.ui.quick.bill import Bill
from desk.ui.quick.done import DoneBand
from desk.ui.quick.keeping import QuickForm
from desk.ui.quick.ports import QuickPorts
from desk.ui.quick.rows import Documents
from desk.ui.quick.who import Who
from desk.ui.receive.keeping import go_back
from desk.ui.tasks import Call

PRICE_MS: Final = 80


class QuickScreen(Page):
    """`received` carries the receipt of what was handed back."""

    received = Signal(object)

    def __init__(self, kit: Kit, ports: QuickPorts, user: Actor | None = None) -> None:
        super().__init__()
        self._kit, self._ports = kit, ports
        self.uid = ports.new_uid()
        self.begins_at = ("", 0)
        self._busy = False
        self._asked: Call | None = None
        self._line: tuple[Register, str, int] | None = None
        self.band = DoneBand(kit)
        self.error = ErrorPanel(kit, holds=True)
        self.who = Who(kit, ports)
        self.documents = Documents(kit)
        self.bill = Bill(kit)
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PRICE_MS)
        self._timer.timeout.connect(self.refresh_price)
        self._connect()
        form, alone = QuickForm(self), Waiting()
        self.keeping = Keeping(kit, ports.drafts, form, waiting=alone, user=user, parent=self)
        form.touched.connect(self.keeping.touch)
        self.keeping.stood.connect(self.stood)
        kit.tasks.run(ports.waivers, self.bill.know, owner=self)
        kit.tasks.run(lambda: ports.offers(""), self.who.offer, self.show_error, owner=self)
        self.keeping.begin()

    def _lay_out(self) -> None:
        kit = self._kit
        self._go = KeyButton(
            kit, translate("Quick", "Trả ngay"), key="F9", icon="stamp", role="main"
        )
        self._hint = label(
            translate("Quick", "Tiếp nhận, vào sổ và trả kết quả trong một bước"),
            "quiet",
            wrap=True,
        )
        cards = [self.who, self.documents, self.bill]
        self.columns = Columns(kit, cards, least=1020, stretches=(4, 5, 4))
        layout = column(kit, Strip(kit, self.band, self.error), gap=0)
        layout.addWidget(self.columns, 1)
        layout.addWidget(ActionBar(kit, self._hint, self._go))
        self.setLayout(layout)

    def _connect(self) -> None:
        for part in (self.who, self.documents, self.bill):
            part.changed.connect(self._timer.start)
        self.who.chosen.connect(self._chosen)
        self.who.ready.connect(self.documents.start)
        self.who.failed.connect(self.show_error)
        self.band.opened.connect(self.opened)
        self._go.clicked.connect(self.finish)
        QShortcut(QKeySequence("Ctrl+M"), self).activated.connect(self.bill.printed.toggle)

    def act(self) -> AtOnce:
        """Return what F9 would do."""
        procedure = self.who.procedure
        return AtOnce(
            uid=self.uid,
            procedure=procedure.code if procedure else "",
            person=self.who.party(),
            items=self.documents.items(),
            waiver=self.bill.waiver,
            fee=self.bill.by_hand,
            serial=self.bill.serial,
            printed=self.bill.printed.isChecked(),
        )

    @override
    def start(self) -> None:
        """Put the cursor where a person is scanned or typed, or where half a form was left."""
        self.who.number.setFocus()
        place, self.begins_at = self.begins_at, ("", 0)
        go_back(self, *place)

    @override
    def seat(self, user: Actor) -> None:
        """Put aside what the former person was about, and show what this one was."""
        self.keeping.leave()
        self.keeping.seat(user)
        self.keeping.begin()

    @override
    def close_down(self) -> None:
        self.keeping.flush()

    @override
    def refresh(self) -> None:
        """Read again which number comes next."""
        if self.who.procedure is not None:
            self._ask_line(self.who.procedure)

    # -- what it will be --------------------------------------------------------------------------

    def _chosen(self, procedure: Procedure) -> None:
        # Others may be in force since the page was made.
        self._kit.tasks.run(self._ports.waivers, self.bill.know, owner=self)
        usual = next(
            (rule.name for rule in procedure.papers if not rule.present_only), procedure.name
        )
        self.documents.name_usual(usual)
        self.bill.reset_amount()
        self.bill.show_procedure(procedure)
        self._ask_line(procedure)

    def _ask_line(self, procedure: Procedure) -> None:
        code = procedure.code
        self._kit.tasks.run(
            lambda: self._ports.next_line(code), self._line_known, self.show_error, owner=self
        )

    def _line_known(self, found: tuple[Register, str, int] | None) -> None:
        self._line = found
        self._show_line()

    def _show_line(self) -> None:
        self.bill.show_line(self._line, len(self.documents.rows))

    def refresh_price(self) -> None:
        """Ask what it costs; an older answer is no longer heard."""
        self._timer.stop()
        self._show_line()
        if self._asked:
            self._asked.cancel()
        act = self.act()
        if not act.procedure or any(not item.pages or not item.copies for item in act.items):
            self.bill.show_fee(None)
            return
        self._asked = self._kit.tasks.run(
            lambda: self._ports.price(act), self._priced, self._not_priced, owner=self
        )

    def _priced(self, fee: Fee) -> None:
        self.bill.show_fee(fee)

    def _not_priced(self, error: Exception) -> None:
        del error  # F9 says it; while one types, a count may be nothing yet
        self.bill.show_fee(None)

    # -- doing it ---------------------------------------------------------------------------------

    @property
    @override
    def shows_done(self) -> bool:
        return not self.band.isHidden()

    @override
    def main_action(self) -> None:
        """Do what F9 does here."""
        self.who.finder.after(self.finish)

    def finish(self) -> None:
        """Receive, enter and hand back once, or go to the first thing that is missing."""
        if self._busy or self._kit.hold.held or not self._is_whole():
            return
        self._set_busy(on=True)
        act = self.act()
        self._kit.tasks.run(lambda: self._ports.finish(act), self._done, self._not_done, owner=self)

    def _is_whole(self) -> bool:
        if not self.who.party().name:
            self.who.complain()
        elif self.who.procedure is None or self.who.search.text().strip():
            self.who.ask_procedure()  # what stands there was not taken: nobody knows what is meant
        elif self.bill.lacks_amount:
            self.bill.ask_amount()
        elif (empty := self._uncounted()) is not None:
            empty.start()
        else:
            return True
        self._kit.sound.bad()
        return False

    def _uncounted(self) -> Stepper | None:
        counts = (count for each in self.documents.rows for count in (each.pages, each.copies))
        return next((count for count in counts if not count.value), None)

    def _set_busy(self, *, on: bool) -> None:
        self._busy = on
        self._go.setEnabled(not on)
        self._go.set_words(
            translate("Quick", "Đang lưu…") if on else translate("Quick", "Trả ngay")
        )

    def _done(self, receipt: Receipt) -> None:
        self._set_busy(on=False)
        act = self.act()
        sign = self._line[0].sign if self._line else ""
        self.band.show_receipt(receipt, sign)
        self.keeping.received(receipt.dossier.uid)
        self.clear()
        said = translate("Quick", "Đã trả ngay {code} · {name}").format(
            code=receipt.dossier.code, name=receipt.dossier.subject.name
        )
        self.changed.emit(said)
        self.received.emit(receipt)
        if receipt.job is not None:
            self.printed.emit(receipt.job)
        uid = receipt.dossier.uid
        if not receipt.repeated:
            self.undoable.emit(Undo(said=said, back=lambda: self._undo(uid, act)))

    def _not_done(self, error: Exception) -> None:
        # Nothing is cleared: the same act, with the same uid, can be sent again.
        self._set_busy(on=False)
        self.show_error(error)

    def clear(self) -> None:
        """Be ready for the next citizen; the procedure stays."""
        self.uid = self._ports.new_uid()
        self.who.show_party(Party(name=""))
        self.documents.reset()
        self.bill.reset()
        self.refresh()
        self.start()

    # -- taking it back ---------------------------------------------------------------------------

    def _undo(self, uid: str, act: AtOnce) -> None:
        self._kit.tasks.run(
            lambda: self._ports.take_back(uid),
            lambda dossier: self._taken_back(dossier, act),
            self.show_error,
            owner=self,
        )

    def _taken_back(self, dossier: Dossier, act: AtOnce) -> None:
        self.band.strike()
        if not self.who.party().name:  # nobody else stands there yet: mend it and send it anew
            self.who.show_party(act.person)
            self.documents.show_items(act.items)
        said = translate("Quick", "Đã lấy lại {code}; số trong sổ gạch bỏ")
        self.changed.emit(said.format(code=dossier.code))

    # -- scans, errors ----------------------------------------------------------------------------

    @override
    def scan(self, text: str) -> bool:
        """Take what the scanner sent, wherever the cursor is."""
        self._kit.tasks.run(
            lambda: self._ports.parse_scan(text), self._scanned, self.show_error, owner=self
        )
        return True

    def _scanned(self, scanned: Scanned) -> None:
        if scanned.kind == "dossier" and scanned.dossier_uid:
            self.opened.emit(scanned.dossier_uid)
        elif scanned.kind == "bad":
            facts = dict(scanned.warnings[0].facts) if scanned.warnings else {}
            code = scanned.warnings[0].code if scanned.warnings else "RescanError"
            self.error.show_words(self._kit.explain(code, facts))
        elif scanned.kind in ("card", "person_id"):
            self.band.hide()
            party = scanned.party or Party(name="", personal_id=scanned.text)
            said = translate("Quick", "Đã đọc từ thẻ lúc {time}").format(
                time=f"{self._kit.now():%H:%M}"
            )
            self.who.take(party, said if scanned.kind == "card" else "")
        else:
            self.who.search.setText(scanned.text)
            self.who.search.setFocus()
            self.who.finder.ask()

    def show_error(self, error: Exception) -> None:
        """Say what went wrong, at the head of the page, until it is acknowledged."""
        self.error.show_error(error)

    @override
    def escape(self) -> bool:
        """Go one step back; tell whether there was one."""
        if not self.error.isHidden():
            self.error.acknowledge()
        elif not self.band.isHidden():
            self.band.hide()
        else:
            return False
        return True
