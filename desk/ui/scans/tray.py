"""The scans that wait, one under another with their first page; what was filed lately; problems."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem
from typing_extensions import override

from desk.domain.digitising import FolderNews, TrayScan
from desk.ui.kit import Kit, PlainWords
from desk.ui.language import mark, translate
from desk.ui.parts.layout import Elided, clear, column, label, picture, row
from desk.ui.parts.notices import WarningList
from desk.ui.scans.ports import Drawn, ScanPorts
from desk.ui.scans.viewer import pages_words, pixmap, plain
from desk.ui.tasks import Lane

SOURCES = {
    "scan": mark("Scans", "Máy quét"),
    "drop": mark("Scans", "Thả tệp"),
    "paste": mark("Scans", "Dán"),
    "reuse": mark("Scans", "Dùng lại"),
}
_THUMB = QSize(44, 60)
_SHOWN_LATELY = 6


def source_words(source: str) -> str:
    """Return how a scan came in, in words."""
    return translate("Scans", SOURCES.get(source, source))


class TrayList(QListWidget):
    """`picked` carries the scan under the cursor or None, `unwanted` one to be dropped."""

    picked = Signal(object)
    unwanted = Signal(object)

    def __init__(self, kit: Kit, ports: ScanPorts) -> None:
        super().__init__()
        self._kit, self._ports = kit, ports
        self._scans: tuple[TrayScan, ...] = ()
        self.setProperty("role", "rows")
        self.setAccessibleName(translate("Scans", "Bản quét chờ xếp"))
        px = kit.theme.px
        self.setIconSize(QSize(px(_THUMB.width()), px(_THUMB.height())))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(px(150))
        self.currentRowChanged.connect(self._moved)

    @property
    def scans(self) -> tuple[TrayScan, ...]:
        """What is listed."""
        return self._scans

    @property
    def current(self) -> TrayScan | None:
        """The scan under the cursor."""
        at = self.currentRow()
        return self._scans[at] if 0 <= at < len(self._scans) else None

    def show_scans(self, scans: Sequence[TrayScan]) -> None:
        """List scans; the cursor stays on its scan, or goes to the one that took its place."""
        new = tuple(scans)
        if new == self._scans:
            return
        before, at = self.current, self.currentRow()
        self._scans = new
        blocked = self.blockSignals(True)
        self.clear()
        for scan in new:
            self.addItem(self._item(scan))
            self._ask(scan)
        ids = [scan.id for scan in new]
        place = ids.index(before.id) if before is not None and before.id in ids else max(at, 0)
        self.setCurrentRow(min(place, len(new) - 1))
        self.blockSignals(blocked)
        self._moved(self.currentRow())

    def _item(self, scan: TrayScan) -> QListWidgetItem:
        told = f"{pages_words(scan.pages)} · {scan.at:%H:%M}"
        day = "" if scan.at.date() == self._kit.now().date() else f"{scan.at:%d/%m} · "
        item = QListWidgetItem(f"{told}\n{day}{source_words(scan.source)}")
        blank = QPixmap(self.iconSize())
        blank.fill(self._kit.theme.color("sunken"))
        item.setIcon(QIcon(blank))
        return item

    def _ask(self, scan: TrayScan) -> None:
        box = self.iconSize()
        self._kit.tasks.run(
            lambda: self._ports.draw(scan.file, scan.media, 0, (box.width(), box.height())),
            lambda drawn: self._drawn(scan, drawn),
            lambda _: None,  # the viewer says why
            lane=Lane.VIEW,
            owner=self,
        )

    def _drawn(self, scan: TrayScan, drawn: Drawn) -> None:
        for at, each in enumerate(self._scans):
            if each.id == scan.id:
                self.item(at).setIcon(plain(pixmap(drawn)))

    def _moved(self, _: int) -> None:
        self.picked.emit(self.current)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.current is not None:
            self.unwanted.emit(self.current)
        else:
            super().keyPressEvent(event)


class LatelyCard(QFrame):
    """What was filed today, by codes or by hand."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "card")
        self._rows = column(kit, gap=4)
        head = label(translate("Scans", "Đã xếp hôm nay"), "caption")
        self.setLayout(column(kit, head, self._rows, gap=8, margin=12))
        self.hide()

    def show_scans(self, scans: Sequence[TrayScan]) -> None:
        """List the newest."""
        clear(self._rows)
        for scan in scans[:_SHOWN_LATELY]:
            paper = scan.paper or translate("Scans", "chưa rõ giấy tờ")
            said = f"{scan.at:%H:%M} · {scan.code} · {paper} · {pages_words(scan.pages)}"
            self._rows.addWidget(Elided(said, "small"))
        self.setVisible(bool(scans))


class FolderLine(QFrame):
    """Where scans come from and whether it answers; what could not be taken, in words."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._mark = picture(kit, "scan-line", "quiet", 16)
        self.said = Elided("", "small")
        self.problems = WarningList(kit)
        self.setLayout(column(kit, row(kit, self._mark, self.said, gap=8), self.problems, gap=8))

    def show_news(self, news: FolderNews) -> None:
        """Say how the folder stands."""
        if news.gone:
            words = self._kit.explain("ScanFolderGoneError", {"folder": news.folder})
            said = f"{words.title}: {news.folder}. {words.next}"
        else:
            said = translate("Scans", "Đang nhận từ {folder}").format(folder=news.folder)
        icon, tint = ("cloud-off", "warn") if news.gone else ("scan-line", "quiet")
        self._mark.setPixmap(self._kit.icons.pixmap(icon, tint, 16, 2.0))
        self.said.set_whole(said)
        told = []
        for problem in news.problems:
            words = self._kit.explain(problem.code, dict(problem.facts))
            told.append(
                PlainWords(
                    title=f"{problem.name}: {words.title}", meaning=words.meaning, next=words.next
                )
            )
        self.problems.show_words(told)
