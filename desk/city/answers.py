"""What the city answers by stick: written for each counter whose bundle it has read.

An answer says what became of the events of the last bundle, brings what the ward's others wrote
since, files that the counter lacks, and its new certificate before the old ends.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Row, select

from desk.city import enrol, holdings, keys, pull, reference
from desk.city.courier import Taken, remember
from desk.city.digest import Forest
from desk.city.enrol import Caller
from desk.city.intake import Ruling
from desk.city.keeping import Keeping
from desk.city.refusal import RefusalError
from desk.city.shelf import Shelf
from desk.city.store import Store, identity
from desk.city.tables import courier, device, event
from desk.wire import bundle, stick
from desk.wire import courier as records
from desk.wire.bundle import PART, BundleRefusedError, Range, Told
from desk.wire.exchange import Ending, Pulled, Pushed
from desk.wire.files import GRAIN, LARGEST_PIECE, MOST_ASKED
from desk.wire.ids import from_key, to_key
from desk.wire.reference import read as read_edition
from desk.wire.signing import PublicKeys
from desk.wire.stick import Found, Progress, Way, Writing

_AT_ONCE: Final = 500  # verdicts in one record


def write(
    store: Store,
    folder: Path,
    now: datetime,
    progress: Progress,
    *,
    uid: str = "",
    limit: int = PART,
    shelf: Shelf | None = None,
) -> list[Taken]:
    """Write an answer for every counter that has sent a bundle, or for the one named.

    An answer takes the place of the one before, and of the bundles that it answers.

    Raises:
        StickFullError, StickReadOnlyError, StickGoneError, CourierStoppedError,
        CityDatabaseError, CityLockedError.
    """
    with store.read() as tx:
        chosen = select(courier, device.c.uid, device.c.name.label("device_name")).join(
            device, device.c.id == courier.c.device_id
        )
        chosen = chosen.where(device.c.revoked.is_(None), device.c.key.is_not(None))
        if uid:
            chosen = chosen.where(device.c.uid == to_key(uid))
        rows = tx.execute(chosen.order_by(courier.c.device_id)).all()
    stick.sweep(folder)
    way = Way(progress)
    told, forest = [], Forest(store)
    for number, row in enumerate(rows):
        with store.read() as tx:
            caller = enrol.caller_by_id(tx, row.device_id)
            theirs = keys.keys_of(tx, caller.uid)
        if theirs is None:
            continue  # revoked a moment ago
        answer = _Answer(
            keeping=Keeping(store, shelf, lambda: now),
            forest=forest,
            folder=folder,
            now=now,
            row=row,
            caller=caller,
            theirs=theirs,
            asked=msgspec.json.decode(row.told, type=Told),
            others=len(rows) - number,
        )
        told.append(answer.write(Writing(folder, theirs, way, limit)))
    return told


@dataclass(slots=True, kw_only=True)
class _Answer:
    """One answer on its way onto the stick."""

    keeping: Keeping
    forest: Forest
    folder: Path
    now: datetime
    row: Any  # of `courier`, with the device's uid and name
    caller: Caller
    theirs: PublicKeys
    asked: Told
    others: int = 1  # answers that have still to find room, this one too
    told: list[str] = field(default_factory=list)  # files that its pages name

    @property
    def store(self) -> Store:
        """The city's database."""
        return self.keeping.store

    def write(self, writing: Writing) -> Taken:
        """Write it whole, or nothing of it."""
        try:
            feed, events = self._fill(writing)
            files, left = self._bring(writing)
            made = self._finish(writing, feed)
        except BaseException:
            writing.drop()
            raise
        with self.store.read() as tx:
            us = keys.signer(tx).public.fingerprint
        _clear(self.folder, made, (self.caller.uid, us), self.row.heard)
        return Taken(
            bundle=made.listing.bundle,
            counter=self.row.device_name,
            unit=self.caller.unit,
            events=events,
            files=files,
            left=left,
        )

    def _bring(self, writing: Writing) -> tuple[int, int]:
        """Write files that the counter lacks, the smallest first, in this answer's share of room.

        Those are what it asked for, and what the events name that this answer brings.
        Returns how many were written, and how many had no room.
        """
        found: list[tuple[int, str]] = []
        with suppress(RefusalError):  # it keeps no files
            asked = list(dict.fromkeys((*self.asked.lacks, *self.told)))
            for start in range(0, len(asked), MOST_ASKED):
                held = self.keeping.known(self.caller, asked[start : start + MOST_ASKED]).held
                found += [(self.keeping.held(self.caller, sha)[1], sha) for sha in held]
        found = [each for each in found if each[0]]  # nothing has no pieces
        room = stick.room(self.folder) // self.others
        written = 0
        for size, sha in sorted(found)[: records.MOST_FILES]:
            shelf, _ = self.keeping.held(self.caller, sha)
            if size >= room:
                break
            if not shelf.is_sound(sha):
                continue
            for start in range(0, size, LARGEST_PIECE):
                piece = shelf.read(sha, start, min(LARGEST_PIECE, size - start))
                writing.add(records.PIECE, records.piece(sha, start // GRAIN, piece))
            room -= size
            written += 1
        return written, len(found) - written

    def _finish(self, writing: Writing, feed: str) -> Found:
        with self.store.read() as tx:
            signer, us = keys.signer(tx), identity(tx).device
        told = Told(
            number=bundle.next_number(self.row.written, self.now),
            sender=us,
            unit=self.caller.unit,
            to=self.theirs.fingerprint,
            made=int(self.now.timestamp()),
            parent=self.row.parent,
            heard=self.row.heard,
            ranges=self.asked.ranges,
            epoch=self.asked.epoch,
            feed=feed,
            after=self.asked.after,
        )
        made = writing.finish(told, signer)
        remember(self.store, self.caller, written=told.number, parent=made.hash)
        return made

    def _fill(self, writing: Writing) -> tuple[str, int]:
        """Write the records; return the feed and how many events of others they hold."""
        with self.store.write() as tx:
            issued = keys.certify(tx, self.caller.id, self.theirs, self.now)
            roster = keys.roster(tx, self.caller.unit_id, self.caller.unit)
        writing.add(records.CERTIFICATE, records.encode(issued))
        writing.add(records.ROSTER, records.encode(roster))
        with self.store.read() as tx:
            for pushed in _verdicts(tx, self.caller, self.asked.ranges, self.row.expected):
                writing.add(records.PUSHED, records.encode(pushed))
        self._tell_files(writing)
        self._publish(writing)
        feed, after, events, more = self.asked.feed, self.asked.after, 0, True
        while more:
            try:
                page = pull.pull(
                    *(self.store, self.caller, after, pull.USUAL, self.asked.epoch),
                    ending=self._ending,
                )
            except RefusalError as error:
                raise BundleRefusedError(reason=error.problem.code, bundle="") from error
            writing.add(records.PULLED, records.encode(page))
            self.told += _attached(page)
            after, more, feed = page.cursor, page.more, page.feed
            events += len(page.events)
        return feed, events

    def _ending(self, tx: Connection, us: Row[Any], cursor: str) -> Ending:
        """Say what the city holds where the answer ends, signed as over the wire."""
        place = us.feed, cursor
        return holdings.ending(tx, self.forest, self.caller, self.now, us=us, place=place)

    def _tell_files(self, writing: Writing) -> None:
        """Tell which of the files that the last bundle brought are held."""
        names = self.asked.files
        for start in range(0, len(names), MOST_ASKED):
            try:
                known = self.keeping.known(self.caller, names[start : start + MOST_ASKED])
            except RefusalError:
                return  # it takes no files
            writing.add(records.FILES, records.encode(known))

    def _publish(self, writing: Writing) -> None:
        """Write the editions of reference data that the counter lacks."""
        after, more = self.asked.serial, True
        while more:
            page = reference.after(self.store, self.caller, after)
            if not page.items:
                return
            writing.add(records.EDITIONS, records.encode(page))
            after, more = read_edition(page.items[-1].text).serial, page.more


def _attached(page: Pulled) -> list[str]:
    """Return the names of the files that a page's events put into dossiers."""
    bodies = [each.body for each in page.events if '"Attached"' in each.head and each.body]
    return [str(json.loads(body).get("file", "")) for body in bodies]


def _verdicts(
    tx: Connection, caller: Caller, ranges: tuple[Range, ...], expected: int
) -> Iterator[Pushed]:
    """Return what became of a counter's events, as it stands now."""
    found: list[Any] = []
    for span in ranges:
        rows = select(event.c.uid, event.c.seq, event.c.state, event.c.code, event.c.field).where(
            event.c.device_id == caller.id,
            event.c.epoch == span.epoch,
            event.c.seq.between(span.first, span.last),
        )
        found.extend(tx.execute(rows.order_by(event.c.seq, event.c.fork)))
    for start in range(0, max(len(found), 1), _AT_ONCE):
        some = found[start : start + _AT_ONCE]
        verdicts = [
            Ruling(row.state, row.code, row.field).verdict(from_key(bytes(row.uid))) for row in some
        ]
        reached = some[-1].seq if some else 0
        yield Pushed(results=verdicts, acked_through=reached, expected_seq=expected or None)


def _clear(folder: Path, made: Found, way: tuple[str, str], heard: int) -> None:
    """Take off the stick what an answer has replaced: older ones, and what it answers.

    `way` is from whom and for whose keys: what the counter wrote for a hub is the hub's.
    """
    for each in stick.look(folder)[0]:
        listing = each.listing
        older = listing.sender == made.listing.sender and listing.to == made.listing.to
        answered = (listing.sender, listing.to) == way and listing.number <= heard
        if (older and listing.number < made.listing.number) or answered:
            stick.remove(folder, listing.bundle)
