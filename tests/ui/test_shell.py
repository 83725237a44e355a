"""The window's shell: keys, scans, chips, parked citizens, and what passes between the pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QScrollBar, QWidget

from desk.domain.views import PrintJob
from desk.ui.choices import Choices
from desk.ui.main_window import MainWindow
from desk.ui.page import Undo
from desk.ui.parts.buttons import KeyButton
from desk.ui.pictures import settle
from desk.ui.shell.desk import Shell
from desk.ui.shell.screens import SCREENS
from tests.ui.conftest import Bench
from tests.ui.exchanged import targets
from tests.ui.hands import Hands, press
from tests.ui.invented import CARD_SCAN, NOW, PROCEDURES
from tests.ui.test_how_it_is_laid_out import cut_off

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_the_first_screen_is_the_counter_and_its_cursor_is_ready(bench: Bench) -> None:
    shell = bench.shell()
    assert shell.shown == "receive"
    assert shell.receive.person.person.fields["personal_id"].widget.hasFocus()


@pytest.mark.parametrize("screen", [screen.name for screen in SCREENS])
def test_every_screen_is_one_click_away(screen: str, bench: Bench) -> None:
    shell = bench.shell()
    shell.rail.buttons[screen].click()
    assert shell.shown == screen
    assert shell.stack.currentWidget() is shell.pages[screen]


@pytest.mark.parametrize("screen", ["exchange", "review"])
def test_another_slot_is_shown_at_once_and_stays(bench: Bench, screen: str) -> None:
    shell = bench.shell()
    (window,) = bench.windows
    shell.page_of(screen).renumbered.emit(4)
    assert shell.counter == "Quầy 4"
    assert "Quầy 4" in [each.text() for each in shell.rail.findChildren(QLabel)]
    window.choose(Choices(theme="dark"))  # everything is built anew
    assert isinstance(window.page, Shell)
    assert window.page.counter == "Quầy 4"


def test_keys_lead_to_screens_and_back(bench: Bench, hands: Hands) -> None:
    shell = bench.shell()
    hands.key(Qt.Key.Key_F7)
    assert shell.shown == "handover"
    hands.key(Qt.Key.Key_F3)
    assert shell.top.box.hasFocus()
    hands.key(Qt.Key.Key_F2)
    assert shell.shown == "receive"
    shell.open("d0001")
    press(shell, Qt.Key.Key_Escape)
    assert shell.shown == "queue"


def test_f1_shows_all_keys_and_puts_them_away(bench: Bench, hands: Hands) -> None:
    shell = bench.shell()
    before = QApplication.focusWidget()
    hands.key(Qt.Key.Key_F1)
    assert shell.overlay.isVisible()
    hands.key(Qt.Key.Key_F9)  # nothing happens behind the sheet
    hands.key(Qt.Key.Key_Tab)
    assert shell.overlay.isAncestorOf(QApplication.focusWidget() or shell)
    hands.key(Qt.Key.Key_Escape)
    assert not shell.overlay.isVisible()
    assert QApplication.focusWidget() is before


def test_every_page_is_reached_by_arrows_in_the_rail(bench: Bench, hands: Hands) -> None:
    shell = bench.shell()
    shell.go("quick")
    shell.rail.buttons["quick"].setFocus()
    for at, each in enumerate(SCREENS[2:], start=2):
        for _ in range(9):
            hands.key(Qt.Key.Key_F6)
            if shell.rail.buttons[SCREENS[at - 1].name].hasFocus():  # where we are
                break
        hands.key(Qt.Key.Key_Down)
        assert shell.shown == SCREENS[at - 1].name  # walking past a page does not open it
        hands.key(Qt.Key.Key_Return)
        assert shell.shown == each.name
    shell.rail.buttons["receive"].setFocus()
    hands.key(Qt.Key.Key_Up)
    assert shell.rail.buttons[SCREENS[-1].name].hasFocus()


def test_a_sheet_longer_than_the_window_scrolls_by_keys(bench: Bench, hands: Hands) -> None:
    shell = bench.shell(Choices(scale=200))
    hands.key(Qt.Key.Key_F1)
    bar = next(bar for bar in shell.overlay.findChildren(QScrollBar) if bar.maximum() > 0)
    hands.key(Qt.Key.Key_PageDown)
    assert bar.value() > 0
    hands.key(Qt.Key.Key_End)
    assert bar.value() == bar.maximum()


def test_a_scan_anywhere_opens_its_dossier(bench: Bench, hands: Hands) -> None:
    shell = bench.shell()
    shell.go("queue")
    hands.scan(bench.world.dossiers["d0005"].barcode)
    assert shell.shown == "dossier"
    assert shell.dossier.view is not None
    assert shell.dossier.view.dossier.uid == "d0005"


def test_a_scan_while_typing_in_a_note_leaves_no_trace(bench: Bench, hands: Hands) -> None:
    shell = bench.shell()
    shell.open("d0001")
    shell.dossier.step("note")
    hands.type("goi lai ")
    hands.scan(bench.world.dossiers["d0005"].barcode)
    shell.open("d0001")
    assert "0019" not in shell.dossier.panel.accessibleName()
    assert shell.dossier.view is not None


def test_after_an_error_the_next_scan_is_refused_until_it_is_read(
    bench: Bench, hands: Hands
) -> None:
    shell = bench.shell()
    hands.scan("12345678")
    assert shell.receive.error.title
    hands.scan(CARD_SCAN)
    assert shell.receive.is_empty
    assert shell.toast.isVisible()
    hands.type("\x1b")
    hands.scan(CARD_SCAN)
    assert not shell.receive.is_empty


def test_the_command_box_finds_by_name_and_enter_opens(bench: Bench, hands: Hands) -> None:
    shell = bench.shell()
    hands.key(Qt.Key.Key_F3)
    hands.type("hoa gao")
    hands.type("\r")
    assert bench.world.done[-1]  # searched
    shell.top.search("Hoa Gạo")
    hands.type("\r")
    assert shell.shown == "dossier"


def test_the_sync_chip_and_the_calm_line_say_since_when(bench: Bench) -> None:
    bench.world.offline = True
    shell = bench.shell()
    assert shell.top.sync.words == "Ngoại tuyến · 7 chờ gửi"
    assert shell.offline.said.startswith("Ngoại tuyến từ 09:12.")
    bench.world.offline = False
    shell.watch.look()
    assert shell.offline.said == ""
    assert shell.top.sync.words == "1 việc cần xem"


def test_who_alone_is_silent_is_named(bench: Bench) -> None:
    shell = bench.shell()
    (city,), (portal,) = targets(offline=False), targets(offline=True)
    told = (replace(city, name="city"), replace(portal, name="Cổng thử"))
    shell.top.show_targets(told)
    shell.offline.show_targets(told)
    assert shell.top.sync.words == "Mất liên lạc: Cổng thử · 7 chờ gửi"
    assert shell.offline.said.startswith("Chưa liên lạc được với Cổng thử từ 09:12.")
    assert "Ngoại tuyến" not in shell.offline.said


def test_the_printer_chip_says_what_failed(bench: Bench) -> None:
    shell = bench.shell()
    for place, said in (
        ("", "Máy in"),
        ("none", "Chưa có máy in"),
        ("folder", "In ra tệp PDF"),
        ("stopped", "Máy in"),
        ("printer", "Máy in sẵn sàng"),
    ):
        shell.top.show_jobs((), place)
        assert shell.top.printer.words == said
    job = PrintJob(
        id=1,
        form="receipt",
        dossier="d0001",
        dossier_code="x",
        state="failed",
        copies=2,
        attempts=1,
        queued_at=NOW,
        error="PrinterError",
    )
    shell.top.show_jobs((job,))
    assert shell.top.printer.words == "1 giấy chưa in được"
    shell.top.show_jobs((replace(job, state="waiting"),))
    assert shell.top.printer.words == "Đang in 1 giấy"


def toasts(shell: Shell) -> list[str]:
    labels = shell.toast.findChildren(QLabel)
    return [each.text() for each in labels if each.isVisible() and each.text()]


def test_a_printed_paper_is_told_once_it_is_there_and_where(
    bench: Bench, hands: Hands, tmp_path: Path
) -> None:
    shell = bench.shell(Choices(printer=f"folder:{tmp_path / 'pdf'}"))
    assert shell.top.printer.words == "In ra tệp PDF"
    hands.scan(CARD_SCAN)
    shell.receive.procedure.choose(PROCEDURES[0])
    shell.receive.procedure.mark_all()
    hands.key(Qt.Key.Key_F9)
    assert toasts(shell) == []  # the band tells of the receipt
    said = " ".join(each.text() for each in shell.receive.band.findChildren(QLabel))
    assert f"Giấy tiếp nhận: đã ghi tệp PDF vào {tmp_path / 'pdf'}" in said
    hands.key(Qt.Key.Key_F8)
    (told,) = toasts(shell)
    assert told.endswith(f"đã ghi tệp PDF vào {tmp_path / 'pdf'}")
    assert len(list((tmp_path / "pdf").iterdir())) == 2
    shell.go("exchange")
    said = " ".join(each.text() for each in shell.exchange.printer.findChildren(QLabel))
    assert f"đã ghi tệp PDF vào {tmp_path / 'pdf'}" in said


def test_without_a_printer_nothing_is_said_to_be_sent(bench: Bench) -> None:
    shell = bench.shell(Choices(printer="Máy đã tháo"))
    assert shell.top.printer.words == "Chưa có máy in"
    shell.open("d0011")
    shell.dossier.printed.emit(bench.world.print_form("d0011", "receipt"))
    (told,) = toasts(shell)
    assert told.endswith("chưa có máy in nào được chọn; giấy chờ ở Đồng bộ & thiết bị")
    assert shell.top.printer.words == "1 giấy chưa in được"
    assert bench.world.printed[-1].error == "NoPrinterError"
    shell.go("exchange")
    said = " ".join(each.text() for each in shell.exchange.printer.findChildren(QLabel))
    assert "Máy tính này chưa có máy in nào: giấy sẽ chờ." in said


def test_a_warning_that_passes_has_no_green_tick(bench: Bench) -> None:
    shell = bench.shell()
    shell.toast.say("Xong")
    well = shell.toast._mark.pixmap().toImage()  # noqa: SLF001 - the picture on it
    shell.toast.say("Không xong", well=False)
    assert shell.toast._mark.pixmap().toImage() != well  # noqa: SLF001 - as above


def test_counts_stand_on_the_rail(bench: Bench) -> None:
    shell = bench.shell()
    assert shell.rail.buttons["queue"].accessibleName() == "Việc của tôi 14"
    assert shell.rail.buttons["handover"].accessibleName() == "Trả kết quả 2"


def test_the_rail_folds_on_a_narrow_window(bench: Bench) -> None:
    window = bench.window()
    assert isinstance(window.page, Shell)
    assert not window.page.rail.narrow
    window.resize(1100, 700)
    assert window.page.rail.narrow


def names(shell: Shell) -> list[str]:
    return [draft.label for draft in shell.drafts.waiting.parked]


def test_a_citizen_is_parked_and_taken_up_again(bench: Bench, hands: Hands) -> None:
    shell = bench.shell()
    hands.scan(CARD_SCAN)
    shell.receive.procedure.choose(PROCEDURES[0])
    hands.key(Qt.Key.Key_S, CONTROL)
    assert shell.receive.is_empty
    assert names(shell) == ["Thùy Dương"]
    hands.key(Qt.Key.Key_1, CONTROL)
    assert shell.receive.new().submitter.name == "Nguyễn Thị Thùy Dương"
    assert names(shell) == []


def test_taking_one_up_parks_the_one_in_hand(bench: Bench, hands: Hands) -> None:
    shell = bench.shell()
    hands.scan(CARD_SCAN)
    hands.key(Qt.Key.Key_S, CONTROL)
    hands.scan("099085000011")
    hands.key(Qt.Key.Key_1, CONTROL)
    assert shell.receive.new().submitter.name == "Nguyễn Thị Thùy Dương"
    assert names(shell) == ["Văn Ớt"]


def test_the_next_dossier_of_the_list_is_one_key_away(bench: Bench, hands: Hands) -> None:
    shell = bench.shell()
    shell.go("queue")
    shell.open("d0001")
    hands.key(Qt.Key.Key_PageDown, CONTROL)
    assert shell.dossier.view is not None
    assert shell.dossier.view.dossier.uid == "d0002"
    hands.key(Qt.Key.Key_PageUp, CONTROL)
    assert shell.dossier.view.dossier.uid == "d0001"


def test_f8_prints_the_last_receipt_again(bench: Bench, hands: Hands) -> None:
    shell = bench.shell()
    hands.scan(CARD_SCAN)
    shell.receive.procedure.choose(PROCEDURES[0])
    shell.receive.procedure.mark_all()
    hands.key(Qt.Key.Key_F9)
    hands.key(Qt.Key.Key_F8)
    uid = shell.receive.band.uid
    assert ("print_form", uid, "receipt") in bench.world.done


def test_the_dossiers_result_is_handed_over_on_its_own_page(bench: Bench) -> None:
    shell = bench.shell()
    shell.open("d0011")
    shell.main_action()
    assert shell.shown == "handover"
    assert [card.view.dossier.uid for card in shell.handover.cards] == ["d0011"]


def test_looks_and_language_change_without_losing_what_is_half_done(
    bench: Bench, hands: Hands
) -> None:
    window = bench.window()
    hands.scan(CARD_SCAN)
    before = window.page
    window.choose(Choices(theme="dark", scale=125, language="en"))
    settle()
    assert window.page is not before
    assert isinstance(window.page, Shell)
    assert window.page.receive.new().submitter.name == "Nguyễn Thị Thùy Dương"
    assert window.page.rail.buttons["queue"].accessibleName() == "My work 14"
    assert bench.kept[-1].language == "en"


def test_choosing_a_printer_is_kept_and_rebuilds_nothing(bench: Bench) -> None:
    window = bench.window()
    before = window.page
    assert isinstance(before, Shell)
    before.go("exchange")
    before.exchange.printer.chosen.emit("Canon")
    settle()
    assert bench.kept[-1].printer == "Canon"
    assert before.spool.printer == "Canon"
    assert window.page is before


def test_the_users_menu_offers_looks_sizes_and_languages(bench: Bench) -> None:
    shell = bench.shell()
    menu = shell.top.menu()
    words = [action.text() for action in menu.actions()]
    for sub in menu.findChildren(QMenu):
        words += [action.text() for action in sub.actions()]
    for wanted in ("Tối", "Tương phản cao", "200 %", "English", "Đổi người dùng\tF12"):
        assert wanted in words


def test_no_part_of_a_page_ever_flashes_as_a_window(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    flashed: list[str] = []

    def told(name: str) -> Callable[..., None]:
        plain = getattr(QWidget, name)

        def tell(self: QWidget, *shown: bool) -> None:
            if all(shown) and self.isWindow() and not isinstance(self, MainWindow):
                flashed.append(type(self).__name__)
            plain(self, *shown)

        return tell

    # Not a filter of all events: one in Python, called while an object is made, brings Qt down.
    for name in ("show", "setVisible"):
        monkeypatch.setattr(QWidget, name, told(name))
    label = QLabel()
    label.show()
    label.deleteLater()
    assert flashed == ["QLabel"]
    flashed.clear()
    shell = bench.shell()
    shell.receive.scan(CARD_SCAN)
    shell.receive.procedure.choose(PROCEDURES[0])
    for screen in SCREENS:
        shell.go(screen.name)
    shell.open("d0009")
    shell.dossier.step("supplemented")
    shell.handover.look_up("d0011")
    shell.handover.look_up("d0003")
    shell.overlay.toggle()
    assert flashed == []


def test_enter_presses_the_button_that_has_the_cursor(bench: Bench) -> None:
    shell = bench.shell()
    rail = shell.rail.buttons["queue"]
    rail.setFocus()
    press(rail, Qt.Key.Key_Return)
    assert shell.shown == "queue"
    again = next(b for b in shell.queue.findChildren(KeyButton) if b.key == "F5")
    again.setFocus()
    bench.world.done.clear()
    press(again, Qt.Key.Key_Enter)
    assert "page" in bench.world.names()


@pytest.mark.parametrize("scale", [100, 200])
def test_words_that_pass_cover_nothing_and_go_with_esc(
    bench: Bench, hands: Hands, scale: int
) -> None:
    shell = bench.shell(Choices(scale=scale))
    shell.go("books")
    settle()
    roomy, before = shell.strip.isVisible(), shell.strip.height()
    said = "Đã ghi Sổ theo dõi hồ sơ tháng 11/2026 thành tệp PDF vào /nha/quay-1/so-thang-11.pdf"
    shell.toast.say(said, more="Mở thư mục", then=lambda: None)
    settle()
    assert shell.toast.isVisible()
    assert shell.toast.parentWidget() is shell.strip
    page, strip = (each.geometry() for each in (shell.stack, shell.strip))
    assert not page.intersects(strip)  # it has a place of its own
    assert strip.bottom() <= shell.height()
    assert shell.strip.rect().contains(shell.toast.geometry())
    assert cut_off(shell.strip) == []
    shell.strip.offer(Undo(said="Đã xóa", back=lambda: None))
    settle()
    assert shell.strip.back.isVisible()  # what can be pressed for stays
    assert shell.strip.back.geometry().left() >= shell.toast.geometry().right()
    shell.strip.take_back()
    hands.key(Qt.Key.Key_Escape)
    settle()
    assert not shell.toast.isVisible()
    assert (shell.strip.isVisible(), shell.strip.height()) == (roomy, before)
