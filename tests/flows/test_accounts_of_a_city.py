"""Accounts of a city's list wait for an administrator; another city's data are put away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desk.app import city as city_room
from desk.app import exchange
from desk.domain.rights import NotAllowedError
from desk.services import checking, reading, reference, signing_in, staff
from desk.services.signing_in import NotReleasedError
from desk.services.staff import LastAdministratorError, UnknownUserError
from tests.flows.stage import City, Desk, Stage, settle
from tests.flows.test_reference_comes import (
    TODAY,
    TOMORROW,
    accounts,
    catalogue,
    let_in,
    person,
    publish,
    roster,
)
from tests.kit import COPIES, administrator, receive

WORD = "mật khẩu riêng"


def held(desk: Desk) -> list[str]:
    return [each.login for each in staff.members(desk.work) if each.held]


def listed(stage: Stage, *people: dict[str, str], version: str = "1") -> Desk:
    publish(stage.city, "staff", roster(*people, version=version), TODAY)
    stage.one.exchange()
    return stage.one


def test_nobody_signs_in_by_the_login_alone(stage: Stage) -> None:
    one = listed(stage, person(1), person(2), person(3))
    assert held(one) == ["can-bo-1", "can-bo-2", "can-bo-3"]
    with pytest.raises(NotReleasedError):
        signing_in.sign_in(one.work, "can-bo-1", WORD)
    numbers = {each.login: each.number for each in staff.members(one.work)}
    with pytest.raises(NotReleasedError):
        signing_in.sign_in_by_pin(one.work, numbers["can-bo-1"], "4711")
    with one.work.database.read() as tx, pytest.raises(UnknownUserError):
        staff.acting(tx, "can-bo-1")  # nor does a script act in that name


def test_an_administrator_releases_one_or_all_and_it_is_an_event(stage: Stage) -> None:
    one = listed(stage, person(1), person(2), person(3))
    by = administrator(one.work)
    assert staff.release(one.work, by, ["can-bo-2"]) == ("can-bo-2",)
    assert signing_in.sign_in(one.work, "can-bo-2", WORD).login == "can-bo-2"
    assert held(one) == ["can-bo-1", "can-bo-3"]
    assert staff.release(one.work, by, ["can-bo-2"]) == ()  # it waits no more
    with pytest.raises(UnknownUserError):
        staff.release(one.work, by, ["can-bo-9"])
    with pytest.raises(NotAllowedError):
        staff.release(one.work, one.member("ha", "leader"))
    assert staff.release(one.work, by) == ("can-bo-1", "can-bo-3")
    assert held(one) == []
    added = one.counter.rows("SELECT count(*) FROM event WHERE type = 'UserAdded'")
    assert added == [(5,)]  # the first administrator, the leader, and these three
    settle(one, stage.two)
    assert checking.verify(one.work).ok


def test_who_was_released_is_not_held_again_by_a_later_list(stage: Stage) -> None:
    one = listed(stage, person(1))
    staff.release(one.work, administrator(one.work))
    signing_in.sign_in(one.work, "can-bo-1", WORD)
    stage.clock.pass_(minutes=1)
    listed(stage, person(1, role="clerk"), person(2), version="2")
    assert held(one) == ["can-bo-2"]
    assert signing_in.sign_in(one.work, "can-bo-1", WORD).role == "clerk"


def test_a_wards_own_people_may_choose_not_to_wait(stage: Stage) -> None:
    stage.one.work.releases = lambda: True
    one = listed(stage, person(1))
    assert held(one) == []
    assert signing_in.sign_in(one.work, "can-bo-1", WORD).login == "can-bo-1"


def test_an_administrator_who_waits_is_none(stage: Stage) -> None:
    one = listed(stage, person(1, role="administrator"))
    by = administrator(one.work)
    assert by.login != "can-bo-1"
    with pytest.raises(LastAdministratorError):
        staff.change(one.work, by, by.login, active=False)
    staff.release(one.work, by)
    staff.change(one.work, by, by.login, active=False)
    assert administrator(one.work).login == "can-bo-1"


# -- another city ----------------------------------------------------------------------------------


@pytest.fixture
def other(stage: Stage) -> Iterator[City]:
    made = City(stage.home / "other", stage.clock)
    made.up()
    yield made
    made.down()


def join(desk: Desk, city: City) -> None:
    exchange.connect(desk.work, f"http://127.0.0.1:{city.port}", city.code())
    desk.city = city


def fee(desk: Desk) -> int | None:
    return reading.open_dossier(
        desk.work, receive(desk.work, COPIES).code, administrator(desk.work)
    ).dossier.fee


def test_accounts_of_a_list_that_was_taken_back_go_again(stage: Stage) -> None:
    """The counter had not heard of it when the day came."""
    one = stage.one
    gone = publish(stage.city, "staff", roster(person(1)), TOMORROW)
    one.exchange()
    stage.clock.pass_(minutes=1)
    city_room.withdraw(stage.city.address, gone, clock=stage.clock)
    stage.clock.set(f"{TOMORROW} 08:00")
    let_in(one, "can-bo-1")
    signing_in.sign_in(one.work, "can-bo-1", WORD)
    one.exchange()
    assert accounts(one)["can-bo-1"] == ("counter", False)
    assert reference.take_effect(one.work) is False  # once
    assert accounts(one)[administrator(one.work).login] == ("administrator", True)


def test_what_a_city_published_is_put_away_when_another_one_is_joined(
    stage: Stage, other: City
) -> None:
    one = stage.one
    publish(stage.city, "catalogue", catalogue(12_000), TODAY)
    listed(stage, person(1))
    staff.release(one.work, administrator(one.work))
    assert fee(one) == 12_000
    one.exchange()
    join(one, other)
    assert fee(one) == 8_000  # the program's own, until the new city says otherwise
    assert reference.editions(one.work) == ()
    kept = one.counter.rows("SELECT count(*) FROM edition WHERE state = 'away' AND text <> ''")
    assert kept == [(2,)]
    # The accounts are this counter's own now; the new city's list does not close them.
    publish(other, "catalogue", catalogue(15_000, "2026.13"), TODAY)
    publish(other, "staff", roster(person(7)), TODAY)
    one.exchange()
    assert fee(one) == 15_000
    known = {each.login: (each.active, each.held) for each in staff.members(one.work)}
    assert known["can-bo-1"] == (True, False)
    assert known["can-bo-7"] == (True, True)
    verdict = checking.verify(one.work)
    assert verdict.problems == ()


def test_the_same_city_joined_again_keeps_what_it_published(stage: Stage) -> None:
    one = stage.one
    publish(stage.city, "catalogue", catalogue(12_000), TODAY)
    one.exchange()
    join(one, stage.city)
    assert fee(one) == 12_000
    one.exchange()
    assert [each.refused for each in reference.editions(one.work)] == [""]
