"""The spreadsheet of a report: its formulas, reckoned by other hands, come to its figures."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from desk.domain.report import Report, Share
from desk.services import report_files
from tests.printing import sheets

NAME = "=Hộ tịch"  # as a formula would begin


def made(kind: str, **changes: Any) -> Report:
    found = sheets.report(kind, **changes).report
    lines = tuple(replace(line, name=line.name or NAME) for line in found.lines if line.values)
    total = tuple(
        None if None in column else sum(column) if isinstance(column[0], int) else joined(column)
        for column in zip(*(line.values for line in lines), strict=True)
    )
    return replace(found, lines=lines, total=replace(found.total, name="Tổng số", values=total))


def joined(shares: tuple[Any, ...]) -> Share:
    return Share(sum(each.part for each in shares), sum(each.whole for each in shares))


def opened(data: bytes, *, values: bool = False) -> Any:
    return load_workbook(BytesIO(data), data_only=values).active


class Reckoner:
    """Reckons the few kinds of formula that the sheet has, and knows no other."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self.formulas = 0

    def value(self, place: str) -> Any:
        found = self.sheet[place].value
        if not isinstance(found, str) or not found.startswith("="):
            return found
        if self.sheet[place].data_type != "f":
            return found
        self.formulas += 1
        return self.reckon(found[1:])

    def reckon(self, text: str) -> Any:
        share = re.fullmatch(r'IF\(\((.+?)\)=0,"–",ROUND\(100\*\((.+?)\)/\((.+?)\),1\)\)', text)
        if share:
            whole = self.reckon(share[1])
            assert share[1] == share[3]
            # Spreadsheets round halves up.
            return (2000 * self.reckon(share[2]) + whole) // (2 * whole) / 10 if whole else "–"
        column = re.fullmatch(r"SUM\(([A-Z]+)(\d+):\1(\d+)\)", text)
        if column:
            rows = range(int(column[2]), int(column[3]) + 1)
            return sum(self.value(f"{column[1]}{row}") for row in rows)
        assert re.fullmatch(r"[A-Z]+\d+(\+[A-Z]+\d+)*", text), text
        return sum(self.value(part) for part in text.split("+"))


def shown(value: Any) -> Any:
    if isinstance(value, Share):
        return "–" if not value.whole else float(value.words.replace(",", "."))
    return "…" if value is None else value


def first_row(sheet: Any, report: Report) -> int:
    (row,) = [each.row for each in sheet["B"] if each.value == report.lines[0].name]
    return int(row)


@pytest.mark.parametrize("kind", ["II.06a", "unit", "07a", "766"])
def test_the_formulas_come_to_the_figures_of_the_report(kind: str) -> None:
    report = made(kind)
    data = report_files.xlsx(report, "PHƯỜNG MẪU GIÁO")
    sheet, stored = opened(data), opened(data, values=True)
    reckoner, row = Reckoner(sheet), first_row(sheet, report)
    for number, line in enumerate((*report.lines, report.total)):
        cells = sheet[row + number][2 : 2 + len(line.values)]
        assert [reckoner.value(cell.coordinate) for cell in cells] == list(map(shown, line.values))
        assert [stored[cell.coordinate].value for cell in cells] == list(map(shown, line.values))
    sums = [leaf for leaf in report.form.leaves if leaf.sum or leaf.share]
    counted = [leaf for leaf in report.form.leaves if leaf.measures]
    total = [cell for cell in sheet[row + len(report.lines)][2:] if cell.data_type == "f"]
    assert len(total) == len(sums) + len(counted)
    assert reckoner.formulas > len(sums) * (len(report.lines) + 1)


def test_what_was_counted_is_a_number_and_no_name_is_a_formula() -> None:
    report = made("II.06a")
    report = replace(report, lines=(replace(report.lines[0], name=NAME), *report.lines[1:]))
    sheet = opened(report_files.xlsx(report, "PHƯỜNG MẪU GIÁO"))
    row = first_row(sheet, report)
    assert sheet[f"B{row}"].data_type == "s"
    counted = [
        cell.value
        for leaf, cell in zip(report.form.leaves, sheet[row][2:], strict=False)
        if leaf.measures
    ]
    assert counted == [40, 60, 5, 50, 40, 3, 11, 1]
    assert sheet[f"C{row}"].number_format == "#,##0"


def test_the_sheet_has_its_head_and_is_set_up_for_paper() -> None:
    report = made("II.06a")
    sheet = opened(report_files.xlsx(report, "PHƯỜNG MẪU GIÁO"))
    assert sheet["A1"].value == "PHƯỜNG MẪU GIÁO"
    assert sheet["A2"].value == "Biểu số II.06a/VPCP/KSTT"
    assert sheet["A3"].value == report.form.title
    assert sheet["A4"].value == "Kỳ báo cáo: từ ngày 01/10/2026 đến ngày 14/12/2026"
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
    row = first_row(sheet, report)
    assert sheet.print_title_rows == f"$6:${row - 1}"
    assert sheet.freeze_panes == f"C{row}"
    merged = {str(each) for each in sheet.merged_cells.ranges}
    assert {"C6:F6", "D7:E7", "A6:A8"} <= merged
    assert [cell.value for cell in sheet[row - 1]][2:5] == ["(3)=(4)+(5)+(6)", "(4)", "(5)"]


def test_indices_are_formulas_over_the_total() -> None:
    report = made("766")
    total = sheets.line(report.form, "Tổng số", received_online=82_580, received_new=91_798)
    lines = (replace(total, name="Hộ tịch"),)
    again = sheets.report("766", rows=lines, total=total).report
    sheet = opened(report_files.xlsx(again, "P"))
    reckoner = Reckoner(sheet)
    (row,) = [cell.row for cell in sheet["B"] if str(cell.value).endswith(": Hồ sơ nộp trực tuyến")]
    values = [reckoner.value(f"{column}{row}") for column in "CDE"]
    assert values == [82_580, 91_798, 90.0]
    assert "trên tổng số hồ sơ" in sheet[f"F{row}"].value


def test_an_empty_report_is_a_sheet_of_noughts() -> None:
    form = sheets.report_form("unit")
    empty = sheets.report("unit", rows=(), total=sheets.line(form, "Tổng số")).report
    sheet = opened(report_files.xlsx(empty, "P"))
    (row,) = [cell.row for cell in sheet["B"] if cell.value == "Tổng số"]
    reckoner = Reckoner(sheet)
    assert [reckoner.value(cell.coordinate) for cell in sheet[row][2:14]] == [0] * 11 + ["–"]


def test_csv_is_read_by_spreadsheets_here() -> None:
    report = made("07a")
    report = replace(report, lines=(replace(report.lines[0], name=NAME), *report.lines[1:]))
    text = report_files.plain_csv(report).decode("utf-8-sig")
    head, numbers, first, *_, last = text.split("\r\n")[:-1]
    assert report_files.plain_csv(report).startswith(b"\xef\xbb\xbf")
    assert head.split(";")[:2] == ["Lĩnh vực", "Tổng số"]
    assert numbers.split(";")[-1] == "(30)"
    assert first.startswith(f"'{NAME};")
    assert last.split(";")[0] == "Tổng số"
    assert last.split(";")[8] == "…"


def test_what_is_under_a_report_says_what_nobody_can_tell() -> None:
    said = list(report_files.notes(made("07a")))
    assert any(text.startswith("(29) Nhật ký của quầy không ghi") for text in said)
    assert said[-1].startswith("Căn cứ: Biểu số 07a/BTP")
