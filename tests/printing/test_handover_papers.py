"""Papers of the hand-over: what they say, and that their codes can be read."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from desk.domain.collection import shelf_barcode
from desk.domain.papers import HandedRow, HandoverSheet, ListSheet, ShelfSheet, SurveySheet
from desk.printing import forms, raster
from tests.printing import sheets
from tests.printing.reading import codes, drawn, flat, poppler_text


def slip() -> HandoverSheet:
    return HandoverSheet(
        **sheets.base("2025"),
        rows=tuple(
            HandedRow(
                code=f"H26.033.15-261123-100{n}",
                procedure_name="Thủ tục đăng ký khai sinh",
                owner="NGUYỄN THỊ VÍ DỤ",
                originals=("Bản gốc giấy chứng nhận",) if n == 1 else (),
            )
            for n in range(1, 4)
        ),
        collector="Nguyễn Thị Ví Dụ",
        collector_id="001199000000",
        returned_at=sheets.AT,
        giver="Trần Văn Mẫu",
        barcode=sheets.DIGITS,
    )


def text_of(form: str, sheet: object, folder: Path) -> str:
    return flat(poppler_text(forms.render(form, sheet), folder))  # type: ignore[arg-type] # any sheet


def test_the_receipt_names_every_result_of_the_act(tmp_path: Path) -> None:
    said = text_of("handover", slip(), tmp_path)
    for part in (
        "GIẤY BIÊN NHẬN TRẢ KẾT QUẢ",
        "261123-1001",
        "261123-1003",
        "Bản gốc giấy chứng",  # the rest is on the next line, behind another column
        "03 kết quả",
        "Trần Văn Mẫu",
    ):
        assert part in said
    assert "Nhận thay" not in said
    assert "ký trên màn hình" not in said
    assert "Tư cách: chủ hồ sơ" in said
    assert said.count(slip().collector) == 2  # and where he signs, on paper as on the screen


def test_authority_and_signature_are_named_where_they_are(tmp_path: Path) -> None:
    sheet = replace(
        slip(), authority="Giấy ủy quyền số 12 ngày 20/11/2026", capacity="another", signed=True
    )
    said = text_of("handover", sheet, tmp_path)
    assert "Giấy ủy quyền số 12 ngày 20/11/2026" in said
    assert "Tư cách: người nhận thay" in said
    assert "ký trên màn hình" in said


def test_the_satisfaction_slip_asks_and_names_nobody(tmp_path: Path) -> None:
    said = text_of("survey", SurveySheet(**sheets.base("2025"), matter=sheets.matter()), tmp_path)
    assert "PHIẾU ĐÁNH GIÁ MỨC ĐỘ HÀI LÒNG" in said
    assert "Thái độ của cán bộ tiếp nhận" in said
    assert sheets.ORDINARY.name not in said
    assert sheets.CODE not in said
    assert sheets.DIGITS not in said.replace(" ", "")


def test_a_shelfs_labels_can_be_scanned() -> None:
    slots = tuple((slot, shelf_barcode(slot)) for slot in ("A3", "B12"))
    pdf = forms.render("shelf", ShelfSheet(**sheets.base("2025"), slots=slots))
    assert raster.count(pdf) == 2
    for page, (_, digits) in enumerate(slots):
        assert [digits] in codes(drawn(pdf, 300, page)).values()


def reminders(count: int) -> ListSheet:
    return ListSheet(
        **sheets.base("2025"),
        kind="remind",
        columns=("slot", "code", "name", "phone"),
        rows=tuple(("A3", f"H26-{n:03d}", "Nguyễn Thị Ví Dụ", "0900000000") for n in range(count)),
        period="Tính đến 15:00 ngày 23/11/2026",
    )


@pytest.mark.parametrize("count", range(14, 30))
def test_no_list_ends_on_a_page_of_signatures_alone(count: int) -> None:
    last = pypdf.PdfReader(BytesIO(forms.render("list", reminders(count)))).pages[-1]
    assert last.extract_text().count("H26-") >= 3


@pytest.mark.parametrize("count", [0, 3, 80])
def test_a_list_has_its_head_on_every_page(count: int, tmp_path: Path) -> None:
    sheet = reminders(count)
    pdf = forms.render("list", sheet)
    said = text_of("list", sheet, tmp_path)
    assert "DANH SÁCH KẾT QUẢ CHỜ" in said
    assert said.count("Điện thoại") == (raster.count(pdf) if count else 0)
    assert said.count("H26-") == count


def test_figures_are_summed_up_under_their_groups(tmp_path: Path) -> None:
    sheet = ListSheet(
        **sheets.base("2025"),
        kind="uncollected",
        columns=("matter", "age_0", "age_1", "total"),
        rows=(("Hộ tịch",), ("Đăng ký khai sinh", "1.002", "3", "1.005")),
        total=("Tổng cộng", "1.002", "3", "1.005"),
    )
    said = text_of("list", sheet, tmp_path)
    assert said.count("1.005") == 2
    assert "Tổng cộng" in said
