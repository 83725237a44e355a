"""The first day's tasks, and by what the window tells that one was done."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desk.ui.language import mark


def sample_card(resources: Path) -> str:
    """Return the code of an invented person's card, to be pasted where there is no scanner."""
    return (resources / "guide" / "sample_card.txt").read_text(encoding="utf-8").strip()


@dataclass(frozen=True, slots=True)
class Task:
    """A task is done when `Shell.happened` carries its key."""

    key: str
    title: str
    how: str


TASKS: Final = (
    Task(
        "scanned",
        mark("Tour", "Quét một thẻ căn cước"),
        mark("Tour", "F2 rồi quét thẻ. Chưa có máy quét: chép thẻ mẫu, nhấn Ctrl+V trong phiếu."),
    ),
    Task(
        "parked",
        mark("Tour", "Gác người đang làm lại"),
        mark("Tour", "Ctrl+S khi phiếu đã có tên: người ấy về lấy giấy, quầy rảnh."),
    ),
    Task(
        "resumed",
        mark("Tour", "Làm tiếp người đã gác"),
        mark("Tour", "Ctrl+1: phiếu trở lại đúng như lúc gác."),
    ),
    Task(
        "received",
        mark("Tour", "Tiếp nhận một hồ sơ"),
        mark("Tour", "Gõ «ks» Enter chọn thủ tục, Ctrl+D đủ giấy tờ, F9."),
    ),
    Task(
        "printed",
        mark("Tour", "In lại giấy vừa in"),
        mark("Tour", "F8. Bản in lại có ghi rõ là bản in lại."),
    ),
    Task(
        "found",
        mark("Tour", "Tìm một hồ sơ"),
        mark("Tour", "F3, gõ họ tên không dấu hay vài số cuối của mã, Enter."),
    ),
    Task(
        "queue",
        mark("Tour", "Xem việc của tôi"),
        mark("Tour", "F6 về cột trái, chọn «Việc của tôi»: việc gấp nhất ở trên."),
    ),
    Task(
        "changed",
        mark("Tour", "Làm một bước xử lý"),
        mark("Tour", "Mở một hồ sơ bằng Enter, rồi Alt và số ghi trên nút của bước."),
    ),
    Task(
        "handed",
        mark("Tour", "Trả một kết quả"),
        mark("Tour", "F7, quét hay gõ mã hồ sơ đã có kết quả, xem người nhận, F9."),
    ),
    Task(
        "guide",
        mark("Tour", "Mở sách hướng dẫn"),
        mark("Tour", "F1 xem bảng phím, F1 lần nữa mở sách."),
    ),
)
