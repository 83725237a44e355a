"""The queue page: views as tabs with counts, the table, and what its current row is about."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from typing_extensions import override

from desk.domain.records import Actor
from desk.domain.views import DossierView, Foreseen, QueueCounts, QueuePage, QueueRow
from desk.domain.worklist import Want
from desk.ui.kit import Kit
from desk.ui.language import mark, translate
from desk.ui.parts.buttons import KeyButton, Segments
from desk.ui.parts.layout import GUTTER, column, frame, label, row
from desk.ui.parts.notices import Empty, ErrorPanel
from desk.ui.parts.steps import needs_panel
from desk.ui.ports import QueuePorts, Words
from desk.ui.queue.doing import Doing
from desk.ui.queue.draft import DraftLine
from desk.ui.queue.narrow import NarrowSheet
from desk.ui.queue.preview import KEYS, PreviewPane
from desk.ui.queue.table import QueueTable
from desk.ui.queue.table_model import Column, QueueModel
from desk.ui.queue.telling import ListPage, notice_button
from desk.ui.queue.views import OWN, STEP, OwnLists, ViewTabs
from desk.ui.tasks import Call

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
    "soon": (
        mark("Queue", "Không có hồ sơ nào sắp đến hạn"),
        mark("Queue", "F2 để tiếp nhận hồ sơ mới, F3 để tìm."),
    ),
    "approve": (
        mark("Queue", "Không có bản trình nào chờ duyệt"),
        mark("Queue", "Bản trình xin lỗi của cán bộ sẽ hiện ở đây; Ctrl+Enter để duyệt."),
    ),
    "apologise": (
        mark("Queue", "Không có hồ sơ nào phải xin lỗi"),
        mark("Queue", "Hồ sơ sắp trễ mà chưa trình sẽ hiện ở đây; Alt+6 để trình."),
    ),
    "step": (
        mark("Queue", "Không có hồ sơ nào ở bước này"),
        mark("Queue", "Quét mã trên phiếu bàn giao để nhận hồ sơ vào bước này."),
    ),
    "own": (
        mark("Queue", "Danh sách này không có hồ sơ nào"),
        mark("Queue", "Ctrl+F để sửa điều kiện lọc."),
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
BOTH_HIGH: Final = 480
HEAD_LEAST: Final = 760
_NO_LIMIT: Final = 16_777_215  # Qt's own


class QueueScreen(ListPage):
    """`opened` carries a dossier's uid; `changed` tells that a step was done."""

    counted = Signal(object)

    def __init__(self, kit: Kit, ports: QueuePorts, unit: str = "", role: str = "") -> None:
        super().__init__()
        self._kit, self._ports = kit, ports
        self.lists = OwnLists(kit)
        self.views = ViewTabs(kit, role, self.lists)
        self.want = Want(view=self.views.value)
        self._at, self._drafted = "", ""
        self._lent = False  # whether the keys wait beside an empty list
        self._call: Call | None = None
        self.model = QueueModel(kit.now, unit, self)
        self.table = QueueTable(kit, self.model)
        self.pane = PreviewPane(kit)
        self.pane.hide()  # until there is room for it
        self.error = ErrorPanel(kit)
        self.draft = DraftLine(kit)
        self.draft.approve.clicked.connect(self.approve)
        self._doing = Doing(kit, ports, self.model)
        self._doing.did.connect(self._did)
        self._doing.failed.connect(self._did_not)
        self._doing.said.connect(self.changed)
        self._doing.undoable.connect(self.undoable)
        self._lay_out()
        hidden = set(kit.own.get("queue.hidden", [int(Column.RECEIVED)]))
        self.table.hide_columns({each: int(each) in hidden for each in self.table.left_out})
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
        self.table.sorted_by.connect(lambda sort: self.show_list(self.want.turned(sort)))
        # The panel has a Ctrl+Enter of its own: the list's counts while the keys are there.
        keys = (
            ("Ctrl+F", self, self.narrow),
            ("Ctrl+Return", self.table, self.approve),
            ("Ctrl+Return", self.views, self.approve),
            ("Ctrl+Return", self.draft, self.approve),
            *((key, self, partial(self.pane.press, key)) for key in KEYS),
        )
        for key, place, slot in keys:
            shortcut = QShortcut(QKeySequence(key), place)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _lay_out(self) -> None:
        kit = self._kit
        self.views.chosen.connect(self.show_view)
        self.sheet = NarrowSheet(kit)
        self.sheet.wanted.connect(self.show_list)
        self.sheet.columns.connect(self._choose_columns)
        self.sheet.left.connect(self.table.setFocus)
        self.sheet.forgot.connect(self._forget)
        self._narrow = KeyButton(
            kit, translate("Queue", "Lọc"), key="Ctrl+F", icon="sliders-horizontal", role="plain"
        )
        self._narrow.clicked.connect(self.narrow)
        self._again = KeyButton(
            kit, translate("Queue", "Làm mới"), key="F5", icon="refresh-cw", role="plain"
        )
        self._again.clicked.connect(self.refresh)
        self._marked = label("", "small")
        head = row(kit, gap=8)
        head.setContentsMargins(kit.theme.px(8), kit.theme.px(4), kit.theme.px(8), 0)
        head.addWidget(self.views, 1)
        self._heads = (self._marked, notice_button(kit, self), self._narrow, self._again)
        for shown in self._heads:
            head.addWidget(shown)
        self._empty = Empty(kit, "inbox", "", "")
        left = column(kit, self.error, self.sheet, gap=12, margin=GUTTER)
        self._list = frame(column(kit, self.table, self.draft, self._empty, gap=12))
        left.addWidget(self._list, 1)
        self._empty.hide()
        for part in (self.sheet, self.pane.panel, self.error):
            part.installEventFilter(self)
        self._left = frame(left)
        body = row(kit, self._left, self.pane, gap=0)
        body.setStretch(0, 1)
        layout = column(kit, frame(head, "band"), gap=0)
        layout.addLayout(body, 1)
        self.setLayout(layout)

    # -- filling ------------------------------------------------------------------------------

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._share()
        return super().eventFilter(watched, event)

    def _share(self) -> None:
        """Where there is no room for both, the list makes way for the sheet, or for a step."""
        px = self._kit.theme.px
        wide, asked = self.width() >= px(PANE_LEAST), not self.pane.panel.isHidden()
        covered = not self.sheet.isHidden() and self.height() < px(BOTH_HIGH)
        alone = asked and not wide  # then the step has all the room, not a column of it
        self.pane.make_way(asked=asked)
        self.pane.setMinimumWidth(px(PANE_WIDTH))
        self.pane.setMaximumWidth(_NO_LIMIT if alone else px(PANE_WIDTH))
        self.pane.setVisible(wide or asked)
        self._list.setVisible(not covered and not alone)
        self._left.setVisible(not alone or not (self.sheet.isHidden() and self.error.isHidden()))

    @property
    def tabs(self) -> Segments:
        """The tabs as they are now."""
        return self.views.segments

    def show_view(self, view: str) -> None:
        """Show another view, or a list of one's own."""
        own = self.lists.named(view.removeprefix(OWN)) if view.startswith(OWN) else None
        self._show_list(own or Want(view=view), view)

    def show_list(self, want: Want) -> None:
        """Show a list as the sheet or a column's head has made it; a named one is kept."""
        if want.name:
            self.lists.keep(want)
        self._show_list(want, f"{OWN}{want.name}" if want.name else want.view)

    def _show_list(self, want: Want, tab: str) -> None:
        self.want = want
        self.views.choose(tab)
        self.table.show_sort(want.sort, descending=want.descending)
        self.refresh()

    def _forget(self, name: str) -> None:
        self.lists.forget(name)
        self.sheet.hide()
        self.show_view(self.want.view)

    def narrow(self) -> None:
        """Open the sheet that narrows, sorts and names the list."""
        self.sheet.open(self.want, self.table.left_out)
        self._kit.tasks.run(self._ports.offers, self.sheet.offer, self.error.show_error, owner=self)

    def _choose_columns(self, hidden: Mapping[Column, bool]) -> None:
        self.table.hide_columns(hidden)
        self._kit.own.set("queue.hidden", [int(each) for each, gone in hidden.items() if gone])

    @override
    def refresh(self) -> None:
        """Read the view and the counts again; the current row stays where it can."""
        want, run = self.want, self._kit.tasks.run
        if self._call:
            self._call.cancel()
        current = self.model.row(self.table.at)
        uid = current.uid if current else ""
        self._call = run(
            lambda: self._ports.page(want.view, "", PAGE_ROWS, want=want),
            lambda page: self._filled(page, uid),
            self.error.show_error,
            owner=self,
        )
        wants = self.lists.wants
        run(
            lambda: (self._ports.counts(), self._ports.tally(wants)),
            lambda told: self._show_tallies(told, wants),
            self.error.show_error,
            owner=self,
        )

    def _filled(self, page: QueuePage, uid: str) -> None:
        self._call = None
        at = max(self.table.at, 0)
        self.model.set_rows(page)
        place = self.model.place(uid)
        self._show_table(bool(page.rows))
        if page.rows:
            self.table.go_to(place if place >= 0 else at)
        else:
            self._say_empty()
        self._show_row()

    def _show_table(self, there: bool) -> None:
        """Show the rows or what an empty list says; the keys come back with the rows."""
        held = self.table.hasFocus()
        self._empty.setVisible(not there)
        self.table.setVisible(there)
        if held and not there:
            self._lend()
        elif there and self._lent:
            self._lent = False
            if self._again.hasFocus() or self.tabs.isAncestorOf(self.focusWidget()):
                self.table.setFocus()

    def _lend(self) -> None:
        """Let the cursor wait beside an empty list: somewhere on this page, whatever its width."""
        self._lent = True
        (self.tabs.begin if self._again.isHidden() else self._again.setFocus)()

    def _say_empty(self) -> None:
        view = self.want.view.partition(":")[0]
        narrowed = not self.want.narrowed.is_all
        title, text = EMPTY["own" if narrowed else view]
        self._empty.say(translate("Queue", title), translate("Queue", text))

    def _more(self, after: str) -> None:
        want = self.want
        self._kit.tasks.run(
            lambda: self._ports.page(want.view, after, PAGE_ROWS, want=want),
            lambda page: self._appended(page, want),
            self._more_failed,
            owner=self,
        )

    def _appended(self, page: QueuePage, want: Want) -> None:
        if want == self.want:
            self.model.append_rows(page)

    def _more_failed(self, error: Exception) -> None:
        self.model.release()
        self.error.show_error(error)

    def _show_tallies(
        self, told: tuple[QueueCounts, tuple[int, ...]], wants: tuple[Want, ...]
    ) -> None:
        counts, numbers = told
        own = {f"{OWN}{want.name}": n for want, n in zip(wants, numbers, strict=True)}
        self.views.show_counts(counts, own)
        self.counted.emit(counts)

    # -- the current row ----------------------------------------------------------------------

    @property
    def current(self) -> QueueRow | None:
        """The current row."""
        return self.model.row(self.table.at)

    def _came(self) -> None:
        uid = self.current.uid if self.current else ""
        if uid != self._at:  # else the list was read again under a panel that is being filled in
            self.pane.panel.hide()
            self.pane.forget_key()
        self._at = uid
        self._show_row()
        self._drafted = ""
        self.pane.offer(())
        self._timer.start()

    def _show_row(self) -> None:
        marked = len(self.model.marks)
        self.pane.show_row(self.current, marked)
        self._show_draft()
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
            self.pane.show_draft(view.dossier.proposal)
            self.draft.approve.setVisible("approve" in view.actions)
            if self.want.view == "apologise" and "propose" in view.actions:
                self._ask_draft(view.dossier.uid)

    def _show_draft(self) -> None:
        """Where there is no room for the pane, what waits for a leader stands under the list."""
        proposal = self.current.proposal if self.current and self.pane.isHidden() else None
        self.draft.show_draft(proposal)

    def _ask_draft(self, uid: str) -> None:
        """Draft the apology that a dossier will need; a key then puts it to the leader."""

        def known(seen: Foreseen) -> None:
            if self.current is not None and self.current.uid == uid and seen.due_at:
                self._drafted = next(iter(seen.reasons), "")
                self.pane.show_sketch(self._drafted, seen.due_at)

        self._kit.tasks.run(
            lambda: self._ports.foresee(uid, "propose"), known, self._no_steps, owner=self
        )

    def _no_steps(self, error: Exception) -> None:
        self.pane.error.show_error(error)

    def _entered(self, at: int) -> None:
        row_ = self.model.row(at)
        if row_ is not None:
            self.opened.emit(row_.uid)

    # -- steps ----------------------------------------------------------------------------------

    @override
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
        if action == "propose" and self._drafted:
            # What was drafted stands on the pane; of several, each gets a date of its own.
            self._do(action, {"reason": self._drafted})
        elif needs_panel(action):
            about = translate("Queue", "({n} hồ sơ)").format(n=count) if count > 1 else ""
            self.pane.ask(action, about)
            uid = self.targets()[0]
            self._kit.tasks.run(
                lambda: self._ports.foresee(uid, action),
                self.pane.panel.foresee,
                self.pane.error.show_error,
                owner=self,
            )
        else:
            self._do(action, {})

    def approve(self) -> None:
        """Approve what was drafted for the marked rows, or for the current one."""
        if self.current is not None and self.current.proposal is not None:
            self._do("approve", {})

    def _do(self, action: str, arguments: dict[str, object]) -> None:
        uids = self.targets()
        if action == "forward" and len(uids) > 1:
            self._doing.forward(uids, arguments)
        else:
            self._doing.do(uids, action, arguments)

    def _did(self, uids: list[str]) -> None:
        self.pane.panel.hide()
        self.model.unmark(uids)
        self.refresh()
        self.table.setFocus()

    @override
    def scan(self, text: str) -> bool:
        """In an inner step's list, what a slip's code names is taken into hand."""
        if not self.want.view.startswith(STEP):
            return False
        self._doing.claim(text)
        return True

    def _did_not(self, words: Words) -> None:
        error = self.error if self.pane.isHidden() else self.pane.error
        error.show_words(words)
        self.refresh()

    # -- keys -----------------------------------------------------------------------------------

    @override
    def main_action(self) -> None:
        """Do what F9 does here."""
        if not self.sheet.isHidden():
            self.sheet.confirm()
        elif self.pane.panel.action:
            self.pane.panel.confirm()

    @override
    def escape(self) -> bool:
        """Go one step back; tell whether there was one."""
        for error in (self.error, self.pane.error):
            if not error.isHidden():
                error.acknowledge()
                return True
        if not self.sheet.isHidden():
            self.sheet.leave()
            return True
        if self.pane.panel.action:
            self.pane.panel.leave()
            return True
        if self.model.marks:
            self.model.unmark(self.model.marks)
            return True
        return False

    @override
    def seat(self, user: Actor) -> None:
        """Begin with what whoever sits here now begins with."""
        self.views.seat(user.role)
        self._show_list(Want(view=self.views.value), self.views.value)

    @override
    def start(self) -> None:
        """Put the cursor into the table."""
        if self.table.isHidden():
            self._lend()
        else:
            self.table.setFocus()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px, width = self._kit.theme.px, event.size().width()
        self._share()
        self._show_draft()
        for shown in self._heads:
            shown.setVisible(width >= px(HEAD_LEAST))
