"""Seed a year of the working calendar: build/make_calendar.py YEAR… [--out DIR] [--force].

The `holidays` package knows the holidays of the labour code and most swaps; what it lacks and
the notices that decreed a year stand in `NOTICES` below. A year without a notice there is
written as provisional ("lịch tạm tính"). The files are data from then on: IT staff edit them
when the yearly notice comes, and the counter reads nothing else.
"""

from __future__ import annotations

import argparse
import json
import sys
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import holidays

from desk.domain.calendar import WEEKDAYS, CalendarYear, calendar_data, parse_calendar

FOLDER = Path(__file__).parents[1] / "resources" / "calendars"
UNCHECKED = "Số hiệu văn bản theo nguồn công khai, chưa đối chiếu với bản gốc."
ESTIMATE = (
    "Lịch tạm tính, chưa có thông báo chính thức: các ngày nghỉ Tết Nguyên đán, ngày nghỉ liền kề "
    "Quốc khánh và ngày hoán đổi có thể khác."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What decreed a year and the swaps in it: the weekday off and the weekend day worked."""

    decree: str
    swaps: tuple[tuple[date, date], ...] = ()
    version: int = 1


NOTICES = {
    2024: Notice(
        decree="Thông báo 5015/TB-LĐTBXH; hoán đổi: Công văn 2450/VPCP-KGVX",
        swaps=((date(2024, 4, 29), date(2024, 5, 4)),),
    ),
    2025: Notice(
        decree="Công văn 8726/VPCP-KGVX ngày 26/11/2024; Thông báo 6150/TB-BLĐTBXH ngày 03/12/2024",
        swaps=((date(2025, 5, 2), date(2025, 4, 26)),),
    ),
    2026: Notice(
        decree=(
            "Thông báo 9441/TB-BNV ngày 16/10/2025; Công văn 12729/VPCP-KGVX ngày 25/12/2025 "
            "(hoán đổi 02/01); Nghị quyết 28/2026/QH16 Điều 2 (24/11)"
        ),
        # holidays 0.109 knows nothing of the first.
        swaps=(
            (date(2026, 1, 2), date(2026, 1, 10)),
            (date(2026, 8, 31), date(2026, 8, 22)),
        ),
    ),
}


def make_year(year: int) -> CalendarYear:
    """Return a year's calendar: the labour code's holidays and the swaps of its notice."""
    notice = NOTICES.get(year)
    swaps = notice.swaps if notice else ()
    # The package's own swaps are left out: the notices above are the authority.
    days_off = {
        day: unicodedata.normalize("NFC", name).replace("Nguyên Đán", "Nguyên đán")
        for day, name in holidays.country_holidays("VN", years=year, language="vi").items()
        if not name.startswith("Ngày nghỉ (")
    }
    days_off |= {off: f"hoán đổi, làm bù {_named(worked)}" for off, worked in swaps}
    return CalendarYear(
        year=year,
        version=f"{year}.{notice.version if notice else 0}",
        decreed=notice is not None,
        decree=notice.decree if notice else "",
        note=UNCHECKED if notice else ESTIMATE,
        days_off=dict(sorted(days_off.items())),
        working_days={worked: f"làm bù {_named(off)}" for off, worked in swaps},
    )


def as_text(year: CalendarYear) -> str:
    """Return the year as its file, read back once to prove that it can be."""
    data = calendar_data(year)
    if parse_calendar(data) != year:
        raise ValueError(year)
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def main(words: list[str]) -> int:
    """Write the years asked for; a file that exists is kept unless forced."""
    parser = argparse.ArgumentParser(description="Seed years of the working calendar.")
    parser.add_argument("years", type=int, nargs="+")
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--force", action="store_true", help="replace files that exist")
    args = parser.parse_args(words)
    kept = 0
    for year in args.years:
        path = args.out / f"{year}.json"
        if path.exists() and not args.force:
            print(f"{path}: kept, use --force to replace it", file=sys.stderr)
            kept = 1
            continue
        path.write_text(as_text(make_year(year)), encoding="utf-8")
        print(path)
    return kept


def _named(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day:%d/%m/%Y}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
