"""Both sides beside each other, decided by keys alone; the next one follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desk.domain.records import Actor
from desk.domain.review import Decided
from desk.domain.rights import NotAllowedError
from desk.ui.kit import Kit
from desk.ui.page import Undo
from desk.ui.pictures import settle
from desk.ui.review.page import ReviewScreen
from tests.ui.conftest import Bench
from tests.ui.decisions import ALL, PAUSE, PHONE, POISON, SHEET, STEP, TWIN, Decisions
from tests.ui.hands import Hands, stand
from tests.ui.invented import LAN

ADMINISTRATOR = Actor(uid="u8", login="quan-tri", name="Quản Thử Trị", role="administrator")
LEADER = Actor(uid="u9", login="ha", name="Phạm Thử Hà", role="leader")
Open = Callable[..., ReviewScreen]


@pytest.fixture
def decisions() -> Decisions:
    return Decisions(open_=list(ALL))


@pytest.fixture
def open_page(kit: Kit, decisions: Decisions, qtbot: QtBot) -> Open:
    def make(user: Actor = LEADER) -> ReviewScreen:
        page = ReviewScreen(kit, decisions.ports(), user)
        qtbot.addWidget(page)
        page.resize(1134, 645)
        stand(page, qtbot)
        page.refresh()
        settle()
        page.start()
        return page

    return make


def words_on(page: ReviewScreen) -> str:
    settle()
    return " ".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def test_both_sides_stand_beside_each_other_with_who_where_when_and_before(
    open_page: Open,
) -> None:
    page = open_page()
    said = words_on(page)
    for text in ("0911 000 111", "0922 000 222", "0900 000 000", "Quầy này (Quầy 1)", "Quầy 2"):
        assert text in said
    one, two = page.card.sides.cards
    assert one.geometry().top() == two.geometry().top()
    assert one.geometry().right() < two.geometry().left()
    # The list is read over shoulders: it shows no value.
    rows = [page.list.rows.item(at).text() for at in range(page.list.rows.count())]
    assert not [each for each in rows if "0911" in each or "0922" in each]


def test_a_sheet_in_two_papers_is_shown_with_both_and_given_to_one(
    open_page: Open, decisions: Decisions, hands: Hands
) -> None:
    decisions.open_ = [SHEET]
    page = open_page()
    offered: list[Undo] = []
    page.undoable.connect(offered.append)
    said = words_on(page)
    for text in ("TRÍCH LỤC KHAI SINH", "TRÍCH LỤC KHAI TỬ", "Quầy 2", "Một phôi dùng ở hai nơi"):
        assert text in said
    assert "Trước đó" not in said
    hands.key(Qt.Key.Key_Right)
    hands.key(Qt.Key.Key_Right)
    assert "thôi mang số phôi này" in words_on(page)
    page.main_action()
    assert decisions.done == [("sheet:TL:7", "value-2", "")]
    assert not decisions.open_
    settle()
    (undo,) = offered
    undo.back()
    settle()
    assert decisions.open_ == [SHEET]


def test_whose_side_it_is_can_be_read_whole_and_nothing_moves_when_one_is_picked(
    open_page: Open,
) -> None:
    page = open_page()
    tall = page.card.sides.height()
    page.card.step(1)
    settle()
    one, _ = page.card.sides.cards
    said = {each.text(): each for each in one.findChildren(QLabel) if each.isVisible()}
    name = said["Quầy này (Quầy 1)"]
    assert name.fontMetrics().horizontalAdvance(name.text()) <= name.width()
    facts, *marks = (said[e].mapTo(one, QPoint()).y() for e in ("08:11", "Được chọn", "Đang dùng"))
    assert min(marks) > facts
    assert page.card.sides.height() == tall


def test_a_value_is_chosen_by_arrows_decided_by_f9_and_the_next_is_shown(
    open_page: Open, decisions: Decisions, hands: Hands
) -> None:
    page = open_page()
    offered: list[Undo] = []
    page.undoable.connect(offered.append)
    assert not page.go.isEnabled()  # nothing is chosen for anybody
    hands.key(Qt.Key.Key_Right)
    hands.key(Qt.Key.Key_Right)
    assert page.card.value == "value-2"
    assert [each.property("picked") for each in page.card.sides.cards] == [False, True]
    assert "Được chọn" in page.card.sides.cards[1].accessibleName()
    hands.key(Qt.Key.Key_Left)
    assert page.card.value == "value-1"
    hands.key(Qt.Key.Key_Left)
    assert page.card.value == "value-2"
    page.main_action()
    settle()
    assert decisions.done == [("1", "value-2", "")]
    assert page.card.question is STEP
    assert QApplication.focusWidget() is page.list.rows
    # What can be taken back is offered, and comes back into the list.
    (undo,) = offered
    assert "0922" not in undo.said
    undo.back()
    settle()
    assert decisions.done[-1] == ("back", "d0004", "decision-1")
    assert page.list.rows.count() == len(ALL)


def test_a_reason_is_typed_and_belongs_to_its_question_alone(
    open_page: Open, decisions: Decisions, hands: Hands
) -> None:
    page = open_page()
    hands.key(Qt.Key.Key_Down)
    assert page.card.question is STEP
    hands.key(Qt.Key.Key_Left)
    assert page.card.value == "ours"
    page.card.reason.setFocus()
    hands.type("da hoi quay 2")
    page.list.rows.setFocus()
    hands.key(Qt.Key.Key_Up)
    assert page.card.reason.text() == ""
    hands.key(Qt.Key.Key_Down)
    hands.key(Qt.Key.Key_Right)
    page.card.reason.setFocus()
    hands.type("giu")
    page.main_action()
    settle()
    assert decisions.done == [("2", "theirs", "giu")]


def test_that_this_machine_is_the_copy_is_said_by_keys_with_a_reason_and_asked_twice(
    open_page: Open, decisions: Decisions, hands: Hands
) -> None:
    decisions.open_ = [TWIN]
    page = open_page(ADMINISTRATOR)
    said: list[object] = []
    page.changed.connect(said.append)
    page.renumbered.connect(said.append)
    hands.key(Qt.Key.Key_Left)
    assert page.card.value == "leave"
    assert "thành quầy khác" in words_on(page)
    page.main_action()
    assert "Việc này phải ghi lý do." in words_on(page)
    assert QApplication.focusWidget() is page.card.reason
    hands.type("may du phong")
    page.go.click()
    assert "nhấn F9 lần nữa" in words_on(page)
    page.refresh()  # an exchange ended meanwhile
    assert "nhấn F9 lần nữa" in words_on(page)
    page.card.step(1)  # the other one
    page.card.step(1)
    assert "nhấn F9 lần nữa" not in words_on(page)
    page.main_action()
    assert decisions.done == []
    page.main_action()
    settle()
    assert decisions.done == [("4", "leave", "may du phong")]
    assert said == [3, "Máy này nay là quầy 3: sang Đồng bộ, nhập mã mới."]


def test_what_was_chosen_stays_chosen_while_the_list_is_read_again(
    open_page: Open, hands: Hands
) -> None:
    page = open_page()
    hands.key(Qt.Key.Key_Right)
    page.card.reason.setText("công dân")
    page.refresh()
    settle()
    assert (page.card.value, page.card.reason.text()) == ("value-1", "công dân")


def test_whoever_has_no_right_is_told_who_decides(open_page: Open, hands: Hands) -> None:
    page = open_page(Actor(uid="u3", login="an", name="An Thử", role="counter"))
    assert "Việc này do lãnh đạo quyết định." in words_on(page)
    hands.key(Qt.Key.Key_Right)
    page.main_action()
    assert not page.go.isEnabled()
    page.list.rows.setCurrentRow(2)  # sending once more is everybody's
    settle()
    assert page.card.question is POISON
    assert page.go.isEnabled()
    page.seat(LEADER)
    page.list.rows.setCurrentRow(0)
    settle()
    assert "lãnh đạo quyết định" not in words_on(page)


def test_what_cannot_be_decided_here_says_where(open_page: Open) -> None:
    page = open_page()
    asked: list[str] = []
    page.asked.connect(asked.append)
    page.list.rows.setCurrentRow(3)
    settle()
    assert page.card.question is PAUSE
    assert "Không có gì phải chọn ở đây." in words_on(page)
    assert not page.go.isEnabled()
    assert not page.dossier.isEnabled()
    page.exchange.click()
    assert asked == ["exchange"]


def test_enter_opens_the_dossier(open_page: Open, hands: Hands) -> None:
    page = open_page()
    opened: list[str] = []
    page.opened.connect(opened.append)
    hands.key(Qt.Key.Key_Return)
    assert opened == ["d0004"]


def test_one_kind_alone_is_listed(open_page: Open, decisions: Decisions) -> None:
    page = open_page()
    texts = [page.list.kinds.itemText(at) for at in range(page.list.kinds.count())]
    assert texts == [
        "Mọi loại (4)",
        "Hai giá trị khác nhau (1)",
        "Bước không được tính (1)",
        "Kỹ thuật (2)",
    ]
    page.list.kinds.setFocus()
    page.list.kinds.setCurrentIndex(2)
    page.list.kinds.activated.emit(2)
    settle()
    assert page.list.rows.count() == 1
    assert page.card.question is STEP
    decisions.open_.remove(STEP)
    page.refresh()
    settle()
    assert page.list.rows.count() == 0  # and the filter still says what it filters by
    assert page.card.isHidden()
    assert page.list.kinds.currentText() == "Bước không được tính (0)"


def test_when_nothing_is_left_the_page_says_so(open_page: Open, decisions: Decisions) -> None:
    decisions.open_ = [POISON]
    page = open_page()
    assert page.card.value == "again"  # the only choice there is
    page.main_action()
    settle()
    assert "Không có việc nào cần người xem" in words_on(page)
    assert page.columns.isHidden()
    page.start()


def test_what_was_settled_meanwhile_is_said_and_the_list_is_read_again(
    open_page: Open, decisions: Decisions, hands: Hands
) -> None:
    page = open_page()
    hands.key(Qt.Key.Key_Right)
    decisions.open_.remove(PHONE)
    page.main_action()
    settle()
    assert page.error.title == "Việc này đã được giải quyết"
    assert page.escape()
    assert not page.escape()
    assert page.card.question is STEP


def test_a_failure_stands_above_and_may_be_tried_again(
    open_page: Open, decisions: Decisions, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page()

    def refuse(*_: str) -> Decided:
        raise NotAllowedError(action="resolve", role="counter")

    hands.key(Qt.Key.Key_Right)
    ports = replace(decisions.ports(), decide=refuse)
    monkeypatch.setattr(page, "_ports", ports)
    page.main_action()
    settle()
    assert not page.error.isHidden()
    assert page.go.isEnabled()
    assert decisions.done == []


def test_the_rail_counts_and_the_chip_and_the_sync_page_lead_here(bench: Bench) -> None:
    shell = bench.shell()
    shell.watch.look()
    settle()
    assert shell.rail.buttons["review"].accessibleName() == "Cần người xem 1"
    shell.top.sync.click()
    settle()
    assert shell.shown == "review"
    shell.go("exchange")
    settle()
    shell.exchange.attention.go.click()
    settle()
    assert shell.shown == "review"
    bench.world.offline = True
    shell.watch.look()
    settle()
    shell.top.sync.click()
    assert shell.shown == "exchange"


def test_a_person_who_may_decide_is_known_after_the_seat_changes(open_page: Open) -> None:
    page = open_page(LAN)
    page.seat(LEADER)
    settle()
    assert page.card.choices is not None
