"""Who has been here before: by number, by telephone and by name, from this ward's own dossiers."""

from __future__ import annotations

from desk.services import visits
from desk.services.workplace import Workplace
from tests.kit import BIRTH, COPIES, Clock, act, person, receive

FIRST = person(
    "Hoàng Thị Gạo", personal_id="001199012345", birth_date="1999-03-08", phone="0912345678"
)
SECOND = person("Hoàng Thị Gáo", personal_id="001170012345", birth_date="1970-01-01")


def test_a_name_finds_everybody_of_that_name_tones_first(work: Workplace, clock: Clock) -> None:
    receive(work, COPIES, submitter=SECOND)
    clock.pass_(hours=1)
    receive(work, COPIES, submitter=FIRST)
    receive(work, COPIES, submitter=FIRST)
    found = visits.known_people(work, "hoang thi gao")
    assert {each.party.personal_id for each in found} == {"001199012345", "001170012345"}
    exact = visits.known_people(work, "Hoàng Thị Gáo")
    assert exact[0].party.name == "Hoàng Thị Gáo"
    assert exact[0].last_visit == clock().replace(hour=clock().hour - 1)


def test_one_word_is_nobody_and_a_part_of_a_name_is_another_name(work: Workplace) -> None:
    receive(work, COPIES, submitter=FIRST)
    assert visits.known_people(work, "Gạo") == ()
    assert visits.known_people(work, "Hoàng Gạo") == ()


def test_a_telephone_number_finds_who_has_it(work: Workplace) -> None:
    receive(work, COPIES, submitter=FIRST)
    assert [each.party.name for each in visits.known_people(work, "0912 345 678")] == [
        "Hoàng Thị Gạo"
    ]
    assert visits.known_people(work, "0912345679") == ()


def test_an_owner_is_known_too(work: Workplace) -> None:
    receive(work, COPIES, submitter=SECOND, owner=FIRST, authority="UQ 1")
    assert visits.known_people(work, "Hoàng Thị Gạo")[0].party.personal_id == "001199012345"


def test_all_of_somebodys_dossiers_are_found_newest_first_but_for_voided_ones(
    work: Workplace,
) -> None:
    old = receive(work, COPIES, submitter=FIRST)
    new = receive(work, BIRTH, submitter=FIRST)
    gone = receive(work, COPIES, submitter=FIRST)
    act(work, gone, "void", reason="nhầm")
    found = visits.dossiers_of(work, "001199012345")
    assert [each.uid for each in found] == [new.uid, old.uid]
