"""What a broken or hostile system answers: one value of a true answer is another than it should be.

Whatever it says, the program goes on, nothing is lost or doubled, and once the system speaks
truly again everything is there.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desk.app import city as city_room
from desk.domain import review as rule
from desk.domain.records import Dossier
from desk.services import reading, review, targets
from desk.sync.adapters.transport import Reply, Transport
from tests.city.asked import ODD, places, put
from tests.dialects.peers import PEERS, NativePeer, Peer, peer, promised
from tests.flows.papers import attach, noise
from tests.kit import act, administrator

FEW, MANY = 12, 1500
_ASK = Transport.ask
#: What is well formed, and wrong.
_LIKELY = [
    *("f.99999999.00.all", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59+14:00", "2026-11-23T08:00"),
    *("ab" * 32, "01940000-0000-7000-8000-000000000009", "accepted", "rejected", "held", False, 7),
]


@pytest.fixture(params=sorted(PEERS))
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Peer]:
    with peer(request.param, tmp_path) as made:
        made.receive()
        assert made.once().errors == []
        yield made
        Peer.prove(made)  # what a lie makes us ask may well be wrong


@contextmanager
def odd_answer(chance: random.Random) -> Iterator[list[str]]:
    """Replace one value of one of the answers to come; tell which."""
    left, told = chance.randrange(7), list[str]()

    def ask(transport: Transport, *words: Any, **how: Any) -> Reply:
        nonlocal left
        reply = _ASK(transport, *words, **how)
        left -= 1
        if left != -1 or reply.kind != "application/json":
            return reply
        said = json.loads(reply.data)
        at, odd = chance.choice(list(places(said))), chance.choice(ODD + _LIKELY)
        told.append(f"{words[:2]} {at}: {odd!r:.60}")
        return replace(reply, data=json.dumps(put(said, at, odd)).encode())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Transport, "ask", ask)
        yield told


def ask_again(other: Peer) -> bool:
    """Be the person who is asked about what was answered: have the system asked once more."""
    items, by = review.items(other.work), administrator(other.work)
    for item in items:
        keys = {each.key for each in review.question(other.work, item.key).choices}
        (choice, *_) = keys & {rule.READ, rule.AGAIN}
        review.decide(other.work, by, item.key, choice)
    return bool(items)


def go_further(other: Peer, made: Dossier, chance: random.Random) -> Dossier:
    """Do something with a dossier, or let the city tell something that is no dossier's."""
    what = chance.choice(["nothing", "claim", "note", "file", "edition"])
    if what == "claim":
        return act(other.work, made, "claim")
    if what == "note":
        return act(other.work, made, "note", reason="đã gọi")
    if what == "file":
        attach(other, made, noise(2_000, other.made))
        return reading.open_dossier(other.work, made.uid, administrator(other.work)).dossier
    if what == "edition" and isinstance(other, NativePeer):
        rules = {"version": str(other.made), "units": []}
        city_room.publish(other.city.address, "units", rules, "2026-11-23", clock=other.city.clock)
    return made


def go_on(other: Peer, examples: int, seed: int) -> None:
    """Let one answer of a round be odd, again and again; each time all is there afterwards."""
    chance = random.Random(seed)  # noqa: S311 - the same story for the same seed
    story: list[str] = []
    for _ in range(examples):
        count = other.count()
        if other.made % 900 == 0:  # a slot has 999 numbers a day
            other.counter.clock.pass_(days=1)
        made = other.receive()
        with odd_answer(chance) as told:
            other.once()
            made = go_further(other, made, chance)
            other.once()
        story += told
        try:
            other.heal()
            if ask_again(other):
                other.heal()
            (status,) = targets.statuses(other.work)
            assert (review.items(other.work), status.files.waiting, status.paused) == ((), 0, "")
            assert (other.holds(made), other.count()) == (promised(made), count + 1)
            assert reading.events(other.work, made.uid)[0].status == made.status
        except AssertionError as error:
            raise AssertionError(seed, story[-3:]) from error


def test_one_odd_value_in_a_true_answer(other: Peer) -> None:
    go_on(other, FEW, 1)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2, 5))
def test_one_odd_value_in_a_true_answer_at_length(other: Peer, seed: int) -> None:
    go_on(other, MANY, seed)
