"""What is drafted for a leader, what goes along in one hand-over, and what asks twice."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from desk.domain.deadline import AlreadyApologisedError, ApologyTooLateError, DueNotLaterError
from desk.domain.dossier import IllegalMoveError
from desk.domain.inner_steps import UnknownStepError
from desk.domain.papers import BatchSheet
from desk.domain.records import Actor, Dossier, Status
from desk.domain.rights import NotAllowedError
from desk.models.tables import print_job, reason
from desk.printing import forms
from desk.services import checking, papers, print_queue, processing, reading, reasons
from desk.services.guards import ChangedMeanwhileError, SecondSupplementError
from desk.services.processing import Details
from desk.services.proposals import AlreadyProposedError, NoProposalError, NotProposableError
from desk.services.steps import ArgumentMissingError
from desk.services.workplace import Workplace
from tests.kit import BIRTH, MARRIAGE, RESIDENCE, Clock, at, person, receive
from tests.services.test_papers import LOOK

CLERK = Actor(uid="u-1", login="lan", name="Trần Thử Lan", role="clerk")
COUNTER = Actor(uid="u-2", login="minh", name="Lê Mẫu Minh", role="counter")
LEADER = Actor(uid="u-3", login="chi", name="Vũ Ví Chi", role="leader")


def act(work: Workplace, made: Dossier, action: str, by: Actor = CLERK, **more: Any) -> Dossier:
    return processing.act(work, made.uid, action, by, Details(**more))


# -- drafts ------------------------------------------------------------------------------------


def test_a_draft_is_approved_as_it_stands(work: Workplace) -> None:
    made = act(work, receive(work, RESIDENCE), "propose", reason="hồ sơ phức tạp")
    assert made.proposal is not None
    assert (made.proposal.action, made.proposal.by) == ("apologise", CLERK.name)
    assert made.status is Status.RECEIVED
    due = made.proposal.due_at
    approved = act(work, made, "approve", LEADER)
    assert (approved.due_at, approved.apologised, approved.proposal) == (due, True, None)
    assert [job.form for job in print_queue.jobs(work)] == ["apology", "receipt"]
    assert checking.verify(work).ok


def test_the_new_date_is_three_working_days_after_the_promised_one(work: Workplace) -> None:
    made = act(work, receive(work, RESIDENCE), "propose", reason="x")
    assert made.due_at == at("2026-12-03 17:00")
    assert made.proposal is not None
    assert made.proposal.due_at == at("2026-12-08 17:00")


def test_a_leader_may_approve_another_date(work: Workplace) -> None:
    made = act(work, receive(work, RESIDENCE), "propose", reason="x")
    approved = act(work, made, "approve", LEADER, due=at("2026-12-14 17:00"), reason="khác")
    assert approved.due_at == at("2026-12-14 17:00")


def test_a_draft_is_sent_back_and_made_again(work: Workplace) -> None:
    made = act(work, receive(work, RESIDENCE), "propose", reason="x")
    with pytest.raises(AlreadyProposedError):
        act(work, made, "propose", reason="x")
    assert act(work, made, "decline", LEADER, reason="còn kịp").proposal is None
    for action in ("approve", "decline"):
        with pytest.raises(NoProposalError):
            act(work, made, action, LEADER)
    assert act(work, made, "propose", reason="x").proposal is not None


def test_what_may_not_be_drafted(work: Workplace, clock: Clock) -> None:
    today, late = receive(work, BIRTH), receive(work, RESIDENCE)
    with pytest.raises(ApologyTooLateError):
        act(work, today, "propose", reason="x")
    with pytest.raises(ArgumentMissingError):
        act(work, late, "propose")
    with pytest.raises(NotProposableError):
        act(work, late, "propose", reason="x", step="void")
    with pytest.raises(DueNotLaterError):
        act(work, late, "propose", reason="x", due=at("2026-12-01 17:00"))
    with pytest.raises(NotAllowedError):
        act(work, act(work, late, "propose", reason="x"), "approve", CLERK)
    clock.set("2026-12-05 08:00")
    act(work, late, "approve", LEADER)
    with pytest.raises(AlreadyApologisedError):
        act(work, late, "propose", reason="x")


def test_a_draft_of_what_has_ended_is_no_longer_approved(work: Workplace) -> None:
    made = act(work, receive(work, RESIDENCE), "propose", reason="x")
    act(work, made, "finish")
    with pytest.raises(IllegalMoveError):
        act(work, made, "approve", LEADER)
    assert "approve" not in reading.open_dossier(work, made.uid, LEADER).actions


# -- batches -----------------------------------------------------------------------------------


def batch(work: Workplace, *made: Dossier, **more: Any) -> tuple[str, tuple[Dossier, ...]]:
    return processing.forward_many(work, [each.uid for each in made], CLERK, Details(**more))


def test_several_go_along_on_one_slip(work: Workplace) -> None:
    made = [receive(work, RESIDENCE, submitter=person(f"Người Mẫu {n}")) for n in "ABC"]
    number, after = batch(work, *made, step="tham-dinh")
    assert number == "10001"
    assert {(d.step, d.assignee, d.custody) for d in after} == {("tham-dinh", "Thẩm định", 2)}
    jobs = [job for job in print_queue.jobs(work) if job.form == "batch"]
    assert len(jobs) == 1
    form, sheet = papers.of_job(work, jobs[0].id, LOOK)
    assert isinstance(sheet, BatchSheet)
    assert [line.barcode for line in sheet.lines] == [d.barcode for d in made]
    assert (sheet.taker, sheet.giver, sheet.number) == ("Thẩm định", CLERK.name, number)
    assert forms.render(form, sheet).startswith(b"%PDF")
    assert batch(work, made[0], step="trinh-ky")[0] == "10002"


def test_what_was_taken_back_is_left_out_of_the_slip(work: Workplace) -> None:
    made = [receive(work, RESIDENCE) for _ in "AB"]
    batch(work, *made, step="tham-dinh")
    processing.recall(work, made[0].uid, "", CLERK)
    (job,) = (job for job in print_queue.jobs(work) if job.form == "batch")
    assert job.state == "waiting"
    sheet = papers.of_job(work, job.id, LOOK)[1]
    assert isinstance(sheet, BatchSheet)
    assert [line.code for line in sheet.lines] == [made[1].code]


def test_all_go_along_or_none(work: Workplace) -> None:
    here, gone = receive(work, RESIDENCE), receive(work, RESIDENCE)
    act(work, gone, "void", LEADER, reason="nhập thử")
    before = reading.open_dossier(work, here.uid, CLERK)
    with pytest.raises(Exception, match="VoidedError"):
        batch(work, here, gone, step="tham-dinh")
    assert reading.open_dossier(work, here.uid, CLERK) == before
    assert batch(work, here, step="tham-dinh")[0] == "10001"  # no number is lost


def test_a_slip_is_offered_where_there_is_one(work: Workplace) -> None:
    alone, along = receive(work, RESIDENCE), receive(work, RESIDENCE)
    act(work, alone, "forward", step="trinh-ky")
    batch(work, along, step="trinh-ky")
    forms_of = [reading.open_dossier(work, d.uid, CLERK).forms for d in (alone, along)]
    assert ["batch" in each for each in forms_of] == [False, True]


def test_the_taker_claims_what_the_slip_lists_by_its_code(work: Workplace) -> None:
    made = receive(work, RESIDENCE)
    batch(work, made, step="trinh-ky")
    taken = processing.act(work, made.barcode, "claim", LEADER)
    assert (taken.assignee, taken.step) == ("chi", "trinh-ky")


def test_an_unknown_step_is_refused(work: Workplace) -> None:
    with pytest.raises(UnknownStepError):
        act(work, receive(work, RESIDENCE), "forward", step="bay")


# -- once and again ----------------------------------------------------------------------------


def asked_once(work: Workplace) -> Dossier:
    made = act(work, receive(work, RESIDENCE), "supplement", COUNTER, reason="thiếu")
    return act(work, made, "supplemented", COUNTER)


def test_a_second_request_needs_a_leader_or_a_reason(work: Workplace) -> None:
    made = asked_once(work)
    with pytest.raises(SecondSupplementError) as caught:
        act(work, made, "supplement", COUNTER, reason="thiếu nữa")
    assert "một lần" in str(caught.value.facts["law"])
    assert caught.value.facts["number"] == "10001"
    again = act(work, made, "supplement", COUNTER, reason="thiếu nữa", again="giấy vừa hết hạn")
    assert [each.again for each in again.supplements] == ["", "giấy vừa hết hạn"]


def test_a_leader_may_ask_again(work: Workplace) -> None:
    made = act(work, asked_once(work), "supplement", LEADER, reason="thiếu nữa")
    assert made.status is Status.SUPPLEMENT


def test_a_step_on_an_old_view_is_refused_and_nothing_is_written(work: Workplace) -> None:
    seen = receive(work, RESIDENCE)
    act(work, seen, "claim", COUNTER)
    with pytest.raises(ChangedMeanwhileError):
        act(work, seen, "finish", seen=seen.heads)
    now = reading.open_dossier(work, seen.uid, CLERK).dossier
    act(work, now, "note", COUNTER, reason="gọi lại")
    assert act(work, now, "finish", seen=now.heads).status is Status.DONE  # remarks do not matter


def test_a_step_taken_back_meanwhile_is_news_too(work: Workplace) -> None:
    seen = act(work, receive(work, RESIDENCE), "claim")
    processing.recall(work, seen.uid, "", CLERK)
    with pytest.raises(ChangedMeanwhileError):
        act(work, seen, "finish", seen=seen.heads)


# -- grounds and reasons -------------------------------------------------------------------------


def test_a_verification_is_extended_on_the_ground_of_the_law(work: Workplace) -> None:
    made = act(work, receive(work, MARRIAGE), "verify", reason="nơi cư trú trước")
    assert made.due_at == at("2026-12-01 17:00")  # five working days after Monday, Tuesday off
    assert any("Điều 18" in line for line in made.due_why)
    story = reading.open_dossier(work, made.uid, CLERK).timeline
    assert dict(story[-1].facts)["ground"].startswith("Luật Hộ tịch")


def test_the_reasons_that_an_office_uses_come_first(work: Workplace) -> None:
    said = "Thiếu ảnh của người nộp"
    for _ in range(2):
        act(work, receive(work, BIRTH), "supplement", reason=f" {said}  ")
    act(work, receive(work, BIRTH), "supplement", reason="của 001199000001")
    procedure = work.rules.catalogue.get(BIRTH)
    with work.database.read() as tx:
        offered = reasons.offered(tx, work, "supplement", procedure)
        kept = tx.execute(select(reason.c.text, reason.c.uses)).all()
    assert offered[0] == said
    assert "giấy chứng sinh" in offered[1]
    assert [tuple(row) for row in kept] == [(said, 2)]  # numbers of persons are not kept


def test_a_void_leaves_nothing_to_print(work: Workplace) -> None:
    made = act(work, receive(work, RESIDENCE), "supplement", reason="thiếu")
    act(work, made, "void", LEADER, reason="nhập thử")
    with work.database.read() as tx:
        states = tx.execute(select(print_job.c.state)).scalars().all()
    assert states == ["cancelled", "cancelled"]
