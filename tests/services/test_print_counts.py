"""Counts of sheets as a table."""

from __future__ import annotations

from datetime import date

from desk.domain.views import Count
from desk.services import print_counts


def test_counts_are_a_table_in_which_nothing_is_run() -> None:
    told = Count(day=date(2026, 11, 23), form="receipt", printer="=HYPERLINK(1)", papers=2)
    head, line = print_counts.table([told]).decode("utf-8-sig").splitlines()
    assert head == "day,form,printer,papers,sheets,again,spoilt"
    assert line == "2026-11-23,receipt,'=HYPERLINK(1),2,0,0,0"
