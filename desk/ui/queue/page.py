"""The queue page: views as tabs with counts, the table, and what its current row is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from desk.domain.views import DossierView, QueueCounts, QueuePage, QueueRow
from desk.ui import words
from desk.ui.kit import Kit
from desk.ui.language import mark, plural, translate
from desk.ui.page import Page, Undo
from desk.ui.parts.buttons import KeyButton, Segments
from desk.ui.parts.layout import GUTTER, column, frame, label, row
from desk.ui.parts.notices import Empty, ErrorPanel
from desk.ui.parts.steps import needs_panel
from desk.ui.ports import QueuePorts
from desk.ui.queue.preview import PreviewPane
from desk.ui.queue.table import QueueTable
from desk.ui.queue.table_model import QueueModel
from desk.ui.tasks import Call

VIEWS: Final = {
    "all": mark("Queue", "Tất cả"),
    "mine": mark("Queue", "Của tôi"),
    "overdue": mark("Queue", "Quá hạn"),
    "online": mark("Queue", "Trực tuyến"),
    "waiting": mark("Queue", "Chờ công dân"),
    "ready": mark("Queue", "Chờ trả"),
}
#: What an empty view says, and the next key it teaches.
EMPTY: Final = {
    "all": (
        mark("Queue", "Không có hồ sơ nào đang giải quyết"),
        mark("Queue", "F2 để tiếp nhận hồ sơ mới, F3 để tìm hồ sơ đã xong."),
    ),
    "mine": (
        mark("Queue", "Chưa có hồ sơ nào do bạn phụ trách"),
        mark("Queue", "Ở Tất cả, chọn một hồ sơ rồi Nhận xử lý (Alt và số ghi trên nút)."),
    ),
    "overdue": (
        mark("Queue", "Không có hồ sơ quá hạn"),
        mark("Queue", "F2 để tiếp nhận hồ sơ mới, F3 để tìm."),
    ),
    "online": (
        mark("Queue", "Không có hồ sơ trực tuyến chờ tiếp nhận"),
        mark("Queue", "Hồ sơ công dân nộp trên mạng sẽ hiện ở đây khi quầy đồng bộ."),
    ),
    "waiting": (
        mark("Queue", "Không có hồ sơ nào chờ công dân"),
        mark("Queue", "F2 để tiếp nhận hồ sơ mới, F3 để tìm."),
    ),
    "ready": (
        mark("Queue", "Không có kết quả nào chờ trả"),
        mark("Queue", "F7 để mở trang trả kết quả, F3 để tìm."),
    ),
}
PAGE_ROWS: Final = 100
PREVIEW_MS: Final = 120
PANE_LEAST: Final = 980
PANE_WIDTH: Final = 320
HEAD_LEAST: Final = 760


class QueueScreen(Page):
    """`opened` carries a dossier's uid; `changed` tells that a step was done."""

    counted = Signal(object)

    def __init__(self, kit: Kit, ports: QueuePorts, unit: str = "") -> None:
        super().__init__()
        self._kit, self._ports = kit, ports
        self._view = "all"
        self._call: Call | None = None
        self.model = QueueModel(kit.now, unit, self)
        self.table = QueueTable(kit, self.model)
        self.pane = PreviewPane(kit)
        self.pane.setFixedWidth(kit.theme.px(PANE_WIDTH))
        self.pane.hide()  # until there is room for it
        self.error = ErrorPanel(kit)
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PREVIEW_MS)
        self._timer.timeout.connect(self._ask_steps)
        self.model.wants_more.connect(self._more)
        self.model.marked.connect(lambda _: self._show_row())
        self.table.came_to.connect(lambda _: self._came())
        self.table.entered.connect(self._entered)
        self.pane.opened.connect(lambda: self._entered(self.table.at))
        self.pane.asked.connect(self.step)
        self.pane.panel.ready.connect(self._do)
        self.pane.panel.left.connect(self.table.setFocus)

    def _lay_out(self) -> None:
        kit = self._kit
        names = [(view, translate("Queue", text)) for view, text in VIEWS.items()]
        self.tabs = Segments(kit, names, name=translate("Queue", "Danh sách"), role="tab")
        self.tabs.choose(self._view)
        self.tabs.chosen.connect(self.show_view)
        self._again = KeyButton(
            kit, translate("Queue", "Làm mới"), key="F5", icon="refresh-cw", role="plain"
        )
        self._again.clicked.connect(self.refresh)
        self._marked = label("", "small")
        head = row(kit, gap=8)
        head.setContentsMargins(kit.theme.px(8), kit.theme.px(4), kit.theme.px(8), 0)
        head.addWidget(self.tabs, 1)
        head.addWidget(self._marked)
        head.addWidget(self._again)
        self._empty = Empty(kit, "inbox", "", "")
        left = column(kit, self.error, gap=12, margin=GUTTER)
        left.addWidget(self.table, 1)
        left.addWidget(self._empty, 1)
        self._empty.hide()
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addLayout(left, 1)
        body.addWidget(self.pane)
        layout = column(kit, frame(head, "band"), gap=0)
        layout.addLayout(body, 1)
        self.setLayout(layout)

    # -- filling ------------------------------------------------------------------------------

    def show_view(self, view: str) -> None:
        """Show another view."""
        self._view = view
        self.tabs.choose(view)
        self.refresh()

    @override
    def refresh(self) -> None:
        """Read the view and the counts again; the current row stays where it can."""
        view, run = self._view, self._kit.tasks.run
        if self._call:
            self._call.cancel()
        current = self.model.row(self.table.at)
        uid = current.uid if current else ""
        self._call = run(
            lambda: self._ports.page(view, "", PAGE_ROWS),
            lambda page: self._filled(page, uid),
            self.error.show_error,
            owner=self,
        )
        run(self._ports.counts, self.show_counts, self.error.show_error, owner=self)

    def _filled(self, page: QueuePage, uid: str) -> None:
        self._call = None
        at = max(self.table.at, 0)
        self.model.set_rows(page)
        place = self.model.place(uid)
        self.table.setVisible(bool(page.rows))
        self._empty.setVisible(not page.rows)
        if page.rows:
            self.table.go_to(place if place >= 0 else at)
        else:
            self._say_empty()
        self._show_row()

    def _say_empty(self) -> None:
        title, text = EMPTY[self._view]
        self._empty.say(translate("Queue", title), translate("Queue", text))

    def _more(self, after: str) -> None:
        view = self._view
        self._kit.tasks.run(
            lambda: self._ports.page(view, after, PAGE_ROWS),
            lambda page: self._appended(page, view),
            self._more_failed,
            owner=self,
        )

    def _appended(self, page: QueuePage, view: str) -> None:
        if view == self._view:
            self.model.append_rows(page)

    def _more_failed(self, error: Exception) -> None:
        self.model.release()
        self.error.show_error(error)

    def show_counts(self, counts: QueueCounts) -> None:
        """Put the counts on the tabs."""
        numbers = {
            "all": counts.open,
            "mine": counts.mine,
            "overdue": counts.overdue,
            "online": counts.online,
            "waiting": counts.waiting,
            "ready": counts.ready,
        }
        for view, number in numbers.items():
            self.tabs.set_text(view, f"{translate('Queue', VIEWS[view])}  {number}")
        self.counted.emit(counts)

    # -- the current row ----------------------------------------------------------------------

    @property
    def current(self) -> QueueRow | None:
        """The current row."""
        return self.model.row(self.table.at)

    def _came(self) -> None:
        self.pane.panel.hide()
        self._show_row()
        self.pane.offer(())
        self._timer.start()

    def _show_row(self) -> None:
        marked = len(self.model.marks)
        self.pane.show_row(self.current, marked)
        self._marked.setText(
            translate("Queue", "Đã đánh dấu {n}").format(n=marked) if marked else ""
        )
        if marked and not self._timer.isActive():
            self._timer.start()

    def _ask_steps(self) -> None:
        row_ = self.current
        if row_ is None:
            return
        self._kit.tasks.run(
            lambda: self._ports.open(row_.uid), self._steps_known, self._no_steps, owner=self
        )

    def _steps_known(self, view: DossierView) -> None:
        if self.current is not None and self.current.uid == view.dossier.uid:
            self.pane.offer(view.actions)

    def _no_steps(self, error: Exception) -> None:
        self.pane.error.show_error(error)

    def _entered(self, at: int) -> None:
        row_ = self.model.row(at)
        if row_ is not None:
            self.opened.emit(row_.uid)

    # -- steps ----------------------------------------------------------------------------------

    def targets(self) -> tuple[str, ...]:
        """Return the dossiers that a step is for: the marked ones, else the current one."""
        if self.model.marks:
            return self.model.marks
        return (self.current.uid,) if self.current else ()

    def step(self, action: str) -> None:
        """Do a step for the marked rows or the current one; ask first where it needs facts."""
        count = len(self.targets())
        if not count:
            return
        if needs_panel(action):
            about = translate("Queue", "({n} hồ sơ)").format(n=count) if count > 1 else ""
            self.pane.ask(action, about)
        else:
            self._do(action, {})

    def _do(self, action: str, arguments: dict[str, object]) -> None:
        uids = self.targets()
        self.pane.panel.hide()

        def work() -> list[DossierView]:
            # One after another: each is durable by itself, and the first failure stops the row.
            return [self._ports.act(uid, action, **arguments) for uid in uids]

        self._kit.tasks.run(work, lambda done: self._did(action, done), self._did_not, owner=self)

    def _did(self, action: str, done: list[DossierView]) -> None:
        self.model.unmark([view.dossier.uid for view in done])
        said = plural(
            len(done),
            translate("Queue", "{action}: xong 1 hồ sơ"),
            translate("Queue", "{action}: xong {n} hồ sơ"),
            action=words.action(action),
        )
        self.changed.emit(said)
        steps = {view.dossier.uid: view.just_taken for view in done if view.just_taken}
        if steps:
            self.undoable.emit(Undo(said=said, back=lambda: self.take_back(steps, said)))
        self.refresh()
        self.table.setFocus()

    def take_back(self, steps: Mapping[str, str], said: str) -> None:
        """Take back one step of each dossier, if it still is the newest."""

        def work() -> None:
            for uid, event in steps.items():
                self._ports.act(uid, "recall", event=event)

        self._kit.tasks.run(work, lambda _: self._taken_back(said), self._did_not, owner=self)

    def _taken_back(self, said: str) -> None:
        self.changed.emit(translate("Queue", "Đã thu hồi: {said}").format(said=said))
        self.refresh()
        self.table.setFocus()

    def _did_not(self, error: Exception) -> None:
        self.pane.error.show_error(error)
        self.refresh()

    # -- keys -----------------------------------------------------------------------------------

    @override
    def main_action(self) -> None:
        """Do what F9 does here."""
        if self.pane.panel.action:
            self.pane.panel.confirm()

    @override
    def escape(self) -> bool:
        """Go one step back; tell whether there was one."""
        for error in (self.error, self.pane.error):
            if not error.isHidden():
                error.acknowledge()
                return True
        if self.pane.panel.action:
            self.pane.panel.leave()
            return True
        if self.model.marks:
            self.model.unmark(self.model.marks)
            return True
        return False

    @override
    def start(self) -> None:
        """Put the cursor into the table."""
        self.table.setFocus()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px, width = self._kit.theme.px, event.size().width()
        self.pane.setVisible(width >= px(PANE_LEAST))
        for part in (self._marked, self._again):
            part.setVisible(width >= px(HEAD_LEAST))
