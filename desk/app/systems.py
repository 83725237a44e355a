"""Other systems of a counter: looked at, tried, remembered, asked again and left – one way for all.

The commands (`desk sync target …`) and the window do it through here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import closing
from typing import TYPE_CHECKING, Any

from desk import settings
from desk.app import dialects, exchange
from desk.domain import rights
from desk.domain.errors import ExchangeError
from desk.domain.systems import HUB, NEEDED, PATHS, MissingFieldError, System, missing
from desk.services import snapshots, targets
from desk.services.targets import Access

if TYPE_CHECKING:
    from desk.app.seat import Seat
    from desk.domain.records import Actor
    from desk.services.workplace import Workplace
    from desk.ui.exchange.ports import SystemsPorts


def look(work: Workplace, name: str) -> System:
    """Return what this counter knows of a system, but for its secret.

    Raises:
        NotConnectedError, UnknownTargetError.
    """
    found = targets.reached(work, name)
    kept = json.loads(found.settings) if found.settings else {}
    known = {"user", *NEEDED[found.kind], *PATHS[found.kind]}
    told = {key: value for key, value in kept.items() if key in known}
    return System(name=found.name, kind=found.kind, url=found.url, told=told)


def save(work: Workplace, by: Actor, system: System, more: Mapping[str, Any] | None = None) -> None:
    """Remember a system that takes dossiers whole; `more` are its codes and the way to it.

    Added again, it has a new address or secret; what it was sent stays known. Without `more`, and
    without a secret, those that are kept stay – the secret only at the address that it was for.

    Raises:
        PracticeError, NotAllowedError, MissingFieldError, TargetNameError, CodesError,
        BadAddressError, PlainHttpError.
    """
    dialects.add(work, by, _access(work, system, more))


def join(work: Workplace, by: Actor, system: System) -> None:
    """Join a hub of the ward with a one-time code, its secret.

    Raises:
        MissingFieldError, and what `exchange.connect` raises.
    """
    for lacking in (*missing(system), *(() if system.secret else ("secret",))):
        raise MissingFieldError(lacking=lacking, kind=system.kind)
    exchange.connect(work, system.url, system.secret, by, name=system.name)


def test(work: Workplace, by: Actor, system: System) -> None:
    """Find out whether a system would listen to what was typed; nothing is sent or remembered.

    Raises:
        What `save` raises, and an ExchangeError that says why it would not listen.
    """
    rights.require(by, "connect")
    if settings.load(work.database.folder).practice:
        raise exchange.PracticeError
    adapter = dialects.prepared(work, _access(work, system, None))
    with closing(adapter), exchange.attempt(system.url, system.name):
        dialects.hello(adapter)


def check(
    work: Workplace, by: Actor, name: str, code: str = "", *, force: bool = False
) -> tuple[int, ExchangeError | None]:
    """Have a system asked again what it holds; return of how many dossiers, and why it is silent.

    Raises:
        NotAllowedError, NotConnectedError, UnknownTargetError.
    """
    targets.reached(work, name)
    count = snapshots.again(work, by, name, code, force=force)
    try:
        dialects.greet(work, name)
    except ExchangeError as failure:
        return count, failure
    return count, None


def _access(work: Workplace, system: System, more: Mapping[str, Any] | None) -> Access:
    """Return how a system is reached, once all that its kind needs was told."""
    for lacking in missing(system):
        raise MissingFieldError(lacking=lacking, kind=system.kind)
    kept = targets.reached(work, system.name) if system.name in targets.names(work) else None
    known = json.loads(kept.settings or "{}") if kept else {}
    secret = system.secret
    if not secret and kept is not None and kept.url == system.url:
        secret = kept.token
    if not secret:
        raise MissingFieldError(lacking="secret", kind=system.kind)
    told = {key: value.strip() for key, value in system.told.items() if value.strip()}
    ours = {key: known[key] for key in ("dialect", *targets.NETWORK) if key in known}
    every = {**(ours if more is None else more), **told}
    return Access(
        name=system.name,
        kind=system.kind,
        url=system.url,
        token=secret,
        settings=json.dumps(every),
    )


def ports(seat: Seat) -> SystemsPorts:
    """Return what the card of other systems is handed."""
    from desk.ui.exchange.ports import SystemsPorts

    work = seat.work

    def add(system: System) -> None:
        if system.name in targets.names(work):
            raise targets.TargetNameError(target=system.name, kind=look(work, system.name).kind)
        change(system)

    def change(system: System) -> None:
        (join if system.kind == HUB else save)(work, seat.user, system)

    def ask(name: str) -> int:
        count, failure = check(work, seat.user, name)
        if failure is not None:
            failure.facts["target"] = name
            raise failure
        return count

    def remove(name: str) -> None:
        with seat.silence():  # a round that is under way would write of what is gone
            targets.remove(work, seat.user, name)

    return SystemsPorts(
        look=lambda name: look(work, name),
        test=lambda system: test(work, seat.user, system),
        add=add,
        change=change,
        check=ask,
        remove=remove,
    )
