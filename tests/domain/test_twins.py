from __future__ import annotations

from desk.domain import twins

CODE = "H26.033.15-261123-1001"


def test_each_dossier_of_one_code_gets_a_code_of_its_own() -> None:
    assert [twins.mark(CODE, at) for at in range(2)] == [f"{CODE}/1", f"{CODE}/2"]


def test_a_mark_belongs_to_its_code_alone() -> None:
    assert twins.is_marked(CODE, ("G09.20", f"{CODE}/2"))
    assert not twins.is_marked(CODE, ("G09.20", f"{CODE}0/2"))
    assert not twins.is_marked(CODE, ())


def test_a_copy_gets_a_slot_that_nobody_is_known_to_have() -> None:
    assert twins.free_slot({1, 3}, range(1, 9)) == 2
    assert twins.free_slot(range(1, 9), range(1, 9)) == 0
