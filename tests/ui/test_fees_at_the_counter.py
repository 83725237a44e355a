"""The fee while the citizen stands there: by the page, by the copy, less what the law lets off."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desk.domain.records import FeeRule
from desk.domain.views import NewDossier
from desk.ui.kit import Kit
from desk.ui.parts.fields import Check
from desk.ui.receive.page import ReceivePage
from tests.ui.conftest import Bench
from tests.ui.hands import Hands, press, stand, write
from tests.ui.invented import CARD_SCAN, HALF, PROCEDURES, TARIFF
from tests.ui.world import World

BIRTH, COPIES = PROCEDURES[0], PROCEDURES[2]
EXTRACT = replace(BIRTH, fees=(FeeRule(amount=8000, per="bản", note="TT 281/2016/TT-BTC"),))
UNKNOWN = replace(BIRTH, fees=(FeeRule(amount=None),))


@pytest.fixture
def page(kit: Kit, world: World, qtbot: QtBot) -> ReceivePage:
    world.by_page = (TARIFF,)
    world.halves = (HALF,)
    made = ReceivePage(kit, world.receive_ports())
    qtbot.addWidget(made)
    made.resize(1134, 680)
    stand(made, qtbot)
    return made


def where() -> str:
    """Return what the cursor stands in."""
    focused = QApplication.focusWidget()
    return focused.accessibleName() if focused else ""


def said(page: ReceivePage) -> str:
    fee = page.summary.fee
    return " ".join(each.text() for each in fee.findChildren(QLabel) if each.isVisible())


def choose_waiver(page: ReceivePage, name: str) -> None:
    waiver = page.summary.fee._waiver  # noqa: SLF001 - the list on the page
    waiver.setFocus()
    for _ in range(waiver.count()):
        if name in waiver.currentText():
            return
        press(waiver, Qt.Key.Key_Down)
    raise AssertionError(name)


def test_pages_and_copies_are_typed_and_the_sum_follows(page: ReceivePage) -> None:
    page.scan(CARD_SCAN)
    page.procedure.choose(COPIES)
    assert where() == "Số trang mỗi bản"
    assert "2.000 đ" in said(page)
    write(QApplication.focusWidget(), "3")
    press(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert where() == "Số bản"
    write(QApplication.focusWidget(), "2")  # the field was selected by coming to it
    assert "10.000 đ" in said(page)
    new = page.new()
    assert (new.fee, new.fee_pages, new.fee_count) == (10_000, 3, 2)
    assert new.fee_note == "3 trang × 2 bản (Thông tư 226/2016/TT-BTC)"


def test_no_copy_costs_more_than_the_ceiling(page: ReceivePage) -> None:
    page.procedure.choose(COPIES)
    page.go_to("fee_count")
    write(QApplication.focusWidget(), "500")
    assert "200.000 đ" in said(page)


def test_without_a_page_there_is_something_missing(page: ReceivePage) -> None:
    page.scan(CARD_SCAN)
    page.procedure.choose(COPIES)
    page.refresh_preview()
    page.go_to("fee_count")
    press(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert [gap.field for gap in page.gaps()] == ["fee_count"]
    press(QApplication.focusWidget(), Qt.Key.Key_Up)
    assert page.gaps() == ()


def test_a_fee_by_the_copy_is_counted(page: ReceivePage) -> None:
    page.procedure.choose(EXTRACT)
    page.refresh_preview()
    assert page.new().fee is None  # one copy is what the table says
    page.go_to("fee_count")
    press(QApplication.focusWidget(), Qt.Key.Key_Up)
    new = page.new()
    assert (new.fee, new.fee_count) == (16_000, 2)
    assert new.fee_note == "2 × 8.000 đồng/bản; TT 281/2016/TT-BTC"
    assert "16.000 đ" in said(page)


def test_a_waiver_of_a_part_is_offered_and_keeps_its_ground(page: ReceivePage) -> None:
    page.procedure.choose(COPIES)
    page.refresh_preview()
    choose_waiver(page, "Giảm 50 %")
    new = page.new()
    assert (new.fee, new.fee_note) == (1000, HALF.ground)
    assert "1.000 đ" in said(page)
    assert f"Đủ là 2.000 đ. {HALF.ground}" in said(page)
    page.go_to("fee_count")
    press(QApplication.focusWidget(), Qt.Key.Key_Up)
    assert page.new().fee == 2000


def test_a_part_of_an_amount_typed_by_hand(page: ReceivePage) -> None:
    page.procedure.choose(UNKNOWN)
    page.summary.fee._amount.show()  # noqa: SLF001 - the world knows every fee
    page.go_to("fee")
    write(page.summary.fee._amount, "30000")  # noqa: SLF001 - the field
    choose_waiver(page, "Giảm 50 %")
    assert (page.new().fee, page.new().fee_note) == (15_000, HALF.ground)


def test_only_waivers_of_this_procedure_are_offered(page: ReceivePage) -> None:
    waiver = page.summary.fee._waiver  # noqa: SLF001 - the list on the page
    page.procedure.choose(PROCEDURES[-1])
    assert not any("50 %" in waiver.itemText(at) for at in range(waiver.count()))
    page.procedure.choose(COPIES)
    assert any("50 %" in waiver.itemText(at) for at in range(waiver.count()))
    choose_waiver(page, "Giảm 50 %")
    page.procedure.choose(PROCEDURES[-1])  # what was chosen does not fit any more
    assert page.new().fee_note == ""


def test_a_draft_keeps_its_pages(page: ReceivePage) -> None:
    page.procedure.choose(COPIES)
    page.go_to("fee_count")
    write(QApplication.focusWidget(), "7")
    before, kept = page.new(), page.form.keep()
    page.clear()
    page.form.show_kept(kept)
    assert page.new() == before


def test_another_procedure_begins_with_one_page(page: ReceivePage) -> None:
    page.procedure.choose(COPIES)
    page.go_to("fee_count")
    write(QApplication.focusWidget(), "7")
    page.procedure.choose(BIRTH)
    page.procedure.choose(COPIES)
    assert page.new().fee == 2000


def test_counting_pages_ticks_what_lies_on_the_counter(page: ReceivePage) -> None:
    page.procedure.choose(COPIES)
    assert page.new().papers == ()
    write(QApplication.focusWidget(), "3")
    assert [paper.name for paper in page.new().papers or ()] == [r.name for r in COPIES.papers]
    page.procedure.papers.rows[0].mark(present=False)
    write(QApplication.focusWidget(), "4")
    assert len(page.new().papers or ()) == 1  # what a person unticked stays so


def test_certified_copies_for_a_returning_citizen_take_at_most_seven_keys(
    bench: Bench, hands: Hands
) -> None:
    bench.world.by_page = (TARIFF,)
    shell = bench.shell()
    hands.scan(CARD_SCAN)
    hands.type("ct\r3\t2")
    hands.key(Qt.Key.Key_F9)
    assert shell.receive.band.code
    (received,) = [fact[1] for fact in bench.world.done if fact[0] == "receive"]
    assert isinstance(received, NewDossier)
    assert (received.fee, received.fee_pages, received.fee_count) == (10_000, 3, 2)
    assert hands.count <= 7


def paid(page: ReceivePage) -> Check:
    (box,) = [each for each in page.summary.fee.findChildren(Check) if "Đã thu" in each.text()]
    return box


def test_that_the_fee_was_taken_is_said_in_one_key(page: ReceivePage) -> None:
    page.scan(CARD_SCAN)
    page.procedure.choose(COPIES)
    page.refresh_preview()
    assert paid(page).isVisible()
    assert not page.new().paid  # nobody has said so
    press(QApplication.focusWidget(), Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    assert page.new().paid
    page.procedure.choose(EXTRACT)
    assert not page.new().paid  # it was said of another fee


def test_what_costs_nothing_cannot_be_paid(page: ReceivePage) -> None:
    page.procedure.choose(BIRTH)
    page.refresh_preview()
    assert not paid(page).isVisible()
    page.summary.fee.tick_paid()
    assert not page.new().paid


def test_a_draft_remembers_that_the_fee_was_taken(page: ReceivePage) -> None:
    page.procedure.choose(COPIES)
    page.refresh_preview()
    page.summary.fee.tick_paid()
    kept, texts = page.new(), page.summary.fee.texts()
    page.clear()
    assert not paid(page).isChecked()
    page.summary.fee.show_texts(texts)
    assert paid(page).isChecked()
    page.summary.fee.show_facts(replace(kept, paid=False))
    assert not paid(page).isChecked()


def test_prices_and_waivers_that_start_while_the_page_is_open(
    page: ReceivePage, world: World
) -> None:
    """The program stands over midnight: whoever comes next is served by what is in force then."""
    dearer = tuple(replace(step, amount=step.amount * 2) for step in TARIFF.steps)
    world.by_page = (replace(TARIFF, steps=dearer),)
    world.halves = ()
    page.scan(CARD_SCAN)
    page.procedure.choose(COPIES)
    assert "4.000 đ" in said(page)
    waiver = page.summary.fee._waiver  # noqa: SLF001 - the list on the page
    assert HALF.name not in [waiver.itemText(at) for at in range(waiver.count())]
