"""Every page at 1366 × 768, at 100 and 200 % text, in both languages: nothing is cut off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea, QWidget

from desk.ui.choices import Choices
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.chip import Chip
from desk.ui.parts.fields import Check
from desk.ui.parts.layout import Elided
from desk.ui.parts.status import Mark
from desk.ui.pictures import settle
from desk.ui.shell.desk import Shell
from desk.ui.shell.rail import RailButton
from desk.ui.start.assistant import AssistantPage
from desk.ui.start.sign_in import SignInPage
from tests.ui.conftest import Bench
from tests.ui.invented import CARD_SCAN, HALF, PROCEDURES, TARIFF
from tests.ui.world import DiskFullError

LOOKS = [(100, "vi"), (200, "vi"), (100, "en"), (200, "en")]
WINDOW = (1366, 768)


def visible(kind: type[QWidget], page: QWidget) -> Iterator[QWidget]:
    return (each for each in page.findChildren(kind) if each.isVisible())


def cut_off(page: QWidget) -> list[str]:
    """Return what is shown only in part."""
    found = []
    for each in visible(QLabel, page):
        if not isinstance(each, QLabel) or isinstance(each, Elided) or not each.text():
            continue
        wanted = each.heightForWidth(each.width()) if each.wordWrap() else each.sizeHint().height()
        if each.height() < wanted:
            found.append(f"{each.text()!r}: {each.height()} of {wanted} high")
        if not each.wordWrap() and each.width() < each.sizeHint().width():
            found.append(f"{each.text()!r}: {each.width()} of {each.sizeHint().width()} wide")
    for kind in (QAbstractButton, Mark):
        for each in visible(kind, page):
            if isinstance(each, Check):
                if each.height() < each.heightForWidth(each.width()):
                    found.append(f"{each.text()!r}: {each.height()} high")
            elif each.width() < each.sizeHint().width() and not isinstance(each, RailButton):
                found.append(f"{each.accessibleName()!r}: {each.width()} wide")
    return found


def sideways(page: QWidget) -> list[str]:
    """Return the areas whose content is wider than they are."""
    return [
        f"{type(area).__name__} {area.widget().width()} > {area.viewport().width()}"
        for area in visible(QScrollArea, page)
        if isinstance(area, QScrollArea) and area.widget().width() > area.viewport().width()
    ]


def check(shell: Shell, where: str) -> None:
    settle()
    window = shell.window()
    assert (window.width(), window.height()) == WINDOW, where
    assert window.minimumSizeHint().width() <= WINDOW[0], where
    assert window.minimumSizeHint().height() <= WINDOW[1], where
    assert sideways(window) == [], where
    assert cut_off(window) == [], where


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def shell(request: pytest.FixtureRequest, bench: Bench) -> Shell:
    scale, tongue = request.param
    bench.world.offline = True
    bench.world.by_page = (TARIFF,)
    bench.world.halves = (HALF,)
    job = bench.world.print_form("d0003", "supplement")
    bench.world.report(job, "failed", "PrinterError")
    return bench.shell(Choices(scale=scale, language=tongue))


def test_receive(shell: Shell, bench: Bench) -> None:
    page = shell.receive
    check(shell, "empty")
    page.scan(CARD_SCAN)
    page.procedure.choose(PROCEDURES[0])
    page.procedure.mark_all()
    page.refresh_preview()
    page.summary.toggle_why()
    check(shell, "filled")
    page.person.for_other.setChecked(True)
    check(shell, "another person")
    page.person.kind.choose("organisation", tell=True)
    check(shell, "an organisation")
    page._open_slip("supplement")  # noqa: SLF001 - pressing the button
    check(shell, "slip")
    page.escape()
    page.person.for_other.setChecked(False)
    bench.world.fails["receive"] = DiskFullError(folder="D:/Quay")
    page.main_action()
    check(shell, "error")
    page.escape()
    bench.world.fails.clear()
    page.main_action()
    check(shell, "received")
    page.scan(CARD_SCAN)
    page.procedure.choose(PROCEDURES[2])
    page.refresh_preview()
    check(shell, "by the page")
    page.scan("099085000011||Đặng Văn Ớt|02111985|Nam|Tổ 7|01012022")
    check(shell, "another's card")
    page.clear_form()
    check(shell, "cleared")


def test_receive_with_a_date_by_hand(shell: Shell) -> None:
    shell.receive.scan(CARD_SCAN)
    shell.receive.procedure.choose(PROCEDURES[-1])
    shell.receive.refresh_preview()
    check(shell, "date by hand")


def test_queue(shell: Shell) -> None:
    shell.go("queue")
    check(shell, "queue")
    shell.queue._ask_steps()  # noqa: SLF001 - what the timer does
    shell.queue.model.toggle(1)
    check(shell, "steps")
    shell.queue.step("supplement")
    check(shell, "asking")


def test_dossier(shell: Shell) -> None:
    shell.go("dossier")
    check(shell, "empty")
    for uid in ("d0001", "d0009", "d0011"):
        shell.open(uid)
        check(shell, uid)
    shell.open("d0001")
    for action in ("forward", "apologise", "void", "correct"):
        shell.dossier.step(action)
        check(shell, action)


def test_hand_over(shell: Shell) -> None:
    shell.go("handover")
    check(shell, "empty")
    shell.handover.look_up("d0011")
    shell.handover.look_up("d0003")
    shell.handover.scan(CARD_SCAN)
    check(shell, "another collector")
    shell.handover.collector.clear()
    shell.handover.collector.expect([shell.handover.cards[0].view.dossier])
    shell.handover.collector.name.setText("Đặng Văn Ớt")
    shell.handover.collector.ask_number()
    check(shell, "asked for the number")


def test_exchange_and_keys(shell: Shell) -> None:
    shell.go("exchange")
    check(shell, "exchange")
    shell.exchange.verify()
    check(shell, "compared")
    shell.overlay.toggle()
    settle()
    assert shell.overlay._sheet.geometry().width() <= WINDOW[0]  # noqa: SLF001 - the sheet itself
    assert cut_off(shell.overlay) == []


@pytest.mark.parametrize(("scale", "tongue"), LOOKS)
def test_start_and_sign_in(scale: int, tongue: str, bench: Bench) -> None:
    choices = Choices(scale=scale, language=tongue)
    for exists in (False, True):
        window = bench.window(choices, exists=exists, user=None)
        settle()
        assert (window.width(), window.height()) == WINDOW
        assert sideways(window) == []
        assert cut_off(window) == []
        bench.close()


@pytest.mark.parametrize(("scale", "tongue"), LOOKS)
def test_a_first_password_and_the_end_of_the_assistant(
    scale: int, tongue: str, bench: Bench
) -> None:
    choices = Choices(scale=scale, language=tongue)
    bench.world.staff = tuple(replace(each, has_password=False) for each in bench.world.staff[:1])
    for exists in (False, True):
        window = bench.window(choices, exists=exists, user=None)
        if isinstance(window.page, AssistantPage):
            window.page._tell_login("Phường Đống Đa", 1, "admin")  # noqa: SLF001 - as after F9
        else:
            assert isinstance(window.page, SignInPage)
            window.page.password.setText("mat-khau")
            window.page.sign_in()
            window.page.error.show_error(DiskFullError(folder="D:/Quay"))
        settle()
        assert (window.width(), window.height()) == WINDOW
        assert window.minimumSizeHint().height() <= WINDOW[1]
        assert sideways(window) == []
        assert cut_off(window) == []
        bench.close()


def test_three_columns_at_1366_and_one_from_150_per_cent(bench: Bench) -> None:
    for scale, wide in ((100, True), (125, True), (150, False)):
        shell = bench.shell(Choices(scale=scale))
        shell.window().resize(*WINDOW)  # a person's next window stands where the last one did
        settle()
        assert shell.receive.columns.wide is wide, scale
        bench.close()


def test_a_small_screen_has_three_columns_too(bench: Bench) -> None:
    window = bench.window()
    window.resize(1280, 720)
    settle()
    assert isinstance(window.page, Shell)
    assert window.page.receive.columns.wide
    assert sideways(window) == []


def test_buttons_tell_their_key(bench: Bench) -> None:
    shell = bench.shell()
    keys = {button.words: button.key for button in shell.receive.findChildren(KeyButton)}
    assert keys["Tiếp nhận"] == "F9"
    assert keys["Đủ giấy tờ"] == "Ctrl+D"


def test_every_widget_that_takes_the_focus_has_a_name(bench: Bench) -> None:
    shell = bench.shell()
    shell.receive.procedure.choose(PROCEDURES[0])
    shell.receive.person.for_other.setChecked(True)
    shell.open("d0001")
    shell.dossier.step("correct")
    shell.go("exchange")
    unnamed = [
        f"{type(each).__name__} in {type(each.parent()).__name__}"
        for each in shell.findChildren(QWidget)
        if each.focusPolicy() & 1  # reached with Tab
        and not (each.accessibleName() or isinstance(each, QAbstractButton | Chip))
        and not each.objectName().startswith("qt_")
    ]
    assert unnamed == []
