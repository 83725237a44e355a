"""Results that wait for their citizen: who may collect, what goes back, how long they have lain.

Pure rules; what of them differs by ward or by law is data (`resources/rules/handover.json`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from desk.domain.calendar import Calendar
from desk.domain.errors import InputError, RuleError
from desk.domain.person import clean_line
from desk.domain.records import VN, Dossier, Paper, Party, Status
from desk.domain.ruledata import Entry, RuleDataError
from desk.domain.text import nfc

#: Groups of ageing, in whole days since there was a result: first and last day of each.
AGES: Final = ((0, 3), (4, 10), (11, 30), (31, None))
MANNERS: Final = ("phone", "letter", "message")
SCORES: Final = range(1, 6)

_SLOT: Final = re.compile(r"[A-Z]{1,2}[0-9]{1,3}")
_LETTERS: Final = 26
_MARK: Final = "77"  # what barcodes of a shelf begin with; a dossier's are twice as long
_SHELF_CODE: Final = re.compile(_MARK + r"[0-9]{6}")
#: Numbers of one, two and three digits are told apart: A3 and A03 are two labels.
_OFFSETS: Final = {1: 0, 2: 10, 3: 110}
_PLACES: Final = 1110
_LINE: Final = re.compile(r"([A-Z]{1,2})([0-9]{1,3})-(?:\1)?([0-9]{1,3})")
_MOST_LABELS: Final = 200
_MOST_DAYS: Final = 60


class BadHandoverRulesError(RuleDataError):
    """The data of the rules of handing over cannot be used."""


class ShelfSlotError(InputError):
    """A place of the shelf is not written as letter and number (A3)."""


class CollectorBlockedError(RuleError):
    """Whoever would collect is not of the dossier and has no paper that says so."""


class AuthorityVagueError(InputError):
    """A paper of authority is named with neither its number nor its day."""


class NothingToMendError(RuleError):
    """Only a result that was handed over can be wrong in the citizen's hands."""


class MendTooLateError(RuleError):
    """The days within which a wrong result is corrected at no cost are over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverRules:
    """What the law or the ward lays down about handing over."""

    stays: tuple[str, ...]  # beginnings of the names of papers that stay with the dossier
    mend_days: int  # working days after the hand-over
    mend_basis: str
    mend_ground: str  # printed beside the fee that is not taken


def parse_handover(data: object) -> HandoverRules:
    """Read the rules from their JSON.

    Raises:
        BadHandoverRulesError: naming the entry that cannot be used.
    """
    whole = Entry(data, at="handover", error=BadHandoverRulesError)
    whole.text("note", "")
    entry = whole.entry("handover")
    whole.close()
    mend = entry.entry("mend")
    made = HandoverRules(
        stays=tuple(text.casefold() for text in entry.texts("stays")),
        mend_days=mend.whole("working_days", 0, _MOST_DAYS),
        mend_basis=mend.text("basis"),
        mend_ground=mend.text("ground"),
    )
    mend.close()
    entry.close()
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyRow:
    """One result that waits, as the list of them shows it."""

    uid: str
    code: str
    name: str
    procedure_name: str
    finished_at: datetime
    days: int
    shelf: str = ""
    phone: str = ""
    place: str = ""  # where the citizen asked for it, if that was told
    holder_name: str = ""
    mine: bool = True
    reminders: tuple[datetime, ...] = ()

    @property
    def group(self) -> int:
        """Its place in `AGES`."""
        return age_group(self.days)


# -- who collects ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """The paper by which another collects."""

    kind: str  # giấy ủy quyền, giấy giới thiệu …
    number: str = ""
    on: date | None = None
    giver: str = ""  # who gave it

    @property
    def text(self) -> str:
        """The paper in words, as the log keeps it; empty where neither number nor day is told."""
        if not self.number and self.on is None:
            return ""
        parts = [self.kind]
        if self.number:
            parts.append(f"số {self.number}")
        if self.on is not None:
            parts.append(f"ngày {self.on:%d/%m/%Y}")
        told = " ".join(parts)
        return f"{told}, của {self.giver}" if self.giver else told


def parse_authority(text: str, field: str) -> str:
    """Return a paper of authority that somebody wrote out, as the log keeps it.

    It has a number or a day as `Authority.text` demands, so that it can be found again.

    Raises:
        AuthorityVagueError, TextTooLongError, ControlCharacterError.
    """
    told = clean_line(text, field=field)
    if told and not any(map(str.isdecimal, told)):
        raise AuthorityVagueError(given=told[:40])
    return told


@dataclass(frozen=True, slots=True, kw_only=True)
class Collecting:
    """Who stands at the counter, by what right, and how it was signed for."""

    to: str
    id_number: str = ""
    authority: str = ""
    signature: str = ""  # SHA-256 of its picture


def people(dossier: Dossier) -> tuple[Party, ...]:
    """Return who may collect without a paper: who handed it in, and the person it belongs to."""
    found = [dossier.submitter]
    if dossier.owner is not None and dossier.owner.kind == "person":
        found.append(dossier.owner)
    return tuple(found)


def is_theirs(dossier: Dossier, name: str, id_number: str) -> bool:
    """Tell whether a collector is of the dossier: by number where both have one, else by name."""
    return any(_is(party, name, id_number) for party in people(dossier))


def _is(party: Party, name: str, id_number: str) -> bool:
    if id_number and party.personal_id:
        return id_number in (party.personal_id, party.old_id)
    return bool(name) and nfc(name).casefold() == nfc(party.name).casefold()


def capacity(dossier: Dossier, name: str, id_number: str) -> str:
    """Return as what somebody collects: the dossier's "owner", its "submitter", or "another"."""
    if not is_theirs(dossier, name, id_number):
        return "another"
    owner = dossier.owner or dossier.submitter
    return "owner" if _is(owner, name, id_number) else "submitter"


def check_collector(dossier: Dossier, who: Collecting) -> None:
    """Refuse a stranger without a paper.

    Raises:
        CollectorBlockedError.
    """
    if not who.authority and not is_theirs(dossier, who.to, who.id_number):
        raise CollectorBlockedError(code=dossier.code)


def originals(papers: Sequence[Paper], rules: HandoverRules) -> tuple[Paper, ...]:
    """Return the papers that were kept as originals and must go back to the citizen."""
    return tuple(
        paper
        for paper in papers
        if paper.original and not paper.shown and not _stays(paper.name, rules)
    )


def _stays(name: str, rules: HandoverRules) -> bool:
    words = re.sub(r"^[0-9]+ (?:bộ )?", "", nfc(name).strip().casefold())
    return words.startswith(rules.stays)


# -- how long it lies, and where ---------------------------------------------------------------


def days_waiting(finished_at: datetime, now: datetime) -> int:
    """Return how many days ago, by the calendar of the wall, there was a result."""
    return max((now.astimezone(VN).date() - finished_at.astimezone(VN).date()).days, 0)


def age_group(days: int) -> int:
    """Return the place in `AGES` of so many days."""
    return next(at for at, (_, last) in enumerate(AGES) if last is None or days <= last)


def shelf_slot(text: str) -> str:
    """Return a place of the shelf as it is stored: A3; nothing for nothing.

    Raises:
        ShelfSlotError.
    """
    tidy = nfc(text).strip().upper()
    if tidy and not _SLOT.fullmatch(tidy):
        raise ShelfSlotError(given=tidy[:12])
    return tidy


def shelf_barcode(slot: str) -> str:
    """Return the eight digits of a place's label: an input method turns letters into others."""
    found = re.fullmatch(r"([A-Z]+)([0-9]+)", slot)
    assert found is not None  # noqa: S101 - `shelf_slot` made it
    letters = 0
    for letter in found[1]:
        letters = letters * _LETTERS + ord(letter) - ord("A") + 1
    number = int(found[2]) + _OFFSETS[len(found[2])]
    return f"{_MARK}{letters * _PLACES + number:06d}"


def read_shelf(text: str) -> str:
    """Return the place that was scanned or typed, "" for anything else."""
    scanned = text.strip()
    if _SHELF_CODE.fullmatch(scanned):
        letters, number = divmod(int(scanned[len(_MARK) :]), _PLACES)
        return f"{_letters(letters)}{_digits(number)}" if letters else ""
    typed = nfc(scanned).upper()
    return typed if _SLOT.fullmatch(typed) else ""


def _letters(number: int) -> str:
    told = ""
    while number:
        number, rest = divmod(number - 1, _LETTERS)
        told = chr(ord("A") + rest) + told
    return told


def _digits(number: int) -> str:
    width = max(wide for wide, offset in _OFFSETS.items() if offset <= number)
    return f"{number - _OFFSETS[width]:0{width}d}"


def shelf_line(text: str) -> tuple[str, ...]:
    """Return the places that "A1-A12, B3" names, for printing their labels.

    Raises:
        ShelfSlotError: a part is no place, or the line is longer than anybody's shelf.
    """
    found: list[str] = []
    for part in re.split(r"[,;\s]+", nfc(text).strip().upper()):
        line = _LINE.fullmatch(part)
        if line is None:
            found.append(shelf_slot(part))
            continue
        width = len(line[2])
        numbers = range(int(line[2]), int(line[3]) + 1)
        found += [f"{line[1]}{number:0{width}d}" for number in numbers[: _MOST_LABELS + 1]]
    made = tuple(dict.fromkeys(slot for slot in found if slot))
    if not 0 < len(made) <= _MOST_LABELS:
        raise ShelfSlotError(given=text[:12])
    return made


# -- a wrong result ----------------------------------------------------------------------------


def mend_until(returned_at: datetime, rules: HandoverRules, calendar: Calendar) -> datetime:
    """Return until when a wrong result is corrected at no cost."""
    day = returned_at.astimezone(VN).date()
    return calendar.closing(calendar.add_working_days(day, rules.mend_days))


def check_mendable(
    dossier: Dossier, now: datetime, rules: HandoverRules, calendar: Calendar
) -> None:
    """Refuse a free correction of what was not handed over, or too long ago.

    Raises:
        NothingToMendError, MendTooLateError: with the last day and the rule.
    """
    if dossier.status is not Status.RETURNED or dossier.returned_at is None or dossier.voided:
        raise NothingToMendError(code=dossier.code)
    last = mend_until(dossier.returned_at, rules, calendar)
    if now > last:
        raise MendTooLateError(
            code=dossier.code,
            returned=f"{dossier.returned_at.astimezone(VN):%d/%m/%Y}",
            until=f"{last:%d/%m/%Y}",
            days=rules.mend_days,
            basis=rules.mend_basis,
        )
