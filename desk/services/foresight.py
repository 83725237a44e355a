"""What a step would mean, before anybody takes it: its new date, its law, its usual words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from desk.domain import deadline, rights
from desk.domain.errors import RuleError
from desk.domain.inner_steps import following
from desk.domain.reasons import ground_of
from desk.domain.records import VN, Actor, Dossier, Procedure, TimeLimit, Unit
from desk.domain.views import Foreseen
from desk.domain.warning import Warning_
from desk.services import proposals, reasons
from desk.services.finding import find
from desk.services.new_dates import missed_or_due
from desk.services.workplace import Workplace

_DIGITS = 4  # of a dossier's code, typed before it is struck out


def foresee(work: Workplace, by: Actor, code: str, action: str) -> Foreseen:
    """Return what a step of a dossier would mean; nothing is written.

    Raises:
        UnknownCodeError, AmbiguousCodeError.
    """
    now = work.now()
    with work.database.read() as tx:
        state = find(tx, code).state
        procedure = _procedure(work, state)
        seen = Foreseen(
            action=action,
            reasons=_reasons(tx, work, action, procedure),
            papers=_papers(procedure, state),
            steps=tuple(
                (each.key, each.name)
                for each in following(work.rules.steps, state.step, procedure)
                if each.key != state.step
            ),
            digits=state.code[-_DIGITS:],
        )
    if action == "supplement" and state.supplements:
        regime = work.rules.regime(now.date(), state.regime)
        may = "supplement-again" in rights.RIGHTS.get(by.role, frozenset())
        seen = replace(seen, law=regime.basis.once, again=not may)
    if action == "supplement":
        seen = replace(seen, warnings=asked_late(state, now))
    if action in _DATED and state.due_at is not None:
        seen = replace(seen, calendar=work.rules.calendar)
        try:
            seen = _dated(work, state, procedure, seen, now)
        except RuleError as error:
            seen = replace(seen, refused=error)
    return seen


def asked_late(state: Dossier, asked_at: datetime) -> tuple[Warning_, ...]:
    """Say that a citizen is asked to complete a dossier whose due time has passed (decision 41)."""
    due = deadline.measured_by(state)
    if due is None or not deadline.overdue(due, asked_at):
        return ()
    return (Warning_(code="supplement_late", facts=(("due", f"{due.astimezone(VN):%d/%m/%Y}"),)),)


_DATED = frozenset(("verify", "apologise", "propose"))


def _procedure(work: Workplace, state: Dossier) -> Procedure:
    known = work.rules.catalogue.procedures.get(state.procedure)
    limit = state.limit or TimeLimit(value=None, unit=Unit.WORKING_DAYS)
    unknown = Procedure(
        code=state.procedure, name=state.procedure_name, area="", agency="", limit=limit
    )
    return known or unknown


def _reasons(tx: Connection, work: Workplace, action: str, procedure: Procedure) -> tuple[str, ...]:
    kind = "apologise" if action == "propose" else action
    return reasons.offered(tx, work, kind, procedure)


def _papers(procedure: Procedure, state: Dossier) -> tuple[str, ...]:
    """Return the papers that may be missing: the procedure's, and what was handed in."""
    asked = [paper.name for paper in procedure.papers if not paper.present_only]
    handed = [paper.name for paper in state.papers if not paper.shown]
    return tuple(dict.fromkeys([*asked, *handed]))


def _dated(
    work: Workplace, state: Dossier, procedure: Procedure, seen: Foreseen, now: datetime
) -> Foreseen:
    assert state.due_at is not None  # noqa: S101 - asked by the caller
    regime = work.rules.regime(now.date(), state.regime)
    calendar = work.rules.calendar
    if seen.action == "verify":
        ground = ground_of(work.rules.grounds, procedure)
        limit = state.limit or procedure.limit
        due = deadline.verification_due(state.due_at, limit, calendar, regime, ground)
        return replace(seen, due_at=due.at, lines=due.lines, ground=ground.text if ground else "")
    deadline.may_apologise(now, missed_or_due(state), int(state.apologised), regime, calendar)
    return replace(seen, due_at=proposals.new_due(work, state, now), ground=regime.basis.apology)
