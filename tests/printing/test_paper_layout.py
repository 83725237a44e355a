"""Nothing clipped, nothing on top of anything else, whatever is typed in."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pypdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from desk.domain.papers import HandOver, Page, Sheet
from desk.domain.records import Paper, Party
from desk.printing import forms
from tests.printing import sheets
from tests.printing.reading import collisions, flat, letters, pypdf_text, solid

MM = 72 / 25.4
LONG = Party(
    name=sheets.LONG_NAME,
    personal_id="001199000000",
    address="Số nhà 1234/56/78, ngách 90, ngõ Rất Dài, " * 6 + "thành phố Hà Nội",
    phone="0900 000 000 / 0911 111 111",
    email="vi.du.thu.dien.tu.rat.dai@vi-du-ten-mien-cung-rat-dai.example",
)
ABSURD = Party(name=sheets.LONG_WORD, address="a" * 300, phone="9" * 80, email="@" * 120)
SIXTY = tuple(
    Paper(
        name=f"Giấy tờ thứ {n}: bản khai có tên dài hơn một dòng của bảng", original=n, copy=n % 3
    )
    for n in range(1, 61)
)

CASES: list[tuple[str, Sheet]] = [
    *((form, sheet) for key in ("2025", "2018") for form, sheet in sheets.every(key).items()),
    *sheets.every(person=LONG).items(),
    *sheets.every(person=ABSURD).items(),
    *sheets.every(page=Page.A4).items(),
    *sheets.every(page=Page.A4, person=LONG).items(),
    *sheets.every("2018", person=ABSURD).items(),
    ("receipt", sheets.receipt(page=Page.A4_TWICE)),
    ("receipt", sheets.receipt(page=Page.A5_TWICE)),
    ("receipt", sheets.receipt(dossier=sheets.dossier(papers=SIXTY))),
    ("receipt", sheets.receipt(page=Page.A4_TWICE, dossier=sheets.dossier(papers=SIXTY))),
    (
        "receipt",
        sheets.receipt(
            copy_no=3,
            printed_at=sheets.AT,
            dossier=sheets.dossier(submitter=LONG, owner=sheets.COMPANY, authority="x" * 400),
        ),
    ),
    ("receipt", sheets.receipt(dossier=sheets.dossier(papers=(Paper(name="x" * 9000, copy=1),)))),
    ("receipt", sheets.receipt(dossier=sheets.dossier(code="H26.033.15." + "9" * 60))),
    ("supplement", sheets.supplement(items=("Bổ sung " * 60,) * 30, reason="vì " * 900)),
    ("supplement", sheets.supplement("2018", items=("Bổ sung " * 60,) * 30)),
    ("refusal", sheets.refusal(reason="Một.\nHai.\n\nBa " * 100)),
    (
        "control",
        sheets.control(
            rows=(
                HandOver(
                    giver=sheets.LONG_NAME,
                    taker=sheets.LONG_WORD,
                    giver_name=sheets.LONG_WORD,
                    taker_name=sheets.LONG_NAME,
                    result="Quá hạn",
                    note="ghi chú " * 120,
                ),
            )
            * 3
        ),
    ),
    ("report", sheets.report()),
    ("report", sheets.report("unit")),
    (
        "report",
        sheets.report(
            "unit",
            rows=tuple(
                sheets.line(
                    sheets.report_form("unit"),
                    f"Đơn vị {n} " + "rất dài " * (n % 30),
                    received_online=10**6,
                    solved_early=10**6,
                )
                for n in range(60)
            ),
        ),
    ),
    ("report", sheets.report("07a")),
    ("report", sheets.report("766")),
    ("apology", sheets.apology(office=replace(sheets.OFFICE, name="XÃ " + "RẤT DÀI " * 12))),
    ("stop", sheets.stop(returned=("Giấy tờ " * 30,) * 20)),
]


@pytest.mark.parametrize(("form", "sheet"), CASES)
def test_every_letter_is_on_its_page_and_on_no_other_letter(form: str, sheet: Sheet) -> None:
    for width, height, boxes in letters(forms.render(form, sheet)):
        edge = 2 * MM if form == "label" else 5 * MM
        for left, bottom, right, top in boxes:
            assert left >= edge
            assert bottom >= edge - 2
            assert right <= width - edge
            assert top <= height - edge + 2
        assert collisions(boxes) == []


def test_the_check_itself_sees_letters_on_letters() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(200, 200))
    canvas.drawString(20, 100, "Một dòng")
    canvas.drawString(24, 103, "Hai dòng")
    canvas.save()
    ((_, _, boxes),) = letters(out.getvalue())
    assert collisions(boxes)


@pytest.mark.parametrize(
    ("page", "size", "pages"),
    [
        (Page.A5, (148, 210), 1),
        (Page.A5_TWICE, (148, 210), 2),
        (Page.A4, (210, 297), 1),
        (Page.A4_TWICE, (297, 210), 1),
    ],
)
def test_sheets_have_the_sizes_of_the_law(page: Page, size: tuple[int, int], pages: int) -> None:
    reader = pypdf.PdfReader(BytesIO(forms.render("receipt", sheets.receipt(page=page))))
    assert len(reader.pages) == pages
    for sheet in reader.pages:
        assert float(sheet.mediabox.width) / MM == pytest.approx(size[0], abs=0.1)
        assert float(sheet.mediabox.height) / MM == pytest.approx(size[1], abs=0.1)


@pytest.mark.parametrize(("page", "width"), [(Page.A4_TWICE, 210), (Page.A5_TWICE, 148)])
@pytest.mark.parametrize("form", ["supplement", "control", "apology"])
def test_forms_that_have_no_second_copy_are_printed_once(form: str, page: Page, width: int) -> None:
    reader = pypdf.PdfReader(BytesIO(forms.render(form, sheets.every(page=page)[form])))
    (only,) = reader.pages
    assert float(only.mediabox.width) / MM == pytest.approx(width, abs=0.1)
    assert only.extract_text().count("PHIẾU") == 1


def test_reports_lie_across() -> None:
    reader = pypdf.PdfReader(BytesIO(forms.render("report", sheets.report())))
    assert reader.pages[0].mediabox.width > reader.pages[0].mediabox.height


def test_two_copies_side_by_side_say_which_is_whose() -> None:
    pdf = forms.render("receipt", sheets.receipt(page=Page.A4_TWICE))
    text = flat(pypdf_text(pdf))
    assert text.count("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ") == 2
    assert "(Liên lưu)" in text
    assert "(Liên giao người nộp hồ sơ)" in text


def test_copies_of_unlike_length_are_all_printed() -> None:
    plain = sheets.forms()
    wordy = replace(plain.forms["receipt"], copies=("(Liên lưu)", "(Liên giao) " * 200))
    sheet = sheets.receipt(
        page=Page.A4_TWICE,
        wording=replace(plain, forms={**plain.forms, "receipt": wordy}),
    )
    done = forms.render_told("receipt", sheet)
    assert done.pages == 2
    assert flat(pypdf_text(done.pdf)).count("NGƯỜI TIẾP NHẬN HỒ SƠ") == 2


def test_an_ordinary_receipt_with_an_owner_fits_on_one_a5() -> None:
    owner = replace(sheets.ORDINARY, name="TRẦN THỊ CHỦ HỒ SƠ")
    acting = sheets.dossier(
        owner=owner,
        authority="Giấy ủy quyền ngày 01/11/2026",
        papers=sheets.PAPERS + sheets.PAPERS[:2],
    )
    assert forms.render_told("receipt", sheets.receipt(dossier=acting)).pages == 1


def test_sixty_papers_are_all_there_under_a_header_on_every_page() -> None:
    done = forms.render_told("receipt", sheets.receipt(dossier=sheets.dossier(papers=SIXTY)))
    text = flat(pypdf_text(done.pdf))
    for number in range(1, 61):
        assert f"Giấy tờ thứ {number}:" in text
        assert f"Trang 1/{done.pages}" in text
    pages = [flat(p.extract_text()) for p in pypdf.PdfReader(BytesIO(done.pdf)).pages]
    assert done.pages == len(pages)
    with_rows = [page for page in pages if "Giấy tờ thứ" in page]
    assert len(with_rows) > 1
    assert all("STT Tên giấy tờ" in page for page in with_rows)
    # Pages that come apart can still be told to belong together.
    assert all(sheets.CODE in page for page in pages)
    assert "NGƯỜI TIẾP NHẬN HỒ SƠ" in pages[-1]


@pytest.mark.parametrize("page", [Page.A5, Page.A4, Page.A4_TWICE])
@pytest.mark.parametrize("count", [*range(11, 19), 30, 39])
def test_nobody_signs_a_page_that_shows_none_of_the_papers(page: Page, count: int) -> None:
    papers = tuple(Paper(name=f"Giấy tờ thứ {n}.", original=1) for n in range(1, count + 1))
    pdf = forms.render("receipt", sheets.receipt(page=page, dossier=sheets.dossier(papers=papers)))
    signed = flat(pypdf.PdfReader(BytesIO(pdf)).pages[-1].extract_text())
    for words in (f"thứ {count - 1}.", f"thứ {count}.", "Số lượng hồ sơ", "NGƯỜI NỘP HỒ SƠ"):
        assert words in signed


def test_a_single_page_needs_no_number() -> None:
    assert "Trang" not in pypdf_text(forms.render("receipt", sheets.receipt()))


def test_long_names_and_words_lose_no_letter() -> None:
    for person in (LONG, ABSURD):
        for form in ("receipt", "refusal", "supplement"):
            text = solid(pypdf_text(forms.render(form, sheets.every(person=person)[form])))
            assert solid(person.name) in text
            assert solid(person.address) in text


def test_rows_taller_than_a_page_go_on_without_losing_a_letter() -> None:
    paper = Paper(name="Ơ" * 9000, original=1)
    done = forms.render_told("receipt", sheets.receipt(dossier=sheets.dossier(papers=(paper,))))
    assert done.pages > 3
    assert (
        pypdf_text(done.pdf).count("Ơ")
        - pypdf_text(
            forms.render("receipt", sheets.receipt(dossier=sheets.dossier(papers=())))
        ).count("Ơ")
        >= 9000
    )
    note = HandOver(giver="A", taker="B", note="ữ" * 3000, taker_name="ễ" * 2000)
    text = pypdf_text(forms.render("control", sheets.control(rows=(note,))))
    assert text.count("ữ") >= 3000
    assert text.count("ễ") >= 2000


def test_the_signatures_are_never_torn_from_their_names() -> None:
    for count in range(8, 30):
        papers = tuple(Paper(name=f"Giấy tờ {n}", original=1) for n in range(count))
        pdf = forms.render("receipt", sheets.receipt(dossier=sheets.dossier(papers=papers)))
        pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages]
        (signed,) = [page for page in pages if "NGƯỜI TIẾP NHẬN HỒ SƠ" in page]
        assert "Trần Văn Mẫu" in signed


def test_label_cuts_long_names_but_never_its_codes() -> None:
    text = pypdf_text(forms.render("label", sheets.label(dossier=sheets.dossier(submitter=LONG))))
    assert "…" in text
    assert sheets.CODE in text
    assert "0099 9261 1231 0015" in text
    tiny = sheets.label(height=32, dossier=sheets.dossier(submitter=LONG))
    ((_, _, boxes),) = letters(forms.render("label", tiny))
    assert collisions(boxes) == []
    far = sheets.label(shelf="Kho lưu trữ tầng hầm, dãy 12, ngăn 34", width=60, height=45)
    assert "Kho lưu trữ" in pypdf_text(forms.render("label", far))
    bare = sheets.label(dossier=sheets.dossier(code="", barcode="", due_at=None), shelf="")
    assert sheets.ORDINARY.name in pypdf_text(forms.render("label", bare))
