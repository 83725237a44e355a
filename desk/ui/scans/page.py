"""The tray: scans that nobody has filed yet, looked at on the right, filed from the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget
from typing_extensions import override

from desk.domain.digitising import FolderNews, TrayScan
from desk.domain.records import Dossier
from desk.ui.kit import Kit
from desk.ui.language import plural, translate
from desk.ui.page import Page, Undo
from desk.ui.parts.action_bar import ActionBar
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.columns import Columns
from desk.ui.parts.layout import GUTTER, column, label
from desk.ui.parts.notices import ErrorPanel, Strip
from desk.ui.scans.filing import FilingForm
from desk.ui.scans.incoming import DropPlace, Intake, Outcome, outcome_words
from desk.ui.scans.ports import ScanPorts
from desk.ui.scans.tray import FolderLine, LatelyCard, TrayList
from desk.ui.scans.viewer import Shown, Viewer

_SHEET_LEAST = 300


class ScansScreen(Page):
    """Left what waits, right the page in sight and where it belongs."""

    def __init__(self, kit: Kit, ports: ScanPorts) -> None:
        super().__init__()
        self._kit, self._ports = kit, ports
        self._busy = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._fill)
        self.intake = Intake(kit, ports, self)
        self.intake.taken.connect(self._taken)
        self.intake.refused.connect(self._show_error)
        self.tray = TrayList(kit, ports)
        self.tray.picked.connect(self._picked)
        self.tray.unwanted.connect(self._drop)
        self.lately = LatelyCard(kit)
        self.folder = FolderLine(kit)
        self.form = FilingForm(kit, ports)
        self.form.chosen.connect(lambda _: self._tell())
        self.form.resized.connect(lambda: self._later.start(0))
        self.viewer = Viewer(kit, ports.draw)
        self.error = ErrorPanel(kit)
        self._lay_out()
        drops = DropPlace(self)
        drops.dropped.connect(lambda data: self.intake.take(data, "drop"))
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self._paste)
        self._tell()

    def _lay_out(self) -> None:
        kit = self._kit
        self.head = label("", "heading")
        left = QWidget()
        waits = QFrame()
        waits.setProperty("role", "card")
        inner = column(kit, self.head, self.folder, gap=8, margin=12)
        inner.addWidget(self.tray, 1)
        waits.setLayout(inner)
        left.setLayout(column(kit, waits, self.lately, gap=12))
        self.viewer.setMinimumHeight(kit.theme.px(_SHEET_LEAST))
        self.viewer.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.right = QWidget()
        beside = column(kit, self.form, gap=12)
        beside.addWidget(self.viewer, 1)
        self.right.setLayout(beside)
        self.columns = Columns(kit, [left, self.right], least=860, stretches=(3, 7))
        self.said = label("", "quiet", wrap=True)
        self.unwanted = KeyButton(kit, translate("Scans", "Bỏ bản quét"), key="Delete", icon="x")
        self.unwanted.clicked.connect(self._drop_current)
        self.main = KeyButton(
            kit, translate("Scans", "Xếp vào hồ sơ"), key="F9", icon="folder-open", role="main"
        )
        self.main.clicked.connect(self.main_action)
        layout = column(kit, Strip(kit, self.error), gap=0)
        layout.addWidget(self.columns, 1)
        layout.addWidget(ActionBar(kit, self.said, self.unwanted, self.main))
        self.setLayout(layout)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._later.start(0)

    def _fill(self) -> None:
        """Let the page in sight have all the height that the form leaves."""
        px = self._kit.theme.px
        room = self.columns.height() - self.form.height() - px(2 * GUTTER + 16)
        self.viewer.setMinimumHeight(max(px(_SHEET_LEAST), room))

    # -- showing ---------------------------------------------------------------------------------

    @override
    def start(self) -> None:
        if self.tray.scans:
            self.form.start()
        else:
            self.tray.setFocus()

    @override
    def refresh(self) -> None:
        run = self._kit.tasks.run
        run(self._ports.waiting, self._show_waiting, self._show_error, owner=self)
        run(self._ports.lately, self.lately.show_scans, self._show_error, owner=self)

    def show_news(self, news: FolderNews) -> None:
        """Say how the scan folder stands."""
        self.folder.show_news(news)

    def _show_waiting(self, scans: tuple[TrayScan, ...]) -> None:
        count = plural(
            len(scans),
            translate("Scans", "1 bản quét chờ xếp"),
            translate("Scans", "{n} bản quét chờ xếp"),
        )
        self.head.setText(count if scans else translate("Scans", "Giấy tờ quét"))
        self.tray.setVisible(bool(scans))
        self.tray.show_scans(scans)
        self._tell()

    def _picked(self, scan: TrayScan | None) -> None:
        if scan is None:
            hint = translate("Scans", "Không có bản quét nào chờ xếp.")
            how = translate(
                "Scans",
                "Quét bằng nút trên máy quét, thả tệp vào đây hoặc Ctrl+V. Có tờ bìa mã vạch, "
                "bản quét tự vào đúng hồ sơ.",
            )
            self.viewer.show_file(None, f"{hint}\n{how}")
        else:
            self.viewer.show_file(Shown(scan.file, scan.media, scan.pages))
        self._tell()

    def _tell(self) -> None:
        """Say what is still missing before the scan can be filed."""
        scan = self.tray.current
        dossier = self.form.dossier
        asks = scan is not None and dossier is None
        said = translate("Scans", "Quét mã hoặc gõ hồ sơ của bản quét này, rồi Enter.")
        self.said.setText(said if asks else "")
        self.main.setEnabled(scan is not None and dossier is not None)
        self.unwanted.setEnabled(scan is not None)

    def _show_error(self, error: Exception) -> None:
        self._busy = False
        self.error.show_error(error)

    # -- filing ----------------------------------------------------------------------------------

    @override
    def main_action(self) -> None:
        scan, dossier, paper = self.tray.current, self.form.dossier, self.form.paper
        if scan is None or dossier is None:
            self.form.start()
            return
        if self._busy:
            return
        self._busy = True
        self._kit.tasks.run(
            lambda: self._ports.file(scan.id, dossier.uid, paper),
            lambda after: self._filed(scan, after, paper),
            self._show_error,
            owner=self,
        )

    def _filed(self, scan: TrayScan, after: Dossier, paper: str) -> None:
        self._busy = False
        what = paper or translate("Scans", "chưa rõ giấy tờ")
        said = translate("Scans", "Đã xếp vào {code}: {paper}").format(code=after.code, paper=what)
        self.undoable.emit(Undo(said=said, back=partial(self._back, self._ports.unfile, scan)))
        self.form.show_dossier(after)  # the next scan is often of the same dossier
        self.refresh()

    def _drop_current(self) -> None:
        if self.tray.current is not None:
            self._drop(self.tray.current)

    def _drop(self, scan: TrayScan) -> None:
        self._kit.tasks.run(
            lambda: self._ports.drop(scan.id),
            lambda _: self._dropped(scan),
            self._show_error,
            owner=self,
        )

    def _dropped(self, scan: TrayScan) -> None:
        said = translate("Scans", "Đã bỏ một bản quét khỏi khay")
        self.undoable.emit(Undo(said=said, back=partial(self._back, self._ports.pick_up, scan)))
        self.refresh()

    def _back(self, how: Callable[[int], None], scan: TrayScan) -> None:
        self._kit.tasks.run(
            lambda: how(scan.id), lambda _: self.refresh(), self._show_error, owner=self
        )

    # -- coming in -------------------------------------------------------------------------------

    def _paste(self) -> None:
        if not self.intake.paste():
            said = translate("Scans", "Khay nhớ không có ảnh hay tệp nào để dán.")
            self.changed.emit(said)

    def _taken(self, outcome: Outcome) -> None:
        self.changed.emit(outcome_words(outcome))
        self.refresh()

    @override
    def scan(self, text: str) -> bool:
        if self.tray.current is None:
            return False
        self.form.look(text)
        return True

    @override
    def escape(self) -> bool:
        if not self.error.isHidden():
            self.error.acknowledge()
        elif not self.form.found.isHidden():
            self.form.found.hide()
            self.form.line.setFocus()
        elif self.form.dossier is not None or self.form.line.text():
            self.form.clear()
            self.form.line.setFocus()
        else:
            return False
        return True
