"""A full disk: a plain answer, nothing half-written, and on it goes once there is room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desk.models.engine import DiskFullError
from desk.services import checking, intake, print_queue
from desk.services.workplace import Workplace
from tests.disks import disk, fill
from tests.kit import Counter, act, administrator, application, number_of, receive


@pytest.fixture
def small(tmp_path: Path, made_once: Counter) -> Iterator[Counter]:
    """Return a counter whose data are on a disk of three megabytes, its witness on a large one."""
    with disk(tmp_path / "disk", kilobytes=3072) as place:
        home = place / "counter"
        made = replace(made_once, home=home)
        home.mkdir()
        made_once.copy_to(home / "data")
        (home / "witness").symlink_to(tmp_path / "witness")
        (tmp_path / "witness").mkdir()
        for path in made_once.witnesses.iterdir():
            (tmp_path / "witness" / path.name).write_bytes(path.read_bytes())
        yield made


def sound(work: Workplace, codes: list[str]) -> None:
    verdict = checking.verify(work)
    assert verdict.problems == ()
    with work.database.read() as tx:
        found = tx.exec_driver_sql("SELECT code FROM dossier ORDER BY id").scalars().all()
    assert found == codes


def test_receiving_until_the_disk_is_full_and_after(small: Counter) -> None:
    codes: list[str] = []
    with small.open() as work:
        ballast = fill(small.home.parent, leave=192 * 1024)
        with pytest.raises(DiskFullError) as caught:
            for _ in range(1000):
                codes.append(receive(work).code)
        assert caught.value.facts == {"folder": "data"}
        assert codes
        sound(work, codes)
        for _ in range(3):
            with pytest.raises(DiskFullError):
                receive(work)
        sound(work, codes)  # reading goes on
        ballast.unlink()
        again = receive(work)
        # The number that could not be written was never printed, so it is still the next.
        assert number_of(again) == 1001 + len(codes)
        act(work, again, "claim")
        sound(work, [*codes, again.code])
    with small.open() as work:
        sound(work, [*codes, again.code])


def test_every_step_says_so_and_changes_nothing(small: Counter) -> None:
    with small.open() as work:
        state = receive(work)
        admin = administrator(work)
        fill(small.home.parent)
        before = small.database.with_name("desk.db-wal").read_bytes()
        for attempt in (
            lambda: act(work, state, "claim"),
            lambda: act(work, state, "supplement", reason="x" * 5000),
            lambda: intake.turn_away(work, "refusal", application(), admin, reason="x", items=()),
            lambda: print_queue.take(work),
        ):
            with pytest.raises(DiskFullError):
                attempt()
        sound(work, [state.code])
        assert len(before) <= small.database.with_name("desk.db-wal").stat().st_size


@pytest.mark.parametrize("left", [0, 4096, 16 * 4096, 40 * 4096, 256 * 4096])
def test_opening_with_hardly_any_room(small: Counter, left: int) -> None:
    """Whatever room is left, there is an answer with a name or there is a dossier."""
    ballast = fill(small.home.parent, leave=left)
    codes: list[str] = []
    try:
        with small.open() as work:
            for _ in range(5):
                codes.append(receive(work).code)
    except DiskFullError:
        assert left < 256 * 4096
    ballast.unlink()
    with small.open() as work:
        sound(work, codes)
        codes.append(receive(work).code)
        sound(work, codes)
        assert len(set(codes)) == len(codes)


def test_a_full_disk_under_the_witness(tmp_path: Path, counter: Counter) -> None:
    with disk(tmp_path / "disk", kilobytes=256) as place:
        counter.witnesses.rename(tmp_path / "kept")
        counter.witnesses.symlink_to(place)
        for path in (tmp_path / "kept").iterdir():
            (place / path.name).write_bytes(path.read_bytes())
        with counter.open() as work:
            first = receive(work)
            ballast = fill(place)
            with pytest.raises(DiskFullError):
                for _ in range(400):  # the block that its last line is in has room for some
                    receive(work)
            with work.database.read() as tx:
                codes = tx.exec_driver_sql("SELECT code FROM dossier ORDER BY id").scalars().all()
            sound(work, list(codes))
            ballast.unlink()
            more = receive(work)
        assert (first.code, number_of(more)) == (codes[0], 1001 + len(codes))
        with counter.open() as work:
            assert work.outcome.epoch == ""
            sound(work, [*codes, more.code])
        counter.witnesses.unlink()


def test_an_upgrade_on_a_full_disk_changes_nothing(small: Counter, tmp_path: Path) -> None:
    from tests.models.revisions import open_as_tomorrow, write  # noqa: PLC0415 - only here

    with small.open() as work:
        codes = [receive(work).code]
    scripts = write(tmp_path / "scripts")
    ballast = fill(small.home.parent, leave=16 * 1024)
    with pytest.raises(DiskFullError):
        open_as_tomorrow(small.folder, scripts)
    ballast.unlink()
    with small.open() as work:
        sound(work, codes)
    open_as_tomorrow(small.folder, scripts).close()
    assert small.rows("SELECT badge FROM staff") == [("thẻ admin",)]
