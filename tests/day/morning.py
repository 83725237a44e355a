"""Steps 1–12: from the cold start to a form that is parked and taken up again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desk.services import print_queue, tickets
from desk.ui.parts.notices import ErrorPanel
from tests.day import people
from tests.day.driver import Day, now_ms
from tests.day.keyboard import field_text, pump
from tests.day.ward import PEOPLE

UNSENT: Final = "7 việc còn chờ gửi"
_NOTE = "gọi trước khi trả"


def cold_start(day: Day) -> float:
    """A process of its own starts, somebody can sign in, what was not sent yesterday is told."""
    command = [sys.executable, "-m", "tests.day.cold", str(day.folder), UNSENT]
    screen = {**os.environ, "DAY_AHEAD": str(day.clock.ahead())}
    began = now_ms()
    with subprocess.Popen(  # noqa: S603 - ourselves
        command, env=screen, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as started:
        assert started.stdout is not None
        told = started.stdout.readline()
        took = now_ms() - began
    assert told == "told\n", f"the window said {told!r}"
    return took


def network_comes(day: Day) -> None:
    """The day's own window is there, and the network: what was left unsent goes by itself."""
    day.open()
    day.until(lambda: day.says(UNSENT), "the sign-in and what was not sent")
    day.city_up()


def sign_in(day: Day) -> float:
    """Two digits, the PIN, and what lies in the drawer."""
    _, _, _, number, pin = PEOPLE[0]
    day.keyboard.type(number)
    day.keyboard.type(pin + "\r")
    took = day.until(lambda: day.seated(PEOPLE[0][1]), "the desk after number and PIN")
    day.until(lambda: day.says("tiền trong két"), "the drawer's card")
    day.keyboard.type("200000\r")
    opened = day.until(lambda: not day.says("tiền trong két"), "the drawer is open")
    said = day.rows("SELECT count(*) FROM event WHERE type = 'DrawerOpened'")
    assert said == [(1,)], said
    return max(took, opened)


def tickets_taken(day: Day) -> None:
    """Two citizens have drawn tickets; Lan has had her first breath."""
    day.rest()
    for _ in range(2):
        tickets.take(day.seat.work)


def call_ticket(day: Day) -> float:
    """F4: the waiting room shows the ticket and hears it, the form is its citizen's."""
    day.keyboard.press("F4")

    def agree() -> bool:
        room = day.displays.room
        shown = room.current if room is not None else None
        called = day.spoken.read_text("utf-8") if day.spoken.exists() else ""
        return shown is not None and shown.code == "A001" and "A không không một" in called

    took = day.until(agree, "screen and voice of the waiting room")
    assert day.says("A001"), "the ticket is not in the bar"
    assert day.shell.shown == "receive"
    assert day.spoken.read_text("utf-8").count("\n") == 1, "called more than once"
    return took


def scan_card(day: Day) -> float:
    """Seven fields, letters and marks as on the card."""
    day.keyboard.scan(people.NEW_CITIZEN)
    took = day.until(lambda: day.value("Họ và tên") == people.NAME, "the card's name")
    party = day.shell.receive.new().submitter
    assert (party.personal_id, party.birth_date, party.sex) == (
        people.NUMBER,
        "1999-03-08",
        "nữ",
    ), party
    assert party.address.startswith("Số 1 phố Thử")
    return took


def birth(day: Day) -> float:
    """The procedure by two letters, the phone, all papers in one key."""
    day.keyboard.type("ks\r")
    day.until(lambda: day.at() == "Điện thoại", "the cursor is in the phone's field")
    day.keyboard.type(people.PHONE)
    day.keyboard.press("Ctrl+D")
    took = day.until(lambda: bool(day.shell.receive.new().papers), "papers are ticked")
    new = day.shell.receive.new()
    assert (new.procedure, new.submitter.phone) == ("1.001193", people.PHONE)
    return took


def receive(day: Day) -> float:
    """The citizen reads and touches Đúng; F9: on disk and in the print queue."""
    citizen = day.displays.citizen
    assert citizen is not None
    assert citizen.shown.name == people.NAME, citizen.shown
    QTest.mouseClick(citizen.right, Qt.MouseButton.LeftButton)
    day.until(lambda: day.says("Người dân: Đúng"), "the citizen's answer")
    before = len(print_queue.jobs(day.seat.work))
    day.keyboard.press("F9")
    took = day.until(lambda: day.says("Đã tiếp nhận"), "the receipt's band")
    assert len(print_queue.jobs(day.seat.work)) > before
    day.notes["first"] = day.shell.receive.band.uid
    assert citizen.shown.is_empty, "the citizen's data are still shown"
    return took


def why_date(day: Day) -> float:
    """The working days of a limit that reaches over the National Day."""
    day.keyboard.press("Ctrl+I")
    return day.until(lambda: day.says("Quốc khánh") or day.says("nghỉ"), "why this date")


def fresh_form(day: Day) -> None:
    """Begin with an empty form."""
    day.keyboard.press("F2")
    day.keyboard.press("Ctrl+L")
    pump(50)


def certified(day: Day) -> float:
    """Returned at once: a citizen known here, three pages, two copies."""
    day.keyboard.press("Shift+F9")
    day.keyboard.scan(people.ANOTHER)
    day.until(lambda: day.value("Họ và tên") == people.ANOTHER_NAME, "who stands here")
    day.keyboard.type("\r3\t2")
    day.keyboard.press("F9")
    took = day.until(lambda: day.says("Đã trả"), "received and handed back")
    (made,) = day.rows("SELECT body FROM event WHERE type = 'Entered'")
    line = json.loads(str(made[0], "utf-8"))  # type: ignore[call-overload]  # any row
    assert (line["pages"], line["copies"]) == (3, 2), line
    return took


def again(day: Day) -> float:
    """The citizen of the first dossier again."""
    day.keyboard.scan(people.NEW_CITIZEN)
    took = day.until(lambda: day.says("hồ sơ chưa xong"), "the open dossier is named")
    day.keyboard.press("Esc")
    return took


def note_typed(day: Day) -> None:
    """Half a note."""
    day.click("Chi tiết khác")
    day.focus("Ghi chú")
    day.keyboard.type(_NOTE)


def scan_in_note(day: Day) -> float:
    """A dossier's barcode while the cursor is in the note: it opens, the note is as it was."""
    before = field_text()
    assert _NOTE in before, before
    barcode = day.seat.open(day.notes["first"]).dossier.barcode
    day.keyboard.scan(barcode)
    took = day.until(lambda: day.shell.shown == "dossier", "the scanned dossier")
    day.keyboard.press("F2")
    day.keyboard.count -= 1  # back to look at the note: not part of the step
    assert day.shell.receive.new().note == before
    return took


def unknown_code(day: Day) -> float:
    """A bottle's barcode: an error holds the focus, and the next scan is ignored."""
    day.keyboard.scan(people.FOREIGN)
    took = day.until(lambda: any(not p.isHidden() for p in day.shown(ErrorPanel)), "an error")
    name = day.shell.receive.new().submitter.name
    day.keyboard.scan(people.THIRD)
    pump(50)
    assert day.shell.receive.new().submitter.name == name, "the next scan counted"
    day.keyboard.press("Esc")
    return took


def park(day: Day) -> float:
    """Half a form parked, another served (keys of its own), the first taken up again."""
    day.keyboard.scan(people.THIRD)
    day.until(lambda: day.value("Họ và tên") == people.THIRD_NAME, "the third citizen")
    day.keyboard.press("Ctrl+S")
    day.keyboard.press("F2")
    day.until(lambda: day.shell.receive.is_empty, "an empty form")
    meanwhile = day.keyboard.count
    day.keyboard.scan(people.ANOTHER)
    day.until(lambda: day.value("Họ và tên") == people.ANOTHER_NAME, "another citizen")
    day.keyboard.press("Ctrl+L")
    day.keyboard.count = meanwhile
    day.keyboard.press("Ctrl+1")
    took = day.until(lambda: day.value("Họ và tên") == people.THIRD_NAME, "taken up again")
    assert QApplication.focusWidget() is not None
    return took
