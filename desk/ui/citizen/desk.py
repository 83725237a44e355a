"""Between the clerk's form and the citizen's window: what is shown, what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from desk.ui.citizen.shown import Shown, of
from desk.ui.displays import Displays
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.chip import Chip
from desk.ui.receive.page import ReceivePage

if TYPE_CHECKING:
    from desk.ui.citizen.window import CitizenWindow


class CitizenDesk(QObject):
    """Follows one receive page; another user's page begins with a screen that shows nobody."""

    def __init__(self, kit: Kit, page: ReceivePage, displays: Displays, chip: Chip) -> None:
        super().__init__(page)
        self._kit, self._page, self._displays, self.chip = kit, page, displays, chip
        self._uid = ""
        self._answer: bool | None = None
        self._known = Shown()
        page.edited.connect(self._follow)
        page.previewed.connect(self._follow)
        page.cleared.connect(self.blank)
        page.received.connect(lambda _: self.blank())
        page.form.changed.connect(self._guard)
        displays.answered.connect(self._take)
        displays.shifted.connect(self._say)
        chip.clicked.connect(self._show_menu)
        self.blank()
        self._say()

    @property
    def _window(self) -> CitizenWindow | None:
        return self._displays.citizen

    def blank(self) -> None:
        """Show nobody's data from now on."""
        self._answer, self._known, self._uid = None, Shown(), ""
        if self._window is not None and not self._window.asking:
            self._window.blank()
        self._say()

    def _guard(self) -> None:
        # Another citizen's form: the one before must be gone at once, not when typing rests.
        if self._uid and self._page.form.visit.uid != self._uid:
            self.blank()

    def _follow(self, *, again: bool = False) -> None:
        window = self._window
        if window is None or not self._page.isVisible() or window.asking:
            return  # or the citizen before is still being asked how it was
        new = self._page.new()
        shown = of(new, self._page.form.preview)
        if shown.is_empty:
            self.blank()
            return
        if shown == self._known and not again:
            return  # what has stood there long enough does not come back by itself
        if shown != self._known:
            self._answer = None
        self._uid, self._known = new.uid, shown
        window.show_data(shown)
        self._say()

    # -- answers --------------------------------------------------------------------------------

    def _take(self, right: bool) -> None:
        self._answer = right
        self._say()

    def confirm(self) -> bool:
        """Do what Ctrl+K does: answer for the citizen, or show the data anew once they are gone.

        Tell whether there is a screen at all.
        """
        window = self._window
        if window is None:
            return False
        if window.shown.is_empty:
            self._follow(again=True)
        else:
            self._take(right=True)
        return True

    # -- the chip -------------------------------------------------------------------------------

    def _say(self) -> None:
        window = self._window
        self.chip.setVisible(window is not None)
        if self._answer is True:
            self.chip.say(translate("Citizen", "Người dân: Đúng"), icon="circle-check")
        elif self._answer is False:
            self.chip.say(translate("Citizen", "Người dân: Cần sửa"), tone="warn", icon="pencil")
        elif window is not None and not window.shown.is_empty:
            self.chip.say(translate("Citizen", "Người dân đang xem"), icon="monitor")
        else:
            self.chip.say(translate("Citizen", "Màn hình người dân"), icon="monitor")

    def menu(self) -> QMenu:
        """Return what can be done with the citizen's screen."""
        menu = QMenu(self.chip)
        right = menu.addAction(translate("Citizen", "Trả lời hộ: Đúng") + "\tCtrl+K")
        right.triggered.connect(lambda: self._take(right=True))
        wrong = menu.addAction(translate("Citizen", "Trả lời hộ: Cần sửa"))
        wrong.triggered.connect(lambda: self._take(right=False))
        again = menu.addAction(translate("Citizen", "Cho xem lại"))
        again.triggered.connect(lambda: self._follow(again=True))
        menu.addSeparator()
        gone = menu.addAction(translate("Citizen", "Xóa màn hình người dân ngay"))
        gone.triggered.connect(self.blank)
        return menu

    def _show_menu(self) -> None:
        self.menu().popup(self.chip.mapToGlobal(QPoint(0, -self.menu().sizeHint().height())))
