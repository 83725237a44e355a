"""The dossier object that commands answer with, as the contract names its parts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from desk.domain import deadline
from desk.domain.digitising import digitised
from desk.domain.records import VN, Attachment, Dossier, Party


def dossier_object(
    state: Dossier, now: datetime, warnings: Iterable[dict[str, str]] = ()
) -> dict[str, object]:
    """Return the dossier object: plain data, times as ISO 8601 in +07:00."""
    return {
        "uid": state.uid,
        "code": state.code,
        "aliases": list(state.aliases),
        "barcode": state.barcode,
        "status": int(state.status),
        "step": state.step,
        "procedure": state.procedure,
        "procedure_name": state.procedure_name,
        "owner": _party(state.subject),
        "submitter": _party(state.submitter),
        "authority_paper": state.authority or None,
        "documents": [asdict(paper) for paper in state.papers],
        "answers": [asdict(answer) for answer in state.answers],
        "sets": state.sets,
        "channel": str(state.channel),
        "holder": state.holder_name or None,
        "assignee": state.assignee or None,
        "assignee_name": state.assignee_name or None,
        "received_at": time_text(state.received_at or state.filed_at),
        "recorded_at": time_text(state.recorded_at),
        "due_at": time_text(state.due_at),
        "overdue": deadline.is_overdue(state, now),
        "fee": state.fee,
        "fee_note": state.fee_note or None,
        "book": state.book or None,
        "line": state.line or None,
        "register": [{**asdict(each), "at": time_text(each.at)} for each in state.register],
        "finished_at": time_text(state.finished_at),
        "returned_at": time_text(state.returned_at),
        "collector": state.collector or None,
        "voided": state.voided,
        "attachments": [_attachment(each) for each in state.attachments],
        "digitised": dict(zip(("papers", "of"), digitised(state), strict=True)),
        "warnings": list(warnings),
    }


def _attachment(file: Attachment) -> dict[str, object]:
    return {**asdict(file), "made_at": time_text(file.made_at)}


def _party(party: Party) -> dict[str, str]:
    kept = ("name", "kind", "birth_date", "personal_id", "sex", "address", "phone")
    found = {name: value for name, value in asdict(party).items() if value or name in kept}
    found.pop("card_tail", None)  # raw and unread: it stays in the log
    return found


def time_text(at: datetime | None) -> str | None:
    """Return an instant as ISO 8601 in +07:00, or None."""
    return None if at is None else at.astimezone(VN).isoformat()
