"""An invented waiting room behind the pages: tickets in memory, moved by the real rules."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from desk.domain import waiting
from desk.domain.waiting import AT_COUNTER, Board, State, Ticket
from desk.ui.tickets.ports import TicketPorts
from tests.ui.invented import NOW

DAY = f"{NOW:%Y-%m-%d}"


@dataclass
class WaitingRoom:
    """Today's tickets; what was done with them is in `done`."""

    tickets: list[Ticket] = field(default_factory=list)
    done: list[tuple[object, ...]] = field(default_factory=list)
    fails: dict[str, Exception] = field(default_factory=dict)
    job: int | None = None  # of the next ticket that is printed

    def note(self, name: str, *facts: object) -> None:
        self.done.append((name, *facts))
        if name in self.fails:
            raise self.fails[name]

    def seat(self, *reasons: str) -> None:
        """Let people take tickets, each with the reason of a priority or none."""
        for reason in reasons:
            self.take(reason, "")
        self.done.clear()

    def board(self) -> Board:
        return waiting.board(DAY, self.tickets)

    def take(self, reason: str, number: str) -> tuple[Ticket, int | None]:
        self.note("take", reason, number)
        series, told = waiting.parse(number) if number else ("P" if reason else "A", 0)
        made = Ticket(
            id=len(self.tickets) + 1,
            day=DAY,
            series=series,
            number=told or 1 + sum(each.series == series for each in self.tickets),
            taken_at=NOW - timedelta(minutes=12 - len(self.tickets)),
            priority=bool(reason),
            reason=reason,
        )
        self.tickets.append(made)
        return made, None if number else self.job

    def call(self, key: int | None, hold: bool) -> Ticket | None:
        self.note("call", key, hold)
        chosen = key or next((each.id for each in self.board().line), None)
        if chosen is None:
            return None
        for each in self.tickets:
            if each.state in AT_COUNTER and each.id != chosen:
                self._set(each.id, state=State.HELD if hold else State.DONE)
        calls = self.tickets[chosen - 1].calls + 1
        return self._set(
            chosen,
            state=waiting.moved(self.tickets[chosen - 1], "call"),
            called_at=NOW,
            recalled_at=NOW + timedelta(seconds=len(self.done)),
            counter="Quầy 1",
            calls=calls,
        )

    def again(self, key: int) -> Ticket:
        self.note("again", key)
        return self._set(key, calls=self.tickets[key - 1].calls + 1)

    def move(self, key: int, action: str) -> Ticket:
        self.note("move", key, action)
        return self._set(key, state=waiting.moved(self.tickets[key - 1], action))

    def uncall(self, key: int, before: int | None) -> None:
        self.note("uncall", key, before)
        self._set(key, state=State.WAITING, called_at=None, recalled_at=None, calls=0)
        if before is not None:
            self._set(before, state=State.CALLED)

    def _set(self, key: int, **facts: Any) -> Ticket:
        self.tickets[key - 1] = replace(self.tickets[key - 1], **facts)
        return self.tickets[key - 1]

    def ports(self) -> TicketPorts:
        return TicketPorts(
            board=self.board,
            take=self.take,
            call=self.call,
            again=self.again,
            move=self.move,
            uncall=self.uncall,
        )
