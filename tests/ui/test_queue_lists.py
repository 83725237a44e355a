"""Lists of one's own, reasons by a few letters, batches, approvals, and taking steps back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desk.domain.dossier import NotHolderError
from desk.domain.records import Dossier, Proposal
from desk.domain.views import DossierView, Foreseen, QueueCounts, QueuePage
from desk.domain.worklist import Narrowed, Want
from desk.ui.kit import Kit
from desk.ui.page import Undo
from desk.ui.parts.fields import Line
from desk.ui.parts.reasons import Reasoned, Ticked
from desk.ui.pictures import settle
from desk.ui.queue.page import QueueScreen
from desk.ui.queue.table_model import Column
from desk.ui.queue.views import KEPT, of_role
from tests.ui.conftest import Bench
from tests.ui.hands import Hands, press, stand, write
from tests.ui.invented import LAN, NOW, OFFICE, row_of
from tests.ui.world import World

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
LIBRARY = ("Thiếu giấy chứng sinh.", "Tờ khai chưa ký.", "Bản sao mờ.")


def opened(kit: Kit, world: World, qtbot: QtBot, role: str = "") -> QueueScreen:
    made = QueueScreen(kit, world.window_ports().queue, OFFICE.unit, role)
    qtbot.addWidget(made)
    made.resize(1134, 645)
    stand(made, qtbot)
    made.refresh()
    made.start()
    return made


@pytest.fixture
def screen(kit: Kit, world: World, qtbot: QtBot) -> QueueScreen:
    return opened(kit, world, qtbot)


def first(world: World) -> Dossier:
    return world.dossiers["d0001"]


def wants(world: World) -> list[Want]:
    return [fact[1] for fact in world.done if fact[0] == "want" and isinstance(fact[1], Want)]


def acts(world: World) -> list[tuple[object, ...]]:
    return [fact[1:] for fact in world.done if fact[0] == "act"]


def draft(world: World, *uids: str) -> None:
    made = Proposal(action="apologise", reason="phức tạp", due_at=NOW, by="Trần Thử Lan")
    for uid in uids:
        world.dossiers[uid] = replace(world.dossiers[uid], proposal=made)


def ask(screen: QueueScreen, action: str) -> Reasoned:
    screen.step(action)
    (field,) = screen.pane.panel.findChildren(Reasoned)
    return field


# -- lists -------------------------------------------------------------------------------------


def test_a_role_begins_with_its_own_work(kit: Kit, world: World, qtbot: QtBot) -> None:
    first = {role: of_role(role)[0] for role in ("counter", "clerk", "leader", "administrator")}
    assert first == {"counter": "all", "clerk": "mine", "leader": "approve", "administrator": "all"}
    screen = opened(kit, world, qtbot, "leader")
    assert screen.want.view == screen.tabs.value == "approve"


def test_inner_steps_are_tabs_of_their_role_and_where_something_stands(
    kit: Kit, world: World, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = (("a", "Thẩm định", "clerk", 0), ("b", "Trình ký", "leader", 3), ("c", "Đóng", "x", 0))
    monkeypatch.setattr(world, "counts", lambda: QueueCounts(steps=steps))
    screen = opened(kit, world, qtbot, "clerk")
    texts = [each.text() for each in screen.tabs._buttons.values()]  # noqa: SLF001 - the words on the tabs
    assert "Thẩm định  0" in texts
    assert "Trình ký  3" in texts
    assert not any(text.startswith("Đóng") for text in texts)


def test_a_named_list_is_kept_as_a_tab_and_goes_again(screen: QueueScreen, kit: Kit) -> None:
    press(screen.table, Qt.Key.Key_F, CTRL)
    assert screen.sheet.isVisible()
    lines = {line.accessibleName(): line for line in screen.sheet.findChildren(Line)}
    write(lines["Tên, số, mã"], "an")
    write(lines["Hạn đến ngày"], "27/11")
    write(lines["Tên danh sách riêng (để giữ lại)"], "Tuan nay")
    screen.main_action()
    made = Want(name="Tuan nay", narrowed=Narrowed(text="an", due_until="2026-11-27"))
    assert screen.want == made
    assert screen.tabs.value == "own:Tuan nay"
    assert screen.tabs._buttons["own:Tuan nay"].text() == "★ Tuan nay  7"  # noqa: SLF001 - the words on the tab
    assert len(kit.own.get(KEPT, [])) == 1
    screen.show_view("all")
    screen.show_view("own:Tuan nay")
    assert screen.want == made
    screen.narrow()
    screen.sheet.forgot.emit("Tuan nay")
    assert kit.own.get(KEPT, []) == []
    assert "own:Tuan nay" not in screen.tabs._buttons  # noqa: SLF001 - which tabs there are


def test_a_day_that_cannot_be_read_is_said_beside_its_field(screen: QueueScreen) -> None:
    screen.narrow()
    lines = {line.accessibleName(): line for line in screen.sheet.findChildren(Line)}
    write(lines["Hạn từ ngày"], "bao gio")
    screen.main_action()
    assert screen.sheet.isVisible()
    assert screen.escape()
    assert not screen.sheet.isVisible()


def test_a_press_on_a_head_sorts_and_a_second_turns_round(
    screen: QueueScreen, world: World
) -> None:
    head = screen.table.horizontalHeader()
    for _ in range(2):
        head.sectionClicked.emit(int(Column.NAME))
    assert [(w.sort, w.descending) for w in wants(world)[-2:]] == [("name", False), ("name", True)]
    assert head.sortIndicatorSection() == Column.NAME


def test_columns_are_chosen_and_stay_chosen(
    screen: QueueScreen, kit: Kit, world: World, qtbot: QtBot
) -> None:
    screen._choose_columns({Column.STATUS: True, Column.RECEIVED: False})  # noqa: SLF001 - what the sheet tells
    assert screen.table.isColumnHidden(Column.STATUS)
    other = opened(kit, world, qtbot)
    assert other.table.isColumnHidden(Column.STATUS)
    assert other.table.left_out[Column.RECEIVED] is False


# -- reasons -----------------------------------------------------------------------------------


def test_a_reason_is_picked_by_a_few_letters(
    screen: QueueScreen, world: World, hands: Hands
) -> None:
    world.ahead = Foreseen(action="", reasons=LIBRARY, papers=("Tờ khai", "Giấy chứng sinh"))
    screen.step("supplement")
    hands.type("bs\r")
    screen.main_action()
    assert acts(world) == [("d0001", "supplement", {"reason": "Bản sao mờ."})]
    assert hands.count + len(("Alt", "4", "F9")) <= 9


def test_arrows_walk_the_reasons_and_the_text_may_be_edited(
    screen: QueueScreen, world: World
) -> None:
    world.ahead = Foreseen(action="", reasons=LIBRARY)
    field = ask(screen, "reject")
    assert [field.found.item(at).text() for at in range(field.found.count())] == list(LIBRARY)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        press(field.lines, key)
    press(field.lines, Qt.Key.Key_Return)
    write(field.lines, " Trang 2")
    assert field.words == "Tờ khai chưa ký. Trang 2"
    assert field.found.isHidden()


def test_papers_are_ticked_with_the_space_bar(screen: QueueScreen, world: World) -> None:
    world.ahead = Foreseen(action="", papers=("Tờ khai", "Giấy chứng sinh"))
    write(ask(screen, "supplement").lines, "thieu")
    (papers,) = screen.pane.panel.findChildren(Ticked)
    press(papers.ticks, Qt.Key.Key_Down)
    press(papers.ticks, Qt.Key.Key_Space)
    write(papers.lines, "anh")
    screen.main_action()
    given = acts(world)[0][2]
    assert given == {"reason": "thieu", "items": ("Giấy chứng sinh", "anh")}


def test_a_second_request_shows_its_law_and_asks_why(screen: QueueScreen, world: World) -> None:
    world.ahead = Foreseen(action="", law="Điều 16: một lần", again=True)
    write(ask(screen, "supplement").lines, "thieu")
    assert screen.pane.panel._law.text() == "Điều 16: một lần"  # noqa: SLF001 - the words on the panel
    screen.main_action()
    assert acts(world) == []
    field = screen.pane.panel._fields["again"][1]
    write(field.widget, "het han")
    screen.main_action()
    assert acts(world)[0][2] == {"reason": "thieu", "again": "het han"}


def test_an_extension_shows_its_new_date_and_its_law_beforehand(
    screen: QueueScreen, world: World
) -> None:
    world.ahead = Foreseen(action="", due_at=NOW, ground="Luật Hộ tịch Điều 18")
    screen.step("verify")
    said = screen.pane.panel._ahead.text()  # noqa: SLF001 - the words on the panel
    assert f"{NOW:%d/%m/%Y}" in said
    assert "Điều 18" in said


def test_a_void_wants_the_last_digits(screen: QueueScreen, world: World) -> None:
    world.ahead = Foreseen(action="", digits="1001")
    write(ask(screen, "void").lines, "nhap thu")
    digits = screen.pane.panel._fields["digits"][1].widget
    assert isinstance(digits, Line)
    write(digits, "1002")
    screen.main_action()
    assert acts(world) == []
    digits.clear()
    write(digits, "1001")
    screen.main_action()
    assert acts(world) == [("d0001", "void", {"reason": "nhap thu"})]


# -- batches and approvals -----------------------------------------------------------------------


def test_several_are_handed_on_with_one_slip(screen: QueueScreen, world: World) -> None:
    said: list[str] = []
    screen.changed.connect(said.append)
    world.ahead = Foreseen(action="", steps=(("tham-dinh", "Thẩm định"),))
    for row in (1, 5):
        screen.model.toggle(row)
    screen.step("forward")
    screen.main_action()
    assert ("forward_many", ("d0002", "d0006"), {"step": "tham-dinh"}) in world.done
    assert said[-1] == "Phiếu bàn giao 10001: 2 hồ sơ"


def test_forwarding_needs_a_step_or_a_name(screen: QueueScreen, world: World) -> None:
    screen.step("forward")
    screen.main_action()
    assert acts(world) == []
    assert screen.pane.panel._fields["to"][1].said


def test_drafts_are_approved_in_a_batch_and_one_key(screen: QueueScreen, world: World) -> None:
    draft(world, "d0001", "d0002", "d0003")
    screen.refresh()
    for row in range(3):
        screen.model.toggle(row)
    screen.table.go_to(0)
    press(screen.table, Qt.Key.Key_Return, CTRL)
    assert [each[:2] for each in acts(world)] == [
        (uid, "approve") for uid in ("d0001", "d0002", "d0003")
    ]


def test_a_draft_is_read_before_it_is_approved(screen: QueueScreen, world: World) -> None:
    draft(world, "d0001")
    screen.refresh()
    assert "Trần Thử Lan trình xin lỗi" in screen.pane._draft.text()  # noqa: SLF001 - the words on the pane
    screen.table.go_to(1)
    press(screen.table, Qt.Key.Key_Return, CTRL)
    assert acts(world) == []


def can_go_back(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the newest step of each dossier be one that may be taken back."""
    plain = world.open

    def opening(uid: str) -> object:
        view = plain(uid)
        last = replace(view.timeline[-1], uid=f"step-{uid}")
        return replace(view, timeline=(last,), recalls=f"step-{uid}")

    monkeypatch.setattr(world, "open", opening)


def test_a_step_is_taken_back_through_the_strip(
    screen: QueueScreen, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[Undo] = []
    screen.undoable.connect(offered.append)
    can_go_back(world, monkeypatch)
    for row in (1, 5):
        screen.model.toggle(row)
    screen.step("claim")
    assert not screen.model.marks
    offered[0].back()
    assert acts(world)[-2:] == [
        (uid, "recall", {"event": f"step-{uid}"}) for uid in ("d0002", "d0006")
    ]
    # The row stands as it was: without the wrong one it is done again at once.
    assert screen.model.marks == ("d0002", "d0006")


def test_one_step_taken_back_leaves_no_mark(
    screen: QueueScreen, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[Undo] = []
    screen.undoable.connect(offered.append)
    can_go_back(world, monkeypatch)
    screen.step("claim")
    offered[0].back()
    assert acts(world)[-1][1] == "recall"
    assert screen.model.marks == ()


def test_what_was_typed_stays_when_somebody_was_first(screen: QueueScreen, world: World) -> None:
    world.fails["act"] = NotHolderError(code="1", action="reject", holder="Quầy 3")
    write(ask(screen, "reject").lines, "khong du")
    screen.main_action()
    settle()
    assert screen.pane.error.title
    (field,) = screen.pane.panel.findChildren(Reasoned)
    assert (field.isVisible(), field.words) == (True, "khong du")


def test_a_scan_takes_what_a_slip_names_into_hand(screen: QueueScreen, world: World) -> None:
    assert not screen.scan("d0002")  # elsewhere a scan opens the dossier
    screen.show_view("step:trinh-ky")
    assert screen.scan("d0002")
    assert acts(world) == [("d0002", "claim", {})]


def test_an_apology_is_drafted_by_itself_and_put_to_the_leader_in_one_key(
    kit: Kit, world: World, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[Undo] = []
    plain = world.open
    monkeypatch.setattr(world, "open", lambda uid: replace(plain(uid), actions=("propose",)))
    monkeypatch.setattr(world, "page", lambda *_, **__: QueuePage(rows=(row_of(first(world)),)))
    screen = opened(kit, world, qtbot)
    screen.undoable.connect(offered.append)
    world.ahead = Foreseen(action="", reasons=LIBRARY, due_at=NOW)
    screen.show_view("apologise")
    screen._ask_steps()  # noqa: SLF001 - what the timer does
    assert LIBRARY[0] in screen.pane._draft.text()  # noqa: SLF001 - the words on the pane
    screen.step("propose")
    assert acts(world) == [("d0001", "propose", {"reason": LIBRARY[0]})]
    offered[0].back()
    assert acts(world)[-1] == ("d0001", "decline", {})


def test_a_leader_sits_down_and_approves_in_one_key(bench: Bench, hands: Hands) -> None:
    draft(bench.world, "d0001")
    shell = bench.shell()
    shell.go("queue")
    shell.queue.show_view("mine")
    leader = replace(LAN, uid="u9", login="ha", name="Lê Thử Hà", role="leader")
    shell.seat(leader)
    assert (shell.shown, shell.queue.tabs.value) == ("queue", "approve")
    assert shell.queue.table.hasFocus()
    assert "phức tạp" in shell.queue.pane._draft.text()  # noqa: SLF001 - the words on the pane
    hands.key(Qt.Key.Key_Return, CTRL)
    assert acts(bench.world) == [("d0001", "approve", {})]
    assert hands.count <= 3


def test_the_keys_come_back_with_the_first_row(screen: QueueScreen, world: World) -> None:
    kept = dict(world.dossiers)
    world.dossiers.clear()
    screen.refresh()
    assert not screen.table.isVisible()
    assert screen._again.hasFocus()  # noqa: SLF001 - a button that is seen to have the keys
    world.dossiers.update(kept)
    screen.refresh()
    assert screen.table.hasFocus()


def test_what_is_drafted_stands_under_a_narrow_list(screen: QueueScreen, world: World) -> None:
    draft(world, "d0001")
    screen.refresh()
    assert not screen.draft.said
    screen.resize(900, 645)
    settle()
    assert not screen.pane.isVisible()
    assert "phức tạp" in screen.draft.said
    assert f"{NOW:%d/%m/%Y}" in screen.draft.said
    press(screen.table, Qt.Key.Key_Return, CTRL)
    assert acts(world) == [("d0001", "approve", {})]


def test_what_fails_without_the_pane_is_said_over_the_list(
    screen: QueueScreen, world: World
) -> None:
    screen.resize(900, 645)
    settle()
    world.fails["act"] = NotHolderError(code="1", action="claim", holder="Quầy 3")
    screen.step("claim")
    assert screen.error.isVisible()


def halfway(world: World, stops: str, error: Exception, patch: pytest.MonkeyPatch) -> None:
    """Let a step succeed for all but one dossier, and be the newest of theirs."""
    plain = world.act

    def acting(uid: str, action: str, /, **given: object) -> DossierView:
        if uid == stops and action == "claim":
            raise error
        view = plain(uid, action, **given)
        last = replace(view.timeline[-1], uid=f"step-{uid}")
        return replace(view, timeline=(last,), recalls=f"step-{uid}")

    patch.setattr(world, "act", acting)


def test_a_batch_that_fails_halfway_says_which_and_the_rest_goes_back(
    kit: Kit, world: World, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[Undo] = []
    said: list[str] = []
    stopped = NotHolderError(code="3", action="claim", holder="Quầy 3")
    halfway(world, "d0003", stopped, monkeypatch)
    screen = opened(kit, world, qtbot)
    screen.undoable.connect(offered.append)
    screen.changed.connect(said.append)
    for row in (1, 2, 5):
        screen.model.toggle(row)
    screen.step("claim")
    assert said == ["Nhận xử lý: xong 2 hồ sơ"]
    assert screen.model.marks == ("d0003",)  # to be tried again
    assert screen.pane.error.title == "1 trong 3 hồ sơ chưa làm được"
    told = screen.pane.error._meaning.text()  # noqa: SLF001 - the words on the pane
    assert told == f"{world.dossiers['d0003'].code}: {kit.words(stopped).title}"
    offered[0].back()
    assert acts(world)[-2:] == [
        (uid, "recall", {"event": f"step-{uid}"}) for uid in ("d0002", "d0006")
    ]


def test_a_fault_of_ours_in_the_middle_leaves_undo_for_what_was_done(
    kit: Kit, world: World, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[Undo] = []
    halfway(world, "d0003", RuntimeError("planted"), monkeypatch)
    screen = opened(kit, world, qtbot)
    screen.undoable.connect(offered.append)
    for row in (1, 2, 5):
        screen.model.toggle(row)
    screen.step("claim")
    assert [each[0] for each in acts(world)] == ["d0002"]  # the row ends where it broke
    assert screen.pane.error.title == "Chương trình gặp lỗi"
    offered[0].back()
    assert acts(world)[-1] == ("d0002", "recall", {"event": "step-d0002"})
