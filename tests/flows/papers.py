"""Files of any size for flows: put to dossiers, and looked for at both ends."""

from __future__ import annotations

import io
import random
from hashlib import sha256
from typing import Protocol

from desk.domain.records import Dossier
from desk.models.blobs import Blobs
from desk.services import attachments
from desk.services.attachments import File, Put
from desk.services.workplace import Workplace
from desk.wire.files import GRAIN
from tests.flows.stage import City
from tests.kit import administrator

GRAIN_BYTES = GRAIN


def noise(size: int, seed: int = 1) -> bytes:
    """Return bytes that nothing packs, the same ones for the same seed."""
    return random.Random(seed).randbytes(size)  # noqa: S311 – the same bytes at every run


class AtWork(Protocol):
    """Whoever has a counter open."""

    @property
    def work(self) -> Workplace: ...


def attach(desk: AtWork, dossier: Dossier, data: bytes, paper: str = "") -> str:
    """Put a file to a dossier at a counter; return its name."""
    kept = Blobs(desk.work.database.folder).put(io.BytesIO(data))
    file = File(sha=kept.sha, size=kept.size, media="application/pdf", pages=1)
    put = Put(file=file, paper=paper)
    attachments.attach(desk.work, dossier.uid, put, administrator(desk.work))
    return kept.sha


def at_city(city: City, sha: str) -> bytes | None:
    """Return a file as it lies at the city."""
    path = city.home / "city-files" / sha[:2] / sha[2:]
    return path.read_bytes() if path.is_file() else None


def pieces_at_city(city: City, sha: str) -> list[str]:
    """Return the pieces of a file that the city has before it is whole."""
    places = (city.home / "city-files" / "new").glob(f"*-{sha}/*")
    return sorted(path.name for path in places)


def is_whole(city: City, sha: str) -> bool:
    found = at_city(city, sha)
    return found is not None and sha256(found).hexdigest() == sha
