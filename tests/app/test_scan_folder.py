"""The scan folder: a file is taken whole, once, and never lost, whatever happens around it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desk.app import scans as intake
from desk.app.scan_folder import DONE, GRACE_S, STABLE_S, ScanFolder
from desk.domain.digitising import FolderNews
from desk.models.blobs import Blobs
from desk.models.engine import DiskFullError
from desk.services import checking, scans
from desk.services.workplace import Workplace
from tests.crashes import Watch, deaths
from tests.disks import disk, read_only
from tests.kit import Counter, administrator
from tests.scanning.files import JUNK, pdf

LIMIT = 1_000_000


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    return Counter(tmp_path / "counter").make()


@pytest.fixture
def work(counter: Counter) -> Iterator[Workplace]:
    with counter.open() as opened:
        yield opened


@dataclass
class Watched:
    """A scan folder, and a clock that stands until it is moved."""

    work: Workplace
    place: Path
    now: float = 0.0
    folder: ScanFolder = field(init=False)

    def __post_init__(self) -> None:
        self.folder = ScanFolder(
            self.work, lambda: administrator(self.work), clock=lambda: self.now
        )

    def look(self, later: float = STABLE_S) -> FolderNews:
        self.now += later
        return self.folder.look(self.place, LIMIT)

    def save(self, name: str, content: bytes) -> Path:
        path = self.place / name
        path.write_bytes(content)
        return path


@pytest.fixture
def watched(work: Workplace, tmp_path: Path) -> Watched:
    place = tmp_path / "scans"
    place.mkdir()
    return Watched(work, place)


def done(place: Path) -> list[str]:
    return sorted(path.name for path in (place / DONE).rglob("*.*") if path.is_file())


def test_a_scan_is_taken_and_moved_to_its_day(watched: Watched) -> None:
    path = watched.save("Scan_0001.pdf", pdf("một", "hai"))
    assert watched.look(0).taken == ()
    assert watched.look(0).more
    assert watched.look().taken == (("", "", 2),)
    assert not path.exists()
    assert (watched.place / DONE / "2026-11-23" / "Scan_0001.pdf").is_file()
    (waits,) = scans.waiting(watched.work)
    assert (waits.pages, waits.source) == (2, "scan")
    assert watched.look() == FolderNews(folder=str(watched.place))


def test_a_file_that_still_grows_is_waited_for(watched: Watched) -> None:
    whole = pdf("một", "hai", "ba")
    for end in (100, 300, 500):
        watched.save("slow.pdf", whole[:end])
        news = watched.look()
        assert (news.taken, news.problems, news.more) == ((), (), True)
    watched.look()  # stood still, but half a PDF: the scanner may be between two sheets
    assert watched.look().problems == ()
    watched.save("slow.pdf", whole)
    watched.look()
    assert watched.look().taken == (("", "", 3),)


def test_the_same_name_twice_keeps_both(watched: Watched) -> None:
    for text in ("một", "hai"):
        watched.save("scan.pdf", pdf(text))
        watched.look()
        watched.look()
    assert done(watched.place) == ["scan (2).pdf", "scan.pdf"]
    assert scans.count(watched.work) == 2


def test_two_scans_of_one_name_and_one_time_are_both_taken(watched: Watched) -> None:
    """The clock of a scanner may stand: what is in a file tells it from another."""
    for text in ("một", "hai"):
        os.utime(watched.save("scan.pdf", pdf(text)), (0, 0))
        watched.look()
        watched.look()
    assert scans.count(watched.work) == 2


@pytest.mark.parametrize("name", JUNK)
def test_junk_is_named_and_left_where_it_is(watched: Watched, name: str) -> None:
    content, code = JUNK[name]
    path = watched.save(name, content)
    watched.look()
    watched.look(GRACE_S)
    (problem,) = watched.look().problems
    assert (problem.name, problem.code) == (name, code)
    assert path.read_bytes() == content
    assert scans.count(watched.work) == 0
    assert list(Blobs(watched.work.database.folder).every()) == []
    path.unlink()
    assert watched.look().problems == ()


def test_junk_does_not_keep_the_next_scan_waiting(watched: Watched) -> None:
    watched.save("a.exe", b"MZ" + bytes(100))
    watched.save("b.pdf", pdf("một"))
    watched.look()
    watched.look()
    news = watched.look()
    assert scans.count(watched.work) == 1
    assert [each.name for each in news.problems] == ["a.exe"]


def test_a_scan_of_200_megabytes_is_refused_unread(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = watched.place / "lon.pdf"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    monkeypatch.setattr(intake, "origin_of", lambda _: pytest.fail("it was read"))
    watched.look()
    watched.look()
    (problem,) = watched.look().problems
    assert problem.code == "ScanTooLargeError"
    assert dict(problem.facts) == {"megabytes": "200", "limit": "1"}
    assert path.stat().st_size == 200_000_000


def test_files_that_are_no_scans_are_passed_over(watched: Watched) -> None:
    for name in ("Thumbs.db", ".hidden.pdf", "~lock.pdf", "half.pdf.part"):
        watched.save(name, b"x")
    watched.look()
    assert watched.look(GRACE_S).problems == ()


def test_a_folder_that_goes_and_comes_back(watched: Watched) -> None:
    watched.save("scan.pdf", pdf("một"))
    away = watched.place.with_name("away")
    watched.place.rename(away)
    assert watched.look().gone
    away.rename(watched.place)
    watched.look()
    assert watched.look().taken == (("", "", 1),)


def test_a_folder_that_cannot_be_written_is_taken_from_once(
    work: Workplace, tmp_path: Path
) -> None:
    with disk(tmp_path / "drive", kilobytes=4096) as place:
        watched = Watched(work, place)
        watched.save("scan.pdf", pdf("một"))
        read_only(place)
        watched.look()
        assert watched.look().taken == (("", "", 1),)
        for _ in range(3):
            (problem,) = watched.look().problems
            assert problem.code == "ScanNotMovedError"
        afresh = Watched(work, place)  # the window was opened anew
        afresh.look()
        assert afresh.look().taken == ()
    assert scans.count(work) == 1


def test_a_full_disk_of_ours_leaves_the_scan_where_it_is(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = watched.save("scan.pdf", pdf("một"))
    watched.look()

    def full(*_: object) -> None:
        raise DiskFullError(folder="data")

    with monkeypatch.context() as patched:
        patched.setattr(Blobs, "keep", full)
        with pytest.raises(DiskFullError):
            watched.look()
    assert path.exists()
    assert scans.count(watched.work) == 0
    assert watched.look().taken == (("", "", 1),)


def test_killed_at_any_point_it_is_taken_exactly_once(counter: Counter) -> None:
    place = counter.home / "scans"
    place.mkdir()
    content = pdf("một", "hai")
    (place / "scan.pdf").write_bytes(content)
    os.utime(place / "scan.pdf", (1_700_000_000, 1_700_000_000))

    def taking(work: Workplace) -> None:
        watched = Watched(work, place)
        watched.look()
        watched.look()

    def do(watch: Watch) -> None:
        with counter.open() as work:
            watch()
            taking(work)

    for _ in deaths(counter.home, do, every=3):
        with counter.open() as work:
            taking(work)
            assert checking.verify(work).problems == ()
            (waits,) = scans.waiting(work)
            assert Blobs(work.database.folder).checked(waits.file).read_bytes() == content
        assert done(place) == ["scan.pdf"]
    shutil.rmtree(place)
