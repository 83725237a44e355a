"""Taking files in: opened, read for codes, split, stored, and only then spoken of."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desk import settings
from desk.domain import digitising
from desk.models.blobs import Blobs, Kept
from desk.scanning import kinds, pages
from desk.scanning.kinds import MEGABYTE, ScanAbsentError, ScanNotReadError
from desk.services import attachments, scans
from desk.services.attachments import File, Put

if TYPE_CHECKING:
    from typing import BinaryIO

    from desk.domain.records import Actor, Attachment, Dossier
    from desk.services.workplace import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a file came in: `uid` and `paper` where it was put to a dossier by hand."""

    source: str = "drop"  # scan | drop | paste
    origin: bytes = b""
    uid: str = ""
    paper: str = ""
    limit: int | None = None  # bytes


def limit(folder: Path) -> int:
    """Return the largest file, in bytes, that the counter of a data folder takes in."""
    return settings.load(folder).scan_limit * MEGABYTE


def take_in(work: Workplace, path: Path, by: Actor, way: Way) -> tuple[scans.Taken, ...]:
    """Take a file into the store and file it, or its parts, where codes or hands say.

    When this returns everything is on disk; where it raises, nothing is spoken of, and the file
    lies where it was.

    Raises:
        InputError: what the file is; StorageError: of the disk it comes from or goes to.
    """
    kinds.kind(path, limit=way.limit)  # before a byte of it is copied
    if way.uid:
        attachments.check(work, way.uid, way.paper, by)
    blobs = Blobs(work.database.folder)
    with blobs.beginning() as copy:
        _copied(blobs, path, copy)
        known = kinds.kind(copy, limit=way.limit)
        parts = () if way.uid else digitising.split(_marks(copy, known))
        whole = not parts or (len(parts) == 1 and len(parts[0].pages) == known.pages)
        if whole:
            file = _file(blobs.keep(copy), known.media, known.pages)
            pieces = [_piece(file, parts[0] if parts else digitising.Part(()), way)]
        else:
            pieces = [
                _piece(_made(blobs, copy, known, [pages.Leaf(n) for n in part.pages]), part, way)
                for part in parts
            ]
    return scans.take(work, pieces, by, source=way.source, origin=way.origin)


def _file(kept: Kept, media: str, count: int) -> File:
    return File(sha=kept.sha, size=kept.size, media=media, pages=count)


def _marks(path: Path, known: kinds.Kind) -> list[digitising.Mark | None]:
    return [digitising.mark_of(texts) for texts in pages.codes(path, known)]


def _piece(file: File, part: digitising.Part, way: Way) -> scans.Piece:
    return scans.Piece(
        file=file, barcode=part.barcode, index=part.index, uid=way.uid, paper=way.paper
    )


def _made(blobs: Blobs, path: Path, known: kinds.Kind, leaves: Sequence[pages.Leaf]) -> File:
    """Store a new file of some pages of another."""
    with blobs.beginning() as new:
        pages.compose(path, known.media, leaves, new)
        kept = blobs.keep(new)
    return _file(kept, known.media, len(leaves))


def rearrange(
    work: Workplace,
    uid: str,
    old: Attachment,
    groups: Sequence[Sequence[tuple[int, int]]],
    by: Actor,
    *,
    reason: str,
) -> Dossier:
    """Make one new file of each group of pages (number, turn) and put them in the old one's place.

    Raises:
        BlobMissingError, BlobDamagedError, PageGoneError, ScanBrokenError; see `renew`.
    """
    blobs = Blobs(work.database.folder)
    path = blobs.checked(old.file)
    known = kinds.Kind(old.media, old.pages)
    new = [
        Put(
            file=_made(blobs, path, known, [pages.Leaf(*leaf) for leaf in group]),
            paper=old.paper,
            kind=old.kind,
            source=old.source,
            made_at=old.made_at,
        )
        for group in groups
    ]
    return attachments.renew(work, uid, (old.file, old.paper), new, by, reason=reason)


class _Source:
    """A file that is read where it lies; failures of its own drive are told as such."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self, size: int) -> bytes:
        """Return the next bytes.

        Raises:
            ScanNotReadError.
        """
        try:
            return self._file.read(size)
        except OSError as error:
            raise ScanNotReadError from error


def _copied(blobs: Blobs, path: Path, copy: Path) -> None:
    try:
        file = path.open("rb")
    except FileNotFoundError as error:
        raise ScanAbsentError from error
    except OSError as error:
        raise ScanNotReadError from error
    with file:
        blobs.fill(copy, _Source(file))


def origin_of(path: Path) -> bytes:
    """Return what tells a file in the scan folder from every other, none of it readable.

    Raises:
        ScanNotReadError.
    """
    try:
        stat = path.stat()
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256")
    except OSError as error:
        raise ScanNotReadError from error
    digest.update(f"{path.name} {stat.st_mtime_ns}".encode())
    return digest.digest()
