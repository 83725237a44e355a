"""The screens of the rail, and how each page is made: when it is first shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desk.domain.records import Actor
from desk.ui.kit import Kit
from desk.ui.language import mark
from desk.ui.ports import Place, WindowPorts

if TYPE_CHECKING:
    from desk.ui.page import Page


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen of the rail."""

    name: str
    icon: str
    label: str
    key: str = ""


SCREENS: Final = (
    Screen("receive", "clipboard-pen", mark("Shell", "Tiếp nhận"), "F2"),
    Screen("quick", "stamp", mark("Shell", "Trả ngay"), "Shift+F9"),
    Screen("queue", "inbox", mark("Shell", "Việc của tôi"), "F11"),
    Screen("dossier", "folder-open", mark("Shell", "Hồ sơ")),
    Screen("tickets", "ticket", mark("Shell", "Hàng chờ")),
    Screen("handover", "handshake", mark("Shell", "Trả kết quả"), "F7"),
    Screen("notices", "send", mark("Shell", "Thư và tin nhắn"), "Shift+F7"),
    Screen("search", "search", mark("Shell", "Tra cứu"), "Shift+F3"),
    Screen("scans", "scan-line", mark("Shell", "Giấy tờ quét")),
    Screen("statistics", "chart-column", mark("Shell", "Thống kê"), "Shift+F11"),
    Screen("books", "book-open", mark("Shell", "Sổ"), "Ctrl+Q"),
    Screen("exchange", "refresh-cw", mark("Shell", "Đồng bộ & thiết bị")),
    Screen("printers", "printer", mark("Shell", "Máy in")),
    Screen("review", "git-compare", mark("Shell", "Cần người xem")),
    Screen("reference", "calendar-clock", mark("Shell", "Dữ liệu chung")),
    Screen("wordings", "file-text", mark("Shell", "Mẫu giấy")),
    Screen("importing", "archive", mark("Shell", "Nhập hồ sơ cũ")),
    Screen("admin", "sliders-horizontal", mark("Shell", "Quản trị")),
)


#: Screens that have no button of their own: the rail shows where one came from.
WITHIN: Final = {"results": "dossier", "sheets": "books"}


#: Where a role's work begins; everybody else's begins with the citizen at the counter.
_BEGINS: Final = {"leader": "queue"}


def first_of(user: Actor | None) -> str:
    """Return the screen that somebody begins with."""
    return _BEGINS.get(user.role if user else "", "receive")


def make_page(name: str, kit: Kit, ports: WindowPorts, place: Place, user: Actor | None) -> Page:
    """Return the page of a screen. A counter PC's memory is small: few pages are ever opened."""
    if name in {"queue", "dossier", "handover", "exchange", "printers"}:
        return _make_work_page(name, kit, ports, place, user)
    if name == "search":
        from desk.ui.search.page import SearchScreen  # noqa: PLC0415 - loaded when it is shown

        return SearchScreen(kit, ports.lookup, place.office.unit)
    if name == "statistics":
        from desk.ui.statistics.page import StatisticsScreen  # noqa: PLC0415 - as above

        return StatisticsScreen(kit, ports.statistics)
    if name == "admin":
        from desk.ui.admin.page import AdminScreen  # noqa: PLC0415 - loaded when it is shown

        return AdminScreen(kit, ports.admin, user)
    if name == "scans":
        from desk.ui.scans.page import ScansScreen  # noqa: PLC0415 - as above

        return ScansScreen(kit, ports.scans)
    return _make_desk_page(name, kit, ports, user)


def _make_desk_page(name: str, kit: Kit, ports: WindowPorts, user: Actor | None) -> Page:
    if name == "quick":
        from desk.ui.quick.page import QuickScreen  # noqa: PLC0415 - loaded when it is shown

        return QuickScreen(kit, ports.quick, user)
    if name == "books":
        from desk.ui.books.page import BooksScreen  # noqa: PLC0415 - as above

        return BooksScreen(kit, ports.books, ports.cash)
    if name == "review":
        from desk.ui.review.page import ReviewScreen  # noqa: PLC0415 - as above

        return ReviewScreen(kit, ports.review, user)
    if name == "reference":
        from desk.ui.reference.page import ReferenceScreen  # noqa: PLC0415 - as above

        return ReferenceScreen(kit, ports.reference, user)
    if name == "wordings":
        from desk.ui.wordings.page import WordingsScreen  # noqa: PLC0415 - as above

        return WordingsScreen(kit, ports.wordings, user)
    return _make_rare_page(name, kit, ports, user)


def _make_rare_page(name: str, kit: Kit, ports: WindowPorts, user: Actor | None) -> Page:
    if name == "importing":
        from desk.ui.importing.page import ImportScreen  # noqa: PLC0415 - as above

        return ImportScreen(kit, ports.importing, user)
    if name == "notices":
        from desk.ui.notices.page import NoticesScreen  # noqa: PLC0415 - as above

        return NoticesScreen(kit, ports.notices)
    if name == "tickets":
        from desk.ui.tickets.page import TicketsScreen  # noqa: PLC0415 - as above

        return TicketsScreen(kit, ports.tickets)
    if name == "sheets":
        from desk.ui.sheets.page import SheetsScreen  # noqa: PLC0415 - as above

        return SheetsScreen(kit, ports.sheets)
    if name == "results":
        from desk.ui.results.page import ResultScreen  # noqa: PLC0415 - as above

        return ResultScreen(kit, ports.results, user)
    raise LookupError(name)


def _make_work_page(
    name: str, kit: Kit, ports: WindowPorts, place: Place, user: Actor | None
) -> Page:
    if name == "queue":
        from desk.ui.queue.page import QueueScreen  # noqa: PLC0415 - loaded when it is shown

        return QueueScreen(kit, ports.queue, place.office.unit, user.role if user else "")
    if name == "dossier":
        from desk.ui.dossier.page import DossierScreen  # noqa: PLC0415 - as above

        return DossierScreen(kit, ports.dossier)
    if name == "handover":
        from desk.ui.handover.page import HandoverScreen  # noqa: PLC0415 - as above

        return HandoverScreen(kit, ports.handover)
    if name == "printers":
        from desk.ui.printers.page import PrintersScreen  # noqa: PLC0415 - as above

        return PrintersScreen(kit, ports.printing)
    from desk.ui.exchange.page import ExchangeScreen  # noqa: PLC0415 - as above

    return ExchangeScreen(kit, ports.exchange, ports.printing, user=user, practice=place.practice)
