"""Every paper with invented people on it: to see a wording before it is printed for anybody.

Each form comes in the shapes that its wording has lines for (with and without a representative,
before and after the due time, …): a slip in a line that is seldom printed is found at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from desk.app.sample_tables import TABLES
from desk.domain import notices
from desk.domain.books import DRAWER, FEES, RECEIVED, RETURNED, Book, BookSheet, Count, Line
from desk.domain.papers import (
    ApologySheet,
    BatchLine,
    BatchSheet,
    ClosingSheet,
    ControlSheet,
    CoverSheet,
    HandedRow,
    HandOver,
    HandoverSheet,
    LabelSheet,
    LetterSheet,
    Matter,
    Page,
    ReceiptSheet,
    RefusalSheet,
    ResultSheet,
    Sheet,
    ShelfSheet,
    SittingSheet,
    StopSheet,
    StubSheet,
    SupplementSheet,
    SurveySheet,
    TestSheet,
    TicketSheet,
)
from desk.domain.records import (
    VN,
    Answer,
    Confirmation,
    Dossier,
    Paper,
    Party,
    Result,
    Status,
    TimeLimit,
    Unit,
)
from desk.domain.report_form import ReportForm
from desk.domain.results import Field, Kind, Template

AT: Final = datetime(2026, 11, 23, 9, 30, tzinfo=VN)
_DUE: Final = datetime(2026, 11, 26, 17, 0, tzinfo=VN)
_DAY: Final = timedelta(days=1)
_PERSON: Final = Party(
    name="NGUYỄN THỊ VÍ DỤ",
    personal_id="001199000000",
    address="Số 1 ngõ Ví Dụ, phường Thử Nghiệm, thành phố Hà Nội",
    phone="0900 000 000",
    email="vidu@thu.example",
)
_COMPANY: Final = Party(
    kind="organisation",
    name="CÔNG TY TNHH MỘT THÀNH VIÊN GIẢ ĐỊNH",
    tax_code="0100000000",
    address="Số 2 phố Giả Định, phường Thử Nghiệm, thành phố Hà Nội",
    phone="024 0000 1111",
)
_CLERK: Final = "Trần Văn Mẫu"
_LEADER: Final = "Lê Thị Giả Định"
_REASON: Final = "Tờ khai chưa có chữ ký của người yêu cầu; Giấy chứng sinh bị rách."

#: What all papers of one look have in common: office, wording, page and the like.
Common = Mapping[str, Any]
Sample = tuple[str, Sheet]  # the form that draws it


def dossier(**changes: Any) -> Dossier:
    """Return an invented dossier."""
    made = Dossier(
        uid="mau",
        unit="H26.999.99",
        code="H26.999.99-261123-1001",
        barcode="0000026112310014",
        status=Status.RECEIVED,
        procedure="1.001193",
        procedure_name="Thủ tục đăng ký khai sinh",
        submitter=_PERSON,
        papers=(
            Paper(name="Tờ khai đăng ký khai sinh", original=1),
            Paper(name="Giấy chứng sinh", original=1),
            Paper(name="Giấy chứng nhận kết hôn của cha, mẹ", shown=True),
            Paper(name="Văn bản xác nhận của người làm chứng", copy=1, added=True),
        ),
        received_at=AT,
        limit=TimeLimit(value=3, unit=Unit.WORKING_DAYS),
        due_at=_DUE,
        fee=8000,
        book="1/2026",
        line=12,
        result_manner="trực tiếp",
    )
    return replace(made, **changes)


def samples(name: str, common: Common, reports: Sequence[ReportForm] = ()) -> list[Sample]:
    """Return the papers that show a form (receipt, list_remind, …); none where it has none.

    `reports` are the report forms in force: what opens and closes reports is shown on one of them.
    """
    if name in TABLES:
        drawn_as, table = TABLES[name]
        sheet = table({"issued_at": AT, **common}, reports)
        return [(drawn_as, sheet)] if sheet else []
    make = _MADE.get(name)
    if make is not None:
        return make({"issued_at": AT, **common})
    form = common["wording"].forms.get(name)
    return _result(name, form.result, common) if form and form.result else []


def _receipt(common: Common) -> list[Sample]:
    for_another = dossier(owner=_COMPANY, authority="Giấy ủy quyền số 01/GUQ", fee=None)
    waived = dossier(owner=replace(_PERSON, name="TRẦN VĂN THÍ NGHIỆM"), fee=0, papers=())
    made = [dossier(), for_another, waived]
    return [("receipt", ReceiptSheet(**common, dossier=each, receiver=_CLERK)) for each in made]


def _matter(*, bare: bool = False) -> Matter:
    if bare:
        return Matter(subject=_PERSON, procedure_name="Thủ tục đăng ký khai sinh")
    about = dossier()
    return replace(
        Matter.of(about), subject=_COMPANY, submitter=_PERSON, authority="Giấy ủy quyền số 01/GUQ"
    )


def _supplement(common: Common) -> list[Sample]:
    items = ("Tờ khai có chữ ký của người yêu cầu", "Giấy chứng sinh bản chính")
    facts = {**common, "number": "7", "items": items, "reason": _REASON, "guide": _CLERK}
    plain = SupplementSheet(**facts, matter=Matter.of(dossier()), answer_until=(AT + 15 * _DAY))
    return [
        ("supplement", plain),
        ("supplement", replace(plain, matter=_matter())),
        ("supplement", replace(plain, matter=_matter(bare=True), answer_until=None, items=())),
    ]


def _refusal(common: Common) -> list[Sample]:
    facts = {**common, "number": "3", "reason": _REASON, "receiver": _CLERK}
    plain = RefusalSheet(**facts, matter=Matter.of(dossier()))
    bare = replace(plain, matter=_matter(bare=True))
    return [("refusal", plain), ("refusal", replace(plain, matter=_matter())), ("refusal", bare)]


def _apology(common: Common) -> list[Sample]:
    sheet = ApologySheet(
        **common,
        number="2",
        matter=Matter.of(dossier()),
        received_at=AT - 3 * _DAY,
        due_at=AT + _DAY,
        new_due_at=AT + 3 * _DAY,
        reason="cơ quan phối hợp chưa trả lời văn bản xác minh.",
        signer=_LEADER,
    )
    return [("apology", sheet), ("apology", replace(sheet, due_at=AT - _DAY, matter=_matter()))]


def _stop(common: Common) -> list[Sample]:
    sheet = StopSheet(
        **common,
        number="1",
        matter=Matter.of(dossier()),
        received_at=AT - _DAY,
        asked_at=AT,
        stopped_at=AT,
        manner="Trực tiếp tại Bộ phận Một cửa",
        stage="đang xử lý",
        reason="Người nộp xin chuẩn bị lại giấy tờ.",
        returned=("Giấy chứng sinh", "Tờ khai đăng ký khai sinh"),
        signer=_LEADER,
    )
    plain = replace(sheet, manner="", reason="", stage="", returned=(), matter=_matter())
    return [("stop", sheet), ("stop", plain)]


def _closing(common: Common) -> list[Sample]:
    sheet = ClosingSheet(
        **common,
        matter=Matter.of(dossier()),
        received_at=AT - 20 * _DAY,
        asked_at=AT - 17 * _DAY,
        answer_until=AT - 2 * _DAY,
        closed_at=AT,
        supplement_number="7",
        signer=_LEADER,
    )
    return [("closing", sheet), ("closing", replace(sheet, supplement_number=""))]


def _control(common: Common) -> list[Sample]:
    first = HandOver(
        giver="Bộ phận TN&TKQ",
        taker="Công chức tư pháp – hộ tịch",
        at=AT,
        giver_name=_CLERK,
        taker_name="Phạm Văn Thí Nghiệm",
    )
    last = HandOver(
        giver="Công chức tư pháp – hộ tịch",
        taker="Bộ phận trả kết quả",
        at=AT + _DAY,
        giver_name="Phạm Văn Thí Nghiệm",
        result="Trước hạn",
    )
    sheet = ControlSheet(
        **common,
        matter=Matter.of(dossier()),
        received_at=AT,
        due_at=_DUE,
        rows=(first, last),
        book="1/2026",
        line=12,
    )
    return [("control", sheet), ("control", replace(sheet, rows=(), due_at=None))]


def _batch(common: Common) -> list[Sample]:
    about = dossier()
    line = BatchLine(
        code=about.code,
        barcode=about.barcode,
        name=_PERSON.name,
        procedure_name=about.procedure_name,
        due_at=_DUE,
    )
    sheet = BatchSheet(
        **common,
        number="1/0001",
        giver=_CLERK,
        giver_place="Quầy 1",
        taker="Thẩm định",
        note="kèm bản chính",
        lines=(line, replace(line, due_at=None)),
    )
    return [("batch", sheet)]


def _handover(common: Common) -> list[Sample]:
    row = HandedRow(
        code=dossier().code,
        procedure_name=dossier().procedure_name,
        owner=_PERSON.name,
        originals=("Giấy chứng sinh",),
    )
    sheet = HandoverSheet(
        **common,
        rows=(row,),
        collector=_PERSON.name,
        collector_id=_PERSON.personal_id,
        capacity="another",
        authority="Giấy ủy quyền số 01/GUQ",
        returned_at=AT,
        giver=_CLERK,
        barcode=dossier().barcode,
    )
    return [
        ("handover", sheet),
        ("handover", replace(sheet, signed=True, authority="", capacity="owner")),
    ]


def _book(kind: str) -> Callable[[Common], list[Sample]]:
    count = Count(
        opened_at=AT,
        opened_by=_CLERK,
        float_=200_000,
        expected=208_000,
        counted=208_000,
        pieces=((100_000, 2), (2_000, 4)),
    )

    def make(common: Common) -> list[Sample]:
        day = AT.date()
        line = Line(
            uid="mau",
            code=dossier().code,
            name=_PERSON.name,
            what=dossier().procedure_name,
            at=AT,
            book="1/2026",
            line=12,
            contact=_PERSON.address,
            due_at=_DUE,
            pages=2,
            copies=3,
            fee=8000,
            by=_CLERK,
            count=count if kind == DRAWER else None,
        )
        book = Book(kind=kind, start=day, end=day, lines=(line, replace(line, voided=True)))
        return [("book", BookSheet(**{**common, "page": Page.A4}, book=book))]

    return make


def _letter(kind: str) -> Callable[[Common], list[Sample]]:
    def make(common: Common) -> list[Sample]:
        made = LetterSheet(
            **common,
            kind=kind,
            number="2",
            matter=Matter.of(dossier()),
            texts={
                "reason": "cơ quan phối hợp chưa trả lời văn bản xác minh.",
                "ground": "khoản 2 Điều 18 Luật Hộ tịch",
                "serial": "0000001",
                "signer": _LEADER,
                "taker": _CLERK,
            },
            times={"received": AT, "due": _DUE, "new_due": _DUE + 3 * _DAY, "paid_at": AT},
            amounts={"paid": 8000, "fee_amount": 8000},
        )
        less = {**made.texts, "ground": "", "serial": ""}
        return [(kind, made), (kind, replace(made, texts=less, matter=_matter()))]

    return make


def _notice(kind: str) -> Callable[[Common], list[Sample]]:
    def make(common: Common) -> list[Sample]:
        made = LetterSheet(
            **common,
            kind=f"notice_{kind}",
            matter=Matter.of(dossier()),
            texts={
                "presenter": _PERSON.name,
                "address": _PERSON.address,
                "where": "",
                "hours": "08:00–12:00, 13:00–17:00",
                "days": "12",
                "papers": "Giấy chứng sinh (bản chính)",
                "reason": "cơ quan phối hợp chưa trả lời văn bản xác minh.",
                "bring": "bản chính giấy khai sinh",
                "signer": _CLERK,
            },
            times={
                "finished": AT - 12 * _DAY,
                "asked": AT - 3 * _DAY,
                "until": AT + 12 * _DAY,
                "due": _DUE,
                "new_due": _DUE + 3 * _DAY,
                "come": _DUE.replace(hour=9),
            },
            amounts={"owed": 8000},
        )
        less = {**made.texts, "address": "", "papers": "", "reason": "", "bring": ""}
        bare = replace(
            made, texts=less, times={**made.times, "until": None}, amounts={"owed": None}
        )
        return [("notice", made), ("notice", bare)]

    return make


_DAYS: Final = {Kind.DATE: "1999-01-31", Kind.PARTIAL: "1999-01-31", Kind.NUMBER: "12"}


def _result(name: str, template: Template, common: Common) -> list[Sample]:
    """Return a result filled in and confirmed, and the same as a draft that lacks everything."""
    fields = tuple(
        Answer(key=each.key, label=each.label, value=_filled_in(each)) for each in template.fields
    )
    made = Result(
        uid="mau",
        template=name,
        title="",
        edition=0,
        fields=fields,
        draft="mau",
        last="mau",
        drafted_at=AT,
        by=_CLERK,
    )
    told = Confirmation(
        event="mau",
        at=AT,
        by=_CLERK,
        where=template.owner,
        number="12",
        book="01/2026",
        page="12",
        day="2026-11-23",
        paper_number="34",
        signer=_LEADER,
        signer_title="CHỦ TỊCH",
    )
    facts = {"issued_at": AT, **common, "matter": Matter.of(dossier()), "result": made}
    open_ = replace(made, fields=())
    return [
        ("result", ResultSheet(**facts, confirmed=told)),
        ("result", ResultSheet(**{**facts, "result": open_})),
    ]


def _filled_in(field: Field) -> str:
    if field.options:
        return field.options[0]
    if field.kind in _DAYS:
        return _DAYS[field.kind]
    return _PERSON.name if field.key.endswith(("name", "requester")) else f"{field.label} (ví dụ)"


def _without_page(common: Common) -> dict[str, Any]:
    return {key: value for key, value in common.items() if key != "page"}


_MADE: Final[Mapping[str, Callable[[Common], list[Sample]]]] = {
    "receipt": _receipt,
    "supplement": _supplement,
    "refusal": _refusal,
    "apology": _apology,
    "stop": _stop,
    "closing": _closing,
    "control": _control,
    "batch": _batch,
    "handover": _handover,
    "survey": lambda common: [("survey", SurveySheet(**common, matter=Matter.of(dossier())))],
    "sitting": lambda common: [
        ("sitting", SittingSheet(**common, dossiers=(dossier(), dossier()), receiver=_CLERK))
    ],
    "cover": lambda common: [
        ("cover", CoverSheet(**common, dossier=dossier(), papers=((1, "Tờ khai"),)))
    ],
    "label": lambda common: [("label", LabelSheet(**common, dossier=dossier(), shelf="B-07"))],
    "shelf": lambda common: [("shelf", ShelfSheet(**common, slots=(("B-07", "00000907"),)))],
    "stub": lambda common: [
        ("stub", StubSheet(**_without_page(common), dossier=dossier(), where="Bộ phận một cửa"))
    ],
    "test": lambda common: [
        (
            "test",
            TestSheet(**_without_page(common), about="A5: 148 × 210 mm", width=148, height=210),
        )
    ],
    "ticket": lambda common: [
        ("ticket", TicketSheet(**_without_page(common), code="P017", reason="elderly", before=3))
    ],
    "extension": _letter("extension"),
    "extended": _letter("extended"),
    "fee": _letter("fee"),
    **{f"notice_{kind}": _notice(kind) for kind in (*notices.Kind, "refused")},
    "book_received": _book(RECEIVED),
    "book_returned": _book(RETURNED),
    "book_certified": _book("copy"),
    "book_fees": _book(FEES),
    "book_drawer": _book(DRAWER),
}
