"""The ticket on the roll of a till printer: what it says, and that all of it is on the paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desk.domain.papers import TicketSheet
from desk.domain.waiting import REASONS
from desk.printing import forms, wording
from desk.printing.job import MM
from tests.printing import sheets
from tests.printing.reading import collisions, flat, letters, poppler_text, pypdf_text

LONG = replace(sheets.OFFICE, name="XÃ " + "RẤT DÀI " * 6)


@pytest.mark.parametrize("key", ["2025", "2018"])
def test_it_says_number_priority_time_and_how_many_wait(key: str, tmp_path: Path) -> None:
    pdf = forms.render("ticket", sheets.ticket(key, before=4))
    for text in (pypdf_text(pdf), poppler_text(pdf, tmp_path)):
        said = flat(text)
        for words in ("P017", "ƯU TIÊN: người cao tuổi", "4 người chờ trước", "15:00"):
            assert words in said
        assert sheets.OFFICE.desk_name in said
    alone = flat(pypdf_text(forms.render("ticket", sheets.ticket(reason=""))))
    assert "Chưa có ai chờ trước" in alone
    assert "ƯU TIÊN" not in alone


def test_every_reason_for_priority_has_its_words() -> None:
    known = wording.load("2025").forms["ticket"].words
    assert all(known[reason] for reason in REASONS)


@pytest.mark.parametrize(
    "sheet",
    [
        sheets.ticket(),
        sheets.ticket(code="A1234", before=99, reason=""),
        sheets.ticket(office=LONG, practice=True, before=12),
    ],
)
def test_every_letter_is_on_the_paper_and_on_no_other(sheet: TicketSheet) -> None:
    pages = letters(forms.render("ticket", replace(sheet, practice=False)))
    ((width, height, boxes),) = pages
    assert round(width / MM) == 80
    for left, bottom, right, top in boxes:
        assert left >= 3 * MM
        assert right <= width - 3 * MM
        assert bottom >= 3 * MM
        assert top <= height - 2 * MM
    assert collisions(boxes) == []
    assert forms.render("ticket", sheet).startswith(b"%PDF-")
