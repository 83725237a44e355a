"""The page of old data: batches on the left; on the right a file's columns, trial and outcome."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path
from threading import Event
from typing import Final

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QStackedWidget,
)
from typing_extensions import override

from desk.domain.importing_views import Batch, ListView, Outcome, Undone
from desk.domain.records import Actor
from desk.domain.rights import RIGHTS
from desk.ui.importing import words
from desk.ui.importing.columns import ColumnPanel
from desk.ui.importing.outcome import OutcomePanel
from desk.ui.importing.ports import ImportPorts
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.page import Page
from desk.ui.parts import files
from desk.ui.parts.action_bar import ActionBar
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.columns import Columns
from desk.ui.parts.layout import column, label
from desk.ui.parts.notices import Empty, ErrorPanel, Strip, announce
from desk.ui.tasks import Lane

RIGHT: Final = "import"
_ROWS: Final = 8


class Stage(Enum):
    """Where the work with a file stands."""

    NOTHING = 0
    COLUMNS = 1
    TRIED = 2
    RUNNING = 3
    DONE = 4
    BATCH = 5


class ImportScreen(Page):
    """F9 goes on to the next stage, Esc back; what runs goes on while other pages are shown."""

    _moved = Signal(int, int)

    def __init__(self, kit: Kit, ports: ImportPorts, user: Actor | None) -> None:
        super().__init__()
        self._kit, self._ports, self._user = kit, ports, user
        self._batches: tuple[Batch, ...] = ()
        self._path = self._doing = ""  # the file, and what is said while it is worked through
        self._stop = Event()
        self._sure = False  # asked for taking back once already
        self.stage = Stage.NOTHING
        self.error = ErrorPanel(kit)
        self.list = QListWidget()
        self.list.setProperty("role", "rows")
        self.list.setAccessibleName(translate("Import", "Các đợt đã nhập"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setWordWrap(True)
        self.list.setIconSize(QSize(kit.theme.px(18), kit.theme.px(18)))
        self.list.itemClicked.connect(lambda _: self._look_at_batch())
        self.list.itemActivated.connect(lambda _: self._look_at_batch())
        self.none = label(translate("Import", "Chưa nhập đợt nào."), "quiet", wrap=True)
        self.title = label("", "heading", wrap=True)
        self.columns = ColumnPanel(kit)
        self.columns.changed.connect(self._show_stage)
        self.columns.sheet.connect(lambda sheet: self.open_file(self._path, sheet))
        self.outcome = OutcomePanel(kit)
        self.said = label("", "strong", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(translate("Import", "Đã nhập"))
        self.empty = Empty(
            kit,
            "archive",
            translate("Import", "Chưa chọn tệp"),
            translate(
                "Import",
                "Nhấn F9 để chọn danh sách của phần mềm hoặc sổ cũ: .xlsx hoặc .csv. "
                "Chữ TCVN3, VNI tự nhận ra; thử trước, chưa ghi gì.",
            ),
        )
        self._lay_out()
        self._moved.connect(self._show_progress)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self._stop.set)  # the next run goes on where this one ends

    def _lay_out(self) -> None:
        kit = self._kit
        left, right = QFrame(), QFrame()
        for card in (left, right):
            card.setProperty("role", "card")
        left_layout = column(
            kit, label(translate("Import", "Các đợt đã nhập"), "heading"), gap=8, margin=12
        )
        left_layout.addWidget(self.none)
        left_layout.addWidget(self.list, 1)
        left.setLayout(left_layout)
        self.list.setMinimumHeight(kit.theme.px(40 * _ROWS))
        running = QFrame()
        running.setLayout(column(kit, None, self.said, self.bar, None, gap=8))
        self.stack = QStackedWidget()
        for widget in (self.empty, self.columns, self.outcome, running):
            self.stack.addWidget(widget)
        right_layout = column(kit, self.title, gap=8, margin=12)
        right_layout.addWidget(self.stack, 1)
        right.setLayout(right_layout)
        self.parts = Columns(kit, [left, right], least=900, stretches=(1, 3))
        self.told = label("", "quiet", wrap=True)
        self.choose = KeyButton(kit, translate("Import", "Chọn tệp khác"), icon="folder-open")
        self.choose.clicked.connect(self.choose_file)
        self.export = KeyButton(kit, translate("Import", "Xuất lỗi"), icon="download")
        self.export.clicked.connect(self._export)
        self.undo = KeyButton(kit, "", icon="undo-2", role="danger")
        self.undo.clicked.connect(self._take_back)
        self.back = KeyButton(kit, translate("Import", "Quay lại"), key="Esc", icon="x")
        self.back.clicked.connect(self.escape)
        self.go = KeyButton(kit, translate("Import", "Chọn tệp"), key="F9", role="main")
        self.go.clicked.connect(self.main_action)
        layout = column(kit, Strip(kit, self.error), gap=0)
        layout.addWidget(self.parts, 1)
        bar = (self.back, self.undo, self.export, self.choose, self.go)
        layout.addWidget(ActionBar(kit, self.told, *bar))
        self.setLayout(layout)
        self._to(Stage.NOTHING)

    def _may(self) -> bool:
        return self._user is not None and RIGHT in RIGHTS.get(self._user.role, frozenset())

    @override
    def seat(self, user: Actor) -> None:
        self._user = user
        self.error.acknowledge()
        if self.stage is not Stage.RUNNING:
            self._to(Stage.NOTHING)

    # -- what came before -----------------------------------------------------------------------

    @override
    def refresh(self) -> None:
        """Read what has come in."""
        if not self._may():
            self.empty.say(
                translate("Import", "Trang này dành cho lãnh đạo và quản trị"),
                translate("Import", "Hồ sơ cũ đã nhập tìm được ở Tra cứu như mọi hồ sơ."),
            )
            self._show_stage()
            return
        self._kit.tasks.run(
            self._ports.batches, self.show_batches, self.error.show_error, owner=self
        )

    def show_batches(self, batches: Sequence[Batch]) -> None:
        """List what has come in, the newest first."""
        self._batches = tuple(batches)
        self.none.setVisible(not batches)
        self.list.setVisible(bool(batches))
        self.list.clear()
        for each in batches:
            gone = each.taken_back == each.dossiers
            icon = self._kit.icons.icon("undo-2" if gone else "archive", "quiet", 18)
            item = QListWidgetItem(icon, words.batch(each))
            item.setToolTip(item.text())
            self.list.addItem(item)
        self._show_stage()

    def _look_at_batch(self) -> None:
        if self.stage is Stage.RUNNING or not 0 <= self.list.currentRow() < len(self._batches):
            return
        self._to(Stage.BATCH)

    def _batch(self) -> Batch | None:
        at = self.list.currentRow()
        return self._batches[at] if 0 <= at < len(self._batches) else None

    # -- the stages -----------------------------------------------------------------------------

    def _to(self, stage: Stage) -> None:
        self.stage, self._sure = stage, False
        self._show_stage()

    def _show_stage(self) -> None:
        stage, may = self.stage, self._may()
        batch = self._batch() if stage is Stage.BATCH else None
        pages = {Stage.COLUMNS: 1, Stage.TRIED: 2, Stage.DONE: 2, Stage.RUNNING: 3}
        self.stack.setCurrentIndex(pages.get(stage, 0))
        if batch is not None:
            self.empty.say(words.batch(batch), self._of_batch(batch))
        elif stage is Stage.NOTHING and may:
            self.empty.say(
                translate("Import", "Chưa chọn tệp"),
                translate(
                    "Import",
                    "Nhấn F9 để chọn danh sách của phần mềm hoặc sổ cũ: .xlsx hoặc .csv. "
                    "Chữ TCVN3, VNI tự nhận ra; thử trước, chưa ghi gì.",
                ),
            )
        named = stage in {Stage.COLUMNS, Stage.TRIED, Stage.RUNNING, Stage.DONE}
        self.title.setText(Path(self._path).name if named else "")
        self.title.setVisible(named)
        self.back.setVisible(stage not in {Stage.NOTHING, Stage.RUNNING})
        self.choose.setVisible(stage in {Stage.COLUMNS, Stage.DONE})
        self.export.setVisible(stage in {Stage.TRIED, Stage.DONE} and bool(self.outcome.faults))
        self._show_undo(batch)
        self.go.set_words(self._next())
        wanting = self.columns.wanting() if stage is Stage.COLUMNS else ""
        self.go.setEnabled(may and not wanting)

    def _next(self) -> str:
        return {
            Stage.COLUMNS: translate("Import", "Thử nhập"),
            Stage.TRIED: translate("Import", "Nhập"),
            Stage.RUNNING: translate("Import", "Dừng"),
        }.get(self.stage, translate("Import", "Chọn tệp"))

    def _of_batch(self, batch: Batch) -> str:
        left = batch.dossiers - batch.taken_back
        if not left:
            return translate("Import", "Cả đợt đã lấy lại. Nhập lại cùng tệp thì hồ sơ trở lại.")
        said = translate(
            "Import",
            "Còn {dossiers}. Lấy lại thì hồ sơ chưa ai làm tiếp ra khỏi danh sách và báo cáo; "
            "nhật ký giữ nguyên.",
        )
        return said.format(dossiers=words.dossiers(left))

    def _show_undo(self, batch: Batch | None) -> None:
        left = batch.dossiers - batch.taken_back if batch else 0
        self.undo.setVisible(bool(left) and self._may())
        said = (
            translate("Import", "Nhấn lần nữa để lấy lại {dossiers}")
            if self._sure
            else translate("Import", "Lấy lại đợt này")
        )
        self.undo.set_words(said.format(dossiers=words.dossiers(left)))

    @override
    def start(self) -> None:
        """Put the cursor where the stage's work is."""
        places = {Stage.COLUMNS: self.columns.table, Stage.TRIED: self.outcome.table}
        place = places.get(self.stage)
        (place if place is not None and place.isVisible() else self.go).setFocus()

    @override
    def main_action(self) -> None:
        """Go on to the next stage; of a run, stop it between two commits."""
        if not (self._may() and self.go.isEnabled()):
            return
        if self.stage is Stage.COLUMNS:
            self._run(dry=True)
        elif self.stage is Stage.TRIED:
            self._run(dry=False)
        elif self.stage is Stage.RUNNING:
            self._stop.set()
        else:
            self.choose_file()

    @override
    def escape(self) -> bool:
        if self.stage is Stage.RUNNING:
            self._stop.set()
            return True
        if self.stage is Stage.TRIED:
            self._to(Stage.COLUMNS)
        elif self.stage is not Stage.NOTHING:
            self._to(Stage.NOTHING)
        else:
            return False
        self.start()
        return True

    # -- a file ---------------------------------------------------------------------------------

    def choose_file(self) -> None:
        """Ask for a file."""
        title = translate("Import", "Danh sách hồ sơ cũ")
        kinds = translate("Import", "Bảng tính (*.xlsx *.xlsm *.csv *.txt);;Mọi tệp (*)")
        path, _ = QFileDialog.getOpenFileName(self, title, "", kinds)
        if path:
            self.open_file(path)

    def open_file(self, path: str, sheet: str = "") -> None:
        """Open a list and show its columns."""
        self._path = path
        self.told.setText(translate("Import", "Đang đọc tệp…"))
        self._kit.tasks.run(
            lambda: self._ports.open(path, sheet),
            self._opened,
            self._failed,
            lane=Lane.FILES,
            owner=self,
        )

    def _opened(self, view: ListView) -> None:
        self.error.acknowledge()
        said = translate("Import", "{rows} dòng; kiểm tra từng cột rồi nhấn F9 để thử.")
        self.told.setText(said.format(rows=words.number(view.rows)))
        self.columns.show_list(view)
        self._to(Stage.COLUMNS)
        self.start()

    def _failed(self, error: Exception) -> None:
        self.told.clear()
        if self.stage is Stage.RUNNING:
            self._to(Stage.COLUMNS if self.columns.opened else Stage.NOTHING)
        self.error.show_error(error)

    # -- running --------------------------------------------------------------------------------

    def _begin(self, said: str) -> Callable[[int, int], bool]:
        self._stop = Event()
        stop = self._stop
        self._to(Stage.RUNNING)
        self._doing = said
        self._show_progress(0, 0)
        self.told.clear()
        self.go.setFocus()

        def told(done: int, count: int) -> bool:
            self._moved.emit(done, count)
            return not stop.is_set()

        return told

    def _run(self, *, dry: bool) -> None:
        chosen = self.columns.chosen()
        trying = translate("Import", "Đang đọc và kiểm tra: {done} / {count}")
        bringing = translate("Import", "Đang nhập: {done} / {count}")
        told = self._begin(trying if dry else bringing)
        self._kit.tasks.run(
            lambda: self._ports.bring(chosen, told, dry),
            lambda outcome: self._ended(outcome, dry=dry),
            self._failed,
            lane=Lane.LISTS,
            owner=self,
        )

    def _show_progress(self, done: int, count: int) -> None:
        if self.stage is not Stage.RUNNING:
            return
        self.bar.setRange(0, count)
        self.bar.setValue(done)
        self.said.setText(self._doing.format(done=words.number(done), count=words.number(count)))

    def _ended(self, outcome: Outcome, *, dry: bool) -> None:
        self.outcome.show_outcome(outcome, dry=dry)
        self._to(Stage.TRIED if dry and not outcome.stopped else Stage.DONE)
        announce(self.outcome)
        self.start()
        if not dry:
            self.changed.emit(words.counted(outcome, dry=False))
            self.refresh()

    def _take_back(self) -> None:
        batch = self._batch()
        if batch is None:
            return
        if not self._sure:
            self._sure = True
            self._show_stage()
            return
        told = self._begin(translate("Import", "Đang lấy lại: {done} / {count}"))
        self._kit.tasks.run(
            lambda: self._ports.undo(batch.batch, told),
            self._undone,
            self._failed,
            lane=Lane.LISTS,
            owner=self,
        )

    def _undone(self, done: Undone) -> None:
        self._to(Stage.NOTHING)
        said = translate("Import", "Đã lấy lại {dossiers}.").format(
            dossiers=words.dossiers(done.taken_back)
        )
        if done.left:
            kept = translate("Import", "Giữ lại vì đã có người làm tiếp: {codes}")
            codes = ", ".join(each.code for each in done.left[:_ROWS])
            more = " …" if len(done.left) > _ROWS else ""
            said = f"{said} {kept.format(codes=codes)}{more}"
        self.told.setText(said)
        self.changed.emit(said)
        self.refresh()

    def _export(self) -> None:
        name = translate("Import", "Loi nhap ho so")
        path = files.folder() / f"{name} {self._kit.now():%Y-%m-%d %H%M%S}.csv"
        heads, faults = self.outcome.heads(), list(self.outcome.faults)
        said = translate("Import", "Đã ghi lỗi vào {file}").format(file=path.name)
        self._kit.tasks.run(
            lambda: self._ports.save_faults(str(path), heads, faults),
            lambda _: self.told.setText(said),
            self.error.show_error,
            lane=Lane.LISTS,
            owner=self,
        )
