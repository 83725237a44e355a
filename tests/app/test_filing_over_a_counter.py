"""Scans and files over a real counter: printed covers, a scanned stack, files on their papers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from desk.app import counter as program
from desk.app import filing
from desk.app.seat import Seat
from desk.domain.digitising import digitised
from desk.domain.records import Dossier, Paper
from desk.models.blobs import BlobDamagedError, BlobMissingError, Blobs
from desk.scanning import kinds
from desk.services import checking, reading, scans
from desk.ui.scans.ports import Incoming, ScanPorts
from tests.kit import Counter, receive
from tests.scanning.files import image, pdf, scanned, texts

PAPERS = ("Tờ khai đăng ký khai sinh", "Giấy chứng sinh", "Giấy chứng nhận kết hôn")


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    return Counter(tmp_path / "counter").make()


@pytest.fixture
def seat(counter: Counter) -> Iterator[Seat]:
    with counter.open() as work:
        yield Seat(work, counter.folder)


@pytest.fixture
def ports(seat: Seat) -> ScanPorts:
    return filing.ports(seat)


@pytest.fixture
def one(seat: Seat) -> Dossier:
    return receive(seat.work, papers=tuple(Paper(name=name, original=1) for name in PAPERS))


def drawn(content: bytes, dpi: int = 150) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(content)
    made = [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]
    document.close()
    return made


def test_a_stack_between_printed_covers_finds_its_papers(
    seat: Seat, ports: ScanPorts, one: Dossier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    covers = drawn(program.print_form(seat.work, seat.folder, "cover", one.code).pdf)
    assert len(covers) == len(PAPERS)
    sheets = drawn(pdf("mot", "hai", "ba", "bon"))
    stack = [sheets[0], covers[0], sheets[1], covers[2], sheets[2], sheets[3]]
    place = tmp_path / "scans"
    place.mkdir()
    (place / "Scan_0001.pdf").write_bytes(scanned(stack, 150))
    ports.choose(str(place))
    assert ports.look().more  # it must stand still first
    monkeypatch.setattr("desk.app.scan_folder.STABLE_S", 0.0)
    taken = ports.look().taken
    assert taken == (("", "", 1), (one.code, PAPERS[0], 1), (one.code, PAPERS[2], 2))
    state, _ = reading.events(seat.work, one.code)
    assert {(each.paper, each.pages) for each in state.attachments} == {
        (PAPERS[0], 1),
        (PAPERS[2], 2),
    }
    assert digitised(state) == (2, 3)
    assert scans.count(seat.work) == 1
    assert checking.verify(seat.work).problems == ()
    # what is still missing is what the next covers are for
    (cover,) = drawn(program.print_form(seat.work, seat.folder, "cover", one.code).pdf)
    assert cover.width


def test_a_dropped_file_goes_to_its_paper_whatever_codes_it_bears(
    seat: Seat, ports: ScanPorts, one: Dossier, tmp_path: Path
) -> None:
    other = receive(seat.work)
    path = tmp_path / "bia.pdf"
    path.write_bytes(program.print_form(seat.work, seat.folder, "receipt", other.code).pdf)
    taken = ports.take(Incoming(path=str(path), uid=one.uid, paper=PAPERS[1]))
    assert taken == ((one.code, PAPERS[1], 1),)


def test_a_pasted_picture_waits_and_is_filed(ports: ScanPorts, one: Dossier) -> None:
    assert ports.take(Incoming(data=image(), source="paste")) == (("", "", 1),)
    (waits,) = ports.waiting()
    after = ports.file(waits.id, one.barcode, PAPERS[0])
    assert [each.source for each in after.attachments] == ["paste"]
    assert [each.code for each in ports.lately()] == [one.code]
    ports.unfile(waits.id)
    assert ports.lately() == ()
    assert ports.count() == 1


def test_pages_are_drawn_from_bytes_that_were_proved(
    seat: Seat, ports: ScanPorts, one: Dossier, tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("mot", "hai"))
    ports.take(Incoming(path=str(path), uid=one.uid))
    (file,) = ports.find(one.code).attachments
    assert ports.draw(file.file, file.media, 1, (200, 200)).height == 200
    place = Blobs(seat.work.database.folder).path(file.file)
    place.write_bytes(pdf("khac"))
    with pytest.raises(BlobDamagedError):
        ports.draw(file.file, file.media, 0, (200, 200))
    place.unlink()
    with pytest.raises(BlobMissingError):
        ports.draw(file.file, file.media, 0, (200, 200))
    assert ports.places(one.uid) == {file.file: ""}


def test_pages_in_a_new_order_are_new_files_and_the_old_one_stays(
    seat: Seat, ports: ScanPorts, one: Dossier, tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("mot", "hai", "ba"))
    ports.take(Incoming(path=str(path), uid=one.uid, paper=PAPERS[0]))
    (old,) = ports.find(one.code).attachments
    after = ports.rearrange(one.uid, old, [[(2, 0), (0, 90)], [(1, 0)]], "sai thứ tự")
    blobs = Blobs(seat.work.database.folder)
    assert [texts(blobs.checked(each.file)) for each in after.attachments] == [
        ["ba", "mot"],
        ["hai"],
    ]
    assert {each.paper for each in after.attachments} == {PAPERS[0]}
    assert texts(blobs.checked(old.file)) == ["mot", "hai", "ba"]
    assert [each.made_at for each in after.attachments] == [old.made_at] * 2
    again = ports.detach(one.uid, after.attachments[1], "thừa")
    assert len(again.attachments) == 1
    back = ports.put_back(one.uid, after.attachments[1])
    assert back.attachments[-1] == after.attachments[1]
    types = [made.type for made in reading.events(seat.work, one.code)[1]]
    assert types == [
        "Received",
        "Attached",
        "Detached",
        "Attached",
        "Attached",
        "Detached",
        "Attached",
    ]


def test_the_usual_folder_is_made_beside_the_data_and_another_is_remembered(
    counter: Counter, seat: Seat, ports: ScanPorts, tmp_path: Path
) -> None:
    usual = counter.home / "data-scans"
    assert ports.folder() == (str(usual), False)
    assert not ports.look().gone
    assert usual.is_dir()
    ports.choose(str(tmp_path / "khong-co"))
    assert ports.folder() == (str(tmp_path / "khong-co"), True)
    assert ports.look().gone
    assert not (tmp_path / "khong-co").exists()  # a drive that is away is not invented
    assert filing.ports(seat).folder()[1]


def test_what_a_crash_left_half_copied_is_gone_at_the_next_start(
    counter: Counter, tmp_path: Path
) -> None:
    half = counter.folder / "blobs" / "new" / "half"
    half.parent.mkdir(parents=True)
    half.write_bytes(b"%PDF")
    with counter.open() as work:
        filing.ports(Seat(work, counter.folder))
    assert not half.exists()
    assert tmp_path.exists()


def test_a_file_over_the_limit_is_refused_from_every_side(
    seat: Seat, ports: ScanPorts, one: Dossier, tmp_path: Path
) -> None:
    path = tmp_path / "lon.pdf"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(kinds.ScanTooLargeError):
        ports.take(Incoming(path=str(path), uid=one.uid))
    assert not (seat.work.database.folder / "blobs" / "new").exists()
