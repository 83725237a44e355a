"""Results at two counters of a ward: what each wrote arrives, what meets is told to a person."""

from __future__ import annotations

from desk.printing import wording
from desk.services import papers, reading, result_sheets, results
from desk.services.papers import Look
from tests.flows.stage import Stage, prove, settle
from tests.kit import BIRTH, receive
from tests.services.test_results import ANSWERS, CLERK, REST, TOLD

FORMS = wording.load("results")


def test_one_sheet_used_at_two_counters_is_shown_at_both(stage: Stage) -> None:
    codes = []
    for desk in (stage.one, stage.two):
        code = receive(desk.work, BIRTH, answers=ANSWERS).uid
        results.draft(desk.work, CLERK, code, "extract_birth", REST, FORMS)
        results.confirm(desk.work, CLERK, code, "", TOLD, FORMS)
        result_sheets.use_sheet(desk.work, CLERK, code, "", "TL 000007", FORMS)
        codes.append(code)
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
