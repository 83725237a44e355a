"""Other systems in the window: a real counter, and the national portal as a real server."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desk.app import seat as room
from desk.app import systems
from desk.app.background import Exchanger
from desk.app.seat import Seat
from desk.domain.records import Actor
from desk.domain.systems import System
from desk.services import snapshots, targets
from desk.ui.exchange.page import ExchangeScreen
from desk.ui.exchange.system_form import SystemForm
from desk.ui.kit import Kit
from desk.ui.parts.buttons import KeyButton
from desk.ui.pictures import settle
from tests.dialects.portal_server import DST, PASSWORD, UNIT, USER, PortalServer, portal
from tests.kit import BIRTH, receive
from tests.ui.hands import press, stand, write

CLERK = Actor(uid="u-8", login="minh", name="Trần Thử Minh", role="clerk")


@pytest.fixture
def server() -> Iterator[PortalServer]:
    with portal({BIRTH: "Đăng ký khai sinh"}) as made:
        yield made
        assert made.complaints == []


@pytest.fixture
def screen(kit: Kit, seat: Seat, qtbot: QtBot) -> ExchangeScreen:
    ports = room.window_ports(seat)
    made = ExchangeScreen(kit, ports.exchange, ports.printing, user=seat.user)
    qtbot.addWidget(made)
    made.resize(1134, 680)
    stand(made, qtbot)
    made.refresh()
    return made


def words_on(screen: ExchangeScreen) -> str:
    settle()
    return " ".join(each.text() for each in screen.findChildren(QLabel) if each.isVisible())


def button(screen: ExchangeScreen, name: str) -> KeyButton:
    (found,) = [
        each
        for each in screen.systems.findChildren(KeyButton)
        if each.accessibleName() == name and each.isVisible()
    ]
    return found


def said(form: SystemForm) -> dict[str, str]:
    """Return what stands below the fields that are wrong."""
    return {
        key: field.said for key, field in form._fields.items() if field.widget.property("wrong")
    }


def fill(form: SystemForm, **typed: str) -> None:
    """Type with the keys alone: Tab from field to field, whatever is between them."""
    left = dict(typed)
    for _ in range(40):
        here = QApplication.focusWidget()
        key = next((key for key, line in form.lines.items() if line is here), "")
        if key in left:
            form.lines[key].clear()
            write(here, left.pop(key))
        if not left:
            return
        press(here, Qt.Key.Key_Tab)
    raise AssertionError(left)


def good(server: PortalServer) -> dict[str, str]:
    return {
        "name": "cổng",
        "url": server.url,
        "user": USER,
        "secret": PASSWORD,
        "unit": UNIT,
        "dst": DST,
    }


def test_a_portal_is_added_tried_changed_asked_and_left(
    screen: ExchangeScreen, seat: Seat, server: PortalServer
) -> None:
    made = receive(seat.work, BIRTH)
    card, form = screen.systems, screen.systems.form
    press(card.add, Qt.Key.Key_Return)
    assert form.kind.value == "portal"
    screen.main_action()  # F9 is the form's while it is open
    assert set(said(form)) == {"name", "url", "user", "secret", "unit", "dst"}
    assert form.lines["name"].hasFocus()
    fill(form, **{**good(server), "secret": "sai mật khẩu"})
    button(screen, "Kiểm tra").click()
    assert list(said(form)) == ["secret"]
    assert "bị từ chối" in said(form)["secret"]
    assert form.lines["secret"].hasFocus()
    assert targets.names(seat.work) == ()
    fill(form, secret=PASSWORD)
    assert said(form) == {}
    button(screen, "Kiểm tra").click()
    assert "nhận tên đăng nhập" in words_on(screen)
    assert (targets.names(seat.work), server.held) == ((), {})
    screen.main_action()
    assert form.isHidden()
    assert list(server.held) == [made.code]  # exchanged at once
    assert "cổng Cổng quốc gia" in words_on(screen)
    # Its dossiers are asked for again, as `desk sync target check` does.
    server.held.clear()
    button(screen, "Kiểm tra cổng").click()
    assert list(server.held) == [made.code]
    assert "1 hồ sơ được hỏi lại" in words_on(screen)
    # Another address wants the password once more; an empty one at the same address is kept.
    button(screen, "Sửa… cổng").click()
    assert form.lines["user"].text() == USER
    assert form.lines["secret"].text() == ""
    form.lines["url"].setText("http://127.0.0.1:9")
    screen.main_action()
    assert "Địa chỉ đã đổi" in said(form)["secret"]
    form.lines["url"].setText(server.url)
    form.lines["dst"].setText("VN:GOV:KHÁC")
    screen.main_action()
    assert targets.reached(seat.work, "cổng").token == PASSWORD
    assert systems.look(seat.work, "cổng").told["dst"] == "VN:GOV:KHÁC"
    server.complaints.clear()
    # Nothing goes without being asked once more, and Esc is the way back.
    button(screen, "Thôi trao đổi… cổng").click()
    assert "vẫn ở quầy" in words_on(screen)
    assert screen.systems.leaving.back.hasFocus()
    assert screen.escape()
    assert targets.names(seat.work) == ("cổng",)
    button(screen, "Thôi trao đổi… cổng").click()
    button(screen, "Thôi trao đổi").click()
    assert targets.names(seat.work) == ()
    assert seat.open(made.uid).dossier.code == made.code


def test_a_place_that_does_not_answer_is_said_below_its_address(
    screen: ExchangeScreen, seat: Seat, server: PortalServer
) -> None:
    form = screen.systems.form
    screen.systems.add.click()
    fill(form, **{**good(server), "url": "http://127.0.0.1:9"})
    button(screen, "Kiểm tra").click()
    assert "không máy nào trả lời" in said(form)["url"]
    fill(form, url="ftp://x")
    screen.main_action()
    assert "https://" in said(form)["url"]
    fill(form, url="http://cong.example.vn")
    screen.main_action()
    assert "không được mã hóa" in said(form)["url"]
    fill(form, name="city", url=server.url)
    screen.main_action()
    assert list(said(form)) == ["name"]
    assert targets.names(seat.work) == ()


def test_each_kind_asks_for_what_it_needs(screen: ExchangeScreen) -> None:
    form = screen.systems.form
    screen.systems.add.click()

    def asked() -> set[str]:
        return {key for key, line in form.lines.items() if line.isVisible()}

    assert asked() == {"name", "url", "user", "secret", "unit", "dst"}
    form.rare.setChecked(True)
    assert asked() >= {"login", "exchange", "lookup"}
    form.rare.setChecked(False)
    press(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert form.kind.value == "opencps"
    assert asked() == {"name", "url", "user", "secret", "agency", "group"}
    press(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert asked() == {"name", "url", "secret"}
    assert "Mã kết nối" in words_on(screen)
    assert screen.escape()
    assert form.isHidden()


def test_only_whoever_may_connect_sees_it(screen: ExchangeScreen, seat: Seat) -> None:
    screen.systems.add.click()
    screen.seat(CLERK)
    assert screen.systems.isHidden()
    assert screen.systems.form.isHidden()
    screen.seat(seat.user)
    assert screen.systems.isVisible()


def test_a_system_is_left_while_its_exchange_goes_on(
    seat: Seat, server: PortalServer, qtbot: QtBot
) -> None:
    """Nothing is written of what is gone, and the exchange with the others goes on."""
    ports = room.window_ports(seat).exchange.systems
    told = {"user": USER, "unit": UNIT, "dst": DST}
    system = System(name="cổng", kind="portal", url=server.url, secret=PASSWORD, told=told)
    seat.exchanger = Exchanger(seat.work)
    seat.exchanger.start()
    try:
        server.waits = "DongBoHoSoMC"
        receive(seat.work, BIRTH)
        ports.add(system)
        seat.nudge()
        assert server.waiting.wait(60)
        leaving = threading.Thread(target=ports.remove, args=("cổng",))
        leaving.start()
        leaving.join(0.5)  # it waits for the round, which waits for the portal
        server.waits = ""
        server.go_on.set()
        leaving.join()
        assert targets.names(seat.work) == ()
        with seat.work.database.read() as tx:
            assert snapshots.counts(tx, "cổng") == (0, 0, 0)
        ports.add(system)
        seat.nudge()
        qtbot.waitUntil(lambda: targets.statuses(seat.work)[0].confirmed == 1, timeout=20_000)
    finally:
        seat.exchanger.stop()
