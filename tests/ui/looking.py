"""Counting and exporting in the invented office; real services are elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.domain.figures import Period
from desk.domain.lookup import Filter, Sort
from desk.services.figures import Report
from desk.ui.reports.ports import ReportPorts
from desk.ui.search.ports import Told
from desk.ui.statistics.ports import FiguresReport, StatisticsPorts
from tests.ui.counted import blank_figures, some_figures
from tests.ui.invented import NOW

if TYPE_CHECKING:
    from tests.ui.world import World


@dataclass
class Counted:
    """What there is to count."""

    blank: bool = False  # nothing
    has: Period | None = field(default_factory=lambda: Period(date(2026, 1, 5), NOW.date()))


def _note(world: World, name: str, *facts: object) -> None:
    world.done.append((name, *facts))
    if name in world.fails:
        raise world.fails[name]


def statistics(world: World) -> StatisticsPorts:
    """Return what the statistics page is handed."""

    def report(period: Period) -> Report:
        _note(world, "figures", period)
        made = blank_figures(period) if world.counted.blank else some_figures(period)
        return Report(period=period, at=NOW, figures=made, has=world.counted.has)

    def paper(told: FiguresReport, into: Path) -> Path:
        _note(world, "figures_paper", told.period)
        return into / "thong-ke.pdf"

    return StatisticsPorts(report=report, paper=paper, reports=no_reports())


def no_reports() -> ReportPorts:
    """Return what the reports are handed in an office that has no form of any; see the real one."""

    def none(*_: object) -> Any:
        raise AssertionError

    return ReportPorts(
        forms=lambda _: (),
        made=none,
        drill=none,
        write=none,
        sign=none,
        close=none,
        closings=lambda: (),
        reopen=none,
        keys=none,
        print=lambda _: 1,
    )


def exporter(world: World) -> Callable[[Filter, Sort, Path, Told], int | None]:
    """Return what writes lists."""

    def export(asked: Filter, sort: Sort, path: Path, told: Told) -> int | None:
        _note(world, "export", asked, sort, path)
        number = len(world.find(asked, sort, "").rows)
        return number if all(told(at, number) for at in range(number + 1)) else None

    return export
