"""Results at two counters of a ward: what each wrote arrives, what meets is told to a person."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from desk.app import city as city_room
from desk.domain.rights import NotAllowedError
from desk.printing import wording
from desk.services import papers, reading, result_sheets, results, review, sheets
from desk.services.papers import Look
from desk.services.review import NothingAskedError, NotTakenBackError, UnknownQuestionError
from desk.ui import story
from desk.wire import sealed
from tests.flows.asking import asked, decide
from tests.flows.program import Program
from tests.flows.stage import Desk, Stage, prove, settle
from tests.flows.test_courier import city_reads, city_writes, read, write
from tests.flows.test_hub import hub, meet
from tests.kit import BIRTH, administrator, receive
from tests.services.test_results import ANSWERS, CLERK, REST, TOLD

FORMS = wording.load("results")


def test_one_sheet_used_at_two_counters_is_shown_at_both(stage: Stage) -> None:
    codes = [seven(desk) for desk in (stage.one, stage.two)]
    settle(stage.one, stage.two)
    for desk in (stage.one, stage.two):
        for code in codes:
            view = reading.open_dossier(desk.work, code, CLERK)
            (told,) = [each for each in view.warnings if each.code == "sheet_twice"]
            assert dict(told.facts)["detail"] == "TL 000007"
            assert dict(told.facts)["others"].count("(") == 2
    prove(stage.one, stage.two)


def test_drafts_and_confirmations_that_cross_are_kept_and_never_final(stage: Stage) -> None:
    one, two = stage.one.work, stage.two.work
    code = receive(one, BIRTH, answers=ANSWERS).uid
    results.draft(one, CLERK, code, "extract_birth", REST, FORMS)
    settle(stage.one, stage.two)
    results.confirm(one, CLERK, code, "", TOLD, FORMS)
    results.confirm(two, CLERK, code, "", TOLD | {"number": "13"}, FORMS)
    settle(stage.one, stage.two)
    for work in (one, two):
        (made,) = results.show(work, code).results
        assert (made.confirmed, made.disputed) == (None, True)
        sheet = papers.of_dossier(work, "result", code, Look(wording=wording.load))
        assert sheet.draft
        view = reading.open_dossier(work, code, CLERK)
        assert "result_disputed" in {each.code for each in view.warnings}
    results.draft(one, CLERK, code, "", {"note": "quầy 1"}, FORMS, result="1")
    results.draft(two, CLERK, code, "", {"note": "quầy 2"}, FORMS, result="1")
    settle(stage.one, stage.two)
    here, there = results.show(one, code), results.show(two, code)
    assert here.results == there.results
    assert len(here.results) == 2
    prove(stage.one, stage.two)


def seven(desk: Desk) -> str:
    """Let a counter write sheet 7 into a paper of its own; return the dossier."""
    code = receive(desk.work, BIRTH, answers=ANSWERS).uid
    results.draft(desk.work, CLERK, code, "extract_birth", REST, FORMS)
    results.confirm(desk.work, CLERK, code, "", TOLD, FORMS)
    result_sheets.use_sheet(desk.work, CLERK, code, "", "TL 000007", FORMS)
    return code


def on_paper(desk: Desk, *codes: str) -> list[list[int]]:
    """Return the sheets that the paper of each dossier has."""
    made = [results.show(desk.work, code).results[0] for code in codes]
    return [[each.number for each in result.sheets] for result in made]


def doubled(stage: Stage) -> list[str]:
    """Let both counters write one sheet into a paper of their own; return the dossiers."""
    codes = []
    for desk in (stage.one, stage.two):
        codes.append(seven(desk))
        stage.clock.pass_(minutes=1)
    settle(stage.one, stage.two)
    return codes


def test_whose_a_doubled_sheet_is_a_person_decides_once_for_all(stage: Stage) -> None:
    mine, theirs = doubled(stage)
    found = asked(stage.two, "sheet_twice")
    assert (found.item.kind, found.item.about.detail) == ("sheets", "TL 000007")
    assert "Trần" not in str(review.items(stage.two.work))  # lists are read over shoulders
    assert [side.here for side in found.sides] == [False, True]
    assert [side.device for side in found.sides] == ["Quầy 1", "Quầy 2"]
    assert all("TRÍCH LỤC KHAI SINH" in side.value for side in found.sides)
    with pytest.raises(NotAllowedError):
        review.decide(stage.two.work, CLERK, found.item.key, found.sides[0].key)
    decide(stage.two, found, found.sides[0].key, "đã xem hai tờ")
    settle(stage.one, stage.two)
    for desk in (stage.one, stage.two):
        assert review.items(desk.work) == ()
        with pytest.raises(NothingAskedError) as told:
            review.question(desk.work, found.item.key)
        assert not isinstance(told.value, UnknownQuestionError)
        with pytest.raises(UnknownQuestionError):
            review.question(desk.work, "sheet:TL:8")
        assert [s.number for s in results.show(desk.work, mine).results[0].sheets] == [7]
        assert results.show(desk.work, theirs).results[0].sheets == ()
        (row,) = sheets.whole(desk.work).rows
        assert (row.used, row.twice) == (1, ())
    # The paper whose number was read wrongly gets the one that is printed on its sheet.
    result_sheets.use_sheet(stage.one.work, CLERK, theirs, "", "TL 000017", FORMS)
    settle(stage.one, stage.two)
    assert [s.number for s in results.show(stage.two.work, theirs).results[0].sheets] == [17]
    told_of = reading.open_dossier(stage.one.work, theirs, CLERK).timeline
    assert any("ghi số phôi" in story.sentence(each) for each in told_of)
    prove(stage.one, stage.two)


def test_a_double_that_the_command_line_settles(stage: Stage, tmp_path: Path) -> None:
    doubled(stage)
    program, where = Program(tmp_path), ("--data", stage.one.counter.folder)
    told = program("sync", "review", "list", *where, "--kind", "sheets").text
    assert "sheet:TL:7" in told
    both = program("sync", "review", "show", "sheet:TL:7", *where).text
    assert both.count("TRÍCH LỤC KHAI SINH") == 4  # both sides, and what each choice means
    stage.one.close()
    shown = program("sync", "review", "show", "sheet:TL:7", *where, "--json").data
    choice = shown["sides"][1]["choice"]
    decided = program("sync", "review", "decide", "sheet:TL:7", choice, *where)
    assert program("sync", "review", "list", *where, "--json").data == []
    _, *undo = shlex.split(decided.text.splitlines()[-1].partition(": ")[2])
    assert program(*undo).status == 0  # as it was printed
    stage.one.open()
    assert [each.key for each in review.items(stage.one.work)] == ["sheet:TL:7"]


def test_a_third_use_that_comes_meanwhile_moves_no_choice_and_all_is_taken_back(
    stage: Stage,
) -> None:
    three = stage.counter(3)
    early = seven(three)  # the first of all, though nobody hears of it yet
    stage.clock.pass_(minutes=1)
    mine, theirs = doubled(stage)
    found = asked(stage.two, "sheet_twice")
    chosen = found.sides[0].key
    settle(three, stage.one, stage.two)
    assert [side.device for side in asked(stage.two, "sheet_twice").sides] == [
        "Quầy 3",
        "Quầy 1",
        "Quầy 2",
    ]
    done = decide(stage.two, found, chosen)
    desks = (stage.one, stage.two, three)
    settle(*desks)
    for desk in desks:
        assert review.items(desk.work) == ()
        assert on_paper(desk, early, mine, theirs) == [[], [7], []]
    review.take_back(stage.two.work, administrator(stage.two.work), done.dossier, done.undo)
    settle(*desks)
    for desk in desks:
        assert on_paper(desk, early, mine, theirs) == [[7], [7], [7]]
        assert len(asked(desk, "sheet_twice").sides) == 3
    prove(*desks)
    with pytest.raises(NotTakenBackError):  # once is all
        review.take_back(stage.two.work, administrator(stage.two.work), done.dossier, done.undo)
    again = decide(stage.two, found, found.sides[1].key)  # and decided otherwise
    settle(*desks)
    assert on_paper(three, early, mine, theirs) == [[], [], [7]]
    with pytest.raises(NotTakenBackError):  # at the counter that decided
        review.take_back(stage.one.work, administrator(stage.one.work), again.dossier, again.undo)
    with pytest.raises(NothingAskedError):
        decide(stage.two, found, chosen)


def whole(stage: Stage) -> str:
    """Let counter one issue a paper from draft to sheet."""
    work = stage.one.work
    code = receive(work, BIRTH, answers=ANSWERS).uid
    results.draft(work, CLERK, code, "extract_birth", REST, FORMS)
    results.confirm(work, CLERK, code, "", {"by": "Lê Thị Sổ"}, FORMS)
    results.confirm(work, CLERK, code, "", {"number": "12"}, FORMS)
    sheets.stock(work, administrator(work), "received", "TL 000001", "TL 000009")
    sheets.stock(work, administrator(work), "given", "TL 000001", "TL 000005", slot=1)
    result_sheets.print_copies(work, CLERK, code, "", FORMS, "TL 000001", 2)
    result_sheets.spoil_sheet(work, CLERK, code, "", "TL 000002", "kẹt giấy")
    return code


def is_there(stage: Stage, code: str) -> None:
    """See that counter two has all of it, and knows the stock."""
    here, there = (results.show(desk.work, code) for desk in (stage.one, stage.two))
    assert there.results == here.results
    (made,) = there.results
    assert made.confirmed is not None
    assert (made.confirmed.by, made.confirmed.number) == ("Lê Thị Sổ", "12")
    assert [(each.number, each.spoilt) for each in made.sheets] == [(1, ""), (2, "kẹt giấy")]
    (row,) = sheets.whole(stage.two.work).rows
    assert (row.received, row.used, row.spoilt, row.left) == (9, 1, 1, 7)
    assert [each.number for each in sheets.coming(stage.two.work)] == [6]  # 1–5 are counter one's


def test_it_travels_by_the_city(stage: Stage) -> None:
    code = whole(stage)
    settle(stage.one, stage.two)
    is_there(stage, code)
    prove(stage.one, stage.two)


def test_it_travels_by_a_hub_while_the_city_is_away(stage: Stage, tmp_path: Path) -> None:
    with hub(stage, city_room.database_url(tmp_path / "hub", hub=True)):
        stage.city.down()
        code = whole(stage)
        meet(stage.one, stage.two)
        is_there(stage, code)
        stage.city.up()
        meet(stage.one, stage.two)
    prove(stage.one, stage.two)


def test_it_travels_on_a_stick(stage: Stage, tmp_path: Path) -> None:
    settle(stage.one, stage.two)
    stage.line.cut_at(0, 0)
    usb = tmp_path / "usb"
    usb.mkdir()
    code = whole(stage)
    for desk in (stage.one, stage.two):
        write(desk, usb)
        city_reads(stage, usb)
        city_writes(stage, usb)
        read(desk, usb)
    is_there(stage, code)
    stage.line.cut_at(None, None)
    settle(stage.one, stage.two)
    prove(stage.one, stage.two)


def test_an_older_counter_keeps_what_it_does_not_know_and_shows_it_once_it_is_newer(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = whole(stage)
    settle(stage.one)
    with monkeypatch.context() as older:
        for name in ("ResultDrafted", "ResultConfirmed", "SheetUsed", "SheetSpoilt"):
            older.delitem(sealed.BODIES, name)
        older.delitem(sealed.BODIES, "SheetsStocked")
        settle(stage.two)
        assert results.show(stage.two.work, code).results == ()
        assert stage.two.see(code).submitter == stage.one.see(code).submitter
        stage.two.close()
        stage.two.open()  # begun again, it knows no more than before
        assert results.show(stage.two.work, code).results == ()
    stage.two.close()
    stage.two.open()
    is_there(stage, code)
    assert stage.two.counter.rows("SELECT * FROM unread") == []
    settle(stage.one, stage.two)
    prove(stage.one, stage.two)
