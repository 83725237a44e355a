"""Watching the scan folder: told of changes by the system, and looking every two seconds anyway.

A network drive tells nothing, and one that is dead may not answer for a minute: so neither the
looking nor the system's watcher ever runs on the GUI thread.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import (
    QCoreApplication,
    QFileSystemWatcher,
    QObject,
    QThread,
    QTimer,
    Signal,
    Slot,
)

from desk.domain.digitising import FolderNews
from desk.ui.kit import Kit
from desk.ui.scans.ports import ScanPorts
from desk.ui.tasks import Lane

LOOK_MS: Final = 2_000
SOON_MS: Final = 250
_PATIENCE_MS: Final = 2_000


class _Bell(QObject):
    """Lives on a thread of its own, and rings when the folder has changed."""

    rang = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._watcher: QFileSystemWatcher | None = None

    @Slot(str)
    def watch(self, folder: str) -> None:
        """Watch one folder; it may not answer for a long time."""
        if self._watcher is None:
            self._watcher = QFileSystemWatcher(self)
            self._watcher.directoryChanged.connect(lambda _: self.rang.emit())
        if self._watcher.directories() != [folder]:
            if self._watcher.directories():
                self._watcher.removePaths(self._watcher.directories())
            self._watcher.addPath(folder)


#: Threads that a dead drive still holds when their window has gone: Qt forbids to forget them.
_held: Final[set[QThread]] = set()


def _end(thread: QThread, *_: object) -> None:
    thread.quit()
    if thread.isRunning() and not thread.wait(_PATIENCE_MS):
        _held.add(thread)


class FolderWatch(QObject):
    """`news` carries what each look has brought, `failed` what stopped our own disk."""

    news = Signal(object)
    failed = Signal(Exception)
    _watch = Signal(str)

    def __init__(self, kit: Kit, ports: ScanPorts, parent: QObject) -> None:
        super().__init__(parent)
        self._kit, self._ports = kit, ports
        self._looking = False
        self._thread = QThread()
        self._bell = _Bell()
        self._bell.moveToThread(self._thread)
        self._watch.connect(self._bell.watch)
        self._bell.rang.connect(self.look)
        self._thread.finished.connect(self._bell.deleteLater)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        self.destroyed.connect(partial(_end, self._thread))
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(partial(_end, self._thread))

    def start(self) -> None:
        """Begin."""
        self._thread.start(QThread.Priority.LowPriority)
        self._timer.start(SOON_MS)

    @Slot()
    def look(self) -> None:
        """Look now, unless a look is under way."""
        if self._looking:
            return
        self._looking = True
        self._kit.tasks.run(
            self._ports.look, self._seen, self._not_seen, lane=Lane.FILES, owner=self
        )

    def _seen(self, news: FolderNews) -> None:
        self._looking = False
        self._timer.start(SOON_MS if news.taken else LOOK_MS)
        if not news.gone:
            self._watch.emit(news.folder)
        self.news.emit(news)

    def _not_seen(self, error: Exception) -> None:
        self._looking = False
        self._timer.start(LOOK_MS)
        self.failed.emit(error)
