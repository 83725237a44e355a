"""What must be true of a ward on every disk that a power cut can leave: its city's, its stick's."""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter as Tally
from collections.abc import Callable
from contextlib import closing, nullcontext, suppress
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from desk.app import stock as stock_room
from desk.city import keys
from desk.services import checking, targets
from desk.sync.courier import NoBundleError
from desk.wire import stick
from desk.wire import stock as stocks
from desk.wire.bundle import NotForHereError
from tests.flows.stage import Desk, prove, settle
from tests.kit import Counter, receive
from tests.power.campaign import LostError
from tests.power.disk import Counted, cut
from tests.power.ward import FEWEST, WORKFLOWS, Ward, on, promises, recorded

MANY: Final = 1_000_000
_SQLITE: Final = ("-wal", "-shm", "-journal")


def campaign(
    name: str, made: Counter, place: Path, *, every: int = 1, torn: int = 1, most: int = MANY
) -> tuple[Counted, int]:
    """Cut the power in one workflow; return also on how many states people went on."""
    before, ward = recorded(name, made, place)
    tried: set[bytes] = set()
    look = hold(name, ward, tried, most)
    # The first disk is that of before: seen often enough.
    counted = cut(before, ward.recorder, place, look, every=every, first=every - 1, torn=torn)
    return counted, len(tried)


def hold(
    name: str, ward: Ward, tried: set[bytes], most: int = MANY
) -> Callable[[Path, list[Any], bool], None]:
    """Return what looks at a disk: all opens and is whole, promises hold, and the day goes on.

    Going on is tried once for all disks on which the same is left: the same rows, the same files;
    on `most` of them.
    """

    def look(root: Path, acked: list[Any], _: bool) -> None:
        left, state = ward.left(root), _state(root)
        _is_whole(left, frozenset().union(*acked))
        if state not in tried and len(tried) < most:
            tried.add(state)
            _goes_on(left, name)

    return look


# -- whole, and nothing lost -------------------------------------------------------------------


def _is_whole(ward: Ward, promised: frozenset[tuple[str, str]]) -> None:
    with ward.store() as store, store.read() as tx:
        damage = tx.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        torn = tx.exec_driver_sql("PRAGMA foreign_key_check").all()
    if damage != ["ok"] or torn:
        raise LostError(damage, torn)
    with ward.open(served=False):
        found = promises(ward.root)
    files = {what for kind, what in found if kind == "file"}
    lost = {(kind, what) for kind, what in promised - found if kind != "bundle"}
    lost -= {(kind, what) for kind, what in lost if kind == "piece" and _file_of(what) in files}
    if lost:
        raise LostError(sorted(lost))
    for path in (ward.city.home / "city-files").glob("??/*"):
        _check(path, path.parent.name + path.name)
    for path in (ward.city.home / "city-files").glob("new/*/*"):
        _check(path, path.name.rpartition("-")[2])
    _check_stick(ward, promised)


def _file_of(piece: str) -> str:
    return piece.partition(" ")[0].partition("-")[2]


def _check(path: Path, sha: str) -> None:
    if sha256(path.read_bytes()).hexdigest() != sha:
        raise LostError(f"half of {path}")


def _check_stick(ward: Ward, promised: frozenset[tuple[str, str]]) -> None:
    """Hold that what a stick shows is whole, and at least as new as what was promised."""
    shown, bad = stick.look(ward.usb)
    if bad:
        raise LostError(bad)
    for each in shown:
        stick.check_parts(ward.usb, each.listing, stick.Way(on))
    newest = max((what for kind, what in promised if kind == "bundle"), default="")
    if newest > max((f"{each.listing.number:020}" for each in shown), default=""):
        raise LostError(f"bundle {newest}")


def _state(root: Path) -> bytes:
    """Return what is the same where the same is left, whatever SQLite has yet to put in order."""
    total = sha256()
    with TemporaryDirectory() as place:
        copied = Path(shutil.copytree(root, Path(place) / "copy"))
        for path in sorted(copied.rglob("*")):
            if path.name.endswith(_SQLITE):
                continue
            total.update(f"{path.relative_to(copied)}\0".encode())
            if path.suffix == ".db":
                with closing(sqlite3.connect(path)) as link:
                    total.update("".join(link.iterdump()).encode())
            elif path.is_file() and not path.name.endswith(".new"):
                total.update(path.read_bytes())
    return total.digest()


# -- and on it goes ----------------------------------------------------------------------------


def _goes_on(ward: Ward, name: str) -> None:
    """Let people go on until both sides are equal."""
    ward.city.code()  # another counter's: it is given as ever
    if ward.city.rows("SELECT 1 FROM device WHERE revoked IS NOT NULL"):
        ward.revoke(lift=True)
    if WORKFLOWS[name].stick:
        _carry(ward)
    with ward.open() as desk:
        _check_counter(desk)
        if not targets.statuses(desk.work):
            desk.connect()
        known = {each.code for each in ward.city.dossiers().values()}
        news = {receive(desk.work).code, str(ward.city.file()["code"])}
        settle(desk)
        if known & news or len(news) != 2:
            raise LostError(f"{known} {news}")
        prove(desk)
        (status,) = targets.statuses(desk.work)
        if status.waiting or status.attention or status.files.waiting:
            raise LostError(status)
    for what in ("code", "barcode"):
        times = Tally(getattr(each, what) for each in ward.city.dossiers().values())
        if [each for each, many in times.items() if many > 1]:
            raise LostError(times)
    if "stock" in name:
        _is_stocked(ward)


def _check_counter(desk: Desk) -> None:
    if problems := checking.verify(desk.work).problems:
        raise LostError(problems)


def _carry(ward: Ward) -> None:
    """Let the stick go on from wherever it is, and once around after that."""
    agreed = ""
    for anew in (False, True):
        if anew:
            ward.write()
        ward.city_reads()
        ward.city_writes()
        ward.desk.counter.clock.pass_(minutes=1)
        with nullcontext() if anew else suppress(NoBundleError, NotForHereError):
            agreed = ward.read()
    if agreed != "equal":
        raise LostError(f"agreed: {agreed}")
    if [each.name for each in ward.usb.glob("*.new")]:
        raise LostError("left on the stick")
    with ward.open(served=False) as desk:
        (status,) = targets.statuses(desk.work)
        if status.waiting or status.files.waiting:
            raise LostError(status)


def _is_stocked(ward: Ward) -> None:
    """Hold that a new counter is offered a stock, that it is whole, and that it is of use."""
    with ward.store() as store:
        signed = ward.stock(store)
        if signed is None:
            raise LostError("no stock")
        with store.read() as tx:
            stock = stocks.read(signed, keys.signer(tx).public, ward.desk.counter.unit)
        (packed,) = (ward.city.home / "city-files" / "stock").glob(f"*/{stock.name}")
        stocks.check(stock, 0, packed.read_bytes())
    ward.city.making = stock_room.making(FEWEST)
    two = Desk(Counter(ward.root / "two", slot=2, clock=ward.city.clock).make(), ward.city)
    with ward.open() as desk:
        two.open()
        two.connect()
        settle(desk, two)
        prove(desk, two)
        two.close()
