"""`desk backup`: a proven copy from the command line, whether or not the window is open."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desk.models.blobs import FOLDER as FILES
from desk.models.engine import FILE, Database
from tests.flows.program import Program


def test_a_copy_is_proven_and_opens_as_the_counter_it_was(desk: Program, tmp_path: Path) -> None:
    code = desk.received()["code"]
    made = desk("backup", tmp_path / "copies", "--json")
    assert made.status == 0
    place = Path(made.data["folder"])
    assert place == tmp_path / "copies" / "desk-20261123-083000"
    assert made.data["at"] == "2026-11-23T08:30:00+07:00"
    assert made.data["events"] == desk("verify", "--json").data["events"]
    assert made.data["bytes"] >= (place / FILE).stat().st_size
    shutil.rmtree(desk.folder)
    place.rename(desk.folder)
    assert desk.standing() == (1, [code])


def test_it_is_told_in_words_in_the_users_language(
    desk: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = desk("backup", tmp_path / "a").text
    assert told.startswith("Đã sao lưu")
    assert str(tmp_path / "a") in told
    monkeypatch.setenv("DESK_LANGUAGE", "en")
    assert desk("backup", tmp_path / "b").text.startswith("Copied")


def test_the_window_may_stay_open(desk: Program, tmp_path: Path) -> None:
    window = Database(desk.folder, purpose="window")
    assert desk("backup", tmp_path / "copies", "--json").status == 0
    window.close()


def test_a_damaged_copy_is_a_known_error_and_nothing_is_left(desk: Program, tmp_path: Path) -> None:
    name = "0" * 62  # a stored file whose content is not what its name says
    stored = desk.folder / FILES / "ab" / name
    stored.parent.mkdir(parents=True)
    stored.write_bytes(b"not what its name says")
    answer = desk("backup", tmp_path / "copies", "--json")
    assert (answer.status, answer.error) == (1, "BackupDamagedError")
    assert list((tmp_path / "copies").iterdir()) == []


def test_where_no_folder_can_be_is_a_known_error(desk: Program, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    answer = desk("backup", tmp_path / "file" / "copies", "--json")
    assert answer.status == 1
    assert desk("backup").status == 2
    nowhere = desk("backup", tmp_path / "copies", "--data", tmp_path / "none", "--json")
    assert (nowhere.status, nowhere.error) == (1, "NoDatabaseError")
