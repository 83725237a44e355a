"""Rules as they are kept: versions side by side, newer ones in force, printed dates never moved."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from desk.domain.errors import DeskError
from desk.domain.rights import NotAllowedError
from desk.services import intake, rules
from desk.services.rules import UnknownRulesError, VersionTakenError
from desk.services.workplace import Workplace, open_workplace
from tests.kit import BIRTH, RESIDENCE, RESOURCES, Counter, application, receive
from tests.services.test_processing import by


def data(path: str) -> Any:
    return json.loads((RESOURCES / path).read_text("utf-8"))


def newer_catalogue(version: str = "2099.1") -> Any:
    found = data("catalogue/procedures-2026-11.json") | {"version": version}
    (birth,) = (each for each in found["procedures"] if each["code"] == BIRTH)
    birth["limit"] = {"value": 9, "unit": "working_days"}
    return found


def bring(work: Workplace, what: Any) -> tuple[str, str, tuple[Any, ...]]:
    return rules.bring(work.database, by("administrator"), what, work.now())


def test_everything_shipped_is_in_force(work: Workplace) -> None:
    found = rules.versions(work.database)
    assert {kind for kind, _, active in found if active} == {
        "catalogue",
        "regimes",
        "waivers",
        "tariffs",
        "registers",
        "handover",
        "codes-opencps",
        "codes-portal",
        "prechecks",
        "retype",
        "steps",
        "reasons",
        "grounds",
        *(f"report-{each.id}-{each.since}" for each in work.rules.reports),
        *(f"calendar-{year}" for year in work.rules.calendar.years),
    }
    assert all(active for _, _, active in found)


def test_a_newer_catalogue_holds_for_what_is_received_from_then_on(
    counter: Counter, work: Workplace, tmp_path: Path
) -> None:
    old = receive(work)
    work.close()
    resources = tmp_path / "resources"
    shutil.copytree(RESOURCES, resources)
    (resources / "catalogue" / "procedures-2026-11.json").unlink()
    (resources / "catalogue" / "new.json").write_text(json.dumps(newer_catalogue()), "utf-8")
    with_new = open_workplace(counter.folder, counter.witnesses, resources, counter.clock)
    new = receive(with_new)
    assert (old.catalogue, new.catalogue) != (new.catalogue, new.catalogue)
    assert new.catalogue == "2099.1"
    assert (old.due_at != new.due_at, with_new.rules.catalogue.version) == (True, "2099.1")
    kept = {(kind, version): active for kind, version, active in rules.versions(with_new.database)}
    assert kept["catalogue", old.catalogue] is False  # still there, to explain the old one
    with_new.close()
    # An older program that comes back does not put its older rules into force again.
    with counter.open() as again:
        assert again.rules.catalogue.version == "2099.1"


def test_a_damaged_file_of_rules_stops_nothing_that_was_there(
    counter: Counter, tmp_path: Path
) -> None:
    resources = tmp_path / "resources"
    shutil.copytree(RESOURCES, resources)
    bad = newer_catalogue()
    bad["procedures"][0]["limit"]["value"] = -1
    place = resources / "catalogue"
    (place / "zzz.json").write_text(json.dumps(bad), "utf-8")
    with pytest.raises(DeskError):
        open_workplace(counter.folder, counter.witnesses, resources, counter.clock)
    (place / "zzz.json").rename(place / "aaa.json")  # before the whole one by name: not looked at
    open_workplace(counter.folder, counter.witnesses, resources, counter.clock).close()
    with counter.open() as work:  # the lock is free, and the rules are what they were
        assert work.rules.catalogue.version != "2099.1"


def test_a_catalogue_may_be_brought_from_outside(work: Workplace) -> None:
    kind, version, touched = bring(work, newer_catalogue())
    assert (kind, version, touched) == ("catalogue", "2099.1", ())
    assert work.rules.catalogue.version == "2099.1"
    assert bring(work, newer_catalogue())[:2] == ("catalogue", "2099.1")  # again: nothing new
    with pytest.raises(VersionTakenError):
        bring(work, newer_catalogue() | {"note": "khác"})


def test_a_new_calendar_lists_whom_it_touches_and_moves_nobody(work: Workplace) -> None:
    through, before = receive(work, RESIDENCE), receive(work, BIRTH)
    calendar = data("calendars/2026.json") | {"version": "2099.1"}
    calendar["days_off"]["2026-11-30"] = "nghỉ thêm"
    kind, version, touched = bring(work, calendar)
    assert (kind, version) == ("calendar-2026", "2099.1")
    assert [state.uid for state in touched] == [through.uid]
    assert touched[0].due_at == through.due_at
    work.rules_changed()
    assert intake.preview(work, application(RESIDENCE)).due_at != through.due_at
    assert before.uid not in {state.uid for state in touched}


@pytest.mark.parametrize(
    "what", [None, [], {}, {"x": 1}, "2026", {"year": 2026}, {"procedures": []}]
)
def test_what_is_no_rules_is_refused(work: Workplace, what: Any) -> None:
    before = rules.versions(work.database)
    with pytest.raises(DeskError):
        bring(work, what)
    assert rules.versions(work.database) == before
    if what is None:
        with pytest.raises(UnknownRulesError):
            bring(work, what)


def test_only_an_administrator_changes_the_rules(work: Workplace) -> None:
    with pytest.raises(NotAllowedError):
        rules.bring(work.database, by("leader"), newer_catalogue(), work.now())
