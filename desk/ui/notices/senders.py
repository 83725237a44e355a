"""How notices leave this counter: a mail server, and folders for messages; tried before needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from desk.domain.notices import Way
from desk.domain.outgoing import SECURITY, SenderState
from desk.ui.kit import Kit
from desk.ui.language import mark, translate
from desk.ui.notices import words
from desk.ui.notices.ports import NoticePorts
from desk.ui.parts.buttons import KeyButton, Segments
from desk.ui.parts.columns import Columns
from desk.ui.parts.fields import Field, Line, Password
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import column, frame, label
from desk.ui.parts.status import Mark
from desk.ui.tasks import Lane
from desk.ui.theme import OVERDUE, SOON, StatusLook

#: What is asked for of a kind of sender: its key and words.
_MAIL: Final = (
    ("host", mark("Notices", "Máy chủ thư (SMTP)")),
    ("port", mark("Notices", "Cổng (để trống: theo cách bảo mật)")),
    ("user", mark("Notices", "Tên đăng nhập")),
    ("from", mark("Notices", "Địa chỉ thư của cơ quan")),
    ("name", mark("Notices", "Tên hiện ở phần người gửi")),
    ("authorities", mark("Notices", "Tệp chứng thư gốc (để trống: theo máy)")),
)
_FOLDER: Final = (("path", mark("Notices", "Thư mục mà phần mềm nhắn tin lấy tin")),)
_SECURITY: Final = {
    "starttls": mark("Notices", "STARTTLS"),
    "tls": mark("Notices", "TLS"),
    "none": mark("Notices", "Không mã hóa"),
}


class SenderCard(QFrame):
    """One way. `wanted` tells what its buttons ask for: save | try | remove."""

    wanted = Signal(str)

    def __init__(self, kit: Kit, way: Way) -> None:
        super().__init__()
        self._kit, self.way = kit, way
        self.kind = "smtp" if way is Way.EMAIL else "folder"
        self.setProperty("role", "card")
        self.state = Mark(kit)
        self.why = label("", "small", wrap=True)
        self.lines: dict[str, Line] = {}
        fields_: list[QWidget] = []
        for key, text in _MAIL if way is Way.EMAIL else _FOLDER:
            self.lines[key] = Line(kit, latin=key != "name")
            fields_.append(Field(kit, translate("Notices", text), self.lines[key]))
        self.secret = Password(kit)
        choices = [(key, translate("Notices", _SECURITY[key])) for key in SECURITY]
        self.security = Segments(kit, choices, name=translate("Notices", "Bảo mật đường truyền"))
        self.security.choose(SECURITY[0])
        self._kept = SECURITY[0]
        if way is Way.EMAIL:
            fields_.insert(2, self.security)
            self._secret = Field(kit, translate("Notices", "Mật khẩu"), self.secret)
            fields_.insert(4, self._secret)
        self.buttons = {
            "save": KeyButton(kit, translate("Notices", "Lưu"), icon="check"),
            "try": KeyButton(kit, translate("Notices", "Thử kết nối"), icon="search"),
            "remove": KeyButton(kit, translate("Notices", "Bỏ cách gửi này"), icon="x"),
        }
        for name, button in self.buttons.items():
            button.clicked.connect(lambda _=False, n=name: self.wanted.emit(n))
        self.setLayout(
            column(
                kit,
                label(words.way(way), "heading"),
                self.state,
                self.why,
                *fields_,
                frame(Flow(kit, *self.buttons.values())),
                gap=10,
                margin=16,
            )
        )

    def show_state(self, state: SenderState) -> None:
        """Show how the way stands; what is being typed stays."""
        look, text = StatusLook("ring", "waiting"), translate("Notices", "Chưa đặt")
        if state.error:
            look, text = (SOON, self._kit.explain(state.error, {}).title)
            if state.error in ("SenderSignInError", "SenderTrustError", "SenderUnknownError"):
                look = OVERDUE
        elif state.kind:
            look, text = StatusLook("dot", "done"), translate("Notices", "Đã đặt")
        self.state.show_look(text, look)
        said = self._kit.explain(state.error, {}) if state.error else None
        self.why.setText(f"{said.meaning} {said.next}" if said else "")
        self.why.setVisible(bool(said))
        for button in ("try", "remove"):
            self.buttons[button].setEnabled(bool(state.kind))
        for key, line in self.lines.items():
            if not line.isModified():
                line.set_quietly(state.settings.get(key, ""))
        kept = state.settings.get("security", self._kept)
        if self.security.value == self._kept:
            self.security.choose(kept)
        self._kept = kept
        if self.way is Way.EMAIL:
            hint = translate("Notices", "Đã giữ trong kho khóa; để trống thì giữ nguyên.")
            self._secret.set_hint(hint if state.secret else "")

    @property
    def told(self) -> Mapping[str, str]:
        """What was typed, without what was left empty."""
        found = {key: line.text().strip() for key, line in self.lines.items()}
        if self.way is Way.EMAIL:
            found["security"] = self.security.value
        return {key: value for key, value in found.items() if value}

    @property
    def typed(self) -> bool:
        """Whether something stands here that is not kept yet."""
        return (
            any(line.isModified() for line in self.lines.values())
            or bool(self.secret.text())
            or self.security.value != self._kept
        )

    def settled(self) -> None:
        """Take what was typed for what is kept."""
        self.secret.set_quietly("")
        self._kept = self.security.value
        for line in self.lines.values():
            line.setModified(False)


class Senders(QWidget):
    """`said` tells what was done, `failed` carries an error."""

    said = Signal(str)
    failed = Signal(object)

    def __init__(self, kit: Kit, ports: NoticePorts) -> None:
        super().__init__()
        self._kit, self._ports = kit, ports
        self.cards = {way: SenderCard(kit, way) for way in (Way.EMAIL, Way.SMS, Way.ZALO)}
        for card in self.cards.values():
            card.wanted.connect(lambda act, c=card: self._do(c, act))
        right = QWidget()
        right.setLayout(column(kit, self.cards[Way.SMS], self.cards[Way.ZALO], None, gap=12))
        left = QWidget()
        left.setLayout(column(kit, self.cards[Way.EMAIL], None, gap=12))
        self.columns = Columns(kit, [left, right], least=900, stretches=(1, 1))
        self.setLayout(column(kit, self.columns, gap=0))

    def refresh(self) -> None:
        """Read how every way stands."""
        self._kit.tasks.run(self._ports.senders, self._show, self.failed.emit, owner=self)

    def _show(self, states: tuple[SenderState, ...]) -> None:
        for state in states:
            self.cards[state.way].show_state(state)

    def _do(self, card: SenderCard, act: str) -> None:
        ports, way, told = self._ports, card.way, card.told
        secret = card.secret.text() or None

        def save() -> None:
            ports.set_up(way, card.kind, told, secret)

        def try_out() -> None:
            ports.try_out(way)

        def save_and_try() -> None:
            save()
            try_out()

        acts: dict[str, tuple[Callable[[], None], str]] = {
            "save": (save, translate("Notices", "Đã lưu cách gửi: {way}")),
            "try": (
                save_and_try if card.typed else try_out,  # never another than what is seen
                translate("Notices", "{way}: kết nối được, chưa gửi gì"),
            ),
            "remove": (
                lambda: ports.take_away(way),
                translate("Notices", "Đã bỏ cách gửi: {way}; tin đang chờ vẫn chờ"),
            ),
        }
        work, said = acts[act]
        self._kit.tasks.run(
            work,
            lambda _: self._done(card, said.format(way=words.way(way))),
            self._failed,
            lane=Lane.NETWORK if act == "try" else Lane.DATA,
            owner=self,
        )

    def _done(self, card: SenderCard, said: str) -> None:
        card.settled()
        self.said.emit(said)
        self.refresh()

    def _failed(self, error: Exception) -> None:
        self.failed.emit(error)
        self.refresh()
