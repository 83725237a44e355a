"""What a person chose: at hand at once, written behind, and another's after a change-over."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import QRect
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from desk.ui.choices import Choices
from desk.ui.kit import Kit
from desk.ui.people.place import KEY
from desk.ui.preferences import Preferences, keep_columns
from tests.ui.conftest import Bench
from tests.ui.invented import LAN, MINH
from tests.ui.world import World


@pytest.fixture
def own(kit: Kit, world: World) -> Preferences:
    kit.own.bind(kit.tasks, world.window_ports().preferences)
    kit.own.take(LAN.uid, {})
    return kit.own


def test_a_choice_holds_at_once_and_is_written(own: Preferences, world: World) -> None:
    own.set("queue.view", "mine")
    assert own.get("queue.view", "all") == "mine"
    assert world.chosen == {LAN.uid: {"queue.view": "mine"}}
    own.set("queue.view", None)
    assert own.get("queue.view", "all") == "all"
    assert world.chosen == {LAN.uid: {}}


@pytest.mark.parametrize(
    ("kept", "default", "read"),
    [
        (1, 2, 1),
        (True, 2, 2),
        (1, 0.5, 1.0),
        ("x", 2, 2),
        ([1], ["a"], [1]),
        (None, "a", "a"),
        ({}, [], []),
    ],
)
def test_another_kind_than_the_default_counts_as_not_chosen(
    own: Preferences, kept: object, default: object, read: object
) -> None:
    own.set("x", kept)
    assert own.get("x", default) == read
    assert type(own.get("x", default)) is type(default)


def test_nobodys_choices_are_not_written(kit: Kit, world: World) -> None:
    kit.own.bind(kit.tasks, world.window_ports().preferences)
    kit.own.set("queue.view", "mine")
    assert kit.own.get("queue.view", "") == "mine"
    assert world.chosen == {}


def test_columns_are_each_persons_own(kit: Kit, own: Preferences, qtbot: QtBot) -> None:
    table = QTableView()
    qtbot.addWidget(table)
    table.setModel(QStandardItemModel(2, 3, table))
    head = table.horizontalHeader()
    keep_columns(kit, head, "queue.table")
    first = [head.sectionSize(at) for at in range(3)]
    head.resizeSection(1, 222)
    head.moveSection(0, 2)
    qtbot.waitUntil(lambda: own.get("queue.table", [0]) != [0])
    kept = own.get("queue.table", [0])
    assert kept[:3] == [1, 2, 0]
    assert kept[4] == 222
    own.take(MINH.uid, {})
    assert [head.logicalIndex(at) for at in range(3)] == [0, 1, 2]
    assert [head.sectionSize(at) for at in range(3)] == first
    own.take(LAN.uid, {"queue.table": kept})
    assert [head.logicalIndex(at) for at in range(3)] == [1, 2, 0]
    assert head.sectionSize(1) == 222
    own.take(LAN.uid, {"queue.table": [3, 4, 5, 6]})  # of other columns
    assert [head.logicalIndex(at) for at in range(3)] == [0, 1, 2]


def test_columns_outlive_what_stands_for_their_header_in_python(
    kit: Kit, own: Preferences, qtbot: QtBot
) -> None:
    table = QTableView()
    qtbot.addWidget(table)
    table.setModel(QStandardItemModel(0, 3, table))
    keep_columns(kit, table.horizontalHeader(), "queue.table")
    shiboken6.invalidate(table.horizontalHeader())
    own.take(MINH.uid, {"queue.table": [2, 1, 0, 100, 100, 100]})
    assert [table.horizontalHeader().logicalIndex(at) for at in range(3)] == [2, 1, 0]


def test_looks_come_with_their_person(bench: Bench) -> None:
    bench.world.chosen[LAN.uid] = {"looks.theme": "dark", "looks.scale": 125}
    window = bench.window()
    assert (window.kit.theme.name, window.kit.theme.scale) == ("dark", 125)
    assert window.stage == "desk"
    bench.close()
    bench.world.chosen[LAN.uid] = {"looks.theme": "hồng", "looks.scale": "to", "looks.language": ""}
    assert bench.window().kit.theme.name == "light"


def test_chosen_looks_are_kept_as_ones_own(bench: Bench) -> None:
    window = bench.window()
    window.choose(Choices(theme="dark", scale=150))
    assert bench.world.chosen[LAN.uid]["looks.theme"] == "dark"
    assert bench.world.chosen[LAN.uid]["looks.scale"] == 150
    window.choose(Choices(theme="dark", scale=150, printer="P"))
    assert "printer" not in str(bench.world.chosen)


def test_the_window_stands_where_it_was_left(bench: Bench, qtbot: QtBot) -> None:
    window = bench.window()
    window.setGeometry(QRect(2, 20, 800, 560))
    qtbot.waitUntil(lambda: KEY in bench.world.chosen.get(LAN.uid, {}))
    assert bench.world.chosen[LAN.uid][KEY] == [2, 20, 800, 560, 0]
    bench.close()
    room = bench.window().screen().availableGeometry()
    assert bench.windows[-1].geometry() == QRect(2, 20, 800, 560)
    bench.close()
    bench.world.chosen[LAN.uid][KEY] = [5000, 5000, 700, 500, 0]  # of a screen that is gone
    assert bench.window().geometry().intersects(room)
