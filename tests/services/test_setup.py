"""The first start: a folder becomes a counter, or stays what it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from desk.domain.errors import DeskError, InputError
from desk.models.engine import FILE, NoDatabaseError
from desk.services import checking, setup
from desk.services.setup import AlreadyInitialisedError
from tests.disks import disk, fill, read_only
from tests.kit import MONDAY, RESOURCES, Counter, administrator, receive


def initialise(home: Path, **facts: Any) -> str:
    place = {"unit": "H26.033.15", "commune": "00999", "name": "Phường Mẫu Giáo", "slot": 1}
    given: dict[str, Any] = place | facts
    return setup.initialise(home / "data", home / "witness", RESOURCES, MONDAY, **given)


def test_a_new_counter_is_whole_and_alone_in_its_folder(tmp_path: Path) -> None:
    device = initialise(tmp_path)
    assert next(path.name for path in (tmp_path / "witness").iterdir()).startswith(device)
    assert FILE in {path.name for path in (tmp_path / "data").iterdir()}
    assert not (tmp_path / "data" / "being-made").exists()
    counter = Counter(tmp_path, device=device)
    with counter.open() as work:
        assert administrator(work).role == "administrator"
        assert receive(work).code == "H26.033.15-261123-1001"
        assert checking.verify(work).problems == ()
    assert counter.rows("SELECT type FROM event ORDER BY id") == [
        ("DeviceOpened",),
        ("UserAdded",),
        ("Received",),
    ]


def test_an_empty_folder_is_fine_and_a_counters_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    initialise(tmp_path)
    before = (tmp_path / "data" / FILE).read_bytes()
    with pytest.raises(AlreadyInitialisedError) as caught:
        initialise(tmp_path, slot=2)
    assert caught.value.facts == {"folder": "data"}
    assert (tmp_path / "data" / FILE).read_bytes() == before


def test_a_log_without_its_database_is_not_played_into_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / f"{FILE}-wal").write_bytes(b"x")
    with pytest.raises(AlreadyInitialisedError):
        initialise(tmp_path)


@pytest.mark.parametrize(
    "facts",
    [
        {"unit": ""},
        {"unit": "không"},
        {"unit": "H" * 36},
        {"commune": "999"},
        {"commune": "0099A"},
        {"slot": 0},
        {"slot": 9},
        {"name": " "},
        {"name": "x" * 251},
        {"pattern": "{unit}-{number}"},
        {"admin_login": " "},
        {"password": "123"},
    ],
)
def test_what_cannot_be_printed_is_no_counter(tmp_path: Path, facts: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        initialise(tmp_path, **facts)
    with pytest.raises(NoDatabaseError), Counter(tmp_path).open():
        pass
    initialise(tmp_path)  # and the next try, with what is right, is as if there had been none
    with Counter(tmp_path).open() as work:
        assert checking.verify(work).problems == ()


def test_words_are_tidied(tmp_path: Path) -> None:
    initialise(tmp_path, unit=" H26.033.15 ", commune=" 00999 ", name="  Phường   Mẫu  Giáo ")
    found = Counter(tmp_path).rows("SELECT unit, commune, name FROM counter")
    assert found == [("H26.033.15", "00999", "Phường Mẫu Giáo")]


def test_codes_may_follow_another_pattern(tmp_path: Path) -> None:
    initialise(tmp_path, pattern="{unit}-{yyyymmdd}-{number:07d}")
    with Counter(tmp_path).open() as work:
        state = receive(work)
        assert state.code == "H26.033.15-20261123-0001001"
        assert state.barcode[:15] == "009992611231001"


def test_what_a_dead_beginning_left_is_cleared_away(tmp_path: Path) -> None:
    left = tmp_path / "data" / "being-made"
    left.mkdir(parents=True)
    (left / FILE).write_bytes(b"half")
    (left / f"{FILE}-wal").write_bytes(b"half")
    initialise(tmp_path)
    assert not left.exists()


def test_a_full_or_a_read_only_disk_has_its_name(tmp_path: Path) -> None:
    with disk(tmp_path / "disk", kilobytes=2048) as place:
        ballast = fill(place, leave=64 * 1024)
        with pytest.raises(DeskError) as caught:
            initialise(place)
        assert caught.value.code == "DiskFullError"
        ballast.unlink()
        initialise(place)
        with Counter(place).open() as work:
            assert checking.verify(work).problems == ()
    with disk(tmp_path / "other", kilobytes=2048) as place:
        read_only(place)
        with pytest.raises(DeskError) as caught:
            initialise(place)
        assert caught.value.code == "ReadOnlyError"
