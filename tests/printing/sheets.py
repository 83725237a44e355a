"""Invented people and papers for the printing tests."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from desk.domain.papers import (
    ApologySheet,
    BatchLine,
    BatchSheet,
    ClosingSheet,
    ControlSheet,
    CoverSheet,
    FormSet,
    HandOver,
    LabelSheet,
    Matter,
    Page,
    ReceiptSheet,
    RefusalSheet,
    ReportTable,
    Sheet,
    StopSheet,
    SupplementSheet,
    TicketSheet,
)
from desk.domain.records import VN, Dossier, Office, Paper, Party, Status, TimeLimit, Unit
from desk.domain.report import Line, Report, figures, indices
from desk.domain.report_form import ReportForm, parse_report_form
from desk.printing import wording
from tests.kit import RESOURCES

OFFICE = Office(
    unit="H26.033.15",
    commune="00999",
    name="PHƯỜNG MẪU GIÁO",
    parent="ỦY BAN NHÂN DÂN PHƯỜNG MẪU GIÁO",
    place="Hà Nội",
    phone="024 0000 0000",
    website="motcua.phuongmau.example",
)
AT = datetime(2026, 11, 23, 15, 0, tzinfo=VN)
ORDINARY = Party(
    name="NGUYỄN THỊ VÍ DỤ",
    personal_id="001199000000",
    address="Số 1 ngõ Ví Dụ, phường Mẫu Giáo, thành phố Hà Nội",
    phone="0900 000 000",
    email="vidu@thu.example",
)
COMPANY = Party(
    kind="organisation",
    name="CÔNG TY TNHH MỘT THÀNH VIÊN VÍ DỤ VÀ ĐỒNG SỰ",
    tax_code="0100000000",
    address="Số 2 phố Ví Dụ, phường Mẫu Giáo, thành phố Hà Nội",
    phone="024 0000 1111",
)
CODE = "H26.033.15-261123-1001"
DIGITS = "0099926112310015"
LONG_NAME = ("NGUYỄN HOÀNG PHƯỢNG UYỂN " * 12)[:250].strip()
LONG_WORD = "Ễ" * 250
PAPERS = (
    Paper(name="Tờ khai đăng ký khai sinh", original=1),
    Paper(name="Giấy chứng sinh", original=1),
    Paper(name="Giấy chứng nhận kết hôn của cha, mẹ", copy=1),
)


def dossier(**changes: Any) -> Dossier:
    made = Dossier(
        uid="d1",
        unit=OFFICE.unit,
        code=CODE,
        barcode=DIGITS,
        status=Status.RECEIVED,
        procedure="1.001193",
        procedure_name="Thủ tục đăng ký khai sinh",
        submitter=ORDINARY,
        papers=PAPERS,
        received_at=AT,
        limit=TimeLimit(value=None, unit=Unit.SAME_DAY, cutoff=True),
        due_at=AT.replace(hour=17),
        fee=8000,
        result_at="Trung tâm Phục vụ hành chính công phường Mẫu Giáo",
        book="1/2026",
        line=12,
    )
    return replace(made, **changes)


def forms(key: str = "2025") -> FormSet:
    return wording.load(key)


def receipt(key: str = "2025", **changes: Any) -> ReceiptSheet:
    made = ReceiptSheet(
        office=OFFICE,
        wording=forms(key),
        issued_at=AT,
        dossier=dossier(),
        receiver="Trần Văn Mẫu",
        result_manner="nhận trực tiếp",
    )
    return replace(made, **changes)


REASON = "Tờ khai chưa có chữ ký của người yêu cầu; Giấy chứng sinh bị rách, không đọc được."
DUE = AT + timedelta(days=2)


def base(key: str) -> dict[str, Any]:
    return {"office": OFFICE, "wording": forms(key), "issued_at": AT}


def matter(person: Party = ORDINARY) -> Matter:
    return Matter(
        subject=person,
        procedure_name="Thủ tục đăng ký khai sinh",
        code=CODE,
        barcode=DIGITS,
    )


def supplement(key: str = "2025", **changes: Any) -> SupplementSheet:
    made = SupplementSheet(
        **base(key),
        number="7",
        matter=matter(),
        items=("Tờ khai có chữ ký của người yêu cầu", "Giấy chứng sinh bản chính"),
        reason=REASON,
        guide="Trần Văn Mẫu",
        answer_until=date(2026, 12, 8),
    )
    return replace(made, **changes)


def refusal(key: str = "2025", **changes: Any) -> RefusalSheet:
    made = RefusalSheet(
        **base(key), number="3", matter=matter(), reason=REASON, receiver="Trần Văn Mẫu"
    )
    return replace(made, **changes)


def apology(key: str = "2025", **changes: Any) -> ApologySheet:
    made = ApologySheet(
        **base(key),
        number="2",
        matter=matter(),
        received_at=AT - timedelta(days=3),
        due_at=AT - timedelta(days=1),
        new_due_at=DUE,
        reason="cơ quan phối hợp chưa trả lời văn bản xác minh.",
        area="Hộ tịch",
        signer="Lê Thị Giả Định",
    )
    return replace(made, **changes)


def stop(**changes: Any) -> StopSheet:
    made = StopSheet(
        **base("2025"),
        number="1",
        matter=matter(),
        received_at=AT - timedelta(days=1),
        asked_at=AT - timedelta(hours=1),
        stopped_at=AT,
        manner="Trực tiếp tại Bộ phận Một cửa",
        stage="Thẩm định hồ sơ",
        reason="Người nộp xin chuẩn bị lại giấy tờ.",
        returned=("Giấy chứng sinh (bản chính)", "Tờ khai"),
        signer="Lê Thị Giả Định",
    )
    return replace(made, **changes)


def closing(**changes: Any) -> ClosingSheet:
    made = ClosingSheet(
        **base("2025"),
        number="1",
        matter=matter(),
        received_at=AT - timedelta(days=20),
        asked_at=AT - timedelta(days=17),
        answer_until=date(2026, 11, 21),
        closed_at=AT,
        supplement_number="07/PBS-TTPVHCC",
        signer="Lê Thị Giả Định",
    )
    return replace(made, **changes)


def control(key: str = "2025", **changes: Any) -> ControlSheet:
    first = HandOver(
        giver="Bộ phận TN&TKQ",
        taker="Công chức tư pháp - hộ tịch",
        at=AT,
        giver_name="Trần Văn Mẫu",
        taker_name="Phạm Văn Thí Nghiệm",
        result="Trước hạn",
    )
    made = ControlSheet(
        **base(key),
        number="12",
        matter=matter(),
        received_at=AT,
        due_at=DUE,
        agency="Ủy ban nhân dân phường Mẫu Giáo",
        book="1/2026",
        line=12,
        rows=(first,),
    )
    return replace(made, **changes)


def label(key: str = "2025", **changes: Any) -> LabelSheet:
    made = LabelSheet(**base(key), dossier=dossier(), shelf="B-07")
    return replace(made, **changes)


def batch(key: str = "2025", person: Party = ORDINARY, **changes: Any) -> BatchSheet:
    about = dossier(submitter=person)
    line = BatchLine(
        code=about.code,
        barcode=about.barcode,
        name=person.name,
        procedure_name=about.procedure_name,
        due_at=about.due_at,
    )
    made = BatchSheet(
        **base(key),
        number="1/0001",
        giver="Trần Thử Lan",
        giver_place="Quầy 1",
        taker="Thẩm định",
        note="kèm bản chính",
        lines=(line, replace(line, due_at=None)),
    )
    return replace(made, **changes)


def cover(key: str = "2025", **changes: Any) -> CoverSheet:
    made = CoverSheet(**base(key), dossier=dossier(), papers=((1, "Tờ khai"),))
    return replace(made, **changes)


def every(key: str = "2025", page: Page = Page.A5, person: Party = ORDINARY) -> dict[str, Sheet]:
    """One plain sheet of every form."""
    about = matter(person)
    made: dict[str, Sheet] = {
        "receipt": receipt(key, page=page, dossier=dossier(submitter=person)),
        "supplement": supplement(key, page=page, matter=about),
        "refusal": refusal(key, page=page, matter=about),
        "apology": apology(key, page=page, matter=about),
        "control": control(key, page=page, matter=about),
        "label": label(key, dossier=dossier(submitter=person)),
        "batch": batch(key, person, page=page),
        "cover": cover(key, page=page, dossier=dossier(submitter=person)),
    }
    if key != "2018":
        made["stop"] = stop(page=page, matter=about)
        made["closing"] = closing(page=page, matter=about)
    return made


def ticket(key: str = "2025", **changes: Any) -> TicketSheet:
    sheet = TicketSheet(
        office=OFFICE, wording=wording.load(key), issued_at=AT, code="P017", reason="elderly"
    )
    return replace(sheet, **changes)


def report_form(name: str) -> ReportForm:
    path = RESOURCES / "reports" / f"{name}.json"
    return parse_report_form(json.loads(path.read_text("utf-8")))


def line(form: ReportForm, name: str, **counts: int) -> Line:
    """Return a line of what its measures count."""
    return Line(key=name, name=name, values=figures(form, counts))


def report(kind: str = "II.06a", **changes: Any) -> ReportTable:
    form = changes.pop("form", None) or report_form(kind)
    rows = (
        Line(key="", name="Lĩnh vực Tư pháp", section=True),
        line(
            form,
            "Hộ tịch",
            received_online=40,
            received_direct=60,
            carried=5,
            solved_early=50,
            solved_on_time=40,
            solved_late=3,
            open_in_time=11,
            open_late=1,
        ),
        line(form, "Chứng thực", received_direct=1250, solved_early=1200, solved_on_time=50),
        line(
            form,
            "Bảo trợ xã hội, người có công",
            received_online=12,
            received_direct=8,
            carried=2,
            solved_early=10,
            solved_on_time=5,
            solved_late=1,
            open_in_time=5,
            open_late=1,
        ),
    )
    total = line(
        form,
        "",
        received_online=52,
        received_direct=1318,
        carried=7,
        solved_early=1260,
        solved_on_time=95,
        solved_late=4,
        open_in_time=16,
        open_late=2,
    )
    filled = Report(
        form=form,
        by=form.groupings[0],
        start=date(2026, 10, 1),
        end=date(2026, 12, 14),
        at=AT,
        lines=changes.pop("rows", rows),
        total=changes.pop("total", total),
        reopened=changes.pop("reopened", ()),
    )
    made = ReportTable(
        office=OFFICE,
        wording=forms(),
        issued_at=AT,
        report=replace(filled, indices=indices(form, filled.total)),
        recipient="Ủy ban nhân dân thành phố Hà Nội",
        maker="Trần Văn Mẫu",
        signer="Lê Thị Giả Định",
    )
    return replace(made, **changes)
