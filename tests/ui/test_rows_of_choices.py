"""A row of choices is walked by real arrows and left by Tab, as every list of choices is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desk.ui.kit import Kit
from desk.ui.parts.buttons import Segments
from desk.ui.parts.layout import column
from tests.ui.hands import Hands, stand

Key = Qt.Key


@pytest.fixture
def page(kit: Kit, qtbot: QtBot) -> QWidget:
    """Return a page of eight choices, the cursor in them, and a field after them."""
    made = QWidget()
    qtbot.addWidget(made)
    choices = Segments(kit, [(str(n), f"Quầy {n}") for n in range(1, 9)], name="Số quầy")
    made.setLayout(column(kit, choices, QLineEdit()))
    stand(made, qtbot)
    choices.choose("1")
    choices.findChildren(QWidget)[0].setFocus()
    return made


def test_arrows_choose_and_go_round(page: QWidget, hands: Hands) -> None:
    (choices,) = page.findChildren(Segments)
    told: list[str] = []
    choices.chosen.connect(told.append)
    hands.key(Key.Key_Right)
    hands.key(Key.Key_Down)
    assert choices.value == "3"
    hands.key(Key.Key_Left)
    hands.key(Key.Key_Up)
    hands.key(Key.Key_Left)
    assert choices.value == "8"
    assert told == ["2", "3", "2", "1", "8"]


def test_tab_leaves_with_what_is_chosen(page: QWidget, hands: Hands) -> None:
    (choices,) = page.findChildren(Segments)
    hands.key(Key.Key_Right)
    hands.key(Key.Key_Tab)
    assert page.findChildren(QLineEdit)[0].hasFocus()
    assert choices.value == "2"
