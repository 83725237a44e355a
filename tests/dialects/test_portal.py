"""The national portal's dialect, spoken by a real counter with a strict portal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from desk.app import dialects
from desk.app.background import Exchanger
from desk.app.ledger import CounterLedger
from desk.services import keys, review, snapshots, targets
from desk.services.review import NothingAskedError
from desk.sync.adapters.portal import Portal
from desk.sync.errors import CodesError
from desk.sync.whole import exchange as speak
from desk.sync.whole_ports import Form, Found
from tests.dialects.desks import NAME, PROCEDURES, Desk
from tests.dialects.portal_server import OTHER, Fault, PortalServer, portal
from tests.kit import RESIDENCE, Counter, act, administrator, person, receive
from tests.sync.faults import patience


@pytest.fixture
def server() -> Iterator[PortalServer]:
    with portal(dict(PROCEDURES)) as made:
        yield made


@pytest.fixture
def desk(tmp_path: Path, server: PortalServer) -> Iterator[Desk]:
    with Counter(tmp_path).make().open() as work:
        made = Desk(work, server)
        made.add()
        yield made
        made.prove()


def test_a_dossier_arrives_once_with_its_dates_and_its_steps(desk: Desk) -> None:
    made = receive(desk.work, RESIDENCE)
    assert desk.good() == 1
    held = desk.server.held[made.code]
    assert (held["TrangThaiHoSo"], held["NgayTiepNhan"]) == ("2", "20261123083000")
    assert held["TenTTHC"] == PROCEDURES[RESIDENCE]
    assert [line["TrangThai"] for line in desk.server.lines[made.code]] == ["2"]
    act(desk.work, made, "claim")
    act(desk.work, made, "note", reason="Chỉ để nhớ")
    assert desk.good() == 1
    assert desk.server.held[made.code]["TrangThaiHoSo"] == "4"
    assert [line["TrangThai"] for line in desk.server.lines[made.code]] == ["2", "4"]
    assert (desk.good(), desk.server.count("DongBoHoSoMC"), desk.server.logins) == (0, 2, 3)


def test_what_changes_nothing_for_the_portal_is_not_sent(desk: Desk) -> None:
    made = receive(desk.work, RESIDENCE)
    desk.good()
    act(desk.work, made, "note", reason="Chỉ để nhớ")
    before = len(desk.server.calls)
    assert desk.status.waiting == 1
    assert desk.good() == 1
    assert (len(desk.server.calls), desk.status.waiting) == (before, 0)


def test_what_happens_while_its_picture_is_on_its_way_is_sent_too(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = receive(desk.work, RESIDENCE)
    real = Portal.send

    def send(self: Portal, forms: Sequence[Form], found: Found | None, *, until: float) -> None:
        real(self, forms, found, until=until)
        monkeypatch.setattr(Portal, "send", real)
        act(desk.work, made, "claim")

    monkeypatch.setattr(Portal, "send", send)
    desk.once()
    assert desk.status.waiting == 1
    assert desk.good() == 1
    assert desk.server.held[made.code]["TrangThaiHoSo"] == "4"
    assert [line["TrangThai"] for line in desk.server.lines[made.code]] == ["2", "4"]


def test_a_lost_reply_makes_no_second_dossier_and_no_second_line(desk: Desk) -> None:
    desk.server.shows_lines = True
    made = receive(desk.work, RESIDENCE)
    desk.server.faults.append(Fault("DongBoHoSoMC", after=True))
    assert desk.once().errors == ["CityUnreachableError"]
    assert (desk.status.waiting, list(desk.server.held)) == (1, [made.code])
    desk.server.faults.append(Fault("CapNhatTienDoHoSoMC", after=True))
    assert desk.once().errors == ["CityUnreachableError"]
    assert desk.good() == 1
    assert desk.server.count("DongBoHoSoMC") == 1
    assert len(desk.server.lines[made.code]) == 1


FAULTS: tuple[tuple[dict[str, Any], str], ...] = (
    ({}, "CityUnreachableError"),
    ({"status": 200, "body": b"<html>", "kind": "text/html"}, "CaptivePortalError"),
    ({"status": 200, "body": b'{"error_co'}, "TruncatedReplyError"),
    ({"status": 200, "body": b""}, "TruncatedReplyError"),
    ({"status": 200, "body": b"{}"}, "BadReplyError"),
    ({"status": 503, "headers": (("Retry-After", "7"),)}, "CityBusyError"),
    ({"status": 429}, "CityBusyError"),
    ({"status": 500}, "CityBusyError"),
    ({"status": 302}, "CaptivePortalError"),
    ({"status": 404, "body": b"{}"}, "BadReplyError"),
)


@pytest.mark.parametrize(
    "service", ["LayThuTuc", "DongBoHoSoMC", "CapNhatTienDoHoSoMC", "TraCuuHoSo"]
)
def test_no_bad_answer_is_a_success(desk: Desk, service: str) -> None:
    desk.server.shows_lines = True
    old = receive(desk.work, RESIDENCE)
    desk.good()
    act(desk.work, old, "claim")
    codes = [old.code]
    for number, (fault, error) in enumerate(FAULTS * 2):
        codes.append(receive(desk.work, submitter=person(f"Người Thứ {number}")).code)
        act(desk.work, old, "correct", reason="Số", changes=(("note", f"Lần {number}"),))
        desk.server.faults.append(Fault(service, after=number >= len(FAULTS), **fault))
        told = desk.once()
        assert not desk.server.faults
        assert told.errors == [error] or (told.errors, told.waiting) == ([], 1)
        while desk.status.waiting:
            assert desk.good()
        assert desk.status.attention == 0
    assert {held["NgayTiepNhan"] for held in desk.server.held.values()} == {"20261123083000"}
    lines = {code: len(found) for code, found in desk.server.lines.items()}
    assert lines == dict.fromkeys(codes, 1) | {old.code: 2}


def test_a_session_that_ended_is_renewed_quietly(desk: Desk) -> None:
    spoken = dialects.spoken(desk.work, targets.reached(desk.work))
    receive(desk.work)

    def once() -> Any:
        ledger = CounterLedger(desk.work)
        return speak(ledger, spoken, NAME, desk.work.clock, everything=True, deadline=patience())

    assert once().pushed == 1
    desk.server.expire()
    receive(desk.work, RESIDENCE)
    told = once()
    assert (told.pushed, told.error, desk.server.logins) == (1, "", 2)
    spoken.close()


def test_a_wrong_password_pauses_this_target_and_a_new_one_goes_on(desk: Desk) -> None:
    receive(desk.work)
    desk.server.password = OTHER
    assert desk.once().errors == ["SignInError"]
    assert (desk.status.paused, desk.status.waiting) == ("SignInError", 1)
    desk.add(password=OTHER)
    assert desk.good() == 1
    assert (desk.status.paused, desk.status.confirmed) == ("", 1)


def test_without_its_secret_nobody_is_asked(desk: Desk) -> None:
    keys.forget_token(desk.work, NAME)  # as after a restore on another machine
    receive(desk.work)
    assert desk.once().errors == ["SignInError"]
    assert (desk.server.logins, desk.status.paused, desk.status.waiting) == (0, "SignInError", 1)


def test_one_bad_dossier_holds_up_no_other(desk: Desk) -> None:
    made = [receive(desk.work, submitter=person(f"Người Thứ {n}")) for n in range(9)]
    desk.server.refused[made[4].code] = "SoDienThoai: không đúng định dạng"
    told = desk.once()
    assert (told.errors, told.pushed, told.attention) == ([], 8, 1)
    ((reason, detail),) = desk.reasons()
    assert (reason, detail) == ("whole-refused", "SoDienThoai: không đúng định dạng (-1)")
    assert desk.good() == 0
    desk.server.refused.clear()
    act(
        desk.work, made[4], "correct", reason="Số mới", changes=(("submitter.phone", "0911111111"),)
    )
    assert desk.good() == 1
    assert (desk.reasons(), desk.status.attention) == ([], 0)
    assert desk.server.held[made[4].code]["SoDienThoai"] == "0911111111"


def test_what_fails_for_no_reason_while_others_pass_is_set_aside_at_last(desk: Desk) -> None:
    bad = receive(desk.work, submitter=person("Người Lỗi"))
    desk.server.vague.add(bad.code)
    for _ in range(3):
        desk.once()
    assert desk.status.waiting == 1  # alone, it says nothing against itself
    for number in range(7):
        receive(desk.work, submitter=person(f"Người Thứ {number}"))
        assert desk.once().pushed == 1
    assert (desk.status.waiting, desk.reasons()) == (1, [])
    receive(desk.work, submitter=person("Người Cuối"))
    desk.once()
    assert [reason for reason, _ in desk.reasons()] == ["whole-fails"]
    desk.server.vague.clear()
    act(desk.work, bad, "claim")
    assert (desk.good(), desk.reasons()) == (1, [])


def test_a_dossier_at_which_the_portal_falls_over_is_set_aside_too(desk: Desk) -> None:
    bad = receive(desk.work, submitter=person("Người Lỗi"))
    desk.server.crashes.add(bad.code)
    others = 0
    for number in range(12):
        receive(desk.work, submitter=person(f"Người Thứ {number}"))
        others += desk.once().pushed
        others += desk.once().pushed
    assert (others, desk.status.waiting) == (12, 0)
    assert [reason for reason, _ in desk.reasons()] == ["whole-fails"]


def test_a_portal_that_is_closed_counts_against_nobody(desk: Desk) -> None:
    for number in range(5):
        receive(desk.work, submitter=person(f"Người Thứ {number}"))
    desk.server.closed = "Hệ thống đang bảo trì"
    for _ in range(12):
        assert desk.once().errors == ["RefusedError"]
    assert (desk.status.waiting, desk.reasons(), desk.status.paused) == (5, [], "")
    desk.server.closed = ""
    assert desk.good() == 5


def test_what_is_there_already_is_read_back_and_brought_up_to_date(desk: Desk) -> None:
    made = receive(desk.work, RESIDENCE)
    desk.good()
    targets.remove(desk.work, administrator(desk.work), NAME)
    act(desk.work, made, "claim")
    desk.add()
    assert desk.good() == 1
    assert desk.server.held[made.code]["TrangThaiHoSo"] == "4"
    kinds = [body["isUpdating"] for name, body in desk.server.calls if name == "DongBoHoSoMC"]
    assert kinds == ["False", "False", "True"]


def test_an_older_picture_never_replaces_a_newer_one(desk: Desk) -> None:
    made = receive(desk.work, RESIDENCE)
    desk.good()
    desk.server.held[made.code] = {**desk.server.held[made.code], "TrangThaiHoSo": "9"}
    act(desk.work, made, "claim")
    desk.once()
    assert desk.reasons() == [("whole-differs", "TrangThaiHoSo 9")]
    assert desk.server.held[made.code]["TrangThaiHoSo"] == "9"
    by = administrator(desk.work)
    assert snapshots.again(desk.work, by, NAME, made.code, force=True) == 1
    assert (desk.good(), desk.reasons()) == (1, [])
    assert desk.server.held[made.code]["TrangThaiHoSo"] == "4"


def test_a_decision_about_it_is_one_commit(desk: Desk) -> None:
    made = receive(desk.work, RESIDENCE)
    desk.good()
    desk.server.held[made.code] = {**desk.server.held[made.code], "TrangThaiHoSo": "9"}
    act(desk.work, made, "claim")
    desk.once()
    (asked,) = review.items(desk.work)
    by = administrator(desk.work)
    stop = "BEFORE UPDATE ON attention BEGIN SELECT RAISE(ABORT, 'pulled out'); END"
    before = standing(desk)
    sql(desk, f"CREATE TRIGGER stop {stop}")
    with pytest.raises(IntegrityError, match="pulled out"):
        review.decide(desk.work, by, asked.key, "force")
    assert standing(desk) == before
    sql(desk, "DROP TRIGGER stop")
    assert review.decide(desk.work, by, asked.key, "force").sends
    assert standing(desk) != before
    with pytest.raises(NothingAskedError):
        review.decide(desk.work, by, asked.key, "force")
    assert (desk.good(), desk.reasons()) == (1, [])
    assert desk.server.held[made.code]["TrangThaiHoSo"] == "4"


def sql(desk: Desk, words: str) -> None:
    with desk.work.database.write() as tx:
        tx.exec_driver_sql(words)


def standing(desk: Desk) -> list[Any]:
    with desk.work.database.read() as tx:
        return list(tx.exec_driver_sql("SELECT state, sending, forced, mark FROM snapshot"))


def test_a_status_without_a_code_needs_a_person_and_is_never_passed_over(desk: Desk) -> None:
    codes = {"status": {"replace": True, "2": "2"}}
    desk.add(dialect=codes)
    made = receive(desk.work, RESIDENCE)
    assert desk.good() == 1
    act(desk.work, made, "claim")
    desk.once()
    assert desk.reasons() == [("whole-unmapped", "TrangThaiHoSo: 4")]
    desk.add()
    assert snapshots.again(desk.work, administrator(desk.work), NAME) == 1
    assert (desk.good(), desk.reasons()) == (1, [])


def test_a_void_dossier(desk: Desk) -> None:
    never = receive(desk.work)
    act(desk.work, never, "void", reason="Nhập nhầm")
    sent = receive(desk.work, RESIDENCE)
    desk.good()
    act(desk.work, sent, "void", reason="Nhập nhầm")
    desk.good()
    assert {code: held["TrangThaiHoSo"] for code, held in desk.server.held.items()} == {
        sent.code: "8"
    }
    assert desk.status.confirmed == 2


def test_a_portal_put_back_to_an_older_copy_hears_again(desk: Desk) -> None:
    made = [receive(desk.work, submitter=person(f"Người Thứ {n}")) for n in range(3)]
    desk.good()
    del desk.server.held[made[1].code]
    assert desk.good() == 0
    assert snapshots.again(desk.work, administrator(desk.work), NAME) == 3
    assert desk.good() == 3
    assert set(desk.server.held) == {each.code for each in made}
    assert desk.server.count("DongBoHoSoMC") == 2


def test_a_portal_that_answers_in_text_is_understood_too(desk: Desk) -> None:
    desk.server.codes_as_text = True
    receive(desk.work)
    assert desk.good() == 1


def test_an_open_window_serves_the_portal_by_itself(desk: Desk) -> None:
    behind = Exchanger(desk.work)
    made = receive(desk.work, RESIDENCE)
    behind.start()
    try:
        until(behind, lambda: desk.status.confirmed == 1)
        assert promised_status(desk, made.code) == "2"
        act(desk.work, made, "claim")
        desk.server.expire()  # meanwhile: its session is renewed, and nobody hears of it
        until(behind, lambda: desk.status.confirmed == 1)
        assert promised_status(desk, made.code) == "4"
    finally:
        behind.stop()
    assert (desk.status.online, desk.status.error, desk.status.confirmed) == (True, "", 1)
    assert desk.server.logins == 2


def until(behind: Exchanger, met: Callable[[], bool]) -> None:
    """Let the exchange run until a condition is met: a round under way may count as the first."""
    for _ in range(5):
        behind.now()
        if met():
            return
    raise AssertionError


def promised_status(desk: Desk, code: str) -> str:
    return str(desk.server.held[code]["TrangThaiHoSo"])


def test_what_was_born_at_the_portal_is_told_by_its_status_alone(desk: Desk) -> None:
    desk.add(dialect={"born": {"pattern": r"G09\..*"}})
    made = receive(desk.work, RESIDENCE)
    theirs = "G09.20-20261123-0000001"
    act(desk.work, made, "alias", id_number=theirs)
    desk.server.born[theirs] = {"MaHoSo": theirs}
    act(desk.work, made, "claim")
    assert desk.good() == 1
    assert desk.server.held == {}
    told = desk.server.born[theirs]
    assert (told["MaHoSoDonVi"], told["TrangThai"]) == (made.code, "2")
    assert [line["MaHoSo"] for line in desk.server.lines[theirs]] == [theirs, theirs]


def test_codes_that_cannot_be_used_pause_their_own_target(desk: Desk) -> None:
    with pytest.raises(CodesError):
        desk.add(dialect={"procedure": {"pattern": "{nothing}"}})
    with pytest.raises(CodesError):
        desk.add(dialect={"born": {"pattern": "("}})
    kept = targets.reached(desk.work)
    old = replace(kept, settings='{"user": 1}')
    targets.add_whole(desk.work, administrator(desk.work), old)
    assert desk.once().errors == ["CodesError"]
    assert desk.status.paused == "CodesError"
    desk.add()
    receive(desk.work)
    assert desk.good() == 1


def test_a_portal_with_codes_for_its_lists_gets_them(desk: Desk) -> None:
    codes = {
        "papers": {"original": "0", "copy": "1"},
        "fee": {"name": "Lệ phí", "when": "1"},
        "supplement": {"asked": "0", "answered": "1"},
    }
    desk.add(dialect=codes)
    made = receive(desk.work, RESIDENCE)
    act(desk.work, made, "supplement", reason="Thiếu", items=("Giấy khai sinh",))
    assert desk.good() == 1
    held = desk.server.held[made.code]
    assert all(held[name] for name in ("DanhSachLePhi", "DanhSachTepDinhKemKhac"))
    assert len(held["DanhSachHoSoBoSung"]) == 1


def test_behind_an_open_window_a_refused_password_is_not_shown_again_until_a_person_asks(
    desk: Desk,
) -> None:
    receive(desk.work)
    desk.server.password = OTHER
    assert desk.once().errors == ["SignInError"]
    shown = desk.server.logins
    behind = Exchanger(desk.work)
    behind.start()
    try:
        behind.nudge()
        for line in behind._lines:  # noqa: SLF001 - what the network's return and a mended city do
            line.cycle.network_up()
            line.cycle.wake(by_person=False)
        behind.stop()
        assert desk.server.logins == shown
        behind = Exchanger(desk.work)
        behind.start()
        behind.now()  # a person asks
        assert desk.server.logins == shown + 1
        desk.add(password=OTHER)
        behind.nudge()
        behind.now()
        assert desk.status.paused == ""
    finally:
        behind.stop()
