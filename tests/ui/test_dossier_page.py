from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desk.domain.dossier import IllegalMoveError
from desk.domain.records import VN, Party, Status, SupplementRequest
from desk.domain.views import Foreseen
from desk.domain.warning import Warning_
from desk.ui import words
from desk.ui.dossier.page import DossierScreen
from desk.ui.kit import Kit
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.reasons import Reasoned, Ticked
from desk.ui.parts.steps import STEPS, StepPanel, in_order
from desk.ui.pictures import settle
from tests.domain.rule_files import calendar
from tests.ui.hands import press, stand, write
from tests.ui.invented import NOW, actions
from tests.ui.world import FORMS, World


@pytest.fixture
def screen(kit: Kit, world: World, qtbot: QtBot) -> DossierScreen:
    made = DossierScreen(kit, world.window_ports().dossier)
    qtbot.addWidget(made)
    made.resize(1134, 645)
    stand(made, qtbot)
    return made


def words_on(screen: QWidget) -> str:
    settle()
    return " ".join(each.text() for each in screen.findChildren(QLabel) if each.isVisible())


def test_without_a_dossier_the_page_teaches_how_to_open_one(screen: DossierScreen) -> None:
    assert "F3" in words_on(screen)


def test_the_head_says_who_what_and_how_it_stands(screen: DossierScreen) -> None:
    screen.open("d0001")
    said = words_on(screen)
    for part in ("H26.033.15-261119-1001", "Đặng Văn Ớt", "099085000011", "Đăng ký kết hôn"):
        assert part in said
    assert screen.header._status.text == "Đang xử lý"  # noqa: SLF001 - painted words
    assert screen.header._due.text == "quá hạn 3 ngày"  # noqa: SLF001 - painted words


def test_the_story_is_told_newest_first(screen: DossierScreen) -> None:
    screen.open("d0001")
    assert screen.timeline.told[-1].startswith("Tiếp nhận hồ sơ, hẹn trả kết quả 17:00")
    assert screen.timeline.told[0].startswith("Công dân đã bổ sung đủ")


def test_steps_come_from_the_dossier(screen: DossierScreen) -> None:
    screen.open("d0009")
    assert list(screen.header.steps) == ["supplemented"]
    screen.open("d0001")
    assert list(screen.header.steps) == ["finish", "forward", "supplement", "fee"]


def test_f9_does_the_first_step(screen: DossierScreen, world: World) -> None:
    screen.open("d0003")
    screen.main_action()
    assert ("act", "d0003", "finish", {}) in world.done
    assert screen.view is not None
    assert screen.view.dossier.status is Status.DONE


def test_a_step_asks_inside_the_page_and_needs_its_reason(
    screen: DossierScreen, world: World
) -> None:
    screen.open("d0001")
    screen.step("reject")
    reason = screen.panel.findChild(QPlainTextEdit)
    assert isinstance(reason, QPlainTextEdit)
    assert reason.hasFocus()
    screen.main_action()
    assert "act" not in world.names()
    write(reason, "khong du dieu kien")
    press(reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert ("act", "d0001", "reject", {"reason": "khong du dieu kien"}) in world.done


def test_a_new_due_date_is_read_as_it_is_typed(screen: DossierScreen, world: World) -> None:
    screen.open("d0001")
    screen.step("apologise")
    due = screen.panel.findChild(QLineEdit)
    reason = screen.panel.findChild(QPlainTextEdit)
    assert isinstance(due, QLineEdit)
    assert isinstance(reason, QPlainTextEdit)
    write(due, "30/11")
    write(reason, "cho xac minh")
    screen.main_action()
    given = datetime(2026, 11, 30, 17, tzinfo=VN)
    assert ("act", "d0001", "apologise", {"due": given, "reason": "cho xac minh"}) in world.done


def test_the_fee_that_was_asked_for_is_offered(screen: DossierScreen, world: World) -> None:
    screen.open("d0010")
    screen.step("paid")
    screen.main_action()
    assert ("act", "d0010", "paid", {"amount": 100_000}) in world.done


def test_what_the_law_forbids_is_said_above_and_nothing_changes(
    screen: DossierScreen, world: World
) -> None:
    screen.open("d0003")
    world.fails["act"] = IllegalMoveError(code="1", action="finish", status=8, starts=(2, 4))
    screen.main_action()
    assert screen.error.title
    assert screen.escape()
    assert not screen.error.title


def test_what_was_asked_for_is_offered_as_what_was_brought(
    screen: DossierScreen, world: World
) -> None:
    asked = SupplementRequest(
        number="01/PBS", asked_at=NOW, reason="thiếu", items=("Giấy chứng sinh", "Căn cước")
    )
    world.dossiers["d0009"] = replace(world.dossiers["d0009"], supplements=(asked,))
    screen.open("d0009")
    screen.main_action()
    brought = screen.panel.findChild(QPlainTextEdit)
    assert isinstance(brought, QPlainTextEdit)
    assert brought.toPlainText() == "Giấy chứng sinh\nCăn cước"
    brought.setPlainText("Giấy chứng sinh:1:2")
    screen.main_action()
    assert ("act", "d0009", "supplemented", {"items": ("Giấy chứng sinh:1:2",)}) in world.done


def test_a_correction_carries_only_what_was_changed(screen: DossierScreen, world: World) -> None:
    screen.open("d0001")
    screen.step("correct")
    lines = {each.accessibleName(): each for each in screen.correct.findChildren(QLineEdit)}
    lines["Ngày sinh"].setText("03111985")
    lines["Thư điện tử"].setText(" thu@example.test ")
    reason = screen.correct.findChild(QPlainTextEdit)
    assert isinstance(reason, QPlainTextEdit)
    write(reason, "go nham")
    screen.main_action()
    changes = (
        ("submitter.birth_date", "1985-11-03"),
        ("submitter.email", "thu@example.test"),
    )
    assert ("act", "d0001", "correct", {"reason": "go nham", "changes": changes}) in world.done


def test_f8_prints_the_receipt_again(screen: DossierScreen, world: World) -> None:
    jobs: list[int] = []
    screen.printed.connect(jobs.append)
    screen.open("d0001")
    screen.print_again()
    assert ("print_form", "d0001", "receipt") in world.done
    assert jobs == [1]


def test_only_papers_that_the_story_gives_content_to_are_offered(screen: DossierScreen) -> None:
    screen.open("d0001")
    settle()
    button = next(b for b in screen.findChildren(KeyButton) if b.key == "F8")
    menu = button.findChild(QMenu)
    assert isinstance(menu, QMenu)
    said = [each.text() for each in menu.actions()]
    assert said == [words.form(name) for name in FORMS]
    assert not any("Mẫu 03" in each for each in said)


@pytest.mark.parametrize(
    ("offered", "first"),
    [
        (("claim", "withdraw", "finish", "supplement"), "claim"),
        (("withdraw", "close", "supplemented", "note"), "supplemented"),
        (("resume", "stop"), "stop"),
        (("void", "note", "correct", "hand-over"), "hand-over"),
    ],
)
def test_the_likeliest_step_is_the_main_one(offered: tuple[str, ...], first: str) -> None:
    assert in_order(offered)[0] == first


def test_no_two_steps_that_are_open_together_share_a_key(world: World) -> None:
    for one in world.dossiers.values():
        keys = [STEPS[action].key for action in actions(one) if STEPS[action].key]
        assert len(keys) == len(set(keys))


def test_f9_pressed_twice_does_not_also_do_the_next_step(
    screen: DossierScreen, world: World, qtbot: QtBot
) -> None:
    screen.open("d0002")
    screen.main_action()
    screen.main_action()
    assert [each[2] for each in world.done if each[0] == "act"] == ["claim"]
    qtbot.waitUntil(lambda: not screen._settling.isActive())  # noqa: SLF001 - a moment later
    screen.main_action()
    assert [each[2] for each in world.done if each[0] == "act"] == ["claim", "finish"]


def test_the_key_of_one_step_pressed_twice_does_no_other(
    screen: DossierScreen, world: World, qtbot: QtBot
) -> None:
    screen.open("d0002")
    settle()
    for _ in range(2):
        press(screen, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
        # A button pressed by its key stays down for a moment.
        qtbot.waitUntil(lambda: not any(b.isDown() for b in screen.findChildren(QAbstractButton)))
    assert [each[2] for each in world.done if each[0] == "act"] == ["claim"]


def test_why_the_date_is_folded_away_until_asked(screen: DossierScreen) -> None:
    screen.open("d0001")
    assert "Chủ nhật" not in words_on(screen)
    screen.due._why.click()  # noqa: SLF001 - pressing the link
    assert "Chủ nhật" in words_on(screen)


def test_an_owner_stands_before_whoever_handed_it_in(screen: DossierScreen, world: World) -> None:
    owner = Party(name="Công ty TNHH Hoa Gạo Đỏ", kind="organisation", tax_code="0100000099")
    world.dossiers["d0001"] = replace(
        world.dossiers["d0001"], owner=owner, authority="Giấy ủy quyền 12"
    )
    screen.open("d0001")
    said = words_on(screen)
    assert said.index("Công ty TNHH Hoa Gạo Đỏ") < said.index("Người nộp thay")
    assert "Giấy ủy quyền 12" in said


# A dossier is struck out by its last digits, and here is none.
@pytest.mark.parametrize("action", sorted(STEPS.keys() - {"void"}))
def test_every_step_can_be_asked_about(action: str, kit: Kit, qtbot: QtBot) -> None:
    panel = StepPanel(kit)
    qtbot.addWidget(panel)
    stand(panel, qtbot)
    given: list[tuple[str, set[str]]] = []
    panel.ready.connect(lambda name, arguments: given.append((name, set(arguments))))
    panel.open(action)
    values = {"due": "30/11", "amount": "15.000"}
    for name, (_, field) in panel._fields.items():
        if isinstance(field.widget, QPlainTextEdit):
            field.widget.setPlainText("chữ")
        elif isinstance(field.widget, Reasoned | Ticked):
            field.widget.lines.setPlainText("chữ")
        else:
            panel.set_argument(name, values.get(name, "chữ"))
    panel.confirm()
    # There are no inner steps to choose from here.
    asked = {ask.argument for ask in STEPS[action].asks} - {"step"}
    assert given == [(action, asked)]


def test_papers_asked_for_too_late_are_warned_of_before(kit: Kit, qtbot: QtBot) -> None:
    panel = StepPanel(kit)
    qtbot.addWidget(panel)
    stand(panel, qtbot)
    panel.open("supplement")
    late = Warning_(code="supplement_late", facts=(("due", "20/11/2026"),))
    panel.foresee(Foreseen(action="supplement", warnings=(late,)))
    assert "Yêu cầu bổ sung khi đã quá hạn 20/11/2026" in words_on(panel)
    assert "vẫn tính hồ sơ là quá hạn" in words_on(panel)


def test_a_day_off_is_asked_about_once(kit: Kit, qtbot: QtBot) -> None:
    panel = StepPanel(kit)
    qtbot.addWidget(panel)
    stand(panel, qtbot)
    given: list[object] = []
    panel.ready.connect(lambda _, arguments: given.append(arguments["due"]))
    panel.open("verify", known={"reason": "chờ xác minh", "due": "28/11 9:00"})
    panel.foresee(Foreseen(action="verify", calendar=calendar()))
    panel.confirm()
    assert given == []
    assert "thứ Bảy, cơ quan không làm việc" in words_on(panel)
    panel.set_argument("due", "29/11 9:00")  # another time is another question
    panel.confirm()
    assert given == []
    panel.confirm()
    assert given == [datetime(2026, 11, 29, 9, tzinfo=VN)]


def test_what_lies_beside_takes_no_room_until_it_is_opened(screen: DossierScreen) -> None:
    screen.open("d0001")
    settle()
    screen.side.put(QLabel("ảnh"))
    assert not screen.side.is_open
    screen.side.open()
    settle()
    assert screen.side.width() > 0
    assert screen.columns.isVisible()
    screen.resize(800, 645)
    settle()
    assert screen.columns.isHidden()  # too narrow for both
    assert screen.escape()
    settle()
    assert screen.columns.isVisible()
    assert not screen.side.is_open


def test_another_dossier_closes_what_lay_beside(screen: DossierScreen) -> None:
    screen.open("d0001")
    first, second = QLabel("một"), QLabel("hai")
    screen.side.put(first)
    screen.side.put(second)
    screen.side.open()
    assert not second.isHidden()
    screen.open("d0003")
    assert not screen.side.is_open
