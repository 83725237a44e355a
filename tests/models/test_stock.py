"""A stock is taken over as a whole or not at all, and nothing in it is believed."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import NoReturn

import pytest
from sqlalchemy import select, update

from desk.models import log
from desk.models.engine import FILE, Database, DiskFullError
from desk.models.stock import Held, Mirror, Place, take
from desk.models.tables import event, target
from desk.services import checking, finding, staff, targets
from desk.wire import canonical
from desk.wire.ids import from_key
from desk.wire.sealed import open_event, read_head
from desk.wire.stock import BadStockError
from tests.kit import BIRTH, COPIES, MARRIAGE, Counter, act, administrator, receive

FEED, CURSOR = "feed-1", "feed-1.9.ab.all"
_COLUMNS = (event.c.head, event.c.salt, event.c.body, event.c.hash)


def written(counter: Counter, place: Path) -> tuple[Path, Held]:
    """Let another counter work, and a mirror read what it wrote; return the mirror's stock."""
    with counter.open() as work:
        made = [receive(work, each) for each in (BIRTH, COPIES, MARRIAGE, COPIES)]
        act(work, made[0], "note", reason="Đã gọi điện")
        by = administrator(work)
        staff.open_account(work, by, login="lan", name="Trần Thử Lan", role="counter")
        with work.database.read() as tx:
            story = [
                log.sealed_of(row) for row in tx.execute(select(*_COLUMNS).order_by(event.c.id))
            ]
    with closing(Mirror(place / "mirror", FEED)) as mirror:
        for at, each in enumerate(story, 1):
            mirror.add([(open_event(each), each)], at)
    with closing(Mirror(place / "mirror", FEED)) as again:  # goes on with what it had
        assert again.position == len(story)
        return place / "stock.db", again.write(place / "stock.db")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Held]:
    place = tmp_path_factory.mktemp("first")
    return written(Counter(place / "one", slot=1).make(), place)


@pytest.fixture
def stock(first: tuple[Path, Held], tmp_path: Path) -> tuple[Path, Held]:
    return Path(shutil.copy2(first[0], tmp_path / "stock.db")), first[1]


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("joined") / "two"
    made = Counter(home, slot=2).make()
    with made.open() as work:
        targets.connect(
            work, administrator(work), name="city", url="https://city.test", token="t", feed=FEED
        )
    return home


@pytest.fixture
def newcomer(joined: Path, tmp_path: Path) -> Counter:
    """Return a counter that has joined a city and heard nothing yet."""
    shutil.copytree(joined, tmp_path / "two")
    made = Counter(tmp_path / "two", slot=2)
    (made.device,) = (from_key(row[0]) for row in made.rows("SELECT device FROM counter"))
    return made


def taken(counter: Counter, stock: tuple[Path, Held]) -> None:
    with counter.open() as work:
        take(work.database, *stock, Place("city", FEED, CURSOR))
        assert checking.verify(work).problems == ()


def test_everything_is_there_and_can_be_found(newcomer: Counter, stock: tuple[Path, Held]) -> None:
    taken(newcomer, stock)
    with newcomer.open() as work:
        states = finding.search_states(work, "nguyen thi vi du")
        assert len(states) == stock[1].count == 4
        with work.database.read() as tx:
            row = tx.execute(select(target.c.feed, target.c.cursor)).one()
        assert tuple(row) == (FEED, CURSOR)


def test_what_the_counter_had_stays(newcomer: Counter, stock: tuple[Path, Held]) -> None:
    with newcomer.open() as work:
        own = [receive(work, COPIES), receive(work, BIRTH)]
        (before,) = targets.statuses(work)
        seen = newcomer.rows("SELECT uid, head, hash FROM event ORDER BY id")
    taken(newcomer, stock)
    kept = newcomer.rows("SELECT uid, head, hash FROM event ORDER BY id")
    assert kept[stock[1].events :] == seen
    with newcomer.open() as work:
        (after,) = targets.statuses(work)
        assert (after.created, after.waiting) == (before.created, before.waiting)
        for each in own:
            act(work, each, "note", reason="Còn nguyên")
        receive(work, MARRIAGE)
        assert checking.verify(work).ok
        assert len(finding.search_states(work, "nguyen thi vi du")) == 7


FAULTS: dict[str, tuple[str, ...]] = {
    "tables": ("CREATE TRIGGER t AFTER INSERT ON staff BEGIN DELETE FROM event; END",),
    "staff": ("INSERT INTO staff (uid, login, rank) VALUES (x'00', 'thief', 1)",),
    "attention": ("INSERT INTO attention (reason, at) VALUES ('fork', 1)",),
    "references": ("DELETE FROM device",),
    "references ": ("DELETE FROM dossier WHERE id = 4",),
    "references  ": ("INSERT INTO attention (reason, at, dossier_id) VALUES ('contested', 1, 99)",),
    "events": ("DELETE FROM event WHERE id = 2",),
    "event": ("UPDATE event SET body = x'7b7d' WHERE id = 2",),
    "event ": ("UPDATE event SET seq = 77 WHERE id = 2",),
    "event  ": ("UPDATE event SET refused = 1 WHERE id = 2",),
    "event   ": ("UPDATE event SET head = x'7b' WHERE id = 2",),
    "event    ": ("UPDATE event SET dossier_id = 3 WHERE id = 1",),
    "root": ("UPDATE dossier SET leaf = zeroblob(32) WHERE id = 1",),
    "root ": ("UPDATE branch SET digest = zeroblob(32)",),
    "state": ("UPDATE dossier SET status = 10 WHERE id = 1",),
    "state ": ("UPDATE standing SET due_at = due_at + 1 WHERE dossier_id = 1",),
}


@pytest.mark.parametrize(
    ("what", "words"), FAULTS.items(), ids=[f"{n}" for n in range(len(FAULTS))]
)
def test_nothing_in_it_is_believed(
    newcomer: Counter, stock: tuple[Path, Held], what: str, words: tuple[str, ...]
) -> None:
    with closing(sqlite3.connect(stock[0], isolation_level=None)) as link:
        for each in words:
            link.execute(each)
    before = newcomer.rows("SELECT * FROM event"), newcomer.rows("SELECT * FROM target")
    with newcomer.open() as work, pytest.raises(BadStockError) as refused:
        take(work.database, *stock, Place("city", FEED, CURSOR))
    assert refused.value.facts["what"] == what.strip()
    assert (newcomer.rows("SELECT * FROM event"), newcomer.rows("SELECT * FROM target")) == before
    with newcomer.open() as work:
        assert checking.verify(work).ok


def test_a_broken_chain_is_seen(newcomer: Counter, stock: tuple[Path, Held]) -> None:
    with closing(sqlite3.connect(stock[0], isolation_level=None)) as link:
        # The last of the log is of no dossier: it alone is another, and whole in itself.
        ((key, text),) = link.execute("SELECT id, head FROM event ORDER BY seq DESC LIMIT 1")
        head = canonical.dumps(replace(read_head(text), prev=sha256(b"another").hexdigest()))
        values = head, sha256(head).digest(), key
        link.execute("UPDATE event SET head = ?, hash = ? WHERE id = ?", values)
    with newcomer.open() as work, pytest.raises(BadStockError) as refused:
        take(work.database, *stock, Place("city", FEED, CURSOR))
    assert refused.value.facts["what"] == "chain"


def test_only_a_counter_that_knows_of_nobody_takes_one(
    tmp_path: Path, newcomer: Counter, stock: tuple[Path, Held]
) -> None:
    with newcomer.open() as work:
        with work.database.write() as tx:
            tx.execute(update(target).values(cursor="feed-1.3.cd.own"))
        with pytest.raises(BadStockError) as refused:
            take(work.database, *stock, Place("city", FEED, CURSOR))
    assert refused.value.facts["what"] == "own"
    again = written(Counter(tmp_path / "two", slot=2), tmp_path / "again")  # its own events in it
    with newcomer.open() as work, pytest.raises(BadStockError) as refused:
        take(work.database, *again, Place("city", FEED, CURSOR))
    assert refused.value.facts["what"] == "own"


def test_a_disk_that_is_full_leaves_everything_as_it_was(
    newcomer: Counter, stock: tuple[Path, Held], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Database, source: sqlite3.Connection) -> None:
        with closing(sqlite3.connect(newcomer.database)) as link:
            source.backup(link, pages=1, progress=_stop)

    def _stop(*_: int) -> None:
        raise DiskFullError(folder="x")

    before = newcomer.rows("SELECT * FROM event")
    with newcomer.open() as work, monkeypatch.context() as patch:
        patch.setattr(Database, "become", full)
        with pytest.raises(DiskFullError):
            take(work.database, *stock, Place("city", FEED, CURSOR))
    assert newcomer.rows("SELECT * FROM event") == before
    with newcomer.open() as work:
        assert checking.verify(work).ok


def test_a_kill_in_the_midst_of_the_commit_leaves_everything_as_it_was(
    newcomer: Counter, stock: tuple[Path, Held]
) -> None:
    before = newcomer.rows("SELECT * FROM event"), newcomer.rows("SELECT * FROM target")
    for step in range(1, 60, 7):
        child = os.fork()
        if child == 0:
            _die_while_taking(newcomer, stock, step)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        with newcomer.open() as work:
            assert checking.verify(work).ok
        now = newcomer.rows("SELECT * FROM event"), newcomer.rows("SELECT * FROM target")
        assert now == before
    taken(newcomer, stock)


def _die_while_taking(counter: Counter, stock: tuple[Path, Held], step: int) -> NoReturn:
    """Be killed after so many pages were written; for a process of its own."""

    def become(database: Database, source: sqlite3.Connection) -> None:
        steps = iter(range(step))

        def tell(*_: int) -> None:
            if next(steps, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)

        source.backup(database._driver(), pages=1, progress=tell)  # noqa: SLF001 - as the real one

    try:
        Database.become = become  # type: ignore[assignment,method-assign]  # this process ends here
        copy = stock[0].with_name("copy.db")
        shutil.copy2(stock[0], copy)
        with counter.open() as work:
            take(work.database, copy, stock[1], Place("city", FEED, CURSOR))
    finally:
        os._exit(1)


def test_a_mirror_of_another_feed_begins_anew(tmp_path: Path) -> None:
    with closing(Mirror(tmp_path / "mirror", FEED)) as mirror:
        mirror.add([], 7)
    with closing(Mirror(tmp_path / "mirror", "feed-2")) as other:
        assert other.position == 0


@pytest.mark.parametrize("left", [b"", b"no database"], ids=["half made", "damaged"])
def test_a_mirror_that_the_power_cut_short_begins_anew(tmp_path: Path, left: bytes) -> None:
    (tmp_path / FILE).write_bytes(left)
    with closing(Mirror(tmp_path, FEED)) as mirror:
        assert mirror.position == 0
