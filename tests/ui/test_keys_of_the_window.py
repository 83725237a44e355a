"""Keys that win everywhere, composing that is settled first, and what Ctrl+Z takes back."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QSpinBox,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot
from typing_extensions import override

from desk.ui.keys import SECOND
from desk.ui.page import Undo
from desk.ui.shell.desk import Shell
from desk.ui.shell.overlay import KEYS
from tests.ui.conftest import Bench
from tests.ui.hands import Hands, press

CTRL = Qt.KeyboardModifier.ControlModifier


def put_on(shell: Shell, widget: QWidget) -> QWidget:
    """Put a widget onto the page that is shown and the cursor into it."""
    widget.setParent(shell.page)
    widget.setGeometry(20, 20, 300, 200)
    widget.show()
    widget.setFocus()
    return widget


def combo() -> QComboBox:
    made = QComboBox()
    made.addItems(["một", "hai", "ba"])
    return made


def table() -> QTableWidget:
    return QTableWidget(3, 3)


@pytest.mark.parametrize("make", [combo, table, QLineEdit, QPlainTextEdit, QSpinBox])
def test_a_function_key_wins_over_whatever_has_the_cursor(
    make: type[QWidget], bench: Bench, hands: Hands
) -> None:
    shell = bench.shell()
    widget = put_on(shell, make())
    hands.key(Qt.Key.Key_F7)
    assert shell.shown == "handover"
    shell.go("receive")
    widget.setFocus()
    hands.key(Qt.Key.Key_F1)
    assert shell.overlay.isVisible()


# The platform without a screen can neither raise a list nor give it the keyboard.
@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_it_wins_over_an_open_list_and_an_open_menu(bench: Bench, qtbot: QtBot) -> None:
    shell = bench.shell()
    box = combo()
    put_on(shell, box)
    box.showPopup()
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    press(QApplication.activePopupWidget(), Qt.Key.Key_F7)
    assert QApplication.activePopupWidget() is None
    assert shell.shown == "handover"
    menu = QMenu(shell)
    menu.addAction("x")
    menu.popup(shell.mapToGlobal(shell.rect().center()))
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is menu)
    press(menu, Qt.Key.Key_F2)
    assert QApplication.activePopupWidget() is None
    assert shell.shown == "receive"


def test_a_table_that_is_being_edited_gives_way(bench: Bench, hands: Hands) -> None:
    shell = bench.shell()
    grid = table()
    put_on(shell, grid)
    grid.setCurrentCell(0, 0)
    grid.edit(grid.currentIndex())
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    hands.key(Qt.Key.Key_F7)
    assert shell.shown == "handover"


@pytest.mark.parametrize(
    ("keys", "screen"),
    [
        ("F11", "queue"),
        ("Shift+F3", "search"),
        ("Shift+F11", "statistics"),
        ("Ctrl+[", "queue"),
        ("Ctrl+]", "search"),
        ("Ctrl+\\", "statistics"),
        ("Ctrl+=", "quick"),
    ],
)
def test_the_screens_used_all_day_have_keys_of_their_own(
    bench: Bench, keys: str, screen: str
) -> None:
    shell = bench.shell()
    put_on(shell, QLineEdit("chữ"))
    pressed = QKeySequence(keys)[0]  # type: ignore[index] # the stubs forget it
    press(QApplication.focusWidget(), pressed.key(), pressed.keyboardModifiers())
    assert shell.shown == screen


def test_every_function_key_has_a_second_way(bench: Bench, hands: Hands) -> None:
    functions = {key for key, _ in KEYS if re.fullmatch(r"(Shift\+)?F\d+", key)}
    assert functions <= set(SECOND)
    assert len(set(SECOND.values())) == len(SECOND)
    assert not set(SECOND.values()) & {key for key, _ in KEYS}
    shell = bench.shell()
    for first, second in SECOND.items():
        if first in shell.shortcuts():
            assert shell.shortcuts()[second] == shell.shortcuts()[first]
    put_on(shell, QLineEdit("chữ"))
    press(QApplication.focusWidget(), Qt.Key.Key_T, CTRL)  # F7's
    assert shell.shown == "handover"
    hands.key(Qt.Key.Key_H, CTRL)
    assert shell.overlay.isVisible()


def test_a_page_that_has_the_second_key_for_itself_keeps_it(bench: Bench) -> None:
    shell = bench.shell()
    own: list[bool] = []
    QShortcut(QKeySequence(SECOND["F7"]), shell.page).activated.connect(lambda: own.append(True))
    press(put_on(shell, QLineEdit()), Qt.Key.Key_T, CTRL)
    assert own == [True]
    assert shell.shown == "receive"


class FieldOfX(QLineEdit):
    """A field as under X, where Ctrl+E goes to the end of the line."""

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)


def test_a_pages_key_counts_in_a_field_that_would_move_by_it(bench: Bench) -> None:
    shell = bench.shell()
    own: list[bool] = []
    field = put_on(shell, FieldOfX("chữ"))
    press(field, Qt.Key.Key_E, CTRL)
    assert own == []
    QShortcut(QKeySequence("Ctrl+E"), shell.page).activated.connect(lambda: own.append(True))
    press(field, Qt.Key.Key_E, CTRL)
    assert own == [True]


def test_a_key_that_is_held_down_acts_once(bench: Bench) -> None:
    shell = bench.shell()
    said: list[str] = []
    shell.page.main_action = lambda: said.append("F9")  # type: ignore[method-assign]  # counts
    target = QApplication.focusWidget()
    assert target is not None
    for again in (False, True, True):
        event = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier, "", again
        )
        QApplication.sendEvent(target, event)
    assert said == ["F9"]


# -- composing ---------------------------------------------------------------------------------


def compose(widget: QWidget, preedit: str) -> None:
    """Do as an input method does that has not made up its mind."""
    QApplication.sendEvent(widget, QInputMethodEvent(preedit, []))


@pytest.mark.parametrize("key", [Qt.Key.Key_F9, Qt.Key.Key_Return])
def test_what_is_being_composed_is_settled_before_the_key_acts(
    key: Qt.Key, bench: Bench, hands: Hands
) -> None:
    shell = bench.shell()
    line = QLineEdit("Trần Thử ")
    put_on(shell, line)
    line.end(False)
    seen: list[str] = []
    line.returnPressed.connect(lambda: seen.append(line.text()))
    shell.page.main_action = lambda: seen.append(line.text())  # type: ignore[method-assign]  # looks on
    compose(line, "Đạ")
    compose(line, "Đạt")
    assert line.text() == "Trần Thử "
    hands.key(key)
    assert seen == ["Trần Thử Đạt"]
    hands.key(key)
    assert seen == ["Trần Thử Đạt", "Trần Thử Đạt"]  # settled once


def test_what_was_settled_by_the_input_method_is_not_settled_again(
    bench: Bench, hands: Hands
) -> None:
    shell = bench.shell()
    line = QLineEdit()
    put_on(shell, line)
    compose(line, "Đạ")
    done = QInputMethodEvent("", [])
    done.setCommitString("Đạt")
    QApplication.sendEvent(line, done)
    hands.key(Qt.Key.Key_F9)
    assert line.text() == "Đạt"


# -- Ctrl+Z ------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [QLineEdit, QPlainTextEdit, QSpinBox, combo])
def test_typing_is_taken_back_first_and_then_the_act(
    make: type[QWidget], bench: Bench, hands: Hands
) -> None:
    shell = bench.shell()
    shell.go("queue")
    widget = make()
    if isinstance(widget, QComboBox):
        widget.setEditable(True)
    put_on(shell, widget)
    back: list[str] = []
    shell.strip.offer(Undo(said="Đã chuyển", back=lambda: back.append("taken")))
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClicks(target, "7")
    press(target, Qt.Key.Key_Z, CTRL)
    assert back == []
    if isinstance(widget, QLineEdit):
        assert widget.text() == ""
    for _ in range(3):  # whatever else was typed there
        press(target, Qt.Key.Key_Z, CTRL)
    assert back == ["taken"]
    assert hands.count == 0


def test_f6_goes_round_the_parts_of_the_window(bench: Bench, hands: Hands) -> None:
    shell = bench.shell()
    seen = []
    for _ in range(8):
        hands.key(Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        assert focus is not None
        seen.append(
            "rail"
            if shell.rail.isAncestorOf(focus)
            else "top"
            if shell.top.isAncestorOf(focus)
            else "page"
        )
    assert {"rail", "top", "page"} <= set(seen)
    assert QKeySequence(Qt.Key.Key_F6).toString() in shell.shortcuts()
