"""A ward with its city, two counters, and a portal: who tells the portal what, and what if both."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from desk.app import city as city_room
from desk.app import exchange
from desk.app.background import Exchanger
from desk.app.city import MergeKindError
from desk.domain.ruledata import RuleDataError
from desk.domain.views import TargetStatus
from desk.services import checking, reference, rules, targets
from tests.dialects import desks
from tests.dialects.desks import NAME, PROCEDURES
from tests.dialects.portal_server import PortalServer, portal
from tests.flows.stage import Desk, Stage, staged
from tests.kit import RESIDENCE, RESOURCES, act, administrator, receive


@pytest.fixture
def server() -> Iterator[PortalServer]:
    with portal(dict(PROCEDURES)) as made:
        yield made
        assert made.complaints == []


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with staged(tmp_path) as made:
        yield made
        for each in (made.one, made.two):
            verdict = checking.verify(each.work)
            assert verdict.ok, verdict.problems


def speak(desk: Desk, server: PortalServer) -> None:
    desks.Desk(desk.work, server).add()


def standing(desk: Desk) -> TargetStatus:
    (found,) = [each for each in targets.statuses(desk.work) if each.name == NAME]
    assert found.created == found.confirmed + found.waiting + found.attention
    return found


def once(desk: Desk) -> None:
    assert exchange.once(desk.work).errors == []


def test_one_counter_tells_the_portal_of_the_whole_ward(stage: Stage, server: PortalServer) -> None:
    speak(stage.one, server)
    mine, theirs = receive(stage.one.work, RESIDENCE), receive(stage.two.work, RESIDENCE)
    filed = stage.city.file()
    once(stage.two)
    once(stage.one)  # the city first, so that what came from there goes on at once
    assert set(server.held) == {mine.code, theirs.code}  # what nobody accepted is not told
    status = standing(stage.one)
    assert (status.created, status.confirmed, status.waiting) == (3, 3, 0)
    once(stage.two)
    act(stage.two.work, filed["code"], "accept")
    act(stage.two.work, theirs, "claim")
    once(stage.two)
    once(stage.one)
    assert {code: held["TrangThaiHoSo"] for code, held in server.held.items()} == {
        mine.code: "2",
        theirs.code: "4",
        filed["code"]: "2",
    }
    assert [line["NguoiXuLy"] for line in server.lines[filed["code"]]] == ["Quản trị viên"]
    assert standing(stage.one).waiting == 0


def test_two_places_that_speak_with_one_portal_do_no_harm(
    stage: Stage, server: PortalServer
) -> None:
    server.shows_lines = True
    speak(stage.one, server)
    speak(stage.two, server)
    made = receive(stage.one.work, RESIDENCE)
    once(stage.one)
    once(stage.two)
    act(stage.two.work, made, "claim")
    once(stage.two)
    assert server.held[made.code]["TrangThaiHoSo"] == "4"
    # Counter 1 has not heard of it, and its picture is older: it is not written over the newer one.
    act(stage.one.work, made, "correct", reason="Số mới", changes=(("note", "Gọi trước"),))
    stage.line.reply = b""  # the city does not answer counter 1
    told = exchange.once(stage.one.work, everything=True)
    assert told.targets[NAME].error == ""
    assert server.held[made.code]["TrangThaiHoSo"] == "4"
    (why,) = targets.attentions(stage.one.work)
    assert (why.reason, why.detail, why.target) == ("whole-differs", "TrangThaiHoSo 4", NAME)
    stage.line.reply = None
    once(stage.one)  # now it has: its picture is the newest, and it goes there
    assert (targets.attentions(stage.one.work), standing(stage.one).attention) == ((), 0)
    held = server.held[made.code]
    assert (held["TrangThaiHoSo"], held["GhiChu"]) == ("4", "Gọi trước")
    once(stage.two)
    assert server.count("DongBoHoSoMC") == 4  # new, new again (refused), claimed, corrected
    assert [line["TrangThai"] for line in server.lines[made.code]] == ["2", "4"]
    assert standing(stage.two).waiting == 0


def test_a_counter_put_back_to_an_older_copy_makes_nothing_twice(
    stage: Stage, server: PortalServer, tmp_path: Path
) -> None:
    desk = stage.one
    speak(desk, server)
    first = receive(desk.work, RESIDENCE)
    once(desk)
    desk.close()
    copy = desk.counter.copy_to(tmp_path / "copy")
    desk.open()
    act(desk.work, first, "claim")
    second = receive(desk.work, RESIDENCE)
    once(desk)
    desk.close()
    desk.counter.put_back(copy)
    desk.open()
    once(desk)
    once(desk)
    assert {code: held["TrangThaiHoSo"] for code, held in server.held.items()} == {
        first.code: "4",
        second.code: "2",
    }
    status = standing(desk)
    assert (status.confirmed, status.waiting, status.attention) == (2, 0, 0)
    third = receive(desk.work, RESIDENCE)
    once(desk)
    assert set(server.held) == {first.code, second.code, third.code}


def test_codes_that_the_city_publishes_hold_from_their_day(
    stage: Stage, server: PortalServer
) -> None:
    speak(stage.one, server)
    (usual,) = [each for each in rules.read_files(RESOURCES) if each[0] == "codes-portal"]
    codes = json.loads(usual[2])
    codes["status"]["4"] = "9"  # in hand
    tomorrow = (stage.clock().date() + timedelta(days=1)).isoformat()
    city_room.publish(stage.city.address, "codes", codes, tomorrow, clock=stage.clock)
    once(stage.one)
    (coming,) = reference.preview(stage.one.work, administrator(stage.one.work))
    assert [(each.key, each.before, each.after) for each in coming.changes] == [("4", "4", "9")]
    today = receive(stage.one.work, RESIDENCE)
    act(stage.one.work, today, "claim")
    once(stage.one)
    assert server.held[today.code]["TrangThaiHoSo"] == "4"
    stage.clock.pass_(days=1)
    next_day = receive(stage.one.work, RESIDENCE)
    act(stage.one.work, next_day, "claim")
    once(stage.one)
    assert server.held[next_day.code]["TrangThaiHoSo"] == "9"
    assert server.held[today.code]["TrangThaiHoSo"] == "4"  # told again when it changes


def test_an_open_window_speaks_by_the_codes_of_the_day(stage: Stage, server: PortalServer) -> None:
    speak(stage.one, server)
    tomorrow = (stage.clock().date() + timedelta(days=1)).isoformat()
    some = {"system": "portal", "status": {"4": "9"}}
    address = stage.city.address
    city_room.publish(address, "codes", some, tomorrow, merge=True, clock=stage.clock)
    once(stage.one)
    exchanger = Exchanger(stage.one.work)
    exchanger.start()
    try:
        for expected in ("4", "9"):
            exchanger.now()  # a round under way at midnight ends by the codes of its start
            made = receive(stage.one.work, RESIDENCE)
            act(stage.one.work, made, "claim")
            for _ in range(5):  # a round under way may have seen it before it was claimed
                exchanger.now()
                if standing(stage.one).waiting == 0:
                    break
            assert server.held[made.code]["TrangThaiHoSo"] == expected
            stage.clock.pass_(days=1)
    finally:
        exchanger.stop()


def test_what_had_no_code_goes_by_itself_once_the_city_has_given_one(
    stage: Stage, server: PortalServer
) -> None:
    """Some codes are enough: they are put into the table that holds on that day."""
    speak(stage.one, server)
    address, today = stage.city.address, f"{stage.clock().date()}"
    tomorrow = (stage.clock().date() + timedelta(days=1)).isoformat()
    (usual,) = [each for each in rules.read_files(RESOURCES) if each[0] == "codes-portal"]
    without = json.loads(usual[2])
    del without["status"]["4"]
    city_room.publish(address, "codes", without, today, clock=stage.clock)
    once(stage.one)
    made, other = receive(stage.one.work, RESIDENCE), receive(stage.one.work, RESIDENCE)
    act(stage.one.work, made, "claim")
    once(stage.one)
    assert (standing(stage.one).attention, standing(stage.one).confirmed) == (1, 1)
    some = {"system": "portal", "status": {"4": "4"}, "procedure": {"codes": {RESIDENCE: "1.x"}}}
    told = city_room.publish(address, "codes", some, tomorrow, merge=True, clock=stage.clock)
    assert [(each.name, each.key, each.before, each.after) for each in told.changes] == [
        ("status", "4", "", "4"),
        ("procedure.codes", RESIDENCE, "", "1.x"),
    ]
    asked = len(server.calls)
    once(stage.one)
    assert standing(stage.one).attention == 1  # not before its day, and nobody is asked anew
    assert len(server.calls) - asked <= 1
    stage.clock.pass_(days=1)
    server.procedures["1.x"] = "Thường trú"
    once(stage.one)
    held = server.held[made.code]
    assert (held["TrangThaiHoSo"], held["MaTTHC"]) == ("4", "1.x")
    assert server.held[other.code]["TrangThaiHoSo"] == "2"
    assert (standing(stage.one).attention, targets.attentions(stage.one.work)) == (0, ())
    shown = reference.preview(stage.one.work, administrator(stage.one.work))
    whole = reference.editions(stage.one.work)[0].data
    assert whole["channel"] == without["channel"]
    assert [len(each.changes) for each in shown] == [2, 1]


def test_only_codes_are_published_in_part(stage: Stage) -> None:
    for kind, data, error in (
        ("units", {"version": "1", "units": []}, MergeKindError),
        ("codes", {"status": {"4": "4"}}, RuleDataError),
    ):
        with pytest.raises(error):
            city_room.publish(
                stage.city.address, kind, data, "2026-12-01", merge=True, clock=stage.clock
            )


@pytest.mark.parametrize(
    "codes",
    [
        {"system": "telegraph", "status": {}},
        {"system": "portal", "status": {"1": 1}},
        {"system": "portal", "status": {"1": "1"}, "telegraph": {}},
    ],
)
def test_codes_that_no_counter_could_use_are_not_published(
    stage: Stage, codes: dict[str, object]
) -> None:
    with pytest.raises(RuleDataError):
        city_room.publish(stage.city.address, "codes", codes, "2026-12-01", clock=stage.clock)
