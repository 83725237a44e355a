from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desk.ui.handover.page import HandoverScreen
from desk.ui.handover.signature import Pad
from desk.ui.kit import Kit
from desk.ui.pictures import settle
from tests.ui.hands import Hands, stand
from tests.ui.invented import PEOPLE
from tests.ui.world import World


@pytest.fixture
def screen(kit: Kit, world: World, qtbot: QtBot) -> HandoverScreen:
    made = HandoverScreen(kit, world.window_ports().handover)
    qtbot.addWidget(made)
    made.resize(1134, 645)
    stand(made, qtbot)
    made.start()
    return made


def barcode(world: World, uid: str) -> str:
    return world.dossiers[uid].barcode


def acts(world: World) -> list[tuple[Any, ...]]:
    return [fact for fact in world.done if fact[0] == "collect"]


# -- the signature -----------------------------------------------------------------------------


def draw(pad: Pad, *points: tuple[int, int]) -> None:
    first, *rest = (QPoint(*point) for point in points)
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=first)
    for point in rest:
        QTest.mouseMove(pad, point)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=rest[-1] if rest else first)


def test_a_signature_is_kept_as_a_picture_and_named_in_the_act(
    screen: HandoverScreen, world: World
) -> None:
    screen.scan(barcode(world, "d0011"))
    screen.scan(PEOPLE[1].personal_id)
    settle()
    pad = screen.signature.pad
    draw(pad, (20, 60), (40, 30), (60, 70), (90, 40), (120, 60))
    assert pad.is_signed
    screen.main_action()
    (kept,) = [fact for fact in world.done if fact[0] == "keep_file"]
    assert kept[2] == "image/png"
    assert isinstance(kept[1], bytes)
    picture = QImage.fromData(kept[1])
    assert (picture.width(), picture.height()) == (900, 300)
    dark = sum(picture.pixelColor(x, y).lightness() < 128 for x in range(900) for y in range(300))
    assert 300 < dark < 90_000
    (act,) = acts(world)
    assert act[2].signature == "ab" * 32
    assert not pad.is_signed  # nobody signs for the next one


def test_strokes_are_taken_back_one_by_one(screen: HandoverScreen, hands: Hands) -> None:
    screen.take(PEOPLE[1])
    settle()
    pad = screen.signature.pad
    draw(pad, (20, 60), (40, 30), (60, 70), (90, 40))
    draw(pad, (30, 80), (50, 82), (80, 78))
    assert pad.strokes == 2
    pad.setFocus()
    hands.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert pad.strokes == 1
    hands.key(Qt.Key.Key_Backspace)
    assert pad.strokes == 0
    assert pad.png() == b""
    assert not pad.undo()


def test_a_touch_by_mistake_is_no_signature(screen: HandoverScreen) -> None:
    screen.take(PEOPLE[1])
    settle()
    draw(screen.signature.pad, (20, 60))
    assert screen.signature.png == b""


def test_who_cannot_sign_on_the_screen_signs_on_paper(screen: HandoverScreen, world: World) -> None:
    screen.scan(barcode(world, "d0011"))
    screen.scan(PEOPLE[1].personal_id)
    screen.signature.on_paper.setChecked(True)
    screen.main_action()
    (act,) = acts(world)
    assert act[4] is True  # the receipt is printed in the same act
    assert "keep_file" not in world.names()


def test_without_a_store_there_is_no_sheet_to_sign(kit: Kit, world: World, qtbot: QtBot) -> None:
    ports = replace(world.window_ports().handover, keep_file=None)
    made = HandoverScreen(kit, ports)
    qtbot.addWidget(made)
    assert made.signature.pad.isHidden()
    assert not made.signature.on_paper.isHidden()
