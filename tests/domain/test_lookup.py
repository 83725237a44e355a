"""What can be asked of all dossiers: days as they are typed, filters that count themselves."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain.lookup import Filter, FoundRow, Span, parse_span, typed_day
from desk.domain.records import VN, Channel, Status
from desk.domain.text import key_rank, match_rank, sort_key, weighed
from desk.domain.views import QueueRow

TODAY = date(2026, 11, 26)  # a Thursday


def days(text: str) -> tuple[date | None, date | None] | None:
    span = parse_span(text, TODAY)
    return (span.first, span.last) if span else None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("23/11/2026", "2026-11-23", "2026-11-23"),
        ("23/11", "2026-11-23", "2026-11-23"),
        ("3.2.26", "2026-02-03", "2026-02-03"),
        ("01/11–15/11", "2026-11-01", "2026-11-15"),
        ("1/11 - 15/11/2026", "2026-11-01", "2026-11-15"),
        ("1/11 đến 15/11", "2026-11-01", "2026-11-15"),
        ("11/2026", "2026-11-01", "2026-11-30"),
        ("12/2026", "2026-12-01", "2026-12-31"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-2026", "2025-01-01", "2026-12-31"),
        ("hôm nay", "2026-11-26", "2026-11-26"),
        ("HOM QUA", "2026-11-25", "2026-11-25"),
        ("tuần này", "2026-11-23", "2026-11-26"),
        ("tháng này", "2026-11-01", "2026-11-26"),
        ("tháng trước", "2026-10-01", "2026-10-31"),
        ("năm nay", "2026-01-01", "2026-11-26"),
        ("năm trước", "2025-01-01", "2025-12-31"),
        ("7 ngày", "2026-11-20", "2026-11-26"),
        ("30 ngày qua", "2026-10-28", "2026-11-26"),
    ],
)
def test_days_are_read_as_they_are_typed(text: str, first: str, last: str) -> None:
    assert days(text) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "31/02/2026",
        "13/2026",
        "0/2026",
        "0000",
        "12",
        "15/11-1/11",
        "1/1-2/1-3/1",
        "0 ngày",
        "32/1",
        "1/2/3/4",
        "2026-x",
    ],
)
def test_what_are_no_days_is_none(text: str) -> None:
    assert parse_span(text, TODAY) is None


def test_a_search_text_is_a_day_only_where_it_can_be_nothing_else() -> None:
    assert typed_day("23/11", TODAY) == Span.days(date(2026, 11, 23), date(2026, 11, 23))
    for text in ("1001", "261123-1001", "H26.033.15-261123-1001", "2026", "Nguyễn 1/x"):
        assert typed_day(text, TODAY) is None, text


def test_a_span_is_whole_vietnamese_days() -> None:
    span = Span.days(date(2026, 11, 1), date(2026, 11, 2))
    assert span.start == datetime(2026, 11, 1, tzinfo=VN)
    assert span.end == datetime(2026, 11, 3, tzinfo=VN)
    assert (Span().first, Span().last) == (None, None)
    end = Span.days(date.max, date.max).end
    assert end is not None
    assert end.date() == date.max


def test_a_filter_counts_what_it_asks_for_besides_the_text() -> None:
    assert Filter(text="x").narrows == 0
    asked = Filter(text="x", statuses=(Status.DONE,), channel=Channel.POST, scanned=False)
    assert asked.narrows == 3


def test_what_was_found_has_its_uid() -> None:
    row = QueueRow(
        uid="u",
        code="c",
        status=Status.DONE,
        procedure="p",
        procedure_name="n",
        name="x",
        assignee="",
        holder_name="",
        mine=True,
        channel=Channel.COUNTER,
        received_at=None,
        due_at=None,
        urgent_at=None,
        overdue=False,
    )
    assert FoundRow(row=row).uid == "u"
    assert not FoundRow(row=row).voided


@given(st.integers(0, 4000), st.integers(0, 400))
def test_two_days_written_out_are_read_again(start: int, length: int) -> None:
    first = date(2020, 1, 1) + timedelta(days=start)
    last = first + timedelta(days=length)
    text = f"{first:%d/%m/%Y}–{last:%d/%m/%Y}"
    assert parse_span(text, TODAY) == Span.days(first, last)


# -- ranking by a sort key alone -------------------------------------------------------------------

NAMES = ["Đường Văn Thử", "Dương Thị Hòa", "Trần Đương", "Công ty Ví Dụ 4", "李 Mẫu", "A", "O'Neil"]


@given(
    st.one_of(st.sampled_from(NAMES), st.text(max_size=30)),
    st.one_of(st.sampled_from(["đường", "duong van", "hoà", "ví dụ", "a"]), st.text(max_size=12)),
)
def test_a_sort_key_ranks_as_its_name_does(name: str, query: str) -> None:
    assert key_rank(query, sort_key(name)) == match_rank(query, name)


def test_a_word_weighed_stands_in_the_sort_key() -> None:
    for word in "Đường Văn Thử".split():
        ((letters, tone),) = weighed(word)
        assert letters + tone in sort_key("Đường Văn Thử")
        assert letters + tone not in sort_key("Dương Vân Thu")
