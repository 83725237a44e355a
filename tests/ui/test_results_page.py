"""The page of results over a real counter: filled in, kept, confirmed, printed, accounted for."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.app import seat as room
from desk.app.seat import Seat
from desk.domain import result_events as rev
from desk.domain.at_once import AtOnce, Item
from desk.domain.records import VN, Actor, Answer, Dossier
from desk.printing.press import DRAFT
from desk.services import at_once, print_queue, reading, results, sheets
from desk.ui.kit import Kit
from desk.ui.page import Undo
from desk.ui.parts import files
from desk.ui.results.page import ResultScreen
from tests.kit import BIRTH, person, receive
from tests.printing import keys
from tests.printing.reading import flat, poppler_text
from tests.ui.hands import Hands, stand

ANSWERS = (
    Answer(key="child_name", label="", value="Trần Thử Văn Bé"),
    Answer(key="child_birth", label="", value="2026-11-20"),
    Answer(key="child_sex", label="", value="nam"),
    Answer(key="child_place", label="", value="Nhà hộ sinh Thử Nghiệm"),
)
OTHER = Actor(uid="other", login="other", name="Người Khác Thử", role="counter")


@pytest.fixture
def page(kit: Kit, seat: Seat, qtbot: QtBot) -> ResultScreen:
    return made_page(kit, seat, qtbot)


def made_page(kit: Kit, seat: Seat, qtbot: QtBot) -> ResultScreen:
    made = ResultScreen(kit, room.window_ports(seat).results, seat.user)
    qtbot.addWidget(made)
    made.resize(1134, 680)
    stand(made, qtbot)
    return made


@pytest.fixture
def birth(seat: Seat) -> Dossier:
    return receive(seat.work, BIRTH, answers=ANSWERS)


def of(seat: Seat, dossier: Dossier) -> Dossier:
    return results.show(seat.work, dossier.uid)


def write(page: ResultScreen, hands: Hands, key: str, text: str) -> None:
    page.fields.part.go_to(key)
    hands.type(text)


def save(page: ResultScreen, hands: Hands) -> None:
    write(page, hands, "reg_place", "UBND phường Thử Nghiệm")
    page.main_action()


def confirm(page: ResultScreen, hands: Hands) -> None:
    page.main_action()
    hands.type("Lê Thị Sổ")
    page.main_action()


def said(page: ResultScreen, key: str) -> str:
    return page.fields.part._asked[key].field.said  # noqa: SLF001 - the field itself


# -- filling in -------------------------------------------------------------------------------


def test_what_the_dossier_says_is_there_and_where_it_comes_from(
    page: ResultScreen, birth: Dossier
) -> None:
    page.open(birth.uid)
    assert page.template == "extract_birth"
    titles = [page.choice.itemText(at) for at in range(page.choice.count())]
    assert titles == ["TRÍCH LỤC KHAI SINH", "Mẫu khác…"]
    assert page.fields.given()["child_name"] == "Trần Thử Văn Bé"
    assert said(page, "child_name") == "lấy từ tờ khai"
    assert said(page, "nature") == "mẫu ghi sẵn"
    assert "Nơi đăng ký khai sinh" in page.fields.told.text()
    assert page.paper.pages == 1
    assert page.step == "save"


def test_other_templates_are_one_choice_further(page: ResultScreen, birth: Dossier) -> None:
    page.open(birth.uid)
    page.choice.setCurrentIndex(1)
    page.choice.activated.emit(1)
    assert page.choice.count() == 8
    assert page.template == "extract_birth"  # nothing was chosen yet
    page.choice.setCurrentIndex(page.choice.findData("reply"))
    page.choice.activated.emit(page.choice.currentIndex())
    assert "content" in page.fields.given()


def test_a_draft_is_saved_changed_and_put_away(
    page: ResultScreen, seat: Seat, birth: Dossier, hands: Hands
) -> None:
    offered: list[Undo] = []
    page.undoable.connect(offered.append)
    page.open(birth.uid)
    write(page, hands, "child_home", "Xã Thử")
    assert said(page, "child_home") == "đã gõ"
    page.main_action()
    (made,) = of(seat, birth).results
    assert {each.key: each.value for each in made.fields}["child_home"] == "Xã Thử"
    assert page.made is not None
    assert page.step == "confirm"
    write(page, hands, "note", "sửa")
    assert page.step == "save"
    page.main_action()
    (again,) = of(seat, birth).results
    assert again.uid == made.uid
    assert {each.key: each.value for each in again.fields}["note"] == "sửa"
    page.put_away()
    assert of(seat, birth).results == ()
    offered[0].back()
    assert len(of(seat, birth).results) == 1


def test_what_was_put_away_comes_back_to_its_own_dossier(
    page: ResultScreen, seat: Seat, birth: Dossier, hands: Hands
) -> None:
    offered: list[Undo] = []
    page.undoable.connect(offered.append)
    page.open(birth.uid)
    write(page, hands, "child_home", "Xã Thử")
    page.main_action()
    page.put_away()
    other = receive(seat.work, BIRTH, submitter=person("Lê Thử Khác"))
    page.open(other.uid)
    offered[0].back()
    assert of(seat, other).results == ()
    (back,) = of(seat, birth).results
    assert {each.key: each.value for each in back.fields}["child_home"] == "Xã Thử"
    assert page.dossier is not None
    assert page.dossier.uid == other.uid


def test_what_cannot_be_read_is_said_at_its_field_and_stays(
    page: ResultScreen, seat: Seat, birth: Dossier, hands: Hands
) -> None:
    page.open(birth.uid)
    write(page, hands, "mother_birth", "31/02/19")
    page.main_action()
    assert of(seat, birth).results == ()
    assert page.fields.part.texts()["mother_birth"] == "31/02/19"
    assert said(page, "mother_birth")


# -- kept -------------------------------------------------------------------------------------


def test_what_is_half_typed_outlives_the_page_and_another_person(
    page: ResultScreen, seat: Seat, birth: Dossier, hands: Hands, kit: Kit, qtbot: QtBot
) -> None:
    page.open(birth.uid)
    write(page, hands, "mother_birth", "19")
    me = seat.user
    page.open(receive(seat.work, BIRTH).uid)  # another dossier meanwhile
    assert page.fields.part.texts()["mother_birth"] == ""
    page.open(birth.uid)
    assert page.fields.part.texts()["mother_birth"] == "19"
    write(page, hands, "note", "thêm")
    page.seat(OTHER)
    seat.user = OTHER
    page.open(birth.uid)
    assert page.fields.part.texts()["mother_birth"] == ""
    page.close_down()
    seat.user = me
    anew = made_page(kit, seat, qtbot)  # as after the program was killed
    anew.open(birth.uid)
    assert anew.fields.part.texts()["mother_birth"] == "19"
    assert anew.fields.part.texts()["note"] == "thêm"
    assert anew.fields.part.texts()["child_name"] == "Trần Thử Văn Bé"


def test_a_saved_draft_leaves_nothing_half_typed(
    page: ResultScreen, seat: Seat, birth: Dossier, hands: Hands
) -> None:
    page.open(birth.uid)
    write(page, hands, "note", "một")
    page.close_down()
    assert kept(seat) == 1
    page.main_action()
    assert kept(seat) == 0
    page.open(birth.uid)
    assert page.fields.typed() == {}


def kept(seat: Seat) -> int:
    with seat.work.database.read() as tx:
        return int(tx.exec_driver_sql("SELECT count(*) FROM draft").scalar_one())


# -- confirmed --------------------------------------------------------------------------------


def test_what_is_missing_is_named_at_its_field_before_anybody_confirms(
    page: ResultScreen, birth: Dossier, hands: Hands
) -> None:
    page.open(birth.uid)
    write(page, hands, "note", "x")
    page.main_action()
    page.main_action()
    assert page.confirming.isHidden()
    assert said(page, "reg_place") == "Mục này phải ghi."


def test_a_confirmation_its_numbers_afterwards_and_taking_it_back(
    page: ResultScreen, seat: Seat, birth: Dossier, hands: Hands
) -> None:
    page.open(birth.uid)
    save(page, hands)
    page.main_action()
    page.main_action()
    assert page.confirming.isVisible()  # who has confirmed is not said yet
    hands.type("Lê Thị Sổ")
    page.main_action()
    (made,) = of(seat, birth).results
    assert made.confirmed is not None
    assert (made.confirmed.by, made.confirmed.where, made.confirmed.number) == (
        "Lê Thị Sổ",
        "registry",
        "",
    )
    assert page.step == "print"
    page.ask_numbers()
    assert not page.confirming.lines["by"].isVisible()
    hands.type("12\t01/2026")
    page.main_action()
    (made,) = of(seat, birth).results
    assert made.confirmed is not None
    assert (made.confirmed.number, made.confirmed.book) == ("12", "01/2026")
    page.withdraw()
    (made,) = of(seat, birth).results
    assert made.confirmed is None
    assert page.step == "confirm"
    assert page.fields.isVisible()


def test_a_day_that_is_none_is_said_at_its_field(
    page: ResultScreen, seat: Seat, birth: Dossier, hands: Hands
) -> None:
    page.open(birth.uid)
    save(page, hands)
    page.main_action()
    hands.type("Lê Thị Sổ")
    page.confirming.lines["day"].setFocus()
    hands.type("32/13/2026")
    page.main_action()
    assert of(seat, birth).results[0].confirmed is None
    assert page.confirming._fields["day"].said
    assert page.confirming.lines["by"].text() == "Lê Thị Sổ"


def test_whoever_may_not_confirm_is_not_asked(
    page: ResultScreen, seat: Seat, birth: Dossier, hands: Hands
) -> None:
    seat.user = OTHER
    page.open(birth.uid)
    save(page, hands)
    assert page.step == ""
    assert page.go.isHidden()


def test_keys_ahead_of_the_fields_confirm_nothing(
    page: ResultScreen, seat: Seat, birth: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fields are read after the page is opened; until then nobody knows what is missing."""
    ports = room.window_ports(seat).results
    _, made = ports.draft(birth.uid, "extract_birth", {})
    late = replace(ports, blanks=lambda *_: ())
    monkeypatch.setattr(page, "_ports", late)
    page.open(birth.uid, made.uid)
    page.main_action()
    assert page.confirming.isHidden()
    assert page.step == ""


# -- printed ----------------------------------------------------------------------------------


def test_a_draft_comes_out_with_its_mark(
    page: ResultScreen, seat: Seat, birth: Dossier, hands: Hands
) -> None:
    page.open(birth.uid)
    save(page, hands)
    hands.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    (job,) = [each for each in print_queue.jobs(seat.work) if each.form == "result"]
    assert DRAFT in flat(poppler_text(seat.pdf(job.id), seat.folder))
    assert job.paper == "a4"


def test_copies_take_the_sheets_that_follow_and_a_jam_takes_the_next(
    page: ResultScreen, seat: Seat, birth: Dossier, hands: Hands
) -> None:
    sheets.stock(seat.work, seat.user, "received", "TL 000101", "TL 000110")
    page.open(birth.uid)
    save(page, hands)
    confirm(page, hands)
    page.main_action()
    assert page.printing.sheet.text() == "TL 000101"
    page.printing.copies.set_value(2, tell=True)
    assert "TL 000102" in page.printing.sheet_field.said
    page.main_action()
    jobs = [each for each in print_queue.jobs(seat.work) if each.form == "secure-result"]
    assert len(jobs) == 2
    assert {each.paper for each in jobs} == {"security"}
    page.ask_spoilt("")
    assert page.spoiling.sheet.text() == "TL 000102"
    hands.type("kẹt\r")  # the library's reason
    page.main_action()
    assert page.printing.isVisible()
    assert page.printing.sheet.text() == "TL 000103"
    page.main_action()
    (made,) = of(seat, birth).results
    told = [(each.number, each.spoilt) for each in made.sheets]
    assert sorted(told) == [(101, ""), (102, "Kẹt giấy trong máy in."), (103, "")]


def test_a_number_that_may_not_be_used_is_refused_in_words(
    page: ResultScreen, seat: Seat, birth: Dossier, hands: Hands
) -> None:
    sheets.stock(seat.work, seat.user, "received", "TL 000101", "TL 000110")
    sheets.stock(seat.work, seat.user, "given", "TL 000109", "TL 000110", slot=2)
    page.open(birth.uid)
    save(page, hands)
    confirm(page, hands)
    for number, words in (
        ("TL 000999", "chưa nhập kho"),
        ("TL 000109", "đã giao quầy khác"),
        ("xyz", "Không phải số phôi"),
    ):
        page.ask_print()
        page.printing.sheet.setText(number)
        page.main_action()
        assert words in page.printing.sheet_field.said
    assert page.scan("TL000101")
    page.main_action()
    assert page.printing.isHidden()
    page.ask_print()
    page.printing.sheet.setText("TL 000101")
    page.main_action()
    assert "đã dùng" in page.printing.sheet_field.said
    story = [event.type for event in reading.events(seat.work, birth.uid)[1]]
    assert story.count(rev.SheetUsed.__name__) == 1


def test_a_sheet_that_was_printed_already_is_only_written_down(
    page: ResultScreen, seat: Seat, birth: Dossier, hands: Hands
) -> None:
    page.open(birth.uid)
    save(page, hands)
    confirm(page, hands)
    page.main_action()
    page.printing.sheet.setText("TL 000007")
    page.printing.is_out.setChecked(True)
    page.main_action()
    (made,) = of(seat, birth).results
    assert [each.number for each in made.sheets] == [7]
    assert not [each for each in print_queue.jobs(seat.work) if each.form == "secure-result"]
    page.ask_print()
    assert page.printing.sheet.text() == "TL 000008"
    assert not page.printing.is_out.isChecked()


def test_a_final_is_signed_and_the_password_is_kept_nowhere(
    page: ResultScreen,
    seat: Seat,
    birth: Dossier,
    hands: Hands,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(files, "folder", lambda: tmp_path / "ra")
    authority = keys.authority()
    chosen, secret = tmp_path / "thu.p12", "mat-khau-thu-93"
    chosen.write_bytes(keys.pack(keys.person(authority), authority, secret))
    now = datetime.now(VN)
    monkeypatch.setattr(type(seat.work), "now", lambda _: now)  # when the certificate holds
    page.open(birth.uid)
    save(page, hands)
    assert page.sign.isHidden()  # a draft is signed by nobody
    confirm(page, hands)
    hands.key(Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    page.main_action()
    assert page.signing._path.said == "Chọn chứng thư để ký."  # noqa: SLF001 - what a clerk reads
    hands.type(str(chosen))
    page.signing.secret.setFocus()
    hands.type("sai")
    page.main_action()
    assert "Mật khẩu" in page.signing._secret.said  # noqa: SLF001 - as above
    assert page.signing.secret.text() == ""
    page.signing.secret.setFocus()
    hands.type(secret)
    page.main_action()
    assert page.signing.isHidden()
    assert page.signing.secret.text() == ""
    (made,) = (tmp_path / "ra").glob("*.pdf")
    assert b"ETSI.CAdES.detached" in made.read_bytes()
    assert "NHÁP" not in flat(poppler_text(made.read_bytes(), tmp_path))
    page.ask_signature()
    assert page.signing.path.text() == str(chosen)  # a path is no secret
    page.signing.secret.setText(secret)
    page.escape()
    assert page.signing.secret.text() == ""
    page.close_down()
    kept_ = b"".join(each.read_bytes() for each in seat.folder.rglob("*") if each.is_file())
    assert secret.encode() not in kept_
    page.ask_signature()
    page.signing.secret.setText(secret)
    page.main_action()
    assert len(list((tmp_path / "ra").glob("*.pdf"))) == 2  # what was signed is never written over


def test_words_of_a_certification_come_from_the_book_and_take_no_sheet(
    page: ResultScreen, seat: Seat, hands: Hands
) -> None:
    act = AtOnce(
        uid=str(uuid.uuid4()),
        procedure="2.000815",
        person=person("Nguyễn Thị Ví Dụ"),
        items=(Item(what="Bằng tốt nghiệp", pages=3, copies=2),),
    )
    dossier = at_once.finish(seat.work, act, seat.user).dossier
    page.open(dossier.uid)
    assert page.template == "certify_copy"
    assert page.fields.given()["line"] == "1"
    assert said(page, "line") == "lấy từ sổ chứng thực"
    page.main_action()
    confirm(page, hands)
    (made,) = of(seat, dossier).results
    assert made.confirmed is not None
    assert made.confirmed.where == "office"
    page.main_action()
    assert page.printing.sheet_field.isHidden()
    page.printing.copies.set_value(2, tell=True)
    page.main_action()
    jobs = [each for each in print_queue.jobs(seat.work) if each.form == "result"]
    assert [each.paper for each in jobs] == ["a5", "a5"]
    assert "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH" in flat(
        poppler_text(seat.pdf(jobs[0].id), seat.folder)
    )


def test_somebody_elses_change_is_told_and_nothing_is_written_over(
    page: ResultScreen, seat: Seat, birth: Dossier, hands: Hands
) -> None:
    page.open(birth.uid)
    save(page, hands)
    assert page.made is not None
    ports = room.window_ports(seat).results
    ports.draft(birth.uid, "", {"note": "người khác"}, result=page.made.uid)
    write(page, hands, "child_home", "Xã Thử")
    page.main_action()
    assert page.error.title == "Kết quả vừa thay đổi"
    assert page.fields.part.texts()["child_home"] == "Xã Thử"


def test_the_keys_reach_everything(
    page: ResultScreen, seat: Seat, birth: Dossier, hands: Hands
) -> None:
    page.open(birth.uid)
    save(page, hands)
    confirm(page, hands)
    alt = Qt.KeyboardModifier.AltModifier
    hands.key(Qt.Key.Key_2, alt)
    assert page.confirming.isVisible()
    assert page.escape()
    hands.key(Qt.Key.Key_6, alt)
    assert page.spoiling.isVisible()
    assert page.escape()
    hands.key(Qt.Key.Key_7, alt)
    assert of(seat, birth).results[0].confirmed is None
    went: list[str] = []
    page.opened.connect(went.append)
    assert page.escape()
    assert went == [birth.uid]
    assert QApplication.focusWidget() is not None
