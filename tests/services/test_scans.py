"""What comes in: filed by its codes, or in the tray; files of a dossier and where they are."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from desk.domain import codes
from desk.domain.digitising import Reusable
from desk.domain.dossier import VoidedError
from desk.domain.records import Actor, Dossier, Paper
from desk.domain.rights import NotAllowedError
from desk.models.blobs import Blobs
from desk.services import attachments, checking, reading, scans, targets
from desk.services.attachments import File, NoSuchFileError, NoSuchPaperError, Put
from desk.services.scans import Piece, ScanGoneError
from desk.services.steps import ArgumentMissingError
from desk.services.workplace import Workplace
from tests.kit import COPIES, Clock, Counter, act, administrator, person, receive
from tests.services.test_inbox import give, sent

STRANGE = codes.barcode("00999", date(2026, 11, 23), 9999)
PAPERS = (Paper(name="Tờ khai", original=1), Paper(name="Giấy chứng sinh", original=1))


def kept(work: Workplace, content: bytes, pages: int = 1) -> File:
    blob = Blobs(work.database.folder).put(BytesIO(content))
    return File(sha=blob.sha, size=blob.size, media="application/pdf", pages=pages)


def state(work: Workplace, code: str) -> Dossier:
    return reading.events(work, code)[0]


@pytest.fixture
def one(work: Workplace) -> Dossier:
    return receive(work, papers=PAPERS)


def test_a_piece_whose_codes_are_known_files_itself(
    work: Workplace, one: Dossier, admin: Actor
) -> None:
    file = kept(work, b"birth", 3)
    (taken,) = scans.take(
        work, [Piece(file=file, barcode=one.barcode, index=2)], admin, source="scan"
    )
    assert (taken.code, taken.paper, taken.pages) == (one.code, "Giấy chứng sinh", 3)
    (attached,) = state(work, one.code).attachments
    assert (attached.file, attached.paper, attached.source) == (file.sha, taken.paper, "scan")
    assert attached.made_at == work.now()
    assert scans.waiting(work) == ()
    assert [each.code for each in scans.filed_lately(work, work.now())] == [one.code]
    assert checking.verify(work).ok


def test_what_nobody_knows_waits_in_the_tray(work: Workplace, one: Dossier, admin: Actor) -> None:
    act(work, one, "void", reason="nhập nhầm")
    pieces = [
        Piece(file=kept(work, b"nobody")),
        Piece(file=kept(work, b"elsewhere"), barcode=STRANGE),
        Piece(file=kept(work, b"void"), barcode=one.barcode, index=1),
    ]
    taken = scans.take(work, pieces, admin, source="scan")
    assert [each.code for each in taken] == ["", "", ""]
    assert [each.file for each in scans.waiting(work)] == [each.file.sha for each in pieces]
    assert scans.count(work) == 3


def test_an_index_beyond_the_papers_still_files_to_the_dossier(
    work: Workplace, one: Dossier, admin: Actor
) -> None:
    piece = Piece(file=kept(work, b"more"), barcode=one.barcode, index=9)
    (taken,) = scans.take(work, [piece], admin, source="scan")
    assert (taken.code, taken.paper) == (one.code, "")


def test_from_the_tray_to_a_paper_and_back(work: Workplace, one: Dossier, admin: Actor) -> None:
    scans.take(work, [Piece(file=kept(work, b"loose"))], admin, source="paste")
    (waits,) = scans.waiting(work)
    after = scans.file(work, waits.id, one.barcode, "Tờ khai", admin)
    assert [each.paper for each in after.attachments] == ["Tờ khai"]
    with pytest.raises(ScanGoneError):
        scans.file(work, waits.id, one.code, "", admin)
    scans.unfile(work, waits.id, admin, "xếp nhầm")
    assert state(work, one.code).attachments == ()
    assert [each.id for each in scans.waiting(work)] == [waits.id]
    types = [made.type for made in reading.events(work, one.code)[1]]
    assert types == ["Received", "Attached", "Detached"]


def test_dropped_and_picked_up_again(work: Workplace, admin: Actor) -> None:
    scans.take(work, [Piece(file=kept(work, b"blank"))], admin, source="drop", origin=b"o")
    (waits,) = scans.waiting(work)
    assert scans.seen(work, b"o")
    scans.drop(work, waits.id, admin)
    assert scans.waiting(work) == ()
    assert not scans.seen(work, b"o")  # put into the folder again, it is wanted again
    scans.pick_up(work, waits.id, admin)
    assert len(scans.waiting(work)) == 1
    with pytest.raises(ScanGoneError):
        scans.pick_up(work, waits.id, admin)


def test_a_file_is_attached_once_and_detached_with_a_reason(
    work: Workplace, one: Dossier, admin: Actor
) -> None:
    put = Put(file=kept(work, b"form"), paper="Tờ khai")
    attachments.attach(work, one.code, put, admin)
    again = attachments.attach(work, one.code, put, admin)
    assert len(again.attachments) == 1
    assert again.changes == 2
    key = (put.file.sha, "Tờ khai")
    with pytest.raises(ArgumentMissingError):
        attachments.detach(work, one.code, key, admin, reason=" ")
    with pytest.raises(NoSuchFileError):
        attachments.detach(work, one.code, (put.file.sha, ""), admin, reason="nhầm")
    attachments.detach(work, one.code, key, admin, reason="nhầm người")
    assert state(work, one.code).attachments == ()
    assert Blobs(work.database.folder).has(put.file.sha)


def test_new_pages_take_the_place_of_the_old(work: Workplace, one: Dossier, admin: Actor) -> None:
    old = Put(file=kept(work, b"old", 2), paper="Tờ khai", source="scan")
    attachments.attach(work, one.code, old, admin)
    new = [Put(file=kept(work, text), paper="Tờ khai") for text in (b"first", b"second")]
    key = (old.file.sha, "Tờ khai")
    after = attachments.renew(work, one.code, key, new, admin, reason="tách trang")
    assert [each.file for each in after.attachments] == [put.file.sha for put in new]
    detached = reading.events(work, one.code)[1][-3].body
    assert getattr(detached, "reason", "") == "tách trang"


def test_who_may_and_when(work: Workplace, one: Dossier, admin: Actor) -> None:
    put = Put(file=kept(work, b"form"))
    citizen = Actor(uid="", login="c", name="Công dân", role="citizen")
    with pytest.raises(NotAllowedError):
        attachments.attach(work, one.code, put, citizen)
    with pytest.raises(NotAllowedError):
        scans.take(work, [Piece(file=put.file)], citizen, source="drop")
    with pytest.raises(NoSuchPaperError):
        attachments.attach(work, one.code, Put(file=put.file, paper="Giấy lạ"), admin)
    act(work, one, "void", reason="nhập nhầm")
    with pytest.raises(VoidedError):
        attachments.attach(work, one.code, put, admin)


def test_a_paper_digitised_before_is_offered_with_its_date(
    work: Workplace, clock: Clock, admin: Actor
) -> None:
    first = receive(work, papers=PAPERS)
    put = Put(file=kept(work, b"form"), paper="Tờ khai", source="scan")
    attachments.attach(work, first.code, put, admin)
    clock.set("2026-11-25 09:00")
    other = receive(
        work,
        papers=PAPERS,
        submitter=person("Lê Văn Khác", personal_id="001099000002", phone="0900000001"),
    )
    assert attachments.reusable(work, other.code) == ()
    second = receive(work, COPIES, papers=(*PAPERS, Paper(name="Thẻ", shown=True)))
    (offer,) = attachments.reusable(work, second.code)
    assert isinstance(offer, Reusable)
    assert (offer.code, offer.file.paper) == (first.code, "Tờ khai")
    after = attachments.reuse(work, second.code, offer.file, admin)
    (again,) = after.attachments
    assert (again.source, again.made_at) == ("reuse", offer.made_at)
    assert offer.made_at.day == 23
    assert attachments.reusable(work, second.code) == ()
    with pytest.raises(NoSuchFileError):
        attachments.reuse(work, second.code, offer.file, admin)


def test_a_damaged_and_a_missing_file_are_found(
    counter: Counter, work: Workplace, one: Dossier, admin: Actor
) -> None:
    blobs = Blobs(counter.folder)
    files = [kept(work, text) for text in (b"sound", b"damaged", b"lost")]
    for file in files:
        attachments.attach(work, one.code, Put(file=file), admin)
    assert checking.verify(work).ok
    blobs.path(files[1].sha).write_bytes(b"other!!")
    blobs.path(files[2].sha).unlink()
    found = {each.code: each.where for each in checking.verify(work).problems}
    assert found == {
        "BlobDamagedError": files[1].sha[:12],
        "BlobMissingError": files[2].sha[:12],
    }
    assert attachments.places(work, one.code) == {files[2].sha: ""}


def test_a_file_that_another_counter_took_in_says_where_it_is(
    counter: Counter, work: Workplace, one: Dossier, tmp_path: Path
) -> None:
    second = Counter(tmp_path / "second", slot=2, clock=counter.clock).make()
    with second.open() as there:
        for each in (work, there):
            by = administrator(each)
            targets.connect(each, by, name="city", url="https://x.example", token="t", feed="f")
        give(there, sent(work))
        by = administrator(there)
        put = Put(file=kept(there, b"theirs"), paper="Tờ khai", source="scan")
        attachments.attach(there, one.code, put, by)
        give(work, sent(there))
    (file,) = state(work, one.code).attachments
    assert (file.file, file.paper) == (put.file.sha, "Tờ khai")
    (place,) = attachments.places(work, one.code).values()
    assert place == "Quầy 2"
    assert checking.verify(work).problems == ()  # it is not ours to have
