"""Invented people and papers for the printing tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from desk.domain.papers import (
    ApologySheet,
    ClosingSheet,
    ControlSheet,
    FormSet,
    HandOver,
    LabelSheet,
    Matter,
    Page,
    ReceiptSheet,
    RefusalSheet,
    ReportRow,
    ReportTable,
    Sheet,
    StopSheet,
    SupplementSheet,
)
from desk.domain.records import VN, Dossier, Office, Paper, Party, Status, TimeLimit, Unit
from desk.printing import wording

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


def dossier(**changes: object) -> Dossier:
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
    return replace(made, **changes)  # type: ignore[arg-type]  # fields of Dossier, by name


def forms(key: str = "2025") -> FormSet:
    return wording.load(key)


def receipt(key: str = "2025", **changes: object) -> ReceiptSheet:
    made = ReceiptSheet(
        office=OFFICE,
        wording=forms(key),
        issued_at=AT,
        dossier=dossier(),
        receiver="Trần Văn Mẫu",
        result_manner="nhận trực tiếp",
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # fields of ReceiptSheet


def every(key: str = "2025", page: Page = Page.A5, person: Party = ORDINARY) -> dict[str, Sheet]:
    """One plain sheet of every form."""
    base = {"office": OFFICE, "wording": forms(key), "issued_at": AT, "page": page}
    about = Matter(
        subject=person,
        procedure_name="Thủ tục đăng ký khai sinh",
        code=CODE,
        barcode=DIGITS,
    )
    reason = "Tờ khai chưa có chữ ký của người yêu cầu; Giấy chứng sinh bị rách, không đọc được."
    due = AT + timedelta(days=2)
    made: dict[str, Sheet] = {
        "receipt": receipt(key, page=page, dossier=dossier(submitter=person)),
        "supplement": SupplementSheet(
            **base,
            number="7",
            matter=about,
            items=("Tờ khai có chữ ký của người yêu cầu", "Giấy chứng sinh bản chính"),
            reason=reason,
            guide="Trần Văn Mẫu",
            answer_until=date(2026, 12, 8),
        ),
        "refusal": RefusalSheet(
            **base, number="3", matter=about, reason=reason, receiver="Trần Văn Mẫu"
        ),
        "apology": ApologySheet(
            **base,
            number="2",
            matter=about,
            received_at=AT - timedelta(days=3),
            due_at=AT - timedelta(days=1),
            new_due_at=due,
            reason="cơ quan phối hợp chưa trả lời văn bản xác minh.",
            area="Hộ tịch",
            signer="Lê Thị Giả Định",
        ),
        "control": ControlSheet(
            **base,
            number="12",
            matter=about,
            received_at=AT,
            due_at=due,
            agency="Ủy ban nhân dân phường Mẫu Giáo",
            book="1/2026",
            line=12,
            rows=(
                HandOver(
                    giver="Bộ phận TN&TKQ",
                    taker="Công chức tư pháp - hộ tịch",
                    at=AT,
                    giver_name="Trần Văn Mẫu",
                    taker_name="Phạm Văn Thí Nghiệm",
                    result="Trước hạn",
                ),
            ),
        ),
        "label": LabelSheet(**base, dossier=dossier(submitter=person), shelf="B-07"),
    }
    if key != "2018":
        made["stop"] = StopSheet(
            **base,
            number="1",
            matter=about,
            received_at=AT - timedelta(days=1),
            asked_at=AT - timedelta(hours=1),
            stopped_at=AT,
            manner="Trực tiếp tại Bộ phận Một cửa",
            stage="Thẩm định hồ sơ",
            reason="Người nộp xin chuẩn bị lại giấy tờ.",
            returned=("Giấy chứng sinh (bản chính)", "Tờ khai"),
            signer="Lê Thị Giả Định",
        )
        made["closing"] = ClosingSheet(
            **base,
            number="1",
            matter=about,
            received_at=AT - timedelta(days=20),
            asked_at=AT - timedelta(days=17),
            answer_until=date(2026, 11, 21),
            closed_at=AT,
            supplement_number="07/PBS-TTPVHCC",
            signer="Lê Thị Giả Định",
        )
    return made


def report(kind: str = "06a", **changes: object) -> ReportTable:
    rows = (
        ReportRow(name="Lĩnh vực Tư pháp", section=True),
        ReportRow(name="Hộ tịch", online=40, direct=60, carried=5, early=50, on_time=40, late=3,
                  open_in_time=11, open_late=1),
        ReportRow(name="Chứng thực", online=0, direct=1250, carried=0, early=1200, on_time=50),
        ReportRow(name="Bảo trợ xã hội, người có công", online=12, direct=8, carried=2, early=10,
                  on_time=5, late=1, open_in_time=5, open_late=1),
    )  # fmt: skip
    total = ReportRow(name="", online=52, direct=1318, carried=7, early=1260, on_time=95, late=4,
                      open_in_time=16, open_late=2)  # fmt: skip
    made = ReportTable(
        office=OFFICE,
        wording=forms(),
        issued_at=AT,
        kind=kind,
        start=date(2026, 10, 1),
        end=date(2026, 12, 14),
        rows=rows,
        total=total,
        recipient="Ủy ban nhân dân thành phố Hà Nội",
        maker="Trần Văn Mẫu",
        signer="Lê Thị Giả Định",
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # fields of ReportTable
