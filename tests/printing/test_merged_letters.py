"""Letters of one go: one document, each letter with its own codes, told alike in text and bars."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pypdf
import pytest

from desk.app import samples
from desk.domain import smstext
from desk.domain.papers import LetterSheet, LettersSheet, Matter, Page
from desk.printing import forms, plain, wording
from desk.printing.wording import PlaceholderUnknownError
from tests.printing import reading, sheets

KINDS = ("ready", "waits", "supplement", "fee", "invite", "apology", "moved")


def common(page: Page = Page.A5) -> dict[str, object]:
    return {"office": sheets.OFFICE, "wording": wording.load("notices"), "page": page}


def letter(kind: str, shape: int = 0, page: Page = Page.A5) -> LetterSheet:
    made = samples.samples(f"notice_{kind}", common(page))[shape][1]
    assert isinstance(made, LetterSheet)
    return made


def to(number: int, page: Page) -> LetterSheet:
    """Return a letter about a dossier of its own."""
    state = sheets.dossier(code=f"H26.033.15-261123-100{number}", barcode=BARS[number])
    return replace(letter("waits", page=page), matter=Matter.of(state))


BARS = {1: "0099926112310015", 2: "0099926112310023", 3: "0099926112310031"}


def merged(page: Page) -> LettersSheet:
    apology = sheets.apology() if page is Page.A5 else replace(sheets.apology(), page=page)
    letters = [("notice", to(number, page)) for number in BARS]
    return LettersSheet(
        **common(page),  # type: ignore[arg-type] # fields by name
        issued_at=sheets.AT,
        letters=(*letters, ("apology", apology)),
    )


@pytest.mark.parametrize("page", [Page.A5, Page.A4])
def test_every_letter_bears_its_own_code(page: Page) -> None:
    made = forms.render_told("letters", merged(page))
    assert (made.pages, made.unprintable) == (4, ())
    found = [reading.codes(reading.drawn(made.pdf, 200, number)) for number in range(4)]
    bars = [[text for texts in each.values() for text in texts] for each in found[:3]]
    assert bars == [[BARS[number]] for number in BARS]
    texts = [text.extract_text() for text in pypdf.PdfReader(BytesIO(made.pdf)).pages]
    for number, text in zip((1, 2, 3), texts, strict=False):
        assert f"H26.033.15-261123-100{number}" in text
    assert "Mẫu số 04" in texts[3]


def test_a_document_of_many_names_nobody_outside_its_pages() -> None:
    made = forms.render("letters", merged(Page.A5))
    info = pypdf.PdfReader(BytesIO(made)).metadata
    assert info is not None
    told = " ".join(str(value) for value in info.values())
    assert "H26" not in told
    assert "NGUYỄN" not in told.upper()
    assert forms.render("letters", merged(Page.A5)) == made


@pytest.mark.parametrize(
    ("kind", "shape"),
    # Of a fee that nobody knows no notice is ever made.
    [(kind, shape) for kind in KINDS for shape in (0, 1) if (kind, shape) != ("fee", 1)],
)
def test_a_message_says_it_in_words_and_keeps_numbers_and_addresses_back(
    kind: str, shape: int
) -> None:
    sheet = replace(letter(kind, shape), matter=Matter.of(sheets.dossier()))
    told = plain.worded(sheet)
    assert sheets.CODE in told.subject
    assert sheets.CODE in told.mail
    assert sheets.CODE in told.short
    whole = f"{told.subject} {told.mail} {told.short}"
    for kept in (sheets.ORDINARY.personal_id, "ngõ Ví Dụ", "0900", "{", "}", "…", "**", "  "):
        assert kept not in whole, kept
    bare = smstext.without_marks(told.short)
    assert smstext.count(bare).parts <= 2
    # Read without its marks “chờ” is “cho”, for: a message may not hang on it.
    assert " cho " not in bare
    if kind == "invite":
        assert sheet.office.desk_name.casefold() in told.short.casefold()
    assert "\t" not in whole


@pytest.mark.parametrize("asked", ["subject_id", "address", "salary"])
def test_a_wording_cannot_ask_for_what_messages_do_not_tell(asked: str) -> None:
    sheet = letter("ready")
    form = sheet.wording.forms["notice_ready"]
    slip = replace(form, words={**form.words, "sms": f"{{{asked}}}"})
    forms_ = {**sheet.wording.forms, "notice_ready": slip}
    with pytest.raises(PlaceholderUnknownError):
        plain.worded(replace(sheet, wording=replace(sheet.wording, forms=forms_)))
