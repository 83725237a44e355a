"""docs/answers.md names every field that books and reports answer with, and no other."""

from __future__ import annotations

from tests.flows.program import Program
from tests.flows.test_cli_answers import documented, fields

DAY = ("--from", "2026-11-23", "--to", "2026-11-23")
MONTH = ("--from", "2026-10-01", "--to", "2026-10-31")


def told(*answers: object) -> set[str]:
    return {field for each in answers for field in fields(each)}


def test_books_and_reports_have_the_fields_of_the_page_and_no_other(desk: Program) -> None:
    codes = [desk.received()["code"] for _ in range(2)]
    desk("book", "received", *DAY, "--close")
    desk.act(codes[0], "void", "--reason", "nhập thử")
    page = documented()
    book = desk("book", "received", *DAY, "--out", desk.folder / "so.pdf", "--json").data
    counts = "lines[].count."
    assert told(book) == {each for each in page["book"] if not each.startswith(counts)}
    past = desk("book", "received", "--closings", "--json").data
    assert told(past) == page["book --closings"]
    report = desk("report", "766", *DAY, "--json").data
    assert told(report) | told(desk("report", "II.06a", *DAY, "--json").data) == page["report"]
    assert report["this_counter_only"] is True
    desk.received(received_at="2026-10-05T08:30:00+07:00")
    closed = desk("periods", "close", "II.06a", *MONTH, "--json").data
    assert told(closed) == page["periods close"]
    (listed,) = desk("periods", "list", "--json").data
    assert (listed, page["periods list"]) == (closed, {f"[].{each}" for each in told(closed)})
    desk.received(received_at="2026-10-06T08:30:00+07:00")
    shown = desk("periods", "show", closed["uid"], "--json").data
    assert told(shown) == page["periods show"]
