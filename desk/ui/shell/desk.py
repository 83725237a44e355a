"""The shell: screens, chips, keys and scans, and what passes between the pages."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame
from typing_extensions import override

from desk.domain.lookup import Filter
from desk.domain.records import Actor, Procedure
from desk.domain.views import NewDossier, Receipt
from desk.ui import print_job
from desk.ui.choices import Choices
from desk.ui.displays import Displays
from desk.ui.drafts.keeping import Keeping, Waiting
from desk.ui.drawer.opening import OpeningCard
from desk.ui.keys import Shortcuts
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.page import Page, close_all
from desk.ui.parts.layout import Pages, column, row
from desk.ui.ports import Place, Scanned, WindowPorts
from desk.ui.printers.again import ReprintCard, is_asked
from desk.ui.printers.sizes import SizeCard
from desk.ui.receive.keeping import PageForm
from desk.ui.receive.page import ReceivePage
from desk.ui.scans.desk import ScanDesk
from desk.ui.search.page import SearchScreen
from desk.ui.shell.calling import Calling
from desk.ui.shell.dials import Dials
from desk.ui.shell.help import Help, first_day
from desk.ui.shell.keyed import notify, shortcuts_of
from desk.ui.shell.made import MadePages
from desk.ui.shell.offline import OfflineLine
from desk.ui.shell.printers import Printers
from desk.ui.shell.rail import Rail
from desk.ui.shell.screens import first_of, make_page
from desk.ui.shell.strip import BottomStrip
from desk.ui.shell.top import TopBar
from desk.ui.shell.watch import Watch

RAIL_LEAST: Final = 1200
CHIPS_LEAST: Final = 1120
STRIP_LEAST: Final = 480


class Shell(MadePages):
    """`chose` carries new choices; `left` wants another person, `locked` nobody to read on.

    `renumbered` carries the slot that this counter has from now on.
    """

    chose = Signal(object)
    left = Signal()
    locked = Signal()
    renumbered = Signal(int)
    happened = Signal(str)  # what was done, by the keys of `tour.tasks`

    def __init__(
        self,
        kit: Kit,
        ports: WindowPorts,
        place: Place,
        user: Actor | None,
        *,
        choices: Choices,
        waiting: Waiting,
        displays: Displays,
    ) -> None:
        super().__init__()
        self._kit, self._ports, self._choices = kit, ports, choices
        self._screen, self._place, self._user = "receive", place, user
        self.rail = Rail(kit, place)
        self.top = TopBar(kit, ports.search, user, choices, practice=place.practice)
        self.offline = OfflineLine(kit)
        self.strip = BottomStrip(kit)
        self.receive = ReceivePage(kit, ports.receive)
        self.opening = OpeningCard(kit, ports.cash, lambda: self.receive.is_blank)
        self.pages["receive"] = self.receive
        form = PageForm(self.receive)
        self.drafts = Keeping(kit, ports.drafts, form, waiting=waiting, user=user, parent=self)
        form.touched.connect(self.drafts.touch)
        self.spool = print_job.PrintSpool(kit.tasks, ports.printing, choices.printer, self)
        self.reprints = ReprintCard(kit, ports.printing.again, ports.printing.why_again)
        self.sizes = SizeCard(kit, ports.printing, self.spool, self.receive.show_error)
        self._lay_out()
        self.help = Help(kit, self, choices.language)
        self.overlay = self.help.overlay
        self.toast = self.strip.toast
        self.calling = Calling(kit, ports.tickets, displays, self)
        self._wire()
        self._shortcuts = shortcuts_of(self)
        self.scans = ScanDesk(kit, ports.scans, self.receive)
        self._wire_scans()
        self.watch = Watch(kit, ports, self.spool, self)
        self.dials = Dials(self.watch, self)

    def _lay_out(self) -> None:
        self.stack = Pages()
        self.stack.setObjectName("pages")
        self._take(self.receive)
        right = QFrame()
        inner = row(self._kit, self.rail, right, gap=0)
        inner.setStretch(1, 1)
        self.tour = first_day(self._kit, self._fit) if self._place.practice else None
        if self.tour is not None:
            self.happened.connect(self.tour.note)
            self.top.toured.connect(self.tour.bring)
            inner.addWidget(self.tour)
        self.setLayout(inner)
        outer = column(self._kit, self.top, self.offline, self.opening, self.reprints, gap=0)
        outer.addWidget(self.sizes)
        outer.addWidget(self.stack, 1)
        outer.addWidget(self.strip)
        right.setLayout(outer)

    def _wire(self) -> None:
        self.rail.chosen.connect(self.go)
        self.top.asked.connect(self.go)
        self.top.opened.connect(self.open)
        self.top.opened.connect(lambda _: self.happened.emit("found"))
        self.top.chose.connect(self.chose)
        self.top.left.connect(self.left)
        self.top.locked.connect(self.locked)
        self.offline.asked.connect(lambda: self.go("exchange"))
        self.strip.needed.connect(self._fit_strip)
        self.receive.undo.moved.connect(self._fit_strip)
        self.strip.resumed.connect(self.drafts.resume)
        self.strip.thrown.connect(self.drafts.throw)
        self.opening.said.connect(self.note)
        self.reprints.queued.connect(self.spool.tell)
        for card in (self.reprints, self.sizes, self.opening):
            card.left.connect(lambda: self.page.start())  # noqa: PLW0108 - whichever is shown then
        self.drafts.moved.connect(self._show_drafts)
        self.drafts.stood.connect(self.strip.show_standing)
        self.drafts.undoable.connect(self.strip.offer)
        self.drafts.resumed.connect(self._resumed)
        self.drafts.said.connect(lambda said: self.toast.say(said, well=False))
        self.strip.helped.connect(self.help.toggle)
        self.help.read.connect(lambda: self.happened.emit("guide"))
        self.receive.received.connect(self._received)
        self.receive.reprint.connect(self._reprint)
        self.receive.spooled.connect(lambda _: self.spool.wake())
        self.reprints.failed.connect(self.receive.show_error)
        self.spool.told.connect(lambda said, well: self.toast.say(said, well=well))
        self._kit.hold.refused.connect(self._scan_refused)

    def _wire_scans(self) -> None:
        self.scans.told.connect(self._scanned_in)
        self.scans.trouble.connect(lambda said: self.toast.say(said, well=False))
        self.scans.counted.connect(lambda waits: self.rail.show_counts({"scans": waits}))

    @override
    def shortcuts(self) -> Shortcuts:
        return self._shortcuts

    # -- screens --------------------------------------------------------------------------------

    @property
    def shown(self) -> str:
        """The name of the screen that is shown."""
        return self._screen

    def go(self, name: str) -> None:
        """Show a screen and put the cursor where its work begins."""
        self.help.leave()
        self.top.forget()
        page = self.page_of(name)
        self._screen = name
        self.stack.setCurrentWidget(page)
        self.rail.show_screen(name)
        self._fit_strip()
        self.refresh()
        page.start()
        self.happened.emit(name)

    @override
    def make(self, name: str) -> Page:
        return make_page(name, self._kit, self._ports, self._place, self._user)

    @override
    def meet(self, name: str) -> None:
        page = self.pages[name]
        self._take(page)
        self._wire_page(name)
        self.dials.adopt(name)
        self.scans.greet(page)
        self.calling.adopt(page)

    def _wire_page(self, name: str) -> None:
        if name == "dossier":
            self.dossier.changed.connect(self._dossier_changed)
            self.dossier.hand_over.connect(self._hand_over)
            self.dossier.mended.connect(self._mend)
            self.dossier.issuing.connect(self._issue)
        elif name == "handover":
            self.handover.changed.connect(lambda _: self.happened.emit("handed"))
        elif name == "books":
            self.spool.drawn.connect(self.books.saving.follow)
            self.books.saving.stopped.connect(self.spool.stop)
        elif name == "printers":
            self.printing.jobs_changed.connect(self.spool.wake)
        elif name == "exchange":
            self.exchange.jobs_changed.connect(self.spool.wake)
            self.printers = Printers(self._kit.tasks, self, self.exchange.printer)

    def _dossier_changed(self) -> None:
        if "queue" in self.pages:
            self.queue.refresh()
        self.happened.emit("changed")

    def _take(self, page: Page) -> None:
        self.stack.addWidget(page)
        page.opened.connect(self.open)
        page.changed.connect(self.note)
        page.printed.connect(self.spool.tell)
        page.again.connect(self.reprints.ask)
        page.asked.connect(self.go)
        page.lookup.connect(self.look_up)
        page.exported.connect(partial(self.look_up, written=True))
        page.undoable.connect(self.strip.offer)
        page.stood.connect(self.strip.show_standing)
        page.renumbered.connect(self._renumber)
        page.noticed.connect(partial(notify, self))

    def _renumber(self, slot: int) -> None:
        self._place = replace(self._place, slot=slot)
        self.rail.show_slot(slot)
        self.renumbered.emit(slot)

    def look_up(self, asked: Filter, title: str, *, written: bool = False) -> None:
        """List exactly the dossiers that another page asks for, or write them into a file too."""
        self.go("search")
        if isinstance(page := self.pages["search"], SearchScreen):
            page.ask(asked, title, written=written)

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self.pages[self._screen]

    def refresh(self) -> None:
        """Read what the screen shows again."""
        self.page.refresh()
        if self._screen == "exchange":
            self.printers.offer()
        self.watch.look()

    def open(self, uid: str) -> None:
        """Show a dossier."""
        self.dossier.open(uid)
        if self._screen != "dossier":
            self._screen = "dossier"
            self.stack.setCurrentWidget(self.dossier)
            self.rail.show_screen("dossier")
        self.dossier.start()

    def neighbour(self, by: int) -> None:
        """Show the dossier before or after the present one in the queue's list."""
        if self._screen != "dossier" or self.dossier.view is None:
            return
        found = self.queue.model.beside(self.dossier.view.dossier.uid, by)
        if found is not None:
            self.open(found.uid)

    def new(self) -> None:
        """Do what F2 does: the receive page, with the form as it stands."""
        self.go("receive")

    @override
    def start(self) -> None:
        self.go(first_of(self._user))
        self.drafts.begin()
        if not self._place.practice:
            self.opening.ask()

    @override
    def seat(self, user: Actor) -> None:
        self._user = user
        self.top.show_user(user)
        self.strip.forget()
        self.help.leave()
        for page in self.pages.values():
            page.seat(user)
        self.drafts.seat(user)
        self.start()

    @override
    def memory(self) -> object:
        view = self.dossier.view
        close_all(self.pages.values())
        return self._screen, self.drafts.recallable(), view.dossier.uid if view else ""

    @override
    def recall(self, memory: object) -> None:
        if not isinstance(memory, tuple):
            return
        screen, draft, uid = memory
        if draft is not None:
            self.drafts.recall(draft)
        if uid:
            self.dossier.open(uid)
        self.go(screen)

    @override
    def main_action(self) -> None:
        if not self.help.shown:
            self.page.main_action()

    def print_again(self) -> None:
        """Print the paper again that this screen is about."""
        if self.page.print_again():
            self.happened.emit("printed")
        elif self.receive.band.uid:
            self._reprint(self.receive.band.uid)
            self.happened.emit("printed")

    def print_covers(self) -> None:
        """Print cover sheets for what is still to be scanned: of this dossier, or the last one."""
        view = self.dossier.view if self._screen == "dossier" else None
        uid = view.dossier.uid if view is not None else self.receive.band.uid
        if uid:
            self._reprint(uid, "cover")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # What an edited field or the page itself takes back does not come this far.
        if not (event.matches(QKeySequence.StandardKey.Undo) and self.strip.take_back()):
            super().keyPressEvent(event)

    @override
    def escape(self) -> bool:
        self.toast.leave()
        if not self.page.escape() and self._screen == "dossier":
            self.go("queue")
        return True

    # -- scans ----------------------------------------------------------------------------------

    @override
    def scan(self, text: str) -> None:
        self.help.leave()
        if "|" in text:
            self.happened.emit("scanned")
        if not self.page.scan(text):
            self._kit.tasks.run(
                lambda: self._ports.receive.parse_scan(text), self._scanned, owner=self
            )

    def _scanned(self, scanned: Scanned) -> None:
        if scanned.kind == "dossier" and scanned.dossier_uid:
            self.open(scanned.dossier_uid)
        elif scanned.kind == "bad":
            self.go("receive")
            self.receive.take_scan(scanned)
        else:
            party = scanned.party
            self.top.search(party.personal_id if party else scanned.text)

    def _scan_refused(self) -> None:
        said = translate("Shell", "Còn một lỗi chưa xem: nhấn Esc rồi quét lại.")
        self.toast.say(said, well=False)

    # -- what pages tell ------------------------------------------------------------------------

    def note(self, said: str) -> None:
        """Tell what was done, in the strip, and for a moment more loudly."""
        self.strip.say(said)
        if not self.page.shows_done:
            self.toast.say(said)
        self._kit.sound.good()
        self.watch.look()
        self.spool.wake()

    def _received(self, receipt: Receipt) -> None:
        dossier = receipt.dossier
        self.drafts.received(dossier.uid)
        self._kit.sound.good()
        self.happened.emit("received")
        said = translate("Shell", "Đã tiếp nhận {code} · {name}")
        self.strip.say(said.format(code=dossier.code, name=dossier.subject.name))

    def _hand_over(self, uid: str) -> None:
        self.go("handover")
        self.handover.look_up(uid)

    def _issue(self, uid: str, result: str) -> None:
        self.go("results")
        self.results.open(uid, result)

    def next_thing(self) -> None:
        """Do what Ctrl+K does: on a dossier copy its next field, else answer for the citizen."""
        if self._screen == "dossier":
            self.dossier.copy_next()
        else:
            self.calling.confirm()

    def _mend(self, draft: NewDossier, procedure: Procedure) -> None:
        """Begin a free correction; whoever is in the form is parked first, never lost."""
        if not self.receive.is_empty:
            self.drafts.park()
        if self.receive.is_empty:
            self.receive.show_draft(draft, procedure)
        self.go("receive")

    def _reprint(self, uid: str, form: str = "receipt") -> None:
        self._kit.tasks.run(
            lambda: self._ports.dossier.print_form(uid, form),
            self.spool.tell,
            lambda error: (
                self.reprints.ask(uid, form) if is_asked(error) else self.receive.show_error(error)
            ),
            owner=self,
        )

    def _scanned_in(self, said: str) -> None:
        self.strip.say(said)
        self.toast.say(said)
        if self._screen in ("scans", "dossier"):
            self.page.refresh()

    # -- choices --------------------------------------------------------------------------------

    def choose_for_counter(self, **chosen: Any) -> None:
        """Choose what holds for this counter, whoever sits at it."""
        self._choose(replace(self._choices, **chosen))

    @property
    def counter(self) -> str:
        """What this counter is called unless another name was chosen."""
        return translate("Shell", "Quầy {slot}").format(slot=self._place.slot)

    @property
    def choices(self) -> Choices:
        """What was chosen."""
        return self._choices

    def _choose(self, choices: Choices) -> None:
        self._choices = choices
        self.top.know(choices)
        self.chose.emit(choices)

    # -- parked citizens ------------------------------------------------------------------------

    @override
    def park(self) -> None:
        self.drafts.leave()

    @override
    def close_down(self) -> None:
        self.drafts.flush()
        close_all(self.pages.values())

    def park_one(self) -> None:
        """Put the form of the receive page aside and be ready for the next citizen."""
        if self._screen == "receive" and not self.receive.is_empty:
            self.drafts.park()
            self.happened.emit("parked")

    def resume(self, place: int) -> None:
        """Take up again who is parked at a place; the form in hand is parked in its turn."""
        draft = self.drafts.waiting.at(place)
        if draft is not None:
            self.drafts.resume(draft)
            self.happened.emit("resumed")

    def _resumed(self) -> None:
        # The cursor is where it was already; to start the page would move it.
        if self._screen != "receive":
            self._screen = "receive"
            self.stack.setCurrentWidget(self.receive)
            self.rail.show_screen("receive")

    def _show_drafts(self) -> None:
        self.strip.show_drafts(self.drafts.waiting, self._user)

    def _fit_strip(self) -> None:
        offered = self.page is self.receive and not self.receive.undo.isHidden()
        self.strip.stand_behind(behind=offered)
        self.strip.fit(self.page, roomy=self.height() >= self._kit.theme.px(STRIP_LEAST))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px, width = self._kit.theme.px, self.width()
        if self.tour is not None and self.tour.isVisibleTo(self):
            width -= self.tour.width()
        self.rail.set_narrow(narrow=width < px(RAIL_LEAST))
        self.top.set_narrow(narrow=width < px(CHIPS_LEAST))
        self.offline.set_narrow(narrow=width < px(CHIPS_LEAST))
        self._fit_strip()
