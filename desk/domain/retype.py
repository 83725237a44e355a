"""What is typed again into a ministry's program: which fields, in which order, for which target."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from desk.domain.person import FEMALE, MALE
from desk.domain.records import VN, Dossier, Party
from desk.domain.ruledata import Entry, RuleDataError
from desk.domain.text import nfc


class BadRetypeRulesError(RuleDataError):
    """The data of what is typed again cannot be used."""


_OURS: Final = re.compile(r"[0-9]{9}|[0-9]{10}|[0-9]{12}|[0-9]{16}")
_PARTY: Final = (
    "name",
    "personal_id",
    "old_id",
    "tax_code",
    "birth_date",
    "sex",
    "phone",
    "address",
    "email",
    "id_issued",
)
_OWN: Final = (
    "code",
    "procedure",
    "procedure_name",
    "received_day",
    "due_day",
    "fee",
    "fee_serial",
    "authority",
    "note",
)
ANSWERS: Final = "answers"  # every answer of the procedure's own form, in its order
FIELDS: Final = (
    *_OWN,
    ANSWERS,
    *(f"{who}.{name}" for who in ("subject", "submitter") for name in _PARTY),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A program that dossiers are typed into again, and its fields in their order."""

    id: str
    name: str
    fields: tuple[str, ...]
    areas: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()

    def takes(self, procedure: str, area: str) -> bool:
        """Tell whether dossiers of a procedure are typed into it."""
        anywhere = not self.areas and not self.procedures
        return anywhere or area in self.areas or procedure in self.procedures


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One field to be typed: its key, its words where the form has its own, its value."""

    key: str
    value: str
    label: str = ""


def parse_retype(data: object) -> tuple[Target, ...]:
    """Read the targets from their JSON.

    Raises:
        BadRetypeRulesError: naming the entry that cannot be used.
    """
    whole = Entry(data, at="retype", error=BadRetypeRulesError)
    whole.text("note", "")
    made = tuple(_target(entry) for entry in whole.entries("targets"))
    whole.close()
    return made


def _target(entry: Entry) -> Target:
    made = Target(
        id=entry.text("id"),
        name=entry.text("name"),
        areas=entry.texts("areas"),
        procedures=entry.texts("procedures"),
        fields=entry.texts("fields"),
    )
    entry.close()
    unknown = next((name for name in made.fields if name not in FIELDS), None)
    if unknown is not None or not made.fields:
        entry.fail("fields", "code | subject.name | answers | …", unknown)
    return made


def pieces(dossier: Dossier, target: Target) -> tuple[Piece, ...]:
    """Return what is to be typed, in order; what is not known is left out."""
    return tuple(piece for name in target.fields for piece in _piece(dossier, name) if piece.value)


def _piece(dossier: Dossier, name: str) -> Iterator[Piece]:
    if name == ANSWERS:
        for answer in dossier.answers:
            yield Piece(key=answer.key, value=_one_line(answer.value), label=answer.label)
        return
    who, _, field = name.partition(".")
    if field:
        party = dossier.submitter if who == "submitter" else dossier.subject
        yield Piece(key=name, value=_of_party(party, field))
    else:
        yield Piece(key=name, value=_own(dossier, name))


def _of_party(party: Party, field: str) -> str:
    value = str(getattr(party, field))
    if field == "birth_date":
        return "/".join(reversed(value.split("-"))) if value else ""
    if field == "sex":
        return {MALE: "Nam", FEMALE: "Nữ"}.get(value, value)
    return _one_line(value)


def _own(dossier: Dossier, name: str) -> str:
    if name in ("received_day", "due_day"):
        at = dossier.received_at if name == "received_day" else dossier.due_at
        return f"{at.astimezone(VN):%d/%m/%Y}" if at is not None else ""
    value = getattr(dossier, name)
    return "" if value is None else _one_line(str(value))


def _one_line(value: str) -> str:
    """Return a value that pastes into one field: a line break would leave it half-way."""
    return re.sub(r"\s+", " ", nfc(value)).strip()


def fitting(targets: Sequence[Target], procedure: str, area: str) -> tuple[Target, ...]:
    """Return the targets that a procedure's dossiers are typed into, the particular ones first."""
    found = [each for each in targets if each.takes(procedure, area)]
    return tuple(sorted(found, key=lambda each: not (each.areas or each.procedures)))


def is_ours(code: str) -> bool:
    """Tell whether a scanned code is a dossier's own barcode or a person's number.

    Such a scan asks for a dossier; it is never another program's name for this one.
    """
    return bool(_OURS.fullmatch(code)) or "|" in code
