"""The look-up page: one line to type into, filters, what was found, and how fresh it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from typing_extensions import override

from desk.domain.lookup import Choices, Filter, Found, Hint, Sort
from desk.ui import words
from desk.ui.kit import Kit
from desk.ui.language import mark, plural, translate
from desk.ui.page import Page
from desk.ui.parts.action_bar import ActionBar
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.finder import line_of
from desk.ui.parts.layout import GUTTER, clear, column, frame, label, row
from desk.ui.parts.notices import Empty, ErrorPanel, announce
from desk.ui.printers.again import is_asked
from desk.ui.search.export import ExportPanel
from desk.ui.search.filters import FilterRow
from desk.ui.search.ports import LookupPorts
from desk.ui.search.table import FoundModel, FoundTable
from desk.ui.tasks import Call

DELAY_MS: Final = 90
BUSY_MS: Final = 1000
#: So much room, at 100 %, and the filters stand open from the start.
ROOM: Final = (900, 560)
HINTS: Final = {
    "wider": mark("Search", "Bỏ bộ lọc: {n} hồ sơ"),
    "fewer": mark("Search", "Tìm “{words}”: {n} hồ sơ"),
}


class SearchScreen(Page):
    """What is typed or chosen is looked for a moment later; Enter goes to what was found."""

    def __init__(self, kit: Kit, ports: LookupPorts, unit: str = "") -> None:
        super().__init__()
        self._kit, self._ports = kit, ports
        self._call: Call | None = None
        self._sort = self._kept_sort()
        self._title = ""
        self.total = 0
        self.model = FoundModel(kit.now, unit, self)
        self.model.wants_more.connect(self._more)
        self.table = FoundTable(kit, self.model)
        self.error = ErrorPanel(kit)
        self.filters = FilterRow(kit)
        self.export = ExportPanel(kit, ports)
        self.export.done.connect(self.changed)
        self.export.failed.connect(self.error.show_error)
        self.export.closed.connect(self.table.setFocus)
        self._make_head()
        self._make_hints()
        self._lay_out()
        self._timer = self._single(DELAY_MS, self.look)
        self._busy = self._single(BUSY_MS, self._say_busy)
        self.line.textEdited.connect(lambda _: self._timer.start())
        self.line.installEventFilter(self)
        self.filters.changed.connect(self.look)
        self.filters.sorted_by.connect(self._sort_by)
        self.table.sorted_by.connect(self._sort_by)
        self.table.entered.connect(self._enter)
        self._show_sort()
        kit.own.switched.connect(self._take_over)
        keys = {
            "Ctrl+B": self.toggle_filters,
            "Ctrl+E": self.ask_export,
            "Ctrl+L": self.filters.clear,
        }
        for key, slot in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _single(self, ms: int, slot: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(ms)
        timer.timeout.connect(slot)
        return timer

    # -- laying out -----------------------------------------------------------------------------

    def _make_head(self) -> None:
        kit = self._kit
        name = translate("Search", "Tìm trong mọi hồ sơ")
        hint = translate(
            "Search", "Mã, số cuối, họ tên, số định danh, điện thoại, ngày nhận, thủ tục"
        )
        self.line = line_of(kit, name, hint)
        self.more = KeyButton(
            kit, translate("Search", "Bộ lọc"), key="Ctrl+B", icon="list-filter", role="plain"
        )
        self.more.setCheckable(True)
        self.more.clicked.connect(lambda _: self.toggle_filters())
        self._drill_text = label("", "strong", wrap=True)
        drop = KeyButton(kit, translate("Search", "Bỏ"), key="Esc", icon="x", role="plain")
        drop.clicked.connect(self.drop_drill)
        drilled = row(kit, gap=8, margin=4)
        drilled.addWidget(self._drill_text, 1)
        drilled.addWidget(drop)
        self.drilled = frame(drilled, "info")
        self.drilled.hide()

    def _make_hints(self) -> None:
        self._empty = Empty(self._kit, "search", "", "")
        self._hints = column(self._kit, gap=8)
        self._nothing = frame(column(self._kit, self._empty, frame(self._hints), None, gap=8))
        self._nothing.hide()

    def _lay_out(self) -> None:
        kit = self._kit
        line = row(kit, gap=8)
        line.addWidget(self.line, 1)
        line.addWidget(self.more)
        line.addWidget(self.filters.forget)
        head = column(kit, line, self.filters, self.drilled, gap=8)
        head.setContentsMargins(*(kit.theme.px(n) for n in (GUTTER, 10, GUTTER, 10)))
        self.said = label("", "quiet", wrap=True)
        again = KeyButton(kit, translate("Search", "In lại"), key="F8", icon="printer")
        again.clicked.connect(self.print_again)
        self.open_button = KeyButton(
            kit, translate("Search", "Mở hồ sơ"), key="F9", icon="folder-open", role="main"
        )
        self.open_button.clicked.connect(self.main_action)
        out = KeyButton(kit, translate("Search", "Xuất"), key="Ctrl+E", icon="download")
        out.clicked.connect(self.ask_export)
        self._of_rows = (again, out, self.open_button)
        self.bar = ActionBar(kit, self.said, again, out, self.open_button)
        body = column(kit, self.error, self.export, gap=12, margin=GUTTER)
        body.addWidget(self.table, 1)
        body.addWidget(self._nothing, 1)
        layout = column(kit, frame(head, "band"), gap=0)
        layout.addLayout(body, 1)
        layout.addWidget(self.bar)
        self.setLayout(layout)
        self.more.setChecked(True)

    def toggle_filters(self) -> None:
        """Show the filters with the cursor in the first, or put them away."""
        shown = self.filters.isHidden()
        self.filters.setVisible(shown)
        self.more.setChecked(shown)
        if shown:
            self.filters.status.setFocus()
        else:
            self.line.setFocus()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size, px = event.size(), self._kit.theme.px
        roomy = size.width() >= px(ROOM[0]) and size.height() >= px(ROOM[1])
        was = event.oldSize()
        if not was.isValid() or roomy != (
            was.width() >= px(ROOM[0]) and was.height() >= px(ROOM[1])
        ):
            self.filters.setVisible(roomy)
            self.more.setChecked(roomy)

    # -- asking -----------------------------------------------------------------------------------

    @property
    def question(self) -> Filter:
        """What is asked for now."""
        return replace(self.filters.filter, text=" ".join(self.line.text().split()))

    @property
    def sort(self) -> Sort:
        """By what the list is sorted."""
        return self._sort

    def ask(self, asked: Filter, title: str = "", *, written: bool = False) -> None:
        """Show exactly the dossiers that a filter means; `title` says where it came from.

        `written`: put them into a file at once, of the kind that was chosen last.
        """
        self._timer.stop()
        self.line.set_quietly(asked.text)
        self.filters.show_filter(asked)
        self._title = title
        self.look(written=written)

    def look(self, *, written: bool = False) -> None:
        """Look for what is asked for now; `written`: and write all of it into a file."""
        self._timer.stop()
        if self._call:
            self._call.cancel()
        asked, sort, uid = self.question, self._sort, self._current()
        self._say_filters(asked)
        self._busy.start()
        self._call = self._kit.tasks.run(
            lambda: self._ports.find(asked, sort, ""),
            lambda found: self._show(found, uid, written=written),
            self._failed,
            owner=self,
        )

    def _current(self) -> str:
        found = self.model.row(self.table.at)
        return found.uid if found else ""

    def _say_filters(self, asked: Filter) -> None:
        number = asked.narrows
        name = translate("Search", "Bộ lọc")
        self.more.set_words(f"{name} ({number})" if number else name)
        self.filters.forget.setEnabled(bool(number))
        self.drilled.setVisible(bool(self._title))
        if self._title:
            said = translate("Search", "Từ Thống kê: {title}").format(title=self._title)
            self._drill_text.setText(said)

    def _say_busy(self) -> None:
        self.said.setText(translate("Search", "Đang tìm…"))

    def _show(self, found: Found, uid: str, *, written: bool) -> None:
        self._busy.stop()
        self._call = None
        self.total = found.total
        self.model.set_rows(found)
        self.table.setVisible(bool(found.rows))
        self._nothing.setVisible(not found.rows)
        for button in self._of_rows:
            button.setEnabled(bool(found.rows))
        if found.rows:
            self.table.go_to(max(self.model.place(uid), 0))
        else:
            self._say_nothing(found)
        self._say_total(found)
        if written and found.total:
            self.export.begin(self.question, self._sort)

    def _say_total(self, found: Found) -> None:
        number = f"{found.total:,}".replace(",", ".")
        said = plural(
            found.total,
            translate("Search", "1 hồ sơ"),
            translate("Search", "{number} hồ sơ"),
            number=number,
        )
        if found.fresh_at is not None:
            fresh = translate("Search", "dữ liệu đến {time}")
            said = f"{said} · {fresh.format(time=words.clock(found.fresh_at, self._kit.now()))}"
        self.said.setText(said)
        self.table.setAccessibleDescription(said)

    def _say_nothing(self, found: Found) -> None:
        self._empty.say(
            translate("Search", "Không tìm thấy hồ sơ nào"),
            translate(
                "Search",
                "Thử gõ không dấu, ít chữ hơn, số điện thoại, vài số cuối của mã, hoặc một "
                "khoảng ngày khác. Esc để xóa chữ đã gõ.",
            ),
        )
        clear(self._hints)
        for hint in found.hints:
            self._hints.addLayout(row(self._kit, None, self._hint(hint), None))
        announce(self._empty)

    def _hint(self, hint: Hint) -> KeyButton:
        text = translate("Search", HINTS[hint.kind]).format(n=hint.count, words=hint.words)
        button = KeyButton(self._kit, text, icon="search", role="gap")
        button.clicked.connect(lambda: self._take_hint(hint))
        return button

    def _take_hint(self, hint: Hint) -> None:
        self.ask(hint.filter)
        self.table.setFocus()

    def _failed(self, error: Exception) -> None:
        self._busy.stop()
        self._call = None
        self.error.show_error(error)

    def _more(self, after: str) -> None:
        asked, sort = self.question, self._sort
        self._kit.tasks.run(
            lambda: self._ports.find(asked, sort, after),
            lambda found: self._appended(found, asked, sort),
            self._more_failed,
            owner=self,
        )

    def _appended(self, found: Found, asked: Filter, sort: Sort) -> None:
        if (asked, sort) == (self.question, self._sort):
            self.model.append_rows(found)

    def _more_failed(self, error: Exception) -> None:
        self.model.release()
        self.error.show_error(error)

    # -- order ------------------------------------------------------------------------------------

    def _kept_sort(self) -> Sort:
        own = self._kit.own
        return Sort(own.get("search.sort", "match"), down=own.get("search.down", True))

    def _sort_by(self, sort: Sort) -> None:
        self._sort = sort
        self._kit.own.set("search.sort", sort.by)
        self._kit.own.set("search.down", sort.down)
        self._show_sort()
        self.look()

    def _show_sort(self) -> None:
        self.filters.show_sort(self._sort)
        self.table.show_sort(self._sort)

    def _take_over(self) -> None:
        self._sort = self._kept_sort()
        self._show_sort()

    # -- what the shell asks ------------------------------------------------------------------

    @override
    def start(self) -> None:
        self.line.setFocus()
        self.line.selectAll()

    @override
    def refresh(self) -> None:
        self._kit.tasks.run(self._ports.choices, self._offer, self.error.show_error, owner=self)
        self.look()

    def _offer(self, offered: Choices) -> None:
        self.filters.offer(offered)

    def _enter(self, at: int) -> None:
        found = self.model.row(at)
        if found is not None:
            self.opened.emit(found.uid)

    @override
    def main_action(self) -> None:
        self._enter(self.table.at)

    @override
    def print_again(self) -> bool:
        found = self.model.row(self.table.at)
        if found is None:
            return False
        uid = found.uid
        self._kit.tasks.run(
            lambda: self._ports.print_form(uid, "receipt"),
            self.printed.emit,
            lambda error: (
                self.again.emit(uid, "receipt") if is_asked(error) else self.error.show_error(error)
            ),
            owner=self,
        )
        return True

    def ask_export(self) -> None:
        """Ask for a file of all that is listed."""
        if self.total:
            self.export.ask(self.question, self._sort, self.total)

    def drop_drill(self) -> None:
        """Let go of what a figure asked for."""
        self._title = ""
        self.ask(Filter())
        self.line.setFocus()

    @override
    def escape(self) -> bool:
        if not self.error.isHidden():
            self.error.acknowledge()
        elif not self.export.isHidden():
            if self.export.running:
                self.export.stop()
            else:
                self.export.leave()
        elif self._title:
            self.drop_drill()
        elif self.line.text():
            self.line.set_quietly("")
            self.line.setFocus()
            self.look()
        else:
            return False
        return True

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._line_entered()
                return True
            if event.key() == Qt.Key.Key_Down and self.model.rows:
                self.table.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _line_entered(self) -> None:
        """Look at once; go to what was found."""
        if self._timer.isActive():
            self.look()
        self.table.setFocus()
