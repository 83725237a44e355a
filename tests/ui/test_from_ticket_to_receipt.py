"""From the slip of paper to the receipt over a real counter: F4, a card, F9, and the log has it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.app import seat as room
from desk.app.seat import Seat
from desk.services import tickets
from desk.ui.choices import Choices
from desk.ui.main_window import MainWindow, Opened, Surroundings
from desk.ui.pictures import settle
from desk.ui.ports import StartPorts
from desk.ui.shell.desk import Shell
from desk.ui.tasks import Tasks
from tests.kit import BIRTH, Counter
from tests.ui.conftest import RESOURCES
from tests.ui.hands import Hands, stand

CARD = "001199012345||Nguyễn Thị Ví Dụ|08031999|Nữ|Số 1 phố Thử, Phường Mẫu Giáo|01012022"


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    return Counter(tmp_path / "counter").make()


@pytest.fixture
def seat(counter: Counter) -> Iterator[Seat]:
    with counter.open() as work:
        yield Seat(work, counter.folder)


@pytest.fixture
def shell(qapp: QApplication, qtbot: QtBot, tasks: Tasks, seat: Seat) -> Iterator[Shell]:
    opened = Opened(
        place=room.place(seat.work, seat.folder), ports=room.window_ports(seat), user=seat.user
    )
    around = Surroundings(
        resources=RESOURCES,
        tasks=tasks,
        now=seat.work.now,
        enter=lambda: opened,
        start=StartPorts(initialise=lambda *_: None, open_practice=lambda: None),
        choices=Choices(voice="off"),
        keep=lambda _: None,
    )
    window = MainWindow(qapp, around)
    stand(window, qtbot)
    window.begin()
    page = window.page
    assert isinstance(page, Shell)
    yield page
    window.close()
    window.deleteLater()
    settle()


def test_a_ticket_becomes_a_dossier_that_keeps_its_waiting_time(
    shell: Shell, hands: Hands, seat: Seat, counter: Counter
) -> None:
    tickets.take(seat.work, printed=False)
    counter.clock.pass_(minutes=7)
    hands.key(Qt.Key.Key_F4)
    shell.receive.scan(CARD)
    shell.receive.procedure.choose(seat.work.rules.catalogue.get(BIRTH))
    shell.receive.procedure.mark_all()
    shell.receive.refresh_preview()
    hands.key(Qt.Key.Key_F9)
    rows = counter.rows(
        "SELECT t.state, t.counter, json_extract(d.state, '$.ticket'), "
        "json_extract(d.state, '$.waited_s') FROM ticket t JOIN dossier d ON d.id = t.dossier_id"
    )
    assert rows == [("done", "Quầy 1", "A001", 420)], [gap.field for gap in shell.receive.gaps()]
    assert shell.top.ticket.words == "Không ai chờ"
    assert shell.receive.new().ticket == ""


def at_counter(shell: Shell) -> str:
    current = shell.calling.caller.board.current
    return current.code if current else ""


def test_a_receipt_taken_back_has_its_citizen_at_the_counter_again(
    shell: Shell, hands: Hands, seat: Seat, counter: Counter
) -> None:
    tickets.take(seat.work, printed=False)
    hands.key(Qt.Key.Key_F4)
    shell.receive.scan(CARD)
    shell.receive.procedure.choose(seat.work.rules.catalogue.get(BIRTH))
    shell.receive.procedure.mark_all()
    shell.receive.refresh_preview()
    hands.key(Qt.Key.Key_F9)
    assert at_counter(shell) == ""
    hands.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert counter.rows("SELECT state, dossier_id FROM ticket") == [("serving", None)]
    assert at_counter(shell) == shell.receive.new().ticket == "A001"


def test_whoever_was_called_is_still_there_after_a_restart(
    shell: Shell, seat: Seat, counter: Counter
) -> None:
    tickets.take(seat.work, printed=False)
    counter.clock.pass_(minutes=3)
    tickets.call(seat.work, "Quầy 1", hold=False)
    shell.calling.caller.look()
    assert (shell.receive.new().ticket, shell.receive.new().waited_s) == ("A001", 180)
