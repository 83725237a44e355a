"""Slips to a till printer: over the network, a device file, a raw queue, and as any printer's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desk.domain.printers import DEVICE, Kind, Route, Setup, Way
from desk.domain.views import PrintJob
from tests.flows.clerk import Window, asked, loop_until, window
from tests.flows.everywhere import QUEUE, RAW_QUEUE, lacking, office
from tests.flows.program import Program
from tests.flows.spooler import eventually
from tests.flows.test_printer import FINE, result
from tests.flows.test_printers_that_fail import ready, size
from tests.printing.till import Slip, Socket, printed, till, two_readers

MM = 72 / 25.4


@pytest.fixture(autouse=True)
def _whole(qapp: QApplication) -> None:
    assert qapp is not None  # pages are drawn by a program that has a Qt


@pytest.fixture
def open_(desk: Program, tmp_path: Path) -> Iterator[Window]:
    """Open a counter whose other papers go into a folder."""
    with window(desk.folder, f"folder:{tmp_path / 'pdf'}") as opened:
        yield opened


def send_slips_to(open_: Window, key: str) -> None:
    asked(open_.tasks, lambda: open_.papers.route(Route(kind=Kind.SLIP, printer=key)))


def stub_of(open_: Window, uid: str) -> int:
    return asked(open_.tasks, lambda: open_.opened.ports.dossier.print_form(uid, "stub"))


def print_stub(open_: Window) -> tuple[set[str], PrintJob]:
    """Receive, and print the counterfoil; return what its codes must say, and its job."""
    dossier, _ = open_.receive()
    job = stub_of(open_, dossier.uid)
    return {dossier.code, dossier.barcode}, open_.print()[job]


def read_by_two(slips: list[Slip], codes: set[str], folder: Path) -> None:
    (slip,) = slips
    assert slip.cut
    assert two_readers(slip.image, folder) == [codes, codes]


def test_a_counterfoil_over_the_network(open_: Window, tmp_path: Path) -> None:
    with till() as printer:
        send_slips_to(open_, printer.key)
        codes, job = print_stub(open_)
        assert (*result(job), job.printer, job.paper, job.sheets) == (*FINE, printer.key, "slip", 1)
        eventually(lambda: len(printer.got) == 1, "it is printed")
    read_by_two(printed(printer.got[0]), codes, tmp_path)


def test_a_printer_that_does_not_answer_prints_when_it_is_back(
    open_: Window, tmp_path: Path
) -> None:
    with till() as printer:
        key, port = printer.key, printer.port
    send_slips_to(open_, key)
    codes, job = print_stub(open_)
    assert result(job) == ("failed", "PrinterAwayError")
    with till(port) as back:
        open_.spool.printer = open_.spool.printer  # as the clock would, without waiting for it
        eventually_done(open_, job.id)
        eventually(lambda: len(back.got) == 1, "it is printed")
    read_by_two(printed(back.got[0]), codes, tmp_path)


def eventually_done(open_: Window, job: int) -> None:
    loop_until(lambda: open_.jobs()[job].state == "done")


def test_a_printer_without_paper_is_sent_nothing(open_: Window) -> None:
    with till(says=b"\x72") as printer:
        send_slips_to(open_, printer.key)
        _, job = print_stub(open_)
        assert result(job) == ("failed", "PaperOutError")
        assert printer.got == []
        printer.says = b"\x12"
        assert result(open_.retry(job.id)) == FINE
        eventually(lambda: len(printer.got) == 1, "it is printed")


def test_a_printer_that_breaks_off_is_asked_about(open_: Window) -> None:
    with till(breaks_after=2_000) as printer:
        send_slips_to(open_, printer.key)
        _, job = print_stub(open_)
        assert result(job) in (("unsure", "BrokeOffError"), FINE)
        assert isinstance(printer, Socket)


def test_a_counterfoil_into_a_device_file(open_: Window, tmp_path: Path) -> None:
    device = tmp_path / "lp0"
    send_slips_to(open_, f"{DEVICE}{device}")
    codes, job = print_stub(open_)
    assert result(job) == ("failed", "PrinterAwayError")
    assert not device.exists()  # a name that is mistyped makes no file
    device.touch()
    assert result(open_.retry(job.id)) == FINE
    read_by_two(printed(device.read_bytes()), codes, tmp_path)


def test_a_ticket_goes_the_same_way(open_: Window, tmp_path: Path) -> None:
    device = tmp_path / "lp0"
    device.touch()
    send_slips_to(open_, f"{DEVICE}{device}")
    asked(open_.tasks, lambda: open_.opened.ports.tickets.take("", ""))
    open_.print()
    (slip,) = printed(device.read_bytes())
    assert slip.cut
    assert len(slip.rows) > 40 * 8


def test_through_a_raw_queue_every_byte_arrives(
    desk: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if lacks := lacking():
        pytest.skip(f"no print spooler of our own: {lacks} not installed")
    with office() as made, till(made.till, says=b"") as printer:
        room = ready(monkeypatch, made, tmp_path)
        with window(desk.folder, QUEUE) as open_:
            send_slips_to(open_, RAW_QUEUE)
            told = Setup(printer=RAW_QUEUE, kind=Kind.SLIP, way=Way.ESCPOS)
            asked(open_.tasks, lambda: open_.papers.keep_setup(told))
            codes, job = print_stub(open_)
            assert (*result(job), job.printer) == (*FINE, RAW_QUEUE)
            eventually(lambda: len(printer.got) == 1, "it is printed")
            eventually(lambda: not room.jobs(), "the spooler is empty")
    assert printer.got[0].startswith(b"\x1b@")
    read_by_two(printed(printer.got[0]), codes, tmp_path)


def test_the_ordinary_print_system_gets_a_sheet_as_long_as_the_slip(
    desk: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if lacks := lacking():
        pytest.skip(f"no print spooler of our own: {lacks} not installed")
    with (
        office() as made,
        till(made.till, says=b"") as taken,
        window(desk.folder, f"folder:{tmp_path / 'pdf'}") as open_,
    ):
        room = ready(monkeypatch, made, tmp_path)
        # A queue that hands on what it is given: what the driver of a till printer would get.
        room.spooler.ask(
            "lpadmin", "-p", "driver", "-E", "-v", f"socket://127.0.0.1:{made.till}", "-m", "raw"
        )
        send_slips_to(open_, "driver")
        _, job = print_stub(open_)
        assert result(job) == FINE
        eventually(lambda: len(taken.got) == 1, "it is handed on")
        eventually(lambda: not room.jobs(), "the spooler is empty")
    wide, high = size(taken.got[0])
    assert wide == pytest.approx(80 * MM, abs=1)
    assert 90 * MM < high < 200 * MM
