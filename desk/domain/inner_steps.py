"""The inner steps of processing, as data: who does what after whom while a dossier is in hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desk.domain.errors import InputError
from desk.domain.records import Procedure
from desk.domain.ruledata import Entry, RuleDataError


class BadStepsError(RuleDataError):
    """The data of the inner steps cannot be used."""


class UnknownStepError(InputError):
    """There is no such inner step for this procedure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InnerStep:
    """One inner step; without procedures and areas it is every procedure's.

    `next` names the steps that usually follow; a step that none follows is the last one.
    """

    key: str
    name: str
    role: str
    next: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()

    @property
    def is_last(self) -> bool:
        """Whether the result comes out of this step."""
        return not self.next

    def fits(self, procedure: Procedure) -> bool:
        """Whether dossiers of a procedure go through it."""
        if not self.areas and not self.procedures:
            return True
        return procedure.code in self.procedures or procedure.area in self.areas


def parse_steps(data: object) -> tuple[InnerStep, ...]:
    """Read the inner steps from their JSON, in their order; raises `BadStepsError`."""
    top = Entry(data, at="steps", error=BadStepsError)
    top.text("note", default="")
    found: list[InnerStep] = []
    entries = []
    for entry in top.entries("steps"):
        step = InnerStep(
            key=entry.text("key"),
            name=entry.text("name"),
            role=entry.text("role"),
            next=entry.texts("next"),
            areas=entry.texts("areas"),
            procedures=entry.texts("procedures"),
        )
        entry.close()
        if step.key in {each.key for each in found}:
            entry.fail("key", f"≠ {step.key}", step.key)
        found.append(step)
        entries.append(entry)
    top.close()
    keys = {step.key for step in found}
    for step, entry in zip(found, entries, strict=True):
        for key in step.next:
            if key not in keys:
                entry.fail("next", " | ".join(keys), key)
    return tuple(found)


def step_named(steps: Sequence[InnerStep], key: str, procedure: Procedure) -> InnerStep:
    """Return a procedure's inner step by its key or its name, or raise `UnknownStepError`."""
    fitting = [step for step in steps if step.fits(procedure)]
    for step in fitting:
        if key in (step.key, step.name):
            return step
    raise UnknownStepError(step=key[:40], known=", ".join(step.key for step in fitting))


def following(steps: Sequence[InnerStep], key: str, procedure: Procedure) -> tuple[InnerStep, ...]:
    """Return a procedure's steps, those that usually follow `key` first; "": it begins."""
    fitting = [step for step in steps if step.fits(procedure)]
    here = next((step for step in fitting if step.key == key), None)
    usual = here.next if here else tuple(step.key for step in fitting[:1])
    return tuple(sorted(fitting, key=lambda step: step.key not in usual))
