"""Reference data from the city: signed, dated, in force from its day on, and only then."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import msgspec
import pytest

from desk.app import city as city_room
from desk.app import counter
from desk.domain.errors import InputError
from desk.domain.records import Dossier
from desk.domain.rights import NotAllowedError
from desk.services import reference, rules, signing_in, staff
from desk.services.reference import BrokenEditionError
from desk.services.rules import CityRulesError
from desk.settings import Settings
from desk.wire import reference as wire
from desk.wire.reference import Editions
from desk.wire.signing import Signed, Signer, new_seed
from tests.flows.stage import UNIT, City, Desk, Stage
from tests.kit import COPIES, RESOURCES, administrator, receive

TODAY, TOMORROW = "2026-11-23", "2026-11-24"


def catalogue(fee: int, version: str = "2026.12") -> dict[str, Any]:
    """Return the catalogue with another fee for copies."""
    (path,) = (RESOURCES / "catalogue").glob("*.json")
    data: dict[str, Any] = json.loads(path.read_text("utf-8"))
    data["version"] = version
    for each in data["procedures"]:
        if each["code"] == COPIES:
            each["fees"][0]["amount"] = fee
    return data


def publish(city: City, kind: str, data: Any, starts: str, unit: str = "") -> int:
    return city_room.publish(city.address, kind, data, starts, unit, clock=city.clock).serial


def person(number: int, unit: str = UNIT, **facts: str) -> dict[str, str]:
    return {
        "uid": f"0192f000-0000-7000-8000-{number:012x}",
        "login": f"can-bo-{number}",
        "name": f"Cán Bộ Thử {number}",
        "role": "counter",
        "unit": unit,
        **facts,
    }


def roster(*people: dict[str, str], version: str = "1") -> dict[str, Any]:
    return {"version": version, "staff": list(people)}


def accounts(desk: Desk) -> dict[str, tuple[str, bool]]:
    return {each.login: (each.role, each.active) for each in staff.members(desk.work)}


def let_in(desk: Desk, *logins: str) -> tuple[str, ...]:
    """Let accounts of the city's list sign in, as an administrator."""
    reference.take_effect(desk.work)
    return staff.release(desk.work, administrator(desk.work), logins)


def refused(desk: Desk) -> list[str]:
    return [each.refused for each in reference.editions(desk.work) if each.refused]


def fee(dossier: Dossier) -> int | None:
    return dossier.fee


def test_a_fee_of_tomorrow_is_not_todays(stage: Stage) -> None:
    publish(stage.city, "catalogue", catalogue(12_000), TOMORROW)
    one = stage.one
    one.exchange()
    assert fee(receive(one.work, COPIES)) == 8_000
    stage.city.down()  # offline at midnight, in a program that goes on
    stage.clock.set("2026-11-25 08:00")
    assert fee(receive(one.work, COPIES)) == 12_000
    one.close()
    one.open()
    assert fee(receive(one.work, COPIES)) == 12_000
    # What is entered late was received under the rules of its own day.
    late = receive(one.work, COPIES, received_at=stage.clock.now.replace(day=23, hour=9))
    assert fee(late) == 8_000


def test_a_quiet_round_asks_for_nothing_more(stage: Stage) -> None:
    one = stage.one
    publish(stage.city, "catalogue", catalogue(12_000), TODAY)
    one.exchange()
    asked: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "desk.sync.adapters.native.Native.editions", lambda *_, **__: asked.append("editions")
        )
        one.exchange()
    assert asked == []


def test_what_is_for_another_ward_stays_there(stage: Stage) -> None:
    stage.city.code("H26.033.16", "00998")
    publish(stage.city, "catalogue", catalogue(99_000), TODAY, "H26.033.16")
    stage.one.exchange()
    assert reference.editions(stage.one.work) == ()
    publish(stage.city, "catalogue", catalogue(12_000), TODAY, UNIT)
    stage.one.exchange()
    assert fee(receive(stage.one.work, COPIES)) == 12_000


# -- what is refused -------------------------------------------------------------------------------


def sent(items: list[Signed], desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let whoever stands between answer in the city's place."""
    with monkeypatch.context() as patch:
        patch.setattr(
            "desk.sync.adapters.native.Native.editions",
            lambda *_, **__: Editions(items=items, more=False),
        )
        desk.exchange()


def signed(signer: Signer, serial: int, data: object, **facts: str) -> Signed:
    known: dict[str, Any] = {"kind": "catalogue", "starts": TODAY, "issued": "", **facts}
    made = wire.Edition(serial=serial, data=msgspec.Raw(msgspec.json.encode(data)), **known)
    return signer.signed(wire.text_of(made), wire.PURPOSE)


def genuine(city: City) -> list[Signed]:
    rows = city.rows("SELECT text, signature FROM edition ORDER BY serial")
    return [Signed(text, signature) for text, signature in rows]


def city_signer(city: City) -> Signer:
    ((seed,),) = city.rows("SELECT key FROM city")
    return Signer(seed)


def test_what_the_city_has_not_signed_is_never_used(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = stage.one
    serial = publish(stage.city, "catalogue", catalogue(12_000), TODAY)
    (true,) = genuine(stage.city)
    forged = signed(Signer(new_seed()), serial, catalogue(1))
    changed = Signed(true.text.replace("12000", "99999"), true.signature)
    other = Signed(true.text, city_signer(stage.city).sign(true.text.encode(), "something else"))
    for bad in (forged, changed, other, Signed("{}", "00"), Signed("?", "")):
        sent([bad], one, monkeypatch)
        assert fee(receive(one.work, COPIES)) == 8_000
    assert set(refused(one)) == {"ForgedEditionError"}
    one.exchange()  # the true one is asked for again
    assert fee(receive(one.work, COPIES)) == 12_000


def test_an_older_one_shown_again_is_refused(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    one = stage.one
    publish(stage.city, "catalogue", catalogue(12_000, "2026.12"), TODAY)
    one.exchange()
    stage.clock.pass_(minutes=1)
    publish(stage.city, "catalogue", catalogue(13_000, "2026.13"), TODAY)
    one.exchange()
    stage.clock.pass_(minutes=1)
    publish(stage.city, "units", {"version": "1", "units": []}, TODAY)
    sent(genuine(stage.city)[:1], one, monkeypatch)
    assert fee(receive(one.work, COPIES)) == 13_000
    assert refused(one) == ["OldEditionError"]


BROKEN: dict[str, tuple[str, object]] = {
    "no object": ("catalogue", [1]),
    "of another kind": ("tariffs", catalogue(1)),
    "of no kind": ("weather", {"version": "1"}),
    "a fee below nothing": ("catalogue", catalogue(-5)),
    "without its procedures": ("catalogue", {"version": "1", "procedures": 5}),
    "a calendar of no year": ("calendar", {"year": "x"}),
    "a list of people without roles": ("staff", roster(person(1, role="king"))),
    "a person twice": ("staff", roster(person(1), person(1))),
    "a unit without a name": ("units", {"version": "1", "units": [{"code": UNIT}]}),
    "another ward's": ("catalogue", catalogue(1)),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_cannot_be_used_is_refused_and_the_rest_goes_on(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    """Signed by the city all the same: it says why, keeps what was in force, and goes on."""
    one = stage.one
    kind, data = BROKEN[case]
    signer = city_signer(stage.city)
    serial = publish(stage.city, "catalogue", catalogue(12_000), TODAY)
    unit = "H26.999.1" if case == "another ward's" else ""
    bad = signed(signer, serial - 1, data, kind=kind, unit=unit)
    sent([bad, *genuine(stage.city)], one, monkeypatch)
    assert fee(receive(one.work, COPIES)) == 12_000
    (why,) = refused(one)
    assert why not in ("ForgedEditionError", "OldEditionError")
    if case != "another ward's":
        with pytest.raises((InputError, BrokenEditionError)):
            publish(stage.city, kind, data, TODAY)


def test_an_administrator_is_told_that_the_city_publishes(stage: Stage) -> None:
    one = stage.one
    publish(stage.city, "catalogue", catalogue(12_000), TOMORROW)
    one.exchange()
    with pytest.raises(CityRulesError):
        rules.bring(one.work.database, administrator(one.work), catalogue(1), one.work.now())


# -- accounts --------------------------------------------------------------------------------------


def test_accounts_come_change_and_go_on_their_day(stage: Stage) -> None:
    one = stage.one
    local = administrator(one.work)
    publish(stage.city, "staff", roster(person(1), person(2, "H26.033.16")), TOMORROW)
    one.exchange()
    assert set(accounts(one)) == {local.login}
    stage.city.down()
    stage.clock.set("2026-11-24 08:00")
    let_in(one)
    signing_in.sign_in(one.work, "can-bo-1", "mật khẩu riêng")  # who is not of this ward may not
    assert set(accounts(one)) == {local.login, "can-bo-1"}
    stage.city.up()
    stage.clock.pass_(minutes=1)
    publish(
        stage.city, "staff", roster(person(1, role="clerk"), person(3), version="2"), "2026-11-25"
    )
    one.exchange()
    stage.clock.set("2026-11-25 08:00")
    reference.take_effect(one.work)
    assert accounts(one)["can-bo-1"] == ("clerk", True)
    signing_in.sign_in(one.work, "can-bo-1", "mật khẩu riêng")  # its password is untouched
    stage.clock.pass_(minutes=1)
    publish(stage.city, "staff", roster(person(3), version="3"), "2026-11-25")
    one.exchange()
    assert accounts(one)["can-bo-1"] == ("clerk", False)
    assert accounts(one)[local.login] == ("administrator", True)  # local: the city knows nothing


def test_the_last_administrator_is_never_taken_away(stage: Stage) -> None:
    one = stage.one
    local = administrator(one.work)
    mine = person(1, login=local.login, role="counter")
    publish(stage.city, "staff", roster(mine, person(2, role="administrator")), TODAY)
    one.exchange()
    assert accounts(one)[local.login] == ("administrator", True)
    let_in(one)
    signing_in.sign_in(one.work, "can-bo-2", "mật khẩu khác")  # now somebody else can come in
    stage.clock.pass_(minutes=1)
    again = roster(mine, person(2, role="administrator"), version="2")
    publish(stage.city, "staff", again, TODAY)
    one.exchange()
    assert accounts(one)[local.login] == ("counter", True)


def test_a_whole_citys_accounts(stage: Stage) -> None:
    """4,681 accounts, all of this ward in the worst case."""
    one = stage.one
    everybody = roster(*(person(number) for number in range(1, 4_682)))
    publish(stage.city, "staff", everybody, TODAY)
    one.exchange()
    assert len(accounts(one)) == 4_682
    numbers = [each.number for each in staff.members(one.work) if each.number]
    assert len(numbers) == len(set(numbers)) == 99
    assert one.exchange().pushed == 0  # nothing of it goes back


def test_what_units_are_called(stage: Stage) -> None:
    units = {"version": "1", "units": [{"code": "H26.033.16", "name": "Phường Bên Cạnh"}]}
    publish(stage.city, "units", units, TODAY)
    stage.one.exchange()
    assert reference.unit_names(stage.one.work) == {"H26.033.16": "Phường Bên Cạnh"}


def test_a_ward_that_is_called_otherwise_from_a_day_on(stage: Stage) -> None:
    """Receipts and the window say it from that day, and not before."""
    one = stage.one

    def shown() -> str:
        office = counter.look(one.work, Settings()).office
        assert office is not None
        return office.name

    assert shown() == "Phường Mẫu Giáo"
    units = {"version": "1", "units": [{"code": UNIT, "name": "Phường Mẫu Giáo Mới"}]}
    publish(stage.city, "units", units, TOMORROW)
    one.exchange()
    assert shown() == "Phường Mẫu Giáo"
    stage.clock.set("2026-11-24 08:00")
    assert shown() == "Phường Mẫu Giáo Mới"


def test_a_day_that_is_none_is_refused(stage: Stage) -> None:
    for day in ("2026-02-30", "24/11/2026", "", "2026-W01-1"):
        with pytest.raises(InputError):
            publish(stage.city, "units", {"version": "1", "units": []}, day)
    assert date.fromisoformat(TODAY) == stage.clock.now.date()


# -- before it starts ------------------------------------------------------------------------------


def test_a_leader_sees_what_changes_and_from_when(stage: Stage) -> None:
    one = stage.one
    publish(stage.city, "catalogue", catalogue(12_000, "2026.12"), TOMORROW)
    stage.clock.pass_(seconds=1)
    publish(stage.city, "catalogue", catalogue(15_000, "2027.1"), "2027-01-01")
    stage.clock.pass_(seconds=1)
    publish(stage.city, "staff", roster(person(1), person(2, "H26.033.16")), TODAY)
    one.exchange()
    leader = one.member("lan", "leader")
    told = reference.preview(one.work, leader)
    assert [(each.kind, each.starts, each.started, each.in_force) for each in told] == [
        ("catalogue", TOMORROW, False, False),
        ("catalogue", "2027-01-01", False, False),
        ("staff", TODAY, True, True),
    ]
    fees = [
        (change.key, change.before, change.after) for each in told[:2] for change in each.changes
    ]
    assert fees == [
        (COPIES, "8.000 đ/bản", "12.000 đ/bản"),
        (COPIES, "12.000 đ/bản", "15.000 đ/bản"),
    ]
    assert [change.key for change in told[2].changes] == ["can-bo-1"]
    with pytest.raises(NotAllowedError):
        reference.preview(one.work, one.member("minh", "clerk"))


def test_the_city_files_by_what_it_has_published(stage: Stage) -> None:
    before = stage.city.file(COPIES)
    publish(stage.city, "catalogue", catalogue(12_000), TOMORROW)
    assert stage.city.file(COPIES)["fee"] == before["fee"] == 8_000
    stage.clock.set("2026-11-25 08:00")
    assert stage.city.file(COPIES)["fee"] == 12_000


def test_what_is_in_force_is_told(stage: Stage) -> None:
    one = stage.one
    publish(stage.city, "catalogue", catalogue(12_000, "2026.12"), TOMORROW)
    one.exchange()

    def told() -> dict[str, bool]:
        every_ = rules.versions(one.work.database, one.work.now().date())
        return {version: active for kind, version, active in every_ if kind == "catalogue"}

    before = told()
    assert before.pop("2026.12") is False
    (own,) = before
    assert before[own]
    stage.clock.set("2026-11-24 08:00")
    assert told() == {own: False, "2026.12": True}


def test_a_city_that_tells_of_what_it_has_not_is_asked_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one that was put back to an older copy."""
    one = stage.one
    publish(stage.city, "catalogue", catalogue(12_000), TODAY)
    asked: list[int] = []

    def editions(_: object, after: int, *, until: float) -> Editions:
        del until
        asked.append(after)
        return Editions(items=[], more=False)

    with monkeypatch.context() as patch:
        patch.setattr("desk.sync.adapters.native.Native.editions", editions)
        one.exchange()
    assert asked == [0]
    one.exchange()  # it tells again, and has it now
    assert fee(receive(one.work, COPIES)) == 12_000
