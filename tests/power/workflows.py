"""Everything a counter writes, as a person at it does it: what the power is cut in the midst of."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from desk.app import exchange
from desk.domain import drafts as draft_words
from desk.domain.at_once import AtOnce, Item
from desk.domain.collection import Collecting
from desk.domain.records import Paper
from desk.models.blobs import Blobs
from desk.models.engine import FILE
from desk.services import (
    at_once,
    attachments,
    backup,
    drafts,
    drawer,
    handover,
    intake,
    preferences,
    print_queue,
    scans,
    staff,
    tickets,
)
from desk.services.attachments import File, Put
from desk.services.workplace import Workplace
from tests.flows.stage import City, Desk
from tests.kit import (
    COPIES,
    RESIDENCE,
    Counter,
    act,
    administrator,
    application,
    person,
    receive,
)
from tests.models.revisions import open_as_tomorrow, write
from tests.power.disk import Disk, Recorder

#: What only ever grows: whoever was told that such a row is there finds it for ever.
GROWS: Final = {
    "event": "hex(uid)",
    "dossier": "code",
    "barcode": "barcode FROM dossier",
    "number": "day || ' ' || number",
    "print_job": "id",
    "delivered": "target || ' ' || event_id",
    "ticket": "day || ' ' || series || number",
    "blob": "hex(sha)",
    "staff": "login",
    "target": "name",
    "preference": "key",
}


def promises(home: Path) -> frozenset[tuple[str, str]]:
    """Return everything that a counter says it has, files and keys included."""
    found = set()
    uri = f"{(home / 'data' / FILE).as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True)) as link:
        for name, what in GROWS.items():
            source = what if " FROM " in what else f"{what} FROM {name}"
            found |= {(name, str(key)) for (key,) in link.execute(f"SELECT {source}")}
    for file in (home / "witness").glob("*.keys"):
        found |= {("key", name) for name in json.loads(file.read_bytes())}
    found |= {("copy", each.name) for each in (home / "copies").glob("desk-*") if _named(each)}
    return frozenset(found)


def _named(copy: Path) -> bool:
    return not copy.name.endswith(".new")


@dataclass
class Afoot:
    """A counter at work on a disk that remembers."""

    counter: Counter
    recorder: Recorder
    city: City | None = None
    opened: Workplace | None = None
    scripts: Path | None = None  # of the program that the counter was upgraded to
    given: dict[str, Any] = field(default_factory=dict)

    @property
    def work(self) -> Workplace:
        assert self.opened is not None
        return self.opened

    def done(self) -> None:
        """Tell the person that it is done: from here on it holds."""
        forgotten = self.given.get("forgotten", ())
        found = promises(self.counter.home)
        self.recorder.ack(frozenset(each for each in found if each[0] not in forgotten))

    def received(self, **facts: Any) -> str:
        uid = receive(self.work, RESIDENCE, **facts).uid
        self.done()
        return uid

    def step(self, action: str, **details: Any) -> None:
        act(self.work, self.given["uid"], action, **details)
        self.done()


Do = Callable[[Afoot], object]


@dataclass(frozen=True)
class Workflow:
    """What was before (not recorded), and what the power is cut in."""

    do: Do
    before: Do = lambda _: None
    closed: bool = False  # the counter is opened by the workflow itself, if at all
    city: bool = False


def _has(*steps: tuple[str, dict[str, Any]]) -> Do:
    def before(afoot: Afoot) -> None:
        afoot.given["uid"] = receive(afoot.work, RESIDENCE).uid
        for action, details in steps:
            act(afoot.work, afoot.given["uid"], action, **details)

    return before


def _step(action: str, *before: tuple[str, dict[str, Any]], **details: Any) -> Workflow:
    return Workflow(lambda afoot: afoot.step(action, **details), _has(*before))


def _with_papers(afoot: Afoot) -> None:
    papers = (Paper(name="Tờ khai", original=1),)
    afoot.given["uid"] = receive(afoot.work, RESIDENCE, papers=papers).uid


def _three(afoot: Afoot) -> None:
    afoot.given["three"] = [
        act(afoot.work, receive(afoot.work, RESIDENCE), "finish").uid for _ in range(3)
    ]


def _then(do: Callable[[Afoot, Any], object]) -> Do:
    """Do something as the administrator, and tell that it is done."""

    def both(afoot: Afoot) -> None:
        do(afoot, administrator(afoot.work))
        afoot.done()

    return both


def _hand_over_three(afoot: Afoot, by: Any) -> None:
    who = Collecting(to="Nguyễn Thị Ví Dụ", id_number="001199000001")
    handover.collect(afoot.work, by, afoot.given["three"], who, slip=True)


def _close_the_day(afoot: Afoot, by: Any) -> None:
    drawer.open_(afoot.work, by, 200_000)
    receive(afoot.work, COPIES, paid=True)
    drawer.close(afoot.work, by, 208_000)
    afoot.work.database.rest()


def _file(afoot: Afoot, content: bytes) -> File:
    kept = Blobs(afoot.counter.folder).put(BytesIO(content))
    return File(sha=kept.sha, size=kept.size, media="application/pdf", pages=1)


def _attach(afoot: Afoot, by: Any) -> None:
    file = _file(afoot, b"a scanned paper" * 300)
    put = Put(file=file, paper="Tờ khai", source="scan")
    attachments.attach(afoot.work, afoot.given["uid"], put, by)


def _scan(afoot: Afoot, by: Any) -> None:
    scans.take(afoot.work, [scans.Piece(file=_file(afoot, b"nobody's"))], by, source="scan")


def _draft(afoot: Afoot, by: Any) -> None:
    new = application(uid="draft-1", submitter=person("Lê Dở Dang"))
    asked = draft_words.Draft(
        form=draft_words.Form(new=new), place=0, author=by.uid, author_name=by.name
    )
    drafts.save(afoot.work, by, asked, None)


def _at_once(afoot: Afoot, by: Any) -> None:
    items = (Item(what="Bằng tốt nghiệp", pages=3, copies=2),)
    asked = AtOnce(uid="at-once-1", procedure="2.000815", person=person(), items=items)
    at_once.finish(afoot.work, asked, by)


def _print(afoot: Afoot) -> None:
    for error in ("", "PaperOutError"):
        job = print_queue.take(afoot.work)
        assert job is not None
        print_queue.settle(afoot.work, job, error)
        afoot.done()


def _open(afoot: Afoot) -> None:
    with afoot.counter.open() as work:
        afoot.opened = work
        afoot.done()
        afoot.received()


def _make(afoot: Afoot) -> None:
    afoot.counter.make()
    afoot.done()


def _receive_much(afoot: Afoot) -> None:
    for number in range(4):
        afoot.received(submitter=person(f"Trần Thử {number}"))
    afoot.work.database.rest()
    afoot.received()


def _older_copy(afoot: Afoot) -> None:
    copy = afoot.counter.home.parent / "older"
    with afoot.counter.open() as work:
        receive(work)
    afoot.counter.copy_to(copy)
    with afoot.counter.open() as work:
        for _ in range(3):
            receive(work)
    afoot.recorder.ack(
        frozenset(("printed", code) for (code,) in afoot.counter.rows("SELECT code FROM dossier"))
    )
    afoot.counter.put_back(copy)


def _migrate(afoot: Afoot) -> None:
    afoot.scripts = write(afoot.counter.home.parent / "scripts")
    open_as_tomorrow(afoot.counter.folder, afoot.scripts).close()
    afoot.done()


def _back_up(afoot: Afoot, _: Any) -> None:
    backup.make(afoot.work, afoot.counter.home / "copies", lambda *_: True)


def _join(afoot: Afoot) -> None:
    assert afoot.city is not None
    Desk(afoot.counter, afoot.city, opened=afoot.work).connect()


def _exchange(afoot: Afoot) -> None:
    told = exchange.once(afoot.work)
    assert told.errors == []
    afoot.done()


def _joined(afoot: Afoot) -> None:
    _join(afoot)
    for action in ("claim", "finish"):
        act(afoot.work, receive(afoot.work, RESIDENCE), action)


def _filed_online(afoot: Afoot) -> None:
    _joined(afoot)
    _exchange(afoot)
    assert afoot.city is not None
    for _ in range(3):
        afoot.city.file()


def _differs(afoot: Afoot) -> None:
    """Let the city's disk come back from before: it has to be told everything again."""
    afoot.given["forgotten"] = ("delivered",)  # what the city has lost waits for it again
    _joined(afoot)
    assert afoot.city is not None
    afoot.city.down()
    copy = afoot.city.copy_to(afoot.city.home.parent / "city-before")
    afoot.city.up()
    _exchange(afoot)
    afoot.city.down()
    afoot.city.put_back(copy)
    afoot.city.up()


def _repair(afoot: Afoot) -> None:
    for _ in range(4):
        _exchange(afoot)


_SUPPLEMENT: Final = ("supplement", {"reason": "thiếu giấy"})
_FINISHED: Final[tuple[str, dict[str, Any]]] = ("finish", {})

WORKFLOWS: Final[dict[str, Workflow]] = {
    "making a counter": Workflow(_make, closed=True),
    "opening and receiving": Workflow(_open, closed=True),
    "receiving and resting": Workflow(_receive_much),
    "claiming": _step("claim"),
    "a supplement": _step("supplement", reason="thiếu giấy"),
    "a supplement brought": _step("supplemented", _SUPPLEMENT),
    "rejecting": _step("reject", reason="không thuộc thẩm quyền"),
    "finishing": _step("finish"),
    "handing over": _step("hand-over", _FINISHED, to="Nguyễn Thị Ví Dụ"),
    "a correction": _step("correct", reason="nhầm", changes=(("submitter.name", "Lê Sửa"),)),
    "voiding": _step("void", reason="nhập thử"),
    "handing over three": Workflow(_then(_hand_over_three), _three),
    "returning at once": Workflow(_then(_at_once)),
    "turning away": Workflow(
        _then(
            lambda afoot, by: intake.turn_away(
                afoot.work, "refusal", application(), by, reason="x", items=()
            )
        )
    ),
    "closing the day": Workflow(_then(_close_the_day)),
    "the print queue": Workflow(_print, lambda afoot: [receive(afoot.work) for _ in range(2)]),
    "attaching a file": Workflow(_then(_attach), _with_papers),
    "a scan in the tray": Workflow(_then(_scan)),
    "a draft": Workflow(_then(_draft)),
    "a ticket": Workflow(_then(lambda afoot, _: tickets.take(afoot.work))),
    "an account": Workflow(
        _then(
            lambda afoot, by: staff.open_account(
                afoot.work, by, login="lan", name="Lan Thử", role="clerk"
            )
        )
    ),
    "a choice": Workflow(
        _then(lambda afoot, by: preferences.keep(afoot.work, by.uid, "text", 120))
    ),
    "a backup": Workflow(_then(_back_up), _has()),
    "putting back a backup": Workflow(_open, _older_copy, closed=True),
    "migrating": Workflow(_migrate, closed=True),
    "joining a city": Workflow(_then(lambda afoot, _: _join(afoot)), city=True),
    "sending": Workflow(_exchange, _joined, city=True),
    "receiving from the city": Workflow(_exchange, _filed_online, city=True),
    "repairing": Workflow(_repair, _differs, city=True),
}


@contextmanager
def recorded(name: str, made: Counter, place: Path) -> Iterator[tuple[Disk, Afoot]]:
    """Do a workflow at a copy of a counter, on a disk that remembers; and how the disk was."""
    recorder = Recorder(place / "afoot" / "counter")
    with afoot_at(name, made, place, recorder) as (flow, afoot):
        before = Disk.of(recorder.root)
        with recorder.recording():
            if flow.closed:
                flow.do(afoot)
            else:
                with afoot.counter.open() as afoot.opened:
                    flow.do(afoot)
        yield before, afoot


@contextmanager
def afoot_at(
    name: str, made: Counter, place: Path, recorder: Recorder
) -> Iterator[tuple[Workflow, Afoot]]:
    """Make a copy of a counter ready for a workflow; its city, if any, serves meanwhile."""
    flow = WORKFLOWS[name]
    home = recorder.root
    counter = replace(made, home=home)
    afoot = Afoot(counter, recorder)
    if flow.do is _make:
        home.mkdir(parents=True)
    else:
        home.parent.mkdir(parents=True)
        made.copy_to(counter.folder)
        _copy(made.witnesses, counter.witnesses)
    if flow.city:
        afoot.city = City(place / "city", counter.clock)
        afoot.city.up()
    try:
        _prepare(flow, afoot)
        yield flow, afoot
    finally:
        if afoot.city:
            afoot.city.down()


def _prepare(flow: Workflow, afoot: Afoot) -> None:
    if flow.closed:
        flow.before(afoot)
    else:
        with afoot.counter.open() as afoot.opened:
            flow.before(afoot)


def _copy(old: Path, new: Path) -> None:
    new.mkdir()
    for file in old.iterdir():
        (new / file.name).write_bytes(file.read_bytes())
