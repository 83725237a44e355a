"""A card's text in a field, however it came there, is read as a card and leaves the field."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QInputMethodEvent,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desk.ui.kit import ScanHold
from desk.ui.parts.landed import card_at
from desk.ui.parts.scan import ScanListener
from desk.ui.shell.desk import Shell
from tests.ui.conftest import Bench
from tests.ui.hands import Hands, press, stand
from tests.ui.invented import CARD_SCAN, PEOPLE, PROCEDURES

CONTROL = Qt.KeyboardModifier.ControlModifier
BIRTH, *_ = PROCEDURES
OTHER_CARD = "099085000011||Đặng Văn Ớt|02111985|Nam|Tổ 7, phố Tôn Đức Thắng|01012022"
#: ICAO 9303's own example of a card, of the country Utopia.
ZONE = (
    "I<UTOD231458907<<<<<<<<<<<<<<<",
    "7408122F1204159UTO<<<<<<<<<<<6",
    "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
)


@pytest.fixture(autouse=True)
def _clipboard() -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()


def paste(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    press(QApplication.focusWidget(), Qt.Key.Key_V, CONTROL)


def field(shell: Shell, name: str) -> QWidget:
    """Return a field of the window by a short name."""
    person, summary = shell.receive.person, shell.receive.summary
    summary._more.setChecked(True)  # noqa: SLF001 - pressing the button
    person.for_other.setChecked(True)
    known: dict[str, QWidget] = {
        "number": person.person.fields["personal_id"].widget,
        "name": person.person.fields["name"].widget,
        "birth": person.person.fields["birth_date"].widget,
        "phone": person.person.fields["phone"].widget,
        "address": person.person.fields["address"].widget,
        "authority": person.authority.widget,
        "procedure": shell.receive.procedure.search,
        "note": summary._note,  # noqa: SLF001 - the field
        "box": shell.top.box,
    }
    return known[name]


def said(widget: QWidget) -> str:
    return widget.toPlainText() if isinstance(widget, QPlainTextEdit) else str(widget.text())  # type: ignore[attr-defined] # one line has text


FIELDS = ["number", "name", "birth", "phone", "address", "authority", "procedure", "note", "box"]


@pytest.mark.parametrize("name", FIELDS)
def test_a_pasted_card_is_read_wherever_it_lands(name: str, bench: Bench) -> None:
    shell = bench.shell()
    where = field(shell, name)
    where.setFocus()
    paste(CARD_SCAN + "\n")
    assert shell.receive.new().submitter.name == "Nguyễn Thị Thùy Dương"
    assert ("parse_scan", CARD_SCAN) in bench.world.done
    if name not in ("number", "name", "birth", "phone", "address"):
        assert said(where) == ""


ENDED = [("number", "\r"), ("name", "\t"), ("procedure", "\r"), ("note", "\r"), ("box", "\t")]


@pytest.mark.parametrize(("name", "end"), [*((name, "") for name in FIELDS), *ENDED])
def test_a_slow_scanner_is_read_wherever_its_card_lands(
    name: str, end: str, bench: Bench, hands: Hands, qtbot: QtBot
) -> None:
    shell = bench.shell()
    where = field(shell, name)
    where.setFocus()
    hands.type(CARD_SCAN + end)
    qtbot.waitUntil(lambda: shell.receive.new().submitter.name == "Nguyễn Thị Thùy Dương")
    assert ("parse_scan", CARD_SCAN) in bench.world.done
    if name not in ("number", "name", "birth", "phone", "address"):
        assert said(where) == ""


def test_a_fast_scanner_without_an_ending_key_is_read_too(
    bench: Bench, hands: Hands, qtbot: QtBot
) -> None:
    shell = bench.shell()
    hands.scan(CARD_SCAN, end="")
    qtbot.waitUntil(lambda: shell.receive.new().submitter.name == "Nguyễn Thị Thùy Dương")
    assert shell.receive.new().submitter.personal_id == "099190012345"


def test_the_collectors_card_lands_in_any_field_of_the_hand_over(
    bench: Bench, hands: Hands, qtbot: QtBot
) -> None:
    shell = bench.shell()
    hands.key(Qt.Key.Key_F7)
    collector = shell.handover.collector
    for where in (shell.handover.code, collector.number, collector.name):
        where.setFocus()
        hands.type(OTHER_CARD)
        qtbot.waitUntil(lambda: collector.id_number == PEOPLE[1].personal_id)
        assert (collector.to, shell.handover.code.text()) == (PEOPLE[1].name, "")
        where.setFocus()
        paste(CARD_SCAN)
        assert collector.id_number == PEOPLE[0].personal_id
        assert (collector.to, shell.handover.code.text()) == (PEOPLE[0].name, "")


def test_another_collectors_paper_does_not_stay(bench: Bench, hands: Hands) -> None:
    shell = bench.shell()
    hands.key(Qt.Key.Key_F7)
    hands.scan(bench.world.dossiers["d0011"].barcode)
    hands.scan(CARD_SCAN)
    shell.handover.collector.authority.setFocus()
    hands.type("UQ 12/2026")
    hands.scan(CARD_SCAN)
    assert "UQ 12/2026" in shell.handover.collector.paper
    hands.scan("099301000022")
    assert shell.handover.collector.paper == ""


def test_no_list_is_left_open_by_a_card(bench: Bench, hands: Hands, qtbot: QtBot) -> None:
    shell = bench.shell()
    shell.receive.procedure.search.setFocus()
    hands.type(CARD_SCAN)
    qtbot.waitUntil(lambda: bool(shell.receive.new().submitter.name))
    qtbot.wait(150)
    assert shell.receive.procedure.search.hasFocus()
    assert not shell.receive.procedure.finder.popup.isVisible()


def test_the_field_gets_back_what_it_said(bench: Bench, hands: Hands, qtbot: QtBot) -> None:
    shell = bench.shell()
    note = field(shell, "note")
    note.setFocus()
    hands.type("goi lai 16h ")
    hands.type(CARD_SCAN)
    qtbot.waitUntil(lambda: bool(shell.receive.new().submitter.name))
    assert said(note) == "goi lai 16h "
    note.setFocus()
    hands.type("nhe")
    assert said(note) == "goi lai 16h nhe"


def test_nothing_of_the_former_citizen_stays_beside_a_new_card(
    bench: Bench, hands: Hands, qtbot: QtBot
) -> None:
    shell = bench.shell()
    page = shell.receive
    hands.scan(CARD_SCAN)
    page.procedure.choose(BIRTH)
    page.procedure.mark_all()
    field(shell, "authority").setFocus()
    hands.type("UQ 1")
    field(shell, "note").setFocus()
    hands.type("hen chieu")
    before = page.new()
    number = field(shell, "number")
    number.setFocus()
    press(number, Qt.Key.Key_A, CONTROL)
    hands.type(OTHER_CARD)
    qtbot.waitUntil(lambda: page.new().submitter.name == PEOPLE[1].name)
    new = page.new()
    assert new.submitter.phone == PEOPLE[1].phone
    assert (new.procedure, new.papers, new.owner, new.authority) == (BIRTH.code, (), None, "")
    assert (new.note, new.fee_note) == ("", "")
    assert new.uid != before.uid
    assert page.undo.said == "Thẻ của người khác: phiếu của Nguyễn Thị Thùy Dương đã cất"
    press(page, Qt.Key.Key_Z, CONTROL)
    assert page.new() == before


def test_the_same_card_again_changes_nothing(bench: Bench, hands: Hands) -> None:
    bench.world.strangers = True
    shell = bench.shell()
    hands.scan(CARD_SCAN)
    field(shell, "phone").setFocus()
    hands.type("0900000789")
    shell.receive.procedure.choose(BIRTH)
    shell.receive.procedure.mark_all()
    before = shell.receive.new()
    hands.scan(CARD_SCAN)
    assert shell.receive.new() == before
    assert shell.receive.undo.said == ""


def test_a_bare_number_of_somebody_else_brings_nobody_elses_name(
    bench: Bench, hands: Hands
) -> None:
    shell = bench.shell()
    hands.scan(CARD_SCAN)
    hands.scan(PEOPLE[1].personal_id)
    party = shell.receive.new().submitter
    assert (party.name, party.personal_id, party.phone) == (
        PEOPLE[1].name,
        PEOPLE[1].personal_id,
        PEOPLE[1].phone,
    )


def test_three_lines_of_the_zone_are_one_card(bench: Bench, hands: Hands, qtbot: QtBot) -> None:
    shell = bench.shell()
    name = field(shell, "name")
    name.setFocus()
    hands.type("\r".join(ZONE))
    qtbot.waitUntil(lambda: ("parse_scan", "\n".join(ZONE)) in bench.world.done)
    assert said(name) == ""
    name.setFocus()
    shell.receive.error.acknowledge()
    name.setFocus()
    paste("\n".join(ZONE))
    assert bench.world.done.count(("parse_scan", "\n".join(ZONE))) == 2


def test_no_page_acts_before_a_card_is_read(bench: Bench, hands: Hands) -> None:
    shell = bench.shell()
    hands.scan(CARD_SCAN)
    shell.receive.procedure.choose(BIRTH)
    shell.receive.procedure.mark_all()
    field(shell, "phone").setFocus()
    shell.receive.person.for_other.setChecked(False)
    hands.type(OTHER_CARD)
    hands.key(Qt.Key.Key_F9)  # before typing has rested
    assert "receive" not in bench.world.names()
    assert shell.receive.new().submitter.name == PEOPLE[1].name


def test_a_slow_card_ticks_no_box(bench: Bench, hands: Hands, qtbot: QtBot) -> None:
    shell = bench.shell()
    shell.receive.procedure.choose(BIRTH)
    tick = shell.receive.procedure.papers.rows[0].tick
    tick.setFocus()
    hands.type(CARD_SCAN)
    qtbot.waitUntil(lambda: bool(shell.receive.new().submitter.name))
    assert shell.receive.new().papers == ()


class Desk:
    """A line, a note and a secret under a listener."""

    def __init__(self, qapp: QApplication, qtbot: QtBot) -> None:
        self.line, self.note, self.secret = QLineEdit(), QPlainTextEdit(), QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        for each in (self.line, self.note, self.secret):
            qtbot.addWidget(each)
        self.listener = ScanListener(qapp, ScanHold())
        self.scans: list[str] = []
        self.listener.scanned.connect(self.scans.append)
        self.qtbot = qtbot

    def focus(self, widget: QWidget) -> None:
        stand(widget, self.qtbot)
        widget.setFocus()


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(qapp, qtbot)
    yield made
    made.listener.stop()


def test_paste_of_the_fields_own_menu_is_looked_at(desk: Desk) -> None:
    desk.focus(desk.line)
    for text, expected in ((CARD_SCAN, ""), ("Đống Đa", "Đống Đa")):
        QGuiApplication.clipboard().setText(text)
        # Without a screen no menu can pop up; it is the one that would.
        menu = desk.listener._landed._menu(desk.line)  # noqa: SLF001 - see above
        (action,) = (each for each in menu.actions() if each.objectName() == "edit-paste")
        action.trigger()
        menu.deleteLater()
        assert desk.line.text() == expected
    assert desk.scans == [CARD_SCAN]


def test_a_card_dropped_on_a_note_is_read(desk: Desk) -> None:
    desk.focus(desk.note)
    data = QMimeData()
    data.setText(CARD_SCAN)
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton)
    none = Qt.KeyboardModifier.NoModifier
    viewport = desk.note.viewport()
    QApplication.sendEvent(viewport, QDragEnterEvent(QPoint(5, 5), *how, none))
    QApplication.sendEvent(viewport, QDropEvent(QPointF(5, 5), *how, none))
    assert desk.scans == [CARD_SCAN]
    assert desk.note.toPlainText() == ""


def test_letters_from_an_input_method_belong_to_the_card(
    desk: Desk, hands: Hands, qtbot: QtBot
) -> None:
    desk.focus(desk.line)
    for char in CARD_SCAN:
        if char.isascii():
            hands.type(char)
        else:
            commit = QInputMethodEvent()
            commit.setCommitString(char)
            QApplication.sendEvent(desk.line, commit)
    qtbot.waitUntil(lambda: desk.scans == [CARD_SCAN])
    assert desk.line.text() == ""


def test_a_letter_taken_back_by_an_input_method_is_no_part_of_it(
    desk: Desk, hands: Hands, qtbot: QtBot
) -> None:
    desk.focus(desk.line)
    head, _, rest = CARD_SCAN.partition("Nguyễn")
    hands.type(head + "Nguyee")
    press(desk.line, Qt.Key.Key_Backspace)
    press(desk.line, Qt.Key.Key_Backspace)
    hands.type("ễn" + rest)
    qtbot.waitUntil(lambda: desk.scans == [CARD_SCAN])


def test_a_selection_that_a_scanner_typed_over_comes_back(desk: Desk, hands: Hands) -> None:
    desk.focus(desk.line)
    desk.line.setText("Phạm Thế Hiển")
    desk.line.selectAll()
    hands.type("0")  # the first digit got through alone
    for char in "019926112310017\r":
        hands._press(char, 4)  # noqa: SLF001 - as a scanner does
    QApplication.processEvents()
    assert desk.scans
    assert desk.line.text() == "Phạm Thế Hiển"


def test_when_the_cursor_leaves_the_card_is_read(desk: Desk, hands: Hands) -> None:
    desk.focus(desk.line)
    hands.type(CARD_SCAN)
    desk.focus(desk.note)
    assert desk.scans == [CARD_SCAN]
    assert desk.line.text() == ""


def test_what_a_person_types_or_pastes_stays(desk: Desk, hands: Hands, qtbot: QtBot) -> None:
    desk.focus(desk.note)
    hands.type("a|b|c|d")
    qtbot.wait(450)
    paste("1|2|3|4\n5|6|7|8\n")
    desk.focus(desk.line)
    hands.type("099190012345\t")
    assert desk.note.toPlainText() == "a|b|c|d1|2|3|4\n5|6|7|8\n"
    assert desk.line.text() == "099190012345"
    assert desk.scans == []


def test_a_password_is_nobodys_business(desk: Desk) -> None:
    desk.focus(desk.secret)
    paste("a|b|c|d|e|f|g")
    assert desk.secret.text() == "a|b|c|d|e|f|g"
    assert desk.scans == []


@pytest.mark.parametrize(
    ("text", "at"),
    [
        (CARD_SCAN, 0),
        (f"ghi chu 12 {CARD_SCAN}", 11),
        (f"09{CARD_SCAN}", 2),
        (f"]Q1{CARD_SCAN}", 0),
        (CARD_SCAN.rpartition("|")[0], 0),  # without the day of issue, as some readers send it
        ("".join(ZONE), 0),
        ("\n".join(ZONE).lower(), 0),
        ("x|y|z", -1),
        (CARD_SCAN[:50], -1),
        ("\n".join(ZONE[:2]), -1),
        ("", -1),
    ],
)
def test_where_a_card_begins(text: str, at: int) -> None:
    assert card_at(text) == at
