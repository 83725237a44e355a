"""Files of dossiers on their way to the city: after their events, whole or not at all."""

from __future__ import annotations

import random
import shutil
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from hashlib import sha256
from pathlib import Path

import pytest

from desk.app import city as city_room
from desk.app import devices, exchange
from desk.app.background import Exchanger
from desk.app.files import CounterFiles, fetch_now
from desk.domain.errors import DeskError, ExchangeError
from desk.domain.records import Attachment
from desk.domain.views import FilesStatus
from desk.models.blobs import BlobDamagedError, Blobs
from desk.services import attachments, checking, targets
from desk.sync.adapters.native import Native
from desk.sync.adapters.native_files import NativeFiles
from desk.sync.errors import FileGoneError
from desk.sync.files import Carrier
from desk.sync.ports import Batch
from desk.wire.exchange import Pushed
from tests.disks import disk, fill
from tests.flows.papers import GRAIN_BYTES, at_city, attach, is_whole, noise, pieces_at_city
from tests.flows.stage import UNIT, Desk, Stage, every, prove, staged
from tests.kit import RESIDENCE, receive
from tests.scanning.files import pdf as a_pdf


def wait_for(done: Callable[[], bool]) -> None:
    """Wait until something is so; a test that waits in vain fails by its own time limit."""
    end = time.monotonic() + 60
    while not done():
        assert time.monotonic() < end
        threading.Event().wait(0.02)


def files(desk: Desk) -> FilesStatus:
    (status,) = targets.statuses(desk.work)
    return status.files


@pytest.mark.parametrize(
    "size", [0, 1, GRAIN_BYTES - 1, GRAIN_BYTES, GRAIN_BYTES + 1, 20 * 1024 * 1024]
)
def test_a_file_of_any_size_arrives_as_it_is(stage: Stage, size: int) -> None:
    data = noise(size)
    sha = attach(stage.one, receive(stage.one.work), data)
    assert (files(stage.one).waiting, files(stage.one).bytes) == (1, size)
    stage.one.exchange()
    assert at_city(stage.city, sha) == data
    assert files(stage.one) == FilesStatus(held=1)
    assert is_whole(stage.city, sha)


def test_events_go_first_and_files_follow(stage: Stage) -> None:
    """A target that answers no file gets every event, and the file waits with its reason."""
    one = stage.one
    sha = attach(one, receive(one.work), noise(100_000))
    stage.city.down()
    (stage.city.home / "city-files").write_text("in the way of the folder")
    stage.city.up()
    told = one.exchange()  # no error of the exchange: only the file could not go
    assert (told.waiting, told.pushed > 0) == (0, True)
    assert (files(one).waiting, files(one).bytes) == (1, 100_000)
    assert files(one).error == "CityBusyError"
    (stage.city.home / "city-files").unlink()
    one.exchange()
    assert is_whole(stage.city, sha)
    assert files(one) == FilesStatus(held=1)


def test_what_has_arrived_is_still_here(stage: Stage) -> None:
    data = noise(70_000)
    sha = attach(stage.one, receive(stage.one.work), data)
    stage.one.exchange()
    assert is_whole(stage.city, sha)
    assert fetched(stage.one, sha) == data


def test_small_before_large(stage: Stage) -> None:
    one = stage.one
    dossier = receive(one.work)
    names = [attach(one, dossier, noise(size, size)) for size in (300_000, 10, 70_000)]
    order: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        real = NativeFiles.commit

        def commit(self: NativeFiles, name: str, size: int, *, until: float) -> None:
            real(self, name, size, until=until)
            order.append(name)

        patch.setattr(NativeFiles, "commit", commit)
        one.exchange()
    assert order == [names[1], names[2], names[0]]


def cuts(pieces: int, others: int) -> list[int]:
    """Return bytes of the way up: around head and end of every piece, and so many others."""
    chance = random.Random(20261128)  # noqa: S311 – the same cuts at every run
    near = [n * GRAIN_BYTES + by for n in range(1, pieces + 1) for by in (-1, 0, 1, 400)]
    return sorted({*near, *(chance.randrange(pieces * GRAIN_BYTES) for _ in range(others))})


@pytest.mark.parametrize("others", [4, pytest.param(64, marks=pytest.mark.soak)])
def test_cut_anywhere_it_goes_on_at_the_piece_that_was_under_way(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, others: int
) -> None:
    """Cut at every boundary of a piece and elsewhere: what is on the city's disk stays there."""
    one = stage.one
    sent: list[tuple[str, int]] = []
    real = NativeFiles.send

    def send(self: NativeFiles, name: str, first: int, data: bytes, *, until: float) -> None:
        real(self, name, first, data, until=until)
        sent.append((name, first))

    monkeypatch.setattr(NativeFiles, "send", send)
    monkeypatch.setattr("desk.sync.pace.Pace.grains", lambda *_: 1)
    dossier = receive(one.work)
    places = cuts(4, others)
    for at in places:
        data = noise(3 * GRAIN_BYTES + 17, seed=at)
        sha = attach(one, dossier, data)
        stage.line.cut_at(at, None)
        exchange.once(one.work)
        stage.line.cut_at(None, None)
        one.exchange()
        assert at_city(stage.city, sha) == data, at
    assert files(one) == FilesStatus(held=len(places))
    assert len(sent) == len(set(sent)) == 4 * len(places)  # nothing that was answered went again
    assert stage.line.cuts > len(places) // 2
    assert not list((stage.city.home / "city-files" / "new").iterdir())
    assert checking.verify(one.work).ok


# -- coming here -----------------------------------------------------------------------------------


def seen(_: int, __: int) -> bool:
    return True


def fetched(desk: Desk, sha: str) -> bytes:
    with Blobs(desk.work.database.folder).open(sha) as file:
        return file.read()


def attached_at_one(stage: Stage, data: bytes) -> Attachment:
    """Put a file to a dossier at the first counter; return it as the second one knows it."""
    dossier = receive(stage.one.work)
    attach(stage.one, dossier, data)
    stage.one.exchange()
    stage.two.exchange()
    (file,) = stage.two.see(dossier).attachments
    return file


@pytest.mark.parametrize("size", [0, 1, 3 * GRAIN_BYTES + 17, 6 * 1024 * 1024])
def test_a_file_of_another_counter_comes_when_it_is_opened(stage: Stage, size: int) -> None:
    data = noise(size)
    file = attached_at_one(stage, data)
    two = stage.two
    assert attachments.places(two.work, two.see(every(two)[0]).code) == {file.file: "Quầy 1"}
    told: list[tuple[int, int]] = []

    def goes_on(have: int, all_: int) -> bool:
        told.append((have, all_))
        return True

    assert fetch_now(two.work, file, goes_on)
    assert fetched(two, file.file) == data
    assert told[-1] == (size, size)
    assert attachments.places(two.work, every(two)[0].code) == {}
    assert checking.verify(two.work).ok
    assert not list((two.counter.folder / "blobs" / "coming").iterdir())


def test_cut_while_it_comes_it_goes_on_where_it_was(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.sync.pace.Pace.grains", lambda *_: 1)
    data = noise(4 * GRAIN_BYTES + 17)
    file = attached_at_one(stage, data)
    two = stage.two
    asked: list[int] = []
    real = NativeFiles.fetch

    def fetch(self: NativeFiles, name: str, first: int, length: int, *, until: float) -> bytes:
        found = real(self, name, first, length, until=until)
        asked.append(first)
        return found

    monkeypatch.setattr(NativeFiles, "fetch", fetch)
    for at in (10, GRAIN_BYTES - 1, GRAIN_BYTES + 900, 2 * GRAIN_BYTES):
        stage.line.cut_at(None, at)
        with pytest.raises(ExchangeError):
            fetch_now(two.work, file, seen)
    stage.line.cut_at(None, None)
    two.close()  # the program ends as well
    two.open()
    assert not fetch_now(two.work, file, lambda *_: False)  # stopped by hand
    assert fetch_now(two.work, file, seen)
    assert fetched(two, file.file) == data
    assert asked == sorted(set(asked))  # nothing that came was asked for again


def test_a_wrong_file_is_never_shown_and_never_replaces_a_right_one(stage: Stage) -> None:
    data = noise(2 * GRAIN_BYTES)
    file = attached_at_one(stage, data)
    place = stage.city.home / "city-files" / file.file[:2] / file.file[2:]
    place.write_bytes(noise(2 * GRAIN_BYTES, seed=2))
    two = stage.two
    with pytest.raises(BlobDamagedError):
        fetch_now(two.work, file, seen)
    assert not Blobs(two.counter.folder).has(file.file)
    place.write_bytes(data)
    assert fetch_now(two.work, file, seen)
    place.write_bytes(noise(2 * GRAIN_BYTES, seed=2))
    assert fetch_now(two.work, file, seen)  # it is here, and nobody is asked
    assert fetched(two, file.file) == data
    Blobs(two.counter.folder).path(file.file).write_bytes(b"damaged")
    with pytest.raises(BlobDamagedError):
        fetch_now(two.work, file, seen)
    place.write_bytes(data)
    assert fetch_now(two.work, file, seen)  # a damaged one is mended from the city
    assert fetched(two, file.file) == data


def test_a_file_that_is_not_there_yet_is_asked_for_later(stage: Stage) -> None:
    dossier = receive(stage.one.work)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("desk.sync.files.Carrier.carry", lambda *_, **__: False)
        attach(stage.one, dossier, noise(100))
        stage.one.exchange()
        stage.two.exchange()
    (file,) = stage.two.see(dossier).attachments
    with pytest.raises(FileGoneError):
        fetch_now(stage.two.work, file, seen)
    stage.one.exchange()
    assert fetch_now(stage.two.work, file, seen)


def test_what_the_queue_will_show_comes_ahead(stage: Stage) -> None:
    data = noise(300_000)
    dossier = receive(stage.one.work)
    paper = dossier.papers[0].name
    attach(stage.one, dossier, data, paper)
    stage.one.exchange()
    stage.two.exchange()
    two = stage.two
    carrier = Carrier(CounterFiles(two.work), two.work.clock)
    soon = time.monotonic() + 30
    with closing(devices.spoken(two.work, "city")) as adapter:
        assert not carrier.carry(adapter, "city", until=soon, deadline=soon, everything=False)
    assert [fetched(two, file.file) for file in two.see(dossier).attachments] == [data]


# -- other ways to go wrong ------------------------------------------------------------------------


def test_two_counters_send_the_same_file_at_once(stage: Stage) -> None:
    """The same paper scanned into two dossiers: one file, proved by whoever is done first."""
    data = noise(2 * 1024 * 1024)
    for desk in (stage.one, stage.two):
        attach(desk, receive(desk.work), data)
    threads = [threading.Thread(target=desk.exchange) for desk in (stage.one, stage.two)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    sha = sha256(data).hexdigest()
    assert at_city(stage.city, sha) == data
    for desk in (stage.one, stage.two):
        desk.exchange()
        assert files(desk) == FilesStatus(held=1)


def test_a_piece_that_the_citys_disk_changed_is_found_and_sent_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.sync.pace.Pace.grains", lambda *_: 1)
    data = noise(4 * GRAIN_BYTES)
    one = stage.one
    dossier = receive(one.work)
    one.exchange()
    sha = attach(one, dossier, data)
    stage.line.cut_at(3 * GRAIN_BYTES, None)
    exchange.once(one.work)
    stage.line.cut_at(None, None)
    bad = next((stage.city.home / "city-files" / "new").glob(f"*-{sha}/0-*"))
    bad.write_bytes(b"?" * GRAIN_BYTES)
    one.exchange()
    assert at_city(stage.city, sha) == data
    assert files(one) == FilesStatus(held=1)


def test_a_file_that_changed_on_our_disk_is_not_sent(stage: Stage) -> None:
    one = stage.one
    sha = attach(one, receive(one.work), noise(1000))
    Blobs(one.counter.folder).path(sha).write_bytes(noise(1000, seed=2))
    other = attach(one, every(one)[0], noise(5000, seed=3))
    one.exchange()
    assert at_city(stage.city, sha) is None
    assert is_whole(stage.city, other)  # one bad file holds up no other
    status = files(one)
    assert (status.attention, status.held, status.error) == (1, 1, "BlobDamagedError")
    Blobs(one.counter.folder).path(sha).write_bytes(noise(1000))  # put back from a copy
    one.exchange()
    assert files(one) == FilesStatus(held=2)


def test_events_overtake_a_large_file_on_a_slow_line(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Something is received while a file is on its way: it goes before the next piece."""
    monkeypatch.setattr("desk.sync.pace.Pace.grains", lambda *_: 1)
    one = stage.one
    attach(one, receive(one.work), noise(16 * GRAIN_BYTES))
    order: list[str] = []
    real_send, real_push = NativeFiles.send, Native.push

    def send(self: NativeFiles, name: str, first: int, data: bytes, *, until: float) -> None:
        real_send(self, name, first, data, until=until)
        order.append("piece")
        if order.count("piece") == 3:
            receive(one.work)

    def push(self: Native, batch: Batch, *, until: float) -> Pushed:
        order.append("events")
        return real_push(self, batch, until=until)

    monkeypatch.setattr(NativeFiles, "send", send)
    monkeypatch.setattr(Native, "push", push)
    exchanger = Exchanger(one.work)
    exchanger.start()
    try:
        wait_for(lambda: files(one).held == 1)
    finally:
        exchanger.stop()
    assert order == ["events", *["piece"] * 3, "events", *["piece"] * 13]


def test_both_sides_begin_again_in_the_middle(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.sync.pace.Pace.grains", lambda *_: 1)
    one = stage.one
    data = noise(6 * GRAIN_BYTES)
    dossier = receive(one.work)
    one.exchange()
    sha = attach(one, dossier, data)
    for at in (2 * GRAIN_BYTES + 5_000, 3 * GRAIN_BYTES):
        stage.line.cut_at(at, None)
        exchange.once(one.work)
        stage.city.down()
        stage.city.up()
        one.close()
        one.open()
    assert 2 <= len(pieces_at_city(stage.city, sha)) < 6
    stage.line.cut_at(None, None)
    one.exchange()
    assert at_city(stage.city, sha) == data


def test_a_city_with_another_memory_is_asked_for_every_file(stage: Stage) -> None:
    one = stage.one
    shas = [attach(one, receive(one.work), noise(100 + n, seed=n)) for n in range(3)]
    one.exchange()
    stage.city.down()
    shutil.rmtree(stage.city.home)
    stage.city.up()
    one.connect(stage.line)
    assert files(one).waiting == 3
    one.exchange()
    assert all(is_whole(stage.city, sha) for sha in shas)
    assert files(one) == FilesStatus(held=3)


# -- the citizen's own -----------------------------------------------------------------------------


def test_a_citizens_file_comes_with_the_dossier_and_is_seen_at_the_counter(
    stage: Stage, tmp_path: Path
) -> None:
    scan = tmp_path / "to-khai.pdf"
    scan.write_bytes(a_pdf("trang một", "trang hai"))
    given = {
        "unit": UNIT,
        "procedure": RESIDENCE,
        "applicant": {"name": "Trần Văn Trực Tuyến", "personal_id": "001099000002"},
        "documents": [{"name": "Tờ khai", "copy": 1, "file": scan.name}, {"name": "Ảnh"}],
    }
    city_room.file_online(stage.city.address, given, beside=tmp_path, clock=stage.clock)
    one = stage.one
    one.exchange()
    (dossier,) = every(one)
    (file,) = dossier.attachments
    assert (file.paper, file.media, file.pages) == ("Tờ khai", "application/pdf", 2)
    assert fetch_now(one.work, file, seen)
    assert fetched(one, file.file) == scan.read_bytes()
    stage.two.exchange()
    assert stage.two.see(dossier).attachments == dossier.attachments
    prove(stage.one, stage.two)


@pytest.mark.parametrize("bad", ["not-there.pdf", "text.pdf"])
def test_what_is_no_file_is_not_filed(stage: Stage, tmp_path: Path, bad: str) -> None:
    (tmp_path / "text.pdf").write_text("no pdf")
    given = {
        "unit": UNIT,
        "procedure": RESIDENCE,
        "applicant": {"name": "Trần Văn Trực Tuyến", "personal_id": "001099000002"},
        "documents": [{"name": "Tờ khai", "file": bad}],
    }
    with pytest.raises(DeskError):
        city_room.file_online(stage.city.address, given, beside=tmp_path, clock=stage.clock)
    assert stage.city.dossiers() == {}


def test_a_small_disk_at_the_city(tmp_path: Path) -> None:
    """Full in the middle of a file: events go on, and the file goes on where it was."""
    with ExitStack() as stack:
        made = stack.enter_context(staged(tmp_path / "stage"))
        place = made.city.home / "city-files"
        stack.enter_context(disk(place, kilobytes=2048))
        ballast = fill(place, leave=3 * GRAIN_BYTES)
        one = made.one
        data = noise(8 * GRAIN_BYTES)
        sha = attach(one, receive(one.work), data)
        told = one.exchange()
        assert told.waiting == 0
        assert (files(one).waiting, files(one).error) == (1, "CityBusyError")
        assert pieces_at_city(made.city, sha)
        receive(one.work)
        assert one.exchange().waiting == 0
        ballast.unlink()
        one.exchange()
        assert at_city(made.city, sha) == data
        made.city.down()


def test_what_should_be_here_and_is_not(stage: Stage) -> None:
    """A file of our own that is gone is named, unless the city has it and can give it back."""
    one = stage.one
    first = attach(one, receive(one.work), noise(100))
    with one.work.database.write() as tx:
        tx.exec_driver_sql("DELETE FROM blob")
    Blobs(one.counter.folder).path(first).rename(stage.home / "moved")
    (problem,) = checking.verify(one.work).problems
    assert (problem.code, problem.where) == ("BlobMissingError", first[:12])
    (stage.home / "moved").rename(Blobs(one.counter.folder).path(first))
    one.exchange()
    Blobs(one.counter.folder).path(first).unlink()
    assert checking.verify(one.work).ok
    (file,) = every(one)[0].attachments
    assert fetch_now(one.work, file, seen)  # the city gives back what this disk has lost
    assert fetched(one, first) == noise(100)
