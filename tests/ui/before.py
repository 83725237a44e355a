"""Earlier visits to the invented office."""

from __future__ import annotations

from desk.domain.records import Dossier
from desk.domain.views import Visitor
from tests.ui.invented import PEOPLE


class Before:
    """What the office remembers of people, and a receipt that is taken back."""

    dossiers: dict[str, Dossier]
    done: list[tuple[object, ...]]
    strangers: bool

    def known_people(self, wanted: str) -> tuple[Visitor, ...]:
        self.done.append(("known_people", wanted))
        known = () if self.strangers else PEOPLE
        return tuple(Visitor(party=p) for p in known if wanted in (p.name, p.phone))

    def dossiers_of(self, number: str) -> tuple[Dossier, ...]:
        self.done.append(("dossiers_of", number))
        return tuple(d for d in self.dossiers.values() if d.subject.personal_id == number)

    def take_back(self, uid: str) -> bool:
        self.done.append(("take_back", uid))
        del self.dossiers[uid]
        return False
