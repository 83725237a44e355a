"""What kinds, ways and states of notices are called on the screen, and how they look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from desk.domain.notices import Kind, State, Way
from desk.ui.language import mark, translate
from desk.ui.theme import StatusLook

KINDS: Final[Mapping[str, str]] = {
    Kind.READY: mark("Notices", "Đã có kết quả"),
    Kind.WAITS: mark("Notices", "Nhắc nhận kết quả"),
    Kind.SUPPLEMENT: mark("Notices", "Nhắc bổ sung"),
    Kind.FEE: mark("Notices", "Nhắc nộp phí"),
    Kind.INVITE: mark("Notices", "Giấy mời"),
    Kind.APOLOGY: mark("Notices", "Xin lỗi, hẹn lại"),
    Kind.MOVED: mark("Notices", "Đổi ngày hẹn"),
}
WAYS: Final[Mapping[str, str]] = {
    Way.EMAIL: mark("Notices", "Thư điện tử"),
    Way.SMS: mark("Notices", "SMS"),
    Way.ZALO: mark("Notices", "Zalo"),
    Way.LETTER: mark("Notices", "Thư giấy"),
}
STATES: Final[Mapping[str, str]] = {
    State.WAITING: mark("Notices", "Chờ gửi"),
    State.SENDING: mark("Notices", "Đang gửi"),
    State.SENT: mark("Notices", "Đã gửi"),
    State.DELIVERED: mark("Notices", "Đã đến"),
    State.FAILED: mark("Notices", "Không gửi được"),
    State.UNSURE: mark("Notices", "Chưa rõ"),
    State.CANCELLED: mark("Notices", "Đã bỏ"),
}
#: What two of them mean of a letter: it waits for a printer, and is out of it.
OF_LETTERS: Final[Mapping[str, str]] = {
    State.WAITING: mark("Notices", "Chờ in"),
    State.SENT: mark("Notices", "Đã in"),
}
LOOKS: Final[Mapping[str, StatusLook]] = {
    State.WAITING: StatusLook("ring", "waiting"),
    State.SENDING: StatusLook("half", "in_hand"),
    State.SENT: StatusLook("dot", "done"),
    State.DELIVERED: StatusLook("dot", "done"),
    State.FAILED: StatusLook("square", "overdue"),
    State.UNSURE: StatusLook("diamond", "citizen"),
    State.CANCELLED: StatusLook("cross", "stopped"),
}


def kind(value: str) -> str:
    """Return what a kind of notice is called."""
    return translate("Notices", KINDS.get(value, value))


def way(value: str) -> str:
    """Return what a way is called."""
    return translate("Notices", WAYS.get(value, value))


def state(value: str, of: str = "") -> str:
    """Return how a message stands; `of` is its way."""
    own = OF_LETTERS.get(value) if of == Way.LETTER else None
    return translate("Notices", own or STATES.get(value, value))
