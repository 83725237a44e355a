"""Returning citizens, several dossiers at one sitting, taking back, and the keys it all takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desk.app import seat as room
from desk.app.seat import Seat
from desk.domain.records import Party
from desk.domain.views import NewDossier
from desk.services import print_queue
from desk.ui.kit import Kit
from desk.ui.page import Undo
from desk.ui.parts.scan import ScanListener
from desk.ui.pictures import settle
from desk.ui.receive.page import ReceivePage
from tests.ui.hands import Hands, press, stand, write

BIRTH, COPIES, RESIDENCE = "1.001193", "2.000815", "1.004222"
CARD = "001199012345||Nguyễn Thị Ví Dụ|08031999|Nữ|Số 1 phố Thử, Phường Mẫu Giáo|01012023"
OTHER = "001085000011||Trần Văn Mẫu|02111985|Nam|Tổ 7 phố Thử, Phường Mẫu Giáo|01012022"
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(kit: Kit, seat: Seat, qtbot: QtBot) -> ReceivePage:
    made = ReceivePage(kit, room.window_ports(seat).receive)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    stand(made, qtbot)
    made.start()
    return made


@pytest.fixture
def typing(page: ReceivePage, kit: Kit, qtbot: QtBot, qapp: QApplication) -> Iterator[Hands]:
    """Give hands and a scanner whose keys pass the listener, as in the whole window."""
    listener = ScanListener(qapp, kit.hold)
    listener.scanned.connect(page.scan)
    yield Hands(qtbot)
    listener.stop()
    listener.deleteLater()


def words_on(page: QWidget) -> str:
    settle()
    return " ".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def receive(page: ReceivePage, seat: Seat, card: str, code: str) -> str:
    page.scan(card)
    page.procedure.choose(seat.work.rules.catalogue.get(code))
    page.procedure.mark_all()
    page.refresh_preview()
    page.main_action()
    return page.band.uid


def focused() -> QWidget | None:
    return QApplication.focusWidget()


# -- keys ---------------------------------------------------------------------------------------


def main_key(page: ReceivePage, hands: Hands) -> None:
    page.main_action()  # the shell's F9
    hands.count += 1


def test_a_new_citizen_takes_sixteen_keys(
    page: ReceivePage, seat: Seat, typing: Hands, qtbot: QtBot
) -> None:
    typing.scan(CARD)
    qtbot.waitUntil(lambda: page.new().submitter.name == "Nguyễn Thị Ví Dụ")
    assert typing.count == 0
    typing.type("ks\r")
    qtbot.waitUntil(lambda: page.new().procedure == BIRTH)
    typing.type("0912345678"[:10])
    typing.key(Qt.Key.Key_D, CONTROL)
    main_key(page, typing)
    assert page.band.uid
    kept = seat.open(page.band.uid).dossier
    assert kept.submitter.phone == "0912345678"
    assert len(kept.papers) >= 3
    assert typing.count <= 16


def test_a_returning_citizen_takes_seven_keys(
    page: ReceivePage, seat: Seat, typing: Hands, qtbot: QtBot
) -> None:
    known = seat.parse_scan(CARD).party
    assert known is not None
    seat.receive(NewDossier(procedure=RESIDENCE, submitter=replace(known, phone="0912345678")))
    typing.scan(CARD)
    qtbot.waitUntil(lambda: page.new().submitter.phone == "0912345678")
    typing.type("ct\r")
    qtbot.waitUntil(lambda: page.new().procedure == COPIES)
    typing.type("3\t2")
    main_key(page, typing)
    kept = seat.open(page.band.uid).dossier
    assert (kept.procedure, kept.fee) == (COPIES, 10_000)
    assert typing.count <= 7


def test_what_this_counter_receives_most_comes_first(page: ReceivePage, seat: Seat) -> None:
    signature = "2.000884"
    assert seat.find_procedures("ct")[0].code == COPIES
    for _ in range(2):
        receive(page, seat, CARD, signature)
    assert seat.find_procedures("ct")[0].code == signature
    assert seat.find_procedures("ks")[0].code == BIRTH


def test_why_the_date_just_promised_takes_two_keys(
    page: ReceivePage, seat: Seat, hands: Hands
) -> None:
    receive(page, seat, CARD, RESIDENCE)
    hands.key(Qt.Key.Key_I, CONTROL)
    assert hands.count <= 2
    said = words_on(page.band)
    assert all(line in said for line in seat.open(page.band.uid).dossier.due_why)
    assert "Thứ Bảy" in said or "thứ Bảy" in said or "nghỉ" in said


# -- somebody who has been here -----------------------------------------------------------------


def test_an_open_dossier_is_named_and_esc_puts_it_away(page: ReceivePage, seat: Seat) -> None:
    first = receive(page, seat, CARD, RESIDENCE)
    code = seat.open(first).dossier.code
    page.scan(CARD)
    settle()
    shown = page.person.open_dossiers.findChildren(QWidget)
    assert any(code in each.accessibleName() for each in shown)
    assert page.escape()
    assert page.person.open_dossiers.isHidden()
    assert page.new().submitter.name == "Nguyễn Thị Ví Dụ"


def test_old_and_new_stand_side_by_side_and_differences_have_a_word(
    page: ReceivePage, seat: Seat
) -> None:
    first = receive(page, seat, CARD, RESIDENCE)
    page.scan(CARD)
    page.procedure.choose(seat.work.rules.catalogue.get(COPIES))
    press(focused(), Qt.Key.Key_O, CONTROL)
    assert page.compare.isVisible()
    said = words_on(page.compare)
    assert "Đăng ký thường trú" in said
    assert "khác" in said
    assert "giống" in said
    assert page.compare.shown.uid == first
    assert page.escape()
    assert page.compare.isHidden()


def test_a_dossier_is_copied_without_its_receipt(page: ReceivePage, seat: Seat) -> None:
    page.scan(CARD)
    page.procedure.choose(seat.work.rules.catalogue.get(RESIDENCE))
    page.procedure.mark_all()
    page.go_to("answers.new_address")
    write(focused(), "To 5")
    page.main_action()
    page.scan(CARD)
    page.open_compare()
    press(focused(), Qt.Key.Key_2, ALT)
    new = page.new()
    assert (new.procedure, [a.value for a in new.answers]) == (RESIDENCE, ["To 5"])
    assert len(new.papers or ()) == 2
    assert new.uid != page.band.uid
    page.main_action()
    assert seat.open(page.band.uid).dossier.code.endswith("1002")


def test_a_name_without_a_number_offers_who_has_been_here(page: ReceivePage, seat: Seat) -> None:
    receive(page, seat, CARD, RESIDENCE)
    name = page.person.person.fields["name"].widget
    name.setFocus()
    write(name, "Nguyễn Thị Ví Dụ")
    press(name, Qt.Key.Key_Tab)
    assert page.person.people.isVisible()
    assert "lần trước" in words_on(page.person.people)
    press(focused(), Qt.Key.Key_4, ALT)
    party = page.new().submitter
    assert (party.personal_id, party.birth_date) == ("001199012345", "1999-03-08")
    assert page.person.people.isHidden()


def test_who_stands_here_is_said_above_the_form(page: ReceivePage) -> None:
    assert page.bar.said == ""
    page.begin_for("A001", 320)
    assert "A001" in page.bar.said
    page.scan(CARD)
    assert "Nguyễn Thị Ví Dụ, sinh 1999, Số 1 phố Thử, Phường Mẫu Giáo" in page.bar.said
    page.clear()
    assert page.bar.said == ""


def test_another_number_over_a_known_person_asks_who_is_meant(
    page: ReceivePage, qtbot: QtBot
) -> None:
    page.scan(CARD)
    number = page.person.person.fields["personal_id"].widget
    number.setFocus()
    press(number, Qt.Key.Key_A, CONTROL)
    write(number, "001085000011")
    qtbot.waitUntil(page.person.number.isVisible)
    press(number, Qt.Key.Key_8, ALT)
    assert page.new().submitter == Party(name="", personal_id="001085000011", sex="nam")
    page.bring_back()
    assert page.new().submitter.personal_id == "001199012345"
    assert page.new().submitter.name == "Nguyễn Thị Ví Dụ"


def test_or_the_number_alone_was_wrong(page: ReceivePage, qtbot: QtBot) -> None:
    page.scan(CARD)
    number = page.person.person.fields["personal_id"].widget
    number.setFocus()
    press(number, Qt.Key.Key_A, CONTROL)
    write(number, "001199012346")
    qtbot.waitUntil(page.person.number.isVisible)
    press(number, Qt.Key.Key_9, ALT)
    party = page.new().submitter
    assert (party.name, party.personal_id) == ("Nguyễn Thị Ví Dụ", "001199012346")


# -- several at one sitting, and taking back ----------------------------------------------------


def test_several_dossiers_of_one_sitting_share_it_and_one_slip(
    page: ReceivePage, seat: Seat
) -> None:
    page.scan(CARD)
    page.procedure.choose(seat.work.rules.catalogue.get(RESIDENCE))
    page.procedure.mark_all()
    press(focused(), Qt.Key.Key_M, CONTROL)
    first = seat.open(page.band.uid).dossier
    assert first.sitting
    assert page.new().submitter.name == "Nguyễn Thị Ví Dụ"
    assert page.new().procedure == ""
    assert page.procedure.search.hasFocus()
    page.procedure.choose(seat.work.rules.catalogue.get("2.000635"))
    page.procedure.mark_all()
    page.main_action()
    second = seat.open(page.band.uid).dossier
    assert second.sitting == first.sitting
    assert page.is_blank
    assert [each.uid for each in page.sitting.dossiers] == [first.uid, second.uid]
    press(focused(), Qt.Key.Key_P, CONTROL)
    jobs = print_queue.jobs(seat.work)
    assert [job.form for job in jobs if job.form != "receipt"] == ["sitting"]
    page.scan(OTHER)
    assert page.sitting.isHidden()
    assert page.new().sitting == ""


def test_a_receipt_is_taken_back_and_its_form_is_there_again(
    page: ReceivePage, seat: Seat, qtbot: QtBot
) -> None:
    page.scan(CARD)
    page.procedure.choose(seat.work.rules.catalogue.get(RESIDENCE))
    page.procedure.mark_all()
    sent: NewDossier = page.new()
    with qtbot.waitSignal(page.undoable) as told:
        page.main_action()
    uid = page.band.uid
    undo = told.args[0]
    assert isinstance(undo, Undo)
    undo.back()
    assert seat.open(uid).dossier.voided
    again = page.new()
    assert (again.submitter, again.procedure, again.papers) == (
        sent.submitter,
        sent.procedure,
        sent.papers,
    )
    assert again.uid != uid
    assert page.band.isHidden()
    assert [job.state for job in print_queue.jobs(seat.work)] == ["cancelled"]
    page.main_action()
    assert seat.open(page.band.uid).dossier.code.endswith("1002")


def test_taking_back_puts_the_next_citizens_form_away_not_out(
    page: ReceivePage, seat: Seat, qtbot: QtBot
) -> None:
    page.scan(CARD)
    page.procedure.choose(seat.work.rules.catalogue.get(RESIDENCE))
    page.procedure.mark_all()
    with qtbot.waitSignal(page.undoable) as told:
        page.main_action()
    page.scan(OTHER)
    told.args[0].back()
    assert page.new().submitter.name == "Nguyễn Thị Ví Dụ"
    page.bring_back()
    assert page.new().submitter.name == "Trần Văn Mẫu"
