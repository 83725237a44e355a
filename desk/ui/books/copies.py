"""The card of proven copies: how old the last one is, one button, how far it has come."""

from __future__ import annotations

from datetime import datetime
from threading import Event

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFrame, QProgressBar

from desk.domain.backup import Copied, is_old
from desk.ui import words
from desk.ui.books.ports import BackupPorts
from desk.ui.kit import Kit
from desk.ui.language import plural, translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import column, frame, label, restyle
from desk.ui.parts.notices import ErrorPanel, announce
from desk.ui.tasks import Lane


class CopiesCard(QFrame):
    """`said` carries words about a copy that was made."""

    said = Signal(str)
    _moved = Signal(int)  # per cent, told from the thread that copies

    def __init__(self, kit: Kit, ports: BackupPorts) -> None:
        super().__init__()
        self._kit, self._ports = kit, ports
        self._stop: Event | None = None
        self._folder = ""
        self.setProperty("role", "card")
        self.age = label("", wrap=True)
        self._about = label("", "small", wrap=True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setAccessibleName(translate("Books", "Tiến độ sao lưu"))
        self.go = KeyButton(kit, translate("Books", "Sao lưu ngay"), key="Ctrl+U", icon="archive")
        self.stop = KeyButton(kit, translate("Books", "Dừng"), icon="circle-stop", role="plain")
        self.show_folder = KeyButton(
            kit, translate("Books", "Mở thư mục"), icon="folder-open", role="plain"
        )
        self.error = ErrorPanel(kit, narrow=True)
        self.go.clicked.connect(self.make)
        self.stop.clicked.connect(self.cancel)
        self.show_folder.clicked.connect(self._open_folder)
        self._moved.connect(self.bar.setValue)
        app = QApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.cancel)
        self.setLayout(
            column(
                kit,
                label(translate("Books", "Sao lưu"), "heading"),
                self.age,
                self._about,
                self.bar,
                frame(Flow(kit, self.go, self.stop, self.show_folder, gap=4)),
                self.error,
                gap=8,
                margin=16,
            )
        )
        self._show(busy=False)

    def _show(self, *, busy: bool) -> None:
        self.bar.setVisible(busy)
        self.stop.setVisible(busy)
        self.go.setVisible(not busy)
        self.show_folder.setVisible(bool(self._folder) and not busy)
        self._about.setVisible(bool(self._about.text()))

    def refresh(self) -> None:
        """Read how old the last copy is."""
        self._kit.tasks.run(
            lambda: (self._ports.latest(), self._ports.folder()),
            lambda found: self._known(*found),
            self.error.show_error,
            lane=Lane.LONG,
            owner=self,
        )

    def _known(self, latest: Copied | None, folder: str) -> None:
        self._folder = latest.folder if latest else ""
        if latest is None:
            self.age.setText(translate("Books", "Chưa có bản sao lưu nào"))
            self._about.setText(folder)
        else:
            self.age.setText(_age(latest.at, self._kit.now()))
            told = translate("Books", "Đã đọc lại và đối chiếu: {events} việc, {size}. {folder}")
            self._about.setText(
                told.format(
                    events=latest.events, size=words.size(latest.bytes_), folder=latest.folder
                )
            )
        restyle(self.age, tone="warn" if is_old(latest, self._kit.now()) else "")
        self._show(busy=self._stop is not None)

    @property
    def is_busy(self) -> bool:
        """Whether a copy is being made."""
        return self._stop is not None

    def make(self) -> None:
        """Make a copy; everything else goes on meanwhile."""
        if self._stop is not None:
            return
        stop = self._stop = Event()
        self.bar.setValue(0)
        self.error.hide()
        self._show(busy=True)

        def progress(done: int, whole: int) -> bool:
            self._moved.emit(done * 100 // whole)
            return not stop.is_set()

        self._kit.tasks.run(
            lambda: self._ports.make(progress),
            self._made,
            self._not_made,
            lane=Lane.LONG,
            owner=self,
        )

    def cancel(self) -> None:
        """Stop the copy that is being made; nothing of it is left."""
        if self._stop is not None:
            self._stop.set()

    def _made(self, copied: Copied) -> None:
        self._stop = None
        self._known(copied, copied.folder)
        said = translate("Books", "Đã sao lưu và đối chiếu {size}")
        self.said.emit(said.format(size=words.size(copied.bytes_)))
        announce(self.age)

    def _not_made(self, error: Exception) -> None:
        stopped = self._stop is not None and self._stop.is_set()
        self._stop = None
        self._show(busy=False)
        if stopped:
            self.age.setText(translate("Books", "Đã dừng sao lưu; không để lại bản dở dang"))
        else:
            self.error.show_error(error)

    def _open_folder(self) -> None:
        if self._folder:
            QDesktopServices.openUrl(QUrl.fromLocalFile(self._folder))


def _age(at: datetime, now: datetime) -> str:
    days = (now.date() - at.date()).days
    if days <= 0:
        return translate("Books", "Bản sao lưu mới nhất: hôm nay {time}").format(time=f"{at:%H:%M}")
    return plural(
        days,
        translate("Books", "Bản sao lưu mới nhất: hôm qua {time}"),
        translate("Books", "Bản sao lưu mới nhất: {n} ngày trước, {time}"),
        time=words.moment(at),
    )
