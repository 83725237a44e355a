"""What the pages are handed: plain callables, one frozen record per page.

Every callable runs off the GUI thread through `ui/tasks.py` and may raise a `DeskError`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from desk.domain.fees import Tariff, Waiver
from desk.domain.records import Actor, Dossier, Office, Party, Procedure
from desk.domain.retype import Piece, Target
from desk.domain.review import Item
from desk.domain.views import (
    DossierView,
    Exchanged,
    Foreseen,
    NewDossier,
    Preview,
    QueueCounts,
    QueueOffers,
    QueuePage,
    QueueRow,
    Receipt,
    StaffMember,
    TargetStatus,
    Visitor,
)
from desk.domain.warning import Warning_
from desk.domain.worklist import Want
from desk.ui.books.ports import BookPorts
from desk.ui.drafts.ports import DraftPorts
from desk.ui.drawer.ports import DrawerPorts
from desk.ui.exchange.ports import CourierPorts, SystemsPorts
from desk.ui.handover.ports import HandoverPorts
from desk.ui.importing.ports import ImportPorts
from desk.ui.notices.ports import NoticePorts
from desk.ui.people.ports import PreferencePorts
from desk.ui.printers.ports import PrintPorts
from desk.ui.quick.ports import QuickPorts
from desk.ui.reference.ports import ReferencePorts
from desk.ui.results.ports import ResultPorts
from desk.ui.review.ports import ReviewPorts
from desk.ui.scans.ports import ScanPorts
from desk.ui.search.ports import LookupPorts
from desk.ui.sheets.ports import SheetPorts
from desk.ui.statistics.ports import StatisticsPorts
from desk.ui.tickets.ports import TicketPorts
from desk.ui.wordings.ports import WordingPorts


class Words(Protocol):
    """What is said of an error: `desk.messages` returns this."""

    @property
    def title(self) -> str:
        """What happened, in a few words."""

    @property
    def meaning(self) -> str:
        """What it means for the clerk and the citizen."""

    @property
    def next(self) -> str:
        """What to do now."""


#: Words of an error class, warning or reason by its code and facts, in the window's language.
Explain = Callable[[str, Mapping[str, object]], Words]


class Act(Protocol):
    """One step of processing, durable when it returns."""

    def __call__(self, uid: str, action: str, /, **arguments: object) -> DossierView:
        """Do `action` with the arguments that its form in `ui/parts/steps.py` names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """What a scanned text turned out to be."""

    kind: str  # dossier | card | person_id | phone | text | bad
    text: str
    party: Party | None = None
    dossier_uid: str = ""
    warnings: tuple[Warning_, ...] = ()


ParseScan = Callable[[str], Scanned]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivePorts:
    """The counter's own page."""

    find_procedures: Callable[[str], tuple[Procedure, ...]]
    preview: Callable[[NewDossier], Preview]
    receive: Callable[[NewDossier], Receipt]
    parse_scan: ParseScan
    known_person: Callable[[str], Party | None]
    known_people: Callable[[str], tuple[Visitor, ...]]  # by a telephone number or a name
    dossiers_of: Callable[[str], tuple[Dossier, ...]]  # newest first, finished ones too
    take_back: Callable[[str], bool]  # uid of a receipt just given → its paper may be out
    print_form: Callable[[str, str], int]  # uid, form → print job
    open_dossiers: Callable[[str], tuple[QueueRow, ...]]
    turn_away: Callable[[str, NewDossier, str, tuple[str, ...]], int]  # kind, new, reason, items
    waivers: Callable[[], tuple[Waiver, ...]]  # all of them; the page offers those that fit
    tariffs: Callable[[], tuple[Tariff, ...]]  # of fees that are counted by the page
    new_uid: Callable[[], str]


class QueuePages(Protocol):
    """Pages of a list, found by key."""

    def __call__(
        self, view: str, after: str, limit: int, /, *, want: Want | None = None
    ) -> QueuePage:
        """Return one page; `after` is the last page's."""


Foresee = Callable[[str, str], Foreseen]  # uid, action: what the step would mean


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePorts:
    """The work queue; its views are those of `desk.services.queue`."""

    page: QueuePages
    counts: Callable[[], QueueCounts]
    open: Callable[[str], DossierView]  # code, alias, barcode digits or uid
    act: Act
    tally: Callable[[tuple[Want, ...]], tuple[int, ...]]  # of a person's own lists
    offers: Callable[[], QueueOffers]  # what lists can be narrowed to
    foresee: Foresee
    forward_many: Callable[[tuple[str, ...], Mapping[str, object]], str]  # number of the slip


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierPorts:
    """One dossier."""

    open: Callable[[str], DossierView]
    act: Act
    foresee: Foresee
    print_form: Callable[[str, str], int]  # uid, form → print job
    retype: Callable[[str], tuple[tuple[Target, tuple[Piece, ...]], ...]]  # for other programs
    mend: Callable[[str], tuple[NewDossier, Procedure]]  # a wrong result, received again for free


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPorts:
    """The command box."""

    search: Callable[[str, int], tuple[QueueRow, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangePorts:
    """The exchange with the city and other targets."""

    targets: Callable[[], tuple[TargetStatus, ...]]
    review: Callable[[], tuple[Item, ...]]  # what needs a person, oldest first
    sync_now: Callable[[], None]
    connect: Callable[[str, str, int], None]  # address, enrolment code, another slot or 0
    compare: Callable[[], tuple[str, bool, int, int, tuple[str, ...]]]
    """With whom → its name, whether equal, how many ours and theirs, codes that differ."""
    courier: CourierPorts
    systems: SystemsPorts
    history: Callable[[int], tuple[Exchanged, ...]]  # the last so many, newest first
    support: Callable[[], str]  # writes the file for helpers from afar → where it is
    keys_kept: Callable[[], str] = lambda: "file"  # where: system, file
    #: Has somebody called, on whatever thread, when something came from elsewhere.
    listen: Callable[[Callable[[], None]], None] = lambda _: None


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPorts:
    """The first start on a new machine."""

    initialise: Callable[[str, str, str, int, str, str, str], None]
    open_practice: Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInPorts:
    """Who sits at the counter."""

    sign_in: Callable[[str, str], Actor]
    by_pin: Callable[[str, str], Actor]  # staff number, PIN
    accounts: Callable[[], tuple[StaffMember, ...]]  # who may sign in, who has no password yet
    lock_minutes: Callable[[], int]  # of idleness until the window locks; 0: never
    targets: Callable[[], tuple[TargetStatus, ...]]  # what is still to be sent


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the window stands: known before anybody signs in."""

    office: Office
    slot: int
    practice: bool = False


class ChangeAccount(Protocol):
    """Changes an account; what is not given stays."""

    def __call__(
        self,
        login: str,
        *,
        name: str = "",
        role: str = "",
        active: bool | None = None,
        reset: bool = False,
        number: str = "",
    ) -> None:
        """Change the account of `login`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdminPorts:
    """Accounts, what papers say of the office, one's own password."""

    members: Callable[[], tuple[StaffMember, ...]]
    add: Callable[[str, str, str, str], object]  # login, name, role, number ("": the next)
    change: ChangeAccount
    release: Callable[[tuple[str, ...]], tuple[str, ...]]  # logins (none: all that wait) → let in
    releases_itself: Callable[[], bool]  # whether the city's new accounts wait for nobody
    set_releases: Callable[[bool], None]
    password: Callable[[str, str], None]  # old, new
    pin: Callable[[str, str], str]  # one's password, new PIN → one's staff number
    office: Callable[[], tuple[Mapping[str, str], Mapping[str, str]]]  # chosen, usual words
    set_office: Callable[[dict[str, str]], None]
    lock_minutes: Callable[[], int]
    set_lock_minutes: Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowPorts:
    """All of it, for `ui/main_window.py`."""

    receive: ReceivePorts
    queue: QueuePorts
    dossier: DossierPorts
    scans: ScanPorts
    handover: HandoverPorts
    search: SearchPorts
    lookup: LookupPorts
    statistics: StatisticsPorts
    exchange: ExchangePorts
    printing: PrintPorts
    sign_in: SignInPorts
    admin: AdminPorts
    reference: ReferencePorts
    wordings: WordingPorts
    notices: NoticePorts
    importing: ImportPorts
    review: ReviewPorts
    preferences: PreferencePorts
    tickets: TicketPorts
    drafts: DraftPorts
    quick: QuickPorts
    cash: DrawerPorts
    books: BookPorts
    results: ResultPorts
    sheets: SheetPorts
