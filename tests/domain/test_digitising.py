"""Which paper counts as digitised, and where the pages of a scan belong."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain import codes
from desk.domain.digitising import (
    MOST_PAPERS,
    Mark,
    Part,
    cover_digits,
    digitised,
    files_of,
    mark_of,
    paper_index,
    split,
)
from desk.domain.records import VN, Attachment, Dossier, Paper, Party, Status

ONE = codes.barcode("00999", date(2026, 11, 23), 1001)
TWO = codes.barcode("00999", date(2026, 11, 23), 1002)
FORM, CARD, PROOF = (Paper(name=name, original=1) for name in ("Tờ khai", "Thẻ", "Giấy chứng sinh"))


def attached(paper: str, kind: str = "paper") -> Attachment:
    return Attachment(
        file="0" * 64,
        media="application/pdf",
        size=1,
        pages=1,
        paper=paper,
        kind=kind,
        made_at=datetime(2026, 11, 23, tzinfo=VN),
    )


def dossier(**facts: Any) -> Dossier:
    plain: dict[str, Any] = {
        "uid": "d1",
        "unit": "H26.033.15",
        "code": "H26.033.15-261123-1001",
        "barcode": ONE,
        "status": Status.RECEIVED,
        "procedure": "1.001193",
        "procedure_name": "Đăng ký khai sinh",
        "submitter": Party(name="Nguyễn Thị Ví Dụ"),
    }
    return Dossier(**(plain | facts))


def test_a_paper_counts_once_it_has_a_file() -> None:
    papers = (FORM, CARD, PROOF)
    assert digitised(dossier()) == (0, 0)
    assert digitised(dossier(papers=papers)) == (0, 3)
    some = dossier(papers=papers, attachments=(attached("Thẻ"), attached("Thẻ"), attached("")))
    assert digitised(some) == (1, 3)


def test_a_result_is_no_paper_and_what_was_only_shown_needs_no_file() -> None:
    shown = Paper(name="Căn cước", shown=True)
    state = dossier(papers=(FORM, shown), attachments=(attached("Tờ khai", kind="result"),))
    assert digitised(state) == (0, 1)


def test_files_by_paper_and_those_of_none() -> None:
    mine, loose, gone = attached("Thẻ"), attached(""), attached("Giấy đã bỏ")
    state = dossier(papers=(CARD,), attachments=(mine, loose, gone))
    assert files_of(state, "Thẻ") == (mine,)
    assert files_of(state, "") == (loose, gone)


@given(st.integers(0, MOST_PAPERS))
def test_the_second_code_names_the_paper_again(index: int) -> None:
    digits = cover_digits(index)
    assert digits.isdecimal()
    assert paper_index(digits) == index


@pytest.mark.parametrize("index", [-1, MOST_PAPERS + 1])
def test_no_code_for_a_paper_that_cannot_be(index: int) -> None:
    with pytest.raises(ValueError, match="paper"):
        cover_digits(index)


@given(st.integers(0, MOST_PAPERS), st.integers(0, 7), st.integers(1, 9))
def test_a_wrong_digit_is_found(index: int, place: int, by: int) -> None:
    digits = cover_digits(index)
    wrong = digits[:place] + str((int(digits[place]) + by) % 10) + digits[place + 1 :]
    assert paper_index(wrong) is None


def test_other_codes_name_no_paper() -> None:
    assert paper_index(ONE) is None
    assert paper_index("12345678") is None


def test_what_a_page_says() -> None:
    cover = cover_digits(2)
    assert mark_of([]) is None
    assert mark_of(["4006381333931"]) is None
    assert mark_of([ONE]) == Mark(ONE)
    assert mark_of([ONE, cover, "4006381333931"]) == Mark(ONE, 2)
    assert mark_of([cover]) == Mark("", 2)  # the dossier's own code was torn off
    assert mark_of([ONE, TWO]) is None
    assert mark_of([ONE, cover, cover_digits(3)]) == Mark(ONE)


def test_pages_before_any_cover_belong_to_nobody() -> None:
    cover = Mark(ONE, 2)
    assert split([None, None, cover, None]) == (Part((0, 1)), Part((3,), ONE, 2))


def test_a_receipt_begins_a_part_and_stays_in_it() -> None:
    receipt = Mark(ONE)
    assert split([receipt, receipt, None, Mark(TWO), None]) == (
        Part((0, 1, 2), ONE),
        Part((3, 4), TWO),
    )


def test_the_same_cover_twice_makes_two_files() -> None:
    cover = Mark(ONE, 1)
    assert split([cover, None, cover, None]) == (Part((1,), ONE, 1), Part((3,), ONE, 1))


def test_a_cover_that_nothing_follows_leaves_nothing() -> None:
    assert split([Mark(ONE, 1), Mark(ONE, 2), None]) == (Part((2,), ONE, 2),)


def test_a_scan_of_covers_alone_stays_as_it_is() -> None:
    assert split([Mark(ONE, 1), Mark(ONE, 2)]) == (Part((0, 1)),)


def test_a_cover_whose_dossier_is_unreadable_is_kept_for_a_person() -> None:
    assert split([Mark(ONE, 1), None, Mark("", 2), None]) == (Part((1,), ONE, 1), Part((2, 3)))


@given(
    st.lists(
        st.sampled_from([None, Mark(ONE), Mark(TWO), Mark(ONE, 1), Mark(TWO, 3), Mark("", 2)]),
        min_size=1,
    )
)
def test_no_page_but_a_cover_is_ever_lost_or_moved(marks: list[Mark | None]) -> None:
    parts = split(marks)
    pages = [page for part in parts for page in part.pages]
    assert pages == sorted(set(pages))
    left_out = set(range(len(marks))) - set(pages)
    assert all(marks[page] in {Mark(ONE, 1), Mark(TWO, 3)} for page in left_out)
