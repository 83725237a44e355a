"""The hand-over page: scan the receipts, scan the collector, F9."""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from desk.domain.records import Party
from desk.domain.views import DossierView
from desk.ui.handover.card import ResultCard
from desk.ui.handover.collector import CollectorCard
from desk.ui.kit import Kit
from desk.ui.language import plural, translate
from desk.ui.page import Page
from desk.ui.parts.action_bar import ActionBar
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.columns import Columns
from desk.ui.parts.fields import Line
from desk.ui.parts.layout import column
from desk.ui.parts.notices import Empty, ErrorPanel, Strip
from desk.ui.ports import HandoverPorts, Scanned
from desk.ui.receive.band import MissingBar
from desk.ui.receive.gaps import Gap


class HandoverScreen(Page):
    """`changed` tells what was done; `opened` carries a dossier's uid."""

    def __init__(self, kit: Kit, ports: HandoverPorts) -> None:
        super().__init__()
        self._kit, self._ports = kit, ports
        self._busy = False
        self._cards: dict[str, ResultCard] = {}
        self.error = ErrorPanel(kit, holds=True)
        self.collector = CollectorCard(kit)
        self.missing = MissingBar(kit)
        self._lay_out()
        self.collector.changed.connect(self._show_gaps)
        self.missing.asked.connect(self.go_to)
        self._show_gaps()

    def _lay_out(self) -> None:
        kit = self._kit
        hint = translate("Handover", "Quét mã trên giấy tiếp nhận, hoặc gõ mã rồi Enter")
        self.code = Line(kit, latin=True, role="scan", hint=hint)
        self.code.setAccessibleName(translate("Handover", "Mã hồ sơ"))
        self.code.setValidator(
            QRegularExpressionValidator(QRegularExpression(r"[0-9A-Za-z.\-| ]*"), self.code)
        )
        self.code.show_icon("scan-line")
        self.code.returnPressed.connect(self._entered)
        self._results = column(kit, gap=12)
        self._empty = Empty(
            kit,
            "scan-line",
            translate("Handover", "Chưa quét giấy tiếp nhận nào"),
            translate(
                "Handover", "Nhiều kết quả của một người có thể quét lần lượt rồi trả một lần."
            ),
        )
        left = QWidget()
        left.setLayout(column(kit, self.code, self._results, self._empty, gap=12))
        right = QWidget()
        right.setLayout(column(kit, self.collector, gap=12))
        self.columns = Columns(kit, [left, right], least=860, stretches=(3, 2))
        self._go = KeyButton(
            kit, translate("Handover", "Trả kết quả"), key="F9", icon="handshake", role="main"
        )
        self._go.clicked.connect(self.hand_over)
        layout = column(kit, Strip(kit, self.error), gap=0)
        layout.addWidget(self.columns, 1)
        layout.addWidget(ActionBar(kit, self.missing, self._go))
        self.setLayout(layout)

    # -- scans --------------------------------------------------------------------------------

    @override
    def scan(self, text: str) -> bool:
        """Take a receipt's code or the collector's card, wherever the cursor is."""
        self._kit.tasks.run(
            lambda: self._ports.parse_scan(text), self._scanned, self.show_error, owner=self
        )
        return True

    def _scanned(self, scanned: Scanned) -> None:
        if scanned.kind in ("card", "person_id"):
            number = scanned.text if scanned.kind == "person_id" else ""
            self.collector.take(scanned.party or Party(name="", personal_id=number))
            if not self.collector.to:
                self.collector.name.setFocus()
            self._show_gaps()
        elif scanned.kind == "bad":
            warning = scanned.warnings[0] if scanned.warnings else None
            code = warning.code if warning else "RescanError"
            facts = dict(warning.facts) if warning else {}
            self.error.show_words(self._kit.explain(code, facts))
        else:
            self.look_up(scanned.dossier_uid or scanned.text, seen=True)

    def _entered(self) -> None:
        text = self.code.text().strip()
        if text:
            self.look_up(text)

    def look_up(self, code: str, *, seen: bool = False) -> None:
        """Put a dossier on the counter; `seen` when its receipt itself was scanned."""
        self._kit.tasks.run(
            lambda: self._ports.lookup(code),
            lambda view: self.add(view, seen=seen),
            self.show_error,
            owner=self,
        )

    def add(self, view: DossierView, *, seen: bool = False) -> None:
        """Show a dossier's card; the same one twice is one."""
        uid = view.dossier.uid
        self.code.set_quietly("")
        self._remove(uid)
        card = ResultCard(self._kit, view)
        card.slip.setChecked(seen)
        card.changed.connect(self._show_gaps)
        card.removed.connect(self._drop)
        card.opened.connect(self.opened)
        self._cards[uid] = card
        self._results.addWidget(card)
        self._fit()

    def _remove(self, uid: str) -> None:
        card = self._cards.pop(uid, None)
        if card is not None:
            self._results.removeWidget(card)
            card.hide()
            card.deleteLater()

    def _drop(self, uid: str) -> None:
        self._remove(uid)
        self._fit()

    def _fit(self) -> None:
        self._empty.setVisible(not self._cards)
        self.collector.expect([c.view.dossier for c in self._cards.values() if c.ready])
        self._show_gaps()

    @property
    def cards(self) -> tuple[ResultCard, ...]:
        """What lies on the counter."""
        return tuple(self._cards.values())

    # -- handing over ---------------------------------------------------------------------------

    def gaps(self) -> tuple[Gap, ...]:
        """Return what is still missing."""
        ready = [card for card in self._cards.values() if card.ready]
        found = []
        if not ready:
            found.append(Gap("code", translate("Handover", "Giấy tiếp nhận của hồ sơ có kết quả")))
        if any(not card.slip.isChecked() for card in ready):
            found.append(Gap("slip", translate("Handover", "Đối chiếu Mẫu 01")))
        return (*found, *self.collector.gaps())

    def _show_gaps(self) -> None:
        self.missing.show_gaps(self.gaps(), translate("Handover", "Đủ điều kiện trả kết quả"))

    def go_to(self, field: str) -> None:
        """Put the cursor into what is missing."""
        if field == "code":
            self.code.setFocus()
        elif field == "slip":
            first = next(c for c in self._cards.values() if c.ready and not c.slip.isChecked())
            first.slip.setFocus()
        else:
            self.collector.go_to(field)

    @override
    def main_action(self) -> None:
        """Do what F9 does here."""
        self.hand_over()

    def hand_over(self) -> None:
        """Hand every ready result over to the collector, each durable by itself."""
        if self._busy or self._kit.hold.held:
            return
        missing = [gap for gap in self.gaps() if gap.field != "number"]
        if missing:
            self.go_to(missing[0].field)
            QApplication.beep()
            return
        if self.collector.ask_number():
            QApplication.beep()
            return
        self._set_busy(on=True)
        uids = [uid for uid, card in self._cards.items() if card.ready]
        arguments: dict[str, object] = {
            "to": self.collector.to,
            "id_number": self.collector.id_number,
        }
        if not self.collector.same:
            arguments["reason"] = self.collector.paper
        done: list[str] = []

        def work() -> None:
            for uid in uids:
                self._ports.act(uid, "hand-over", **arguments)
                done.append(uid)

        self._kit.tasks.run(
            work,
            lambda _: self._done(done),
            lambda error: self._not_done(done, error),
            owner=self,
        )

    def _set_busy(self, *, on: bool) -> None:
        self._busy = on
        self._go.setEnabled(not on)

    def _done(self, uids: list[str]) -> None:
        to = self.collector.to
        self._set_busy(on=False)
        self.clear()
        said = plural(
            len(uids),
            translate("Handover", "Đã trả 1 kết quả cho {to}"),
            translate("Handover", "Đã trả {n} kết quả cho {to}"),
            to=to,
        )
        self.changed.emit(said)

    def _not_done(self, done: list[str], error: Exception) -> None:
        # What was handed over before the failure is done; the rest stays on the counter.
        self._set_busy(on=False)
        for uid in done:
            self._remove(uid)
        self._fit()
        self.show_error(error)

    def clear(self) -> None:
        """Be ready for the next person."""
        for uid in list(self._cards):
            self._remove(uid)
        self.collector.clear()
        self._fit()
        self.start()

    def show_error(self, error: Exception) -> None:
        """Say what went wrong until it is acknowledged."""
        self.code.set_quietly("")
        self.error.show_error(error)

    @override
    def escape(self) -> bool:
        """Go one step back; tell whether there was one."""
        if not self.error.isHidden():
            self.error.acknowledge()
            return True
        if self._cards:
            self.clear()
            return True
        return False

    @override
    def start(self) -> None:
        """Put the cursor where a code is scanned."""
        self.code.setFocus()
