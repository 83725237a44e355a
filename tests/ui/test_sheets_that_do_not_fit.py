"""A paper whose sheet its printer has not: asked above the pages, by keyboard, never scaled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from desk.domain.errors import DeskError
from desk.domain.printers import Setup
from desk.domain.views import PrintJob
from desk.ui.pictures import settle
from desk.ui.printers.places import PaperLoadedError, PaperSizeError
from desk.ui.shell.desk import Shell
from tests.ui.conftest import Bench
from tests.ui.hands import Hands

HERE, THERE = "máy nhỏ", "máy lớn"


@pytest.fixture
def shell(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Shell:
    shell = bench.shell()
    monkeypatch.setattr(shell.sizes, "_machines", lambda: [(HERE, HERE), (THERE, THERE)])
    shell.open("d0003")
    return shell


def ask(shell: Shell, bench: Bench, error: DeskError, paper: str = "a4") -> PrintJob:
    """Let a paper fail as its printer's lane tells it."""
    number = bench.world.print_form("d0003", "list")
    bench.world.report(number, "failed", error.code)
    job = next(each for each in bench.world.printed if each.id == number)
    shell.spool.sized.emit(replace(job, paper=paper), error)
    settle()
    bench.world.done.clear()
    return job


def ways(shell: Shell) -> Sequence[str]:
    return [shell.sizes.ways.itemText(at) for at in range(shell.sizes.ways.count())]


def loaded() -> PaperLoadedError:
    return PaperLoadedError(printer=HERE, size="A4", loaded="A5")


def test_what_lies_there_is_said_and_every_way_out_of_it(shell: Shell, bench: Bench) -> None:
    ask(shell, bench, loaded())
    card = shell.sizes
    assert card.isVisible()
    assert card.ways.hasFocus()
    assert "đang có giấy A5, giấy này khổ A4" in card._title.text()  # noqa: SLF001 - what a clerk reads
    assert ways(shell) == [
        "Đã đặt giấy A4, in lại",
        "Đã xem, trong máy đúng là A4: cứ in",
        "In ở máy máy lớn",
        "Bỏ, không in giấy này",
    ]


def test_after_new_paper_it_is_printed_again(shell: Shell, bench: Bench, hands: Hands) -> None:
    job = ask(shell, bench, loaded())
    hands.key(Qt.Key.Key_Return)
    assert ("retry", job.id) in bench.world.done
    assert shell.sizes.isHidden()
    assert shell.shown == "dossier"


def test_another_printer_takes_it(shell: Shell, bench: Bench, hands: Hands) -> None:
    job = ask(shell, bench, loaded())
    hands.key(Qt.Key.Key_Down)
    hands.key(Qt.Key.Key_Down)
    hands.key(Qt.Key.Key_Return)
    assert ("move", (job.id,), THERE) in bench.world.done


def test_a_small_sheet_lies_in_the_corner_of_a_large_one_unscaled(
    shell: Shell, bench: Bench, hands: Hands
) -> None:
    ask(shell, bench, PaperSizeError(printer=HERE, size="A5"), paper="a5")
    assert "Đã đặt" not in " ".join(ways(shell))  # it could not take it anyway
    shell.sizes.ways.setCurrentText("Đặt lên góc trái tờ A4, không thu phóng")
    hands.key(Qt.Key.Key_Return)
    (kept,) = [fact[1] for fact in bench.world.done if fact[0] == "setup"]
    assert isinstance(kept, Setup)
    assert (kept.on_a4, kept.kind) == (True, "a5")


def test_escape_leaves_it_in_the_queue_and_the_next_is_asked(
    shell: Shell, bench: Bench, hands: Hands
) -> None:
    first = ask(shell, bench, loaded())
    second = ask(shell, bench, PaperSizeError(printer=HERE, size="A5"), paper="a5")
    hands.key(Qt.Key.Key_Escape)
    assert shell.sizes.isVisible()  # the other one is still to be decided
    shell.sizes.ways.setCurrentIndex(shell.sizes.ways.count() - 1)
    hands.key(Qt.Key.Key_Return)
    assert ("cancel", second.id) in bench.world.done
    assert shell.sizes.isHidden()
    assert not [fact for fact in bench.world.done if first.id in fact]
