"""What happens to the papers that a ward issues as results; see `events` and `results`.

None of it moves a dossier's status or custody: a result may be drafted while others work on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desk.domain.records import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultDrafted:
    """What a result is to say was written down, or changed: either way it is a draft.

    Its wording is that of this event's time. Without a `template` the draft is put away.
    """

    result: str  # uid; the same for every draft of one paper
    template: str
    title: str = ""
    edition: int = 0
    fields: tuple[Answer, ...] = ()
    replaces: str = ""  # uid of the event that its writer saw as the result's last


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultConfirmed:
    """Whoever keeps the record confirmed one draft, and told the numbers of its register."""

    result: str
    draft: str  # uid of the event whose fields were confirmed
    by: str
    where: str  # registry | national | office
    at: datetime
    number: str = ""
    book: str = ""
    page: str = ""
    day: str = ""  # YYYY-MM-DD
    paper_number: str = ""
    issued: str = ""  # YYYY-MM-DD
    signer: str = ""
    signer_title: str = ""
    replaces: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetUsed:
    """A numbered sheet of security paper went into a confirmed result."""

    result: str
    draft: str  # uid of the event whose fields it bears
    series: str
    number: int
    at: datetime
    digits: int = 0  # that the number is printed with


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSpoilt:
    """A sheet that was to become a result was spoilt; it is kept and accounted for."""

    result: str
    draft: str  # uid of the event whose fields it bears
    series: str
    number: int
    reason: str
    at: datetime
    digits: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetsStocked:
    """Numbered sheets, from `first` to `last`, came to the ward, went to a counter, or were spoilt.

    It happens at a counter and to no dossier.
    """

    way: str  # received | given | spoilt
    series: str
    first: int
    last: int
    at: datetime
    digits: int = 0  # that a number is printed with
    slot: int = 0  # of the counter that they were given to
    note: str = ""


#: What happens to a dossier: free for all, whoever holds it.
OfDossier = ResultDrafted | ResultConfirmed | SheetUsed | SheetSpoilt
