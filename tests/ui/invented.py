"""Invented procedures, people and dossiers for the pages' tests and pictures.

Every person is made up; identity numbers begin with 099, which no province has.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Final

from desk.domain.fees import Tariff, TariffStep, Waiver
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
from desk.domain.views import DueChange, QueueRow, TimelineEntry

ROOT: Final = Path(__file__).parents[2]
NOW: Final = datetime(2026, 11, 23, 9, 41, tzinfo=VN)  # a Monday
OFFICE: Final = Office(unit="H26.033.15", commune="00199", name="Phường Đống Đa", place="Hà Nội")
LAN: Final = Actor(uid="u1", login="lan", name="Trần Thị Ngọc Lan", role="counter")
MINH: Final = Actor(uid="u2", login="minh", name="Vũ Quang Minh", role="clerk")
CITY: Final = Actor(uid="city", login="", name="", role="system")


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
TARIFF: Final = Tariff(
    procedures=("2.000815",),
    steps=(TariffStep(from_page=1, amount=2000), TariffStep(from_page=3, amount=1000)),
    max_per_copy=200_000,
    per="trang",
    basis="Thông tư 226/2016/TT-BTC",
)
HALF: Final = Waiver(
    id="half",
    name="Trường hợp giảm một nửa",
    ground="Nghị quyết thử nghiệm Điều 2: giảm một nửa lệ phí",
    percent=50,
    areas=(),
    procedures=("2.000815", "1.001193"),
)

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
    due = due_in(due_days)
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
        "fee_paid": WITH_FEE.get(procedure.code, 0) if status is Status.DONE else 0,
        "holder": "dev1",
        "holder_name": "Quầy 1",
        "assignee": MINH.name if number % 3 else LAN.name,
        "book": "1/2026",
        "line": number,
        "limit": procedure.limit,
    }
    return Dossier(**{**facts, **changes})  # type: ignore[arg-type] # tests name any field


def due_story(one: Dossier) -> tuple[DueChange, ...]:
    """Return the one time that the due date was set."""
    if one.received_at is None or one.due_at is None:
        return ()
    told = DueChange(
        at=one.received_at,
        type="Received",
        due_at=one.due_at,
        actor=LAN.name,
        lines=one.due_why,
    )
    return (told,)


def due_in(days: float) -> datetime:
    """Return the close of business so many days from now."""
    return datetime.combine((NOW + timedelta(days=days)).date(), time(17), VN)


def why(received: datetime, due: datetime) -> tuple[str, ...]:
    """Return reasons as the rules tell them."""
    return (
        f"Tiếp nhận {received:%H:%M ngày %d/%m/%Y}, trước 15:00.",
        "Thời hạn 3 ngày làm việc, tính từ ngày làm việc tiếp theo.",
        f"Bỏ qua Thứ Bảy 28/11 và Chủ nhật 29/11; hết ngày {due:%d/%m/%Y} lúc 17:00.",
    )


def all_dossiers() -> dict[str, Dossier]:
    """Return the office's dossiers by uid."""
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
        acknowledge_by=one.acknowledge_by,
        answer_by=one.answer_by,
        step=one.step,
        proposal=one.proposal,
        heads=one.heads,
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
