"""Files over HTTP: which are missing, pieces in, the whole proved, pieces out.

A ward reads and writes what its own dossiers name, and nothing else: of any other name it hears
that nobody knows it, whether the city has such a file or not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from http import HTTPStatus
from typing import Final

from sqlalchemy import Connection, select
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from desk.city import alarms, bodies
from desk.city.bodies import SMALL, answer
from desk.city.enrol import Caller
from desk.city.refusal import RefusalError
from desk.city.shelf import Shelf
from desk.city.store import Store
from desk.city.tables import named
from desk.wire import files as wire

UNKNOWN: Final = "unknown-file"
#: What is counted: files of others that were asked for, and pieces or wholes that are not theirs.
FOREIGN: Final = "file-foreign"
WRONG: Final = "file-wrong"
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
        self._store, self._shelf, self._caller, self._clock = store, shelf, caller, clock

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
            shelf = self._open()
            asked = bodies.parse(wire.Ask, data).files
            if len(asked) > wire.MOST_ASKED:
                raise RefusalError(
                    HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large", str(wire.MOST_ASKED)
                )
            with self._store.read() as tx:
                sizes = _sizes(tx, caller, asked)
            held = {sha for sha in sizes if shelf.has(sha)}
            known = wire.Known(
                held=[sha for sha in asked if sha in held],
                lacking=[sha for sha in asked if sha in sizes and sha not in held],
                unknown=[sha for sha in asked if sha not in sizes],
            )
            return answer(request, known)

        return await run_in_threadpool(work)

    def missing(self, request: Request) -> Response:
        """GET /v1/blobs/{sha}/missing."""
        caller = self._caller(request)
        shelf, sha, size = self._file(request, caller)
        held = shelf.has(sha)
        runs = [] if held else shelf.missing(caller.unit_id, sha, size)
        return answer(request, wire.Lacking(file=sha, size=size, held=held, missing=runs))

    async def take(self, request: Request) -> Response:
        """PUT /v1/blobs/{sha}/{first}."""
        caller = await run_in_threadpool(self._caller, request)
        shelf, sha, size = await run_in_threadpool(self._file, request, caller)
        data = await bodies.read(request, wire.LARGEST_PIECE, kind=wire.BYTES)

        def work() -> Response:
            try:
                first = _grain(request, size)
                _check_piece(request, data, first, size)
            except RefusalError:
                alarms.count(self._store, caller, WRONG, self._clock())
                raise
            if not shelf.has(sha):
                shelf.take(caller.unit_id, sha, first, data)
            return answer(request, wire.Taken(file=sha, first=first, bytes=len(data)))

        return await run_in_threadpool(work)

    def commit(self, request: Request) -> Response:
        """POST /v1/blobs/{sha}/commit."""
        caller = self._caller(request)
        shelf, sha, size = self._file(request, caller)
        if not shelf.is_sound(sha):
            if shelf.missing(caller.unit_id, sha, size):
                raise RefusalError(HTTPStatus.UNPROCESSABLE_ENTITY, "missing")
            if not shelf.commit(caller.unit_id, sha, size):
                alarms.count(self._store, caller, WRONG, self._clock())
                raise RefusalError(HTTPStatus.UNPROCESSABLE_ENTITY, "hash")
        return answer(request, wire.Stored(file=sha, size=size))

    def give(self, request: Request) -> Response:
        """GET /v1/blobs/{sha}."""
        caller = self._caller(request)
        shelf, sha, size = self._file(request, caller)
        if not shelf.has(sha):
            raise RefusalError(HTTPStatus.NOT_FOUND, "not-here")
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

    def _open(self) -> Shelf:
        if self._shelf is None:
            raise RefusalError(HTTPStatus.NOT_FOUND, "no-files")
        return self._shelf

    def _file(self, request: Request, caller: Caller) -> tuple[Shelf, str, int]:
        """Return shelf, name and size of the file that an address names."""
        shelf, sha = self._open(), request.path_params["sha"]
        with self._store.read() as tx:
            sizes = _sizes(tx, caller, [sha])
        if sha not in sizes:
            alarms.count(self._store, caller, FOREIGN, self._clock())
            raise RefusalError(HTTPStatus.NOT_FOUND, UNKNOWN)
        if sizes[sha] > wire.LARGEST_FILE:
            raise RefusalError(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large", str(wire.LARGEST_FILE)
            )
        return shelf, sha, sizes[sha]


def _sizes(tx: Connection, caller: Caller, asked: list[str]) -> dict[str, int]:
    """Return the sizes of those files that dossiers of the caller's ward name."""
    keys = [bytes.fromhex(sha) for sha in asked if wire.is_name(sha)]
    rows = tx.execute(
        select(named.c.sha, named.c.size).where(
            named.c.unit_id == caller.unit_id, named.c.sha.in_(keys)
        )
    )
    return {bytes(row.sha).hex(): row.size for row in rows}


def _grain(request: Request, size: int) -> int:
    first: int = request.path_params["first"]
    if first >= wire.grains(size):
        raise RefusalError(HTTPStatus.UNPROCESSABLE_ENTITY, "length")
    return first


def _check_piece(request: Request, data: bytes, first: int, size: int) -> None:
    """Refuse a piece that is no run of whole grains, or not what its own hash says."""
    end = first * wire.GRAIN + len(data)
    if not data or end > size or (len(data) % wire.GRAIN and end != size):
        raise RefusalError(HTTPStatus.UNPROCESSABLE_ENTITY, "length")
    if wire.read_digest(request.headers.get(wire.DIGEST, "")) != sha256(data).digest():
        raise RefusalError(HTTPStatus.UNPROCESSABLE_ENTITY, "piece")


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
