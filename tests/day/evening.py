"""Steps 27 and 28: figures beside a query of one's own, the list of them, the closed drawer."""

from __future__ import annotations

import math
import os
import re
import zipfile
from datetime import datetime, time
from pathlib import Path
from statistics import median_low
from typing import Final

from desk.domain.figures import Figure
from desk.domain.records import VN
from desk.ui.parts import files
from desk.ui.search.page import SearchScreen
from desk.ui.statistics.page import StatisticsScreen
from tests.day.driver import Day
from tests.day.noon import sit_down

_MICRO: Final = 1_000_000


def leader_asks(day: Day) -> None:
    """The leader, who alone may take lists out, at the seat; files go where this day may write."""
    os.environ["HOME"] = str(day.folder.parent / "home")
    sit_down(day, 2)


def statistics(day: Day) -> float:
    """The seven figures count what queries count; the period's dossiers go into a file."""
    day.keyboard.press("Shift+F11")
    page = day.shell.page
    assert isinstance(page, StatisticsScreen)
    counted = day.until(lambda: page.report is not None and day.says("đếm lúc"), "the figures")
    with day.watchdog.aside():
        _compare(day, page)

    month = _month(day)
    (number,) = day.rows(
        f"SELECT count(*) FROM dossier WHERE voided = 0 AND received_at >= {month}"
    )[0]
    assert number, "nothing was received this month"
    moved: list[int] = []
    day.keyboard.press("Ctrl+E")
    found = day.shell.page
    assert isinstance(found, SearchScreen)
    found.export.bar.valueChanged.connect(moved.append)
    told = f"Đã xuất {number:,} hồ sơ".replace(",", ".")
    written = day.until(lambda: day.says(told), told, 60)
    assert moved, "no progress was shown"
    assert moved[-1] == number, moved[-3:]
    (path,) = files.folder().glob("*.xlsx")
    assert _lines(path) == number + 1  # and the head
    return max(counted, written)


def _compare(day: Day, page: StatisticsScreen) -> None:
    report = page.report
    assert report is not None
    figures = {each.key: each for each in report.figures}
    month, today, now = _month(day), _today(day), round(report.at.timestamp() * _MICRO)

    def one(query: str) -> tuple[object, ...]:
        return day.rows(f"SELECT {query}")[0]

    of_day = one(
        f"count(*) FILTER (WHERE taken_at >= {today}), count(*) FILTER (WHERE served_at >= {today})"
        " FROM ticket"
    )
    assert _sums(figures["arrivals"]) == of_day
    running = one(
        f"count(*), count(*) FILTER (WHERE due_at < {now}) FROM dossier"
        " WHERE voided = 0 AND status IN (2, 4) AND due_at IS NOT NULL"
    )
    due = _sums(figures["due"])
    assert (sum(due), due[0]) == running
    waits = [
        int(str(wait))
        for (wait,) in day.rows(
            f"SELECT called_at - taken_at FROM ticket WHERE called_at >= {month}"
        )
    ]
    (row,) = [row for row in figures["waiting"].cells if row[0].value is not None]
    assert math.isclose(row[0].value or 0, median_low(waits) / 60 / _MICRO)
    solved = one(
        "count(*), count(*) FILTER (WHERE status <> 8 AND finished_at > due_at) FROM dossier"
        f" WHERE voided = 0 AND status IN (8, 9, 10) AND finished_at >= {month}"
    )
    assert tuple(cell.value for cell in figures["on_time"].cells[-1][1:]) == solved
    # Whatever was asked for in this ward was asked for today.
    (asked,) = one("count(DISTINCT dossier_id) FROM event WHERE type = 'SupplementAsked'")
    assert sum(_sums(figures["reasons"])) == asked
    assert _sums(figures["uncollected"]) == one(
        "count(*) FROM dossier WHERE voided = 0 AND status = 9"
    )
    papers = one(
        f"sum(papers), sum(scanned) FROM dossier WHERE voided = 0 AND received_at >= {month}"
    )
    assert _papers(figures["digitised"]) == papers


def _sums(figure: Figure) -> tuple[int, ...]:
    """Return a figure's numbers, summed for each of its series."""
    return tuple(
        sum(round(row[at].value or 0) for row in figure.cells) for at in range(len(figure.series))
    )


def _papers(figure: Figure) -> tuple[int, int]:
    told = [re.findall(r"\d+", cell.said) for row in figure.cells for cell in row if cell.said]
    return sum(int(all_) for _, all_ in told), sum(int(shown) for shown, _ in told)


def _today(day: Day) -> int:
    midnight = datetime.combine(day.clock().astimezone(VN).date(), time(), VN)
    return round(midnight.timestamp() * _MICRO)


def _month(day: Day) -> int:
    first = datetime.combine(day.clock().astimezone(VN).date().replace(day=1), time(), VN)
    return round(first.timestamp() * _MICRO)


def _lines(path: Path) -> int:
    """Return how many rows a sheet has, without the library that wrote it."""
    with zipfile.ZipFile(path) as book:
        return book.read("xl/worksheets/sheet1.xml").count(b"<row ")


def lan_again(day: Day) -> None:
    """Who opened the drawer closes it."""
    sit_down(day, 0)


def evening(day: Day) -> float:
    """The drawer is counted blind, the logs are closed, a copy is made and verified."""
    day.keyboard.press("Ctrl+Q")
    day.until(lambda: day.at() == "Tiền đếm được (đồng)", "the cursor is where money is counted")
    assert not day.says("Trong sổ"), "what the books say is told before the count"
    day.keyboard.type("200000\r")
    day.until(lambda: day.says("Đã chốt két") or day.has("Lý do chênh lệch"), "counted")
    if not day.says("Đã chốt két"):
        day.keyboard.type("lẻ\r")
    day.until(lambda: bool(day.rows("SELECT 1 FROM event WHERE type = 'DrawerClosed'")), "closed")
    day.keyboard.press("F9")
    day.until(lambda: bool(day.rows("SELECT 1 FROM event WHERE type = 'DayClosed'")), "logs")
    day.keyboard.press("Ctrl+U")
    return day.until(lambda: day.says("Đã sao lưu") or day.says("đối chiếu"), "a copy", 60)
