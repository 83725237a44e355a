from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise

import pytest

from desk.domain.codes import check_commune, check_unit
from desk.domain.identity import (
    ScanKind,
    check_name,
    classify_scan,
    parse_birth_date,
    parse_card_qr,
    parse_personal_id,
)
from desk.domain.records import VN, Channel, PaperRule, Procedure, TimeLimit, Unit
from desk.domain.text import nfc
from desk.sample import COMMUNE, OFFICE, Sampler

AT = datetime(2026, 11, 23, 9, 30, tzinfo=VN)
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def procedure(number: int, days: int | None = 3) -> Procedure:
    return Procedure(
        code=f"1.{number:06d}",
        name=f"Thủ tục thử số {number}",
        area="Hộ tịch",
        agency="UBND cấp xã",
        limit=TimeLimit(value=days, unit=Unit.WORKING_DAYS),
        papers=(
            PaperRule(name="Tờ khai"),
            PaperRule(name="Bản sao", original=0, copy=2),
            PaperRule(name="Văn bản ủy quyền", condition="nộp thay"),
            PaperRule(name="Căn cước", present_only=True),
        ),
        sets=2,
    )


PROCEDURES = [procedure(number) for number in range(1, 21)]


def is_weekday(day: date) -> bool:
    return day.weekday() < 5


def year_of(seed: int, per_day: float = 40) -> list[dict[str, object]]:
    return list(Sampler(seed).dossiers(PROCEDURES, FIRST, LAST, is_weekday, per_day=per_day))


def test_the_same_seed_gives_the_same_year() -> None:
    assert year_of(1, 5) == year_of(1, 5)
    assert year_of(1, 5) != year_of(2, 5)


def test_people_pass_every_check_of_the_counter_without_a_warning() -> None:
    sampler = Sampler(7)
    for _ in range(2000):
        someone = sampler.person()
        read = parse_personal_id(
            someone.personal_id,
            sex=someone.sex,
            birth_date=someone.birth_date,
            today=AT.date(),
        )
        assert read.warnings == ()
        assert parse_birth_date(someone.birth_date, today=AT.date()) == someone.birth_date
        assert check_name(someone.name) == someone.name == nfc(someone.name)
        assert len(someone.name.split()) >= 3
        assert classify_scan(someone.phone).kind is ScanKind.PHONE


def test_people_are_plainly_invented() -> None:
    sampler = Sampler(3)
    for someone in (sampler.person() for _ in range(1000)):
        assert re.fullmatch(r"0900000\d{3}", someone.phone)
        assert re.fullmatch(r"\d{6}000\d{3}", someone.personal_id)
        assert "Thử Nghiệm" in someone.address
    for someone in (sampler.organisation() for _ in range(1000)):
        assert re.fullmatch(r"0000000\d{3}", someone.tax_code)
        assert "Thử Nghiệm" in someone.name
        assert someone.kind == "organisation"
    assert check_commune(COMMUNE) == OFFICE.commune == "00000"
    assert check_unit(OFFICE.unit)
    assert "THỬ NGHIỆM" in OFFICE.name


def test_everybody_has_an_own_number_and_an_age_to_come_to_the_counter() -> None:
    sampler = Sampler(4, year=2026)
    people = [sampler.person() for _ in range(20_000)]
    assert len({someone.personal_id for someone in people}) == len(people)
    ages = [2026 - int(someone.birth_date[:4]) for someone in people]
    assert min(ages) >= 18
    assert max(ages) <= 90
    families = Counter(someone.name.split()[0] for someone in people)
    assert families.most_common(1)[0][0] == "Nguyễn"


@pytest.mark.parametrize("tail", [False, True])
def test_cards_of_both_kinds_are_read_back(tail: bool) -> None:
    sampler = Sampler(5)
    for _ in range(300):
        someone = sampler.person()
        text = sampler.card_qr(someone, tail=tail)
        assert text.count("|") == (10 if tail else 6)
        reading = parse_card_qr(text, today=AT.date())
        assert reading.warnings == ()
        party = reading.party
        assert (party.name, party.personal_id) == (someone.name, someone.personal_id)
        assert (party.birth_date, party.sex) == (someone.birth_date, someone.sex)
        assert party.address == someone.address
        assert bool(party.card_tail) == tail


def test_cards_come_in_both_kinds() -> None:
    sampler = Sampler(6)
    lengths = Counter(sampler.card_qr(sampler.person()).count("|") for _ in range(200))
    assert set(lengths) == {6, 10}


def test_some_people_come_again() -> None:
    sampler = Sampler(8)
    came = [sampler.visitor().personal_id for _ in range(12_000)]
    assert 0.6 < len(set(came)) / len(came) < 0.8


KEYS = {
    "uid": str,
    "procedure": str,
    "applicant": dict,
    "id_card_qr": str | None,
    "owner": dict | None,
    "authority_paper": str | None,
    "documents": list,
    "sets": int,
    "channel": str,
    "received_at": str,
    "fee": int | None,
    "due_at": str | None,
    "due_reason": str | None,
    "note": str,
}
PERSON_KEYS = {"name", "personal_id", "birth_date", "sex", "address", "phone"}


def test_a_dossier_is_what_receive_takes() -> None:
    sampler = Sampler(9)
    seen = Counter[str]()
    for _ in range(2000):
        dossier = sampler.dossier(PROCEDURES, AT)
        assert set(dossier) == set(KEYS)
        assert all(isinstance(dossier[key], kind) for key, kind in KEYS.items())
        assert json.loads(json.dumps(dossier)) == dossier
        assert dossier["received_at"] == "2026-11-23T09:30:00+07:00"
        assert dossier["documents"] == [
            {"name": "Tờ khai", "original": 1, "copy": 0},
            {"name": "Bản sao", "original": 0, "copy": 2},
        ]
        assert (dossier["sets"], dossier["channel"], dossier["fee"]) == (2, "counter", None)
        assert (dossier["owner"] is None) == (dossier["authority_paper"] is None)
        if dossier["id_card_qr"]:
            assert set(dossier["applicant"]) == {"phone"}
            parse_card_qr(dossier["id_card_qr"])
        else:
            assert set(dossier["applicant"]) == PERSON_KEYS
        owner = dossier["owner"]
        if owner:
            seen["organisation" if "tax_code" in owner else "person"] += 1
            assert set(owner) in (PERSON_KEYS, {"name", "tax_code", "address", "phone"})
        seen["card"] += bool(dossier["id_card_qr"])
        seen[dossier["procedure"]] += 1
    assert 900 < seen["card"] < 1100
    assert seen["person"] > seen["organisation"] > 0
    assert seen["1.000001"] > seen["1.000002"] > seen["1.000020"] > 0


def test_online_dossiers_come_without_a_card() -> None:
    sampler = Sampler(10)
    dossiers = [sampler.dossier(PROCEDURES, AT, channel=Channel.ONLINE) for _ in range(100)]
    assert {dossier["channel"] for dossier in dossiers} == {"online"}
    assert {dossier["id_card_qr"] for dossier in dossiers} == {None}


def test_without_a_time_limit_a_day_and_its_reason_are_given() -> None:
    dossier = Sampler(11).dossier([procedure(1, None)], AT)
    assert dossier["due_at"] == "2026-12-03T17:00:00+07:00"
    assert dossier["due_reason"]
    with_limit = Sampler(11).dossier([procedure(1)], AT)
    assert (with_limit["due_at"], with_limit["due_reason"]) == (None, None)


def test_the_number_of_procedures_may_change_between_dossiers() -> None:
    sampler = Sampler(12)
    assert sampler.dossier(PROCEDURES[:1], AT)["procedure"] == "1.000001"
    assert sampler.dossier(PROCEDURES, AT)["procedure"] in {p.code for p in PROCEDURES}
    assert sampler.dossier(PROCEDURES[:1], AT)["procedure"] == "1.000001"


def test_identifiers_are_versioned_unique_and_sort_by_arrival() -> None:
    dossiers = year_of(13, 5)
    uids = [str(dossier["uid"]) for dossier in dossiers]
    assert len(set(uids)) == len(uids)
    assert all(re.fullmatch(r"[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab].{16}", uid) for uid in uids)
    stamps = [int(uid.replace("-", "")[:12], 16) for uid in uids]
    assert stamps == sorted(stamps)
    first = datetime.fromtimestamp(stamps[0] / 1000, UTC)
    assert first.astimezone(VN).isoformat()[:19] == str(dossiers[0]["received_at"])[:19]


def test_a_year_has_the_shape_of_a_ward() -> None:
    arrivals = list(Sampler(14).arrivals(FIRST, LAST, is_weekday, per_day=370))
    assert all(one.at <= other.at for one, other in pairwise(arrivals))
    assert all(FIRST <= arrival.at.date() <= LAST for arrival in arrivals)
    assert all(arrival.at.tzinfo is VN for arrival in arrivals)
    channels = Counter(arrival.channel for arrival in arrivals)
    assert 0.88 < channels[Channel.ONLINE] / len(arrivals) < 0.94
    assert 0 < channels[Channel.POST] < channels[Channel.COUNTER] / 20
    assert 90_000 < len(arrivals) < 130_000

    counter = [a.at for a in arrivals if a.channel is not Channel.ONLINE]
    assert all(is_weekday(at.date()) for at in counter)
    opening = ((time(8), time(12)), (time(13), time(17)))
    assert all(any(start <= at.time() < end for start, end in opening) for at in counter)
    hours = Counter(at.hour for at in counter)
    assert min(hours[8], hours[9]) > max(hours[10], hours[11])
    assert hours[14] > max(hours[13], hours[15], hours[16])
    weekdays = Counter(at.weekday() for at in counter)
    assert weekdays[0] == max(weekdays.values())
    months = Counter(at.month for at in counter)
    assert months[2] == min(months.values())

    online = Counter(a.at.hour for a in arrivals if a.channel is Channel.ONLINE)
    assert online[20] > online[3]
    assert any(not is_weekday(a.at.date()) for a in arrivals)


def test_days_off_bring_online_dossiers_only_and_none_if_there_is_no_online() -> None:
    sunday = date(2026, 11, 22)
    arrivals = list(Sampler(15).arrivals(sunday, sunday, is_weekday))
    assert {arrival.channel for arrival in arrivals} == {Channel.ONLINE}
    assert list(Sampler(15).arrivals(sunday, sunday, is_weekday, online=0)) == []
    monday = sunday + timedelta(days=1)
    paper = list(Sampler(15).arrivals(monday, monday, is_weekday, online=0))
    assert Channel.ONLINE not in {arrival.channel for arrival in paper}


def test_no_days_no_arrivals() -> None:
    assert list(Sampler(16).arrivals(LAST, FIRST, is_weekday)) == []


def test_dossiers_are_made_one_by_one_as_they_are_asked_for() -> None:
    endless = Sampler(17).dossiers(PROCEDURES, FIRST, date(2200, 1, 1), is_weekday)
    assert len(list(islice(endless, 10))) == 10
