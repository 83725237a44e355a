"""Citizens who are parked: half-done forms that wait while another person is served."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from desk.domain.records import Procedure
from desk.domain.views import NewDossier

MOST: Final = 9

Draft = tuple[NewDossier, Procedure | None]


@dataclass(slots=True)
class Parked:
    """At most nine, each under its number; it outlives a change of looks or language."""

    drafts: list[Draft] = field(default_factory=list)

    def park(self, draft: Draft) -> bool:
        """Keep a draft; tell whether there was room."""
        if len(self.drafts) >= MOST:
            return False
        self.drafts.append(draft)
        return True

    def take(self, place: int) -> Draft | None:
        """Return a draft and keep it no longer; None where nothing is parked."""
        return self.drafts.pop(place) if 0 <= place < len(self.drafts) else None

    @property
    def names(self) -> tuple[str, ...]:
        """Who is parked."""
        return tuple(_short(new.submitter.name) for new, _ in self.drafts)


def _short(name: str) -> str:
    # The last two words tell Vietnamese people apart better than the first two.
    return " ".join(name.split()[-2:])
