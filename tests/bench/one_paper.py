"""One receipt from the start of a process: python -m tests.bench.one_paper FILE.

Its facts stand here, as the peer's stand in a file: what either loads is what it draws with.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Final

from desk.domain.papers import Page, ReceiptSheet
from desk.domain.records import VN, Dossier, Paper, Party, Status, TimeLimit, Unit
from desk.printing import forms, wording
from desk.sample import OFFICE

_SUBMITTER: Final = Party(
    name="NGUYỄN THỊ VÍ DỤ",
    personal_id="001199000000",
    address="Số 1 ngõ Ví Dụ, phường Thử Nghiệm, thành phố Hà Nội",
    phone="0900 000 000",
    email="vidu@thu.example",
)
_OWNER: Final = Party(
    kind="organisation",
    name="CÔNG TY TNHH MỘT THÀNH VIÊN GIẢ ĐỊNH",
    tax_code="0100000000",
    address="Số 2 phố Giả Định, phường Thử Nghiệm, thành phố Hà Nội",
    phone="024 0000 1111",
)
_PAPERS: Final = (
    Paper(name="Tờ khai đăng ký khai sinh", original=1),
    Paper(name="Giấy chứng sinh", original=1),
    Paper(name="Giấy chứng nhận kết hôn của cha, mẹ", shown=True),
    Paper(name="Văn bản xác nhận của người làm chứng", copy=1, added=True),
)


def sheet() -> ReceiptSheet:
    """Return the receipt that is printed in every measurement."""
    received = datetime(2026, 11, 23, 9, 30, tzinfo=VN)
    dossier = Dossier(
        uid="mau",
        unit="H26.999.99",
        code="H26.999.99-261123-1001",
        barcode="0000026112310014",
        status=Status.RECEIVED,
        procedure="1.001193",
        procedure_name="Thủ tục đăng ký khai sinh",
        submitter=_SUBMITTER,
        owner=_OWNER,
        authority="Giấy ủy quyền số 01/GUQ",
        papers=_PAPERS,
        received_at=received,
        limit=TimeLimit(value=3, unit=Unit.WORKING_DAYS),
        due_at=datetime(2026, 11, 26, 17, 0, tzinfo=VN),
        book="1/2026",
        line=12,
        result_manner="trực tiếp",
    )
    return ReceiptSheet(
        office=OFFICE,
        wording=wording.load("2025"),
        page=Page.A5,
        issued_at=received,
        dossier=dossier,
        receiver="Trần Văn Mẫu",
    )


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(forms.render("receipt", sheet()))
