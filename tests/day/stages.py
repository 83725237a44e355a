"""What hands do before a picture is taken: small stages that `shots` puts together.

A stage may return the window to be taken; None: the program's own.
"""

from __future__ import annotations

from collections.abc import Callable

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


def ready(_: Day) -> None:
    """Let what has been asked for arrive."""
    pump(600)


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


def calm(day: Day) -> None:
    """Wait until nothing passes over the page any more."""
    day.until(day.shell.toast.isHidden, "the last words are gone")


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


def told(words: str) -> Stage:
    """Return what waits until the window says so."""

    def stage(day: Day) -> None:
        day.until(lambda: day.says(words), words)

    return stage


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


def face(day: Day) -> None:
    """How notices leave the counter."""
    day.shell.notices.show_face("senders")
    pump(300)


def birth(day: Day) -> None:
    """A birth that was received, in its dossier."""
    admin(day)
    day.keyboard.press("Esc")
    found = day.seat.search("khai sinh", 20)
    rows = [each for each in found if "khai sinh" in each.procedure_name.casefold()]
    day.shell.open(rows[0].uid)
    pump(400)


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
