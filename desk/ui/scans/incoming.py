"""Files that are dropped or pasted, wherever in the window: one way in for all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import cast

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QImageWriter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desk.ui.kit import Kit
from desk.ui.language import plural, translate
from desk.ui.scans.ports import Incoming, ScanPorts
from desk.ui.tasks import Lane

#: What became of a file: code, paper and pages of each part; no code: it went to the tray.
Outcome = tuple[tuple[str, str, int], ...]


def paths_of(data: QMimeData) -> list[str]:
    """Return the files of this machine that are dragged or copied."""
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()]


def can_take(data: QMimeData) -> bool:
    """Whether there is anything in it that could be a paper."""
    return bool(paths_of(data)) or data.hasImage()


def png(image: QImage) -> bytes:
    """Return a picture's bytes as PNG; slow for a large one, so never on the GUI thread."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


class Intake(QObject):
    """Takes files in one after another; `taken` and `refused` tell what became of each."""

    taken = Signal(object)  # Outcome
    refused = Signal(Exception)

    def __init__(self, kit: Kit, ports: ScanPorts, parent: QObject) -> None:
        super().__init__(parent)
        self._kit, self._ports = kit, ports

    def take(self, data: QMimeData, source: str, uid: str = "", paper: str = "") -> bool:
        """Take in what was dropped or pasted; tell whether there was anything."""
        way = Incoming(source=source, uid=uid, paper=paper)
        paths = paths_of(data)
        for path in paths:
            self._run(lambda path=path: replace(way, path=path))  # type: ignore[misc]  # bound now
        if not paths and data.hasImage():
            image = QImage(data.imageData())
            self._run(lambda: replace(way, data=png(image)))
        return can_take(data)

    def take_files(self, paths: Sequence[str], uid: str = "", paper: str = "") -> None:
        """Take in files that were chosen."""
        for path in paths:
            way = Incoming(path=path, uid=uid, paper=paper)
            self._run(lambda way=way: way)  # type: ignore[misc]  # bound now

    def paste(self, uid: str = "", paper: str = "") -> bool:
        """Take in what the clipboard holds; tell whether there was anything."""
        # Some platforms have nothing at all to give while nothing is copied.
        held = cast("QMimeData | None", QGuiApplication.clipboard().mimeData())
        return held is not None and self.take(held, "paste", uid, paper)

    def _run(self, make: Callable[[], Incoming]) -> None:
        self._kit.tasks.run(
            lambda: self._ports.take(make()),
            self.taken.emit,
            self.refused.emit,
            lane=Lane.FILES,
            owner=self,
        )


class DropPlace(QObject):
    """Lets files be dropped on a widget and on everything in it; `dropped` carries them."""

    dropped = Signal(object)

    def __init__(self, place: QWidget) -> None:
        super().__init__(place)
        place.setAcceptDrops(True)
        place.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent) and can_take(event.mimeData()):
            event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() is QEvent.Type.Drop:
            if can_take(event.mimeData()):
                event.acceptProposedAction()
                self.dropped.emit(event.mimeData())
            return True
        return super().eventFilter(watched, event)


def outcome_words(outcome: Outcome) -> str:
    """Return what became of a file that came in, in words."""
    filed = [code for code, _, _ in outcome if code]
    loose = len(outcome) - len(filed)
    told = []
    if len(set(filed)) == 1:
        told.append(
            plural(
                len(filed),
                translate("Scans", "Đã xếp 1 bản quét vào {code}"),
                translate("Scans", "Đã xếp {n} bản quét vào {code}"),
                code=filed[0],
            )
        )
    elif filed:
        told.append(
            translate("Scans", "Đã xếp {n} bản quét vào {dossiers} hồ sơ").format(
                n=len(filed), dossiers=len(set(filed))
            )
        )
    if loose:
        told.append(
            plural(
                loose,
                translate("Scans", "1 bản quét chờ xếp"),
                translate("Scans", "{n} bản quét chờ xếp"),
            )
        )
    return " · ".join(told)
