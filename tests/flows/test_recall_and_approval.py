"""Taking a step back, and a leader's word from another PC, through a real city."""

from __future__ import annotations

from desk.domain.records import Actor, Dossier, Status
from desk.services import processing
from desk.services.processing import Details
from tests.flows.stage import Desk, Stage, prove, settle
from tests.kit import RESIDENCE, receive

LAN = Actor(uid="u-1", login="lan", name="Trần Thử Lan", role="clerk")
CHI = Actor(uid="u-3", login="chi", name="Vũ Ví Chi", role="leader")


def act(desk: Desk, made: Dossier, action: str, by: Actor, **more: object) -> Dossier:
    details = Details(**more)  # type: ignore[arg-type] # the tests name Details' own fields
    return processing.act(desk.work, made.uid, action, by, details)


def agree(stage: Stage, uid: str) -> Dossier:
    settle(stage.one, stage.two)
    state = stage.city.dossier(uid)
    assert {stage.one.see(uid), stage.two.see(uid)} == {state}
    return state


def test_a_recall_reaches_the_city_and_every_counter(stage: Stage) -> None:
    made = receive(stage.one.work, RESIDENCE)
    act(stage.one, made, "forward", LAN, step="tham-dinh")
    assert agree(stage, made.uid).step == "tham-dinh"
    processing.recall(stage.one.work, made.uid, "", LAN)
    back = agree(stage, made.uid)
    assert (back.step, back.assignee, back.custody) == ("", "", 1)
    act(stage.one, made, "forward", LAN, step="trinh-ky")
    assert (agree(stage, made.uid).step, stage.city.dossier(made.uid).custody) == ("trinh-ky", 2)
    prove(stage.one, stage.two)


def test_a_recall_before_anything_was_sent_is_the_same_to_all(stage: Stage) -> None:
    made = receive(stage.one.work, RESIDENCE)
    act(stage.one, made, "supplement", LAN, reason="thiếu")
    processing.recall(stage.one.work, made.uid, "", LAN)
    assert agree(stage, made.uid).status is Status.RECEIVED
    prove(stage.one, stage.two)


def test_a_recalled_acceptance_gives_the_filing_back_to_the_city(stage: Stage) -> None:
    filed = stage.city.file(RESIDENCE)
    settle(stage.one, stage.two)
    made = stage.one.see(filed["code"])
    act(stage.one, made, "accept", CHI)
    settle(stage.one, stage.two)
    processing.recall(stage.one.work, made.uid, "", CHI)
    back = agree(stage, made.uid)
    assert (back.status, back.holder, back.custody) == (Status.FILED, "", 0)
    act(stage.two, made, "accept", CHI)
    assert agree(stage, made.uid).status is Status.RECEIVED
    prove(stage.one, stage.two)


def test_a_filing_is_noticed_by_one_counter_and_accepted_there(stage: Stage) -> None:
    filed = stage.city.file(RESIDENCE)
    settle(stage.one, stage.two)
    made = stage.one.see(filed["code"])
    act(stage.one, made, "acknowledge", CHI)
    assert agree(stage, made.uid).holder == stage.one.see(made.uid).holder != ""
    act(stage.one, made, "accept", CHI)
    assert agree(stage, made.uid).status is Status.RECEIVED
    prove(stage.one, stage.two)


def test_a_leader_approves_at_another_pc_and_custody_stays(stage: Stage) -> None:
    made = receive(stage.one.work, RESIDENCE)
    drafted = act(stage.one, made, "propose", LAN, reason="hồ sơ phức tạp")
    settle(stage.one, stage.two)
    assert drafted.proposal is not None
    act(stage.two, made, "approve", CHI)
    state = agree(stage, made.uid)
    assert (state.due_at, state.apologised) == (drafted.proposal.due_at, True)
    assert (state.custody, state.holder) == (1, drafted.holder)
    assert act(stage.one, made, "finish", LAN).status is Status.DONE
    agree(stage, made.uid)
    prove(stage.one, stage.two)


def test_an_approval_of_what_has_meanwhile_been_withdrawn_comes_to_a_person(stage: Stage) -> None:
    made = receive(stage.one.work, RESIDENCE)
    act(stage.one, made, "propose", LAN, reason="x")
    settle(stage.one, stage.two)
    act(stage.one, made, "decline", LAN)
    settle(stage.one)
    act(stage.two, made, "approve", CHI)  # who has not heard of it yet
    settle(stage.two)
    assert not stage.city.dossier(made.uid).apologised
