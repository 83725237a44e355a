"""Passwords: one length everywhere, a new one twice, Caps Lock told, the login offered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desk.domain.errors import InputError
from desk.services import staff
from desk.ui.start.assistant import AssistantPage
from desk.ui.start.secret import LEAST_PASSWORD
from desk.ui.start.sign_in import SignInPage
from tests.ui.conftest import Bench
from tests.ui.hands import Hands, press


class WrongPasswordError(InputError):
    """As the services would say it."""


def words_on(page: QWidget) -> str:
    return " ".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def sign_in_page(bench: Bench, *, only: bool = False, fresh: bool = False) -> SignInPage:
    members = bench.world.staff[:1] if only else bench.world.staff
    bench.world.staff = tuple(replace(each, has_password=not fresh) for each in members)
    page = bench.window(user=None).page
    assert isinstance(page, SignInPage)
    return page


def test_the_window_wants_the_length_that_the_accounts_want() -> None:
    assert LEAST_PASSWORD == staff.SHORTEST == 8


def test_the_login_is_offered_where_there_is_only_one(bench: Bench, hands: Hands) -> None:
    page = sign_in_page(bench, only=True)
    assert page.login.text() == "lan"
    assert page.password.hasFocus()
    hands.type("mat-khau\r")
    assert ("sign_in", "lan", 8) in bench.world.done


def test_of_several_logins_none_is_guessed(bench: Bench) -> None:
    page = sign_in_page(bench)
    assert page.login.text() == ""
    assert page.login.hasFocus()


def test_a_closed_account_is_not_offered(bench: Bench) -> None:
    first, second = bench.world.staff
    bench.world.staff = (replace(first, active=False), second)
    page = bench.window(user=None).page
    assert isinstance(page, SignInPage)
    assert page.login.text() == second.login


def test_nothing_is_explained_before_a_mistake(bench: Bench, hands: Hands) -> None:
    page = sign_in_page(bench)
    hands.type("lan")
    assert "lần đầu" not in words_on(page).lower()
    assert "ký tự" not in words_on(page)
    bench.world.fails["sign_in"] = WrongPasswordError(login="lan")
    hands.type("\rsai-mat-khau\r")
    assert words_on(page).count("Caps Lock") == 1
    assert "Quên thì nhờ quản trị." in words_on(page)
    assert not page.again.isVisible()


def test_a_first_password_is_asked_twice(bench: Bench, hands: Hands) -> None:
    page = sign_in_page(bench, only=True, fresh=True)
    assert "Ít nhất 8 ký tự" in words_on(page)
    hands.type("ngan\rngan\r")
    assert "sign_in" not in bench.world.names()
    assert "Ít nhất 8 ký tự." in words_on(page)
    page.password.setFocus()
    press(page.password, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    hands.type("mat-khau-dai\r")
    hands.type("\b\b\b\bmat-khau-dao\r")
    assert "Hai lần gõ khác nhau." in words_on(page)
    assert "sign_in" not in bench.world.names()
    assert page.again.hasFocus()
    hands.type("\bi\r")
    assert ("sign_in", "lan", 12) in bench.world.done


def test_whose_password_it_is_follows_the_login(bench: Bench, hands: Hands) -> None:
    first, second = bench.world.staff
    bench.world.staff = (first, replace(second, has_password=False))
    page = bench.window(user=None).page
    assert isinstance(page, SignInPage)
    hands.type("minh")
    assert page.again.isVisible()
    hands.type("\b\b\b\blan")
    assert not page.again.isVisible()


@pytest.mark.parametrize("stage", ["sign-in", "start"])
def test_letters_can_be_seen_and_hidden_again(stage: str, bench: Bench, hands: Hands) -> None:
    page = bench.window(user=None, exists=stage == "sign-in").page
    assert isinstance(page, SignInPage | AssistantPage)
    line = page.password if isinstance(page, SignInPage) else page.lines["password"]
    box = page._show  # noqa: SLF001 - the box on the page
    assert line.echoMode() is QLineEdit.EchoMode.Password
    box.setFocus()
    hands.type(" ")
    assert line.echoMode() is QLineEdit.EchoMode.Normal
    hands.type(" ")
    assert line.echoMode() is QLineEdit.EchoMode.Password


def test_what_was_shown_is_dots_again_after_signing_in(bench: Bench, hands: Hands) -> None:
    page = sign_in_page(bench, only=True)
    bench.world.fails["sign_in"] = WrongPasswordError(login="lan")
    page._show.setChecked(True)  # noqa: SLF001 - the box on the page
    hands.type("mat-khau\r")
    assert page.password.echoMode() is QLineEdit.EchoMode.Password


@pytest.mark.parametrize("stage", ["sign-in", "start"])
def test_caps_lock_is_told_while_it_is_on(stage: str, bench: Bench, qtbot: QtBot) -> None:
    page = bench.window(user=None, exists=stage == "sign-in").page
    assert isinstance(page, SignInPage | AssistantPage)
    line = page.password if isinstance(page, SignInPage) else page.lines["password"]
    line.setFocus()
    shift, none = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
    type_key(line, "A", none, qtbot)
    assert "Caps Lock đang bật." in words_on(page)
    type_key(line, "a", none, qtbot)
    assert "Caps Lock" not in words_on(page)
    type_key(line, "A", shift, qtbot)
    assert "Caps Lock" not in words_on(page)
    type_key(line, "a", shift, qtbot)
    assert "Caps Lock đang bật." in words_on(page)
    press(line, Qt.Key.Key_CapsLock)
    assert "Caps Lock" not in words_on(page)
    assert line.text() == "AaAa"


def type_key(line: QWidget, letter: str, shift: Qt.KeyboardModifier, qtbot: QtBot) -> None:
    """Press a letter's key where Caps Lock may stand."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(line, QKeyEvent(kind, Qt.Key.Key_A, shift, letter))
    qtbot.wait(45)  # for as long as it might be a scanner's


def test_the_assistant_tells_the_login_at_its_end(bench: Bench, hands: Hands) -> None:
    window = bench.window(user=None, exists=False)
    page = window.page
    assert isinstance(page, AssistantPage)
    values = {
        "unit": "H26.033.15",
        "commune": "00199",
        "name": "Phường Đống Đa",
        "login": "Lan",
        "admin": "Trần Thị Ngọc Lan",
        "password": "mat-khau-dai",
        "again": "mat-khau-dai",
    }
    for name, value in values.items():
        page.lines[name].setText(value)
    hands.key(Qt.Key.Key_F9)
    assert window.stage == "start"
    assert page.told_login == "lan"
    assert "Quầy 1 của Phường Đống Đa đã sẵn sàng" in words_on(page)
    assert page.lines["password"].text() == ""
    hands.key(Qt.Key.Key_F9)
    assert window.stage == "sign-in"


def test_a_number_typed_before_the_accounts_are_known_counts(bench: Bench, hands: Hands) -> None:
    page = sign_in_page(bench)
    members = tuple(
        replace(each, has_pin=True, number=f"0{at}") for at, each in enumerate(bench.world.staff, 1)
    )
    hands.type("0273")
    assert page.login.text() == "0273"

    page._accounts_known(members)  # noqa: SLF001 - here answers come at once; a slow disk's are late
    assert page.by_pin
    assert page.login.text() == ""
    hands.type("91\r")

    assert ("by_pin", "02", 4) in bench.world.done
