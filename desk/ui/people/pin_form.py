"""Two digits and a PIN: who sits down here, on the sign-in page and when changing over."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desk.domain.errors import DeskError
from desk.domain.records import Actor
from desk.domain.views import StaffMember
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.fields import Field
from desk.ui.parts.layout import column
from desk.ui.people.digits import Countdown, Digits, Pin
from desk.ui.ports import SignInPorts

_WHOLE = 2  # digits of a staff number


class PinForm(QWidget):
    """`seated` carries the actor. The second digit takes the cursor on to the PIN."""

    seated = Signal(object)
    known = Signal()  # who has which number has been read

    def __init__(self, kit: Kit, ports: SignInPorts) -> None:
        super().__init__()
        self._kit, self._ports = kit, ports
        self._busy = False
        self._members: dict[str, StaffMember] = {}
        self.number, self.pin = Digits(kit, most=_WHOLE), Pin(kit)
        self._number = Field(kit, translate("People", "Số cán bộ"), self.number)
        self._pin = Field(kit, translate("People", "Mã PIN"), self.pin)
        self.wait = Countdown(self)
        self.wait.told.connect(self._tell_wait)
        self.number.textEdited.connect(self._numbered)
        self.number.returnPressed.connect(self.pin.setFocus)
        self.pin.textEdited.connect(lambda _: self._settle())
        self.pin.returnPressed.connect(self.enter)
        self.setLayout(column(kit, self._number, self._pin, gap=12))

    def look(self) -> None:
        """Read who works here."""
        self._kit.tasks.run(self._ports.accounts, self.know, owner=self)

    def know(self, members: tuple[StaffMember, ...]) -> None:
        """Know who works here."""
        self._members = {each.number: each for each in members if each.active and each.number}
        self._name()
        self.known.emit()

    @property
    def anybody(self) -> bool:
        """Whether anybody here has a PIN."""
        return any(each.has_pin for each in self._members.values())

    @property
    def said(self) -> tuple[str, str]:
        """What stands below both fields."""
        return self._number.said, self._pin.said

    def begin(self, number: str = "") -> None:
        """Ask for a number and a PIN, or for the PIN of `number`."""
        self.number.setText(number)
        self.pin.clear()
        self._number.settle()
        self._settle()
        self._name()
        (self.pin if number else self.number).setFocus()

    def carry(self, digits: str) -> None:
        """Take over what was typed before it was known that a number is asked for."""
        self.begin(digits[:_WHOLE])
        self.pin.setText(digits[_WHOLE:])
        (self.pin if len(digits) >= _WHOLE else self.number).setFocus()

    def _numbered(self, text: str) -> None:
        self._name()
        if len(text) == _WHOLE:
            self.pin.setFocus()

    def _name(self) -> None:
        """Say below the number whose it is, and what its owner has still to do."""
        member = self._members.get(self.number.text())
        self._number.set_hint(member.name if member else "")
        if member is not None and not member.has_pin:
            self._number.warn(
                translate(
                    "People",
                    "{name} chưa có mã PIN: đăng nhập bằng mật khẩu, rồi đặt mã ở Quản trị.",
                ).format(name=member.name)
            )
        else:
            self._number.settle()

    def enter(self) -> None:
        """Sign in with what was typed."""
        number, pin = self.number.text(), self.pin.text()
        if self._busy or self.wait.left:
            return
        if len(number) < _WHOLE or not pin:
            (self.pin if len(number) == _WHOLE else self.number).setFocus()
            return
        self._busy = True
        self._kit.tasks.run(
            lambda: self._ports.by_pin(number, pin), self._done, self._failed, owner=self
        )

    def _done(self, user: Actor) -> None:
        self._busy = False
        self.pin.clear()
        self.seated.emit(user)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._kit.sound.bad()
        words = self._kit.words(error)
        self.pin.clear()
        field = self._number if _is_of_number(error) else self._pin
        field.complain(f"{words.title}. {words.next}")
        field.widget.setFocus()
        if isinstance(field.widget, Digits):
            field.widget.selectAll()
        if isinstance(error, DeskError):
            self.wait.begin(int(str(error.facts.get("seconds", 0))))

    def _settle(self) -> None:
        if not self.wait.left:
            self._pin.settle()

    def _tell_wait(self, words: str) -> None:
        if words:
            self._pin.complain(words)
        else:
            self._pin.settle()


def _is_of_number(error: Exception) -> bool:
    return isinstance(error, DeskError) and error.code in (
        "BadNumberError",
        "UnknownNumberError",
        "NoPinError",
    )
