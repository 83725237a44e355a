"""Choices of one person: kept by key, never another's, never data."""

from __future__ import annotations

import pytest

from desk.domain.records import Actor
from desk.services import preferences, staff
from desk.services.preferences import MOST_CHARS, PreferenceTooLargeError
from desk.services.workplace import Workplace
from tests.kit import Counter


def test_a_choice_is_kept_changed_and_forgotten(work: Workplace, admin: Actor) -> None:
    assert preferences.load(work, admin.uid) == {}
    preferences.keep(work, admin.uid, "looks.theme", "dark")
    preferences.keep(work, admin.uid, "queue.filters", [{"tên": "Quá hạn", "n": 1}])
    preferences.keep(work, admin.uid, "looks.theme", "light")
    assert preferences.load(work, admin.uid) == {
        "looks.theme": "light",
        "queue.filters": [{"tên": "Quá hạn", "n": 1}],
    }
    preferences.keep(work, admin.uid, "looks.theme", None)
    preferences.keep(work, admin.uid, "never.there", None)
    assert list(preferences.load(work, admin.uid)) == ["queue.filters"]


def test_what_one_chooses_is_nobody_elses(work: Workplace, admin: Actor) -> None:
    an = staff.open_account(work, admin, login="an", name="Trần Thử An", role="clerk")
    preferences.keep(work, admin.uid, "looks.scale", 150)
    preferences.keep(work, an.uid, "looks.scale", 200)
    assert preferences.load(work, admin.uid) == {"looks.scale": 150}
    assert preferences.load(work, an.uid) == {"looks.scale": 200}


def test_data_is_refused_and_the_former_choice_stands(work: Workplace, admin: Actor) -> None:
    preferences.keep(work, admin.uid, "queue.filters", ["a"])
    with pytest.raises(PreferenceTooLargeError) as caught:
        preferences.keep(work, admin.uid, "queue.filters", "x" * MOST_CHARS)
    assert caught.value.facts == {"key": "queue.filters", "most": MOST_CHARS}
    assert preferences.load(work, admin.uid) == {"queue.filters": ["a"]}


def test_what_cannot_be_read_counts_as_not_chosen(
    counter: Counter, work: Workplace, admin: Actor
) -> None:
    preferences.keep(work, admin.uid, "looks.theme", "dark")
    preferences.keep(work, admin.uid, "looks.scale", 125)
    counter.plant("UPDATE preference SET value = '{' WHERE key = 'looks.theme'")
    assert preferences.load(work, admin.uid) == {"looks.scale": 125}
