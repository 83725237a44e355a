"""An invented office for the pages' tests and pictures: fakes that remember, built on records.

Every person in it is made up; identity numbers begin with 099, which no province has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from desk import messages
from desk.domain.errors import InputError, StorageError
from desk.domain.records import (
    VN,
    Actor,
    Channel,
    Dossier,
    Office,
    Paper,
    PaperRule,
    Party,
    Procedure,
    Status,
    SupplementRequest,
    TimeLimit,
    Unit,
)
from desk.domain.views import (
    Attention,
    DossierView,
    NewDossier,
    Preview,
    PrintJob,
    QueueCounts,
    QueuePage,
    QueueRow,
    Receipt,
    TargetStatus,
    TimelineEntry,
    Warning_,
)
from desk.ui.ports import (
    DossierPorts,
    ExchangePorts,
    HandoverPorts,
    PrintPorts,
    QueuePorts,
    ReceivePorts,
    Scanned,
    SearchPorts,
    SignInPorts,
    WindowPorts,
    Words,
)

ROOT: Final = Path(__file__).parents[2]
NOW: Final = datetime(2026, 11, 23, 9, 41, tzinfo=VN)  # a Monday
OFFICE: Final = Office(unit="H26.033.15", commune="00199", name="Phường Đống Đa", place="Hà Nội")
LAN: Final = Actor(uid="u1", login="lan", name="Trần Thị Ngọc Lan", role="counter")
MINH: Final = Actor(uid="u2", login="minh", name="Vũ Quang Minh", role="clerk")
CITY: Final = Actor(uid="city", login="", name="", role="system")


class UnknownCodeError(InputError):
    """A code that no dossier has."""


class DiskFullError(StorageError):
    """For tests of failures."""


# ------------------------------------------------------------------------------- procedures

_ID = PaperRule(name="Căn cước hoặc VNeID của người yêu cầu", present_only=True)
_PROXY = PaperRule(name="Văn bản ủy quyền có chứng thực", condition="nộp thay")


def _limit(value: int | None, unit: Unit = Unit.WORKING_DAYS, extension: int = 0) -> TimeLimit:
    return TimeLimit(value=value, unit=unit, extension=extension)


def _procedure(code: str, name: str, area: str, limit: TimeLimit, *papers: PaperRule) -> Procedure:
    return Procedure(
        code=code, name=name, area=area, agency="UBND cấp xã", limit=limit, papers=papers
    )


PROCEDURES: Final = (
    _procedure(
        "1.001193",
        "Đăng ký khai sinh",
        "Hộ tịch",
        _limit(0, Unit.SAME_DAY),
        PaperRule(name="Tờ khai đăng ký khai sinh"),
        PaperRule(name="Giấy chứng sinh"),
        PaperRule(name="Văn bản của người làm chứng", condition="không có giấy chứng sinh"),
        _ID,
        _PROXY,
    ),
    _procedure(
        "1.000894",
        "Đăng ký kết hôn",
        "Hộ tịch",
        _limit(0, Unit.SAME_DAY, 5),
        PaperRule(name="Tờ khai đăng ký kết hôn"),
        PaperRule(name="Giấy xác nhận tình trạng hôn nhân", condition="cư trú nơi khác"),
        _ID,
    ),
    _procedure(
        "2.000815",
        "Chứng thực bản sao từ bản chính giấy tờ, văn bản",
        "Chứng thực",
        _limit(0, Unit.SAME_DAY),
        PaperRule(name="Bản chính giấy tờ cần chứng thực"),
        PaperRule(name="Bản sao cần chứng thực", original=0, copy=1),
    ),
    _procedure(
        "1.004873",
        "Cấp giấy xác nhận tình trạng hôn nhân",
        "Hộ tịch",
        _limit(3),
        PaperRule(name="Tờ khai cấp giấy xác nhận tình trạng hôn nhân"),
        PaperRule(name="Quyết định hoặc bản án ly hôn", copy=1, condition="đã ly hôn"),
        _ID,
    ),
    _procedure(
        "1.012222",
        "Đăng ký thành lập hộ kinh doanh",
        "Hộ kinh doanh",
        _limit(3),
        PaperRule(name="Giấy đề nghị đăng ký hộ kinh doanh"),
        PaperRule(name="Biên bản họp thành viên hộ gia đình", condition="hộ nhiều thành viên"),
        _ID,
    ),
    _procedure(
        "2.000355",
        "Cấp giấy xác nhận khuyết tật",
        "Bảo trợ xã hội",
        _limit(25),
        PaperRule(name="Đơn đề nghị xác định mức độ khuyết tật"),
        PaperRule(name="Giấy tờ y tế chứng minh khuyết tật", original=0, copy=1),
    ),
    _procedure(
        "1.013040",
        "Xác nhận nguồn gốc sử dụng đất",
        "Đất đai",
        _limit(None),
        PaperRule(name="Đơn đề nghị xác nhận"),
        PaperRule(name="Giấy tờ về quyền sử dụng đất", copy=1),
    ),
)
WITH_FEE: Final = {"2.000815": 8000, "1.012222": 100_000}

# ----------------------------------------------------------------------------------- people

PEOPLE: Final = (
    Party(
        name="Nguyễn Thị Thùy Dương",
        personal_id="099190012345",
        birth_date="1990-03-08",
        sex="nữ",
        phone="0900000123",
        address="Số 12 ngõ 34 phố Khâm Thiên, phường Đống Đa, Hà Nội",
    ),
    Party(
        name="Đặng Văn Ớt",
        personal_id="099085000011",
        birth_date="1985-11-02",
        sex="nam",
        phone="0900000456",
        address="Tổ 7, phố Tôn Đức Thắng, phường Đống Đa, Hà Nội",
    ),
    Party(name="Lê Hoàng Kỳ Duyên", personal_id="099301000022", birth_date="2001", sex="nữ"),
    Party(name="Phạm Thế Hiển", personal_id="099074000033", birth_date="1974-07-21", sex="nam"),
    Party(name="Vương Nguyễn Bảo Uyển", personal_id="099195000044", birth_date="1995-12-30"),
    Party(name="Trịnh Ngọc Thưởng", personal_id="099068000055", birth_date="1968-01"),
    Party(name="Hoàng Thị Phượng Vỹ", personal_id="099182000066", birth_date="1982-05-19"),
    Party(name="Công ty TNHH Hoa Gạo Đỏ", kind="organisation", tax_code="0100000099"),
    Party(name="Bùi Đức Lượng", personal_id="099090000077", birth_date="1990-09-09"),
    Party(name="Ngô Thị Mỹ Ảnh", personal_id="099199000088", birth_date="1999-04-17"),
)
CARD_SCAN: Final = "099190012345|011223344|Nguyễn Thị Thùy Dương|08031990|Nữ|Số 12 ngõ 34|01012022"

# --------------------------------------------------------------------------------- dossiers

_AT = {
    Status.FILED: timedelta(hours=6),
    Status.SUPPLEMENT: timedelta(days=9),
}


def dossier(number: int, status: Status, due_days: float, **changes: object) -> Dossier:
    """Return one invented dossier, due so many days from now."""
    procedure = PROCEDURES[number % len(PROCEDURES)]
    received = NOW - timedelta(days=4, minutes=7 * number)
    due = _due(due_days)
    facts: dict[str, object] = {
        "uid": f"d{number:04d}",
        "unit": OFFICE.unit,
        "code": f"{OFFICE.unit}-{received:%y%m%d}-{1000 + number}",
        "barcode": f"{OFFICE.commune}{received:%y%m%d}{1000 + number}7",
        "status": status,
        "procedure": procedure.code,
        "procedure_name": procedure.name,
        "submitter": PEOPLE[number % len(PEOPLE)],
        "papers": tuple(
            Paper(name=rule.name, original=rule.original, copy=rule.copy)
            for rule in procedure.papers
            if not rule.condition
        ),
        "channel": Channel.ONLINE if status is Status.FILED else Channel.COUNTER,
        "received_at": None if status is Status.FILED else received,
        "due_at": None if status is Status.FILED else due,
        "due_first": due,
        "due_why": why(received, due),
        "acknowledge_by": NOW + _AT[Status.FILED] if status is Status.FILED else None,
        "answer_until": NOW + _AT[Status.SUPPLEMENT] if status is Status.SUPPLEMENT else None,
        "fee": WITH_FEE.get(procedure.code, 0),
        "holder": "dev1",
        "holder_name": "Quầy 1",
        "assignee": MINH.name if number % 3 else LAN.name,
        "book": "1/2026",
        "line": number,
        "limit": procedure.limit,
    }
    return Dossier(**{**facts, **changes})  # type: ignore[arg-type] # tests name any field


def _due(days: float) -> datetime:
    return datetime.combine((NOW + timedelta(days=days)).date(), time(17), VN)


def why(received: datetime, due: datetime) -> tuple[str, ...]:
    """Return reasons as the rules tell them."""
    return (
        f"Tiếp nhận {received:%H:%M ngày %d/%m/%Y}, trước 15:00.",
        "Thời hạn 3 ngày làm việc, tính từ ngày làm việc tiếp theo.",
        f"Bỏ qua Thứ Bảy 28/11 và Chủ nhật 29/11; hết ngày {due:%d/%m/%Y} lúc 17:00.",
    )


def _all_dossiers() -> dict[str, Dossier]:
    made = [
        dossier(1, Status.IN_HAND, -3),
        dossier(2, Status.RECEIVED, -1),
        dossier(3, Status.IN_HAND, 0),
        dossier(4, Status.FILED, 0),
        dossier(5, Status.IN_HAND, 1),
        dossier(6, Status.RECEIVED, 1),
        dossier(7, Status.RECEIVED, 2),
        dossier(8, Status.IN_HAND, 2, assignee=LAN.name),
        dossier(
            9,
            Status.SUPPLEMENT,
            3,
            supplements=(
                SupplementRequest(
                    number="01/PBS",
                    asked_at=NOW - timedelta(days=1),
                    reason="Thiếu giấy chứng sinh",
                ),
            ),
        ),
        dossier(10, Status.PAYMENT, 3, fee_asked=100_000),
        dossier(11, Status.DONE, 1, finished_at=NOW - timedelta(hours=2)),
        dossier(12, Status.DONE, -2, finished_at=NOW - timedelta(days=3)),
        dossier(13, Status.WITHDRAWING, 4),
        *(dossier(n, Status.RECEIVED, 2 + n % 5) for n in range(14, 40)),
    ]
    return {one.uid: one for one in made}


def row_of(one: Dossier) -> QueueRow:
    """Return the queue's row of a dossier."""
    urgent = one.acknowledge_by or one.answer_until or one.due_at
    waiting = one.status in (Status.SUPPLEMENT, Status.PAYMENT, Status.WITHDRAWING, Status.DONE)
    return QueueRow(
        uid=one.uid,
        code=one.code,
        status=one.status,
        procedure=one.procedure,
        procedure_name=one.procedure_name,
        name=one.subject.name,
        assignee=one.assignee,
        holder_name=one.holder_name,
        mine=one.holder == "dev1",
        channel=one.channel,
        received_at=one.received_at,
        due_at=one.due_at,
        urgent_at=urgent,
        overdue=not waiting and urgent is not None and urgent < NOW,
    )


def timeline(one: Dossier) -> tuple[TimelineEntry, ...]:
    """Return an invented story."""
    start = one.received_at or NOW - timedelta(hours=3)

    def entry(days: float, kind: str, actor: Actor, **facts: str) -> TimelineEntry:
        return TimelineEntry(
            at=min(start + timedelta(days=days), NOW),
            type=kind,
            actor=actor,
            device="Quầy 1",
            here=actor is LAN,
            confirmed=days < 2,
            facts=tuple(facts.items()),
        )

    due = one.due_at.isoformat() if one.due_at else ""
    return (
        entry(0, "Received", LAN, due_at=due),
        entry(0.1, "Forwarded", LAN, to=MINH.name, note="kèm 02 bản chính"),
        entry(0.3, "Claimed", MINH, assignee=MINH.name),
        entry(1.2, "Noted", MINH, text="Đã gọi điện hỏi thêm về nơi sinh của cháu"),
        entry(2.5, "SupplementAsked", MINH, number="01/PBS", reason="thiếu giấy chứng sinh"),
        entry(3.2, "Supplemented", LAN, due_at=due),
    )


# ------------------------------------------------------------------------------------ words


def explain(code: str, facts: Mapping[str, object]) -> Words:
    """Return the words of `code` in Vietnamese."""
    return messages.words(code, "vi", facts)


# ----------------------------------------------------------------------------------- office


@dataclass
class World:
    """The office behind the pages; what they did is in `done`."""

    dossiers: dict[str, Dossier] = field(default_factory=_all_dossiers)
    done: list[tuple[object, ...]] = field(default_factory=list)
    fails: dict[str, Exception] = field(default_factory=dict)
    offline: bool = False
    made: int = 0
    printed: list[PrintJob] = field(default_factory=list)
    settings: list[object] = field(default_factory=list)

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
        due = new.due_at or _due(3)
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
        return next((p for p in PEOPLE if p.personal_id == number), None)

    def open_dossiers(self, number: str) -> tuple[QueueRow, ...]:
        self._note("open_dossiers", number)
        return tuple(row_of(d) for d in self.dossiers.values() if d.subject.personal_id == number)[
            :1
        ]

    def turn_away(self, kind: str, new: NewDossier, reason: str, items: tuple[str, ...]) -> int:
        self._note("turn_away", kind, new, reason, items)
        return self._queue_job(kind, None)

    def waivers(self) -> tuple[tuple[str, str], ...]:
        return (
            ("poor", "Người thuộc hộ nghèo"),
            ("merit", "Người có công với cách mạng"),
            ("child", "Trẻ em"),
        )

    def new_uid(self) -> str:
        self.settings.append("uid")
        return f"new{len(self.settings)}"

    # -- queue and dossier --------------------------------------------------------------------

    def page(self, view: str, after: str, limit: int) -> QueuePage:
        self._note("page", view, after, limit)
        rows = [row_of(d) for d in self.dossiers.values() if d.is_open]
        waiting = (Status.SUPPLEMENT, Status.PAYMENT, Status.WITHDRAWING)
        kept = {
            "all": rows,
            "mine": [r for r in rows if r.assignee == LAN.name],
            "overdue": [r for r in rows if r.overdue],
            "online": [r for r in rows if r.status is Status.FILED],
            "waiting": [r for r in rows if r.status in waiting],
            "ready": [r for r in rows if r.status is Status.DONE],
        }[view]
        start = int(after or 0)
        more = start + limit < len(kept)
        return QueuePage(
            rows=tuple(kept[start : start + limit]), after=str(start + limit) if more else ""
        )

    def counts(self) -> QueueCounts:
        self._note("counts")
        rows = self.page("all", "", 1000).rows
        self.done.pop()
        return QueueCounts(
            open=len(rows),
            overdue=sum(r.overdue for r in rows),
            today=1,
            online=1,
            waiting=3,
            ready=2,
        )

    def open(self, uid: str) -> DossierView:
        self._note("open", uid)
        one = self.dossiers[uid]
        return DossierView(
            dossier=one,
            timeline=timeline(one),
            actions=actions(one),
            overdue=row_of(one).overdue,
            waiting_sync=2,
        )

    def act(self, uid: str, action: str, /, **arguments: object) -> DossierView:
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

    def print_form(self, uid: str, form: str) -> int:
        self._note("print_form", uid, form)
        return self._queue_job(form, self.dossiers[uid])

    # -- papers and exchange --------------------------------------------------------------------

    def _queue_job(self, form: str, one: Dossier | None, state: str = "waiting") -> int:
        job = PrintJob(
            id=len(self.printed) + 1,
            form=form,
            dossier=one.uid if one else "",
            dossier_code=one.code if one else "",
            state=state,
            copies=2,
            attempts=0,
            queued_at=NOW,
        )
        self.printed.append(job)
        return job.id

    def jobs(self) -> tuple[PrintJob, ...]:
        return tuple(self.printed)

    def retry(self, job: int) -> None:
        self._note("retry", job)
        self.report(job, "waiting", "")

    def cancel(self, job: int) -> None:
        self._note("cancel", job)
        self.report(job, "cancelled", "")

    def report(self, job: int, state: str, error: str) -> None:
        self._note("report", job, state, error)
        self.printed = [
            replace(j, state=state, error=error) if j.id == job else j for j in self.printed
        ]

    def targets(self) -> tuple[TargetStatus, ...]:
        since = datetime.combine(date(2026, 11, 23), time(9, 12), VN)
        return (
            TargetStatus(
                name="Hệ thống một cửa thành phố",
                url="https://motcua.example.vn",
                online=not self.offline,
                since=since,
                last_ok=since if self.offline else NOW - timedelta(seconds=40),
                waiting=7 if self.offline else 0,
                attention=1,
                created=412,
                confirmed=404 if self.offline else 411,
                error="CityUnreachableError" if self.offline else "",
            ),
        )

    def attention(self) -> tuple[Attention, ...]:
        return (
            Attention(
                id=1,
                at=NOW - timedelta(hours=1),
                reason="custody",
                dossier="d0003",
                dossier_code=self.dossiers["d0003"].code,
            ),
        )

    def sync_now(self) -> None:
        self._note("sync_now")

    def connect(self, url: str, code: str) -> None:
        self._note("connect", url, code)

    def verify_city(self) -> tuple[bool, int, int, tuple[str, ...]]:
        self._note("verify_city")
        return (True, 412, 412, ())

    def sign_in(self, login: str, password: str) -> Actor:
        self._note("sign_in", login, len(password))
        return LAN

    # -- ports ----------------------------------------------------------------------------------

    def receive_ports(self) -> ReceivePorts:
        return ReceivePorts(
            find_procedures=self.find_procedures,
            preview=self.preview,
            receive=self.receive,
            parse_scan=self.parse_scan,
            known_person=self.known_person,
            open_dossiers=self.open_dossiers,
            turn_away=self.turn_away,
            waivers=self.waivers,
            new_uid=self.new_uid,
        )

    def window_ports(self) -> WindowPorts:
        return WindowPorts(
            receive=self.receive_ports(),
            queue=QueuePorts(page=self.page, counts=self.counts, open=self.open, act=self.act),
            dossier=DossierPorts(open=self.open, act=self.act, print_form=self.print_form),
            handover=HandoverPorts(lookup=self.lookup, act=self.act, parse_scan=self.parse_scan),
            search=SearchPorts(search=self.search),
            exchange=ExchangePorts(
                targets=self.targets,
                attention=self.attention,
                sync_now=self.sync_now,
                connect=self.connect,
                verify_city=self.verify_city,
            ),
            printing=PrintPorts(
                jobs=self.jobs,
                retry=self.retry,
                cancel=self.cancel,
                pdf=lambda _: b"%PDF-",
                pictures=lambda _pdf, _dpi: (),
                report=self.report,
            ),
            sign_in=SignInPorts(sign_in=self.sign_in),
        )


def actions(one: Dossier) -> tuple[str, ...]:
    """Return the steps that are open from a status, as the services order them."""
    open_now: dict[Status, Sequence[str]] = {
        Status.FILED: ("accept", "guide", "reject"),
        Status.RECEIVED: ("claim", "forward", "supplement", "finish", "reject", "withdraw"),
        Status.IN_HAND: (
            "finish",
            "forward",
            "supplement",
            "fee",
            "apologise",
            "verify",
            "reject",
            "withdraw",
        ),
        Status.SUPPLEMENT: ("supplemented", "close", "withdraw"),
        Status.PAYMENT: ("paid", "withdraw"),
        Status.WITHDRAWING: ("resume", "stop"),
        Status.DONE: ("hand-over",),
    }
    return (*open_now.get(one.status, ()), "correct", "note", "void")
