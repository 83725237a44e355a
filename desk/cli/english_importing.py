"""What `desk import` says of itself in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

IMPORTING: Final[Mapping[str, str]] = {
    "Nhập hồ sơ của phần mềm hoặc sổ cũ từ bảng tính; làm lại không nhập trùng.": (
        "Take in an earlier system's dossiers from a spreadsheet; done again, nothing comes twice."
    ),
    "Danh sách hồ sơ cũ: .xlsx hoặc .csv.": "A list of old dossiers: .xlsx or .csv.",
    "Tệp ánh xạ cột, TOML hoặc JSON.": "The map of its columns, TOML or JSON.",
    "Chỉ thử, không ghi gì.": "Only try; write nothing.",
    "Ghi lỗi của từng dòng ra tệp .csv.": "Write the errors of each row into a .csv file.",
    "Gợi ý tệp ánh xạ theo tiêu đề và chữ của tệp.": (
        "Suggest a map by the file's headings and letters."
    ),
    "Ghi tệp ánh xạ gợi ý (TOML).": "Write the suggested map (TOML).",
    "Trang tính, khi gợi ý.": "The sheet, for a suggestion.",
    "Lấy lại một đợt nhập.": "Take a batch back.",
    "Liệt kê các đợt đã nhập.": "List the batches that came in.",
    "Chưa chắc bảng mã của cột: {columns}": "The code of these columns is unsure: {columns}",
    "{done}/{count} dòng": "{done}/{count} rows",
    "Dòng": "Row",
    "Cột": "Column",
    "Lỗi": "Error",
    "Thử xong: {rows} dòng, sẽ nhập {new}, đã có {same}, khác trước {changed}, lỗi {refused}.": (
        "Tried: {rows} rows, {new} would come in, {same} are here, {changed} differ, "
        "{refused} have errors."
    ),
    "Đợt {batch}: {rows} dòng, đã nhập {new}, đã có {same}, khác trước {changed}, lỗi {refused}.": (
        "Batch {batch}: {rows} rows, {new} came in, {same} were here, {changed} differ, "
        "{refused} have errors."
    ),
    "  Dòng {row}, {column}: {text}": "  Row {row}, {column}: {text}",
    "  … và {number} lỗi khác": "  … and {number} more errors",
    "  ! {rows} dòng, {column}: {text}": "  ! {rows} rows, {column}: {text}",
    "Đã lấy lại {number} hồ sơ của đợt {batch}.": "{number} dossiers of {batch} were taken back.",
    "  Giữ lại {code}: đã có người làm tiếp": "  {code} stays: somebody has gone on with it",
    "{batch}  {at}  {by}  {dossiers} hồ sơ, đã lấy lại {taken_back}": (
        "{batch}  {at}  {by}  {dossiers} dossiers, {taken_back} taken back"
    ),
    "Chưa nhập đợt nào.": "Nothing has come in yet.",
}
