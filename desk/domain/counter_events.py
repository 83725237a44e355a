"""What can happen to a counter itself, or at it, without any dossier; see `events`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desk.domain.records import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceOpened:
    """A counter began its log; `follows` is the device that it was a copy of till then.

    A second one in the same log: it had joined nobody yet, and went on with another slot.
    """

    slot: int
    commune: str
    name: str
    follows: str = ""
    note: str = ""  # why, in the words of whoever said so


@dataclass(frozen=True, slots=True, kw_only=True)
class EpochOpened:
    """A restored or moved counter began anew, with its own reserve of numbers.

    After a crash there is a new epoch too, but no reserve: the chain alone begins anew.
    """

    reason: str  # restored | moved | crashed | twin (a copy of this machine had worked too)
    slot: int
    since: str  # YYYY-MM-DD
    until: str = ""  # last day of the take-over block; empty until the city confirms
    note: str = ""  # of a twin: why, in the words of whoever ended it


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberBurnt:
    """A number was written to the witness but never reached a dossier."""

    day: str  # YYYY-MM-DD
    number: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UserAdded:
    """A member of staff got an account."""

    user: str
    login: str
    name: str
    role: str
    number: str = ""  # two digits, for signing in by PIN


@dataclass(frozen=True, slots=True, kw_only=True)
class UserChanged:
    """An account as it is from now on; with `reset` its next sign-in sets a new password."""

    user: str
    login: str
    name: str
    role: str
    closed: bool = False
    reset: bool = False
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnedAway:
    """A supplement or refusal slip was given before any receipt: no dossier, no code."""

    kind: str  # supplement | refusal
    number: str
    procedure: str
    procedure_name: str
    person: Party
    reason: str
    items: tuple[str, ...] = ()
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerOpened:
    """The cash drawer was opened with so many đồng in it."""

    amount: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerClosed:
    """The cash drawer was counted blind: `counted` before `expected` was shown.

    `pieces` are the notes that were counted, as far as told: value in đồng, how many of it.
    """

    counted: int
    expected: int
    at: datetime
    note: str = ""
    pieces: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DayClosed:
    """The books of some days were closed with so many lines received and handed over.

    Closed once more, after they had changed, they are with the reason in `note`.
    """

    day: str  # YYYY-MM-DD; YYYY-MM or YYYY: of that whole month or year
    received: int
    returned: int
    at: datetime
    figures: str = ""  # what each book came to, `domain/book_closing.py`
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperChanged:
    """Papers look otherwise from now on; see `stationery` for what `part` and `text` may be."""

    part: str  # office | logo | form:2025/receipt
    text: str  # empty: as the program has it
    device: str = ""  # the counter that it is for alone; empty: all of the ward
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reprinted:
    """A paper that had come out was asked for once more."""

    form: str
    of: str  # uid of the event whose paper it is
    dossier: str = ""  # uid
    number: int  # of this reprint, from 1
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodClosed:
    """A report of a period was closed: its figures as they were reported, canonical JSON."""

    form: str
    by: str  # grouping of its lines
    start: str  # YYYY-MM-DD
    end: str  # inclusive
    figures: str  # `domain/report_closing.py`
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A person saw that `events` of the counter itself were refused: they stay in its log alone."""

    events: tuple[str, ...]  # their uids
    text: str
