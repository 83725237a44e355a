"""The top bar: the command box, and chips for printer, exchange and user."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QFrame, QMenu

from desk.domain.records import Actor
from desk.domain.views import PrintJob, QueueRow, TargetStatus
from desk.domain.waiting import Board
from desk.ui import words
from desk.ui.choices import Choices
from desk.ui.kit import Kit
from desk.ui.language import LANGUAGES, mark, plural, translate
from desk.ui.parts.chip import Chip
from desk.ui.parts.finder import Finder, Hit, line_of
from desk.ui.parts.layout import label, row
from desk.ui.ports import SearchPorts
from desk.ui.theme import SCALES, THEMES
from desk.ui.tickets import words as ticket_words

FOUND_ROWS = 20
LONG_WAIT_S = 30 * 60
_THEME_LABELS = {
    "light": mark("Shell", "Sáng"),
    "dark": mark("Shell", "Tối"),
    "contrast": mark("Shell", "Tương phản cao"),
}


class TopBar(QFrame):
    """`opened` carries a dossier's uid, `asked` a screen's name, `chose` new choices."""

    opened = Signal(str)
    asked = Signal(str)
    chose = Signal(object)
    left = Signal()
    locked = Signal()
    toured = Signal()  # the first day's tasks are wanted again

    def __init__(
        self,
        kit: Kit,
        ports: SearchPorts,
        user: Actor | None,
        choices: Choices,
        *,
        practice: bool = False,
    ) -> None:
        super().__init__()
        self._kit, self._choices = kit, choices
        self._leads = "exchange"  # where the chip of the exchange leads
        self.setProperty("role", "band")
        name = translate("Shell", "Tìm hồ sơ")
        hint = translate("Shell", "Tìm mã, họ tên, số định danh, điện thoại (F3)")
        self.box = line_of(kit, name, hint)
        self.finder = Finder(
            kit,
            self.box,
            lambda text: ports.search(text, FOUND_ROWS),
            self._hit,
            nothing=translate(
                "Shell", "Không tìm thấy. Thử gõ không dấu, hoặc số điện thoại, số định danh."
            ),
            least=2,
            asks=True,
        )
        self.finder.picked.connect(self._picked)
        self.practice = label(translate("Shell", "THỰC HÀNH"), "strong", tone="warn")
        self.ticket = Chip(kit, translate("Shell", "Hàng chờ"), "ticket")
        self.printer = Chip(kit, translate("Shell", "Máy in"), "printer")
        self.sync = Chip(kit, translate("Shell", "Đồng bộ"), "cloud")
        self.user = Chip(kit, translate("Shell", "Người dùng"), "circle-user")
        self.ticket.clicked.connect(lambda: self.asked.emit("tickets"))
        self.printer.clicked.connect(lambda: self.asked.emit("exchange"))
        self.sync.clicked.connect(lambda: self.asked.emit(self._leads))
        self.user.clicked.connect(self._show_menu)
        self.show_user(user)
        layout = row(kit, gap=8)
        layout.setContentsMargins(*(kit.theme.px(n) for n in (16, 10, 16, 9)))
        layout.addWidget(self.box, 1)
        for part in (self.practice, self.ticket, self.printer, self.sync, self.user):
            layout.addWidget(part)
        self.setLayout(layout)
        self.practice.setVisible(practice)
        self.show_board(Board(day=""))
        self.show_jobs(())
        self._asked = 0
        self.show_targets(())

    def show_user(self, user: Actor | None) -> None:
        """Say who sits here."""
        self.user.say(user.name if user else "")

    def _hit(self, found: QueueRow) -> Hit:
        due = words.row_due(found, self._kit.now()).text
        status = words.list_status(found)
        told = (found.procedure_name, status, "" if found.voided else due)
        detail = " · ".join(part for part in told if part.strip("–"))
        return Hit(found.name, detail, found.code)

    def _picked(self, found: QueueRow) -> None:
        self.box.set_quietly("")
        self.opened.emit(found.uid)

    def forget(self) -> None:
        """Empty the command box: what was sought was another screen's."""
        self.box.set_quietly("")

    def search(self, text: str = "") -> None:
        """Put the cursor into the command box, with `text` asked for already."""
        self.box.setFocus()
        if text:
            self.box.setText(text)
            self.finder.ask(take=True)
        else:
            self.box.selectAll()

    def know(self, choices: Choices) -> None:
        """Take note of what was chosen elsewhere."""
        self._choices = choices

    def set_narrow(self, *, narrow: bool) -> None:
        """Leave the chips' words out."""
        for chip in (self.ticket, self.printer, self.sync, self.user):
            chip.set_narrow(narrow=narrow)

    def show_board(self, board: Board) -> None:
        """Say whom the counter serves, how many wait and how long at most."""
        current = board.current.code if board.current is not None else ""
        longest = board.longest_s(self._kit.now())
        parts = [current, ticket_words.waiting(board)]
        if board.line:
            parts.append(ticket_words.minutes(longest))
        waits = str(len(board.line)) if board.line else ""
        self.ticket.say(
            " · ".join(part for part in parts if part),
            brief=" · ".join(part for part in (current, waits) if part),
            tone="warn" if longest >= LONG_WAIT_S else "",
        )

    # -- chips ----------------------------------------------------------------------------------

    def show_jobs(self, jobs: Sequence[PrintJob], place: str = "") -> None:
        """Say how the printer stands, and whether papers go to one (`print_job.Standing`)."""
        failed = sum(job.state == "failed" for job in jobs)
        waiting = sum(job.state in ("waiting", "printing") for job in jobs)
        if failed:
            said = plural(
                failed,
                translate("Shell", "1 giấy chưa in được"),
                translate("Shell", "{n} giấy chưa in được"),
            )
            self.printer.say(said, brief=str(failed), tone="bad")
        elif waiting:
            said = plural(
                waiting,
                translate("Shell", "Đang in 1 giấy"),
                translate("Shell", "Đang in {n} giấy"),
            )
            self.printer.say(said, brief=str(waiting))
        elif place == "none":
            self.printer.say(translate("Shell", "Chưa có máy in"), tone="warn")
        elif place == "folder":
            self.printer.say(translate("Shell", "In ra tệp PDF"))
        else:
            ready = place == "printer"
            self.printer.say(
                translate("Shell", "Máy in sẵn sàng") if ready else translate("Shell", "Máy in")
            )

    def show_targets(self, targets: Sequence[TargetStatus]) -> None:
        """Say how the exchange stands: calm, with the time since."""
        self._targets = tuple(targets)
        self._show_exchange()

    def show_asked(self, count: int) -> None:
        """Say how many things need a person."""
        self._asked = count
        self._show_exchange()

    def _show_exchange(self) -> None:
        targets, attention = self._targets, self._asked
        waiting = sum(target.waiting for target in targets)
        down = [target for target in targets if not target.online]
        self._leads = "review" if attention and not down else "exchange"
        queued = (
            plural(waiting, translate("Shell", "1 chờ gửi"), translate("Shell", "{n} chờ gửi"))
            if waiting
            else ""
        )
        if not targets:
            self.sync.say(translate("Shell", "Chưa kết nối"), icon="cloud-off")
        elif down:
            # The line below the bar tells since when; here there is no room to say it twice.
            said = translate("Shell", "Ngoại tuyến")
            if len(down) < len(targets):
                silent = translate("Shell", "Mất liên lạc: {who}")
                said = silent.format(who=", ".join(words.target(each.name) for each in down))
            told = f"{said} · {queued}" if queued else said
            self.sync.say(told, brief=str(waiting or ""), tone="warn", icon="cloud-off")
        elif attention:
            said = plural(
                attention,
                translate("Shell", "1 việc cần xem"),
                translate("Shell", "{n} việc cần xem"),
            )
            self.sync.say(said, brief=str(attention), tone="warn", icon="cloud-alert")
        else:
            # Of when everything is that lists show of other counters and of the city.
            as_of = min((target.last_ok for target in targets if target.last_ok), default=None)
            said = translate("Shell", "Trực tuyến")
            parts = [said, words.clock(as_of, self._kit.now()) if as_of else "", queued]
            told = " · ".join(part for part in parts if part)
            self.sync.say(told, brief=str(waiting or ""), icon="cloud")

    # -- the user's menu ------------------------------------------------------------------------

    def menu(self) -> QMenu:
        """Return the menu of the user's chip."""
        menu = QMenu(self)
        menu.addSection(translate("Shell", "Giao diện"))
        themes = [(t, translate("Shell", _THEME_LABELS[t])) for t in THEMES]
        self._group(menu, themes, self._choices.theme, "theme")
        scales = menu.addMenu(translate("Shell", "Cỡ chữ"))
        percents = [(str(scale), f"{scale} %") for scale in SCALES]
        self._group(scales, percents, str(self._choices.scale), "scale")
        tongues = menu.addMenu(translate("Shell", "Ngôn ngữ"))
        self._group(tongues, list(LANGUAGES.items()), self._choices.language, "language")
        sounds = menu.addAction(translate("Shell", "Âm thanh"))
        sounds.setCheckable(True)
        sounds.setChecked(self._kit.sound.on)
        sounds.toggled.connect(lambda on: self._kit.sound.switch(on=on))
        menu.addSeparator()
        if not self.practice.isHidden():
            menu.addAction(translate("Shell", "Ngày đầu tiên")).triggered.connect(self.toured)
        lock = menu.addAction(translate("Shell", "Khóa màn hình"))
        lock.triggered.connect(self.locked)
        leave = menu.addAction(translate("Shell", "Đổi người dùng") + "\tF12")
        leave.triggered.connect(self.left)
        return menu

    def _group(
        self, menu: QMenu, offers: Sequence[tuple[str, str]], chosen: str, name: str
    ) -> None:
        group = QActionGroup(menu)
        for value, text in offers:
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(value == chosen)
            group.addAction(action)
            action.triggered.connect(lambda _=False, v=value: self._choose(name, v))

    def _choose(self, name: str, value: str) -> None:
        given: dict[str, Any] = {name: int(value) if name == "scale" else value}
        self.chose.emit(replace(self._choices, **given))

    def _show_menu(self) -> None:
        self.menu().popup(self.user.mapToGlobal(self.user.rect().bottomLeft()))
