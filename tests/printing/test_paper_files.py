"""The files themselves: the same bytes each time, nobody's name outside the page."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any, cast

import pypdf
import pytest
from reportlab.pdfbase.ttfonts import TTFont

from desk.domain.papers import Matter
from desk.printing import fonts, forms, resources, wording
from tests.printing import sheets


@pytest.mark.parametrize("form", [*sorted(sheets.every()), "report"])
def test_the_same_sheet_gives_the_same_bytes(form: str) -> None:
    sheet = sheets.report() if form == "report" else sheets.every()[form]
    assert forms.render(form, sheet) == forms.render(form, replace(sheet))


def test_the_same_sheet_gives_the_same_bytes_in_another_process() -> None:
    words = (
        "import hashlib, sys; from tests.printing import sheets; from desk.printing import forms;"
        "sys.stdout.write(hashlib.sha256(forms.render('receipt', sheets.receipt())).hexdigest())"
    )
    command = [sys.executable, "-c", words]
    made = {
        subprocess.run(command, check=True, capture_output=True, cwd=_root()).stdout  # noqa: S603 - our own words
        for _ in range(2)
    }
    assert len(made) == 1


def test_a_receipt_is_drawn_without_reading_how_reports_are_counted() -> None:
    words = (
        "import sys; from tests.bench import one_paper; from desk.printing import forms;"
        "forms.render('receipt', one_paper.sheet());"
        "heavy = {'desk.domain.events', 'desk.domain.report', 'desk.domain.figures',"
        " 'desk.printing.report', 'desk.printing.plots', 'desk.printing.book'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    command = [sys.executable, "-c", words]
    done = subprocess.run(command, check=True, capture_output=True, cwd=_root(), text=True)  # noqa: S603 - our own words
    assert done.stdout.strip() == "[]"


def _root() -> str:
    return str(resources.folder("fonts").parents[1])


#: Papers of several dossiers bear a number of their own.
OF_SEVERAL = {"batch", "remind", "uncollected"}
#: Tables, tickets and the papers of a sitting or a hand-over: their rooms draw and read them.
TRIED_ELSEWHERE = {
    *("report handover sitting book figures ticket list shelf survey stub test".split()),
    *("extension extended fee history result secure-result notice letters".split()),
}


def test_dates_and_titles_come_from_the_sheet_and_name_nobody() -> None:
    for form, sheet in sheets.every().items():
        reader = pypdf.PdfReader(BytesIO(forms.render(form, sheet)))
        info = reader.metadata
        assert info is not None
        assert str(info["/CreationDate"]) == "D:20261123150000+07'00'"
        assert sheets.CODE in str(info.title) or form in OF_SEVERAL
        xmp = reader.xmp_metadata
        assert xmp is not None
        told = " ".join(str(value) for value in info.values()) + xmp.stream.get_data().decode()
        for word in ("NGUYỄN", "001199000000", "Ví Dụ", "0900"):
            assert word not in told
        root = cast("dict[str, Any]", reader.root_object)
        assert root["/Lang"] == "vi-VN"
        assert root["/ViewerPreferences"]["/PrintScaling"] == "/None"


def test_a_paper_without_code_is_known_by_its_number() -> None:
    bare = Matter(subject=sheets.ORDINARY, procedure_name="Thủ tục đăng ký kết hôn")
    pdf = forms.render("refusal", sheets.refusal(matter=bare, number="04/PTC"))
    info = pypdf.PdfReader(BytesIO(pdf)).metadata
    assert info is not None
    assert info.title == "Mẫu số 03 04/PTC"


def test_a_reprint_changes_nothing_but_its_mark() -> None:
    again = sheets.receipt(copy_no=1, printed_at=sheets.AT + timedelta(days=3))
    info = pypdf.PdfReader(BytesIO(forms.render("receipt", again))).metadata
    assert info is not None
    assert str(info["/CreationDate"]) == "D:20261123150000+07'00'"


@pytest.mark.parametrize("form", [*sorted(sheets.every()), "report"])
def test_only_the_papers_own_typeface_is_used_and_it_is_embedded(form: str) -> None:
    sheet = sheets.report() if form == "report" else sheets.every()[form]
    pdf = forms.render(form, sheet)
    named = set(re.findall(rb"/BaseFont /([A-Za-z+-]+)", pdf))
    assert named
    assert all(b"+Tinos-" in font for font in named)
    assert pdf.count(b"/FontFile2") == len(named)
    assert pdf.count(b"/ToUnicode") == len(named)


VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
VIETNAMESE = {
    unicodedata.normalize("NFC", letter + tone)
    for vowel in VOWELS
    for letter in (vowel, vowel.upper())
    for tone in TONES
} | set("đĐ")


@pytest.mark.parametrize(
    "name",
    [
        *(f"Tinos-{face}" for face in ("Regular", "Bold", "Italic", "BoldItalic")),
        *(f"BeVietnamPro-{w}" for w in ("Regular", "Medium", "SemiBold", "Bold", "Italic")),
        *(f"JetBrainsMono-{weight}" for weight in ("Regular", "Bold")),
    ],
)
def test_every_shipped_font_has_every_vietnamese_letter_and_its_licence(name: str) -> None:
    folder = resources.folder("fonts")
    glyphs = TTFont(f"check-{name}", str(folder / f"{name}.ttf")).face.charToGlyph
    missing = [c for c in VIETNAMESE | set("0123456789–…“”") if not glyphs.get(ord(c))]
    assert missing == []
    licence = folder / f"{name.split('-', maxsplit=1)[0]}-LICENSE_FONT.txt"
    assert "SIL Open Font License" in licence.read_text(encoding="utf-8")


def test_all_faces_of_the_papers_have_the_same_letters() -> None:
    folder = resources.folder("fonts")
    sets = [
        set(TTFont(f"same-{face}", str(folder / f"Tinos-{face}.ttf")).face.charToGlyph)
        for face in fonts.FACES.values()
    ]
    assert all(one == sets[0] for one in sets)
    assert ord(fonts.INSTEAD) in sets[0]


def test_an_unknown_form_is_a_known_failure_and_a_wrong_sheet_is_ours() -> None:
    with pytest.raises(wording.FormUnknownError) as caught:
        forms.render("bogus", sheets.receipt())
    assert caught.value.facts == {"form": "bogus", "form_set": "2025"}
    with pytest.raises(wording.FormUnknownError):
        forms.render("stop", sheets.stop(wording=sheets.forms("2018")))
    with pytest.raises(TypeError, match="ReceiptSheet"):
        forms.render("receipt", sheets.refusal())
    assert set(sheets.every()) | TRIED_ELSEWHERE == set(forms.FORMS)
