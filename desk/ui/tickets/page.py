"""Hàng chờ: who is at the counter, who waits, and the next slip of paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget
from typing_extensions import override

from desk.domain.waiting import AT_COUNTER, MOVES, REASONS, Board, Ticket
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.page import Page
from desk.ui.parts.action_bar import ActionBar
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.fields import Field, Line
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import GUTTER, Scroll, column, frame, label, row
from desk.ui.parts.notices import Empty, ErrorPanel, Strip
from desk.ui.parts.status import Mark
from desk.ui.tickets import words
from desk.ui.tickets.list import TicketTable
from desk.ui.tickets.ports import TicketPorts
from desk.ui.words import counter

_LEAST: Final = 760
_LIST_LEAST: Final = 260
_SHARES: Final = (9, 11)  # of the width: two buttons fit side by side at the left


class CurrentCard(QFrame):
    """Who is at the counter now; `moved` carries one of `waiting.MOVES`."""

    again = Signal()
    moved = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "card")
        self.code = label("", "display")
        self.state = Mark(kit)
        self.told = label("", "quiet", wrap=True)
        self._buttons = {
            "again": KeyButton(
                kit, translate("Tickets", "Gọi lại"), key="Ctrl+F4", icon="megaphone"
            ),
            "hold": KeyButton(kit, translate("Tickets", "Tạm giữ"), key="Alt+7", icon="pause"),
            "absent": KeyButton(kit, translate("Tickets", "Vắng mặt"), key="Alt+8", icon="user-x"),
            "finish": KeyButton(kit, translate("Tickets", "Xong"), key="Alt+9", icon="check"),
        }
        for name, button in self._buttons.items():
            slot = self.again.emit if name == "again" else (lambda n=name: self.moved.emit(n))
            button.clicked.connect(lambda _=False, then=slot: then())
        head = row(kit, self.code, None, self.state, gap=12)
        self.setLayout(
            column(
                kit,
                label(translate("Tickets", "Đang ở quầy"), "caption"),
                head,
                self.told,
                frame(Flow(kit, *self._buttons.values(), gap=8)),
                gap=8,
                margin=16,
            )
        )
        self.show_ticket(None)

    def show_ticket(self, ticket: Ticket | None) -> None:
        """Show whom the counter serves."""
        self.state.setVisible(ticket is not None)
        for button in self._buttons.values():
            button.setEnabled(ticket is not None)
        if ticket is None:
            self.code.setText("–")
            self.code.setAccessibleName(translate("Tickets", "Chưa gọi số nào"))
            self.told.setText(translate("Tickets", "Chưa gọi số nào. F4 gọi số đến lượt."))
            return
        self.code.setText(ticket.code)
        self.code.setAccessibleName(ticket.code)
        self.state.show_look(words.state(ticket), words.LOOKS[ticket.state])
        waited = words.minutes(ticket.waited_s(self._kit.now()))
        parts = [
            words.reason(ticket),
            translate("Tickets", "chờ {waited}").format(waited=waited),
            counter(ticket.counter),
        ]
        if ticket.calls > 1:
            parts.append(translate("Tickets", "gọi lần {n}").format(n=ticket.calls))
        self.told.setText(" · ".join(part for part in parts if part))


class TakeCard(QFrame):
    """The next slip; `wanted` carries the reason of a priority, `typed` a paper slip's number."""

    wanted = Signal(str)
    typed = Signal(str, bool)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.buttons: list[KeyButton] = []
        ordinary = translate("Tickets", "Số thường")
        named = [("", ordinary)]
        named += [(each, translate("Tickets", words.REASONS[each])) for each in REASONS]
        for at, (reason, text) in enumerate(named, 1):
            button = KeyButton(kit, text, key=f"Alt+{at}")
            button.clicked.connect(lambda _=False, r=reason: self.wanted.emit(r))
            self.buttons.append(button)
        self.slip = Line(kit, latin=True, role="mono", hint=translate("Tickets", "vd A017"))
        self.slip.returnPressed.connect(self._take_slip)
        self.field = Field(
            kit,
            translate("Tickets", "Số trên phiếu giấy"),
            self.slip,
            hint=translate("Tickets", "Người dân đã có phiếu: gõ số rồi Enter, số vào hàng chờ."),
        )
        self.setLayout(
            column(
                kit,
                row(kit, label(translate("Tickets", "Lấy số"), "heading"), None, self.buttons[0]),
                label(translate("Tickets", "Số ưu tiên"), "caption"),
                frame(Flow(kit, *self.buttons[1:], gap=8)),
                self.field,
                gap=8,
                margin=16,
            )
        )

    def _take_slip(self) -> None:
        text = self.slip.text().strip()
        if text:
            self.typed.emit(text, True)

    def taken(self) -> None:
        """Be ready for the next slip."""
        self.slip.clear()
        self.field.settle()


class TicketsScreen(Page):
    """Calls go through the window, so that chip, screens, voice and a half-done form hear of them.

    `wanted` carries a ticket's key (0: whose turn it is), `again` the present one, `stepped` a
    ticket, one of `waiting.MOVES` and what to say of it; `looked` asks for the board.
    """

    wanted = Signal(int)
    again = Signal()
    stepped = Signal(object, str, str)
    looked = Signal()

    def __init__(self, kit: Kit, ports: TicketPorts) -> None:
        super().__init__()
        self._kit, self._ports = kit, ports
        self._board = Board(day="")
        self.error = ErrorPanel(kit)
        self.current, self.take = CurrentCard(kit), TakeCard(kit)
        self.table = TicketTable(kit)
        self._back = KeyButton(kit, translate("Tickets", "Về hàng chờ"), key="Alt+0", icon="undo-2")
        self._this = KeyButton(kit, translate("Tickets", "Gọi số này"), key="Enter")
        self._next = KeyButton(
            kit, translate("Tickets", "Gọi số tiếp"), key="F9", icon="megaphone", role="main"
        )
        self.said = label("", "strong", wrap=True)
        self._lay_out()
        self._connect()
        self.show_board(self._board)

    def _lay_out(self) -> None:
        kit = self._kit
        only = translate(
            "Tickets",
            "Hàng chờ này của riêng máy này. Phòng có nhiều quầy: phát phiếu giấy chung, quầy nào "
            "nhận người nào thì gõ số trên phiếu của người đó.",
        )
        left = QWidget()
        told = label(only, "small", wrap=True)
        self._one = column(kit, self.current, self.take, told, None, gap=12)
        left.setLayout(self._one)
        self._empty = Empty(
            kit,
            "ticket",
            translate("Tickets", "Hôm nay chưa có ai lấy số"),
            translate(
                "Tickets", "Alt+1 in một số thường. F4 gọi số đến lượt, ở trang nào cũng được."
            ),
        )
        self._shown = QStackedWidget()
        self._shown.addWidget(self._empty)
        self._shown.addWidget(self.table)
        self._right = QWidget()
        inner = column(kit, gap=8)
        inner.addWidget(self._shown, 1)
        inner.addWidget(frame(Flow(kit, self._back, self._this, gap=8, at_right=True)))
        self._right.setLayout(inner)
        self._body = row(kit, gap=12)
        edge = kit.theme.px(GUTTER)
        self._body.setContentsMargins(edge, edge, edge, edge)
        self._body.addWidget(Scroll(left), _SHARES[0])
        self._body.addWidget(self._right, _SHARES[1])
        self._wide = True
        layout = column(kit, Strip(kit, self.error), gap=0)
        layout.addLayout(self._body, 1)
        layout.addWidget(ActionBar(kit, self.said, self._next))
        self.setLayout(layout)

    def _connect(self) -> None:
        self.current.again.connect(self.again)
        self.current.moved.connect(self._move_current)
        self.take.wanted.connect(lambda reason: self._take(reason, ""))
        self.take.typed.connect(lambda number, _: self._take("", number))
        self.table.called.connect(self._call)
        self.table.walked.connect(self._walked)
        self._next.clicked.connect(self.main_action)
        self._this.clicked.connect(lambda: self._call(self.table.current))
        self._back.clicked.connect(self._return)
        for at, button in enumerate(self.take.buttons, 1):
            self._key(f"Alt+{at}", button.click)
        for key, action in (("Alt+7", "hold"), ("Alt+8", "absent"), ("Alt+9", "finish")):
            self._key(key, partial(self._move_current, action))
        self._key("Alt+0", self._return)

    def _key(self, keys: str, slot: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(slot)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= self._kit.theme.px(_LEAST)
        if wide == self._wide:
            return
        self._wide = wide
        # Only inside what scrolls: else the list would make the window grow.
        self._right.setMinimumHeight(0 if wide else self._kit.theme.px(_LIST_LEAST))
        # Narrow, the list stands between what is at the counter and what gives slips.
        if wide:
            self._one.removeWidget(self._right)
            self._body.addWidget(self._right, _SHARES[1])
        else:
            self._body.removeWidget(self._right)
            self._one.insertWidget(1, self._right)

    # -- showing --------------------------------------------------------------------------------

    def show_board(self, board: Board) -> None:
        """Show the waiting room as it stands."""
        self._board = board
        self.current.show_ticket(board.current)
        self.table.show_board(board)
        self._shown.setCurrentWidget(self.table if board.tickets else self._empty)
        said = words.waiting(board)
        if board.line:
            longest = words.minutes(board.longest_s(self._kit.now()))
            said = translate("Tickets", "{who} · lâu nhất {longest}").format(
                who=said, longest=longest
            )
        self.said.setText(said)
        self._walked(self.table.current)

    def _walked(self, ticket: Ticket | None) -> None:
        self._this.setEnabled(ticket is not None and ticket.state in MOVES["call"][0])
        self._back.setEnabled(ticket is not None and ticket.state in MOVES["return"][0])

    # -- doing ----------------------------------------------------------------------------------

    def _take(self, reason: str, number: str) -> None:
        def done(taken: tuple[Ticket, int | None]) -> None:
            ticket, job = taken
            self.error.acknowledge()
            self.take.taken()
            if job is not None:
                self.printed.emit(job)
            said = (
                translate("Tickets", "Số {ticket} vào hàng chờ")
                if number
                else translate("Tickets", "Đã cấp số {ticket}")
            )
            self.changed.emit(said.format(ticket=ticket.code))
            self.looked.emit()

        self._kit.tasks.run(
            lambda: self._ports.take(reason, number), done, self.error.show_error, owner=self
        )

    def _call(self, ticket: Ticket | None) -> None:
        if ticket is not None and ticket.state in MOVES["call"][0]:
            self.wanted.emit(ticket.id)

    def _move_current(self, action: str) -> None:
        current = self._board.current
        if current is None or current.state not in AT_COUNTER:
            return
        said = {
            "hold": translate("Tickets", "Tạm giữ {ticket}"),
            "absent": translate("Tickets", "{ticket} vắng mặt"),
            "finish": translate("Tickets", "{ticket} đã xong"),
        }[action]
        self.stepped.emit(current, action, said.format(ticket=current.code))

    def _return(self) -> None:
        ticket = self.table.current
        if ticket is not None and ticket.state in MOVES["return"][0]:
            said = translate("Tickets", "{ticket} trở lại hàng chờ").format(ticket=ticket.code)
            self.stepped.emit(ticket, "return", said)

    # -- keys -----------------------------------------------------------------------------------

    @override
    def start(self) -> None:
        """Put the cursor where the page's work begins."""
        if self._board.tickets:
            self.table.setFocus()
        else:
            self.take.buttons[0].setFocus()

    @override
    def refresh(self) -> None:
        """Read what the page shows again."""
        self.looked.emit()

    @override
    def main_action(self) -> None:
        """Call whoever's turn it is."""
        self.wanted.emit(0)

    @override
    def escape(self) -> bool:
        """Go one step back; tell whether there was one."""
        return self.error.dismiss()
