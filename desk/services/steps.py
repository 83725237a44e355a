"""What the steps of processing are given: one action about to happen, and its details."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from desk.domain.errors import InputError
from desk.domain.records import Actor, Dossier, Paper, Procedure, TimeLimit, Unit
from desk.models.log import Counter
from desk.models.projection import Stored
from desk.services.intake import form_number
from desk.services.workplace import Workplace


class ArgumentMissingError(InputError):
    """The action needs something that was not given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What an action may be given besides its name."""

    reason: str = ""
    due: datetime | None = None
    to: str = ""
    id_number: str = ""
    authority: str = ""  # the paper by which another than the dossier's people collects
    amount: int | None = None
    at: datetime | None = None
    items: tuple[str, ...] = ()  # asked for; `supplemented`: brought; `finish`: certified
    papers: tuple[Paper, ...] = ()  # what was brought, counted already
    changes: tuple[tuple[str, str], ...] = ()
    step: str = ""  # key or name of the inner step that it is forwarded to
    again: str = ""  # why the citizen is asked to complete it once more
    seen: tuple[str, ...] = ()  # the dossier's `heads` as its reader saw them; (): nobody looked


@dataclass(frozen=True, slots=True)
class Step:
    """One action about to happen."""

    work: Workplace
    tx: Connection
    me: Counter
    by: Actor
    stored: Stored
    details: Details
    at: datetime  # when it happened, as told
    now: datetime  # when it is written

    @property
    def dossier(self) -> Dossier:
        """The dossier as it is before the step."""
        return self.stored.state

    @property
    def told_at(self) -> datetime | None:
        """When it happened, where that was told; else the event's own time says it."""
        return self.at if self.details.at is not None else None

    def need(self, name: str) -> str:
        """Return a detail that the action cannot do without.

        Raises:
            ArgumentMissingError: it was not given.
        """
        value = str(getattr(self.details, name)).strip()
        if not value:
            raise ArgumentMissingError(argument=name)
        return value

    def number(self, form: str) -> str:
        """Return the next own number of a form."""
        return form_number(self.tx, form, self.at.date())

    def procedure(self) -> Procedure:
        """Return the dossier's procedure as the catalogue has it now, else as its receipt did."""
        state, known = self.dossier, self.work.rules.catalogue.procedures
        unknown = Procedure(
            code=state.procedure,
            name=state.procedure_name,
            area="",
            agency="",
            limit=self.limit(),
        )
        return known.get(state.procedure, unknown)

    def limit(self) -> TimeLimit:
        """Return the time limit that the dossier was received under."""
        return self.dossier.limit or TimeLimit(value=None, unit=Unit.WORKING_DAYS)
