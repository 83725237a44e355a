"""A batch of one counter's events: each known, new, out of order, or not what it was before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus

from sqlalchemy import Connection, select, update

from desk.city import chain as chains
from desk.city.arrivals import HASH, MALFORMED, Arrival, read
from desk.city.chain import Chain
from desk.city.enrol import Caller
from desk.city.intake import TAMPERED, Intake, Ruling
from desk.city.refusal import RefusalError
from desk.city.store import Store, now_micros
from desk.city.tables import COPIED, PARTED, device, event
from desk.wire.exchange import (
    MAX_BYTES,
    MAX_EVENTS,
    VERSION,
    Push,
    Pushed,
    Verdict,
    WireEvent,
)

Known = dict[bytes, dict[bytes, Ruling]]  # uid → hash → what became of it


def push(store: Store, caller: Caller, batch: Push, now: datetime) -> Pushed:
    """Take a batch in, in one commit, and answer for every event of it.

    An event that came before gets the answer that it had; a gap in the sequence stops the batch
    and names the number that is expected. Answers about events of earlier batches that had
    waited, and were decided by this one, follow those of the batch.

    Raises:
        RefusalError: 400 malformed, 403 another's device, 413 too much, 426 version; nothing of
            the batch was taken.
    """
    arrivals = _read(caller, batch)
    seqs = [arrival.head.seq for arrival in arrivals] or [1]
    with store.write() as tx:
        chain = chains.load(tx, caller.id, batch.epoch, min(seqs), max(seqs))
        intake = Intake(tx, caller, now, hub=store.hub)
        intake.load(arrivals)
        pushed = _take(intake, chain, known_before(tx, arrivals), arrivals)
        intake.close()
        news = {"seen": now_micros(now)}
        if caller.id in intake.forked:
            news["forked"] = COPIED
        elif caller.id in intake.parted and caller.forked:
            news["forked"] = PARTED
        tx.execute(update(device).where(device.c.id == caller.id).values(**news))
    return pushed


def _read(caller: Caller, batch: Push) -> list[Arrival]:
    if batch.version != VERSION:
        raise RefusalError(HTTPStatus.UPGRADE_REQUIRED, "version", str(VERSION))
    if batch.device != caller.uid:
        raise RefusalError(HTTPStatus.FORBIDDEN, "device")
    arrivals = read_all(batch.events)
    if any(a.head.device != batch.device or a.head.epoch != batch.epoch for a in arrivals):
        raise RefusalError(HTTPStatus.BAD_REQUEST, MALFORMED, "device")
    return arrivals


def read_all(events: Sequence[WireEvent]) -> list[Arrival]:
    """Read the events of one request.

    Raises:
        RefusalError: 400 a head that cannot be read, 413 too much at once.
    """
    size = sum(len(each.head) + len(each.body) for each in events)
    if len(events) > MAX_EVENTS or (size > MAX_BYTES and len(events) > 1):
        raise RefusalError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large")
    return [read(each) for each in events]


def _take(intake: Intake, chain: Chain, known: Known, arrivals: Sequence[Arrival]) -> Pushed:
    results: list[Verdict] = []
    reached, expected = None, None
    for arrival in arrivals:
        head, hash_, twins = arrival.head, arrival.sealed.hash, known[arrival.key]
        if hash_ in twins and twins[hash_].code == HASH and not arrival.fault:
            twins[hash_] = intake.mend(arrival)
            results.append(twins[hash_].verdict(head.uid))
        elif hash_ in twins:
            results.append(twins[hash_].verdict(head.uid, again=True))
        elif head.seq > chain.top + 1:
            expected = chain.top + 1
            break
        else:
            branch, news = chain.place(head)
            chain.add(head.seq, branch, hash_)
            ruling = intake.take(arrival, branch, TAMPERED if twins else news)
            twins[hash_] = ruling
            results.append(ruling.verdict(head.uid))
        reached = head.seq
    return Pushed(
        results=[*results, *intake.released],
        acked_through=chain.top if reached is None else reached,
        expected_seq=expected,
    )


def known_before(tx: Connection, arrivals: Sequence[Arrival]) -> Known:
    """Return what became of events of these uids that came before."""
    columns = event.c.uid, event.c.hash, event.c.state, event.c.code, event.c.field
    rows = tx.execute(select(*columns).where(event.c.uid.in_({a.key for a in arrivals})))
    known: Known = defaultdict(dict)
    for row in rows:
        known[bytes(row.uid)][bytes(row.hash)] = Ruling(row.state, row.code, row.field)
    return known
