"""The fold: a dossier is what its events have made it.

Total and pure: it never refuses, since what is in the log has happened.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import fields, replace
from operator import attrgetter
from typing import Any, Final

from desk.domain import events as ev
from desk.domain import merge, notices, result_fold
from desk.domain.deadline import missed_due
from desk.domain.records import (
    Attachment,
    Channel,
    Contested,
    Dossier,
    Origin,
    Party,
    Proposal,
    RegisterLine,
    Status,
    SupplementRequest,
)

S = Status


def fold_all(events: Iterable[ev.Event], refused: Collection[str] = frozenset()) -> Dossier | None:
    """Fold one dossier's events, in any order, into its present state.

    Events that the city refused (`refused`, by uid) or that a person dropped do not count;
    but what alone begins a dossier always does, for a receipt says so.
    Returns None when no event of a known type begins the dossier.
    """
    everything = sorted(events, key=ev.order)
    gone = dropped(everything, refused)
    begins = {e.uid for e in everything if isinstance(e.body, ev.BEGINS)}
    if begins <= gone:
        gone -= begins
    state: Dossier | None = None
    for event in everything:
        if event.uid not in gone:
            state = fold(state, event)
    return state


def dropped(events: Iterable[ev.Event], refused: Collection[str] = frozenset()) -> set[str]:
    """Return what does not count, by uid: what is `refused`, and what a person dropped.

    The newest decision is asked first: one that was itself taken back drops nothing.
    """
    gone = set(refused)
    decisions = [each for each in events if isinstance(each.body, ev.Resolved)]
    for each in sorted(decisions, key=ev.order, reverse=True):
        if each.uid not in gone and isinstance(each.body, ev.Resolved):
            gone.update(each.body.drop)
    return gone


def fold(state: Dossier | None, event: ev.Event) -> Dossier | None:
    """Return the dossier after one more event; total, so the log can always be read."""
    body = event.body
    if state is None:
        return _begin(event)
    step = _STEPS.get(type(body))
    after = step(state, event, body) if step else state
    heads = tuple(h for h in state.heads if h not in event.base)
    # A remark tells the custody that its writer saw; only a step may move it.
    custody = 0 if isinstance(body, ev.REMARKS) else event.custody
    return replace(
        after,
        custody=max(state.custody, custody),
        changed_at=event.at,
        changes=state.changes + 1,
        heads=(*heads, event.hash),
    )


def _begin(event: ev.Event) -> Dossier | None:
    body = event.body
    first: dict[str, Any] = {
        "uid": event.dossier,
        "unit": event.unit,
        "custody": max(0, event.custody),
        "changed_at": event.at,
        "changes": 1,
        "heads": (event.hash,),
    }
    if isinstance(body, ev.Received):
        return Dossier(
            status=S.RECEIVED,
            due_first=body.due_at,
            holder=event.device,
            **first,
            **_received_facts(body),
        )
    if isinstance(body, ev.Filed):
        return Dossier(status=S.FILED, channel=Channel.ONLINE, **first, **_filed_facts(body))
    if isinstance(body, ev.Imported):
        return _from_earlier(event, body, first)
    return None


def _from_earlier(event: ev.Event, body: ev.Imported, first: Mapping[str, Any]) -> Dossier:
    """Take a dossier as an earlier system had it; what waits there waits here as well."""
    since = body.received_at
    waits: dict[str, Any] = {}
    match body.status:
        case S.SUPPLEMENT:
            asked = SupplementRequest(number="", asked_at=since, reason=body.note)
            waits = {"came_from": S.IN_HAND, "suspended_at": since, "supplements": (asked,)}
        case S.PAYMENT:
            waits = {"came_from": S.IN_HAND, "suspended_at": since, "fee_asked": body.fee}
        case S.WITHDRAWING:
            waits = {"withdrawn_from": S.IN_HAND, "suspended_at": since}
    return Dossier(
        **first,
        **waits,
        code=body.code,
        barcode="",
        status=body.status,
        procedure=body.procedure,
        procedure_name=body.procedure_name,
        submitter=body.submitter,
        owner=body.owner,
        channel=body.channel,
        received_at=since,
        recorded_at=event.at,
        due_at=body.due_at,
        due_first=body.due_at,
        finished_at=body.finished_at,
        returned_at=body.returned_at,
        collector=body.collector,
        fee=body.fee,
        fee_paid=body.fee_paid,
        fee_serial=body.fee_serial,
        assignee=body.officer,
        assignee_name=body.officer,
        note=body.note,
        regime=body.regime,
        holder=event.device,
        holder_name=body.holder_name,
        origin=Origin(
            batch=body.batch,
            source=body.source,
            row=body.row,
            status=body.status,
            fingerprint=body.fingerprint,
        ),
    )


def _imported(state: Dossier, event: ev.Event, body: ev.Imported) -> Dossier:
    """Bring back what was struck out; several counters may have taken in one and the same file."""
    if not (state.voided and state.origin):
        return state
    kept = {name: getattr(state, name) for name in ("uid", "unit", "custody", "changes", "heads")}
    return replace(_from_earlier(event, body, kept), aliases=state.aliases)


def _facts_of(cls: type[ev.Received | ev.Filed | ev.Accepted]) -> Callable[[Any], dict[str, Any]]:
    """Return a function that gives the facts a body and the dossier hold under the same names."""
    names = tuple(f.name for f in fields(cls))
    values = attrgetter(*names)
    return lambda body: dict(zip(names, values(body), strict=True))


_received_facts = _facts_of(ev.Received)
_filed_facts = _facts_of(ev.Filed)
_accepted_facts = _facts_of(ev.Accepted)


def _accepted(state: Dossier, event: ev.Event, body: ev.Accepted) -> Dossier:
    facts = _accepted_facts(body)
    if body.fee is None:
        facts["fee"] = state.fee
    return replace(
        state,
        status=S.RECEIVED,
        due_first=body.due_at,
        recorded_at=event.at,
        holder=event.device,
        came_from=None,
        **facts,
    )


def _guided(state: Dossier, event: ev.Event, body: ev.Guided) -> Dossier:
    return replace(
        _asked(state, event, body),
        holder=event.device,
        holder_name=body.holder_name,
        regime=body.regime,
    )


def _asked(state: Dossier, _: ev.Event, body: ev.Guided | ev.SupplementAsked) -> Dossier:
    request = SupplementRequest(
        number=body.number,
        asked_at=body.asked_at,
        reason=body.reason,
        items=body.items,
        again=body.again if isinstance(body, ev.SupplementAsked) else "",
    )
    return replace(
        state,
        status=S.SUPPLEMENT,
        came_from=state.status,
        missed_due=missed_due(state, body.asked_at),
        suspended_at=body.asked_at,
        answer_until=body.until,
        supplements=(*state.supplements, request),
    )


def _supplemented(state: Dossier, event: ev.Event, body: ev.Supplemented) -> Dossier:
    supplements = state.supplements
    if supplements:
        *earlier, last = supplements
        supplements = (*earlier, replace(last, answered_at=body.answered_at))
    papers = body.papers or state.papers
    if body.accepted is not None:
        state = _accepted(state, event, body.accepted)
    else:
        state = replace(state, status=S.IN_HAND, due_at=body.due_at, due_why=body.due_why)
    return replace(
        state,
        came_from=None,
        suspended_at=None,
        answer_until=None,
        supplements=supplements,
        papers=papers,
        version=state.version + 1,
    )


def _claimed(state: Dossier, event: ev.Event, body: ev.Claimed) -> Dossier:
    status = S.IN_HAND if state.status is S.RECEIVED else state.status
    return replace(
        state,
        status=status,
        holder=event.device,
        holder_name=body.holder_name,
        assignee=body.assignee,
        assignee_name=body.assignee_name,
    )


def _forwarded(state: Dossier, _: ev.Event, body: ev.Forwarded) -> Dossier:
    return replace(
        state,
        holder=body.to_device or state.holder,
        holder_name=body.holder_name or state.holder_name,
        assignee=body.to,
        assignee_name=body.to_name,
        step=body.step or state.step,
    )


def _fee_asked(state: Dossier, _: ev.Event, body: ev.FeeAsked) -> Dossier:
    return replace(
        state,
        status=S.PAYMENT,
        came_from=state.status,
        suspended_at=body.asked_at,
        fee_asked=body.amount,
    )


def _fee_paid(state: Dossier, _: ev.Event, body: ev.FeePaid) -> Dossier:
    return replace(
        state,
        status=S.IN_HAND,
        came_from=None,
        suspended_at=None,
        fee_paid=state.fee_paid + body.amount,
        fee_serial=body.serial or state.fee_serial,
        due_at=body.due_at,
        due_why=body.due_why or state.due_why,
    )


def _refused(state: Dossier, _: ev.Event, body: ev.Refused) -> Dossier:
    state = replace(state, refusal=body.reason, refusal_number=body.number)
    if state.status is S.FILED:
        return replace(state, status=S.NOT_ACCEPTED, finished_at=body.refused_at)
    return replace(state, status=S.DONE, finished_at=body.refused_at)


def _withdrawal_asked(state: Dossier, _: ev.Event, body: ev.WithdrawalAsked) -> Dossier:
    return replace(
        state,
        status=S.WITHDRAWING,
        withdrawn_from=state.status,
        suspended_at=state.suspended_at or body.asked_at,
        stop_reason=body.reason,
    )


def _resumed(state: Dossier, _: ev.Event, body: ev.Resumed) -> Dossier:
    back = state.withdrawn_from or S.IN_HAND
    waits = back in (S.SUPPLEMENT, S.PAYMENT)
    return replace(
        state,
        status=back,
        withdrawn_from=None,
        suspended_at=state.suspended_at if waits else None,
        stop_reason="",
        due_at=body.due_at or state.due_at,
        due_why=body.due_why or state.due_why,
    )


def _stopped(state: Dossier, _: ev.Event, body: ev.Stopped) -> Dossier:
    return replace(
        state,
        status=S.STOPPED,
        finished_at=body.stopped_at,
        stop_reason=body.reason or state.stop_reason,
    )


def _closed(state: Dossier, _: ev.Event, body: ev.Closed) -> Dossier:
    return replace(
        state, status=S.STOPPED, finished_at=body.closed_at, closing_reason=body.reason or "15"
    )


def _apologised(state: Dossier, _: ev.Event, body: ev.Apologised) -> Dossier:
    missed = missed_due(state, body.asked_at)
    return replace(state, due_at=body.due_at, missed_due=missed, apologised=True, proposal=None)


def _extended(state: Dossier, _: ev.Event, body: ev.Extended) -> Dossier:
    return replace(state, due_at=body.due_at, due_why=body.due_why or state.due_why, extended=True)


def _finished(state: Dossier, _: ev.Event, body: ev.Finished) -> Dossier:
    return replace(state, status=S.DONE, finished_at=body.finished_at)


def _returned(state: Dossier, _: ev.Event, body: ev.Returned) -> Dossier:
    return replace(
        state,
        status=S.RETURNED,
        returned_at=body.returned_at,
        collector=body.to,
        collector_id=body.id_number,
        collector_authority=body.authority,
        collector_signature=body.signature,
        originals_returned=body.originals,
        fee_paid=state.fee_paid + body.fee_paid,
        shelf="",
    )


#: Fields that a correction may change, with the record that holds each.
CORRECTABLE: Final = {
    **{f"submitter.{f.name}": f.name for f in fields(Party) if f.name != "kind"},
    **{f"owner.{f.name}": f.name for f in fields(Party) if f.name != "kind"},
    "note": "note",
    "result_at": "result_at",
    "authority": "authority",
}


def value_of(state: Dossier, field: str) -> str:
    """Return the present value of a field that may be corrected."""
    holder: object = state
    for name in field.split("."):
        holder = getattr(holder, name) if holder is not None else ""
    return str(holder)


def _with(state: Dossier, field: str, value: str) -> Dossier:
    new: dict[str, Any] = {CORRECTABLE[field]: value}
    if field.startswith("submitter."):
        return replace(state, submitter=replace(state.submitter, **new))
    if field.startswith("owner."):
        owner = state.owner or Party(name="")
        return replace(state, owner=replace(owner, **new))
    return replace(state, **new)


def _with_values(state: Dossier, field: str, values: tuple[str, ...]) -> Dossier:
    """Let the first value of a field stand; several are contested until a person decides."""
    others = tuple(each for each in state.contested if each.field != field)
    mine = (Contested(field=field, values=values),) if len(values) > 1 else ()
    return replace(_with(state, field, values[0]), contested=(*others, *mine))


def _corrected(state: Dossier, event: ev.Event, body: ev.Corrected) -> Dossier:
    seen = set(state.heads).issubset(event.base)
    holds = event.device == state.holder
    for change in body.changes:
        if change.field not in CORRECTABLE:
            continue
        mine = [each.values for each in state.contested if each.field == change.field]
        known = mine[0] if mine else (value_of(state, change.field),)
        values = merge.three_way(known, change, seen=seen, holds=holds)
        state = _with_values(state, change.field, values)
    return state


def _resolved(state: Dossier, _: ev.Event, body: ev.Resolved) -> Dossier:
    """Let what a person chose stand; a value that came in unseen is still contested."""
    for chosen in body.chosen:
        for each in state.contested:
            if each.field == chosen.field:
                known = {chosen.value, *chosen.over}
                left = tuple(value for value in each.values if value not in known)
                state = _with_values(state, chosen.field, (chosen.value, *left))
    return state


def _voided(state: Dossier, _: ev.Event, __: ev.Voided) -> Dossier:
    return replace(state, voided=True)


def _alias_added(state: Dossier, _: ev.Event, body: ev.AliasAdded) -> Dossier:
    if body.alias in state.aliases:
        return state
    return replace(state, aliases=(*state.aliases, body.alias))


def _attached(state: Dossier, _: ev.Event, body: ev.Attached) -> Dossier:
    made = Attachment(**{f.name: getattr(body, f.name) for f in fields(body)})
    kept = tuple(a for a in state.attachments if (a.file, a.paper) != (made.file, made.paper))
    return replace(state, attachments=(*kept, made))


def _detached(state: Dossier, _: ev.Event, body: ev.Detached) -> Dossier:
    gone = (body.file, body.paper)
    kept = tuple(a for a in state.attachments if (a.file, a.paper) != gone)
    return replace(state, attachments=kept)


def _proposed(state: Dossier, event: ev.Event, body: ev.Proposed) -> Dossier:
    if not body.action:
        return replace(state, proposal=None)
    made = Proposal(action=body.action, reason=body.reason, due_at=body.due_at, by=event.actor.name)
    return replace(state, proposal=made)


def _shelved(state: Dossier, _: ev.Event, body: ev.Shelved) -> Dossier:
    return replace(state, shelf=body.slot)


def _reminded(state: Dossier, _: ev.Event, body: ev.Reminded) -> Dossier:
    return replace(state, reminders=(*state.reminders, body.at))


def _rated(state: Dossier, _: ev.Event, body: ev.Rated) -> Dossier:
    return replace(state, rating=body.score)


def _entered(state: Dossier, _: ev.Event, body: ev.Entered) -> Dossier:
    line = RegisterLine(**{f.name: getattr(body, f.name) for f in fields(body)})
    return replace(state, register=(*state.register, line))


_Step = Callable[[Dossier, ev.Event, Any], Dossier]
_STEPS: Final[Mapping[type[object], _Step]] = {
    ev.Imported: _imported,
    ev.Accepted: _accepted,
    ev.Guided: _guided,
    ev.SupplementAsked: _asked,
    ev.Supplemented: _supplemented,
    ev.Claimed: _claimed,
    ev.Forwarded: _forwarded,
    ev.FeeAsked: _fee_asked,
    ev.FeePaid: _fee_paid,
    ev.Refused: _refused,
    ev.WithdrawalAsked: _withdrawal_asked,
    ev.Resumed: _resumed,
    ev.Stopped: _stopped,
    ev.Closed: _closed,
    ev.Apologised: _apologised,
    ev.Extended: _extended,
    ev.Finished: _finished,
    ev.Returned: _returned,
    ev.Corrected: _corrected,
    ev.Resolved: _resolved,
    ev.Voided: _voided,
    ev.AliasAdded: _alias_added,
    ev.Attached: _attached,
    ev.Detached: _detached,
    ev.Proposed: _proposed,
    ev.Shelved: _shelved,
    ev.Reminded: _reminded,
    ev.Notified: notices.step,
    ev.Rated: _rated,
    ev.Entered: _entered,
    **result_fold.STEPS,
}
