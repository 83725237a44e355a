"""Does this installation work? Every part once, for real, in a folder of its own."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from desk import messages, paths
from desk.app import counter
from desk.domain.application import read_application
from desk.models.keystore import KeyStore
from desk.sample import Sampler


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check and how it went; `problem` is empty when it passed, `said` what was found."""

    name: str
    ms: int
    problem: str = ""
    said: str = ""


def run() -> Iterator[Check]:
    """Run every check; each is told as it ends."""
    with tempfile.TemporaryDirectory(prefix="desk-selftest-") as name:
        folder = Path(name)
        yield _timed("keys: kept and taken back", _keys, folder)
        with counter.witness_at(folder / "witness"):
            for title, check in _CHECKS:
                yield _timed(title, check, folder)


def _timed(title: str, check: Callable[[Path], str | None], folder: Path) -> Check:
    start = time.perf_counter()
    problem, said = "", ""
    try:
        said = check(folder) or ""
    except Exception as error:  # noqa: BLE001 - whatever fails is what this command is asked to tell
        problem = f"{type(error).__name__}: {error}"
    ms = round((time.perf_counter() - start) * 1000)
    return Check(name=title, ms=ms, problem=problem, said=said)


def _keys(folder: Path) -> str:
    """Keep a secret where a counter's would be kept; return where that is."""
    store = KeyStore(folder, "selftest", "here", system=paths.system_keys())
    store.put("probe", "ế")
    again = KeyStore(folder, "selftest", "here", system=paths.system_keys())
    if again.get("probe") != "ế":
        raise ValueError(again.name)
    again.drop("probe")
    return again.name


def _resources(_: Path) -> None:
    root = paths.resources()
    for part in ("fonts", "icons", "translations", "catalogue", "calendars", "forms", "rules"):
        if not any((root / part).iterdir()):
            raise FileNotFoundError(part)
    for language in messages.LANGUAGES:
        if not messages.table(language):
            raise FileNotFoundError(language)


def _counter(folder: Path) -> None:
    from desk.app import practice
    from desk.services import checking, intake, staff

    data = folder / "data"
    counter.initialise(
        data, unit=practice.UNIT, commune=practice.COMMUNE, name=practice.NAME, slot=1
    )
    with counter.opened(data, purpose="selftest") as work:
        with work.database.read() as tx:
            by = staff.acting(tx)
        procedures = [p for p in work.rules.catalogue.procedures.values() if p.limit.value]
        new = read_application(Sampler(1).dossier(procedures, work.now()), work.now())
        intake.receive(work, new, by)
        verdict = checking.verify(work)
    if not verdict.ok or verdict.dossiers != 1:
        raise ValueError(verdict)


def _paper(folder: Path) -> None:
    from desk.printing import raster
    from desk.services import print_queue

    data = folder / "data"
    with counter.opened(data, write=False) as work:
        code = print_queue.jobs(work)[0].dossier_code
        pdf = counter.print_form(work, data, "receipt", code).pdf
    if not raster.page(pdf, dpi=203).width:
        raise ValueError("no page")


def _window(folder: Path) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from desk.app import window

    if not window.picture(folder / "data", folder / "window.png"):
        raise ValueError("nothing was drawn")


def _exchange(folder: Path) -> None:
    from desk.app import city, exchange

    database = city.database_url(folder / "city")
    code = city.enroll(database, unit="H26.000.99", commune="00099", name="Phường Thử Nghiệm")
    with city.running(database) as ready, counter.opened(folder / "data") as work:
        exchange.connect(work, ready.url, code)
        told = exchange.once(work)
        if told.errors or exchange.same(work).differing:
            raise ValueError(told)


_CHECKS: tuple[tuple[str, Callable[[Path], str | None]], ...] = (
    ("resources", _resources),
    ("counter: receive, verify", _counter),
    ("paper: receipt as PDF and dots", _paper),
    ("window", _window),
    ("exchange with a city of our own", _exchange),
)
