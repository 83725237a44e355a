"""The steps of processing: each action of the contract is one commit of one or two events."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from desk.domain import deadline, rights
from desk.domain import dossier as rule
from desk.domain import events as ev
from desk.domain.deadline import Due
from desk.domain.errors import InputError, RuleError
from desk.domain.handed import parse_paper
from desk.domain.records import VN, Actor, Dossier, Paper, Status
from desk.models import log, numbers
from desk.models.log import Written
from desk.services import print_queue, remarks
from desk.services.finding import find
from desk.services.intake import DueReasonError, DueRequiredError
from desk.services.steps import ArgumentMissingError, Details, Step
from desk.services.workplace import Workplace

__all__ = ["ACTIONS", "Details", "act", "open_actions"]


class UnknownActionError(InputError):
    """There is no such action."""


class BadAmountError(InputError):
    """An amount of money is negative or absurd."""


class ActionTimeError(InputError):
    """A step cannot have happened in the future or before the dossier's last step."""


class TimelessActionError(InputError):
    """The step is the act of writing itself: it happens when it is written."""


class NothingDueYetError(RuleError):
    """The citizen still has time to answer; the dossier cannot be closed yet."""


class AlreadyHeldError(RuleError):
    """Whoever would claim the dossier has it in hand already."""


_MOST: Final = 10_000_000_000  # đồng


def act(
    work: Workplace,
    code: str,
    action: str,
    by: Actor,
    details: Details | None = None,
    *,
    printed: bool = True,
) -> Dossier:
    """Do one step of processing and return the dossier after it.

    Raises:
        UnknownActionError, ArgumentMissingError, NotAllowedError, IllegalMoveError,
        NotHolderError, VoidedError and the rules' own errors: nothing was written.
    """
    step = _STEPS.get(action)
    if step is None:
        raise UnknownActionError(action=action[:40])
    rights.require(by, action)
    details = details or Details()
    if details.at is not None and action in _TIMELESS:
        raise TimelessActionError(action=action)
    with work.database.write() as tx:
        now = work.now()
        stored = find(tx, code)
        rule.target(stored.state, action)
        me = log.this_counter(tx)
        rule.require_holder(stored.state, action, me.device)
        at = _moment(details, stored.state, now)
        made = Step(work, tx, me, by, stored, details, at, now)
        written = _write(made, step(made), action, printed=printed)
    assert written.dossier is not None  # noqa: S101 - it has a row, so events begin it
    return written.dossier


def _moment(details: Details, state: Dossier, now: datetime) -> datetime:
    if details.at is None:
        return now
    at = details.at.astimezone(VN)
    told = (state.filed_at, state.received_at, state.suspended_at, state.finished_at)
    if at > now or any(before is not None and at < before for before in told):
        raise ActionTimeError(given=f"{at:%H:%M %d/%m/%Y}")
    return at


#: Forms that an action prints, rendered after the commit.
_FORMS: Final[Mapping[str, str]] = {
    "accept": "receipt",
    "guide": "supplement",
    "supplement": "supplement",
    "supplemented": "receipt",
    "reject": "refusal",
    "apologise": "apology",
    "stop": "stop",
    "close": "closing",
}
_TIMELESS: Final = ("correct", "note", "resolve", "alias", "void")
_TAKES_CUSTODY: Final = ("accept", "guide")


def _write(step: Step, body: ev.Body, action: str, *, printed: bool) -> Written:
    state, held = step.dossier, step.dossier.custody
    takes = (
        action in _TAKES_CUSTODY
        or (action == "reject" and state.status is Status.FILED)
        or (action == "claim" and state.holder != step.me.device)
        or action == "forward"
    )
    written = log.append(
        step.tx,
        body,
        step.by,
        step.now,
        stored=step.stored,
        custody=held + 1 if takes else held,
    )
    form = _FORMS.get(action)
    if form is not None and printed:
        print_queue.queue(step.tx, form, written.dossier_id, written.id, step.now)
    return written


# -- one function an action --------------------------------------------------------------------


def _accept(step: Step) -> ev.Body:
    return _accepted(step)


def _accepted(step: Step) -> ev.Accepted:
    work, state = step.work, step.dossier
    procedure = work.rules.catalogue.get(state.procedure)
    day = step.at.date()
    regime = work.rules.regime(day)
    given = step.details.due
    if given is not None:
        if not step.details.reason.strip():
            raise DueReasonError
        deadline.check_later(given, step.at)
        due = Due(at=given.astimezone(VN), lines=(step.details.reason,), provisional=False)
    elif procedure.limit.value is None:
        raise DueRequiredError(procedure=procedure.code)
    else:
        due = deadline.due(step.at, procedure.limit, work.rules.calendar, regime)
    volume = numbers.volume(step.me, day)
    return ev.Accepted(
        received_at=step.at,
        due_at=due.at,
        due_why=due.lines,
        due_note=step.details.reason if given is not None else "",
        limit=procedure.limit,
        catalogue=work.rules.catalogue.version,
        calendar=work.rules.calendar.version,
        regime=regime.id,
        book=f"{volume}/{day.year}",
        line=numbers.next_serial(step.tx, "book", day.year, volume),
        holder_name=step.me.label,
    )


def _guide(step: Step) -> ev.Body:
    regime = step.work.rules.regime(step.at.date())
    return ev.Guided(
        number=step.number("supplement"),
        reason=step.need("reason"),
        items=step.details.items,
        asked_at=step.at,
        until=deadline.supplement_until(step.at, regime, step.work.rules.calendar),
        regime=regime.id,
        holder_name=step.me.label,
    )


def _claim(step: Step) -> ev.Body:
    state, assignee = step.dossier, step.details.to or step.by.login
    here = state.holder == step.me.device and state.assignee == assignee
    if here and state.status is not Status.RECEIVED:
        raise AlreadyHeldError(code=state.code)
    name = step.by.name if assignee == step.by.login else ""
    return ev.Claimed(
        assignee=assignee, assignee_name=name, holder_name=step.me.label, claimed_at=step.told_at
    )


def _forward(step: Step) -> ev.Body:
    return ev.Forwarded(
        to=step.need("to"),
        holder_name=step.me.label,
        note=step.details.reason,
        forwarded_at=step.told_at,
    )


def _supplement(step: Step) -> ev.Body:
    regime = step.work.rules.regime(step.at.date(), step.dossier.regime)
    return ev.SupplementAsked(
        number=step.number("supplement"),
        reason=step.need("reason"),
        items=step.details.items,
        asked_at=step.at,
        until=deadline.supplement_until(step.at, regime, step.work.rules.calendar),
    )


def _supplemented(step: Step) -> ev.Body:
    state = step.dossier
    if state.came_from is Status.FILED:
        accepted = _accepted(step)
        return ev.Supplemented(
            answered_at=step.at,
            due_at=accepted.due_at,
            due_why=accepted.due_why,
            papers=_completed(step),
            accepted=accepted,
        )
    limit = step.limit()
    if limit.value is None:  # the due date was given by hand: there is nothing to count again
        due = _after_pause(step)
    else:
        due = deadline.after_supplement(
            due_at=_due_of(state),
            asked_at=state.suspended_at or step.at,
            answered_at=step.at,
            limit=limit,
            calendar=step.work.rules.calendar,
            regime=step.work.rules.regime(step.at.date(), state.regime),
        )
    return ev.Supplemented(
        answered_at=step.at, due_at=due.at, due_why=due.lines, papers=_completed(step)
    )


def _completed(step: Step) -> tuple[Paper, ...]:
    """Return the dossier's papers with those just brought; nothing where none was written down."""
    given = step.details
    brought = (*given.papers, *(parse_paper(item, "items") for item in given.items))
    if not brought:
        return ()
    return (*step.dossier.papers, *(replace(paper, added=True) for paper in brought))


def _due_of(state: Dossier) -> datetime:
    assert state.due_at is not None  # noqa: S101 - every accepted dossier has a due date
    return state.due_at


def _after_pause(step: Step) -> Due:
    """Return the due date moved on by the time that the dossier has waited."""
    state = step.dossier
    regime = step.work.rules.regime(step.at.date(), state.regime)
    return deadline.after_waiting(
        due_at=_due_of(state),
        since=state.suspended_at or step.at,
        until=step.at,
        limit=state.limit,
        calendar=step.work.rules.calendar,
        basis=regime.basis.waiting,
    )


def _amount(step: Step) -> int:
    amount = step.details.amount
    if amount is None:
        raise ArgumentMissingError(argument="amount")
    if not 0 < amount <= _MOST:
        raise BadAmountError(amount=amount)
    return amount


def _fee(step: Step) -> ev.Body:
    return ev.FeeAsked(amount=_amount(step), asked_at=step.at, reason=step.details.reason)


def _paid(step: Step) -> ev.Body:
    if step.details.amount is None and step.dossier.fee_asked is not None:
        step = replace(step, details=replace(step.details, amount=step.dossier.fee_asked))
    due = _after_pause(step)
    return ev.FeePaid(
        amount=_amount(step), serial=step.details.id_number, due_at=due.at, due_why=due.lines
    )


def _reject(step: Step) -> ev.Body:
    reason = step.need("reason")
    return ev.Refused(number=step.number("refusal"), reason=reason, refused_at=step.at)


def _withdraw(step: Step) -> ev.Body:
    return ev.WithdrawalAsked(asked_at=step.at, reason=step.details.reason)


def _resume(step: Step) -> ev.Body:
    if step.dossier.withdrawn_from in (Status.SUPPLEMENT, Status.PAYMENT):
        return ev.Resumed(reason=step.details.reason)  # its clock stands still as before
    due = _after_pause(step)
    return ev.Resumed(due_at=due.at, due_why=due.lines, reason=step.details.reason)


def _stop(step: Step) -> ev.Body:
    return ev.Stopped(number=step.number("stop"), stopped_at=step.at, reason=step.details.reason)


def _close(step: Step) -> ev.Body:
    until = step.dossier.answer_until
    if until is None or step.at <= until:
        last = f"{until:%d/%m/%Y}" if until else "–"
        raise NothingDueYetError(code=step.dossier.code, until=last)
    return ev.Closed(closed_at=step.at, reason=step.details.reason)


def _new_due(step: Step) -> datetime:
    given = step.details.due
    if given is None:
        raise ArgumentMissingError(argument="due")
    deadline.check_later(given, max(_due_of(step.dossier), step.at))
    return given.astimezone(VN)


def _apologise(step: Step) -> ev.Body:
    state = step.dossier
    kind = deadline.may_apologise(
        step.at,
        _due_of(state),
        int(state.apologised),
        step.work.rules.regime(step.at.date(), state.regime),
        step.work.rules.calendar,
    )
    return ev.Apologised(
        number=step.number("apology"),
        reason=step.need("reason"),
        due_at=_new_due(step),
        asked_at=step.at,
        before_due=kind == "before",
    )


def _verify(step: Step) -> ev.Body:
    reason = step.need("reason")
    if step.details.due is not None:
        return ev.Extended(reason=reason, due_at=_new_due(step), due_why=(reason,))
    state = step.dossier
    due = deadline.verification_due(
        _due_of(state),
        step.limit(),
        step.work.rules.calendar,
        step.work.rules.regime(step.at.date(), state.regime),
    )
    return ev.Extended(reason=reason, due_at=due.at, due_why=due.lines)


def _finish(step: Step) -> ev.Body:
    return ev.Finished(finished_at=step.at, note=step.details.reason)


def _hand_over(step: Step) -> ev.Body:
    return ev.Returned(
        to=step.need("to"),
        id_number=step.details.id_number,
        returned_at=step.at,
        note=step.details.reason,
    )


_STEPS: Final[Mapping[str, Callable[[Step], ev.Body]]] = {
    "accept": _accept,
    "guide": _guide,
    "claim": _claim,
    "forward": _forward,
    "supplement": _supplement,
    "supplemented": _supplemented,
    "fee": _fee,
    "paid": _paid,
    "reject": _reject,
    "withdraw": _withdraw,
    "resume": _resume,
    "stop": _stop,
    "close": _close,
    "apologise": _apologise,
    "verify": _verify,
    "finish": _finish,
    "hand-over": _hand_over,
    "correct": remarks.correct,
    "note": remarks.note,
    "resolve": remarks.resolve,
    "void": remarks.void,
    "alias": remarks.alias,
}
ACTIONS: Final = tuple(_STEPS)


def open_actions(state: Dossier, by: Actor, device: str) -> tuple[str, ...]:
    """Return the actions that this user could take now, in the contract's order."""
    found = []
    for action in ACTIONS:
        if _why_closed(state, action, by, device) is not None:
            continue
        if action == "claim" and state.holder == device and state.assignee == by.login:
            continue
        found.append(action)
    return tuple(found)


def closed_actions(state: Dossier, by: Actor, device: str) -> tuple[tuple[str, RuleError], ...]:
    """Return the actions that this user could not take now, each with the rule that says so."""
    pairs = ((action, _why_closed(state, action, by, device)) for action in ACTIONS)
    return tuple((action, why) for action, why in pairs if why is not None)


def _why_closed(state: Dossier, action: str, by: Actor, device: str) -> RuleError | None:
    try:
        rights.require(by, action)
        rule.target(state, action)
        rule.require_holder(state, action, device)
    except RuleError as error:
        return error
    return None
