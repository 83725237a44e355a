"""Letters and messages: notices prepared, the outgoing box, and what carries them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from desk.domain.notices import Kind
from desk.domain.records import Actor
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.notices.box import Box
from desk.ui.notices.ports import NoticePorts
from desk.ui.notices.preparing import Preparing
from desk.ui.notices.senders import Senders
from desk.ui.page import Page
from desk.ui.parts.action_bar import ActionBar
from desk.ui.parts.buttons import KeyButton, Segments
from desk.ui.parts.layout import GUTTER, column, frame, label, row
from desk.ui.parts.notices import ErrorPanel, Strip

PREPARE, BOX, SENDERS = "prepare", "box", "senders"
_FACES: Final = (PREPARE, BOX, SENDERS)


class NoticesScreen(Page):
    """`printed` tells of letters; faces are walked by their tabs."""

    def __init__(self, kit: Kit, ports: NoticePorts) -> None:
        super().__init__()
        self._kit, self._ports = kit, ports
        self.error = ErrorPanel(kit)
        self.preparing = Preparing(kit, ports)
        self.box = Box(kit, ports)
        self.senders = Senders(kit, ports)
        names = [
            (PREPARE, translate("Notices", "Soạn thông báo")),
            (BOX, translate("Notices", "Hộp gửi đi")),
            (SENDERS, translate("Notices", "Cách gửi")),
        ]
        self.tabs = Segments(kit, names, name=translate("Notices", "Mục"), role="tab")
        self.stack = QStackedWidget()
        for part in (self.preparing, self.box, self.senders):
            self.stack.addWidget(part)
        self._told = label("", "quiet", wrap=True)
        self.go = KeyButton(kit, "", key="F9", icon="send", role="main")
        self.go.clicked.connect(self.main_action)
        head = row(kit, gap=8)
        head.setContentsMargins(*(kit.theme.px(n) for n in (GUTTER, 8, GUTTER, 4)))
        head.addWidget(self.tabs, 1)
        layout = column(kit, Strip(kit, self.error), gap=0)
        layout.addWidget(frame(head, "band"))
        layout.addWidget(self.stack, 1)
        self.bar = ActionBar(kit, self._told, self.go)
        layout.addWidget(self.bar)
        self.setLayout(layout)
        self._wire()
        self.show_face(BOX)

    def _wire(self) -> None:
        self.tabs.chosen.connect(self.show_face)
        self.preparing.put.connect(self._put)
        self.preparing.said.connect(self._say)
        self.box.said.connect(self.changed)
        self.box.printed.connect(self.printed)
        self.box.opened.connect(self.opened)
        self.box.filled.connect(self._go_on)
        self.senders.said.connect(self.changed)
        for part in (self.preparing, self.box, self.senders):
            part.failed.connect(self.error.show_error)

    # -- faces ----------------------------------------------------------------------------------

    @property
    def face(self) -> str:
        """Which of the three is shown."""
        return _FACES[self.stack.currentIndex()]

    def show_face(self, name: str) -> None:
        """Show one of the three."""
        self.tabs.choose(name)
        self.stack.setCurrentIndex(_FACES.index(name))
        self.bar.setVisible(name != SENDERS)
        words = {
            PREPARE: translate("Notices", "Xếp vào hộp gửi đi"),
            BOX: translate("Notices", "Gửi ngay"),
        }
        self.go.set_words(words.get(name, ""))
        self._say("")
        self.refresh()

    def prepare(self, uids: Sequence[str], kind: Kind) -> None:
        """Prepare notices for dossiers that were chosen elsewhere."""
        self.show_face(PREPARE)
        self.preparing.take(uids, kind)

    def _say(self, said: str) -> None:
        self._told.setText(said)

    def _go_on(self) -> None:
        """Once there are rows the cursor goes to them, if it waited beside an empty list."""
        waits = self.tabs.isAncestorOf(self.focusWidget())
        if self.face == BOX and waits and not self.box.table.isHidden():
            self.box.table.setFocus()

    def _put(self, said: str) -> None:
        self.show_face(BOX)
        self.start()
        self.changed.emit(said)

    @override
    def refresh(self) -> None:
        """Read what is shown again."""
        if self.face == BOX:
            self.box.refresh()
        elif self.face == SENDERS:
            self.senders.refresh()

    @override
    def seat(self, user: Actor) -> None:
        del user
        self.error.acknowledge()
        self.refresh()

    # -- keys -----------------------------------------------------------------------------------

    @override
    def main_action(self) -> None:
        """Put what is ticked into the box; in the box, send now what waits."""
        if self.face == PREPARE:
            self.preparing.confirm()
        elif self.face == BOX:
            self._kit.tasks.run(
                self._ports.send_now,
                lambda _: self.box.refresh(),
                self.error.show_error,
                owner=self,
            )

    @override
    def escape(self) -> bool:
        """Go one step back; tell whether there was one."""
        if not self.error.isHidden():
            self.error.acknowledge()
            return True
        if self.face != BOX:
            self.show_face(BOX)
            self.start()
            return True
        return False

    @override
    def start(self) -> None:
        """Put the cursor where the work of the shown face begins."""
        if self.face == PREPARE:
            self.preparing.start()
        elif self.face == BOX and self.box.table.isVisible():
            self.box.table.setFocus()
        else:
            self.tabs.begin()
