"""Changing over by PIN, locking when idle: quick, calm, and nothing half done is lost or shown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from desk.domain.errors import InputError
from desk.ui.main_window import MainWindow
from desk.ui.page import Undo
from desk.ui.people.switch import SwitchPanel
from desk.ui.pictures import settle
from desk.ui.shell.desk import Shell
from desk.ui.start.sign_in import SignInPage
from tests.ui.conftest import Bench
from tests.ui.hands import Hands
from tests.ui.invented import LAN, MINH


class WrongPinError(InputError):
    """As the services would say it."""


class MustWaitError(InputError):
    """As the services would say it."""


@pytest.fixture
def pins(bench: Bench) -> Bench:
    bench.world.staff = tuple(replace(each, has_pin=True) for each in bench.world.staff)
    return bench


def seated(bench: Bench, hands: Hands) -> tuple[MainWindow, Shell]:
    """Return a window where Lan has signed in by PIN."""
    window = bench.window(user=None)
    hands.type("01")
    hands.type("2580\r")
    assert isinstance(window.page, Shell)
    return window, window.page


def name_field(shell: Shell) -> QLineEdit:
    found = shell.receive.person.person.fields["name"].widget
    assert isinstance(found, QLineEdit)
    return found


def begin_form(shell: Shell) -> None:
    """Type half a form."""
    name_field(shell).setText("Đặng Thị Dở Dang")
    name_field(shell).setFocus()


def panel(window: MainWindow) -> SwitchPanel:
    found = window.findChild(SwitchPanel)
    assert isinstance(found, SwitchPanel)
    return found


def test_two_digits_and_a_pin_sign_in(pins: Bench, hands: Hands) -> None:
    window = pins.window(user=None)
    page = window.page
    assert isinstance(page, SignInPage)
    assert page.by_pin
    assert page.form.number.hasFocus()
    for field in (page.form.number, page.form.pin):
        assert not field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        assert isinstance(field, QLineEdit)
    assert page.form.pin.echoMode() is QLineEdit.EchoMode.Password
    hands.type("01")
    assert page.form.pin.hasFocus()
    assert page.form.said[0] == LAN.name
    hands.type("25a80\r")  # a letter is no part of a PIN
    assert ("by_pin", "01", 4) in pins.world.done
    assert window.stage == "desk"


def test_where_nobody_has_a_pin_a_password_is_asked_for(bench: Bench) -> None:
    page = bench.window(user=None).page
    assert isinstance(page, SignInPage)
    assert not page.by_pin
    assert page.login.hasFocus()


def test_who_has_no_pin_is_told_how_to_get_one(pins: Bench, hands: Hands) -> None:
    first, second = pins.world.staff
    pins.world.staff = (first, replace(second, has_pin=False))
    window = pins.window(user=None)
    page = window.page
    assert isinstance(page, SignInPage)
    hands.type("02")
    assert "chưa có mã PIN" in page.form.said[0]
    page.show_way(by_pin=False)
    hands.type("minh\rmat-khau\r")
    assert isinstance(window.page, Shell)
    assert window.page.toast.isVisible()
    assert "mã PIN" in window.page.toast.accessibleName()


def test_changing_over_keeps_the_window_and_parks_the_form(pins: Bench, hands: Hands) -> None:
    window, shell = seated(pins, hands)
    begin_form(shell)
    pins.world.chosen[MINH.uid] = {"queue.view": "overdue"}
    count = hands.count
    hands.key(Qt.Key.Key_F12)
    assert panel(window).form.number.hasFocus()
    hands.type("02")
    hands.type("2580\r")
    assert hands.count - count == 8
    assert window.page is shell  # nothing was built anew
    assert not panel(window).isVisible()
    assert shell.top.user.words == MINH.name
    assert shell.receive.is_empty
    assert window.own.user == MINH.uid
    assert window.own.get("queue.view", "all") == "overdue"


def test_esc_leaves_everything_as_it_was(pins: Bench, hands: Hands) -> None:
    window, shell = seated(pins, hands)
    field = name_field(shell)
    field.setFocus()
    hands.type("Dang go")
    hands.key(Qt.Key.Key_F12)
    hands.type("0")
    hands.key(Qt.Key.Key_Escape)
    assert not panel(window).isVisible()
    assert field.hasFocus()
    assert field.text() == "Dang go"
    assert shell.top.user.words == LAN.name


def test_no_key_and_no_scan_reaches_what_lies_below(pins: Bench, hands: Hands) -> None:
    window, shell = seated(pins, hands)
    hands.key(Qt.Key.Key_F12)
    before = list(pins.world.done)
    hands.key(Qt.Key.Key_F7)
    hands.scan("1234567890123")
    for _ in range(12):
        hands.key(Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert panel(window).isAncestorOf(focus)
    assert shell.shown == "receive"
    assert "parse_scan" not in [fact[0] for fact in pins.world.done[len(before) :]]


def test_a_wrong_pin_is_told_beside_it_and_a_wait_runs_down(pins: Bench, hands: Hands) -> None:
    window = pins.window(user=None)
    page = window.page
    assert isinstance(page, SignInPage)
    pins.world.fails["by_pin"] = WrongPinError(number="01", seconds=0)
    hands.type("01")
    hands.type("9999\r")
    assert "Mã PIN không đúng" in page.form.said[1]
    assert page.form.pin.text() == ""
    assert page.form.pin.hasFocus()
    pins.world.fails["by_pin"] = MustWaitError(seconds=62, left="1:02")
    hands.type("9999\r")
    assert "1:02" in page.form.said[1]
    page.form.wait.tick()
    assert "1:01" in page.form.said[1]
    tries = pins.world.names().count("by_pin")
    hands.type("2580\r")
    assert pins.world.names().count("by_pin") == tries  # not before it is over
    for _ in range(61):
        page.form.wait.tick()
    assert page.form.said[1] == ""
    del pins.world.fails["by_pin"]
    hands.type("\r")
    assert window.stage == "desk"


def test_idle_hands_lock_and_the_same_person_goes_on(pins: Bench, hands: Hands) -> None:
    window, shell = seated(pins, hands)
    begin_form(shell)
    covered: list[bool] = []
    window.covered.connect(lambda: covered.append(True))
    now = window.idle.clock()
    window.idle.clock = lambda: now + 9 * 60
    window.idle.look()
    assert window.stage == "desk"
    window.idle.clock = lambda: now + 11 * 60
    window.idle.look()
    assert window.stage == "sign-in"
    assert covered
    assert not shell.isVisible()
    page = window.page
    assert isinstance(page, SignInPage)
    assert page.form.number.text() == "01"
    assert page.form.pin.hasFocus()
    hands.type("2580\r")
    assert window.page is shell
    assert shell.isVisible()
    assert shell.receive.draft()[0].submitter.name == "Đặng Thị Dở Dang"


def test_another_person_after_a_lock_finds_an_empty_page(pins: Bench, hands: Hands) -> None:
    window, shell = seated(pins, hands)
    begin_form(shell)
    window.lock()
    page = window.page
    assert isinstance(page, SignInPage)
    page.form.begin()
    hands.type("02")
    hands.type("2580\r")
    assert window.page is shell
    assert shell.receive.is_empty
    assert shell.top.user.words == MINH.name


@pytest.mark.parametrize("minutes", [0, 30])
def test_it_locks_no_sooner_than_chosen(minutes: int, pins: Bench, hands: Hands) -> None:
    window, _ = seated(pins, hands)
    pins.world.lock_minutes = minutes
    now = window.idle.clock()
    window.idle.clock = lambda: now + 20 * 60
    window.idle.look()
    assert window.stage == "desk"


def test_where_nobody_signs_in_nothing_locks(bench: Bench) -> None:
    window = bench.window()  # as in practice
    window.lock()
    assert window.stage == "desk"


def test_other_looks_are_put_on_when_their_owner_sits_down(pins: Bench, hands: Hands) -> None:
    window, shell = seated(pins, hands)
    pins.world.chosen[MINH.uid] = {"looks.theme": "dark"}
    hands.key(Qt.Key.Key_F12)
    hands.type("02")
    hands.type("2580\r")
    assert window.kit.theme.name == "dark"
    assert isinstance(window.page, Shell)
    assert window.page is not shell
    assert window.page.top.user.words == MINH.name
    hands.key(Qt.Key.Key_F12)  # the panel is dressed too
    assert panel(window).isVisible()
    settle()


def test_nobody_takes_back_what_another_did(pins: Bench, hands: Hands) -> None:
    _, shell = seated(pins, hands)
    back: list[bool] = []
    shell.strip.offer(Undo(said="Đã tiếp nhận", back=lambda: back.append(True)))
    hands.key(Qt.Key.Key_F12)
    hands.type("02")
    hands.type("2580\r")
    assert not shell.strip.take_back()
    assert shell.strip.last.text() == ""
    assert not back


def test_a_page_that_answers_late_takes_no_digit_of_the_panel(pins: Bench, hands: Hands) -> None:
    window, shell = seated(pins, hands)
    hands.key(Qt.Key.Key_F12)
    hands.type("0")
    name_field(shell).setFocus()  # as a list does once it has been read again
    hands.type("2")
    assert panel(window).form.number.text() == "02"
    hands.key(Qt.Key.Key_Escape)
    assert name_field(shell).hasFocus()
    assert name_field(shell).text() == ""
