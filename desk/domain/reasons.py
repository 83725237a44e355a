"""Reasons of supplements, refusals, apologies …: the library, and how a few letters find one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desk.domain.records import Procedure
from desk.domain.ruledata import Entry, RuleDataError
from desk.domain.text import fold


class BadReasonsError(RuleDataError):
    """The data of the reasons cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason as papers state it; without procedures and areas it fits every procedure."""

    kind: str  # the action that it is for
    text: str
    areas: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    uses: int = 0  # at this office

    def fits(self, kind: str, procedure: Procedure) -> bool:
        """Whether it may be the reason of this action on a dossier of the procedure."""
        if self.kind != kind:
            return False
        return self.is_general or procedure.code in self.procedures or procedure.area in self.areas

    @property
    def is_general(self) -> bool:
        """Whether it is bound to no procedure."""
        return not self.areas and not self.procedures


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a law allows a verification to add to the time limit, in working days."""

    text: str
    days: int
    areas: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()


def parse_reasons(data: object) -> tuple[Reason, ...]:
    """Read the library from its JSON; raises `BadReasonsError`."""
    top = Entry(data, at="reasons", error=BadReasonsError)
    top.text("note", default="")
    found = []
    for entry in top.entries("reasons"):
        reason = Reason(
            kind=entry.text("kind"),
            text=entry.text("text"),
            areas=entry.texts("areas"),
            procedures=entry.texts("procedures"),
        )
        entry.close()
        found.append(reason)
    top.close()
    return tuple(found)


def parse_grounds(data: object) -> tuple[Ground, ...]:
    """Read the legal grounds of verifications from their JSON; raises `BadReasonsError`."""
    top = Entry(data, at="grounds", error=BadReasonsError)
    top.text("note", default="")
    found = []
    for entry in top.entries("grounds"):
        ground = Ground(
            text=entry.text("text"),
            days=entry.whole("days", 1, 366),
            areas=entry.texts("areas"),
            procedures=entry.texts("procedures"),
        )
        entry.text("confidence", default="")
        entry.close()
        found.append(ground)
    top.close()
    return tuple(found)


def ground_of(grounds: Iterable[Ground], procedure: Procedure) -> Ground | None:
    """Return the ground on which a verification may extend a procedure's limit.

    One that names the procedure goes before one that names its area.
    """
    every = tuple(grounds)
    for ground in every:
        if procedure.code in ground.procedures:
            return ground
    return next((ground for ground in every if procedure.area in ground.areas), None)


def ranked(library: Iterable[Reason], own: Iterable[Reason]) -> tuple[Reason, ...]:
    """Join library and this office's own: most used first, else as the library has them."""
    joined: dict[str, Reason] = {}
    for reason in (*own, *library):
        joined.setdefault(reason.text, reason)
    place = {reason.text: at for at, reason in enumerate(library)}
    last = len(place)
    return tuple(sorted(joined.values(), key=lambda each: (-each.uses, place.get(each.text, last))))


def picked(reasons: Iterable[str], typed: str) -> tuple[str, ...]:
    """Return the reasons that a few letters mean, folded.

    The letters are the beginnings of words in their order, or the first letters of words that
    follow one another.
    """
    wanted = fold(typed).split()
    return tuple(text for text in reasons if _means(fold(text).split(), wanted))


def _means(words: list[str], wanted: list[str]) -> bool:
    initials = "".join(word[0] for word in words)
    return "".join(wanted) in initials or _begins(words, wanted)


def _begins(words: list[str], wanted: list[str]) -> bool:
    at = 0
    for part in wanted:
        while at < len(words) and not words[at].startswith(part):
            at += 1
        if at == len(words):
            return False
        at += 1
    return True
