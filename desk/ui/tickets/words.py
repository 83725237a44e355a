"""What the waiting room says: states, reasons, how long somebody waits."""

from __future__ import annotations

from typing import Final

from desk.domain.waiting import Board, State, Ticket
from desk.ui.language import mark, plural, translate
from desk.ui.theme import StatusLook

STATES: Final = {
    State.WAITING: mark("Tickets", "Đang chờ"),
    State.CALLED: mark("Tickets", "Đã gọi"),
    State.SERVING: mark("Tickets", "Đang phục vụ"),
    State.HELD: mark("Tickets", "Tạm giữ"),
    State.ABSENT: mark("Tickets", "Vắng mặt"),
    State.DONE: mark("Tickets", "Đã xong"),
}
LOOKS: Final = {
    State.WAITING: StatusLook("ring", "waiting"),
    State.CALLED: StatusLook("half", "in_hand"),
    State.SERVING: StatusLook("half", "in_hand"),
    State.HELD: StatusLook("diamond", "citizen"),
    State.ABSENT: StatusLook("cross", "stopped"),
    State.DONE: StatusLook("dot", "done"),
}
REASONS: Final = {
    "elderly": mark("Tickets", "Người cao tuổi"),
    "pregnant": mark("Tickets", "Phụ nữ mang thai"),
    "disabled": mark("Tickets", "Người khuyết tật"),
    "child": mark("Tickets", "Có con nhỏ đi cùng"),
    "merit": mark("Tickets", "Người có công"),
}
_MINUTE: Final = 60


def state(ticket: Ticket) -> str:
    """Return where a ticket stands."""
    return translate("Tickets", STATES[ticket.state])


def reason(ticket: Ticket) -> str:
    """Return why a ticket goes first; nothing for an ordinary one."""
    if ticket.reason in REASONS:
        return translate("Tickets", REASONS[ticket.reason])
    return translate("Tickets", "Ưu tiên") if ticket.priority else ""


def minutes(seconds: int) -> str:
    """Return a wait in whole minutes."""
    if seconds < _MINUTE:
        return translate("Tickets", "dưới 1 phút")
    return translate("Tickets", "{n} phút").format(n=seconds // _MINUTE)


def waiting(board: Board) -> str:
    """Return how many wait."""
    if not board.line:
        return translate("Tickets", "Không ai chờ")
    return plural(
        len(board.line),
        translate("Tickets", "1 người chờ"),
        translate("Tickets", "{n} người chờ"),
    )
