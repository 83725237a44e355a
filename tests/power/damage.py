"""Damaged files of a counter: each is found out, or changes nothing – never a wrong answer."""

from __future__ import annotations

import random
import shutil
import signal
from collections import Counter as Tally
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select

from desk.domain.errors import StorageError
from desk.domain.records import Paper
from desk.models.blobs import Blobs
from desk.models.engine import FILE
from desk.models.tables import metadata
from desk.services import attachments, checking, targets
from desk.services.attachments import File, Put
from desk.services.workplace import Workplace
from tests.kit import COPIES, RESIDENCE, Counter, act, administrator, person, receive

PAGE: Final = 4096
TOO_LONG_S: Final = 120
REFUSED, NAMED, NOTICED, HARMLESS = "refused", "named by verify", "noticed", "harmless"
TOKEN: Final[dict[str, Any]] = {
    "name": "city",
    "url": "https://city.example",
    "token": "t",
    "feed": "f",
}


class WrongAnswerError(AssertionError):
    """The program answers as if nothing were the matter, and its answer is another one."""


def day(counter: Counter, place: Path) -> Path:
    """Work for a while; return a copy of the disk as it is at work, part of it in the log file."""
    with counter.open() as work:
        by = administrator(work)
        targets.connect(work, by, **TOKEN)
        work.keys.put("token city", "a secret that is long enough to be hit")
        papers = (Paper(name="Tờ khai", original=1),)
        made = receive(work, RESIDENCE, papers=papers)
        for number in range(5):
            more = receive(work, RESIDENCE, submitter=person(f"Lê Thử {number}"))
            act(work, more, ("claim", "finish")[number % 2])
        kept = Blobs(counter.folder).put(BytesIO(b"a scanned paper" * 300))
        file = File(sha=kept.sha, size=kept.size, media="application/pdf", pages=1)
        attachments.attach(work, made.uid, Put(file=file, paper="Tờ khai", source="scan"), by)
        work.database.rest()
        for procedure in (COPIES, RESIDENCE):
            act(work, receive(work, procedure), "claim")
        shutil.copytree(counter.home, place)
    (place / "data" / f"{FILE}-shm").unlink()
    return place


def answers(work: Workplace) -> dict[str, list[tuple[Any, ...]]]:
    """Return everything that the database says, table by table."""
    with work.database.read() as tx:
        return {
            table.name: sorted((tuple(row) for row in tx.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


@dataclass
class Damaged:
    """What a campaign has seen."""

    images: int = 0
    outcomes: Tally[str] = field(default_factory=Tally)
    kinds: Tally[str] = field(default_factory=Tally)
    errors: Tally[str] = field(default_factory=Tally)


# -- the damage ---------------------------------------------------------------------------------

Damage = Callable[[bytearray, random.Random], None]


def flip(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 1, 1, 2, 8))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def overwrite(data: bytearray, chance: random.Random) -> None:
    at, size = chance.randrange(len(data)), chance.choice((1, 16, 512))
    data[at : at + size] = chance.randbytes(min(size, len(data) - at))


def cut_off(data: bytearray, chance: random.Random) -> None:
    size = chance.randrange(len(data))
    del data[size - size % chance.choice((1, 512, PAGE)) :]


def zero(data: bytearray, chance: random.Random) -> None:
    size = chance.choice((512, PAGE, 4 * PAGE))
    at = chance.randrange(len(data)) // size * size
    data[at : at + size] = bytes(len(data[at : at + size]))


def swap(data: bytearray, chance: random.Random) -> None:
    pages = len(data) // PAGE
    if pages < 2:
        return
    one, two = (each * PAGE for each in chance.sample(range(pages), 2))
    data[one : one + PAGE], data[two : two + PAGE] = (
        data[two : two + PAGE],
        data[one : one + PAGE],
    )


def repeat(data: bytearray, chance: random.Random) -> None:
    """Put one page in the place of another, as a write that went astray does."""
    pages = max(1, len(data) // PAGE)
    one, two = (chance.randrange(pages) * PAGE for _ in range(2))
    data[two : two + PAGE] = data[one : one + PAGE]


DAMAGES: Final[tuple[Damage, ...]] = (flip, flip, overwrite, cut_off, zero, swap, repeat)
GONE: Final = "gone"


def damage(root: Path, chance: random.Random) -> str:
    """Damage one file of a counter; say which, and how."""
    files = {
        "database": root / "data" / FILE,
        "log": root / "data" / f"{FILE}-wal",
        "witness": next((root / "witness").glob("*.numbers")),
        "keys": next((root / "witness").glob("*.keys")),
        "file": next((root / "data" / "blobs").glob("??/*")),
    }
    which = chance.choices(list(files), (70, 15, 5, 5, 5))[0]
    path = files[which]
    if which != "database" and chance.random() < 0.05:
        path.unlink()
        return f"{which} {GONE}"
    how = chance.choice(DAMAGES)
    data = bytearray(path.read_bytes())
    how(data, chance)
    path.write_bytes(data)
    return f"{which} {how.__name__}"


# -- and what becomes of it ---------------------------------------------------------------------


def campaign(counter: Counter, base: Path, place: Path, seeds: range) -> Damaged:
    """Damage so many images, each told by its seed, and look what the program makes of each."""
    seen = Damaged()
    whole = place / "whole"
    shutil.copytree(base, whole)
    with replace(counter, home=whole).open() as work:
        right = answers(work)
        secret = work.keys.get("token city")
    for seed in seeds:
        chance = random.Random(seed)  # noqa: S311 - told by its seed
        root = place / str(seed)
        shutil.copytree(base, root)
        kind = damage(root, chance)
        try:
            with _in_time():
                outcome = look(replace(counter, home=root), right, secret, seen)
        except BaseException as error:
            error.add_note(f"image {seed}: {kind}: {root}")
            raise
        seen.images += 1
        seen.outcomes[outcome] += 1
        seen.kinds[f"{kind}: {outcome}"] += 1
        shutil.rmtree(root)
    return seen


def look(
    counter: Counter, right: dict[str, list[tuple[Any, ...]]], secret: str, seen: Damaged
) -> str:
    """Open a damaged counter as people do; return what became of it."""
    try:
        with counter.open() as work:
            if checking.verify(work).problems:
                return NAMED
            if work.outcome.epoch:
                return NOTICED
            kept = work.keys.get("token city")
            if not kept:
                return NOTICED  # a counter without its keys joins anew, and says so
            if kept != secret:
                raise WrongAnswerError("another secret")
            found = answers(work)
            if wrong := [name for name, rows in right.items() if found.get(name) != rows]:
                raise WrongAnswerError(_differences(right, found, wrong))
            receive(work)
    except StorageError as error:
        seen.errors[error.code] += 1
        return REFUSED
    return HARMLESS


def _differences(right: Any, found: Any, names: list[str]) -> str:
    told = []
    for name in names:
        was = [row for row in right[name] if row not in found.get(name, [])][:2]
        now = [row for row in found.get(name, []) if row not in right[name]][:2]
        told.append(f"{name}: {was} → {now}")
    return "; ".join(told)[:2000]


@contextmanager
def _in_time() -> Iterator[None]:
    """Let nothing hang."""

    def late(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(TOO_LONG_S)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
