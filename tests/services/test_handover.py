"""Handing over several results in one act, the shelf, reminders, ratings, free corrections."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desk.domain import codes
from desk.domain import events as ev
from desk.domain.collection import (
    Collecting,
    CollectorBlockedError,
    MendTooLateError,
    NothingToMendError,
    ShelfSlotError,
)
from desk.domain.dossier import IllegalMoveError, VoidedError
from desk.domain.papers import HandoverSheet, ListSheet, ShelfSheet
from desk.domain.records import Actor, Dossier, Paper, Status
from desk.domain.rights import NotAllowedError
from desk.models.blobs import Blobs
from desk.printing import forms, wording
from desk.services import (
    checking,
    handover,
    handover_papers,
    intake,
    papers,
    print_queue,
    processing,
    reading,
    uncollected,
)
from desk.services.finding import UnknownCodeError
from desk.services.handover import (
    BadScoreError,
    ForeignCodeError,
    NothingHereError,
    UnknownMannerError,
)
from desk.services.recalling import NothingToRecallError
from desk.services.workplace import Workplace
from tests.kit import BIRTH, MARRIAGE, RESIDENCE, Clock, Counter, act, person, receive
from tests.printing.reading import flat, pypdf_text

SELF = Collecting(to="Nguyễn Thị Ví Dụ", id_number="001199000001")
STRANGER = Collecting(to="Lê Thử Khác", id_number="001199000099")


def finished(work: Workplace, procedure: str = RESIDENCE, **facts: Any) -> Dossier:
    return act(work, receive(work, procedure, **facts), "finish")


def last(work: Workplace, dossier: Dossier) -> Any:
    return reading.events(work, dossier.uid)[1][-1].body


def count_events(counter: Counter) -> int:
    return int(counter.rows("SELECT count(*) FROM event")[0][0])


def test_three_results_go_in_one_act(work: Workplace, admin: Actor) -> None:
    three = [finished(work) for _ in range(3)]
    codes = [each.uid for each in three]
    made = handover.collect(
        work, admin, codes, SELF, returned={codes[1]: ("Bản gốc GCN đã cấp",)}, slip=True
    )
    assert [each.status for each in made] == [Status.RETURNED] * 3
    assert len({each.returned_at for each in made}) == 1
    told = [last(work, each) for each in three]
    assert [body.originals for body in told] == [(), ("Bản gốc GCN đã cấp",), ()]
    assert made[1].originals_returned == ("Bản gốc GCN đã cấp",)
    assert {body.to for body in told} == {"Nguyễn Thị Ví Dụ"}
    assert checking.verify(work).ok


def test_one_that_may_not_go_keeps_all_of_them_here(
    work: Workplace, counter: Counter, admin: Actor
) -> None:
    good, open_ = finished(work), receive(work)
    before = count_events(counter)
    with pytest.raises(IllegalMoveError) as caught:
        handover.collect(work, admin, [good.uid, open_.uid], SELF)
    assert caught.value.facts["code"] == open_.code
    assert count_events(counter) == before
    with pytest.raises(NothingHereError):
        handover.collect(work, admin, [], SELF)


def test_a_stranger_is_refused_and_with_a_paper_written_down(
    work: Workplace, counter: Counter, admin: Actor
) -> None:
    mine = finished(work)
    before = count_events(counter)
    with pytest.raises(CollectorBlockedError):
        handover.collect(work, admin, [mine.uid], STRANGER)
    assert count_events(counter) == before
    paper = "Giấy ủy quyền số 12 ngày 20/11/2026"
    given = Collecting(to=STRANGER.to, id_number=STRANGER.id_number, authority=paper)
    (made,) = handover.collect(work, admin, [mine.uid], given)
    assert made.collector_authority == paper
    assert made.collector == STRANGER.to
    said = {
        form: pypdf_text(forms.render(form, papers.of_dossier(work, form, mine.uid, look())))
        for form in ("handover", "control")
    }
    assert said["handover"].count(STRANGER.to) == 2  # as the collector, and where he signs
    for words in ("người nhận thay", STRANGER.id_number, paper):
        assert words in said["handover"]
    assert "nhận thay" in flat(said["control"])


def test_a_signatures_picture_is_in_the_store(work: Workplace) -> None:
    sha = handover.keep_picture(work, b"\x89PNG", "image/png")
    assert Blobs(work.database.folder).path(sha).read_bytes() == b"\x89PNG"
    assert handover.keep_picture(work, b"\x89PNG", "image/png") == sha  # the same one is one


def test_a_hand_over_by_mistake_is_taken_back(work: Workplace, admin: Actor) -> None:
    mine = finished(work)
    handover.shelve(work, admin, [mine.uid], "A3")
    handover.collect(work, admin, [mine.uid], SELF)
    back = processing.recall(work, mine.uid, "", admin)
    assert (back.status, back.collector, back.shelf) == (Status.DONE, "", "A3")


def test_several_are_taken_back_in_one_act_or_none(
    work: Workplace, admin: Actor, counter: Counter
) -> None:
    made = [finished(work) for _ in range(3)]
    codes_ = [each.code for each in made]
    handover.collect(work, admin, codes_, SELF)
    act(work, made[2], "void", reason="nhập nhầm")  # what is void is taken back by nobody
    before = count_events(counter)
    with pytest.raises(NothingToRecallError):
        handover.take_back(work, admin, codes_)
    assert count_events(counter) == before
    back = handover.take_back(work, admin, codes_[:2])
    assert [each.status for each in back] == [Status.DONE, Status.DONE]
    with pytest.raises(NothingHereError):
        handover.take_back(work, admin, ())


def test_the_signature_is_kept_with_the_dossier(work: Workplace, admin: Actor) -> None:
    mine = finished(work)
    signed = Collecting(to=SELF.to, id_number=SELF.id_number, signature="ab" * 32)
    (made,) = handover.collect(work, admin, [mine.uid], signed)
    assert made.collector_signature == "ab" * 32


def test_only_who_works_at_the_counter_hands_over(work: Workplace) -> None:
    mine = finished(work)
    clerk = Actor(uid="u-9", login="thu", name="Trần Thử", role="clerk")
    with pytest.raises(NotAllowedError):
        handover.collect(work, clerk, [mine.uid], SELF)
    with pytest.raises(NotAllowedError):
        handover.shelve(work, clerk, [mine.uid], "A1")


def test_a_result_gets_a_place_and_loses_it_when_it_goes(work: Workplace, admin: Actor) -> None:
    mine, other = finished(work), finished(work)
    assert handover.shelve(work, admin, [mine.code, other.code], "a3") == (mine.code, other.code)
    assert [row.shelf for row in uncollected.ready(work)] == ["A3", "A3"]
    handover.shelve(work, admin, [other.uid], "")
    (made,) = handover.collect(work, admin, [mine.uid], SELF)
    assert made.shelf == ""
    assert [row.shelf for row in uncollected.ready(work)] == [""]
    with pytest.raises(ShelfSlotError):
        handover.shelve(work, admin, [other.uid], "trên tủ")


def test_the_list_of_what_waits_begins_with_the_oldest(
    work: Workplace, admin: Actor, clock: Clock
) -> None:
    old = finished(work, result_at="Phường Khác")
    clock.pass_(days=12)
    new = finished(work, submitter=person(phone="0900000009"))
    handover.remind(work, admin, [old.uid], "phone", "gọi lúc 9 giờ")
    first, second = uncollected.ready(work)
    assert (first.uid, first.days, first.group, first.place) == (old.uid, 12, 2, "Phường Khác")
    assert first.reminders == (clock.now,)
    assert (second.uid, second.days, second.phone) == (new.uid, 0, "0900000009")
    assert second.mine


def test_a_reminder_is_written_down_without_the_number(work: Workplace, admin: Actor) -> None:
    mine = finished(work)
    handover.remind(work, admin, [mine.uid], "letter")
    body = last(work, mine)
    assert isinstance(body, ev.Reminded)
    assert (body.manner, body.note) == ("letter", "")
    with pytest.raises(UnknownMannerError):
        handover.remind(work, admin, [mine.uid], "pigeon")
    with pytest.raises(NothingHereError):
        handover.remind(work, admin, [], "phone")
    with pytest.raises(IllegalMoveError):
        handover.remind(work, admin, [receive(work).uid], "phone")


def test_a_rating_follows_the_hand_over(work: Workplace, admin: Actor) -> None:
    mine = finished(work)
    handover.collect(work, admin, [mine.uid], SELF)
    handover.rate(work, admin, [mine.uid], 5, "nhanh")
    assert reading.open_dossier(work, mine.uid, admin).dossier.rating == 5
    with pytest.raises(BadScoreError):
        handover.rate(work, admin, [mine.uid], 6)
    with pytest.raises(IllegalMoveError):
        handover.rate(work, admin, [receive(work).uid], 4)


def test_what_is_void_is_left_alone(work: Workplace, admin: Actor) -> None:
    gone = act(work, finished(work), "void", reason="nhập thử")
    for do in (
        lambda: handover.shelve(work, admin, [gone.uid], "A1"),
        lambda: handover.collect(work, admin, [gone.uid], SELF),
    ):
        with pytest.raises(VoidedError):
            do()
    assert uncollected.ready(work) == ()
    with pytest.raises(UnknownCodeError):
        handover.shelve(work, admin, ["H26.033.15-261123-9999"], "A1")


def test_a_wrong_result_is_received_again_for_nothing(
    work: Workplace, admin: Actor, clock: Clock
) -> None:
    wrong = finished(work, MARRIAGE)
    with pytest.raises(NothingToMendError):
        handover.mend(work, wrong.uid, admin)
    handover.collect(work, admin, [wrong.uid], SELF)
    clock.pass_(hours=2)
    new = handover.mend(work, wrong.uid, admin)
    assert (new.procedure, new.submitter, new.fee) == (MARRIAGE, wrong.submitter, 0)
    assert "Điều 23" in new.fee_note
    # Whatever the form says of money: it costs nothing, and the paper says why.
    asked = replace(new, fee=50_000, fee_note="")
    assert intake.preview(work, asked).fee == 0
    made = intake.receive(work, asked, admin).dossier
    assert made.corrects == wrong.uid
    assert (made.fee, made.fee_note) == (0, new.fee_note)
    old = reading.open_dossier(work, wrong.uid, admin)
    assert [(each.relation, each.code) for each in old.linked] == [("corrected_by", made.code)]
    assert "mended_by" in [warning.code for warning in old.warnings]
    fresh = reading.open_dossier(work, made.uid, admin)
    assert [(each.relation, each.code) for each in fresh.linked] == [("corrects", wrong.code)]
    assert "mends" in [warning.code for warning in fresh.warnings]


def test_after_three_working_days_it_is_a_matter_of_its_own(
    work: Workplace, admin: Actor, clock: Clock
) -> None:
    wrong = finished(work)
    handover.collect(work, admin, [wrong.uid], SELF)
    begun = handover.mend(work, wrong.uid, admin)
    clock.pass_(days=9)
    with pytest.raises(MendTooLateError):
        intake.receive(work, begun, admin)  # its form has lain about for too long
    with pytest.raises(MendTooLateError) as caught:
        handover.mend(work, wrong.uid, admin)
    assert "118/2025" in str(caught.value.facts["basis"])


def test_dossiers_of_one_visit_know_of_each_other(work: Workplace, admin: Actor) -> None:
    first = receive(work, BIRTH, sitting="s-1")
    second = receive(work, RESIDENCE, sitting="s-1")
    receive(work, RESIDENCE, sitting="s-2")
    linked = reading.open_dossier(work, first.uid, admin).linked
    assert [(each.relation, each.uid) for each in linked] == [("sitting", second.uid)]


def test_what_must_go_back_is_told_with_the_dossier(work: Workplace, admin: Actor) -> None:
    papers = (Paper(name="Tờ khai", original=1), Paper(name="Bản gốc GCN đã cấp", original=1))
    mine = finished(work, papers=papers)
    view = reading.open_dossier(work, mine.uid, admin)
    assert view.originals == ("Bản gốc GCN đã cấp",)


def test_every_change_of_the_due_date_is_told_with_its_reason(
    work: Workplace, admin: Actor, clock: Clock
) -> None:
    mine = receive(work, RESIDENCE)
    act(work, mine, "supplement", reason="thiếu ảnh")
    clock.pass_(days=2)
    act(work, mine, "supplemented")
    told = reading.open_dossier(work, mine.uid, admin).dues
    assert [each.type for each in told] == ["Received", "Supplemented"]
    assert all(each.lines for each in told)
    assert told[1].due_at > told[0].due_at


def test_each_paper_is_offered_with_the_day_it_was_made(
    work: Workplace, admin: Actor, clock: Clock
) -> None:
    mine = receive(work, RESIDENCE)
    begun = clock.now
    clock.pass_(days=1)
    act(work, mine, "supplement", reason="thiếu ảnh")
    issued = dict(reading.open_dossier(work, mine.uid, admin).issued)
    assert issued == {"receipt": begun, "stub": begun, "supplement": clock.now}


def test_why_a_step_is_not_open_is_told(work: Workplace) -> None:
    mine = receive(work)
    clerk = Actor(uid="u-9", login="thu", name="Trần Thử", role="clerk")
    closed = dict(reading.open_dossier(work, mine.uid, clerk).closed)
    assert closed["hand-over"].code == "NotAllowedError"
    assert closed["supplemented"].code == "IllegalMoveError"
    assert "finish" not in closed


def test_what_a_correction_changed_stands_in_the_story(work: Workplace, admin: Actor) -> None:
    mine = receive(work)
    act(work, mine, "correct", reason="gõ nhầm", changes=(("submitter.phone", "0911111111"),))
    entry = reading.open_dossier(work, mine.uid, admin).timeline[-1]
    assert [(c.field, c.before, c.after) for c in entry.changes] == [
        ("submitter.phone", "0900000000", "0911111111")
    ]


# -- papers ------------------------------------------------------------------------------------


def look() -> papers.Look:
    return papers.Look(wording=wording.load)


def test_the_receipt_lists_what_went_in_the_same_act(
    work: Workplace, admin: Actor, clock: Clock
) -> None:
    first, second, other = (finished(work) for _ in range(3))
    handover.collect(work, admin, [first.uid, second.uid], SELF, slip=True)
    clock.pass_(minutes=1)
    handover.collect(work, admin, [other.uid], Collecting(to="Nguyễn Thị Ví Dụ"))
    (job,) = (each.id for each in print_queue.jobs(work) if each.form == "handover")
    form, sheet = papers.of_job(work, job, look())
    assert form == "handover"
    assert isinstance(sheet, HandoverSheet)
    assert {row.code for row in sheet.rows} == {first.code, second.code}
    again = papers.of_dossier(work, "handover", first.uid, look())
    assert isinstance(again, HandoverSheet)
    assert again.rows[0].code == first.code


def queued(work: Workplace, job: int) -> ListSheet | ShelfSheet:
    form, sheet = papers.of_job(work, job, look())
    assert forms.render(form, sheet).startswith(b"%PDF")
    assert isinstance(sheet, ListSheet | ShelfSheet)
    return sheet


def test_the_list_to_call_by_has_phones_and_one_group(
    work: Workplace, admin: Actor, clock: Clock
) -> None:
    old = finished(work)
    clock.pass_(days=12)
    finished(work)
    handover.remind(work, admin, [old.uid], "phone")
    everybody = queued(work, handover_papers.print_list(work, "remind"))
    assert isinstance(everybody, ListSheet)
    assert len(everybody.rows) == 2
    some = queued(work, handover_papers.print_list(work, "remind", 2))
    assert isinstance(some, ListSheet)
    (row,) = some.rows
    assert row[1] == old.code
    assert "0900000000" in row
    assert "12 ngày" in row


def test_the_report_counts_and_names_nobody(work: Workplace, admin: Actor, clock: Clock) -> None:
    finished(work)
    clock.pass_(days=12)
    gone = finished(work)
    handover.collect(work, admin, [gone.uid], SELF)
    sheet = queued(work, handover_papers.print_list(work, "uncollected"))
    assert isinstance(sheet, ListSheet)
    assert sheet.total[1:] == ("0", "0", "1", "0", "1", "0")
    assert "Ví Dụ" not in str(sheet.rows)


def test_an_old_report_says_what_lay_there_then(
    work: Workplace, admin: Actor, clock: Clock
) -> None:
    mine = finished(work)
    then = clock.now
    clock.pass_(days=2)
    handover.collect(work, admin, [mine.uid], SELF)
    assert uncollected.total(uncollected.table(work, then)).total == 1
    assert uncollected.table(work, clock.now) == ()


def test_labels_of_a_shelf_are_queued_by_their_line(work: Workplace) -> None:
    sheet = queued(work, handover_papers.print_shelf(work, "A1-A3"))
    assert isinstance(sheet, ShelfSheet)
    assert [slot for slot, _ in sheet.slots] == ["A1", "A2", "A3"]
    with pytest.raises(ShelfSlotError):
        handover_papers.print_shelf(work, "kệ")


def test_a_code_of_another_office_is_told_apart(work: Workplace, admin: Actor) -> None:
    with pytest.raises(ForeignCodeError) as caught:
        handover.look_up(work, "H26.034.15-261123-1001", admin)
    assert caught.value.facts["unit"] == "H26.034.15"
    with pytest.raises(ForeignCodeError):
        handover.look_up(work, codes.barcode("00111", clock_day(work), 1001), admin)
    for code in ("H26.033.15-261123-9999", "nothing"):
        with pytest.raises(UnknownCodeError):
            handover.look_up(work, code, admin)
    mine = finished(work, result_at="Phường Khác")
    view = handover.look_up(work, mine.code, admin)
    assert "other_ward" in [warning.code for warning in view.warnings]


def clock_day(work: Workplace) -> date:
    return work.now().date()


def test_a_days_results_go_over_on_one_slip(work: Workplace, clock: Clock) -> None:
    done = [finished(work), finished(work, result_manner="qua bưu chính")]
    sheet = queued(work, handover_papers.print_list(work, "results"))
    assert isinstance(sheet, ListSheet)
    assert [row[0] for row in sheet.rows] == [each.code for each in done]
    assert [row[-1] for row in sheet.rows] == ["", "X"]
    assert f"{work.now():%d/%m/%Y}" in sheet.period
    clock.pass_(days=1)
    next_day = queued(work, handover_papers.print_list(work, "results"))
    assert isinstance(next_day, ListSheet)
    assert next_day.rows == ()
