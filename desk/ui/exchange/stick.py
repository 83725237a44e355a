"""The card of the courier: write onto a stick, read from it, see what is on it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from threading import Event
from typing import Any, Final

from PySide6.QtCore import QStorageInfo, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QFrame, QProgressBar

from desk.domain.views import Carried, StickBundle, Written
from desk.ui import words
from desk.ui.exchange.ports import CourierPorts, Progress
from desk.ui.kit import Kit
from desk.ui.language import mark, translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.fields import Field, Line
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import clear, column, frame, label, picture, row
from desk.ui.parts.notices import ErrorPanel, announce
from desk.ui.tasks import Lane

_SHOWN: Final = 6
_MOUNTS: Final = ("/media/", "/run/media/", "/mnt/usb")
KINDS: Final = {
    "answer": (mark("Courier", "Gói trả lời cho quầy này"), "inbox", "good"),
    "ours": (mark("Courier", "Gói quầy này đã ghi, chưa có trả lời"), "send", "quiet"),
    "other": (mark("Courier", "Gói cho nơi khác: {whom}"), "file-text", "quiet"),
    "broken": (mark("Courier", "Gói không đọc được"), "triangle-alert", "warn"),
}
_DIFFERS: Final = mark("Courier", "Hai bên còn khác nhau: khi có mạng máy sẽ tìm chỗ khác.")
AGREED: Final = {
    "equal": mark("Courier", "Hai bên trùng khớp khi bên kia ghi gói này."),
    "waiting": mark("Courier", "Quầy đã ghi thêm việc nên chưa đối chiếu được."),
    "known": _DIFFERS,
    "different": _DIFFERS,
}


def likely_sticks() -> list[str]:
    """Return where sticks seem to be plugged in."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        path = volume.rootPath()
        if not volume.isValid() or not volume.isReady():
            continue
        drive = sys.platform == "win32" and not volume.isRoot()
        if drive or path.startswith(_MOUNTS):
            found.append(path)
    return found


class StickCard(QFrame):
    """`carried`: something was written or read, so that what is shown elsewhere is old."""

    carried = Signal()
    _moved = Signal(int)  # per cent, -1 while nobody knows; told from the thread that works

    def __init__(self, kit: Kit, ports: CourierPorts) -> None:
        super().__init__()
        self._kit, self._ports = kit, ports
        self._stop: Event | None = None
        self.setProperty("role", "card")
        self.folder = Line(kit, latin=True, role="mono")
        self._field = Field(
            kit,
            translate("Courier", "Thư mục trên USB"),
            self.folder,
            hint=translate("Courier", "Cắm USB rồi chọn, hoặc ghi đường dẫn."),
        )
        self.choose = KeyButton(kit, translate("Courier", "Chọn…"), icon="folder-open")
        self.write = KeyButton(kit, translate("Courier", "Ghi lên USB"), icon="send")
        self.read = KeyButton(kit, translate("Courier", "Đọc từ USB"), icon="download")
        self.stop = KeyButton(kit, translate("Courier", "Dừng"), icon="circle-stop", role="plain")
        self.bar = QProgressBar()
        self.bar.setAccessibleName(translate("Courier", "Tiến độ trao đổi bằng USB"))
        self.said = label("", wrap=True)
        self.error = ErrorPanel(kit, narrow=True)
        self._rows = column(kit, gap=4)
        self._wire()
        self._lay_out()
        self._show(busy=False)

    def _wire(self) -> None:
        self.folder.returnPressed.connect(self.look)
        self.folder.left.connect(self.look)
        self.choose.clicked.connect(self._choose)
        self.write.clicked.connect(self.write_now)
        self.read.clicked.connect(self.read_now)
        self.stop.clicked.connect(self.cancel)
        self._moved.connect(self._show_progress)
        app = QApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.cancel)

    def _lay_out(self) -> None:
        kit = self._kit
        about = translate(
            "Courier",
            "Khi không có mạng: ghi lên USB, mang đến nơi nhận, rồi đọc gói trả lời. Gói được "
            "niêm phong, chỉ nơi nhận mở được; chưa đọc trả lời thì chưa coi là đã gửi.",
        )
        self.setLayout(
            column(
                kit,
                label(translate("Courier", "Trao đổi bằng USB"), "heading"),
                label(about, "small", wrap=True),
                self._field,
                frame(Flow(kit, self.choose, self.write, self.read, self.stop)),
                self.bar,
                self.said,
                self._rows,
                self.error,
                gap=12,
                margin=16,
            )
        )

    def _show(self, *, busy: bool) -> None:
        self.bar.setVisible(busy)
        self.stop.setVisible(busy)
        for button in (self.choose, self.write, self.read):
            button.setVisible(not busy)
        self.folder.setEnabled(not busy)
        self.said.setVisible(bool(self.said.text()))

    def _show_progress(self, percent: int) -> None:
        self.bar.setRange(0, 0 if percent < 0 else 100)
        self.bar.setValue(max(percent, 0))

    # -- what is there --------------------------------------------------------------------------

    def refresh(self) -> None:
        """Take the only stick that is plugged in, where nobody has chosen another place."""
        if self.folder.text():
            self.look()
            return
        self._kit.tasks.run(likely_sticks, self._plugged, lane=Lane.FILES, owner=self)

    def _plugged(self, sticks: list[str]) -> None:
        if len(sticks) == 1 and not self.folder.text() and not self.folder.hasFocus():
            self.folder.set_quietly(sticks[0])
            self.look()

    def _choose(self) -> None:
        title = translate("Courier", "Thư mục trên USB")
        folder = QFileDialog.getExistingDirectory(self, title, self.folder.text())
        if folder:
            self.folder.set_quietly(folder)
            self.look()

    def look(self) -> None:
        """See what is on the stick."""
        folder = self.folder.text().strip()
        if not folder or self._stop is not None:
            return
        self._field.settle()
        self._kit.tasks.run(
            lambda: self._ports.look(folder),
            self.show_bundles,
            lambda _: self.show_bundles(()),  # not plugged in yet: said when it is to be used
            lane=Lane.FILES,
            owner=self,
        )

    def show_bundles(self, bundles: tuple[StickBundle, ...]) -> None:
        """Show what is on the stick."""
        clear(self._rows)
        for each in bundles[:_SHOWN]:
            text, icon, tint = KINDS[each.kind]
            told = translate("Courier", text).format(whom=each.whom or "–")
            if each.made is not None:
                told = f"{told} · {words.moment(each.made)} · {words.size(each.size)}"
            line = row(self._kit, picture(self._kit, icon, tint, 18), gap=8)
            line.addWidget(label(told, "small", wrap=True), 1)
            self._rows.addLayout(line)
        left = len(bundles) - _SHOWN
        if left > 0:
            more = translate("Courier", "và {n} gói khác").format(n=left)
            self._rows.addWidget(label(more, "small"))

    # -- doing ----------------------------------------------------------------------------------

    def write_now(self) -> None:
        """Write what waits onto the stick."""
        self._begin(self._ports.write, self._written)

    def read_now(self) -> None:
        """Read the city's answer from the stick."""
        self._begin(self._ports.read, self._read)

    def cancel(self) -> None:
        """Stop; nothing half is left."""
        if self._stop is not None:
            self._stop.set()

    def _begin(self, work: Callable[[str, Progress], Any], done: Callable[[Any], None]) -> None:
        folder = self.folder.text().strip()
        if self._stop is not None:
            return
        if not folder:
            self._field.complain(translate("Courier", "Chọn thư mục trên USB trước."))
            self.folder.setFocus()
            return
        self._field.settle()
        stop = self._stop = Event()
        self.said.setText("")
        self.error.hide()
        self._show_progress(-1)
        self._show(busy=True)
        self.stop.setFocus()

        def progress(so_far: int, whole: int) -> bool:
            self._moved.emit(so_far * 100 // whole if whole else -1)
            return not stop.is_set()

        self._kit.tasks.run(
            lambda: work(folder, progress),
            lambda found: self._over(found, done),
            self._failed,
            lane=Lane.LONG,
            owner=self,
        )

    def _over(self, found: Any, done: Callable[[Any], None]) -> None:
        self._stop = None
        done(found)
        self._show(busy=False)
        announce(self.said)
        self.look()
        self.carried.emit()

    def _written(self, made: Written) -> None:
        if not made.events and not made.files:
            told = [translate("Courier", "Không có gì chờ gửi; đã ghi lời hỏi tin mới.")]
        else:
            told = [
                translate(
                    "Courier",
                    "Đã ghi {events} việc, {files} tệp. Rút USB an toàn rồi mang đến: {name}.",
                ).format(events=made.events, files=made.files, name=words.target(made.target))
            ]
        if made.left:
            told.append(
                translate(
                    "Courier", "Còn {n} tệp chưa ghi được lên USB này, chờ chuyến sau."
                ).format(n=made.left)
            )
        self._tell(" ".join(told))

    def _read(self, heard: Carried) -> None:
        if heard.already:
            self._tell(translate("Courier", "Gói này đã đọc rồi; không có gì thay đổi."))
            return
        if heard.target == "city":
            first = translate(
                "Courier", "Thành phố xác nhận {confirmed} việc; nhận {new} việc mới."
            )
        else:
            first = translate(
                "Courier",
                "“{name}” đã nhận {confirmed} việc, không thay thành phố xác nhận; nhận {new} việc "
                "mới.",
            )
        name = words.target(heard.target)
        told = [first.format(name=name, confirmed=heard.confirmed, new=heard.new)]
        if heard.files:
            more = translate("Courier", "{name} đã giữ đủ {n} tệp.")
            told.append(more.format(name=name, n=heard.files))
        if heard.brought:
            more = translate("Courier", "Nhận về {n} tệp của quầy khác.")
            told.append(more.format(n=heard.brought))
        if heard.attention:
            more = translate("Courier", "{n} việc cần người xem.")
            told.append(more.format(n=heard.attention))
        if heard.stale:
            told.append(
                translate(
                    "Courier",
                    "Tin của quầy khác trong gói này đã cũ hơn những gì quầy có; lần sau sẽ nhận "
                    "tiếp.",
                )
            )
        if heard.agreed in AGREED:
            told.append(translate("Courier", AGREED[heard.agreed]))
        self._tell(" ".join(told))

    def _tell(self, text: str) -> None:
        self.said.setText(text)
        self.said.setAccessibleName(text)

    def _failed(self, error: Exception) -> None:
        stopped = self._stop is not None and self._stop.is_set()
        self._stop = None
        if stopped:
            self._tell(translate("Courier", "Đã dừng; không để lại gì dở dang trên USB."))
        self._show(busy=False)
        if not stopped:
            self.error.show_error(error)
        self.look()
