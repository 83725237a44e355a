"""Exports: what spreadsheets get, who may take it, and nothing left of what was stopped."""

from __future__ import annotations

import csv
import logging
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from desk.domain.lookup import Filter, Sort
from desk.domain.records import Actor
from desk.domain.rights import NotAllowedError
from desk.models.engine import DiskFailedError, ReadOnlyError
from desk.services import exporting
from desk.services.exporting import COLUMNS, UnknownFileKindError, export
from desk.services.workplace import Workplace
from tests.kit import Clock, Counter, act, administrator, person, receive
from tests.services import busy
from tests.services.busy import LAST, Ward

EVERY = Filter(voided=True)
NEWEST = Sort("received")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Counter, Ward]:
    counter = Counter(tmp_path_factory.mktemp("export") / "counter", clock=Clock(LAST)).make()
    with counter.open() as work:
        return counter, busy.fill(work, per_day=3)


@pytest.fixture
def ward(made: tuple[Counter, Ward]) -> Ward:
    return made[1]


@pytest.fixture
def year(made: tuple[Counter, Ward]) -> Iterator[Workplace]:
    with made[0].open(write=False) as work:
        yield work


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def cells_of(path: Path) -> tuple[str, str]:
    """Return the sheet's XML and that of its styles."""
    with zipfile.ZipFile(path) as book:
        return book.read("xl/worksheets/sheet1.xml").decode(), book.read("xl/styles.xml").decode()


def test_csv_has_every_dossier_under_a_vietnamese_head(
    year: Workplace, ward: Ward, tmp_path: Path
) -> None:
    path = tmp_path / "out" / "ds.csv"
    told: list[tuple[int, int]] = []

    def note(written: int, number: int) -> bool:
        told.append((written, number))
        return True

    number = export(year, administrator(year), EVERY, NEWEST, path, note)
    rows = rows_of(path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert rows[0] == [name for name, _, _ in COLUMNS]
    assert number == len(rows) - 1 == len(ward.dossiers)
    assert {row[0] for row in rows[1:]} == {d.code for d in ward.dossiers}
    assert told[0] == (0, number)
    assert told[-1] == (number, number)
    assert all(total == number for _, total in told)
    first = next(d for d in ward.dossiers if d.code == rows[1][0])
    assert first.received_at is not None
    assert f"{first.received_at:%d/%m/%Y %H:%M}" in rows[1]


def test_xlsx_has_real_dates_and_numbers_under_a_frozen_head(
    year: Workplace, ward: Ward, tmp_path: Path
) -> None:
    path = tmp_path / "ds.xlsx"
    number = export(year, administrator(year), EVERY, NEWEST, path, lambda *_: True)
    sheet, styles = cells_of(path)
    root = ET.fromstring(sheet)  # noqa: S314 - written by this very test
    space = {"x": root.tag[1 : root.tag.index("}")]}
    lines = root.findall(".//x:row", space)
    assert len(lines) - 1 == number == len(ward.dossiers)
    pane = root.find(".//x:pane", space)
    assert pane is not None
    assert pane.get("state") == "frozen"
    received = [name for name, _, _ in COLUMNS].index("Tiếp nhận")
    cell = lines[1].findall("x:c", space)[received]
    assert cell.get("t") is None  # a number, which the style shows as a date
    assert 46_000 < float(cell.findtext("x:v", "", space)) < 47_000
    assert "dd/mm/yyyy" in styles
    assert "<f>" not in sheet
    assert "Nguyễn" in sheet


@pytest.mark.parametrize("kind", [".csv", ".xlsx"])
def test_stopped_nothing_is_left(year: Workplace, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"ds{kind}"
    for most in (0, 500):

        def told(written: int, _: int, most: int = most) -> bool:
            return written < most

        stopped = export(year, administrator(year), EVERY, NEWEST, path, told)
        assert stopped is None
        assert list(tmp_path.iterdir()) == []


def test_an_older_file_stays_until_the_new_one_is_whole(year: Workplace, tmp_path: Path) -> None:
    path = tmp_path / "ds.csv"
    path.write_text("cũ", encoding="utf-8")
    export(year, administrator(year), EVERY, NEWEST, path, lambda *_: False)
    assert path.read_text(encoding="utf-8") == "cũ"


def test_only_those_with_the_right_take_data_out(year: Workplace, tmp_path: Path) -> None:
    for role in ("counter", "clerk", "citizen"):
        by = Actor(uid="u", login="x", name="X", role=role)
        with pytest.raises(NotAllowedError):
            export(year, by, EVERY, NEWEST, tmp_path / "ds.csv", lambda *_: True)
    leader = Actor(uid="u", login="x", name="X", role="leader")
    assert export(year, leader, EVERY, NEWEST, tmp_path / "ds.csv", lambda *_: True)


def test_the_log_says_who_and_how_many_and_nobodys_name(
    year: Workplace, tmp_path: Path, ward: Ward, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger=exporting.__name__):
        export(
            year,
            administrator(year),
            Filter(text="nguyen"),
            NEWEST,
            tmp_path / "x.csv",
            lambda *_: True,
        )
    (line,) = caplog.messages
    assert "admin" in line
    assert ".csv" in line
    assert "nguyen" not in line.lower()
    assert not any(d.subject.name in line for d in ward.dossiers)


def test_other_kinds_and_places_that_cannot_be_written_are_refused(
    year: Workplace, tmp_path: Path
) -> None:
    for name in ("ds.pdf", "ds"):
        with pytest.raises(UnknownFileKindError):
            export(year, administrator(year), EVERY, NEWEST, tmp_path / name, lambda *_: True)


def test_what_looks_like_a_formula_is_a_text(work: Workplace, tmp_path: Path) -> None:
    state = receive(work, submitter=person("=HYPERLINK(1)"))
    act(work, state, "void", reason="thử")
    path = tmp_path / "ds.csv"
    assert export(work, administrator(work), EVERY, NEWEST, path, lambda *_: True) == 1
    assert "'=HYPERLINK(1)" in rows_of(path)[1]
    assert export(work, administrator(work), EVERY, NEWEST, tmp_path / "x.xlsx", lambda *_: True)
    assert "<f>" not in cells_of(tmp_path / "x.xlsx")[0]


def test_a_folder_that_is_a_file_is_no_place(work: Workplace, tmp_path: Path) -> None:
    (tmp_path / "no").write_text("x", encoding="utf-8")
    with pytest.raises((ReadOnlyError, DiskFailedError, FileExistsError, NotADirectoryError)):
        export(work, administrator(work), EVERY, NEWEST, tmp_path / "no" / "x.csv", lambda *_: True)
