"""Whether there is a screen: asked before Qt, which ends the whole process where there is none."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from typing import Final

from desk.domain.errors import StorageError

_PLATFORM: Final = "QT_QPA_PLATFORM"


class NoDisplayError(StorageError):
    """There is no screen to open a window on; facts: display, as the environment names it."""


def require() -> None:
    """Make sure that a window can be shown, unless the environment says how Qt is to draw.

    Raises:
        NoDisplayError: none is named, or nobody answers where the one that is named should be.
    """
    if not reachable():
        named = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY")
        raise NoDisplayError(display=named or "–")


def reachable() -> bool:
    """Tell whether Qt will find a screen: always, where it has been told to draw elsewhere."""
    chosen = os.environ.get(_PLATFORM, "")
    if not sys.platform.startswith("linux") or (chosen and not _on_screen(chosen)):
        return True
    return bool(
        (os.environ.get("WAYLAND_DISPLAY") and _wayland()) or (os.environ.get("DISPLAY") and _x11())
    )


def draw_elsewhere() -> None:
    """Let Qt draw where nobody looks if there is no screen: pictures need none."""
    if not reachable():
        os.environ[_PLATFORM] = "offscreen"


def _on_screen(platform: str) -> bool:
    return platform.startswith(("xcb", "wayland"))


def _x11() -> bool:
    """Connect as Qt's own plug-in will: the same library, socket and cookie."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:  # nor will Qt find it
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    link = xcb.xcb_connect(None, None)
    failed = xcb.xcb_connection_has_error(link)
    xcb.xcb_disconnect(link)
    return not failed


def _wayland() -> bool:
    """Knock at the compositor's socket: its own library would complain on standard error."""
    import socket

    place = Path(os.environ.get("XDG_RUNTIME_DIR", "")) / os.environ["WAYLAND_DISPLAY"]
    if not place.is_absolute():
        return False
    with socket.socket(socket.AF_UNIX) as knock:
        try:
            knock.connect(str(place))
        except OSError:
            return False
    return True
