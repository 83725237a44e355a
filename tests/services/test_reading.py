"""One dossier as a screen shows it: its state, its story, and how far the city has followed."""

from __future__ import annotations

import pytest

from desk.domain.records import Actor
from desk.services import outbox, reading
from desk.services.finding import UnknownCodeError
from desk.services.workplace import Workplace
from desk.wire import exchange
from tests.kit import RESIDENCE, Clock, act, at, receive
from tests.services.filed import City
from tests.services.test_processing import by


def test_a_story_is_told_in_its_order_with_what_each_step_said(
    work: Workplace, clock: Clock
) -> None:
    state = receive(work, RESIDENCE)
    clock.set("2026-11-25 09:00")
    act(work, state, "supplement", reason="thiếu giấy", items=("Sổ", "Ảnh"))
    view = reading.open_dossier(work, state.code, by("leader"))
    assert [entry.type for entry in view.timeline] == ["Received", "SupplementAsked"]
    first, asked = view.timeline
    assert (first.actor.login, first.device, first.here) == ("admin", "Quầy 1", True)
    assert asked.at == at("2026-11-25 09:00")
    facts = dict(asked.facts)
    assert (facts["reason"], facts["items"], facts["number"]) == (
        "thiếu giấy",
        "Sổ; Ảnh",
        "10001",
    )
    assert dict(first.facts)["code"] == state.code
    assert view.overdue is False
    clock.set("2026-12-20 09:00")
    assert reading.open_dossier(work, state.code, by("leader")).overdue is False  # it waits


def test_what_was_brought_is_told_each_time(work: Workplace) -> None:
    state = receive(work, RESIDENCE)
    for items in (("Sổ", "Ảnh:0:2"), (), ("Đơn",)):
        act(work, state, "supplement", reason="thiếu giấy")
        act(work, state, "supplemented", items=items)
    entries = reading.open_dossier(work, state.code, by("leader")).timeline
    told = [dict(each.facts).get("items") for each in entries if each.type == "Supplemented"]
    assert told == ["Sổ; Ảnh", None, "Đơn"]


def test_a_fee_that_is_not_paid_is_said_when_the_result_may_be_handed_over(
    work: Workplace,
) -> None:
    state = receive(work, RESIDENCE)

    def said() -> list[tuple[str, dict[str, str]]]:
        view = reading.open_dossier(work, state.code, by("leader"))
        return [(each.code, dict(each.facts)) for each in view.warnings]

    assert said() == []  # there is time yet
    act(work, state, "finish")
    assert said() == [("fee_unpaid", {"amount": "20.000"})]
    act(work, state, "hand-over", to="Nguyễn Thị Ví Dụ")
    assert said() == []

    state = receive(work, RESIDENCE)
    act(work, state, "claim")
    act(work, state, "fee", amount=20000)
    act(work, state, "paid")
    act(work, state, "finish")
    assert said() == []
    state = receive(work, RESIDENCE)
    act(work, state, "reject", reason="không đủ điều kiện")
    assert said() == []
    state = receive(work, RESIDENCE)
    act(work, state, "finish")
    act(work, state, "void", reason="thử")
    assert said() == []


def test_whether_the_city_has_it_is_told_step_by_step(work: Workplace) -> None:
    state = receive(work)
    alone = reading.open_dossier(work, state.code, by("leader"))
    assert (alone.waiting_sync, alone.timeline[0].confirmed) == (1, False)
    assert not alone.timeline[0].awaited  # there is nobody who could
    City().connect(work)
    batch = outbox.waiting(work, "city", work.now(), everything=True)
    assert batch is not None
    results = [exchange.Verdict(uid=uid, verdict="accepted") for uid in batch.uids]
    outbox.settle(work, "city", exchange.Pushed(results=results, acked_through=3), work.now())
    act(work, state, "note", reason="x")
    view = reading.open_dossier(work, state.code, by("leader"))
    assert [entry.confirmed for entry in view.timeline] == [True, False]
    assert all(entry.awaited for entry in view.timeline)
    assert view.waiting_sync == 1


def test_what_came_from_elsewhere_is_theirs(work: Workplace) -> None:
    city = City()
    city.connect(work)
    uid = city.file(work)
    act(work, uid, "accept")
    view = reading.open_dossier(work, uid, by("leader"))
    assert [(entry.here, entry.confirmed) for entry in view.timeline] == [
        (False, True),
        (True, False),
    ]
    assert view.timeline[0].actor.role == "citizen"


def test_code_of_a_uid(work: Workplace, admin: Actor) -> None:
    state = receive(work)
    assert reading.code_of(work, state.uid) == state.code
    assert reading.code_of(work, "elsewhere") == "elsewhere"
    with pytest.raises(UnknownCodeError):
        reading.open_dossier(work, "elsewhere", admin)
    assert reading.events(work, state.barcode)[0] == state
