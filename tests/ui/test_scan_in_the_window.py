"""The scanner works wherever the cursor is, and leaves nothing in the field."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desk.ui.kit import ScanHold
from desk.ui.parts.scan import ScanListener
from tests.ui.hands import Hands, stand, write

CODE = "0019926112310017"


class Desk:
    """Two fields and a listener."""

    def __init__(self, qapp: QApplication, qtbot: QtBot) -> None:
        self.page = QWidget()
        self.first, self.second, self.note = QLineEdit(), QLineEdit(), QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        layout = QHBoxLayout(self.page)
        for field in (self.first, self.second, self.note):
            layout.addWidget(field)
        qtbot.addWidget(self.page)
        stand(self.page, qtbot)
        self.first.setFocus()
        self.hold = ScanHold()
        self.listener = ScanListener(qapp, self.hold)
        self.scans: list[str] = []
        self.listener.scanned.connect(self.scans.append)

    def close(self) -> None:
        self.listener.stop()


def test_what_a_person_types_arrives_in_order(
    qapp: QApplication, qtbot: QtBot, hands: Hands
) -> None:
    desk = Desk(qapp, qtbot)
    hands.type("Ot\tnam 1")
    assert (desk.first.text(), desk.second.text()) == ("Ot", "nam 1")
    assert not desk.scans
    desk.close()


def test_letters_of_an_input_method_do_not_overtake_those_that_are_held_back(
    qapp: QApplication, qtbot: QtBot
) -> None:
    desk = Desk(qapp, qtbot)
    for letter in ("g", "ọ", "i"):  # all in one moment, as after a machine was busy
        write(desk.first, letter)
    qtbot.waitUntil(lambda: len(desk.first.text()) == 3)
    assert desk.first.text() == "gọi"
    assert not desk.scans
    desk.close()


def test_a_scan_while_typing_leaves_the_field_as_it_was(
    qapp: QApplication, qtbot: QtBot, hands: Hands
) -> None:
    desk = Desk(qapp, qtbot)
    hands.type("ghi ")
    hands.scan(CODE)
    hands.type("chu")
    assert desk.first.text() == "ghi chu"
    assert desk.scans == [CODE]
    desk.close()


def test_a_scan_into_a_note_leaves_no_line_behind(
    qapp: QApplication, qtbot: QtBot, hands: Hands
) -> None:
    desk = Desk(qapp, qtbot)
    desk.note.setFocus()
    hands.scan(CODE)
    hands.scan("H26.033.15-261123-1001", end="\t")
    assert desk.note.toPlainText() == ""
    assert desk.note.hasFocus()
    assert desk.scans == [CODE, "H26.033.15-261123-1001"]
    desk.close()


def test_a_person_ends_a_line_with_enter(qapp: QApplication, qtbot: QtBot, hands: Hands) -> None:
    desk = Desk(qapp, qtbot)
    entered: list[str] = []
    desk.first.returnPressed.connect(lambda: entered.append(desk.first.text()))
    hands.type("ks\r")
    assert entered == ["ks"]
    desk.close()


def test_a_letter_alone_is_let_through_without_another_key(
    qapp: QApplication, qtbot: QtBot, hands: Hands
) -> None:
    desk = Desk(qapp, qtbot)
    hands.type("x")
    qtbot.waitUntil(lambda: desk.first.text() == "x")
    desk.close()


def test_commands_pass_at_once_and_in_order(qapp: QApplication, qtbot: QtBot, hands: Hands) -> None:
    desk = Desk(qapp, qtbot)
    hands.type("abc")
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier, "\b")
        QCoreApplication.sendEvent(desk.first, event)
    assert desk.first.text() == "ab"
    desk.close()


def test_while_an_error_waits_a_scan_is_refused_and_said_to_be(
    qapp: QApplication, qtbot: QtBot, hands: Hands
) -> None:
    desk = Desk(qapp, qtbot)
    refused: list[bool] = []
    desk.hold.refused.connect(lambda: refused.append(True))
    desk.hold.hold(desk)
    hands.scan(CODE)
    assert (desk.scans, refused) == ([], [True])
    desk.hold.release(desk)
    hands.scan(CODE)
    assert desk.scans == [CODE]
    assert desk.first.text() == ""
    desk.close()
