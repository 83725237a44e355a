"""Slips beside the official forms: extensions, a draft of the fee receipt, a dossier's story."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from desk import messages
from desk.domain import events as ev
from desk.domain import fees
from desk.domain.fold import fold_all
from desk.domain.happened import happened_at, written_later
from desk.domain.papers import ApologySheet, ClosingSheet, LetterSheet, ListSheet, Matter, Sheet
from desk.domain.records import VN, Dossier
from desk.services.new_dates import missed_or_due
from desk.services.workplace import Workplace

_COLUMNS: Final = ("day", "who", "what", "taker", "until")


def apology(
    _: Workplace,
    state: Dossier,
    made: ev.Event,
    events: list[ev.Event],
    common: dict[str, Any],
) -> Sheet:
    """Return the apology with its new date (NĐ 118/2025 Đ.19.6)."""
    body = made.body
    assert isinstance(body, ev.Apologised)  # noqa: S101 - ORIGINS names no other
    before = fold_all(events[:-1])
    assert before is not None  # noqa: S101 - an apology follows a receipt
    assert state.received_at is not None  # noqa: S101 - as above
    return ApologySheet(
        **common,
        number=body.number,
        matter=Matter.of(state),
        received_at=state.received_at,
        due_at=missed_or_due(before),
        new_due_at=body.due_at,
        reason=body.reason,
        signer=made.actor.name if made.actor.role == "leader" else "",
    )


def closing(
    _: Workplace, state: Dossier, made: ev.Event, __: list[ev.Event], common: dict[str, Any]
) -> Sheet:
    """Return the notice that a dossier was closed, nothing having been completed."""
    request = state.supplements[-1]
    begun = state.received_at or state.filed_at
    assert begun is not None  # noqa: S101 - only what came in is closed
    assert state.answer_until is not None  # noqa: S101 - it was asked to be completed
    assert state.finished_at is not None  # noqa: S101 - it was closed
    return ClosingSheet(
        **common,
        matter=Matter.of(state),
        received_at=begun,
        asked_at=request.asked_at,
        answer_until=state.answer_until,
        closed_at=state.finished_at,
        supplement_number=request.number,
        signer=made.actor.name,
    )


def extension(
    _: Workplace,
    state: Dossier,
    made: ev.Event,
    events: list[ev.Event],
    common: dict[str, Any],
) -> Sheet:
    """Return the request to the one-stop desk for more time (NĐ 118/2025 Đ.19.6)."""
    body = made.body
    assert isinstance(body, ev.Apologised)  # noqa: S101 - ORIGINS names no other
    leads = made.actor.role == "leader"
    return LetterSheet(
        **common,
        kind="extension",
        number=body.number,
        matter=Matter.of(state),
        texts={"reason": body.reason, "signer": made.actor.name if leads else ""},
        times=_moved(state, events, body.due_at),
    )


def extended(
    _: Workplace,
    state: Dossier,
    made: ev.Event,
    events: list[ev.Event],
    common: dict[str, Any],
) -> Sheet:
    """Return the notice that a verification takes longer, as the law allows for it."""
    body = made.body
    assert isinstance(body, ev.Extended)  # noqa: S101 - ORIGINS names no other
    return LetterSheet(
        **common,
        kind="extended",
        matter=Matter.of(state),
        texts={"reason": body.reason, "ground": body.ground, "signer": made.actor.name},
        times=_moved(state, events, body.due_at),
    )


def _moved(state: Dossier, events: list[ev.Event], new_due: datetime) -> dict[str, datetime | None]:
    """Return the dates of a due date that was moved by the last of these events."""
    before = fold_all(events[:-1])
    due = before.due_at if before is not None else None
    return {"received": state.received_at, "due": due, "new_due": new_due}


def fee(
    _: Workplace,
    state: Dossier,
    made: ev.Event,
    __: list[ev.Event],
    common: dict[str, Any],
) -> Sheet:
    """Return what a fee receipt would say; the receipt itself is a tax document of its own."""
    body = made.body
    assert isinstance(body, ev.FeePaid)  # noqa: S101 - ORIGINS names no other
    return LetterSheet(
        **common,
        kind="fee",
        matter=Matter.of(state),
        texts={"serial": body.serial, "taker": made.actor.name},
        times={"paid_at": made.at.astimezone(VN)},
        amounts={"paid": body.amount, "fee_amount": fees.demanded(state)},
    )


def history(
    _: Workplace,
    state: Dossier,
    __: ev.Event,
    events: list[ev.Event],
    common: dict[str, Any],
) -> Sheet:
    """Return every step of a dossier: when, by whom, to whom, until when."""
    called = messages.names("vi")["event_type"]
    words = common["wording"].forms["list_history"].words
    word = words.get("entered", "{at} ({entered})")  # a ward's own wording may be older
    rows, told = [], list[ev.Event]()
    for made in events:
        told.append(made)
        after = fold_all(told)
        due = after.due_at if after is not None else None
        body = made.body
        taker = getattr(body, "to", "") or ""
        rows.append(
            (
                _when(made, word),
                made.actor.name,
                _upper_first(called.get(made.type, made.type)),
                str(taker),
                f"{due.astimezone(VN):%d/%m/%Y %H:%M}" if due else "–",
            )
        )
    across = {name: value for name, value in common.items() if name != "page"}
    return ListSheet(
        **across,
        kind="history",
        columns=_COLUMNS,
        rows=tuple(rows),
        period=words["about"].format(
            code=state.code, name=state.subject.name, procedure=state.procedure_name
        ),
    )


def _when(made: ev.Event, word: str) -> str:
    """Return when a step happened, and when it was entered if that was much later."""
    at = f"{happened_at(made).astimezone(VN):%d/%m/%Y %H:%M}"
    if not written_later(made):
        return at
    return word.format(at=at, entered=f"{made.at.astimezone(VN):%d/%m/%Y %H:%M}")


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
