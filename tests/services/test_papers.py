"""Papers: each says what was true when it was first printed, however often it is printed again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from desk.domain.papers import (
    ApologySheet,
    BatchSheet,
    ClosingSheet,
    ControlSheet,
    CoverSheet,
    LabelSheet,
    LetterSheet,
    ListSheet,
    Page,
    ReceiptSheet,
    RefusalSheet,
    Sheet,
    StopSheet,
    StubSheet,
    SupplementSheet,
)
from desk.domain.records import Actor, Dossier, Paper, Status
from desk.models import log
from desk.printing import forms, wording
from desk.services import checking, intake, papers, print_queue, processing, reading
from desk.services.finding import UnknownCodeError
from desk.services.papers import Look, NothingToPrintError, UnknownFormError
from desk.services.print_queue import UnknownJobError
from desk.services.processing import ActionTimeError, Details
from desk.services.workplace import Workplace
from tests.kit import BIRTH, RESIDENCE, Clock, Counter, act, application, at, person, receive
from tests.services.filed import City
from tests.services.test_inbox import give, sent
from tests.services.test_processing import by

LOOK = Look(wording=wording.load)
Road = list[tuple[str, dict[str, Any]]]
#: For each form, the way to it.
ROADS: dict[str, Road] = {
    "receipt": [],
    "supplement": [("supplement", {"reason": "thiếu giấy", "items": ("Sổ hộ khẩu",)})],
    "refusal": [("reject", {"reason": "không thuộc thẩm quyền"})],
    "apology": [("apologise", {"reason": "hỏng mạng", "due": at("2026-12-10 17:00")})],
    "stop": [("withdraw", {"reason": "đổi ý"}), ("stop", {"reason": "theo đơn"})],
    "closing": [("supplement", {"reason": "thiếu giấy"}), ("close", {})],
    "control": [],
    "label": [],
    "batch": [("batch", {"step": "tham-dinh", "reason": "kèm bản chính"})],
    "cover": [],
    "stub": [],
    "extension": [("apologise", {"reason": "hỏng mạng", "due": at("2026-12-10 17:00")})],
    "extended": [
        ("claim", {}),
        ("verify", {"reason": "xác minh", "due": at("2026-12-10 17:00")}),
    ],
    "fee": [("claim", {}), ("fee", {"amount": 8000}), ("paid", {"amount": 8000})],
    "history": [],
}
KINDS: dict[str, type[Sheet]] = {
    "receipt": ReceiptSheet,
    "supplement": SupplementSheet,
    "refusal": RefusalSheet,
    "apology": ApologySheet,
    "stop": StopSheet,
    "closing": ClosingSheet,
    "control": ControlSheet,
    "label": LabelSheet,
    "extension": LetterSheet,
    "extended": LetterSheet,
    "fee": LetterSheet,
    "history": ListSheet,
    "batch": BatchSheet,
    "cover": CoverSheet,
    "stub": StubSheet,
}
ASKED_FOR = ("extension", "extended", "fee", "stub")  # no step prints them by itself
LIVING = ("control", "label", "cover", "history")  # they tell how the dossier stands today


def follow(work: Workplace, clock: Clock, road: Road, **facts: Any) -> Dossier:
    state = receive(work, RESIDENCE, **facts)
    for action, details in road:
        clock.pass_(days=20 if action == "close" else 1)
        if action == "batch":
            given = Details(**details)
            ((state,),) = processing.forward_many(work, [state.uid], by("leader"), given)[1:]
            continue
        state = processing.act(work, state.uid, action, by("leader"), Details(**details))
    return state


def sheet(work: Workplace, form: str, state: Dossier) -> Any:
    return papers.of_dossier(work, form, state.code, LOOK)


def test_there_is_a_way_to_every_form() -> None:
    # Papers of an act over several dossiers: their own services' tests make them.
    several = {"survey", "handover", "sitting", "result", "secure-result", "notice"}
    assert set(ROADS) == set(KINDS) == set(papers.ORIGINS) - several


@pytest.mark.parametrize("form", ROADS)
def test_a_form_comes_from_its_step_and_can_be_drawn(
    work: Workplace, clock: Clock, form: str
) -> None:
    state = follow(work, clock, ROADS[form])
    found = sheet(work, form, state)
    assert type(found) is KINDS[form]
    page = Page.A4 if isinstance(found, ListSheet) else Page.A5
    assert (found.office.unit, found.copy_no, found.page) == ("H26.033.15", 0, page)
    assert forms.render(form, found).startswith(b"%PDF")


CHANGES: list[Callable[[Workplace, Dossier], object]] = [
    lambda work, state: act(
        work,
        state,
        "correct",
        reason="nhầm",
        changes=(("submitter.name", "Trần Hoàn Toàn Khác"), ("note", "khác")),
    ),
    lambda work, state: act(work, state, "note", reason="gọi lại"),
    lambda work, state: act(work, state, "alias", id_number="G09-1"),
]


@pytest.mark.parametrize("form", sorted(set(ROADS) - set(LIVING)))
def test_a_reprint_says_what_the_first_print_said_whatever_happened_since(
    work: Workplace, clock: Clock, form: str
) -> None:
    state = follow(work, clock, ROADS[form])
    first = sheet(work, form, state)
    if form in ASKED_FOR:
        papers.reprint(work, form, state.code)
    (job,) = (job for job in print_queue.jobs(work) if job.form == form)
    assert papers.of_job(work, job.id, LOOK) == (form, first)
    for change in CHANGES:
        clock.pass_(days=1)
        change(work, state)
        assert sheet(work, form, state) == first
        assert papers.of_job(work, job.id, LOOK) == (form, first)
    assert papers.reprint(work, form, state.code) == job.id  # it waits: one paper is wanted
    print_queue.settle(work, job.id)
    again = papers.reprint(work, form, state.code)
    name, copy = papers.of_job(work, again, LOOK)
    assert (name, copy.copy_no, copy.printed_at) == (form, 1, work.now())
    assert replace(copy, copy_no=0, printed_at=None) == first
    print_queue.settle(work, again)
    act(work, state, "void", reason="nhập thử")
    assert sheet(work, form, state) == first
    third = papers.of_job(work, papers.reprint(work, form, state.code), LOOK)[1]
    assert third.copy_no == 2


def test_a_receipt_says_what_was_received(work: Workplace) -> None:
    state = receive(work, BIRTH)
    found = sheet(work, "receipt", state)
    assert (found.dossier, found.receiver, found.number) == (state, "Quản trị viên", "10001")
    assert found.issued_at == state.received_at
    assert found.due_note == ""


def test_a_completed_dossier_gets_a_new_version_of_the_receipt(
    work: Workplace, clock: Clock
) -> None:
    state = follow(work, clock, [*ROADS["supplement"], ("supplemented", {})])
    first, second = (
        papers.of_job(work, job.id, LOOK)[1]
        for job in sorted(print_queue.jobs(work), key=lambda job: job.id)
        if job.form == "receipt"
    )
    assert isinstance(first, ReceiptSheet)
    assert isinstance(second, ReceiptSheet)
    assert (first.dossier.version, second.dossier.version) == (1, 2)
    assert first.dossier.code == second.dossier.code
    assert second.dossier.due_at == state.due_at != first.dossier.due_at
    assert sheet(work, "receipt", state) == second  # a copy for the citizen is the newest


def test_a_completed_dossiers_receipt_lists_what_was_brought(work: Workplace, clock: Clock) -> None:
    brought = {"items": ("Sổ hộ khẩu cũ", "Ảnh thẻ:0:2"), "papers": (Paper(name="Đơn", copy=1),)}
    state = follow(work, clock, [*ROADS["supplement"], ("supplemented", brought)])
    first, second = (
        papers.of_job(work, job.id, LOOK)[1]
        for job in sorted(print_queue.jobs(work), key=lambda job: job.id)
        if job.form == "receipt"
    )
    assert isinstance(first, ReceiptSheet)
    assert isinstance(second, ReceiptSheet)
    before = first.dossier.papers
    assert not any(paper.added for paper in before)
    assert second.dossier.papers == state.papers
    assert state.papers == (
        *before,
        Paper(name="Đơn", copy=1, added=True),
        Paper(name="Sổ hộ khẩu cũ", original=1, added=True),
        Paper(name="Ảnh thẻ", copy=2, added=True),
    )
    # Completed once more, what came the first time stays on the list.
    for action, details in [*ROADS["supplement"], ("supplemented", {"items": ("Giấy nữa",)})]:
        state = processing.act(work, state.uid, action, by("leader"), Details(**details))
    assert [paper.name for paper in state.papers[-2:]] == ["Ảnh thẻ", "Giấy nữa"]
    assert (state.version, len(state.papers)) == (3, len(before) + 4)
    assert checking.verify(work).ok


def test_a_guided_dossiers_first_receipt_lists_what_was_brought(work: Workplace) -> None:
    city = City()
    city.connect(work)
    uid = city.file(work)
    state = act(work, uid, "guide", reason="thiếu giấy", items=("Giấy chứng sinh", "Ảnh"))
    assert sheet(work, "supplement", state).items == ("Giấy chứng sinh", "Ảnh")
    state = act(work, uid, "supplemented", items=("Giấy chứng sinh:1:1",))
    assert state.papers == (Paper(name="Giấy chứng sinh", original=1, copy=1, added=True),)
    assert sheet(work, "receipt", state).dossier.papers == state.papers


def test_a_due_date_in_a_year_not_yet_decreed_is_marked(work: Workplace, clock: Clock) -> None:
    clock.set("2026-12-31 16:00")
    state = receive(work, RESIDENCE)
    assert state.due_at is not None
    provisional = work.rules.calendar.is_provisional(2027)
    assert bool(sheet(work, "receipt", state).due_note) == provisional
    beyond = receive(work, due_at=at("2099-01-02 17:00"), due_reason="theo QĐ")
    assert sheet(work, "receipt", beyond).due_note == ""


def test_an_apology_tells_the_old_date_and_the_new(work: Workplace, clock: Clock) -> None:
    state = follow(work, clock, ROADS["apology"])
    found = sheet(work, "apology", state)
    assert (found.due_at, found.new_due_at) == (at("2026-12-03 17:00"), at("2026-12-10 17:00"))
    assert (found.signer, found.late, found.reason) == ("Trần Thử leader", False, "hỏng mạng")
    other = act(work, receive(work, RESIDENCE), "apologise", reason="x", due=at("2027-01-08 17:00"))
    assert sheet(work, "apology", other).signer == ""  # whoever is no leader leaves it to one


def test_the_history_says_when_a_step_happened_and_when_it_was_entered_much_later(
    work: Workplace, clock: Clock
) -> None:
    clock.set("2026-11-25 09:00")
    state = receive(work, RESIDENCE, received_at=at("2026-11-20 08:15"))
    clock.set("2026-11-27 16:00")
    state = act(work, state, "claim", at=at("2026-11-27 10:00"))
    state = act(work, state, "finish", at=at("2026-11-27 15:00"))
    assert [row[0] for row in sheet(work, "history", state).rows] == [
        "20/11/2026 08:15 (ghi lúc 25/11/2026 09:00)",
        "27/11/2026 10:00",
        "27/11/2026 15:00",
    ]


def test_a_stop_gives_the_papers_back(work: Workplace, clock: Clock) -> None:
    found = sheet(work, "stop", follow(work, clock, ROADS["stop"]))
    assert (found.reason, found.stage) == ("theo đơn", "đã tiếp nhận, chưa giao xử lý")
    assert (found.asked_at, found.stopped_at) == (at("2026-11-24 08:30"), at("2026-11-25 08:30"))
    assert found.returned


def test_the_control_slip_is_the_log_of_hands(work: Workplace, clock: Clock) -> None:
    state = receive(work, RESIDENCE)
    for when, action, details in (
        ("2026-11-25 09:00", "claim", {"to": "an"}),
        ("2026-11-26 09:00", "forward", {"to": "Thẩm định"}),
        ("2026-12-04 09:00", "finish", {"at": at("2026-12-03 16:59")}),
        ("2026-12-04 10:00", "hand-over", {"to": person().name, "at": at("2026-12-04 09:30")}),
    ):
        clock.set(when)
        state = act(work, state, action, **details)
    found = sheet(work, "control", state)
    assert found.issued_at == state.received_at
    assert [(row.at, row.taker_name, row.result) for row in found.rows] == [
        (at("2026-11-25 09:00"), "Quản trị viên", ""),
        (at("2026-11-26 09:00"), "Thẩm định", ""),
        # Finished in time though it was typed a day later: the same answer as queue and reports.
        (at("2026-12-03 16:59"), "", "Đúng hạn"),
        (at("2026-12-04 09:30"), person().name, ""),
    ]
    assert not reading.open_dossier(work, state.uid, by("leader")).overdue


@pytest.mark.parametrize(
    ("when", "result"),
    [
        ("2026-12-02 17:00", "Trước hạn"),
        ("2026-12-03 17:00", "Đúng hạn"),
        ("2026-12-03 17:00:01", "Quá hạn"),
    ],
)
def test_the_last_row_says_how_the_result_stood(
    work: Workplace, clock: Clock, when: str, result: str
) -> None:
    state = receive(work, RESIDENCE)
    clock.set(when)
    for action in ("finish", "reject"):
        made = act(work, receive_like(work, state), action, reason="x")
        assert sheet(work, "control", made).rows[-1].result == result


def receive_like(work: Workplace, state: Dossier) -> Dossier:
    return receive(work, RESIDENCE, received_at=state.received_at)


def test_hands_that_changed_before_it_was_written_down_are_told_as_they_did(
    work: Workplace, clock: Clock
) -> None:
    state = receive(work, RESIDENCE)
    clock.set("2026-11-27 16:00")
    told = at("2026-11-25 09:00"), at("2026-11-26 10:30")
    state = act(work, state, "claim", at=told[0])
    state = act(work, state, "forward", to="Thẩm định", at=told[1])
    state = act(work, state, "forward", to="Văn thư")
    found = [row.at for row in sheet(work, "control", state).rows]
    assert found == [*told, at("2026-11-27 16:00")]
    with pytest.raises(ActionTimeError):
        act(work, state, "forward", to="Ai", at=at("2026-11-28 08:00"))


def test_an_online_dossier_that_was_guided_is_handed_on_from_the_counter(
    work: Workplace, clock: Clock
) -> None:
    city = City()
    city.connect(work)
    uid = city.file(work)
    act(work, uid, "guide", reason="mờ")
    clock.pass_(hours=1)
    act(work, uid, "supplemented")
    state = act(work, uid, "claim")
    (row,) = sheet(work, "control", state).rows
    assert (row.giver, row.giver_name) == ("Quầy 1", "Quản trị viên")
    assert sheet(work, "supplement", state).items == ()
    assert sheet(work, "receipt", state).dossier.code == state.code


def test_slips_before_any_receipt_have_no_code(work: Workplace, admin: Actor) -> None:
    new = application(owner=person("Lê Chủ"))
    for kind, expected in (("supplement", SupplementSheet), ("refusal", RefusalSheet)):
        job = intake.turn_away(work, kind, new, admin, reason="thiếu", items=("Sổ",))
        form, found = papers.of_job(work, job, LOOK)
        assert (form, type(found)) == (kind, expected)
        assert isinstance(found, SupplementSheet | RefusalSheet)
        assert (found.matter.subject.name, found.matter.code, found.reason) == (
            "Lê Chủ",
            "",
            "thiếu",
        )
        assert forms.render(form, found).startswith(b"%PDF")


# -- what other counters and the city do ----------------------------------------------------------


def test_what_another_counter_did_meanwhile_is_not_on_a_paper_printed_before(
    counter: Counter, work: Workplace, clock: Clock
) -> None:
    """The other counter's correction is older by the clock and arrives after the printing."""
    city = City()
    city.connect(work)
    state = receive(work, RESIDENCE)
    other = Counter(counter.home.with_name("counter-2"), slot=2).make()
    with other.open() as there:
        city.connect(there)
        give(there, sent(work))
        other.clock.pass_(minutes=5)
        act(there, state, "correct", reason="x", changes=(("submitter.name", "Trần Khác"),))
        theirs = sent(there)
    clock.pass_(minutes=10)
    state = act(work, state, "supplement", reason="thiếu giấy")
    first = sheet(work, "supplement", state)
    assert first.matter.subject.name == "Nguyễn Thị Ví Dụ"
    give(work, theirs)
    assert reading.code_of(work, state.uid) == state.code
    assert sheet(work, "supplement", state) == first
    assert sheet(work, "label", state).dossier.submitter.name == "Trần Khác"
    act(work, state, "supplemented")
    assert sheet(work, "receipt", state).dossier.submitter.name == "Trần Khác"
    assert sheet(work, "supplement", state) == first


def test_a_paper_of_a_step_that_the_city_refused_can_still_be_printed_as_it_was(
    work: Workplace, clock: Clock
) -> None:
    state = follow(work, clock, ROADS["refusal"])
    first = sheet(work, "refusal", state)
    (job,) = (job for job in print_queue.jobs(work) if job.form == "refusal")
    with work.database.write() as tx:
        log.refuse(tx, [reading.events(work, state.uid)[1][-1].uid])
    with pytest.raises(NothingToPrintError):
        sheet(work, "refusal", state)  # there is no such step any more …
    assert papers.of_job(work, job.id, LOOK)[1] == first  # … but what was printed was printed


@pytest.mark.parametrize("refused_before", [True, False])
def test_a_refused_step_is_on_the_papers_printed_before_its_refusal_and_no_other(
    work: Workplace, *, refused_before: bool
) -> None:
    state = receive(work, RESIDENCE)
    act(work, state, "correct", reason="x", changes=(("note", "gấp"),))
    refused = reading.events(work, state.uid)[1][-1].uid
    act(work, state, "note", reason="sau đó")
    if refused_before:
        with work.database.write() as tx:
            log.refuse(tx, [refused])
    act(work, state, "supplement", reason="thiếu")
    act(work, state, "supplemented")
    if not refused_before:
        with work.database.write() as tx:
            log.refuse(tx, [refused])
    assert sheet(work, "receipt", state).dossier.note == ("" if refused_before else "gấp")
    assert reading.open_dossier(work, state.uid, by("leader")).dossier.note == ""


# -- what there is not -----------------------------------------------------------------------------


def test_a_form_whose_step_never_happened_cannot_be_printed(work: Workplace) -> None:
    state = receive(work)
    for form in set(ROADS) - {"receipt", "stub", *LIVING}:
        with pytest.raises(NothingToPrintError) as caught:
            sheet(work, form, state)
        assert caught.value.facts == {"form": form, "code": state.code}
    with pytest.raises(UnknownFormError):
        sheet(work, "poster", state)
    with pytest.raises(UnknownCodeError):
        papers.reprint(work, "receipt", "H26.0-000000-9999")
    with pytest.raises(UnknownJobError):
        papers.of_job(work, 999, LOOK)
    city = City()
    city.connect(work)
    online = reading.open_dossier(work, city.file(work), by("leader")).dossier
    assert online.status is Status.FILED
    with pytest.raises(NothingToPrintError):
        sheet(work, "receipt", online)
    assert sheet(work, "control", online).rows == ()


def test_the_forms_are_of_the_law_of_the_receipt(work: Workplace, clock: Clock) -> None:
    old = receive(work, received_at=at("2025-08-04 09:00"))
    assert old.regime == "2025-07"
    assert sheet(work, "receipt", old).wording.key == "2018"
    new = receive(work)
    assert sheet(work, "receipt", new).wording.key == "2025"
    clock.set("2027-03-02 09:00")
    assert sheet(work, "receipt", new).wording.key == "2025"
