"""The citizen's window: what to confirm, a question after the hand-over, else the office's name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QStackedWidget, QWidget
from typing_extensions import override

from desk.ui.citizen.faces import RatingPanel
from desk.ui.citizen.shown import Shown
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.layout import Scroll, clear, column, frame, label, row

#: Nobody's data stays on the screen longer than this without anything changing.
BLANK_MS: Final = 20_000
THANKS_MS: Final = 4_000
_LEAST_TARGET: Final = 56  # pixels at 100 %; the window's own scale only makes it larger


class CitizenWindow(QWidget):
    """`answered` carries whether the data are right, `changed` that other things are shown.

    It never takes the keyboard: whoever touches it must not take the clerk's cursor away.
    """

    answered = Signal(bool)
    changed = Signal()
    closed = Signal()

    def __init__(self, kit: Kit, office: str) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setObjectName("window")
        self._kit, self._office = kit, office
        self._shown = Shown()
        self._rated: Callable[[int], None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(BLANK_MS)
        self._timer.timeout.connect(self.blank)
        self.stack = QStackedWidget()
        whole = column(kit, gap=0)
        whole.addWidget(self.stack, 1)
        self.setLayout(whole)
        self._build()

    # -- looks ----------------------------------------------------------------------------------

    def dress(self, kit: Kit) -> None:
        """Take other looks or another language; what was shown goes."""
        self._kit = kit
        self._drop()
        self._build()
        self.changed.emit()

    def _build(self) -> None:
        while self.stack.count():
            old = self.stack.widget(0)
            self.stack.removeWidget(old)
            old.deleteLater()
        kit = self._kit
        self.setStyleSheet(kit.theme.sheet)
        self.setWindowTitle(translate("Citizen", "Màn hình người dân"))
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._grid.setHorizontalSpacing(kit.theme.px(20))
        self._grid.setVerticalSpacing(kit.theme.px(8))
        self.right = self._button(translate("Citizen", "Đúng"), "circle-check", "main")
        self.wrong = self._button(translate("Citizen", "Cần sửa"), "pencil", "")
        self.right.clicked.connect(lambda: self._answer(right=True))
        self.wrong.clicked.connect(lambda: self._answer(right=False))
        self.rating = RatingPanel(kit)
        self.rating.rated.connect(self._rate)
        self._said = label("", "display", wrap=True)
        self._idle, self._confirm = self._idle_page(), self._confirm_page()
        self._thanks = self._middle(self._said)
        for page in (self._idle, self._confirm, self.rating, self._thanks):
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(self._idle)

    def _button(self, text: str, icon: str, role: str) -> KeyButton:
        button = KeyButton(self._kit, text, icon=icon, role=role)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setMinimumHeight(self._kit.theme.px(_LEAST_TARGET))
        button.setMinimumWidth(self._kit.theme.px(180))
        return button

    def _middle(self, *words: QLabel) -> QFrame:
        for each in words:
            each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        return frame(column(self._kit, None, *words, None, gap=12, margin=32))

    def _idle_page(self) -> QFrame:
        name = label(self._office, "display", wrap=True)
        return self._middle(name)

    def _confirm_page(self) -> QFrame:
        kit = self._kit
        ask = translate("Citizen", "Xin ông/bà xem lại. Thông tin này có đúng không?")
        lines = Scroll(frame(column(kit, self._grid, None, margin=20)))
        body = column(kit, label(ask, "title", wrap=True), gap=12, margin=20)
        body.addWidget(frame(column(kit, lines), "card"), 1)
        body.addLayout(row(kit, None, self.wrong, self.right, gap=16))
        return frame(body)

    # -- showing --------------------------------------------------------------------------------

    @property
    def shown(self) -> Shown:
        """Whose data stand on the screen; empty when nobody's do."""
        return self._shown

    @property
    def asking(self) -> bool:
        """Whether somebody is asked how satisfied one was."""
        return self.stack.currentWidget() is self.rating

    def show_data(self, shown: Shown) -> None:
        """Ask whether these data are right; the same data again change nothing."""
        if shown.is_empty:
            self.blank()
            return
        if shown == self._shown and self.stack.currentWidget() is self._confirm:
            return
        self._drop()
        self._shown = shown
        facts = (
            (translate("Citizen", "Họ và tên"), shown.name, "display"),
            (translate("Citizen", "Ngày sinh"), shown.birth, "heading"),
            (translate("Citizen", "Địa chỉ"), shown.address, "heading"),
            (translate("Citizen", "Thủ tục"), shown.procedure, "heading"),
            (translate("Citizen", "Giấy tờ đã nộp"), "\n".join(shown.papers), ""),
            (translate("Citizen", "Phí, lệ phí"), shown.fee, "heading"),
            (translate("Citizen", "Hẹn trả kết quả"), shown.due, "heading"),
        )
        for at, (name, value, role) in enumerate(fact for fact in facts if fact[1]):
            told = label(value, role, wrap=True)
            told.setAccessibleName(f"{name}: {value}")
            self._grid.addWidget(label(name, "quiet"), at, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(told, at, 1)
        self.stack.setCurrentWidget(self._confirm)
        self._timer.start()
        self.changed.emit()

    def blank(self) -> None:
        """Show nothing but the office's name, now."""
        was = self._shown, self.stack.currentWidget()
        self._drop()
        self.stack.setCurrentWidget(self._idle)
        if was != (self._shown, self._idle):
            self.changed.emit()

    def _drop(self) -> None:
        """Forget whose data were shown: their letters too, not only the page."""
        self._timer.stop()
        self._timer.setInterval(BLANK_MS)
        self._rated = None
        self._shown = Shown()
        clear(self._grid)

    def thank(self, text: str) -> None:
        """Say a word that is nobody's data, for a moment."""
        self._drop()
        self._said.setText(text)
        self.stack.setCurrentWidget(self._thanks)
        self._timer.setInterval(THANKS_MS)
        self._timer.start()
        self.changed.emit()

    # -- answers --------------------------------------------------------------------------------

    def _answer(self, *, right: bool) -> None:
        self._timer.start()  # somebody is reading
        self.answered.emit(right)

    def ask_rating(self, done: Callable[[int], None]) -> None:
        """Ask how satisfied the citizen was; `done` hears 1–5, or nothing if nobody answers."""
        self._drop()
        self._rated = done
        self.rating.arrange(self.width())
        self.stack.setCurrentWidget(self.rating)
        self._timer.start()
        self.changed.emit()

    def _rate(self, value: int) -> None:
        done = self._rated
        self.thank(translate("Citizen", "Cảm ơn ông/bà."))
        if done is not None:
            done(value)

    # -- the window -----------------------------------------------------------------------------

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rating.arrange(self.width())

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.blank()
        super().closeEvent(event)
        self.closed.emit()
