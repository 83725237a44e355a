"""One window for a data folder: whoever starts a second one is shown the first."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtNetwork import QLocalServer, QLocalSocket

#: How long a window that stands is waited for. It answers from its event loop, so one that
#: hangs does not, and whoever starts another is told by the folder's lock instead.
ANSWER_MS: Final = 2_000
_HERE: Final = b"here"


def _name(folder: Path) -> str:
    whole = str(folder.expanduser().absolute().resolve())
    return f"desk-{hashlib.sha256(whole.encode()).hexdigest()[:24]}"


def called(folder: Path) -> bool:
    """Call the window that stands on this folder to the front; tell whether there was one."""
    caller = QLocalSocket()
    caller.connectToServer(_name(folder))
    return caller.waitForConnected(ANSWER_MS) and caller.waitForReadyRead(ANSWER_MS)


def answer(folder: Path, raise_: Callable[[], None]) -> QLocalServer:
    """Have `raise_` called whenever somebody starts a second window; keep what is returned.

    The lock of the data folder decides who may write; this only spares the person a search. So
    where it cannot listen, nothing is lost.
    """
    server = QLocalServer()
    server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
    QLocalServer.removeServer(_name(folder))  # what a killed window has left

    def come() -> None:
        caller = server.nextPendingConnection()
        caller.write(_HERE)
        caller.disconnectFromServer()
        caller.disconnected.connect(caller.deleteLater)
        raise_()

    server.newConnection.connect(come)
    server.listen(_name(folder))
    return server
