"""One row of an old list becomes the event of its dossier, or says what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desk.domain import events as ev
from desk.domain import importing_views, merge
from desk.domain.errors import InputError
from desk.domain.fold import fold, fold_all
from desk.domain.importing import (
    COMPARED,
    Cell,
    Fault,
    Reader,
    Source,
    Taken,
    batch_of,
    changed,
    uid_of,
)
from desk.domain.importing_plan import (
    Plan,
)
from desk.domain.importing_values import (
    status,
)
from desk.domain.oldtext import Encoding
from desk.domain.records import Channel, Dossier, Party, Status
from desk.domain.snapshots import Snapshot, is_untold
from desk.domain.standing import micros, standings
from tests.domain.rule_files import at
from tests.domain.stories import CLERK
from tests.domain.test_fold import event

TODAY = date(2026, 11, 30)
S = Status

# ------------------------------------------------------------------------ rows

FIELDS = {
    "code": "h26-190305-1001",
    "procedure_name": "Đăng ký khai sinh",
    "owner": "Nguyễn Thị Ví Dụ",
    "received": "05/03/2019",
    "due": "08/03/2019",
    "returned": "07/03/2019",
    "status": "Đã trả",
}


def source(**changes: Any) -> Source:
    made = Source(
        unit="H26.1",
        batch="b1",
        digest="d1",
        plan=Plan(columns={}),
        headings={name: name.upper() for name in FIELDS},
        encodings={},
        mixed=frozenset(),
        procedures={"1.001193": "Đăng ký khai sinh"},
        regime=lambda day: f"R{day.year}",
        now=at("2026-11-30 09:00"),
        holder_name="Quầy 1",
    )
    return replace(made, **changes)


def read(row: dict[str, Any] | None = None, /, *, of: Source | None = None, **more: Any) -> Taken:
    said = {**FIELDS, **(row or {}), **more}
    cells = {n: v if isinstance(v, Cell) else Cell(value=v) for n, v in said.items()}
    taken = Reader(of or source()).read(7, cells)
    assert taken is not None
    return taken


def body(**more: Any) -> ev.Imported:
    taken = read(**more)
    assert taken.body is not None, taken.errors
    return taken.body


def faults(**more: Any) -> list[tuple[str, str]]:
    taken = read(**more)
    assert taken.body is None
    return [(each.column, each.code) for each in taken.errors]


def warned(**more: Any) -> list[str]:
    return [each.code for each in read(**more).warnings]


def test_a_row_is_the_dossier_as_the_old_system_knew_it() -> None:
    made = body(
        fee="8000", serial="01", officer="Trần Thị Thử", note="dòng 1\ndòng 2", collector="Bà Ví Dụ"
    )
    assert (made.code, made.given) == ("H26-190305-1001", "h26-190305-1001")
    assert (made.procedure, made.procedure_name) == ("1.001193", "Đăng ký khai sinh")
    assert made.submitter == Party(name="Nguyễn Thị Ví Dụ")
    assert made.received_at == at("2019-03-05 08:00")
    assert (made.due_at, made.returned_at) == (at("2019-03-08 17:00"), at("2019-03-07 17:00"))
    assert made.finished_at == made.returned_at
    assert (made.status, made.batch, made.row, made.regime) == (S.RETURNED, "b1", 7, "R2019")
    assert (made.fee, made.fee_paid, made.fee_serial) == (8000, 8000, "01")
    assert (made.note, made.collector) == ("dòng 1\ndòng 2", "Bà Ví Dụ")
    assert body(code="H26-190305-1001").given == ""


def test_an_empty_row_is_nothing_and_a_row_without_a_code_gets_one_that_stays() -> None:
    reader = Reader(source())
    assert reader.read(1, {"code": Cell(), "note": Cell(value=" ")}) is None
    cells = {name: Cell(value=value) for name, value in FIELDS.items() if name != "code"}
    first, second = reader.read(2, cells), reader.read(3, cells)
    again = Reader(source()).read(9, cells)
    assert first
    assert second
    assert again
    assert first.body
    assert second.body
    assert again.body
    assert first.body.code.startswith("CU-")
    assert first.body.code == again.body.code != second.body.code
    told = [(each.row, each.code) for each in (*first.warnings, *second.warnings)]
    assert told == [(2, "ImportNoCode"), (3, "ImportNoCode")]


def test_what_is_needed_must_be_there() -> None:
    assert faults(received=None) == [("RECEIVED", "ImportMissingError")]
    assert faults(owner=None) == [("OWNER", "ImportMissingError")]
    assert faults(procedure_name=None) == [("PROCEDURE_NAME", "ImportMissingError")]
    assert faults(status="Đang xử lý", due=None) == [("DUE", "ImportDueError")]
    assert faults(received=Cell(uncounted=True)) == [("RECEIVED", "ImportFormulaError")]


def test_everything_wrong_about_a_row_is_told_at_once() -> None:
    told = faults(received="mai", owner="a\x07", procedure_name="x\x00", status="?", fee="-1")
    assert told == [
        ("RECEIVED", "ImportDateError"),
        ("OWNER", "ControlCharacterError"),
        ("PROCEDURE_NAME", "ControlCharacterError"),
        ("STATUS", "ImportStatusError"),
        ("", "ImportAmountError"),
    ]
    assert faults(owner="x" * 251) == [("OWNER", "TextTooLongError")]
    assert body(owner="Nguyễn " * 30).submitter.name == ("Nguyễn " * 30).strip()


def test_days_must_go_together() -> None:
    assert faults(received="05/03/2031") == [
        ("RECEIVED", "ImportFutureError"),
        ("DUE", "ImportOrderError"),
        ("RETURNED", "ImportOrderError"),
    ]
    assert body(due="05/03/2031", status="Đang xử lý").due_at == at("2031-03-05 17:00")
    assert faults(returned="04/03/2019") == [("RETURNED", "ImportOrderError")]


def test_an_open_dossier_is_due_after_so_many_days_where_the_map_says_so() -> None:
    taken = read(due=None, status="4", of=source(plan=Plan(columns={}, due_days=10)))
    assert taken.body is not None
    assert taken.body.due_at == at("2019-03-15 17:00")
    assert (taken.body.finished_at, taken.body.returned_at) == (None, None)


def test_how_far_a_dossier_came_shows_by_its_days_where_no_word_says_it() -> None:
    assert body(status=None).status is S.RETURNED
    assert body(status=None, returned=None, finished="07/03/2019").status is S.DONE
    assert body(status=None, returned=None).status is S.IN_HAND
    assert body(status="9").returned_at is None


def test_an_end_without_a_day_is_assumed_and_told() -> None:
    assert warned(returned=None, status="9") == ["ImportFinishAssumed"]
    assert body(returned=None, status="9").finished_at == at("2019-03-08 17:00")
    assert body(returned=None, due=None, status="10").returned_at == at("2019-03-05 08:00")
    ahead = body(returned=None, due="01/01/2031", status="8")
    assert ahead.finished_at == at("2019-03-05 08:00")
    early = body(returned="08/03/2019", due="08/03/2019 11:00")
    assert early.finished_at == early.due_at  # the list tells days: on that day is in time


def test_whose_it_is_and_who_brought_it() -> None:
    facts = {
        "birth_date": "1985",
        "personal_id": 1085000123,
        "address": "Số 1\nđường Ví Dụ",
        "phone": 900000123,
    }
    two = body(submitter="Trần Văn Thử", **facts)
    assert two.submitter == Party(name="Trần Văn Thử")
    assert two.owner == Party(
        name="Nguyễn Thị Ví Dụ",
        birth_date="1985",
        personal_id="001085000123",
        address="Số 1 đường Ví Dụ",
        phone="0900000123",
    )
    assert body(submitter="nguyen thi vi du").owner is None
    assert body(owner=None, submitter="Trần Văn Thử").submitter.name == "Trần Văn Thử"
    assert warned(**facts) == ["ImportIdPadded"]
    odd = body(personal_id="B1234567")
    assert (odd.submitter.old_id, odd.submitter.personal_id) == ("B1234567", "")
    assert warned(personal_id="B1234567") == ["ImportIdOdd"]


def test_procedures_are_found_by_code_or_name_and_old_ones_kept() -> None:
    assert body(procedure_name="THU TUC DANG KY KHAI SINH").procedure == "1.001193"
    assert body(procedure="1.001193.000.00.00.H26", procedure_name="").procedure == "1.001193"
    old = body(procedure_name="Việc cũ")
    assert old.procedure.startswith("CU.")
    assert old.procedure_name == "Việc cũ"
    assert warned(procedure_name="Việc cũ") == ["ImportProcedureOld"]
    assert body(procedure="9.999999", procedure_name=None).procedure_name == "9.999999"
    mapped = source(plan=Plan(columns={}, procedures={"viec cu": "1.001193"}))
    taken = read(procedure_name="Việc cũ", of=mapped)
    assert taken.body is not None
    assert taken.body.procedure == "1.001193"


def test_old_letters_are_read_and_odd_ones_told() -> None:
    old = source(encodings={"owner": Encoding.TCVN3}, mixed=frozenset({"owner"}))
    taken = read(owner="NguyÔn ThÞ VÝ Dô", of=old)
    assert taken.body is not None
    assert taken.body.submitter.name == "Nguyễn Thị Ví Dụ"
    assert warned(owner="NguyÔn ThÞ VÝ Dô") == ["ImportLetters"]


def test_constants_and_defaults_fill_what_a_list_lacks() -> None:
    plan = Plan(columns={}, constants={"channel": "post"}, defaults={"officer": "Trần Thị Thử"})
    taken = read(channel="online", of=source(plan=plan))
    assert taken.body is not None
    assert (taken.body.channel, taken.body.officer) == (Channel.POST, "Trần Thị Thử")


def test_what_a_changed_row_says_otherwise_is_named() -> None:
    before, now = body(), body(officer="Bà Mới", returned="06/03/2019")
    assert before.fingerprint != now.fingerprint
    assert changed(before, now) == ("finished_at", "returned_at", "officer")
    assert changed(before, body()) == ()
    assert set(COMPARED) <= set(ev.Imported.__slots__)


def test_names_of_batches_and_dossiers_follow_from_what_they_are() -> None:
    assert batch_of("u", "d", {"a": 1}) == batch_of("u", "d", {"a": 1}) != batch_of("u", "e", {})
    assert uid_of("u", "c") == uid_of("u", "c") != uid_of("v", "c")
    assert len(uid_of("u", "c")) == 36


# ------------------------------------------------------------------------ the fold


def imported(number: int = 1, **changes: Any) -> ev.Event:
    return event(replace(body(), **changes), number)


def begun(**changes: Any) -> Dossier:
    state = fold(None, imported(**changes))
    assert state is not None
    return state


def test_a_dossier_begins_as_the_old_system_had_it() -> None:
    state = begun(officer="Trần Thị Thử")
    assert state.origin is not None
    assert (state.origin.batch, state.origin.row, state.origin.status) == ("b1", 7, S.RETURNED)
    assert (state.barcode, state.book, state.line) == ("", "", 0)
    assert (state.status, state.assignee) == (S.RETURNED, "Trần Thị Thử")
    assert not state.is_open
    # The system that had it has told of it; a target hears of it once somebody goes on with it.
    assert is_untold(Snapshot(key=1, dossier=state))
    assert not is_untold(Snapshot(key=1, dossier=replace(state, changes=2)))
    assert not is_untold(Snapshot(key=1, dossier=state, confirmed="x"))


@pytest.mark.parametrize(
    ("status_", "waits"),
    [(S.SUPPLEMENT, "supplements"), (S.PAYMENT, "fee_asked"), (S.WITHDRAWING, "withdrawn_from")],
)
def test_what_waited_there_waits_here(status_: Status, waits: str) -> None:
    state = begun(status=status_, fee=8000)
    assert state.suspended_at == state.received_at
    assert getattr(state, waits)


def test_once_more_changes_nothing_unless_it_was_struck_out() -> None:
    first = imported(1)
    again = imported(2, note="khác", batch="b2")
    struck = event(ev.Voided(reason="lấy lại"), 3)
    back = imported(4, note="lần hai", batch="b3")
    twice = fold_all([first, again])
    assert twice is not None
    assert (twice.note, twice.changes) == ("", 2)
    gone = fold_all([first, again, struck])
    assert gone is not None
    assert gone.voided
    here = fold_all([first, again, struck, back])
    assert here is not None
    assert here.origin is not None
    assert (here.voided, here.note, here.origin.batch, here.changes) == (False, "lần hai", "b3", 4)
    assert here.custody == first.custody
    received = replace(here, origin=None, voided=True)
    still = fold(received, back)
    assert still is not None
    assert still.voided  # what was received here is never brought back by a list


def test_several_counters_may_take_in_one_list() -> None:
    first = replace(imported(1), custody=1)
    assert merge.admit(None, first) is None
    assert merge.admit(None, replace(first, custody=0)) == merge.CUSTODY
    assert merge.admit(begun(), replace(imported(2), custody=1)) is None
    assert merge.admit(replace(begun(), origin=None), first) == merge.EXISTS
    assert CLERK.login == "an"


def test_errors_know_their_facts() -> None:
    with pytest.raises(InputError):
        status("?", {})


def test_one_that_ended_there_was_in_hand_until_then() -> None:
    ended = standings([imported(1)])
    assert [(each.since, each.facts.status) for each in ended] == [
        (micros(at("2019-03-05 08:00")), S.IN_HAND),
        (micros(at("2019-03-07 17:00")), S.RETURNED),
    ]
    at_once = at("2019-03-05 08:00")
    (one,) = standings([imported(1, finished_at=at_once, returned_at=at_once)])
    assert one.facts.ended_at == micros(at_once)
    (open_,) = standings([imported(1, status=S.IN_HAND, finished_at=None, returned_at=None)])
    assert open_.facts.ended_at is None
    struck = event(ev.Voided(reason="lấy lại"), 2)
    assert standings([imported(1), struck]) == ()
    assert standings([imported(1), struck, imported(3)]) == ended


def test_what_came_of_a_list_is_counted_and_not_endless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing_views, "MOST_TOLD", 2)
    outcome = importing_views.Outcome(batch="b1")
    for row in range(4):
        outcome.refuse([Fault(row=row, column="Ngày", code="ImportDateError")])
        outcome.warn(Fault(row=row, column="Tên", code="ImportLetters"))
    assert (outcome.refused, len(outcome.errors)) == (4, 2)
    ((first, number),) = outcome.warnings.values()
    assert (first.row, number) == (0, 4)
    for column in "abc":
        outcome.warn(Fault(row=1, column=column, code="ImportLetters"))
    assert len(outcome.warnings) == 2
