"""The pages over a real counter: real rules, a real database, nobody invented in between."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desk.app import seat as room
from desk.app.seat import Seat
from desk.ui.exchange.page import ExchangeScreen
from desk.ui.handover.page import HandoverScreen
from desk.ui.kit import Kit
from desk.ui.pictures import settle
from desk.ui.receive.page import ReceivePage
from desk.ui.start.sign_in import SignInPage
from tests.kit import Counter
from tests.ui.hands import stand, write

CERTIFIED = "2.000815"  # copies certified from an original: by the page
EXTRACT = "2.000635"  # an extract of a civil-status book: by the copy
RESIDENCE = "1.004222"
CARD = "001199012345||Nguyễn Thị Ví Dụ|08031999|Nữ|Số 1 phố Thử, Phường Mẫu Giáo|01012022"
OTHER = "001085000011||Trần Văn Mẫu|02111985|Nam|Tổ 7 phố Thử, Phường Mẫu Giáo|01012022"


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    return Counter(tmp_path / "counter").make()


@pytest.fixture
def seat(counter: Counter) -> Iterator[Seat]:
    with counter.open() as work:
        yield Seat(work, counter.folder)


def shown(page: QWidget, qtbot: QtBot) -> None:
    qtbot.addWidget(page)
    page.resize(1134, 680)
    stand(page, qtbot)


def words_on(page: QWidget) -> str:
    settle()
    return " ".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


@pytest.fixture
def page(kit: Kit, seat: Seat, qtbot: QtBot) -> ReceivePage:
    made = ReceivePage(kit, room.window_ports(seat).receive)
    shown(made, qtbot)
    return made


def choose(page: ReceivePage, seat: Seat, code: str) -> None:
    page.procedure.choose(seat.work.rules.catalogue.get(code))
    page.procedure.mark_all()
    page.refresh_preview()


def test_pages_and_copies_end_as_the_fee_in_the_log(
    page: ReceivePage, seat: Seat, counter: Counter
) -> None:
    page.scan(CARD)
    choose(page, seat, CERTIFIED)
    page.go_to("fee_count")
    write(QApplication.focusWidget(), "3")
    page.summary.fee._count.setFocus()  # noqa: SLF001 - the field
    write(QApplication.focusWidget(), "\b2")
    page.refresh_preview()
    assert "10.000 đ" in words_on(page.summary)
    page.main_action()
    state = seat.open(page.band.uid).dossier
    assert state.fee == 10_000
    assert state.fee_note == "3 trang × 2 bản (Thông tư 226/2016/TT-BTC)"
    assert counter.rows("SELECT count(*) FROM dossier") == [(1,)]


def test_a_fee_by_the_copy_ends_there_too(page: ReceivePage, seat: Seat) -> None:
    page.scan(CARD)
    choose(page, seat, EXTRACT)
    page.go_to("fee_count")
    write(QApplication.focusWidget(), "3")
    page.main_action()
    assert seat.open(page.band.uid).dossier.fee == 24_000


def test_the_waivers_of_a_procedure_are_those_of_the_rules(page: ReceivePage, seat: Seat) -> None:
    choose(page, seat, RESIDENCE)
    waiver = page.summary.fee._waiver  # noqa: SLF001 - the list on the page
    offered = [waiver.itemText(at) for at in range(waiver.count())]
    assert "Miễn: Trẻ em" in offered
    assert not any("hộ tịch" in each.lower() for each in offered)


def test_another_persons_card_after_a_failure_never_answers_the_first_ones_receipt(
    page: ReceivePage, seat: Seat
) -> None:
    page.scan(CARD)
    choose(page, seat, CERTIFIED)
    first = page.new()
    seat.receive(first)  # on disk, though the page never heard of it
    page.scan(OTHER)
    page.procedure.mark_all()
    page.main_action()
    state = seat.open(page.band.uid).dossier
    assert state.submitter.name == "Trần Văn Mẫu"
    assert state.uid != first.uid


def test_an_unknown_bare_number_becomes_the_number_of_the_form(page: ReceivePage) -> None:
    page.scan("001199012345")
    assert page.new().submitter.personal_id == "001199012345"
    assert page.procedure.search.text() == ""


def test_the_first_sign_in_sets_a_password_typed_twice(
    kit: Kit, seat: Seat, qtbot: QtBot, counter: Counter
) -> None:
    ports = room.window_ports(seat)
    made = SignInPage(kit, ports.sign_in, room.place(seat.work, counter.folder))
    shown(made, qtbot)
    signed: list[object] = []
    made.signed_in.connect(signed.append)
    assert (made.login.text(), made.is_first) == ("admin", True)
    write(made.password, "mat-khau-dai")
    made.sign_in()
    assert signed == []
    write(made.again, "mat-khau-dai")
    made.sign_in()
    assert len(signed) == 1
    again = SignInPage(kit, ports.sign_in, room.place(seat.work, counter.folder))
    shown(again, qtbot)
    assert not again.is_first


def test_what_is_still_to_be_paid_is_said_at_the_hand_over(
    page: ReceivePage, kit: Kit, seat: Seat, qtbot: QtBot
) -> None:
    page.scan(CARD)
    choose(page, seat, CERTIFIED)
    page.main_action()
    uid = page.band.uid
    seat.act(uid, "claim")
    seat.act(uid, "finish")
    screen = HandoverScreen(kit, room.window_ports(seat).handover)
    shown(screen, qtbot)
    screen.look_up(uid)
    assert "2.000 đ" in words_on(screen).replace("đồng", "đ")


def test_my_work_counts_what_i_took_on(page: ReceivePage, seat: Seat) -> None:
    for card in (CARD, OTHER):
        page.scan(card)
        choose(page, seat, CERTIFIED)
        page.main_action()
    assert (seat.counts().open, seat.counts().mine) == (2, 0)
    seat.act(page.band.uid, "claim")
    assert (seat.counts().open, seat.counts().mine) == (2, 1)


def test_a_city_that_does_not_answer_is_never_said_to_have_been_reached(
    kit: Kit, seat: Seat, qtbot: QtBot
) -> None:
    ports = room.window_ports(seat)
    screen = ExchangeScreen(kit, ports.exchange, ports.printing)
    shown(screen, qtbot)
    screen.refresh()
    toasts: list[str] = []
    screen.changed.connect(toasts.append)
    write(screen.connect_card.url, "http://127.0.0.1:9")  # nobody listens there
    write(screen.connect_card.code, "ABC-123")
    screen.connect_card.go.click()
    assert screen.connect_card.error.title
    assert toasts == []
    assert "Đã " not in words_on(screen).replace(screen.connect_card.error.title, "")
