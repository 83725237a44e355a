"""Counts a time limit from a receipt and tells line by line how it was counted.

Counting follows the civil code: days from the day after receipt (BLDS 2015 Đ.147), a period
that ends on a day off ends with the next working day (Đ.148); hours run from the moment, in
opening hours only. The explanation is Vietnamese: it stands before the citizen and before
whoever must defend the date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from desk.domain.calendar import WEEKDAYS, Calendar, days_after, vn_time
from desk.domain.errors import RuleError
from desk.domain.records import VN, TimeLimit, Unit
from desk.domain.regime import DayEnd, Regime

_DAY = timedelta(days=1)


class NoTimeLimitError(RuleError):
    """The catalogue has no time limit; a due date must be given by hand, with its reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When a result is due and the explanation, line by line.

    `provisional` is True where the count runs through a year whose days off nobody has
    decreed yet.
    """

    at: datetime
    lines: tuple[str, ...]
    provisional: bool


def due(received: datetime, limit: TimeLimit, calendar: Calendar, regime: Regime) -> Due:
    """Count a time limit from an actual receipt.

    `same_day` always knows the cutoff: received after it (exactly 15:00:00 is not after), on
    a day off or after closing is due on the next working day. A limit of 0 days means that
    day and knows the cutoff only if the catalogue says so. Raises `NoTimeLimitError` where
    the catalogue has no limit and `NoCalendarError` where the calendar ends.
    """
    received = vn_time(received)
    if limit.value is None:
        raise NoTimeLimitError(note=limit.note)
    lines = [f"Nhận lúc {moment_words(received)}", f"Thời hạn theo quy định: {limit_words(limit)}"]
    if limit.unit is Unit.WORKING_HOURS:
        return _in_hours(received, limit.value, calendar, regime, lines)
    if limit.unit is Unit.SAME_DAY or limit.value == 0:
        return _that_day(received, limit, calendar, regime, lines)
    if limit.unit is Unit.WORKING_DAYS:
        return _in_working_days(received, limit.value, calendar, regime, lines)
    return _in_calendar_days(received, limit.value, calendar, regime, lines)


def limit_words(limit: TimeLimit) -> str:
    """Return a time limit as it stands on paper; empty where the catalogue has none."""
    if limit.value is None:
        return ""
    if limit.unit is Unit.WORKING_HOURS:
        return f"{limit.value} giờ làm việc"
    if limit.unit is Unit.SAME_DAY or limit.value == 0:
        return "trong ngày"
    return f"{limit.value} ngày" + (" làm việc" if limit.unit is Unit.WORKING_DAYS else "")


def _in_hours(
    received: datetime, hours: int, calendar: Calendar, regime: Regime, lines: list[str]
) -> Due:
    begin = calendar.add_working_time(received, timedelta())
    at = calendar.add_working_time(begin, timedelta(hours=hours))
    if begin != received:
        lines.append(f"Ngoài giờ làm việc, bắt đầu tính từ {moment_words(begin)}")
    lines += days_off(calendar, received.date() - _DAY, at.date())
    return finish(at, received.date(), calendar, lines, regime.basis.hours)


def _that_day(
    received: datetime, limit: TimeLimit, calendar: Calendar, regime: Regime, lines: list[str]
) -> Due:
    day = received.date()
    cutoff = limit.cutoff or limit.unit is Unit.SAME_DAY
    same_day = False
    if not calendar.is_working(day):
        lines.append("Nhận vào ngày nghỉ: trả kết quả trong ngày làm việc tiếp theo")
    elif cutoff and received.time() > regime.cutoff:
        lines.append(f"Nhận sau {regime.cutoff:%H:%M}: trả kết quả trong ngày làm việc tiếp theo")
    elif received >= calendar.closing(day):
        lines.append("Nhận khi đã hết giờ làm việc: trả kết quả trong ngày làm việc tiếp theo")
    else:
        same_day = True
        when = f" không sau {regime.cutoff:%H:%M}" if cutoff else " trong giờ làm việc"
        lines.append(f"Nhận{when}: trả kết quả trong ngày")
    last = day if same_day else calendar.next_working(day)
    lines += days_off(calendar, day - _DAY, last)
    basis = regime.basis.cutoff if cutoff else regime.basis.clock
    return finish(calendar.closing(last), day, calendar, lines, basis)


def _in_working_days(
    received: datetime, days: int, calendar: Calendar, regime: Regime, lines: list[str]
) -> Due:
    day = received.date()
    last = calendar.add_working_days(day, days)
    lines.append(f"Tính từ ngày tiếp theo, {_long(day + _DAY)}")
    lines += days_off(calendar, day, last)
    at = _end(last, received, calendar, regime, moved=False)
    return finish(at, day, calendar, lines, regime.basis.start)


def _in_calendar_days(
    received: datetime, days: int, calendar: Calendar, regime: Regime, lines: list[str]
) -> Due:
    day = received.date()
    counted = day + timedelta(days=days)
    last = calendar.working_on_or_after(counted)
    lines.append(f"Tính từ ngày tiếp theo, {_long(day + _DAY)}, kể cả ngày nghỉ")
    basis = regime.basis.start
    if last != counted:
        lines.append(
            f"Ngày cuối {_short(counted, day)} là ngày nghỉ: "
            "thời hạn kết thúc vào ngày làm việc tiếp theo"
        )
        lines += days_off(calendar, counted - _DAY, last)
        basis = f"{basis}; {regime.basis.day_off}"
    at = _end(last, received, calendar, regime, moved=last != counted)
    return finish(at, day, calendar, lines, basis)


def _end(
    last: date, received: datetime, calendar: Calendar, regime: Regime, *, moved: bool
) -> datetime:
    """Return the hour at which a limit counted in days ends on its last day."""
    closing = calendar.closing(last)
    # Where the last day was moved, or receipt was outside working days, there is no hour of
    # receipt to keep: an earlier receipt would end later than a later one.
    if regime.day_end is DayEnd.CLOSE or moved or not calendar.is_working(received.date()):
        return closing
    opening = datetime.combine(last, calendar.hours(last)[0].opens, VN)
    return min(max(datetime.combine(last, received.time(), VN), opening), closing)


def finish(at: datetime, first: date, calendar: Calendar, lines: Iterable[str], basis: str) -> Due:
    """Make the answer; every explanation ends with provisional years, basis and result."""
    unsure = [y for y in range(first.year, at.year + 1) if calendar.is_provisional(y)]
    ending = [
        *(f"Theo lịch tạm tính năm {year}, chưa có thông báo chính thức" for year in unsure),
        f"Căn cứ: {basis}",
        f"Hẹn trả {moment_words(at)}",
    ]
    return Due(at=at, lines=(*lines, *ending), provisional=bool(unsure))


def days_off(calendar: Calendar, start: date, end: date) -> Iterator[str]:
    """Name the days off, and the weekend days that are worked, after one day up to another."""
    for day in days_after(start, end):
        if not calendar.is_working(day):
            yield f"{_short(day, start)} nghỉ: {calendar.day_name(day)}"
        elif day in calendar.year_of(day).working_days:
            yield f"{_short(day, start)} làm việc: {calendar.day_name(day)}"


def _short(day: date, beside: date) -> str:
    return f"{day:%d/%m}" if day.year == beside.year else f"{day:%d/%m/%Y}"


def _long(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day:%d/%m/%Y}"


def moment_words(moment: datetime) -> str:
    """Return a moment as explanations write it; seconds only where they are not zero."""
    exact = moment.second or moment.microsecond
    return f"{moment:%H:%M:%S}, {_long(moment)}" if exact else f"{moment:%H:%M}, {_long(moment)}"
