"""OpenCPS' dialect, spoken by a real counter with a site that has its known defects."""

from __future__ import annotations

import hashlib
import io
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desk.domain.records import Dossier
from desk.models.blobs import Blobs
from desk.services import attachments, snapshots
from desk.wire import opencps as wire
from tests.dialects.desks import NAME, Desk
from tests.dialects.opencps_server import TOKEN, Fault, OpenCpsServer, opencps
from tests.kit import RESIDENCE, Counter, act, administrator, at, person, receive


@pytest.fixture
def server() -> Iterator[OpenCpsServer]:
    with opencps() as made:
        yield made


@pytest.fixture
def desk(tmp_path: Path, server: OpenCpsServer) -> Iterator[Desk]:
    with Counter(tmp_path).make().open() as work:
        made = Desk(work, server)
        made.add()
        yield made
        made.prove()


def dates(desk: Desk, dossier: Dossier) -> tuple[str, str, str]:
    held = desk.server.dossiers[dossier.uid]
    return held["dossierNo"], held["receiveDate"], held["dueDate"]


def promised(dossier: Dossier) -> tuple[str, str, str]:
    return dossier.code, wire.millis(dossier.received_at), wire.millis(dossier.due_at)


def test_a_dossier_arrives_with_what_the_receipt_says(desk: Desk) -> None:
    made = receive(desk.work, RESIDENCE)
    assert desk.good() == 1
    held = desk.server.dossiers[made.uid]
    assert (held["dossierStatus"], dates(desk, made)) == ("receiving", promised(made))
    assert {mark["fileMark"] for mark in desk.server.marks[made.uid].values()} <= {"1", "3"}
    assert desk.server.payments[made.uid]["feeAmount"] == made.fee
    assert (desk.good(), desk.server.count("POST /dossiers")) == (0, 1)


def test_steps_are_gone_through_in_the_site_s_own_way(desk: Desk) -> None:
    made = receive(desk.work, RESIDENCE)
    desk.good()
    act(desk.work, made, "claim")
    act(desk.work, made, "finish")
    act(desk.work, made, "hand-over", to="Nguyễn Thị Ví Dụ", id_number="001199000001")
    assert desk.good() == 1
    assert [code for _, code in desk.server.actions] == ["receive", "release", "return"]
    assert desk.server.dossiers[made.uid]["dossierStatus"] == "done"
    assert dates(desk, made) == promised(made)


@pytest.mark.parametrize("what", ["POST /dossiers", "POST /payment", "POST /actions"])
def test_a_lost_reply_changes_no_date_and_makes_nothing_twice(desk: Desk, what: str) -> None:
    made = receive(desk.work, RESIDENCE)
    desk.server.faults.append(Fault(what, after=True))
    assert desk.once().errors == ["CityUnreachableError"]
    assert desk.good() == 1
    assert (desk.server.count("POST /dossiers"), dates(desk, made)) == (1, promised(made))
    assert [code for _, code in desk.server.actions] == ["receive"]


def test_an_action_that_did_nothing_is_no_success(desk: Desk) -> None:
    made = receive(desk.work, RESIDENCE)
    desk.server.idle_actions = 2
    for _ in range(2):
        desk.once()
        assert (desk.status.waiting, desk.status.confirmed) == (1, 0)
    assert desk.good() == 1
    assert (desk.server.count("POST /dossiers"), dates(desk, made)) == (1, promised(made))


def test_a_missing_status_is_no_success(desk: Desk) -> None:
    receive(desk.work, RESIDENCE)
    desk.server.no_status = True
    desk.once()
    assert desk.status.waiting == 1
    desk.server.no_status = False
    assert (desk.good(), desk.server.count("POST /dossiers")) == (1, 1)


ONE, TWO, THREE = b"%PDF-1.4 thu", b"%PDF-1.4 hai", b"%PDF-1.4 ba"


def attach(desk: Desk, dossier: Dossier, data: bytes = ONE) -> None:
    kept = Blobs(desk.work.database.folder).put(io.BytesIO(data))
    put = attachments.Put(
        file=attachments.File(sha=kept.sha, media="application/pdf", size=kept.size, pages=1),
        paper=dossier.papers[0].name,
    )
    attachments.attach(desk.work, dossier.code, put, administrator(desk.work))


@pytest.mark.parametrize("lost", [0, 1])
def test_a_file_arrives_whole_or_is_sent_again(desk: Desk, lost: int) -> None:
    made = receive(desk.work, RESIDENCE)
    desk.good()
    attach(desk, made)
    desk.server.loses_files = lost
    if lost:
        desk.once()
        assert desk.status.waiting == 1  # answered 200, and not there
    else:
        desk.server.faults.append(Fault("POST /files", after=True))
        assert desk.once().errors == ["CityUnreachableError"]
    assert desk.good() == 1
    ((name, file),) = desk.server.files[made.uid].items()
    assert (file["size"], file["dossierPartNo"]) == (12, "TP01")
    assert name == file["referenceUid"]


def test_a_refused_dossier_needs_a_person_and_the_others_go(desk: Desk) -> None:
    made = [receive(desk.work, submitter=person(f"Người Thứ {n}")) for n in range(3)]
    desk.server.refused["Người Thứ 1"] = "applicantIdNo"
    told = desk.once()
    assert (told.pushed, told.attention, told.errors) == (2, 1, [])
    ((reason, detail),) = desk.reasons()
    assert (reason, detail) == ("whole-refused", "applicantIdNo: Dữ liệu không hợp lệ (400)")
    desk.server.refused.clear()
    act(desk.work, made[1], "claim")
    assert (desk.good(), desk.reasons()) == (1, [])


def test_an_older_picture_never_replaces_a_newer_one(desk: Desk) -> None:
    made = receive(desk.work, RESIDENCE)
    desk.good()
    desk.server.dossiers[made.uid]["dossierStatus"] = "releasing"
    act(desk.work, made, "claim")
    desk.once()
    assert [reason for reason, _ in desk.reasons()] == ["whole-differs"]
    assert desk.server.dossiers[made.uid]["dossierStatus"] == "releasing"


def test_a_way_that_the_site_does_not_have_is_told(desk: Desk) -> None:
    desk.add(dialect={"actions": [{"code": "receive", "from": ["new"], "to": "receiving"}]})
    made = receive(desk.work, RESIDENCE)
    assert desk.good() == 1
    act(desk.work, made, "claim")
    desk.once()
    assert desk.reasons() == [("whole-refused", "dossierStatus: receiving → processing")]


def test_a_token_serves_as_well_as_a_password(desk: Desk) -> None:
    desk.add(password=TOKEN, user="")
    receive(desk.work)
    assert desk.good() == 1
    desk.add(password="x.y.z", user="")
    receive(desk.work)
    assert desk.once().errors == ["SignInError"]
    assert (desk.status.paused, desk.status.waiting) == ("SignInError", 1)


FAULTS: tuple[dict[str, Any], ...] = (
    {},
    {"status": 200, "body": b"<html>", "kind": "text/html"},
    {"status": 200, "body": b'{"doss'},
    {"status": 200},
    {"status": 503},
    {"status": 500, "body": b"{}"},
    {"status": 302},
)


@pytest.mark.parametrize("what", ["POST /dossiers", "POST /actions", "GET /marks", "POST /payment"])
def test_no_bad_answer_is_a_success(desk: Desk, what: str) -> None:
    everything = []
    for number, (fault, after) in enumerate(itertools.product(FAULTS, (False, True))):
        everything.append(receive(desk.work, RESIDENCE, submitter=person(f"Người Thứ {number}")))
        desk.server.faults.append(Fault(what, after=after, **fault))
        desk.once()
        assert not desk.server.faults
        while desk.status.waiting:
            assert desk.good()
        assert desk.status.attention == 0
    lost = len(FAULTS) if what == "POST /dossiers" else 0
    assert desk.server.count("POST /dossiers") == len(everything) + lost
    for each in everything:
        assert dates(desk, each) == promised(each)


def test_a_new_date_without_a_new_status_is_put(desk: Desk) -> None:
    made = receive(desk.work, RESIDENCE)
    desk.good()
    later = act(desk.work, made, "apologise", reason="Hỏng mạng", due=at("2026-12-10 17:00"))
    assert desk.good() == 1
    assert dates(desk, later) == promised(later)
    assert len(desk.server.actions) == 1


def test_a_dossier_that_waits_for_papers_comes_back(desk: Desk) -> None:
    made = receive(desk.work, RESIDENCE)
    act(desk.work, made, "supplement", reason="Thiếu", items=("Giấy khai sinh",))
    desk.good()
    assert desk.server.dossiers[made.uid]["dossierStatus"] == "waiting"
    done = act(desk.work, made, "supplemented")
    assert desk.good() == 1
    assert desk.server.dossiers[made.uid]["dossierStatus"] == "processing"
    assert dates(desk, done) == promised(done)


def test_a_void_dossier_is_cancelled_there_and_one_never_sent_is_not_told(desk: Desk) -> None:
    never, sent = receive(desk.work), receive(desk.work, RESIDENCE)
    act(desk.work, never, "void", reason="Nhập nhầm")
    desk.good()
    act(desk.work, sent, "void", reason="Nhập nhầm")
    assert desk.good() == 1
    assert {uid: held["dossierStatus"] for uid, held in desk.server.dossiers.items()} == {
        sent.uid: "cancelled"
    }
    assert desk.status.confirmed == 2


def test_a_file_that_is_taken_off_is_taken_off_there(desk: Desk) -> None:
    made = receive(desk.work, RESIDENCE)
    attach(desk, made)
    desk.good()
    ((name, file),) = desk.server.files[made.uid].items()
    assert name
    old = (hashlib.sha256(b"%PDF-1.4 thu").hexdigest(), made.papers[0].name)
    attachments.detach(desk.work, made.code, old, administrator(desk.work), reason="Nhầm")
    assert desk.good() == 1
    assert desk.server.files[made.uid] == {}
    assert file["displayName"] == made.papers[0].name


def lose(desk: Desk, data: bytes) -> Path:
    """Let a file be known, and its bytes not be here; return where they belong."""
    path = Blobs(desk.work.database.folder).path(hashlib.sha256(data).hexdigest())
    path.unlink()
    return path


def test_what_a_file_that_is_not_here_belongs_to_goes_and_the_file_follows(desk: Desk) -> None:
    made = receive(desk.work, RESIDENCE)
    for each in (ONE, TWO, THREE):
        attach(desk, made, each)
    lost = lose(desk, TWO)
    assert desk.good() == 0  # it still waits, for this alone
    assert (desk.status.waiting, desk.reasons()) == (1, [])
    assert (dates(desk, made), len(desk.server.files[made.uid])) == (promised(made), 2)
    act(desk.work, made, "claim")
    desk.good()
    assert desk.server.dossiers[made.uid]["dossierStatus"] == "processing"
    assert (desk.status.files.missing, desk.status.files.named) == (1, 3)
    calls = len(desk.server.calls)
    desk.good()
    assert len(desk.server.calls) == calls + 1  # nothing is asked again but whether it listens
    lost.write_bytes(TWO)  # as when it came from the counter that has it
    assert desk.good() == 1
    assert len(desk.server.files[made.uid]) == 3
    assert (desk.status.confirmed, desk.status.files.missing) == (1, 0)
    assert (desk.server.count("POST /dossiers"), desk.server.count("POST /actions")) == (1, 2)


def test_a_file_that_is_there_and_no_longer_here_is_neither_missed_nor_removed(desk: Desk) -> None:
    made = receive(desk.work, RESIDENCE)
    attach(desk, made)
    desk.good()
    lost = lose(desk, ONE)
    act(desk.work, made, "claim")
    assert desk.good() == 1
    assert (desk.status.confirmed, len(desk.server.files[made.uid])) == (1, 1)
    lost.write_bytes(ONE)


def test_a_file_that_is_damaged_here_keeps_no_status_back(desk: Desk) -> None:
    made = receive(desk.work, RESIDENCE)
    attach(desk, made)
    damaged = lose(desk, ONE)
    damaged.write_bytes(ONE[:-1] + b"?")
    assert desk.once().errors == []
    assert desk.status.waiting == 1
    assert (dates(desk, made), desk.server.files.get(made.uid, {})) == (promised(made), {})
    damaged.write_bytes(ONE)
    assert desk.good() == 1


def test_a_person_s_word_about_a_dossier_is_heard_though_a_file_is_not_here(desk: Desk) -> None:
    made = receive(desk.work, RESIDENCE)
    attach(desk, made)
    lost = lose(desk, ONE)
    desk.good()
    desk.server.dossiers[made.uid]["dossierNo"] = "KHÁC"
    act(desk.work, made, "claim")
    desk.once()
    assert [reason for reason, _ in desk.reasons()] == ["whole-differs"]
    snapshots.again(desk.work, administrator(desk.work), NAME, made.code, force=True)
    desk.good()
    assert (dates(desk, made), desk.reasons()) == (promised(made), [])
    assert desk.status.waiting == 1
    desk.server.dossiers[made.uid]["dossierNo"] = "KHÁC"
    lost.write_bytes(ONE)
    desk.once()  # it was a word about that time, not for ever
    assert [reason for reason, _ in desk.reasons()] == ["whole-differs"]
