"""Whatever happens to a stick: a bundle is whole or refused, nothing is lost or half applied."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desk.city import courier as room
from desk.services import checking, keys
from desk.wire.bundle import BundleError
from desk.wire.stick import StickFullError, StickGoneError, StickReadOnlyError
from tests import disks
from tests.flows.stage import UNIT, Stage, prove, settle
from tests.flows.test_courier import (
    city_of,
    city_reads,
    city_writes,
    read,
    stage,
    usb,
    waiting,
    write,
)
from tests.kit import receive
from tests.processes import child

__all__ = ["stage", "usb"]

GRAIN = 4096


def fat(stage: Stage, dossiers: int = 6, size: int = 6000) -> None:
    """Write dossiers that do not pack well, so that a bundle has some length."""
    for _ in range(dossiers):
        receive(stage.one.work, note=os.urandom(size // 2).hex())


def places(path: Path) -> Iterator[int]:
    """Return a place in every four kilobytes of a file, and its ends."""
    size = path.stat().st_size
    yield from sorted({0, size - 1, *range(17, size, GRAIN)})


def flipped(path: Path, place: int) -> None:
    with path.open("r+b") as file:
        file.seek(place)
        byte = file.read(1)
        file.seek(place)
        file.write(bytes([byte[0] ^ 0x40]))


def refuses(stage: Stage, usb: Path) -> bool:
    """Let the city read; whether it refused, with a reason, and took nothing."""
    held = stage.city.events()
    told = city_reads(stage, usb)
    assert stage.city.events() == held
    assert all(each.error and each.reason for each in told)
    return True


def test_every_flipped_byte_and_every_cut_is_found_by_the_city(stage: Stage, usb: Path) -> None:
    fat(stage)
    write(stage.one, usb, limit=1)
    files = sorted(usb.iterdir())
    assert len(files) > 1
    seen = 0
    for file in files:
        whole = file.read_bytes()
        for place in places(file):
            flipped(file, place)
            assert refuses(stage, usb)
            file.write_bytes(whole[:place])
            assert refuses(stage, usb)
            file.write_bytes(whole)
            seen += 2
        file.write_bytes(whole + b"x")
        assert refuses(stage, usb) or file.name.count("-") == 1
        file.unlink()
        assert refuses(stage, usb)
        file.write_bytes(whole)
    assert seen >= 20
    assert city_reads(stage, usb)[0].new > 0  # mended, it is taken as a whole


def test_every_flipped_byte_and_every_cut_is_found_by_the_counter(stage: Stage, usb: Path) -> None:
    stage.line.cut_at(None, None)
    for _ in range(6):
        receive(stage.two.work, note=os.urandom(3000).hex())
    stage.two.exchange()
    stage.line.cut_at(0, 0)
    write(stage.one, usb)
    city_reads(stage, usb)
    city_writes(stage, usb, limit=1)
    before = stage.one.counter.rows("SELECT count(*) FROM event")
    for file in sorted(usb.iterdir()):
        whole = file.read_bytes()
        for place in places(file):
            for bad in (whole[:place], None):
                if bad is None:
                    file.write_bytes(whole)
                    flipped(file, place)
                else:
                    file.write_bytes(bad)
                with pytest.raises(BundleError):
                    read(stage.one, usb)
        file.write_bytes(whole)
    assert stage.one.counter.rows("SELECT count(*) FROM event") == before
    assert read(stage.one, usb).new >= 6


def test_parts_of_two_bundles_mixed(stage: Stage, usb: Path, tmp_path: Path) -> None:
    fat(stage)
    first = write(stage.one, usb, limit=1)
    kept = tmp_path / "kept"
    shutil.copytree(usb, kept)
    stage.clock.pass_(minutes=1)
    second = write(stage.one, usb, limit=1)
    assert not list(usb.glob(f"desk-{first.bundle}*"))  # the newer one has all of it
    for number in range(1, min(first.parts, second.parts) + 1):
        mine = usb / f"desk-{second.bundle}-{number:03}.mcb"
        whole = mine.read_bytes()
        shutil.copy(kept / f"desk-{first.bundle}-{number:03}.mcb", mine)
        assert refuses(stage, usb)
        mine.write_bytes(whole)
    # A list under the other one's name leads nowhere either.
    shutil.copy(kept / f"desk-{first.bundle}.mcb", usb / f"desk-{second.bundle}.mcb")
    assert refuses(stage, usb)


def test_a_bundle_of_another_ward_or_for_another_counter(stage: Stage, usb: Path) -> None:
    write(stage.one, usb)
    city_reads(stage, usb)
    city_writes(stage, usb)
    with pytest.raises(BundleError) as told:
        read(stage.two, usb)  # sealed to counter 1
    assert told.value.code == "NotForHereError"
    mine = keys.signer(stage.one.work).public.fingerprint
    assert told.value.facts == {"others": 1, "bad": 0, "whom": f"{UNIT} · {mine[:9]}"}
    stage.one.close()
    stage.one.counter.plant("UPDATE counter SET unit = 'H26.033.99'")
    stage.one.open()
    with pytest.raises(BundleError) as told:
        read(stage.one, usb)
    assert told.value.facts["reason"] == "unit"


def test_an_answer_of_another_city_is_refused(stage: Stage, usb: Path) -> None:
    write(stage.one, usb)
    city_reads(stage, usb)
    city_writes(stage, usb)
    stage.one.counter.plant(
        'UPDATE target SET public = replace(public, \'"sign":"\', \'"sign":"00\')'
    )
    stage.one.close()
    stage.one.open()
    with pytest.raises(BundleError) as told:
        read(stage.one, usb)
    assert told.value.facts["reason"] == "forged"


def test_a_full_stick_keeps_what_it_had(stage: Stage, tmp_path: Path) -> None:
    fat(stage)
    with disks.disk(tmp_path / "small", kilobytes=512) as small:
        ballast = disks.fill(small, leave=8192)
        before = waiting(stage.one)
        with pytest.raises(StickFullError):
            write(stage.one, small)
        assert [each.name for each in small.iterdir()] == [ballast.name]
        assert waiting(stage.one) == before
        ballast.unlink()
        write(stage.one, small)
        city_reads(stage, small)
        disks.fill(small, leave=0)
        with pytest.raises(StickFullError):
            city_writes(stage, small)
        assert len(list(small.glob("desk-*"))) == 2  # ours is still there: nothing answers it yet


def test_a_stick_that_cannot_be_written_or_is_not_there(stage: Stage, tmp_path: Path) -> None:
    with disks.disk(tmp_path / "locked", kilobytes=256) as locked:
        disks.read_only(locked)
        with pytest.raises(StickReadOnlyError):
            write(stage.one, locked)
    with pytest.raises(StickGoneError):
        write(stage.one, tmp_path / "nowhere")
    with pytest.raises(StickGoneError):
        read(stage.one, tmp_path / "nowhere")


def test_a_stick_pulled_while_it_is_read_is_read_again(stage: Stage, usb: Path) -> None:
    fat(stage, dossiers=12)
    write(stage.one, usb)
    (list_,) = [each for each in usb.iterdir() if each.name.count("-") == 1]
    pulls = 0

    def pulled(done: int, whole: int) -> bool:
        nonlocal pulls
        if whole and done > whole * 2 // 3:  # the last third is where things are taken in
            pulls += 1
            raise OSError(5, "pulled")
        return True

    with pytest.raises(StickGoneError), city_of(stage) as store:
        room.read(store, usb, stage.clock(), pulled)
    assert pulls == 1
    assert list_.exists()
    assert city_reads(stage, usb)[0].error == ""
    city_writes(stage, usb)
    assert read(stage.one, usb).attention == 0
    assert waiting(stage.one) == 0
    stage.one.account()


# -- the power goes --------------------------------------------------------------------------------


class Power:
    """Lives that are ended at a step, in processes of their own."""

    def __init__(self, process: subprocess.Popen[str], stage: Stage, usb: Path) -> None:
        self.process, self.stage, self.usb = process, stage, usb

    def run(self, act: str, die_at: int) -> bool:
        """Do something, dying at a step; whether it died."""
        told = {
            "act": act,
            "die_at": die_at,
            "usb": str(self.usb),
            "home": str(self.stage.one.counter.home),
            "city": self.stage.city.address,
            "now": f"{self.stage.clock():%Y-%m-%d %H:%M:%S}",
            "limit": 1,
        }
        self.stage.one.close()
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(told) + "\n")
        self.process.stdin.flush()
        ended = self.process.stdout.readline().strip()
        assert ended in ("killed", "whole"), self._why()
        self.stage.one.open()
        self.stage.clock.pass_(seconds=1)
        return ended == "killed"

    def _why(self) -> str:
        self.process.kill()
        assert self.process.stderr is not None
        return self.process.stderr.read()


def deaths(stage: Stage, usb: Path, lives: Any) -> int:
    """End every act at each of `lives`, and after each death carry the stick to the end."""
    killed = 0
    with child("tests.courier_child") as process:
        power = Power(process, stage, usb)
        for act in ("write", "city-read", "city-write", "read"):
            for die_at in lives:
                fat(stage, dossiers=1, size=80_000)
                for step in ("write", "city-read", "city-write", "read"):
                    died = step == act and power.run(step, die_at)
                    killed += died
                    if died or step != act:
                        assert not power.run(step, 0), step
                assert waiting(stage.one) == 0, (act, die_at)
                stage.one.account()
                assert not list(usb.glob("*.new"))
                assert checking.verify(stage.one.work).ok
    return killed


def test_the_power_goes_at_any_step(stage: Stage, usb: Path) -> None:
    assert deaths(stage, usb, (2, 9)) >= 6
    stage.line.cut_at(None, None)
    settle(stage.one, stage.two)
    prove(stage.one, stage.two)


@pytest.mark.soak
def test_the_power_goes_at_every_step(stage: Stage, usb: Path) -> None:
    assert deaths(stage, usb, range(1, 40)) >= 100
    stage.line.cut_at(None, None)
    settle(stage.one, stage.two)
    prove(stage.one, stage.two)
