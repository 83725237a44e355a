"""Invented scans behind the pages: a tray, a scan folder, a dossier's files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from desk.domain.digitising import FolderNews, Reusable, TrayScan
from desk.domain.records import Attachment, Dossier
from desk.domain.views import QueueRow
from desk.ui.scans.ports import Incoming, Leaves, ScanPorts
from tests.ui.invented import NOW

if TYPE_CHECKING:
    from tests.ui.world import World


@dataclass(frozen=True)
class Sheet:
    """A page of paper with a few lines of writing."""

    width: int
    height: int

    @property
    def stride(self) -> int:
        return self.width * 4

    @property
    def data(self) -> bytes:
        white, grey = b"\xff\xff\xff\xff" * self.width, b"\xff\xff\xff\xff" * (self.width // 6)
        ink = grey + b"\x60\x58\x50\xff" * (self.width - 2 * (self.width // 6)) + grey
        ink = ink.ljust(self.stride, b"\xff")[: self.stride]
        step = max(self.height // 30, 3)
        edge = self.height // 8
        lines = (
            ink if edge < y < self.height - edge and y % step == 0 else white
            for y in range(self.height)
        )
        return b"".join(lines)


def scan(key: int, pages: int = 3, **facts: object) -> TrayScan:
    made = TrayScan(
        id=key,
        file=f"{key:064x}",
        media="application/pdf",
        size=900_000,
        pages=pages,
        source="scan",
        at=NOW - timedelta(minutes=30 - key),
    )
    return replace(made, **facts)  # type: ignore[arg-type]  # the record's own fields


@dataclass
class Scans:
    """The tray and the folder; what pages did is in the world's `done`."""

    world: World
    tray: list[TrayScan] = field(default_factory=lambda: [scan(1), scan(2, 1, source="paste")])
    filed: list[TrayScan] = field(default_factory=list)
    news: FolderNews = field(default_factory=lambda: FolderNews(folder="/quet/khong-co", gone=True))
    chosen: str = ""
    outcome: tuple[tuple[str, str, int], ...] = (("", "", 2),)
    away: dict[str, str] = field(default_factory=dict)
    offers: tuple[Reusable, ...] = ()
    unsent: dict[str, str] = field(default_factory=dict)
    line: Exception | None = None  # why nothing comes over it
    drawn: list[tuple[str, int, tuple[int, int], int]] = field(default_factory=list)

    def _note(self, name: str, *facts: object) -> None:
        self.world._note(name, *facts)  # noqa: SLF001 - one book of what was done

    def fetch(self, file: Attachment, told: Callable[[int, int], bool]) -> bool:
        self._note("fetch", file.file)
        for have in (0, file.size // 2):
            if not told(have, file.size):
                return False
            if self.line is not None:
                raise self.line
        self.away.pop(file.file, None)
        return True

    def look(self) -> FolderNews:
        return self.news

    def choose(self, folder: str) -> None:
        self._note("choose_folder", folder)
        self.chosen = folder

    def take(self, file: Incoming) -> tuple[tuple[str, str, int], ...]:
        self._note("take", file)
        return self.outcome

    def file(self, key: int, code: str, paper: str) -> Dossier:
        self._note("file", key, code, paper)
        one = next(each for each in self.tray if each.id == key)
        state = self.find(code)
        self.tray.remove(one)
        self.filed.insert(0, replace(one, code=state.code, paper=paper))
        made = attachment(one.file, paper, pages=one.pages)
        return self._with(state, (*state.attachments, made))

    def unfile(self, key: int) -> None:
        self._note("unfile", key)
        one = next(each for each in self.filed if each.id == key)
        self.filed.remove(one)
        self.tray.append(replace(one, code="", paper=""))

    def drop(self, key: int) -> None:
        self._note("drop", key)
        self.filed += [each for each in self.tray if each.id == key]
        self.tray = [each for each in self.tray if each.id != key]

    def pick_up(self, key: int) -> None:
        self.unfile(key)

    def draw(self, file: str, media: str, page: int, box: tuple[int, int], turn: int = 0) -> Sheet:
        del media
        self.drawn.append((file, page, box, turn))
        if "draw" in self.world.fails:
            raise self.world.fails["draw"]
        wide, high = (1414, 1000) if turn % 180 else (1000, 1414)
        scale = min(box[0] / wide, box[1] / high)
        return Sheet(round(wide * scale), round(high * scale))

    def find(self, code: str) -> Dossier:
        return self.world.lookup(code).dossier

    def search(self, text: str, limit: int) -> tuple[QueueRow, ...]:
        return self.world.search(text, limit)

    def places(self, uid: str) -> Mapping[str, str]:
        del uid
        return self.away

    def reusable(self, uid: str) -> tuple[Reusable, ...]:
        del uid
        return self.offers

    def _with(self, state: Dossier, files: tuple[Attachment, ...]) -> Dossier:
        after = replace(state, attachments=files)
        self.world.dossiers[state.uid] = after
        return after

    def reuse(self, uid: str, file: Attachment) -> Dossier:
        self._note("reuse", uid, file.file)
        self.offers = ()
        state = self.world.dossiers[uid]
        return self._with(state, (*state.attachments, replace(file, source="reuse")))

    def detach(self, uid: str, file: Attachment, reason: str) -> Dossier:
        self._note("detach", uid, file.file, reason)
        state = self.world.dossiers[uid]
        return self._with(state, tuple(each for each in state.attachments if each != file))

    def put_back(self, uid: str, file: Attachment) -> Dossier:
        self._note("put_back", uid, file.file)
        state = self.world.dossiers[uid]
        return self._with(state, (*state.attachments, file))

    def rearrange(
        self, uid: str, file: Attachment, groups: Sequence[Leaves], reason: str
    ) -> Dossier:
        self._note("rearrange", uid, file.file, [list(group) for group in groups], reason)
        state = self.world.dossiers[uid]
        kept = tuple(each for each in state.attachments if each != file)
        new = tuple(
            replace(file, file=f"{n + 900:064x}", pages=len(group))
            for n, group in enumerate(groups)
        )
        return self._with(state, (*kept, *new))


def attachment(file: str, paper: str, pages: int = 3, made: datetime = NOW) -> Attachment:
    return Attachment(
        file=file,
        media="application/pdf",
        size=900_000,
        pages=pages,
        paper=paper,
        source="scan",
        made_at=made,
    )


def scan_ports(scans: Scans) -> ScanPorts:
    return ScanPorts(
        look=scans.look,
        folder=lambda: (scans.chosen or "/quet/mac-dinh", bool(scans.chosen)),
        choose=scans.choose,
        count=lambda: len(scans.tray),
        waiting=lambda: tuple(scans.tray),
        lately=lambda: tuple(each for each in scans.filed if each.code),
        take=scans.take,
        file=scans.file,
        unfile=scans.unfile,
        drop=scans.drop,
        pick_up=scans.pick_up,
        draw=scans.draw,
        find=scans.find,
        search=scans.search,
        places=scans.places,
        fetch=scans.fetch,
        unsent=lambda _: scans.unsent,
        reusable=scans.reusable,
        reuse=scans.reuse,
        detach=scans.detach,
        put_back=scans.put_back,
        rearrange=scans.rearrange,
    )
