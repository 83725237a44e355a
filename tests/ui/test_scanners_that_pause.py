"""Scanners that pause within a card, scans amid typing, and input methods that take their keys."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desk.ui.parts.landed import Landed
from tests.ui.conftest import Bench
from tests.ui.hands import Hands
from tests.ui.invented import CARD_SCAN, PEOPLE
from tests.ui.test_cards_that_land import OTHER_CARD, field, said

HALF = CARD_SCAN.rindex("|") - 8  # within the address


def test_a_fast_scanner_may_pause_within_the_address(
    bench: Bench, hands: Hands, qtbot: QtBot
) -> None:
    shell = bench.shell()
    note = field(shell, "note")
    note.setFocus()
    hands.type("ghi")
    hands.scan(CARD_SCAN[:HALF], end="")
    qtbot.waitUntil(lambda: CARD_SCAN[:HALF] in said(note))  # let through: taken for typing
    hands.scan(CARD_SCAN[HALF:])
    qtbot.waitUntil(lambda: bool(shell.receive.new().submitter.name))
    assert said(note) == "ghi"
    assert bench.world.done[-1][0] != "find_procedures"
    scans = [fact[1] for fact in bench.world.done if fact[0] == "parse_scan"]
    assert scans == [CARD_SCAN]


def test_a_slow_scanner_that_rests_in_the_address_is_waited_for(qtbot: QtBot) -> None:
    landed, line = Landed(), QLineEdit()
    qtbot.addWidget(line)
    found: list[str] = []
    landed.found.connect(found.append)
    for char in CARD_SCAN[:HALF]:
        assert not landed.typed(char, line)
        line.insert(char)
    qtbot.waitUntil(lambda: landed.waits)
    assert found == []
    for char in CARD_SCAN[HALF:]:
        landed.typed(char, line)
        line.insert(char)
    assert landed.typed("\r", line)
    assert found == [CARD_SCAN]
    assert line.text() == ""


def test_a_card_whose_reader_leaves_the_issue_out_is_read_all_the_same(qtbot: QtBot) -> None:
    landed, line = Landed(), QLineEdit()
    qtbot.addWidget(line)
    found: list[str] = []
    landed.found.connect(found.append)
    short = CARD_SCAN[: CARD_SCAN.rindex("|")]
    for char in short:
        landed.typed(char, line)
        line.insert(char)
    qtbot.waitUntil(lambda: found == [short])
    assert line.text() == ""


def test_two_scans_right_after_each_other_are_two(bench: Bench, hands: Hands, qtbot: QtBot) -> None:
    shell = bench.shell()
    for char in CARD_SCAN + "\r" + OTHER_CARD + "\r":
        hands._press(char, 4)  # noqa: SLF001 - a scanner without a pause between two cards
    qtbot.waitUntil(lambda: shell.receive.new().submitter.name == PEOPLE[1].name)
    assert "Nguyễn Thị Thùy Dương" in shell.receive.undo.said


@pytest.mark.parametrize("where", ["note", "name", "phone", "number"])
def test_a_scan_amid_typing_leaves_no_letter_in_any_field(
    bench: Bench, hands: Hands, qtbot: QtBot, where: str
) -> None:
    shell = bench.shell()
    line = field(shell, where)
    line.setFocus()
    hands.type("12")
    before = said(line)
    hands.scan("4006381333931")  # a foreign barcode
    qtbot.waitUntil(lambda: not shell.receive.error.isHidden())
    assert said(line) == before
    hands.scan("4006381333931")  # ignored until the error is acknowledged
    assert [fact[0] for fact in bench.world.done].count("parse_scan") == 1


def compose(line: QWidget, preedit: str = "", commit: str = "", back: int = 0) -> None:
    event = QInputMethodEvent(preedit, [])
    if commit or back:
        event.setCommitString(commit, -back, back)
    QApplication.sendEvent(line, event)


def test_a_word_that_is_being_composed_is_as_before_when_vni_swallows_a_scanned_digit(
    bench: Bench, hands: Hands, qtbot: QtBot
) -> None:
    shell = bench.shell()
    note = field(shell, "note")
    note.setFocus()
    hands.type("anh ")
    compose(note, preedit="nguye")
    hands.type("")  # a while later
    compose(note, preedit="nguyê")  # the 6 of the barcode
    hands.scan("300638133393123")
    qtbot.waitUntil(lambda: not shell.receive.error.isHidden())
    assert said(note) == "anh nguye"


def test_a_letter_that_was_changed_by_a_scanned_digit_is_changed_back(
    bench: Bench, hands: Hands
) -> None:
    shell = bench.shell()
    note = field(shell, "note")
    note.setFocus()
    hands.type("anh que")
    compose(note, commit="ê", back=1)
    assert said(note) == "anh quê"
    hands.scan("300638133393123")
    assert said(note) == "anh que"


def test_what_a_person_composed_stays(bench: Bench, hands: Hands, qtbot: QtBot) -> None:
    shell = bench.shell()
    note = field(shell, "note")
    note.setFocus()
    hands.type("qu")
    compose(note, commit="ê")
    hands.type(" nha")
    hands.scan("4006381333931")
    qtbot.waitUntil(lambda: not shell.receive.error.isHidden())
    assert said(note) == "quê nha"
