"""The courier's card: what is on the stick, progress, and errors beside their cause."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desk.domain.records import VN
from desk.domain.views import StickBundle
from desk.ui.exchange import stick
from desk.ui.exchange.stick import StickCard
from desk.ui.kit import Kit
from desk.ui.pictures import settle
from desk.wire.stick import StickFullError
from tests.ui.hands import stand, write
from tests.ui.world import World

MADE = datetime(2026, 11, 23, 9, 12, tzinfo=VN)


@pytest.fixture
def card(kit: Kit, world: World, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> StickCard:
    monkeypatch.setattr(stick, "likely_sticks", list)  # whatever is plugged in where tests run
    made = StickCard(kit, world.window_ports().exchange.courier)
    qtbot.addWidget(made)
    made.resize(640, 480)
    stand(made, qtbot)
    return made


def words_on(card: StickCard) -> str:
    settle()
    return " ".join(each.text() for each in card.findChildren(QLabel) if each.isVisible())


def test_without_a_folder_it_says_what_is_missing(card: StickCard, world: World) -> None:
    card.write.click()
    assert "Chọn thư mục trên USB trước." in words_on(card)
    assert card.folder.hasFocus()
    assert "write_stick" not in world.names()


def test_what_is_on_the_stick_is_shown_before_anything_is_done(
    card: StickCard, world: World
) -> None:
    world.stick.bundles = (
        StickBundle(bundle="a", kind="answer", made=MADE, size=123_456),
        StickBundle(bundle="b", kind="ours", made=MADE, size=1),
        StickBundle(bundle="desk-x.mcb", kind="broken"),
        *(StickBundle(bundle=str(n), kind="other", whom="H26.033.16", made=MADE) for n in range(5)),
    )
    write(card.folder, "/media/usb")
    QTest.keyClick(card.folder, Qt.Key.Key_Return)
    said = words_on(card)
    assert "Gói trả lời cho quầy này" in said
    assert "121 KB" in said
    assert "Gói không đọc được" in said
    assert "Gói cho nơi khác: H26.033.16" in said
    assert "và 2 gói khác" in said


def test_there_and_back_by_keys(card: StickCard, world: World, qtbot: QtBot) -> None:
    write(card.folder, "/media/usb")
    carried = []
    card.carried.connect(lambda: carried.append(True))
    for button, name, told in (
        (card.write, "write_stick", "Đã ghi 3 việc"),
        (
            card.read,
            "read_stick",
            "Thành phố đã giữ đủ 2 tệp. Hai bên trùng khớp khi bên kia ghi gói này.",
        ),
    ):
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda want=told: want in words_on(card))  # type: ignore[misc]  # bound now
        assert (name, "/media/usb") in world.done
        assert not card.stop.isVisible()
    assert len(carried) == 2


def test_a_full_stick_is_said_on_the_card(card: StickCard, world: World) -> None:
    world.fails["write_stick"] = StickFullError()
    write(card.folder, "/media/usb")
    card.write.click()
    settle()
    assert card.error.title
    assert card.write.isVisible()
    card.error.acknowledge()
    world.fails.clear()
    card.write.click()
    assert "Đã ghi 3 việc" in words_on(card)
