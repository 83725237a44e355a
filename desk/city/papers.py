"""Files over HTTP: which are missing, pieces in, the whole proved, pieces out."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from desk.city import bodies
from desk.city.bodies import SMALL, answer
from desk.city.enrol import Caller
from desk.city.keeping import Keeping
from desk.city.refusal import RefusalError
from desk.city.shelf import Shelf
from desk.city.store import Store
from desk.wire import files as wire

_RANGE: Final = re.compile(r"bytes=([0-9]{1,12})-([0-9]{1,12})")


class Papers:
    """The addresses below `/v1/blobs`. Without a shelf this city takes no files."""

    def __init__(
        self,
        store: Store,
        shelf: Shelf | None,
        caller: Callable[[Request], Caller],
        clock: Callable[[], datetime],
    ) -> None:
        """Bind what the addresses work on; `caller` tells which counter asks."""
        self._keeping, self._caller = Keeping(store, shelf, clock), caller

    def routes(self) -> list[Route]:
        """Return the addresses."""
        one = "/v1/blobs/{sha}"
        return [
            Route("/v1/blobs", self.ask, methods=["POST"]),
            Route(f"{one}/missing", self.missing, methods=["GET"]),
            Route(f"{one}/commit", self.commit, methods=["POST"]),
            Route(f"{one}/{{first:int}}", self.take, methods=["PUT"]),
            Route(one, self.give, methods=["GET"]),
        ]

    async def ask(self, request: Request) -> Response:
        """POST /v1/blobs."""
        caller = await run_in_threadpool(self._caller, request)
        data = await bodies.read(request, SMALL)

        def work() -> Response:
            asked = bodies.parse(wire.Ask, data).files
            return answer(request, self._keeping.known(caller, asked))

        return await run_in_threadpool(work)

    def missing(self, request: Request) -> Response:
        """GET /v1/blobs/{sha}/missing."""
        caller = self._caller(request)
        return answer(request, self._keeping.lacking(caller, request.path_params["sha"]))

    async def take(self, request: Request) -> Response:
        """PUT /v1/blobs/{sha}/{first}."""
        caller = await run_in_threadpool(self._caller, request)
        sha, first = request.path_params["sha"], request.path_params["first"]
        await run_in_threadpool(self._keeping.find, caller, sha)  # before its bytes are read
        data = await bodies.read(request, wire.LARGEST_PIECE, kind=wire.BYTES)
        proof = wire.read_digest(request.headers.get(wire.DIGEST, ""))
        taken = await run_in_threadpool(self._keeping.take, caller, sha, first, data, proof)
        return answer(request, taken)

    def commit(self, request: Request) -> Response:
        """POST /v1/blobs/{sha}/commit."""
        caller = self._caller(request)
        return answer(request, self._keeping.commit(caller, request.path_params["sha"]))

    def give(self, request: Request) -> Response:
        """GET /v1/blobs/{sha}."""
        caller, sha = self._caller(request), request.path_params["sha"]
        shelf, size = self._keeping.held(caller, sha)
        first, last = _span(request, size)
        data = shelf.read(sha, first, last + 1 - first)
        part = len(data) < size
        headers = {
            "Cache-Control": "no-store",
            "Accept-Ranges": "bytes",
            "ETag": f'"{sha}"',
            wire.DIGEST: wire.digest_field(data),
        }
        if part:
            headers["Content-Range"] = f"bytes {first}-{last}/{size}"
        status = HTTPStatus.PARTIAL_CONTENT if part else HTTPStatus.OK
        return Response(data, status, headers, media_type=wire.BYTES)


def _span(request: Request, size: int) -> tuple[int, int]:
    """Return the first and last byte of what is asked for; all of a small file without a range."""
    text = request.headers.get("range", "")
    if not text:
        if size > wire.LARGEST_PIECE:
            raise RefusalError(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "range")
        return 0, size - 1
    told = _RANGE.fullmatch(text.strip())
    if told is None or not int(told[1]) <= int(told[2]) or int(told[1]) >= size:
        raise RefusalError(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "range")
    first, last = int(told[1]), min(int(told[2]), size - 1)
    if last + 1 - first > wire.LARGEST_PIECE:
        raise RefusalError(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "range")
    return first, last
