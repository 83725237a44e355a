"""Letters and messages in the window: prepared for chosen rows, sent behind it, looked after."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.app import notices as room
from desk.app.posting import Poster
from desk.app.seat import Seat
from desk.domain.notices import Kind, State, Way
from desk.domain.records import Dossier
from desk.services import checking, outgoing, print_queue, reading, senders
from desk.services.notices import About
from desk.ui.kit import Kit
from desk.ui.notices.page import BOX, PREPARE, SENDERS, NoticesScreen
from desk.ui.notices.ports import Told
from tests.kit import RESIDENCE, act, person, receive
from tests.sending.mailhost import MailHost, serving, settings
from tests.ui.hands import Hands, stand

HOME = {"address": "Số 1 phố Không Có Thật"}


@pytest.fixture
def screen(kit: Kit, seat: Seat, qtbot: QtBot) -> NoticesScreen:
    made = NoticesScreen(kit, room.ports(seat))
    qtbot.addWidget(made)
    made.resize(1134, 700)
    stand(made, qtbot)
    made.start()
    return made


def ready(seat: Seat, name: str, **facts: str) -> Dossier:
    made = receive(seat.work, RESIDENCE, submitter=person(name, **(HOME | facts)))
    return act(seat.work, made, "finish")


@pytest.fixture
def three(seat: Seat) -> list[Dossier]:
    """Somebody with a mailbox, somebody with a landline, somebody who was told today."""
    found = [
        ready(seat, "Trần Thử Một", email="mot@example.test"),
        ready(seat, "Lê Thử Hai", phone="024 3825 0000"),
        ready(seat, "Phạm Thử Ba", email="ba@example.test"),
    ]
    senders.set_up(
        *(seat.work, seat.user, Way.EMAIL, "smtp"), settings(MailHost(port=9)), secret=None
    )
    act_on = room.ports(seat)
    told = room.drafts(
        seat.work,
        seat.folder,
        About(kind=Kind.WAITS),
        [found[2].uid],
        Way.LETTER,
        seat.user,
    )
    assert act_on.listed() == ()
    act_on.put(Told(kind=Kind.WAITS), told)
    seat.report(print_queue.jobs(seat.work)[0].id, "done", "")
    return found


def cells(screen: NoticesScreen, column: int) -> list[str]:
    model = screen.preparing.model
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def cells_of_box(screen: NoticesScreen) -> list[str]:
    model = screen.box.model
    return [str(model.index(row, 1).data()) for row in range(model.rowCount())]


def states(seat: Seat) -> list[State]:
    return [each.state for each in outgoing.listed(seat.work)]


def test_who_cannot_be_told_is_named_and_gets_a_letter(
    screen: NoticesScreen, seat: Seat, three: list[Dossier], hands: Hands
) -> None:
    screen.prepare([each.uid for each in three], Kind.WAITS)
    way = screen.preparing.way
    way.setCurrentIndex(way.findData(Way.EMAIL.value))
    screen.preparing.word()
    assert cells(screen, 1)[0] == "Sẵn sàng"
    assert cells(screen, 1)[1].startswith("Không gửi được bằng")
    assert cells(screen, 1)[2].startswith("Đã báo lúc")
    assert screen.preparing.model.ticks == (three[0].uid,)
    assert three[0].code in screen.preparing.title.text()
    assert "Trần Thử Một" in screen.preparing.text.text()
    hands.key(Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
    assert cells(screen, 4) == ["Thư điện tử", "Thư giấy", "Thư điện tử"]
    screen.main_action()
    assert screen.face == BOX
    found = {each.code: (each.way, each.state) for each in outgoing.listed(seat.work)}
    assert found[three[0].code] == (Way.EMAIL, State.WAITING)
    assert found[three[1].code] == (Way.LETTER, State.WAITING)
    letters = [job for job in print_queue.jobs(seat.work) if job.form == "letters"]
    assert len(letters) == 2  # of the one told before, and of this go
    assert seat.pdf(letters[0].id).startswith(b"%PDF")
    assert cells_of_box(screen)[:2] == ["Chờ in", "Chờ gửi"]
    seat.report(letters[0].id, "done", "")
    screen.refresh()
    assert "Đã in" in cells_of_box(screen)
    assert checking.verify(seat.work).ok


def test_what_was_told_today_goes_again_only_when_it_is_ticked(
    screen: NoticesScreen, seat: Seat, three: list[Dossier], hands: Hands
) -> None:
    screen.prepare([three[2].uid], Kind.WAITS)
    screen.main_action()
    assert screen.face == PREPARE  # nothing is ticked
    screen.preparing.table.setFocus()
    hands.key(Qt.Key.Key_Space)
    screen.main_action()
    assert len(outgoing.listed(seat.work)) == 2


def test_every_dossier_that_it_is_true_of_is_found(
    screen: NoticesScreen, three: list[Dossier], hands: Hands
) -> None:
    screen.show_face(PREPARE)
    screen.preparing.choose(Kind.READY)
    hands.key(Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    assert cells(screen, 2) == [three[0].code, three[1].code]  # the third was told today


def test_an_invitation_asks_for_its_time(
    screen: NoticesScreen, seat: Seat, three: list[Dossier]
) -> None:
    screen.prepare([three[0].uid], Kind.INVITE)
    assert cells(screen, 1) == ["Chưa có giờ hẹn đến"]
    screen.preparing.come.setText("25/11 9:00")
    screen.preparing.bring.setText("bổ sung chữ ký; mang bản chính")
    screen.preparing.word()
    assert cells(screen, 1) == ["Sẵn sàng"]
    assert "bổ sung chữ ký; mang bản chính" in screen.preparing.text.text()
    screen.main_action()
    state = reading.open_dossier(seat.work, three[0].uid, seat.user).dossier
    come = state.notices[-1].come_at
    assert come is not None
    assert f"{come:%d/%m %H:%M}" == "25/11 09:00"


def test_an_invitation_to_a_closed_office_wants_a_tick(
    screen: NoticesScreen, seat: Seat, three: list[Dossier], hands: Hands
) -> None:
    screen.prepare([three[0].uid], Kind.INVITE)
    screen.preparing.come.setText("28/11 9:00")
    screen.preparing.word()
    assert cells(screen, 1) == ["Ngày nghỉ"]
    assert "Đánh dấu để vẫn mời lúc này" in screen.preparing.why.text()
    assert screen.preparing.model.ticks == ()
    screen.preparing.table.setFocus()
    hands.key(Qt.Key.Key_Space)
    screen.main_action()
    assert outgoing.listed(seat.work)[0].kind is Kind.INVITE


def test_the_words_are_of_the_time_that_is_written_down(
    screen: NoticesScreen, seat: Seat, three: list[Dossier]
) -> None:
    screen.prepare([three[0].uid], Kind.INVITE)
    screen.preparing.come.setText("25/11 9:00")
    screen.preparing.word()
    screen.preparing.come.setText("26/11 15:30")
    screen.main_action()  # the cursor has not left the field
    assert screen.face == PREPARE
    assert "15 giờ 30" in screen.preparing.text.text()
    screen.main_action()
    assert "15 giờ 30" in outgoing.listed(seat.work)[0].text
    come = reading.open_dossier(seat.work, three[0].uid, seat.user).dossier.notices[-1].come_at
    assert come is not None
    assert f"{come:%d/%m %H:%M}" == "26/11 15:30"


def test_another_address_for_one_row(
    screen: NoticesScreen, seat: Seat, three: list[Dossier]
) -> None:
    screen.prepare([three[1].uid], Kind.WAITS)
    way = screen.preparing.way
    way.setCurrentIndex(way.findData(Way.SMS.value))
    screen.preparing.word()
    assert screen.preparing.model.ticks == ()
    assert screen.preparing.cost.text().endswith("không dấu: 160 ký tự một tin")
    screen.preparing.address.setText("0912 345 678")
    screen.preparing.address.editingFinished.emit()
    screen.main_action()
    assert outgoing.listed(seat.work)[0].address == "0912345678"


@pytest.fixture
def host() -> Iterator[MailHost]:
    with serving() as made:
        yield made


def test_what_waits_goes_behind_the_window_when_the_network_is_back(
    screen: NoticesScreen, seat: Seat, three: list[Dossier], host: MailHost, qtbot: QtBot
) -> None:
    seat.poster = Poster(seat.work)
    seat.poster.start()
    try:
        screen.prepare([three[0].uid], Kind.WAITS)
        screen.main_action()
        qtbot.waitUntil(lambda: bool(senders.states(seat.work)[0].error))
        screen.refresh()
        assert "Không nối được nơi gửi" in screen.box.calm_words
        assert screen.box.tabs.value == "all"
        assert states(seat)[0] is State.WAITING
        screen.show_face(SENDERS)
        card = screen.senders.cards[Way.EMAIL]
        assert card.lines["host"].text() == "127.0.0.1"
        card.lines["port"].setText(str(host.port))
        card.lines["port"].setModified(True)
        card.buttons["save"].click()
        qtbot.waitUntil(lambda: State.WAITING not in states(seat))
    finally:
        seat.poster.stop()
    screen.show_face(BOX)
    assert screen.box.calm.isHidden()
    (got,) = host.mails
    assert three[0].code in got["Subject"]


def test_the_box_by_keys(
    screen: NoticesScreen, seat: Seat, three: list[Dossier], hands: Hands, tmp_path: Path
) -> None:
    screen.prepare([three[0].uid], Kind.WAITS)
    screen.main_action()
    box = screen.box
    box.tabs.choose("waiting", tell=True)
    assert [each.code for each in box.shown] == [three[0].code]
    may = {name for name, button in box.acts.items() if button.isEnabled()}
    assert may == {"cancel", "sent"}  # it has not been tried, and has reached nobody
    box.copy_text()
    assert three[0].code in QApplication.clipboard().text()
    hands.key(Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
    assert State.CANCELLED in states(seat)
    assert not box.shown
    box.tabs.choose("gone", tell=True)
    hands.key(Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    box.tabs.choose("waiting", tell=True)
    hands.key(Qt.Key.Key_8, Qt.KeyboardModifier.AltModifier)
    box.tabs.choose("sent", tell=True)
    assert {each.code for each in box.shown} == {three[0].code, three[2].code}
    box.export_to(tmp_path / "tin.csv")
    assert (tmp_path / "tin.csv").read_text("utf-8-sig").splitlines() == ["phone,text,dossier"]


def test_an_address_that_is_being_typed_outlives_what_is_sent_behind(
    screen: NoticesScreen, seat: Seat, three: list[Dossier], hands: Hands
) -> None:
    mail = room.drafts(
        *(seat.work, seat.folder, About(kind=Kind.WAITS)), [three[0].uid], Way.EMAIL, seat.user
    )
    room.ports(seat).put(Told(kind=Kind.WAITS), mail)
    screen.show_face(BOX)
    box = screen.box
    assert box.current is not None
    assert box.current.way is Way.EMAIL
    box.address.setFocus()
    box.address.selectAll()
    hands.type("khac@exam")
    screen.refresh()
    assert box.address.text() == "khac@exam"
    hands.type("ple.test")
    hands.key(Qt.Key.Key_Return)
    assert outgoing.listed(seat.work)[0].address == "khac@example.test"
    box.table.setCurrentIndex(box.model.index(1, 1))
    assert box.address.text() == HOME["address"]


def test_a_folder_that_is_not_there_is_said_when_it_is_tried(
    screen: NoticesScreen, seat: Seat, tmp_path: Path
) -> None:
    screen.show_face(SENDERS)
    card = screen.senders.cards[Way.ZALO]
    card.lines["path"].setText(str(tmp_path / "none"))
    card.buttons["save"].click()
    assert senders.states(seat.work)[2].kind == "folder"
    card.buttons["try"].click()
    assert not screen.error.isHidden()
    assert senders.states(seat.work)[2].settings["path"] == str(tmp_path / "none")
    card.buttons["remove"].click()
    assert senders.states(seat.work)[2].kind == ""


def test_what_is_tried_is_what_is_seen_and_what_was_refused_stays(
    screen: NoticesScreen, seat: Seat, tmp_path: Path
) -> None:
    screen.show_face(SENDERS)
    folder = screen.senders.cards[Way.SMS]
    folder.lines["path"].setText(str(tmp_path))
    folder.buttons["save"].click()
    folder.lines["path"].setText(str(tmp_path / "none"))
    folder.lines["path"].setModified(True)
    folder.buttons["try"].click()
    assert not screen.error.isHidden()  # of the new folder: the kept one would do
    assert folder.lines["path"].text() == str(tmp_path / "none")
    mail = screen.senders.cards[Way.EMAIL]
    mail.security.choose("tls", tell=True)
    mail.lines["host"].setText("thư không phải máy chủ")
    mail.buttons["save"].click()
    assert senders.states(seat.work)[0].kind == ""
    assert mail.security.value == "tls"
