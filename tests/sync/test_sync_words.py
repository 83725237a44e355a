"""Whatever goes wrong in an exchange is told in plain words, with a next step."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from desk.city import arrivals, chain, intake, numbers
from desk.domain import merge, review
from desk.domain.errors import DeskError
from desk.models import projection
from desk.services import outbox, sameness, twins
from desk.services import review as review_room
from desk.sync import courier, errors, whole
from desk.wire import bundle, stick
from tests.city.town import ROOT

REASONS = {
    *(merge.EXISTS, merge.UNKNOWN, merge.ENDED, merge.NOT_HOLDER, merge.CUSTODY),
    *(intake.TAMPERED, intake.UNIT, intake.BLOCKED, intake.EARLY, intake.DROPPED),
    *(arrivals.HASH, arrivals.MALFORMED, chain.BROKEN, chain.FORK, numbers.SLOT, numbers.TAKEN),
    *(projection.CONTESTED, "contested_values", outbox.POISON),
    *(
        twins.TWIN,
        sameness.DIFFERS,
        whole.REFUSED,
        whole.UNMAPPED,
        whole.DIFFERS,
        whole.TOO_LARGE,
        whole.FAILS,
    ),
}
#: What a person may choose in the review; the value of a field is one choice for each side.
CHOICES = {
    f"choice-{key}"
    for key in (
        *(review.OURS, review.THEIRS, review.COUNT, review.ASIDE, review.AGAIN, review.READ),
        *(review.FORCE, review.KEEP, review.LEAVE, review.RESTORE, "value"),
    )
}


def words(language: str) -> dict[str, dict[str, str]]:
    path = Path(ROOT / "desk/messages" / language / "sync.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_reason_and_every_error_has_words(language: str) -> None:
    known = {
        name
        for room in (errors, bundle, stick, courier, sameness, review_room, twins)
        for name, kind in vars(room).items()
        if isinstance(kind, type) and issubclass(kind, DeskError)
        if kind.__module__ == room.__name__
    }
    found = words(language)
    assert found.keys() == known | REASONS | CHOICES
    for entry in found.values():
        assert all(entry[part].strip() for part in ("title", "meaning", "next"))
        assert len(entry["title"]) <= 60


def test_both_languages_fill_in_the_same_facts() -> None:
    def facts(language: str) -> dict[str, set[str]]:
        return {
            name: {word.partition("}")[0] for word in " ".join(entry.values()).split("{")[1:]}
            for name, entry in words(language).items()
        }

    assert facts("vi") == facts("en")
