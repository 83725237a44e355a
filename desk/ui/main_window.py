"""The window: first start, signing in, the counter; everything it needs is handed in.

Nothing here opens a database: `Surroundings.enter` does that off the GUI thread while the first
picture is already on the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from typing_extensions import override

from desk import messages
from desk.ui import language, theme
from desk.ui.choices import Choices
from desk.ui.displays import Displays
from desk.ui.drafts.keeping import Waiting
from desk.ui.icons import Icons
from desk.ui.keys import SECOND, Shortcuts, WindowKeys
from desk.ui.kit import Kit, ScanHold
from desk.ui.language import translate
from desk.ui.parts.crash import CrashDialog
from desk.ui.parts.scan import ScanListener
from desk.ui.people.idle import IdleLock
from desk.ui.people.looks import chosen_by, keep_looks, same_looks
from desk.ui.people.place import WindowPlace
from desk.ui.preferences import Preferences
from desk.ui.shell.seats import advise_pin, go_on
from desk.ui.sound import Play, Sound, silence
from desk.ui.stage import Stage
from desk.ui.start.opening import OpeningPage
from desk.ui.tasks import Lane, Tasks

if TYPE_CHECKING:
    from desk.domain.records import Actor
    from desk.domain.warning import Warning_
    from desk.ui.people.switch import SwitchPanel
    from desk.ui.ports import Explain, Place, StartPorts, WindowPorts
    from desk.ui.shell.desk import Shell
    from desk.ui.shell.tidings import Tidings


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A counter that is open; `user` is set where nobody needs to sign in."""

    place: Place
    ports: WindowPorts
    user: Actor | None = None
    told: tuple[Warning_, ...] = ()  # what opening it has found out


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Everything that the window is handed.

    `enter` opens the counter (None: there is none yet) and runs off the GUI thread, as do the
    callables of `start`; `keep` writes the person's choices down and must be quick.
    """

    resources: Path
    tasks: Tasks
    now: Callable[[], datetime]
    enter: Callable[[], Opened | None]
    start: StartPorts
    choices: Choices
    keep: Callable[[Choices], None]
    play: Play = silence  # of a sound's file; must not wait
    ahead: bool = False  # whether pages are made in the pauses of the hands


def explain_in(tongue: str) -> Explain:
    """Return the words of errors and warnings in one language."""
    return lambda code, facts: messages.words(code, tongue, facts)


def _warm(language: str) -> None:
    """Load, while somebody types a PIN, what the desk and its first error would wait for."""
    messages.table(language)
    for name in _WARM:
        import_module(name)


#: The desk itself, and the pages that nearly everybody opens.
_WARM: Final = (
    "desk.ui.shell.desk",
    "desk.ui.queue.page",
    "desk.ui.dossier.page",
    "desk.ui.handover.page",
)
#: More pop-ups and dialogs than can be open at once.
_DIALOGS: Final = 8
_LEAST: Final = (800, 560)


class MainWindow(QWidget):
    """`shown` tells each time another stage stands: start, sign-in or desk."""

    shown = Signal(str)
    covered = Signal()  # another person may look on: what shows a citizen's facts goes blank

    def __init__(self, app: QApplication, around: Surroundings) -> None:
        super().__init__()
        self.setObjectName("window")
        self._app, self._around = app, around
        self._choices = around.choices
        self._hold = ScanHold(self)
        self.own = Preferences(self)
        self._opened: Opened | None = None
        self._user: Actor | None = None
        self._waiting = Waiting()
        self._stage = ""
        self._page: Stage | None = None
        self._desk: Shell | None = None  # lives on while the window is locked
        self._behind: Actor | None = None  # who has locked it
        self._panel: SwitchPanel | None = None
        self.tidings: Tidings | None = None
        self._layout = QVBoxLayout(self)
        # A window that grew with what it shows would have its main button below the screen.
        self._layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        self.setMinimumSize(*_LEAST)
        self._layout.setContentsMargins(0, 0, 0, 0)
        theme.load_fonts(around.resources / "fonts")
        self.displays = Displays(self)
        self.kit = self._dress()
        self.keys = WindowKeys(app, self, self)  # the listener is to see keys before it does
        self.idle = IdleLock(self.keys, around.tasks, self)
        self.idle.due.connect(self.lock)
        self.listener = ScanListener(app, self._hold)
        self.listener.scanned.connect(self._scanned)
        around.tasks.unexpected.connect(self.report)
        self.displays.chose.connect(self._keep_display)
        self.covered.connect(self.displays.blank)
        self._show_stage("opening")
        self.resize(1366, 768)
        self._place = WindowPlace(self, self.own)

    def _dress(self) -> Kit:
        resources, chosen = self._around.resources, self._choices
        language.use(chosen.language, resources / "translations")
        look = theme.load(resources, chosen.theme, chosen.scale)
        theme.dress(self._app, look)
        self.setWindowTitle(translate("Shell", "Quầy một cửa"))
        kit = Kit(
            theme=look,
            icons=Icons(resources / "icons", look),
            tasks=self._around.tasks,
            explain=explain_in(chosen.language),
            now=self._around.now,
            hold=self._hold,
            own=self.own,
            resources=resources,
            sound=Sound(resources / "sounds", self.own, self._around.play),
        )
        self.displays.dress(kit)
        return kit

    # -- stages ---------------------------------------------------------------------------------

    @property
    def stage(self) -> str:
        """Which stage stands: opening, start, sign-in or desk."""
        return self._stage

    @property
    def page(self) -> Stage | None:
        """The stage's page."""
        return self._page

    def begin(self) -> None:
        """Open the counter; call once the window is on the screen."""
        self._around.tasks.run(self._around.enter, self._entered, self._not_entered, owner=self)

    def _entered(self, opened: Opened | None) -> None:
        self._opened = opened
        if opened is not None:
            self.own.bind(self._around.tasks, opened.ports.preferences)
            self._tell(opened.told)
            self.displays.settle(opened.place.office, self._choices)
        if opened is None:
            self._show_stage("start")
        elif opened.user is not None:
            self._sign_in(opened.user)
        else:
            self._show_stage("sign-in")
        language = self._choices.language
        self._around.tasks.run(lambda: _warm(language), lambda _: None, lane=Lane.VIEW, owner=self)

    def _tell(self, told: Sequence[Warning_]) -> None:
        from desk.ui.shell.tidings import Tidings  # noqa: PLC0415 - see `_make`

        if self.tidings is not None:
            self.tidings.deleteLater()
        self.tidings = Tidings(self.kit, told)
        self._layout.insertWidget(0, self.tidings)
        self.tidings.tell()

    def _not_entered(self, error: Exception) -> None:
        self._show_stage("opening")
        if isinstance(self._page, OpeningPage):
            self._page.show_error(error)

    def _sign_in(self, user: Actor) -> None:
        assert self._opened is not None  # noqa: S101 - somebody signs in at a counter that is open
        load = self._opened.ports.preferences.load
        self._around.tasks.run(
            lambda: load(user.uid),
            lambda values: self._seat(user, values),
            lambda _: self._seat(user, {}),  # in the usual looks one can work all the same
            owner=self,
        )

    def _seat(self, user: Actor, values: Mapping[str, object]) -> None:
        former, self._user, shell = self._user, user, self._desk
        other = former is None or former.uid != user.uid
        pinless = self._page is not None and self._page.pinless
        if shell is not None and other:
            # Half a form is parked, so that whoever comes next finds an empty page.
            shell.park()
        self.own.take(user.uid, values)
        before, self._choices = self._choices, chosen_by(self.own, self._choices)
        if not same_looks(before, self._choices):
            self._drop_desk()
            self._stage = "desk"
            self._rebuild(remember=False)
        elif shell is None:
            self._show_stage("desk")
        else:
            self._bring_back(shell)
            if other:
                shell.seat(user)
        if pinless and self._desk is not None:
            advise_pin(self._desk)
        self._watch_idleness()

    def _bring_back(self, shell: Shell) -> None:
        if self._panel is not None:
            self._panel.leave()
        if self._page is not shell:
            old, self._page, self._stage = self._page, shell, "desk"
            if old is not None:
                self._layout.removeWidget(old)
                old.hide()
                old.deleteLater()
            self._layout.addWidget(shell)
            shell.show()
            go_on(shell)
            self.shown.emit("desk")

    def _watch_idleness(self) -> None:
        # Where nobody needs to sign in, as in practice, there is nothing to lock.
        opened = self._opened
        free = opened is None or opened.user is not None
        self.idle.watch(None if free or opened is None else opened.ports.sign_in.lock_minutes)

    def switch(self) -> None:
        """Ask who sits down here; the desk stays as it is until somebody does."""
        if self._opened is None or self._stage != "desk":
            return
        if self._panel is None:
            from desk.ui.people.switch import SwitchPanel  # noqa: PLC0415 - see `_make`

            self._panel = SwitchPanel(self.kit, self, self._opened.ports.sign_in)
            self._panel.seated.connect(self._sign_in)
            self._panel.by_password.connect(self._leave_for_password)
            self._panel.form.known.connect(self._pins_known)
        self.covered.emit()
        self._panel.ask(self._user)

    def _pins_known(self) -> None:
        panel = self._panel
        if panel is not None and panel.isVisible() and not panel.form.anybody:
            self.leave()

    def leave(self) -> None:
        """Show the sign-in page; half a form is parked."""
        if self._page is not None:
            self._page.park()
        self._cover_desk(behind=None)

    def _leave_for_password(self) -> None:
        self.leave()
        if self._page is not None:
            self._page.ask_password()

    def lock(self) -> None:
        """Show the sign-in page; for whoever sat here everything stays as it is behind it."""
        if self._stage == "desk" and self._opened is not None and self._opened.user is None:
            self._cover_desk(behind=self._user)

    def _cover_desk(self, behind: Actor | None) -> None:
        self._behind = behind
        for _ in range(_DIALOGS):
            open_now = QApplication.activePopupWidget() or QApplication.activeModalWidget()
            if open_now is None:
                break
            open_now.close()
        if self._panel is not None:
            self._panel.hide()
        self.idle.watch(None)
        shell, self._page = self._page, None
        if shell is not None:
            self._layout.removeWidget(shell)
            shell.hide()
        self.covered.emit()
        self._show_stage("sign-in")

    def _drop_desk(self) -> None:
        shell, self._desk = self._desk, None
        if shell is not None and shell is not self._page:
            shell.deleteLater()
            QApplication.sendPostedEvents(shell, QEvent.Type.DeferredDelete.value)

    def _show_stage(self, stage: str, memory: object = None) -> None:
        page = self._make(stage)
        old, self._page, self._stage = self._page, page, stage
        if old is not None:
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._layout.addWidget(page)
        page.show()
        page.start()
        if memory is not None:
            page.recall(memory)
        self.shown.emit(stage)

    def _make(self, stage: str) -> Stage:
        # The pages are loaded when they are shown: the first picture must not wait for them.
        kit, around, opened = self.kit, self._around, self._opened
        if stage == "start":
            from desk.ui.start.assistant import AssistantPage  # noqa: PLC0415 - see above

            assistant = AssistantPage(kit, around.start)
            assistant.ready.connect(self.begin)
            return assistant
        if stage == "sign-in" and opened is not None:
            from desk.ui.start.sign_in import SignInPage  # noqa: PLC0415 - see above

            sign_in = SignInPage(kit, opened.ports.sign_in, opened.place, self._behind)
            sign_in.signed_in.connect(self._sign_in)
            return sign_in
        if stage == "desk" and opened is not None:
            from desk.ui.shell.ahead import Ahead  # noqa: PLC0415 - see above
            from desk.ui.shell.desk import Shell  # noqa: PLC0415 - see above

            shell = Shell(
                kit,
                opened.ports,
                opened.place,
                self._user,
                choices=self._choices,
                waiting=self._waiting,
                displays=self.displays,
            )
            # Not from within the menu that asked: it belongs to what is about to go.
            shell.chose.connect(lambda choices: QTimer.singleShot(0, lambda: self.choose(choices)))
            shell.left.connect(self.switch)
            shell.renumbered.connect(self._renumber)
            shell.locked.connect(lambda: QTimer.singleShot(0, self.lock))
            if self._around.ahead:
                Ahead(shell, lambda: self.keys.last)
            self._desk = shell
            return shell
        opening = OpeningPage(kit)
        opening.again.connect(self.begin)
        return opening

    def _renumber(self, slot: int) -> None:
        if self._opened is not None:  # for whoever signs in next
            place = replace(self._opened.place, slot=slot)
            self._opened = replace(self._opened, place=place)

    # -- choices --------------------------------------------------------------------------------

    def choose(self, choices: Choices) -> None:
        """Take other looks, another language or printer; what is half done stays."""
        before, self._choices = self._choices, choices
        self._around.keep(choices)
        if not same_looks(before, choices):
            keep_looks(self.own, choices)
            self._rebuild()

    def _keep_display(self, which: str, place: str) -> None:
        # A window that was closed by hand; the desk, if it stands, chooses by itself.
        self._choices = (
            replace(self._choices, room=place)
            if which == "room"
            else replace(self._choices, citizen=place)
        )
        self._around.keep(self._choices)

    def _rebuild(self, *, remember: bool = True) -> None:
        memory = self._page.memory() if self._page is not None and remember else None
        self._hold.forget()
        if self._panel is not None:
            self._panel.deleteLater()
            self._panel = None
        # To dress a thousand widgets that are about to go would take seconds.
        self._take_away()
        self.kit = self._dress()
        if self._opened is not None:
            read = self.tidings is None or self.tidings.isHidden()
            self._tell(() if read else self._opened.told)
        self._show_stage(self._stage, memory)

    def _take_away(self) -> None:
        old, self._page = self._page, None
        if old is not None:
            if (focused := self.focusWidget()) is not None:
                focused.clearFocus()  # a field that is left while it dies looks for its neighbours
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
            QApplication.sendPostedEvents(old, QEvent.Type.DeferredDelete.value)

    # -- keys, scans, faults ----------------------------------------------------------------------

    def shortcuts(self) -> Shortcuts:
        """Return the keys that count now, wherever the cursor is."""
        if self._panel is not None and self._panel.isVisible():
            return {"F9": self._panel.form.enter, "F12": self._panel.leave}
        if self._page is None:
            return {}
        main = dict.fromkeys(("F9", SECOND["F9"]), self._page.main_action)
        return {**main, **self._page.shortcuts()}

    def _scanned(self, text: str) -> None:
        if self._panel is not None and self._panel.isVisible():
            self.kit.sound.bad()  # nobody sits here to whom it could be shown
        elif self._page is not None:
            self._page.scan(text)

    def report(self, error: Exception) -> None:
        """Show a fault of ours; the log has it already."""
        CrashDialog(self.kit, error, self).open()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = event.key() == Qt.Key.Key_Escape
        if self._page is None or not back or not self._page.escape():
            super().keyPressEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.keys.stop()
        self.listener.stop()
        if self._page is not None:
            self._page.close_down()
        self.displays.shut()
        stage = self._desk or self._page  # behind a lock there may be half a form
        if stage is not None:
            stage.close_down()
        super().closeEvent(event)
