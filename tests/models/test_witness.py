"""The witness: what it was told is there after any power cut, whatever else is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.models import witness as room
from desk.models.witness import EPOCH, Mark, Witness, machine_fingerprint

DAY, NEXT = date(2026, 11, 23), date(2026, 11, 24)
MARKS = st.builds(Mark, st.dates(date(2020, 1, 1), date(2099, 12, 31)), st.booleans())
RECORDS = st.lists(st.tuples(MARKS, st.integers(1, 9999)), max_size=20)
SAME_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    made = Witness(tmp_path / "state", "device", "machine")
    made.create()
    return made


def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "device-machine.numbers"


def test_a_machine_knows_whether_it_has_a_witness(tmp_path: Path) -> None:
    witness = Witness(tmp_path / "state", "device", "machine")
    assert not witness.exists()
    witness.create()
    assert witness.exists()
    assert (witness.highest(), witness.epoch()) == ({}, 1)
    assert not Witness(tmp_path / "state", "device", "another").exists()
    assert not Witness(tmp_path / "state", "other", "machine").exists()


def test_making_it_again_forgets_nothing(witness: Witness) -> None:
    witness.record(Mark(DAY, takeover=False), 1001)
    witness.create()
    assert witness.highest() == {Mark(DAY, takeover=False): 1001}


def test_days_blocks_and_epochs_are_kept_apart(witness: Witness) -> None:
    for mark, number in (
        (Mark(DAY, takeover=False), 1007),
        (Mark(DAY, takeover=False), 1003),  # back-dated days go up and down
        (Mark(DAY, takeover=True), 9101),
        (Mark(NEXT, takeover=False), 1001),
        (EPOCH, 4),
        (EPOCH, 2),
    ):
        witness.record(mark, number)
    assert witness.highest() == {
        Mark(DAY, takeover=False): 1007,
        Mark(DAY, takeover=True): 9101,
        Mark(NEXT, takeover=False): 1001,
    }
    assert witness.epoch() == 4


@SAME_FOLDER
@given(records=RECORDS, torn=st.binary(max_size=60), then=RECORDS)
def test_a_torn_line_hides_nothing_before_it_nor_after_it(
    tmp_path: Path, records: list[tuple[Mark, int]], torn: bytes, then: list[tuple[Mark, int]]
) -> None:
    path = file(tmp_path)
    path.unlink(missing_ok=True)
    witness = Witness(path.parent, "device", "machine")
    witness.create()
    highest: dict[Mark, int] = {}
    for part in (records, then):
        for mark, number in part:
            witness.record(mark, number)
            highest[mark] = max(number, highest.get(mark, 0))
        with path.open("ab") as data:
            data.write(torn)
    assert witness.highest() == highest


def test_a_line_cut_at_any_byte_is_no_line(tmp_path: Path, witness: Witness) -> None:
    witness.record(Mark(DAY, takeover=False), 1001)
    before = file(tmp_path).read_bytes()
    witness.record(Mark(DAY, takeover=False), 1002)
    after = file(tmp_path).read_bytes()
    for cut in range(len(before), len(after) - 1):
        file(tmp_path).write_bytes(after[:cut])
        assert witness.highest() == {Mark(DAY, takeover=False): 1001}
        witness.record(Mark(DAY, takeover=True), 9101)
        assert witness.highest()[Mark(DAY, takeover=True)] == 9101
    file(tmp_path).write_bytes(after[:-1])  # only the line's end is missing: the line is whole
    assert witness.highest() == {Mark(DAY, takeover=False): 1002}


def test_an_altered_digit_is_no_line(tmp_path: Path, witness: Witness) -> None:
    witness.record(Mark(DAY, takeover=False), 1001)
    data = file(tmp_path).read_bytes().replace(b" 1001 ", b" 1009 ")
    file(tmp_path).write_bytes(data)
    assert witness.highest() == {}


@pytest.mark.parametrize("records", [1, 200])
def test_it_is_rewritten_when_it_has_grown_and_keeps_what_counts(
    tmp_path: Path, witness: Witness, monkeypatch: pytest.MonkeyPatch, records: int
) -> None:
    for number in range(records):
        witness.record(Mark(DAY, takeover=False), 1001 + number)
    witness.record(EPOCH, 3)
    monkeypatch.setattr(room, "COMPACT_OVER", 1000)
    expected = {Mark(DAY, takeover=False): 1000 + records}
    assert witness.highest() == expected
    assert file(tmp_path).stat().st_size < 1000
    assert (witness.highest(), witness.epoch()) == (expected, 3)
    witness.record(Mark(DAY, takeover=False), 1900)
    assert witness.highest() == {Mark(DAY, takeover=False): 1900}
    assert [each.name for each in file(tmp_path).parent.iterdir()] == [file(tmp_path).name]


def test_a_half_written_rewriting_is_ignored(tmp_path: Path, witness: Witness) -> None:
    witness.record(Mark(DAY, takeover=False), 1001)
    file(tmp_path).with_suffix(".new").write_bytes(b"2026-")
    assert witness.highest() == {Mark(DAY, takeover=False): 1001}


def test_a_fingerprint_is_this_machines_and_does_not_tell_which_it_is() -> None:
    found = machine_fingerprint()
    assert found == machine_fingerprint()
    assert len(found) == 16
    assert int(found, 16) >= 0
    for path in (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id")):
        assert not path.exists() or found not in path.read_text()
