"""Every error of the dated rules has its words, and the words ask only for facts it carries."""

from __future__ import annotations

import string
import tomllib
from pathlib import Path

import pytest

from desk.domain import (
    calendar,
    catalogue,
    counting,
    deadline,
    fees,
    inner_steps,
    prechecks,
    reasons,
    reference,
    regime,
    report,
    report_form,
    ruledata,
)
from desk.domain import fields as answers
from desk.domain.errors import DeskError

WORDS = Path(__file__).parents[2] / "desk" / "messages"
FORM = {"entry", "expected", "found"}
FACTS: dict[type[DeskError], set[str]] = {
    ruledata.RuleDataError: FORM,
    calendar.BadCalendarError: FORM,
    regime.BadRegimesError: FORM,
    fees.BadTariffsError: FORM,
    fees.BadWaiversError: FORM,
    catalogue.BadCatalogueError: FORM,
    inner_steps.BadStepsError: FORM,
    inner_steps.UnknownStepError: {"step", "known"},
    reasons.BadReasonsError: FORM,
    calendar.NoCalendarError: {"year"},
    calendar.DayOffError: {"at", "why"},
    calendar.OutsideHoursError: {"at", "hours"},
    regime.NoRegimeError: {"day"},
    regime.UnknownRegimeError: {"regime"},
    counting.NoTimeLimitError: {"note"},
    deadline.AlreadyApologisedError: {"times"},
    deadline.ApologyTooLateError: {"latest"},
    deadline.NoExtensionError: {"limit"},
    deadline.AnswerBeforeRequestError: {"since"},
    deadline.DueNotLaterError: {"than"},
    fees.FeeAmountError: {"amount", "highest"},
    fees.CopyCountError: {"count", "lowest", "highest"},
    catalogue.UnknownProcedureError: {"code", "near"},
    answers.UnknownAnswerError: {"key", "known"},
    answers.AnswerChoiceError: {"field", "options"},
    answers.AnswerNumberError: {"field", "most"},
    answers.AnswerDateError: {"field"},
    prechecks.BadPrechecksError: FORM,
    reference.BadStaffListError: FORM,
    reference.BadUnitsError: FORM,
    report_form.BadReportFormError: FORM,
    report_form.UnknownReportError: {"kind", "known"},
    report_form.UnknownGroupingError: {"by", "known"},
    report.UnknownCellError: {"what", "known"},
}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_error_has_its_words(language: str) -> None:
    words = tomllib.loads((WORDS / language / "rules.toml").read_text(encoding="utf-8"))
    assert set(words) == {error.__name__ for error in FACTS}
    for error, facts in FACTS.items():
        table = words[error.__name__]
        assert set(table) == {"title", "meaning", "next"}
        for text in table.values():
            asked = {name for _, name, _, _ in string.Formatter().parse(text) if name}
            assert asked <= facts, error


def test_every_error_of_these_rooms_is_in_the_table() -> None:
    rooms = (
        answers,
        prechecks,
        calendar,
        catalogue,
        counting,
        deadline,
        fees,
        inner_steps,
        reasons,
        reference,
        regime,
        report,
        report_form,
        ruledata,
    )
    found = {
        thing
        for room in rooms
        for thing in vars(room).values()
        if isinstance(thing, type) and issubclass(thing, DeskError)
        if thing.__module__ in {each.__name__ for each in rooms}
    }
    assert found == set(FACTS)
