"""Fast hands: what is pressed before the procedure that was typed is found counts once it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.domain.records import Procedure
from desk.ui.kit import Kit
from desk.ui.receive.page import ReceivePage
from desk.ui.tasks import Tasks
from tests.ui.hands import Hands, stand
from tests.ui.invented import CARD_SCAN, PROCEDURES
from tests.ui.world import World

BIRTH = PROCEDURES[0]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def answers() -> Iterator[Event]:
    """Return what holds every search back until it is set."""
    held = Event()
    yield held
    held.set()


@pytest.fixture
def page(
    kit: Kit, world: World, qapp: QApplication, qtbot: QtBot, answers: Event
) -> Iterator[ReceivePage]:
    tasks = Tasks(qapp)
    plain = world.find_procedures

    def slowly(text: str) -> tuple[Procedure, ...]:
        assert answers.wait(20)
        return plain(text)

    ports = replace(world.receive_ports(), find_procedures=slowly)
    made = ReceivePage(replace(kit, tasks=tasks), ports)
    qtbot.addWidget(made)
    made.resize(1134, 680)
    stand(made, qtbot)
    made.scan(CARD_SCAN)
    made.procedure.search.setFocus()
    yield made
    answers.set()
    tasks.close()


def received(world: World) -> int:
    return sum(fact[0] == "receive" for fact in world.done)


def test_papers_and_f9_wait_for_the_procedure(
    page: ReceivePage, world: World, hands: Hands, qtbot: QtBot, answers: Event
) -> None:
    hands.type("khai sinh\r")
    hands.key(Qt.Key.Key_D, CTRL)
    page.main_action()
    assert page.procedure.procedure is None
    assert received(world) == 0
    answers.set()
    qtbot.waitUntil(lambda: received(world) == 1, timeout=20_000)
    (new,) = [fact[1] for fact in world.done if fact[0] == "receive"]
    assert new.procedure == BIRTH.code  # type: ignore[attr-defined] # what a form becomes
    assert new.papers  # type: ignore[attr-defined] # as above


def test_what_waited_is_forgotten_when_nothing_fits(
    page: ReceivePage, hands: Hands, qtbot: QtBot, answers: Event
) -> None:
    hands.type("zzzz\r")
    hands.key(Qt.Key.Key_D, CTRL)
    answers.set()
    qtbot.waitUntil(page.procedure.finder.popup.isVisible, timeout=20_000)
    page.procedure.search.clear()
    hands.type("khai sinh\r")
    qtbot.waitUntil(lambda: page.procedure.procedure == BIRTH, timeout=20_000)
    assert not page.new().papers


def test_other_letters_forget_what_waited(
    page: ReceivePage, hands: Hands, qtbot: QtBot, answers: Event
) -> None:
    hands.type("khai sinh\r")
    hands.key(Qt.Key.Key_D, CTRL)
    hands.type(" ")
    answers.set()
    hands.type("\r")
    qtbot.waitUntil(lambda: page.procedure.procedure == BIRTH, timeout=20_000)
    assert not page.new().papers
