"""Long runs say at their end what they have counted."""

from __future__ import annotations

import pytest

from tests.power.report import FIGURES, Figures
from tests.services.conftest import counter, made_once

__all__ = ["counter", "made_once"]


@pytest.fixture
def figures() -> Figures:
    return FIGURES


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if FIGURES.layers:
        terminalreporter.section("counted")
        for line in FIGURES.lines():
            terminalreporter.write_line(line)
