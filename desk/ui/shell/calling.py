"""What F4 sets going: the call, the form that begins with it, the screens and the voice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from desk.domain.waiting import Board, Ticket
from desk.ui.citizen.desk import CitizenDesk
from desk.ui.displays import Displays
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.page import Page
from desk.ui.tickets.caller import Caller
from desk.ui.tickets.ports import TicketPorts

if TYPE_CHECKING:
    from desk.ui.shell.desk import Shell
    from desk.ui.tickets.page import TicketsScreen


class Calling(QObject):
    """The waiting room's thread through one desk."""

    def __init__(self, kit: Kit, ports: TicketPorts, displays: Displays, shell: Shell) -> None:
        super().__init__(shell)
        self._kit, self._shell, self.displays = kit, shell, displays
        self.caller = Caller(kit, ports, self)
        self.citizen = CitizenDesk(kit, shell.receive, displays, shell.receive.citizen)
        self.caller.moved.connect(self._moved)
        self.caller.called.connect(self._called)
        self.caller.recalled.connect(displays.announce)
        self.caller.back.connect(self._taken_back)
        self.caller.told.connect(lambda said, well: shell.toast.say(said, well=well))
        self.caller.failed.connect(self._failed)
        self.caller.undoable.connect(shell.strip.offer)
        shell.receive.edited.connect(self._begun)
        shell.receive.cleared.connect(self.caller.look)
        shell.receive.received.connect(lambda _: self.caller.look())
        shell.receive.changed.connect(lambda _: self.caller.look())  # a receipt was taken back
        # Bound methods: these outlive the desk, and must not call one that is gone.
        displays.voice.lost.connect(self._show_devices)
        displays.chose.connect(self._note_place)
        self.caller.look()

    def adopt(self, page: Page) -> None:
        """Connect a page that has to do with the waiting room or its screens, once it is made."""
        if self._shell.pages.get("tickets") is page:
            self._adopt_tickets(cast("TicketsScreen", page))
        elif self._shell.pages.get("handover") is page:
            rating, displays = self._shell.handover.rating, self.displays
            rating.asked.connect(lambda: displays.ask_rating(rating.answer))
            rating.gone.connect(displays.ask_no_more)
        elif self._shell.pages.get("exchange") is page:
            self._wire_devices()

    def _adopt_tickets(self, page: TicketsScreen) -> None:
        self.caller.moved.connect(page.show_board)
        self.caller.failed.connect(page.error.show_error)
        page.wanted.connect(lambda key: self.call(key or None))
        page.again.connect(self.caller.again)
        page.looked.connect(self.caller.look)
        page.stepped.connect(
            lambda ticket, action, said: self.caller.move(
                ticket, action, lambda: page.changed.emit(said)
            )
        )
        page.show_board(self.caller.board)

    # -- calling --------------------------------------------------------------------------------

    def call(self, key: int | None = None) -> None:
        """Call the next; a half-done form of whoever is at the counter is parked, never lost."""
        if key is None and not self._shell.receive.is_blank and not self.caller.board.line:
            # Whoever is at the counter stays there unless somebody has come since.
            self.caller.look(lambda board: self._call() if board.line else self.caller.nobody())
        else:
            self._call(key)

    def _call(self, key: int | None = None) -> None:
        page, current = self._shell.receive, self.caller.board.current
        hold = not page.is_blank and current is not None and page.new().ticket == current.code
        self._shell.drafts.park()
        if page.is_blank:  # else all nine places are taken, and that was said
            self.caller.call(key, hold=hold)

    def _called(self, ticket: Ticket) -> None:
        self.displays.announce(ticket)
        self._shell.go("receive")
        self._shell.receive.begin_for(ticket.code, ticket.waited_s(self._kit.now()))

    def _taken_back(self, ticket: Ticket) -> None:
        page = self._shell.receive
        if page.form.visit.ticket == ticket.code and page.is_blank:
            page.begin_for("", 0)

    def _begun(self) -> None:
        ticket = self._shell.receive.form.visit.ticket
        if ticket and not self._shell.receive.is_blank:
            self.caller.begun(ticket)

    def _moved(self, board: Board) -> None:
        self._shell.top.show_board(board)
        self.displays.show_board(board)
        self._keep_together(board)

    def _keep_together(self, board: Board) -> None:
        """Let the form in hand be that of whoever is at the counter, whatever came between.

        The power went, another clerk sat down, the form was cleared: they are still here. If their
        form was parked they are not: then they are held.
        """
        page, current = self._shell.receive, board.current
        if current is None or not page.is_blank or page.form.visit.ticket:
            return
        parked = (each.form.new.ticket for each in self._shell.drafts.waiting.drafts.values())
        if current.code in parked:
            self.caller.move(current, "hold")
        else:
            waited = current.waited_s(self._kit.now())
            visit = replace(page.form.visit, ticket=current.code, waited_s=waited)
            page.form.visit = visit

    def _failed(self, error: Exception) -> None:
        if self._shell.shown != "tickets":
            self._shell.toast.say(self._kit.words(error).title, well=False)

    # -- the citizen's screen -------------------------------------------------------------------

    def confirm(self) -> None:
        """Do what Ctrl+K does on the receive page."""
        if self._shell.shown != "receive" or self.citizen.confirm():
            return
        said = translate("Shell", "Màn hình người dân chưa mở: mở ở Đồng bộ & thiết bị.")
        self._shell.toast.say(said, well=False)

    # -- devices --------------------------------------------------------------------------------

    def _wire_devices(self) -> None:
        card, shell = self._shell.exchange.screens, self._shell
        self._show_devices()
        card.placed.connect(self._place)
        card.spoken.connect(self._speak)
        card.named.connect(lambda name: shell.choose_for_counter(counter=name))
        card.tested.connect(self._test)

    def _show_devices(self) -> None:
        if "exchange" not in self._shell.pages:
            return
        can_speak = self.displays.voice.present
        self._shell.exchange.screens.show_choices(
            self._shell.choices, usual=self._shell.counter, can_speak=can_speak
        )

    def _note_place(self, which: str, place: str) -> None:
        self._shell.choose_for_counter(**{which: place})
        self._show_devices()

    def _place(self, which: str, place: str) -> None:
        self.displays.open(which, place)
        self._note_place(which, place)

    def _speak(self, on: bool) -> None:
        self.displays.voice.on = on
        if not on:
            self.displays.voice.stop()
        self._shell.choose_for_counter(voice="on" if on else "off")
        self._show_devices()

    def _test(self, text: str) -> None:
        self.displays.voice.say(text)
