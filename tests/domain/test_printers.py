"""Which paper a form lies on, and what a printer can be told."""

from __future__ import annotations

import pytest

from desk.domain.printers import (
    SIZES,
    BadSetupError,
    Kind,
    Setup,
    Way,
    checked,
    corrected,
    kind_of,
    read_mm,
    usual_setup,
)


@pytest.mark.parametrize(
    ("form", "page", "kind"),
    [
        ("receipt", "A5", Kind.A5),
        ("receipt", "A5x2", Kind.A5),
        ("receipt", "A4", Kind.A4),
        ("apology", "A4x2", Kind.A4),
        ("label", "A4", Kind.LABEL),
        ("ticket", "A5", Kind.SLIP),
        ("book", "A5", Kind.A4),
    ],
)
def test_each_form_has_its_paper(form: str, page: str, kind: Kind) -> None:
    assert kind_of(form, page) is kind


def test_a_test_page_and_a_result_name_their_paper_themselves() -> None:
    assert kind_of("test", "A4", "label") is Kind.LABEL
    assert kind_of("result", "A4", "a5") is Kind.A5
    assert kind_of("result", "A5", "a4") is Kind.A4
    assert kind_of("result", "A5") is Kind.A4
    assert set(SIZES) == set(Kind)


def test_a_printer_without_the_system_is_told_its_own_words() -> None:
    assert usual_setup("socket://10.0.0.9:9100", Kind.SLIP).way is Way.ESCPOS
    assert usual_setup("device:/dev/usb/lp0", Kind.SLIP).way is Way.ESCPOS
    assert usual_setup("laser", Kind.A5).way is Way.DOTS


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"dx": 20_001}, "dx"),
        ({"dy": -20_001}, "dy"),
        ({"dots": 552}, "dots"),
        ({"dots": 840}, "dots"),
        ({"dots": 577}, "dots"),
        ({"way": Way.ESCPOS, "kind": Kind.A5}, "way"),
    ],
)
def test_a_set_up_that_no_printer_can_do(told: dict[str, object], field: str) -> None:
    setup = Setup(**{"printer": "p", "kind": Kind.SLIP, **told})  # type: ignore[arg-type]  # values of several types
    with pytest.raises(BadSetupError) as caught:
        checked(setup)
    assert caught.value.facts["field"] == field


def test_the_bounds_themselves_can_be_told() -> None:
    for told in (
        Setup(printer="p", kind=Kind.A5, dx=20_000, dy=-20_000),
        Setup(printer="p", kind=Kind.SLIP, dots=560, way=Way.ESCPOS),
        Setup(printer="p", kind=Kind.SLIP, dots=832),
    ):
        assert checked(told) is told


@pytest.mark.parametrize(
    ("text", "um"),
    [("1,5", 1500), (" -0.3 ", -300), ("\u22122", -2000), ("", 0), ("0", 0), ("0,0004", 0)],
)
def test_millimetres_as_people_write_them(text: str, um: int) -> None:
    assert read_mm(text, "dx") == um


@pytest.mark.parametrize("text", ["abc", "1,2,3", "nan", "inf"])
def test_what_is_no_length(text: str) -> None:
    with pytest.raises(BadSetupError) as caught:
        read_mm(text, "dx")
    assert caught.value.facts == {"field": "dx", "value": text}


def test_a_mark_is_brought_to_where_it_belongs() -> None:
    # Drawn for 20 mm, it came out at 21.5 mm: everything has to go 1.5 mm back.
    assert corrected(0, 20_000, 21_500) == -1500
    # The next page was drawn with that, and the mark is 0.2 mm short.
    assert corrected(-1500, 20_000, 19_800) == -1300
