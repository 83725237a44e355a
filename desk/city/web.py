"""The city over HTTP: what each address does, and how every failure is answered."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final

from anyio.to_thread import current_default_thread_limiter
from sqlalchemy import Connection, Row
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from desk import messages
from desk.city import bodies, enrol, filing, holdings, pages, portal
from desk.city import pull as feed
from desk.city import reference as editions
from desk.city.bodies import LARGEST, SMALL, answer, problem
from desk.city.credentials import Credentials
from desk.city.digest import Forest
from desk.city.enrol import Caller
from desk.city.filing import Rules
from desk.city.gate import Gate, Watch
from desk.city.gauge import EVERY_S, Gauge
from desk.city.health import health
from desk.city.papers import Papers
from desk.city.push import push
from desk.city.refusal import RefusalError
from desk.city.remind import remind
from desk.city.shelf import Shelf
from desk.city.stock import Making, Ready, Stocks
from desk.city.store import THREADS, Store, identity
from desk.city.stories import stories
from desk.domain.application import LARGEST as LARGEST_DOSSIER
from desk.domain.application import read_bytes
from desk.domain.errors import DeskError, InputError, StorageError
from desk.wire.exchange import Digests, Dossiers, Ending, Enrol, Places, Push, Remind, Stated

_BUSY_S: Final = "5"
_LONGEST_NUMBER: Final = 18
#: No script, nothing from elsewhere, in nobody's frame.
_PAGE_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class City:
    """What the addresses work on.

    Without `rules` no dossier can be filed here (a hub); without a `shelf` no file is taken, and
    no stock is made for new counters.
    """

    store: Store
    clock: Callable[[], datetime]
    rules: Rules | None = None
    shelf: Shelf | None = None
    making: Making | None = None
    forest: Forest = field(init=False)
    gauge: Gauge = field(init=False)
    gate: Gate = field(init=False)
    stocks: Stocks | None = field(init=False)

    def __post_init__(self) -> None:
        """Grow the trees of digests over the same store."""
        object.__setattr__(self, "forest", Forest(self.store))
        object.__setattr__(self, "gauge", Gauge(self.clock))
        object.__setattr__(self, "gate", Gate(self.store, self.clock))
        stocks = None
        if self.making is not None and self.shelf is not None:
            place = self.shelf.folder / "stock"
            stocks = Stocks(self.store, self.forest, place, self.making)
        object.__setattr__(self, "stocks", stocks)

    def caller(self, request: Request) -> Caller:
        """Return the counter that asks."""
        return self.gate.caller(request)

    async def enrol(self, request: Request) -> Response:
        """POST /v1/enrol."""
        asked = bodies.parse(Enrol, await bodies.read(request, SMALL))
        joined = await run_in_threadpool(enrol.join, self.store, asked, self.clock())
        if self.stocks is not None:
            await run_in_threadpool(self.stocks.expect, joined.unit)
        return answer(request, joined)

    async def push(self, request: Request) -> Response:
        """POST /v1/push."""
        caller = await run_in_threadpool(self.caller, request)
        data = await bodies.read(request, LARGEST)

        def work() -> Response:
            batch = bodies.parse(Push, data)
            return answer(request, push(self.store, caller, batch, self.clock()))

        return await run_in_threadpool(work)

    async def remind(self, request: Request) -> Response:
        """POST /v1/remind."""
        caller = await run_in_threadpool(self.caller, request)
        data = await bodies.read(request, LARGEST)

        def work() -> Response:
            told = bodies.parse(Remind, data)
            return answer(request, remind(self.store, caller, told, self.clock()))

        return await run_in_threadpool(work)

    def pull(self, request: Request) -> Response:
        """GET /v1/pull?after=&limit=&epoch=&lean=."""
        caller = self.caller(request)
        limit = _whole(request, "limit", feed.USUAL)
        epoch = _whole(request, "epoch", 0)
        if not 1 <= limit <= feed.MOST:
            raise RefusalError(HTTPStatus.BAD_REQUEST, "limit", str(feed.MOST))
        after = request.query_params.get("after", "")
        thin = request.query_params.get("lean", "") == "1"

        def ending(tx: Connection, us: Row[Any], cursor: str) -> Ending:
            place = us.feed, cursor
            return holdings.ending(tx, self.forest, caller, self.clock(), us=us, place=place)

        page = feed.pull(self.store, caller, after, limit, epoch, thin=thin, ending=ending)
        return answer(request, page)

    async def proof(self, request: Request) -> Response:
        """POST /v1/proof."""
        caller = await run_in_threadpool(self.caller, request)
        told = bodies.parse(Stated, await bodies.read(request, SMALL))
        await run_in_threadpool(holdings.state, self.store, caller, told, self.clock())
        return answer(request, {})

    def digest(self, request: Request) -> Response:
        """GET /v1/digest?place=."""
        caller = self.caller(request)
        place = request.query_params.get("place", "")
        return answer(request, self.forest.digest(caller.unit_id, place))

    async def digests(self, request: Request) -> Response:
        """POST /v1/digests."""
        caller = await run_in_threadpool(self.caller, request)
        asked = bodies.parse(Places, await bodies.read(request, SMALL))
        found = await run_in_threadpool(self.forest.digests, caller.unit_id, asked.places)
        return answer(request, Digests(digests=found))

    async def dossiers(self, request: Request) -> Response:
        """POST /v1/dossiers."""
        caller = await run_in_threadpool(self.caller, request)
        asked = bodies.parse(Dossiers, await bodies.read(request, SMALL))
        return answer(request, await run_in_threadpool(stories, self.store, caller, asked))

    def status(self, request: Request) -> Response:
        """GET /v1/status."""
        caller = self.caller(request)
        with self.store.read() as tx:
            us = identity(tx)
            end = holdings.ending(tx, self.forest, caller, self.clock(), us=us)
        found = {
            "feed": us.feed,
            "unit": caller.unit,
            "count": end.count,
            "root": end.root,
            "time": end.time.isoformat(),
            "held": end.held,
            "reminders": True,
        }
        return answer(request, found)

    def reference(self, request: Request) -> Response:
        """GET /v1/reference?after=."""
        caller = self.caller(request)
        return answer(request, editions.after(self.store, caller, _whole(request, "after", 0)))

    async def file(self, request: Request) -> Response:
        """POST /v1/portal/dossiers."""
        await run_in_threadpool(portal.require, self.store, request)
        if self.rules is None:
            raise RefusalError(HTTPStatus.NOT_FOUND, "not-found")
        data = read_bytes(await bodies.read(request, LARGEST_DOSSIER))
        if not isinstance(data, dict):
            raise RefusalError(HTTPStatus.BAD_REQUEST, "schema", "$")
        filed = await run_in_threadpool(filing.file, self.store, data, self.clock(), self.rules)
        return answer(request, filed, HTTPStatus.CREATED)

    def page(self, request: Request) -> Response:
        """GET /?unit=."""
        portal.require(self.store, request)
        heard = self.gate.challenges.heard()
        known = health(self.store, self.gauge, heard, self.clock())
        asked = request.query_params.get("unit", "")
        return HTMLResponse(pages.render(self.store, known, heard, asked), headers=_PAGE_HEADERS)

    def health(self, request: Request) -> Response:
        """GET /v1/health."""
        portal.require(self.store, request)
        heard = self.gate.challenges.heard()
        return answer(request, health(self.store, self.gauge, heard, self.clock()))

    @asynccontextmanager
    async def life(self, _: Starlette) -> AsyncIterator[None]:
        """Write down every few seconds what was counted, for the other processes to tell."""
        # No more threads than connections: those that wait for one would only be in the way.
        current_default_thread_limiter().total_tokens = THREADS
        if not self.store.shared:
            yield
            return
        task = asyncio.create_task(self._write_down())
        try:
            yield
        finally:
            task.cancel()

    async def _write_down(self) -> None:
        while True:
            # While the database is away nothing is lost: the next time tells it.
            with suppress(StorageError):
                await run_in_threadpool(self.gauge.write, self.store)
            await asyncio.sleep(EVERY_S)


def application(city: City) -> Starlette:
    """Return the city as an ASGI application."""
    return Starlette(
        routes=[
            Route("/", city.page, methods=["GET"]),
            Route("/v1/enrol", city.enrol, methods=["POST"]),
            Route("/v1/push", city.push, methods=["POST"]),
            Route("/v1/remind", city.remind, methods=["POST"]),
            Route("/v1/pull", city.pull, methods=["GET"]),
            Route("/v1/digest", city.digest, methods=["GET"]),
            Route("/v1/digests", city.digests, methods=["POST"]),
            Route("/v1/dossiers", city.dossiers, methods=["POST"]),
            Route("/v1/proof", city.proof, methods=["POST"]),
            Route("/v1/status", city.status, methods=["GET"]),
            Route("/v1/health", city.health, methods=["GET"]),
            Route("/v1/portal/dossiers", city.file, methods=["POST"]),
            Route("/v1/reference", city.reference, methods=["GET"]),
            *Papers(city.store, city.shelf, city.caller, city.clock).routes(),
            *Ready(city.stocks, city.caller).routes(),
            *Credentials(city.store, city.clock, city.caller).routes(),
        ],
        exception_handlers=_HANDLERS,
        middleware=[Middleware(Watch)],
        lifespan=city.life,
    )


def _whole(request: Request, name: str, default: int) -> int:
    text = request.query_params.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdigit()) or len(text) > _LONGEST_NUMBER:
        raise RefusalError(HTTPStatus.BAD_REQUEST, name)
    return int(text)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, RefusalError)  # noqa: S101 - registered for this class
    return answer(request, error.problem, error.status, error.headers)


async def _known(request: Request, error: Exception) -> Response:
    """Answer a failure that has words: the asker's, the rules', or our disk's."""
    assert isinstance(error, DeskError)  # noqa: S101 - registered for this class
    if isinstance(error, StorageError):
        status, wait = HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": _BUSY_S}
        return problem(request, status, error.code, headers=wait)
    wrong = isinstance(error, InputError)
    status = HTTPStatus.BAD_REQUEST if wrong else HTTPStatus.UNPROCESSABLE_ENTITY
    return problem(request, status, error.code, str(messages.words(error)))


async def _routed(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class
    code = HTTPStatus(error.status_code).phrase.lower().replace(" ", "-")
    return problem(request, error.status_code, code, headers=error.headers)


async def _gone(request: Request, _: Exception) -> Response:
    """Answer somebody who hung up; nobody will read it."""
    return problem(request, HTTPStatus.BAD_REQUEST, "disconnected")


async def _failed(request: Request, _: Exception) -> Response:
    """Answer for our own fault; the server's log has its trace."""
    return problem(request, HTTPStatus.INTERNAL_SERVER_ERROR, "internal")


_Handler = Callable[[Request, Exception], Awaitable[Response]]
_HANDLERS: Final[dict[Any, _Handler]] = {
    RefusalError: _refused,
    DeskError: _known,
    HTTPException: _routed,
    ClientDisconnect: _gone,
    Exception: _failed,
}
