"""A city with too much to do turns people away at once, and serves whom it can."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
import pytest

from desk.city.pace import BUSY, TOO_FAST, Limits, Pace
from desk.sync.adapters import replies, transport
from desk.sync.errors import CityBusyError
from desk.wire.exchange import Problem


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


class Door:
    """A request at a time, and what became of it."""

    def __init__(self, limits: Limits) -> None:
        self.clock = Clock()
        self.inside = asyncio.Event()
        self.pace = Pace(self._app, limits, self.clock)
        self.refused: list[str] = []  # the words left for whoever counts

    async def _app(self, scope: Any, receive: Any, send: Any) -> None:
        del receive
        if scope["path"] == "/slow":
            await self.inside.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"{}"})

    async def ask(self, who: str = "", path: str = "/") -> tuple[int, dict[str, str], bytes]:
        sent: list[dict[str, Any]] = []

        async def send(message: Any) -> None:
            sent.append(message)

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        headers = [(b"authorization", f"Bearer {who}".encode())] if who else []
        scope = {"type": "http", "path": path, "headers": headers, "client": ("10.0.0.9", 1)}
        state: dict[str, str] = {}
        await self.pace({**scope, "state": state}, receive, send)
        self.refused += state.values()
        told = {key.decode(): value.decode() for key, value in sent[0]["headers"]}
        return sent[0]["status"], told, sent[1]["body"]


def test_one_who_asks_too_fast_waits_and_the_others_do_not() -> None:
    async def story() -> None:
        door = Door(Limits(rate=2, burst=3))
        assert [(await door.ask("a"))[0] for _ in range(4)] == [200, 200, 200, 429]
        assert (await door.ask("b"))[0] == 200
        assert (await door.ask())[0] == 200  # without a key: counted by where it comes from
        status, headers, body = await door.ask("a")
        assert door.refused == [TOO_FAST] * 2
        assert msgspec.json.decode(body, type=Problem).code == TOO_FAST
        assert int(headers["retry-after"]) >= 1
        door.clock.now += 0.5
        assert [(await door.ask("a"))[0] for _ in range(2)] == [200, 429]
        door.clock.now += 1000  # no more is saved up than a burst
        assert [(await door.ask("a"))[0] for _ in range(4)] == [200, 200, 200, 429]
        assert (status, door.refused) == (429, [TOO_FAST] * 4)

    asyncio.run(story())


def test_no_more_are_worked_on_at_once_than_it_can() -> None:
    async def story() -> None:
        door = Door(Limits(at_once=2))
        slow = [asyncio.create_task(door.ask(f"{n}", "/slow")) for n in range(2)]
        await asyncio.sleep(0)
        status, headers, body = await door.ask("late")
        assert (status, msgspec.json.decode(body, type=Problem).code) == (503, BUSY)
        # What our own counters make of it: they come back later, and nothing counts against it.
        with pytest.raises(CityBusyError) as busy:
            replies.require_answer(transport.Reply(status, headers, body))
        assert float(str(busy.value.facts["retry_after"])) >= 1
        door.inside.set()
        assert [(await each)[0] for each in slow] == [200, 200]
        assert (await door.ask("late"))[0] == 200

    asyncio.run(story())
