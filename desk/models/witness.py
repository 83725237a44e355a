"""The witness: what numbers this machine has begun to give out, kept outside the database.

Before a number is committed it is written here and forced to disk. So a database that knows
less than the witness has lost something: one number means that the program died between the
two writes; more mean that an older copy of the database was put back. A machine without a
witness for a device means that the database came from elsewhere.

The same holds for the log: how far it has been sent is written here before it is sent, and how far
it has come after each commit. A database that has not come that far is an older copy, or its end
is lost, though no number may be missing from it.

One short line per number, each with its checksum: a line torn by a power cut is no line, and
its number was never committed.
"""

from __future__ import annotations

import os
import sys
import zlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

from desk.wire.durable import make_folder, sync_folder

COMPACT_OVER: Final = 256 * 1024  # bytes, some ten thousand receipts


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A day and whether the number is of the slot's own block or of its take-over block."""

    day: date
    takeover: bool


#: Under this mark the witness keeps the epochs begun, so that none is begun twice.
EPOCH: Final = Mark(date.min, takeover=False)
#: Under this one, how far the log has come: the epoch above `_SEQ_BITS`, the sequence below.
_SENT: Final = Mark(date.min, takeover=True)
_SEQ_BITS: Final = 40
#: How many numbers one slot owns of a day: of its own block, and of its take-over block.
_OWN: Final = 1000
_RESERVE: Final = 100


class Witness:
    """The witness file of one device on this machine."""

    def __init__(self, folder: Path, device: str, machine: str) -> None:
        """Name the file; nothing is read or made yet."""
        self.folder = folder
        self._path = folder / f"{device}-{machine}.numbers"

    def exists(self) -> bool:
        """Tell whether this machine has ever given out numbers for this device."""
        return self._path.exists()

    def create(self) -> None:
        """Begin the witness of a new or moved database."""
        make_folder(self._path.parent)
        with self._path.open("ab") as file:
            os.fsync(file.fileno())
        sync_folder(self._path.parent)

    def highest(self, slot: int | None = None) -> dict[Mark, int]:
        """Return the highest number begun per day and block: of one slot's alone, or of all.

        A counter that took another slot had numbers of both on the same day.
        """
        found: dict[Mark, int] = {}
        for (mark, owner), number in self._read_all().items():
            if mark not in (EPOCH, _SENT) and slot in (None, owner):
                found[mark] = max(number, found.get(mark, 0))
        return found

    def epoch(self) -> int:
        """Return the highest epoch begun, 1 if none was recorded."""
        return self._read_all().get((EPOCH, 0), 1)

    def sent(self) -> tuple[int, int]:
        """Return the epoch and sequence up to which the log is known to have come."""
        return divmod(self._read_all().get((_SENT, 0), 0), 1 << _SEQ_BITS)

    def record_sending(self, epoch: int, seq: int) -> None:
        """Force to disk how far the log is about to be sent."""
        self.record(_SENT, (epoch << _SEQ_BITS) + seq)

    def note_coming(self, epoch: int, seq: int) -> None:
        """Write how far the log has come; nobody waits for the disk, which has the log itself."""
        with suppress(OSError):  # that was committed; what cannot be noted now, the next one says
            self._add(_SENT, (epoch << _SEQ_BITS) + seq, sync=False)

    def record(self, mark: Mark, number: int) -> None:
        """Force one number to disk; called before the commit that uses it."""
        self._add(mark, number, sync=True)

    def _add(self, mark: Mark, number: int, *, sync: bool) -> None:
        with self._path.open("ab", buffering=0) as file:
            # A line of its own even after a torn one.
            file.write(b"\n" + _line(mark, number))
            if sync:
                _sync_data(file.fileno())

    def _read_all(self) -> dict[tuple[Mark, int], int]:
        found: dict[tuple[Mark, int], int] = {}
        data = self._path.read_bytes()
        for line in data.splitlines():
            read = _read(line)
            if read is not None:
                mark, number = read
                key = mark, _owner(mark, number)
                found[key] = max(number, found.get(key, 0))
        if len(data) > COMPACT_OVER:
            self._rewrite(found)
        return found

    def _rewrite(self, found: dict[tuple[Mark, int], int]) -> None:
        new = self._path.with_suffix(".new")
        lines = [_line(mark, number) for (mark, _), number in sorted(found.items())]
        with new.open("wb") as file:
            file.write(b"".join(lines))
            file.flush()
            os.fsync(file.fileno())
        new.replace(self._path)
        sync_folder(self._path.parent)


def _owner(mark: Mark, number: int) -> int:
    """Return the slot that a number is of; 0 for what is no number."""
    if mark in (EPOCH, _SENT):
        return 0
    return number % _OWN // _RESERVE if mark.takeover else number // _OWN


def _line(mark: Mark, number: int) -> bytes:
    text = f"{mark.day.isoformat()} {'t' if mark.takeover else 'n'} {number}".encode()
    return text + b" %08x\n" % zlib.crc32(text)


def _read(line: bytes) -> tuple[Mark, int] | None:
    text, _, check = line.rpartition(b" ")
    if not text or check != b"%08x" % zlib.crc32(text):
        return None
    day, block, number = text.decode().split()
    return Mark(date.fromisoformat(day), block == "t"), int(number)


def _sync_data(descriptor: int) -> None:
    # fdatasync also writes the new length, which is all that a reader needs.
    getattr(os, "fdatasync", os.fsync)(descriptor)


def machine_fingerprint() -> str:
    """Return 16 hex digits that are this machine's and do not tell which it is."""
    return sha256(b"desk witness\x00" + _machine_id().encode()).hexdigest()[:16]


def _machine_id() -> str:
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - only Windows has it

        place = r"SOFTWARE\Microsoft\Cryptography"
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, place) as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
    for path in (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id")):
        if path.exists():
            return path.read_text().strip()
    return os.uname().nodename
