"""The steps of processing: each action of the contract is one commit of one or two events."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from desk.domain import deadline, rights
from desk.domain import dossier as rule
from desk.domain import events as ev
from desk.domain.at_once import Item
from desk.domain.collection import Collecting, check_collector, is_theirs
from desk.domain.deadline import Due
from desk.domain.errors import InputError, RuleError
from desk.domain.handed import parse_paper
from desk.domain.inner_steps import step_named
from desk.domain.records import VN, Actor, Dossier, Paper, Status
from desk.models import log, numbers
from desk.models.log import Written
from desk.services import at_once, new_dates, print_queue, proposals, reasons, remarks, twins
from desk.services.finding import find
from desk.services.guards import require_fresh, require_once
from desk.services.intake import DueReasonError, DueRequiredError, form_number
from desk.services.new_dates import due_of
from desk.services.recalling import recall
from desk.services.steps import ArgumentMissingError, Details, Step
from desk.services.workplace import Workplace

__all__ = ["ACTIONS", "Details", "act", "open_actions", "recall"]


class UnknownActionError(InputError):
    """There is no such action; `known` are those that there are."""


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
        NotHolderError, VoidedError, ChangedMeanwhileError and the rules' own errors: nothing was
        written.
    """
    step = _STEPS.get(action)
    if step is None:
        raise UnknownActionError(action=action[:40], known=", ".join((*_STEPS, "recall")))
    rights.require(by, action)
    details = details or Details()
    if details.at is not None and action in _TIMELESS:
        raise TimelessActionError(action=action)
    with work.database.write() as tx:
        now = work.now()
        stored = find(tx, code)
        require_fresh(tx, stored, details.seen)
        rule.target(stored.state, action)
        proposals.require(stored.state, action)
        me = log.this_counter(tx)
        rule.require_holder(stored.state, action, me.device)
        at = _moment(details, stored.state, now)
        made = Step(work, tx, me, by, stored, details, at, now)
        if action == "approve":
            action, made = proposals.approved(made)
            rights.require(by, action)
            step = _STEPS[action]
        if action == "finish":
            made = _entered(made)
        written = _write(made, step(made), action, printed=printed)
        reasons.used(tx, action, made.details.reason, now)
        if action == "resolve":  # its number may be another dossier's, too
            twins.mark(tx, stored.state.code, by, now)
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
_TIMELESS: Final = ("correct", "note", "resolve", "alias", "void", "propose", "decline", "approve")
_TAKES_CUSTODY: Final = ("accept", "guide", "acknowledge")


def _write(step: Step, body: ev.Body, action: str, *, printed: bool) -> Written:
    state, held = step.dossier, step.dossier.custody
    from_city = action in _TAKES_CUSTODY or (action == "reject" and state.status is Status.FILED)
    takes = (
        (from_city and not state.holder)
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


def _acknowledge(step: Step) -> ev.Body:
    """Let the citizen's online filing be somebody's: its first clock is answered."""
    if step.dossier.holder:
        raise AlreadyHeldError(code=step.dossier.code)
    return ev.Claimed(
        assignee=step.by.login,
        assignee_name=step.by.name,
        holder_name=step.me.label,
        claimed_at=step.told_at,
    )


def _forward(step: Step) -> ev.Forwarded:
    given = step.details
    inner = None
    if given.step:
        inner = step_named(step.work.rules.steps, given.step, step.procedure())
    return ev.Forwarded(
        to=given.to.strip() or (inner.name if inner else step.need("to")),
        holder_name=step.me.label,
        note=given.reason,
        forwarded_at=step.told_at,
        step=inner.key if inner else "",
    )


def forward_many(
    work: Workplace, codes: Sequence[str], by: Actor, details: Details, *, printed: bool = True
) -> tuple[str, tuple[Dossier, ...]]:
    """Hand several dossiers on together; return the slip's number and the dossiers.

    All or none: the slip lists what really went along.

    Raises:
        As `act` does; UnknownCodeError where there is none.
    """
    rights.require(by, "forward")
    made: list[Written] = []
    with work.database.write() as tx:
        now, me = work.now(), log.this_counter(tx)
        number = form_number(tx, "batch", now.date())
        for code in codes:
            stored = find(tx, code)
            rule.target(stored.state, "forward")
            rule.require_holder(stored.state, "forward", me.device)
            step = Step(work, tx, me, by, stored, details, _moment(details, stored.state, now), now)
            body = replace(_forward(step), batch=number)
            made.append(_write(step, body, "forward", printed=False))
        if made and printed:
            print_queue.queue(tx, "batch", made[0].dossier_id, made[0].id, now)
    return number, tuple(each.dossier for each in made if each.dossier is not None)


def _supplement(step: Step) -> ev.Body:
    regime = step.work.rules.regime(step.at.date(), step.dossier.regime)
    require_once(step.dossier, step.by, step.details.again, regime)
    return ev.SupplementAsked(
        number=step.number("supplement"),
        reason=step.need("reason"),
        items=step.details.items,
        asked_at=step.at,
        until=deadline.supplement_until(step.at, regime, step.work.rules.calendar),
        again=step.details.again.strip(),
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
            due_at=due_of(state),
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


def _after_pause(step: Step) -> Due:
    """Return the due date moved on by the time that the dossier has waited."""
    state, calendar = step.dossier, step.work.rules.calendar
    due = due_of(state).astimezone(VN)
    if due.year not in calendar.years:
        # Of an earlier system and long past: no calendar reaches back there, and nothing moves.
        return Due(at=due, lines=(f"Hạn {due:%d/%m/%Y} đã qua, giữ nguyên",), provisional=False)
    regime = step.work.rules.regime(step.at.date(), state.regime)
    return deadline.after_waiting(
        due_at=due_of(state),
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


def _entered(step: Step) -> Step:
    """Enter what is certified in its book before it is finished, once (NĐ 23/2015 Đ.13, 14).

    A finishing that was taken back has used up its numbers: the lines are the dossier's.
    """
    if step.dossier.register:
        return step
    papers = [parse_paper(item, "items") for item in step.details.items]
    items = tuple(Item(what=p.name, pages=p.original, copies=p.copy or 1) for p in papers)
    stored = step.stored
    for body in at_once.entries(step.work, step.tx, step.me, stored.state, items, at=step.now):
        after = log.append(step.tx, body, step.by, step.now, stored=stored).dossier
        assert after is not None  # noqa: S101 - it has a row, so events begin it
        stored = replace(stored, state=after)
    return replace(step, stored=stored)


def _finish(step: Step) -> ev.Body:
    return ev.Finished(finished_at=step.at, note=step.details.reason)


def _hand_over(step: Step) -> ev.Body:
    given = step.details
    who = Collecting(to=step.need("to"), id_number=given.id_number, authority=given.authority)
    check_collector(step.dossier, who)
    return ev.Returned(
        to=who.to,
        id_number=who.id_number,
        returned_at=step.at,
        note=given.reason,
        authority="" if is_theirs(step.dossier, who.to, who.id_number) else who.authority,
        fee_paid=_amount(step) if step.details.amount is not None else 0,
    )


_STEPS: Final[Mapping[str, Callable[[Step], ev.Body]]] = {
    "accept": _accept,
    "guide": _guide,
    "acknowledge": _acknowledge,
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
    "apologise": new_dates.apologise,
    "verify": new_dates.verify,
    "finish": _finish,
    "hand-over": _hand_over,
    "correct": remarks.correct,
    "note": remarks.note,
    "resolve": remarks.resolve,
    "void": remarks.void,
    "alias": remarks.alias,
    "propose": proposals.propose,
    "decline": proposals.decline,
    "approve": new_dates.apologise,  # or whatever else was drafted
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
        if action == "acknowledge" and state.holder:
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
        proposals.require(state, action)
        rule.require_holder(state, action, device)
    except RuleError as error:
        return error
    return None
