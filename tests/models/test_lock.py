"""The writing lock between real processes: it names its holder and dies with it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading

import pytest
from sqlalchemy import text

from desk.models.engine import HOLDER, Database, LockedError, WriteLock
from tests.kit import Counter
from tests.processes import child, tell, wait_for

CHILDREN = "tests.models.children"
MOMENT = 0.2  # seconds: ten of patience would be tested the same


def test_a_second_writer_waits_and_is_told_who_holds_the_lock(counter: Counter) -> None:
    with child(CHILDREN, "hold", counter.folder) as process:
        wait_for(process, "ready")
        with pytest.raises(LockedError) as caught:
            Database(counter.folder, purpose="second", wait_s=MOMENT)
        assert caught.value.facts == {"pid": process.pid, "purpose": "holding"}
        Database(counter.folder, write=False).close()  # reading is free
    Database(counter.folder, purpose="third").close()


def test_a_writer_that_waits_gets_in_when_the_other_is_done(counter: Counter) -> None:
    with child(CHILDREN, "hold", counter.folder) as process:
        wait_for(process, "ready")
        threading.Timer(0.3, tell, (process,)).start()
        database = Database(counter.folder, purpose="patient")
        assert json.loads((counter.folder / HOLDER).read_text())["pid"] == os.getpid()
        database.close()


def test_the_lock_dies_with_its_process_and_so_does_half_a_write(counter: Counter) -> None:
    with child(CHILDREN, "half", counter.folder) as process:
        wait_for(process, "ready")
        process.send_signal(signal.SIGKILL)
        process.wait()
        database = Database(counter.folder, purpose="after")
        with database.read() as tx:
            found = tx.execute(text("SELECT count(*) FROM device WHERE name = 'half'")).scalar()
            assert found == 0
            assert tx.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        database.close()


def test_what_is_not_committed_is_seen_by_nobody(counter: Counter) -> None:
    with child(CHILDREN, "half", counter.folder) as process:
        wait_for(process, "ready")
        reader = Database(counter.folder, write=False)
        count = text("SELECT count(*) FROM device WHERE name = 'half'")
        with reader.read() as tx:
            assert tx.execute(count).scalar() == 0
        tell(process)
        wait_for(process, "written")
        with reader.read() as tx:
            assert tx.execute(count).scalar() == 1
        reader.close()


@pytest.mark.parametrize("written", ["", "{", "[]", '"x"', None])
def test_a_torn_note_about_the_holder_is_no_trouble(counter: Counter, written: str | None) -> None:
    with child(CHILDREN, "hold", counter.folder) as process:
        wait_for(process, "ready")
        note = counter.folder / HOLDER
        note.unlink() if written is None else note.write_text(written)
        with pytest.raises(LockedError) as caught:
            Database(counter.folder, wait_s=MOMENT)
        assert caught.value.facts == {"pid": "?", "purpose": "?"}


def test_two_counters_of_one_process_are_two_locks(counter: Counter) -> None:
    database = Database(counter.folder)
    with pytest.raises(LockedError) as caught:
        WriteLock(counter.folder, "again").acquire(0.1)
    assert caught.value.facts["pid"] == os.getpid()
    database.close()


def test_the_children_would_say_if_they_could_not_run(counter: Counter) -> None:
    with child(CHILDREN, "open", counter.folder) as process:
        _, said = process.communicate(timeout=60)
        assert (process.returncode, said) == (0, "")
    with child(CHILDREN, "open", counter.home / "nowhere") as process:
        with pytest.raises(AssertionError, match="NoDatabaseError"):
            wait_for(process, "ready")
        assert process.wait() == 1
    assert issubclass(subprocess.TimeoutExpired, Exception)
