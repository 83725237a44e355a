"""What the window's pages of scans and files are handed, bound to the counter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from desk import settings
from desk.app import files, scans
from desk.app.scan_folder import ScanFolder
from desk.domain.records import VN, Attachment, Dossier
from desk.models.blobs import Blobs
from desk.scanning import pages
from desk.services import attachments, finding, reading
from desk.services import files as papers_out
from desk.services import scans as tray
from desk.services.attachments import File, Put
from desk.ui.scans.ports import Incoming, Leaves, ScanPorts

if TYPE_CHECKING:
    from desk.app.seat import Seat
    from desk.domain.digitising import FolderNews, TrayScan

Outcome = tuple[tuple[str, str, int], ...]


def usual_folder(data: Path) -> Path:
    """Return where scans are looked for until somebody chooses: beside the data, not among it."""
    return data.parent / f"{data.name}-scans"


class Filing:
    """The scans and files of one seat."""

    def __init__(self, seat: Seat) -> None:
        """Sit beside a seat, whose user files."""
        self._seat, self._work = seat, seat.work
        self._blobs = Blobs(seat.work.database.folder)
        self._blobs.clear()  # nobody else stores while this counter's lock is held
        self._folder = ScanFolder(self._work, lambda: seat.user)
        self._proved = lru_cache(maxsize=32)(self._prove)

    # -- the scan folder --------------------------------------------------------------------------

    def folder(self) -> tuple[str, bool]:
        """Return the scan folder, and whether somebody chose it."""
        chosen = settings.load(self._seat.folder).scan_folder
        return (chosen or str(usual_folder(self._seat.folder)), bool(chosen))

    def choose(self, folder: str) -> None:
        """Look into another folder from now on."""
        data = self._seat.folder
        settings.save(data, replace(settings.load(data), scan_folder=folder))

    def look(self) -> FolderNews:
        """Look into the scan folder; the usual one is made where it is missing."""
        folder, chosen = self.folder()
        if not chosen:
            Path(folder).mkdir(mode=0o700, exist_ok=True)
        news = self._folder.look(Path(folder), scans.limit(self._seat.folder))
        if news.taken:
            self._seat.nudge()
        return news

    # -- coming in --------------------------------------------------------------------------------

    def take(self, file: Incoming) -> Outcome:
        """Take in what was dropped, chosen or pasted."""
        way = scans.Way(
            source=file.source,
            uid=file.uid,
            paper=file.paper,
            limit=scans.limit(self._seat.folder),
        )
        if file.path:
            taken = scans.take_in(self._work, Path(file.path), self._seat.user, way)
        else:
            with self._blobs.beginning() as pasted:
                self._blobs.fill(pasted, BytesIO(file.data))
                taken = scans.take_in(self._work, pasted, self._seat.user, way)
        self._seat.nudge()
        return tuple((each.code, each.paper, each.pages) for each in taken)

    # -- the tray ---------------------------------------------------------------------------------

    def lately(self) -> tuple[TrayScan, ...]:
        """Return what was filed today."""
        return tray.filed_lately(self._work, datetime.combine(self._work.now().date(), time(), VN))

    def file(self, scan: int, code: str, paper: str) -> Dossier:
        """File a scan."""
        after = tray.file(self._work, scan, code, paper, self._seat.user)
        self._seat.nudge()
        return after

    def unfile(self, scan: int) -> None:
        """Take a scan back that was filed just now."""
        tray.unfile(self._work, scan, self._seat.user, "lấy lại vào khay")
        self._seat.nudge()

    # -- a dossier's files ------------------------------------------------------------------------

    def _prove(self, file: str, _: int) -> Path:
        return self._blobs.checked(file)

    def draw(
        self, file: str, media: str, page: int, box: tuple[int, int], turn: int = 0
    ) -> pages.Dots:
        """Draw a page; a file is read through once, and again when its own date has moved."""
        path = self._blobs.path(file)
        moved = path.stat().st_mtime_ns if path.exists() else 0
        return pages.draw(self._proved(file, moved), media, page, box, turn)

    def find(self, code: str) -> Dossier:
        """Return a dossier."""
        return reading.events(self._work, code)[0]

    def detach(self, uid: str, file: Attachment, reason: str) -> Dossier:
        """Take a file off."""
        key = (file.file, file.paper)
        after = attachments.detach(self._work, uid, key, self._seat.user, reason=reason)
        self._seat.nudge()
        return after

    def put_back(self, uid: str, file: Attachment) -> Dossier:
        """Put a file to its dossier again, as it was."""
        kept = File(sha=file.file, size=file.size, media=file.media, pages=file.pages)
        put = Put(
            file=kept, paper=file.paper, kind=file.kind, source=file.source, made_at=file.made_at
        )
        after = attachments.attach(self._work, uid, put, self._seat.user)
        self._seat.nudge()
        return after

    def reuse(self, uid: str, file: Attachment) -> Dossier:
        """Use an earlier file again."""
        after = attachments.reuse(self._work, uid, file, self._seat.user)
        self._seat.nudge()
        return after

    def rearrange(
        self, uid: str, file: Attachment, groups: Sequence[Leaves], reason: str
    ) -> Dossier:
        """Make new files of a file's pages."""
        after = scans.rearrange(self._work, uid, file, groups, self._seat.user, reason=reason)
        self._seat.nudge()
        return after


def ports(seat: Seat) -> ScanPorts:
    """Return what the pages are handed."""
    made, work = Filing(seat), seat.work
    return ScanPorts(
        look=made.look,
        folder=made.folder,
        choose=made.choose,
        count=lambda: tray.count(work),
        waiting=lambda: tray.waiting(work),
        lately=made.lately,
        take=made.take,
        file=made.file,
        unfile=made.unfile,
        drop=lambda scan: tray.drop(work, scan, seat.user),
        pick_up=lambda scan: tray.pick_up(work, scan, seat.user),
        draw=made.draw,
        find=made.find,
        search=lambda text, limit: finding.search(work, text, limit),
        places=lambda uid: attachments.places(work, uid),
        fetch=lambda file, told: files.fetch_now(work, file, told),
        unsent=lambda uid: papers_out.unsent(work, uid),
        reusable=lambda uid: attachments.reusable(work, uid),
        reuse=made.reuse,
        detach=made.detach,
        put_back=made.put_back,
        rearrange=made.rearrange,
    )
