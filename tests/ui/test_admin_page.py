"""Quản trị: who works here, what papers say, one's own password."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desk.domain.records import Actor
from desk.domain.views import StaffMember
from desk.services.staff import LoginTakenError
from desk.ui.admin.page import AdminScreen
from desk.ui.kit import Kit
from desk.ui.parts.buttons import KeyButton
from desk.ui.pictures import settle
from tests.ui.hands import press, stand, write
from tests.ui.invented import LAN
from tests.ui.world import World

CHIEF = Actor(uid="u0", login="truong", name="Phạm Văn Trưởng Thử", role="administrator")


def page(kit: Kit, world: World, qtbot: QtBot, user: Actor) -> AdminScreen:
    made = AdminScreen(kit, world.window_ports().admin, user)
    qtbot.addWidget(made)
    made.resize(1134, 900)
    stand(made, qtbot)
    made.refresh()
    made.start()
    settle()
    return made


@pytest.fixture
def screen(kit: Kit, world: World, qtbot: QtBot) -> AdminScreen:
    return page(kit, world, qtbot, CHIEF)


def button(screen: AdminScreen, words: str) -> KeyButton:
    return next(b for b in screen.findChildren(KeyButton) if b.words == words and b.isVisible())


def test_every_account_says_who_what_and_how_it_stands(screen: AdminScreen, world: World) -> None:
    said = " ".join(each.text() for each in screen.accounts.findChildren(QLabel))
    for member in world.staff:
        assert member.name in said
        assert member.login in said


def test_an_account_is_added_with_the_keyboard_alone(screen: AdminScreen, world: World) -> None:
    press(button(screen, "Thêm cán bộ"), Qt.Key.Key_Space)
    assert screen.form.login.hasFocus()
    write(screen.form.login, "binh")
    press(screen.form.login, Qt.Key.Key_Tab)
    write(screen.focusWidget(), "Lê Thị Bình Thử")
    screen.form.role.choose("clerk")
    screen.main_action()
    assert ("add", "binh", "Lê Thị Bình Thử", "clerk", "") in world.done
    assert screen.form.isHidden()


def test_a_name_is_asked_for_beside_its_field(screen: AdminScreen, world: World) -> None:
    button(screen, "Thêm cán bộ").click()
    write(screen.form.login, "binh")
    screen.main_action()
    assert screen.form._name.said == "Phải ghi mục này."  # noqa: SLF001 - the words below the field
    assert "add" not in world.names()


def test_a_login_that_is_taken_leaves_the_form_as_it_was_typed(
    screen: AdminScreen, world: World
) -> None:
    world.fails["add"] = LoginTakenError(login="lan")
    button(screen, "Thêm cán bộ").click()
    write(screen.form.login, "lan")
    write(screen.form.name, "Le Thi Binh Thu")
    screen.main_action()
    assert screen.error.title == "Tên đăng nhập đã có"
    assert screen.form.name.text() == "Le Thi Binh Thu"
    assert screen.escape()
    assert not screen.error.title
    assert not screen.form.isHidden()


def test_a_forgotten_password_is_reset_and_an_account_closed(
    screen: AdminScreen, world: World
) -> None:
    known = next(m for m in world.staff if m.active and m.has_password)
    screen.form.open(known)
    button(screen, "Đặt lại mật khẩu, PIN").click()
    screen.form.open(known)
    button(screen, "Khóa tài khoản").click()
    assert ("change", known.login, {"reset": True}) in world.done
    assert ("change", known.login, {"active": False}) in world.done


def test_the_office_is_saved_from_where_the_cursor_is(screen: AdminScreen, world: World) -> None:
    lines = screen.office.lines
    assert lines["phone"].text() == "024 0000 0000"
    assert lines["parent"].placeholderText() == "ỦY BAN NHÂN DÂN"
    lines["place"].setFocus()
    write(lines["place"], "Ha Noi")
    screen.main_action()
    (told,) = [each[1] for each in world.done if each[0] == "set_office"]
    assert isinstance(told, dict)
    assert told["place"] == "Ha Noi"
    assert told["phone"] == "024 0000 0000"


def test_a_new_password_is_typed_twice(screen: AdminScreen, world: World) -> None:
    card = screen.password
    write(card.old, "old-password")
    write(card.new, "new-password")
    write(card.again, "new-passwort")
    card.confirm()
    assert "password" not in world.names()
    card.again.setText("new-password")
    card.confirm()
    assert ("password", "old-password", "new-password") in world.done
    assert not card.new.text()


def test_whoever_is_no_administrator_sees_only_the_own_password(
    kit: Kit, world: World, qtbot: QtBot
) -> None:
    screen = page(kit, world, qtbot, LAN)
    assert screen.accounts.isHidden()
    assert screen.office.isHidden()
    assert screen.password.isVisible()
    assert "members" not in world.names()


def test_accounts_of_the_citys_list_are_released_one_by_one_or_all_at_once(
    kit: Kit, world: World, qtbot: QtBot
) -> None:
    new = [
        StaffMember(
            uid=f"c{at}", login=f"moi{at}", name=f"Cán Bộ Mới {at}", role="clerk", held=True
        )
        for at in (1, 2)
    ]
    world.staff = (*world.staff, *new)
    screen = page(kit, world, qtbot, CHIEF)
    said = " ".join(each.text() for each in screen.accounts.findChildren(QLabel))
    assert "2 tài khoản mới của thành phố chờ quản trị cho dùng." in said
    assert said.index("Cán Bộ Mới 1") < said.index(LAN.name)  # what waits comes first
    one = button(screen, "Cho dùng")
    assert one.accessibleName() == "Cho dùng Cán Bộ Mới 1"
    one.setFocus()
    press(one, Qt.Key.Key_Space)
    settle()
    assert ("release", "moi1") in world.done
    press(button(screen, "Cho dùng tất cả"), Qt.Key.Key_Return)
    settle()
    assert ("release",) in world.done
    assert screen.accounts.waiting.isHidden()
    assert not [b for b in screen.findChildren(KeyButton) if b.words == "Cho dùng"]


def test_a_ward_may_let_them_in_at_once(screen: AdminScreen, world: World) -> None:
    assert not screen.accounts.trust.isChecked()
    screen.accounts.trust.setFocus()
    press(screen.accounts.trust, Qt.Key.Key_Space)
    settle()
    assert ("set_releases", True) in world.done
