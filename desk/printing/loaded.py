"""Which sheets lie in a printer: asked of the printer itself, by the Internet Printing Protocol.

The spooler tells what a printer can take; what lies in its trays only the printer knows
(`media-ready`, PWG 5100.3). One that is away, slow, or says nothing of it is not asked twice: an
empty answer means that nobody knows.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Mapping
from typing import Any, Final

#: So long a printer may take to tell, in milliseconds; papers do not wait longer for it.
PATIENCE_MS: Final = 2_000
_ASK: Final = 0x000B  # Get-Printer-Attributes (RFC 8011, 4.2.5)
_OPERATION, _URI, _KEYWORD = 0x01, 0x45, 0x44
_ALWAYS, _IF_ASKED = 3, 0  # encryption
_ADDRESS: Final = re.compile(r"(ipps?)://([^/:]+|\[[^]]+\])(?::([0-9]+))?(/.*)?")
_PORT: Final = 631
_TEXT, _INT, _ANY = ctypes.c_char_p, ctypes.c_int, ctypes.c_void_p


class _Dest(ctypes.Structure):
    _fields_ = (
        ("name", _TEXT),
        ("instance", _TEXT),
        ("is_default", _INT),
        ("count", _INT),
        ("options", _ANY),
    )


_DestPointer = ctypes.POINTER(_Dest)
_CALLS: Final[Mapping[str, tuple[Any, tuple[Any, ...]]]] = {
    "cupsGetNamedDest": (_DestPointer, (_ANY, _TEXT, _TEXT)),
    "cupsFreeDests": (None, (_INT, _DestPointer)),
    "cupsGetOption": (_TEXT, (_TEXT, _INT, _ANY)),
    "httpConnect2": (_ANY, (_TEXT, _INT, _ANY, _INT, _INT, _INT, _INT, _ANY)),
    "httpSetTimeout": (None, (_ANY, ctypes.c_double, _ANY, _ANY)),
    "httpClose": (None, (_ANY,)),
    "ippNewRequest": (_ANY, (_INT,)),
    "ippAddString": (_ANY, (_ANY, _INT, _INT, _TEXT, _TEXT, _TEXT)),
    "cupsDoRequest": (_ANY, (_ANY, _ANY, _TEXT)),
    "ippFindAttribute": (_ANY, (_ANY, _TEXT, _INT)),
    "ippGetCount": (_INT, (_ANY,)),
    "ippGetString": (_TEXT, (_ANY, _INT, _ANY)),
    "ippDelete": (None, (_ANY,)),
}


def ready(library: ctypes.CDLL, printer: str) -> tuple[str, ...]:
    """Return the sheets that lie in a printer by their PWG names; empty where nobody knows."""
    for name, (answer, arguments) in _CALLS.items():
        function = getattr(library, name)
        function.restype, function.argtypes = answer, arguments
    address = _address(library, printer)
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return ()
    scheme, host, port, path = found.groups()
    secure = _ALWAYS if scheme == "ipps" else _IF_ASKED
    link = library.httpConnect2(
        host.strip("[]").encode(), int(port or _PORT), None, 0, secure, 1, PATIENCE_MS, None
    )
    if not link:
        return ()
    try:
        # Without a word of ours what it is to do then, the library gives up.
        library.httpSetTimeout(link, PATIENCE_MS / 1000, None, None)
        return _asked(library, link, address, path or "/")
    finally:
        library.httpClose(link)


def _address(library: ctypes.CDLL, printer: str) -> str:
    dest = library.cupsGetNamedDest(None, printer.encode(), None)
    if not dest:
        return ""
    try:
        known = dest.contents
        uri = library.cupsGetOption(b"device-uri", known.count, known.options)
        return (uri or b"").decode("utf-8", "replace")
    finally:
        library.cupsFreeDests(1, dest)


def _asked(library: ctypes.CDLL, link: object, address: str, path: str) -> tuple[str, ...]:
    request = library.ippNewRequest(_ASK)
    for name, tag, value in (
        (b"printer-uri", _URI, address.encode()),
        (b"requested-attributes", _KEYWORD, b"media-ready"),
    ):
        library.ippAddString(request, _OPERATION, tag, name, None, value)
    answer = library.cupsDoRequest(link, request, path.encode())  # which lets the request go
    if not answer:
        return ()
    try:
        told = library.ippFindAttribute(answer, b"media-ready", _KEYWORD)
        count = library.ippGetCount(told) if told else 0
        names = (library.ippGetString(told, at, None) for at in range(count))
        return tuple((each or b"").decode("utf-8", "replace") for each in names)
    finally:
        library.ippDelete(answer)
