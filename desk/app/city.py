"""The reference city beside the counter: the same program, another folder."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desk import paths
from desk.app.counter import clock
from desk.domain.errors import InputError

if TYPE_CHECKING:
    from desk.app.hub import Told
    from desk.city.filing import Enclosed
    from desk.city.reference import Published
    from desk.city.revoke import Revoked
    from desk.city.serve import Ready
    from desk.city.stock import Making
    from desk.services.rules import Rules

Clock = Callable[[], datetime]
_START_S: Final = 20.0
LARGEST_FILE: Final = 100 * 1024 * 1024  # bytes of a citizen's file


class MergeKindError(InputError):
    """Only codes of other systems are published in part; facts: kind."""


class EditionKindError(InputError):
    """Nothing of that kind is published; facts: kind, known."""


class EditionFileError(InputError):
    """The file does not hold what it is to be published as; facts: kind, entry."""


def database_url(folder: Path, *, hub: bool = False) -> str:
    """Return the address of a folder's own database (SQLite) of a city, or of a ward's hub."""
    return f"sqlite:///{(folder / ('hub.db' if hub else 'city.db')).absolute()}"


def rules() -> Rules:
    """Return the rules that come with the program."""
    from desk.services.rules import parse, read_files

    return parse(read_files(paths.resources()))


def serve(
    port: int,
    database: str,
    on_ready: Callable[[Ready], None],
    *,
    host: str,
    hub: bool = False,
    tls: tuple[str, str] | None = None,
    files: Path | None = None,
    workers: int = 1,
    told: Told = lambda *_: None,
) -> None:
    """Serve until a signal ends it; a hub takes no filings, `tls` is (certificate, key).

    A hub that has joined a city asks it meanwhile for what it publishes, and says so to `told`.
    """
    from desk.app import hub as hubs
    from desk.app import stock
    from desk.city import serve as city

    with ExitStack() as meanwhile:

        def ready(state: Ready) -> None:
            on_ready(state)
            if hub:
                meanwhile.enter_context(hubs.fetching(database, told))

        city.serve(
            port,
            database,
            ready,
            host=host,
            rules=None if hub else rules(),
            hub=hub,
            tls=tls,
            files=files,
            clock=clock,
            workers=workers,
            making=stock.making(),
        )


@contextmanager
def running(
    database: str,
    port: int = 0,
    *,
    hub: bool = False,
    clock: Clock = clock,
    files: Path | None = None,
    making: Making | None = None,
) -> Iterator[Ready]:
    """Serve in a thread of this process for the length of a block."""
    from desk.city import serve as city

    ready = threading.Event()
    told: list[Ready] = []

    def on_ready(state: Ready) -> None:
        told.append(state)
        ready.set()

    thread = threading.Thread(
        target=city.serve,
        args=(port, database, on_ready),
        kwargs={
            "rules": None if hub else rules(),
            "hub": hub,
            "clock": clock,
            "files": files,
            "making": making,
        },
    )
    thread.start()
    if not ready.wait(_START_S):
        raise TimeoutError(database.split("://", 1)[0])
    try:
        yield told[0]
    finally:
        told[0].stop()
        thread.join()


def enroll(
    database: str, *, unit: str, commune: str = "", name: str = "", clock: Clock = clock
) -> str:
    """Return a one-time enrolment code for a ward's next counter."""
    from desk.city import enrol

    return enrol.enroll(database, unit, commune, name, now=clock())


def knows(database: str, unit: str, *, clock: Clock = clock) -> bool:
    """Tell whether the city knows a ward: an enrolment writes down one that it does not."""
    from desk.city import enrol

    return enrol.knows(database, unit, now=clock())


def address(database: str, url: str = "", *, clock: Clock = clock) -> str:
    """Return where counters shall join: `url`, or where the city was last served."""
    from desk.city import enrol

    return enrol.invite(database, "", url, now=clock()).url


def draw_invitation(database: str, code: str, url: str, into: Path, *, clock: Clock = clock) -> str:
    """Draw what a counter needs to join as a QR code; return its text."""
    from desk.city import enrol
    from desk.domain import invitation
    from desk.printing import barcode

    text = invitation.write(enrol.invite(database, code, url, now=clock()))
    barcode.save_qr(text, into)
    return text


def revoke(
    database: str,
    *,
    device: str = "",
    slot: int = 0,
    unit: str = "",
    lift: bool = False,
    clock: Clock = clock,
) -> Revoked:
    """Take a counter's right to exchange away, or give it back."""
    from desk.city import revoke as room

    return room.revoke(database, clock(), uid=device, slot=slot, unit_code=unit, lift=lift)


def publish(
    database: str,
    kind: str,
    data: Mapping[str, object],
    starts: str,
    unit: str = "",
    *,
    at_once: bool = True,
    force: bool = False,
    merge: bool = False,
    clock: Clock = clock,
) -> Published:
    """Publish reference data from a day on; what no counter could use is refused here already.

    Without `at_once`, nothing whose day has come; what would hold on that day anyway is published
    again only with `force`. With `merge`, `data` are some codes of a system, to be put into the
    table that would hold on that day: what is published is whole.

    Raises:
        EditionKindError, EditionFileError, RuleDataError: naming what cannot be used.
        MergeKindError: only codes are merged.
        StartDayError, StartsNowError, UnknownUnitError; and what a city's database raises.
    """
    from desk.city import reference
    from desk.services.reference import BrokenEditionError, check, differences
    from desk.services.rules import kind_of, read_files
    from desk.wire.dialects import joined

    files = read_files(paths.resources())
    named, before = _named(kind, data, merge=merge), None
    if named:
        ours = {each: text for each, _, text in files}
        before = reference.standing(database, named, starts, unit, now=clock())
        if before is None and named in ours:
            before = json.loads(ours[named])
    if merge:
        whole = before or {}
        data = joined({key: each for key, each in whole.items() if key != "version"}, data)
    try:
        check(kind, data, lambda: files)
    except BrokenEditionError as error:
        raise EditionFileError(kind=kind, entry=error.facts["entry"]) from error
    order = reference.Order(
        kind=kind_of(kind, data),
        data=data,
        starts=starts,
        unit=unit,
        at_once=at_once,
        force=force,
    )
    told = reference.publish(database, order, now=clock())
    return replace(told, changes=differences(told.kind, before, json.loads(json.dumps(data))))


def _named(kind: str, data: Mapping[str, object], *, merge: bool) -> str:
    """Return the kind under which data are kept; empty where they name none, as bad ones do."""
    from desk.domain.reference import STAFF, UNITS
    from desk.domain.ruledata import RuleDataError
    from desk.services.rules import FILES, kind_of
    from desk.wire.dialects import DIALECTS

    known = (*FILES, UNITS, STAFF)
    if kind.partition("-")[0] not in known:
        raise EditionKindError(kind=kind[:40], known=", ".join(known))
    if merge and kind != "codes":
        raise MergeKindError(kind=kind[:40])
    if kind == "codes" and data.get("system") not in DIALECTS:
        found = str(data.get("system", "–"))[:40]
        raise RuleDataError(entry="system", expected=" | ".join(DIALECTS), found=found)
    try:
        return kind_of(kind, data)
    except KeyError:
        return ""


def withdraw(database: str, serial: int, *, clock: Clock = clock) -> Published:
    """Take an edition back whose day has not come.

    Raises:
        UnknownEditionError, EditionStartedError; and what a city's database raises.
    """
    from desk.city import reference

    return reference.withdraw(database, serial, now=clock())


def editions(database: str, *, clock: Clock = clock) -> tuple[Published, ...]:
    """Return all that the city has published."""
    from desk.city import reference

    return reference.editions(database, now=clock())


def file_online(
    database: str,
    data: Mapping[str, object],
    *,
    beside: Path | None = None,
    files: Path | None = None,
    clock: Clock = clock,
) -> dict[str, object]:
    """File a dossier as a citizen's portal would; the city numbers it.

    A document may name its `file`, a path from `beside` on; it goes to the city's store, `files`
    or the one beside its database.

    Raises:
        InputError, RuleError: it cannot be filed as it is, or a file is none that is taken.
        CityDiskError, and what a city's database raises.
    """
    from desk.city import filing, shelf

    given, found = _files(data, beside or Path())
    store = shelf.shelf_of(database, files)
    return filing.file_online(database, given, clock(), rules(), files=found, shelf=store)


def _files(data: Mapping[str, object], beside: Path) -> tuple[dict[str, object], list[Enclosed]]:
    """Return a dossier without the files of its documents, and those."""
    from desk.city.filing import Enclosed
    from desk.scanning import kinds

    given, found = dict(data), []
    documents = given.get("documents")
    if not isinstance(documents, list):
        return given, []
    plain: list[object] = []
    for each in documents:
        if isinstance(each, Mapping) and isinstance(each.get("file"), str):
            path = beside / str(each["file"])
            known = kinds.kind(path, limit=LARGEST_FILE)
            try:
                content = path.read_bytes()
            except OSError as error:
                raise kinds.ScanNotReadError from error
            paper = str(each.get("name", ""))
            found.append(Enclosed(paper, content, known.media, known.pages))
            plain.append({key: value for key, value in each.items() if key != "file"})
        else:
            plain.append(each)
    given["documents"] = plain
    return given, found
