"""Scans that came in: filed by their codes where these name a dossier, else kept in the tray."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, func, insert, select, update

from desk.domain import rights
from desk.domain.digitising import TrayScan
from desk.domain.errors import InputError
from desk.domain.records import VN, Actor, Dossier
from desk.models.projection import Stored, micros
from desk.models.tables import blob, dossier, scan
from desk.services import attachments
from desk.services.attachments import File, Put
from desk.services.finding import AmbiguousCodeError, UnknownCodeError, find
from desk.services.workplace import Workplace

_SHOWN: Final = 200
WAITING, FILED, DROPPED = "waiting", "filed", "dropped"


class ScanGoneError(InputError):
    """The scan is no longer in the tray: somebody has filed or dropped it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of what came in, already in the store, and where its codes say it belongs."""

    file: File
    barcode: str = ""
    index: int = 0  # of the paper, from 1
    uid: str = ""  # of the dossier that it was put to by hand
    paper: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of one piece; no code: it waits in the tray."""

    scan: int
    pages: int
    code: str = ""
    paper: str = ""
    uid: str = ""


def take(
    work: Workplace, pieces: Sequence[Piece], by: Actor, *, source: str, origin: bytes = b""
) -> tuple[Taken, ...]:
    """Write down what came in, all of it in one commit; return what became of each piece.

    A piece whose dossier is unknown here, void or ambiguous goes to the tray: nothing is lost.

    Raises:
        NotAllowedError; of a piece put to a dossier by hand also what `attachments` raises.
    """
    rights.require(by, attachments.RIGHT)
    now = work.now()
    with work.database.write() as tx:
        return tuple(_take(tx, piece, by, now, (source, origin)) for piece in pieces)


def _take(tx: Connection, piece: Piece, by: Actor, now: datetime, came: tuple[str, bytes]) -> Taken:
    attachments.note(tx, piece.file, now)
    row: dict[str, Any] = {
        "sha": bytes.fromhex(piece.file.sha),
        "source": came[0],
        "origin": came[1],
        "state": WAITING,
        "at": micros(now),
    }
    stored, paper = _wanted(tx, piece)
    if stored is not None:
        put = Put(file=piece.file, paper=paper, source=came[0], made_at=now)
        attachments.added(tx, stored, put, by, now)
        row |= {"state": FILED, "dossier_id": stored.id, "paper": paper}
    key = tx.execute(insert(scan).values(row)).inserted_primary_key
    assert key is not None  # noqa: S101 - an INSERT of one row always has one
    pages = piece.file.pages
    if stored is None:
        return Taken(scan=int(key[0]), pages=pages)
    state = stored.state
    return Taken(scan=int(key[0]), pages=pages, code=state.code, paper=paper, uid=state.uid)


def _wanted(tx: Connection, piece: Piece) -> tuple[Stored | None, str]:
    """Return the dossier and paper that a piece belongs to, as far as that is sure."""
    if piece.uid:
        return find(tx, piece.uid), piece.paper
    if not piece.barcode:
        return None, ""
    try:
        stored = find(tx, piece.barcode)
    except (UnknownCodeError, AmbiguousCodeError):
        return None, ""
    if stored.state.voided:
        return None, ""
    papers = stored.state.papers
    paper = papers[piece.index - 1].name if 0 < piece.index <= len(papers) else ""
    return stored, paper


def seen(work: Workplace, origin: bytes) -> bool:
    """Whether a file was taken before; one that was only dropped since counts as new."""
    with work.database.read() as tx:
        rows = select(scan.c.id).where(scan.c.origin == origin, scan.c.state != DROPPED)
        return tx.execute(rows.limit(1)).first() is not None


# -- the tray ------------------------------------------------------------------------------------


def waiting(work: Workplace) -> tuple[TrayScan, ...]:
    """Return the scans that wait to be filed, oldest first."""
    with work.database.read() as tx:
        rows = tx.execute(_ROWS.where(scan.c.state == WAITING).order_by(scan.c.id).limit(_SHOWN))
        return tuple(_shown(row) for row in rows)


def filed_lately(work: Workplace, since: datetime) -> tuple[TrayScan, ...]:
    """Return what was filed since then, newest first."""
    with work.database.read() as tx:
        rows = tx.execute(
            _ROWS.where(scan.c.state == FILED, scan.c.at >= micros(since))
            .order_by(scan.c.id.desc())
            .limit(_SHOWN)
        )
        return tuple(_shown(row) for row in rows)


def count(work: Workplace) -> int:
    """Return how many scans wait."""
    with work.database.read() as tx:
        rows = select(func.count()).select_from(scan).where(scan.c.state == WAITING)
        return int(tx.execute(rows).scalar_one())


_ROWS: Final = (
    select(
        scan.c.id,
        scan.c.sha,
        scan.c.source,
        scan.c.at,
        scan.c.paper,
        blob.c.media,
        blob.c.size,
        blob.c.pages,
        dossier.c.code,
    )
    .join(blob, blob.c.sha == scan.c.sha)
    .outerjoin(dossier, dossier.c.id == scan.c.dossier_id)
)


def _shown(row: Row[*tuple[Any, ...]]) -> TrayScan:
    return TrayScan(
        id=row.id,
        file=row.sha.hex(),
        media=row.media,
        size=row.size,
        pages=row.pages,
        source=row.source,
        at=datetime.fromtimestamp(row.at / 1_000_000, VN),
        code=row.code or "",
        paper=row.paper,
    )


def file(work: Workplace, key: int, code: str, paper: str, by: Actor) -> Dossier:
    """Put a scan of the tray to a dossier.

    Raises:
        NotAllowedError, ScanGoneError, UnknownCodeError, VoidedError, NoSuchPaperError.
    """
    rights.require(by, attachments.RIGHT)
    now = work.now()
    with work.database.write() as tx:
        row = _of(tx, key, WAITING)
        stored = find(tx, code)
        kept = File(sha=row.sha.hex(), size=row.size, media=row.media, pages=row.pages)
        made = datetime.fromtimestamp(row.at / 1_000_000, VN)
        put = Put(file=kept, paper=paper, source=row.source, made_at=made)
        after = attachments.added(tx, stored, put, by, now)
        _set(tx, key, state=FILED, dossier_id=stored.id, paper=paper)
    return after.state


def unfile(work: Workplace, key: int, by: Actor, reason: str) -> None:
    """Take a scan back into the tray that was filed wrongly.

    Raises:
        NotAllowedError, ScanGoneError, VoidedError, NoSuchFileError.
    """
    rights.require(by, attachments.RIGHT)
    with work.database.write() as tx:
        row = _of(tx, key, FILED)
        stored = find(tx, row.code)
        old = (row.sha.hex(), row.paper)
        attachments.removed(tx, stored, old, by, work.now(), reason=reason)
        _set(tx, key, state=WAITING, dossier_id=None, paper="")


def drop(work: Workplace, key: int, by: Actor) -> None:
    """Put a scan out of the tray; its file stays in the store.

    Raises:
        NotAllowedError, ScanGoneError.
    """
    _move(work, key, by, WAITING, DROPPED)


def pick_up(work: Workplace, key: int, by: Actor) -> None:
    """Take back that a scan was dropped.

    Raises:
        NotAllowedError, ScanGoneError.
    """
    _move(work, key, by, DROPPED, WAITING)


def _move(work: Workplace, key: int, by: Actor, before: str, after: str) -> None:
    rights.require(by, attachments.RIGHT)
    with work.database.write() as tx:
        _of(tx, key, before)
        _set(tx, key, state=after)


def _of(tx: Connection, key: int, state: str) -> Row[*tuple[Any, ...]]:
    row = tx.execute(_ROWS.where(scan.c.id == key, scan.c.state == state)).first()
    if row is None:
        raise ScanGoneError
    return row


def _set(tx: Connection, key: int, **values: object) -> None:
    tx.execute(update(scan).where(scan.c.id == key).values(**values))
