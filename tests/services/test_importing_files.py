"""Files in every bad state: none breaks anything, and each says what to do."""

from __future__ import annotations

import tracemalloc
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from desk.domain.errors import DeskError
from desk.domain.importing import Cell
from desk.domain.importing_plan import read_plan
from desk.domain.oldtext import Encoding
from desk.domain.records import Actor
from desk.services import importing, importing_files, importing_scan
from desk.services.importing_files import OldList, open_list
from desk.services.workplace import Workplace
from tests import old_lists as lists

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PLAN = read_plan(lists.MAP)


def code_of(path: Path, sheet: str = "") -> str:
    try:
        for _ in open_list(path, sheet).rows():
            pass
    except DeskError as error:
        return error.code
    return ""


def texts(old: OldList) -> list[list[Any]]:
    return [[each.value for each in cells] for _, cells in old.rows()]


def repacked(path: Path, into: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """Write a workbook anew with some of its parts changed."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return into


def with_part(path: Path, into: Path, name: str, data: bytes) -> Path:
    def change(part: str, old: bytes) -> bytes:
        return data if part == name else old

    return repacked(path, into, change)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return lists.workbook(tmp_path / "cu.xlsx", lists.rows(5))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "EmptyListError"),
        (b"\n\n", "EmptyListError"),
        (OLE + b"\0" * 2000, "OldWorkbookError"),
        (OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"), "LockedWorkbookError"),
        (b"PK\x03\x04 this is no archive", "DamagedWorkbookError"),
        (bytes(range(1, 32)) * 40, "NotAListError"),
        (b"a;" + b"x" * 200_000, "FieldTooLongError"),
    ],
)
def test_what_is_no_list_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(data)
    assert code_of(path) == code


def test_archives_of_other_kinds_are_refused(tmp_path: Path) -> None:
    for parts, code in (
        ({"readme.txt": b"x"}, "NotAListError"),
        ({"xl/workbook.bin": b"x"}, "OtherWorkbookError"),
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, "OtherWorkbookError"),
    ):
        path = tmp_path / "x.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
        assert code_of(path) == code
    assert code_of(tmp_path / "missing.xlsx") == "ListReadError"


def test_damage_inside_a_workbook_is_told(book: Path, tmp_path: Path) -> None:
    for name, wrong in (
        ("xl/workbook.xml", b"<workbook"),
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>"),
        ("xl/sharedStrings.xml", b"<sst></sst>"),
        ("xl/styles.xml", b"not xml"),
    ):
        changed = with_part(book, tmp_path / "x.xlsx", name, wrong)
        assert code_of(changed) == "DamagedWorkbookError", name
    whole = book.read_bytes()
    for size in range(0, len(whole), 211):
        (tmp_path / "cut.xlsx").write_bytes(whole[:size])
        assert code_of(tmp_path / "cut.xlsx") in {"EmptyListError", "DamagedWorkbookError"}


def test_entities_are_refused_before_anything_reads_them(book: Path, tmp_path: Path) -> None:
    laughs = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
    )
    outside = b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/hostname"><x/>'
    for name in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "docProps/core.xml"):
        for bad in (laughs, outside, laughs.decode().encode("utf-16")):
            changed = with_part(book, tmp_path / "x.xlsx", name, bad)
            assert code_of(changed) == "WorkbookEntityError"


def test_a_bomb_is_refused_by_what_it_says_of_itself(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing_scan, "LARGEST_PART", 5 << 20)
    bomb = repacked(
        book,
        tmp_path / "x.xlsx",
        lambda n, d: d + b" " * (6 << 20) if n == "xl/sharedStrings.xml" else d,
    )
    assert bomb.stat().st_size < 100_000
    assert code_of(bomb) == "WorkbookBombError"
    monkeypatch.setattr(importing_files, "LARGEST", 1000)
    assert code_of(book) == "ListTooBigError"


def test_too_many_rows_are_refused_early_and_many_are_read_in_little_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "big.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as made:
        sheet = made.add_worksheet()
        for row in range(20_000):
            sheet.write_row(row, 0, [f"Mã {row}", "Nguyễn Thị Ví Dụ", row])
    old = open_list(path)
    assert old.count == 20_000
    tracemalloc.start()
    assert sum(1 for _ in old.rows()) == 20_000
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 30 << 20
    monkeypatch.setattr(importing_files, "MOST_ROWS", 10_000)
    assert code_of(path) == "TooManyRowsError"
    text = tmp_path / "big.csv"
    text.write_text("a;b\n" * 10_002, encoding="utf-8")
    assert code_of(text) == "TooManyRowsError"


def test_macros_hidden_sheets_hidden_rows_and_merged_cells_are_told(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.append(["Mã", "Thủ tục", "Tên"])
    for row in range(4):
        sheet.append([f"m{row}", "Khai sinh" if row == 0 else None, "Ví Dụ"])
    sheet.merge_cells("B2:B4")
    sheet.merge_cells("A1:C1")
    sheet.row_dimensions[3].hidden = True
    made.create_sheet("Kho").sheet_state = "hidden"
    path = tmp_path / "x.xlsx"
    made.save(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macros")
    old = open_list(path)
    assert [(each.row, each.code) for each in old.told] == [
        (0, "ImportMacros"),
        (0, "ImportHiddenSheets"),
        (3, "ImportHiddenRow"),
        (2, "ImportMerged"),
    ]
    assert [row[1] for row in texts(old)[1:]] == ["Khai sinh", "Khai sinh", "Khai sinh", None]
    assert old.sheets == ("Sheet", "Kho")
    assert code_of(path, "Kho") == "EmptyListError"
    assert code_of(path, "Không có") == "SheetMissingError"


def test_formulas_count_by_their_stored_value(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        sheet.write_formula(0, 0, "=1+1", None, 2)
        sheet.write_formula(0, 1, "=A1&B1", None, "có")
    assert texts(open_list(path)) == [[2, "có"]]
    other = openpyxl.Workbook()
    other.active.append(["x", "=1+1", None])
    other.save(path)
    ((_, cells),) = open_list(path).rows()
    assert cells[1] == Cell(uncounted=True)


def test_fonts_say_what_their_letters_are(tmp_path: Path) -> None:
    for font, hint in (
        (".VnTime", Encoding.TCVN3),
        (".VnArialH", Encoding.TCVN3_CAPITALS),
        ("VNI-Times", Encoding.VNI),
        ("Arial", None),
    ):
        path = lists.workbook(tmp_path / "x.xlsx", lists.rows(1), font=font)
        rows = list(open_list(path).rows())
        assert {each.hint for each in rows[1][1] if isinstance(each.value, str)} == {hint}


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_text_is_read_whatever_parts_its_columns(
    tmp_path: Path, delimiter: str, encoding: str
) -> None:
    path = tmp_path / "x.csv"
    told = delimiter.join(["Mã", "Tên", "Ghi chú"]) + "\r\n"
    told += delimiter.join(["1", "Nguyễn Thị Ví Dụ", '"dòng 1\ndòng 2; a, b"']) + "\r\n"
    path.write_bytes(told.encode(encoding))
    old = open_list(path)
    assert old.delimiter == delimiter
    assert texts(old) == [
        ["Mã", "Tên", "Ghi chú"],
        ["1", "Nguyễn Thị Ví Dụ", "dòng 1\ndòng 2; a, b"],
    ]


def test_a_text_with_slips_stays_unicode_and_an_old_one_does_not(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes("Mã;Nguyễn Thị Ví Dụ;".encode() + b"\xff;a\x00b\n")
    (row,) = texts(open_list(path))
    assert row == ["Mã", "Nguyễn Thị Ví Dụ", "\ufffd", "a\x00b"]
    path.write_bytes("“NguyÔn” – V¨n;x\n".encode("cp1252"))
    assert texts(open_list(path)) == [["“NguyÔn” – V¨n", "x"]]


_NASTY: Mapping[str, tuple[int, Any]] = {
    "ControlCharacterError": (3, "Nguyễn\x07Thị"),
    "TextTooLongError": (3, "Nguyễn " * 60),
    "ImpossibleDateError": (8, "31/02/2019"),
    "ImportFutureError": (8, "01/12/2098"),
    "ImportAmountError": (12, -8000),
    "ImportDateError": (9, "hôm nào đó"),
    "ImportStatusError": (11, "=?"),
}


def test_nasty_cells_are_told_by_row_and_column_and_the_rest_comes_in(
    work: Workplace, admin: Actor, tmp_path: Path
) -> None:
    rows = lists.rows(20)
    for at, (place, value) in enumerate(_NASTY.values()):
        rows[at][place] = value
    rows[10][3] = "Nguyễn Thị Ví Dụ 😀"
    rows[11][3] = "محمد علي"
    rows[12][3] = "Nguyễn\u202eThị\u200b Ví Dụ"
    rows[13][3] = "Trần " + "Rất Dài " * 28  # 229 letters
    done = importing.bring(work, admin, lists.text(tmp_path / "x.csv", rows), PLAN)
    found = {(each.row, each.code) for each in done.errors}
    assert {(at + 2, code) for at, code in enumerate(_NASTY)} <= found
    assert all(each.column for each in done.errors)
    assert (done.new, done.refused) == (13, 7)


def test_an_empty_sheet_and_one_of_headings_alone(
    work: Workplace, admin: Actor, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.xlsx"
    openpyxl.Workbook().save(empty)
    assert code_of(empty) == "EmptyListError"
    alone = importing.bring(work, admin, lists.workbook(tmp_path / "h.xlsx", []), PLAN)
    assert (alone.rows, alone.new) == (0, 0)
    twice = (*lists.HEADINGS, "Mã hồ sơ")
    with pytest.raises(DeskError) as caught:
        importing.bring(work, admin, lists.workbook(tmp_path / "t.xlsx", [], twice), PLAN)
    assert caught.value.code == "HeadingTwiceError"
