"""Calling people from anywhere in the window: F4 the next, Ctrl+F4 the same one again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from desk.domain.waiting import AT_COUNTER, MOVES, Board, Ticket
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.page import Undo
from desk.ui.tickets import words
from desk.ui.tickets.ports import TicketPorts
from desk.ui.words import counter

#: How often is looked who came in the meantime (a kiosk's script) and how long they wait.
LOOK_MS: Final = 10_000


class Caller(QObject):
    """`moved` carries the board whenever it is read, `called` a ticket that has just been called.

    `told` is a word for the clerk (and whether all is well), `failed` an error, `undoable` an
    `Undo` of the call.
    """

    moved = Signal(object)
    called = Signal(object)
    recalled = Signal(object)
    told = Signal(str, bool)
    failed = Signal(object)
    undoable = Signal(object)
    back = Signal(object)  # a ticket whose call was taken back

    def __init__(self, kit: Kit, ports: TicketPorts, parent: QObject) -> None:
        super().__init__(parent)
        self._kit, self._ports = kit, ports
        self._busy = False
        self.board = Board(day="")
        timer = QTimer(self)
        timer.setInterval(LOOK_MS)
        timer.timeout.connect(lambda: self.look())  # noqa: PLW0108 - nothing follows
        timer.start()

    def look(self, then: Callable[[Board], None] | None = None) -> None:
        """Read the waiting room again, and go on with what it looks like now."""

        def seen(board: Board) -> None:
            self._seen(board)
            if then is not None:
                then(board)

        self._kit.tasks.run(self._ports.board, seen, owner=self)

    def _seen(self, board: Board) -> None:
        self.board = board
        self.moved.emit(board)

    # -- calling --------------------------------------------------------------------------------

    def call(self, key: int | None = None, *, hold: bool = False) -> None:
        """Call whoever's turn it is, or the ticket named; once, however often a key bounces."""
        if self._busy:
            return
        self._busy = True
        before = self.board.current
        self._kit.tasks.run(
            lambda: self._ports.call(key, hold),
            lambda ticket: self._called(ticket, before),
            self._not_called,
            owner=self,
        )

    def _called(self, ticket: Ticket | None, before: Ticket | None) -> None:
        self._busy = False
        if ticket is None:
            self.nobody()
            return
        self.called.emit(ticket)
        said = translate("Tickets", "Đã gọi {ticket} đến {counter} · chờ {waited}").format(
            ticket=ticket.code,
            counter=counter(ticket.counter),
            waited=words.minutes(ticket.waited_s(self._kit.now())),
        )
        earlier = before.id if before is not None and before.id != ticket.id else None
        self.undoable.emit(Undo(said=said, back=lambda: self._take_back(ticket, earlier)))
        self.look()

    def nobody(self) -> None:
        """Say that nobody waits, and look whether somebody has come since."""
        self.told.emit(translate("Tickets", "Không có ai chờ trong hàng."), True)
        self.look()

    def _not_called(self, error: Exception) -> None:
        self._busy = False
        self.failed.emit(error)
        self.look()

    def _take_back(self, ticket: Ticket, before: int | None) -> None:
        def done(_: None) -> None:
            self.back.emit(ticket)
            self.look()

        self._kit.tasks.run(
            lambda: self._ports.uncall(ticket.id, before), done, self.failed.emit, owner=self
        )

    def again(self) -> None:
        """Call the present ticket once more."""
        current = self.board.current
        if current is None:
            self.told.emit(translate("Tickets", "Chưa gọi số nào. F4 gọi số đến lượt."), True)
            return

        def done(ticket: Ticket) -> None:
            self.recalled.emit(ticket)
            said = translate("Tickets", "Đã gọi lại {ticket} (lần {n})")
            self.told.emit(said.format(ticket=ticket.code, n=ticket.calls), True)
            self.look()

        self._kit.tasks.run(
            lambda: self._ports.again(current.id), done, self.failed.emit, owner=self
        )

    # -- what becomes of a ticket ---------------------------------------------------------------

    def move(self, ticket: Ticket, action: str, then: Callable[[], None] | None = None) -> None:
        """Take one of the steps of `waiting.MOVES` with a ticket."""

        def done(_: Ticket) -> None:
            if then is not None:
                then()
            self.look()

        self._kit.tasks.run(
            lambda: self._ports.move(ticket.id, action), done, self.failed.emit, owner=self
        )

    def begun(self, code: str) -> None:
        """Take note whose form is in hand: theirs is served, who else was called is held."""
        mine = next((each for each in self.board.tickets if each.code == code), None)
        if mine is None or mine.state not in MOVES["serve"][0]:
            return
        for each in self.board.tickets:
            if each.state in AT_COUNTER and each.id != mine.id:
                self.move(each, "hold")
        self.move(mine, "serve")
