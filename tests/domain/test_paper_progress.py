"""Whoever is told how far a long paper has come may stop it."""

from __future__ import annotations

import pytest

from desk.domain.papers import PressStoppedError, told


def test_a_long_paper_goes_on_until_whoever_is_told_has_enough() -> None:
    heard: list[tuple[int, int]] = []

    def enough(done: int, of: int) -> bool:
        heard.append((done, of))
        return done < of

    told(None, 3, 3)  # nobody watches
    told(enough, 1, 2)
    with pytest.raises(PressStoppedError):
        told(enough, 2, 2)
    assert heard == [(1, 2), (2, 2)]
