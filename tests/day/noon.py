"""Steps 13–25: the killed program, the missing network, the clerk's afternoon, the hand-over."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desk.domain.application import read_application
from desk.domain.records import VN, Actor, Channel
from desk.domain.text import fold
from desk.domain.views import NewDossier
from desk.sample import Sampler
from desk.services import intake, print_queue, processing, staff
from desk.services.processing import Details
from tests.day import people
from tests.day.driver import Day, now_ms
from tests.day.keyboard import field_text, pump
from tests.day.ward import PEOPLE

HALF = "xin gọi lại sau"


def as_(day: Day, login: str) -> Actor:
    """Return one of the ward's people, to set a stage."""
    with day.seat.work.database.read() as tx:
        return staff.acting(tx, login)


# -- 13: killed ---------------------------------------------------------------------------------


def half_a_form(day: Day) -> None:
    """Close this window; another process types half a form and is killed without a word."""
    day.keyboard.press("F2")
    day.keyboard.press("Ctrl+L")
    day.close()
    command = [sys.executable, "-m", "tests.day.victim", str(day.folder)]
    screen = {**os.environ, "DAY_AHEAD": str(day.clock.ahead())}
    with subprocess.Popen(  # noqa: S603 - ourselves
        command, env=screen, stdout=subprocess.PIPE, text=True
    ) as victim:
        assert victim.stdout is not None
        told = victim.stdout.readline()
        os.kill(victim.pid, signal.SIGKILL)
    assert told == "typed\n", f"the other window said {told!r}"


def killed(day: Day) -> float:
    """Start again, sign in: the same field, the same text."""
    _, _, _, number, pin = PEOPLE[0]
    day.open()
    day.until(lambda: day.window.stage == "sign-in", "the sign-in")
    day.keyboard.type(number)
    day.keyboard.type(pin + "\r")
    took = day.until(
        lambda: day.window.stage == "desk" and field_text() == HALF, "the half-typed note"
    )
    assert day.value("Họ và tên") == people.THIRD_NAME
    return took


# -- 14–16: another user, no network, no printer --------------------------------------------------


def breath(day: Day) -> None:
    """The window that came back is looked at for a moment."""
    day.rest()


def switch(day: Day) -> float:
    """Minh takes the seat; what Lan has parked says so."""
    _, name, _, number, pin = PEOPLE[1]
    day.keyboard.press("F12")
    day.keyboard.type(number)
    day.keyboard.type(pin + "\r")
    took = day.until(lambda: day.seated(name), "Minh at the seat")
    day.until(lambda: day.says("do Nguyễn Thị Lan Thử gác"), "whose the parked form is")
    return took


def cut_network(day: Day) -> None:
    """Lan again, and no city."""
    day.city_down()
    sit_down(day, 0)
    day.keyboard.press("F2")
    day.keyboard.press("Ctrl+L")


def sit_down(day: Day, who: int) -> None:
    """Let one of the ward's people take the seat."""
    _, name, _, number, pin = PEOPLE[who]
    day.keyboard.press("F12")
    day.keyboard.type(number)
    day.keyboard.type(pin + "\r")
    day.until(lambda: day.seated(name), f"{name} at the seat")
    pump(100)


def offline(day: Day) -> float:
    """Received with its final number; what says so is a line, and nothing pops up."""
    day.keyboard.scan(people.ANOTHER)
    day.until(lambda: day.value("Họ và tên") == people.ANOTHER_NAME, "the card")
    day.keyboard.type("kt\r")
    day.keyboard.press("Ctrl+D")
    day.keyboard.press("F9")
    took = day.until(lambda: day.says("Đã tiếp nhận"), "the receipt's band")
    day.until(lambda: day.says("Ngoại tuyến") or day.says("Mất kết nối"), "the calm line", 40)
    return took


def unplug(day: Day) -> None:
    """Take the folder away that papers go to, and print into it."""
    day.until(lambda: day.waiting_jobs() == 0, "all that was to be printed is printed", 60)
    day.notes["printed"] = str(len(day.printed()))
    day.printer_away()


def printer(day: Day) -> float:
    """The paper finds no printer and waits; once there is one it comes out by itself, once."""
    day.keyboard.press("F8")
    day.until(day.shell.reprints.isVisible, "it is out already: why again is asked")
    day.keyboard.press("Return")
    day.until(lambda: day.failed_jobs() == 1, "a paper without a printer")
    day.until(lambda: day.says("1 giấy chưa in được"), "the printer's chip says so")
    day.printer_back()
    day.keyboard.began = now_ms() / 1000
    took = day.until(lambda: len(day.printed()) > int(day.notes["printed"]), "the paper", 90)
    pump(500)
    came = len(day.printed()) - int(day.notes["printed"])
    assert came == 1, f"{came} papers"
    return took


# -- 18–21: the clerk ---------------------------------------------------------------------------


def search(day: Day) -> float:
    """Without marks, then with them: đường before Dương; typed fast, twelve keys a second."""
    day.keyboard.press("F3")
    day.keyboard.type("duong van", pace_ms=80)
    day.until(lambda: {"duong", "van"} <= set(fold(day.first_hit()).split()), "a Dương Văn")
    day.keyboard.press("Ctrl+A")
    day.keyboard.type("đường", pace_ms=80)
    return day.until(
        lambda: day.answered("đường") and day.first_hit().startswith("Đường"),
        "đường first, for all of it",
    )


def to_approve(day: Day) -> None:
    """Three dossiers that Minh has in hand, and Minh at the seat."""
    sit_down(day, 1)
    clerk = as_(day, "minh")
    day.notes["batch"] = ",".join(_some(day, 3))
    for uid in day.notes["batch"].split(","):
        processing.act(day.seat.work, uid, "claim", clerk, printed=False)
    day.shell.go("queue")
    day.shell.queue.show_view("mine")
    wanted = set(day.notes["batch"].split(","))
    day.until(lambda: _listed(day) == wanted, "three rows of Minh's")


def _listed(day: Day) -> set[str]:
    """Return the dossiers of the list, once the cursor is in it."""
    queue = day.shell.queue
    return {row.uid for row in queue.model.rows} if queue.table.hasFocus() else set()


def _some(day: Day, count: int, procedure: str = "1.004194", shift: int = 0) -> list[str]:
    """Receive a few dossiers as the counter would, to set a stage."""
    lan, now = as_(day, "lan"), day.clock().astimezone(VN)
    rules = day.seat.work.rules
    made = []
    for at in range(count):
        told = Sampler(900 + shift + at).dossier(
            (rules.catalogue.get(procedure),), now, channel=Channel.COUNTER
        )
        new: NewDossier = read_application(told, now)
        made.append(intake.receive(day.seat.work, new, lan, printed=False).dossier.uid)
    return made


def batch(day: Day) -> float:
    """Three marked and done in one go; taken back, they are marked still, and two are done."""
    made = set(day.notes["batch"].split(","))
    day.keyboard.type("   ")
    day.keyboard.press("Alt+9")
    took = day.until(lambda: day.says("xong 3 hồ sơ"), "three done")
    assert {day.seat.open(uid).dossier.status for uid in made} == {9}
    day.keyboard.press("Ctrl+Z")
    back = day.until(
        lambda: _listed(day) == made and set(day.shell.queue.model.marks) == made, "all three"
    )
    day.keyboard.type(" ")
    day.until(lambda: len(day.shell.queue.model.marks) == 2, "one of them without its mark")
    day.keyboard.press("Alt+9")
    again = day.until(lambda: day.says("xong 2 hồ sơ"), "two done")
    assert sorted(day.seat.open(uid).dossier.status for uid in made) == [4, 9, 9]
    return max(took, back, again)


def supplement(day: Day) -> float:
    """A reason from the library; the clock stops; a second request is warned about."""
    (uid,) = _some(day, 1, shift=20)
    processing.act(day.seat.work, uid, "claim", as_(day, "minh"), printed=False)
    day.keyboard.scan(day.seat.open(uid).dossier.barcode)
    day.until(
        lambda: day.shell.shown == "dossier" and _seen(day) == uid and day.says("Yêu cầu bổ sung"),
        "the dossier and what can be done with it",
    )
    before = len(print_queue.jobs(day.seat.work, 500))
    day.keyboard.press("Alt+4")
    day.keyboard.press("Down")
    day.keyboard.type("\r")
    day.keyboard.press("Ctrl+Return")
    took = day.until(lambda: day.seat.open(uid).dossier.status == 5, "the clock has stopped")
    assert len(print_queue.jobs(day.seat.work, 500)) > before
    processing.act(day.seat.work, uid, "supplemented", as_(day, "lan"), printed=False)
    day.keyboard.scan(day.seat.open(uid).dossier.barcode)
    day.until(lambda: _status(day) in (2, 4), "the citizen has brought it")
    day.keyboard.press("Alt+4")
    warned = day.until(
        lambda: day.says("chỉ được yêu cầu sửa đổi, bổ sung một lần"), "the law about a second one"
    )
    day.keyboard.press("Esc")
    return max(took, warned)


def _seen(day: Day) -> str:
    view = day.shell.dossier.view
    return view.dossier.uid if view is not None else ""


def _status(day: Day) -> int:
    view = day.shell.dossier.view
    return int(view.dossier.status) if view is not None else 0


def leader_comes(day: Day) -> None:
    """A dossier two days from its date, its apology drafted by the clerk; the leader sits down."""
    (uid,) = _some(day, 1, shift=40)
    work, clerk = day.seat.work, as_(day, "minh")
    processing.act(work, uid, "claim", clerk, printed=False)
    due = day.seat.open(uid).dossier.due_at
    assert due is not None
    drafted = Details(reason="chờ kết quả xác minh", due=due + timedelta(days=3))
    processing.act(work, uid, "propose", clerk, drafted, printed=False)
    day.notes["apology"] = uid
    sit_down(day, 2)
    day.shell.go("queue")
    day.shell.queue.show_view("approve")
    day.until(lambda: _listed(day) == {uid}, "what waits for the leader")


def apology(day: Day) -> float:
    """Approved in one key."""
    uid = day.notes["apology"]
    day.keyboard.press("Ctrl+Return")
    return day.until(lambda: day.seat.open(uid).dossier.apologised, "the apology is written")


# -- 24, 25: hand-over --------------------------------------------------------------------------


def ready(day: Day) -> None:
    """Three results of one citizen wait, and Lan sits at the counter."""
    sit_down(day, 0)
    made = _results(day, 3, "001092000991", 60)
    day.notes["ready"] = ",".join(made)


def _results(day: Day, count: int, number: str, shift: int) -> list[str]:
    lan, minh, now = as_(day, "lan"), as_(day, "minh"), day.clock().astimezone(VN)
    made = []
    for at in range(count):
        told = {
            "procedure": "1.004194",
            "applicant": {
                "name": "Mai Văn Thử",
                "personal_id": number,
                "birth_date": "1992-05-05",
            },
            "documents": [{"name": "Tờ khai", "original": 0, "copy": 1}],
            "note": f"{shift + at}",
        }
        new = read_application(told, now)
        state = intake.receive(day.seat.work, new, lan, printed=False).dossier
        processing.act(day.seat.work, state.uid, "claim", minh, printed=False)
        processing.act(day.seat.work, state.uid, "finish", minh, printed=False)
        made.append(state.uid)
    return made


def hand_over(day: Day) -> float:
    """Scan, scan, scan, the collector's card, a signature, F9."""
    day.keyboard.press("F7")
    for uid in day.notes["ready"].split(","):
        day.keyboard.scan(day.seat.open(uid).dossier.barcode)
        pump(30)
    day.until(lambda: len(day.shell.handover.cards) == 3, "three results")
    day.keyboard.scan("001092000991||Mai Văn Thử|05051992|Nam|Phố Thử|01012022")
    day.until(lambda: day.says("Đúng người nộp"), "the collector is who handed in")
    sign(day)
    day.keyboard.press("F9")
    took = day.until(lambda: day.says("Đã trả 3 kết quả"), "handed over")
    for uid in day.notes["ready"].split(","):
        assert day.seat.open(uid).dossier.status == 10
    return took


def sign(day: Day) -> None:
    """Draw a stroke into the signature's field, as a pad or a mouse does."""
    (field,) = [
        each for each in day.shown(QWidget) if each.accessibleName() == "Ô ký tên của người nhận"
    ]
    middle = field.rect().center()
    QTest.mousePress(field, Qt.MouseButton.LeftButton, pos=middle)
    for step in range(1, 12):
        QTest.mouseMove(field, middle + day.offset(step * 4, step % 3 * 5))
        pump()
    QTest.mouseRelease(field, Qt.MouseButton.LeftButton, pos=middle + day.offset(48, 4))
    pump(50)


def wrong_collector(day: Day) -> float:
    """Somebody else is blocked; with an authority paper the result goes out."""
    (uid,) = _results(day, 1, "001092000992", 80)
    day.keyboard.press("F7")
    day.keyboard.scan(day.seat.open(uid).dossier.barcode)
    day.until(lambda: len(day.shell.handover.cards) == 1, "the result")
    day.keyboard.scan(people.THIRD)
    took = day.until(lambda: day.says("Giấy ủy quyền"), "blocked, with the way out")
    day.keyboard.press("F9")
    assert day.seat.open(uid).dossier.status == 9, "handed to a stranger"
    day.keyboard.type("12")
    day.keyboard.press("F9")
    day.until(lambda: day.seat.open(uid).dossier.status == 10, "handed over by authority")
    assert day.seat.open(uid).dossier.collector_authority
    return took
