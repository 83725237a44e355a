"""The shipped calendars against a second source, and the tool that seeds them."""

from __future__ import annotations

import json
import unicodedata
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest

from build.make_calendar import as_text, main, make_year
from desk.domain.calendar import parse_calendar
from tests.domain.rule_files import RESOURCES, YEARS, calendar, day, load

# Where the official calendar and the package part, day by day, with the reason.
ALLOWED = {
    day("2026-01-02"): "hoán đổi với 10/01/2026 (Công văn 12729/VPCP-KGVX)",
    day("2026-01-10"): "làm bù ngày 02/01/2026",
}

# Weekdays off and weekend days worked, typed from the yearly notices.
OFFICIAL = {
    2024: (
        "01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03",
        "05-04",
    ),
    2025: (
        "01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02",
        "04-26",
    ),
    2026: (
        "01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02 11-24",
        "01-10 08-22",
    ),
}


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [
        first + timedelta(days=n) for n in range(366) if (first + timedelta(days=n)).year == year
    ]


@pytest.mark.parametrize("year", YEARS)
def test_the_calendar_agrees_with_the_holidays_package(year: int) -> None:
    other = holidays.country_holidays("VN", years=year)
    differing = {
        each for each in days_of(year) if calendar().is_working(each) != other.is_working_day(each)
    }
    assert differing == {each for each in ALLOWED if each.year == year}


@pytest.mark.parametrize("year", sorted(OFFICIAL))
def test_the_calendar_agrees_with_the_notices(year: int) -> None:
    off, worked = OFFICIAL[year]
    found = days_of(year)
    weekdays_off = [d for d in found if d.weekday() < 5 and not calendar().is_working(d)]
    weekends_worked = [d for d in found if d.weekday() >= 5 and calendar().is_working(d)]
    assert " ".join(f"{d:%m-%d}" for d in weekdays_off) == off
    assert " ".join(f"{d:%m-%d}" for d in weekends_worked) == worked


@pytest.mark.parametrize("year", YEARS)
def test_the_shipped_file_is_what_the_tool_makes(year: int) -> None:
    text = (RESOURCES / "calendars" / f"{year}.json").read_text(encoding="utf-8")
    assert text == as_text(make_year(year))
    assert text == unicodedata.normalize("NFC", text)
    assert parse_calendar(load("calendars", f"{year}.json")).year == year


def test_the_tool_seeds_a_new_year_as_provisional_and_keeps_what_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["2028", "--out", str(tmp_path)]) == 0
    made = parse_calendar(json.loads((tmp_path / "2028.json").read_text(encoding="utf-8")))
    assert not made.decreed
    assert made.version == "2028.0"
    assert made.days_off[day("2028-11-24")] == "Ngày Văn hóa Việt Nam"
    (tmp_path / "2028.json").write_text("{}", encoding="utf-8")
    assert main(["2028", "--out", str(tmp_path)]) == 1
    assert (tmp_path / "2028.json").read_text(encoding="utf-8") == "{}"
    assert main(["2028", "--out", str(tmp_path), "--force"]) == 0
    assert "--force" in capsys.readouterr().err
