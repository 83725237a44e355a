"""The printed figures: what the screen shows, in words that can be read back out of the PDF."""

from __future__ import annotations

from datetime import date

import pytest

from desk.domain.figures import Period
from desk.domain.papers import FiguresSheet, Page
from desk.domain.records import Office
from desk.printing import forms, wording
from tests.printing.reading import flat, pypdf_text
from tests.ui.counted import blank_figures, some_figures
from tests.ui.invented import NOW

PERIOD = Period(date(2026, 11, 1), date(2026, 11, 23))
OFFICE = Office(unit="H26.033.15", commune="00999", name="PHƯỜNG MẪU GIÁO", place="Hà Nội")


def texts(pdf: bytes) -> str:
    return flat(pypdf_text(pdf))


def sheet(**facts: object) -> FiguresSheet:
    usual: dict[str, object] = {
        "office": OFFICE,
        "wording": wording.load("2025"),
        "issued_at": NOW,
        "page": Page.A4,
        "start": PERIOD.first,
        "end": PERIOD.last,
        "figures": some_figures(PERIOD),
        "maker": "Nguyễn Thị Lan Thử",
    }
    return FiguresSheet(**(usual | facts))  # type: ignore[arg-type]  # its own fields


def test_every_figure_is_there_with_its_numbers() -> None:
    made = forms.render_told("figures", sheet())
    assert made.unprintable == ()
    text = texts(made.pdf)
    for number, figure in enumerate(some_figures(PERIOD), 1):
        assert f"{number}. {figure.title}" in text
    assert "Từ ngày 01/11/2026 đến ngày 23/11/2026" in text
    assert "Thiếu bản sao" in text
    assert "Mục tiêu 95 %" in text
    assert "Nguyễn Thị Lan Thử" in text


def test_a_time_without_dossiers_is_said_to_have_none() -> None:
    text = texts(forms.render("figures", sheet(figures=blank_figures(PERIOD))))
    assert text.count("Chưa có số liệu.") == 7


def test_the_same_figures_are_the_same_paper() -> None:
    assert forms.render("figures", sheet()) == forms.render("figures", sheet())


def test_practice_is_marked() -> None:
    assert "THỰC HÀNH" in texts(forms.render("figures", sheet(practice=True)))


@pytest.mark.parametrize("key", ["2018", "2025"])
def test_both_form_sets_know_it(key: str) -> None:
    assert forms.render("figures", sheet(wording=wording.load(key))).startswith(b"%PDF")
