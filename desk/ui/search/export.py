"""Writing what was found into a file: progress, what is left, stop, and where it is."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QProgressBar

from desk.domain.lookup import Filter, Sort
from desk.ui.kit import Kit
from desk.ui.language import plural, translate
from desk.ui.parts import files
from desk.ui.parts.buttons import KeyButton, Segments
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import column, frame, label, row
from desk.ui.parts.notices import announce
from desk.ui.search.ports import LookupPorts
from desk.ui.tasks import Lane

KINDS: Final = ("xlsx", "csv")


class ExportPanel(QFrame):
    """Goes on while other pages are shown; `done` tells of the whole file, `failed` of an error."""

    done = Signal(str)
    failed = Signal(Exception)
    closed = Signal()
    _moved = Signal(int, int)

    def __init__(self, kit: Kit, ports: LookupPorts) -> None:
        super().__init__()
        self._kit, self._ports = kit, ports
        self._stop = Event()
        self._path = Path()
        self.running = False
        self._asked, self._sort = Filter(), Sort()
        self.setProperty("role", "card")
        self._said = label("", "strong", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(translate("Search", "Đã xuất"))
        kinds = [
            ("xlsx", translate("Search", "Bảng tính XLSX")),
            ("csv", translate("Search", "CSV")),
        ]
        self.kind = Segments(kit, kinds, name=translate("Search", "Loại tệp"))
        self.kind.choose(kit.own.get("search.kind", KINDS[0]))
        self.start_button = KeyButton(
            kit, translate("Search", "Xuất"), icon="download", role="main"
        )
        self.start_button.clicked.connect(lambda: self.begin(self._asked, self._sort))
        self.stop_button = KeyButton(kit, translate("Search", "Dừng"), key="Esc", icon="x")
        self.stop_button.clicked.connect(self.stop)
        self.folder = KeyButton(kit, translate("Search", "Mở thư mục"), icon="folder-open")
        self.folder.clicked.connect(lambda: files.show(self._path.parent))
        self._close = KeyButton(kit, translate("Search", "Đóng"), key="Esc", icon="x", role="plain")
        self._close.clicked.connect(self.leave)
        buttons = Flow(
            kit, self.kind, self.start_button, self.stop_button, self.folder, self._close
        )
        inner = row(kit, gap=12, margin=12)
        inner.addLayout(column(kit, self._said, self.bar, gap=8), 1)
        inner.addWidget(frame(buttons), 0, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(inner)
        self._moved.connect(self._show_progress)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.stop)  # the program does not wait for a list
        self.hide()

    def ask(self, asked: Filter, sort: Sort, total: int) -> None:
        """Ask for the kind of file; while one is written, show how far it is."""
        self.show()
        if self.running:
            return
        self._asked, self._sort = asked, sort
        number = f"{total:,}".replace(",", ".")
        said = plural(
            total,
            translate("Search", "Xuất 1 hồ sơ đang liệt kê"),
            translate("Search", "Xuất {number} hồ sơ đang liệt kê"),
            number=number,
        )
        self._say(said, asking=True)
        self.start_button.setFocus()

    def _say(self, said: str, *, asking: bool = False, written: bool = False) -> None:
        self._said.setText(said)
        self.setAccessibleName(said)
        self.bar.setVisible(self.running)
        self.stop_button.setVisible(self.running)
        self.kind.setVisible(asking)
        self.start_button.setVisible(asking)
        self.folder.setVisible(written)
        self._close.setVisible(not self.running)

    def begin(self, asked: Filter, sort: Sort) -> None:
        """Write what is asked for into a file, unless one is being written."""
        self.show()
        if self.running:
            return
        kind = self.kind.value or KINDS[0]
        self._kit.own.set("search.kind", kind)
        name = translate("Search", "Ho so")
        self._path = files.folder() / f"{name} {self._kit.now():%Y-%m-%d %H%M%S}.{kind}"
        self._stop = Event()
        self.running = True
        self._show_progress(0, 0)
        self.stop_button.setFocus()
        path, stop = self._path, self._stop

        def told(written: int, number: int) -> bool:
            self._moved.emit(written, number)
            return not stop.is_set()

        self._kit.tasks.run(
            lambda: self._ports.export(asked, sort, path, told),
            self._ended,
            self._broke,
            lane=Lane.LISTS,
            owner=self,
        )

    def _show_progress(self, written: int, number: int) -> None:
        if not self.running:
            return
        self.bar.setRange(0, max(number, 1))
        self.bar.setValue(written)
        said = translate("Search", "Đang xuất {written} / {number} hồ sơ · còn {left}")
        counts = {"written": written, "number": number, "left": number - written}
        dotted = {name: f"{each:,}".replace(",", ".") for name, each in counts.items()}
        self._say(said.format(**dotted))

    def stop(self) -> None:
        """Stop writing; nothing of the file is left."""
        self._stop.set()

    def _ended(self, number: int | None) -> None:
        self.running = False
        if number is None:
            self._say(translate("Search", "Đã dừng. Không có tệp nào được ghi."))
        else:
            count = f"{number:,}".replace(",", ".")
            said = translate("Search", "Đã xuất {number} hồ sơ vào {file}")
            self._say(said.format(number=count, file=self._path.name), written=True)
            self.done.emit(self._said.text())
        (self.folder if number is not None else self._close).setFocus()
        announce(self)

    def _broke(self, error: Exception) -> None:
        self.running = False
        self.leave()
        self.failed.emit(error)

    def leave(self) -> None:
        """Put the panel away; what is being written goes on."""
        self.hide()
        self.closed.emit()
