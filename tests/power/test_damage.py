"""Damaged databases, logs, witnesses, keys and files (`make soak`: ten thousand of them)."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from desk.models import ruletext
from desk.models.engine import FILE, CorruptDatabaseError
from desk.models.keystore import KeysUnreadableError
from desk.services import backup, checking
from tests.flows.stage import prove, settle, staged
from tests.kit import COPIES, Counter, act, receive
from tests.power.damage import (
    HARMLESS,
    NAMED,
    NOTICED,
    REFUSED,
    Damage,
    WrongAnswerError,
    campaign,
    cut_off,
    day,
    zero,
)


def test_damage_is_found_out_or_does_no_harm(counter: Counter, tmp_path: Path) -> None:
    base = day(counter, tmp_path / "base")
    seen = campaign(counter, base, tmp_path, range(60))
    assert seen.images == sum(seen.outcomes.values()) == 60
    assert set(seen.outcomes) == {REFUSED, NAMED, NOTICED, HARMLESS}


def test_the_campaign_finds_rules_that_nobody_proves(
    counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = day(counter, tmp_path / "base")
    monkeypatch.setattr(ruletext, "_proven", lambda _, __, text: text)
    with pytest.raises(WrongAnswerError, match=r"ruleset|paper_base"):
        campaign(counter, base, tmp_path, range(30, 130))


@pytest.mark.parametrize(
    ("altered", "found"),
    [
        ("DELETE FROM blob", "FileUnwritten"),
        ("UPDATE blob SET pages = 7", "FileUnwritten"),
        ("UPDATE event SET salt = CAST(hex(salt) AS TEXT) WHERE id = 3", "DamagedFile"),
        ("UPDATE dossier SET words = char(0) WHERE id = 2", "WrongProjection"),
        ("UPDATE ruleset SET active = 0 WHERE kind = 'catalogue'", "AlteredRules"),
    ],
)
def test_what_no_page_check_finds_is_named(
    counter: Counter, tmp_path: Path, altered: str, found: str
) -> None:
    home = day(counter, tmp_path / "base")
    other = replace(counter, home=home)
    other.plant(altered)
    with other.open() as work:
        assert found in {each.code for each in checking.verify(work).problems}


def test_a_reference_that_leads_to_no_key_is_named(counter: Counter) -> None:
    with counter.open():
        pass
    with closing(sqlite3.connect(counter.database)) as link:
        link.execute("PRAGMA writable_schema=ON")
        link.execute(
            "UPDATE sqlite_master SET sql = replace(sql, 'KEY (name)', 'KEY (feed)') "
            "WHERE name = 'target'"
        )
        link.commit()
    with counter.open() as work:
        assert "DamagedFile" in {each.code for each in checking.verify(work).problems}


def test_a_table_whose_name_lost_a_letter_is_damage(counter: Counter) -> None:
    with counter.open():
        pass
    counter.plant("ALTER TABLE preference RENAME TO preferense")
    with pytest.raises(CorruptDatabaseError), counter.open():
        pass


def test_a_fee_that_was_altered_is_no_fee(counter: Counter) -> None:
    with counter.open():
        pass
    counter.plant("UPDATE ruleset SET data = replace(data, '8000', '9000')")
    with counter.open() as work:
        assert "AlteredRules" in {each.code for each in checking.verify(work).problems}
        with pytest.raises(CorruptDatabaseError):
            receive(work, COPIES)


def test_a_key_with_one_wrong_letter_is_no_key(counter: Counter) -> None:
    with counter.open() as work:
        work.keys.put("token city", "abcdef")
        assert work.keys.get("token city") == "abcdef"
    (file,) = counter.witnesses.glob("*.keys")
    file.write_bytes(file.read_bytes().replace(b"abcdef", b"abcdeg"))
    with counter.open() as work, pytest.raises(KeysUnreadableError):
        work.keys.get("token city")


def test_a_log_file_whose_end_is_lost_is_noticed_though_no_number_is(
    counter: Counter, tmp_path: Path
) -> None:
    with counter.open() as work:
        made = receive(work)
        work.database.rest()
        act(work, made, "claim")
        shutil.copytree(counter.home, tmp_path / "cut")
    for end in ("wal", "shm"):
        (tmp_path / "cut" / "data" / f"{FILE}-{end}").unlink()
    cut = Counter(tmp_path / "cut", device=counter.device, clock=counter.clock)
    with cut.open() as work:
        assert work.outcome.epoch == "restored"
        assert [each.code for each in work.tidings()] == ["NumbersRestored"]
    with counter.open() as work:
        assert work.outcome.epoch == ""


@pytest.mark.parametrize("how", [cut_off, zero], ids=["cut off", "zeroed"])
def test_from_a_damaged_database_there_is_a_way_back(how: Damage, tmp_path: Path) -> None:
    """The backup is put back; what came after it comes from the city, and all are equal."""
    with staged(tmp_path) as stage:
        desk = stage.one
        printed = [receive(desk.work)]
        copy = backup.make(desk.work, tmp_path / "copies", lambda *_: True)
        printed += [receive(desk.work) for _ in range(2)]
        settle(stage.one, stage.two)
        desk.close()
        database = desk.counter.database
        data = bytearray(database.read_bytes())
        how(data, random.Random(1))  # noqa: S311 - told by its seed
        data[:16] = bytes(16)
        database.write_bytes(data)
        with pytest.raises(CorruptDatabaseError):
            desk.open()
        desk.counter.put_back(Path(copy.folder))
        assert desk.open().outcome.epoch == "restored"
        settle(stage.one, stage.two)
        assert prove(stage.one, stage.two) == len(printed)
        printed.append(receive(desk.work))
        assert len({each.code for each in printed}) == len(printed)
        assert {each.uid for each in printed[:-1]} == set(stage.city.dossiers())
