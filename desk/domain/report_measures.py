"""What a report can count: named measures over kinds of dossiers, and nothing else.

A period's dossiers are told apart by a `Kind`: everything that any measure asks for. Counting is
then one pass; and the dossiers behind a number are those of its kinds, by the same words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desk.domain.records import WAITING, Channel, Status
from desk.domain.standing import Mark


class Source(StrEnum):
    """How a dossier came into the period."""

    PENDING = "pending"  # filed, and not received when the period ended
    CARRIED = "carried"  # received before it began
    NEW = "new"


class Outcome(StrEnum):
    """How a dossier stood to its due time when the period ended."""

    BEFORE = "before"  # ended on an earlier date
    ON_TIME = "on_time"
    LATE = "late"
    OPEN = "open"  # not ended, its due time not past
    OPEN_LATE = "open_late"


class WaitingRule(StrEnum):
    """Where a dossier stands that waits for its citizen."""

    IN_TIME = "in_time"  # among those being processed in time: nobody is late with it
    BY_DUE = "by_due"  # as any other, by its due time
    ON_TIME = "on_time"  # among those solved on time


@dataclass(frozen=True, slots=True)
class Kind:
    """What is told of a dossier; `level` is how far its procedure goes online (full, partial)."""

    source: Source
    outcome: Outcome
    status: int
    marks: int
    channel: str
    level: str = ""
    reopened: bool = False  # it had ended, and went on again within the period
    waiting: WaitingRule = WaitingRule.IN_TIME

    @property
    def received(self) -> bool:
        """Whether it was received by the end of the period."""
        return self.source is not Source.PENDING

    @property
    def new(self) -> bool:
        """Whether it was received within the period."""
        return self.source is Source.NEW

    @property
    def ended(self) -> bool:
        """Whether it had ended when the period did."""
        return self.outcome in (Outcome.BEFORE, Outcome.ON_TIME, Outcome.LATE)

    @property
    def waits(self) -> bool:
        """Whether it waits for its citizen."""
        return not self.ended and self.status in WAITING

    @property
    def missed(self) -> bool:
        """Whether its due time had passed when its citizen was asked to complete it."""
        return self.has(Mark.MISSED)

    @property
    def stopped(self) -> bool:
        """Whether it was stopped: at the citizen's wish, or because nobody completed it."""
        return self.ended and self.status == Status.STOPPED

    @property
    def early(self) -> bool:
        """Column (8): solved on an earlier date than the due date."""
        return self.received and self.outcome is Outcome.BEFORE and not self.stopped

    @property
    def on_time(self) -> bool:
        """Column (9): solved in time on that date; or stopped, whenever."""
        if not self.received:
            return False
        waits = self.waits and self.waiting is WaitingRule.ON_TIME and not self.missed
        return waits or self.stopped or self.outcome is Outcome.ON_TIME

    @property
    def late(self) -> bool:
        """Column (10): solved after the due time."""
        return self.received and self.outcome is Outcome.LATE and not self.stopped

    @property
    def solved(self) -> bool:
        """Column (7)."""
        return self.early or self.on_time or self.late

    @property
    def open(self) -> bool:
        """Column (11)."""
        return self.received and not self.solved

    @property
    def open_late(self) -> bool:
        """Column (13): past its due time when the period ended, and not for the citizen to act.

        What was late before the citizen was asked is excused by no waiting.
        """
        excused = self.waits and self.waiting is not WaitingRule.BY_DUE and not self.missed
        return self.open and self.outcome is Outcome.OPEN_LATE and not excused

    @property
    def online(self) -> bool:
        """Whether it was filed online."""
        return self.channel == Channel.ONLINE

    @property
    def result(self) -> bool:
        """Whether it was solved with a result, not stopped."""
        return self.solved and self.ended and not self.stopped

    def has(self, mark: Mark) -> bool:
        """Whether it bears a mark."""
        return bool(self.marks & mark)


def _pending(kind: Kind, *, late: bool) -> bool:
    if kind.received or kind.ended:
        return False
    return late is (kind.outcome is Outcome.OPEN_LATE and not kind.waits)


def _is_late(kind: Kind) -> bool:
    return kind.late or kind.open_late


#: Every measure by its name, as report forms name it.
MEASURES: Final[Mapping[str, Callable[[Kind], bool]]] = {
    "received": lambda k: k.received,
    "received_new": lambda k: k.new,
    "received_online": lambda k: k.new and k.online,
    "received_direct": lambda k: k.new and not k.online,
    "received_counter": lambda k: k.new and k.channel == Channel.COUNTER,
    "received_post": lambda k: k.new and k.channel == Channel.POST,
    "received_online_full": lambda k: k.new and k.online and k.level == "full",
    "received_online_partial": lambda k: k.new and k.online and k.level == "partial",
    "received_online_other": lambda k: k.new and k.online and not k.level,
    "carried": lambda k: k.source is Source.CARRIED,
    "solved": lambda k: k.solved,
    "solved_early": lambda k: k.early,
    "solved_on_time": lambda k: k.on_time,
    "solved_late": lambda k: k.late,
    "solved_result": lambda k: k.result,
    "solved_refused": lambda k: k.result and k.has(Mark.REFUSED),
    "solved_online": lambda k: k.result and k.online,
    "open": lambda k: k.open,
    "open_in_time": lambda k: k.open and not k.open_late,
    "open_late": lambda k: k.open_late,
    "waiting": lambda k: k.received and k.waits,
    "stopped": lambda k: k.received and k.stopped,
    "stopped_lapsed": lambda k: k.received and k.stopped and k.has(Mark.LAPSED),
    "withdrawn": lambda k: k.received and k.stopped and not k.has(Mark.LAPSED),
    "not_accepted": lambda k: not k.received and k.status == Status.NOT_ACCEPTED,
    "pending_in_time": lambda k: _pending(k, late=False),
    "pending_late": lambda k: _pending(k, late=True),
    "solved_late_apologised": lambda k: k.late and k.has(Mark.APOLOGISED),
    "solved_late_not_apologised": lambda k: k.late and not k.has(Mark.APOLOGISED),
    "open_late_apologised": lambda k: k.open_late and k.has(Mark.APOLOGISED),
    "open_late_not_apologised": lambda k: k.open_late and not k.has(Mark.APOLOGISED),
    "late": _is_late,
    "late_apologised": lambda k: _is_late(k) and k.has(Mark.APOLOGISED),
    "late_not_apologised": lambda k: _is_late(k) and not k.has(Mark.APOLOGISED),
    "apologised": lambda k: k.received and k.has(Mark.APOLOGISED),
    "extended": lambda k: k.received and k.has(Mark.EXTENDED),
    "reopened": lambda k: k.received and k.reopened,
    "supplement_asked": lambda k: k.received and k.has(Mark.ASKED),
    "supplement_asked_again": lambda k: k.received and k.has(Mark.ASKED_AGAIN),
    "papers_digitised": lambda k: k.new and k.has(Mark.SHOWN),
    "result_digitised": lambda k: k.result and k.has(Mark.RESULT),
    "online_with_result": lambda k: k.result and k.online and k.has(Mark.RESULT),
    "with_fee": lambda k: k.new and k.has(Mark.FEE),
    "paid_here": lambda k: k.new and k.has(Mark.PAID),
    "rated": lambda k: k.result and k.has(Mark.RATED),
    "rated_well": lambda k: k.result and k.has(Mark.LIKED),
}
