"""Files over our own contract: the part of docs/city-api.yaml below `/v1/blobs`."""

from __future__ import annotations

from hashlib import sha256
from http import HTTPStatus
from typing import Final

import msgspec
from typing_extensions import override

from desk.sync.adapters.replies import JSON, T, read
from desk.sync.adapters.transport import Reply, Transport
from desk.sync.errors import (
    BadReplyError,
    FileGoneError,
    FileRefusedError,
    FilesNotTakenError,
    TruncatedReplyError,
)
from desk.sync.ports import FileAdapter
from desk.wire import exchange
from desk.wire import files as wire

_REFUSED: Final = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
)


class NativeFiles(FileAdapter):
    """`desk.sync.ports.FileAdapter` over a transport that somebody else closes."""

    def __init__(self, transport: Transport) -> None:
        """Share a connection."""
        self._transport = transport

    @override
    def ask(self, names: list[str], *, until: float) -> wire.Known:
        body = msgspec.json.encode(wire.Ask(files=names))
        return self._json("POST", "/v1/blobs", wire.Known, until, body)

    @override
    def lacking(self, name: str, *, until: float) -> wire.Lacking:
        found = self._json("GET", f"/v1/blobs/{name}/missing", wire.Lacking, until)
        if found.file != name:
            raise BadReplyError(what="file")
        return found

    @override
    def send(self, name: str, first: int, data: bytes, *, until: float) -> None:
        headers = {
            "Accept": JSON,
            "Content-Type": wire.BYTES,
            wire.DIGEST: wire.digest_field(data),
        }
        path = f"/v1/blobs/{name}/{first}"
        reply = self._transport.ask("PUT", path, until=until, headers=headers, body=data)
        taken = _answer(wire.Taken, reply)
        if (taken.file, taken.first, taken.bytes) != (name, first, len(data)):
            raise BadReplyError(what="piece")

    @override
    def commit(self, name: str, size: int, *, until: float) -> None:
        stored = self._json("POST", f"/v1/blobs/{name}/commit", wire.Stored, until)
        if (stored.file, stored.size) != (name, size):
            raise BadReplyError(what="stored")

    @override
    def fetch(self, name: str, first: int, length: int, *, until: float) -> bytes:
        headers = {"Range": f"bytes={first}-{first + length - 1}"} if length else {}
        reply = self._transport.ask("GET", f"/v1/blobs/{name}", until=until, headers=headers)
        if reply.status not in (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT):
            _refuse(reply)
        if reply.kind != wire.BYTES:
            read(wire.Stored, reply)  # a page, or a reply of another contract: says so
            raise BadReplyError(what="content-type")
        if len(reply.data) < length:
            raise TruncatedReplyError
        proof = wire.read_digest(reply.headers.get(wire.DIGEST.lower(), ""))
        if len(reply.data) != length or proof != sha256(reply.data).digest():
            raise BadReplyError(what="piece")
        return reply.data

    def _json(
        self, method: str, path: str, cls: type[T], until: float, body: bytes | None = None
    ) -> T:
        headers = {"Accept": JSON}
        if body is not None:
            headers["Content-Type"] = JSON
        reply = self._transport.ask(method, path, until=until, headers=headers, body=body)
        return _answer(cls, reply)


def _answer(cls: type[T], reply: Reply) -> T:
    if not HTTPStatus.OK <= reply.status < HTTPStatus.MULTIPLE_CHOICES:
        _refuse(reply)
    return read(cls, reply)


def _refuse(reply: Reply) -> None:
    """Raise what the target's own word about a file means; whatever else is for `read`."""
    if reply.kind == JSON and reply.status == HTTPStatus.NOT_FOUND:
        code = _code(reply)
        if code in ("not-here", "unknown-file"):
            raise FileGoneError(reason=code)
        if code in ("no-files", "not-found"):
            raise FilesNotTakenError
    if reply.kind == JSON and reply.status in _REFUSED:
        raise FileRefusedError(reason=_code(reply)[:40])
    read(exchange.Problem, reply)


def _code(reply: Reply) -> str:
    """Return the code of a problem; empty if it is none."""
    try:
        return msgspec.json.decode(reply.data, type=exchange.Problem).code
    except msgspec.DecodeError:
        return ""
