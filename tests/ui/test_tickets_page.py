"""The waiting room from the counter: one key calls, nothing of anybody's form is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from desk.domain.records import Party
from desk.domain.waiting import State, TicketMoveError
from desk.services.tickets import TicketTakenError
from desk.ui.choices import Choices
from desk.ui.pictures import settle
from desk.ui.shell.desk import Shell
from desk.ui.tickets.page import TicketsScreen
from tests.ui.conftest import Bench
from tests.ui.hands import Hands, write
from tests.ui.test_how_it_is_laid_out import LOOKS, WINDOW, cut_off, sideways
from tests.ui.world import World

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def shell(bench: Bench, world: World) -> Shell:
    world.room.seat("", "", "")
    return bench.shell()


def page_of(shell: Shell) -> TicketsScreen:
    shell.go("tickets")
    page = shell.page
    assert isinstance(page, TicketsScreen)
    return page


def enter(shell: Shell, name: str) -> None:
    shell.go("receive")
    shell.receive.person.person.fill(Party(name=name))


def state(world: World, number: int) -> State:
    return world.room.tickets[number - 1].state


def test_one_key_calls_and_begins_the_form_with_its_waiting_time(
    shell: Shell, hands: Hands
) -> None:
    shell.go("queue")
    hands.key(Qt.Key.Key_F4)
    assert hands.count == 1
    assert shell.shown == "receive"
    new = shell.receive.new()
    assert (new.ticket, new.waited_s) == ("A001", 720)
    focus = shell.window().focusWidget()
    assert focus is not None
    assert focus.accessibleName().startswith("Số định danh")
    assert shell.top.ticket.words == "A001 · 2 người chờ · 11 phút"
    assert "Đã gọi A001 đến Quầy 1" in shell.strip.last.accessibleName()


def test_the_ticket_reaches_the_receipt(shell: Shell, hands: Hands, world: World) -> None:
    hands.key(Qt.Key.Key_F4)
    enter(shell, "Nguyễn Văn Thử")
    assert shell.receive.new().ticket == "A001"
    shell.receive.edited.emit()
    assert ("move", 1, "serve") in world.room.done
    assert shell.calling.caller.board.current is not None
    assert shell.calling.caller.board.current.state is State.SERVING


def test_a_half_done_form_is_parked_and_its_ticket_held(
    shell: Shell, hands: Hands, world: World
) -> None:
    hands.key(Qt.Key.Key_F4)
    enter(shell, "Nguyễn Văn Thử")
    hands.key(Qt.Key.Key_F4)
    assert ("call", None, True) in world.room.done
    assert [each.state for each in world.room.tickets[:2]] == [State.HELD, State.CALLED]
    assert shell.receive.new().ticket == "A002"
    assert shell.receive.is_empty
    hands.key(Qt.Key.Key_1, CTRL)
    assert (shell.receive.new().ticket, shell.receive.new().submitter.name) == (
        *("A001", "Nguyễn Văn Thử"),
    )


def test_a_form_parked_by_hand_holds_its_ticket_and_brings_it_back(
    shell: Shell, hands: Hands, world: World
) -> None:
    hands.key(Qt.Key.Key_F4)
    enter(shell, "Nguyễn Văn Thử")
    hands.key(Qt.Key.Key_S, CTRL)
    assert state(world, 1) is State.HELD
    assert shell.receive.new().ticket == ""
    hands.key(Qt.Key.Key_1, CTRL)
    shell.receive.edited.emit()
    assert (state(world, 1), shell.receive.new().ticket) == (State.SERVING, "A001")


def test_clearing_the_form_does_not_send_the_citizen_away(
    shell: Shell, hands: Hands, world: World
) -> None:
    hands.key(Qt.Key.Key_F4)
    enter(shell, "Nguyễn Văn Thử")
    hands.key(Qt.Key.Key_L, CTRL)
    assert shell.receive.is_blank
    assert (state(world, 1), shell.receive.new().ticket) == (State.CALLED, "A001")


def test_nobody_is_called_while_there_is_no_room_to_park(
    shell: Shell, hands: Hands, world: World
) -> None:
    for number in range(9):
        enter(shell, f"Người Thử {number}")
        hands.key(Qt.Key.Key_S, CTRL)
    enter(shell, "Người Thứ Mười")
    hands.key(Qt.Key.Key_F4)
    assert "call" not in [each[0] for each in world.room.done]
    assert shell.receive.new().submitter.name == "Người Thứ Mười"


def test_an_empty_waiting_room_is_said_and_the_form_stays(bench: Bench, hands: Hands) -> None:
    shell = bench.shell()
    hands.key(Qt.Key.Key_F4)
    assert shell.receive.new().ticket == ""
    assert shell.top.ticket.words == "Không ai chờ"
    hands.key(Qt.Key.Key_F4, CTRL)
    assert shell.toast.isVisible()


def test_a_call_can_be_taken_back_for_ten_seconds(shell: Shell, hands: Hands, world: World) -> None:
    hands.key(Qt.Key.Key_F4)
    hands.key(Qt.Key.Key_F4)
    assert shell.strip.take_back()
    assert ("uncall", 2, 1) in world.room.done
    assert [each.state for each in world.room.tickets[:2]] == [State.CALLED, State.WAITING]
    assert shell.receive.new().ticket == "A001"  # who is at the counter again


def test_the_same_ticket_is_called_again_with_its_key(
    shell: Shell, hands: Hands, world: World
) -> None:
    hands.key(Qt.Key.Key_F4)
    hands.key(Qt.Key.Key_F4, CTRL)
    assert world.room.tickets[0].calls == 2
    assert shell.receive.new().ticket == "A001"


def test_a_failed_call_is_told_and_the_next_one_works(
    shell: Shell, hands: Hands, world: World
) -> None:
    world.room.fails["call"] = TicketMoveError(ticket="A001", ticket_state="done")
    hands.key(Qt.Key.Key_F4)
    assert shell.toast.isVisible()
    world.room.fails.clear()
    hands.key(Qt.Key.Key_F4)
    assert shell.receive.new().ticket == "A001"


# -- the page ---------------------------------------------------------------------------------


def test_the_page_shows_the_line_in_the_order_of_calling(shell: Shell, world: World) -> None:
    world.room.take("elderly", "")
    page = page_of(shell)
    codes = [
        page.table.rows.data(page.table.rows.index(row, 0))
        for row in range(page.table.rows.rowCount())
    ]
    assert codes == ["P001", "A001", "A002", "A003"]
    assert page.said.text() == "4 người chờ · lâu nhất 12 phút"


def test_slips_are_taken_with_one_key_each(bench: Bench, hands: Hands, world: World) -> None:
    shell = bench.shell()
    world.room.job = 1
    page = page_of(shell)
    assert page.take.buttons[0].hasFocus()
    hands.key(Qt.Key.Key_1, ALT)
    hands.key(Qt.Key.Key_3, ALT)
    assert [(each.code, each.reason) for each in world.room.tickets] == [
        *(("A001", ""), ("P001", "pregnant")),
    ]


def test_a_paper_slip_is_typed_and_a_wrong_one_is_told_beside_the_page(
    shell: Shell, hands: Hands, world: World
) -> None:
    page = page_of(shell)
    page.take.slip.setFocus()
    write(page.take.slip, "a17")
    hands.key(Qt.Key.Key_Return)
    assert world.room.tickets[-1].code == "A017"
    assert page.take.slip.text() == ""
    world.room.fails["take"] = TicketTakenError(ticket="A017")
    write(page.take.slip, "a17")
    hands.key(Qt.Key.Key_Return)
    assert not page.error.isHidden()
    assert page.take.slip.text() == "a17"
    hands.key(Qt.Key.Key_Escape)
    assert page.error.isHidden()


def test_steps_of_the_ticket_at_the_counter_have_their_keys(
    shell: Shell, hands: Hands, world: World
) -> None:
    hands.key(Qt.Key.Key_F4)
    page_of(shell)
    hands.key(Qt.Key.Key_8, ALT)
    assert state(world, 1) is State.ABSENT
    page = page_of(shell)
    page.table.selectRow(page.table.rows.place(1))
    hands.key(Qt.Key.Key_0, ALT)
    assert state(world, 1) is State.WAITING
    page.table.selectRow(page.table.rows.place(3))
    page.table.setFocus()
    hands.key(Qt.Key.Key_Return)
    assert (shell.shown, shell.receive.new().ticket) == ("receive", "A003")
    page_of(shell)
    hands.key(Qt.Key.Key_7, ALT)
    assert state(world, 3) is State.HELD
    hands.key(Qt.Key.Key_F9)
    assert shell.receive.new().ticket == "A001"
    page_of(shell)
    hands.key(Qt.Key.Key_9, ALT)
    assert state(world, 1) is State.DONE


def test_an_empty_page_teaches_the_next_key(bench: Bench) -> None:
    shell = bench.shell()
    page = page_of(shell)
    assert "Alt+1" in page._empty._text.text()  # noqa: SLF001 - what it teaches
    assert not page._this.isEnabled()  # noqa: SLF001 - nothing to call


# -- how it is laid out -----------------------------------------------------------------------


@pytest.mark.parametrize(("scale", "tongue"), LOOKS)
def test_nothing_is_cut_off_and_nothing_scrolls_sideways(
    scale: int, tongue: str, bench: Bench, world: World
) -> None:
    world.room.job = 1
    shell = bench.shell(Choices(scale=scale, language=tongue))
    page = page_of(shell)
    for filled in (False, True):
        if filled:
            world.room.seat("", "child", "disabled", "", "")
            shell.calling.call()
        page_of(shell)
        settle()
        window = bench.windows[0]
        assert (window.width(), window.height()) == WINDOW
        assert cut_off(page) == []
        assert sideways(page) == []
        header = page.table.horizontalHeader()
        if page.table.isVisible():
            assert header.length() <= page.table.viewport().width() + 1
    unnamed = [
        type(each).__name__
        for each in page.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (each.accessibleName() or isinstance(each, QAbstractButton))
        and not each.objectName().startswith("qt_")
    ]
    assert unnamed == []
