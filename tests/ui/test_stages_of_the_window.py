"""First start, signing in, faults: what happens around the counter."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from desk.domain.errors import StorageError
from desk.domain.warning import Warning_
from desk.ui.choices import Choices
from desk.ui.main_window import MainWindow
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.crash import CrashDialog, report_of
from desk.ui.shell.desk import Shell
from desk.ui.start.assistant import AssistantPage
from desk.ui.start.sign_in import SignInPage
from tests.ui.conftest import Bench
from tests.ui.hands import Hands
from tests.ui.invented import CARD_SCAN, LAN, ROOT


class WrongPasswordError(StorageError):
    """As the services would say it."""


def assistant(window: MainWindow) -> AssistantPage:
    assert isinstance(window.page, AssistantPage)
    return window.page


def test_on_a_new_machine_the_assistant_opens(bench: Bench) -> None:
    window = bench.window(exists=False)
    assert window.stage == "start"
    assert assistant(window).lines["name"].hasFocus()


def test_what_is_missing_is_said_beside_each_field(bench: Bench, hands: Hands) -> None:
    page = assistant(bench.window(exists=False))
    page.lines["commune"].setText("123")
    page.lines["password"].setText("short")
    hands.key(Qt.Key.Key_F9)
    assert page.fields["name"].said == "Phải ghi mục này."
    assert page.fields["commune"].said == "Mã phường, xã có đúng 5 chữ số."
    assert page.fields["password"].said == "Ít nhất 8 ký tự."
    assert page.fields["again"].said == "Hai lần gõ khác nhau."
    assert bench.made == []


def test_the_assistant_makes_the_counter(bench: Bench, hands: Hands) -> None:
    window = bench.window(exists=False, user=None)
    page = assistant(window)
    values = {
        "unit": "H26.033.15",
        "commune": "00199",
        "name": "Phường Đống Đa",
        "admin": "Trần Thị Ngọc Lan",
        "password": "mat-khau-dai",
        "again": "mat-khau-dai",
    }
    for name, value in values.items():
        page.lines[name].setText(value)
    page.slot.choose("3")
    hands.key(Qt.Key.Key_F9)
    facts = ("H26.033.15", "00199", "Phường Đống Đa", 3, "admin", "Trần Thị Ngọc Lan")
    assert bench.made == [(*facts, "mat-khau-dai")]
    hands.key(Qt.Key.Key_F9)  # the login has been read
    assert window.stage == "sign-in"


def test_the_practice_office_opens_with_one_click(bench: Bench) -> None:
    window = bench.window(exists=False)
    assistant(window).open_practice()
    assert bench.made == [()]
    assert window.stage == "desk"


def test_signing_in_and_switching_user(bench: Bench, hands: Hands) -> None:
    window = bench.window(user=None)
    stages = [window.stage]
    window.shown.connect(stages.append)
    hands.type("lan\r")
    hands.type("mat-khau\r")
    assert ("sign_in", "lan", 8) in bench.world.done
    hands.scan(CARD_SCAN)
    hands.key(Qt.Key.Key_F12)
    hands.type("minh\r")
    hands.type("mat-khau\r")
    assert stages == ["sign-in", "desk", "sign-in", "desk"]
    shell = window.page
    assert isinstance(shell, Shell)
    assert shell.receive.is_empty
    assert [draft.label for draft in shell.drafts.waiting.parked] == ["Thùy Dương"]


def test_a_wrong_password_is_said_and_its_dots_are_gone(bench: Bench, hands: Hands) -> None:
    window = bench.window(user=None)
    page = window.page
    assert isinstance(page, SignInPage)
    bench.world.fails["sign_in"] = WrongPasswordError()
    hands.type("lan\r")
    hands.type("sai\r")
    assert page.error.title
    assert page.password.text() == ""
    assert window.stage == "sign-in"


def test_passwords_are_dots_and_keep_the_input_method_away(bench: Bench) -> None:
    page = bench.window(user=None).page
    assert isinstance(page, SignInPage)
    assert page.password.echoMode() == QLineEdit.EchoMode.Password
    assert not page.password.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_a_fault_of_ours_is_reported_without_what_was_typed(bench: Bench) -> None:
    window = bench.window()
    typed = "Nguyễn Thị Bí Mật"
    with pytest.raises(ValueError, match=typed) as caught:
        int(typed)
    fault = caught.value
    assert "ValueError" in report_of(fault)
    assert typed in str(fault)
    assert typed not in report_of(fault)
    bench.tasks.unexpected.emit(fault)
    dialog = window.findChild(CrashDialog)
    assert isinstance(dialog, CrashDialog)
    dialog._copy()  # noqa: SLF001 - pressing the button
    assert "ValueError" in QGuiApplication.clipboard().text()
    dialog.close()


def test_the_first_picture_waits_for_neither_database_nor_printing_nor_pages() -> None:
    code = (
        "import sys, desk.app.window\n"
        "heavy = {'sqlalchemy', 'reportlab', 'requests', 'desk.services', 'desk.models',"
        " 'desk.ui.shell.desk', 'desk.ui.receive.page', 'desk.ui.start.sign_in'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_signing_in_shows_who_sits_there(bench: Bench) -> None:
    assert bench.shell().top.user.words == LAN.name


def test_a_restored_copy_is_told_at_sign_in_and_at_the_desk_until_it_is_read(bench: Bench) -> None:
    told = (Warning_(code="NumbersRestored", facts=(("numbers", ""),)),)
    window = bench.window(user=None, told=told)
    assert window.stage == "sign-in"
    assert window.tidings is not None
    assert window.tidings.said == ("Dữ liệu ở đây cũ hơn những gì máy này đã cấp",)
    window.choose(Choices(theme="dark"))
    assert window.tidings.said
    read = window.tidings.findChild(KeyButton)
    assert isinstance(read, KeyButton)
    read.click()
    window.choose(Choices(theme="light"))
    assert window.tidings.isHidden()


def test_an_ordinary_opening_tells_nothing(bench: Bench) -> None:
    window = bench.window()
    assert window.tidings is not None
    assert window.tidings.isHidden()
