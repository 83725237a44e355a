"""When a result is due as a dossier goes on, and whether it came in time.

The count itself is in `desk.domain.counting`; here are the online clocks, what a supplement, a
payment or a verification does to the due date, when an apology may go out, and the one
definition of late.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Final, Literal

from desk.domain.calendar import Calendar, vn_time
from desk.domain.counting import (
    Due,
    NoTimeLimitError,
    days_off,
    due,
    finish,
    limit_words,
    moment_words,
)
from desk.domain.errors import InputError, RuleError
from desk.domain.reasons import Ground
from desk.domain.records import WAITING, Dossier, Status, TimeLimit, Unit
from desk.domain.regime import Regime, SupplementClock

__all__ = [
    "AlreadyApologisedError",
    "AnswerBeforeRequestError",
    "ApologyKind",
    "ApologyTooLateError",
    "Due",
    "DueNotLaterError",
    "NoExtensionError",
    "NoTimeLimitError",
    "Outcome",
    "after_supplement",
    "after_waiting",
    "check_later",
    "due",
    "explain",
    "is_overdue",
    "limit_words",
    "may_apologise",
    "measured_by",
    "missed_due",
    "online_clocks",
    "overdue",
    "result_kind",
    "supplement_notice_until",
    "supplement_until",
    "touched_by",
    "urgency",
    "verification_due",
]

#: Statuses in which a dossier can be late: running, or at its end.
MEASURED: Final = frozenset({Status.RECEIVED, Status.IN_HAND, Status.DONE, Status.RETURNED})
Outcome = Literal["before", "on_time", "late"]
ApologyKind = Literal["before", "after"]


class AlreadyApologisedError(RuleError):
    """The citizen was already given a new date the `times` the law allows."""


class ApologyTooLateError(RuleError):
    """The last day for an apology before the due time was `latest`."""


class NoExtensionError(RuleError):
    """The law gives this procedure no extension for verification."""


class AnswerBeforeRequestError(InputError):
    """The citizen cannot have answered or paid before being asked, at `since`."""


class DueNotLaterError(InputError):
    """A date given by hand must be later than `than`."""


def explain(answer: Due) -> tuple[str, ...]:
    """Return the explanation of a due date, one line after the other."""
    return answer.lines


def online_clocks(
    filed_at: datetime, calendar: Calendar, regime: Regime
) -> tuple[datetime | None, datetime]:
    """Return by when an online filing is to be noticed and by when answered (NĐ 118 Đ.17.2).

    The first are hours of the clock, the second working hours; the first is None under a law
    that does not know it.
    """
    filed_at = vn_time(filed_at)
    answer_by = calendar.add_working_time(filed_at, timedelta(hours=regime.answer_hours))
    if regime.acknowledge_hours is None:
        return None, answer_by
    return filed_at + timedelta(hours=regime.acknowledge_hours), answer_by


def supplement_notice_until(received: datetime, regime: Regime, calendar: Calendar) -> datetime:
    """Return until when a supplement may be asked for: so many working days from receipt."""
    last = calendar.add_working_days(vn_time(received).date(), regime.supplement_notice_days)
    return calendar.closing(last)


def supplement_until(asked_at: datetime, regime: Regime, calendar: Calendar) -> datetime | None:
    """Return when an unanswered supplement may be closed; None where the law has no closing."""
    if regime.supplement_close_days is None:
        return None
    last = vn_time(asked_at).date() + timedelta(days=regime.supplement_close_days)
    return calendar.closing(calendar.working_on_or_after(last))


def after_supplement(
    *,
    due_at: datetime,
    asked_at: datetime,
    answered_at: datetime,
    limit: TimeLimit,
    calendar: Calendar,
    regime: Regime,
) -> Due:
    """Return the due date once a supplement is complete, by the regime's policy.

    `restart` counts the limit again from the answer; `pause` moves the due date by the time
    spent waiting (`after_waiting`).
    """
    if regime.supplement_clock is SupplementClock.PAUSE:
        return after_waiting(
            due_at=due_at,
            since=asked_at,
            until=answered_at,
            limit=limit,
            calendar=calendar,
            basis=regime.basis.supplement,
        )
    _check_waiting(asked_at, answered_at)
    again = due(answered_at, limit, calendar, regime)
    story = (
        f"Yêu cầu bổ sung lúc {moment_words(vn_time(asked_at))}",
        f"Nhận đủ hồ sơ bổ sung: thời hạn tính lại từ đầu ({regime.basis.supplement})",
    )
    return Due(at=again.at, lines=story + again.lines, provisional=again.provisional)


def after_waiting(
    *,
    due_at: datetime,
    since: datetime,
    until: datetime,
    limit: TimeLimit | None,
    calendar: Calendar,
    basis: str,
) -> Due:
    """Return the due date moved by the time spent waiting for the citizen.

    The wait is counted in the limit's own unit, or in working days where the due date was
    given by hand; a wait of no full unit moves nothing.
    """
    _check_waiting(since, until)
    due_at, since, until = vn_time(due_at), vn_time(since), vn_time(until)
    first, unit = due_at.date(), limit.unit if limit else Unit.WORKING_DAYS
    at = due_at
    if unit is Unit.WORKING_HOURS:
        waited = calendar.working_time_between(since, until)
        at = calendar.add_working_time(due_at, waited) if waited else due_at
        words = f"{waited / timedelta(hours=1):.4g} giờ làm việc".replace(".", ",")
    elif unit is Unit.CALENDAR_DAYS:
        days = (until.date() - since.date()).days
        if days:
            at = calendar.closing(calendar.working_on_or_after(first + timedelta(days=days)))
        words = f"{days} ngày"
    else:
        days = calendar.working_days_between(since.date(), until.date())
        if days:
            at = calendar.closing(calendar.add_working_days(first, days))
        words = f"{days} ngày làm việc"
    lines = [
        f"Đã hẹn trả {moment_words(due_at)}",
        f"Chờ công dân từ {moment_words(since)} đến {moment_words(until)}: {words}",
        "Thời gian chờ không tính vào thời hạn, được cộng thêm",
        *days_off(calendar, first, at.date()),
    ]
    return finish(at, first, calendar, lines, basis)


def verification_due(
    due_at: datetime,
    limit: TimeLimit,
    calendar: Calendar,
    regime: Regime,
    ground: Ground | None = None,
) -> Due:
    """Return the due date after the extension by law for verification; no apology needed.

    `ground` is the law that allows for it and how much; else the limit's own extension counts.
    """
    days = ground.days if ground else limit.extension
    if days == 0:
        raise NoExtensionError(limit=limit_words(limit))
    start = vn_time(due_at).date()
    last = calendar.add_working_days(start, days)
    lines = [
        f"Đã hẹn trả {moment_words(vn_time(due_at))}",
        f"Phải xác minh: thêm {days} ngày làm việc theo luật",
        *days_off(calendar, start, last),
    ]
    basis = ground.text if ground else regime.basis.verification
    return finish(calendar.closing(last), start, calendar, lines, basis)


def may_apologise(
    now: datetime, due_at: datetime, already: int, regime: Regime, calendar: Calendar
) -> ApologyKind:
    """Return which wording an apology takes, or raise why there can be none.

    Before the due time it must go out at the latest the regime's lead (one day) before the
    due date; once the due time has passed the citizen is owed one all the same, in the words
    for a result that is late. Either way only as often as the law allows: once.
    """
    if already >= regime.apology_times:
        raise AlreadyApologisedError(times=regime.apology_times)
    now, due_at = vn_time(now), vn_time(due_at)
    if overdue(due_at, now):
        return "after"
    if regime.apology_lead_unit is Unit.WORKING_DAYS:
        latest = calendar.add_working_days(due_at.date(), -regime.apology_lead_days)
    else:
        latest = due_at.date() - timedelta(days=regime.apology_lead_days)
    if now.date() > latest:
        raise ApologyTooLateError(latest=f"{latest:%d/%m/%Y}")
    return "before"


def check_later(given: datetime, than: datetime) -> None:
    """Refuse a date given by hand that is not later than what it follows."""
    if given <= than:
        raise DueNotLaterError(than=moment_words(vn_time(than)))


def overdue(due_at: datetime, moment: datetime) -> bool:
    """Whether a moment lies after the due time; the due time itself does not."""
    return moment > due_at


def result_kind(due_at: datetime, finished_at: datetime) -> Outcome:
    """Return whether a result came before its due date, on it in time, or late."""
    if overdue(due_at, finished_at):
        return "late"
    return "before" if vn_time(finished_at).date() < vn_time(due_at).date() else "on_time"


def measured_by(dossier: Dossier) -> datetime | None:
    """Return the due time by which a dossier is late or in time.

    One that had passed when the citizen was asked to complete the dossier, or the office
    apologised, stays missed: the new date is a new promise, not a pardon (decision 41).
    """
    return dossier.missed_due or dossier.due_at


def missed_due(dossier: Dossier, now: datetime) -> datetime | None:
    """Return the first due time that had passed when another, now, takes its place."""
    due_at = dossier.due_at
    if dossier.missed_due is None and due_at is not None and overdue(due_at, now):
        return due_at
    return dossier.missed_due


def is_overdue(dossier: Dossier, now: datetime) -> bool:
    """Whether a dossier is late: the one definition for queue, control slip and reports.

    A finished one is measured at its end, any other now. What waits for the citizen is late
    only if it was before; what was refused, stopped or struck out never is.
    """
    due_at, measured = measured_by(dossier), MEASURED
    if dossier.missed_due is not None:
        measured |= WAITING
    if due_at is None or dossier.voided or dossier.status not in measured:
        return False
    return overdue(due_at, dossier.finished_at or now)


def urgency(dossier: Dossier) -> datetime | None:
    """Return the next moment by which something must be done; None where nothing presses.

    An online filing presses with its first clock until somebody has taken it, then with the
    second.
    """
    if dossier.voided:
        return None
    match dossier.status:
        case Status.FILED:
            taken = dossier.holder or dossier.assignee or dossier.acknowledge_by is None
            return dossier.answer_by if taken else dossier.acknowledge_by
        case Status.RECEIVED | Status.IN_HAND:
            return dossier.due_at
        case Status.SUPPLEMENT:
            return dossier.answer_until
        case _:
            return None


def touched_by(dossier: Dossier, changed: Collection[date]) -> bool:
    """Whether a corrected calendar changes days that an open dossier's due date ran through.

    Such dossiers are listed for a person, never moved; a date given by hand is not counted
    and so not touched.
    """
    if dossier.received_at is None or dossier.due_at is None or dossier.due_note:
        return False
    if not dossier.is_open or dossier.finished_at is not None:
        return False
    first, last = vn_time(dossier.received_at).date(), vn_time(dossier.due_at).date()
    return any(first <= day <= last for day in changed)


def _check_waiting(since: datetime, until: datetime) -> None:
    if until < since:
        raise AnswerBeforeRequestError(since=moment_words(vn_time(since)))
