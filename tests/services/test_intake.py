"""Receiving: one commit makes everything true, and what is malformed makes nothing."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.domain.catalogue import UnknownProcedureError
from desk.domain.codes import check_barcode
from desk.domain.errors import DeskError
from desk.domain.records import VN, Actor, Channel, Paper, Party
from desk.domain.rights import RIGHTS, NotAllowedError
from desk.services import checking, intake, targets
from desk.services.intake import (
    DueBeforeReceiptError,
    DueReasonError,
    DueRequiredError,
    FutureReceiptError,
)
from desk.services.workplace import Workplace
from tests.kit import (
    ALLOWANCE,
    BIRTH,
    COPIES,
    FOREIGN_MARRIAGE,
    MONDAY,
    RESIDENCE,
    Clock,
    Counter,
    act,
    application,
    at,
    number_of,
    person,
    receive,
)

ALL = ("event", "dossier", "number", "serial", "outbox", "print_job", "dossier_words", "attention")


def rows(counter: Counter) -> dict[str, int]:
    return {name: counter.rows(f"SELECT count(*) FROM {name}")[0][0] for name in ALL}


ADMIN = Actor(uid="u", login="admin", name="Quản trị viên", role="administrator")


def codes(found: tuple[Any, ...]) -> list[str]:
    return [warning.code for warning in found]


def test_everything_a_receipt_says_is_in_the_dossier(work: Workplace, admin: Actor) -> None:
    made = intake.receive(work, application(COPIES, note="gấp", result_at="Quầy 2"), admin)
    state = made.dossier
    assert (state.code, number_of(state)) == ("H26.033.15-261123-1001", 1001)
    assert state.barcode[:15] == "009992611231001"
    assert check_barcode(state.barcode) == state.barcode
    assert (state.status, state.fee, state.book, state.line) == (2, 8000, "1/2026", 1)
    assert (state.received_at, state.recorded_at, state.due_at) == (
        MONDAY,
        MONDAY,
        at("2026-11-23 17:00"),
    )
    assert (state.note, state.result_at, state.holder_name) == ("gấp", "Quầy 2", "Quầy 1")
    assert (state.custody, state.channel, state.regime) == (1, Channel.COUNTER, "2025-09")
    assert state.catalogue == work.rules.catalogue.version
    assert state.calendar == work.rules.calendar.version
    assert state.limit is not None
    assert state.due_why
    assert (made.repeated, made.receiver, made.warnings) == (False, admin, ())


def test_one_receipt_is_one_row_of_everything(counter: Counter, work: Workplace) -> None:
    targets.connect(work, ADMIN, name="city", url="u", token="t", feed="f")
    before = rows(counter)
    receive(work)
    after = rows(counter)
    assert {name: after[name] - before[name] for name in ALL} == {
        "event": 1,
        "dossier": 1,
        "number": 1,
        "serial": 1,
        "outbox": 1,
        "print_job": 1,
        "dossier_words": 1,
        "attention": 0,
    }
    assert counter.rows("SELECT form, state FROM print_job") == [("receipt", "waiting")]
    assert counter.rows("SELECT count(*) FROM number WHERE dossier_id IS NULL") == [(0,)]


def test_without_a_print_job_when_a_script_asks_for_none(counter: Counter, work: Workplace) -> None:
    made = intake.receive(work, application(), ADMIN, printed=False)
    assert made.job is None
    assert rows(counter)["print_job"] == 0


# -- once only -----------------------------------------------------------------------------------


def test_the_same_uid_answers_the_same_dossier(counter: Counter, work: Workplace) -> None:
    first = receive(work, uid="abc-1")
    before = rows(counter)
    again = intake.receive(work, application(COPIES, uid="abc-1"), ADMIN)
    assert (again.dossier, again.repeated, again.job) == (first, True, None)
    assert rows(counter) == before
    assert receive(work, uid="ABC-1") != first


def test_the_same_uid_from_many_threads_is_one_dossier(counter: Counter, work: Workplace) -> None:
    found: list[str] = []

    def run() -> None:
        found.append(receive(work, uid="same").code)

    threads = [threading.Thread(target=run) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["H26.033.15-261123-1001"] * 6
    assert rows(counter)["dossier"] == 1


def test_a_dossier_that_moved_on_is_answered_as_it_is_now(work: Workplace) -> None:
    first = receive(work, uid="abc-1")
    done = act(work, first, "finish")
    assert receive(work, uid="abc-1") == done


# -- times ---------------------------------------------------------------------------------------


def test_a_back_dated_receipt_says_so_and_numbers_its_own_day(
    work: Workplace, admin: Actor
) -> None:
    made = intake.receive(work, application(received_at=at("2026-11-20 16:00")), admin)
    state = made.dossier
    assert (state.code, state.book) == ("H26.033.15-261120-1001", "1/2026")
    assert (state.received_at, state.recorded_at) == (at("2026-11-20 16:00"), MONDAY)
    assert state.due_at == at("2026-11-23 17:00")  # after 15:00 of a Friday
    assert codes(made.warnings) == ["Backdated"]


def test_last_years_receipt_is_in_last_years_book(work: Workplace) -> None:
    assert receive(work, received_at=at("2025-12-30 09:00")).book == "1/2025"


@pytest.mark.parametrize("ahead", [timedelta(minutes=2, seconds=1), timedelta(days=400)])
def test_the_future_is_refused(
    counter: Counter, work: Workplace, admin: Actor, ahead: timedelta
) -> None:
    before = rows(counter)
    with pytest.raises(FutureReceiptError):
        intake.receive(work, application(received_at=MONDAY + ahead), admin)
    assert rows(counter) == before


def test_a_clock_a_moment_slow_is_no_future(work: Workplace) -> None:
    assert receive(work, received_at=MONDAY + timedelta(minutes=2)).code


@pytest.mark.parametrize("back", [timedelta(hours=3), timedelta(days=1), timedelta(days=400)])
def test_a_clock_set_back_gives_no_number_twice_and_the_log_holds(
    counter: Counter, work: Workplace, back: timedelta
) -> None:
    made = [receive(work) for _ in range(2)]
    counter.clock.now -= back
    made += [receive(work) for _ in range(2)]
    counter.clock.now += back
    made += [receive(work) for _ in range(2)]
    assert len({each.code for each in made}) == len({each.barcode for each in made}) == 6
    assert checking.verify(work).ok


@pytest.mark.parametrize(
    ("when", "due"),
    [
        ("2026-11-23 14:59:59", "2026-11-23 17:00"),
        ("2026-11-23 15:00:00", "2026-11-23 17:00"),
        ("2026-11-23 15:00:01", "2026-11-25 17:00"),  # the 24th is a day off
        ("2026-11-24 09:00:00", "2026-11-25 17:00"),
        ("2026-11-22 23:59:00", "2026-11-23 17:00"),
        ("2026-11-23 02:00:00", "2026-11-23 17:00"),
    ],
)
def test_no_hour_and_no_day_off_ever_stops_a_receipt(
    counter: Counter, work: Workplace, admin: Actor, when: str, due: str
) -> None:
    counter.clock.set(when)
    made = intake.receive(work, application(), admin)
    assert made.dossier.due_at == at(due)
    off = when.startswith(("2026-11-24", "2026-11-22"))
    assert codes(made.warnings) == (["ReceivedOnDayOff"] if off else [])


def test_the_machines_own_zone_counts_for_nothing(work: Workplace, clock: Clock) -> None:
    clock.now = datetime.fromisoformat("2026-11-23T23:30:00+00:00")  # 06:30 of the next day there
    state = receive(work)
    assert state.code == "H26.033.15-261124-1001"
    assert state.received_at is not None
    assert state.received_at.utcoffset() == VN.utcoffset(None)
    given_elsewhere = datetime.fromisoformat("2026-11-20T20:00:00+00:00")
    assert receive(work, received_at=given_elsewhere).code == "H26.033.15-261121-1001"


# -- due dates and fees by hand --------------------------------------------------------------------


def test_without_a_time_limit_a_due_date_and_its_reason_are_needed(
    counter: Counter, work: Workplace, admin: Actor
) -> None:
    due = at("2026-12-15 17:00")
    before = rows(counter)
    for facts, error in (
        ({}, DueRequiredError),
        ({"due_reason": "theo QĐ"}, DueRequiredError),
        ({"due_at": due}, DueReasonError),
        ({"due_at": due, "due_reason": "  "}, DueReasonError),
        ({"due_at": MONDAY - timedelta(days=1), "due_reason": "x"}, DueBeforeReceiptError),
    ):
        with pytest.raises(error):
            intake.receive(work, application(ALLOWANCE, **facts), admin)
    assert rows(counter) == before
    state = receive(work, ALLOWANCE, due_at=due, due_reason="theo QĐ công bố")
    assert (state.due_at, state.due_note, state.due_why) == (
        due,
        "theo QĐ công bố",
        ("theo QĐ công bố",),
    )
    assert number_of(state) == 1001  # no refused attempt took a number


def test_a_due_date_by_hand_goes_before_the_catalogues(work: Workplace) -> None:
    due = at("2026-12-15 11:30")
    assert receive(work, due_at=due, due_reason="hẹn thêm").due_at == due
    counted = receive(work, due_reason="chỉ là lời dặn")
    assert (counted.due_at, counted.due_note) == (at("2026-11-23 17:00"), "")


@pytest.mark.parametrize(
    ("procedure", "channel", "given", "fee", "warned"),
    [
        (BIRTH, Channel.COUNTER, None, 0, False),
        (RESIDENCE, Channel.COUNTER, None, 20000, False),
        (RESIDENCE, Channel.ONLINE, None, 10000, False),
        (RESIDENCE, Channel.POST, 12345, 12345, False),
        (FOREIGN_MARRIAGE, Channel.COUNTER, None, None, True),
        (FOREIGN_MARRIAGE, Channel.COUNTER, 0, 0, False),
    ],
)
def test_the_fee_is_the_tables_or_the_one_given_and_never_zero_by_default(
    work: Workplace,
    admin: Actor,
    procedure: str,
    channel: Channel,
    given: int | None,
    fee: int | None,
    *,
    warned: bool,
) -> None:
    made = intake.receive(work, application(procedure, channel=channel, fee=given), admin)
    assert made.dossier.fee == fee
    assert ("FeeUnknown" in codes(made.warnings)) == warned


# -- papers, people, rights -----------------------------------------------------------------------


def test_papers_left_out_are_all_that_are_asked_for_and_a_list_is_literal(
    work: Workplace, admin: Actor
) -> None:
    whole = receive(work)
    assert len(whole.papers) == 3  # of eight, five are conditional
    some = (Paper(name=whole.papers[0].name, original=1),)
    made = intake.receive(work, application(papers=some), admin)
    assert made.dossier.papers == some
    assert codes(made.warnings) == ["PaperMissing"] * sum(
        not rule.condition and not rule.present_only and rule.name != some[0].name
        for rule in work.rules.catalogue.get(BIRTH).papers
    )
    assert intake.receive(work, application(papers=()), admin).dossier.papers == ()


def test_what_is_merely_unlikely_is_said_and_blocks_nothing(work: Workplace, admin: Actor) -> None:
    made = intake.receive(
        work, application(submitter=Party(name="Lê Mẫu"), owner=person("Trần Chủ")), admin
    )
    assert codes(made.warnings) == ["AuthorityMissing", "IdentityMissing"]
    organisation = Party(name="Công ty Ví Dụ", kind="organisation", tax_code="0100000000")
    assert intake.receive(work, application(submitter=organisation), admin).warnings == ()


@pytest.mark.parametrize("role", [*RIGHTS, "citizen"])
def test_only_who_sits_at_the_counter_receives(
    counter: Counter, work: Workplace, role: str
) -> None:
    by = Actor(uid="u", login="x", name="X", role=role)
    if "receive" in RIGHTS.get(role, ()):
        assert intake.receive(work, application(), by).receiver == by
        return
    before = rows(counter)
    with pytest.raises(NotAllowedError):
        intake.receive(work, application(), by)
    assert rows(counter) == before


@pytest.mark.parametrize(
    "given",
    [
        {"procedure": "9.999999"},
        {"competent_unit": "không phải mã"},
        {"received_at": at("1999-01-01 09:00")},
    ],
)
def test_what_cannot_be_used_leaves_nothing_behind(
    counter: Counter, work: Workplace, admin: Actor, given: dict[str, Any]
) -> None:
    before = rows(counter)
    with pytest.raises(DeskError):
        intake.receive(work, application(**given), admin)
    assert rows(counter) == before
    assert work.witness.highest() == {}  # not a number was begun


def test_another_agencys_unit_stands_in_the_code(work: Workplace) -> None:
    state = receive(work, competent_unit="H26.99.01")
    assert state.code == "H26.99.01-261123-1001"
    assert state.barcode[:5] == "00999"


def test_an_unknown_procedure_is_named(work: Workplace, admin: Actor) -> None:
    with pytest.raises(UnknownProcedureError) as caught:
        intake.receive(work, application("9.999999"), admin)
    assert caught.value.facts["code"] == "9.999999"


# -- before and beside receiving -------------------------------------------------------------------


def test_a_preview_says_what_the_receipt_will_and_writes_nothing(
    counter: Counter, work: Workplace, admin: Actor
) -> None:
    before = rows(counter)
    new = application(COPIES, received_at=at("2026-11-20 16:00"))
    seen = intake.preview(work, new)
    assert rows(counter) == before
    state = intake.receive(work, new, admin).dossier
    assert (seen.due_at, seen.due_why, seen.fee, seen.papers, seen.received_at) == (
        state.due_at,
        state.due_why,
        state.fee,
        state.papers,
        state.received_at,
    )
    assert state.code.startswith(seen.code_like.rstrip("…"))
    unknown = intake.preview(work, application(ALLOWANCE))
    assert (unknown.due_at, unknown.due_why) == (None, ())


def test_a_slip_before_any_receipt_is_logged_numbered_and_printed(
    counter: Counter, work: Workplace, admin: Actor
) -> None:
    jobs = [
        intake.turn_away(work, kind, application(), admin, reason="thiếu", items=("Sổ",))
        for kind in ("supplement", "supplement", "refusal")
    ]
    assert len(set(jobs)) == 3
    found = counter.rows("SELECT type, dossier_id FROM event WHERE type = 'TurnedAway'")
    assert found == [("TurnedAway", None)] * 3
    assert rows(counter)["dossier"] == rows(counter)["number"] == 0
    assert counter.rows("SELECT form FROM print_job ORDER BY id") == [
        ("supplement",),
        ("supplement",),
        ("refusal",),
    ]
    assert counter.rows("SELECT kind, last FROM serial ORDER BY kind") == [
        ("refusal", 1),
        ("supplement", 2),
    ]
    assert checking.verify(work).ok


def test_a_known_person_is_as_at_the_latest_visit(work: Workplace) -> None:
    assert intake.known_person(work, "") is None
    assert intake.known_person(work, "001199000001") is None
    receive(work, submitter=person(address="số 1"))
    receive(work, submitter=person(address="số 2"))
    receive(work, submitter=person("Lê Chủ", personal_id="001199000002"))
    known = intake.known_person(work, "001199000001")
    assert known is not None
    assert known.address == "số 2"


def test_a_person_is_known_by_the_old_number_too(work: Workplace) -> None:
    old, new = "012345678", "001199000001"
    for number in (old, '"', "OR", ""):
        assert intake.known_person(work, number) is None
        assert intake.open_dossiers(work, number) == ()
    first = receive(work, submitter=person(personal_id=old, address="số 1"))
    second = receive(work, submitter=person(old_id=old, address="số 2"))
    # Somebody's phone may be the same row of digits; whoever acts for another is known as well.
    receive(work, submitter=person("Lê Khác", personal_id="001199000002", phone=old))
    third = receive(
        work,
        submitter=person("Trần Nộp Hộ", personal_id="001199000003", old_id="987654321"),
        owner=person("Lê Chủ", personal_id="001199000004"),
    )
    known = intake.known_person(work, old)
    assert known is not None
    assert (known.address, known.personal_id) == ("số 2", new)
    assert [row.uid for row in intake.open_dossiers(work, old)] == [second.uid, first.uid]
    assert [row.uid for row in intake.open_dossiers(work, new)] == [second.uid]
    for number in ("987654321", "001199000003", "001199000004"):
        assert [row.uid for row in intake.open_dossiers(work, number)] == [third.uid]
    acting = intake.known_person(work, "987654321")
    assert acting is not None
    assert acting.name == "Trần Nộp Hộ"


def test_open_dossiers_of_a_person(work: Workplace) -> None:
    assert intake.open_dossiers(work, "") == ()
    first, second, done = (receive(work) for _ in range(3))
    act(work, done, "finish")
    returned = act(work, done, "hand-over", to=person().name)
    assert returned.status == 10
    found = [row.uid for row in intake.open_dossiers(work, "001199000001")]
    assert found == [second.uid, first.uid]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    name=st.text(st.characters(exclude_categories=["Cs"]), max_size=250),
    note=st.text(st.characters(exclude_categories=["Cs"]), max_size=2000),
    back=st.timedeltas(timedelta(), timedelta(days=800)),
)
def test_any_text_and_any_time_is_kept_as_given_and_found_true(
    work: Workplace, name: str, note: str, back: timedelta
) -> None:
    state = receive(work, submitter=Party(name=name), note=note, received_at=MONDAY - back)
    assert (state.submitter.name, state.note, state.received_at) == (name, note, MONDAY - back)
    assert checking.verify(work).problems == ()
