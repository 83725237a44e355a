"""A list that a person keeps: what is read back is what was kept, and nothing else."""

from __future__ import annotations

import json

import pytest

from desk.domain.worklist import Narrowed, Want, kept, known

WEEK = Want(
    view="mine",
    narrowed=Narrowed(area="Hộ tịch", due_from="2026-11-23", due_until="2026-11-27", text="lan"),
    sort="name",
    descending=True,
    name="Tuần này",
)


@pytest.mark.parametrize("want", [Want(), WEEK])
def test_what_is_kept_is_read_back(want: Want) -> None:
    assert known(json.loads(json.dumps(kept(want)))) == want


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        kept(WEEK) | {"narrowed": {"colour": "red"}},
        kept(WEEK) | {"narrowed": {"area": 7}},
        kept(WEEK) | {"sort": "colour"},
        kept(WEEK) | {"view": None},
        kept(WEEK) | {"narrowed": {"due_from": "2026-02-30"}},
        kept(WEEK) | {"narrowed": {"due_until": "20261127"}},
    ],
)
def test_what_another_version_kept_is_no_list(data: object) -> None:
    assert known(data) is None


def test_a_press_on_the_same_head_turns_the_list_round() -> None:
    once = Want().turned("name")
    assert (once.sort, once.descending) == ("name", False)
    assert once.turned("name").descending
    assert not once.turned("name").turned("name").descending
    assert not once.turned("name").turned("due").descending


def test_whether_anything_is_left_out() -> None:
    assert Narrowed().is_all
    assert not WEEK.narrowed.is_all
