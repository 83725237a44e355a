"""What is drafted for a leader, who approves it in one key wherever he sits."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from desk.domain import apology, deadline
from desk.domain import events as ev
from desk.domain.errors import InputError, RuleError
from desk.domain.records import VN, Dossier
from desk.services.new_dates import missed_or_due
from desk.services.steps import Step
from desk.services.workplace import Workplace

#: The steps that may be drafted: those that a leader alone takes and the citizen hears of.
PROPOSABLE: Final = ("apologise",)


class NoProposalError(RuleError):
    """Nothing about this dossier waits for a leader."""


class AlreadyProposedError(RuleError):
    """A draft about this dossier waits for a leader already."""


class NotProposableError(InputError):
    """Such a step is not drafted for a leader."""


def require(state: Dossier, action: str) -> None:
    """Refuse to answer where nothing was asked, and to ask twice.

    Raises:
        NoProposalError, AlreadyProposedError.
    """
    if action in ("approve", "decline") and state.proposal is None:
        raise NoProposalError(code=state.code)
    if action == "propose":
        if state.proposal is not None:
            raise AlreadyProposedError(code=state.code)
        if state.apologised:
            raise deadline.AlreadyApologisedError(times=1)


def propose(step: Step) -> ev.Body:
    """Draft an apology with its new date, which is computed where none is given.

    Raises:
        NotProposableError, ArgumentMissingError, AlreadyApologisedError, ApologyTooLateError,
        DueNotLaterError.
    """
    state, given = step.dossier, step.details
    action = given.step or PROPOSABLE[0]
    if action not in PROPOSABLE:
        raise NotProposableError(action=action[:40], known=", ".join(PROPOSABLE))
    assert state.due_at is not None  # noqa: S101 - every accepted dossier has a due date
    regime = step.work.rules.regime(step.at.date(), state.regime)
    calendar = step.work.rules.calendar
    deadline.may_apologise(step.at, missed_or_due(state), int(state.apologised), regime, calendar)
    due = given.due.astimezone(VN) if given.due else new_due(step.work, state, step.at)
    deadline.check_later(due, max(state.due_at, step.at))
    return ev.Proposed(action=action, reason=step.need("reason"), due_at=due)


def decline(step: Step) -> ev.Body:
    """Take a draft back, or send it back with a reason."""
    return ev.Proposed(action="", reason=step.details.reason)


def approved(step: Step) -> tuple[str, Step]:
    """Return the drafted step, with what was drafted unless the leader gives otherwise."""
    proposal = step.dossier.proposal
    assert proposal is not None  # noqa: S101 - `require` has been asked
    given = step.details
    details = replace(
        given, reason=given.reason or proposal.reason, due=given.due or proposal.due_at
    )
    return proposal.action, replace(step, details=details)


def new_due(work: Workplace, state: Dossier, now: datetime) -> datetime:
    """Return the new date that an apology about a dossier proposes."""
    assert state.due_at is not None  # noqa: S101 - every accepted dossier has a due date
    regime = work.rules.regime(now.date(), state.regime)
    return apology.new_due(state.due_at, now, regime, work.rules.calendar)
