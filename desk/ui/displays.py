"""What stands beside the clerk's window: the waiting room's, the citizen's, and the voice.

They outlive a sign-out and a change of looks, as people in the waiting room do.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from desk.domain import spoken
from desk.domain.records import Office
from desk.domain.waiting import Board, Ticket
from desk.ui import voice
from desk.ui.choices import Choices
from desk.ui.kit import Kit

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.ui.citizen.window import CitizenWindow
    from desk.ui.tickets.room import RoomWindow

#: Chosen instead of a screen's name: an ordinary window, for where there is but one screen.
AS_WINDOW: Final = "window"
_SIZES: Final = {"room": (1280, 720), "citizen": (1024, 640)}
_CITIZEN_HEIGHT: Final = 450  # px of a window whose words are those of 100 %
_SCALES: Final = (100, 260)


def screens() -> list[QScreen]:
    """Return the screens of this machine, the main one first."""
    first = QGuiApplication.primaryScreen()
    return sorted(QGuiApplication.screens(), key=lambda each: each is not first)


def name_of(screen: QScreen) -> str:
    """Return what a screen is remembered by; some platforms give the only one no name."""
    return screen.name() or str(QGuiApplication.screens().index(screen) + 1)


class Displays(QObject):
    """`chose` carries what was opened or closed (room | citizen) and where, to be remembered.

    `answered` carries a citizen's answer, `shifted` that the citizen's screen shows other things.
    """

    chose = Signal(str, str)
    answered = Signal(bool)
    shifted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.voice = voice.Voice(voice.engine(), self)
        self.room: RoomWindow | None = None
        self.citizen: CitizenWindow | None = None
        self._kit: Kit | None = None
        self._office = ""
        self._board = Board(day="")

    # -- looks and choices ----------------------------------------------------------------------

    def dress(self, kit: Kit) -> None:
        """Take other looks or another language."""
        self._kit = kit
        if self.room is not None:
            self.room.dress(kit)
        if self.citizen is not None:
            self.citizen.dress(self._large(kit, self.citizen))

    def settle(self, office: Office, choices: Choices) -> None:
        """Open what was open when the program was left, where its screen is still there."""
        self._office = f"{office.desk_name}\n{office.name}"
        self.voice.on = choices.voice == "on"
        for which, place in (("room", choices.room), ("citizen", choices.citizen)):
            if place == AS_WINDOW or place in {name_of(screen) for screen in screens()}:
                self.open(which, place)

    def _large(self, kit: Kit, window: QWidget) -> Kit:
        least, most = _SCALES
        scale = min(max(round(window.height() * 100 / _CITIZEN_HEIGHT), least), most)
        look = replace(kit.theme, scale=scale)
        return replace(kit, theme=look, icons=kit.icons.dressed(look))

    # -- windows --------------------------------------------------------------------------------

    def open(self, which: str, place: str) -> None:
        """Open a window on a screen, or as a window; "" closes it."""
        self._close(which)
        if self._kit is None or not place:
            return
        if which == "room":
            from desk.ui.tickets.room import RoomWindow  # noqa: PLC0415 - loaded when it is shown

            self.room = RoomWindow(self._kit, self._office)
            self.room.closed.connect(lambda: self._closed("room"))
            self._put(self.room, which, place)
            self.room.show_board(self._board)
        else:
            from desk.ui.citizen.window import CitizenWindow  # noqa: PLC0415 - as above

            self.citizen = CitizenWindow(self._kit, self._office)
            self.citizen.closed.connect(lambda: self._closed("citizen"))
            self.citizen.answered.connect(self.answered)
            self.citizen.changed.connect(self.shifted)
            self._put(self.citizen, which, place)
            self.citizen.dress(self._large(self._kit, self.citizen))
            self.shifted.emit()

    def _put(self, window: QWidget, which: str, place: str) -> None:
        screen = next((each for each in screens() if name_of(each) == place), None)
        window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        clerk = self.parent()
        on_it = isinstance(clerk, QWidget) and screen is clerk.screen()
        if screen is None or on_it:  # full screen it would hide the clerk's own window
            window.resize(*_SIZES[which])
            window.show()
        else:
            window.setScreen(screen)
            window.setGeometry(screen.geometry())
            # Not `showFullScreen`: that would also ask for the keyboard.
            window.setWindowState(Qt.WindowState.WindowFullScreen)
            window.show()
        if isinstance(clerk, QWidget) and clerk.isVisible():
            clerk.activateWindow()  # where a system gives every new window the keyboard

    def _closed(self, which: str) -> None:
        self._close(which)
        self.chose.emit(which, "")

    def _close(self, which: str) -> None:
        window: QWidget | None = self.room if which == "room" else self.citizen
        if window is None:
            return
        if which == "room":
            self.room = None
        else:
            self.citizen = None
        window.blockSignals(True)
        window.close()
        window.deleteLater()
        self.shifted.emit()

    def shut(self) -> None:
        """Close everything because the program ends; it is open again next time."""
        for which in ("room", "citizen"):
            self._close(which)
        self.voice.stop()

    # -- what they tell ---------------------------------------------------------------------------

    def show_board(self, board: Board) -> None:
        """Show the waiting room as it stands."""
        self._board = board
        if self.room is not None:
            self.room.show_board(board)

    def announce(self, ticket: Ticket) -> None:
        """Show a call and speak it, in this order and at once."""
        if self.room is not None:
            self.room.announce(ticket)
        self.voice.say(spoken.call(ticket.code, ticket.counter))

    def blank(self) -> None:
        """Take whatever data of a citizen are shown off the screen."""
        if self.citizen is not None:
            self.citizen.blank()

    def ask_no_more(self) -> None:
        """Take the question away: it was answered elsewhere, or the next citizen stands here."""
        if self.citizen is not None and self.citizen.asking:
            self.citizen.blank()

    def ask_rating(self, done: Callable[[int], None]) -> bool:
        """Ask the citizen how satisfied one was; tell whether there is a screen to ask on."""
        if self.citizen is None:
            return False
        self.citizen.ask_rating(done)
        return True
