"""Certificates and extracts with any name on them: nothing runs over, and each letter is there."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desk.domain import results as rule
from desk.domain.errors import InputError
from desk.domain.papers import Matter, ResultSheet
from desk.domain.records import Confirmation, Result
from desk.domain.results import Field, Kind
from desk.printing import fonts, forms, wording
from desk.printing.press import DRAFT, Rendered
from tests.printing import sheets
from tests.printing.reading import collisions, letters, pypdf_text, solid

WORDING = wording.load("results")
TEMPLATES = [key for key, form in WORDING.forms.items() if form.result is not None]
TODAY = date(2026, 11, 23)
VIETNAMESE = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxy AĂÂĐÊÔƠƯ" + "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợ"
)
MARKS = "\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b"
STRANGE = "אבגדמנ العربية 😀👩‍👩‍👧🇻🇳 ﷽ 你好 \u202e\u200b\u0000\u0007\ufeff"
#: A mark on nothing stands on what follows it, on paper as on a screen.
_ON_NOTHING = re.compile(rf"(?:^|\s)[{MARKS}]")
NAMES = st.text(
    alphabet=st.sampled_from(VIETNAMESE + MARKS + STRANGE), min_size=1, max_size=200
).filter(lambda name: not _ON_NOTHING.search(name))


def typed(field: Field, name: str) -> str:
    """Return what a person would type into a field: the name wherever words are written."""
    if field.options:
        return field.options[0]
    return {Kind.NUMBER: "12", Kind.DATE: "23/11/2026", Kind.PARTIAL: "1999"}.get(
        field.kind, name[: field.most]
    )


def sheet(key: str, name: str, *, final: bool) -> tuple[ResultSheet, dict[str, str]]:
    """Return a paper with a name in every field, and what its fields hold.

    Raises:
        InputError: the name is refused where it is typed.
    """
    template = WORDING.forms[key].result
    assert template is not None
    dossier = sheets.dossier()
    fields = rule.settle(
        template, dossier, {each.key: typed(each, name) for each in template.fields}, today=TODAY
    )
    told = Confirmation(
        event="c", at=sheets.AT, by="Lê Thị Sổ", where="registry", number="12", signer="Lê Ký"
    )
    made = Result(
        uid="r",
        template=key,
        title=WORDING.forms[key].title,
        edition=1,
        fields=fields,
        draft="d",
        last="c",
        drafted_at=sheets.AT,
        by="An",
        confirmed=told if final else None,
    )
    common: dict[str, Any] = {
        "office": sheets.receipt().office,
        "wording": WORDING,
        "issued_at": sheets.AT,
    }
    paper = ResultSheet(
        **common, matter=Matter.of(dossier), result=made, confirmed=told if final else None
    )
    words = {each.key for each in template.fields if each.kind is Kind.TEXT}
    return paper, {each.key: each.value for each in fields if each.key in words}


def drawn(text: str, done: Rendered) -> str:
    """Return a text as it stands on paper: a square for each letter that no typeface has."""
    lost = {int(code.removeprefix("U+"), 16): fonts.INSTEAD for code in done.unprintable}
    return text.translate(lost)


def inside(pdf: bytes) -> None:
    for wide, high, boxes in letters(pdf):
        assert boxes
        assert min(box[0] for box in boxes) > 0
        assert min(box[1] for box in boxes) > 0
        assert max(box[2] for box in boxes) < wide
        assert max(box[3] for box in boxes) < high


@pytest.mark.parametrize("key", TEMPLATES)
@given(name=NAMES)
@example(name="Đặng Thị Phượng Uyển " * 9)
@example(name="NGUYỄNHOÀNGPHƯỢNGUYỂN" * 9)
@example(name="Ngu\u0303 Thu\u031b\u0309 D'Ví-Dụ & <b>{name}</b> %s **b** \\n")
@example(name="\u202eאבג 😀 Ví Dụ")
@example(name="b\u0300\u0302")
@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_name_is_refused_where_it_is_typed_or_stands_whole_on_the_paper(
    key: str, name: str
) -> None:
    try:
        paper, held = sheet(key, name, final=True)
    except InputError:
        return  # told at once, and nothing is written
    done = forms.render_told("result", paper)
    inside(done.pdf)
    for _, _, boxes in letters(done.pdf):
        assert not collisions(boxes)
    text = solid(pypdf_text(done.pdf))
    for where, value in held.items():
        assert solid(drawn(value, done)) in text, where
    assert DRAFT not in text


@pytest.mark.parametrize("key", TEMPLATES)
def test_a_draft_says_so_on_each_page_however_long_its_words_are(key: str) -> None:
    paper, _ = sheet(key, "Đặng Thị Phượng Uyển " * 9, final=False)
    done = forms.render_told("result", paper)
    assert len(letters(done.pdf)) == done.pages
    assert solid(pypdf_text(done.pdf)).count(solid(DRAFT)) >= 2 * done.pages
    size = {"A4": 210, "A5": 148}[paper.wording.forms[key].result.page]  # type: ignore[union-attr] # one of TEMPLATES
    assert all(round(wide / 72 * 25.4) == size for wide, _, _ in letters(done.pdf))
