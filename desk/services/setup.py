"""The first start: a data folder becomes a counter."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import insert

from desk.domain import codes
from desk.domain import counter_events as cev
from desk.domain.errors import InputError, StorageError
from desk.domain.person import NAME_LONGEST, clean_line
from desk.domain.records import Actor
from desk.domain.text import nfc
from desk.models import log
from desk.models.engine import FILE, Database, WriteLock, known_failures
from desk.models.migrate import upgrade
from desk.models.numbers import SYSTEM
from desk.models.tables import counter
from desk.models.witness import Witness, machine_fingerprint
from desk.services import rules, staff
from desk.wire.durable import make_folder, sync_folder
from desk.wire.ids import new_uid, to_key

_FIRST: Final = Actor(uid="", login="system", name="Hệ thống", role="administrator")


class AlreadyInitialisedError(StorageError):
    """The folder holds a counter's database already; it is left as it is."""


class BadNameError(InputError):
    """The office's name is empty."""


def initialise(
    folder: Path,
    witnesses: Path,
    resources: Path,
    now: datetime,
    *,
    unit: str,
    commune: str,
    name: str,
    slot: int,
    pattern: str = "",
    admin_login: str = "admin",
    admin_name: str = "Quản trị viên",
    password: str = "",
) -> str:
    """Make a new counter in `folder` (an existing empty one is fine); return its device uid.

    The database is built beside its place and moved there when it is whole, so that a power
    cut leaves either no counter or a complete one.

    Raises:
        AlreadyInitialisedError, BadNameError, InputError (unit, commune, slot), StorageError.
    """
    unit = codes.check_unit(nfc(unit).strip())
    commune = codes.check_commune(commune.strip())
    slot = codes.check_slot(slot)
    if pattern:
        codes.official_code(unit, now.date(), slot * 1000 + 1, pattern)  # refuses a bad one
    name = clean_line(name, field="--name", limit=NAME_LONGEST)
    if not name:
        raise BadNameError
    path = folder / FILE
    with known_failures(path):
        make_folder(folder, 0o700)  # citizens' data: ours alone
    lock = WriteLock(folder, "init")
    lock.acquire()
    try:
        # A log without its database would be played into the new one.
        if any(path.with_name(FILE + end).exists() for end in ("", "-wal")):
            raise AlreadyInitialisedError(folder=folder.name)
        own = {
            "device": to_key(device := new_uid(now)),
            "machine": machine_fingerprint(),
            "unit": unit,
            "commune": commune,
            "name": name,
            "pattern": pattern,
            "slot": slot,
        }
        account = {"login": admin_login, "name": admin_name, "password": password}
        making = _make(folder, resources, now, own, account)
        with known_failures(path):
            Witness(witnesses, device, machine_fingerprint()).create()
            (making / FILE).replace(path)
            sync_folder(folder)
            _clear(making)
            making.rmdir()
    finally:
        lock.release()
    return device


def _make(
    folder: Path, resources: Path, now: datetime, own: dict[str, Any], account: dict[str, str]
) -> Path:
    """Build the whole database in a folder beside its place; return that folder."""
    making = folder / "being-made"
    with known_failures(folder / FILE):
        making.mkdir(exist_ok=True)
        _clear(making)
        upgrade(making / FILE)
    database = Database(making, purpose="init")
    try:
        with database.write() as tx:
            tx.execute(insert(counter).values(id=1, epoch=1, seq=0, hlc=0, **own))
            opened = cev.DeviceOpened(slot=own["slot"], commune=own["commune"], name=own["name"])
            log.append(tx, opened, SYSTEM, now)
            staff.add(tx, _FIRST, now, role="administrator", **account)
        rules.refresh(database, resources)
        database.rest()
    finally:
        database.close()
    return making


def _clear(folder: Path) -> None:
    for left in folder.iterdir():
        left.unlink()
