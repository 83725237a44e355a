"""From draft to final: no way around the confirmation, and every numbered sheet used once."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from desk.domain.dossier import VoidedError
from desk.domain.errors import DeskError
from desk.domain.papers import FormSet, Matter, Page, ResultSheet
from desk.domain.printers import Kind, Route
from desk.domain.records import Actor, Answer, Dossier, Office, Result
from desk.domain.results import ResultIncompleteError, UnknownTemplateError
from desk.domain.rights import NotAllowedError
from desk.domain.sheets import SheetElsewhereError, SheetTakenError, SheetUnknownError
from desk.models import log
from desk.printing import forms as press
from desk.printing import wording
from desk.printing.press import DRAFT
from desk.services import (
    checking,
    papers,
    print_queue,
    printers,
    result_sheets,
    results,
    sheets,
)
from desk.services.papers import Look, UnknownFormError
from desk.services.print_queue import JobNotWaitingError
from desk.services.result_sheets import NoSheetNeededError, SheetNeededError
from desk.services.results import (
    AlreadyConfirmedError,
    NotConfirmedError,
    ResultChangedError,
    SheetsInUseError,
)
from desk.services.sheets import BadSlotError, ReasonMissingError, SheetGoneError
from desk.services.workplace import Workplace
from tests.kit import BIRTH, Clock, act, receive
from tests.printing.reading import flat, poppler_text

CHILD = "Trần Thử Văn Bé"
ANSWERS = (
    Answer(key="child_name", label="", value=CHILD),
    Answer(key="child_birth", label="", value="2026-11-20"),
    Answer(key="child_sex", label="", value="nam"),
    Answer(key="child_place", label="", value="Nhà hộ sinh Thử Nghiệm"),
    Answer(key="mother_name", label="", value="Nguyễn Thị Ví Dụ"),
)
TOLD = {"by": "Lê Thị Sổ", "number": "12", "book": "01/2026", "page": "12", "day": "2026-11-23"}
REST = {"reg_place": "UBND phường Thử Nghiệm"}
CLERK = Actor(uid="c", login="c", name="Chuyên viên Thử", role="clerk")
COUNTER = Actor(uid="q", login="q", name="Tiếp nhận Thử", role="counter")


@pytest.fixture(scope="module")
def forms() -> FormSet:
    return wording.load("results")


def look() -> Look:
    return Look(wording=wording.load, page=Page.A5)


def birth(work: Workplace) -> Dossier:
    return receive(work, BIRTH, answers=ANSWERS)


def drafted(
    work: Workplace, forms: FormSet, more: Mapping[str, str] = REST
) -> tuple[Dossier, Result]:
    return results.draft(work, CLERK, birth(work).uid, "extract_birth", more, forms)


def confirmed(work: Workplace, forms: FormSet) -> tuple[Dossier, Result]:
    state, made = drafted(work, forms)
    return results.confirm(work, CLERK, state.uid, made.uid, TOLD, forms)


def text_of(pdf: bytes, folder: Path) -> str:
    return flat(poppler_text(pdf, folder))


def paper(work: Workplace, code: str, folder: Path, which: str = "") -> str:
    sheet = papers.of_dossier(work, "result", code, look(), which)
    return text_of(press.render("result", sheet), folder)


def waiting(work: Workplace, job: int, folder: Path) -> tuple[str, str]:
    form, sheet = papers.of_job(work, job, look())
    return form, text_of(press.render(form, sheet), folder)


def count(work: Workplace) -> int:
    with work.database.read() as tx:
        return int(tx.exec_driver_sql("SELECT count(*) FROM event").scalar_one())


# -- drafting ---------------------------------------------------------------------------------


def test_a_draft_is_filled_in_from_what_was_typed_once(work: Workplace, forms: FormSet) -> None:
    state, made = drafted(work, forms)
    values = {each.key: each.value for each in made.fields}
    assert values["child_name"] == CHILD
    assert values["child_sex"] == "Nam"
    assert values["reg_place"] == REST["reg_place"]
    assert (made.title, made.edition, made.by) == ("TRÍCH LỤC KHAI SINH", 1, CLERK.name)
    assert results.lacking(made, forms) == ()
    told = results.blanks(work, state.uid, "extract_birth", forms)
    sources = {each.field.key: each.source for each in told if each.source}
    assert sources["child_name"] == "answers.child_name"
    assert [each.field.key for each in told if each.lacks] == ["reg_place"]
    again = results.blanks(work, state.uid, "extract_birth", forms, made.uid)
    assert [each.field.key for each in again if each.lacks] == []
    assert checking.verify(work).ok


def test_the_procedures_own_template_is_offered_first(work: Workplace, forms: FormSet) -> None:
    offers = results.offers(work, birth(work).uid, forms)
    assert (offers[0].template, offers[0].fits) == ("extract_birth", True)
    assert not any(each.fits for each in offers[1:])
    assert {each.title for each in offers} >= {"Công văn chuyển hồ sơ", "Văn bản trả lời"}
    assert len(offers) == 8


def test_a_draft_that_says_the_same_is_not_written_again(work: Workplace, forms: FormSet) -> None:
    state, made = drafted(work, forms)
    before = count(work)
    results.draft(work, CLERK, state.uid, "", {}, forms, result=made.uid)
    assert count(work) == before
    changed, other = results.draft(
        work, CLERK, state.uid, "", {"child_name": "Trần Thử B"}, forms, result=made.uid
    )
    assert (len(changed.results), other.uid) == (1, made.uid)
    values = {each.key: each.value for each in other.fields}
    assert (values["child_name"], values["reg_place"]) == ("Trần Thử B", REST["reg_place"])
    with pytest.raises(ResultChangedError):
        results.draft(work, CLERK, state.uid, "", {}, forms, result=made.uid, seen=made.last)
    reply, letter = results.draft(work, CLERK, state.uid, "reply", {"content": "x"}, forms)
    assert len(reply.results) == 2
    assert len(results.put_away(work, CLERK, state.uid, letter.uid).results) == 1


def test_who_may_not_and_what_is_not_there(work: Workplace, forms: FormSet) -> None:
    state, made = drafted(work, forms)
    citizen = Actor(uid="x", login="x", name="x", role="citizen")
    before = count(work)
    with pytest.raises(NotAllowedError):
        results.draft(work, citizen, state.uid, "reply", {}, forms)
    with pytest.raises(NotAllowedError):
        results.confirm(work, COUNTER, state.uid, made.uid, TOLD, forms)
    with pytest.raises(UnknownTemplateError):
        results.draft(work, CLERK, state.uid, "receipt", {}, forms)
    assert count(work) == before
    act(work, state, "void", reason="nhập nhầm")
    with pytest.raises(VoidedError):
        results.draft(work, CLERK, state.uid, "reply", {}, forms)


# -- confirming -------------------------------------------------------------------------------


def test_what_is_missing_is_told_before_it_can_be_final(work: Workplace, forms: FormSet) -> None:
    state, made = drafted(work, forms, {"child_place": ""})
    with pytest.raises(ResultIncompleteError) as caught:
        results.confirm(work, CLERK, state.uid, made.uid, TOLD, forms)
    assert caught.value.facts["fields"] == "Nơi sinh, Nơi đăng ký khai sinh"
    assert results.lacking(made, forms) == ("Nơi sinh", "Nơi đăng ký khai sinh")


def test_a_confirmed_result_is_confirmed_once(work: Workplace, forms: FormSet) -> None:
    state, made = confirmed(work, forms)
    assert made.confirmed is not None
    assert (made.confirmed.number, made.confirmed.where) == ("12", "registry")
    with pytest.raises(AlreadyConfirmedError):
        results.confirm(work, CLERK, state.uid, made.uid, TOLD, forms)


def test_numbers_that_the_register_gives_later_are_added_and_nothing_is_changed_by_them(
    work: Workplace, forms: FormSet, clock: Clock, tmp_path: Path
) -> None:
    state, made = drafted(work, forms)
    results.confirm(work, CLERK, state.uid, made.uid, {"by": "Lê Thị Sổ"}, forms)
    job = result_sheets.print_result(work, CLERK, state.uid, made.uid, forms, "TL 000001")
    assert "Số: …" in waiting(work, job, tmp_path)[1]
    clock.pass_(days=3)
    later = {"number": "12", "book": "01/2026"}
    _, more = results.confirm(work, CLERK, state.uid, made.uid, later, forms)
    assert more.confirmed is not None
    assert (more.confirmed.by, more.confirmed.number) == ("Lê Thị Sổ", "12")
    final = waiting(work, job, tmp_path)[1]
    assert DRAFT not in final
    assert "Số: 12 Quyển số: 01/2026" in final
    assert "ngày 23 tháng 11 năm 2026" in final  # the day on which it was confirmed
    for told in (later, {"number": "13"}, {"by": "Người khác"}):
        with pytest.raises(AlreadyConfirmedError):
            results.confirm(work, CLERK, state.uid, made.uid, told, forms)
    assert checking.verify(work).ok


def test_a_confirmation_is_taken_back_with_what_it_confirmed(
    work: Workplace, forms: FormSet, tmp_path: Path
) -> None:
    state, made = confirmed(work, forms)
    job = result_sheets.print_result(work, CLERK, state.uid, made.uid, forms, "TL 000001")
    with pytest.raises(NotAllowedError):
        results.withdraw(work, COUNTER, state.uid, made.uid)
    with pytest.raises(ResultChangedError):
        results.withdraw(work, CLERK, state.uid, made.uid, seen=made.draft)
    after = results.withdraw(work, CLERK, state.uid, made.uid, seen=made.last)
    assert after.results[0].confirmed is None
    assert after.results[0].fields == made.fields
    assert DRAFT in waiting(work, job, tmp_path)[1]
    with pytest.raises(NotConfirmedError):
        results.withdraw(work, CLERK, state.uid, made.uid)


# -- no way around ----------------------------------------------------------------------------


def test_a_draft_says_so_on_every_page_and_a_final_does_not(
    work: Workplace, forms: FormSet, tmp_path: Path
) -> None:
    state, made = drafted(work, forms, {**REST, "note": "Thử " * 120, "child_home": "Nơi " * 120})
    sheet = papers.of_dossier(work, "result", state.uid, look())
    assert isinstance(sheet, ResultSheet)
    assert sheet.draft
    done = press.render_told("result", sheet)
    pages = poppler_text(done.pdf, tmp_path).split("\f")[: done.pages]
    assert all(page.count(DRAFT) >= 2 for page in pages)
    results.confirm(work, CLERK, state.uid, made.uid, TOLD, forms)
    final = paper(work, state.uid, tmp_path)
    assert "NHÁP" not in final
    assert f"Họ, chữ đệm, tên: {CHILD}" in final
    assert "Số: 12 Quyển số: 01/2026" in final


def test_changed_fields_are_a_draft_again_wherever_they_are_printed(
    work: Workplace, forms: FormSet, tmp_path: Path
) -> None:
    """A job that waited since it was final, a reprint of one that is out, a file."""
    state, made = confirmed(work, forms)
    job = result_sheets.print_result(work, CLERK, state.uid, made.uid, forms, "TL 000001")
    assert waiting(work, job, tmp_path)[0] == "secure-result"
    assert DRAFT not in waiting(work, job, tmp_path)[1]
    results.draft(work, CLERK, state.uid, "", {"note": "đã sửa"}, forms, result=made.uid)
    assert DRAFT in waiting(work, job, tmp_path)[1]
    assert DRAFT in paper(work, state.uid, tmp_path)
    _, anew = results.confirm(work, CLERK, state.uid, made.uid, TOLD, forms)
    assert DRAFT not in paper(work, state.uid, tmp_path)
    assert DRAFT in waiting(work, job, tmp_path)[1]  # what it bears nobody has confirmed
    assert [each.number for each in anew.sheets] == [1]


def test_a_refused_confirmation_makes_a_draft(
    work: Workplace, forms: FormSet, tmp_path: Path
) -> None:
    state, made = confirmed(work, forms)
    job = result_sheets.print_result(work, CLERK, state.uid, made.uid, forms, "TL 000001")
    assert made.confirmed is not None
    with work.database.write() as tx:
        log.refuse(tx, [made.confirmed.event])
    assert DRAFT in waiting(work, job, tmp_path)[1]
    assert DRAFT in paper(work, state.uid, tmp_path)
    with pytest.raises(NotConfirmedError):
        result_sheets.use_sheet(work, CLERK, state.uid, made.uid, "TL 000002", forms)


def test_no_other_door_prints_a_result(work: Workplace, forms: FormSet) -> None:
    state, made = confirmed(work, forms)
    for form in ("result", "secure-result"):
        with pytest.raises(UnknownFormError):
            papers.reprint(work, form, state.uid)
    with pytest.raises(SheetNeededError):
        result_sheets.print_result(work, CLERK, state.uid, made.uid, forms)
    assert not {"result", "secure-result"} & set(papers.printable({"ResultConfirmed"}))
    bare = ResultSheet(
        office=Office(unit="", commune="", name=""),
        wording=forms,
        issued_at=made.drafted_at,
        matter=Matter.of(state),
        result=made,
        draft=False,
    )
    assert bare.draft  # without a confirmation there is no saying otherwise


def test_a_reprint_says_what_the_first_print_said(
    work: Workplace, forms: FormSet, clock: Clock, tmp_path: Path
) -> None:
    state, made = confirmed(work, forms)
    first = paper(work, state.uid, tmp_path)
    clock.pass_(days=40)
    act(work, state, "correct", reason="gõ sai", changes=(("submitter.name", "Nguyễn Khác"),))
    job = result_sheets.print_result(work, CLERK, state.uid, made.uid, forms, "TL 000001")
    again = result_sheets.print_result(work, CLERK, state.uid, made.uid, forms, "TL 000002")
    assert waiting(work, job, tmp_path)[1] == first
    assert waiting(work, again, tmp_path)[1] == first
    assert "ngày 23 tháng 11 năm 2026" in first


# -- numbered sheets --------------------------------------------------------------------------


def test_a_sheet_is_used_once_and_spoilt_ones_are_accounted_for(
    work: Workplace, admin: Actor, forms: FormSet
) -> None:
    state, made = confirmed(work, forms)
    sheets.stock(work, admin, "received", "TL 000001", "TL 000010", note="phiếu xuất 5")
    result_sheets.print_result(work, CLERK, state.uid, made.uid, forms, "TL 000001")
    before = count(work)
    with pytest.raises(SheetTakenError) as caught:
        result_sheets.print_result(work, CLERK, state.uid, made.uid, forms, "tl000001")
    assert (caught.value.facts["code"], caught.value.facts["where"]) == (state.code, "Quầy 1")
    with pytest.raises(SheetUnknownError):
        result_sheets.use_sheet(work, CLERK, state.uid, made.uid, "TL 000011", forms)
    with pytest.raises(ReasonMissingError):
        result_sheets.spoil_sheet(work, CLERK, state.uid, made.uid, "TL 000001", " ")
    assert count(work) == before
    result_sheets.spoil_sheet(work, CLERK, state.uid, made.uid, "TL 000001", "kẹt giấy")
    result_sheets.spoil_sheet(work, CLERK, state.uid, made.uid, "TL 000002", "in lệch")
    with pytest.raises(SheetTakenError):
        result_sheets.use_sheet(work, CLERK, state.uid, made.uid, "TL 000001", forms)
    after = result_sheets.use_sheet(work, CLERK, state.uid, made.uid, "TL 000004", forms)
    told = [(each.number, each.spoilt) for each in after.results[0].sheets]
    assert told == [(1, "kẹt giấy"), (2, "in lệch"), (4, "")]
    (row,) = sheets.whole(work).rows
    assert (row.received, row.used, row.spoilt, row.left) == (10, 1, 2, 7)
    assert row.missing == (3,)
    with pytest.raises(SheetsInUseError):
        results.put_away(work, CLERK, state.uid, made.uid)
    assert checking.verify(work).ok


def test_what_waits_for_a_sheet_is_not_printed_once_that_is_spoilt(
    work: Workplace, admin: Actor, forms: FormSet
) -> None:
    state, made = confirmed(work, forms)
    sheets.stock(work, admin, "received", "TL 000001", "TL 000010")
    waits, failed, asked, other = result_sheets.print_copies(
        work, CLERK, state.uid, made.uid, forms, "TL 000001", copies=4
    )
    print_queue.settle(work, failed, "PrinterAwayError")
    print_queue.report(work, asked, "unsure")

    for number in ("TL 000001", "tl 2", "TL 000003"):
        result_sheets.spoil_sheet(work, CLERK, state.uid, made.uid, number, "rách")

    told = {job.id: job for job in print_queue.jobs(work)}
    gone = ("cancelled", "SheetGoneError")
    assert [(told[each].state, told[each].error) for each in (waits, failed)] == [gone, gone]
    assert (told[asked].state, told[asked].sheet) == ("unsure", "TL 000003")
    print_queue.answer(work, asked, came=False)  # it did not come out, and now it shall not
    with pytest.raises(JobNotWaitingError):
        print_queue.begin(work, asked, "")
    with pytest.raises(SheetGoneError):
        print_queue.retry(work, waits)
    print_queue.begin(work, other, "")
    states = {job.id: job.state for job in print_queue.jobs(work)}
    assert [states[each] for each in (waits, failed, asked)] == ["cancelled"] * 3
    assert states[other] == "printing"


def test_copies_take_a_sheet_each_or_none_at_all(
    work: Workplace, admin: Actor, forms: FormSet
) -> None:
    state, made = confirmed(work, forms)
    sheets.stock(work, admin, "received", "TL 000001", "TL 000003")
    assert [each.text for each in sheets.coming(work, 2)] == ["TL 000001", "TL 000002"]
    before = count(work)
    with pytest.raises(SheetUnknownError):
        result_sheets.print_copies(work, CLERK, state.uid, made.uid, forms, "TL 000003", 2)
    assert count(work) == before
    jobs = result_sheets.print_copies(work, CLERK, state.uid, made.uid, forms, "tl000001", 2)
    assert len(set(jobs)) == 2
    after = results.show(work, state.uid)
    assert [each.number for each in after.results[0].sheets] == [1, 2]
    assert [each.text for each in sheets.coming(work)] == ["TL 000003"]
    _, letter = results.draft(work, CLERK, state.uid, "reply", {"content": "x"}, forms)
    plain = result_sheets.print_copies(work, CLERK, state.uid, letter.uid, forms, "", 3)
    assert len(set(plain)) == 3


def test_each_counter_has_its_part_of_a_stock(
    work: Workplace, admin: Actor, forms: FormSet
) -> None:
    state, made = confirmed(work, forms)
    sheets.stock(work, admin, "received", "TL 000001", "TL 000010")
    sheets.stock(work, admin, "given", "TL 000006", "TL 000010", slot=2)
    with pytest.raises(SheetElsewhereError):
        result_sheets.use_sheet(work, CLERK, state.uid, made.uid, "TL 000006", forms)
    with pytest.raises(BadSlotError):
        sheets.stock(work, admin, "given", "TL 000001", "TL 000002")
    with pytest.raises(BadSlotError):
        sheets.stock(work, admin, "received", "TL 000011", "TL 000012", slot=2)
    with pytest.raises(NotAllowedError):
        sheets.stock(work, CLERK, "received", "TL 000011", "TL 000012")
    with pytest.raises(ReasonMissingError):
        sheets.stock(work, admin, "spoilt", "TL 000001", "TL 000001")
    sheets.stock(work, admin, "spoilt", "TL 000001", "TL 000001", note="ướt")
    (row,) = sheets.whole(work).rows
    assert (row.spoilt, row.left) == (1, 9)


def test_a_draft_and_a_letter_take_no_sheet(work: Workplace, forms: FormSet) -> None:
    state, made = drafted(work, forms)
    with pytest.raises(NotConfirmedError):
        result_sheets.print_result(work, CLERK, state.uid, made.uid, forms, "TL 000001")
    job = result_sheets.print_result(work, CLERK, state.uid, made.uid, forms)
    assert papers.of_job(work, job, look())[0] == "result"
    _, letter = results.draft(work, CLERK, state.uid, "reply", {"content": "x"}, forms)
    for use in (result_sheets.print_result,):
        with pytest.raises(NoSheetNeededError):
            use(work, CLERK, state.uid, letter.uid, forms, "TL 000001")
    with pytest.raises(NoSheetNeededError):
        result_sheets.use_sheet(work, CLERK, state.uid, letter.uid, "TL 000001", forms)


def test_each_paper_goes_to_the_printer_of_its_size(work: Workplace, forms: FormSet) -> None:
    """Words of a certification lie on A5, letters and drafts on A4, finals on numbered sheets."""
    for kind, printer in ((Kind.A5, "nho"), (Kind.A4, "to"), (Kind.SECURITY, "phoi")):
        printers.choose(work, Route(kind=kind, printer=printer))
    state, made = confirmed(work, forms)
    _, stamp = results.draft(work, CLERK, state.uid, "certify_copy", {}, forms)
    _, letter = results.draft(work, CLERK, state.uid, "cover_letter", {"content": "x"}, forms)
    asked = {
        result_sheets.print_result(work, CLERK, state.uid, stamp.uid, forms): ("nho", "a5"),
        result_sheets.print_result(work, CLERK, state.uid, letter.uid, forms): ("to", "a4"),
        result_sheets.print_result(work, CLERK, state.uid, made.uid, forms, "TL 1"): (
            "phoi",
            "security",
        ),
    }
    jobs = {each.id: (each.printer, each.paper) for each in print_queue.jobs(work)}
    assert {key: jobs[key] for key in asked} == asked
    for key in asked:  # and each is drawn as large as what lies there
        form, sheet = papers.of_job(work, key, look())
        wide = pypdf.PdfReader(BytesIO(press.render(form, sheet))).pages[0].mediabox.width
        assert round(float(wide) / 72 * 25.4) == (148 if asked[key][1] == "a5" else 210)


@pytest.mark.parametrize(
    "name",
    [
        "Ngu\u0303 Thu\u031b\u0309 Đặng Ví Dụ",
        "Y " + "Ê" * 60,
        "NGUYỄN HOÀNG PHƯỢNG UYỂN " * 9,
        "D'Ví-Dụ & <Thử> {name} %s **b**",
        "Nguyễn 😀 Ví Dụ",
        "\u202eNguyễn Ví Dụ",
    ],
)
def test_odd_names_are_printed_as_they_are(
    work: Workplace, forms: FormSet, tmp_path: Path, name: str
) -> None:
    try:
        state, made = drafted(work, forms, {**REST, "child_name": name})
    except DeskError:
        return  # told at once, and nothing was written
    results.confirm(work, CLERK, state.uid, made.uid, TOLD, forms)
    kept = next(each.value for each in made.fields if each.key == "child_name")
    done = press.render_told("result", papers.of_dossier(work, "result", state.uid, look()))
    found = poppler_text(done.pdf, tmp_path)
    if not done.unprintable:
        assert "".join(kept.split()) in "".join(found.split())
    assert "Ngày đăng ký: 23/11/2026" in flat(found)
