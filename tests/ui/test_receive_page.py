"""The counter's own page: from a scanned card to a receipt, and everything that may go wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desk.domain.records import Paper, Party
from desk.domain.views import NewDossier, Receipt
from desk.ui.kit import Kit
from desk.ui.receive.page import ReceivePage
from tests.ui.conftest import Bench
from tests.ui.hands import Hands, press, stand, write
from tests.ui.invented import CARD_SCAN, PEOPLE, PROCEDURES
from tests.ui.world import DiskFullError, World

BIRTH, MARRIAGE, COPIES, *_, LAND = PROCEDURES


def words_on(widget: QWidget) -> str:
    return " ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def open_page(kit: Kit, world: World, qtbot: QtBot) -> ReceivePage:
    page = ReceivePage(kit, world.receive_ports())
    qtbot.addWidget(page)
    page.resize(1134, 680)
    stand(page, qtbot)
    return page


def fill(page: ReceivePage) -> None:
    page.scan(CARD_SCAN)
    page.procedure.choose(BIRTH)
    page.procedure.mark_all()
    page.refresh_preview()


def choose_waiver(page: ReceivePage, down: int) -> None:
    waiver = page.summary.fee._waiver  # noqa: SLF001 - the list on the page
    waiver.setFocus()
    for _ in range(down):
        press(waiver, Qt.Key.Key_Down)


def sent(world: World, name: str) -> list[NewDossier]:
    found = [fact[1] for fact in world.done if fact[0] == name]
    return [new for new in found if isinstance(new, NewDossier)]


def test_a_card_fills_the_person_and_says_where_from(kit: Kit, world: World, qtbot: QtBot) -> None:
    page = open_page(kit, world, qtbot)
    page.scan(CARD_SCAN)
    party = page.new().submitter
    assert (party.name, party.birth_date, party.sex) == (
        "Nguyễn Thị Thùy Dương",
        "1990-03-08",
        "nữ",
    )
    assert party.phone == "0900000123"  # known from an earlier visit
    assert page.procedure.search.hasFocus()


def test_a_known_number_fills_what_is_still_empty(kit: Kit, world: World, qtbot: QtBot) -> None:
    page = open_page(kit, world, qtbot)
    lines = page.person.person.fields
    write(lines["name"].widget, "Ot")
    lines["personal_id"].widget.setFocus()
    write(lines["personal_id"].widget, PEOPLE[1].personal_id)
    press(lines["personal_id"].widget, Qt.Key.Key_Tab)
    party = page.new().submitter
    assert (party.name, party.phone) == ("Ot", PEOPLE[1].phone)


def test_a_number_is_looked_up_once_typing_rests_though_the_cursor_stays(
    kit: Kit, world: World, qtbot: QtBot
) -> None:
    page = open_page(kit, world, qtbot)
    number = page.person.person.fields["personal_id"].widget
    number.setFocus()
    write(number, PEOPLE[1].personal_id)
    assert "known_person" not in world.names()  # a slow scanner would go on now
    qtbot.waitUntil(lambda: page.new().submitter.phone == PEOPLE[1].phone)
    assert number.hasFocus()


def test_the_sex_follows_from_the_number_until_somebody_says_another(
    kit: Kit, world: World, qtbot: QtBot
) -> None:
    page = open_page(kit, world, qtbot)
    number = page.person.person.fields["personal_id"].widget
    number.setFocus()
    write(number, "001199999999")
    press(number, Qt.Key.Key_Tab)
    assert page.new().submitter.sex == "nữ"


def test_open_dossiers_of_the_person_are_shown_and_open_with_one_click(
    kit: Kit, world: World, qtbot: QtBot
) -> None:
    page = open_page(kit, world, qtbot)
    opened: list[str] = []
    page.opened.connect(opened.append)
    page.scan(CARD_SCAN)
    assert page.person.open_dossiers.isVisible()
    page.person.open_dossiers.opened.emit("d0010")
    assert opened == ["d0010"]


def test_typing_finds_a_procedure_and_enter_takes_it(kit: Kit, world: World, qtbot: QtBot) -> None:
    page = open_page(kit, world, qtbot)
    search = page.procedure.search
    search.setFocus()
    write(search, "ks")
    press(search, Qt.Key.Key_Return)  # before the list has come
    assert page.procedure.procedure == BIRTH


def test_the_list_is_walked_with_arrows(kit: Kit, world: World, qtbot: QtBot) -> None:
    page = open_page(kit, world, qtbot)
    search = page.procedure.search
    search.setFocus()
    write(search, "đăng ký")
    page.procedure.finder.ask()
    press(search, Qt.Key.Key_Down)
    press(search, Qt.Key.Key_Return)
    assert page.procedure.procedure == MARRIAGE


def test_one_key_marks_the_papers_that_are_always_wanted(
    kit: Kit, world: World, qtbot: QtBot
) -> None:
    page = open_page(kit, world, qtbot)
    page.procedure.choose(BIRTH)
    press(page, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert page.new().papers == (
        Paper(name="Tờ khai đăng ký khai sinh", original=1),
        Paper(name="Giấy chứng sinh", original=1),
        Paper(name="Căn cước hoặc VNeID của người yêu cầu", shown=True),
    )


def test_counts_go_with_the_arrows(kit: Kit, world: World, qtbot: QtBot) -> None:
    page = open_page(kit, world, qtbot)
    page.procedure.choose(COPIES)
    page.procedure.mark_all()
    copies = page.procedure.papers.rows[1].copy
    line = copies.focusProxy()
    press(line, Qt.Key.Key_Up)
    press(line, Qt.Key.Key_Up)
    papers = page.new().papers or ()
    assert papers[1:] == (Paper(name="Bản sao cần chứng thực", copy=3),)


def test_the_summary_says_number_due_and_fee(kit: Kit, world: World, qtbot: QtBot) -> None:
    page = open_page(kit, world, qtbot)
    page.procedure.choose(COPIES)
    page.refresh_preview()
    said = words_on(page.summary)
    assert "H26.033.15-261123-1___" in said
    assert "17:00 thứ Năm 26/11/2026" in said
    assert "8.000 đ" in said


def test_why_this_date_is_told_line_by_line(kit: Kit, world: World, qtbot: QtBot) -> None:
    page = open_page(kit, world, qtbot)
    page.procedure.choose(COPIES)
    page.refresh_preview()
    press(page, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert "Chủ nhật" in words_on(page.summary)


def test_what_is_missing_is_listed_and_leads_to_its_field(
    kit: Kit, world: World, qtbot: QtBot
) -> None:
    page = open_page(kit, world, qtbot)
    assert [gap.field for gap in page.missing.shown] == ["submitter.name", "procedure"]
    page.missing.asked.emit("submitter.name")
    assert page.person.person.fields["name"].widget.hasFocus()


def test_f9_goes_to_the_first_missing_thing_instead_of_receiving(
    kit: Kit, world: World, qtbot: QtBot
) -> None:
    page = open_page(kit, world, qtbot)
    page.main_action()
    assert page.person.person.fields["name"].widget.hasFocus()
    assert not sent(world, "receive")


def test_a_number_of_the_wrong_length_is_said_beside_it(
    kit: Kit, world: World, qtbot: QtBot
) -> None:
    page = open_page(kit, world, qtbot)
    field = page.person.person.fields["personal_id"]
    field.widget.setFocus()
    write(field.widget, "12345")
    assert field.said == ""  # nobody is corrected while typing
    page.person.person.fields["name"].widget.setFocus()
    assert "12 chữ số" in field.said
    assert "submitter.personal_id" in [gap.field for gap in page.gaps()]


def test_an_unlikely_name_is_said_beside_it_and_does_not_block(
    kit: Kit, world: World, qtbot: QtBot
) -> None:
    page = open_page(kit, world, qtbot)
    fill(page)
    page.person.person.fill(Party(name="Ớt"))
    page.refresh_preview()
    assert "một từ" in page.person.person.fields["name"].said
    page.main_action()
    assert sent(world, "receive")


def test_names_are_sent_in_one_spelling(kit: Kit, world: World, qtbot: QtBot) -> None:
    page = open_page(kit, world, qtbot)
    fill(page)
    name = page.person.person.fields["name"].widget
    assert isinstance(name, QLineEdit)
    name.setText("  Đặng  Văn  Ớt ")
    assert page.new().submitter.name == "Đặng Văn Ớt"


def test_a_receipt_shows_its_number_and_clears_for_the_next_citizen(
    kit: Kit, world: World, qtbot: QtBot
) -> None:
    page = open_page(kit, world, qtbot)
    receipts: list[Receipt] = []
    page.received.connect(receipts.append)
    fill(page)
    before = page.new().uid
    page.main_action()
    assert page.band.isVisible()
    assert page.band.code == receipts[0].dossier.code == "H26.033.15-261123-1042"
    assert page.is_empty
    assert page.new().uid != before
    assert page.person.person.fields["personal_id"].widget.hasFocus()


def test_pressing_f9_twice_receives_once(kit: Kit, world: World, qtbot: QtBot) -> None:
    page = open_page(kit, world, qtbot)
    fill(page)
    page.main_action()
    page.main_action()
    assert len(sent(world, "receive")) == 1


def test_who_is_scanned_while_a_dossier_is_written_is_the_next_citizen(
    kit: Kit, world: World, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(kit, world, qtbot)
    fill(page)

    def receive(new: NewDossier) -> Receipt:
        page.scan(PEOPLE[1].personal_id)
        return world.receive(new)

    ports = replace(world.receive_ports(), receive=receive)
    monkeypatch.setattr(page.receiving, "_ports", ports)
    page.main_action()
    assert sent(world, "receive")[0].submitter.name == "Nguyễn Thị Thùy Dương"
    assert page.new().submitter.personal_id == PEOPLE[1].personal_id
    assert page.new().procedure == ""


def test_nothing_is_lost_when_it_fails_and_the_same_form_can_be_sent_again(
    kit: Kit, world: World, qtbot: QtBot
) -> None:
    page = open_page(kit, world, qtbot)
    fill(page)
    world.fails["receive"] = DiskFullError(folder="D:")
    page.main_action()
    assert page.error.title == "Ổ đĩa đã đầy"
    assert page.new().submitter.name == "Nguyễn Thị Thùy Dương"
    page.main_action()  # the error has not been read yet
    assert len(sent(world, "receive")) == 1
    del world.fails["receive"]
    page.escape()
    page.main_action()
    first, second = sent(world, "receive")
    assert first.uid == second.uid
    assert page.band.code


def test_an_unreadable_scan_stops_the_hand_until_it_is_acknowledged(
    kit: Kit, world: World, qtbot: QtBot
) -> None:
    page = open_page(kit, world, qtbot)
    page.scan("12345678")
    assert page.error.title == "Dãy số không trọn vẹn"
    assert kit.hold.held
    assert page.escape()
    assert not kit.hold.held


def test_for_another_person_or_an_organisation_with_its_paper(
    kit: Kit, world: World, qtbot: QtBot
) -> None:
    page = open_page(kit, world, qtbot)
    fill(page)
    page.person.for_other.setChecked(True)
    page.person.kind.choose("organisation", tell=True)
    fields = [gap.field for gap in page.gaps()]
    assert fields == ["owner.name", "owner.tax_code", "authority"]
    lines = page.person.organisation.fields
    write(lines["tax_code"].widget, "0100000099")
    write(lines["name"].widget, "Hoa Gao Do")
    write(page.person.authority.widget, "So 12")
    new = page.new()
    assert new.owner is not None
    assert (new.owner.kind, new.owner.tax_code, new.authority) == (
        "organisation",
        "0100000099",
        "So 12",
    )
    assert not page.gaps()


def test_a_card_scanned_while_among_the_owners_fields_is_the_owners(
    kit: Kit, world: World, qtbot: QtBot
) -> None:
    page = open_page(kit, world, qtbot)
    fill(page)
    page.person.for_other.setChecked(True)
    page.person.owner.go_to("name")
    page.scan(CARD_SCAN)
    assert page.new().owner is not None
    assert page.new().submitter.name == "Nguyễn Thị Thùy Dương"


def test_without_a_time_limit_the_date_and_its_reason_are_asked_for(
    kit: Kit, world: World, qtbot: QtBot
) -> None:
    page = open_page(kit, world, qtbot)
    page.scan(CARD_SCAN)
    page.procedure.choose(LAND)
    page.procedure.mark_all()
    assert [gap.field for gap in page.gaps()] == ["due", "due_reason"]
    page.go_to("due")
    write(QApplication.focusWidget(), "27/11")
    page.go_to("due_reason")
    write(QApplication.focusWidget(), "can do dac")
    new = page.new()
    assert new.due_at is not None
    assert (new.due_at.day, new.due_reason) == (27, "can do dac")
    assert not page.gaps()


def test_a_waiver_carries_its_legal_ground(kit: Kit, world: World, qtbot: QtBot) -> None:
    page = open_page(kit, world, qtbot)
    page.procedure.choose(COPIES)
    page.refresh_preview()
    choose_waiver(page, 1)
    new = page.new()
    assert (new.fee, new.fee_note) == (0, "Luật Thử nghiệm Điều 11: Người thuộc hộ nghèo")


def test_a_slip_before_receipt_uses_no_number(kit: Kit, world: World, qtbot: QtBot) -> None:
    page = open_page(kit, world, qtbot)
    page.scan(CARD_SCAN)
    page.procedure.choose(BIRTH)
    page._supplement.click()  # noqa: SLF001 - pressing the button
    page.main_action()
    kind, _, reason, items = world.done[-1][1:]
    assert (kind, reason) == ("supplement", "Thiếu giấy tờ")
    assert items == (
        "Tờ khai đăng ký khai sinh",
        "Giấy chứng sinh",
        "Căn cước hoặc VNeID của người yêu cầu",
    )
    assert not sent(world, "receive")
    assert page.is_empty


def test_a_half_done_form_can_be_put_aside_and_taken_up(
    kit: Kit, world: World, qtbot: QtBot
) -> None:
    page = open_page(kit, world, qtbot)
    fill(page)
    before = page.new()
    kept = page.form.keep()
    page.clear()
    assert page.is_empty
    page.form.show_kept(kept)
    after = page.new()
    assert (after.submitter, after.procedure, after.papers, after.uid) == (
        before.submitter,
        before.procedure,
        before.papers,
        before.uid,
    )


def test_a_returning_citizen_takes_at_most_eight_keys(bench: Bench, hands: Hands) -> None:
    shell = bench.shell()
    hands.scan(CARD_SCAN)
    hands.type("ct\r")
    hands.key(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    hands.key(Qt.Key.Key_F9)
    assert shell.receive.band.code
    assert hands.count <= 8


def test_a_new_citizen_takes_at_most_25_keys(bench: Bench, hands: Hands) -> None:
    bench.world.strangers = True
    shell = bench.shell()
    hands.scan(CARD_SCAN)
    hands.type("ks\r")
    hands.type("0900000789")
    hands.key(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    hands.key(Qt.Key.Key_F9)
    assert shell.receive.band.code
    assert sent(bench.world, "receive")[0].submitter.phone == "0900000789"
    assert hands.count <= 25


def test_tab_walks_the_person_as_it_is_read(kit: Kit, world: World, qtbot: QtBot) -> None:
    page = open_page(kit, world, qtbot)
    page.start()
    walked = []
    for _ in range(7):
        focused = QApplication.focusWidget()
        assert focused is not None
        walked.append(focused.accessibleName())
        press(focused, Qt.Key.Key_Tab)
    assert walked == [
        "Số định danh",
        "Giới tính: Nam",
        "Họ và tên",
        "Ngày sinh",
        "Điện thoại",
        "Thư điện tử",
        "Nơi cư trú",
    ]


def test_the_card_after_the_tick_is_the_owners(kit: Kit, world: World, qtbot: QtBot) -> None:
    page = open_page(kit, world, qtbot)
    page.scan(CARD_SCAN)
    before = page.new().submitter
    tick = page.person.for_other
    tick.setFocus()
    press(tick, Qt.Key.Key_Space)
    tick.setFocus()
    page.scan("099085000011||Đặng Văn Ớt|02111985|Nam|Tổ 7, phố Tôn Đức Thắng|01012022")
    assert page.new().submitter == before
    owner = page.new().owner
    assert owner is not None
    assert owner.name == "Đặng Văn Ớt"


def test_words_of_another_procedure_are_never_passed_over(
    kit: Kit, world: World, qtbot: QtBot
) -> None:
    page = open_page(kit, world, qtbot)
    fill(page)
    write(page.procedure.search, "khai sinh")
    page.main_action()
    assert sent(world, "receive") == []
    assert page.procedure.search.hasFocus()
    assert "procedure" in [gap.field for gap in page.gaps()]
    page.procedure.search.clear()
    page.main_action()
    assert len(sent(world, "receive")) == 1


def test_go_on_pressed_after_f9_brings_the_same_person_back(
    kit: Kit, world: World, qtbot: QtBot
) -> None:
    page = open_page(kit, world, qtbot)
    fill(page)
    page.main_action()
    assert page.is_blank
    page.receive_and_go_on()
    (first,) = sent(world, "receive")
    again = page.new()
    assert (again.submitter, again.procedure) == (first.submitter, "")
    assert again.uid != first.uid
    assert page.procedure.search.hasFocus()
    page.receive_and_go_on()  # now it means what it says: nothing is whole yet
    assert sent(world, "receive") == [first]
