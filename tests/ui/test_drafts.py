"""Half-done forms in the window: saved while typed, parked, shared, thrown away, and kept."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.domain.drafts import IN_HAND, MOST, Draft, Form
from desk.domain.records import Party
from desk.domain.views import NewDossier
from desk.services.drafts import DraftGoneError
from desk.ui.drafts.chips import DraftChip, age
from desk.ui.pictures import settle
from desk.ui.shell.desk import Shell
from tests.ui.conftest import Bench
from tests.ui.hands import Hands, press
from tests.ui.invented import CARD_SCAN, MINH, NOW, PROCEDURES
from tests.ui.world import DiskFullError

CONTROL = Qt.KeyboardModifier.ControlModifier


def parked(shell: Shell) -> list[tuple[int, str]]:
    return [(draft.place, draft.label) for draft in shell.drafts.waiting.parked]


def half(name: str, uid: str, place: int, author: str = "u1") -> Draft:
    new = NewDossier(procedure="", submitter=Party(name=name), uid=uid)
    texts = (("person:submitter.name", name),)
    label = " ".join(name.split()[-2:])
    return Draft(
        form=Form(new=new, texts=texts),
        place=place,
        author=author,
        author_name="Trần Thị Ngọc Lan" if author == "u1" else MINH.name,
        label=label,
        saved_at=NOW,
    )


def settled(shell: Shell, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: shell.drafts.is_settled)


def chips(shell: Shell) -> list[DraftChip]:
    return shell.strip.drafts.chips


def test_what_is_typed_is_on_disk_soon_and_the_strip_says_since_when(
    bench: Bench, hands: Hands, qtbot: QtBot
) -> None:
    shell = bench.shell()
    shell.receive.go_to("submitter.name")
    hands.type("Lan")
    settled(shell, qtbot)
    (kept,) = bench.world.drafts.forms.values()
    assert kept.place == IN_HAND
    assert dict(kept.form.texts)["person:submitter.name"] == "Lan"
    assert shell.strip.standing.text().startswith("Đã lưu nháp 09:41:")
    hands.type(" Anh")
    settled(shell, qtbot)
    (kept,) = bench.world.drafts.forms.values()
    assert dict(kept.form.texts)["person:submitter.name"] == "Lan Anh"


def test_many_letters_are_few_saves(bench: Bench, qtbot: QtBot) -> None:
    shell = bench.shell()
    settled(shell, qtbot)
    before = bench.world.drafts.saves
    line = shell.receive.person.person.fields["name"].widget
    line.setFocus()
    for letter in "abcdefghijkl":
        press(line, Qt.Key(ord(letter.upper())))
    settled(shell, qtbot)
    assert bench.world.drafts.saves - before <= 2


def test_half_a_word_in_the_search_line_is_kept_too(
    bench: Bench, hands: Hands, qtbot: QtBot
) -> None:
    shell = bench.shell()
    shell.receive.procedure.search.setFocus()
    hands.type("kh")
    settled(shell, qtbot)
    (kept,) = bench.world.drafts.forms.values()
    assert dict(kept.form.texts)["search"] == "kh"


def test_a_form_in_hand_comes_back_after_signing_in(bench: Bench) -> None:
    form = Form(
        new=NewDossier(procedure="", submitter=Party(name="Lê Thử"), uid="old"),
        texts=(("person:submitter.name", "Lê Thử"), ("person:submitter.birth_date", "31/0")),
    )
    bench.world.drafts.forms["old"] = replace(half("Lê Thử", "old", IN_HAND), form=form)
    shell = bench.shell()
    kept = shell.receive.form.keep()
    assert kept.new.uid == "old"
    assert kept.texts["person:submitter.birth_date"] == "31/0"


def test_parking_serving_another_and_taking_up_again_costs_five_keys(
    bench: Bench, hands: Hands
) -> None:
    shell = bench.shell()
    hands.scan(CARD_SCAN)
    shell.receive.procedure.choose(PROCEDURES[0])
    before = shell.receive.form.keep()
    hands.count = 0
    hands.key(Qt.Key.Key_S, CONTROL)
    hands.key(Qt.Key.Key_F2)
    assert shell.receive.is_blank
    own = hands.count
    hands.scan("099085000011")
    shell.receive.procedure.choose(PROCEDURES[1])
    shell.receive.procedure.mark_all()
    hands.key(Qt.Key.Key_F9)
    hands.count = own
    hands.key(Qt.Key.Key_1, CONTROL)
    assert hands.count == 5
    after = shell.receive.form.keep()
    assert (after.new, after.texts) == (before.new, before.texts)


def test_places_keep_their_number_until_they_are_taken_up(bench: Bench, hands: Hands) -> None:
    for at, name in enumerate(("Lê Văn Một", "Lê Văn Hai", "Lê Văn Ba"), 1):
        bench.world.drafts.forms[f"d{at}"] = half(name, f"d{at}", at)
    shell = bench.shell()
    hands.key(Qt.Key.Key_2, CONTROL)
    assert shell.receive.new().uid == "d2"
    assert parked(shell) == [(1, "Văn Một"), (3, "Văn Ba")]
    hands.key(Qt.Key.Key_3, CONTROL)  # the one in hand takes the lowest free place in its turn
    assert parked(shell) == [(1, "Văn Một"), (2, "Văn Hai")]


def test_a_tenth_is_not_parked_but_never_lost(bench: Bench, hands: Hands) -> None:
    for at in range(1, MOST + 1):
        bench.world.drafts.forms[f"d{at}"] = half(f"Lê Văn Thử{at}", f"d{at}", at)
    shell = bench.shell()
    hands.scan(CARD_SCAN)
    hands.key(Qt.Key.Key_S, CONTROL)
    assert not shell.receive.is_blank
    assert shell.toast.isVisible()
    shell.park()  # somebody else signs in: there is no page to leave it on
    assert (IN_HAND, "Thùy Dương") in parked(shell)
    assert chips(shell)[-1].key == ""


def test_anothers_form_says_whose_it_is_and_since_when(bench: Bench) -> None:
    bench.world.drafts.forms["d1"] = half("Lê Văn Một", "d1", 1, author=MINH.uid)
    (chip,) = chips(bench.shell())
    settle()
    assert chip.words == "Văn Một · Minh · vừa gác"
    assert "do Vũ Quang Minh gác" in chip.accessibleName()


def test_a_parked_form_is_thrown_away_with_delete_and_brought_back(
    bench: Bench, hands: Hands
) -> None:
    bench.world.drafts.forms["d1"] = half("Lê Văn Một", "d1", 1, author=MINH.uid)
    shell = bench.shell()
    chips(shell)[0].setFocus()
    hands.key(Qt.Key.Key_Delete)
    assert parked(shell) == []
    assert bench.world.drafts.forms == {}
    hands.key(Qt.Key.Key_Z, CONTROL)
    assert parked(shell) == [(1, "Văn Một")]
    assert list(bench.world.drafts.forms) == ["d1"]


def test_a_form_that_somebody_else_took_is_said_to_be_gone(bench: Bench, hands: Hands) -> None:
    bench.world.drafts.forms["d1"] = half("Lê Văn Một", "d1", 1)
    shell = bench.shell()
    bench.world.drafts.fails["take"] = DraftGoneError()
    bench.world.drafts.forms.clear()
    hands.key(Qt.Key.Key_1, CONTROL)
    assert shell.receive.is_blank
    assert parked(shell) == []
    assert shell.toast.isVisible()


def test_a_full_disk_is_said_and_nothing_is_lost(bench: Bench, hands: Hands, qtbot: QtBot) -> None:
    shell = bench.shell()
    bench.world.drafts.fails["save"] = DiskFullError()
    hands.scan(CARD_SCAN)
    qtbot.waitUntil(lambda: shell.drafts.standing.kind == "failed")
    assert shell.strip.standing.text().startswith("Chưa lưu nháp được: ")
    hands.key(Qt.Key.Key_S, CONTROL)  # parked in memory all the same
    assert parked(shell) == [(1, "Thùy Dương")]
    assert "chưa lưu được" in chips(shell)[0].accessibleName()
    hands.key(Qt.Key.Key_1, CONTROL)
    assert shell.receive.new().submitter.name == "Nguyễn Thị Thùy Dương"
    bench.world.drafts.fails.clear()
    shell.receive.go_to("submitter.phone")
    hands.type("09")
    settled(shell, qtbot)
    assert shell.drafts.standing.kind == "saved"
    assert len(bench.world.drafts.forms) == 1


def test_an_emptied_form_and_a_received_one_leave_no_draft(
    bench: Bench, hands: Hands, qtbot: QtBot
) -> None:
    shell = bench.shell()
    shell.receive.go_to("submitter.name")
    hands.type("La")
    settled(shell, qtbot)
    assert len(bench.world.drafts.forms) == 1
    hands.type("\b\b")
    settled(shell, qtbot)
    assert bench.world.drafts.forms == {}


def test_a_cleared_form_brought_back_is_on_disk_again(
    bench: Bench, hands: Hands, qtbot: QtBot
) -> None:
    shell = bench.shell()
    hands.scan(CARD_SCAN)
    settled(shell, qtbot)
    (uid,) = bench.world.drafts.forms
    hands.key(Qt.Key.Key_L, CONTROL)
    settled(shell, qtbot)
    assert bench.world.drafts.forms == {}
    shell.receive.bring_back()
    settled(shell, qtbot)
    assert list(bench.world.drafts.forms) == [uid]


def test_other_looks_show_the_form_and_the_parked_ones_again(
    bench: Bench, hands: Hands, qtbot: QtBot
) -> None:
    window = bench.window()
    shell = window.page
    assert isinstance(shell, Shell)
    hands.scan(CARD_SCAN)
    hands.key(Qt.Key.Key_S, CONTROL)
    shell.receive.go_to("submitter.name")
    hands.type("Lan")
    window.choose(replace(window._choices, theme="dark"))  # noqa: SLF001 - what a menu would choose
    shell = window.page
    assert isinstance(shell, Shell)
    assert parked(shell) == [(1, "Thùy Dương")]
    assert shell.receive.new().submitter.name == "Lan"
    settled(shell, qtbot)
    assert {draft.label for draft in bench.world.drafts.forms.values()} == {"Thùy Dương", "Lan"}


def test_closing_the_window_saves_the_last_letters(bench: Bench, hands: Hands) -> None:
    window = bench.window()
    shell = window.page
    assert isinstance(shell, Shell)
    line = shell.receive.person.person.fields["name"].widget
    line.setFocus()
    press(QApplication.focusWidget(), Qt.Key.Key_L)
    hands.type("")
    window.close()
    assert len(bench.world.drafts.forms) == 1


def test_an_age_is_short(bench: Bench) -> None:
    assert bench is not None  # words need their language
    said = [age(NOW.replace(hour=hour, minute=minute), NOW) for hour, minute in HOURS]
    assert said == ["vừa gác", "1 ph", "59 ph", "1 giờ", "4 giờ"]
    assert age(None, NOW) == "vừa gác"


HOURS = ((9, 41), (9, 40), (8, 42), (8, 41), (5, 0))


def test_nine_parked_fit_a_narrow_window(bench: Bench) -> None:
    for at in range(1, MOST + 1):
        name = f"Nguyễn Thị Phương Thảo{at}"
        bench.world.drafts.forms[f"d{at}"] = half(name, f"d{at}", at, author=MINH.uid)
    window = bench.window()
    shell = window.page
    assert isinstance(shell, Shell)
    window.resize(1280, 720)
    assert window.width() == 1280
    right = shell.strip.rect().right()
    assert all(
        chip.mapTo(shell.strip, chip.rect().topRight()).x() <= right for chip in chips(shell)
    )
