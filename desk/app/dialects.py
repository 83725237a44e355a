"""Which dialect each target speaks, and what it has to be told to speak it."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

from desk import settings
from desk.app import devices
from desk.app.ledger import SnapshotLedger
from desk.domain.errors import ExchangeError, StorageError
from desk.domain.records import Actor
from desk.models.blobs import Blobs
from desk.services import targets
from desk.services.targets import NATIVE, Access
from desk.sync.adapters.opencps import OpenCps, OpenCpsSettings
from desk.sync.adapters.portal import Portal, PortalSettings
from desk.sync.adapters.unusable_whole import UnusableWhole
from desk.sync.errors import CodesError, RefusedError, SignInError
from desk.sync.whole import Whole
from desk.wire import canonical, opencps, portal
from desk.wire.dialects import joined

if TYPE_CHECKING:
    from desk.models.log import Counter
    from desk.services.workplace import Workplace
    from desk.sync.engine import Outcome
    from desk.sync.ports import Adapter
    from desk.sync.whole_ports import WholeAdapter

PORTAL: Final = "portal"
OPENCPS: Final = "opencps"
GREET_S: Final = 30.0  # as long as joining may take
T = TypeVar("T")

_CODES: Final = 1_000_000  # bytes of a file of codes; a real one has a few thousand


def spoken(work: Workplace, access: Access) -> Adapter | Whole:
    """Return how to speak with a target, whatever is stored of it."""
    if access.kind == NATIVE:
        return devices.spoken(work, access.name)
    made: WholeAdapter
    try:
        if not access.token:  # the data came from another machine, and its secrets stayed there
            raise SignInError(reason="–")
        made = prepared(work, access)
    except ExchangeError as failure:
        made = UnusableWhole(failure)
    return Whole(made, SnapshotLedger(work, mark(work, access)))


def exchange(work: Workplace, name: str, run: Callable[[Adapter | Whole], Outcome]) -> Outcome:
    """Exchange once with a target of either kind."""
    access = targets.reached(work, name)
    if access.kind == NATIVE:
        return devices.exchange(work, name, run)
    with closing(spoken(work, access)) as target:
        return run(target)


def greet(work: Workplace, name: str) -> None:
    """Find out whether a system of whole dossiers would listen; nothing is sent.

    Raises:
        ExchangeError: why it would not.
    """
    access = targets.reached(work, name)
    if access.kind == NATIVE:
        return
    with closing(spoken(work, access)) as target:
        if isinstance(target, Whole):
            hello(target.adapter)


def hello(adapter: WholeAdapter) -> None:
    """Find out whether a system of whole dossiers listens.

    Raises:
        ExchangeError: why it does not.
    """
    adapter.greet(until=time.monotonic() + GREET_S)


def prepared(work: Workplace, access: Access) -> WholeAdapter:
    """Return what speaks with a system of whole dossiers; nothing was said yet.

    Raises:
        CodesError, BadAddressError, PlainHttpError.
    """
    from desk.models import log

    with work.database.read() as tx:
        me: Counter = log.this_counter(tx)
    if access.kind == PORTAL:
        told = _told(access, PortalSettings)
        return Portal(
            access.url,
            access.token,
            told,
            _codes(work, PORTAL, told.dialect, portal.Dialect),
            office=me.name,
            network=devices.chosen(work, told.authorities, told.proxy),
        )
    site, blobs = _told(access, OpenCpsSettings), Blobs(work.database.folder)
    return OpenCps(
        access.url,
        access.token,
        site,
        _codes(work, OPENCPS, site.dialect, opencps.Dialect),
        office=me.name,
        read_file=partial(_file, blobs),
        has_file=blobs.has,
        network=devices.chosen(work, site.authorities, site.proxy),
    )


def _told(access: Access, cls: type[T]) -> T:
    try:
        return msgspec.json.decode(access.settings, type=cls)
    except msgspec.DecodeError as error:
        raise CodesError(why=str(error)) from error


def _file(blobs: Blobs, sha: str) -> bytes:
    """Return the bytes of a file; one that is not here, or damaged, concerns its dossier alone."""
    try:
        return blobs.checked(sha).read_bytes()
    except StorageError as error:
        raise RefusedError(field="file", text=sha[:12]) from error


def _codes(work: Workplace, kind: str, own: Mapping[str, Any], cls: type[T]) -> T:
    """Return the codes of a kind of system that are in force, with what differs at this target.

    Raises:
        CodesError: a table or a code that no such system has.
    """
    try:
        return msgspec.convert(joined(work.rules.codes[kind], own), cls)
    except msgspec.ValidationError as error:
        raise CodesError(why=str(error)) from error


def mark(work: Workplace, access: Access) -> str:
    """Return what the codes that hold at a target today are known by; empty where it has none."""
    if access.kind == NATIVE:
        return ""
    try:
        own = msgspec.json.decode(access.settings).get("dialect", {})
    except (msgspec.DecodeError, AttributeError):
        return ""
    return sha256(canonical.dumps(joined(work.rules.codes[access.kind], own))).hexdigest()[:16]


def read_codes(path: Path) -> dict[str, Any]:
    """Read a file of codes, TOML or (by its name) JSON.

    Raises:
        CodesError.
    """
    try:
        with path.open("rb") as file:
            text = file.read(_CODES).decode("utf-8-sig")
        found = msgspec.json.decode(text) if path.suffix == ".json" else tomllib.loads(text)
    except (OSError, ValueError, msgspec.DecodeError) as error:
        raise CodesError(why=getattr(error, "strerror", None) or str(error)) from error
    if not isinstance(found, dict):
        raise CodesError(why="{…}")
    return found


def add(work: Workplace, by: Actor, access: Access) -> None:
    """Remember a target that takes dossiers whole, once its address and codes were looked at.

    Raises:
        PracticeError, NotAllowedError, TargetNameError, CodesError, BadAddressError,
        PlainHttpError.
    """
    from desk.app.exchange import PracticeError

    if settings.load(work.database.folder).practice:
        raise PracticeError
    prepared(work, access).close()
    targets.add_whole(work, by, access)
