"""`desk book`: a counter's books from a terminal, whole or with what is missing named."""

from __future__ import annotations

from pathlib import Path

import pypdf

from tests.flows.program import Program


def test_a_month_a_year_and_some_days_of_the_tracking_book(desk: Program, tmp_path: Path) -> None:
    codes = [desk.received()["code"] for _ in range(3)]
    desk.act(codes[1], "void", "--reason", "nhập thử")
    for period in (("--month", "2026-11"), ("--from", "2026-11-23", "--to", "2026-11-23")):
        found = desk("book", "received", *period, "--json").data
        assert [line["code"] for line in found["lines"]] == codes
        assert [line["line"] for line in found["lines"]] == [1, 2, 3]
        assert [line["struck"] for line in found["lines"]] == [False, True, False]
        assert (found["counted"], found["whole"], found["missing"]) == (2, True, [])
    out = tmp_path / "so.pdf"
    found = desk("book", "received", "--year", "2026", "--out", out, "--json").data
    assert (found["from"], found["to"], found["file"]) == ("2026-01-01", "2026-12-31", str(out))
    pages = [page.extract_text() for page in pypdf.PdfReader(out).pages]
    assert "Năm 2026" in pages[0]
    assert f"Sổ này có {len(pages)} trang" in pages[-1]
    assert codes[0] in desk("book", "received", "--month", "2026-11").text


def test_other_books_and_slips_of_the_pen(desk: Program) -> None:
    assert desk("book", "returned", "--month", "2026-11", "--json").data["whole"] is None
    assert desk("book", "copy", "--month", "2026-11", "--json").data["lines"] == []
    assert desk("book", "guests", "--month", "2026-11", "--json").error == "UnknownBookError"
    backwards = ("--from", "2026-11-23", "--to", "2026-11-22", "--json")
    assert desk("book", "received", *backwards).error == "BookPeriodError"
    for words in ((), ("--from", "2026-11-23"), ("--month", "2026-11", "--year", "2026")):
        assert desk("book", "received", *words).status == 2


def test_a_month_is_closed_and_its_book_stays_as_it_was(desk: Program, tmp_path: Path) -> None:
    assert desk("book", "received", "--closings").text.strip() == "Chưa khóa sổ lần nào."
    codes = [desk.received()["code"] for _ in range(2)]
    day = ("--from", "2026-11-23", "--to", "2026-11-23")
    assert desk("book", "received", *day, "--closed", "--json").error == "BookOpenError"
    first = tmp_path / "first.pdf"
    found = desk("book", "received", *day, "--close", "--out", first, "--json").data
    assert (found["as_closed"], found["same"], found["changes"]) == (True, True, [])
    assert found["volumes"] == [{"book": "1/2026", "first": 1, "last": 2, "lines": 2}]
    assert found["totals"]["received"] == found["totals"]["open"] == 2
    assert [each["reason"] for each in found["closings"]] == [""]
    assert desk("book", "received", *day, "--close", "--json").error == "DayClosedError"
    desk.act(codes[1], "void", "--reason", "nhập thử")
    now = desk("book", "received", *day, "--json").data
    assert [(each["what"], each["line"]) for each in now["changes"]] == [("struck", 2)]
    assert "Gạch sau khóa sổ: 2" in desk("book", "received", *day).text
    again = tmp_path / "again.pdf"
    desk("book", "received", *day, "--closed", "--out", again)
    assert again.read_bytes() == first.read_bytes()
    told = desk("book", "received", *day, "--close", "--reason", "gạch nhầm", "--json").data
    assert [each["reason"] for each in told["closings"]] == ["", "gạch nhầm"]
    assert told["counted"] == 1
    past = desk("book", "received", "--closings", "--json").data
    facts = [(each["reason"], each["same"], each["changes"]) for each in past]
    assert facts == [("gạch nhầm", True, 0), ("", False, 1)]
    said = desk("book", "received", "--closings").text
    assert "(gạch nhầm): đúng như lúc khóa" in said
    assert "1 thay đổi từ khi khóa" in said
    latest, earliest = said.splitlines()  # what tells them apart: which time, how many lines, why
    assert "2026-11-23 lần 2: " in latest
    assert ", 1 dòng (gạch nhầm)" in latest
    assert ", 2 dòng: " in earliest
    assert [(each["time"], each["lines"]) for each in past] == [(2, 1), (1, 2)]
    same = desk("book", "received", *day, "--close", "--reason", "lần nữa", "--json")
    assert same.error == "BooksUnchangedError"
    assert "Quản trị viên" in same.err
    assert len(desk("book", "received", "--closings", "--json").data) == 2
    assert desk("book", "guests", "--closings", "--json").error == "UnknownBookError"
    days = ("--from", "2026-11-22", "--to", "2026-11-23")
    assert desk("book", "received", *days, "--close", "--json").error == "ClosingPeriodError"
    assert desk("book", "fees", *day, "--json").data["whole"] is None
