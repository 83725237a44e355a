"""Where this counter's secrets are: in the system's key store, else in a file of the owner's alone.

Never in the database, nor in the data folder: whoever gets hold of a copy or a backup of those
holds no key. The file lies with the witness, in the name of this device on this machine, so a
database that was moved to another one finds no keys there and the counter joins anew.
"""

from __future__ import annotations

import json
import os
import threading
import zlib
from pathlib import Path
from typing import Any, Final

from desk.domain.errors import StorageError
from desk.models.engine import keep_private, known_failures
from desk.wire.durable import make_folder, sync_folder

_SERVICE: Final = "desk"
_REAL: Final = 1  # keyring's own measure: below it are stores that keep nothing, or keep it open
SYSTEM, FILE = "system", "file"
_SUM: Final = ""  # no secret has this name


def _bytes(kept: dict[str, str]) -> bytes:
    return json.dumps(kept, ensure_ascii=False, sort_keys=True).encode()


def _checked(kept: dict[str, str]) -> str:
    return f"{zlib.crc32(_bytes(kept)):08x}"


def token_name(target: str) -> str:
    """Return the name under which a target's token is kept."""
    return f"token {target}"


class KeysLockedError(StorageError):
    """The system's key store does not open; facts: store."""


class KeysUnreadableError(StorageError):
    """The file of keys is damaged or cannot be read; facts: file."""


class KeyStore:
    """The secrets of one device on one machine, by name. Reading is remembered: ask as you like."""

    def __init__(self, folder: Path, device: str, machine: str, *, system: bool = False) -> None:
        """Name the places; nothing is opened. `system`: use the system's store if there is one."""
        self._path = folder / f"{device}-{machine}.keys"
        self._device = device
        self.system = system
        self._ring: Any = None
        self._looked = False
        self._known: dict[str, str] = {}
        self._guard = threading.RLock()

    @property
    def kind(self) -> str:
        """`system` or `file`."""
        return SYSTEM if self._store() is not None else FILE

    @property
    def name(self) -> str:
        """What the place is called: the system's own name for its store, or the file's."""
        ring = self._store()
        return str(ring.name) if ring is not None else self._path.name

    def get(self, name: str) -> str:
        """Return a secret, empty if there is none.

        Raises:
            KeysLockedError: it may be in the system's store, which does not open.
            KeysUnreadableError: the file is damaged.
        """
        with self._guard:
            if name not in self._known:
                found = self._ask(name)
                if not found:
                    return ""
                self._known[name] = found
            return self._known[name]

    def _ask(self, name: str) -> str:
        kept = self._read().get(name, "")
        ring = self._store()
        if kept or ring is None:
            return kept
        from keyring.errors import KeyringError  # noqa: PLC0415 - a tenth of a second; not always

        try:
            return ring.get_password(_SERVICE, f"{self._device}:{name}") or ""
        except KeyringError as error:
            raise KeysLockedError(store=ring.name) from error

    def put(self, name: str, value: str) -> None:
        """Keep a secret, on disk when this returns.

        Raises:
            DiskFullError, ReadOnlyError, KeysUnreadableError: neither place takes it.
        """
        with self._guard:
            kept = self._read()
            if self._entrust(name, value):
                if kept.pop(name, None) is not None:
                    self._write(kept)
            else:
                self._write({**kept, name: value})
            self._known[name] = value

    def _entrust(self, name: str, value: str) -> bool:
        """Give a secret to the system's store; False if there is none, or it does not take it."""
        ring = self._store()
        if ring is None:
            return False
        from keyring.errors import KeyringError  # noqa: PLC0415 - see above

        try:
            ring.set_password(_SERVICE, f"{self._device}:{name}", value)
        except KeyringError:
            self._ring = None  # it says no: the file is the stated fallback
            return False
        return True

    def drop(self, name: str) -> None:
        """Forget a secret.

        Raises:
            KeysLockedError, KeysUnreadableError, DiskFullError, ReadOnlyError.
        """
        with self._guard:
            self._known.pop(name, None)
            kept = self._read()
            if kept.pop(name, None) is not None:
                self._write(kept)
            ring = self._store()
            if ring is None:
                return
            from keyring.errors import KeyringError, PasswordDeleteError  # noqa: PLC0415 - see above

            try:
                ring.delete_password(_SERVICE, f"{self._device}:{name}")
            except PasswordDeleteError:
                return  # there was none
            except KeyringError as error:
                raise KeysLockedError(store=ring.name) from error

    def _store(self) -> Any:
        """Return the system's store, None where there is none that deserves the name."""
        if not self.system:
            return None
        if not self._looked:
            import keyring  # noqa: PLC0415 - see above

            self._looked = True
            found = keyring.get_keyring()
            self._ring = found if found.priority >= _REAL else None
        return self._ring

    def _read(self) -> dict[str, str]:
        try:
            found = json.loads(self._path.read_bytes())
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise KeysUnreadableError(file=self._path.name) from error
        if not isinstance(found, dict) or not all(isinstance(v, str) for v in found.values()):
            raise KeysUnreadableError(file=self._path.name)
        # Files of an earlier version have no sum; a key with one wrong digit is no key.
        if (sum_ := found.pop(_SUM, None)) is not None and sum_ != _checked(found):
            raise KeysUnreadableError(file=self._path.name)
        return found

    def _write(self, kept: dict[str, str]) -> None:
        new = self._path.with_suffix(".keys-new")
        with known_failures(self._path):
            make_folder(self._path.parent)
            new.unlink(missing_ok=True)
            keep_private(new)
            with new.open("r+b") as file:
                file.write(_bytes({**kept, _SUM: _checked(kept)}))
                file.flush()
                os.fsync(file.fileno())
            new.replace(self._path)
            sync_folder(self._path.parent)
