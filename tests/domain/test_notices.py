"""Which notice is true of which dossier, where it can go, and what the log makes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from desk.domain import events as ev
from desk.domain import notices
from desk.domain.fold import fold_all
from desk.domain.notices import (
    ComeTimeError,
    Kind,
    NoticeAddressError,
    NoticeUnfitError,
    State,
    Way,
)
from desk.domain.records import VN, Actor, Dossier, Notice, Party, Status, SupplementRequest

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=VN)
DAY = timedelta(days=1)
HER = Party(name="Nguyễn Thị Ví Dụ", phone="0900 000 000", email="vidu@example.test")


def dossier(status: Status = Status.IN_HAND, **facts: Any) -> Dossier:
    made: dict[str, Any] = {
        "uid": "d",
        "unit": "H26.033.15",
        "code": "H26.033.15-261123-1001",
        "barcode": "",
        "status": status,
        "procedure": "1.001193",
        "procedure_name": "Thủ tục thử",
        "submitter": HER,
        "due_first": NOW + DAY,
        "due_at": NOW + DAY,
    }
    return Dossier(**(made | facts))


ASKED = (SupplementRequest(number="01/PBS", asked_at=NOW, reason="thiếu"),)


@pytest.mark.parametrize(
    ("state", "fitting"),
    [
        (dossier(), {Kind.INVITE}),
        (dossier(Status.DONE), {Kind.READY, Kind.WAITS, Kind.INVITE}),
        (dossier(Status.DONE, apologised=True, due_at=NOW), {Kind.READY, Kind.WAITS, Kind.INVITE}),
        (dossier(Status.SUPPLEMENT, supplements=ASKED), {Kind.SUPPLEMENT, Kind.INVITE}),
        (dossier(Status.SUPPLEMENT), {Kind.INVITE}),
        (dossier(Status.PAYMENT, fee_asked=8000), {Kind.FEE, Kind.INVITE}),
        (dossier(apologised=True, due_at=NOW + 3 * DAY), {Kind.APOLOGY, Kind.MOVED, Kind.INVITE}),
        (dossier(due_first=None), {Kind.INVITE}),
        (dossier(due_at=None), {Kind.INVITE}),
        (dossier(Status.RETURNED), set()),
        (dossier(Status.DONE, voided=True), set()),
    ],
)
def test_what_a_notice_says_must_be_so(state: Dossier, fitting: set[Kind]) -> None:
    assert {kind for kind in Kind if notices.fits(kind, state)} == fitting


def test_the_notice_nearest_at_hand_is_one_that_is_true() -> None:
    assert notices.usual(dossier(Status.DONE)) is Kind.WAITS
    assert notices.usual(dossier(Status.SUPPLEMENT, supplements=ASKED)) is Kind.SUPPLEMENT
    assert notices.usual(dossier(apologised=True, due_at=NOW + 3 * DAY)) is Kind.APOLOGY
    assert notices.usual(dossier()) is Kind.INVITE


def test_a_notice_that_is_not_true_is_refused() -> None:
    with pytest.raises(NoticeUnfitError) as refused:
        notices.require(Kind.READY, dossier(), come_at=None, now=NOW)
    assert refused.value.facts == {"code": dossier().code, "notice_kind": "ready"}


@pytest.mark.parametrize("come", [None, NOW, NOW - DAY])
def test_an_invitation_names_a_time_to_come(come: datetime | None) -> None:
    with pytest.raises(ComeTimeError):
        notices.require(Kind.INVITE, dossier(), come_at=come, now=NOW)
    notices.require(Kind.INVITE, dossier(), come_at=NOW + DAY, now=NOW)


@pytest.mark.parametrize(
    ("way", "text", "expected"),
    [
        (Way.EMAIL, " Vi.Du+1@Example.TEST ", "Vi.Du+1@example.test"),
        (Way.EMAIL, "a@thử.vn", "a@xn--th-yct.vn"),
        (Way.SMS, "0912.345.678", "0912345678"),
        (Way.SMS, "+84 912 345 678", "0912345678"),
        (Way.ZALO, "84912345678", "0912345678"),
        (Way.SMS, "024 3825 1234 / 0987654321", "0987654321"),
        (Way.LETTER, "Số 1\n phố Thử", "Số 1 phố Thử"),
    ],
)
def test_an_address_as_it_is_used(way: Way, text: str, expected: str) -> None:
    assert notices.checked(way, text) == expected


@pytest.mark.parametrize(
    ("way", "text", "fault"),
    [
        (Way.EMAIL, "", "missing"),
        (Way.LETTER, "  ", "missing"),
        (Way.EMAIL, "không có", "malformed"),
        (Way.EMAIL, "a@b", "malformed"),
        (Way.EMAIL, ".a@b.vn", "malformed"),
        (Way.EMAIL, "a.@b.vn", "malformed"),
        (Way.EMAIL, "a..b@c.vn", "malformed"),
        (Way.EMAIL, "ế@b.vn", "malformed"),
        (Way.EMAIL, "a@b.vn\r\nBcc: c@d.vn", "malformed"),
        (Way.EMAIL, "a@b.vn, c@d.vn", "malformed"),
        (Way.EMAIL, "a@" + "b" * 64 + ".vn", "malformed"),
        (Way.EMAIL, "a@-b.vn", "malformed"),
        (Way.EMAIL, "a" * 60 + "@" + "b.c" * 70 + ".vn", "malformed"),
        (Way.SMS, "12345", "malformed"),
        (Way.SMS, "024 3825 1234", "landline"),
    ],
)
def test_what_is_no_address_says_why(way: Way, text: str, fault: str) -> None:
    with pytest.raises(NoticeAddressError) as refused:
        notices.checked(way, text)
    assert refused.value.facts == {"notice_way": way.value, "address_fault": fault}


def test_whoever_handed_it_in_is_told_else_whose_it_is() -> None:
    owner = Party(name="Công ty Thử", kind="organisation", email="cty@example.test")
    state = dossier(owner=owner)
    assert notices.addressee(state, Way.EMAIL).name == HER.name
    nobody = replace(state, submitter=replace(HER, email="", phone="123"))
    assert notices.addressee(nobody, Way.EMAIL).address == "cty@example.test"
    with pytest.raises(NoticeAddressError) as refused:
        notices.addressee(nobody, Way.SMS)
    assert refused.value.facts["address_fault"] == "malformed"
    with pytest.raises(NoticeAddressError):
        notices.addressee(nobody, Way.LETTER)
    assert notices.named(nobody, Way.LETTER) == notices.Addressee(HER.name, "")
    home = replace(state, owner=replace(owner, address="Số 1 phố Thử"))
    assert notices.named(home, Way.LETTER) == notices.Addressee(owner.name, "Số 1 phố Thử")


def test_what_was_told_today_is_told_again_only_on_purpose() -> None:
    def told(kind: Kind, at: datetime, outcome: State = State.SENT) -> Notice:
        return Notice(uid="n", kind=kind, way="sms", outcome=outcome, prepared_at=at, at=at)

    state = dossier(
        Status.DONE,
        reminders=(NOW - DAY, NOW.replace(hour=8)),
        notices=(
            told(Kind.WAITS, NOW.replace(hour=9)),
            told(Kind.WAITS, NOW.replace(hour=10), State.FAILED),
            told(Kind.READY, NOW.replace(hour=11)),
        ),
    )
    hours = [each.hour for each in notices.today(state, Kind.WAITS, NOW)]
    assert hours == [8, 9]
    assert notices.today(state, Kind.FEE, NOW) == ()
    assert notices.today(state, Kind.WAITS, NOW + DAY) == ()


def test_pauses_grow_and_end() -> None:
    pauses = [notices.try_again(tries) for tries in range(notices.MOST_TRIES)]
    known = [each for each in pauses if each is not None]
    assert len(known) == len(pauses)
    assert known == sorted(known)
    assert timedelta(days=2) < sum(known, timedelta()) < timedelta(days=5)
    assert notices.try_again(notices.MOST_TRIES) is None


def received() -> ev.Received:
    return ev.Received(
        code="H26.033.15-261123-1001",
        barcode="",
        procedure="1.001193",
        procedure_name="Thủ tục thử",
        submitter=HER,
        received_at=NOW,
        recorded_at=NOW,
        due_at=NOW + DAY,
    )


def notified(kind: Kind, outcome: State, hour: int, **facts: Any) -> ev.Notified:
    at = NOW.replace(hour=hour)
    return ev.Notified(message="m", kind=kind, way="email", outcome=outcome, at=at, **facts)


def folded(*bodies: ev.Body) -> Dossier:
    actor = Actor(uid="u", login="an", name="Trần Thử An", role="counter")
    made = [
        ev.Event(
            uid=f"{number:03d}",
            unit="H26.033.15",
            device="a",
            epoch=1,
            seq=number,
            dossier="d",
            type=type(body).__name__,
            body=body,
            actor=actor,
            at=NOW,
            hlc=number,
            custody=1,
            hash=f"h{number}",
        )
        for number, body in enumerate((received(), *bodies), 1)
    ]
    state = fold_all(made)
    assert state is not None
    return state


def test_the_log_tells_what_became_of_a_notice() -> None:
    come = NOW + DAY
    state = folded(
        notified(Kind.INVITE, State.WAITING, 16, come_at=come),
        notified(Kind.INVITE, State.SENT, 17),
    )
    (told,) = state.notices
    assert (told.outcome, told.prepared_at.hour, told.at.hour) == ("sent", 16, 17)
    assert (told.come_at, told.by) == (come, "Trần Thử An")
    assert state.reminders == ()


def test_a_notice_of_a_result_that_went_out_is_a_reminder() -> None:
    state = folded(
        notified(Kind.WAITS, State.WAITING, 16),
        notified(Kind.WAITS, State.SENT, 17),
        notified(Kind.WAITS, State.DELIVERED, 18),
    )
    assert [each.hour for each in state.reminders] == [17]


def test_a_draft_for_a_leader_is_taken_back_by_an_empty_one() -> None:
    drafted = folded(ev.Proposed(action="approve", reason="đủ"))
    assert drafted.proposal is not None
    assert folded(ev.Proposed(action="approve"), ev.Proposed(action="")).proposal is None


ASKED_MORE = (replace(ASKED[0], items=("Giấy chứng sinh",)),)
DONE = dossier(Status.DONE, finished_at=NOW, fee_asked=8000)
MOVED = dossier(apologised=True, due_at=NOW + 3 * DAY)


@pytest.mark.parametrize(
    ("kinds", "then", "now"),
    [
        (
            {Kind.READY, Kind.WAITS, Kind.FEE},  # what is refused costs nothing
            DONE,
            replace(DONE, refusal="không thuộc địa bàn"),
        ),
        ({Kind.READY, Kind.WAITS, Kind.FEE}, DONE, replace(DONE, fee_paid=8000)),
        (
            {Kind.SUPPLEMENT},
            dossier(Status.SUPPLEMENT, supplements=ASKED),
            dossier(Status.SUPPLEMENT, supplements=ASKED_MORE),
        ),
        ({Kind.SUPPLEMENT}, dossier(), dossier(answer_until=NOW + DAY)),
        ({Kind.APOLOGY, Kind.MOVED}, MOVED, replace(MOVED, due_at=NOW + 5 * DAY)),
        (set(Kind), MOVED, replace(MOVED, submitter=replace(HER, name="Nguyễn Thị Ví Dụ Hai"))),
        (set(Kind), MOVED, replace(MOVED, submitter=replace(HER, email="khac@example.test"))),
        (set(Kind), MOVED, replace(MOVED, submitter=replace(HER, email=""))),
        (set(Kind), MOVED, replace(MOVED, result_at="Điểm tiếp nhận số 2")),
        (set(), MOVED, replace(MOVED, submitter=replace(HER, phone="0911111111"), holder="d")),
    ],
)
def test_words_of_another_day_are_stale(kinds: set[Kind], then: Dossier, now: Dossier) -> None:
    def stale(kind: Kind, before: Dossier, after: Dossier) -> bool:
        return notices.is_stale(kind, before, after, way=Way.EMAIL, address=HER.email)

    assert {kind for kind in Kind if stale(kind, then, now)} == kinds
    assert not any(stale(kind, then, then) for kind in Kind)


def test_an_address_that_somebody_typed_is_not_stale() -> None:
    mended = replace(MOVED, submitter=replace(HER, email="khac@example.test"))
    for typed in ("khac@example.test", "nha@example.test"):
        assert not notices.is_stale(Kind.MOVED, MOVED, mended, way=Way.EMAIL, address=typed)
