"""The system's print spooler, spoken to directly: CUPS through its own library.

Qt hands a paper over and forgets it. Here a paper is handed over under a number that the spooler
gives before it has any of it, so that whoever comes back after a crash can ask what became of it.
Where there is no CUPS (Windows), `spooler` is None, and nobody can be asked.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Final

from desk.domain.errors import DeskError
from desk.printing import loaded

RAW: Final = "application/vnd.cups-raw"
PDF: Final = "application/pdf"
_LIBRARY: Final = "libcups.so.2"
_CONTINUE: Final = 100  # HTTP: go on
_ALL: Final = -1  # jobs that wait and jobs that are over
_CHUNK: Final = 65_536
_OK_BELOW: Final = 0x0400  # an IPP status from here on says no (RFC 8011, B.1)
_NOT_FOUND: Final = frozenset({0x0406, 0x0407})  # no such printer, or gone
_FULL: Final = frozenset({0x0404, 0x0408, 0x0505, 0x050B})  # not possible, too large, no room
_SILENT: Final = frozenset({0x0502})  # service unavailable: nobody at the other end


class SpoolerError(DeskError):
    """The spooler did not take a paper; facts: printer, status."""


class SpoolerFullError(SpoolerError):
    """The spooler has no room: its disk is full, or it keeps as many papers as it may."""


class QueueGoneError(SpoolerError):
    """The spooler has no such printer any more: deleted or renamed."""


class SpoolerSilentError(SpoolerError):
    """Nobody answers for the spooler."""


class GaveUpError(SpoolerError):
    """The spooler took a paper and ended it unprinted."""


class Fate(StrEnum):
    """What became of a paper that was handed over."""

    WAITING = "waiting"
    PRINTING = "printing"
    STOPPED = "stopped"
    CANCELLED = "cancelled"
    ABORTED = "aborted"
    OUT = "out"


_FATES: Final = {
    3: Fate.WAITING,
    4: Fate.STOPPED,
    5: Fate.PRINTING,
    6: Fate.STOPPED,
    7: Fate.CANCELLED,
    8: Fate.ABORTED,
    9: Fate.OUT,
}


@dataclass(frozen=True, slots=True)
class Spooled:
    """A paper as the spooler knows it."""

    id: int
    printer: str
    title: str
    fate: Fate
    kilobytes: int  # 0: it was announced, and nothing of it came


class _Job(ctypes.Structure):
    _fields_ = (
        ("id", ctypes.c_int),
        ("dest", ctypes.c_char_p),
        ("title", ctypes.c_char_p),
        ("user", ctypes.c_char_p),
        ("format", ctypes.c_char_p),
        ("state", ctypes.c_int),
        ("size", ctypes.c_int),
        ("priority", ctypes.c_int),
        ("completed_time", ctypes.c_long),
        ("creation_time", ctypes.c_long),
        ("processing_time", ctypes.c_long),
    )


class _Option(ctypes.Structure):
    _fields_ = (("name", ctypes.c_char_p), ("value", ctypes.c_char_p))


_Jobs = ctypes.POINTER(_Job)
_Options = ctypes.POINTER(_Option)
_TEXT: Final = ctypes.c_char_p
_INT: Final = ctypes.c_int
#: Each function's answer and arguments; the first, a connection, is always the thread's own.
_CALLS: Final[Mapping[str, tuple[Any, tuple[Any, ...]]]] = {
    "cupsLastError": (_INT, ()),
    "cupsAddOption": (_INT, (_TEXT, _TEXT, _INT, ctypes.POINTER(_Options))),
    "cupsFreeOptions": (None, (_INT, _Options)),
    "cupsCreateJob": (_INT, (ctypes.c_void_p, _TEXT, _TEXT, _INT, _Options)),
    "cupsStartDocument": (_INT, (ctypes.c_void_p, _TEXT, _INT, _TEXT, _TEXT, _INT)),
    "cupsWriteRequestData": (_INT, (ctypes.c_void_p, _TEXT, ctypes.c_size_t)),
    "cupsFinishDocument": (_INT, (ctypes.c_void_p, _TEXT)),
    "cupsCancelJob2": (_INT, (ctypes.c_void_p, _TEXT, _INT, _INT)),
    "cupsGetJobs2": (_INT, (ctypes.c_void_p, ctypes.POINTER(_Jobs), _TEXT, _INT, _INT)),
    "cupsFreeJobs": (None, (_INT, _Jobs)),
}


class Cups:
    """CUPS; every call blocks until the spooler has answered, so call from a lane of work."""

    def __init__(self, library: ctypes.CDLL) -> None:
        """Declare what is called of the library."""
        self._library = library
        for name, (answer, arguments) in _CALLS.items():
            function = getattr(library, name)
            function.restype, function.argtypes = answer, arguments

    def send(
        self,
        printer: str,
        title: str,
        data: bytes,
        kind: str,
        options: Mapping[str, str],
        *,
        announced: Callable[[int], None] | None = None,
    ) -> int:
        """Hand a paper over; return the spooler's number for it.

        `announced` is told the number before anything of the paper itself is sent: until the last
        byte has come, nothing is printed, and a paper that broke off is taken back here.

        Raises:
            SpoolerFullError, QueueGoneError, SpoolerSilentError, SpoolerError.
        """
        call, name = self._library, printer.encode()
        held = _Options()
        count = 0
        for key, value in options.items():
            count = call.cupsAddOption(key.encode(), value.encode(), count, ctypes.byref(held))
        try:
            job = int(call.cupsCreateJob(None, name, title.encode(), count, held))
        finally:
            call.cupsFreeOptions(count, held)
        if job <= 0:
            error = self._refused(printer)
            self.known(printer)  # the library says of a queue or spooler that is gone: "internal"
            raise error
        if announced is not None:
            announced(job)
        try:
            self._document(name, job, title.encode(), data, kind)
        except SpoolerError:
            call.cupsCancelJob2(None, name, job, 0)
            raise
        return job

    def _document(self, name: bytes, job: int, title: bytes, data: bytes, kind: str) -> None:
        call, printer = self._library, name.decode()
        status = call.cupsStartDocument(None, name, job, title, kind.encode(), 1)
        at = 0
        while status == _CONTINUE and at < len(data):
            part = data[at : at + _CHUNK]
            status = call.cupsWriteRequestData(None, part, len(part))
            at += len(part)
        whole = status == _CONTINUE
        ended = int(call.cupsFinishDocument(None, name))
        if not whole or ended < 0 or ended >= _OK_BELOW:
            raise self._refused(printer)

    def known(self, printer: str = "") -> list[Spooled]:
        """Return every paper that the spooler knows of, those that are over too.

        Raises:
            SpoolerSilentError, QueueGoneError, SpoolerError.
        """
        found = _Jobs()
        name = printer.encode() if printer else None
        count = self._library.cupsGetJobs2(None, ctypes.byref(found), name, 0, _ALL)
        if count < 0:
            raise self._refused(printer)
        try:
            return [
                Spooled(
                    each.id,
                    (each.dest or b"").decode(),
                    (each.title or b"").decode("utf-8", "replace"),
                    _FATES.get(each.state, Fate.ABORTED),
                    each.size,
                )
                for each in found[:count]
            ]
        finally:
            self._library.cupsFreeJobs(count, found)

    def ready(self, printer: str) -> tuple[str, ...]:
        """Return the sheets that lie in a printer; empty where nobody knows. See `loaded`."""
        return loaded.ready(self._library, printer)

    def cancel(self, printer: str, job: int) -> bool:
        """Take a paper back; tell whether the spooler still had it."""
        return int(self._library.cupsCancelJob2(None, printer.encode(), job, 0)) < _OK_BELOW

    def _refused(self, printer: str) -> SpoolerError:
        status = int(self._library.cupsLastError())
        facts = {"printer": printer, "status": f"{status:#06x}"}
        if status in _NOT_FOUND:
            return QueueGoneError(**facts)
        if status in _FULL:
            return SpoolerFullError(**facts)
        if status in _SILENT:
            return SpoolerSilentError(**facts)
        return SpoolerError(**facts)


@cache
def spooler() -> Cups | None:
    """Return the spooler of this machine, or None where there is none that can be asked."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        return Cups(ctypes.CDLL(_LIBRARY))
    except (OSError, AttributeError):
        return None
