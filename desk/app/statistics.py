"""The office's figures: for the window, for scripts and on paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk import settings
from desk.app import counter, reports
from desk.domain.figures import Figure, Period
from desk.domain.records import Office
from desk.ui.statistics.ports import FiguresReport, StatisticsPorts

if TYPE_CHECKING:
    from desk.app.seat import Seat
    from desk.services.workplace import Workplace


def ports(seat: Seat) -> StatisticsPorts:
    """Return what the statistics page is handed."""
    from desk.services import figures

    work, folder = seat.work, seat.folder

    def written(report: FiguresReport, into: Path) -> Path:
        period = report.period
        path = into / f"thong-ke-{period.first:%Y%m%d}-{period.last:%Y%m%d}.pdf"
        counter.write_file(path, paper(work, folder, report, maker=seat.user.name))
        return path

    return StatisticsPorts(
        report=lambda period: figures.report(work, period),
        paper=written,
        reports=reports.ports(seat),
    )


def paper(work: Workplace, folder: Path, report: FiguresReport, *, maker: str = "") -> bytes:
    """Return the figures as a PDF."""
    from desk.domain.papers import FiguresSheet, Page

    style = counter.look(work, settings.load(folder))
    sheet = FiguresSheet(
        office=style.office or Office(unit="", commune="", name=""),
        wording=style.wording(work.rules.regime(report.period.last).forms.value),
        issued_at=report.at,
        page=Page.A4,
        practice=style.practice,
        start=report.period.first,
        end=report.period.last,
        figures=report.figures,
        maker=maker,
    )
    return counter.render("figures", sheet).pdf


def answer(
    work: Workplace, folder: Path, start: date, end: date, *, printed: bool
) -> tuple[dict[str, Any], bytes | None]:
    """Return the figures as plain data, and as PDF if wanted."""
    from desk.services import figures

    report = figures.report(work, Period(start, end))
    found = {
        "kind": "figures",
        "from": str(start),
        "to": str(end),
        "figures": [_plain(each) for each in report.figures],
    }
    return found, paper(work, folder, report) if printed else None


def _plain(figure: Figure) -> dict[str, Any]:
    return {
        "key": figure.key,
        "title": figure.title,
        "note": figure.note,
        "unit": figure.unit,
        "target": figure.target,
        "series": [series.name for series in figure.series],
        "rows": [
            {"name": name, "values": [cell.value for cell in cells]}
            for name, cells in zip(figure.categories, figure.cells, strict=True)
        ],
    }
