"""What papers say, read back exactly."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from desk.domain.papers import Matter, Page
from desk.domain.records import Paper, Party, TimeLimit, Unit
from desk.printing import forms
from tests.printing import sheets
from tests.printing.reading import flat, poppler_text, pypdf_text, solid

EVERY = [(key, form) for key in ("2025", "2018") for form in sheets.every(key)]


OURS = ("label", "cover")  # no papers of the office


@pytest.mark.parametrize(("key", "form"), EVERY)
def test_every_form_names_itself_its_office_and_its_subject(key: str, form: str) -> None:
    sheet = sheets.every(key)[form]
    text = flat(pypdf_text(forms.render(form, sheet)))
    assert unicodedata.is_normalized("NFC", text)
    # The control slip of 2025 names the dossier by its code alone.
    who = sheets.CODE if form == "control" else sheets.ORDINARY.name
    assert who in text
    if form not in OURS:
        assert "ỦY BAN NHÂN DÂN PHƯỜNG MẪU GIÁO" in text
        assert "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG" in text
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
        assert "Độc lập - Tự do - Hạnh phúc" in text
        assert "Hà Nội, ngày 23 tháng 11 năm 2026" in text
        title = sheet.wording.forms[form].title
        assert flat(title) in text


@pytest.mark.parametrize(("key", "form"), EVERY)
def test_two_readers_find_the_same_words(key: str, form: str, tmp_path: Path) -> None:
    pdf = forms.render(form, sheets.every(key)[form])
    # Readers order columns differently; the letters must be the same ones.
    ours, theirs = solid(pypdf_text(pdf)), solid(poppler_text(pdf, tmp_path))
    assert sorted(ours) == sorted(theirs)


@pytest.mark.parametrize(
    ("form", "label"),
    [
        ("receipt", "Mẫu số 01"),
        ("supplement", "Mẫu số 02"),
        ("refusal", "Mẫu số 03"),
        ("apology", "Mẫu số 04"),
        ("control", "Mẫu số 06"),
    ],
)
def test_official_forms_carry_their_number(form: str, label: str) -> None:
    assert label in pypdf_text(forms.render(form, sheets.every()[form]))


def test_control_slip_was_number_five_in_2018() -> None:
    assert "Mẫu số 05" in pypdf_text(forms.render("control", sheets.every("2018")["control"]))


@pytest.mark.parametrize("form", ["stop", "closing"])
def test_our_own_layouts_claim_no_number(form: str) -> None:
    sheet = sheets.every()[form]
    assert sheet.wording.forms[form].own
    assert "Mẫu số" not in pypdf_text(forms.render(form, sheet))


def test_receipt_says_all_that_the_law_asks_for() -> None:
    text = flat(pypdf_text(forms.render("receipt", sheets.receipt())))
    for line in (
        "Trung tâm Phục vụ hành chính công phường Mẫu Giáo",
        "Tiếp nhận hồ sơ của Ông (Bà)/Tổ chức: NGUYỄN THỊ VÍ DỤ",
        "Số định danh cá nhân/tổ chức: 001199000000",
        "Địa chỉ: Số 1 ngõ Ví Dụ, phường Mẫu Giáo, thành phố Hà Nội",
        "Số điện thoại: 0900 000 000",
        "Email: vidu@thu.example",
        "Nội dung yêu cầu giải quyết: Thủ tục đăng ký khai sinh",
        "Thành phần hồ sơ nộp gồm:",
        "STT Tên giấy tờ Số lượng Bản chính Bản sao",
        "1 Tờ khai đăng ký khai sinh 01 –",
        "3 Giấy chứng nhận kết hôn của cha, mẹ – 01",
        "Số lượng hồ sơ: 01 (bộ)",
        "Thời gian giải quyết hồ sơ theo quy định là: trong ngày; nhận sau 15 giờ thì trả",
        "Thời gian nhận hồ sơ: 15 giờ 00 phút, ngày 23 tháng 11 năm 2026",
        "Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 23 tháng 11 năm 2026",
        "nhận kết quả tại: Trung tâm Phục vụ hành chính công phường Mẫu Giáo (nhận trực tiếp)",
        "Phí, lệ phí: 8.000 đồng, chưa nộp",
        "Vào Sổ theo dõi hồ sơ, Quyển số 1/2026",
        "Số thứ tự 12",
        "NGƯỜI NỘP HỒ SƠ",
        "NGƯỜI TIẾP NHẬN HỒ SƠ",
        "(Ký và ghi rõ họ tên)",
        sheets.CODE,
        "0099 9261 1231 0015",
    ):
        assert line in text


def test_receipt_keeps_three_persons_apart() -> None:
    acting = sheets.dossier(
        owner=sheets.COMPANY, authority="Giấy ủy quyền số 12/GUQ ngày 01/11/2026"
    )
    text = flat(pypdf_text(forms.render("receipt", sheets.receipt(dossier=acting))))
    assert "của Ông (Bà)/Tổ chức: NGUYỄN THỊ VÍ DỤ (người nộp thay)" in text
    assert f"Chủ hồ sơ (tổ chức): {sheets.COMPANY.name}" in text
    assert "Số định danh tổ chức: mã số thuế 0100000000" in text
    assert f"Địa chỉ chủ hồ sơ: {sheets.COMPANY.address}" in text
    assert "Giấy tờ ủy quyền, đại diện: Giấy ủy quyền số 12/GUQ ngày 01/11/2026" in text


def test_receipt_names_the_person_who_gave_the_power() -> None:
    owner = Party(name="TRẦN VĂN ỦY QUYỀN", personal_id="001300000001")
    sheet = sheets.receipt(dossier=sheets.dossier(owner=owner))
    text = flat(pypdf_text(forms.render("receipt", sheet)))
    assert "Chủ hồ sơ (người ủy quyền, được đại diện): TRẦN VĂN ỦY QUYỀN" in text
    assert "Số định danh cá nhân: 001300000001" in text


def test_receipt_of_2018_is_numbered_and_tells_of_two_copies() -> None:
    text = flat(pypdf_text(forms.render("receipt", sheets.receipt("2018", page=Page.A4_TWICE))))
    for line in (
        "1. Thành phần hồ sơ nộp gồm:",
        "2. Số bộ hồ sơ: 01 (bộ)",
        "6. Đăng ký nhận kết quả tại:",
        "(Liên 1: Lưu)",
        "(Liên 2: Giao khách hàng)",
        "được lập thành 2 liên; một liên chuyển kèm theo Phiếu kiểm soát",
    ):
        assert line in text


def test_receipt_without_papers_fee_or_due_leaves_nothing_blank() -> None:
    bare = sheets.dossier(papers=(), fee=None, due_at=None, limit=None, line=0, book="")
    text = flat(pypdf_text(forms.render("receipt", sheets.receipt(dossier=bare))))
    assert "Thành phần hồ sơ nộp gồm: Không có" in text
    assert "Phí, lệ phí: theo quy định, thu khi có thông báo" in text
    assert "giải quyết hồ sơ: theo thông báo của cơ quan giải quyết hồ sơ" in text
    assert "theo quy định là: theo quyết định công bố thủ tục hành chính" in text
    assert "Vào Sổ" not in text


def test_receipt_tells_of_estimated_calendars_versions_and_titles() -> None:
    sheet = sheets.receipt(
        dossier=sheets.dossier(version=2),
        due_note="theo lịch tạm tính",
        receiver_title="Công chức tiếp nhận",
        limit_text="04 giờ làm việc",
        number="12",
    )
    text = flat(pypdf_text(forms.render("receipt", sheet)))
    assert "17 giờ 00 phút, ngày 23 tháng 11 năm 2026 (theo lịch tạm tính)" in text
    assert "(Lập lần 2, thay cho Giấy đã lập trước)" in text
    assert "Công chức tiếp nhận" in text
    assert "04 giờ làm việc" in text
    assert "Số: 12/TNHS-TTPVHCC" in text


def test_working_hours_are_told_in_words() -> None:
    limit = TimeLimit(value=8, unit=Unit.WORKING_HOURS)
    sheet = sheets.receipt(dossier=sheets.dossier(limit=limit))
    assert "08 giờ làm việc" in flat(pypdf_text(forms.render("receipt", sheet)))


def test_electronic_form_asks_for_no_ink() -> None:
    text = flat(pypdf_text(forms.render("receipt", sheets.receipt(electronic=True))))
    assert "(Chữ ký số của người tiếp nhận hồ sơ)" in text


def test_guidance_before_any_receipt_has_neither_code_nor_bars() -> None:
    bare = Matter(subject=sheets.ORDINARY, procedure_name="Thủ tục đăng ký kết hôn")
    sheet = sheets.supplement(matter=bare, number="4")
    text = flat(pypdf_text(forms.render("supplement", sheet)))
    assert "Số: 04/PBS-TTPVHCC" in text
    assert "Mã hồ sơ" not in text
    assert sheets.DIGITS[:4] not in text


@pytest.mark.parametrize("key", ["2025", "2018"])
def test_where_nobody_made_a_list_the_reason_is_what_is_asked_for(key: str) -> None:
    sheet = sheets.supplement(key, items=(), reason="Tờ khai chưa ký.\n\n Thiếu ảnh thẻ.")
    text = flat(pypdf_text(forms.render("supplement", sheet)))
    asked = text[text.index("nội dung") : text.index("Lý do")]
    for number, item in ((1, "Tờ khai chưa ký."), (2, "Thiếu ảnh thẻ.")):
        assert re.search(rf"\b{number}\.? {item}", asked)
    assert text.count("Tờ khai chưa ký") == 1
    assert "Lý do: như nội dung nêu trên" in text
    listed = flat(pypdf_text(forms.render("supplement", sheets.supplement(key))))
    assert f"Lý do: {sheets.REASON}" in listed


def test_papers_that_came_later_are_marked() -> None:
    added = replace(sheets.PAPERS[0], name="Sổ mới nộp", original=0, copy=2, added=True)
    about = sheets.dossier(papers=(*sheets.PAPERS, added), version=2)
    text = flat(pypdf_text(forms.render("receipt", sheets.receipt(dossier=about))))
    assert "4 Sổ mới nộp (bổ sung) – 02" in text
    assert text.count("(bổ sung)") == 1
    assert "(Lập lần 2, thay cho Giấy đã lập trước)" in text


def test_refusal_without_code_leaves_dots_to_fill() -> None:
    bare = Matter(subject=sheets.ORDINARY, procedure_name="Thủ tục đăng ký kết hôn")
    text = flat(pypdf_text(forms.render("refusal", sheets.refusal(matter=bare, number=""))))
    assert "Mã hồ sơ (nếu có): Nội dung yêu cầu" in text
    assert "Số: ……………/PTC-TTPVHCC" in text
    assert "thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:" in text


def test_refusal_tells_who_handed_it_in() -> None:
    acting = Matter.of(sheets.dossier(owner=sheets.COMPANY))
    text = flat(pypdf_text(forms.render("refusal", sheets.refusal(matter=acting))))
    assert f"Tiếp nhận hồ sơ của: {sheets.COMPANY.name}" in text
    assert "Người nộp hồ sơ: NGUYỄN THỊ VÍ DỤ" in text
    assert Matter.of(sheets.dossier()).submitter is None


@pytest.mark.parametrize("key", ["2025", "2018"])
def test_apology_is_worded_for_the_moment_that_it_is_issued(key: str) -> None:
    in_time = sheets.apology(key, due_at=sheets.AT + timedelta(days=1))
    late = flat(pypdf_text(forms.render("apology", sheets.apology(key))))
    early = flat(pypdf_text(forms.render("apology", in_time)))
    assert "chưa trả kết quả giải quyết hồ sơ" in late
    assert "dự kiến không trả được" not in late
    assert "dự kiến không trả được kết quả" in early
    assert "gày 25 tháng 11 năm 2026" in late


def test_apology_names_the_agency_and_the_signer_given() -> None:
    sheet = sheets.apology(agency="Phòng Kinh tế Ví Dụ", signer_title="Chủ tịch")
    text = flat(pypdf_text(forms.render("apology", sheet)))
    assert "Phòng Kinh tế Ví Dụ xin trân trọng gửi lời xin lỗi" in text
    assert "CHỦ TỊCH" in text
    assert "THỦ TRƯỞNG" not in text
    assert "thủ tục hành chính đăng ký khai sinh của Ông/Bà/Tổ chức" in text


def test_stop_notice_gives_back_papers_or_says_there_are_none() -> None:
    sheet = sheets.stop()
    text = flat(pypdf_text(forms.render("stop", sheet)))
    assert "1. Giấy chứng sinh (bản chính) 2. Tờ khai" in text
    assert "Phí, lệ phí: theo quy định của pháp luật chuyên ngành" in text
    bare = replace(sheet, returned=(), reason="", manner="", fee_text="đã trả lại 8.000 đồng")
    text = flat(pypdf_text(forms.render("stop", bare)))
    assert "Giấy tờ trả lại: Không có" in text
    assert "Lý do" not in text
    assert "Phí, lệ phí: đã trả lại 8.000 đồng" in text


def test_closing_notice_names_the_request_that_was_not_answered() -> None:
    sheet = sheets.closing()
    text = flat(pypdf_text(forms.render("closing", sheet)))
    assert "theo Phiếu số 07/PBS-TTPVHCC, chậm nhất vào ngày 21 tháng 11 năm 2026" in text
    bare = replace(sheet, supplement_number="")
    assert "hoàn thiện, chậm nhất vào" in flat(pypdf_text(forms.render("closing", bare)))


def test_control_slip_leaves_four_steps_to_fill() -> None:
    sheet = sheets.control()
    text = flat(pypdf_text(forms.render("control", sheet)))
    assert text.count("1. Giao:") == 4
    assert "1. Giao: Bộ phận TN&TKQ 2. Nhận: Công chức tư pháp - hộ tịch" in text
    assert "15 giờ 00 phút, ngày 23/11/2026" in text
    blank = flat(pypdf_text(forms.render("control", replace(sheet, rows=(), due_at=None))))
    assert blank.count("1. Giao:") == 4
    assert "1. Giao: Bộ phận TN&TKQ 2. Nhận: ……………" in blank


def test_decomposed_input_is_drawn_composed() -> None:
    name, place = "ĐẶNG THỊ ƯỢNG UYỂN", "Đường Nguyễn Thượng Hiền"
    person = Party(
        name=unicodedata.normalize("NFD", name), address=unicodedata.normalize("NFD", place)
    )
    assert not unicodedata.is_normalized("NFC", person.name)
    for form, sheet in sheets.every(person=person).items():
        if form in {"receipt", "supplement", "refusal"}:
            text = flat(pypdf_text(forms.render(form, sheet)))
            assert name in text
            assert place in text


def test_what_the_typeface_lacks_is_a_square_and_is_told() -> None:
    person = Party(name="NGUYỄN 😀 VĂN 漢\u200d", address="Dòng một\r\nDòng\thai\ufeff\x07")
    sheet = sheets.receipt(dossier=sheets.dossier(submitter=person))
    done = forms.render_told("receipt", sheet)
    text = flat(pypdf_text(done.pdf))
    assert "NGUYỄN □ VĂN □" in text
    assert "Địa chỉ: Dòng một Dòng hai" in text
    assert done.unprintable == ("U+6F22", "U+1F600")
    (warning,) = done.warnings
    assert warning.facts == {"characters": "U+6F22, U+1F600"}
    assert forms.render_told("receipt", sheets.receipt()).warnings == ()


def test_braces_and_stars_in_a_name_are_only_letters() -> None:
    person = Party(name="A {submitter} **B** {0} %s", address="{")
    text = flat(pypdf_text(forms.render("refusal", sheets.every(person=person)["refusal"])))
    assert "Tiếp nhận hồ sơ của: A {submitter} **B** {0} %s" in text


@pytest.mark.parametrize("form", sorted(sheets.every()))
def test_reprint_differs_in_its_mark_only(form: str) -> None:
    sheet = sheets.every()[form]
    again = replace(sheet, copy_no=2, printed_at=sheets.AT + timedelta(days=1, minutes=20))
    first, second = (pypdf_text(forms.render(form, s)).splitlines() for s in (sheet, again))
    if form in OURS:  # a sticker is no paper of the office
        assert first == second
        return
    mark = "BẢN IN LẠI lần 2, 15 giờ 20 phút, ngày 24 tháng 11 năm 2026"
    assert mark in flat("\n".join(second))
    assert flat("\n".join(second).replace(mark, "")) == flat("\n".join(first))


def test_reprint_without_a_time_is_marked_all_the_same() -> None:
    assert "BẢN IN LẠI lần 1" in pypdf_text(forms.render("receipt", sheets.receipt(copy_no=1)))


def test_practice_papers_say_so_on_every_page() -> None:
    papers = sheets.PAPERS * 20
    sheet = sheets.receipt(practice=True, dossier=sheets.dossier(papers=papers))
    pages = pypdf.PdfReader(BytesIO(forms.render("receipt", sheet))).pages
    assert len(pages) > 1
    assert all("THỰC HÀNH" in page.extract_text() for page in pages)
    label = replace(sheets.every()["label"], practice=True)
    assert pypdf_text(forms.render("label", label)).count("THỰC HÀNH") == 2
    assert "THỰC HÀNH" not in pypdf_text(forms.render("receipt", sheets.receipt()))


def test_office_without_parent_place_or_website() -> None:
    office = replace(sheets.OFFICE, parent="", place="", website="", phone="")
    text = flat(pypdf_text(forms.render("receipt", sheets.receipt(office=office))))
    assert "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG" in text
    assert "PHƯỜNG MẪU GIÁO" in text
    assert "Ngày 23 tháng 11 năm 2026" in text
    assert "Tra cứu" not in text
    apology = replace(sheets.every()["apology"], office=office)
    assert "Trung tâm Phục vụ hành chính công phường Mẫu Giáo chưa trả kết quả" in flat(
        pypdf_text(forms.render("apology", apology))
    )


def test_separators_of_lines_break_lines_and_dots_stand_where_letters_had_a_blank() -> None:
    person = Party(name="MỘT\u2028HAI", personal_id="")
    text = flat(pypdf_text(forms.render("apology", sheets.every(person=person)["apology"])))
    assert "Kính gửi: MỘT HAI" in text
    assert "số định danh: ……………; mã số hồ sơ:" in text


def test_a_letter_to_nobody_leaves_dots() -> None:
    person = Party(name="")
    text = flat(pypdf_text(forms.render("apology", sheets.every(person=person)["apology"])))
    assert "Kính gửi: ……………" in text


def test_a_receipt_without_any_code_still_says_which_copy_it_is() -> None:
    bare = sheets.dossier(code="", barcode="", version=3)
    sheet = sheets.receipt(dossier=bare, page=Page.A5_TWICE)
    text = flat(pypdf_text(forms.render("receipt", sheet)))
    assert "(Liên lưu) (Lập lần 3, thay cho Giấy đã lập trước)" in text
    assert "Mã hồ sơ:" not in text
    only_code = sheets.receipt(dossier=sheets.dossier(barcode=""))
    assert sheets.CODE in pypdf_text(forms.render("receipt", only_code))


def test_a_paper_that_was_only_shown_is_not_counted() -> None:
    papers = (Paper(name="Thẻ căn cước", shown=True), *sheets.PAPERS)
    sheet = sheets.receipt(dossier=sheets.dossier(papers=papers))
    text = flat(pypdf_text(forms.render("receipt", sheet)))
    assert f"1 Thẻ căn cước {sheets.forms().words['shown']}" in text
