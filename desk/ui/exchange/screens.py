"""The counter's second screens and its voice: which stands where, and whether it can be heard."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from desk.domain import spoken
from desk.ui.choices import Choices
from desk.ui.displays import AS_WINDOW, name_of, screens
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.fields import Check, Choice, Field, Line
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import column, frame, label

_TEST_TICKET: Final = "A000"


class ScreensCard(QFrame):
    """`placed` carries room or citizen and its screen, `named` what the counter is called.

    `spoken` tells whether calls are to be heard, `tested` carries a call to be tried.
    """

    placed = Signal(str, str)
    spoken = Signal(bool)
    named = Signal(str)
    tested = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit, self._usual = kit, ""
        self.setProperty("role", "card")
        room, citizen = translate("Exchange", "Phòng chờ"), translate("Exchange", "Người dân")
        self.places = {"room": Choice(kit, room), "citizen": Choice(kit, citizen)}
        for which, choice in self.places.items():
            choice.activated.connect(lambda _, name=which: self._place(name))
        self.name = Line(kit)
        self.name.left.connect(self._name_counter)
        self.name.returnPressed.connect(self._name_counter)
        self.voice = Check(kit, translate("Exchange", "Đọc số khi gọi"))
        self.voice.clicked.connect(self.spoken)
        self.test = KeyButton(kit, translate("Exchange", "Gọi thử"), icon="volume-2")
        self.test.clicked.connect(self._test)
        self._mute = label(
            translate(
                "Exchange",
                "Máy này không có giọng đọc tiếng Việt: số chỉ hiện trên màn hình. Cán bộ công "
                "nghệ thông tin có thể cài giọng đọc; việc gọi số vẫn bình thường.",
            ),
            "small",
            wrap=True,
        )
        self._counter = ""
        self.setLayout(
            column(
                kit,
                label(translate("Exchange", "Màn hình phụ, loa gọi số"), "heading"),
                Field(kit, room, self.places["room"]),
                Field(kit, citizen, self.places["citizen"]),
                Field(
                    kit,
                    translate("Exchange", "Tên quầy khi gọi"),
                    self.name,
                    hint=translate("Exchange", "Để trống: gọi theo số quầy."),
                ),
                self.voice,
                frame(Flow(kit, self.test)),
                self._mute,
                gap=12,
                margin=16,
            )
        )

    def show_choices(self, choices: Choices, *, usual: str, can_speak: bool) -> None:
        """Show what was chosen, and the screens that are there now."""
        self._counter, self._usual = choices.counter, usual
        self.name.setPlaceholderText(usual)
        for which, chosen in (("room", choices.room), ("citizen", choices.citizen)):
            self._offer(self.places[which], chosen)
        if not self.name.hasFocus():
            self.name.set_quietly(choices.counter)
        self.voice.setChecked(choices.voice == "on" and can_speak)
        self.voice.setEnabled(can_speak)
        self.test.setEnabled(can_speak and choices.voice == "on")
        self._mute.setVisible(not can_speak)

    def _offer(self, choice: Choice, chosen: str) -> None:
        offers = {
            "": translate("Exchange", "Không mở"),
            AS_WINDOW: translate("Exchange", "Mở thành cửa sổ"),
        }
        for at, screen in enumerate(screens()):
            size = screen.size()
            said = (
                translate("Exchange", "Màn hình {name} ({wide} × {high})")
                if at
                else translate("Exchange", "Màn hình chính {name} ({wide} × {high})")
            )
            offers[name_of(screen)] = said.format(
                name=name_of(screen), wide=size.width(), high=size.height()
            )
        offers.setdefault(chosen, translate("Exchange", "{name} (chưa cắm)").format(name=chosen))
        choice.clear()
        for key, text in offers.items():
            choice.addItem(text, key)
        choice.setCurrentIndex(choice.findData(chosen))

    def _place(self, which: str) -> None:
        self.placed.emit(which, str(self.places[which].currentData()))

    def _name_counter(self) -> None:
        name = " ".join(self.name.text().split())
        if name != self._counter:
            self._counter = name
            self.named.emit(name)

    def _test(self) -> None:
        self.tested.emit(spoken.call(_TEST_TICKET, self._counter or self._usual))
