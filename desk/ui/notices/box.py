"""The outgoing box: every message with its state, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from desk.domain.notices import Kind, State, Way
from desk.domain.outgoing import Message, SenderState
from desk.ui import words as names
from desk.ui.kit import Kit
from desk.ui.language import mark, plural, translate
from desk.ui.notices import words
from desk.ui.notices.ports import NoticePorts
from desk.ui.notices.table import Head, Line, Lines, LineTable
from desk.ui.parts import fields
from desk.ui.parts.buttons import KeyButton, Segments, on_key
from desk.ui.parts.columns import Columns
from desk.ui.parts.facts import Facts
from desk.ui.parts.fields import Choice, Field
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import GUTTER, column, frame, label, picture, row
from desk.ui.parts.notices import Empty

ALL: Final = "all"
#: What the tabs show.
_TABS: Final[dict[str, tuple[str, tuple[State, ...]]]] = {
    ALL: (mark("Notices", "Tất cả"), tuple(State)),
    "waiting": (mark("Notices", "Chờ gửi"), (State.WAITING, State.SENDING)),
    "look": (mark("Notices", "Cần xem"), (State.FAILED, State.UNSURE)),
    "sent": (mark("Notices", "Đã gửi"), (State.SENT, State.DELIVERED)),
    "gone": (mark("Notices", "Đã bỏ"), (State.CANCELLED,)),
}
#: What can be done about a message → its words, key, icon, and from which states.
_ACTS: Final = {
    "retry": (
        mark("Notices", "Gửi lại"),
        "Alt+6",
        "refresh-cw",
        (State.WAITING, State.FAILED, State.UNSURE, State.CANCELLED),
    ),
    "cancel": (
        mark("Notices", "Bỏ, không gửi"),
        "Alt+7",
        "ban",
        (State.WAITING, State.FAILED, State.UNSURE),
    ),
    "sent": (
        mark("Notices", "Đã gửi bằng tay"),
        "Alt+8",
        "check",
        (State.WAITING, State.UNSURE, State.FAILED),
    ),
    "delivered": (
        mark("Notices", "Đã đến tay"),
        "Alt+9",
        "circle-check",
        (State.SENT, State.UNSURE),
    ),
    "failed": (mark("Notices", "Không đến"), "Alt+0", "circle-x", (State.SENT, State.UNSURE)),
}


class Box(QWidget):
    """`said` tells what was done, `failed` carries an error, `printed` a print job."""

    said = Signal(str)
    failed = Signal(object)
    printed = Signal(int)
    opened = Signal(str)
    filled = Signal()

    def __init__(self, kit: Kit, ports: NoticePorts) -> None:
        super().__init__()
        self._kit, self._ports = kit, ports
        self._messages: tuple[Message, ...] = ()
        self._states: tuple[SenderState, ...] = ()
        self._shown = ""  # whose address is in the field
        self._said_calmly = label("", "small", tone="warn", wrap=True)
        tabs = [(key, translate("Notices", text)) for key, (text, _) in _TABS.items()]
        self.tabs = Segments(kit, tabs, name=translate("Notices", "Tình trạng"), role="tab")
        self.tabs.choose(ALL)
        self.kind = Choice(kit, translate("Notices", "Loại thông báo"))
        self.kind.addItem(translate("Notices", "Mọi loại"), "")
        for kind in Kind:
            self.kind.addItem(words.kind(kind), kind.value)
        self.model = Lines(
            (
                Head(translate("Notices", "Tình trạng"), 130),
                Head(translate("Notices", "Thông báo"), 136, 2),
                Head(translate("Notices", "Mã hồ sơ"), 196, 1, mono=True),
                Head(translate("Notices", "Người nhận"), 150),
                Head(translate("Notices", "Gửi bằng"), 100, 3),
                Head(translate("Notices", "Soạn lúc"), 100, 4),
            ),
            self,
        )
        self.table = LineTable(kit, self.model, translate("Notices", "Thư và tin nhắn"))
        self.empty = Empty(kit, "send", "", "")
        self.title = label("", "heading", wrap=True)
        self.why = label("", "small", wrap=True)
        self.facts = Facts(kit, width=104)
        self.text = label("", wrap=True, select=True)
        self.address = fields.Line(kit, latin=True)
        self._lay_out()
        self._wire()
        self.show_messages((), ())

    def _lay_out(self) -> None:
        kit = self._kit
        self.acts: dict[str, KeyButton] = {}
        for name, (text, key, icon, _) in _ACTS.items():
            button = KeyButton(kit, translate("Notices", text), key=key, icon=icon)
            on_key(self, key, button)
            button.clicked.connect(partial(self.do, name))
            self.acts[name] = button
        self.copy = KeyButton(kit, translate("Notices", "Sao chép lời"), icon="copy", role="plain")
        self.again = KeyButton(
            kit, translate("Notices", "In lại thư"), icon="printer", role="plain"
        )
        self.resend = KeyButton(kit, translate("Notices", "Gửi đến nơi này"), icon="send")
        self.export = KeyButton(
            kit, translate("Notices", "Tin chờ gửi ra CSV"), icon="download", role="plain"
        )
        self._address = Field(kit, translate("Notices", "Nơi nhận"), self.address)
        left = column(
            kit,
            self.tabs,
            Field(kit, translate("Notices", "Loại thông báo"), self.kind),
            gap=10,
            margin=12,
        )
        left.addWidget(self.table, 1)
        left.addWidget(self.empty, 1)
        left.addWidget(frame(Flow(kit, self.export)))
        right = column(
            kit,
            self.title,
            self.why,
            self.facts,
            self.text,
            frame(Flow(kit, *self.acts.values(), self.copy, self.again)),
            self._address,
            frame(Flow(kit, self.resend)),
            None,
            gap=10,
            margin=12,
        )
        self._right = frame(right, "card")
        parts = [frame(left, "card"), self._right]
        self.columns = Columns(kit, parts, least=960, stretches=(3, 2))
        calm = row(kit, picture(kit, "cloud-off", "warn", 16), gap=8)
        calm.addWidget(self._said_calmly, 1)
        calm.setContentsMargins(*(kit.theme.px(n) for n in (GUTTER, 8, GUTTER, 0)))
        self.calm = frame(calm)
        self.setLayout(column(kit, self.calm, self.columns, gap=0))

    def _wire(self) -> None:
        self.tabs.chosen.connect(lambda _: self._show())
        self.kind.activated.connect(lambda _: self._show())
        self.table.came_to.connect(lambda _: self._show_row())
        self.table.entered.connect(self._enter)
        self.model.ticked.connect(lambda _: self._show_acts())
        self.copy.clicked.connect(self.copy_text)
        self.again.clicked.connect(self._print_again)
        self.resend.clicked.connect(self._readdress)
        self.address.returnPressed.connect(self._readdress)
        self.export.clicked.connect(self._export)

    # -- filling --------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the box again."""

        def read() -> tuple[tuple[Message, ...], tuple[SenderState, ...]]:
            return self._ports.listed(), self._ports.senders()

        self._kit.tasks.run(
            read, lambda told: self.show_messages(*told), self.failed.emit, owner=self
        )

    def show_messages(self, messages: Sequence[Message], states: Sequence[SenderState]) -> None:
        """Show what is in the box, and how its ways stand."""
        self._messages, self._states = tuple(messages), tuple(states)
        for key, (text, of) in _TABS.items():
            count = sum(each.state in of for each in messages)
            self.tabs.set_text(key, f"{translate('Notices', text)} · {count}")
        lines = [self._calm_of(each) for each in states]
        self._said_calmly.setText("\n".join(filter(None, lines)))
        self.calm.setVisible(bool(self.calm_words))
        self.export.setEnabled(
            any(each.way in (Way.SMS, Way.ZALO) for each in messages if _waits(each))
        )
        self._show()
        self.filled.emit()

    def _calm_of(self, state: SenderState) -> str:
        """Return the one quiet line of a way that nothing goes by now."""
        if not state.waiting:
            return ""
        way, n = words.way(state.way), state.waiting
        if not state.kind:
            said = translate("Notices", "{way}: {n} đang chờ, chưa đặt cách gửi.")
            return said.format(way=way, n=n)
        if not state.error:
            return ""
        since = names.clock(state.since, self._kit.now()) if state.since else ""
        said = translate("Notices", "{way}: {why} (từ {since}); {n} đang chờ và tự gửi khi thông.")
        return said.format(way=way, why=self._kit.explain(state.error, {}).title, since=since, n=n)

    @property
    def calm_words(self) -> str:
        """What is said of ways that nothing goes by now."""
        return self._said_calmly.text()

    @property
    def shown(self) -> tuple[Message, ...]:
        """The messages of the chosen tab and kind."""
        _, of = _TABS[self.tabs.value or ALL]
        kind = self.kind.currentData()
        return tuple(
            each for each in self._messages if each.state in of and kind in ("", each.kind.value)
        )

    def _show(self) -> None:
        key, shown = self.table.key, self.shown
        self.model.show_lines([self._line(each) for each in shown])
        self.table.setVisible(bool(shown))
        self.empty.setVisible(not shown)
        if not shown:
            self._say_empty()
        self.table.go_to(key)
        self._show_row()

    def _say_empty(self) -> None:
        if self._messages:
            self.empty.say(translate("Notices", "Không có thư, tin nhắn nào ở mục này"), "")
        else:
            self.empty.say(
                translate("Notices", "Hộp gửi đi trống"),
                translate("Notices", "Soạn ở mục Soạn thông báo; ở đây theo dõi từng thư đã soạn."),
            )

    def _line(self, message: Message) -> Line:
        cells = (
            words.state(message.state, message.way),
            words.kind(message.kind),
            message.code,
            message.name,
            words.way(message.way),
            names.clock(message.prepared_at, self._kit.now()),
        )
        over = message.state in (State.CANCELLED, State.DELIVERED)
        return Line(message.uid, cells, words.LOOKS[message.state], quiet=over)

    @property
    def current(self) -> Message | None:
        """The message that the cursor is on."""
        key = self.table.key
        return next((each for each in self._messages if each.uid == key), None)

    @property
    def chosen(self) -> tuple[Message, ...]:
        """The ticked messages, or else the current one."""
        ticks = set(self.model.ticks)
        if ticks:
            return tuple(each for each in self._messages if each.uid in ticks)
        return (self.current,) if self.current else ()

    def _show_row(self) -> None:
        message = self.current
        self._right.setVisible(message is not None)
        self._show_acts()
        if message is None:
            return
        self.title.setText(f"{words.kind(message.kind)} · {message.code}")
        self.why.setText(self._why(message))
        self.why.setVisible(bool(self.why.text()))
        now = self._kit.now()
        self.facts.show_facts(
            [
                (translate("Notices", "Tình trạng"), words.state(message.state, message.way)),
                (translate("Notices", "Người nhận"), message.name),
                (translate("Notices", "Nơi nhận"), message.address),
                (translate("Notices", "Người soạn"), message.by),
                (translate("Notices", "Soạn lúc"), names.clock(message.prepared_at, now)),
                (translate("Notices", "Thay đổi"), names.clock(message.changed_at, now)),
                (translate("Notices", "Trả lời"), message.said),
            ]
        )
        self.text.setText(message.text)
        movable = message.way is not Way.LETTER and message.state in _ACTS["retry"][3]
        self._address.setVisible(movable)
        self.resend.setVisible(movable)
        if message.uid != self._shown or not self.address.isModified():
            self.address.set_quietly(message.address)
            self.address.setModified(False)
        self._shown = message.uid

    def _why(self, message: Message) -> str:
        if message.way is Way.LETTER and message.state is State.WAITING and not message.error:
            return translate(
                "Notices",
                "Thư chờ máy in: xem hàng in, hoặc In lại thư. Đã in ở nơi khác thì chọn "
                "Đã gửi bằng tay.",
            )
        if not message.error:
            return ""
        said = self._kit.explain(message.error, {})
        told = f"{said.title}. {said.meaning} {said.next}"
        if message.next_at is not None:
            again = translate("Notices", "Thử lại lúc {at}.")
            told += " " + again.format(at=names.clock(message.next_at, self._kit.now()))
        return told

    def _show_acts(self) -> None:
        chosen = self.chosen
        for name, (_, _, _, of) in _ACTS.items():
            fits = bool(chosen) and all(each.state in of for each in chosen)
            if name == "retry":
                fits = fits and all(_tried(each) for each in chosen)
            self.acts[name].setEnabled(fits)
        message = self.current
        self.copy.setEnabled(message is not None and bool(message.text))
        self.again.setVisible(message is not None and message.way is Way.LETTER)
        self.again.setEnabled(message is not None and message.state is not State.CANCELLED)

    # -- doing ------------------------------------------------------------------------------------

    def do(self, act: str) -> None:
        """Do something about the ticked messages, or the current one."""
        uids = [each.uid for each in self.chosen]
        if not uids:
            return
        ports = self._ports
        ways: dict[str, Callable[[], None]] = {
            "retry": lambda: ports.retry(uids),
            "cancel": lambda: ports.cancel(uids),
        }
        work = ways.get(act) or (lambda: ports.mark(uids, State(act)))
        told = translate("Notices", _ACTS[act][0])
        said = plural(
            len(uids),
            translate("Notices", "{act}: xong 1 thông báo"),
            translate("Notices", "{act}: xong {n} thông báo"),
            act=told,
        )
        self._run(work, said)

    def _run(self, work: Callable[[], object], said: str) -> None:
        self._kit.tasks.run(work, lambda _: self._done(said), self.failed.emit, owner=self)

    def _done(self, said: str) -> None:
        self.address.setModified(False)
        self.model.show_lines([self._line(each) for each in self.shown], ())
        self.said.emit(said)
        self.refresh()

    def _readdress(self) -> None:
        message, to = self.current, self.address.text().strip()
        if message is not None and to:
            said = translate("Notices", "Sẽ gửi lại đến nơi nhận mới")
            self._run(lambda: self._ports.readdress(message.uid, to), said)

    def copy_text(self) -> None:
        """Put the message's words where they can be pasted elsewhere."""
        if self.current is not None and self.current.text:
            QApplication.clipboard().setText(self.current.text)
            self.said.emit(translate("Notices", "Đã sao chép lời thông báo"))

    def _print_again(self) -> None:
        message = self.current
        if message is not None:
            self._kit.tasks.run(
                lambda: self._ports.print_again(message.batch),
                self.printed.emit,
                self.failed.emit,
                owner=self,
            )

    def _enter(self, key: str) -> None:
        message = next((each for each in self._messages if each.uid == key), None)
        if message is not None:
            self.opened.emit(message.dossier)

    def _export(self) -> None:
        title = translate("Notices", "Tin chờ gửi ra CSV")
        name, _ = QFileDialog.getSaveFileName(self, title, "tin-nhan.csv", "CSV (*.csv)")
        if name:
            self.export_to(Path(name))

    def export_to(self, path: Path) -> None:
        """Write what waits by the way of the current message, else by SMS, into a file."""
        at = self.current
        way = at.way if at is not None and at.way is Way.ZALO else Way.SMS
        said = translate("Notices", "Đã ghi {n} tin ra {file}")
        self._kit.tasks.run(
            lambda: self._ports.export(way, path),
            lambda count: self.said.emit(said.format(n=count, file=path.name)),
            self.failed.emit,
            owner=self,
        )


def _tried(message: Message) -> bool:
    """Tell whether it can be sent once more: letters are printed, and what just waits goes so."""
    if message.way is Way.LETTER:
        return False
    return message.state is not State.WAITING or bool(message.error)


def _waits(message: Message) -> bool:
    return message.state is State.WAITING
