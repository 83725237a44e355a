"""When an apology is drafted and what new date it names (NĐ 118/2025 Đ.19.6): once only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from desk.domain.calendar import Calendar, vn_time
from desk.domain.records import VN, Unit
from desk.domain.regime import Regime


@dataclass(frozen=True, slots=True)
class Window:
    """Due times that call for an apology now: those past, and those from `first` to `last`.

    Between now and `first` it is too late to apologise beforehand and too early to be late.
    """

    now: datetime
    first: datetime
    last: datetime

    def holds(self, due_at: datetime) -> bool:
        """Whether a due time calls for an apology."""
        return due_at < self.now or self.first <= due_at <= self.last


def window(now: datetime, regime: Regime, calendar: Calendar) -> Window:
    """Return which due times call for an apology now."""
    today = vn_time(now).date()
    if regime.apology_lead_unit is Unit.WORKING_DAYS:
        soonest = calendar.add_working_days(today, regime.apology_lead_days)
    else:
        soonest = today + timedelta(days=regime.apology_lead_days)
    latest = max(soonest, calendar.add_working_days(today, regime.apology_draft_days))
    return Window(
        now=now,
        first=datetime.combine(soonest, time(), VN),
        last=datetime.combine(latest, time.max, VN),
    )


def new_due(due_at: datetime, now: datetime, regime: Regime, calendar: Calendar) -> datetime:
    """Return the new date that an apology proposes, counted in working days.

    It adds to the promised day, or to today where that has passed.
    """
    start = max(vn_time(due_at), vn_time(now)).date()
    return calendar.closing(calendar.add_working_days(start, regime.apology_again_days))
