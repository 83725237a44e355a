"""What is written about a dossier without moving it: corrections, notes, decisions, aliases."""

from __future__ import annotations

from sqlalchemy import select

from desk.domain import events as ev
from desk.domain import fold as rule
from desk.domain.errors import InputError, RuleError
from desk.domain.handed import clean_field
from desk.models.tables import attention, event, print_job
from desk.services import outbox
from desk.services.steps import ArgumentMissingError, Step
from desk.wire.ids import from_key


class NothingToResolveError(RuleError):
    """Nothing about this dossier waits for a decision."""


class NotCorrectableError(InputError):
    """No such field may be corrected."""


def correct(step: Step) -> ev.Body:
    """Put fields right; what stands on paper already stays in the log.

    Raises:
        ArgumentMissingError, NotCorrectableError, InputError (a field that is malformed).
    """
    changes = []
    given = dict(step.details.changes)
    if not given:
        raise ArgumentMissingError(argument="changes")
    nobody = step.dossier.owner is None and "owner.name" not in given
    for field, text in given.items():
        name = field.rpartition(".")[2]
        if field not in rule.CORRECTABLE or (nobody and field.startswith("owner.")):
            raise NotCorrectableError(field=field[:40], known=", ".join(rule.CORRECTABLE))
        after = clean_field(name, text, field=field, today=step.now.date())
        before = rule.value_of(step.dossier, field)
        changes.append(ev.Change(field=field, before=before, after=after))
    return ev.Corrected(reason=step.need("reason"), changes=tuple(changes))


def note(step: Step) -> ev.Body:
    """Write a remark."""
    return ev.Noted(text=step.need("reason"))


def resolve(step: Step) -> ev.Body:
    """Settle what needs a person; what is merely early goes on waiting for what it follows.

    Raises:
        NothingToResolveError, ArgumentMissingError.
    """
    open_ = step.tx.execute(
        select(attention.c.id, attention.c.event_id, attention.c.reason, event.c.uid)
        .outerjoin(event, event.c.id == attention.c.event_id)
        .where(attention.c.dossier_id == step.stored.id, attention.c.resolved_at.is_(None))
    ).all()
    contested = step.dossier.contested
    if not open_ and not contested:
        raise NothingToResolveError(code=step.dossier.code)
    rows = [row for row in open_ if row.reason != outbox.EARLY]
    drop = tuple(sorted({from_key(row.uid) for row in rows if row.uid}))
    step.tx.execute(
        attention.update()
        .where(attention.c.id.in_([row.id for row in rows]))
        .values(resolved_at=int(step.now.timestamp() * 1_000_000))
    )
    outbox.decided(step.tx, [row.event_id for row in rows if row.event_id is not None])
    chosen = tuple(
        ev.Chosen(field=each.field, value=each.values[0], over=each.values[1:])
        for each in contested
    )
    return ev.Resolved(text=step.need("reason"), drop=drop, chosen=chosen)


def void(step: Step) -> ev.Body:
    """Strike the dossier out: its number is burnt, its papers are no longer printed."""
    waits = (
        print_job.c.dossier_id == step.stored.id,
        print_job.c.state.in_(("waiting", "failed")),
        print_job.c.form != "batch",  # it speaks of others too
    )
    step.tx.execute(print_job.update().where(*waits).values(state="cancelled"))
    return ev.Voided(reason=step.need("reason"))


def alias(step: Step) -> ev.Body:
    """Add another system's code."""
    return ev.AliasAdded(alias=step.need("id_number"))
