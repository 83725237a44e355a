"""Every screen, and every sheet, card and panel that may lie over one, as a person meets it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from desk.domain.drawer import Drawer
from desk.domain.sheets import Lot, Use
from desk.ui.choices import Choices
from desk.ui.displays import AS_WINDOW
from desk.ui.page import Undo
from desk.ui.people.switch import SwitchPanel
from desk.ui.sheets.page import SheetsScreen
from desk.ui.shell.desk import Shell
from desk.ui.shell.screens import SCREENS
from tests.ui.decisions import ALL
from tests.ui.hands import press
from tests.ui.invented import CARD_SCAN, NOW, PROCEDURES
from tests.ui.scan_world import attachment
from tests.ui.world import DiskFullError, World

Scene = Callable[[Shell, World], QWidget | None]

CTRL: Final = Qt.KeyboardModifier.ControlModifier


def stage(world: World) -> None:
    """Set the office so that there is something everywhere."""
    world.decisions.open_ = list(ALL)
    world.offline = True
    world.room.seat("", "elderly", "")
    job = world.print_form("d0003", "supplement")
    world.report(job, "failed", "PrinterError")
    one = world.dossiers["d0001"]
    file = attachment("a" * 64, one.papers[0].name)
    world.dossiers["d0001"] = replace(one, attachments=(file,))


def screen(name: str) -> Scene:
    """Return what shows a screen of the rail."""

    def show(shell: Shell, world: World) -> None:
        del world
        shell.go(name)

    return show


def filled(shell: Shell, world: World) -> None:
    """Fill the form of the receive page."""
    del world
    page = shell.receive
    page.scan(CARD_SCAN)
    page.procedure.choose(PROCEDURES[0])
    page.procedure.mark_all()
    page.refresh_preview()
    page.summary.toggle_why()


def for_another(shell: Shell, world: World) -> None:
    filled(shell, world)
    shell.receive.person.for_other.setChecked(True)
    shell.receive.person.kind.choose("organisation", tell=True)


def by_the_page(shell: Shell, world: World) -> None:
    filled(shell, world)
    shell.receive.procedure.choose(PROCEDURES[2])
    shell.receive.refresh_preview()
    shell.receive.summary._more.setChecked(True)  # noqa: SLF001 - pressing the button


def slip(shell: Shell, world: World) -> None:
    filled(shell, world)
    shell.receive._open_slip("supplement")  # noqa: SLF001 - pressing the button


def not_received(shell: Shell, world: World) -> None:
    filled(shell, world)
    world.fails["receive"] = DiskFullError(folder="D:/Quay")
    shell.receive.main_action()


def received(shell: Shell, world: World) -> None:
    filled(shell, world)
    shell.receive.receive_and_go_on()


def compared(shell: Shell, world: World) -> None:
    filled(shell, world)
    shell.receive.open_compare()


def cleared(shell: Shell, world: World) -> None:
    filled(shell, world)
    shell.receive.clear_form()


def parked(shell: Shell, world: World) -> None:
    """Somebody parked in the strip, and something to take back."""
    filled(shell, world)
    shell.park_one()
    shell.strip.offer(Undo(said="Đã chuyển", back=lambda: None))


def narrowed(shell: Shell, world: World) -> None:
    del world
    shell.go("queue")
    shell.queue.narrow()


def steps(shell: Shell, world: World) -> None:
    del world
    shell.go("queue")
    shell.queue._ask_steps()  # noqa: SLF001 - what the timer does
    shell.queue.model.toggle(1)


def reasons(shell: Shell, world: World) -> None:
    steps(shell, world)
    shell.queue.step("supplement")


def dossier(uid: str) -> Scene:
    """Return what shows a dossier."""

    def show(shell: Shell, world: World) -> None:
        del world
        shell.open(uid)

    return show


def step(action: str) -> Scene:
    """Return what opens a step of a dossier."""

    def show(shell: Shell, world: World) -> None:
        del world
        shell.open("d0001")
        shell.dossier.step(action)

    return show


def copying(shell: Shell, world: World) -> None:
    del world
    shell.open("d0001")
    shell.dossier.copy_next()


def issuing(*steps: str) -> Scene:
    """Return what shows a result of a dossier, as far as it has come."""

    def show(shell: Shell, world: World) -> None:
        shell.open("d0001")
        shell.dossier.results.asked.emit("")
        page = shell.results
        for step in steps:
            if step == "save":
                world.issued.fill("d0001")
                page.open("d0001", "r1")
            elif step == "confirmed":
                page.confirming.lines["by"].setText("Lê Thị Sổ")
                page.main_action()
            elif step == "sign":
                page.ask_signature()
            elif step == "spoil":
                page.ask_spoilt("TL 000001")
            else:
                page.main_action()

    return show


def stocked(shell: Shell, world: World) -> None:
    """Show the account of sheets with something odd in it, and a wrong number half typed."""
    world.issued.lots = [
        Lot(way="received", series="TL", first=1, last=500, at=NOW, digits=6, by="An"),
        Lot(way="given", series="TL", first=1, last=100, at=NOW, digits=6, slot=1, by="An"),
    ]
    world.issued.uses = [
        Use(series="TL", number=1, at=NOW, code="H26.033.15-261119-1003", where="Quầy 1", digits=6),
        Use(series="TL", number=3, at=NOW, where="Quầy 1", spoilt="Kẹt giấy.", digits=6),
    ]
    shell.go("sheets")
    page = shell.page
    assert isinstance(page, SheetsScreen)
    page.form.way.choose("given", tell=True)
    page.form.first.setText("TL 000001")
    page.main_action()


def files(shell: Shell, world: World) -> None:
    del world
    shell.open("d0001")
    press(shell.dossier, Qt.Key.Key_G, CTRL)


def editor(shell: Shell, world: World) -> None:
    files(shell, world)
    shell.scans.files.panel.reorder()


def collecting(shell: Shell, world: World) -> None:
    del world
    shell.go("handover")
    shell.handover.look_up("d0011")
    shell.handover.look_up("d0003")
    shell.handover.scan(CARD_SCAN)


def rating(shell: Shell, world: World) -> None:
    del world
    shell.go("handover")
    shell.handover.rating.ask(["d0001"], "Nguyễn Thị Ví Dụ")


def exporting(shell: Shell, world: World) -> None:
    del world
    shell.go("search")
    press(QApplication.focusWidget(), Qt.Key.Key_E, CTRL)


def called(shell: Shell, world: World) -> None:
    del world
    shell.calling.call()
    shell.go("tickets")


def opening(shell: Shell, world: World) -> None:
    world.desk.drawer = Drawer()
    shell.opening.ask()


def closing(shell: Shell, world: World) -> None:
    world.desk.drawer = Drawer(opened_at=NOW, float_=200_000)
    shell.go("books")


def compared_with_city(shell: Shell, world: World) -> None:
    del world
    shell.go("exchange")
    shell.exchange.verify()


def keys(shell: Shell, world: World) -> QWidget | None:
    del world
    shell.help.toggle()
    return shell.overlay


def guide(shell: Shell, world: World) -> QWidget | None:
    keys(shell, world)
    shell.help.toggle()
    return shell.help.guide


def switching(shell: Shell, world: World) -> QWidget | None:
    world.staff = tuple(replace(each, has_pin=True) for each in world.staff)
    shell.left.emit()
    return shell.window().findChild(SwitchPanel)


def citizen(shell: Shell, world: World) -> QWidget | None:
    filled(shell, world)
    return shell.calling.displays.citizen


def rated(shell: Shell, world: World) -> QWidget | None:
    del world
    shell.calling.displays.ask_rating(lambda _: None)
    return shell.calling.displays.citizen


def room(shell: Shell, world: World) -> QWidget | None:
    del world
    shell.calling.call()
    return shell.calling.displays.room


#: By page: name to what shows it. What covers the window, or is one of its own, is returned.
SCENES: Final[dict[str, dict[str, Scene]]] = {
    "screens": {each.name: screen(each.name) for each in SCREENS},
    "receive": {
        "filled": filled,
        "for another": for_another,
        "by the page": by_the_page,
        "a slip": slip,
        "an error": not_received,
        "received": received,
        "compared": compared,
        "cleared": cleared,
        "somebody parked": parked,
    },
    "queue": {"narrowed": narrowed, "steps": steps, "reasons": reasons},
    "dossier": {
        "open": dossier("d0001"),
        "ready": dossier("d0011"),
        "forwarded": step("forward"),
        "corrected": step("correct"),
        "voided": step("void"),
        "copied": copying,
        "files": files,
        "pages in order": editor,
    },
    "papers": {
        "a result": issuing(),
        "a draft": issuing("save"),
        "confirmed by": issuing("save", "confirm"),
        "a final": issuing("save", "confirm", "confirmed"),
        "printed on": issuing("save", "confirm", "confirmed", "print"),
        "spoilt": issuing("save", "confirm", "confirmed", "spoil"),
        "signed": issuing("save", "confirm", "confirmed", "sign"),
        "none": screen("results"),
        "no sheets": screen("sheets"),
        "sheets": stocked,
    },
    "results": {"collecting": collecting, "rating": rating},
    "others": {
        "search, exporting": exporting,
        "ticket called": called,
        "drawer closing": closing,
        "compared with the city": compared_with_city,
        "drawer opening": opening,
    },
    "covers": {"keys": keys, "guide": guide, "switching": switching},
}
SECOND_WINDOWS: Final[dict[str, Scene]] = {
    "citizen": citizen,
    "citizen, rating": rated,
    "waiting room": room,
}
WINDOWS: Final = Choices(room=AS_WINDOW, citizen=AS_WINDOW, voice="off")
