"""What pages of scans and files are handed; everything runs off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from desk.domain.digitising import FolderNews, Reusable, TrayScan
from desk.domain.records import Attachment, Dossier
from desk.domain.views import QueueRow

#: Pages of a new file: the old page, from 0, and by how much it is turned clockwise.
Leaves = Sequence[tuple[int, int]]


class Drawn(Protocol):
    """A page as dots: four bytes each (blue, green, red, unused), rows from the top."""

    @property
    def width(self) -> int:
        """Dots across."""

    @property
    def height(self) -> int:
        """Dots down."""

    @property
    def stride(self) -> int:
        """Bytes from one row to the next."""

    @property
    def data(self) -> bytes:
        """The dots."""


#: Brings a file here; told how much of it has come, the callable says whether to go on.
Fetch = Callable[[Attachment, Callable[[int, int], bool]], bool]


class Draw(Protocol):
    """Draws one page of a file as large as fits into a box."""

    def __call__(
        self, file: str, media: str, page: int, box: tuple[int, int], turn: int = 0
    ) -> Drawn:
        """Return the page; its bytes were proved to be those that were stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A file on its way in: `data` where it was pasted, else `path`; `uid`: of its dossier."""

    path: str = ""
    data: bytes = b""
    source: str = "drop"  # drop | paste
    uid: str = ""
    paper: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanPorts:
    """The tray, the scan folder, and the files of a dossier."""

    look: Callable[[], FolderNews]  # into the scan folder; takes in at most one file
    folder: Callable[[], tuple[str, bool]]  # where it is, and whether somebody chose it
    choose: Callable[[str], None]  # another folder; "" is the usual one
    count: Callable[[], int]
    waiting: Callable[[], tuple[TrayScan, ...]]
    lately: Callable[[], tuple[TrayScan, ...]]  # filed today
    take: Callable[[Incoming], tuple[tuple[str, str, int], ...]]  # code, paper, pages
    file: Callable[[int, str, str], Dossier]  # scan, code of the dossier, paper
    unfile: Callable[[int], None]
    drop: Callable[[int], None]
    pick_up: Callable[[int], None]
    draw: Draw
    find: Callable[[str], Dossier]  # by code, alias, barcode or uid
    search: Callable[[str, int], tuple[QueueRow, ...]]
    places: Callable[[str], Mapping[str, str]]  # of a dossier's files that are not here
    fetch: Fetch
    unsent: Callable[[str], Mapping[str, str]]  # of a dossier, not at the city yet, and why
    reusable: Callable[[str], tuple[Reusable, ...]]
    reuse: Callable[[str, Attachment], Dossier]
    detach: Callable[[str, Attachment, str], Dossier]  # uid, which, reason
    put_back: Callable[[str, Attachment], Dossier]  # what was just detached
    rearrange: Callable[[str, Attachment, Sequence[Leaves], str], Dossier]
