"""Writes a ward as this program leaves it on disk: python -m tests.skew.make_ward.

One file for each pair of revisions (the counters', the city's); what is there is never written
again, since folders like it lie in offices. Run it before a revision is added.
"""

from __future__ import annotations

import io
import shutil
import sys
import tarfile
import tempfile
from pathlib import Path

from desk.city.tables import HEAD as CITY
from desk.models.tables import HEAD as COUNTER
from tests.flows.stage import Stage, settle, staged
from tests.kit import COPIES, MARRIAGE, act, receive

GOLDEN = Path(__file__).parent / "golden"
#: What lies in each of the ward's folders, by the name it has in the archive.
PARTS = ("city", "counter-1", "counter-2")


def tell(stage: Stage) -> None:
    """Tell a day after which each side has something that the other lacks."""
    one, two = stage.one, stage.two
    finished, claimed = receive(one.work, COPIES), receive(one.work, MARRIAGE)
    receive(two.work)
    stage.city.file()
    settle(one, two)
    act(one.work, finished, "claim")
    act(one.work, finished, "finish")
    act(two.work, claimed, "claim")
    act(one.work, claimed, "claim")  # both at once: one of them needs a person
    two.exchange()
    one.exchange()
    # The network goes; both go on alone, and this is what lies on the disks at night.
    receive(one.work, note="chờ gửi")
    act(one.work, finished, "hand-over", to="Nguyễn Thị Ví Dụ", id_number="001199000001")
    receive(two.work, COPIES)
    stage.city.file()


def pack(home: Path) -> bytes:
    """Return the folders as one archive, without whose they are and when they were written."""

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo | None:
        entry.uid = entry.gid = entry.mtime = 0
        entry.uname = entry.gname = ""
        return None if entry.name.endswith((".lock", ".holder", "-wal", "-shm")) else entry

    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:xz") as archive:
        for part in PARTS:
            archive.add(home / part, part, filter=plain)
    return packed.getvalue()


def main() -> int:
    """Write the file of the present revisions, unless it is there."""
    place = GOLDEN / f"ward-{COUNTER}-{CITY}.tar.xz"
    if place.exists():
        return 0
    home = Path(tempfile.mkdtemp())
    try:
        with staged(home) as stage:
            tell(stage)
        place.write_bytes(pack(home))
    finally:
        shutil.rmtree(home)
    return 0


if __name__ == "__main__":
    sys.exit(main())
