"""The waiting room's window and the citizen's: they agree with the counter and keep secrets."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desk.domain.records import Party
from desk.domain.views import NewDossier
from desk.ui.choices import Choices
from desk.ui.citizen.window import BLANK_MS, CitizenWindow
from desk.ui.displays import AS_WINDOW, Displays, name_of
from desk.ui.pictures import settle
from desk.ui.shell.desk import Shell
from desk.ui.tickets.room import RoomWindow
from tests.ui.conftest import Bench
from tests.ui.hands import Hands
from tests.ui.invented import OFFICE, PROCEDURES
from tests.ui.test_how_it_is_laid_out import cut_off, sideways
from tests.ui.world import World

CTRL = Qt.KeyboardModifier.ControlModifier
NAME, ADDRESS = "Nguyễn Thị Ví Dụ", "Số 1 phố Không Có Thật"
OPEN = Choices(room=AS_WINDOW, citizen=AS_WINDOW, voice="off")


@pytest.fixture
def shell(bench: Bench, world: World, qtbot: QtBot) -> Shell:
    world.room.seat("", "elderly", "")
    made = bench.shell(OPEN)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is bench.windows[0])
    return made


def citizen(shell: Shell) -> CitizenWindow:
    window = shell.calling.displays.citizen
    assert window is not None
    return window


def room(shell: Shell) -> RoomWindow:
    window = shell.calling.displays.room
    assert window is not None
    return window


def fill(shell: Shell, name: str = NAME) -> None:
    shell.go("receive")
    person = Party(name=name, personal_id="001199000001", birth_date="1999-01-31", address=ADDRESS)
    draft = NewDossier(procedure=PROCEDURES[0].code, submitter=person, uid=f"uid of {name}")
    shell.receive.show_draft(draft, PROCEDURES[0])
    shell.receive.procedure.mark_all()
    shell.receive.refresh_preview()
    shell.receive.edited.emit()


def letters(window: CitizenWindow) -> str:
    """Return everything that is written anywhere in the window, shown or not."""
    settle()
    return "\n".join(
        f"{each.text()} {each.accessibleName()}" for each in window.findChildren(QLabel)
    )


def assert_blank(window: CitizenWindow) -> None:
    assert window.shown.is_empty
    for secret in (NAME, ADDRESS, "31/01/1999", PROCEDURES[0].name):
        assert secret not in letters(window)
    assert OFFICE.name in letters(window)


# -- the waiting room -------------------------------------------------------------------------


def test_display_and_counter_agree_at_once(shell: Shell, hands: Hands) -> None:
    hands.key(Qt.Key.Key_F4)
    window = room(shell)
    assert window.current is not None
    assert (window.current.code, window.current.counter) == ("P001", "Quầy 1")
    assert window.swelling
    assert window.accessibleName() == "Mời số P001 đến Quầy 1"
    for _ in range(2):
        hands.key(Qt.Key.Key_F4)
    assert window.current.code == "A002"
    assert [each.code for each in window.earlier] == ["A001", "P001"]
    assert not window.grab().isNull()


def test_with_nobody_waiting_the_citizen_at_the_counter_stays(
    shell: Shell, hands: Hands, world: World
) -> None:
    while shell.calling.caller.board.line:
        hands.key(Qt.Key.Key_F4)
    at_counter = shell.calling.caller.board.current
    fill(shell)
    world.room.done.clear()
    hands.key(Qt.Key.Key_F4)
    assert shell.receive.new().submitter.name == NAME
    assert shell.calling.caller.board.current == at_counter
    assert not any(fact[0] == "call" for fact in world.room.done)
    assert "Không có ai chờ" in shell.toast._text.text()  # noqa: SLF001 - the words
    world.room.seat("")  # somebody has come since, and this counter has not looked yet
    hands.key(Qt.Key.Key_F4)
    current = shell.calling.caller.board.current
    assert current is not None
    assert current != at_counter
    assert shell.receive.is_blank


def test_no_more_than_four_earlier_calls_are_shown(shell: Shell, world: World) -> None:
    world.room.seat(*[""] * 6)
    for _ in range(9):
        shell.calling.call()
    assert len(room(shell).earlier) == 4


def test_nothing_of_a_citizen_is_in_the_waiting_room(shell: Shell, hands: Hands) -> None:
    hands.key(Qt.Key.Key_F4)
    fill(shell)
    assert NAME not in room(shell).accessibleName()
    assert not room(shell).findChildren(QLabel)


def test_escape_closes_it_and_that_is_remembered(shell: Shell, bench: Bench) -> None:
    window = room(shell)
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    settle()
    assert shell.calling.displays.room is None
    assert bench.kept[-1].room == ""
    assert bench.kept[-1].citizen == AS_WINDOW


def test_screens_outlive_sign_out_and_looks_and_close_with_the_program(
    shell: Shell, bench: Bench, hands: Hands
) -> None:
    displays = shell.calling.displays
    hands.key(Qt.Key.Key_F12)
    assert displays.room is not None
    bench.windows[0].choose(Choices(room=AS_WINDOW, citizen=AS_WINDOW, theme="dark"))
    settle()
    assert displays.room is not None
    assert displays.citizen is not None
    before = len(bench.kept)
    bench.windows[0].close()
    settle()
    left = (displays.room, displays.citizen)
    assert left.count(None) == 2
    assert len(bench.kept) == before  # open again next time


def test_a_screen_that_is_not_plugged_in_is_waited_for_not_replaced(bench: Bench) -> None:
    shell = bench.shell(Choices(room="HDMI-9", citizen="HDMI-9"))
    assert shell.calling.displays.room is None
    places = shell.exchange.screens.places
    assert places["room"].currentText() == "HDMI-9 (chưa cắm)"


def test_a_screen_of_its_own_is_filled(bench: Bench) -> None:
    shell = bench.shell()
    displays = Displays()
    displays.dress(shell.calling.citizen._kit)  # noqa: SLF001 - any kit will do
    for which in ("room", "citizen"):
        displays.open(which, name_of(QGuiApplication.primaryScreen()))
    assert displays.room is not None
    assert displays.citizen is not None
    assert displays.room.isFullScreen()
    assert displays.citizen.isFullScreen()
    displays.shut()


def test_devices_page_opens_a_screen_and_never_over_the_clerk_s_window(bench: Bench) -> None:
    shell = bench.shell()
    card = shell.exchange.screens
    name = name_of(QGuiApplication.primaryScreen())
    choice = card.places["room"]
    choice.setCurrentIndex(choice.findData(name))
    choice.activated.emit(choice.currentIndex())
    settle()
    assert room(shell).isVisible()
    assert not room(shell).isFullScreen()
    assert bench.kept[-1].room == name
    card.name.setText("Quầy hộ tịch")
    card.name.left.emit()
    settle()
    assert bench.kept[-1].counter == "Quầy hộ tịch"


# -- the citizen's screen ---------------------------------------------------------------------


def test_the_citizen_sees_own_data_in_plain_words(shell: Shell) -> None:
    fill(shell)
    said = letters(citizen(shell))
    for words in (NAME, "31/01/1999", ADDRESS, PROCEDURES[0].name, "Hẹn trả kết quả"):
        assert words in said
    assert "001199000001" not in said  # whoever stands behind reads along


@pytest.mark.parametrize("path", ["clear", "receive", "park", "call", "leave", "close"])
def test_no_path_leaves_one_citizen_s_data_for_the_next(
    path: str, shell: Shell, hands: Hands
) -> None:
    fill(shell)
    window = citizen(shell)
    assert NAME in letters(window)
    if path == "clear":
        hands.key(Qt.Key.Key_L, CTRL)
    elif path == "receive":
        shell.receive.cleared.emit()
    elif path == "park":
        hands.key(Qt.Key.Key_S, CTRL)
    elif path == "call":
        hands.key(Qt.Key.Key_F4)
    elif path == "leave":
        hands.key(Qt.Key.Key_F12)
    else:
        window.close()
        assert window.shown.is_empty
        return
    assert_blank(window)


def test_receiving_takes_the_data_off_at_once(shell: Shell, hands: Hands) -> None:
    fill(shell)
    shell.receive.person.person.fill(Party(name="", phone="0900000000"), only_empty=True)
    hands.key(Qt.Key.Key_F9)
    assert shell.receive.is_empty, [gap.field for gap in shell.receive.gaps()]
    assert_blank(citizen(shell))


def test_another_person_s_form_takes_the_first_one_s_data_off_before_it_is_shown(
    shell: Shell,
) -> None:
    fill(shell)
    other = NewDossier(procedure="", submitter=Party(name="Trần Khác"), uid="another")
    shell.receive.show_draft(other, None)
    assert_blank(citizen(shell))
    shell.receive.edited.emit()
    assert "Trần Khác" in letters(citizen(shell))
    assert NAME not in letters(citizen(shell))


def test_it_blanks_after_twenty_seconds_and_comes_back_with_a_key(
    shell: Shell, hands: Hands, qtbot: QtBot
) -> None:
    assert BLANK_MS == 20_000
    fill(shell)
    window, form = citizen(shell), shell.receive.form
    qtbot.waitUntil(lambda: not (form._timer.isActive() or form._rest.isActive()))  # noqa: SLF001 - else the preview comes late
    window._timer.start(1)  # noqa: SLF001 - twenty seconds are long
    qtbot.waitUntil(lambda: window.shown.is_empty)
    shell.receive.edited.emit()  # nothing has changed
    assert_blank(window)
    hands.key(Qt.Key.Key_K, CTRL)
    assert NAME in letters(window)


def test_the_answer_shows_on_the_counter_at_once_until_something_changes(shell: Shell) -> None:
    fill(shell)
    chip = shell.calling.citizen.chip
    assert chip.words == "Người dân đang xem"
    QTest.mouseClick(citizen(shell).wrong, Qt.MouseButton.LeftButton)
    assert chip.words == "Người dân: Cần sửa"
    QTest.mouseClick(citizen(shell).right, Qt.MouseButton.LeftButton)
    assert chip.words == "Người dân: Đúng"
    shell.receive.person.person.fill(Party(name="Nguyễn Thị Ví Dự"))
    shell.receive.edited.emit()
    assert chip.words == "Người dân đang xem"


def test_one_key_answers_for_the_citizen(shell: Shell, hands: Hands) -> None:
    fill(shell)
    hands.key(Qt.Key.Key_K, CTRL)
    assert shell.calling.citizen.chip.words == "Người dân: Đúng"
    assert hands.count == 2  # Ctrl and K


def test_touching_it_leaves_the_clerk_s_cursor_where_it_is(shell: Shell) -> None:
    fill(shell)
    before = QApplication.focusWidget()
    QTest.mouseClick(citizen(shell).right, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is before
    for button in (citizen(shell).right, citizen(shell).wrong, *citizen(shell).rating.faces):
        assert min(button.minimumWidth(), button.minimumHeight()) >= 44
        assert button.accessibleName()


def test_without_a_screen_the_key_says_so(bench: Bench, hands: Hands) -> None:
    shell = bench.shell()
    hands.key(Qt.Key.Key_K, CTRL)
    assert shell.toast.isVisible()
    assert shell.calling.citizen.chip.isHidden()
    assert not shell.calling.displays.ask_rating(lambda _: None)


def test_a_face_is_told_once_and_thanked_for(shell: Shell, qtbot: QtBot) -> None:
    heard: list[int] = []
    assert shell.calling.displays.ask_rating(heard.append)
    window = citizen(shell)
    assert window.asking
    QTest.mouseClick(window.rating.faces[4], Qt.MouseButton.LeftButton)
    window.rating.faces[0].click()
    assert heard == [5]
    assert "Cảm ơn" in letters(window)
    window._timer.start(1)  # noqa: SLF001 - some seconds are long
    qtbot.waitUntil(lambda: not window._timer.isActive())  # noqa: SLF001 - as above
    assert_blank(window)


def test_an_unanswered_question_goes_and_is_not_answered_by_the_next_citizen(
    shell: Shell, hands: Hands
) -> None:
    heard: list[int] = []
    window = citizen(shell)
    shell.calling.displays.ask_rating(heard.append)
    hands.key(Qt.Key.Key_F12)
    assert not window.asking
    window.rating.faces[2].click()
    assert heard == []


def test_a_hand_over_asks_on_the_citizen_s_screen_and_takes_the_answer(shell: Shell) -> None:
    shell.go("handover")
    rating, window = shell.handover.rating, citizen(shell)
    rating.ask(["d0001"], NAME)
    assert window.asking
    assert NAME not in letters(window)
    heard: list[tuple[list[str], int]] = []
    rating.rated.connect(lambda uids, score: heard.append((uids, score)))
    window.rating.faces[3].click()
    assert heard == [(["d0001"], 4)]
    assert rating.isHidden()
    assert "Cảm ơn" in letters(window)


def test_the_next_citizen_is_not_asked_about_the_one_before(shell: Shell) -> None:
    shell.go("handover")
    rating, window = shell.handover.rating, citizen(shell)
    rating.ask(["d0001"], NAME)
    rating.leave()
    assert_blank(window)
    rating.ask(["d0001"], NAME)
    rating.answer(5)  # by the clerk's key
    assert not window.asking


@pytest.mark.parametrize("size", [(1280, 800), (1024, 640), (1920, 1080)])
@pytest.mark.parametrize("tongue", ["vi", "en"])
def test_nothing_on_the_citizen_s_screen_is_cut_off(
    size: tuple[int, int], tongue: str, bench: Bench
) -> None:
    shell = bench.shell(replace(OPEN, language=tongue))
    fill(shell, "Nguyễn Thị Phương Thảo Nguyên Ví Dụ")
    window, displays = citizen(shell), shell.calling.displays
    window.resize(*size)
    settle()
    displays.dress(shell.calling.citizen._kit)  # noqa: SLF001 - as after a change of looks
    shell.calling.citizen.confirm()
    settle()
    assert not window.shown.is_empty
    assert (window.width(), window.height()) == size
    assert cut_off(window) == []
    assert sideways(window) == []
    displays.ask_rating(lambda _: None)
    settle()
    assert cut_off(window.rating) == []
    assert window.width() == size[0]
