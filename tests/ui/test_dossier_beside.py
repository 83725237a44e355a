"""What stands beside a dossier's record: neighbours, dates, closed doors, other programs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from desk.domain.collection import MendTooLateError
from desk.domain.events import Change
from desk.domain.records import RegisterLine, Status
from desk.domain.views import DossierView, DueChange, Linked
from desk.domain.warning import Warning_
from desk.ui.dossier.page import DossierScreen
from desk.ui.kit import Kit
from desk.ui.parts.buttons import KeyButton
from desk.ui.pictures import settle
from tests.ui.conftest import Bench
from tests.ui.hands import Hands, press, stand, write
from tests.ui.invented import NOW
from tests.ui.world import World


@pytest.fixture
def screen(kit: Kit, world: World, qtbot: QtBot) -> DossierScreen:
    made = DossierScreen(kit, world.window_ports().dossier)
    qtbot.addWidget(made)
    made.resize(1134, 645)
    stand(made, qtbot)
    return made


def words_on(screen: DossierScreen) -> str:
    settle()
    return " ".join(each.text() for each in screen.findChildren(QLabel) if each.isVisible())


def show(screen: DossierScreen, view: DossierView) -> None:
    screen.show_view(view)
    settle()


def test_where_the_paper_is_stands_in_the_head(screen: DossierScreen, world: World) -> None:
    world.dossiers["d0011"] = replace(
        world.dossiers["d0011"], shelf="B12", aliases=("G09.20-000123",)
    )
    screen.open("d0011")
    said = words_on(screen)
    assert "Kết quả ở ô B12" in said
    assert "Mã khác: G09.20-000123" in said


def test_how_the_result_went_is_told(screen: DossierScreen, world: World) -> None:
    world.dossiers["d0011"] = replace(
        world.dossiers["d0011"],
        status=Status.RETURNED,
        returned_at=NOW,
        collector="Lê Hoàng Kỳ Duyên",
        collector_id="099301000022",
        collector_authority="Giấy ủy quyền số 12",
        collector_signature="ab" * 32,
        originals_returned=("Bản gốc giấy chứng nhận",),
        reminders=(NOW - timedelta(days=3), NOW - timedelta(days=1)),
        rating=4,
        register=(RegisterLine(register="copy", book="1/2026", line=7, pages=3, copies=2),),
    )
    screen.open("d0011")
    said = words_on(screen)
    for part in (
        "Lê Hoàng Kỳ Duyên · 099301000022",
        "Giấy ủy quyền số 12",
        "đã ký trên màn hình",
        "Bản gốc giấy chứng nhận",
        "2 lần, lần cuối",
        "4/5",
        "Chứng thực bản sao",
        "Quyển 1/2026, số 7 · 3 trang, 2 bản",
    ):
        assert part in said


def test_dossiers_that_belong_together_open_each_other(screen: DossierScreen, world: World) -> None:
    other = world.dossiers["d0003"]
    link = Linked(
        relation="corrects",
        uid=other.uid,
        code=other.code,
        name=other.subject.name,
        procedure_name=other.procedure_name,
        status=other.status,
    )
    show(screen, replace(world.open("d0001"), linked=(link,)))
    assert "Đính chính kết quả của" in words_on(screen)
    next(b for b in screen.findChildren(KeyButton) if b.words == other.code).click()
    assert screen.view is not None
    assert screen.view.dossier.uid == other.uid
    assert screen.linked.isHidden()  # that one has no neighbours


def test_every_later_date_is_told_with_who_moved_it(
    screen: DossierScreen, world: World, qtbot: QtBot
) -> None:
    dues = (
        DueChange(at=NOW, type="Received", due_at=NOW, actor="Lan", lines=("Nhận lúc 9 giờ",)),
        DueChange(
            at=NOW + timedelta(days=1),
            type="Extended",
            due_at=NOW + timedelta(days=5),
            actor="Minh",
            lines=("xác minh tại địa phương",),
        ),
    )
    show(screen, replace(world.open("d0001"), dues=dues))
    assert "xác minh tại địa phương" not in words_on(screen)
    press(screen, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Nhận lúc 9 giờ" in words_on(screen))
    said = words_on(screen)
    assert "Gia hạn (Minh)" in said
    assert "xác minh tại địa phương" in said


def test_why_a_step_is_not_offered_is_told_when_asked(screen: DossierScreen, world: World) -> None:
    why = Warning_(code="NotAllowedError", facts=(("action", "apologise"), ("role", "counter")))
    show(screen, replace(world.open("d0001"), closed=(("apologise", why),)))
    assert not screen.closed.told
    screen.closed.toggle.click()
    assert "Xin lỗi, hẹn lại ngày: " in words_on(screen)
    assert screen.closed.told


def test_a_correction_is_told_with_before_and_after(screen: DossierScreen, world: World) -> None:
    view = world.open("d0001")
    change = Change(field="submitter.birth_date", before="1985-11-02", after="1985-11-03")
    entry = replace(view.timeline[-1], type="Corrected", changes=(change,))
    show(screen, replace(view, timeline=(*view.timeline, entry)))
    assert "Ngày sinh: 02/11/1985 → 03/11/1985" in words_on(screen)


def test_what_stands_now_is_shown_beside_what_shall_stand(screen: DossierScreen) -> None:
    screen.open("d0001")
    screen.step("correct")
    lines = {each.accessibleName(): each for each in screen.correct.findChildren(QLineEdit)}
    assert "Đang ghi" not in words_on(screen)
    lines["Điện thoại"].setText("0911111111")
    assert "Đang ghi: 0900000456" in words_on(screen)
    lines["Điện thoại"].setText("0900000456")
    assert "Đang ghi" not in words_on(screen)


# -- other programs ----------------------------------------------------------------------------


def test_one_key_copies_each_field_in_its_turn(
    screen: DossierScreen, world: World, hands: Hands
) -> None:
    screen.open("d0001")
    hands.key(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert "Ctrl+K chép lần lượt 4 ô; ô đầu: Mã hồ sơ" in words_on(screen)
    copied = []
    for _ in range(5):
        hands.key(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        copied.append(QGuiApplication.clipboard().text())
    one = world.dossiers["d0001"]
    assert copied == [one.code, one.subject.name, "02/11/1985", one.submitter.phone, one.code]
    assert "Đã chép 1/4 · Mã hồ sơ" in screen.helper.said


def test_a_click_copies_any_field_and_the_key_goes_on_from_there(
    screen: DossierScreen,
) -> None:
    screen.open("d0001")
    screen.copy_next()
    next(b for b in screen.helper.findChildren(KeyButton) if b.words == "Ngày sinh").click()
    assert QGuiApplication.clipboard().text() == "02/11/1985"
    screen.copy_next()
    assert "Điện thoại (người nộp)" in screen.helper.said


def test_each_program_has_its_own_order(screen: DossierScreen) -> None:
    screen.open("d0001")
    screen.copy_next()
    screen.helper._choose("khac")  # noqa: SLF001 - the tab's own slot
    assert [piece.key for piece in screen.helper.pieces] == ["code", "procedure_name"]


def test_their_code_is_scanned_once_and_ours_never_taken_for_it(
    screen: DossierScreen, world: World
) -> None:
    screen.open("d0001")
    assert not screen.scan("KS-2026-000123")  # nobody types it anywhere now
    screen.copy_next()
    assert not screen.scan(world.dossiers["d0003"].barcode)
    assert screen.scan("KS-2026-000123")
    assert ("act", "d0001", "alias", {"id_number": "KS-2026-000123"}) in world.done
    write(screen.helper.alias, "KS-2026-000124")
    press(screen.helper.alias, Qt.Key.Key_Return)
    assert [fact[3] for fact in world.done if fact[0] == "act"][-1] == {
        "id_number": "KS-2026-000124"
    }


def test_leaving_takes_the_citizens_facts_off_the_clipboard(screen: DossierScreen) -> None:
    screen.open("d0001")
    screen.copy_next()
    screen.copy_next()
    assert QGuiApplication.clipboard().text()
    assert screen.escape()
    assert QGuiApplication.clipboard().text() == ""
    assert screen.helper.isHidden()


# -- a wrong result ----------------------------------------------------------------------------


def test_a_wrong_result_is_received_again_for_nothing(bench: Bench) -> None:
    bench.world.dossiers["d0011"] = replace(
        bench.world.dossiers["d0011"], status=Status.RETURNED, returned_at=NOW
    )
    shell = bench.shell()
    shell.open("d0011")
    shell.dossier.step("mend")
    assert shell.shown == "receive"
    new = shell.receive.new()
    assert new.corrects == "d0011"
    assert new.uid == "mended"
    assert new.submitter.name == bench.world.dossiers["d0011"].submitter.name
    assert new.fee == 0


def test_too_late_the_rule_is_named_and_the_dossier_stays(
    screen: DossierScreen, world: World
) -> None:
    world.fails["mend"] = MendTooLateError(
        code="1", returned="20/11/2026", until="25/11/2026", days=3, basis="Nghị định 118/2025"
    )
    screen.open("d0011")
    screen.step("mend")
    assert screen.error.title == "Đã quá hạn đính chính không thu phí"
    assert "Nghị định 118/2025" in words_on(screen)
