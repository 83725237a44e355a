"""How the exchange of an invented counter stands, and what its last rounds came to."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from desk.domain.records import VN
from desk.domain.systems import System
from desk.domain.views import Exchanged, Sameness, TargetStatus
from desk.ui.exchange.ports import SystemsPorts
from desk.ui.importing.ports import ImportPorts
from desk.ui.notices.ports import NoticePorts
from desk.ui.wordings.ports import WordingPorts
from tests.ui.invented import NOW


def targets(*, offline: bool) -> tuple[TargetStatus, ...]:
    since = datetime.combine(date(2026, 11, 23), time(9, 12), VN)
    return (
        TargetStatus(
            name="Hệ thống một cửa thành phố",
            url="https://motcua.example.vn",
            online=not offline,
            since=since,
            last_ok=since if offline else NOW - timedelta(seconds=40),
            waiting=7 if offline else 0,
            attention=1,
            created=412,
            confirmed=404 if offline else 411,
            error="CityUnreachableError" if offline else "",
            proof=Sameness(
                at=since if offline else NOW - timedelta(seconds=40),
                same=12424 if offline else 12431,
                ours=12431,
                theirs=12424 if offline else 12431,
                unsent=7 if offline else 0,
            ),
        ),
    )


def exchanges(limit: int) -> tuple[Exchanged, ...]:
    name = "Hệ thống một cửa thành phố"
    at = NOW - timedelta(minutes=2)
    made = (
        Exchanged(target=name, at=at, pushed=3, pulled=11, ms=412),
        Exchanged(
            target=name,
            at=at - timedelta(minutes=41),
            pushed=0,
            pulled=0,
            ms=5012,
            error="CityUnreachableError",
        ),
        Exchanged(
            target=name, at=at - timedelta(hours=2), pushed=7, pulled=0, ms=900, way="written"
        ),
    )
    return made[:limit]


def no_systems() -> SystemsPorts:
    """Return the way to systems of which there are none; tests of them use a real counter."""
    return SystemsPorts(
        look=lambda name: System(name=name, kind="portal", url="https://cong.example.vn"),
        test=lambda _: None,
        add=lambda _: None,
        change=lambda _: None,
        check=lambda _: 0,
        remove=lambda _: None,
    )


def no_imports() -> ImportPorts:
    """Return the page of old data with nothing behind it."""

    def nothing(*_: object) -> Any:
        raise LookupError

    return ImportPorts(
        open=nothing, bring=nothing, batches=lambda: (), undo=nothing, save_faults=nothing
    )


def no_notices() -> NoticePorts:
    """Return the way to notices of which there are none; tests of them use a real counter."""
    return NoticePorts(
        candidates=lambda _: (),
        drafts=lambda *_: (),
        put=lambda *_: None,
        listed=lambda: (),
        senders=lambda: (),
        needing=lambda: 0,
        send_now=lambda: None,
        retry=lambda _: None,
        cancel=lambda _: None,
        mark=lambda *_: None,
        readdress=lambda *_: None,
        print_again=lambda _: 0,
        export=lambda *_: 0,
        set_up=lambda *_: None,
        take_away=lambda _: None,
        try_out=lambda _: None,
    )


def no_wordings() -> WordingPorts:
    """Return the way to forms of which there are none; tests of them use a real counter."""
    return WordingPorts(
        forms=lambda: (),
        text=lambda _: "{}",
        preview=lambda *_: (),
        reword=lambda *_: None,
        history=lambda _: (),
        set_logo=lambda _: 0,
    )
