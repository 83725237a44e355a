"""A file that is at another counter comes here: how far it is, a way to stop, and calm words."""

from __future__ import annotations

from threading import Event
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QProgressBar

from desk.domain.errors import ExchangeError
from desk.domain.records import Attachment
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.layout import column, label, row
from desk.ui.parts.notices import announce
from desk.ui.scans.ports import Fetch
from desk.ui.tasks import Lane
from desk.ui.words import size

_ABSENT: Final = "FileGoneError"
_ALONE: Final = "NotConnectedError"


class Arrival(QFrame):
    """Begins by itself when such a file is looked at; `arrived` tells that it can be seen."""

    arrived = Signal()
    _moved = Signal(str, int, int)

    def __init__(self, kit: Kit, fetch: Fetch) -> None:
        super().__init__()
        self._kit, self._fetch = kit, fetch
        self._file: Attachment | None = None
        self._tried: set[str] = set()  # shown since, and not to be asked for by itself again
        self._stop = Event()
        self.running = False
        self.said = label("", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(translate("Files", "Đã tải"))
        self.stop_button = KeyButton(kit, translate("Files", "Dừng tải"), key="Esc", role="link")
        self.stop_button.clicked.connect(self.stop)
        self.again = KeyButton(kit, translate("Files", "Tải tệp"), key="Enter", role="link")
        self.again.clicked.connect(self.begin)
        line = row(kit, self.said, gap=12)
        line.setStretch(0, 1)
        line.addWidget(self.stop_button, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.again, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(kit, line, self.bar, gap=4))
        self._moved.connect(self._show_progress)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.stop)  # what has come is kept for the next time
        self.hide()

    def want(self, file: Attachment | None) -> None:
        """Bring a file that is looked at; None: whatever is looked at is here."""
        if file is None:
            self.setVisible(self.running)
            return
        if self.running and self._file is not None and self._file.file == file.file:
            return
        other = self._file is None or self._file.file != file.file
        if self.running:
            self.stop()  # another one is looked at now
        self._file = file
        if file.file not in self._tried:
            self.begin()
        elif other:
            self._say(translate("Files", "Tệp chưa có ở máy này."))

    def forget(self) -> None:
        """Let every file be asked for by itself again: another dossier is looked at."""
        self._tried.clear()

    def begin(self) -> None:
        """Ask for the file that is looked at."""
        file = self._file
        if file is None or self.running:
            return
        self._tried.add(file.file)
        self._stop = stop = Event()
        self.running = True
        self._show_progress(file.file, 0, file.size)

        def told(have: int, all_: int) -> bool:
            self._moved.emit(file.file, have, all_)
            return not stop.is_set()

        self._kit.tasks.run(
            lambda: self._fetch(file, told),
            lambda whole: self._ended(file, whole=whole),
            lambda error: self._broke(file, error),
            lane=Lane.FETCH,
            owner=self,
        )

    def stop(self) -> None:
        """Stop; what has come is kept, and the next time goes on from there."""
        self._stop.set()

    def _show_progress(self, name: str, have: int, all_: int) -> None:
        if not self.running or self._file is None or self._file.file != name:
            return
        self.bar.setRange(0, max(all_, 1))
        self.bar.setValue(have)
        said = translate("Files", "Đang tải tệp: {have} / {all}")
        self._say(said.format(have=size(have), all=size(all_)))

    def _say(self, said: str) -> None:
        self.said.setText(said)
        self.setAccessibleName(said)
        self.bar.setVisible(self.running)
        self.stop_button.setVisible(self.running)
        self.again.setVisible(not self.running)
        self.show()

    def _over(self, file: Attachment) -> bool:
        """Note that a file is not on its way any more; tell whether it is still looked at."""
        if self._file is not None and self._file.file != file.file:
            self.running = False
            self.begin()
            return False
        self.running = False
        return True

    def _ended(self, file: Attachment, *, whole: bool) -> None:
        looked_at = self._over(file)
        if whole:
            if looked_at:
                self.hide()
            self.arrived.emit()
        elif looked_at:
            self._say(translate("Files", "Đã dừng tải. Phần đã tải được giữ lại."))

    def _broke(self, file: Attachment, error: Exception) -> None:
        if not self._over(file):
            return
        self._say(self._calm(error))
        announce(self)

    def _calm(self, error: Exception) -> str:
        """Say why it did not come: nothing is lost, and nothing else is held up."""
        code = getattr(error, "code", "")
        if code == _ABSENT:
            return translate("Files", "Tệp chưa lên tới thành phố; quầy đã quét sẽ tự gửi lên.")
        if code == _ALONE:
            return translate("Files", "Quầy chưa kết nối nên chưa lấy được tệp của quầy khác.")
        if isinstance(error, ExchangeError):
            return translate(
                "Files", "Chưa có mạng nên chưa xem được tệp này. Mọi việc khác vẫn làm được."
            )
        words = self._kit.words(error)
        return f"{words.title}. {words.next}"
