from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from desk.domain.errors import ExchangeError
from desk.domain.views import FilesStatus, FirstContact, TargetStatus
from desk.ui.exchange.page import ExchangeScreen
from desk.ui.kit import Kit
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.status import Mark
from desk.ui.pictures import settle
from tests.ui.exchanged import targets
from tests.ui.hands import press, stand, write
from tests.ui.invented import CARD_SCAN
from tests.ui.world import UnknownCodeError, World, explain


@pytest.fixture
def screen(kit: Kit, world: World, qtbot: QtBot) -> ExchangeScreen:
    world.offline = True
    ports = world.window_ports()
    made = ExchangeScreen(kit, ports.exchange, ports.printing)
    qtbot.addWidget(made)
    made.resize(1134, 645)
    stand(made, qtbot)
    made.refresh()
    return made


@pytest.fixture
def page(kit: Kit, world: World, qtbot: QtBot) -> ExchangeScreen:
    """Return the page before anybody has told it of a target."""
    ports = world.window_ports()
    made = ExchangeScreen(kit, ports.exchange, ports.printing)
    qtbot.addWidget(made)
    stand(made, qtbot)
    return made


def words_on(screen: ExchangeScreen) -> str:
    settle()
    return " ".join(each.text() for each in screen.findChildren(QLabel) if each.isVisible())


def test_the_page_is_read_from_its_top(page: ExchangeScreen) -> None:
    """What is shown first must not scroll away because nobody knew of a target yet."""
    page.resize(1134, 645)
    page.start()
    page.refresh()
    settle()
    scrolls = page.columns.findChildren(QScrollArea)
    assert any(each.verticalScrollBar().maximum() for each in scrolls)
    assert [each.verticalScrollBar().value() for each in scrolls] == [0] * len(scrolls)
    assert page._go.hasFocus()  # noqa: SLF001 - where the next key goes


def test_what_was_made_is_confirmed_or_waits_or_needs_a_person(screen: ExchangeScreen) -> None:
    said = words_on(screen)
    assert "412 việc tạo ở quầy này = 404" in said
    assert "+ 7 đang chờ gửi + 1 cần người xem" in said


def test_a_failure_is_told_with_what_it_means_and_what_to_do(screen: ExchangeScreen) -> None:
    said = words_on(screen)
    assert "Mất kết nối" in said
    assert "CityUnreachableError" not in said


def test_what_needs_a_person_is_counted_by_kind_and_leads_to_the_decision(
    screen: ExchangeScreen,
) -> None:
    asked: list[str] = []
    screen.asked.connect(asked.append)
    said = words_on(screen)
    assert "1 việc, từ 08:41" in said
    assert "Bước không được tính: 1" in said
    screen.attention.go.click()
    assert asked == ["review"]


def test_what_a_stick_carried_stands_in_the_history(screen: ExchangeScreen) -> None:
    assert "Hệ thống một cửa thành phố · USB: ghi 7 việc, 0,9 giây" in words_on(screen)


def test_f9_exchanges_now(screen: ExchangeScreen, world: World) -> None:
    world.offline = False
    screen.main_action()
    assert "sync_now" in world.names()
    assert "Đã trao đổi xong." in words_on(screen)


def test_nothing_is_called_done_while_nobody_answers(screen: ExchangeScreen, world: World) -> None:
    screen.main_action()
    assert "sync_now" in world.names()
    said = words_on(screen)
    assert "Chưa trao đổi được với Hệ thống một cửa thành phố." in said
    assert "Đã trao đổi" not in said


def test_what_still_waits_after_an_exchange_is_said(
    screen: ExchangeScreen, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.offline = False
    answered = tuple(replace(target, waiting=2) for target in world.targets())
    monkeypatch.setattr(screen, "_ports", replace(screen._ports, targets=lambda: answered))  # noqa: SLF001 - what the page is handed
    screen.main_action()
    assert "Đã trao đổi; còn 2 việc chờ gửi." in words_on(screen)


def test_a_target_is_called_by_its_vietnamese_name(
    screen: ExchangeScreen, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    city = tuple(replace(target, name="city") for target in world.targets())
    monkeypatch.setattr(screen, "_ports", replace(screen._ports, targets=lambda: city))  # noqa: SLF001 - as above
    screen.main_action()
    said = words_on(screen)
    assert "Thành phố" in said
    assert "Chưa trao đổi được với Thành phố." in said
    assert "city" not in said


def test_a_target_that_never_answered_has_accepted_nothing(
    screen: ExchangeScreen, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = tuple(
        replace(target, last_ok=None, online=None, proof=None) for target in world.targets()
    )
    ports = replace(screen._ports, targets=lambda: fresh, review=tuple)  # noqa: SLF001 - as above
    monkeypatch.setattr(screen, "_ports", ports)
    screen.refresh()
    said = words_on(screen)
    assert "Không có việc nào." in said
    assert "được chấp nhận" not in said
    marks = [mark.text for mark in screen.targets.findChildren(Mark) if mark.isVisible()]
    assert marks == ["Chưa trao đổi lần nào"]


def test_a_failed_exchange_is_said_and_the_button_is_free_again(
    screen: ExchangeScreen, world: World
) -> None:
    world.fails["sync_now"] = UnknownCodeError(code="1")
    screen.main_action()
    assert screen.error.title
    world.fails.clear()
    screen.main_action()
    assert world.names().count("sync_now") == 2


def test_sameness_with_the_city_is_proved(screen: ExchangeScreen) -> None:
    screen.verify()
    assert "Giống nhau: 412 hồ sơ, ở quầy và ở “Thành phố”." in words_on(screen)


def test_connecting_needs_address_and_code(screen: ExchangeScreen, world: World) -> None:
    card = screen.connect_card
    card.go.click()
    assert "connect" not in world.names()
    write(card.url, "https://motcua.example.vn")
    card.go.click()
    assert "connect" not in world.names()
    write(card.code, "ABC-123")
    card.go.click()
    assert ("connect", "https://motcua.example.vn", "ABC-123") in world.done


def test_the_text_of_a_citys_qr_code_fills_in_both_fields(
    screen: ExchangeScreen, world: World
) -> None:
    key = "0123-4567-89ab-cdef-0123-4567-89ab-cdef"
    card = screen.connect_card
    text = f"https://motcua.example.vn/#ABCD-EFGH-JKMN.{key}"
    write(card.url, text)
    assert (card.url.text(), card.code.text()) == ("https://motcua.example.vn", "ABCD-EFGH-JKMN")
    assert key in words_on(screen)
    card.go.click()
    assert ("connect", text, "ABCD-EFGH-JKMN") in world.done
    # Once it is used up, a code typed by hand is another city's business again.
    assert key not in words_on(screen)


def test_a_scanner_on_this_page_may_read_the_citys_code(screen: ExchangeScreen) -> None:
    assert screen.scan("https://motcua.example.vn/#ABCD-EFGH-JKMN")
    assert screen.connect_card.code.text() == "ABCD-EFGH-JKMN"
    screen.scan("0012345")
    assert "7" in screen.scanner.said


def test_a_refused_connection_is_said_beside_the_form(screen: ExchangeScreen, world: World) -> None:
    world.fails["connect"] = UnknownCodeError(code="1")
    write(screen.connect_card.url, "https://motcua.example.vn")
    write(screen.connect_card.code, "ABC-123")
    world.offline = False
    toasts: list[str] = []
    screen.changed.connect(toasts.append)
    screen.main_action()
    screen.verify()
    screen.connect_card.go.click()
    assert screen.connect_card.error.title
    assert not screen.error.title
    said = words_on(screen)
    for success in ("Đã kết nối", "Đã trao đổi", "Giống nhau"):
        assert success not in said
    assert toasts == []


def test_a_connection_begins_with_an_exchange(screen: ExchangeScreen, world: World) -> None:
    world.fails["connect"] = UnknownCodeError(code="1")
    write(screen.connect_card.url, "https://motcua.example.vn")
    write(screen.connect_card.code, "ABC-123")
    screen.connect_card.go.click()
    world.fails.clear()
    toasts: list[str] = []
    screen.changed.connect(toasts.append)
    screen.connect_card.go.click()
    assert toasts == ["Đã kết nối"]
    assert world.names()[-3:].count("sync_now") == 1
    assert not screen.connect_card.error.title  # the failure before


class SlotTakenError(ExchangeError):
    """As the exchange says that another counter has this one's slot."""


@pytest.mark.parametrize(("free", "offered"), [("3 5", "3 5"), ("", "1 3 4 5 6 7 8")])
def test_where_the_slot_is_taken_another_one_is_chosen(
    page: ExchangeScreen, world: World, free: str, offered: str
) -> None:
    """The first connection of a counter that was set up with another one's number."""
    page.show_targets(())
    card = page.connect_card
    write(card.url, "https://motcua.example.vn")
    write(card.code, "ABC-123")
    world.fails["connect"] = SlotTakenError(slot=2, free=free)
    card.go.click()
    assert card.error.title
    assert card.slots is not None
    assert [each.text() for each in card.slots.findChildren(QPushButton)] == offered.split()
    card.error.acknowledge()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert card.slots.isAncestorOf(focus)  # where the answer is given
    world.fails.clear()
    before = len(world.done)
    card.go.click()  # nothing is chosen for anybody
    assert world.done[before:] == []
    assert "Chọn một dải số." in words_on(page)
    told: list[int] = []
    page.renumbered.connect(told.append)
    card.slots.choose("5")
    card.slots.begin()
    card.go.click()
    assert card.code.hasFocus()
    assert ("connect", "https://motcua.example.vn", "ABC-123", 5) in world.done
    assert told == [5]
    assert "Dải số" not in words_on(page)


def test_whoever_has_joined_is_offered_no_other_slot(screen: ExchangeScreen, world: World) -> None:
    world.fails["connect"] = SlotTakenError(slot=2, free="3")
    write(screen.connect_card.url, "https://motcua.example.vn")
    write(screen.connect_card.code, "ABC-123")
    screen.connect_card.go.click()
    assert screen.connect_card.error.title
    assert screen.connect_card.slots is None


def test_a_paper_that_failed_says_why_and_can_be_printed_again(
    screen: ExchangeScreen, world: World
) -> None:
    job = world.print_form("d0003", "receipt")
    world.report(job, "failed", "PrinterError")
    screen.refresh()
    assert "Máy in không nhận" in words_on(screen)
    again = next(b for b in screen.printer.findChildren(KeyButton) if b.words == "Thử lại")
    again.click()
    assert world.printed[-1].state == "waiting"


def test_trying_the_scanner_shows_nobodys_data(screen: ExchangeScreen) -> None:
    screen.scan(CARD_SCAN)
    assert "có dấu, tốt" in screen.scanner.said
    assert "Dương" not in screen.scanner.said
    screen.scan("099190012345|Nguyen Thi|08031990")
    assert "mất dấu" in screen.scanner.said


def test_without_a_target_only_connecting_is_offered(
    page: ExchangeScreen, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "_ports", replace(page._ports, targets=tuple))  # noqa: SLF001 - as above
    page.refresh()
    page.main_action()
    assert "sync_now" not in world.names()


def test_a_practice_office_offers_no_connection(kit: Kit, world: World, qtbot: QtBot) -> None:
    ports = world.window_ports()
    page = ExchangeScreen(kit, ports.exchange, ports.printing, practice=True)
    qtbot.addWidget(page)
    stand(page, qtbot)
    page.show_targets(())
    said = [each.text() for each in page.findChildren(QLabel) if each.isVisible()]
    assert "Cơ quan thực hành không gửi đi đâu" in said
    assert page.connect_card.isHidden()


def test_a_system_of_whole_dossiers_counts_dossiers_of_the_ward(page: ExchangeScreen) -> None:
    portal = TargetStatus(
        name="cổng",
        url="https://cong.example",
        kind="portal",
        online=True,
        created=5,
        confirmed=2,
        waiting=1,
        attention=2,
        files=FilesStatus(missing=1, named=3),
    )
    page.show_targets((portal,))
    said = [each.text() for each in page.targets.findChildren(QLabel)]
    assert {"cổng", "hồ sơ của phường", "đã có ở hệ thống này"} <= set(said)
    assert "Tệp quét: thiếu 1/3 tệp, sẽ gửi khi tệp về máy này" in said
    assert "Cổng quốc gia · https://cong.example" in {
        each.accessibleName() or each.text() for each in page.targets.findChildren(QLabel)
    }


def test_a_hubs_receipt_is_no_confirmation_and_a_pause_is_said_once(page: ExchangeScreen) -> None:
    hub = TargetStatus(
        name="hub",
        url="http://127.0.0.1:1",
        paused="NotAuthorisedError",
        error="NotAuthorisedError",
    )
    page.show_targets((hub,))
    said = words_on(page)
    assert "thành phố đã xác nhận" not in said
    assert "đã nhận, không thay thành phố xác nhận" in said
    assert "máy trung gian không chuyển hồ sơ lên thành phố" in said
    title = explain("NotAuthorisedError", {"target": "hub"}).title
    assert "hub" in title
    assert said.count(title) == 1


def test_a_file_for_helpers_is_written_and_its_place_told(
    screen: ExchangeScreen, world: World
) -> None:
    (button,) = [b for b in screen.findChildren(KeyButton) if b.words == "Ghi gói hỗ trợ"]
    press(button, Qt.Key.Key_Space)
    assert "/nhà/desk-20261123-094100.zip" in words_on(screen)
    assert "support" in world.names()


def test_with_a_portal_alone_there_is_nothing_to_compare_with(
    page: ExchangeScreen, world: World
) -> None:
    portal = TargetStatus(name="cổng", url="https://cong.example", kind="portal", online=True)
    page.show_targets((portal,))
    assert page._go.isEnabled()  # noqa: SLF001 - the page's own button
    assert not page._verify.isEnabled()  # noqa: SLF001 - as above
    page.verify()
    assert "compare" not in world.names()
    page.sync_now()
    settle()
    page.show_targets((portal, *world.targets()))
    assert page._verify.isEnabled()  # noqa: SLF001 - as above


def test_a_first_contact_tells_how_far_it_is(page: ExchangeScreen) -> None:
    (city,) = targets(offline=False)
    coming = FirstContact(have=12_400_000, size=59_100_000, dossiers=91_798)
    page.show_targets((replace(city, first=coming, proof=None),))
    assert "Lần kết nối đầu: đã nhận 12 MB/56 MB của 91.798 hồ sơ" in words_on(page)
    whole = replace(coming, have=coming.size)
    page.show_targets((replace(city, first=whole, proof=None),))
    assert "đang kiểm tra và đưa 91.798 hồ sơ vào máy" in words_on(page)


def test_the_wheel_scrolls_past_a_choice_and_never_changes_it(
    screen: ExchangeScreen,
) -> None:
    choice = screen.printer.sheets
    assert choice.count() > 1
    before = choice.currentIndex()
    for step in (-120, 120):
        at = QPointF(choice.rect().center())
        turned = QWheelEvent(
            at,
            choice.mapToGlobal(at),
            QPoint(),
            QPoint(0, step),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(choice, turned)
        assert not turned.isAccepted()  # so the page gets it
    assert choice.currentIndex() == before
