"""What earlier visits to this ward tell of a citizen: offline, from the dossiers that are here."""

from __future__ import annotations

import re
from typing import Final

from desk.domain.records import Dossier, Party
from desk.domain.text import fold, match_rank
from desk.domain.views import Visitor
from desk.services.finding import search_states
from desk.services.intake import of_number
from desk.services.workplace import Workplace

_LOOKED_AT: Final = 60  # dossiers among which the people of a name are looked for
_PHONE: Final = re.compile(r"\+?[0-9]{9,11}")
_LEAST: Final = 2  # words of a name: one alone is everybody's


def dossiers_of(work: Workplace, personal_id: str) -> tuple[Dossier, ...]:
    """Return a person's dossiers, newest first, finished ones too; voided ones are none."""
    with work.database.read() as tx:
        found = of_number(tx, personal_id)
    return tuple(state for state in found if not state.voided)


def known_people(work: Workplace, wanted: str, limit: int = 5) -> tuple[Visitor, ...]:
    """Return the people that a telephone number or a name may mean, each as at the last visit.

    Of a name all words must be there; those whose tones fit come first, then the latest.
    """
    tidy = re.sub(r"[\s.()-]", "", wanted)
    by_phone = bool(_PHONE.fullmatch(tidy))
    words = fold(wanted).split()
    if not by_phone and len(words) < _LEAST:
        return ()
    found: dict[tuple[str, ...], Visitor] = {}
    for state in search_states(work, tidy if by_phone else wanted, _LOOKED_AT):
        for party in (state.submitter, state.subject):
            fits = (
                re.sub(r"\D", "", party.phone) == re.sub(r"\D", "", tidy)
                if by_phone
                else sorted(fold(party.name).split()) == sorted(words)
            )
            if fits and party.kind == "person" and not state.voided:
                _note(found, party, state)
    people = list(found.values())
    if not by_phone:
        people.sort(key=lambda each: -match_rank(wanted, each.party.name))
    return tuple(people[:limit])


def _note(found: dict[tuple[str, ...], Visitor], party: Party, state: Dossier) -> None:
    key = (party.personal_id,) if party.personal_id else (fold(party.name), party.birth_date)
    known = found.get(key)
    at = state.received_at or state.filed_at
    if known is None or (at and (known.last_visit is None or at > known.last_visit)):
        found[key] = Visitor(party=party, last_visit=at)
