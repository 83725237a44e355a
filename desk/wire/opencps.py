"""A dossier in the language of OpenCPS: forms of text fields, and files, marks and payment beside.

Which of its statuses, actions, templates and parts stand for ours is data of each site
(`resources/dialects/opencps.toml`). Instants are milliseconds since 1970, as text.
"""

from __future__ import annotations

import uuid
from collections import deque
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final, Literal

import msgspec

from desk.domain.records import Attachment, Channel, Dossier
from desk.wire.portal import Named, NoWordError

#: What a dossier has from its first action on, and keeps unless an action says otherwise.
PROMISED: Final = ("dossierNo", "receiveDate", "dueDate")
#: What tells an older picture of a dossier from a newer one.
TRACE: Final = ("dossierStatus", *PROMISED)
_SPACE: Final = uuid.UUID("6f0c9d1e-3d1b-5a51-9f2e-0d6f5e1c7a11")  # of the names of files


class Action(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """An action there: from which statuses it starts, and where it leads."""

    code: str
    starts: tuple[str, ...] = msgspec.field(name="from")
    to: str


class Parts(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """What the papers of a procedure are called: by their order, or one by one by their names."""

    input: str
    result: str
    names: dict[str, dict[str, str]] = {}


class Dialect(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """The codes of one site."""

    system: Literal["opencps"]
    version: str = ""
    status: dict[str, str]
    actions: tuple[Action, ...]
    codes: dict[str, str]
    parts: Parts
    service: Named = Named()
    template: Named = Named()


def millis(at: datetime | None) -> str:
    """Return an instant as they write it; none is empty."""
    return "" if at is None else str(round(at.timestamp() * 1000))


def status(dossier: Dossier, dialect: Dialect) -> str:
    """Return what the status of a dossier is there.

    Raises:
        NoWordError: the site has no such status.
    """
    ours = "void" if dossier.voided else str(int(dossier.status))
    if ours not in dialect.status:
        raise NoWordError("dossierStatus", ours)
    return dialect.status[ours]


def _code(dialect: Dialect, name: str) -> str:
    if name not in dialect.codes:
        raise NoWordError("codes", name)
    return dialect.codes[name]


def content(dossier: Dossier, agency: tuple[str, str], dialect: Dialect) -> dict[str, Any]:
    """Return a dossier with its files, marks and payment.

    `agency` is the code and name of the office there.

    Raises:
        NoWordError: the site has no code for something.
    """
    person = dossier.subject
    posted = dossier.channel is Channel.POST
    return {
        "referenceUid": dossier.uid,
        "serviceCode": dialect.service.of(dossier.procedure),
        "serviceName": dossier.procedure_name,
        "govAgencyCode": agency[0],
        "govAgencyName": agency[1],
        "dossierTemplateNo": dialect.template.of(dossier.procedure),
        "applicantName": person.name,
        "applicantIdType": _code(dialect, person.kind),
        "applicantIdNo": person.tax_code or person.personal_id,
        "address": person.address,
        "contactName": dossier.submitter.name,
        "contactTelNo": dossier.submitter.phone or person.phone,
        "contactEmail": dossier.submitter.email or person.email,
        "dossierNote": dossier.note,
        "viaPostal": _code(dialect, "post" if posted else "counter"),
        "originality": _code(dialect, "originality"),
        "online": "true" if dossier.channel is Channel.ONLINE else "false",
        "sampleCount": str(dossier.sets),
        "dossierNo": dossier.code,
        "receiveDate": millis(dossier.received_at),
        "dueDate": millis(dossier.due_at),
        "dossierStatus": status(dossier, dialect),
        "files": {name: made for name, made, _, _ in files(dossier, dialect)},
        "marks": marks(dossier, dialect),
        "payment": payment(dossier, dialect),
    }


#: What is of the dossier itself, without what is sent beside it or comes with an action.
def facts(content: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields of a dossier's own form."""
    beside = {"files", "marks", "payment", "dossierStatus", *PROMISED}
    return {name: value for name, value in content.items() if name not in beside}


def files(dossier: Dossier, dialect: Dialect) -> list[tuple[str, str, str, Attachment]]:
    """Return of each file its name there, when it was made, its part, and what we know of it.

    The name comes from the dossier and the bytes: the same file is never there twice.
    """
    found = []
    for each in dossier.attachments:
        own = uuid.uuid5(_SPACE, f"{dossier.uid}/{each.paper}/{each.file}")
        made = millis(each.made_at or dossier.received_at) or "0"
        found.append((str(own), made, part(dossier, each.paper, each.kind, dialect), each))
    return found


def part(dossier: Dossier, paper: str, kind: str, dialect: Dialect) -> str:
    """Return the dossierPartNo of a paper; one that belongs to none comes after the last."""
    own = dialect.parts.names.get(dossier.procedure, {})
    if paper in own:
        return own[paper]
    if kind == "result":
        return dialect.parts.result.format(number=1)
    names = [each.name for each in dossier.papers]
    number = names.index(paper) if paper in names else len(names)
    return dialect.parts.input.format(number=number + 1)


def marks(dossier: Dossier, dialect: Dialect) -> dict[str, dict[str, str]]:
    """Return which papers were handed in, by their dossierPartNo."""
    found = {}
    for paper in dossier.papers:
        kind = "original" if paper.original else "copy" if paper.copy else "none"
        found[part(dossier, paper.name, "paper", dialect)] = {
            "fileMark": _code(dialect, kind),
            "fileCheck": "1",
            "fileComment": "",
            "recordCount": str(paper.original + paper.copy),
        }
    return found


def payment(dossier: Dossier, dialect: Dialect) -> dict[str, str]:
    """Return the fee of a dossier; nothing where none is known."""
    fee = dossier.fee_asked if dossier.fee is None else dossier.fee
    if fee is None:
        return {}
    state = "paid" if dossier.fee_paid >= fee else "unpaid"
    return {
        "advanceAmount": "0",
        "feeAmount": str(fee),
        "serviceAmount": "0",
        "shipAmount": "0",
        "paymentAmount": str(fee),
        "paymentStatus": _code(dialect, state),
    }


def way(start: str, end: str, actions: Iterable[Action]) -> list[Action] | None:
    """Return the shortest way of actions from one status to another; None if there is none."""
    known = tuple(actions)
    ways: dict[str, list[Action]] = {start: []}
    open_ = deque([start])
    while open_:
        here = open_.popleft()
        if here == end:
            return ways[here]
        for each in known:
            if here in each.starts and each.to not in ways:
                ways[each.to] = [*ways[here], each]
                open_.append(each.to)
    return None
