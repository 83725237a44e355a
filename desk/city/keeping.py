"""What a ward may do with its files at the city, whatever brings its questions.

A ward reads and writes what its own dossiers name, and nothing else: of any other name it hears
that nobody knows it, whether the city has such a file or not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from http import HTTPStatus
from typing import Final

from sqlalchemy import Connection, select

from desk.city import alarms
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


@dataclass(frozen=True, slots=True)
class Keeping:
    """A city's files. Without a shelf it takes none: every question is refused with `no-files`."""

    store: Store
    shelf: Shelf | None
    clock: Callable[[], datetime]

    def known(self, caller: Caller, asked: Sequence[str]) -> wire.Known:
        """Tell which of at most `MOST_ASKED` files are held, lacking, or of no dossier here.

        Raises:
            RefusalError: too many names.
        """
        shelf = self._open()
        if len(asked) > wire.MOST_ASKED:
            most = str(wire.MOST_ASKED)
            raise RefusalError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large", most)
        with self.store.read() as tx:
            sizes = _sizes(tx, caller, asked)
        held = {sha for sha in sizes if shelf.has(sha)}
        return wire.Known(
            held=[sha for sha in asked if sha in held],
            lacking=[sha for sha in asked if sha in sizes and sha not in held],
            unknown=[sha for sha in asked if sha not in sizes],
        )

    def lacking(self, caller: Caller, sha: str) -> wire.Lacking:
        """Tell which grains of a file have still to come.

        Raises:
            RefusalError: no dossier of the ward names it, or it is larger than any that is taken.
        """
        shelf, size = self.find(caller, sha)
        held = shelf.has(sha)
        runs = [] if held else shelf.missing(caller.unit_id, sha, size)
        return wire.Lacking(file=sha, size=size, held=held, missing=runs)

    def take(
        self, caller: Caller, sha: str, first: int, data: bytes, proof: bytes | None
    ) -> wire.Taken:
        """Put a piece on disk that begins at a grain; `proof` is its SHA-256, as it was sent.

        Raises:
            RefusalError: as `lacking`; it is no run of whole grains, or not what was sent.
        """
        shelf, size = self.find(caller, sha)
        try:
            _check_piece(data, first, size, proof)
        except RefusalError:
            alarms.count(self.store, caller, WRONG, self.clock())
            raise
        if not shelf.has(sha):
            shelf.take(caller.unit_id, sha, first, data)
        return wire.Taken(file=sha, first=first, bytes=len(data))

    def commit(self, caller: Caller, sha: str) -> wire.Stored:
        """Prove a file as a whole; it is held for good when this returns.

        Raises:
            RefusalError: as `lacking`; pieces are missing, or the whole is not the file.
        """
        shelf, size = self.find(caller, sha)
        if not shelf.is_sound(sha):
            if shelf.missing(caller.unit_id, sha, size):
                raise RefusalError(HTTPStatus.UNPROCESSABLE_ENTITY, "missing")
            if not shelf.commit(caller.unit_id, sha, size):
                alarms.count(self.store, caller, WRONG, self.clock())
                raise RefusalError(HTTPStatus.UNPROCESSABLE_ENTITY, "hash")
        return wire.Stored(file=sha, size=size)

    def find(self, caller: Caller, sha: str) -> tuple[Shelf, int]:
        """Return the shelf, and the size of a file that a dossier of the ward names.

        Raises:
            RefusalError.
        """
        shelf = self._open()
        with self.store.read() as tx:
            sizes = _sizes(tx, caller, [sha])
        if sha not in sizes:
            alarms.count(self.store, caller, FOREIGN, self.clock())
            raise RefusalError(HTTPStatus.NOT_FOUND, UNKNOWN)
        if sizes[sha] > wire.LARGEST_FILE:
            most = str(wire.LARGEST_FILE)
            raise RefusalError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large", most)
        return shelf, sizes[sha]

    def held(self, caller: Caller, sha: str) -> tuple[Shelf, int]:
        """Return the same of a file that is here as a whole.

        Raises:
            RefusalError: as `find`, or it has not come yet.
        """
        shelf, size = self.find(caller, sha)
        if not shelf.has(sha):
            raise RefusalError(HTTPStatus.NOT_FOUND, "not-here")
        return shelf, size

    def _open(self) -> Shelf:
        if self.shelf is None:
            raise RefusalError(HTTPStatus.NOT_FOUND, "no-files")
        return self.shelf


def _sizes(tx: Connection, caller: Caller, asked: Sequence[str]) -> dict[str, int]:
    """Return the sizes of those files that dossiers of the caller's ward name."""
    keys = [bytes.fromhex(sha) for sha in asked if wire.is_name(sha)]
    rows = tx.execute(
        select(named.c.sha, named.c.size).where(
            named.c.unit_id == caller.unit_id, named.c.sha.in_(keys)
        )
    )
    return {bytes(row.sha).hex(): row.size for row in rows}


def _check_piece(data: bytes, first: int, size: int, proof: bytes | None) -> None:
    """Refuse a piece that is no run of whole grains, or not what its own hash says."""
    end = first * wire.GRAIN + len(data)
    if first >= wire.grains(size) or not data or end > size:
        raise RefusalError(HTTPStatus.UNPROCESSABLE_ENTITY, "length")
    if len(data) % wire.GRAIN and end != size:
        raise RefusalError(HTTPStatus.UNPROCESSABLE_ENTITY, "length")
    if proof != sha256(data).digest():
        raise RefusalError(HTTPStatus.UNPROCESSABLE_ENTITY, "piece")
