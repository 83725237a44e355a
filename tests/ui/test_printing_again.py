"""Why a paper that is out comes out once more: asked above the pages, by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desk.services.reprinting import ReprintReasonError
from desk.ui.pictures import settle
from desk.ui.shell.desk import Shell
from tests.ui.conftest import Bench
from tests.ui.hands import Hands


@pytest.fixture
def shell(bench: Bench) -> Shell:
    """Open a dossier whose receipt is out already."""
    bench.world.fails["print_form"] = ReprintReasonError(form="receipt", times=1)
    shell = bench.shell()
    shell.open("d0003")
    return shell


def asked(bench: Bench) -> list[tuple[object, ...]]:
    return [fact for fact in bench.world.done if fact[0] == "again"]


def test_a_usual_reason_is_one_key_away(shell: Shell, bench: Bench, hands: Hands) -> None:
    hands.key(Qt.Key.Key_F8)
    settle()
    assert shell.reprints.isVisible()
    assert not shell.dossier.error.isVisible()
    assert shell.reprints.reasons.hasFocus()
    hands.key(Qt.Key.Key_Down)
    hands.key(Qt.Key.Key_Return)
    assert asked(bench) == [("again", "d0003", "receipt", "Người nộp làm mất giấy.")]
    assert not shell.reprints.isVisible()
    assert shell.shown == "dossier"


def test_ones_own_reason_is_written_and_never_left_out(
    shell: Shell, bench: Bench, hands: Hands
) -> None:
    hands.key(Qt.Key.Key_F8)
    shell.reprints.reasons.setCurrentIndex(shell.reprints.reasons.count() - 1)
    settle()
    assert shell.reprints.own.hasFocus()
    hands.key(Qt.Key.Key_Return)
    assert asked(bench) == []
    assert shell.reprints.isVisible()
    shell.reprints.own.setText("  giấy  ướt mưa ")
    hands.key(Qt.Key.Key_Return)
    assert asked(bench) == [("again", "d0003", "receipt", "giấy ướt mưa")]


def test_escape_prints_nothing(shell: Shell, bench: Bench, hands: Hands) -> None:
    hands.key(Qt.Key.Key_F8)
    hands.key(Qt.Key.Key_Escape)
    assert not shell.reprints.isVisible()
    shell.reprints.print()
    assert asked(bench) == []


def test_what_else_goes_wrong_is_told_on_the_page(bench: Bench, hands: Hands) -> None:
    bench.world.fails["print_form"] = LookupError()
    shell = bench.shell()
    shell.open("d0003")
    hands.key(Qt.Key.Key_F8)
    assert not shell.reprints.isVisible()
    errors: list[QWidget] = [shell.dossier.error]
    assert [each.isVisible() for each in errors] == [True]
