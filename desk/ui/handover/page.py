"""The hand-over page: what waits; scan the results, scan the collector, sign, F9."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QRegularExpressionValidator, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from desk.domain import collection
from desk.domain.collection import Collecting
from desk.domain.notices import Kind
from desk.domain.records import Party
from desk.domain.views import DossierView
from desk.ui import words
from desk.ui.handover.card import ResultCard
from desk.ui.handover.collector import CollectorCard, Stood
from desk.ui.handover.errands import Errands
from desk.ui.handover.ports import HandoverPorts
from desk.ui.handover.rating import RatingStrip
from desk.ui.handover.ready import ReadyPanel
from desk.ui.handover.signature import MEDIA, SignatureCard
from desk.ui.kit import Kit
from desk.ui.language import plural, translate
from desk.ui.page import Page, Undo
from desk.ui.parts.action_bar import ActionBar
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.columns import Columns
from desk.ui.parts.fields import Line
from desk.ui.parts.layout import GUTTER, Scroll, column, frame
from desk.ui.parts.notices import ErrorPanel, Strip
from desk.ui.ports import Scanned
from desk.ui.receive.band import MissingBar
from desk.ui.receive.gaps import Gap

#: What is worth doing but keeps nobody from handing over.
SOFT = frozenset({"number", "original", "fee"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counter:
    """What lay on the counter, to be put back by an undo."""

    cards: tuple[tuple[str, tuple[bool, ...]], ...]  # uid, what was ticked
    collector: Stood


class HandoverScreen(Page):
    """`changed` tells what was done; `opened` carries a dossier's uid."""

    def __init__(self, kit: Kit, ports: HandoverPorts) -> None:
        super().__init__()
        self._kit, self._ports = kit, ports
        self._busy = False
        self._reminded_of_originals = False
        self._cards: dict[str, ResultCard] = {}
        self._last = ""  # uid of what was handed over last
        self.errands = Errands(kit, ports, self)
        self.error = ErrorPanel(kit, holds=True)
        self.collector = CollectorCard(kit)
        self.signature = SignatureCard(kit, screen=ports.keep_file is not None)
        self.rating = RatingStrip(kit)
        self.ready = ReadyPanel(kit)
        self.missing = MissingBar(kit)
        self._lay_out()
        self._wire()
        self._fit()

    def _lay_out(self) -> None:
        kit = self._kit
        hint = translate("Handover", "Quét mã trên giấy tiếp nhận, hoặc gõ mã rồi Enter")
        self.code = Line(kit, latin=True, role="scan", hint=hint)
        self.code.setAccessibleName(translate("Handover", "Mã hồ sơ"))
        self.code.setValidator(
            QRegularExpressionValidator(QRegularExpression(r"[0-9A-Za-z.\-| ]*"), self.code)
        )
        self.code.show_icon("scan-line")
        self._results = column(kit, gap=12)
        left, right = QWidget(), QWidget()
        left.setLayout(column(kit, self._results, gap=12))
        right.setLayout(column(kit, self.collector, self.signature, gap=12))
        self.columns = Columns(kit, [left, right], least=860, stretches=(3, 2))
        waiting = column(kit, gap=0)
        waiting.setContentsMargins(*(kit.theme.px(n) for n in (GUTTER, 4, GUTTER, 12)))
        waiting.addWidget(self.ready)
        self.pages = QStackedWidget()
        self.pages.addWidget(Scroll(frame(waiting)))
        self.pages.addWidget(self.columns)
        self._go = KeyButton(
            kit, translate("Handover", "Trả kết quả"), key="F9", icon="handshake", role="main"
        )
        top = column(kit, self.code, gap=0)
        top.setContentsMargins(*(kit.theme.px(n) for n in (GUTTER, GUTTER, GUTTER, 8)))
        layout = column(kit, Strip(kit, self.error, self.rating), gap=0)
        layout.addLayout(top)
        layout.addWidget(self.pages, 1)
        layout.addWidget(ActionBar(kit, self.missing, self._go))
        self.setLayout(layout)

    def _wire(self) -> None:
        self.code.returnPressed.connect(self._entered)
        self.collector.changed.connect(self._show_gaps)
        self.signature.changed.connect(self._show_gaps)
        self.missing.asked.connect(self.go_to)
        QShortcut(QKeySequence("Alt+6"), self.columns, self.tick_paid)
        self._go.clicked.connect(self.hand_over)
        self.ready.taken.connect(self.look_up)
        errands = self.errands
        self.ready.reminded.connect(errands.remind)
        self.ready.listing.connect(errands.print_list)
        self.ready.noticing.connect(self.noticed)
        self.ready.labels.connect(errands.print_labels)
        self.rating.rated.connect(errands.rate)
        self.rating.printing.connect(errands.print_survey)
        errands.told.connect(self.changed)
        errands.looked.connect(self.refresh)
        errands.printed.connect(self.printed)
        errands.failed.connect(self.show_error)
        errands.again.connect(lambda uid: self.again.emit(uid, "handover"))

    # -- what waits ---------------------------------------------------------------------------

    @override
    def refresh(self) -> None:
        """Read again what waits."""
        self._kit.tasks.run(
            self._ports.ready, self.ready.show_rows, self.error.show_error, owner=self
        )

    @override
    def named(self) -> tuple[tuple[str, ...], Kind] | None:
        uids = tuple(self._cards) or tuple(row.uid for row in self.ready.chosen)
        return (uids, Kind.WAITS) if uids else None

    @override
    def print_again(self) -> bool:
        """Print the receipt for what was handed over last."""
        if not self._last:
            return False
        self.errands.print_slip(self._last)
        return True

    # -- scans --------------------------------------------------------------------------------

    @override
    def scan(self, text: str) -> bool:
        """Take a result's code, a shelf's label or the collector's card, wherever the cursor is."""
        slot = collection.read_shelf(text)
        if slot:
            self.shelve(slot)
        else:
            self._kit.tasks.run(
                lambda: self._ports.parse_scan(text), self._scanned, self.show_error, owner=self
            )
        return True

    def _scanned(self, scanned: Scanned) -> None:
        if scanned.kind in ("card", "person_id"):
            number = scanned.text if scanned.kind == "person_id" else ""
            self.take(scanned.party or Party(name="", personal_id=number))
        elif scanned.kind == "bad":
            warning = scanned.warnings[0] if scanned.warnings else None
            code = warning.code if warning else "RescanError"
            facts = dict(warning.facts) if warning else {}
            self.error.show_words(self._kit.explain(code, facts))
        else:
            self.look_up(scanned.dossier_uid or scanned.text, seen=True)

    def take(self, party: Party) -> None:
        """Take whoever collects; a stranger's paper is asked for at once."""
        self.rating.leave()
        self.collector.take(party)
        self.pages.setCurrentIndex(1)
        if not self.collector.to:
            self.collector.name.setFocus()
        elif self.collector.blocked:
            self._kit.sound.bad()
            self.collector.authority.setFocus()
        self._show_gaps()

    def _entered(self) -> None:
        text = self.code.text().strip()
        slot = collection.read_shelf(text)
        if slot:
            self.code.set_quietly("")
            self.shelve(slot)
        elif text:
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
        self.rating.leave()
        known = self._cards.get(uid)
        seen = seen or (known is not None and known.slip.isChecked())
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
        self._reminded_of_originals = False
        self.collector.expect([c.view.dossier for c in self._cards.values() if c.ready])
        busy = bool(self._cards) or bool(self.collector.to or self.collector.id_number)
        self.pages.setCurrentIndex(int(busy))
        self._show_gaps()

    @property
    def cards(self) -> tuple[ResultCard, ...]:
        """What lies on the counter."""
        return tuple(self._cards.values())

    @property
    def _ready(self) -> list[ResultCard]:
        return [card for card in self._cards.values() if card.ready]

    # -- the shelf ----------------------------------------------------------------------------

    def shelve(self, slot: str) -> None:
        """Lay what is on the counter into a place of the shelf."""
        uids = [card.view.dossier.uid for card in self._ready]
        if not uids:
            self.error.show_words(self._kit.explain("nothing_to_shelve", {"slot": slot}))
            return
        self._kit.tasks.run(
            lambda: self._ports.shelve(uids, slot),
            lambda codes: self._shelved(uids, codes, slot),
            self.show_error,
            owner=self,
        )

    def _shelved(self, uids: Sequence[str], codes: Sequence[str], slot: str) -> None:
        for uid in uids:
            self._remove(uid)
        self._fit()
        said = plural(
            len(codes),
            translate("Handover", "Đã xếp {code} vào ô {slot}"),
            translate("Handover", "Đã xếp {n} kết quả vào ô {slot}"),
            code=codes[0],
            slot=slot,
        )
        self.changed.emit(said)
        self.refresh()
        self.start()

    # -- handing over ---------------------------------------------------------------------------

    def gaps(self) -> tuple[Gap, ...]:
        """Return what is still missing."""
        found, ready = [], self._ready
        if not ready:
            found.append(Gap("code", translate("Handover", "Giấy tiếp nhận của hồ sơ có kết quả")))
        if any(not card.slip.isChecked() for card in ready):
            found.append(Gap("slip", translate("Handover", "Đối chiếu Mẫu 01")))
        if self._cards or self.collector.to or self.collector.id_number:
            found += self.collector.gaps()
        if any(card.owes for card in ready):
            found.append(Gap("fee", translate("Handover", "Tiền còn phải thu (Alt+6)")))
        if any(card.keeps for card in ready):
            found.append(Gap("original", translate("Handover", "Bản chính phải trả (Ctrl+D)")))
        return tuple(found)

    def _show_gaps(self) -> None:
        self.missing.show_gaps(self.gaps(), translate("Handover", "Đủ điều kiện trả kết quả"))

    def go_to(self, field: str) -> None:
        """Put the cursor into what is missing."""
        if field == "code":
            self.code.setFocus()
        elif field == "slip":
            next(card for card in self._ready if not card.slip.isChecked()).slip.setFocus()
        elif field == "fee":
            next(card for card in self._ready if card.owes).paid.setFocus()
        elif field == "original":
            next(card for card in self._ready if card.keeps).go_to_original()
        else:
            self.collector.go_to(field)

    @override
    def main_action(self) -> None:
        """Do what F9 does here."""
        self.hand_over()

    def hand_over(self) -> None:
        """Hand every ready result over to the collector, all of them in one act."""
        if self._busy or self._kit.hold.held:
            return
        missing = [gap for gap in self.gaps() if gap.field not in SOFT]
        if missing:
            self.go_to(missing[0].field)
            self._kit.sound.bad()
            return
        if self.collector.ask_number() or self._ask_originals():
            self._kit.sound.bad()
            return
        self._set_busy(on=True)
        cards = {card.view.dossier.uid: card.given_back for card in self._ready}
        owing = sum(card.owed for card in self._ready if card.owes)
        paid = [card.view.dossier.uid for card in self._ready if card.paid.isChecked()]
        who = Collecting(
            to=self.collector.to,
            id_number=self.collector.id_number,
            authority="" if self.collector.same else self.collector.paper,
        )
        picture, keep = self.signature.png, self._ports.keep_file
        slip = self.signature.on_paper.isChecked()

        def work() -> None:
            signed = keep(picture, MEDIA) if keep is not None and picture else ""
            self._ports.collect(
                list(cards),
                replace(who, signature=signed),
                returned=cards,
                paid=paid,
                slip=slip,
            )

        self._kit.tasks.run(
            work, lambda _: self._done(list(cards), owing), self._not_done, owner=self
        )

    def _ask_originals(self) -> bool:
        """Ask once for the originals that must go back; tell whether they were asked for."""
        if self._reminded_of_originals or not any(card.keeps for card in self._ready):
            return False
        self._reminded_of_originals = True
        self.go_to("original")
        return True

    def tick_paid(self) -> None:
        """Say that what was still owed has been paid; again, that it has not."""
        owing = [card for card in self._ready if card.owed]
        paid = any(card.owes for card in owing)
        for card in owing:
            card.paid.setChecked(paid)

    def _set_busy(self, *, on: bool) -> None:
        self._busy = on
        self._go.setEnabled(not on)

    def _done(self, uids: list[str], owing: int) -> None:
        to = self.collector.to
        self._set_busy(on=False)
        self._last = uids[-1]
        self.clear()
        self.rating.ask(uids, to)
        said = plural(
            len(uids),
            translate("Handover", "Đã trả 1 kết quả cho {to}"),
            translate("Handover", "Đã trả {n} kết quả cho {to}"),
            to=to,
        )
        if owing:
            more = translate("Handover", "chưa thu {amount}").format(amount=words.money(owing))
            said = f"{said}; {more}"
        self.changed.emit(said)
        self.undoable.emit(Undo(said=said, back=lambda: self._take_back(uids)))
        self.refresh()

    def _take_back(self, uids: list[str]) -> None:
        """Take a hand-over back; the results lie on the counter again."""
        self.rating.leave()
        self._last = ""
        self._kit.tasks.run(
            lambda: self._ports.take_back(uids),
            lambda _: self._look_up_all(uids),
            self.show_error,
            owner=self,
        )

    def _look_up_all(self, uids: Sequence[str]) -> None:
        for uid in uids:
            self.look_up(uid, seen=True)

    def _not_done(self, error: Exception) -> None:
        # Nothing was handed over. Another counter may have been quicker: look at all of it again.
        self._set_busy(on=False)
        self._look_up_all(list(self._cards))
        self.show_error(error)

    def clear(self) -> None:
        """Be ready for the next person."""
        for uid in list(self._cards):
            self._remove(uid)
        self.collector.clear()
        self.signature.clear()
        self._fit()
        self.start()

    # -- keys -----------------------------------------------------------------------------------

    def _take_away(self) -> None:
        """Clear the counter, and offer for a while to lay everything out again."""
        held = _Counter(
            cards=tuple((uid, card.ticks) for uid, card in self._cards.items()),
            collector=self.collector.stood,
        )
        self.clear()
        said = plural(
            len(held.cards),
            translate("Handover", "Đã bỏ 1 kết quả ra, chưa trả"),
            translate("Handover", "Đã bỏ {n} kết quả ra, chưa trả"),
        )
        self.undoable.emit(Undo(said=said, back=lambda: self._lay_again(held)))

    def _lay_again(self, held: _Counter) -> None:
        """Look everything up afresh: meanwhile it may have gone elsewhere."""
        self.collector.put_back(held.collector)
        for uid, ticks in held.cards:
            self._kit.tasks.run(
                partial(self._ports.lookup, uid),
                partial(self._add_again, ticks),
                self.show_error,
                owner=self,
            )

    def _add_again(self, ticks: tuple[bool, ...], view: DossierView) -> None:
        self.add(view)
        card = self._cards[view.dossier.uid]
        if len(card.ticks) == len(ticks):
            card.tick(ticks)

    def show_error(self, error: Exception) -> None:
        """Say what went wrong until it is acknowledged."""
        self.code.set_quietly("")
        self.error.show_error(error)

    @override
    def escape(self) -> bool:
        """Go one step back; tell whether there was one."""
        if not self.error.isHidden():
            self.error.acknowledge()
        elif not self.rating.isHidden():
            self.rating.leave()
        elif self._cards or self.collector.to or self.collector.id_number:
            self._take_away()
        else:
            return self.ready.escape()
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers()
        if event.key() == Qt.Key.Key_D and modifiers == Qt.KeyboardModifier.ControlModifier:
            for card in self._ready:
                card.tick_all()
        elif event.key() in (Qt.Key.Key_F6, Qt.Key.Key_Down) and self.pages.currentIndex() == 0:
            self._other_pane(event)
        else:
            super().keyPressEvent(event)

    def _other_pane(self, event: QKeyEvent) -> None:
        if self.ready.table.hasFocus() and event.key() == Qt.Key.Key_F6:
            self.code.setFocus()
        else:
            self.ready.table.setFocus()

    @override
    def start(self) -> None:
        """Put the cursor where a code is scanned."""
        self.code.setFocus()
