"""The page of printers: what waits for each, where paper goes, where it stands on the sheet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desk.domain.printers import Kind, Route, Setup, Way
from desk.domain.views import PrintJob
from desk.printing.forms import FORMS
from desk.ui import words
from desk.ui.parts.buttons import KeyButton
from desk.ui.pictures import settle
from desk.ui.printers.page import PrintersScreen
from desk.ui.printers.places import Standing
from tests.ui.conftest import Bench, MakeKit
from tests.ui.hands import Hands, stand
from tests.ui.invented import NOW
from tests.ui.world import World

PRINTERS = ["laser", "stickers"]


@pytest.fixture
def page(make_kit: MakeKit, world: World, monkeypatch: pytest.MonkeyPatch) -> PrintersScreen:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: PRINTERS)
    monkeypatch.setattr(QPrinterInfo, "defaultPrinterName", lambda: "laser")
    page = PrintersScreen(make_kit(), world.print_ports())
    page.refresh()
    return page


def job(number: int, state: str, printer: str = "laser", **facts: object) -> PrintJob:
    made = PrintJob(
        id=number,
        form="receipt",
        dossier="d0003",
        dossier_code=f"H26.033.15-261123-{number:04d}",
        state=state,
        copies=1,
        attempts=1,
        queued_at=NOW,
        printer=printer,
    )
    return replace(made, **facts)  # type: ignore[arg-type]  # fields by name


def press(page: PrintersScreen, words: str) -> None:
    (button,) = (b for b in page.findChildren(KeyButton) if b.accessibleName() == words)
    button.click()


def texts(page: PrintersScreen) -> list[str]:
    return [each.text() for each in page.queue.findChildren(QLabel)]


def facts(world: World, name: str) -> list[tuple[object, ...]]:
    return [fact[1:] for fact in world.done if fact[0] == name]


def test_what_waits_is_shown_by_printer_with_its_reason(page: PrintersScreen) -> None:
    away = {"laser": Standing("stopped", "laser"), "stickers": Standing("printer", "stickers")}
    page.show_jobs(
        (
            job(3, "failed", error="PrinterStoppedError"),
            job(2, "done", "stickers", sheets=2, reprint=1, reason="ướt mưa"),
            job(1, "done", held=True, sheets=1),
        ),
        away,
    )
    said = texts(page)
    assert said.index("laser") < said.index("stickers")
    assert "Máy in đang tạm ngưng; giấy chờ và tự in khi chạy lại." in said
    assert "2 tờ · in lại lần 1: ướt mưa" in said
    assert "Hệ thống in đang giữ, máy in chưa lấy · 1 tờ" in said


def test_one_and_all_of_a_printer_are_moved(page: PrintersScreen, world: World) -> None:
    page.show_jobs(
        (job(3, "waiting"), job(2, "failed", error="PrinterAwayError"), job(1, "done", held=True)),
        {},
    )
    page.queue.target.setCurrentIndex(page.queue.target.findData("stickers"))
    press(page, "Chuyển: Giấy tiếp nhận và hẹn trả (Mẫu 01) H26.033.15-261123-0002")
    press(page, "Chuyển tất cả: laser")
    assert facts(world, "move") == [((2,), "stickers"), ((3, 2, 1), "stickers")]


def test_a_paper_that_nobody_can_tell_of_has_two_answers(
    page: PrintersScreen, world: World
) -> None:
    world.printed = [job(1, "unsure", error="BrokeOffError"), job(2, "unsure")]
    page.show_jobs(tuple(world.printed), {})
    press(page, "Đã ra giấy: Giấy tiếp nhận và hẹn trả (Mẫu 01) H26.033.15-261123-0001")
    assert [each.state for each in world.printed] == ["done", "unsure"]
    settle()
    press(page, "In lại: Giấy tiếp nhận và hẹn trả (Mẫu 01) H26.033.15-261123-0002")
    assert [each.state for each in world.printed] == ["done", "waiting"]


def test_what_was_measured_shifts_the_paper(
    page: PrintersScreen, world: World, hands: Hands, qtbot: QtBot
) -> None:
    world.setups["stickers", Kind.LABEL] = Setup(printer="stickers", kind=Kind.LABEL, dx=500)
    world.routes[Kind.LABEL] = Route(kind=Kind.LABEL, printer="stickers")
    page.setup.kinds.choose("label", tell=True)
    assert page.setup.printer == "stickers"
    page.setup.across.setText("21,5")
    page.setup.tray.setText("Tray2")
    page.setup.keep()
    assert facts(world, "setup")[-1] == (
        Setup(printer="stickers", kind=Kind.LABEL, dx=500 - 1500, dy=0),
    )
    assert facts(world, "route")[-1] == (Route(kind=Kind.LABEL, printer="stickers", tray="Tray2"),)
    stand(page, qtbot)
    page.setup.tray.setFocus()
    page.setup.tray.setText("Tray3")
    hands.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)  # as its key-cap says
    assert facts(world, "route")[-1] == (Route(kind=Kind.LABEL, printer="stickers", tray="Tray3"),)
    page.setup.down.setText("hai")
    before = len(world.done)
    page.setup.keep()
    assert len(world.done) == before  # what is no length is not kept


def test_a_till_printer_has_an_address_dots_and_a_knife(page: PrintersScreen, world: World) -> None:
    page.setup.kinds.choose("slip", tell=True)
    page.setup.printers.setCurrentIndex(page.setup.printers.count() - 1)
    page.setup.address.setText("socket://127.0.0.1:9100")
    page.setup.way.setCurrentIndex(page.setup.way.findData("escpos"))
    page.setup.cut.setChecked(False)
    page.setup.keep()
    assert facts(world, "setup")[-1] == (
        Setup(printer="socket://127.0.0.1:9100", kind=Kind.SLIP, way=Way.ESCPOS, cut=False),
    )
    page.setup.kinds.choose("a5", tell=True)
    assert page.setup.way.findData("escpos") < 0  # sheets are no till printer's


def test_a_test_page_goes_where_the_paper_goes(bench: Bench, hands: Hands) -> None:
    shell = bench.shell()
    shell.go("printers")
    hands.key(Qt.Key.Key_F9)
    settle()
    assert ("test_page", Kind.A5, "") in bench.world.done


def test_counts_are_shown_and_written_for_a_spreadsheet(
    page: PrintersScreen, tmp_path: Path
) -> None:
    shown = [each.text() for each in page.counts.findChildren(QLabel)]
    assert any("laser: 5 tờ, in lại 1" in each for each in shown)
    page.save_to(tmp_path / "to.csv")
    head, line = (tmp_path / "to.csv").read_text("utf-8-sig").splitlines()
    assert head == "day,form,printer,papers,sheets,again,spoilt"
    assert line.endswith("receipt,laser,3,5,1,0")


def test_every_paper_that_can_wait_is_called_as_people_call_it(page: PrintersScreen) -> None:
    for form in FORMS:
        assert words.form(form) != form, form
    page.show_jobs((replace(job(1, "failed", error="PrinterError"), form="letters"),), {})
    said = [each.accessibleName() for each in page.findChildren(KeyButton)]
    assert any(each.startswith("Thử lại: Thông báo gửi công dân (cả đợt)") for each in said)
