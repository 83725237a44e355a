"""The bottom strip: what was done last, who is parked, and where the keys are told."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy

from desk.domain.records import Actor
from desk.ui.drafts.chips import DraftChips
from desk.ui.drafts.keeping import Standing, Waiting
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.page import Page, Undo
from desk.ui.parts.action_bar import ActionBar
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.layout import Elided, label, picture, restyle, row
from desk.ui.parts.notices import NO_LIMIT, Toast


class BottomStrip(QFrame):
    """`resumed` and `thrown` carry a parked draft, `helped` asks for the keys."""

    resumed = Signal(object)
    needed = Signal()  # it may have something to say now that it had not before, or no longer
    thrown = Signal(object)
    helped = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "bar")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.last = Elided("", "small")
        self.last.setAccessibleName(translate("Shell", "Việc vừa làm"))
        self._undo: Undo | None = None
        self._newer = ""  # what was done since; told once nothing is offered any more
        self._behind = False  # the page itself offers something back: its key comes first
        self.back = KeyButton(
            kit, translate("Shell", "Lấy lại"), key="Ctrl+Z", icon="undo-2", role="link"
        )
        self.back.clicked.connect(self.take_back)
        self.back.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._let_go)
        self.toast = Toast(kit)
        self.toast.moved.connect(self._make_room)
        self._alarm = picture(kit, "triangle-alert", "bad", 16)
        self.standing = label("", "small")
        self.drafts = DraftChips(kit)
        self.drafts.resumed.connect(self.resumed)
        self.drafts.thrown.connect(self.thrown)
        self.show_standing(Standing())
        self.drafts.hide()
        self.keys = KeyButton(kit, translate("Shell", "Phím tắt"), key="F1", role="link")
        self.keys.clicked.connect(self.helped)
        self._history = picture(kit, "history", "quiet", 16)
        layout = row(kit, self._history, gap=8)
        layout.setContentsMargins(*(kit.theme.px(n) for n in (16, 3, 16, 3)))
        layout.addWidget(self.last, 1)
        layout.addWidget(self.toast, 1)
        layout.addWidget(self.back)
        layout.addWidget(self._alarm)
        layout.addWidget(self.standing)
        layout.addWidget(self.drafts)
        layout.addWidget(self.keys)
        self.setLayout(layout)
        self._fit_height()

    def _make_room(self) -> None:
        """While words pass, what is merely told steps aside; what can be pressed for stays."""
        passing = not self.toast.isHidden()
        for each in (self._history, self.last, self.keys):
            each.setHidden(passing)
        self._show_words()
        self._fit_height()
        self.needed.emit()

    def _fit_height(self) -> None:
        """Be one line high, and higher only where the passing words need more of them."""
        line = self._kit.theme.px(34)
        self.setMinimumHeight(line)
        self.setMaximumHeight(line if self.toast.isHidden() else NO_LIMIT)

    @property
    def is_needed(self) -> bool:
        """Whether something is offered here, or must be known, that has no other place."""
        offers = not self.back.isHidden() or bool(self.drafts.chips)
        return offers or not self._alarm.isHidden() or not self.toast.isHidden()

    def _show_words(self) -> None:
        """Show how the draft stands: beside passing words only where it must be known."""
        alarm = bool(self.standing.property("tone"))
        passing = not self.toast.isHidden()
        self.standing.setVisible(bool(self.standing.text()) and (alarm or not passing))

    def say(self, text: str) -> None:
        """Tell what was just done, with its time.

        While something can be taken back its own words stand beside the key: whoever presses it
        must know what goes. The newer words come after.
        """
        told = f"{self._kit.now():%H:%M}  {text}"
        if self._undo is None:
            self.last.set_whole(told)
        elif text != self._undo.said:
            self._newer = told

    def offer(self, undo: Undo) -> None:
        """Tell what was just done and offer for a while to take it back."""
        self._undo, self._newer = None, ""
        self.say(undo.said)
        self._undo = undo
        self.back.setAccessibleName(f"{self.back.text()}: {undo.said}")
        self._show_back()

    def stand_behind(self, *, behind: bool) -> None:
        """Offer nothing while the page does: one key, one thing to take back, the rest after it."""
        if behind != self._behind:
            self._behind = behind
            self._show_back()

    def _show_back(self) -> None:
        undo = None if self._behind else self._undo
        self.back.setVisible(undo is not None)
        if undo is not None:
            self._timer.start(undo.seconds * 1000)
        else:
            self._timer.stop()
        self.needed.emit()

    def fit(self, page: Page, *, roomy: bool) -> None:
        """Be there if there is room or need; a draft's state is told by the page's bar if not."""
        shown = roomy or self.is_needed
        self.setVisible(shown)
        for bar in page.findChildren(ActionBar):
            bar.tell("" if shown else self.standing.text())

    def take_back(self) -> bool:
        """Take back what is still offered; tell whether there was anything."""
        undo = self._undo
        self._let_go()
        if undo is not None:
            undo.back()
        return undo is not None

    def forget(self) -> None:
        """Forget what the former person did: nobody takes back another's act."""
        self._let_go()
        self.last.set_whole("")

    def _let_go(self) -> None:
        self._timer.stop()
        if self._newer:
            self.last.set_whole(self._newer)
        self._undo, self._newer = None, ""
        self.back.hide()
        self.needed.emit()

    def show_drafts(self, waiting: Waiting, user: Actor | None) -> None:
        """Offer the parked citizens, each with its key."""
        self.drafts.show_drafts(waiting, user)
        self.needed.emit()

    def show_standing(self, standing: Standing) -> None:
        """Tell whether what is typed is on disk."""
        text, tone = "", ""
        if standing.kind == "saving":
            text = translate("Shell", "Đang lưu nháp")
        elif standing.kind == "saved" and standing.at is not None:
            text = translate("Shell", "Đã lưu nháp {time}").format(time=f"{standing.at:%H:%M:%S}")
        elif standing.error is not None:
            why = self._kit.words(standing.error).title
            text, tone = translate("Shell", "Chưa lưu nháp được: {why}").format(why=why), "bad"
            self.standing.setToolTip(
                translate("Shell", "Phiếu vẫn còn trên màn hình; máy thử lại.")
            )
        self.standing.setText(text)
        self.standing.setAccessibleName(text)
        self._alarm.setVisible(tone == "bad")
        restyle(self.standing, tone=tone)
        self._show_words()
        self.needed.emit()
