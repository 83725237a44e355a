from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desk.domain.collection import Collecting
from desk.domain.dossier import IllegalMoveError
from desk.domain.records import Status
from desk.domain.warning import Warning_
from desk.ui.handover.page import HandoverScreen
from desk.ui.kit import Kit
from desk.ui.page import Undo
from desk.ui.pictures import settle
from tests.ui.conftest import Bench
from tests.ui.hands import Hands, press, stand, write
from tests.ui.invented import CARD_SCAN, NOW, PEOPLE, dossier
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


def test_the_scan_target_has_the_cursor(screen: HandoverScreen) -> None:
    assert screen.code.hasFocus()
    assert [gap.field for gap in screen.missing.shown] == ["code"]


def test_scan_scan_f9(screen: HandoverScreen, world: World) -> None:
    said: list[str] = []
    screen.changed.connect(said.append)
    screen.scan(barcode(world, "d0011"))
    screen.scan(PEOPLE[1].personal_id)  # whose dossier it is
    assert not screen.missing.shown
    screen.main_action()
    who = Collecting(to="Đặng Văn Ớt", id_number=PEOPLE[1].personal_id)
    assert ("collect", ("d0011",), who, {"d0011": ()}, False) in world.done
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
    assert [fact[1] for fact in acts(world)] == [("d0011", other.uid)]  # one act, one transaction


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


def test_originals_to_give_back_are_ticked_in_one_key(
    screen: HandoverScreen, world: World, hands: Hands
) -> None:
    world.goes_back["d0011"] = ("Bản gốc giấy chứng nhận", "Trích lục khai tử")
    screen.scan(barcode(world, "d0011"))
    screen.scan(PEOPLE[1].personal_id)
    assert [gap.field for gap in screen.missing.shown] == ["original"]
    hands.key(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert not screen.missing.shown
    screen.main_action()
    (act,) = acts(world)
    assert act[3] == {"d0011": ("Bản gốc giấy chứng nhận", "Trích lục khai tử")}


def test_originals_are_asked_for_once_and_never_claimed_to_be_back(
    screen: HandoverScreen, world: World
) -> None:
    world.goes_back["d0011"] = ("Bản gốc giấy chứng nhận",)
    screen.scan(barcode(world, "d0011"))
    screen.scan(PEOPLE[1].personal_id)
    screen.main_action()
    assert not acts(world)
    screen.main_action()
    (act,) = acts(world)
    assert act[3] == {"d0011": ()}


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


def owing(screen: HandoverScreen, world: World, amount: int = 100_000) -> None:
    world.dossiers["d0011"] = replace(world.dossiers["d0011"], fee=amount, fee_paid=0)
    screen.scan(barcode(world, "d0011"))
    screen.scan(PEOPLE[1].personal_id)


def test_money_is_said_to_be_taken_in_one_key(screen: HandoverScreen, world: World) -> None:
    owing(screen, world)
    assert [gap.field for gap in screen.missing.shown] == ["fee"]
    press(screen.code, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    assert not screen.missing.shown
    screen.main_action()
    assert ("paid", ("d0011",)) in world.done


def test_money_is_never_claimed_to_be_taken_and_what_is_owed_is_said(
    screen: HandoverScreen, world: World
) -> None:
    said: list[str] = []
    screen.changed.connect(said.append)
    owing(screen, world)
    (card,) = screen.cards
    press(screen.code, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert not card.paid.isChecked()  # all papers are not the money
    screen.go_to("fee")
    assert card.paid.hasFocus()
    screen.main_action()
    assert ("paid", ()) in world.done
    assert said == ["Đã trả 1 kết quả cho Đặng Văn Ớt; chưa thu 100.000 đ"]


def test_where_nothing_is_owed_nothing_is_asked(screen: HandoverScreen, world: World) -> None:
    owing(screen, world, 0)
    (card,) = screen.cards
    assert not card.paid.isVisible()
    press(screen.code, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    screen.main_action()
    assert ("paid", ()) in world.done


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
    assert "collect" not in world.names()
    assert screen.collector.number.hasFocus()
    assert "Chưa ghi số giấy tờ của người nhận" in words_on(screen)
    screen.main_action()  # the receipt is enough for the person of the dossier
    (act,) = acts(world)
    assert act[2] == Collecting(to="Đặng Văn Ớt")


def test_somebody_elses_number_is_always_wanted(screen: HandoverScreen, world: World) -> None:
    screen.scan(barcode(world, "d0011"))
    write(screen.collector.name, "Vương Nguyễn Bảo Uyển")
    write(screen.collector.authority, "UQ 12/2026")
    screen.main_action()
    screen.main_action()
    assert "collect" not in world.names()
    assert "phải ghi số giấy tờ" in words_on(screen)
    write(screen.collector.number, "099195000044")
    screen.main_action()
    assert "collect" in world.names()


def test_without_a_result_nothing_is_handed_over(screen: HandoverScreen, world: World) -> None:
    screen.scan(barcode(world, "d0003"))
    screen.scan(CARD_SCAN)
    assert "code" in [gap.field for gap in screen.missing.shown]
    screen.main_action()
    assert "collect" not in world.names()


def test_another_collector_needs_a_paper(screen: HandoverScreen, world: World) -> None:
    screen.scan(barcode(world, "d0011"))
    screen.scan(CARD_SCAN)  # somebody else's card
    assert [gap.field for gap in screen.missing.shown] == ["authority"]
    screen.main_action()
    assert "collect" not in world.names()
    assert screen.collector.authority.hasFocus()
    write(screen.collector.authority, "UQ 12/2026")
    screen.main_action()
    (act,) = acts(world)
    assert act[2] == Collecting(
        to="Nguyễn Thị Thùy Dương",
        id_number="099190012345",
        authority="Giấy ủy quyền số UQ 12/2026, của Đặng Văn Ớt",
    )


def test_an_unknown_code_is_said_and_the_next_scan_waits(screen: HandoverScreen, kit: Kit) -> None:
    screen.look_up("0000000000000000")
    assert screen.error.title
    assert kit.hold.held
    screen.escape()
    assert not kit.hold.held


def test_what_another_counter_was_quicker_with_stays_here_and_says_so(
    screen: HandoverScreen, world: World
) -> None:
    other = dossier(21, Status.DONE, 1, submitter=PEOPLE[1])
    world.dossiers[other.uid] = other
    for uid in ("d0011", other.uid):
        screen.scan(barcode(world, uid))
    screen.scan(PEOPLE[1].personal_id)
    world.fails["collect"] = IllegalMoveError(code="1", action="hand-over", status=10, starts=(9,))
    gone = replace(other, status=Status.RETURNED, returned_at=NOW, collector="Đặng Văn Ớt")
    world.dossiers[other.uid] = gone
    screen.main_action()
    assert screen.error.title
    assert [card.view.dossier.uid for card in screen.cards] == ["d0011", other.uid]
    assert [card.ready for card in screen.cards] == [True, False]
    assert "Đã trả 09:41 23/11/2026 cho Đặng Văn Ớt" in words_on(screen)
    del world.fails["collect"]
    screen.escape()
    screen.main_action()
    assert acts(world)[-1][1] == ("d0011",)


def test_esc_lays_everything_out_again(screen: HandoverScreen, world: World) -> None:
    offered: list[Undo] = []
    screen.undoable.connect(offered.append)
    screen.scan(barcode(world, "d0011"))
    screen.scan(CARD_SCAN)
    write(screen.collector.authority, "12")
    assert screen.escape()
    assert not screen.cards
    assert screen.collector.to == ""
    offered[0].back()
    assert [card.view.dossier.uid for card in screen.cards] == ["d0011"]
    assert screen.cards[0].slip.isChecked()
    assert screen.collector.to == "Nguyễn Thị Thùy Dương"
    assert screen.collector.paper == "Giấy ủy quyền số 12, của Đặng Văn Ớt"


def test_a_hand_over_by_mistake_is_taken_back(screen: HandoverScreen, world: World) -> None:
    offered: list[Undo] = []
    screen.undoable.connect(offered.append)
    screen.scan(barcode(world, "d0011"))
    screen.scan(PEOPLE[1].personal_id)
    screen.main_action()
    offered[0].back()
    assert ("take_back", ("d0011",)) in world.done
    assert [card.ready for card in screen.cards] == [True]
    assert screen.rating.isHidden()


def test_a_voided_dossier_says_so_at_its_place(screen: HandoverScreen, world: World) -> None:
    world.dossiers["d0011"] = replace(world.dossiers["d0011"], voided=True)
    screen.look_up("d0011")
    assert "Hồ sơ đã hủy, không có kết quả để trả" in words_on(screen)
    assert "code" in [gap.field for gap in screen.missing.shown]


# -- a stranger --------------------------------------------------------------------------------


def test_a_stranger_is_blocked_with_the_names_of_who_may(
    screen: HandoverScreen, world: World
) -> None:
    screen.scan(barcode(world, "d0011"))
    screen.scan(CARD_SCAN)
    said = words_on(screen)
    assert "chưa được trả" in said
    assert "Được nhận: Đặng Văn Ớt" in said
    assert screen.collector.blocked
    assert screen.collector.authority.hasFocus()  # the way out is asked for at once


def test_a_paper_is_its_number_or_its_day(screen: HandoverScreen, world: World) -> None:
    screen.scan(barcode(world, "d0011"))
    screen.scan(CARD_SCAN)
    screen.collector.day.setFocus()
    write(screen.collector.day, "99")
    press(screen.collector.day, Qt.Key.Key_Tab)
    assert "20/11" in words_on(screen)
    assert screen.collector.paper == ""
    screen.collector.day.setText("")
    screen.collector.day.setFocus()
    write(screen.collector.day, "2011")
    press(screen.collector.day, Qt.Key.Key_Tab)
    assert screen.collector.day.text() == "20/11/2026"
    assert screen.collector.paper == "Giấy ủy quyền ngày 20/11/2026, của Đặng Văn Ớt"


def test_another_card_forgets_the_paper_of_the_one_before(
    screen: HandoverScreen, world: World
) -> None:
    screen.scan(barcode(world, "d0011"))
    screen.scan(CARD_SCAN)
    write(screen.collector.authority, "12")
    screen.scan(PEOPLE[2].personal_id)
    assert screen.collector.authority.text() == ""


def test_step_25_takes_at_most_twelve_keys(bench: Bench, hands: Hands) -> None:
    shell = bench.shell()
    hands.key(Qt.Key.Key_F7)
    hands.scan(barcode(bench.world, "d0011"))
    hands.scan(CARD_SCAN)
    hands.type("12/26")
    hands.key(Qt.Key.Key_Tab)
    hands.type("2011")
    hands.key(Qt.Key.Key_F9)
    (act,) = acts(bench.world)
    assert act[2].authority == "Giấy ủy quyền số 12/26 ngày 20/11/2026, của Đặng Văn Ớt"
    assert shell.handover.cards == ()
    assert hands.count <= 12


def test_step_24_three_results_take_two_keys(bench: Bench, hands: Hands) -> None:
    for number in (21, 31):
        made = dossier(number, Status.DONE, 1, submitter=PEOPLE[1])
        bench.world.dossiers[made.uid] = made
    bench.shell()
    hands.key(Qt.Key.Key_F7)
    for uid in ("d0011", "d0021", "d0031"):
        hands.scan(barcode(bench.world, uid))
    hands.scan(PEOPLE[1].personal_id)
    hands.key(Qt.Key.Key_F9)
    (act,) = acts(bench.world)
    assert act[1] == ("d0011", "d0021", "d0031")
    assert hands.count <= 2


# -- afterwards --------------------------------------------------------------------------------


def test_satisfaction_is_answered_in_one_key(
    screen: HandoverScreen, world: World, hands: Hands, qtbot: QtBot
) -> None:
    screen.scan(barcode(world, "d0011"))
    screen.scan(PEOPLE[1].personal_id)
    screen.main_action()
    assert "Đặng Văn Ớt hài lòng" in words_on(screen)
    hands.key(Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: "rate" in world.names())
    assert ("rate", ("d0011",), 4) in world.done
    assert screen.rating.isHidden()


def test_the_next_citizen_ends_the_question(screen: HandoverScreen, world: World) -> None:
    screen.scan(barcode(world, "d0011"))
    screen.scan(PEOPLE[1].personal_id)
    screen.main_action()
    screen.scan(barcode(world, "d0012"))
    assert screen.rating.isHidden()
    assert "rate" not in world.names()


def test_f8_prints_the_receipt_for_what_just_went(screen: HandoverScreen, world: World) -> None:
    assert not screen.print_again()
    screen.scan(barcode(world, "d0011"))
    screen.scan(PEOPLE[1].personal_id)
    screen.main_action()
    assert screen.print_again()
    assert ("print_form", "d0011", "handover") in world.done


def test_hand_over_takes_at_most_three_keys(bench: Bench, hands: Hands) -> None:
    shell = bench.shell()
    hands.key(Qt.Key.Key_F7)
    hands.scan(barcode(bench.world, "d0011"))
    hands.scan(PEOPLE[1].personal_id)
    hands.key(Qt.Key.Key_F9)
    assert "collect" in bench.world.names()
    assert shell.handover.cards == ()
    assert hands.count <= 3
