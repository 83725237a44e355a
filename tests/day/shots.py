"""What `make pictures` takes pictures of: sittings, each a row of pages in a state of the day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.day import people
from tests.day.office import cut_off, damaged, joined, nowhere
from tests.day.stages import (
    Stage,
    acts,
    admin,
    alone,
    birth,
    calm,
    citizen,
    collector,
    crash,
    face,
    figure,
    first,
    listed,
    rating,
    ready,
    received,
    results,
    room,
    seat,
    struck,
    then,
    told,
    unlock,
    way,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One run of the program, and what is done to its folders before."""

    shots: tuple[tuple[str, Stage], ...]
    prepare: Callable[[Path], None] = lambda _: None
    practice: bool = False
    stays: bool = False  # the window never gets beyond its opening


_HALF: Final = f"scan:{people.NEW_CITIZEN}"

COUNTER: Final = (
    ("sign-in-pin", ready),
    ("sign-in-password", way(by_pin=False)),
    ("sign-in-wrong", acts("at:Tên đăng nhập", "type:lan\rsai-mat-khau\r")),
    ("drawer-opening", then(way(by_pin=True), seat(0))),
    ("receive", then(acts("type:200000\r", "F2", "Ctrl+L"), calm)),
    ("receive-warned", acts(_HALF, "type:ks\r", "Ctrl+I")),
    ("receive-filled", acts("Ctrl+I", "at:Điện thoại", "type:0900000777", "Ctrl+D")),
    ("receive-received", received),
    ("receive-known-and-parked", acts(f"scan:{people.ANOTHER}", "Ctrl+S", _HALF)),
    (
        "receive-error",
        then(acts("Ctrl+L", f"scan:{people.FOREIGN}"), told("Dãy số không trọn vẹn")),
    ),
    ("quick-empty", acts("Esc", "Shift+F9")),
    (
        "quick-filled",
        acts(
            "at:Thủ tục",
            "type:ct\r",
            "at:Số định danh (nếu có)",
            f"scan:{people.ANOTHER}",
            "at:Số trang 1",
            "Ctrl+A",
            "type:3\t2",
        ),
    ),
    ("quick-done", then(acts("F9"), told("Đã trả · số chứng thực"))),
    ("command-box", acts("F2", "F3", "type:duong van")),
    ("tickets", then(acts("Esc", "Esc", "screen:tickets"), calm)),
    ("tickets-called", then(acts("F4"), told("Đã gọi P001"), acts("screen:tickets"))),
    ("room", room),
    ("citizen", citizen),
    ("citizen-rating", rating),
    ("handover-empty", then(alone, acts("F7"))),
    ("handover-three", results),
    ("handover-collector", collector),
    ("books-today", acts("Ctrl+L", "screen:books")),
    ("drawer-closing", acts("at:Tiền đếm được (đồng)", "type:150000\r")),
    ("switch-user", then(acts("Ctrl+L"), acts("F12"))),
)
CLERK: Final = (
    ("locked", then(seat(1), lambda day: day.window.lock())),
    ("queue-mine", then(unlock, listed("mine"))),
    ("queue-overdue", listed("overdue")),
    ("queue-all", listed("all")),
    ("queue-sheet", acts("Ctrl+F")),
    ("queue-own-list", acts("at:Tên danh sách riêng (để giữ lại)", "type:Khai sinh", "F9")),
    ("queue-empty", listed("online")),
    ("dossier", first("mine")),
    ("dossier-supplement", acts("Alt+4", "Down")),
    ("dossier-copy-helper", acts("Esc", "Ctrl+K")),
    ("dossier-papers", acts("Esc", "Ctrl+G")),
    ("dossier-editor", acts("Down", "Down", "Ctrl+E")),
    ("dossier-done", then(acts("Esc", "Esc"), first("ready"))),
    ("search-struck", struck),
    ("search", acts("screen:search")),
    ("search-filters", acts("Ctrl+B")),
    ("search-nothing", acts("Ctrl+B", "at:Tìm trong mọi hồ sơ", "type:khongcoaiten")),
    ("scans", acts("screen:scans")),
    ("keys", acts("screen:receive", "F1")),
    ("guide", acts("F1")),
)
OFFICE: Final = (
    ("statistics", then(admin, acts("Esc", "screen:statistics"))),
    ("statistics-figure", figure),
    ("books", acts("screen:books")),
    ("exchange", acts("screen:exchange")),
    ("review", acts("screen:review")),
    ("reference", acts("screen:reference")),
    ("wordings", acts("screen:wordings")),
    ("admin", acts("screen:admin")),
    ("dossier-empty", acts("screen:dossier")),
    ("crash", crash),
)
RESULTS: Final = (
    ("dossier-no-result", birth),
    ("result-new", acts("Ctrl+B")),
    (
        "result-typed",
        acts(
            "at:Họ, chữ đệm, tên người được khai sinh (cần)",
            "type:Trần Thử Văn Bé",
            "at:Ngày, tháng, năm sinh (cần)",
            "type:20082026",
            "at:Giới tính (cần)",
            "Down",
            "at:Nơi sinh (cần)",
            "type:Nhà hộ sinh Thử Nghiệm",
            "at:Năm sinh người mẹ",
            "type:31/02/19",
            "at:Ghi chú",
        ),
    ),
    (
        "result-missing",
        acts("at:Năm sinh người mẹ", "Ctrl+A", "type:1999", "F9", "F9"),
    ),
    (
        "result-confirming",
        acts(
            "at:Nơi đăng ký khai sinh (cần)",
            "type:UBND phường Thử Nghiệm",
            "F9",
            "F9",
            "type:Lê Thị Sổ",
        ),
    ),
    ("result-final", acts("F9")),
    ("result-printing", acts("F9", "type:TL 000123", "Tab", "Up")),
    ("result-spoilt", acts("F9", "Alt+6")),
    ("result-next-sheet", acts("type:kẹt\r", "F9")),
    ("result-signing", acts("Esc", "Alt+5")),
    ("dossier-result", acts("Esc", "Esc")),
    ("result-empty", acts("F2", "screen:results")),
    ("sheets-empty", acts("screen:books", "Ctrl+B")),
    (
        "sheets",
        acts("type:TL 000100\t000600", "F9", "Tab", "Tab", "Tab", "Tab", "F6"),
    ),
    ("sheets-wrong", acts("screen:sheets", "type:TL 000600\t000100", "F9")),
    ("book-signing", acts("screen:books", "Alt+5")),
    ("book-closings-none", acts("Esc", "Alt+3")),
    ("book-closings", acts("Esc", "F9", "Alt+3")),
    ("report-signing", acts("screen:statistics", "Ctrl+B", "Alt+5", "at:Mật khẩu của tệp")),
)
NOTICES: Final = (
    ("notices-empty", then(seat(0), acts("Esc", "screen:notices"))),
    ("notices-chosen", then(listed("ready"), acts("Space", "Space", "Space", "Shift+F7"))),
    ("notices-sms", acts("at:Gửi bằng", "Down", "Down", "at:Hồ sơ sẽ được báo", "Down")),
    (
        "notices-invite",
        then(listed("all"), acts("Shift+F7", "at:Mời đến lúc", "type:2/9 9:00\t")),
    ),
    ("notices-box", then(listed("ready"), acts("Space", "Space", "Shift+F7", "F9"))),
    ("notices-senders", face),
)
SITTINGS: Final = {
    "start": Sitting(shots=(("start", ready), ("start-made", acts("F9"))), prepare=nowhere),
    "counter": Sitting(shots=COUNTER),
    "clerk": Sitting(shots=CLERK),
    "office": Sitting(shots=OFFICE),
    "results": Sitting(shots=RESULTS),
    "notices": Sitting(shots=NOTICES),
    "offline": Sitting(
        shots=(
            ("receive-offline", seat(0)),
            ("exchange-offline", acts("Esc", "screen:exchange")),
        ),
        prepare=cut_off,
    ),
    "ward": Sitting(
        shots=(
            ("exchange-ward", then(admin, acts("Esc", "screen:exchange"))),
            ("review-asked", acts("screen:review", "Down")),
            ("reference-coming", acts("screen:reference", "Down")),
        ),
        prepare=joined,
    ),
    "practice": Sitting(
        shots=(("practice", ready), ("practice-queue", listed("overdue"))),
        practice=True,
    ),
    "damaged": Sitting(shots=(("opening-damaged", ready),), prepare=damaged, stays=True),
}

#: Which of them the papers about the program show: look and name, as they are called there.
PICKED: Final = {
    "window": ("light", "queue-all"),
    "receive": ("light", "receive-filled"),
    "received": ("light", "receive-received"),
    "receive-200": ("200", "receive-filled"),
    "at-once": ("light", "quick-filled"),
    "queue": ("dark", "queue-all"),
    "dossier": ("contrast", "dossier"),
    "scans": ("light", "dossier-editor"),
    "hand-over": ("light", "handover-collector"),
    "search": ("light", "search-struck"),
    "tickets": ("light", "tickets-called"),
    "room": ("light", "room"),
    "citizen": ("light", "citizen"),
    "keys": ("light", "keys"),
    "exchange": ("light", "exchange-ward"),
    "review": ("light", "review-asked"),
    "reference": ("light", "reference-coming"),
}
