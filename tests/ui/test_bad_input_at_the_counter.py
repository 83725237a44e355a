"""What goes wrong at a counter: pastes, cut cards, and how a result is to be collected."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.app import seat as room
from desk.app.seat import Seat
from desk.domain.records import Status
from desk.ui.dossier.page import DossierScreen
from desk.ui.kit import Kit
from desk.ui.receive.page import ReceivePage
from tests.kit import act, receive
from tests.ui.hands import press, stand

CARD = "001199012345||Nguyễn Thị Ví Dụ|08031999|Nữ|Số 1 phố Thử, Phường Mẫu Giáo|01012023"
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(kit: Kit, seat: Seat, qtbot: QtBot) -> Iterator[ReceivePage]:
    made = ReceivePage(kit, room.window_ports(seat).receive)
    qtbot.addWidget(made)
    made.resize(1134, 680)
    stand(made, qtbot)
    yield made
    QGuiApplication.clipboard().clear()


def test_five_thousand_letters_in_a_name_are_said_beside_it(page: ReceivePage, seat: Seat) -> None:
    name = page.person.person.fields["name"]
    name.widget.setFocus()
    QGuiApplication.clipboard().setText("Gạo " * 1250)
    press(name.widget, Qt.Key.Key_V, CONTROL)
    press(name.widget, Qt.Key.Key_Tab)
    page.procedure.choose(seat.work.rules.catalogue.get("2.000815"))
    page.procedure.mark_all()
    assert name.said
    page.main_action()
    assert page.band.uid == ""
    assert name.widget.hasFocus()


@pytest.mark.parametrize("cut", [CARD[:20], CARD[: CARD.index("|Nữ")]])
def test_a_card_cut_off_fills_nothing_and_must_be_acknowledged(
    page: ReceivePage, kit: Kit, cut: str
) -> None:
    page.scan(cut)
    assert not page.error.isHidden()
    assert kit.hold.held
    assert page.is_blank
    press(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert page.error.isHidden()
    assert not kit.hold.held


def test_two_people_on_one_dossier_are_told_and_nothing_is_done_twice(
    kit: Kit, seat: Seat, qtbot: QtBot
) -> None:
    made = receive(seat.work)
    screen = DossierScreen(kit, room.window_ports(seat).dossier)
    qtbot.addWidget(screen)
    stand(screen, qtbot)
    screen.open(made.uid)
    act(seat.work, made, "finish")  # somebody else, while it is shown here
    screen.step("finish")
    if screen.panel.action:
        screen.panel.confirm()
    assert not screen.error.isHidden()
    assert screen.error.accessibleName()
    assert seat.open(made.uid).dossier.status is Status.DONE
    assert [e.type for e in seat.open(made.uid).timeline].count("Finished") == 1


def test_a_result_by_post_is_on_the_receipt(page: ReceivePage, seat: Seat) -> None:
    page.scan(CARD)
    page.procedure.choose(seat.work.rules.catalogue.get("1.004222"))
    page.procedure.mark_all()
    manner = page.summary._manner  # noqa: SLF001 - the buttons on the page
    manner.choose("qua bưu chính", tell=True)
    draft = page.draft()
    page.clear_form()
    page.show_draft(*draft)
    assert page.new().result_manner == "qua bưu chính"
    page.main_action()
    assert seat.open(page.band.uid).dossier.result_manner == "qua bưu chính"
    assert page.new().result_manner == ""
