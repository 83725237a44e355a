"""A dossier's papers as files, beside its data: seen, added, used again, put in order.

`attach` hangs it into the dossier page; the page itself knows only the place beside its data.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QFrame
from typing_extensions import override

from desk.domain.digitising import Reusable, files_of
from desk.domain.records import Attachment, Dossier
from desk.domain.views import DossierView
from desk.ui.dossier.arrival import Arrival
from desk.ui.dossier.file_list import FileList, FileRow, row_of, standing
from desk.ui.dossier.page import DossierScreen
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.page import Undo
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import Scroll, column, frame, label, row
from desk.ui.parts.notices import ErrorPanel
from desk.ui.scans.editor import PageEditor
from desk.ui.scans.filing import digitised_words
from desk.ui.scans.incoming import DropPlace, Intake, Outcome, outcome_words
from desk.ui.scans.ports import Leaves, ScanPorts
from desk.ui.scans.viewer import WIDTH, Shown, Viewer

KEY = "Ctrl+G"
_LEAST_PAGE = 170


class FilesPanel(QFrame):
    """`changed` tells what was done, `undoable` how to take it back, `asked` a form to print."""

    changed = Signal(str)
    undoable = Signal(object)
    renewed = Signal()  # the dossier is another now
    covers = Signal()
    closed = Signal()

    def __init__(self, kit: Kit, ports: ScanPorts) -> None:
        super().__init__()
        self._kit, self._ports = kit, ports
        self._dossier: Dossier | None = None
        self._busy = False
        self.setProperty("role", "card")
        self.intake = Intake(kit, ports, self)
        self.intake.taken.connect(self._taken)
        self.intake.refused.connect(self._failed)
        self.said = label("", "quiet", wrap=True)
        self.list = FileList(kit)
        self.list.currentRowChanged.connect(lambda _: self._look())
        self.list.entered.connect(self._enter)
        self.list.itemDoubleClicked.connect(lambda _: self._enter())
        self.list.unwanted.connect(self.take_off)
        self.error = ErrorPanel(kit, narrow=True)
        self.arrival = Arrival(kit, ports.fetch)
        self.arrival.arrived.connect(self.renewed)
        self.viewer = Viewer(kit, ports.draw, zoom=WIDTH)
        self.editor = PageEditor(kit, ports.draw)
        self.editor.ready.connect(self._rearrange)
        self.editor.left.connect(self._stop_editing)
        self.editor.hide()
        self._lay_out()
        drops = DropPlace(self)
        drops.dropped.connect(lambda data: self.take(data, "drop"))

    def _lay_out(self) -> None:
        kit = self._kit
        self.again = self._button(translate("Files", "Dùng lại"), "Enter", self._enter)
        self.large = self._button(translate("Files", "Xem lớn"), "Enter", self.enlarge)
        self.add = self._button(translate("Files", "Thêm tệp"), "Ctrl+O", self.choose)
        self.edit = self._button(translate("Files", "Sửa trang"), "Ctrl+E", self.reorder)
        self.off = self._button(translate("Files", "Gỡ"), "Delete", self.take_off)
        self.cover = self._button(translate("Files", "In tờ bìa"), "Ctrl+J", self.covers.emit)
        self.back = self._button(translate("Files", "Danh sách"), "Esc", self.shrink)
        self.back.hide()
        shut = KeyButton(kit, translate("Files", "Đóng"), key=KEY, role="link")
        shut.clicked.connect(self.closed)
        for key, then in (
            ("Ctrl+O", self.choose),
            ("Ctrl+E", self.reorder),
            ("Ctrl+V", self.paste),
        ):
            short = QShortcut(QKeySequence(key), self)
            short.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            short.activated.connect(then)
        head = row(kit, label(translate("Files", "Bản số hóa"), "heading"), gap=12)
        head.addWidget(self.said, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.cover)
        head.addWidget(self.back)
        head.addWidget(shut)
        self.tools = frame(Flow(kit, self.again, self.large, self.add, self.edit, self.off, gap=12))
        parts = (head, self.list, self.tools, self.error, self.arrival)
        layout = column(kit, *parts, gap=8, margin=12)
        self.viewer.setMinimumHeight(kit.theme.px(_LEAST_PAGE))
        layout.addWidget(self.viewer, 1)
        layout.addWidget(self.editor, 1)
        self.setLayout(layout)

    def _button(self, text: str, key: str, then: Callable[[], None]) -> KeyButton:
        button = KeyButton(self._kit, text, key=key, role="link")
        button.clicked.connect(then)
        return button

    # -- showing ---------------------------------------------------------------------------------

    def show_dossier(self, dossier: Dossier) -> None:
        """Show a dossier's papers; where files are and what may be used again comes later."""
        other = self._dossier is None or self._dossier.uid != dossier.uid
        self._dossier = dossier
        if other:
            self.error.acknowledge()
            self.editor.hide()
            self.viewer.show()
            self._only_page(on=False)
            self.arrival.forget()
            self.list.setCurrentRow(0)
        self.said.setText(digitised_words(dossier))
        if other:
            self._show({}, (), {})
        ports = self._ports
        self._kit.tasks.run(
            lambda: (
                ports.places(dossier.uid),
                ports.reusable(dossier.uid),
                ports.unsent(dossier.uid),
            ),
            lambda known: self._know(dossier, *known),
            self._failed,
            owner=self,
        )

    def _know(
        self,
        dossier: Dossier,
        places: Mapping[str, str],
        offers: tuple[Reusable, ...],
        unsent: Mapping[str, str],
    ) -> None:
        if self._dossier == dossier:
            self.said.setText(" · ".join(standing(dossier, unsent)))
            self._show(places, offers, unsent)

    def _show(
        self, places: Mapping[str, str], offers: Sequence[Reusable], unsent: Mapping[str, str]
    ) -> None:
        dossier = self._dossier
        if dossier is None:
            return
        again = {offer.file.paper: offer for offer in offers}
        lines: list[FileRow] = []
        for name in dict.fromkeys(paper.name for paper in dossier.papers):
            files = files_of(dossier, name)
            lines += [row_of(name, file, places, unsent) for file in files]
            if not files:
                lines.append(FileRow(name, offer=again.get(name)))
        lines += [row_of("", file, places, unsent) for file in files_of(dossier, "")]
        self.list.show_lines(lines)
        self._look()

    def _look(self) -> None:
        line = self.list.current
        file = line.file if line is not None else None
        offer = line.offer if line is not None else None
        self.again.setVisible(offer is not None)
        for button in (self.large, self.edit, self.off):
            button.setVisible(file is not None)
        self.large.setVisible(file is not None and line is not None and line.away is None)
        self.edit.setEnabled(line is not None and line.away is None)
        away = line is not None and line.away is not None
        self.arrival.want(file if away else None)
        if offer is not None:
            said = translate(
                "Files", "Có bản số hóa ngày {day} trong hồ sơ {code}. Enter để dùng lại."
            )
            hint = said.format(day=f"{offer.made_at:%d/%m/%Y}", code=offer.code)
            self.viewer.show_file(None, hint)
            return
        if line is None or file is None:
            hint = translate("Files", "Chưa có tệp. Thả tệp vào đây, Ctrl+O hoặc Ctrl+V.")
            self.viewer.show_file(None, hint)
            return
        self.viewer.show_file(Shown(file.file, file.media, file.pages, line.paper, line.away))

    def enlarge(self) -> None:
        """Give the page in sight the list's room too."""
        if self.list.current is not None and self.list.current.file is not None:
            self._only_page(on=True)
            self.viewer.area.setFocus()

    def shrink(self) -> None:
        """Show the list again."""
        self._only_page(on=False)
        self.list.setFocus()

    def _only_page(self, *, on: bool) -> None:
        for part in (self.list, self.tools, self.cover):
            part.setVisible(not on)
        self.back.setVisible(on)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        escapes = event.key() == Qt.Key.Key_Escape
        if escapes and self.arrival.running:
            self.arrival.stop()
        elif escapes and self.list.isHidden() and self.editor.isHidden():
            self.shrink()
        else:
            super().keyPressEvent(event)

    # -- coming in -------------------------------------------------------------------------------

    def _target(self) -> tuple[str, str]:
        line = self.list.current
        return (self._dossier.uid if self._dossier else "", line.paper if line else "")

    def take(self, data: QMimeData, source: str) -> None:
        """Put what was dropped to the paper under the cursor."""
        self.intake.take(data, source, *self._target())

    def paste(self) -> None:
        """Put what the clipboard holds to the paper under the cursor."""
        if not self.intake.paste(*self._target()):
            self.changed.emit(translate("Files", "Khay nhớ không có ảnh hay tệp nào để dán."))

    def choose(self) -> None:
        """Let files be chosen."""
        title = translate("Files", "Chọn tệp đã quét")
        kinds = "PDF, JPEG, PNG (*.pdf *.jpg *.jpeg *.png)"
        paths, _ = QFileDialog.getOpenFileNames(self, title, "", kinds)
        self.intake.take_files(paths, *self._target())

    def _taken(self, outcome: Outcome) -> None:
        self.changed.emit(outcome_words(outcome))
        self.renewed.emit()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self.error.show_error(error)

    def _enter(self) -> None:
        line = self.list.current
        if line is not None and line.offer is not None:
            self._reuse(line.offer)
        elif line is not None and line.away is not None:
            self.arrival.begin()
        else:
            self.enlarge()

    def _reuse(self, offer: Reusable) -> None:
        dossier = self._dossier
        if dossier is None or self._busy:
            return
        self._busy = True
        self._kit.tasks.run(
            lambda: self._ports.reuse(dossier.uid, offer.file),
            lambda after: self._reused(offer, after),
            self._failed,
            owner=self,
        )

    def _reused(self, offer: Reusable, after: Dossier) -> None:
        self._busy = False
        file = next(each for each in after.attachments if each.paper == offer.file.paper)
        said = translate("Files", "Đã dùng lại bản số hóa ngày {day}: {paper}").format(
            day=f"{offer.made_at:%d/%m/%Y}", paper=offer.file.paper
        )
        self.undoable.emit(
            Undo(said=said, back=partial(self._off, after.uid, file, self.renewed.emit))
        )
        self.renewed.emit()

    # -- off and anew ----------------------------------------------------------------------------

    def take_off(self) -> None:
        """Take the file under the cursor off the dossier; it can be put back for a while."""
        line, dossier = self.list.current, self._dossier
        if line is None or line.file is None or dossier is None or self._busy:
            return
        file, uid = line.file, dossier.uid
        self._off(uid, file, partial(self._taken_off, uid, file))

    def _off(self, uid: str, file: Attachment, then: Callable[[], None]) -> None:
        self._busy = True
        why = translate("Files", "gỡ khỏi hồ sơ")
        self._kit.tasks.run(
            lambda: self._ports.detach(uid, file, why),
            lambda _: self._then(then),
            self._failed,
            owner=self,
        )

    def _then(self, then: Callable[[], None]) -> None:
        self._busy = False
        then()

    def _taken_off(self, uid: str, file: Attachment) -> None:
        what = file.paper or translate("Files", "Tệp khác")
        said = translate("Files", "Đã gỡ: {paper}").format(paper=what)
        self.undoable.emit(Undo(said=said, back=partial(self._put_back, uid, file)))
        self.renewed.emit()

    def _put_back(self, uid: str, file: Attachment) -> None:
        self._kit.tasks.run(
            lambda: self._ports.put_back(uid, file),
            lambda _: self.renewed.emit(),
            self._failed,
            owner=self,
        )

    def reorder(self) -> None:
        """Turn, move, leave out or part the pages of the file in sight."""
        line = self.list.current
        if line is None or line.file is None or line.away is not None:
            return
        self.viewer.hide()
        self._only_page(on=True)
        self.back.hide()
        self.editor.open(line.file, self.viewer.turns)

    def _stop_editing(self) -> None:
        self.editor.hide()
        self.viewer.show()
        self.shrink()

    def _rearrange(self, file: Attachment, groups: Sequence[Leaves], reason: str) -> None:
        dossier = self._dossier
        if dossier is None or self._busy:
            return
        self._busy = True
        self._kit.tasks.run(
            lambda: self._ports.rearrange(dossier.uid, file, groups, reason),
            lambda _: self._rearranged(),
            self._failed,
            owner=self,
        )

    def _rearranged(self) -> None:
        self._busy = False
        self._stop_editing()
        self.changed.emit(translate("Files", "Đã lưu bản mới; bản cũ vẫn còn trong kho tệp."))
        self.renewed.emit()


class DossierFiles:
    """Hangs the files into the dossier page: a key, a button, the place beside the data."""

    def __init__(self, kit: Kit, ports: ScanPorts, page: DossierScreen) -> None:
        self._page = page
        self.panel = FilesPanel(kit, ports)
        page.side.put(Scroll(frame(column(kit, self.panel))))
        page.viewed.connect(self._viewed)
        page.papers.asked.connect(self.toggle)
        short = QShortcut(QKeySequence(KEY), page)
        short.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        short.activated.connect(self.toggle)
        self.panel.changed.connect(page.changed)
        self.panel.undoable.connect(page.undoable)
        self.panel.renewed.connect(page.refresh)
        self.panel.covers.connect(lambda: page.print_form("cover"))
        self.panel.closed.connect(self.toggle)
        page.side.changed.connect(self._opened)
        drops = DropPlace(page)
        drops.dropped.connect(self._dropped)

    def _viewed(self, view: DossierView) -> None:
        if self._page.side.is_open:
            self.panel.show_dossier(view.dossier)

    def _opened(self, is_open: bool) -> None:
        if is_open and self._page.view is not None:
            self.panel.show_dossier(self._page.view.dossier)
            self.panel.list.setFocus()

    def toggle(self) -> None:
        """Open the files beside the data, or shut them."""
        if self._page.side.is_open:
            self._page.side.shut()
            self._page.start()
        elif self._page.view is not None:
            self._page.side.open()

    def _dropped(self, data: QMimeData) -> None:
        if self._page.view is not None:
            self._page.side.open()
            self.panel.take(data, "drop")
