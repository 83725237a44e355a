"""One exchange with one target: write, then read, then compare, until nothing is left.

Nothing here remembers anything: what was confirmed, what waits and how far the feed was read is
in the ledger, written in the same commit as what it speaks of. So an exchange may end at any
byte of any reply, and the next one goes on from what both sides hold.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Final, NoReturn

from desk.domain.errors import ExchangeError
from desk.sync import verify
from desk.sync.backoff import Backoff, last_call
from desk.sync.errors import PAUSING, BadReplyError, CityBusyError, CursorError, TooLargeError
from desk.sync.ports import Adapter, Agreement, Batch, Follower, Ledger
from desk.sync.stock import First
from desk.wire import exchange

#: After so many failures of one event alone it is set aside; those of the line do not count.
STRIKES: Final = 8
_FAULT: Final = HTTPStatus.INTERNAL_SERVER_ERROR  # of the target's own program
_MOST_FEEDS: Final = 3  # a target whose feed changes more often within one exchange is broken
_LONGEST_PLACE: Final = 500  # characters: a place has to go back in an address


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one exchange came to.

    `error` is the code of what went wrong (empty: nothing did), `paused` tells that trying again
    is no use before somebody has acted, `retry_s` when it is. `more` tells that only time ran
    out. `offset_ms` is this machine's clock minus the target's, where it was learnt.
    """

    pushed: int = 0
    pulled: int = 0
    waiting: int = 0
    attention: int = 0
    error: str = ""
    paused: bool = False
    retry_s: float = 0.0
    more: bool = False
    offset_ms: int | None = None
    ms: int = field(default=0, compare=False)  # how long it took


def exchange_once(
    ledger: Ledger,
    adapter: Adapter,
    target: str,
    clock: Callable[[], datetime],
    *,
    everything: bool,
    deadline: float,
    backoff: Backoff | None = None,
    followers: Sequence[Follower] = (),
) -> Outcome:
    """Exchange with a target until nothing is left or `deadline` (of `time.monotonic`) passes.

    Never raises an `ExchangeError`: a failure is written down in the ledger and told in the
    outcome. It says nothing against any event, so it never counts towards setting one aside.
    """
    run = _Run(
        ledger=ledger,
        adapter=adapter,
        target=target,
        clock=clock,
        everything=everything,
        deadline=deadline,
    )
    backoff = backoff or Backoff()
    error, paused, retry = "", False, 0.0
    try:
        run.all()
        for each in followers:
            if not run.more:
                run.more = each.carry(
                    adapter, target, until=run.last_call, deadline=deadline, everything=everything
                )
    except ExchangeError as failure:
        error, paused = failure.code, isinstance(failure, PAUSING)
        retry = backoff.after(failure)
        now = clock()
        if not paused:
            retry_at = now + timedelta(seconds=retry)
            ledger.postpone(target, run.on_the_way, error, retry_at, now)
        ledger.online(target, error, error if paused else "", now)
    else:
        if run.heard:
            backoff.reset()
            ledger.online(target, "", "", clock(), proved=run.proved)
    finally:
        adapter.close()
    waiting, attention = ledger.counts(target)
    return Outcome(
        pushed=run.pushed,
        pulled=run.pulled,
        waiting=waiting,
        attention=attention,
        error=error,
        paused=paused,
        retry_s=retry,
        more=run.more,
        offset_ms=run.offset_ms,
    )


@dataclass(slots=True, kw_only=True)
class _Run:
    """The state of one exchange; it dies with it."""

    ledger: Ledger
    adapter: Adapter
    target: str
    clock: Callable[[], datetime]
    everything: bool
    deadline: float
    last_call: float = 0.0
    limit: int = exchange.MAX_EVENTS
    met: bool = False  # whether the target's feed was compared with what we know
    listens: bool = False  # whether it wants to hear of what others wrote
    feeds: int = 0
    answered: set[tuple[int, int]] = field(default_factory=set)
    rewound: set[tuple[int, int]] = field(default_factory=set)
    on_the_way: Batch | None = None
    struck: ExchangeError | None = None  # why one event alone could not be carried
    end: exchange.End | None = None  # of the feed, when it was last read to it
    checked: bool = False  # whether what the target holds of ours was compared
    repaired: bool = False  # whether what differs was told again
    proved: bool = False  # whether what is known of the target's sameness was seen to hold
    heard: bool = False  # whether the target answered at all
    pushed: int = 0
    pulled: int = 0
    more: bool = False
    offset_ms: int | None = None

    def all(self) -> None:
        """Write, then read; once more if the target turned out to have lost its memory."""
        feeds = -1
        while feeds != self.feeds and not self._late():
            feeds = self.feeds
            for step in (self._tell, self._write, self._begin, self._read):
                if feeds == self.feeds:  # else another memory turned up: begin with its feed
                    step()
            if feeds != self.feeds or self._late() or self.struck is not None:
                continue
            if self._has_forgotten() or self._differs():
                feeds = -1
        if self.struck is not None:
            self._set_aside(self.struck)

    def __post_init__(self) -> None:
        """Reckon when the last request may begin."""
        self.last_call = last_call(self.deadline)

    def _late(self) -> bool:
        self.more = time.monotonic() >= self.last_call
        return self.more

    # -- writing -----------------------------------------------------------------------------

    def _write(self) -> None:
        while not self._late():
            batch = self.ledger.waiting(
                self.target, self.clock(), everything=self.everything, limit=self.limit
            )
            if batch is None or (batch.epoch, batch.first_seq) in self.answered:
                return
            if self.struck is not None:
                return
            if not self.met:
                feeds = self.feeds
                self._meet()
                if feeds != self.feeds:
                    return  # what waits may be another batch now, and others' events go before it
                continue
            self._send(batch)

    def _tell(self) -> None:
        """Tell a target that lost its memory what others wrote, before what builds upon it."""
        if self.ledger.reminder(self.target, limit=1) is None:
            return
        feeds = self.feeds
        self._read()  # what is in its feed, it need not be told
        while feeds == self.feeds and not self._late():
            reminder = self.ledger.reminder(self.target, limit=self.limit)
            if reminder is None:
                return
            if not self.met:
                self._meet()
                continue  # it may have lost more since
            if not self.listens:
                return
            try:
                told = self.adapter.remind(reminder, until=self.deadline)
            except TooLargeError:
                if len(reminder.events) == 1:
                    raise
                self.limit = len(reminder.events) // 2
                continue
            now = self.clock()
            self.pushed += self.ledger.reminded(self.target, reminder, told.results, now)

    def _meet(self) -> None:
        """Learn whose memory we write to: a restored one must hear everything again."""
        asked = self.clock()
        standing = self.adapter.standing(until=self.deadline)
        self.heard = True
        self._set_offset(standing.time, asked)
        self.met, self.listens = True, standing.reminders
        if standing.feed != self.ledger.position(self.target)[0]:
            self._begin_anew(standing.feed)

    def _set_offset(self, theirs: datetime, asked: datetime) -> None:
        """Reckon how far our clock is from the target's; its answer took as long as the asking."""
        if theirs.tzinfo is not None:
            ours = asked + (self.clock() - asked) / 2
            self.offset_ms = round((ours - theirs).total_seconds() * 1000)

    def _begin_anew(self, feed: str) -> None:
        self.feeds += 1
        if self.feeds > _MOST_FEEDS:
            raise BadReplyError(what="feed")
        self.answered.clear()
        self.ledger.new_feed(self.target, feed)

    def _send(self, batch: Batch) -> None:
        self.on_the_way = batch
        try:
            pushed = self.adapter.push(batch, until=self.deadline)
            self._check(batch, pushed)
        except (TooLargeError, CityBusyError, BadReplyError) as failure:
            if isinstance(failure, CityBusyError) and failure.facts.get("status") != _FAULT:
                raise  # busy with everybody
            self.adapter.close()  # a program that fell over may have left the connection behind
            if len(batch.events) == 1:
                self.struck = failure
                return
            self.limit = len(batch.events) // 2
            self.on_the_way = None
            return
        self.on_the_way = None
        self.answered.add((batch.epoch, batch.first_seq))
        if pushed.results:
            self.pushed += self.ledger.settle(self.target, batch, pushed, self.clock())
        if pushed.expected_seq is not None:
            self._rewind(batch, pushed.expected_seq)

    def _set_aside(self, failure: ExchangeError) -> NoReturn:
        """Withhold what one event says that fails again and again, while everything else passes.

        Its head still goes, so that the sequence goes on; its body waits for a person.
        """
        batch = self.on_the_way
        if batch is not None and self.end is not None and batch.attempts + 1 >= STRIKES:
            # If the head alone does not pass either, it was not the body: then all of it waits.
            self.ledger.withhold(self.target, batch, on=bool(batch.events[0].body))
            self.on_the_way = None
        raise failure

    def _check(self, batch: Batch, pushed: exchange.Pushed) -> None:
        """Refuse an answer that leaves out an event, or expects what cannot be."""
        answered = {verdict.uid for verdict in pushed.results}
        if pushed.expected_seq is None:
            if not answered.issuperset(batch.uids):
                raise BadReplyError(what="results")
        elif not 1 <= pushed.expected_seq < batch.first_seq:
            raise BadReplyError(what="expected_seq")
        known = (exchange.ACCEPTED, exchange.DUPLICATE, exchange.HELD, exchange.REJECTED)
        if any(verdict.verdict not in known for verdict in pushed.results):
            raise BadReplyError(what="verdict")

    def _rewind(self, batch: Batch, expected: int) -> None:
        if (batch.epoch, expected) in self.rewound:
            raise BadReplyError(what="expected_seq")  # went back before, and it did not help
        self.rewound.add((batch.epoch, expected))
        self.answered.clear()
        self.ledger.rewind(self.target, batch.epoch, expected)

    def _has_forgotten(self) -> bool:
        """Tell whether a target lacks what it once confirmed, and offer that again.

        A city put back to an earlier copy may still fit what we read of its feed; only what we
        wrote after the copy was made is missing.
        """
        if self.checked:
            return False
        if self.end is not None:
            held = self.end.holds.held
        elif self.ledger.counts(self.target)[0]:
            return False  # not worth a question of its own
        else:
            held = self.adapter.standing(until=self.deadline).held
        self.checked = True
        self.answered.clear()
        return self.ledger.recall(self.target, held)

    # -- comparing ---------------------------------------------------------------------------

    def _differs(self) -> bool:
        """Compare digests; tell whether something was put right, so that there is more to say.

        What still differs when everything was told again, a person must look at.
        """
        if self.end is None:
            return False
        found = self.ledger.agree(self.target, self.end, self.clock())
        self.proved = found in (Agreement.EQUAL, Agreement.KNOWN)
        if found is not Agreement.DIFFERENT:
            self._say()
            return False
        differing = verify.compare(self.ledger, self.adapter, until=self.deadline).differing
        if self.repaired:
            self.ledger.differ(self.target, self.end, differing, self.clock())
            self.proved = True
            return False
        for start in range(0, len(differing), exchange.MAX_DOSSIERS):
            self._repair(differing[start : start + exchange.MAX_DOSSIERS])
        self.repaired = bool(differing)  # else it was another counter that wrote meanwhile
        self.answered.clear()
        return self.repaired

    def _say(self) -> None:
        """Let the target have our signature too, when there is something new to sign."""
        told = self.ledger.unsaid(self.target) if self.proved else None
        if told is not None and not self._late():
            self.adapter.state(told, until=self.deadline)
            self.ledger.said(self.target)

    def _repair(self, uids: Sequence[str]) -> None:
        while uids and not self._late():
            told = self.adapter.stories(uids, until=self.deadline)
            left = set(told.left)
            done = [uid for uid in uids if uid not in left]
            if not done:
                raise BadReplyError(what="left")
            self.pulled += self.ledger.repair(self.target, done, told, self.clock())
            uids = told.left

    # -- reading -----------------------------------------------------------------------------

    def _begin(self) -> None:
        """Take over at once what there is so far, if this is the first contact."""
        room = self.ledger.stock
        if room is not None and room.is_wanted(self.target):
            first = First(room, self.adapter, self.target, self._late, self.deadline)
            self.pulled += first.carry()
            self.heard = True

    def _read(self) -> None:
        feed, cursor, epoch = self.ledger.position(self.target)
        while not self._late():
            asked = self.clock()
            try:
                page = self.adapter.pull(cursor, epoch, until=self.deadline)
            except CursorError:  # what it once answered was wrong: all is read again
                self._begin_anew(feed)
                cursor = ""
                continue
            self.heard = True
            _check_place(page)
            if page.feed != feed:
                self._begin_anew(page.feed)
                feed, cursor = page.feed, ""
                continue
            if page.more and page.cursor == cursor:
                raise BadReplyError(what="cursor")
            self.pulled += self.ledger.apply(self.target, page, self.clock())
            cursor = page.cursor
            if not page.more:
                self._end(page, asked)
                return

    def _end(self, page: exchange.Pulled, asked: datetime) -> None:
        """Note where the feed ends, and what the target says that it holds."""
        if page.ending is None:  # a target of before
            self.end = None
            return
        self._set_offset(page.ending.time, asked)
        self.end = exchange.End(feed=page.feed, cursor=page.cursor, holds=page.ending)


def _check_place(page: exchange.Pulled) -> None:
    """Refuse a place in a feed that could not be asked for again."""
    for place in (page.feed, page.cursor):
        if len(place) > _LONGEST_PLACE or not (place.isascii() and place.isprintable()):
            raise BadReplyError(what="cursor")
