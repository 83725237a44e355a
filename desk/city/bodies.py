"""What goes over HTTP: bounded on the way in, JSON both ways, compressed where asked."""

from __future__ import annotations

import asyncio
import gzip
import re
import zlib
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final, TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from desk.city.gauge import REFUSED
from desk.city.refusal import RefusalError
from desk.wire.exchange import MAX_BYTES, MAX_EVENTS, Problem

T = TypeVar("T")

#: Events are JSON inside JSON: each of their bytes may need another one before it.
LARGEST: Final = 2 * MAX_BYTES + MAX_EVENTS * 128
SMALL: Final = 64 * 1024
_JSON: Final = "application/json"
PATIENCE_S: Final = 60.0
_WORTH_PACKING: Final = 600  # bytes
_LEVEL: Final = 4  # 9 packs a tenth better in three times the time
_GZIP: Final = 31  # zlib's word for a gzip header and trailer
_PLACE: Final = re.compile(r"\$[\w.\[\]…]*")


async def read(request: Request, limit: int, *, kind: str = _JSON) -> bytes:
    """Return the body of a request, unpacked, of at most `limit` bytes.

    Raises:
        RefusalError: 400 gzip, 408, 413 too-large, 415.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip() != kind:
        raise RefusalError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "content-type", kind)
    packing = request.headers.get("content-encoding", "identity").strip().lower()
    if packing not in ("identity", "gzip"):
        raise RefusalError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "content-encoding", "gzip")
    parts, size = [], 0
    try:
        async with asyncio.timeout(PATIENCE_S):
            async for part in request.stream():
                size += len(part)
                if size > limit:
                    raise RefusalError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large", str(limit))
                parts.append(part)
    except TimeoutError as error:
        raise RefusalError(HTTPStatus.REQUEST_TIMEOUT, "too-slow") from error
    data = b"".join(parts)
    return _unpack(data, limit) if packing == "gzip" else data


def _unpack(data: bytes, limit: int) -> bytes:
    """Unpack gzip, never holding more than `limit` bytes of it."""
    stream = zlib.decompressobj(_GZIP)
    try:
        plain = stream.decompress(data, limit + 1)
    except zlib.error as error:
        raise RefusalError(HTTPStatus.BAD_REQUEST, "gzip") from error
    if len(plain) > limit:
        raise RefusalError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large", str(limit))
    if not stream.eof or stream.unused_data:
        raise RefusalError(HTTPStatus.BAD_REQUEST, "gzip")
    return plain


def parse(cls: type[T], data: bytes) -> T:
    """Read a message strictly.

    Raises:
        RefusalError: 400 json or schema, naming the place but never what stands there.
    """
    try:
        return msgspec.json.decode(data, type=cls)
    except msgspec.ValidationError as error:
        place = _PLACE.search(str(error))
        detail = place[0] if place else ""
        raise RefusalError(HTTPStatus.BAD_REQUEST, "schema", detail) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RefusalError(HTTPStatus.BAD_REQUEST, "json") from error


def answer(
    request: Request,
    message: object,
    status: int = HTTPStatus.OK,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return a message as the reply to a request."""
    if isinstance(message, Problem):
        request.scope.setdefault("state", {})[REFUSED] = message.code
    data = msgspec.json.encode(message)
    own = {"Cache-Control": "no-store", "Vary": "Accept-Encoding", **(headers or {})}
    accepted = request.headers.get("accept-encoding", "")
    if len(data) > _WORTH_PACKING and "gzip" in accepted:
        data = gzip.compress(data, _LEVEL, mtime=0)
        own["Content-Encoding"] = "gzip"
    return Response(data, status, own, media_type="application/json")


def problem(
    request: Request,
    status: int,
    code: str,
    detail: str = "",
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return a problem as the reply to a request."""
    return answer(request, Problem(code=code, detail=detail), status, headers)
