"""The fields of a procedure's declaration, the papers they call for, and what may be bounced."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desk.app import seat as room
from desk.app.seat import Seat
from desk.ui.dossier.page import DossierScreen
from desk.ui.kit import Kit
from desk.ui.parts.buttons import Segments
from desk.ui.pictures import settle
from desk.ui.receive.page import ReceivePage
from tests.ui.hands import press, stand, write

BIRTH, MARITAL, EXTRACT = "1.001193", "1.004873", "2.000635"
CARD = "001199012345||Nguyễn Thị Ví Dụ|08031999|Nữ|Số 1 phố Thử, Phường Mẫu Giáo|01012023"


@pytest.fixture
def page(kit: Kit, seat: Seat, qtbot: QtBot) -> ReceivePage:
    made = ReceivePage(kit, room.window_ports(seat).receive)
    qtbot.addWidget(made)
    made.resize(1134, 680)
    stand(made, qtbot)
    made.scan(CARD)
    return made


def choose(page: ReceivePage, seat: Seat, code: str) -> None:
    page.procedure.choose(seat.work.rules.catalogue.get(code))
    page.procedure.mark_all()
    page.refresh_preview()


def answer(page: ReceivePage, key: str, text: str) -> QWidget:
    page.go_to(f"answers.{key}")
    field = QApplication.focusWidget()
    assert field is not None
    write(field, text)
    page.refresh_preview()
    return field


def rules(page: ReceivePage) -> list[str]:
    page.refresh_preview()
    return [finding.rule for finding in page.summary.checks.shown]


def segments(page: ReceivePage, name: str) -> Segments:
    found = [s for s in page.procedure.answers.findChildren(Segments) if name in s.accessibleName()]
    assert len(found) == 1
    return found[0]


def values(page: ReceivePage) -> dict[str, str]:
    return {each.key: each.value for each in page.new().answers}


def words_on(page: QWidget) -> str:
    settle()
    return " ".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def test_answers_go_from_the_page_into_the_log_and_onto_the_dossier(
    page: ReceivePage, kit: Kit, seat: Seat, qtbot: QtBot
) -> None:
    choose(page, seat, BIRTH)
    answer(page, "child_name", "Gao Nep")
    answer(page, "child_birth", "20112026")
    page.main_action()
    uid = page.band.uid
    kept = seat.open(uid).dossier.answers
    assert [(a.key, a.label, a.value) for a in kept] == [
        ("child_name", "Họ, chữ đệm, tên trẻ", "Gao Nep"),
        ("child_birth", "Ngày sinh của trẻ", "2026-11-20"),
    ]
    assert page.new().answers == ()
    screen = DossierScreen(kit, room.window_ports(seat).dossier)
    qtbot.addWidget(screen)
    screen.open(uid)
    screen.show()
    assert "20/11/2026" in words_on(screen.answers)


def test_a_date_that_is_none_is_said_beside_it_and_holds_f9_back(
    page: ReceivePage, seat: Seat
) -> None:
    choose(page, seat, BIRTH)
    field = answer(page, "child_birth", "hom qua")
    press(field, Qt.Key.Key_Tab)
    assert [gap.field for gap in page.gaps()] == ["answers.child_birth"]
    assert "31/01/1999" in page.wrong()["answers.child_birth"]
    page.main_action()
    assert page.band.uid == ""
    assert field.hasFocus()


def test_what_is_required_only_warns_and_leads_there(page: ReceivePage, seat: Seat) -> None:
    choose(page, seat, BIRTH)
    assert page.gaps() == ()
    assert rules(page) == ["to-khai-chua-du"]
    page.summary.checks.asked.emit("answers")
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Họ, chữ đệm, tên trẻ (cần)"
    page.main_action()
    assert page.band.uid


def test_a_question_appears_when_the_answer_before_it_calls_for_it(
    page: ReceivePage, seat: Seat
) -> None:
    choose(page, seat, BIRTH)
    assert "Họ tên cha" not in words_on(page.procedure.answers)
    segments(page, "Ghi tên cha").choose("có", tell=True)
    assert "Họ tên cha" in words_on(page.procedure.answers)
    answer(page, "father_name", "Gao Te")
    segments(page, "Ghi tên cha").choose("không", tell=True)
    assert "father_name" not in values(page)


def test_a_paper_is_offered_when_its_condition_is_so(page: ReceivePage, seat: Seat) -> None:
    page.procedure.choose(seat.work.rules.catalogue.get(BIRTH))
    witness = next(r for r in page.procedure.papers.rows if "người làm chứng" in r.rule.name)
    settle()
    assert witness.tick.isHidden()
    segments(page, "giấy chứng sinh").choose("không", tell=True)
    settle()
    assert not witness.tick.isHidden()
    page.procedure.mark_all()
    assert witness.tick.isChecked()
    assert "khai-sinh-khong-giay-chung-sinh" in rules(page)


def test_who_acts_for_another_is_asked_for_the_paper(page: ReceivePage, seat: Seat) -> None:
    choose(page, seat, EXTRACT)
    proxy = next(r for r in page.procedure.papers.rows if r.rule.condition == "nộp thay")
    settle()
    assert proxy.tick.isHidden()
    page.person.for_other.setChecked(True)
    settle()
    assert not proxy.tick.isHidden()
    assert "ho-tich-uy-quyen" in rules(page)


def test_a_late_birth_is_said_with_its_ground(page: ReceivePage, seat: Seat) -> None:
    choose(page, seat, BIRTH)
    answer(page, "child_birth", "01012026")
    assert "khai-sinh-qua-han" in rules(page)
    assert "Luật Hộ tịch 60/2014/QH13 Điều 15" in words_on(page.summary)


def test_what_was_answered_stays_when_the_procedure_is_changed(
    page: ReceivePage, seat: Seat
) -> None:
    choose(page, seat, BIRTH)
    answer(page, "child_name", "Gao Nep")
    choose(page, seat, "1.003583")
    assert values(page) == {"child_name": "Gao Nep"}


def test_a_draft_brings_its_answers_back_and_a_cleared_form_its_letters(
    page: ReceivePage, seat: Seat
) -> None:
    choose(page, seat, MARITAL)
    answer(page, "copies", "zwei")
    draft = page.draft()
    page.clear_form()
    assert page.new().answers == ()
    page.bring_back()
    assert page.procedure.answers.texts()["copies"] == "zwei"
    page.show_draft(*draft)
    assert page.procedure.answers.texts()["copies"] == ""
