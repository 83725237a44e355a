"""What a ward has so far, made ready for its next new counter while nobody waits for it.

Reading a feed of a hundred thousand events costs a counter more than a minute on a slow PC, and
every counter of a ward would do the same work. Here it is done once: a mirror reads the ward's
feed as a counter does, and what it holds is packed, cut into pieces and signed. Wards are kept
apart by their folders. Whatever fails here costs nothing: a counter that is offered no stock
reads the feed.
"""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final, Protocol

import msgspec
import zstandard
from filelock import FileLock, Timeout
from sqlalchemy import Connection, func, select
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from desk.city import keys, tables
from desk.city import pull as feed
from desk.city.bodies import answer
from desk.city.cases import sealed
from desk.city.digest import Forest
from desk.city.enrol import Caller
from desk.city.refusal import RefusalError
from desk.city.store import Store, identity
from desk.city.tables import event
from desk.domain.errors import DeskError
from desk.wire import files as wire_files
from desk.wire.sealed import Sealed
from desk.wire.signing import Signed
from desk.wire.stock import BYTES, LARGEST, MOST, PIECE, PURPOSE, Stock, describe

NONE: Final = "no-stock"
GONE: Final = "stock-gone"
#: So many events behind, a stock is made anew; until then its reader goes on by pages.
BEHIND: Final = 5_000
_PAGE: Final = 1000
_BREATH_S: Final = 0.02  # between two pages, for whoever waits for an answer
_LEVEL: Final = 3
_MANIFEST: Final = "stock.json"
_DOUBT: Final = "doubt"  # a mark: the mirror was not as the city is
_NAME: Final = re.compile(r"[0-9a-f]{64}")
_PRIVATE: Final = 0o700
_FURTHEST: Final = LARGEST // PIECE


class Mirror(Protocol):
    """Reads a ward's feed as a counter does."""

    @property
    def position(self) -> int:
        """How far."""

    def add(self, events: Sequence[Sealed], position: int) -> None:
        """Read on, in one commit."""

    def write(self, into: Path) -> tuple[int, str, int]:
        """Write what a counter would hold as a file; return dossiers, root, events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """How stocks are made: which tables they have, by whom, and for how many events at least."""

    shape: str
    mirror: Callable[[Path, str], AbstractContextManager[Mirror]]
    fewest: int


class Stocks:
    """The stocks of all wards, below one folder that every worker of a city shares."""

    def __init__(self, store: Store, forest: Forest, folder: Path, making: Making) -> None:
        """Name the folder; nothing is made before a counter asks."""
        self._store, self._forest = store, forest
        self._folder, self._making = folder, making
        self._guard = threading.Lock()
        self._makers: dict[int, threading.Thread] = {}
        self._stopping = threading.Event()
        store.before_close.append(self.close)

    def offer(self, caller: Caller, shape: str) -> Signed | None:
        """Return what is ready for a ward; see to it that the next one who asks finds it newer."""
        if shape != self._making.shape:
            return None
        kept = self._kept(caller.unit_id)
        with self._store.read() as tx:
            if kept is not None and not _holds(tx, kept[0]):
                kept = None
            behind = _events_after(tx, caller.unit_id, kept[0].cursor if kept else "")
        if behind >= (BEHIND if kept else self._making.fewest):
            self._begin(caller.unit_id, caller.unit)
        return kept[1] if kept else None

    def expect(self, unit: str) -> None:
        """Make ready what a counter that has just joined will ask for."""
        with self._store.read() as tx:
            unit_id = tx.execute(select(tables.unit.c.id).where(tables.unit.c.code == unit))
            found = int(unit_id.scalar_one())
            behind = _events_after(tx, found, "")
        if behind >= self._making.fewest and self._kept(found) is None:
            self._begin(found, unit)

    def pieces(self, caller: Caller, name: str, first: int, count: int) -> bytes | None:
        """Return some pieces of a stock of the caller's ward, one behind the other."""
        if _NAME.fullmatch(name) is None:
            return None
        with suppress(OSError), self._place(caller.unit_id, name).open("rb") as file:
            file.seek(first * PIECE)
            return file.read(count * PIECE) or None
        return None

    def close(self) -> None:
        """Let what is being made end; what was begun goes on at the next question."""
        self._stopping.set()
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is being made."""
        with self._guard:
            makers = list(self._makers.values())
        for each in makers:
            each.join()

    # -- making ------------------------------------------------------------------------------

    def _begin(self, unit_id: int, unit: str) -> None:
        with self._guard:
            made = self._makers.get(unit_id)
            if self._stopping.is_set() or (made is not None and made.is_alive()):
                return
            made = threading.Thread(target=self._work, args=(unit_id, unit), daemon=True)
            self._makers[unit_id] = made
            made.start()

    def _work(self, unit_id: int, unit: str) -> None:
        folder = self._folder / str(unit_id)
        with suppress(OSError, Timeout, DeskError):  # no disk, another worker's: without a stock
            folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
            with FileLock(folder / "lock", timeout=0, thread_local=False):
                for left in folder.glob("*.new"):
                    left.unlink()
                self._make(unit_id, unit, folder)

    def _make(self, unit_id: int, unit: str, folder: Path) -> None:
        plain = folder / "plain.new"
        with self._store.read() as tx:  # of one moment, however long it takes
            us = identity(tx)
            now = us.feed
            top = feed.top_of(tx, unit_id)
            cursor = str(feed.Cursor(now, top, feed.check_at(tx, top), everything=True))
            before = self._kept(unit_id)
            if before is not None and before[0].cursor == cursor:
                return  # made a moment ago, after somebody had asked for it
            with self._making.mirror(folder / "mirror", now) as mirror:
                for rows in _pages(tx, unit_id, mirror.position, top):
                    mirror.add([sealed(row) for row in rows], rows[-1].position)
                    if self._stopping.wait(_BREATH_S):
                        return
                count, root, events = mirror.write(plain)
            if (count, root) != self._forest.root(tx, unit_id, us):
                _doubt(folder)
                return  # not to be handed out
            signer = keys.signer(tx)
        packed, size = folder / "packed.new", plain.stat().st_size
        name, pieces = _pack(plain, packed)
        plain.unlink()
        stock = Stock(
            unit=unit,
            feed=now,
            cursor=cursor,
            count=count,
            root=root,
            events=events,
            shape=self._making.shape,
            name=name,
            packed=packed.stat().st_size,
            size=size,
            pieces=pieces,
        )
        packed.replace(folder / name)
        (folder / _DOUBT).unlink(missing_ok=True)
        self._keep(folder, signer.signed(describe(stock), PURPOSE))
        _drop_old(folder, {name} | ({before[0].name} if before else set()))

    def _keep(self, folder: Path, signed: Signed) -> None:
        new = folder / f"{_MANIFEST}.new"
        with new.open("wb") as file:
            file.write(msgspec.json.encode(signed))
            file.flush()
            os.fsync(file.fileno())
        new.replace(folder / _MANIFEST)

    def _kept(self, unit_id: int) -> tuple[Stock, Signed] | None:
        """Return the newest stock of a ward that is whole on disk."""
        try:
            data = self._place(unit_id, _MANIFEST).read_bytes()
            signed = msgspec.json.decode(data, type=Signed)
            stock = msgspec.json.decode(signed.text, type=Stock)
            whole = self._place(unit_id, stock.name).stat().st_size == stock.packed
        except (OSError, msgspec.MsgspecError):
            return None
        return (stock, signed) if whole and stock.shape == self._making.shape else None

    def _place(self, unit_id: int, name: str) -> Path:
        return self._folder / str(unit_id) / name


def _doubt(folder: Path) -> None:
    """Begin a mirror anew that was not as the city is for a second time; once, somebody wrote."""
    mark = folder / _DOUBT
    if mark.exists():
        shutil.rmtree(folder / "mirror")
        mark.unlink()
    else:
        mark.touch()


def _holds(tx: Connection, stock: Stock) -> bool:
    """Tell whether the feed still goes on from where a stock ends."""
    cursor = feed.read(stock.cursor)
    here = cursor is not None and cursor.feed == identity(tx).feed
    return here and cursor is not None and feed.check_at(tx, cursor.position) == cursor.check


def _events_after(tx: Connection, unit_id: int, cursor: str) -> int:
    read = feed.read(cursor)
    after = read.position if read else 0
    where = event.c.unit_id == unit_id, event.c.position > after
    return int(tx.execute(select(func.count()).select_from(event).where(*where)).scalar_one())


def _pages(tx: Connection, unit_id: int, after: int, top: int) -> Iterator[Sequence[Any]]:
    columns = (event.c[name] for name in ("position", "head", "salt", "body", "hash"))
    query = select(*columns).where(event.c.unit_id == unit_id).order_by(event.c.position)
    while rows := tx.execute(
        query.where(event.c.position > after, event.c.position <= top).limit(_PAGE)
    ).all():
        yield rows
        after = rows[-1].position


def _pack(plain: Path, packed: Path) -> tuple[str, list[str]]:
    """Pack a file; return the digest of what came of it, and that of each piece."""
    packer = zstandard.ZstdCompressor(level=_LEVEL)
    with plain.open("rb") as source, packed.open("wb") as sink:
        packed.chmod(0o600)
        packer.copy_stream(source, sink, size=plain.stat().st_size)
        sink.flush()
        os.fsync(sink.fileno())
    whole, pieces = sha256(), []
    with packed.open("rb") as file:
        while data := file.read(PIECE):
            whole.update(data)
            pieces.append(sha256(data).hexdigest())
    return whole.hexdigest(), pieces


def _drop_old(folder: Path, wanted: set[str]) -> None:
    """Remove all stocks but the newest and the one before, which somebody may be reading."""
    for each in folder.iterdir():
        if _NAME.fullmatch(each.name) and each.name not in wanted:
            each.unlink()


class Ready:
    """The addresses below `/v1/stock`."""

    def __init__(self, stocks: Stocks | None, caller: Callable[[Request], Caller]) -> None:
        """Bind what they work on; without stocks there never is one."""
        self._stocks, self._caller = stocks, caller

    def routes(self) -> list[Route]:
        """Return the addresses."""
        one = "/v1/stock/{sha}/{first:int}"
        return [
            Route("/v1/stock", self.offer, methods=["GET"]),
            Route(one, self.give, methods=["GET"]),
        ]

    def offer(self, request: Request) -> Response:
        """GET /v1/stock?shape=."""
        caller = self._caller(request)
        shape = request.query_params.get("shape", "")
        found = self._stocks.offer(caller, shape) if self._stocks else None
        if found is None:
            raise RefusalError(HTTPStatus.NOT_FOUND, NONE)
        return answer(request, found)

    def give(self, request: Request) -> Response:
        """GET /v1/stock/{sha}/{first}?count=."""
        caller = self._caller(request)
        name, first = request.path_params["sha"], request.path_params["first"]
        text = request.query_params.get("count", "1")
        if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST):
            raise RefusalError(HTTPStatus.BAD_REQUEST, "count", str(MOST))
        if first > _FURTHEST:
            raise RefusalError(HTTPStatus.NOT_FOUND, GONE)
        data = self._stocks.pieces(caller, name, first, int(text)) if self._stocks else None
        if data is None:
            raise RefusalError(HTTPStatus.NOT_FOUND, GONE)
        headers = {"Cache-Control": "no-store", wire_files.DIGEST: wire_files.digest_field(data)}
        return Response(data, HTTPStatus.OK, headers, media_type=BYTES)
