"""A ward without a network: what it wrote travels on a stick, and the answer comes back on it."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from desk import messages
from desk.app import city as city_room
from desk.app import courier, exchange
from desk.city import answers
from desk.city import courier as room
from desk.city.revoke import revoke
from desk.city.shelf import shelf_of
from desk.city.store import Store
from desk.domain.views import FilesStatus
from desk.models.blobs import Blobs
from desk.services import keys, reference, targets
from desk.services.files import offer
from desk.sync.courier import OtherAnswerError
from desk.ui import words
from desk.wire import stick
from desk.wire.bundle import NotForHereError
from desk.wire.files import LARGEST_PIECE
from desk.wire.stick import SPARE, CourierStoppedError
from tests.flows.papers import GRAIN_BYTES, attach, is_whole, noise
from tests.flows.stage import UNIT, Desk, Stage, prove, settle
from tests.kit import receive


@pytest.fixture
def stage(stage: Stage) -> Stage:
    settle(stage.one, stage.two)
    stage.line.cut_at(0, 0)  # from now on nothing goes over the wire
    return stage


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    made = tmp_path / "usb"
    made.mkdir()
    return made


def on(_done: int, _total: int) -> bool:
    return True


def write(desk: Desk, usb: Path, **words: Any) -> Any:
    return courier.write(desk.work, usb, on, **words)


def read(desk: Desk, usb: Path) -> Any:
    return courier.read(desk.work, usb, on)


@contextmanager
def city_of(stage: Stage) -> Iterator[Store]:
    store = Store(stage.city.address, stage.clock())
    try:
        yield store
    finally:
        store.close()


def city_reads(stage: Stage, usb: Path) -> list[Any]:
    with city_of(stage) as store:
        return room.read(store, usb, stage.clock(), on, shelf=shelf_of(stage.city.address))


def city_writes(stage: Stage, usb: Path, **words: Any) -> list[Any]:
    with city_of(stage) as store:
        shelf = shelf_of(stage.city.address)
        return answers.write(store, usb, stage.clock(), on, shelf=shelf, **words)


def waiting(desk: Desk) -> int:
    return sum(each.waiting for each in targets.statuses(desk.work))


def names(usb: Path) -> list[str]:
    return sorted(each.name for each in usb.iterdir())


def test_a_stick_goes_there_and_back(stage: Stage, usb: Path) -> None:
    mine = [receive(stage.one.work) for _ in range(3)]
    before = waiting(stage.one)
    made = write(stage.one, usb)
    assert (made.events, waiting(stage.one)) == (before, before)  # nothing counts as sent
    (told,) = city_reads(stage, usb)
    assert (told.error, told.events, told.new) == ("", before, before)
    assert all(dossier.uid in stage.city.dossiers() for dossier in mine)
    assert waiting(stage.one) == before
    city_writes(stage, usb)
    heard = read(stage.one, usb)
    assert (heard.confirmed, heard.attention, heard.stale) == (before, 0, False)
    assert waiting(stage.one) == 0
    stage.one.account()
    # The other counter's stick brings what this one wrote.
    write(stage.two, usb)
    city_reads(stage, usb)
    city_writes(stage, usb)
    assert read(stage.two, usb).new >= 3
    assert stage.two.see(mine[0]).uid == mine[0].uid
    stage.line.cut_at(None, None)
    settle(stage.one, stage.two)
    assert prove(stage.one, stage.two) >= 3


def test_the_answers_of_a_city_and_of_a_hub_on_one_stick(stage: Stage, usb: Path) -> None:
    address = city_room.database_url(usb.with_name("hub"), hub=True)
    with city_room.running(address, hub=True, clock=stage.clock) as ready:
        code = city_room.enroll(address, unit=UNIT, clock=stage.clock)
        exchange.connect(stage.one.work, ready.url, code, name="hub")
    receive(stage.one.work)
    write(stage.one, usb)
    courier.write(stage.one.work, usb, on, target="hub")
    city_reads(stage, usb)
    city_writes(stage, usb)
    with pytest.raises(OtherAnswerError) as told:  # there is the city's alone
        courier.read(stage.one.work, usb, on, target="hub")
    said = str(messages.words(told.value))
    assert "do “thành phố” gửi cho quầy này; lần này đọc trả lời của “hub”" in said
    stage.clock.pass_(minutes=1)
    store = Store(address, stage.clock(), hub=True)
    room.read(store, usb, stage.clock(), on)
    answers.write(store, usb, stage.clock(), on)
    with pytest.raises(NotForHereError) as left:  # the city's answer is nothing to a hub
        room.read(store, usb, stage.clock(), on)
    store.close()
    assert left.value.facts["whom"] == f"{UNIT} · Quầy 1"
    assert read(stage.one, usb).confirmed > 0  # the city's, though the hub's is newer
    assert courier.read(stage.one.work, usb, on, target="hub").confirmed > 0


def test_the_answer_proves_that_both_sides_hold_the_same(stage: Stage, usb: Path) -> None:
    def carried() -> Any:
        city_reads(stage, usb)
        stage.clock.pass_(hours=1)  # on the road
        city_writes(stage, usb)
        written = stage.clock()
        stage.clock.pass_(hours=1)
        return written

    receive(stage.one.work)
    write(stage.one, usb)
    written = carried()
    assert read(stage.one, usb).agreed == "equal"
    (status,) = targets.statuses(stage.one.work)
    assert status.proof is not None
    assert (status.proof.same, status.proof.ours, status.proof.theirs) == (1, 1, 1)
    assert status.proof.at == written
    assert words.sameness("city", status.proof, stage.clock()).startswith(
        "Thành phố xác nhận 1/1 hồ sơ trùng khớp, "
    )
    # What is written while the stick is on its way, it can say nothing of.
    write(stage.one, usb)
    carried()
    receive(stage.one.work)
    assert read(stage.one, usb).agreed == "waiting"
    (status,) = targets.statuses(stage.one.work)
    assert status.proof is not None
    assert (status.proof.at, status.proof.same, status.proof.unsent) == (written, 1, 1)
    # Where the city holds something else, the stick tells that much.
    write(stage.one, usb)
    stage.city.down()
    stage.city.change("UPDATE dossier SET leaf = zeroblob(32)")
    stage.city.up()
    carried()
    assert read(stage.one, usb).agreed == "different"


def test_reading_twice_and_both_ways_at_once_is_harmless(stage: Stage, usb: Path) -> None:
    receive(stage.one.work)
    write(stage.one, usb)
    kept = usb.parent / "copy"
    shutil.copytree(usb, kept)
    assert city_reads(stage, usb)[0].new > 0
    assert city_reads(stage, usb)[0].already
    city_writes(stage, usb)
    stage.line.cut_at(None, None)
    settle(stage.one, stage.two)  # the wire is faster than the way back
    receive(stage.two.work)
    settle(stage.one, stage.two)
    receive(stage.one.work)
    heard = read(stage.one, usb)
    assert heard.stale or heard.new == 0
    assert read(stage.one, usb).already
    # The old bundle once more, long after: nothing of it is news.
    held = stage.city.events()
    assert all(each.already for each in city_reads(stage, kept))
    assert stage.city.events() == held
    settle(stage.one, stage.two)
    prove(stage.one, stage.two)
    stage.one.account()


def test_a_bundle_of_many_parts(stage: Stage, usb: Path) -> None:
    for number in range(40):
        receive(stage.one.work, note=os.urandom(1500).hex() + str(number))
    made = write(stage.one, usb, limit=1)
    assert made.parts > 1
    assert len(names(usb)) == made.parts + 1
    (told,) = city_reads(stage, usb)
    assert (told.error, told.events) == ("", made.events)
    city_writes(stage, usb)
    assert [name for name in names(usb) if made.bundle in name] == []  # answered: taken off
    assert read(stage.one, usb).confirmed == made.events


def files(desk: Desk) -> FilesStatus:
    return targets.statuses(desk.work)[0].files


def test_files_go_by_stick_and_count_when_the_answer_says_so(stage: Stage, usb: Path) -> None:
    one = stage.one
    sizes = (0, 1, GRAIN_BYTES + 1, LARGEST_PIECE + 1)
    shas = [
        attach(one, receive(one.work), noise(size, seed))
        for seed, size in enumerate(sizes, start=1)
    ]
    made = write(one, usb)
    assert (made.files, made.left) == (4, 0)
    (told,) = city_reads(stage, usb)
    assert (told.error, told.files) == ("", 4)
    assert all(is_whole(stage.city, sha) for sha in shas)
    assert files(one).waiting == 4  # nothing counts before the answer
    city_writes(stage, usb)
    assert read(one, usb).files == 4
    assert (files(one).waiting, files(one).held) == (0, 4)
    assert write(one, usb).files == 0


def test_what_a_stick_has_no_room_for_waits_for_the_next(
    stage: Stage, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = stage.one
    small, large = (attach(one, receive(one.work), noise(size)) for size in (5_000, 90_000))
    free = shutil.disk_usage(usb)._replace(free=SPARE + 60_000)
    monkeypatch.setattr("desk.wire.stick.shutil.disk_usage", lambda _: free)
    made = write(one, usb)
    assert (made.files, made.left) == (1, 1)
    city_reads(stage, usb)
    city_writes(stage, usb)
    assert read(one, usb).confirmed == made.events > 0  # the events went, all of them
    assert is_whole(stage.city, small)
    assert not is_whole(stage.city, large)
    monkeypatch.undo()
    assert write(one, usb).files == 1
    city_reads(stage, usb)
    assert is_whole(stage.city, large)


def here(desk: Desk, *shas: str) -> list[bool]:
    blobs = Blobs(desk.work.database.folder)
    return [blobs.has(sha) and bool(blobs.checked(sha)) for sha in shas]


def test_an_answer_brings_the_scans_of_other_counters(stage: Stage, usb: Path) -> None:
    """At once with the events that name them, and those that a counter lacks from before."""
    dossier = receive(stage.one.work)
    sizes = (1, 5_000, GRAIN_BYTES + 1, LARGEST_PIECE + 1)
    shas = [attach(stage.one, dossier, noise(size, seed)) for seed, size in enumerate(sizes, 1)]
    write(stage.one, usb)
    city_reads(stage, usb)
    shutil.rmtree(usb)
    usb.mkdir()
    write(stage.two, usb)
    city_reads(stage, usb)
    (told,) = city_writes(stage, usb, uid=stage.two.device)
    assert (told.files, told.left) == (4, 0)
    heard = read(stage.two, usb)
    assert (heard.brought, here(stage.two, *shas)) == (4, [True] * 4)
    Blobs(stage.two.work.database.folder).path(shas[2]).unlink()
    write(stage.two, usb)
    city_reads(stage, usb)
    (told,) = city_writes(stage, usb, uid=stage.two.device)
    assert (told.files, read(stage.two, usb).brought) == (1, 1)
    assert here(stage.two, *shas) == [True] * 4


def test_an_answer_brings_what_it_has_room_for_the_smallest_first(
    stage: Stage, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = receive(stage.two.work)
    large, small = (attach(stage.two, dossier, noise(size)) for size in (90_000, 5_000))
    for desk in (stage.one, stage.two):
        write(desk, usb)
    city_reads(stage, usb)
    free = shutil.disk_usage(usb)._replace(free=SPARE + 120_000)
    monkeypatch.setattr("desk.wire.stick.shutil.disk_usage", lambda _: free)
    told = city_writes(stage, usb)
    assert [(each.files, each.left) for each in told] == [(1, 1), (0, 0)]  # two share the room
    assert read(stage.one, usb).new > 0
    assert here(stage.one, small, large) == [True, False]
    monkeypatch.undo()
    write(stage.one, usb)
    city_reads(stage, usb)
    city_writes(stage, usb, uid=stage.one.device)
    assert read(stage.one, usb).brought == 1
    assert here(stage.one, small, large) == [True, True]


def test_a_piece_that_is_another_file_is_thrown_away(stage: Stage, usb: Path) -> None:
    sha = attach(stage.one, receive(stage.one.work), noise(5_000))
    for desk in (stage.one, stage.two):
        write(desk, usb)
    city_reads(stage, usb)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("desk.city.shelf.Shelf.read", lambda *_: b"x" * 5_000)
        city_writes(stage, usb)
    heard = read(stage.two, usb)
    assert (heard.brought, here(stage.two, sha)) == (0, [False])
    assert heard.new > 0  # a file holds up no event
    write(stage.two, usb)
    city_reads(stage, usb)
    city_writes(stage, usb, uid=stage.two.device)
    assert (read(stage.two, usb).brought, here(stage.two, sha)) == (1, [True])


def test_a_file_that_is_gone_holds_no_stick_up(stage: Stage, usb: Path) -> None:
    one = stage.one
    lost, kept = (attach(one, receive(one.work), noise(3_000, seed)) for seed in (1, 2))
    Blobs(one.work.database.folder).path(lost).unlink()
    made = write(one, usb)
    assert (made.files, made.left) == (1, 1)
    city_reads(stage, usb)
    assert is_whole(stage.city, kept)


def test_what_the_city_publishes_comes_by_stick(stage: Stage, usb: Path) -> None:
    units = {"version": "7", "units": [{"code": UNIT, "name": "Phường Thử Nghiệm Mới"}]}
    city_room.publish(stage.city.address, "units", units, "2026-11-23", clock=stage.clock)
    for _ in range(2):  # the second time there is nothing new
        write(stage.one, usb)
        city_reads(stage, usb)
        city_writes(stage, usb)
        read(stage.one, usb)
    assert reference.unit_names(stage.one.work) == {UNIT: "Phường Thử Nghiệm Mới"}
    (only,) = reference.editions(stage.one.work)
    assert (only.version, only.refused) == ("7", "")
    stage.line.cut_at(None, None)
    stage.one.exchange()  # the wire brings it once more: it is known
    assert len(reference.editions(stage.one.work)) == 1


def test_pieces_of_files_that_no_dossier_names_are_passed_over(stage: Stage, usb: Path) -> None:
    """A counter that was broken into fills no city with files of its own."""
    one = stage.one
    foreign = Blobs(one.work.database.folder).put(io.BytesIO(noise(2_000)))
    with one.work.database.write() as tx:
        offer(tx, foreign.sha, foreign.size, stage.clock())
    assert write(one, usb).files == 1
    (told,) = city_reads(stage, usb)
    assert (told.error, told.files) == ("", 0)
    assert not is_whole(stage.city, foreign.sha)
    assert ("file-foreign",) in stage.city.rows("SELECT kind FROM alarm")
    city_writes(stage, usb)
    assert read(one, usb).files == 0
    assert files(one).waiting == 1


def refused(stage: Stage, usb: Path) -> str:
    held = stage.city.events()
    told = city_reads(stage, usb)
    assert stage.city.events() == held
    return ", ".join(f"{each.error} {each.reason}".strip() for each in told)


def test_a_bundle_for_another_city_or_from_a_stranger(stage: Stage, usb: Path) -> None:
    receive(stage.one.work)
    write(stage.one, usb)
    with city_of(stage) as store, store.write() as tx:
        tx.exec_driver_sql("UPDATE device SET key = zeroblob(32) WHERE name LIKE '%1'")
    assert refused(stage, usb) == "BundleRefusedError forged"
    with city_of(stage) as store, store.write() as tx:
        tx.exec_driver_sql("UPDATE city SET key = zeroblob(32)")
    with pytest.raises(NotForHereError) as told:  # whoever has other keys hears for whom it is
        city_reads(stage, usb)
    (made,) = stick.look(usb)[0]
    assert told.value.facts["whom"] == f"{UNIT} · {made.listing.to[:9]}"
    with pytest.raises(Exception, match="NoBundleError"):
        read(stage.one, usb)


def test_a_revoked_counters_bundle_is_refused_and_counted(stage: Stage, usb: Path) -> None:
    receive(stage.one.work)
    write(stage.one, usb)
    revoke(stage.city.address, stage.clock(), slot=1)
    assert refused(stage, usb) == "BundleRefusedError revoked"
    assert ("revoked",) in stage.city.rows("SELECT kind FROM alarm")
    revoke(stage.city.address, stage.clock(), slot=1, lift=True)
    assert city_reads(stage, usb)[0].new > 0


def test_a_bundle_of_a_certificate_long_over_is_refused(stage: Stage, usb: Path) -> None:
    receive(stage.one.work)
    write(stage.one, usb)
    stage.clock.pass_(days=500)
    assert refused(stage, usb) == "BundleRefusedError expired"


def test_sticks_alone_renew_a_certificate(stage: Stage, usb: Path) -> None:
    first = keys.certificate(stage.one.work)
    for _ in range(4):
        stage.clock.pass_(days=150)
        write(stage.one, usb)
        assert [each.error for each in city_reads(stage, usb)] == [""]
        city_writes(stage, usb)
        read(stage.one, usb)
    assert keys.certificate(stage.one.work) != first


def test_stopping_leaves_nothing_on_the_stick(stage: Stage, usb: Path) -> None:
    receive(stage.one.work)
    with pytest.raises(CourierStoppedError):
        courier.write(stage.one.work, usb, lambda _done, _total: False)
    assert names(usb) == []
    write(stage.one, usb)
    with city_of(stage) as store, pytest.raises(CourierStoppedError):
        room.read(store, usb, stage.clock(), lambda _done, _total: False)
    assert city_reads(stage, usb)[0].new > 0


def test_a_city_put_back_to_an_older_copy_asks_for_what_it_lost(stage: Stage, usb: Path) -> None:
    receive(stage.one.work)
    stage.city.down()
    copy = stage.city.copy_to(stage.home / "city-copy")
    write(stage.one, usb)
    city_reads(stage, usb)
    city_writes(stage, usb)
    assert read(stage.one, usb).confirmed > 0
    stage.city.put_back(copy)
    receive(stage.one.work)
    for _ in range(3):
        write(stage.one, usb)
        city_reads(stage, usb)
        city_writes(stage, usb)
        read(stage.one, usb)
        stage.clock.pass_(minutes=1)
    assert waiting(stage.one) == 0
    stage.one.account()


def test_names_and_links_on_a_stick_lead_nowhere(stage: Stage, usb: Path) -> None:
    receive(stage.one.work)
    made = write(stage.one, usb)
    secret = usb.parent / "secret"
    part = usb / f"desk-{made.bundle}-001.mcb"
    part.rename(secret)
    part.symlink_to(secret)
    assert refused(stage, usb) == "BundleDamagedError missing"
    (usb / ("desk-" + "0" * 32 + ".mcb")).symlink_to("/etc/passwd")
    (usb / ("desk-" + "1" * 32 + ".mcb")).mkdir()
    (usb / "desk-..-001.mcb").write_bytes(b"x")
    assert refused(stage, usb).count("BundleDamagedError list") == 2
