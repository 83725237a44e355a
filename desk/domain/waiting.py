"""The waiting room: whose turn it is, how a ticket may move, what the waiting came to.

Priority goes to those whom the rules on one-stop offices name (NĐ 118/2025/NĐ-CP Đ.13): it is
an order of calling, never a reason to forget the others. Times are told, days are the office's.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median
from typing import Final

from desk.domain.errors import InputError, RuleError

#: Who goes first; the words of each are the window's.
REASONS: Final = ("elderly", "pregnant", "disabled", "child", "merit")
ORDINARY: Final = "A"
PRIORITY: Final = "P"
#: So many tickets with priority may pass over an ordinary one in a row, unless chosen otherwise.
USUAL_RUN: Final = 3
MOST_RUN: Final = 9
QUARTER: Final = timedelta(minutes=15)
_CODE: Final = re.compile(r"([A-Z])0*([0-9]{1,4})")


class BadTicketError(InputError):
    """What was typed is no ticket's number: one letter and up to four digits, as A017."""


class BadReasonError(InputError):
    """There is no such reason for priority; facts: known."""


class TicketMoveError(RuleError):
    """A ticket cannot do that from where it stands; facts: ticket, ticket_state."""


class State(StrEnum):
    """Where a ticket stands."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    HELD = "held"  # set aside while another is served
    ABSENT = "absent"  # called, and nobody came
    DONE = "done"


#: Who is at a counter or on the way to it.
AT_COUNTER: Final = frozenset({State.CALLED, State.SERVING})

#: What can be done with a ticket: from where, and where it then stands.
MOVES: Final[Mapping[str, tuple[frozenset[State], State]]] = {
    "call": (frozenset({State.WAITING, State.HELD, State.ABSENT}), State.CALLED),
    "serve": (frozenset({State.CALLED, State.HELD}), State.SERVING),
    "hold": (AT_COUNTER, State.HELD),
    "absent": (frozenset({State.CALLED, State.HELD}), State.ABSENT),
    "return": (frozenset(State) - {State.WAITING, State.DONE}, State.WAITING),
    "finish": (frozenset(State) - {State.DONE}, State.DONE),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """One number of one day; who holds it is nobody's business here."""

    id: int
    day: str  # YYYY-MM-DD
    series: str
    number: int
    taken_at: datetime
    priority: bool = False
    reason: str = ""
    state: State = State.WAITING
    counter: str = ""  # that called it last
    calls: int = 0
    called_at: datetime | None = None  # for the first time
    recalled_at: datetime | None = None  # for the last time
    served_at: datetime | None = None
    ended_at: datetime | None = None
    dossier: str = ""  # uid

    @property
    def code(self) -> str:
        """The number as it is printed, shown and called: A017."""
        return code(self.series, self.number)

    def waited_s(self, now: datetime) -> int:
        """Return the seconds from the ticket to the first call, or until now."""
        return max(0, round(((self.called_at or now) - self.taken_at).total_seconds()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The waiting room as it stands: today's tickets, and those that wait as they will be called.

    `called` lists what was called, the latest first.
    """

    day: str
    tickets: tuple[Ticket, ...] = ()
    line: tuple[Ticket, ...] = ()
    called: tuple[Ticket, ...] = ()

    @property
    def current(self) -> Ticket | None:
        """The ticket that is called or served now."""
        return next((each for each in self.called if each.state in AT_COUNTER), None)

    def longest_s(self, now: datetime) -> int:
        """Return how long whoever waits longest has waited."""
        return max((each.waited_s(now) for each in self.line), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarter:
    """A quarter of an hour: how many took a ticket, how many were done."""

    at: datetime
    arrived: int
    served: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hour:
    """The waits of those who were called in one hour of the day, in seconds."""

    hour: int
    calls: int
    median_s: int
    p90_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """What a day's waiting came to; quarters and hours without gaps."""

    day: str
    arrived: int = 0
    served: int = 0
    absent: int = 0
    median_s: int = 0
    p90_s: int = 0
    longest_s: int = 0
    quarters: tuple[Quarter, ...] = ()
    hours: tuple[Hour, ...] = ()


def code(series: str, number: int) -> str:
    """Return a ticket's number as it is printed: three digits at least."""
    return f"{series}{number:03d}"


def parse(text: str) -> tuple[str, int]:
    """Return series and number of what was typed from a paper slip, as `a 17` or `A017`.

    Raises:
        BadTicketError.
    """
    found = _CODE.fullmatch("".join(text.split()).upper())
    if found is None or not int(found[2]):
        raise BadTicketError(ticket=text.strip()[:20])
    return found[1], int(found[2])


def check_reason(reason: str) -> str:
    """Return a reason for priority, or nothing for none.

    Raises:
        BadReasonError.
    """
    if reason and reason not in REASONS:
        raise BadReasonError(reason=reason[:20], known=", ".join(REASONS))
    return reason


def day_of(now: datetime, last: Ticket | None) -> str:
    """Return the day whose numbers go on, by the ticket that was given last.

    A clock that is set back, or was a day ahead for a while, goes on with the same numbers: the
    people who hold them still sit there. The next morning begins at 001.
    """
    if last is not None and now.date() <= last.taken_at.date():
        return last.day
    return str(now.date())


def moved(ticket: Ticket, action: str) -> State:
    """Return where a ticket stands after `action`.

    Raises:
        TicketMoveError.
    """
    before, after = MOVES[action]
    if ticket.state not in before:
        raise TicketMoveError(ticket=ticket.code, ticket_state=ticket.state.value)
    return after


def _came(ticket: Ticket) -> tuple[datetime, int]:
    return ticket.taken_at, ticket.id


def _passed(ordinary: Ticket, called: Iterable[Ticket]) -> int:
    """Count the priority tickets called over the head of one that waits, since its like was."""
    run = 0
    calls = [each for each in called if each.called_at is not None]
    for each in sorted(calls, key=_first_call, reverse=True):
        if not each.priority or _first_call(each) < ordinary.taken_at:
            break
        run += 1
    return run


def _first_call(ticket: Ticket) -> datetime:
    return ticket.called_at or ticket.taken_at


def line(tickets: Sequence[Ticket], run: int = USUAL_RUN) -> tuple[Ticket, ...]:
    """Return those that wait as they will be called, if nobody else comes.

    Priority first, each in the order of coming; but the ordinary ticket that waits longest is
    passed over by at most `run` of them in a row.
    """
    waiting = sorted((each for each in tickets if each.state is State.WAITING), key=_came)
    priority = [each for each in waiting if each.priority]
    ordinary = [each for each in waiting if not each.priority]
    in_a_row = _passed(ordinary[0], tickets) if ordinary else 0
    ordered: list[Ticket] = []
    while priority or ordinary:
        if ordinary and (not priority or in_a_row >= run):
            ordered.append(ordinary.pop(0))
            in_a_row = 0
        else:
            ordered.append(priority.pop(0))
            in_a_row += 1
    return tuple(ordered)


def board(day: str, tickets: Sequence[Ticket], run: int = USUAL_RUN) -> Board:
    """Return the waiting room as a day's tickets make it."""
    spoken = [each for each in tickets if each.recalled_at is not None]
    return Board(
        day=day,
        tickets=tuple(tickets),
        line=line(tickets, run),
        called=tuple(sorted(spoken, key=_last_call, reverse=True)),
    )


def _last_call(ticket: Ticket) -> tuple[datetime, int]:
    return ticket.recalled_at or ticket.taken_at, ticket.id


# -- what it came to --------------------------------------------------------------------------


def flow(day: str, tickets: Sequence[Ticket]) -> Flow:
    """Return what a day's waiting came to."""
    waits = [each.waited_s(each.taken_at) for each in tickets if each.called_at is not None]
    ended = [each.ended_at for each in tickets if each.state is State.DONE and each.ended_at]
    return Flow(
        day=day,
        arrived=len(tickets),
        served=len(ended),
        absent=sum(each.state is State.ABSENT for each in tickets),
        median_s=_median(waits),
        p90_s=_p90(waits),
        longest_s=max(waits, default=0),
        quarters=_quarters([each.taken_at for each in tickets], ended),
        hours=_hours(tickets),
    )


def _quarters(came: Sequence[datetime], ended: Sequence[datetime]) -> tuple[Quarter, ...]:
    arrived, served = [_quarter(each) for each in came], [_quarter(each) for each in ended]
    both = [*arrived, *served]
    if not both:
        return ()
    at, last, made = min(both), max(both), list[Quarter]()
    while at <= last:
        made.append(Quarter(at=at, arrived=arrived.count(at), served=served.count(at)))
        at += QUARTER
    return tuple(made)


def _quarter(at: datetime) -> datetime:
    return at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0)


def _hours(tickets: Sequence[Ticket]) -> tuple[Hour, ...]:
    waits: dict[int, list[int]] = {}
    for each in tickets:
        if each.called_at is not None:
            waits.setdefault(each.called_at.hour, []).append(each.waited_s(each.taken_at))
    return tuple(
        Hour(hour=hour, calls=len(found), median_s=_median(found), p90_s=_p90(found))
        for hour in (range(min(waits), max(waits) + 1) if waits else ())
        for found in [waits.get(hour, [])]
    )


def _median(waits: Sequence[int]) -> int:
    return round(median(waits)) if waits else 0


def _p90(waits: Sequence[int]) -> int:
    """Return the wait that nine of ten did not exceed (nearest rank)."""
    return sorted(waits)[math.ceil(len(waits) * 0.9) - 1] if waits else 0
