from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desk.domain.dossier import VoidedError
from desk.domain.records import Status
from desk.domain.views import DossierView, Warning_
from desk.ui.handover.page import HandoverScreen
from desk.ui.kit import Kit
from desk.ui.pictures import settle
from tests.ui.conftest import Bench
from tests.ui.hands import Hands, press, stand, write
from tests.ui.invented import CARD_SCAN, PEOPLE, dossier
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


def test_the_scan_target_has_the_cursor(screen: HandoverScreen) -> None:
    assert screen.code.hasFocus()
    assert [gap.field for gap in screen.missing.shown] == ["code", "name", "number"]


def test_scan_scan_f9(screen: HandoverScreen, world: World) -> None:
    said: list[str] = []
    screen.changed.connect(said.append)
    screen.scan(barcode(world, "d0011"))
    screen.scan(PEOPLE[1].personal_id)  # whose dossier it is
    assert not screen.missing.shown
    screen.main_action()
    expected = {"to": "Đặng Văn Ớt", "id_number": PEOPLE[1].personal_id}
    assert ("act", "d0011", "hand-over", expected) in world.done
    assert said == ["Đã trả 1 kết quả cho Đặng Văn Ớt"]
    assert screen.cards == ()
    assert screen.code.hasFocus()


def test_several_results_are_handed_over_at_once(screen: HandoverScreen, world: World) -> None:
    other = dossier(21, Status.DONE, 1, submitter=PEOPLE[1])
    world.dossiers[other.uid] = other
    for uid in ("d0011", other.uid):
        screen.scan(barcode(world, uid))
    screen.scan(PEOPLE[1].personal_id)
    screen.main_action()
    assert [fact[1] for fact in world.done if fact[0] == "act"] == ["d0011", other.uid]


def test_the_same_receipt_scanned_twice_is_one_card(screen: HandoverScreen, world: World) -> None:
    screen.scan(barcode(world, "d0011"))
    screen.scan(barcode(world, "d0011"))
    assert len(screen.cards) == 1


def test_a_typed_code_wants_the_receipt_checked(screen: HandoverScreen) -> None:
    write(screen.code, "261119-1011")
    press(screen.code, Qt.Key.Key_Return)
    assert len(screen.cards) == 1
    assert "slip" in [gap.field for gap in screen.missing.shown]
    screen.cards[0].slip.setChecked(True)
    assert "slip" not in [gap.field for gap in screen.missing.shown]


def test_originals_to_give_back_are_listed(screen: HandoverScreen) -> None:
    screen.look_up("d0011")
    said = " ".join(label.text() for label in screen.cards[0].findChildren(QLabel))
    assert "Giấy đề nghị đăng ký hộ kinh doanh (1 bản chính)" in said


def words_on(screen: HandoverScreen) -> str:
    settle()
    return " ".join(label.text() for label in screen.findChildren(QLabel) if label.isVisible())


def test_what_is_still_to_be_paid_is_said_before_the_result_goes(
    screen: HandoverScreen, world: World
) -> None:
    world.dossiers["d0011"] = replace(world.dossiers["d0011"], fee=100_000, fee_paid=0)
    screen.look_up("d0011")
    assert "Phí, lệ phí còn phải thu: 100.000 đ" in words_on(screen)
    world.dossiers["d0011"] = replace(world.dossiers["d0011"], fee_paid=100_000)
    screen.look_up("d0011")
    assert "Đã nộp phí, lệ phí: 100.000 đ" in words_on(screen)
    world.dossiers["d0011"] = replace(world.dossiers["d0011"], fee=0, fee_paid=0)
    screen.look_up("d0011")
    assert "Không có phí, lệ phí phải thu" in words_on(screen)


def test_warnings_of_a_dossier_stand_on_its_card(
    screen: HandoverScreen, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = (Warning_(code="fee_unpaid", facts=(("amount", "100.000"),)),)
    ports = world.window_ports().handover
    view = replace(world.lookup("d0011"), warnings=told)
    monkeypatch.setattr(screen, "_ports", replace(ports, lookup=lambda _: view))
    screen.look_up("d0011")
    said = words_on(screen)
    assert "Chưa ghi nhận nộp 100.000 đồng phí, lệ phí" in said
    assert "còn phải thu" not in said  # said once


def test_the_collectors_number_is_asked_for_once(screen: HandoverScreen, world: World) -> None:
    screen.scan(barcode(world, "d0011"))
    write(screen.collector.name, "Đặng Văn Ớt")
    screen.main_action()
    assert "act" not in world.names()
    assert screen.collector.number.hasFocus()
    assert "Chưa ghi số giấy tờ của người nhận" in words_on(screen)
    screen.main_action()  # the receipt is enough for the person of the dossier
    expected = {"to": "Đặng Văn Ớt", "id_number": ""}
    assert ("act", "d0011", "hand-over", expected) in world.done


def test_somebody_elses_number_is_always_wanted(screen: HandoverScreen, world: World) -> None:
    screen.scan(barcode(world, "d0011"))
    write(screen.collector.name, "Vương Nguyễn Bảo Uyển")
    write(screen.collector.authority, "UQ 12/2026")
    screen.main_action()
    screen.main_action()
    assert "act" not in world.names()
    assert "phải ghi số giấy tờ" in words_on(screen)
    write(screen.collector.number, "099195000044")
    screen.main_action()
    assert "act" in world.names()


def test_without_a_result_nothing_is_handed_over(screen: HandoverScreen, world: World) -> None:
    screen.scan(barcode(world, "d0003"))
    screen.scan(CARD_SCAN)
    assert "code" in [gap.field for gap in screen.missing.shown]
    screen.main_action()
    assert "act" not in world.names()


def test_another_collector_needs_a_paper(screen: HandoverScreen, world: World) -> None:
    screen.scan(barcode(world, "d0011"))
    screen.scan(CARD_SCAN)  # somebody else's card
    assert [gap.field for gap in screen.missing.shown] == ["authority"]
    screen.main_action()
    assert "act" not in world.names()
    assert screen.collector.authority.hasFocus()
    write(screen.collector.authority, "UQ 12/2026")
    screen.main_action()
    expected = {
        "to": "Nguyễn Thị Thùy Dương",
        "id_number": "099190012345",
        "reason": "UQ 12/2026",
    }
    assert ("act", "d0011", "hand-over", expected) in world.done


def test_an_unknown_code_is_said_and_the_next_scan_waits(screen: HandoverScreen, kit: Kit) -> None:
    screen.look_up("0000000000000000")
    assert screen.error.title
    assert kit.hold.held
    screen.escape()
    assert not kit.hold.held


def test_what_failed_halfway_leaves_the_rest_on_the_counter(
    screen: HandoverScreen, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = dossier(21, Status.DONE, 1, submitter=PEOPLE[1])
    world.dossiers[other.uid] = other
    for uid in ("d0011", other.uid):
        screen.scan(barcode(world, uid))
    screen.scan(PEOPLE[1].personal_id)
    do = world.act

    def act(uid: str, action: str, /, **arguments: object) -> DossierView:
        if uid == other.uid:
            raise VoidedError(code="1", action=action)
        return do(uid, action, **arguments)

    ports = world.window_ports().handover
    monkeypatch.setattr(screen, "_ports", replace(ports, act=act))
    screen.main_action()
    assert screen.error.title
    assert [card.view.dossier.uid for card in screen.cards] == [other.uid]


def test_hand_over_takes_at_most_three_keys(bench: Bench, hands: Hands) -> None:
    shell = bench.shell()
    hands.key(Qt.Key.Key_F7)
    hands.scan(barcode(bench.world, "d0011"))
    hands.scan(PEOPLE[1].personal_id)
    hands.key(Qt.Key.Key_F9)
    assert "act" in bench.world.names()
    assert shell.handover.cards == ()
    assert hands.count <= 3
