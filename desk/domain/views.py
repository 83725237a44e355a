"""What services answer to screens and commands: frozen, ready to show, nothing to look up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from desk.domain.calendar import Calendar
from desk.domain.errors import DeskError
from desk.domain.events import Change
from desk.domain.records import (
    Actor,
    Answer,
    Channel,
    Dossier,
    Paper,
    Party,
    Procedure,
    Proposal,
    Status,
)
from desk.domain.warning import Warning_


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDossier:
    """What the counter hands to `receive`: typed, scanned or read from a file."""

    procedure: str
    submitter: Party
    owner: Party | None = None
    authority: str = ""
    papers: tuple[Paper, ...] | None = None  # None: all unconditional papers are present
    sets: int = 1
    channel: Channel = Channel.COUNTER
    received_at: datetime | None = None  # None: now
    fee: int | None = None  # None: as the fee table says
    fee_note: str = ""  # e.g. the legal ground of a waiver
    paid: bool = False  # the whole fee was taken in cash when it was received
    fee_serial: str = ""
    fee_pages: int = 0  # of one copy, where a fee is counted by the page; 0: not counted
    fee_count: int = 0  # copies, cases … that a fee is counted by; 0: not counted
    due_at: datetime | None = None
    due_reason: str = ""
    result_at: str = ""
    result_manner: str = ""
    note: str = ""
    uid: str = ""
    competent_unit: str = ""  # another agency's code, when its number range is at hand
    doubts: tuple[Warning_, ...] = ()  # what reading its data found odd
    answers: tuple[Answer, ...] = ()  # to the fields of the procedure's own form
    sitting: str = ""  # uid that the dossiers of one visit share
    ticket: str = ""  # of the waiting room: A001
    waited_s: int = 0
    corrects: str = ""  # uid of the dossier whose wrong result this one mends


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that may bring a dossier back, by a rule with its legal ground; never blocks."""

    rule: str  # its name in the rules
    title: str
    ground: str
    advice: str = ""
    field: str = ""  # where to put it right
    covers: str = ""  # the warning that says the same without a ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What the receipt would say if it were printed now."""

    procedure: Procedure
    code_like: str  # the number to be, its last digits still open
    received_at: datetime
    due_at: datetime | None
    due_why: tuple[str, ...]
    provisional: bool
    fee: int | None
    fee_note: str
    papers: tuple[Paper, ...]
    warnings: tuple[Warning_, ...] = ()
    checks: tuple[Finding, ...] = ()
    answers: tuple[Answer, ...] = ()  # as they would be kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A dossier that is on disk, and what is worth saying about it."""

    dossier: Dossier
    receiver: Actor
    repeated: bool = False  # the same uid was received before; nothing new was written
    warnings: tuple[Warning_, ...] = ()
    job: int | None = None  # the print job that was queued in the same commit


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Somebody who has been here before, as at the last visit."""

    party: Party
    last_visit: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """One open dossier in a work queue."""

    uid: str
    code: str
    status: Status
    procedure: str
    procedure_name: str
    name: str  # whose dossier it is
    assignee: str
    holder_name: str
    mine: bool  # this counter holds its custody
    channel: Channel
    received_at: datetime | None
    due_at: datetime | None
    urgent_at: datetime | None  # when the next thing must be done
    overdue: bool
    acknowledge_by: datetime | None = None  # the two clocks of an online filing
    answer_by: datetime | None = None
    step: str = ""  # key of the inner step
    proposal: Proposal | None = None
    heads: tuple[str, ...] = ()
    voided: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage:
    """A page of the queue, most urgent first; `after` fetches the next one."""

    rows: tuple[QueueRow, ...]
    after: str = ""  # empty: this was the last page


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueCounts:
    """How many open dossiers stand where."""

    open: int = 0
    overdue: int = 0
    today: int = 0  # due today
    online: int = 0  # filed online, not yet accepted
    waiting: int = 0  # wait for the citizen
    ready: int = 0  # done, to be handed over
    mine: int = 0  # of whoever asks
    soon: int = 0  # due within two working days
    approve: int = 0  # drafted for a leader
    apologise: int = 0  # will be late, and nothing was drafted yet
    steps: tuple[tuple[str, str, str, int], ...] = ()  # key, name, role and number of each


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueOffers:
    """What lists can be narrowed to, each as its value and its words."""

    procedures: tuple[tuple[str, str], ...] = ()
    areas: tuple[str, ...] = ()
    people: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What a step would mean: shown before it is taken."""

    action: str
    reasons: tuple[str, ...] = ()  # likeliest first
    papers: tuple[str, ...] = ()  # that may be asked for
    steps: tuple[tuple[str, str], ...] = ()  # inner steps to go to, the usual next one first
    due_at: datetime | None = None
    lines: tuple[str, ...] = ()  # why this date
    ground: str = ""  # the law that allows for it
    law: str = ""  # the law that speaks against it
    again: bool = False  # why it is done once more must be written down
    digits: str = ""  # of the code, typed before what cannot be undone
    refused: DeskError | None = None  # why it could not be done
    warnings: tuple[Warning_, ...] = ()  # what it means besides; it can be done all the same
    calendar: Calendar | None = None  # by which a day that is typed is doubted


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One event of a dossier, to be told as a sentence."""

    at: datetime
    type: str
    actor: Actor
    device: str
    here: bool  # written by this counter
    confirmed: bool  # the city has it
    facts: tuple[tuple[str, str], ...] = ()
    uid: str = ""
    refused: bool = False
    dropped: bool = False  # taken back, or decided against
    awaited: bool = True  # there is somebody who could confirm it
    changes: tuple[Change, ...] = ()  # of a correction


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """Another dossier that belongs to this one: of the same visit, or mending a wrong result."""

    relation: str  # sitting | corrects | corrected_by
    uid: str
    code: str
    name: str
    procedure_name: str
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class DueChange:
    """One time that the due date was set or moved: by what, by whom, why, line by line."""

    at: datetime
    type: str  # of the event
    due_at: datetime
    actor: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierView:
    """A dossier with its story and the steps that are open to this user now."""

    dossier: Dossier
    timeline: tuple[TimelineEntry, ...]
    actions: tuple[str, ...]
    overdue: bool
    forms: tuple[str, ...] = ()  # the papers that its story gives content to
    waiting_sync: int = 0
    recalls: str = ""  # uid of the step that this user could take back now
    warnings: tuple[Warning_, ...] = ()
    linked: tuple[Linked, ...] = ()
    dues: tuple[DueChange, ...] = ()
    closed: tuple[tuple[str, Warning_], ...] = ()  # steps that are not open now, each with why
    issued: tuple[tuple[str, datetime], ...] = ()  # forms with when they were first made
    originals: tuple[str, ...] = ()  # papers that go back to the citizen with the result

    @property
    def just_taken(self) -> str:
        """The newest event's uid where it is a step that this user could take back."""
        newest = self.timeline[-1].uid if self.timeline else ""
        return newest if newest == self.recalls else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """Something in the exchange that a person must look at."""

    id: int
    at: datetime
    reason: str  # key of its words in `messages`
    dossier: str = ""  # uid
    dossier_code: str = ""
    detail: str = ""
    target: str = ""
    others: str = ""  # whose it is besides

    @property
    def facts(self) -> dict[str, str]:
        """What its words are filled with; the target tells whose words they are."""
        told = {"code": self.dossier_code, "detail": self.detail, "target": self.target}
        return told | ({"others": self.others} if self.others else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesStatus:
    """How the files of dossiers stand with one target; `error` is why the last one failed.

    `missing` of `named` files are neither there nor here: of dossiers that it has but for these.
    """

    waiting: int = 0
    bytes: int = 0  # of those that wait
    attention: int = 0
    held: int = 0
    error: str = ""
    reason: str = ""
    missing: int = 0
    named: int = 0
    speed: float = 0.0  # bytes a second, while one is on its way


@dataclass(frozen=True, slots=True, kw_only=True)
class Sameness:
    """How many dossiers are proved to be the same at a target, and when that was last seen.

    `same` + those that differ, or of which something waits or needs a person, or that `changed`
    since (another target brought it) = `ours`.
    """

    at: datetime
    same: int
    ours: int
    theirs: int
    unsent: int = 0  # dossiers of which something waits, or needs a person
    differing: int = 0  # dossiers found to differ though everything was told
    changed: int = 0  # dossiers that came or changed since, of which nothing waits: not compared


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstContact:
    """How far a new counter is with taking over what its ward has; sizes are bytes on the wire."""

    have: int
    size: int
    dossiers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetStatus:
    """How the exchange with one target stands."""

    name: str
    url: str
    online: bool | None = None  # None: not tried yet
    since: datetime | None = None  # of the present online/offline state
    last_ok: datetime | None = None
    paused: str = ""  # key of the reason in `messages`
    waiting: int = 0
    attention: int = 0
    error: str = ""  # key of the last failure
    created: int = 0
    confirmed: int = 0
    files: FilesStatus = FilesStatus()
    proof: Sameness | None = None  # None: never compared
    first: FirstContact | None = None  # while the first contact is under way
    kind: str = "native"  # of its dialect; others than ours count dossiers, not events


def lacks_city(targets: Iterable[TargetStatus]) -> bool:
    """Tell whether there is a hub and no city: a hub hands no dossier on to any city."""
    names = {each.name for each in targets if each.kind == "native"}
    return bool(names) and "city" not in names


@dataclass(frozen=True, slots=True, kw_only=True)
class StickBundle:
    """A bundle on a stick, as its list says: answer (for this counter), ours, other, broken.

    `whom` is for whom it is: the ward, and who or the beginning of whose keys.
    """

    bundle: str
    kind: str
    whom: str = ""
    made: datetime | None = None
    size: int = 0  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What went onto a stick; `left` files had no room there, or cannot be read."""

    bundle: str
    events: int
    files: int
    left: int
    parts: int
    size: int  # bytes
    target: str = ""  # whom it is for


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What an answer from a stick came to.

    `already`: it was read before; `stale`: the wire was faster, so only its verdicts count.
    `agreed`: what comparing both sides came to, as `desk.sync.ports.Agreement` has it; "": it
    was not compared.
    """

    bundle: str = ""
    confirmed: int = 0
    attention: int = 0
    new: int = 0
    files: int = 0  # of those that a stick brought, held there now
    brought: int = 0  # files of the ward's others that are here now
    already: bool = False
    stale: bool = False
    agreed: str = ""
    target: str = ""  # whose answer it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchanged:
    """One exchange in which something moved, or that failed as the one before it had not.

    `way` is empty for one by wire; a stick was `written` (`pushed` waits on it for an answer), or
    an answer `read` (`pushed` was confirmed by it).
    """

    target: str
    at: datetime
    pushed: int
    pulled: int
    ms: int
    error: str = ""  # key of the failure
    way: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """A paper on its way to the printer; it outlives the program."""

    id: int
    form: str
    dossier: str  # uid
    dossier_code: str
    state: str  # waiting | printing | done | failed | cancelled | unsure
    copies: int
    attempts: int
    queued_at: datetime
    error: str = ""
    paper: str = ""  # its kind of paper: `printers.Kind`
    printer: str = ""  # where it goes or went; empty: the counter's usual one
    tray: str = ""
    moved: bool = False  # somebody sent it to that printer
    sheets: int = 0  # that came out
    spoilt: int = 0  # of these, thrown away
    reprint: int = 0
    reason: str = ""  # why it was printed again
    held: bool = False  # the spooler has it, and it is not known to be out
    sheet: str = ""  # the numbered sheet that it is printed on


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What came out of one printer on one day of one form."""

    day: date
    form: str
    printer: str
    papers: int = 0
    sheets: int = 0
    again: int = 0  # papers that were printed once more
    spoilt: int = 0  # sheets that were thrown away


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """An account of a member of staff."""

    uid: str
    login: str
    name: str
    role: str
    active: bool = True
    has_password: bool = False
    number: str = ""  # two digits, typed before the PIN
    has_pin: bool = False
    held: bool = False  # came with the city's list, and waits for an administrator
