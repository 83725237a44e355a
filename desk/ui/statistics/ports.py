"""What the statistics page is handed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from desk.domain.figures import Figure, Period
from desk.ui.reports.ports import ReportPorts


class FiguresReport(Protocol):
    """All figures of a period."""

    @property
    def period(self) -> Period:
        """The period that was asked for."""

    @property
    def at(self) -> datetime:
        """When they were counted."""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures, in their order."""

    @property
    def has(self) -> Period | None:
        """From which day to which there are any dossiers at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsPorts:
    """The office's figures."""

    report: Callable[[Period], FiguresReport]
    paper: Callable[[FiguresReport, Path], Path]  # writes the printed report into a folder
    reports: ReportPorts
