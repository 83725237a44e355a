"""Legal regimes: which one holds on a day, and what their data may hold."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import time
from typing import Any

import pytest

from desk.domain.records import Unit
from desk.domain.regime import (
    BadRegimesError,
    CodeOrder,
    DayEnd,
    FormSet,
    NoRegimeError,
    SupplementClock,
    UnknownRegimeError,
    parse_regimes,
    regime_named,
    regime_on,
)
from tests.domain.rule_files import day, load, regimes

Data = dict[str, Any]


@pytest.mark.parametrize(
    ("when", "regime", "edition", "closing", "acknowledge"),
    [
        ("2018-06-21", "2018", "2018", None, None),
        ("2025-06-30", "2018", "2018", None, None),
        ("2025-07-01", "2025-07", "2018", 15, 2),
        ("2025-09-14", "2025-07", "2018", 15, 2),
        ("2025-09-15", "2025-09", "2025", 15, 2),
        ("2026-11-23", "2025-09", "2025", 15, 2),
        ("2027-02-28", "2025-09", "2025", 15, 2),
        ("2027-03-01", "2027-03", "2025", 15, 2),
        ("2031-01-01", "2027-03", "2025", 15, 2),
    ],
)
def test_the_regime_of_a_day(
    when: str, regime: str, edition: str, closing: int | None, acknowledge: int | None
) -> None:
    found = regime_on(regimes(), day(when))
    assert found.id == regime
    assert found.forms is FormSet(edition)
    assert found.codes is CodeOrder(edition)
    assert found.supplement_close_days == closing
    assert found.acknowledge_hours == acknowledge


def test_what_all_regimes_share() -> None:
    for regime in regimes():
        assert regime.cutoff == time(15)
        assert regime.day_end is DayEnd.CLOSE
        assert regime.supplement_clock is SupplementClock.RESTART
        assert regime.supplement_notice_days == 3
        assert (regime.apology_lead_days, regime.apology_lead_unit) == (1, Unit.CALENDAR_DAYS)
        assert regime.apology_times == 1
        assert regime.answer_hours == 8


def test_the_law_on_civil_status_changes_in_march_2027() -> None:
    before, after = (regime_on(regimes(), day(d)) for d in ("2027-02-28", "2027-03-01"))
    assert "60/2014/QH13" in before.civil_status_law
    assert "03/2026/QH16" in after.civil_status_law
    assert "60/2014/QH13" not in after.basis.cutoff


def test_before_the_first_regime_there_is_none() -> None:
    with pytest.raises(NoRegimeError) as caught:
        regime_on(regimes(), day("2018-06-20"))
    assert caught.value.facts == {"day": "20/06/2018"}


def test_a_regime_is_found_again_by_its_name() -> None:
    assert regime_named(regimes(), "2025-07").since == day("2025-07-01")
    with pytest.raises(UnknownRegimeError) as caught:
        regime_named(regimes(), "1995")
    assert caught.value.facts == {"regime": "1995"}


def change(path: str, value: object) -> Callable[[Data], None]:
    def apply(data: Data) -> None:
        *folders, last = path.split(".")
        for folder in folders:
            data = data[folder]
        data[last] = value

    return apply


@pytest.mark.parametrize(
    ("edit", "entry"),
    [
        (change("id", ""), "regimes.regimes[2].id"),
        (change("id", "2018"), "regimes.regimes[2].id"),
        (change("since", "2018-06-21"), "regimes.regimes[2].since"),
        (change("since", "1/7/2025"), "regimes.regimes[2].since"),
        (change("cutoff", "15h"), "regimes.regimes[2].cutoff"),
        (change("forms", "2019"), "regimes.regimes[2].forms"),
        (change("day_end", "noon"), "regimes.regimes[2].day_end"),
        (change("supplement.clock", "stop"), "regimes.regimes[2].supplement.clock"),
        (change("supplement.pause", 1), "regimes.regimes[2].supplement.pause"),
        (change("apology.lead_unit", "same_day"), "regimes.regimes[2].apology.lead_unit"),
        (change("apology.often", 1), "regimes.regimes[2].apology.often"),
        (
            change("online.answer_working_hours", 0),
            "regimes.regimes[2].online.answer_working_hours",
        ),
        (change("basis.start", None), "regimes.regimes[2].basis.start"),
        (change("basis.more", "x"), "regimes.regimes[2].basis.more"),
        (change("extra", "x"), "regimes.regimes[2].extra"),
    ],
)
def test_bad_data_is_refused_by_name(edit: Callable[[Data], None], entry: str) -> None:
    data = copy.deepcopy(load("rules", "regimes.json"))
    edit(data["regimes"][1])
    with pytest.raises(BadRegimesError) as caught:
        parse_regimes(data)
    assert caught.value.facts["entry"] == entry


def test_no_regime_at_all_is_refused() -> None:
    empty: list[Data] = [{}, {"regimes": []}]
    for data in empty:
        with pytest.raises(BadRegimesError):
            parse_regimes(data)
    with pytest.raises(BadRegimesError):
        parse_regimes({**load("rules", "regimes.json"), "law": ""})


def test_days_after_which_a_supplement_closes_must_be_said_even_if_none() -> None:
    data = copy.deepcopy(load("rules", "regimes.json"))
    del data["regimes"][0]["supplement"]["close_calendar_days"]
    with pytest.raises(BadRegimesError) as caught:
        parse_regimes(data)
    assert caught.value.facts["expected"] == "1…366 | null"
