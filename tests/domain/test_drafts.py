"""Half-done forms: their places and what they are called."""

from __future__ import annotations

import pytest

from desk.domain.drafts import IN_HAND, Draft, Form, about_result, free_place, label_of
from desk.domain.records import Party
from desk.domain.views import NewDossier


@pytest.mark.parametrize(
    ("taken", "place"),
    [
        ((), 1),
        ((1, 2), 3),
        ((2, 3), 1),
        ((0, -1, 1), 2),
        (range(1, 9), 9),
        (range(1, 10), IN_HAND),
    ],
)
def test_the_lowest_free_place_is_taken(taken: tuple[int, ...], place: int) -> None:
    assert free_place(taken) == place


def test_a_half_typed_result_is_kept_with_its_dossier() -> None:
    assert about_result("d", "") != about_result("d", "r") != about_result("e", "r")


def new(name: str, owner: Party | None = None) -> NewDossier:
    return NewDossier(procedure="", submitter=Party(name=name), owner=owner, uid="u1")


def test_a_form_is_called_by_the_last_two_words_of_its_person() -> None:
    assert label_of(new("Nguyễn Thị Thùy Dương")) == "Thùy Dương"
    assert label_of(new("Lan")) == "Lan"
    assert label_of(new("", Party(name="Công ty Mẫu", kind="organisation"))) == "ty Mẫu"
    assert label_of(new("")) == ""


def test_a_draft_has_the_uid_that_its_dossier_will_have() -> None:
    assert Draft(form=Form(new=new("Lan")), place=1, author="a", author_name="b").uid == "u1"
