"""Reports on paper: the figures as given, doubts where they contradict, any number of columns."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desk.domain.report import Line, Reopened
from desk.domain.report_form import Column
from desk.domain.report_plots import plots
from desk.printing import forms
from tests.printing import sheets
from tests.printing.reading import flat, pypdf_text


def test_form_06a_has_its_number_its_parties_and_its_columns() -> None:
    text = flat(pypdf_text(forms.render("report", sheets.report())))
    for line in (
        "Biểu số II.06a/VPCP/KSTT",
        "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
        "Kỳ báo cáo: từ ngày 01/10/2026 đến ngày 14/12/2026",
        "Đơn vị báo cáo: Trung tâm Phục vụ hành chính công phường Mẫu Giáo",
        "Đơn vị nhận báo cáo: Ủy ban nhân dân thành phố Hà Nội",
        "Lĩnh vực Tư pháp",
        "1 Hộ tịch 105 40 60 5 93 50 40 3 12 11 1",
        "2 Chứng thực 1.250 0 1.250 0 1.250 1.200 50 0 0 0 0",
        "Tổng cộng 1.377 52 1.318 7 1.359 1.260 95 4 18 16 2",
        "(13)",
        "Căn cứ: Thông tư 01/2020/TT-VPCP",
        "Hà Nội, ngày 23 tháng 11 năm 2026",
        "THỦ TRƯỞNG ĐƠN VỊ",
    ):
        assert line in text
    assert "Kỳ báo cáo chưa hết: số liệu tính đến" in text
    assert "chưa cân đối" not in text
    assert "mở lại" not in text


def test_report_by_unit_adds_the_share_on_time() -> None:
    text = flat(pypdf_text(forms.render("report", sheets.report("unit"))))
    assert "TỔNG HỢP TÌNH HÌNH GIẢI QUYẾT HỒ SƠ THEO ĐƠN VỊ" in text
    assert "1 Hộ tịch 105 40 60 5 93 50 40 3 12 11 1 96,8" in text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    nothing = sheets.line(sheets.report_form("unit"), "Không có hồ sơ")
    empty = sheets.report("unit", rows=(nothing,))
    assert "Không có hồ sơ 0 0 0 0 0 0 0 0 0 0 0 –" in flat(
        pypdf_text(forms.render("report", empty))
    )


def test_rows_that_do_not_balance_are_named() -> None:
    form = sheets.report_form("II.06a")
    total = sheets.line(form, "Toàn phường", received_online=5, solved_early=1)
    rows = (
        sheets.line(form, "Đất đai", received_online=3, solved_early=1),
        Line(key="", name="Nhóm", section=True),
    )
    text = flat(pypdf_text(forms.render("report", sheets.report(rows=rows, total=total))))
    assert "(*) Số liệu chưa cân đối, (3) khác (7) + (11): Đất đai; Toàn phường." in text


def test_what_the_log_does_not_know_is_no_nought_and_what_went_on_again_is_named() -> None:
    again = (Reopened(code="H26.000.99-261101-0007", at=sheets.AT),)
    text = flat(pypdf_text(forms.render("report", sheets.report("07a", reopened=again))))
    assert "Tổng cộng 7 0 0 0 0 0 0 … 7 0" in text
    assert "H26.000.99-261101-0007" in text


def test_an_index_is_shown_with_what_it_is_a_share_of_and_its_rule() -> None:
    form = sheets.report_form("766")
    total = sheets.line(form, "", received_online=82_580, received_new=91_798)
    text = flat(pypdf_text(forms.render("report", sheets.report("766", total=total))))
    assert "Hồ sơ nộp trực tuyến 82.580 91.798 90,0 Hồ sơ nộp trực tuyến trên tổng" in text


def test_the_pictures_of_a_report_are_its_own_cells() -> None:
    sheet = sheets.report()
    came, solved, left = plots(sheet.report)
    assert [series.name for series in came.series] == [
        "Trực tuyến",
        "Trực tiếp, bưu chính",
        "Từ kỳ trước",
    ]
    assert came.categories == ("Chứng thực", "Hộ tịch", "Bảo trợ xã hội, người có công")
    assert [cell.value for cell in solved.cells[1]] == [50, 40, 3]
    assert left.categories == ("Hộ tịch", "Bảo trợ xã hội, người có công")  # none without any
    text = flat(pypdf_text(forms.render("report", replace(sheet, figures=(came, solved, left)))))
    assert "1. Tiếp nhận" in text
    assert "3. Đang giải quyết" in text
    assert [figure.key for figure in plots(sheets.report("07a").report)] == []


@pytest.mark.parametrize("grouped", [True, False])
def test_columns_that_do_not_fit_stand_on_pages_of_their_own(grouped: bool) -> None:
    leaves = [
        Column(name=f"Chỉ tiêu không thể rút gọn {n}", number=str(n), measures=("received",))
        for n in range(3, 58)
    ]
    parts = [leaves[at : at + 11] for at in range(0, len(leaves), 11)] if grouped else [leaves]
    columns: Any = [Column(name=f"Nhóm {n}", columns=tuple(p)) for n, p in enumerate(parts)]
    form = replace(sheets.report_form("II.06a"), columns=tuple(columns), invariants=(), notes=())
    rows = (sheets.line(form, "Hộ tịch", received=123_456),)
    total = sheets.line(form, "Tổng số", received=123_456)
    made = forms.render_told("report", sheets.report(form=form, rows=rows, total=total))
    text = flat(pypdf_text(made.pdf))
    assert made.pages >= 2
    assert text.count("1 Hộ tịch") == text.count("Tổng số 123.456") == made.pages
    for leaf in leaves:
        assert text.count(f"({leaf.number})") == 1
    assert text.count("123.456") == 2 * len(leaves)
    assert text.count("NGƯỜI LẬP BIỂU") == 1
    assert text.count("Nhóm") == (len(parts) if grouped else made.pages)
