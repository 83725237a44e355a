"""A citizen files online: numbered by the city, on two clocks, in the ward's feed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desk.city.enrol import enroll
from desk.city.filing import (
    FutureFilingError,
    NoCommuneError,
    NoUnitError,
    UidInUseError,
    UnitRequiredError,
    UnknownUnitError,
    file_online,
)
from desk.domain import codes
from desk.domain import events as ev
from desk.domain.application import FieldTypeError, UnknownKeyError
from desk.domain.catalogue import UnknownProcedureError
from desk.domain.codes import SlotUsedUpError
from desk.domain.deadline import online_clocks
from desk.domain.fold import fold_all
from desk.domain.person import PersonalIdError
from desk.wire.exchange import from_wire
from desk.wire.ids import new_uid
from desk.wire.sealed import check, open_event, read_head
from tests.city.town import DAY, NOW, Machine, Town, rules, town, types, words_of

AN: dict[str, Any] = {
    "procedure": "1.001193",
    "applicant": {"name": "Nguyễn Thử An", "personal_id": "001199000001"},
}


@pytest.fixture
def ward(city: Town) -> tuple[str, str]:
    unit, commune = city.ward()
    city.code(unit, commune)
    return unit, commune


def file(city: Town, to: str, **facts: Any) -> dict[str, Any]:
    return file_online(city.address, {**AN, "unit": to, **facts}, city.clock.now, rules())


def test_the_city_numbers_what_is_filed(city: Town, ward: tuple[str, str]) -> None:
    unit, commune = ward
    filed = [file(city, unit) for _ in range(3)]
    assert [each["code"] for each in filed] == [
        codes.official_code(unit, DAY, number) for number in (1, 2, 3)
    ]
    assert [each["barcode"] for each in filed] == [
        codes.barcode(commune, DAY, number) for number in (1, 2, 3)
    ]
    assert len({each["uid"] for each in filed}) == 3


def test_the_answer_is_the_dossier_object_with_its_clocks(
    city: Town, ward: tuple[str, str]
) -> None:
    filed = file(city, ward[0], note="Xin gọi trước", sets=2)
    assert filed["status"] == 1
    assert filed["channel"] == "online"
    assert filed["holder"] is None
    assert filed["owner"]["name"] == "Nguyễn Thử An"
    assert filed["fee"] == 0
    assert filed["documents"]
    assert filed["sets"] == 2
    assert filed["filed_at"] == NOW.isoformat()
    clocks = online_clocks(NOW, rules().calendar, rules().regime(DAY))
    assert [filed["acknowledge_by"], filed["answer_by"]] == [
        at.isoformat() for at in clocks if at is not None
    ]
    assert filed["warnings"] == []


def test_it_reaches_the_ward_as_an_event_of_the_citys_own_log(
    city: Town, ward: tuple[str, str]
) -> None:
    unit, commune = ward
    for _ in range(2):
        file(city, unit)
    counter = Machine(unit=unit, commune=commune)
    assert city.enrol(counter).status_code == 200
    page = city.pull(counter)
    assert types(page) == ["Filed", "Filed"]
    heads = []
    for each in page.events:
        sealed = from_wire(each)
        heads.append(read_head(sealed.head))
        check(heads[-1], sealed)
    first, second = heads
    assert first.device == second.device
    assert (first.epoch, first.custody, first.actor.role) == (1, 0, "citizen")
    assert second.seq == first.seq + 1
    assert second.prev == from_wire(page.events[0]).hash.hex()
    assert "Nguyễn" not in page.events[0].head  # a head is never erased
    uid = first.dossier
    state = fold_all([open_event(from_wire(page.events[0]))])
    assert state is not None
    counter.dossiers[uid] = state
    counter.write(ev.Accepted(received_at=NOW, due_at=NOW), uid)
    assert words_of(city.push(counter)) == ["accepted"]


def test_a_repeated_filing_answers_the_first(city: Town, ward: tuple[str, str]) -> None:
    uid = new_uid(NOW)
    first = file(city, ward[0], uid=uid)
    again = file(city, ward[0], uid=uid, note="khác")
    assert first == again
    assert file(city, ward[0])["code"].endswith("-0002")


def test_the_number_belongs_to_the_day_of_filing(city: Town, ward: tuple[str, str]) -> None:
    file(city, ward[0])
    late = file(city, ward[0], received_at="2026-11-22T23:59:59")
    assert late["code"] == codes.official_code(ward[0], DAY - timedelta(days=1), 1)
    assert late["filed_at"] == "2026-11-22T23:59:59+07:00"


def test_what_has_no_place_online_is_said_and_not_dropped_in_silence(
    city: Town, ward: tuple[str, str]
) -> None:
    filed = file(city, ward[0], channel="counter", due_at="2026-12-01T17:00:00", due_reason="…")
    assert [each["code"] for each in filed["warnings"]] == ["ChannelIsOnline", "DueNotTaken"]
    assert all(each["text"] for each in filed["warnings"])
    assert filed["due_at"] is None
    assert file(city, ward[0], channel="online")["warnings"] == []


def test_given_papers_and_fee_are_literal(city: Town, ward: tuple[str, str]) -> None:
    papers = [{"name": "Tờ khai", "original": 1}]
    filed = file(city, ward[0], documents=papers, fee=8000)
    assert [each["name"] for each in filed["documents"]] == ["Tờ khai"]
    assert filed["fee"] == 8000


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"procedure": "9.999999"}, UnknownProcedureError),
        ({"applicant": {"name": "An", "personal_id": "12"}}, PersonalIdError),
        ({"colour": "xanh"}, UnknownKeyError),
        ({"received_at": "2026-11-23T09:03:00"}, FutureFilingError),
        ({"unit": 7}, FieldTypeError),
        ({"unit": "H26.404"}, UnknownUnitError),
    ],
)
def test_what_cannot_be_filed(
    city: Town, ward: tuple[str, str], facts: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        file(city, ward[0], **facts)
    assert file(city, ward[0])["code"].endswith("-0001")  # no number was used up


def test_a_uid_of_something_else(city: Town, ward: tuple[str, str]) -> None:
    counter = city.machine()
    other = city.machine()
    uid = counter.receive().dossier
    city.push(counter)
    with pytest.raises(UidInUseError):
        file(city, counter.unit, uid=uid)
    online = file(city, ward[0])["uid"]
    with pytest.raises(UidInUseError):
        file(city, other.unit, uid=online)


def test_which_ward_is_meant(address: str) -> None:
    with pytest.raises(NoUnitError):
        file_online(address, AN, NOW, rules())
    enroll(address, "H26.1.1", now=NOW)
    with pytest.raises(NoCommuneError):
        file_online(address, AN, NOW, rules())
    enroll(address, "H26.1.1", "00001", now=NOW)
    assert file_online(address, AN, NOW, rules())["code"] == "H26.1.1-261123-0001"
    enroll(address, "H26.1.2", "00002", now=NOW)
    with pytest.raises(UnitRequiredError) as failure:
        file_online(address, AN, NOW, rules())
    assert failure.value.facts == {"known": "H26.1.1, H26.1.2"}
    named = {**AN, "unit": " H26.1.2 "}
    assert file_online(address, named, NOW, rules())["code"] == "H26.1.2-261123-0001"


def test_numbers_of_a_day_end(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    enroll(address, "H26.1.1", "00001", now=NOW)
    monkeypatch.setattr(codes, "block", lambda *_, **__: range(1, 3))
    for _ in range(2):
        file_online(address, AN, NOW, rules())
    with pytest.raises(SlotUsedUpError):
        file_online(address, AN, NOW, rules())


def test_a_number_that_somebody_has_already_is_passed_over(city: Town) -> None:
    """Whoever gave it out: no number stands on two receipts."""
    counter = city.machine()
    agency = f"{counter.unit}.9"  # a branch that numbers for another agency
    city.code(agency, f"8{counter.commune[1:]}")
    counter.receive(code=codes.official_code(agency, DAY, 1))
    assert words_of(city.push(counter)) == ["accepted"]
    assert file(city, agency)["code"].endswith("-0002")


def test_it_works_without_a_clock_of_the_callers(address: str) -> None:
    enroll(address, "H26.1.1", "00001")
    assert file_online(address, AN, None, rules())["filed_at"]


def test_processes_file_at_once_while_the_city_serves(tmp_path: Path) -> None:
    """Every number once, every position once; the counter reads them all."""
    with town(f"sqlite:///{tmp_path / 'city.db'}") as city:
        unit, commune = city.ward()
        city.code(unit, commune)
        counter = Machine(unit=unit, commune=commune)
        city.enrol(counter)

        def over_http(_: int) -> str:
            reply = city.post("/v1/portal/dossiers", {**AN, "unit": unit})
            assert reply.status_code == 201, reply.text
            return str(reply.json()["code"])

        def by_another_store(_: int) -> str:
            return str(file(city, unit)["code"])

        with ThreadPoolExecutor(4) as pool:
            given = [
                *pool.map(over_http, range(10)),
                *pool.map(by_another_store, range(10)),
            ]
        assert sorted(given) == [codes.official_code(unit, DAY, n) for n in range(1, 21)]
        page = city.pull(counter)
        assert len(page.events) == 20
        assert city.standing(counter)["count"] == 20
