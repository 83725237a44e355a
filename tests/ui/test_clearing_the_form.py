"""Nothing typed at the counter is lost by a slip: a cleared form can be brought back."""

from __future__ import annotations

from dataclasses import replace
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desk.domain.views import NewDossier, Preview
from desk.ui.kit import Kit
from desk.ui.pictures import settle
from desk.ui.receive.page import ReceivePage
from desk.ui.receive.undo import UNDO_MS
from desk.ui.tasks import Tasks
from tests.ui.conftest import Bench
from tests.ui.hands import Hands, press, stand, write
from tests.ui.invented import CARD_SCAN, PROCEDURES
from tests.ui.world import World

CONTROL = Qt.KeyboardModifier.ControlModifier
COPIES, LAND = PROCEDURES[2], PROCEDURES[-1]


@pytest.fixture
def page(kit: Kit, world: World, qtbot: QtBot) -> ReceivePage:
    made = ReceivePage(kit, world.receive_ports())
    qtbot.addWidget(made)
    made.resize(1134, 680)
    stand(made, qtbot)
    made.start()
    return made


def clear(page: ReceivePage) -> None:
    press(page.window().focusWidget(), Qt.Key.Key_L, CONTROL)


def bring_back(page: ReceivePage) -> None:
    press(page.window().focusWidget(), Qt.Key.Key_Z, CONTROL)


def texts(page: ReceivePage) -> list[str]:
    """Return everything that stands in a field of the page."""
    settle()
    lines = [each.text() for each in page.findChildren(QLineEdit)]
    return lines + [each.toPlainText() for each in page.findChildren(QPlainTextEdit)]


def fill(page: ReceivePage) -> None:
    page.scan(CARD_SCAN)
    page.procedure.choose(LAND)
    page.procedure.mark_all()
    page.person.for_other.setChecked(True)
    page.person.kind.choose("organisation", tell=True)
    write(page.person.organisation.fields["name"].widget, "Hoa Gao Do")
    write(page.person.authority.widget, "UQ 12/2026")
    page.go_to("due")
    write(page.window().focusWidget(), "27/11")
    page.go_to("due_reason")
    write(page.window().focusWidget(), "can do dac")
    write(page.summary._note, "hen chieu")  # noqa: SLF001 - the field


def test_one_key_clears_and_one_brings_everything_back(page: ReceivePage) -> None:
    fill(page)
    before, shown, head = page.new(), texts(page), page.person.head.said
    clear(page)
    assert page.is_blank
    assert page.new().uid != before.uid
    assert page.undo.said == "Đã xóa phiếu của Nguyễn Thị Thùy Dương"
    assert page.person.person.fields["personal_id"].widget.hasFocus()
    bring_back(page)
    assert page.new() == before
    assert sorted(texts(page)) == sorted(shown)
    assert page.person.head.said == head != ""
    assert page.undo.said == ""
    assert page.person.open_dossiers.isVisible()


def test_what_no_record_can_hold_comes_back_letter_for_letter(page: ReceivePage) -> None:
    birth = page.person.person.fields["birth_date"].widget
    write(birth, "32/13/19")
    write(page.procedure.search, "khai s")
    clear(page)
    assert page.is_blank
    bring_back(page)
    assert isinstance(birth, QLineEdit)
    assert birth.text() == "32/13/19"
    assert page.procedure.search.text() == "khai s"
    assert "submitter.birth_date" in page.wrong()


def test_the_button_does_what_the_key_does_and_says_which(page: ReceivePage) -> None:
    button = page._clear  # noqa: SLF001 - the button
    assert (button.words, button.key) == ("Xóa phiếu", "Ctrl+L")
    page.scan(CARD_SCAN)
    button.click()
    assert page.is_blank


def test_an_empty_form_leaves_what_can_be_brought_back(page: ReceivePage) -> None:
    page.scan(CARD_SCAN)
    clear(page)
    clear(page)  # the hand that presses twice
    bring_back(page)
    assert page.new().submitter.name == "Nguyễn Thị Thùy Dương"


def test_bringing_back_puts_the_present_form_away_in_its_turn(page: ReceivePage) -> None:
    page.scan(CARD_SCAN)
    clear(page)
    write(page.person.person.fields["phone"].widget, "0900000789")
    page.procedure.search.setFocus()
    bring_back(page)
    assert page.new().submitter.name == "Nguyễn Thị Thùy Dương"
    bring_back(page)
    assert page.new().submitter.phone == "0900000789"
    assert page.new().submitter.name == ""


def test_in_a_field_the_key_takes_back_what_was_typed_there_first(page: ReceivePage) -> None:
    page.scan(CARD_SCAN)
    clear(page)
    name = page.person.person.fields["name"].widget
    name.setFocus()
    write(name, "Ot")
    bring_back(page)
    assert page.new().submitter.name != "Nguyễn Thị Thùy Dương"
    bring_back(page)
    assert page.new().submitter.name == "Nguyễn Thị Thùy Dương"


def test_after_ten_seconds_it_is_gone(page: ReceivePage) -> None:
    assert UNDO_MS == 10_000
    page.scan(CARD_SCAN)
    clear(page)
    page.undo._timer.timeout.emit()  # noqa: SLF001 - ten seconds later
    assert page.undo.said == ""
    bring_back(page)
    assert page.is_blank


def test_a_count_of_pages_comes_back_too(kit: Kit, world: World, qtbot: QtBot) -> None:
    page = ReceivePage(kit, world.receive_ports())
    qtbot.addWidget(page)
    stand(page, qtbot)
    page.procedure.choose(COPIES)
    waiver = page.summary.fee._waiver  # noqa: SLF001 - the list on the page
    waiver.setFocus()
    press(waiver, Qt.Key.Key_Down)
    before = page.new()
    clear(page)
    bring_back(page)
    assert page.new() == before
    assert before.fee == 0


def test_an_answer_about_the_cleared_form_is_not_heard(
    kit: Kit, world: World, qtbot: QtBot, qapp: QApplication
) -> None:
    go, asked = Event(), Event()

    def preview(new: NewDossier) -> Preview:
        asked.set()
        assert go.wait(5)
        return world.preview(new)

    tasks = Tasks(qapp)
    page = ReceivePage(replace(kit, tasks=tasks), replace(world.receive_ports(), preview=preview))
    qtbot.addWidget(page)
    stand(page, qtbot)
    page.procedure.choose(COPIES)
    page.refresh_preview()
    qtbot.waitUntil(asked.is_set)
    page.clear_form()
    go.set()
    tasks.close()
    settle()
    assert page.summary._code.text() == "–"  # noqa: SLF001 - the number on the page


def test_through_the_whole_window(bench: Bench, hands: Hands) -> None:
    shell = bench.shell()
    hands.scan(CARD_SCAN)
    hands.key(Qt.Key.Key_L, CONTROL)
    assert shell.receive.is_blank
    hands.key(Qt.Key.Key_Z, CONTROL)
    assert shell.receive.new().submitter.name == "Nguyễn Thị Thùy Dương"
