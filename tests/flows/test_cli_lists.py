"""Lists and figures from scripts: files that spreadsheets open, figures as data and on paper."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import pytest

from tests.flows.program import Program

PERIOD = ("--from", "2026-11-01", "--to", "2026-11-30")


def test_all_that_is_found_goes_into_a_file(
    desk: Program, ward: dict[int, str], tmp_path: Path
) -> None:
    out = tmp_path / "ds.csv"
    answer = desk("search", "h26", "--out", out, "--json")
    found = desk("search", "thu", "--out", out, "--json").data
    assert answer.status == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert len(rows) - 1 == found["dossiers"] > 0
    assert {row[0] for row in rows[1:]} <= set(ward.values())
    book = tmp_path / "ds.xlsx"
    assert desk("search", "thu", "--out", book).status == 0
    assert zipfile.is_zipfile(book)
    assert not list(tmp_path.glob(".*"))


@pytest.mark.usefixtures("ward")
def test_a_file_of_another_kind_is_refused(desk: Program, tmp_path: Path) -> None:
    answer = desk("search", "thu", "--out", tmp_path / "ds.pdf", "--json")
    assert answer.status == 1
    assert answer.data["error"]["code"] == "UnknownFileKindError"
    assert list(tmp_path.glob("*.pdf")) == []


def test_the_figures_are_data_and_a_paper(
    desk: Program, ward: dict[int, str], tmp_path: Path
) -> None:
    out = tmp_path / "figures.pdf"
    found = desk("report", "figures", *PERIOD, "--out", out, "--json").data
    assert out.read_bytes().startswith(b"%PDF")
    figures = {each["key"]: each for each in found["figures"]}
    assert len(figures) == 7
    in_hand = sum(sum(row["values"]) for row in figures["due"]["rows"])
    assert in_hand == sum(status in (2, 4) for status in ward)
    assert figures["reasons"]["rows"] == [{"name": "thiếu ảnh", "values": [1]}]
    plain = desk("report", "figures", *PERIOD)
    assert "Lý do yêu cầu bổ sung (hồ sơ)" in plain.text
    wrong = desk("report", "figures", "--from", "2026-11-30", "--to", "2026-11-01", "--json")
    assert wrong.status == 1
