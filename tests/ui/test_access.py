"""The live window, widget by widget: named, large enough, reached by keys, its focus seen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desk.ui.choices import Choices
from desk.ui.kit import Kit
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.cover import Cover
from desk.ui.pictures import settle
from desk.ui.shell.desk import Shell
from tests.ui.access import (
    LEAST_CITIZEN,
    forbidden,
    keys_of,
    nameless,
    shown,
    small,
    tab_round,
    unreachable,
)
from tests.ui.conftest import Bench
from tests.ui.hands import stand
from tests.ui.scenes import SCENES, SECOND_WINDOWS, WINDOWS, stage
from tests.ui.world import World


def keys_in(shell: Shell) -> dict[str, str]:
    """Return every key that works in a window now, the shell's own among them."""
    return {**dict.fromkeys(shell.shortcuts(), "Shell"), "F9": "Shell"} | keys_of(shell.window())


def looked_at(root: QWidget, shell: Shell) -> list[str]:
    """Return what is wrong in a window, or in what covers it."""
    settle()
    assert list(shown(root))
    wrong = [f"no name: {each}" for each in nameless(root)]
    wrong += [f"small: {each}" for each in small(root)]
    walk = tab_round(root)
    wrong += [f"lost: {each}" for each in walk.lost]
    wrong += [f"unseen: {each}" for each in walk.unseen]
    keys = keys_in(shell)
    wrong += [f"out of reach: {each}" for each in unreachable(root, walk.met, keys)]
    wrong += [f"{key} of {who}: {why}" for key, who in keys.items() if (why := forbidden(key))]
    return wrong


def put_back(shell: Shell, world: World) -> None:
    """Leave a scene as somebody does who goes on to other work."""
    world.fails.clear()
    shell.help.leave()
    for _ in range(4):
        shell.escape()
    shell.receive.clear_form()


@pytest.mark.parametrize("page", list(SCENES))
def test_everything_is_named_large_reached_and_seen(page: str, bench: Bench, world: World) -> None:
    stage(world)
    shell = bench.shell()
    for name, show in SCENES[page].items():
        assert looked_at(show(shell, world) or shell.window(), shell) == [], name
        put_back(shell, world)


@pytest.mark.parametrize("look", [Choices(theme="dark"), Choices(theme="contrast")])
def test_the_focus_is_seen_in_every_look(look: Choices, bench: Bench, world: World) -> None:
    stage(world)
    shell = bench.shell(look)
    for name, show in SCENES["screens"].items():
        show(shell, world)
        settle()
        walk = tab_round(shell.window())
        assert [*walk.lost, *walk.unseen] == [], name
        put_back(shell, world)


@pytest.mark.parametrize("name", list(SECOND_WINDOWS))
def test_second_windows_are_as_large_as_a_finger(name: str, bench: Bench, world: World) -> None:
    stage(world)
    shell = bench.shell(WINDOWS)
    root = SECOND_WINDOWS[name](shell, world)
    assert root is not None
    settle()
    assert nameless(root) == []
    assert small(root, LEAST_CITIZEN) == []
    assert keys_of(root) == {}  # the clerk's keys answer for the citizen


@pytest.mark.parametrize("exists", [True, False])
def test_signing_in_and_the_first_start(exists: bool, bench: Bench) -> None:
    window = bench.window(exists=exists, user=None)
    settle()
    assert nameless(window) == []
    assert small(window) == []
    walk = tab_round(window)
    assert walk.lost == []
    assert walk.unseen == []
    assert unreachable(window, walk.met, {"F9", *keys_of(window)}) == []


def test_the_menu_of_the_user_is_large_and_named(bench: Bench) -> None:
    menu = bench.shell().top.menu()
    menu.adjustSize()
    assert [each for each in menu.actions() if not each.isSeparator() and not each.text()] == []
    assert small(menu) == []


# -- what is looked for is found ---------------------------------------------------------------


@pytest.fixture
def window(kit: Kit, qtbot: QtBot) -> QWidget:
    """A window with a field and a button in it that are as they should be."""
    del kit  # its style sheet draws the rings
    made = QWidget()
    qtbot.addWidget(made)
    layout = QVBoxLayout(made)
    for each, name in ((QLineEdit(), "Họ và tên"), (QPushButton("Ghi"), "Ghi")):
        each.setAccessibleName(name)
        layout.addWidget(each)
    stand(made, qtbot)
    made.findChildren(QLineEdit)[0].setFocus()
    return made


def put(window: QWidget, widget: QWidget, name: str = "Mẫu") -> None:
    widget.setAccessibleName(name)
    layout = window.layout()
    assert layout is not None
    layout.addWidget(widget)
    settle()


def test_a_window_as_it_should_be_has_nothing_wrong(window: QWidget) -> None:
    walk = tab_round(window)
    assert len(walk.met) == 2
    assert [*nameless(window), *small(window), *walk.lost, *walk.unseen] == []
    assert unreachable(window, walk.met, ()) == []


def test_a_nameless_button_is_found(window: QWidget) -> None:
    put(window, QPushButton(), "")
    assert len(nameless(window)) == 1


def test_a_widget_of_ours_that_only_a_mouse_presses_is_found(window: QWidget, kit: Kit) -> None:
    cover = Cover(kit, window, "", width=100)
    cover.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    cover.show()
    settle()
    assert len(nameless(window)) == 1
    assert len(unreachable(window, tab_round(window).met, ())) == 1


def test_a_button_too_small_and_low_rows_are_found(window: QWidget) -> None:
    small_one, rows = QCheckBox("x"), QListWidget()
    small_one.setFixedSize(40, 20)
    rows.addItem("Hàng thấp")
    rows.item(0).setSizeHint(QSize(80, 20))
    put(window, small_one)
    put(window, rows)
    assert len(small(window)) == 2


def test_a_button_without_tab_or_key_is_found_and_one_with_a_key_is_not(
    window: QWidget, kit: Kit
) -> None:
    lost, keyed = QPushButton("Xa"), KeyButton(kit, "Gần", key="Ctrl+D")
    for each in (lost, keyed):
        each.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        put(window, each)
    assert len(unreachable(window, tab_round(window).met, ())) == 2
    assert len(unreachable(window, tab_round(window).met, ("Ctrl+D",))) == 1


def test_a_focus_that_nobody_sees_is_found(window: QWidget) -> None:
    flat = QPushButton("Phẳng")
    flat.setStyleSheet("QPushButton { border: 1px solid gray; outline: 0; }")
    put(window, flat)
    blank = QWidget()
    blank.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    blank.setMinimumSize(60, 40)
    put(window, blank)
    assert len(tab_round(window).unseen) == 2


def test_a_field_that_keeps_tab_and_one_out_of_sight_are_found(window: QWidget) -> None:
    hidden = QPushButton("Khuất")
    put(window, hidden)
    hidden.move(0, window.height() - 5)
    greedy = QPlainTextEdit()
    put(window, greedy)
    hidden.move(0, window.height() - 5)
    window.findChildren(QLineEdit)[0].setFocus()
    lost = tab_round(window).lost
    assert any("out of sight" in each for each in lost)
    assert any("keeps Tab" in each for each in lost)


@pytest.mark.parametrize(
    ("key", "may"),
    [
        ("F9", True),
        ("Shift+F9", True),
        ("Ctrl+D", True),
        ("Alt+3", True),
        ("Ctrl+,", True),
        ("Ctrl+PgUp", True),
        ("Esc", True),
        ("D", False),
        ("Shift+D", False),
        ("5", False),
        ("Ctrl+Shift+S", False),
        ("Alt+Z", False),
        ("Ctrl+Alt+E", False),
        ("F10", False),
        ("Ctrl+Space", False),
    ],
)
def test_keys_that_nothing_may_have(key: str, may: bool) -> None:
    assert bool(forbidden(key)) is not may


def test_every_kind_of_key_is_seen(window: QWidget) -> None:
    QShortcut(QKeySequence("Ctrl+Shift+S"), window)
    window.findChildren(QPushButton)[0].setShortcut("Alt+Z")
    action = QAction("Bỏ", window)
    action.setShortcut("B")
    window.addAction(action)
    put(window, QPushButton("&Xem"))
    assert set(keys_of(window)) == {"Ctrl+Shift+S", "Alt+Z", "B", "Alt+X"}
