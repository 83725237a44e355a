"""When to try again: spread by chance, never longer than the cap, never shorter than asked."""

from __future__ import annotations

import pytest

from desk.sync.backoff import ASKED_CAP_S, CAP_S, Backoff


def test_the_longest_wait_doubles_up_to_a_cap() -> None:
    backoff = Backoff(lambda: 1.0)
    assert [backoff.delay() for _ in range(5)] == [2, 4, 8, 16, 32]
    assert [backoff.delay() for _ in range(100)][-1] == CAP_S


def test_the_wait_is_anywhere_below_the_longest() -> None:
    shares = [0.0, 0.25, 0.999]
    chance = iter(shares)
    for share in shares:
        assert Backoff(lambda: next(chance)).delay() == pytest.approx(2 * share)


def test_it_begins_anew_after_success() -> None:
    backoff = Backoff(lambda: 1.0)
    for _ in range(3):
        backoff.delay()
    backoff.reset()
    assert (backoff.failures, backoff.delay()) == (0, 2)


def test_a_city_is_never_asked_earlier_than_it_said() -> None:
    backoff = Backoff(lambda: 0.5)
    assert backoff.delay(60) == 61
    assert backoff.delay(1e9) == ASKED_CAP_S + 2


def test_by_default_chance_decides() -> None:
    assert len({Backoff().delay() for _ in range(20)}) > 1
