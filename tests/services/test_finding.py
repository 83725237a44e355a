"""Finding: by whatever names a dossier, and by a name however it is typed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk import messages
from desk.domain.codes import BadCheckDigitError, barcode
from desk.domain.records import Party
from desk.domain.text import fold
from desk.services import reading
from desk.services.finding import AmbiguousCodeError, UnknownCodeError, find, search, search_states
from desk.services.workplace import Workplace
from tests.kit import Counter, act, person, receive


def found(work: Workplace, query: str, limit: int = 50) -> list[str]:
    """Return the names a search finds, in its order."""
    return [row.name for row in search(work, query, limit)]


def uid_of(work: Workplace, code: str) -> str:
    with work.database.read() as tx:
        return find(tx, code).state.uid


# -- one dossier by its names ----------------------------------------------------------------------


def test_code_alias_barcode_and_uid_are_all_its_names(work: Workplace) -> None:
    state = act(work, receive(work), "alias", id_number="G09.20-20261123-0092637")
    receive(work)
    for name in (
        state.code,
        state.code.lower(),
        f"  {state.code} ",
        state.code.replace("-", "–"),
        state.code.replace("-", " - "),
        state.barcode,
        state.uid,
        "G09.20-20261123-0092637",
    ):
        assert uid_of(work, name) == state.uid, name
        assert [each.uid for each in search_states(work, name)] == [state.uid], name


def test_the_last_digits_of_a_code_find_it(work: Workplace) -> None:
    first, second = receive(work), receive(work)
    tail = first.code.rpartition("-")[2]
    assert [each.uid for each in search_states(work, tail)] == [first.uid]
    day = first.code.split("-")[1]
    assert [each.uid for each in search_states(work, day)] == [second.uid, first.uid]


def test_a_barcode_read_wrongly_is_worth_another_scan(work: Workplace) -> None:
    state = receive(work)
    for place in range(16):
        wrong = state.barcode[:place] + str((int(state.barcode[place]) + 1) % 10)
        wrong += state.barcode[place + 1 :]
        with pytest.raises(BadCheckDigitError):
            uid_of(work, wrong)
        assert search(work, wrong) == ()
    with pytest.raises(UnknownCodeError):  # a true barcode of somewhere else
        uid_of(work, barcode("00123", date(2026, 11, 23), 1001))


@pytest.mark.parametrize("code", ["", " ", "x", "H26.033.15-261123-1002", "0" * 15, "'", '"', "%"])
def test_what_names_nothing_is_unknown(work: Workplace, code: str) -> None:
    receive(work)
    with pytest.raises(UnknownCodeError):
        uid_of(work, code)


def test_sixteen_digits_may_be_another_systems_code_or_a_uid(work: Workplace) -> None:
    state = act(work, receive(work), "alias", id_number="1234567890123456")
    assert uid_of(work, "1234567890123456") == state.uid
    other = receive(work, uid="1111222233334444")
    assert uid_of(work, "1111222233334444") == other.uid


def test_a_code_that_two_machines_have_printed_is_for_a_person_to_decide(
    counter: Counter, work: Workplace
) -> None:
    one, two = receive(work), receive(work, submitter=person("Lê Mẫu"))
    work.close()
    counter.plant("UPDATE dossier SET code = ? WHERE code = ?", one.code, two.code)
    with counter.open(write=False) as again:
        with pytest.raises(AmbiguousCodeError) as raised:
            uid_of(again, one.code)
        told = str(raised.value.facts["dossiers"])
        assert all(each.uid in told for each in (one, two))
        assert "báo quản trị" in messages.words(raised.value).next
        assert reading.name_of(again, one.uid) == one.uid
        assert {state.uid for state in search_states(again, one.code)} == {one.uid, two.uid}


def test_an_alias_that_two_dossiers_got_is_for_a_person_to_decide(work: Workplace) -> None:
    states = [act(work, receive(work), "alias", id_number="G09-1") for _ in range(2)]
    with pytest.raises(AmbiguousCodeError):
        uid_of(work, "G09-1")
    assert {each.uid for each in search_states(work, "G09-1")} == {each.uid for each in states}


# -- several by words ------------------------------------------------------------------------------

NAMES = ["Đường Văn Thử", "Dương Văn Thử", "Đương Văn Thử", "Nguyễn Thị Đường", "Trần Duong"]


def test_names_are_found_without_marks_in_any_order_and_as_far_as_typed(work: Workplace) -> None:
    for name in NAMES:
        receive(work, submitter=person(name))
    assert set(found(work, "duong")) == set(NAMES)
    assert set(found(work, "DUONG v")) == set(NAMES[:3])
    assert set(found(work, "thu duong")) == set(NAMES[:3])
    assert found(work, "thi nguyen") == ["Nguyễn Thị Đường"]
    assert found(work, "ngu thi") == []  # only the last word may be cut short
    assert found(work, "uong") == []


def test_true_tones_come_first(work: Workplace) -> None:
    for name in NAMES:
        receive(work, submitter=person(name))
    assert found(work, "đường")[:2] == ["Nguyễn Thị Đường", "Đường Văn Thử"]
    assert found(work, "dương")[0] == "Dương Văn Thử"
    assert found(work, "đương văn thử")[0] == "Đương Văn Thử"


def test_decomposed_letters_and_either_tone_placement_find_the_same(work: Workplace) -> None:
    receive(work, submitter=person("Hòa Thúy Ê"))
    for query in ("hoà", "hòa", "Ho\u0300a", "thuý", "THÚY", "e\u0302"):
        assert found(work, query) == ["Hòa Thúy Ê"], query


def test_a_person_is_found_by_number_newest_first(work: Workplace) -> None:
    names = ["Lê Một", "Lê Hai"]
    for name in names:
        receive(work, submitter=person(name))
    receive(work, submitter=person("Trần Ba", personal_id="001199000003", phone="0912345678"))
    assert found(work, "001199000001") == names[::-1]
    assert found(work, "0900000000") == names[::-1]
    assert found(work, "0912 345 678") == ["Trần Ba"]
    assert found(work, "0912.345.678") == ["Trần Ba"]
    assert found(work, "001199000009") == []
    assert found(work, "001199000001", limit=1) == ["Lê Hai"]


def test_whoever_handed_it_in_is_found_too(work: Workplace) -> None:
    owner = Party(
        name="Công ty Ví Dụ", kind="organisation", tax_code="0100000000", phone="02400001111"
    )
    state = receive(
        work,
        owner=owner,
        authority="Giấy giới thiệu",
        submitter=person("Lê Mẫu", old_id="012345678"),
    )
    for query in (
        "le mau",
        "vi du",
        "001199000001",
        "0900000000",
        "0100000000",
        "02400001111",
        "012345678",
    ):
        assert [each.uid for each in search_states(work, query)] == [state.uid], query


def test_a_corrected_name_is_found_and_the_wrong_one_no_more(work: Workplace) -> None:
    state = receive(work, submitter=person("Nguyễn Sai"))
    act(work, state, "correct", reason="nhầm", changes=(("submitter.name", "Nguyễn Đúng"),))
    assert found(work, "dung") == ["Nguyễn Đúng"]
    assert found(work, "sai") == []


def test_never_more_than_asked_for(work: Workplace) -> None:
    for number in range(5):
        receive(work, submitter=person(f"Lê Thử {number}"))
    assert len(search(work, "le thu", 3)) == 3
    assert [row.name for row in search(work, "le thu", 2)] == ["Lê Thử 4", "Lê Thử 3"]
    assert search(work, "   ") == ()


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(query=st.text(max_size=30))
def test_nothing_that_can_be_typed_breaks_the_search(work: Workplace, query: str) -> None:
    search(work, query)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
def test_whatever_a_person_is_called_they_are_found_by_their_name(
    work: Workplace, name: str
) -> None:
    state = receive(work, submitter=Party(name=name))
    if fold(name):
        assert state.uid in {each.uid for each in search_states(work, name, 500)}
