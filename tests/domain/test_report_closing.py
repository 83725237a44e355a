"""What a closed report keeps, and whether dossiers make the difference to today's."""

from __future__ import annotations

from dataclasses import replace

from desk.domain.report import Line, Share
from desk.domain.report_closing import Moved, difference, explains, freeze, thaw
from desk.domain.report_form import parse_report_form
from tests.domain.test_report import filled, line
from tests.domain.test_report_form import FORM

MADE = filled(line(carried=3, open_late=3))


def test_figures_come_back_as_they_were_kept() -> None:
    values = (3, 1, 2, Share(1, 3), None)
    odd = replace(
        MADE,
        form=parse_report_form(FORM),
        lines=(Line(key="a", name="Hộ tịch", values=values),),
        total=Line(key="", name="Tổng số", values=values),
    )
    text = freeze(odd)
    assert text == freeze(odd)
    assert " " not in text.replace("Hộ tịch", "").replace("Tổng số", "").replace("Tỷ lệ", "")
    kept = thaw(text)
    assert (kept.lines, kept.total) == (odd.lines, odd.total)
    assert kept.columns[0] == ("3", "Tổng")


def test_a_difference_is_told_by_column_and_explained_by_dossiers() -> None:
    kept = thaw(freeze(MADE))
    assert difference(kept, MADE) == {}
    later = filled(line(carried=4, open_late=2, solved_late=2))
    changed = difference(kept, later)
    assert changed == {"3": 1, "6": 1, "7": 2, "10": 2, "11": -1, "13": -1}
    moved = (
        Moved(code="a", then=("3", "6", "11", "13"), now=("3", "6", "7", "10")),
        Moved(code="b", then=(), now=("3", "6", "7", "10")),
    )
    assert explains(moved, changed)
    assert not explains(moved[:1], changed)
    assert explains((), {})


def test_columns_that_only_one_of_both_has_tell_no_difference() -> None:
    kept = replace(thaw(freeze(MADE)), columns=(("99", "x"), *thaw(freeze(MADE)).columns[1:]))
    assert "99" not in difference(kept, filled(line()))
