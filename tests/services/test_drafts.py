"""Half-done forms on disk: they outlive the program, and go with their dossier's commit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desk.domain.drafts import IN_HAND, Draft, Form
from desk.domain.records import Actor, Paper
from desk.domain.warning import Warning_
from desk.models.engine import DiskFullError
from desk.services import drafts, intake
from desk.services.drafts import DraftGoneError
from desk.services.workplace import Workplace
from desk.wire.ids import new_uid
from tests.disks import disk, fill
from tests.kit import BIRTH, MONDAY, Clock, Counter, application, person

LAN = Actor(uid=new_uid(MONDAY), login="lan", name="Trần Thị Ngọc Lan", role="counter")
MINH = Actor(uid=new_uid(MONDAY), login="minh", name="Vũ Quang Minh", role="counter")


def half_done(name: str = "Nguyễn Thị Ví Dụ", *, place: int = IN_HAND, uid: str = "") -> Draft:
    new = application(
        BIRTH,
        submitter=person(name),
        uid=uid or new_uid(MONDAY),
        papers=(Paper(name="Giấy chứng sinh", original=1),),
        received_at=MONDAY,
    )
    form = Form(
        new=new,
        texts=(("person:submitter.name", f"{name} "), ("summary:note", "dở dang\nhai dòng")),
        head="Đã đọc từ thẻ lúc 08:30",
        card=(Warning_(code="NameSingle", facts=(("name", "Dụ"),)),),
        focus="Line:3",
        cursor=2,
    )
    return Draft(form=form, place=place, author="", author_name="", label="Ví Dụ")


def rows(counter: Counter) -> list[tuple[object, ...]]:
    return counter.rows("SELECT place, author_name, label FROM draft ORDER BY place")


def test_a_form_comes_back_letter_for_letter_after_the_program_has_gone(counter: Counter) -> None:
    draft = half_done()
    with counter.open() as work:
        drafts.save(work, LAN, draft, None)
    with counter.open() as work:
        (found,) = drafts.begin(work, LAN)
    assert found.form == draft.form
    assert (found.place, found.author, found.author_name) == (IN_HAND, LAN.uid, LAN.name)
    assert found.procedure is not None
    assert found.procedure.code == BIRTH


def test_each_save_must_know_the_one_before(work: Workplace, counter: Counter) -> None:
    first = drafts.save(work, LAN, half_done(), None)
    second = drafts.save(work, LAN, replace(first, label="Dụ"), first.saved_at)
    assert second.saved_at is not None
    assert first.saved_at is not None
    assert second.saved_at > first.saved_at  # though the clock stands still
    with pytest.raises(DraftGoneError):  # another window, which has not heard of the second
        drafts.save(work, MINH, replace(first, label="Lạc"), first.saved_at)
    assert rows(counter) == [(IN_HAND, LAN.name, "Dụ")]


def test_of_two_users_who_take_one_form_up_one_gets_it(work: Workplace) -> None:
    parked = drafts.save(work, LAN, half_done(place=1), None)
    taken = drafts.take(work, MINH, parked.uid)
    assert (taken.place, taken.author, taken.form) == (IN_HAND, MINH.uid, parked.form)
    with pytest.raises(DraftGoneError):
        drafts.take(work, LAN, parked.uid)
    with pytest.raises(DraftGoneError):  # nor can the first window write over it
        drafts.save(work, LAN, parked, parked.saved_at)
    drafts.save(work, MINH, replace(taken, place=1), taken.saved_at)


def test_places_are_kept_and_a_taken_one_is_answered_with_the_next(work: Workplace) -> None:
    first = drafts.save(work, LAN, half_done(place=1), None)
    second = drafts.save(work, LAN, half_done(place=2), None)
    drafts.take(work, LAN, first.uid)
    assert [draft.place for draft in drafts.begin(work, LAN)] == [IN_HAND, 2]
    third = drafts.save(work, LAN, half_done(place=2), None)
    assert (second.place, third.place) == (2, 1)


def test_what_another_had_in_hand_is_parked_for_whoever_comes(work: Workplace) -> None:
    drafts.save(work, LAN, half_done("Lê Văn Một"), None)
    drafts.save(work, MINH, half_done("Lê Văn Hai"), None)
    found = drafts.begin(work, MINH)
    assert [(d.place, d.author_name) for d in found] == [(IN_HAND, MINH.name), (1, LAN.name)]


def test_of_several_in_hand_the_latest_is_and_the_others_wait(
    work: Workplace, clock: Clock
) -> None:
    old = drafts.save(work, LAN, half_done("Lê Văn Một"), None)
    clock.pass_(minutes=1)
    latest = drafts.save(work, LAN, half_done("Lê Văn Hai"), None)
    found = drafts.begin(work, LAN)
    assert [(draft.uid, draft.place) for draft in found] == [(latest.uid, IN_HAND), (old.uid, 1)]


def test_a_draft_goes_in_the_commit_of_its_dossier_and_not_before(
    work: Workplace, admin: Actor, counter: Counter
) -> None:
    draft = drafts.save(work, admin, half_done(), None)
    unknown = replace(draft.form.new, procedure="9.999999")
    with pytest.raises(Exception, match="UnknownProcedure"):
        intake.receive(work, unknown, admin)
    assert len(rows(counter)) == 1
    intake.receive(work, draft.form.new, admin)
    assert rows(counter) == []
    with pytest.raises(DraftGoneError):  # a letter that was on its way meanwhile
        drafts.save(work, admin, draft, draft.saved_at)
    assert rows(counter) == []


def test_a_repeated_receipt_leaves_no_draft_either(
    work: Workplace, admin: Actor, counter: Counter
) -> None:
    draft = half_done()
    intake.receive(work, draft.form.new, admin)
    counter.plant(
        "INSERT INTO draft (uid, place, author, author_name, label, body, saved_at)"
        " SELECT uid, 0, x'00', '', '', x'00', 0 FROM dossier"
    )
    assert intake.receive(work, draft.form.new, admin).repeated
    assert rows(counter) == []


def test_what_was_thrown_away_can_be_brought_back_for_a_while(
    work: Workplace, clock: Clock, counter: Counter
) -> None:
    draft = drafts.save(work, LAN, half_done(place=3), None)
    drafts.throw(work, draft.uid)
    assert drafts.begin(work, LAN) == ()
    with pytest.raises(DraftGoneError):
        drafts.take(work, LAN, draft.uid)
    again = drafts.save(work, LAN, draft, None)
    assert [(each.place, each.form) for each in drafts.begin(work, LAN)] == [(3, draft.form)]
    drafts.throw(work, again.uid)
    clock.pass_(minutes=5)
    drafts.begin(work, LAN)
    assert rows(counter) == []  # a citizen's answers stay no longer than they must


def test_a_full_disk_refuses_a_form_and_keeps_the_one_before(
    made_once: Counter, tmp_path: Path
) -> None:
    with disk(tmp_path / "disk", kilobytes=3072) as place:
        small = replace(made_once, home=place / "counter")
        small.home.mkdir()
        made_once.copy_to(small.home / "data")
        (small.home / "witness").symlink_to(made_once.witnesses)
        with small.open() as work:
            before = drafts.save(work, LAN, half_done(), None)
            ballast = fill(place, leave=24 * 1024)
            long = replace(before.form, texts=(("summary:note", "dài " * 60_000),))
            with pytest.raises(DiskFullError):
                drafts.save(work, LAN, replace(before, form=long), before.saved_at)
            assert [each.form for each in drafts.begin(work, LAN)] == [before.form]
            ballast.unlink()
            after = drafts.save(work, LAN, replace(before, form=long), before.saved_at)
            assert [each.form for each in drafts.begin(work, LAN)] == [after.form]


def test_what_is_returned_at_once_is_kept_for_its_author_alone(work: Workplace) -> None:
    made = drafts.save_at_once(work, LAN, half_done(), None)
    assert made.place == IN_HAND
    assert [each.uid for each in drafts.begin_at_once(work, LAN)] == [made.uid]
    assert drafts.begin_at_once(work, MINH) == ()
    assert drafts.begin(work, LAN) == ()  # the receive page has nothing of it


def test_whoever_typed_it_is_its_author_though_another_has_signed_in(work: Workplace) -> None:
    typed = replace(half_done(), author=LAN.uid, author_name=LAN.name, place=1)
    drafts.save(work, MINH, typed, None)
    (found,) = drafts.begin(work, MINH)
    assert (found.author, found.author_name) == (LAN.uid, LAN.name)
