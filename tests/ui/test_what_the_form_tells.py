"""The receive page tells what has been entered, and knows which ticket was called."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desk.ui.kit import Kit
from desk.ui.receive.page import ReceivePage
from tests.ui.hands import press, stand, write
from tests.ui.invented import CARD_SCAN, PROCEDURES
from tests.ui.world import World


@pytest.fixture
def page(kit: Kit, world: World, qtbot: QtBot) -> ReceivePage:
    made = ReceivePage(kit, world.receive_ports())
    qtbot.addWidget(made)
    made.resize(1134, 680)
    stand(made, qtbot)
    made.start()
    return made


def test_leaving_a_field_tells_that_it_was_edited(page: ReceivePage, qtbot: QtBot) -> None:
    name = page.person.person.fields["name"].widget
    name.setFocus()
    write(name, "Hoa")
    with qtbot.waitSignal(page.edited, timeout=5000):
        press(name, Qt.Key.Key_Tab)
    assert page.new().submitter.name == "Hoa"


def test_resting_is_enough_and_so_is_a_tick(page: ReceivePage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.edited, timeout=5000):
        page.procedure.choose(PROCEDURES[0])
    with qtbot.waitSignal(page.edited, timeout=5000):
        page.procedure.mark_all()


def test_a_form_that_is_cleared_tells_so_and_nothing_else(page: ReceivePage) -> None:
    page.scan(CARD_SCAN)
    told: list[str] = []
    page.edited.connect(lambda: told.append("edited"))
    page.cleared.connect(lambda: told.append("cleared"))
    page.clear_form()
    assert told == ["cleared"]


def test_a_called_ticket_begins_a_form_and_the_one_in_hand_can_come_back(
    page: ReceivePage,
) -> None:
    page.begin_for("A001", 320)
    first = page.new()
    assert (first.ticket, first.waited_s) == ("A001", 320)
    page.scan(CARD_SCAN)
    page.begin_for("A002", 45)
    assert page.is_blank
    assert page.new().ticket == "A002"
    assert page.new().uid != first.uid
    page.bring_back()
    back = page.new()
    assert (back.ticket, back.waited_s, back.uid) == ("A001", 320, first.uid)
    assert back.submitter.name


def test_a_ticket_stays_with_whoever_comes_to_the_counter(page: ReceivePage) -> None:
    page.begin_for("A001", 320)
    page.scan(CARD_SCAN)
    assert page.new().ticket == "A001"
    page.clear()
    assert (page.new().ticket, page.new().waited_s) == ("", 0)
