"""An invented office behind the pages: fakes that remember what was asked of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from typing_extensions import override

from desk import messages
from desk.domain.changes import Comparison
from desk.domain.errors import InputError, StorageError
from desk.domain.fees import Tariff, Waiver
from desk.domain.lookup import Area, Choices, Filter, Found, FoundRow, Hint, Sort
from desk.domain.records import Dossier, Party, Procedure, Status
from desk.domain.text import fold
from desk.domain.views import (
    DossierView,
    Foreseen,
    NewDossier,
    Preview,
    QueueCounts,
    QueuePage,
    QueueRow,
    Receipt,
    StaffMember,
    TargetStatus,
)
from desk.domain.warning import Warning_
from desk.domain.worklist import Want
from desk.ui.importing.ports import ImportPorts
from desk.ui.people.ports import PreferencePorts
from desk.ui.ports import (
    DossierPorts,
    ExchangePorts,
    ReceivePorts,
    Scanned,
    SearchPorts,
    WindowPorts,
    Words,
)
from desk.ui.reference.ports import ReferencePorts
from desk.ui.search.ports import LookupPorts
from tests.ui.before import Before
from tests.ui.decisions import Decisions
from tests.ui.desk_work import DeskWork
from tests.ui.exchanged import exchanges, no_imports, no_notices, no_systems, no_wordings, targets
from tests.ui.half_done import HalfDone
from tests.ui.handing import Handing
from tests.ui.invented import (
    LAN,
    MINH,
    NOW,
    OFFICE,
    PEOPLE,
    PROCEDURES,
    WITH_FEE,
    actions,
    all_dossiers,
    dossier,
    due_in,
    due_story,
    row_of,
    timeline,
    why,
)
from tests.ui.issued import Issued
from tests.ui.listing import Listing
from tests.ui.looking import Counted, exporter, statistics
from tests.ui.print_world import PrintWorld
from tests.ui.scan_world import Scans, scan_ports
from tests.ui.stick_world import Stick
from tests.ui.waiting_room import WaitingRoom
from tests.ui.world_people import People

#: Papers that a dossier's story gives content to, here the same for every dossier.
FORMS = ("receipt", "supplement", "control", "label")


class UnknownCodeError(InputError):
    """A code that no dossier has."""


class DiskFullError(StorageError):
    """For tests of failures."""


def explain(code: str, facts: Mapping[str, object]) -> Words:
    """Return the words of `code` in Vietnamese."""
    return messages.words(code, "vi", facts)


@dataclass
class World(People, PrintWorld, Before):
    """The office behind the pages; what they did is in `done`."""

    dossiers: dict[str, Dossier] = field(default_factory=all_dossiers)
    published: tuple[Comparison, ...] = ()
    imports: ImportPorts = field(default_factory=no_imports)
    stick: Stick = field(default_factory=Stick)
    done: list[tuple[object, ...]] = field(default_factory=list)
    fails: dict[str, Exception] = field(default_factory=dict)
    offline: bool = False
    counted: Counted = field(default_factory=Counted)
    strangers: bool = False  # nobody has been here before
    made: int = 0
    ahead: Foreseen = field(
        default_factory=lambda: Foreseen(action="")
    )  # what is foreseen of every step
    room: WaitingRoom = field(default_factory=WaitingRoom)
    page_rows: int = 100
    goes_back: dict[str, tuple[str, ...]] = field(default_factory=dict)  # originals, by uid
    settings: list[object] = field(default_factory=list)
    by_page: tuple[Tariff, ...] = ()
    halves: tuple[Waiver, ...] = ()  # waivers of a part
    lock_minutes: int = 10
    chosen: dict[str, dict[str, object]] = field(default_factory=dict)  # by user and key
    staff: tuple[StaffMember, ...] = (
        StaffMember(
            uid="u1",
            login="lan",
            name=LAN.name,
            role=LAN.role,
            has_password=True,
            number="01",
        ),
        StaffMember(
            uid="u2",
            login="minh",
            name=MINH.name,
            role=MINH.role,
            has_password=True,
            number="02",
        ),
    )

    drafts: HalfDone = field(default_factory=HalfDone)
    desk: DeskWork = field(default_factory=DeskWork)
    decisions: Decisions = field(default_factory=Decisions)

    def __post_init__(self) -> None:
        self.scans = Scans(self)
        self.issued = Issued(self)

    @override
    @override
    def _note(self, name: str, *facts: object) -> None:
        self.done.append((name, *facts))
        if name in self.fails:
            raise self.fails[name]

    def names(self) -> list[object]:
        """Return the names of what was done, in order."""
        return [fact[0] for fact in self.done]

    # -- receive ----------------------------------------------------------------------------

    def find_procedures(self, text: str) -> tuple[Procedure, ...]:
        self._note("find_procedures", text)
        short = {"ks": "1.001193", "ct": "2.000815", "kh": "1.000894"}
        if text in short:
            return tuple(p for p in PROCEDURES if p.code == short[text])
        return tuple(p for p in PROCEDURES if text.lower() in f"{p.name} {p.code}".lower())

    def preview(self, new: NewDossier) -> Preview:
        self._note("preview", new)
        procedure = next(p for p in PROCEDURES if p.code == new.procedure)
        due = new.due_at or due_in(3)
        has = {paper.name for paper in new.papers or ()}
        absent = [p for p in procedure.papers if not p.condition and p.name not in has]
        warnings = (
            [Warning_(code="PaperMissing", facts=(("paper", absent[0].name),))]
            if has and absent
            else []
        )
        if len(new.submitter.name.split()) == 1:
            warnings.append(Warning_(code="NameSingle"))
        fee = WITH_FEE.get(procedure.code, 0) if new.fee is None else new.fee
        return Preview(
            procedure=procedure,
            code_like=f"{OFFICE.unit}-261123-1___",
            received_at=NOW,
            due_at=None if procedure.limit.value is None and new.due_at is None else due,
            due_why=why(NOW, due),
            provisional=False,
            fee=fee,
            fee_note=new.fee_note,
            papers=new.papers or (),
            warnings=tuple(warnings),
        )

    def receive(self, new: NewDossier) -> Receipt:
        self._note("receive", new)
        known = self.dossiers.get(new.uid)
        if known is None:
            self.made += 1
            procedure = next(p for p in PROCEDURES if p.code == new.procedure)
            known = dossier(
                50 + self.made,
                Status.RECEIVED,
                3,
                uid=new.uid,
                code=f"{OFFICE.unit}-261123-{1041 + self.made}",
                procedure=procedure.code,
                procedure_name=procedure.name,
                submitter=new.submitter,
                owner=new.owner,
                received_at=NOW,
            )
            self.dossiers[new.uid] = known
            return Receipt(dossier=known, receiver=LAN, job=self._queue_job("receipt", known))
        return Receipt(dossier=known, receiver=LAN, repeated=True)

    def parse_scan(self, text: str) -> Scanned:
        self._note("parse_scan", text)
        if "|" in text:
            number = text.split("|", 1)[0]
            party = next(p for p in PEOPLE if p.personal_id == number)
            return Scanned(kind="card", text=text, party=replace(party, phone=""))
        if text.isdigit() and len(text) == 12:
            return Scanned(kind="person_id", text=text, party=Party(name="", personal_id=text))
        if text.isdigit() and len(text) == 10:
            return Scanned(kind="phone", text=text)
        for one in self.dossiers.values():
            if text in (one.code, one.barcode, one.uid):
                return Scanned(kind="dossier", text=text, dossier_uid=one.uid)
        kind = "bad" if text.isdigit() else "text"
        warnings = (Warning_(code="RescanError", facts=(("length", str(len(text))),)),)
        return Scanned(kind=kind, text=text, warnings=warnings if kind == "bad" else ())

    def known_person(self, number: str) -> Party | None:
        self._note("known_person", number)
        known = () if self.strangers else PEOPLE
        return next((p for p in known if p.personal_id == number), None)

    def open_dossiers(self, number: str) -> tuple[QueueRow, ...]:
        self._note("open_dossiers", number)
        return tuple(row_of(d) for d in self.dossiers.values() if d.subject.personal_id == number)[
            :1
        ]

    def turn_away(self, kind: str, new: NewDossier, reason: str, items: tuple[str, ...]) -> int:
        self._note("turn_away", kind, new, reason, items)
        return self._queue_job(kind, None)

    def waivers(self) -> tuple[Waiver, ...]:
        codes = tuple(procedure.code for procedure in PROCEDURES)
        whole = [
            Waiver(
                id=key,
                name=name,
                ground=f"Luật Thử nghiệm Điều 11: {name}",
                percent=100,
                areas=(),
                procedures=codes,
            )
            for key, name in (
                ("poor", "Người thuộc hộ nghèo"),
                ("merit", "Người có công với cách mạng"),
                ("child", "Trẻ em"),
            )
        ]
        return (*whole, *self.halves)

    def tariffs(self) -> tuple[Tariff, ...]:
        return self.by_page

    def new_uid(self) -> str:
        self.settings.append("uid")
        return f"new{len(self.settings)}"

    # -- queue and dossier --------------------------------------------------------------------

    def page(self, view: str, after: str, limit: int, /, *, want: Want | None = None) -> QueuePage:
        return Listing(self).page(view, after, limit, want)

    def counts(self) -> QueueCounts:
        return Listing(self).counts()

    def open(self, uid: str) -> DossierView:
        self._note("open", uid)
        one = self.dossiers[uid]
        return DossierView(
            dossier=one,
            timeline=timeline(one),
            actions=actions(one),
            overdue=row_of(one).overdue,
            forms=FORMS,
            waiting_sync=2,
            originals=self.goes_back.get(uid, ()),
            dues=due_story(one),
        )

    def act(self, uid: str, action: str, /, **arguments: object) -> DossierView:
        seen = arguments.pop("seen", None)
        assert seen is None or isinstance(seen, tuple)
        self._note("act", uid, action, arguments)
        after = {
            "claim": Status.IN_HAND,
            "supplement": Status.SUPPLEMENT,
            "finish": Status.DONE,
            "reject": Status.DONE,
            "hand-over": Status.RETURNED,
        }
        one = self.dossiers[uid]
        self.dossiers[uid] = replace(one, status=after.get(action, one.status))
        self.done.append(("acted",))
        view = self.open(uid)
        self.done.pop()
        self.done.pop()
        return view

    def lookup(self, code: str) -> DossierView:
        self._note("lookup", code)
        for one in self.dossiers.values():
            if code in (one.code, one.barcode, one.uid) or one.code.endswith(code):
                return self.open(one.uid)
        raise UnknownCodeError(code=code)

    def search(self, text: str, limit: int) -> tuple[QueueRow, ...]:
        self._note("search", text, limit)
        rows = [row_of(d) for d in self.dossiers.values()]
        fits = [r for r in rows if text.lower() in f"{r.name} {r.code}".lower()]
        return tuple(fits[:limit])

    def find(self, asked: Filter, sort: Sort, after: str) -> Found:
        self._note("find", asked, sort, after)
        text = fold(asked.text)
        rows = [
            FoundRow(row=row_of(each), returned_at=each.returned_at, papers=len(each.papers))
            for each in self.dossiers.values()
            if text in fold(f"{each.subject.name} {each.code}")
            and (not asked.statuses or each.status in asked.statuses)
        ]
        start = int(after or 0)
        shown = tuple(rows[start : start + self.page_rows])
        more = str(start + self.page_rows) if start + self.page_rows < len(rows) else ""
        wider = (Hint(kind="wider", filter=Filter(text=asked.text), count=3),)
        hints, total = wider if asked.narrows and not rows else (), 0 if after else len(rows)
        fresh = NOW - timedelta(hours=2) if self.offline else None
        return Found(rows=shown, total=total, after=more, hints=hints, fresh_at=fresh)

    def offered(self) -> Choices:
        names = tuple((each.code, each.name) for each in PROCEDURES)
        areas = (Area(name="Hộ tịch", procedures=names),)
        return Choices(areas=areas, officers=("lan", "minh"), shelves=("A1", "B2"))

    def print_form(self, uid: str, form: str) -> int:
        self._note("print_form", uid, form)
        return self._queue_job(form, self.dossiers[uid])

    # -- papers and exchange --------------------------------------------------------------------

    @override
    def targets(self) -> tuple[TargetStatus, ...]:
        return targets(offline=self.offline)

    def sync_now(self) -> None:
        self._note("sync_now")

    def connect(self, url: str, code: str, slot: int = 0) -> None:
        self._note("connect", url, code, *([slot] if slot else []))

    def support(self) -> str:
        self._note("support")
        return "/nhà/desk-20261123-094100.zip"

    def compare(self) -> tuple[str, bool, int, int, tuple[str, ...]]:
        self._note("compare")
        return ("city", True, 412, 412, ())

    # -- ports ----------------------------------------------------------------------------------

    def receive_ports(self) -> ReceivePorts:
        return ReceivePorts(
            find_procedures=self.find_procedures,
            preview=self.preview,
            receive=self.receive,
            parse_scan=self.parse_scan,
            known_person=self.known_person,
            known_people=self.known_people,
            dossiers_of=self.dossiers_of,
            take_back=self.take_back,
            print_form=self.print_form,
            open_dossiers=self.open_dossiers,
            turn_away=self.turn_away,
            waivers=self.waivers,
            tariffs=self.tariffs,
            new_uid=self.new_uid,
        )

    def window_ports(self) -> WindowPorts:
        return WindowPorts(
            receive=self.receive_ports(),
            queue=Listing(self).ports(),
            dossier=DossierPorts(
                open=self.open,
                act=self.act,
                foresee=Listing(self).foresee,
                print_form=self.print_form,
                retype=Handing(self).retype,
                mend=Handing(self).mend,
            ),
            handover=Handing(self).ports(),
            search=SearchPorts(search=self.search),
            lookup=LookupPorts(
                find=self.find,
                choices=self.offered,
                print_form=self.print_form,
                export=exporter(self),
            ),
            statistics=statistics(self),
            exchange=ExchangePorts(
                targets=self.targets,
                review=self.decisions.items,
                sync_now=self.sync_now,
                connect=self.connect,
                compare=self.compare,
                support=self.support,
                history=exchanges,
                courier=self.stick.ports(self._note),
                systems=no_systems(),
            ),
            printing=self.print_ports(),
            sign_in=self.sign_in_ports(),
            admin=self.admin_ports(),
            reference=ReferencePorts(preview=lambda: self.published, ask=lambda: self._note("ask")),
            wordings=no_wordings(),
            notices=no_notices(),
            importing=self.imports,
            review=self.decisions.ports(),
            scans=scan_ports(self.scans),
            preferences=PreferencePorts(load=self.choices_of, keep=self.keep_choice),
            tickets=self.room.ports(),
            drafts=self.drafts.ports(),
            quick=self.desk.quick(self.receive_ports()),
            cash=self.desk.cash(),
            books=self.desk.shelves(),
            results=self.issued.ports(),
            sheets=self.issued.stock(),
        )
