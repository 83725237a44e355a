"""What `make pictures` takes pictures of: sittings, each a row of pages in a state of the day.

A stage does what hands would and may return the window to be taken; none: the program's own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from desk.domain.lookup import Filter
from desk.ui.displays import AS_WINDOW
from desk.ui.parts.crash import CrashDialog
from desk.ui.start.sign_in import SignInPage
from desk.ui.statistics.card import FigureCard
from tests.day import people, ward
from tests.day.driver import Day
from tests.day.keyboard import pump

Stage = Callable[[Day], QWidget | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One run of the program, and what is done to its folders before."""

    shots: tuple[tuple[str, Stage], ...]
    prepare: Callable[[Path], None] = lambda _: None
    practice: bool = False
    stays: bool = False  # the window never gets beyond its opening


def ready(_: Day) -> None:
    """Let what has been asked for arrive."""
    pump(600)


# -- small stages, made of keys -------------------------------------------------------------------


def acts(*told: str) -> Stage:
    """Return a stage: `screen:NAME`, `scan:TEXT`, `type:TEXT`, `click:BUTTON`, `at:FIELD`, keys."""

    def stage(day: Day) -> None:
        for each in told:
            kind, _, what = each.partition(":")
            if not what:
                day.keyboard.press(kind)
            elif kind == "screen":
                day.shell.go(what)
            elif kind == "at":
                day.focus(what)
            elif kind == "click":
                day.click(what)
            else:
                (day.keyboard.scan if kind == "scan" else day.keyboard.type)(what)
            pump(180)

    return stage


def seat(who: int) -> Stage:
    """Return what lets one of the ward's people sit down, from the sign-in or the desk."""

    def stage(day: Day) -> None:
        _, name, _, number, pin = ward.PEOPLE[who]
        if day.window.stage == "desk":
            day.keyboard.press("F12")
        pump(200)
        day.keyboard.type(number)
        day.keyboard.type(pin + "\r")
        day.until(lambda: day.window.stage == "desk" and day.says(name), f"{name} at the seat")
        pump(400)

    return stage


def then(*stages: Stage) -> Stage:
    """Return the stages one after the other; the last one says what is taken."""

    def stage(day: Day) -> QWidget | None:
        shown = None
        for each in stages:
            shown = each(day)
        return shown

    return stage


def way(*, by_pin: bool) -> Stage:
    """Return what asks for a PIN or for a password at the sign-in."""

    def stage(day: Day) -> None:
        page = day.window.page
        assert isinstance(page, SignInPage), day.window.stage
        page.error.acknowledge()
        page.show_way(by_pin=by_pin)
        pump(200)

    return stage


def admin(day: Day) -> None:
    """Let the administrator sign in by password."""
    ready(day)
    way(by_pin=False)(day)
    day.focus("Tên đăng nhập")
    day.keyboard.type(f"{ward.ADMIN}\r{ward.PASSWORD}\r")
    day.until(lambda: day.window.stage == "desk", "the administrator's desk")
    pump(400)


def unlock(day: Day) -> None:
    """Whoever has locked the window comes back."""
    day.keyboard.type(ward.PEOPLE[1][4] + "\r")
    day.until(lambda: day.window.stage == "desk", "the desk again")
    pump(300)


def first(view: str, at: int = 0) -> Stage:
    """Return what opens a dossier of a view of the queue."""

    def stage(day: Day) -> None:
        day.shell.open(day.seat.page(view, "", at + 1).rows[at].uid)
        pump(400)

    return stage


def listed(view: str) -> Stage:
    """Return what shows a view of the queue."""

    def stage(day: Day) -> None:
        day.shell.go("queue")
        day.shell.queue.show_view(view)
        pump(600)

    return stage


def struck(day: Day) -> None:
    """The list of what was found, with what is struck out."""
    day.shell.look_up(Filter(voided=True), "")
    pump(600)


def received(day: Day) -> None:
    """Receive what stands in the form."""
    day.keyboard.press("F9")
    day.until(lambda: day.says("Đã tiếp nhận"), "the receipt's band")


def results(day: Day) -> None:
    """Three results lie on the counter."""
    day.shell.go("handover")
    for row in day.seat.page("ready", "", 3).rows:
        day.shell.handover.look_up(row.uid)
        pump(200)


def collector(day: Day) -> None:
    """Whoever handed the first one in holds out a card."""
    party = day.shell.handover.cards[0].view.dossier.submitter
    born = "01011990"
    day.keyboard.scan(f"{party.personal_id}||{party.name}|{born}|Nam|Phố Thử|01012022")
    pump(300)


def room(day: Day) -> QWidget | None:
    """The waiting room's screen."""
    day.window.displays.open("room", AS_WINDOW)
    pump(300)
    return day.window.displays.room


def citizen(day: Day) -> QWidget | None:
    """The citizen's own screen, with a form in the making."""
    day.window.displays.open("citizen", AS_WINDOW)
    acts("F2", "Ctrl+L", f"scan:{people.NEW_CITIZEN}", "type:ks\r", "Ctrl+D")(day)
    pump(800)
    return day.window.displays.citizen


def rating(day: Day) -> QWidget | None:
    """The citizen is asked how it was."""
    day.window.displays.ask_rating(lambda _: None)
    pump(200)
    return day.window.displays.citizen


def alone(day: Day) -> None:
    """Close the other screens again."""
    day.window.displays.shut()
    day.keyboard.press("F2")
    day.keyboard.press("Ctrl+L")


def figure(day: Day) -> None:
    """One figure as its table."""
    card = day.shown(FigureCard)[1]
    card.show_table()
    pump(200)


def crash(day: Day) -> QWidget:
    """What is shown when the program itself is wrong."""
    try:
        raise RuntimeError("picture")
    except RuntimeError as error:
        dialog = CrashDialog(day.window.kit, error, day.window)
    dialog.open()
    pump(200)
    return dialog


def damaged(place: Path) -> None:
    """Spoil the database."""
    (place / "data" / "desk.db").write_bytes(b"\0" * 8192)


def nowhere(place: Path) -> None:
    """Leave no counter on this machine."""
    (place / "data").rename(place / "elsewhere")


def practised(place: Path) -> None:
    """Nothing to do: the sitting says that its office is for practice."""
    del place


def cut_off(place: Path) -> None:
    """Connect the office with a city that has gone away since."""
    from tests.day.pictures import connect  # noqa: PLC0415 - it takes the pictures of these

    connect(place)


_HALF: Final = f"scan:{people.NEW_CITIZEN}"

COUNTER: Final = (
    ("sign-in-pin", ready),
    ("sign-in-password", way(by_pin=False)),
    ("sign-in-wrong", acts("at:Tên đăng nhập", "type:lan\rsai-mat-khau\r")),
    ("drawer-opening", then(way(by_pin=True), seat(0))),
    ("receive", acts("Esc", "F2", "Ctrl+L")),
    ("receive-warned", acts(_HALF, "type:ks\r", "Ctrl+I")),
    ("receive-filled", acts("Ctrl+I", "at:Điện thoại", "type:0900000777", "Ctrl+D")),
    ("receive-received", received),
    ("receive-known-and-parked", acts(f"scan:{people.ANOTHER}", "Ctrl+S", _HALF)),
    ("receive-error", acts("Ctrl+L", f"scan:{people.FOREIGN}")),
    ("quick-empty", acts("Esc", "Shift+F9")),
    (
        "quick-filled",
        acts(
            "at:Thủ tục",
            "type:ct\r",
            "at:Số định danh (nếu có)",
            f"scan:{people.ANOTHER}",
            "at:Số trang 1",
            "type:3\t2",
        ),
    ),
    ("quick-done", acts("F9")),
    ("command-box", acts("F2", "F3", "type:duong van")),
    ("tickets", acts("Esc", "Esc", "screen:tickets")),
    ("tickets-called", acts("F4", "screen:tickets")),
    ("room", room),
    ("citizen", citizen),
    ("citizen-rating", rating),
    ("handover-empty", then(alone, acts("F7"))),
    ("handover-three", results),
    ("handover-collector", collector),
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
    ("admin", acts("screen:admin")),
    ("dossier-empty", acts("screen:dossier")),
    ("crash", crash),
)
SITTINGS: Final = {
    "start": Sitting(shots=(("start", ready), ("start-made", acts("F9"))), prepare=nowhere),
    "counter": Sitting(shots=COUNTER),
    "clerk": Sitting(shots=CLERK),
    "office": Sitting(shots=OFFICE),
    "offline": Sitting(
        shots=(
            ("receive-offline", seat(0)),
            ("exchange-offline", acts("Esc", "screen:exchange")),
        ),
        prepare=cut_off,
    ),
    "practice": Sitting(
        shots=(("practice", lambda _: pump(800)), ("practice-queue", listed("overdue"))),
        practice=True,
    ),
    "damaged": Sitting(shots=(("opening-damaged", ready),), prepare=damaged, stays=True),
}
