"""The page of numbered sheets over a real counter: what comes, what goes, what is odd."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.app import results as results_room
from desk.app import seat as room
from desk.app.seat import Seat
from desk.domain.records import Actor
from desk.printing import wording
from desk.services import print_queue, result_sheets, results, sheets
from desk.ui.kit import Kit
from desk.ui.sheets.page import SheetsScreen
from tests.kit import BIRTH, receive
from tests.printing.reading import flat, poppler_text
from tests.services.test_results import ANSWERS, REST
from tests.ui.conftest import Bench
from tests.ui.hands import Hands, stand

COUNTER = Actor(uid="q", login="q", name="Tiếp nhận Thử", role="counter")


@pytest.fixture
def page(kit: Kit, seat: Seat, qtbot: QtBot) -> SheetsScreen:
    made = SheetsScreen(kit, room.window_ports(seat).sheets)
    qtbot.addWidget(made)
    made.resize(1134, 680)
    stand(made, qtbot)
    made.refresh()
    made.start()
    return made


def told(page: SheetsScreen) -> list[str]:
    rows = page.series.model_rows
    return [str(rows.data(rows.index(0, at))) for at in range(rows.columnCount())]


def spoil(seat: Seat, number: str) -> str:
    """Spoil a sheet over a paper; return its dossier."""
    forms = wording.load("results")
    code = receive(seat.work, BIRTH, answers=ANSWERS).uid
    results.draft(seat.work, seat.user, code, "extract_birth", REST, forms)
    result_sheets.spoil_sheet(seat.work, seat.user, code, "", number, "kẹt giấy")
    return code


def test_what_came_is_given_out_and_counted(page: SheetsScreen, seat: Seat, hands: Hands) -> None:
    assert page.empty.isVisible()
    hands.type("tl 000101\t000600")
    assert page.form._fields["last"].said == "500 tờ"
    page.main_action()
    assert told(page)[:6] == ["TL", "0", "500", "0", "0", "500"]
    assert page.form.first.hasFocus()
    page.form.way.choose("given", tell=True)
    hands.type("TL 000101\t000200")
    page.form.slot.set_value(2)
    page.main_action()
    (_, given) = sheets.whole(seat.work).lots
    assert (given.way, given.first, given.last, given.slot) == ("given", 101, 200, 2)
    assert len(page.happened.rows) == 2


def test_what_cannot_be_is_said_at_its_field_and_stays_typed(
    page: SheetsScreen, seat: Seat, hands: Hands
) -> None:
    hands.type("TL 000200\t000100")
    page.main_action()
    assert "Dải số phôi" in page.form._fields["last"].said
    assert page.form.first.text() == "TL 000200"
    page.form.way.choose("given", tell=True)
    page.form.last.setText("000300")
    page.main_action()
    assert "Số quầy" in page.form._fields["slot"].said
    page.form.way.choose("spoilt", tell=True)
    page.main_action()
    assert "vì sao phôi hỏng" in page.form._fields["why"].said
    assert sheets.whole(seat.work).lots == ()


def test_sheets_that_nobody_stocked_are_not_called_in_order(page: SheetsScreen, seat: Seat) -> None:
    spoil(seat, "TL 000003")
    page.refresh()
    assert page.told.text() == "TL: chưa ghi nhập kho số nào, nên không đối chiếu được"
    assert page.told.property("tone") == "warn"
    assert not desk_account(seat)["stocked"]


def desk_account(seat: Seat) -> dict[str, object]:
    (row,) = results_room.account_object(sheets.whole(seat.work))["series"]
    return dict(row)


def test_what_is_odd_is_told_and_leads_to_its_dossier(
    page: SheetsScreen, seat: Seat, hands: Hands
) -> None:
    sheets.stock(seat.work, seat.user, "received", "TL 000001", "TL 000010")
    code = spoil(seat, "TL 000003")
    page.refresh()
    assert "bỏ qua số 000001–000002, vẫn tính là còn" in page.told.text()
    page.spoilt_only.setChecked(True)
    assert len(page.happened.rows) == 1
    went: list[str] = []
    page.opened.connect(went.append)
    page.happened.setFocus()
    hands.key(Qt.Key.Key_Return)
    assert went == [code]


def test_the_account_is_printed_through_the_queue(page: SheetsScreen, seat: Seat) -> None:
    sheets.stock(seat.work, seat.user, "received", "TL 000001", "TL 000010", note="phiếu 7")
    spoil(seat, "TL 000001")
    page.print_account()
    (job,) = [each for each in print_queue.jobs(seat.work) if each.form == "sheets"]
    assert job.paper == "a4"
    text = flat(poppler_text(seat.pdf(job.id), seat.folder))
    for part in ("QUYẾT TOÁN PHÔI", "phiếu 7", "kẹt giấy", "TL 000001–000010", "Tổng cộng"):
        assert part in text


def test_whoever_may_not_sees_the_account_alone(page: SheetsScreen, seat: Seat) -> None:
    seat.user = COUNTER
    page.seat(COUNTER)
    assert page.form.isHidden()
    page.main_action()
    page.start()
    at = QApplication.focusWidget()
    assert at is not None
    assert page.isAncestorOf(at)


def test_the_books_lead_there_and_back(bench: Bench, hands: Hands) -> None:
    shell = bench.shell()
    shell.go("books")
    hands.key(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert shell.shown == "sheets"
    assert shell.rail.buttons["books"].isChecked()
    hands.key(Qt.Key.Key_Escape)
    assert shell.shown == "books"


def test_a_scanner_fills_the_first_number_then_the_last(page: SheetsScreen) -> None:
    assert page.scan("TL000101")
    assert page.scan("TL 000110")
    assert (page.form.first.text(), page.form.last.text()) == ("TL 000101", "TL 000110")
    assert not page.scan("001199000001||Nguyễn Thị Ví Dụ|08031999|Nữ|x|01012022")
