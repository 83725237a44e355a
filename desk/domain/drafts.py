"""Half-done forms: they outlive the program, and wait under a number while others are served."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from desk.domain.records import Procedure
from desk.domain.views import NewDossier
from desk.domain.warning import Warning_

#: Places for parked forms, each with a key of its own.
MOST: Final = 9
IN_HAND: Final = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form as it stood: its record, letter for letter what that cannot hold, and the cursor."""

    new: NewDossier
    texts: tuple[tuple[str, str], ...] = ()
    head: str = ""  # where the person's facts came from
    card: tuple[Warning_, ...] = ()  # what was odd about the card
    focus: str = ""
    cursor: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A form that was put down, by whom and when; `place` is 1–9 where it is parked.

    `saved_at` is None while no disk has it.
    """

    form: Form
    place: int
    author: str  # uid
    author_name: str
    label: str = ""
    saved_at: datetime | None = None
    procedure: Procedure | None = None

    @property
    def uid(self) -> str:
        """The uid that the dossier will have."""
        return self.form.new.uid


def about_result(dossier: str, result: str) -> dict[str, str]:
    """Return the texts that tell which result of which dossier a half-typed form is of."""
    return {"dossier": dossier, "result": result}


def free_place(taken: Iterable[int]) -> int:
    """Return the lowest free place, or `IN_HAND` where all nine are taken."""
    used = set(taken)
    return next((place for place in range(1, MOST + 1) if place not in used), IN_HAND)


def label_of(new: NewDossier) -> str:
    """Return what a form is called while it waits: its person, as short as tells people apart."""
    # The last two words tell Vietnamese people apart better than the first two.
    return " ".join((new.submitter.name or (new.owner.name if new.owner else "")).split()[-2:])
