"""A batch of one counter's events: each known, new, out of order, or not what it was before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus

from sqlalchemy import Connection, select, update

from desk.city import chain as chains
from desk.city.arrivals import MALFORMED, Arrival, read
from desk.city.chain import FORK, Chain
from desk.city.enrol import Caller
from desk.city.intake import TAMPERED, Intake, Ruling
from desk.city.refusal import RefusalError
from desk.city.store import Store, now_micros
from desk.city.tables import device, event
from desk.wire.exchange import MAX_BYTES, MAX_EVENTS, VERSION, Push, Pushed, Verdict


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
    with store.write() as tx:
        results, reached, expected = _take(tx, store, caller, batch.epoch, arrivals, now)
        tx.execute(update(device).where(device.c.id == caller.id).values(seen=now_micros(now)))
    return Pushed(results=results, acked_through=reached, expected_seq=expected)


def _read(caller: Caller, batch: Push) -> list[Arrival]:
    if batch.version != VERSION:
        raise RefusalError(HTTPStatus.UPGRADE_REQUIRED, "version", str(VERSION))
    if batch.device != caller.uid:
        raise RefusalError(HTTPStatus.FORBIDDEN, "device")
    size = sum(len(each.head) + len(each.body) for each in batch.events)
    if len(batch.events) > MAX_EVENTS or (size > MAX_BYTES and len(batch.events) > 1):
        raise RefusalError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large")
    arrivals = [read(each) for each in batch.events]
    if any(a.head.device != batch.device or a.head.epoch != batch.epoch for a in arrivals):
        raise RefusalError(HTTPStatus.BAD_REQUEST, MALFORMED, "device")
    return arrivals


def _take(
    tx: Connection,
    store: Store,
    caller: Caller,
    epoch: int,
    arrivals: Sequence[Arrival],
    now: datetime,
) -> tuple[list[Verdict], int, int | None]:
    """Return the answers, how far the sequence is held, and the number expected after a gap."""
    seqs = [arrival.head.seq for arrival in arrivals] or [1]
    chain = chains.load(tx, caller.id, epoch, min(seqs), max(seqs))
    known = _known(tx, arrivals)
    intake = Intake(tx, caller, now, hub=store.hub)
    intake.load(arrivals)
    results: list[Verdict] = []
    reached, expected = None, None
    for arrival in arrivals:
        uid, twins = arrival.head.uid, known[arrival.key]
        ruling = twins.get(arrival.sealed.hash)
        if ruling is not None:
            results.append(ruling.verdict(uid, again=True))
        elif arrival.head.seq > chain.top + 1:
            expected = chain.top + 1
            break
        else:
            ruling = _take_one(tx, intake, chain, caller, arrival, tampered=bool(twins))
            known[arrival.key][arrival.sealed.hash] = ruling
            results.append(ruling.verdict(uid))
        reached = arrival.head.seq
    intake.close()
    results.extend(intake.released)
    return results, chain.top if reached is None else reached, expected


def _take_one(
    tx: Connection,
    intake: Intake,
    chain: Chain,
    caller: Caller,
    arrival: Arrival,
    *,
    tampered: bool,
) -> Ruling:
    branch, news = chain.place(arrival.head)
    if tampered:
        news = TAMPERED
    elif news == FORK:
        tx.execute(update(device).where(device.c.id == caller.id).values(forked=1))
    chain.add(arrival.head.seq, branch, arrival.sealed.hash)
    return intake.take(arrival, branch, news)


def _known(tx: Connection, arrivals: Sequence[Arrival]) -> dict[bytes, dict[bytes, Ruling]]:
    """Return what became of events of these uids that came before."""
    columns = event.c.uid, event.c.hash, event.c.state, event.c.code, event.c.field
    rows = tx.execute(select(*columns).where(event.c.uid.in_({a.key for a in arrivals})))
    known: dict[bytes, dict[bytes, Ruling]] = defaultdict(dict)
    for row in rows:
        known[bytes(row.uid)][bytes(row.hash)] = Ruling(row.state, row.code, row.field)
    return known
