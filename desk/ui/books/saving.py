"""Writing a book into a file: how far it has come, stop, and where it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from threading import Event

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QProgressBar

from desk.domain.papers import PressStoppedError
from desk.ui.books.ports import BookPorts, file_name
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts import files
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import column, frame, label
from desk.ui.parts.notices import announce
from desk.ui.signing.panel import signed_words
from desk.ui.signing.ports import Signing
from desk.ui.tasks import Lane


class SavingCard(QFrame):
    """Goes on while other pages are shown; stopped, it leaves nothing behind."""

    said = Signal(str)
    failed = Signal(Exception)
    signed = Signal()
    stopped = Signal(int)  # a print job whose paper shall not be drawn on
    _moved = Signal(int, int)

    def __init__(self, kit: Kit, ports: BookPorts) -> None:
        super().__init__()
        self._kit, self._ports = kit, ports
        self._stop: Event | None = None
        self._job = 0  # that is being drawn for the printer
        self._path = Path()
        self.setProperty("role", "card")
        self.told = label("", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(translate("Books", "Đã vẽ"))
        self.go = KeyButton(
            kit, translate("Books", "Ghi PDF"), key="Ctrl+E", icon="file-text", role="plain"
        )
        self.stop_button = KeyButton(
            kit, translate("Books", "Dừng"), icon="circle-stop", role="plain"
        )
        self.folder = KeyButton(
            kit, translate("Books", "Mở thư mục"), icon="folder-open", role="plain"
        )
        self.stop_button.clicked.connect(self.stop)
        self.folder.clicked.connect(lambda: files.show(self._path.parent))
        buttons = frame(Flow(kit, self.stop_button, self.folder, gap=4))
        self.setLayout(column(kit, self.told, self.bar, buttons, gap=8, margin=16))
        self._moved.connect(self._show_progress)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.stop)  # the program does not wait for a book
        self.hide()

    @property
    def is_busy(self) -> bool:
        """Whether a book is being drawn."""
        return self._stop is not None

    def begin(
        self, kind: str, start: date, end: date, closed: bool, how: Signing | None = None
    ) -> None:
        """Draw a book into a file, signed or not, unless one is being drawn."""
        if self._stop is not None:
            return
        stop = self._stop = Event()

        def progress(done: int, of: int) -> bool:
            self._moved.emit(done, of)
            return not stop.is_set()

        def work() -> tuple[Path, str]:
            if how is not None:
                return self._ports.sign(kind, start, end, closed, how, progress)
            path = files.folder() / f"{file_name(kind, start, end)}.pdf"
            self._ports.save(kind, start, end, closed, path, progress)
            return path, ""

        self._show(translate("Books", "Đang đọc sổ…"))
        self.bar.setRange(0, 0)
        self.stop_button.setFocus()
        self._kit.tasks.run(work, self._written, self._broke, lane=Lane.LISTS, owner=self)

    def _show(self, text: str, *, written: bool = False) -> None:
        self.show()
        self.told.setText(text)
        drawing = self.is_busy or bool(self._job)
        self.bar.setVisible(drawing)
        self.stop_button.setVisible(drawing)
        self.folder.setVisible(written)

    def _show_progress(self, done: int, of: int) -> None:
        if self.is_busy:
            self._show_drawn(done, of)

    def _show_drawn(self, done: int, of: int) -> None:
        self.bar.setRange(0, of)
        self.bar.setValue(done)
        said = translate("Books", "Đang vẽ {done} / {of} dòng")
        dotted = {"done": f"{done:,}", "of": f"{of:,}"}
        self._show(said.format(**{key: n.replace(",", ".") for key, n in dotted.items()}))

    def follow(self, job: int, done: int, of: int) -> None:
        """Show how far a book on its way to the printer has come; a file goes before it."""
        if self._stop is not None:
            return
        self._job = job if of else 0
        if of:
            self._show_drawn(done, of)
        else:
            self.hide()

    def stop(self) -> None:
        """Stop drawing; nothing of the file, or of the paper, is left."""
        if self._stop is not None:
            self._stop.set()
        elif self._job:
            self.stopped.emit(self._job)

    def _written(self, found: tuple[Path, str]) -> None:
        self._stop = None
        self._path, by = found
        said = translate("Books", "Đã ghi {file}").format(file=self._path.name)
        if by:
            said = signed_words(by, self._path.name)
            self.signed.emit()
        self._show(said, written=True)
        self.said.emit(said)
        announce(self.told)

    def _broke(self, error: Exception) -> None:
        self._stop = None
        if isinstance(error, PressStoppedError):
            self._show(translate("Books", "Đã dừng; không có tệp nào được ghi"))
            announce(self.told)
        else:
            self.hide()
            self.failed.emit(error)
