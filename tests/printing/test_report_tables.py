"""Reports: the figures as given, and doubts where they contradict each other."""

from __future__ import annotations

from dataclasses import replace

from desk.domain.papers import ReportRow
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
        "Hà Nội, ngày 23 tháng 11 năm 2026",
        "THỦ TRƯỞNG ĐƠN VỊ",
    ):
        assert line in text
    assert "chưa cân đối" not in text


def test_report_by_unit_adds_the_share_on_time() -> None:
    text = flat(pypdf_text(forms.render("report", sheets.report("unit"))))
    assert "TỔNG HỢP TÌNH HÌNH GIẢI QUYẾT HỒ SƠ THEO ĐƠN VỊ" in text
    assert "1 Hộ tịch 105 40 60 5 93 50 40 3 12 11 1 96,8" in text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    empty = sheets.report("unit", rows=(ReportRow(name="Không có hồ sơ"),))
    assert "Không có hồ sơ 0 0 0 0 0 0 0 0 0 0 0 –" in flat(
        pypdf_text(forms.render("report", empty))
    )


def test_rows_that_do_not_balance_are_named() -> None:
    total = ReportRow(name="Toàn phường", online=5, early=1)
    rows = (ReportRow(name="Đất đai", online=3, early=1), ReportRow(name="Nhóm", section=True))
    text = flat(pypdf_text(forms.render("report", sheets.report(rows=rows, total=total))))
    assert "(*) Số liệu chưa cân đối, (3) khác (7) + (11): Đất đai; Toàn phường." in text


def test_sums_are_made_of_their_parts() -> None:
    row = ReportRow(
        name="x",
        online=4,
        direct=5,
        carried=6,
        early=8,
        on_time=2,
        late=1,
        open_in_time=3,
        open_late=1,
    )
    assert (row.received, row.solved, row.open) == (15, 11, 4)
    assert row.balanced
    assert not replace(row, late=2).balanced
    assert replace(row, late=2, section=True).balanced
