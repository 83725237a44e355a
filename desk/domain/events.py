"""What can happen to a dossier or a device: one frozen record per kind of event.

A counter's own are in `counter_events`, results' in `result_events`. The class's name is the type
on the wire and in the log. A new field has a default: every body ever written can still be read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from desk.domain import counter_events, importing_event, notice_event, result_events
from desk.domain.records import Actor, Answer, Channel, Paper, Party, TimeLimit


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A dossier was received here and its receipt promised a result (Mẫu 01)."""

    code: str
    barcode: str
    procedure: str
    procedure_name: str
    submitter: Party
    received_at: datetime
    recorded_at: datetime
    due_at: datetime
    owner: Party | None = None
    authority: str = ""
    papers: tuple[Paper, ...] = ()
    sets: int = 1
    channel: Channel = Channel.COUNTER
    limit: TimeLimit | None = None
    due_why: tuple[str, ...] = ()
    due_note: str = ""
    fee: int | None = None
    fee_note: str = ""
    result_at: str = ""
    result_manner: str = ""
    note: str = ""
    catalogue: str = ""
    calendar: str = ""
    regime: str = ""
    book: str = ""
    line: int = 0
    holder_name: str = ""
    answers: tuple[Answer, ...] = ()
    sitting: str = ""
    ticket: str = ""
    waited_s: int = 0
    corrects: str = ""
    fee_paid: int = 0  # taken in cash when it was received
    fee_serial: str = ""  # of its tax receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A citizen filed a dossier online; the city numbered it."""

    code: str
    barcode: str
    procedure: str
    procedure_name: str
    submitter: Party
    filed_at: datetime
    owner: Party | None = None
    authority: str = ""
    papers: tuple[Paper, ...] = ()
    sets: int = 1
    acknowledge_by: datetime | None = None
    answer_by: datetime | None = None
    fee: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """An online dossier was found complete and accepted under the city's own code."""

    received_at: datetime
    due_at: datetime
    limit: TimeLimit | None = None
    due_why: tuple[str, ...] = ()
    due_note: str = ""
    fee: int | None = None
    fee_note: str = ""
    catalogue: str = ""
    calendar: str = ""
    regime: str = ""
    book: str = ""
    line: int = 0
    holder_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guided:
    """An online dossier must be completed before it can be accepted."""

    number: str
    reason: str
    asked_at: datetime
    items: tuple[str, ...] = ()
    until: datetime | None = None
    regime: str = ""
    holder_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """Somebody took the dossier in hand; from another counter this moves custody."""

    assignee: str  # login
    assignee_name: str = ""
    holder_name: str = ""
    claimed_at: datetime | None = None  # where it was written down later


@dataclass(frozen=True, slots=True, kw_only=True)
class Forwarded:
    """The dossier was handed on (bàn giao): a row of the control slip."""

    to: str
    to_device: str = ""
    holder_name: str = ""
    note: str = ""
    forwarded_at: datetime | None = None  # where it was written down later
    to_name: str = ""  # of the person, where `to` is a login
    step: str = ""  # key of the inner step that it goes to
    batch: str = ""  # number of the slip that lists all that went with it


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementAsked:
    """The citizen was asked to complete the dossier (Mẫu 02); the clock stops."""

    number: str
    reason: str
    asked_at: datetime
    items: tuple[str, ...] = ()
    until: datetime | None = None
    again: str = ""  # why the citizen is asked once more


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplemented:
    """The citizen completed the dossier; the clock runs again to `due_at`.

    `papers` is the whole list from then on, empty where nobody wrote down what was brought;
    `accepted` is set when this also accepts an online dossier that was guided before.
    """

    answered_at: datetime
    due_at: datetime
    due_why: tuple[str, ...] = ()
    papers: tuple[Paper, ...] = ()
    accepted: Accepted | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeAsked:
    """The dossier waits until a fee of `amount` đồng is paid."""

    amount: int
    asked_at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeePaid:
    """The fee was paid; `serial` is the number of the tax receipt (biên lai)."""

    amount: int
    due_at: datetime
    serial: str = ""
    due_why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Not accepted before receipt, or refused after it as the result (Mẫu 03)."""

    number: str
    reason: str
    refused_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalAsked:
    """The citizen wishes to withdraw the dossier."""

    asked_at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed:
    """The wish to withdraw was taken back or refused; the dossier goes on."""

    due_at: datetime | None = None
    due_why: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """Processing was stopped at the citizen's wish (Mẫu 05)."""

    number: str
    stopped_at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """Nobody completed the dossier in time (NĐ 118/2025 Đ.19.5)."""

    closed_at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Apologised:
    """The office apologised for a delay and named one new date (Mẫu 04)."""

    number: str
    reason: str
    due_at: datetime
    asked_at: datetime
    before_due: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Extended:
    """A verification that the law allows for moved the due date; no apology is owed."""

    reason: str
    due_at: datetime
    due_why: tuple[str, ...] = ()
    ground: str = ""  # the law that allows for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """The result is ready to be handed over."""

    finished_at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """The result was handed over and Mẫu 01 checked off."""

    to: str
    returned_at: datetime
    id_number: str = ""
    note: str = ""
    authority: str = ""  # the paper by which another than the citizen collects
    signature: str = ""  # SHA-256 of its picture
    originals: tuple[str, ...] = ()  # papers that went back to the citizen
    fee_paid: int = 0  # of what was still owed, taken in cash


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One corrected field, before and after."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """Facts were corrected; what the receipt said stays in the log."""

    reason: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A remark."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The value of a contested field that stands, and those that its chooser saw beside it."""

    field: str
    value: str
    over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A person decided what a clash or a refusal by the city means.

    `drop` names the events that shall not count; they stay in the log. `chosen` settles fields that
    two counters had changed. `recalls` is the type of a step that was taken back.
    """

    text: str
    drop: tuple[str, ...] = ()
    chosen: tuple[Chosen, ...] = ()
    recalls: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voided:
    """The dossier should never have been; its number is burnt, its line struck through."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasAdded:
    """Another system's code for the same dossier; both scan."""

    alias: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file was put to the dossier; its bytes lie in the store under `file`, their SHA-256."""

    file: str
    media: str
    size: int
    pages: int
    kind: str = "paper"  # paper | result
    paper: str = ""
    source: str = ""  # scan | drop | paste | reuse
    made_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Detached:
    """A file was taken from the dossier again; the log still names it."""

    file: str
    paper: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A step was drafted for a leader; an empty `action` takes the draft back."""

    action: str
    reason: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """The result was put into a slot of the shelf; empty: taken out."""

    slot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded:
    """The citizen was told that the result waits."""

    manner: str  # phone | letter | message
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """How satisfied the citizen was, 1 (not at all) to 5 (very)."""

    score: int
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """A line of a certification book was used for the dossier (NĐ 23/2015/NĐ-CP Đ.13, 14)."""

    register: str  # copy | signature | contract | translation
    book: str
    line: int
    pages: int = 0
    copies: int = 0
    what: str = ""  # the document, as the book names it
    at: datetime | None = None  # of certifying; None: when the dossier was received


Imported = importing_event.Imported
Notified = notice_event.Notified

Body = (
    Received
    | Filed
    | Imported
    | Accepted
    | Guided
    | Claimed
    | Forwarded
    | SupplementAsked
    | Supplemented
    | FeeAsked
    | FeePaid
    | Refused
    | WithdrawalAsked
    | Resumed
    | Stopped
    | Closed
    | Apologised
    | Extended
    | Finished
    | Returned
    | Corrected
    | Noted
    | Resolved
    | Voided
    | AliasAdded
    | counter_events.DeviceOpened
    | counter_events.EpochOpened
    | counter_events.NumberBurnt
    | counter_events.UserAdded
    | counter_events.UserChanged
    | counter_events.TurnedAway
    | Attached
    | Detached
    | Proposed
    | Shelved
    | Reminded
    | Notified
    | Rated
    | Entered
    | counter_events.DrawerOpened
    | counter_events.DrawerClosed
    | counter_events.DayClosed
    | counter_events.PaperChanged
    | counter_events.Reprinted
    | counter_events.SetAside
    | counter_events.PeriodClosed
    | result_events.OfDossier
    | result_events.SheetsStocked
)

#: What begins a dossier. A number that citizens know hangs on it, so it is never taken back.
BEGINS = Received | Filed | Imported

#: What anybody may add to a dossier at any time; none of it moves the status or the custody.
REMARKS: Final = (
    Corrected
    | Noted
    | AliasAdded
    | Resolved
    | Attached
    | Detached
    | Proposed
    | Shelved
    | Reminded
    | Notified
    | Rated
    | Entered
    | result_events.OfDossier
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event of the log, with its body opened.

    `body` is None when this program does not know the type: such an event is kept raw and
    read again after an upgrade. `at` is the wall clock of the device; order comes from
    `hlc` (48 bits of milliseconds, 16 of counter) and never from wall clocks. `custody` is
    the custody number that the event holds after it.
    """

    uid: str
    unit: str
    device: str
    epoch: int
    seq: int
    dossier: str
    type: str
    body: Body | None
    actor: Actor
    at: datetime
    hlc: int
    custody: int = 0
    base: tuple[str, ...] = ()
    offset_ms: int = 0
    schema: int = 1
    hash: str = ""


def order(event: Event) -> tuple[int, str]:
    """Sort key of the one order in which every device folds a dossier's events."""
    return (event.hlc, event.uid)
