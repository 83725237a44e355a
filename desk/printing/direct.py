"""Printers that are spoken to without the system: a socket of the network, a device file.

What is sent is in the printer's own words (`escpos`). A printer on a socket that says nothing is
believed to have taken everything once it has closed its side or accepted the last byte.
"""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from desk.domain.errors import DeskError, InputError
from desk.domain.printers import DEVICE, SOCKET

_PORT: Final = 9100
_PATIENCE_S: Final = 5.0
_LOOK_S: Final = 1.0
_ASK_PAPER: Final = b"\x10\x04\x04"  # DLE EOT 4
_SENSOR: Final = 0b1111_0011  # bits that every answer has alike, and both of "no paper"
_SENSOR_OUT: Final = 0b0111_0010


class PrinterAddressError(InputError):
    """A printer's address is not `socket://host:port` or `device:/dev/...`; facts: address."""


class PrinterAwayError(DeskError):
    """Nobody answers at the printer's address: off, unplugged, or elsewhere; facts: printer."""


class PaperOutError(DeskError):
    """The printer says that it has no paper; facts: printer."""


class BrokeOffError(DeskError):
    """The printer went away while it was being sent a paper; facts: printer."""


def address(key: str) -> tuple[str, int]:
    """Return host and port of `socket://host[:port]`.

    Raises:
        PrinterAddressError.
    """
    try:
        found = urlsplit(key)
        host, port = found.hostname, found.port or _PORT
    except ValueError:
        host, port = None, 0
    if not key.startswith(SOCKET) or not host:
        raise PrinterAddressError(address=key[:80])
    return host, port


def is_there(key: str) -> bool:
    """Tell whether somebody answers at an address."""
    try:
        if key.startswith(DEVICE):
            return os.access(_device(key), os.W_OK)
        with socket.create_connection(address(key), _LOOK_S):
            return True
    except (OSError, PrinterAddressError):
        return False


def send(key: str, data: bytes) -> None:
    """Send a paper to a printer.

    Raises:
        PrinterAwayError: nothing was sent.
        PaperOutError: the printer says so before anything is sent.
        BrokeOffError: some of it may be on paper.
        PrinterAddressError.
    """
    if key.startswith(DEVICE):
        _into_device(key, data)
        return
    try:
        link = socket.create_connection(address(key), _PATIENCE_S)
    except OSError as error:
        raise PrinterAwayError(printer=key) from error
    with link:
        if _without_paper(link):
            raise PaperOutError(printer=key)
        try:
            link.sendall(data)
            link.shutdown(socket.SHUT_WR)
            while link.recv(1024):
                pass
        except TimeoutError:
            return  # it has everything and holds its side open, as many do
        except OSError as error:
            raise BrokeOffError(printer=key) from error


def _without_paper(link: socket.socket) -> bool:
    """Ask for the paper sensor (DLE EOT 4); most that are silent have none to ask."""
    link.settimeout(_LOOK_S)
    try:
        link.sendall(_ASK_PAPER)
        said = link.recv(1)
    except OSError:
        said = b""
    finally:
        link.settimeout(_PATIENCE_S)
    return bool(said) and said[0] & _SENSOR == _SENSOR_OUT


def _device(key: str) -> Path:
    return Path(key.removeprefix(DEVICE))


def _into_device(key: str, data: bytes) -> None:
    path = _device(key)
    try:
        # Never made: a name that is mistyped is no printer.
        handle = os.open(path, os.O_WRONLY | getattr(os, "O_NOCTTY", 0))
    except OSError as error:
        raise PrinterAwayError(printer=key) from error
    try:
        with os.fdopen(handle, "wb") as device:
            if stat.S_ISREG(os.fstat(device.fileno()).st_mode):
                device.seek(0, os.SEEK_END)
            device.write(data)
    except OSError as error:
        raise BrokeOffError(printer=key) from error
