"""Certificates and the list of counters over HTTP, and how a city proves which one it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from desk.city import bodies, keys
from desk.city.bodies import SMALL, answer
from desk.city.enrol import Caller
from desk.city.refusal import RefusalError
from desk.city.store import Store
from desk.wire import devices
from desk.wire.devices import Certified, Certify, Hello, Recalled
from desk.wire.signing import Signed

_LONGEST_NONCE = 100


@dataclass(frozen=True, slots=True)
class Credentials:
    """`caller` says which counter asks."""

    store: Store
    clock: Callable[[], datetime]
    caller: Callable[[Request], Caller]

    def routes(self) -> list[Route]:
        """Return the addresses."""
        return [
            Route("/v1/keys", self.hello, methods=["GET"]),
            Route("/v1/certificate", self.certify, methods=["POST"]),
            Route("/v1/roster", self.roster, methods=["GET"]),
            Route("/v1/roster", self.recall, methods=["POST"]),
        ]

    def hello(self, request: Request) -> Response:
        """GET /v1/keys?nonce= – for anybody: a counter looks before it joins."""
        nonce = request.query_params.get("nonce", "")
        if not devices.SHORTEST_NONCE <= len(nonce) <= _LONGEST_NONCE or not nonce.isascii():
            raise RefusalError(HTTPStatus.BAD_REQUEST, "nonce")
        with self.store.read() as tx:
            own = keys.signer(tx)
        said = Hello(keys=own.public, signature=own.sign(nonce.encode(), devices.HELLO))
        return answer(request, said)

    async def certify(self, request: Request) -> Response:
        """POST /v1/certificate."""
        caller = await run_in_threadpool(self.caller, request)
        asked = bodies.parse(Certify, await bodies.read(request, SMALL))
        return answer(request, await run_in_threadpool(self._certify, caller, asked))

    def _certify(self, caller: Caller, asked: Certify) -> Certified:
        keys.check_possession(caller.uid, asked.keys, asked.proof)
        with self.store.write() as tx:
            issued = keys.certify(tx, caller.id, asked.keys, self.clock())
            own = keys.signer(tx).public
        return Certified(keys=own, certificate=issued)

    async def recall(self, request: Request) -> Response:
        """POST /v1/roster – a counter shows what this city has signed and forgotten."""
        caller = await run_in_threadpool(self.caller, request)
        shown = bodies.parse(Signed, await bodies.read(request, SMALL))
        return answer(request, await run_in_threadpool(self._recall, caller, shown))

    def _recall(self, caller: Caller, shown: Signed) -> Recalled:
        with self.store.write() as tx:
            many = keys.recall(tx, caller.unit_id, caller.unit, shown, self.clock())
        return Recalled(revoked=many)

    def roster(self, request: Request) -> Response:
        """GET /v1/roster."""
        caller = self.caller(request)
        with self.store.read() as tx:
            return answer(request, keys.roster(tx, caller.unit_id, caller.unit))
