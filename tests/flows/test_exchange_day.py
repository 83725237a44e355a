"""A day at two counters and the city between them: every step is seen by all, in one order."""

from __future__ import annotations

import pytest

from desk import messages
from desk.app import counter as program
from desk.app import exchange
from desk.domain.dossier import NotHolderError, VoidedError
from desk.domain.records import Channel, Status
from desk.domain.rights import NotAllowedError
from desk.services import intake, print_queue, processing, queue, reading, targets
from desk.services.processing import Details
from tests.flows.stage import Desk, Stage, every, prove, settle
from tests.kit import COPIES, RESIDENCE, act, administrator, application, at, number_of, receive

Step = tuple[str, dict[str, object], Status]

#: What may happen to a dossier of seven working days that was received at a counter.
PROCESSING: list[Step] = [
    ("claim", {}, Status.IN_HAND),
    ("supplement", {"reason": "thiếu ảnh", "items": ("Ảnh 4 × 6",)}, Status.SUPPLEMENT),
    ("supplemented", {}, Status.IN_HAND),
    ("fee", {"amount": 20_000}, Status.PAYMENT),
    ("paid", {"id_number": "AB/26E-0001"}, Status.IN_HAND),
    ("apologise", {"reason": "chờ xác minh", "due": at("2026-12-11 17:00")}, Status.IN_HAND),
    ("finish", {}, Status.DONE),
    ("hand-over", {"to": "Nguyễn Thị Ví Dụ", "id_number": "001199000001"}, Status.RETURNED),
]


def seen_by_all(stage: Stage, uid: str, status: Status) -> None:
    """Both counters exchange; then both, and the city's own table, say the same."""
    settle(stage.one, stage.two)
    assert stage.city.row(uid).status == int(status)
    assert {stage.one.see(uid), stage.two.see(uid)} == {stage.city.dossier(uid)}


# -- filed online ----------------------------------------------------------------------------------


def test_an_online_dossier_arrives_at_both_counters_with_its_two_clocks(stage: Stage) -> None:
    filed = stage.city.file(RESIDENCE)
    settle(stage.one, stage.two)
    for desk in (stage.one, stage.two):
        state = desk.see(filed["code"])
        assert (state.status, state.channel, state.holder) == (Status.FILED, Channel.ONLINE, "")
        assert number_of(state) == 1  # 0001–0999 are the city's
        assert state.filed_at == at("2026-11-23 08:30")
        assert state.acknowledge_by == at("2026-11-23 10:30")  # two hours
        assert state.answer_by == at("2026-11-25 08:30")  # eight working hours; Tuesday is off
        assert queue.counts(desk.work).online == 1
        assert desk.see(state.barcode).uid == filed["uid"]
    assert prove(stage.one, stage.two) == 1


def test_accepting_keeps_the_citys_code_and_starts_the_time_limit(stage: Stage) -> None:
    filed = stage.city.file(RESIDENCE)
    settle(stage.one, stage.two)
    stage.clock.pass_(hours=1)
    accepted = act(stage.one.work, filed["uid"], "accept")
    assert (accepted.code, accepted.barcode) == (filed["code"], filed["barcode"])
    assert accepted.received_at == at("2026-11-23 09:30")
    assert accepted.due_at == at("2026-12-03 17:00")  # seven working days, one of them off
    seen_by_all(stage, filed["uid"], Status.RECEIVED)
    kept = stage.city.dossier(filed["uid"])
    assert (kept.holder, kept.custody) == (stage.one.device, 1)
    assert stage.city.row(filed["uid"]).holder == stage.one.device
    # Its own receipt under the city's number; the counter's numbers are not touched by it.
    assert number_of(receive(stage.one.work)) == 1001


def test_a_guided_dossier_is_accepted_when_it_is_complete(stage: Stage) -> None:
    filed = stage.city.file(RESIDENCE)
    settle(stage.one, stage.two)
    details = {"reason": "thiếu ảnh", "items": ("Ảnh 4 × 6",)}
    guided = act(stage.one.work, filed["uid"], "guide", **details)
    assert (guided.due_at, guided.received_at) == (None, None)
    seen_by_all(stage, filed["uid"], Status.SUPPLEMENT)
    stage.clock.set("2026-11-25 10:00")
    accepted = act(stage.one.work, filed["uid"], "supplemented")
    assert accepted.received_at == at("2026-11-25 10:00")
    assert accepted.due_at == at("2026-12-04 17:00")
    seen_by_all(stage, filed["uid"], Status.RECEIVED)
    (asked,) = stage.city.dossier(filed["uid"]).supplements
    assert (asked.items, asked.answered_at) == (("Ảnh 4 × 6",), at("2026-11-25 10:00"))


def test_a_dossier_that_is_not_accepted_ends_there(stage: Stage) -> None:
    filed = stage.city.file(RESIDENCE)
    settle(stage.one, stage.two)
    act(stage.two.work, filed["uid"], "reject", reason="không thuộc thẩm quyền")
    seen_by_all(stage, filed["uid"], Status.NOT_ACCEPTED)
    kept = stage.city.dossier(filed["uid"])
    assert (kept.refusal, kept.is_open) == ("không thuộc thẩm quyền", False)
    assert [queue.counts(desk.work).open for desk in (stage.one, stage.two)] == [0, 0]


def test_both_accept_the_same_online_dossier_offline_and_the_first_has_it(stage: Stage) -> None:
    filed = stage.city.file(RESIDENCE)
    settle(stage.one, stage.two)
    act(stage.two.work, filed["uid"], "accept")
    stage.clock.pass_(minutes=10)
    act(stage.one.work, filed["uid"], "accept")
    stage.one.exchange()  # later by the clock, first at the city
    stage.two.exchange()
    assert stage.city.dossier(filed["uid"]).holder == stage.one.device
    assert stage.two.see(filed["uid"]).holder == stage.one.device
    assert stage.two.attention() == ["not-holder"]
    act(stage.two.work, filed["uid"], "resolve", reason="quầy 1 đã tiếp nhận trước")
    seen_by_all(stage, filed["uid"], Status.RECEIVED)
    assert prove(stage.one, stage.two) == 1


# -- one counter's work, seen by all ---------------------------------------------------------------


def test_the_city_and_the_other_counter_see_every_step(stage: Stage) -> None:
    state = receive(stage.one.work, RESIDENCE)
    seen_by_all(stage, state.uid, Status.RECEIVED)
    for action, details, status in PROCESSING:
        stage.clock.pass_(minutes=20)
        act(stage.one.work, state, action, **details)
        seen_by_all(stage, state.uid, status)
    kept = stage.city.dossier(state.uid)
    assert (kept.fee_asked, kept.fee_paid, kept.fee_serial) == (20_000, 20_000, "AB/26E-0001")
    assert (kept.collector, kept.collector_id) == ("Nguyễn Thị Ví Dụ", "001199000001")
    assert (kept.apologised, kept.version) == (True, 2)
    assert kept.finished_at == at("2026-11-23 10:50")
    (asked,) = kept.supplements
    assert asked.number == "10001"  # slot 1, its first of the year
    told = [each.type for each in reading.events(stage.two.work, state.code)[1]]
    assert told == [
        *("Received", "Claimed", "SupplementAsked", "Supplemented", "FeeAsked", "FeePaid"),
        *("Apologised", "Finished", "Returned"),
    ]
    assert prove(stage.one, stage.two) == 1


def test_a_refusal_after_appraisal_is_a_result_that_is_handed_over(stage: Stage) -> None:
    state = receive(stage.one.work, RESIDENCE)
    act(stage.one.work, state, "claim")
    act(stage.one.work, state, "reject", reason="không đủ điều kiện")
    seen_by_all(stage, state.uid, Status.DONE)
    act(stage.one.work, state, "hand-over", to="Nguyễn Thị Ví Dụ")
    seen_by_all(stage, state.uid, Status.RETURNED)
    assert stage.city.dossier(state.uid).refusal == "không đủ điều kiện"


def test_a_withdrawal_is_taken_back_or_ends_the_dossier(stage: Stage) -> None:
    state = receive(stage.one.work, RESIDENCE)
    act(stage.one.work, state, "claim")
    for action, status in (
        ("withdraw", Status.WITHDRAWING),
        ("resume", Status.IN_HAND),
        ("withdraw", Status.WITHDRAWING),
        ("stop", Status.STOPPED),
    ):
        stage.clock.pass_(hours=1)
        act(stage.one.work, state, action, reason="công dân xin rút")
        seen_by_all(stage, state.uid, status)
    assert prove(stage.one, stage.two) == 1


def test_a_counter_that_never_worked_reads_what_the_others_did(stage: Stage) -> None:
    states = [receive(stage.one.work), receive(stage.two.work, COPIES)]
    filed = stage.city.file(RESIDENCE)
    settle(stage.one, stage.two)
    third = stage.counter(3)
    third.exchange()
    assert {each.uid for each in every(third)} == {*(s.uid for s in states), filed["uid"]}
    assert len(queue.open_states(third.work)) == 3  # the ward's, whoever holds them
    assert prove(stage.one, stage.two, third) == 3
    third.close()


# -- custody ---------------------------------------------------------------------------------------


def test_a_claim_by_the_other_counter_moves_the_custody(stage: Stage) -> None:
    state = receive(stage.one.work, RESIDENCE)
    settle(stage.one, stage.two)
    clerk = stage.two.member("minh", "clerk")
    claimed = processing.act(stage.two.work, state.code, "claim", clerk)
    assert (claimed.holder_name, claimed.assignee) == ("Quầy 2", "minh")
    seen_by_all(stage, state.uid, Status.IN_HAND)
    kept = stage.city.dossier(state.uid)
    assert (kept.holder, kept.custody) == (stage.two.device, 2)
    with pytest.raises(NotHolderError):
        act(stage.one.work, state, "finish")
    act(stage.one.work, state, "note", reason="công dân gọi hỏi")  # remarks are anybody's
    act(stage.two.work, state, "finish")
    seen_by_all(stage, state.uid, Status.DONE)
    act(stage.one.work, state, "claim")  # and back: the citizen stands at counter 1
    act(stage.one.work, state, "hand-over", to="Nguyễn Thị Ví Dụ")
    seen_by_all(stage, state.uid, Status.RETURNED)
    assert stage.city.dossier(state.uid).custody == 3
    assert prove(stage.one, stage.two) == 1


def both_claim_offline(stage: Stage) -> tuple[str, Desk, Desk]:
    """Two counters claim the third one's dossier offline; return its uid, winner and loser."""
    state = receive(stage.one.work, RESIDENCE)
    third = stage.counter(3)
    settle(stage.one, stage.two, third)
    act(third.work, state, "claim")  # earlier by the clock …
    act(third.work, state, "note", reason="đã nhận bản chính")
    act(third.work, state, "fee", amount=20_000)
    act(third.work, state, "paid", id_number="AB/26E-0007")
    stage.clock.pass_(hours=1)
    act(stage.two.work, state, "claim")
    stage.two.exchange()  # … but the other one was at the city first
    third.exchange()
    return state.uid, stage.two, third


def test_of_two_claims_offline_the_first_at_the_city_wins(stage: Stage) -> None:
    uid, winner, loser = both_claim_offline(stage)
    stage.one.exchange()
    assert stage.city.dossier(uid).holder == winner.device
    assert stage.one.see(uid) == winner.see(uid) == stage.city.dossier(uid)
    assert loser.see(uid).holder == winner.device
    loser.close()


def test_the_loser_is_told_in_plain_words_and_keeps_what_is_on_paper(stage: Stage) -> None:
    uid, _, loser = both_claim_offline(stage)
    reasons = loser.attention()
    assert reasons == ["custody", "held", "held", "held"]
    told = {each.dossier for each in targets.attentions(loser.work)}
    assert told == {uid}
    for language in messages.LANGUAGES:
        words = messages.words("custody", language)
        assert words.title != "custody"
        assert words.meaning
        assert words.next
    view = reading.open_dossier(loser.work, uid, administrator(loser.work))
    assert {warning.code for warning in view.warnings} == {"custody", "held"}
    # The receipt of the fee and the remark are on paper: they stay in the story, marked.
    here = {each.type: each for each in view.timeline if each.here}
    assert here["Claimed"].refused
    assert ("serial", "AB/26E-0007") in here["FeePaid"].facts
    assert ("text", "đã nhận bản chính") in here["Noted"].facts
    loser.close()


def test_one_refused_dossier_holds_up_no_other(stage: Stage) -> None:
    uid, _, loser = both_claim_offline(stage)
    other = receive(loser.work)
    act(loser.work, other, "claim")
    told = loser.exchange()
    assert (told.waiting, told.attention) == (0, 4)
    assert stage.city.row(other.uid).status == int(Status.IN_HAND)
    assert stage.city.row(uid).status == int(Status.IN_HAND)
    loser.close()


def test_resolving_ends_it_and_all_are_equal_again(stage: Stage) -> None:
    uid, winner, loser = both_claim_offline(stage)
    clerk = loser.member("minh", "clerk")
    with pytest.raises(NotAllowedError):  # a leader's decision
        processing.act(loser.work, uid, "resolve", clerk, Details(reason="tự quyết"))
    leader = loser.member("ha", "leader")
    processing.act(loser.work, uid, "resolve", leader, Details(reason="quầy 2 giữ hồ sơ"))
    assert loser.attention() == []
    settle(stage.one, winner, loser)
    (status,) = targets.statuses(loser.work)
    assert (status.waiting, status.attention) == (0, 0)
    assert status.confirmed == status.created
    assert loser.see(uid).holder == winner.device
    assert prove(stage.one, winner, loser) == 1
    # Nothing of it was thrown away, and work goes on.
    kept = [each.type for each in reading.events(loser.work, uid)[1]]
    assert kept.count("Claimed") == 2
    assert "FeePaid" in kept
    act(winner.work, uid, "finish")
    act(loser.work, uid, "note", reason="đã hoàn phí cho công dân")
    settle(stage.one, winner, loser)
    assert prove(stage.one, winner, loser) == 1
    loser.close()


def test_work_on_a_dossier_that_was_claimed_meanwhile_needs_a_person(stage: Stage) -> None:
    state = receive(stage.one.work, RESIDENCE)
    settle(stage.one, stage.two)
    act(stage.two.work, state, "claim")
    stage.two.exchange()
    act(stage.one.work, state, "finish")  # offline: it does not know yet
    stage.one.exchange()
    assert stage.one.attention() == ["not-holder"]
    assert stage.city.row(state.uid).status == int(Status.IN_HAND)
    act(stage.one.work, state, "resolve", reason="quầy 2 làm tiếp")
    settle(stage.one, stage.two)
    assert prove(stage.one, stage.two) == 1


# -- what both may write ---------------------------------------------------------------------------


def test_contact_corrections_of_both_counters_are_both_kept(stage: Stage) -> None:
    state = receive(stage.one.work, RESIDENCE)
    settle(stage.one, stage.two)
    corrected = {"reason": "công dân báo"}
    act(stage.one.work, state, "correct", changes=(("submitter.phone", "0911111111"),), **corrected)
    stage.clock.pass_(minutes=1)
    act(
        stage.two.work,
        state,
        "correct",
        changes=(("submitter.address", "Số 2 phố Không Có Thật"),),
        **corrected,
    )
    seen_by_all(stage, state.uid, Status.RECEIVED)
    kept = stage.city.dossier(state.uid).submitter
    assert (kept.phone, kept.address) == ("0911111111", "Số 2 phố Không Có Thật")
    assert prove(stage.one, stage.two) == 1


@pytest.mark.parametrize("first", ["holder", "other"])
def test_two_phones_from_one_base_are_both_kept_until_a_person_decides(
    stage: Stage, first: str
) -> None:
    state = receive(stage.one.work, RESIDENCE)
    settle(stage.one, stage.two)
    written = [(stage.one, "0911111111"), (stage.two, "0922222222")]
    for desk, phone in written if first == "holder" else reversed(written):
        change = (("submitter.phone", phone),)
        act(desk.work, state, "correct", changes=change, reason="công dân báo")
        stage.clock.pass_(minutes=1)
    settle(stage.one, stage.two)
    # The holder's stands for the time being, whoever wrote last; one thing is to be looked at.
    seen_by_all(stage, state.uid, Status.RECEIVED)
    assert stage.city.dossier(state.uid).submitter.phone == "0911111111"
    for desk in (stage.one, stage.two):
        (asked,) = targets.attentions(desk.work)
        assert (asked.reason, asked.dossier, asked.detail) == (
            *("contested", state.uid),
            "submitter.phone",
        )
        (status,) = targets.statuses(desk.work)
        assert (status.waiting, status.attention) == (0, 0)  # nothing of it has to be sent
        view = reading.open_dossier(desk.work, state.uid, administrator(desk.work))
        (warning,) = view.warnings
        for language in messages.LANGUAGES:
            said = str(messages.words(warning.code, language, dict(warning.facts)))
            assert "0911111111" in said
            assert "0922222222" in said
            listed = str(messages.words(asked.reason, language, {"detail": asked.detail}))
            assert "0922222222" not in listed
            assert "submitter.phone" not in said + listed
    assert prove(stage.one, stage.two) == 1

    act(stage.two.work, state, "resolve", reason="đã gọi công dân")
    settle(stage.two, stage.one)
    seen_by_all(stage, state.uid, Status.RECEIVED)
    assert stage.city.dossier(state.uid).contested == ()
    assert stage.city.dossier(state.uid).submitter.phone == "0911111111"
    assert (stage.one.attention(), stage.two.attention()) == ([], [])
    assert prove(stage.one, stage.two) == 1


def test_a_correction_that_has_seen_both_values_settles_them(stage: Stage) -> None:
    state = receive(stage.one.work, RESIDENCE)
    settle(stage.one, stage.two)
    for desk, phone in ((stage.one, "0911111111"), (stage.two, "0922222222")):
        changes = (("submitter.phone", phone), ("note", f"gọi số {phone}"))
        act(desk.work, state, "correct", changes=changes, reason="công dân báo")
    settle(stage.one, stage.two)
    assert stage.one.attention() == ["contested", "contested"]
    right = (("submitter.phone", "0922222222"),)
    act(stage.one.work, state, "correct", changes=right, reason="số kia đúng")
    settle(stage.one, stage.two)
    for desk in (stage.one, stage.two):
        assert desk.attention() == ["contested"]
        assert desk.see(state).submitter.phone == "0922222222"
        assert [each.field for each in desk.see(state).contested] == ["note"]
    # A choice for what stands gives way to a correction of it that it has not heard of.
    late = (("note", "chỉ gọi buổi sáng"),)
    act(stage.two.work, state, "correct", changes=late, reason="công dân nói thêm")
    act(stage.one.work, state, "resolve", reason="giữ ghi chú của quầy 1")
    settle(stage.two, stage.one)
    for desk in (stage.one, stage.two):
        assert (desk.attention(), desk.see(state).note) == ([], "chỉ gọi buổi sáng")
    assert prove(stage.one, stage.two) == 1


def test_a_voided_dossier_is_struck_out_everywhere_and_its_number_is_burnt(stage: Stage) -> None:
    state = receive(stage.one.work)
    settle(stage.one, stage.two)
    clerk = stage.one.member("lan", "counter")
    with pytest.raises(NotAllowedError):
        processing.act(stage.one.work, state.code, "void", clerk, Details(reason="nhầm"))
    leader = stage.one.member("ha", "leader")
    processing.act(stage.one.work, state.code, "void", leader, Details(reason="nhập nhầm"))
    settle(stage.one, stage.two)
    assert stage.city.row(state.uid).voided == 1
    assert stage.two.see(state).voided
    assert queue.counts(stage.two.work).open == 0
    with pytest.raises(VoidedError):
        act(stage.two.work, state, "claim")
    assert number_of(receive(stage.one.work)) == number_of(state) + 1
    settle(stage.one, stage.two)
    assert prove(stage.one, stage.two) == 2


def test_slips_given_before_any_receipt_reach_the_city_without_a_dossier(stage: Stage) -> None:
    by = administrator(stage.one.work)
    kinds = ("supplement", "refusal", "supplement")
    jobs = [
        intake.turn_away(
            stage.one.work,
            kind,
            application(RESIDENCE),
            by,
            reason="thiếu giấy tờ",
            items=("Ảnh 4 × 6",),
        )
        for kind in kinds
    ]
    settle(stage.one, stage.two)
    assert prove(stage.one, stage.two) == 0
    bodies = [
        bytes(body)
        for head, body in stage.city.rows("SELECT head, body FROM event ORDER BY position")
        if b'"TurnedAway"' in bytes(head)
    ]
    assert len(bodies) == 3
    # They are printed like any other paper, though no dossier has a line about them.
    for job in jobs:
        assert print_queue.take(stage.one.work) == job
        form, pdf = program.print_job(stage.one.work, stage.one.counter.folder, job)
        assert form in kinds
        assert pdf.startswith(b"%PDF")
        print_queue.settle(stage.one.work, job)


# -- proof of sameness -----------------------------------------------------------------------------


def test_the_comparison_names_exactly_what_differs(stage: Stage) -> None:
    states = [receive(stage.one.work) for _ in range(12)]
    settle(stage.one, stage.two)
    unsent = receive(stage.one.work)
    told = exchange.same(stage.one.work)
    assert (told.equal, told.ours, told.theirs) == (False, 13, 12)
    assert told.differing == (unsent.uid,)
    settle(stage.one, stage.two)
    assert exchange.same(stage.one.work).equal

    changed, lost = states[3], states[8]
    stage.two.close()
    stage.two.counter.plant("UPDATE dossier SET leaf = zeroblob(32) WHERE code = ?", changed.code)
    stage.two.counter.plant("DELETE FROM dossier WHERE code = ?", lost.code)
    stage.two.open()
    told = exchange.same(stage.two.work)
    assert (told.equal, told.ours, told.theirs) == (False, 12, 13)
    assert told.differing == tuple(sorted((changed.uid, lost.uid)))
    assert exchange.same(stage.one.work).equal


def test_a_counter_whose_clock_is_wrong_exchanges_all_the_same(stage: Stage) -> None:
    state = receive(stage.one.work, RESIDENCE)
    settle(stage.one, stage.two)
    for hours in (-30, 50):
        clock = type(stage.clock)(stage.clock())
        clock.pass_(hours=hours)
        slow = stage.counter(3 if hours < 0 else 4, clock=clock)
        settle(stage.one, stage.two, slow)
        act(slow.work, state, "note", reason="đồng hồ sai")
        mine = receive(slow.work)
        settle(stage.one, stage.two, slow)
        (offset,) = slow.counter.rows("SELECT offset_ms FROM counter")[0]
        assert offset == hours * 3_600_000
        assert stage.two.see(mine).uid == mine.uid
        settle(stage.one, stage.two, slow)
        prove(stage.one, stage.two, slow)
        slow.close()
    notes = [e for e in reading.events(stage.one.work, state.code)[1] if e.type == "Noted"]
    assert len(notes) == 2
    # Order comes from what each has seen, not from its clock: the receipt stays first.
    assert reading.events(stage.one.work, state.code)[1][0].type == "Received"
