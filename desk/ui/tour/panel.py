"""The first day at the window's right: ten tasks, ticked by what was really done."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.layout import Scroll, clear, column, frame, label, line, picture, row
from desk.ui.parts.notices import announce
from desk.ui.tour.tasks import TASKS, Task, sample_card

DONE: Final = "tour.done"
SHOWN: Final = "tour.shown"
WIDE: Final = 270
#: From this scale on the page needs the room: whoever wants the tasks brings them.
LARGE: Final = 150


class TourPanel(QFrame):
    """Each person's own; `note` ticks what was done, `moved` tells that it came or went."""

    moved = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "tour")
        self.setAccessibleName(translate("Tour", "Ngày đầu tiên"))
        self.setFixedWidth(kit.theme.px(WIDE))
        self._progress = label("", "quiet", wrap=True)
        self._rows = column(kit, gap=8)
        self.card = KeyButton(kit, translate("Tour", "Chép thẻ mẫu"), icon="copy")
        self.card.clicked.connect(self._copy)
        later = KeyButton(kit, translate("Tour", "Để sau"), role="link")
        later.clicked.connect(self.put_away)
        title = row(kit, picture(kit, "graduation-cap", "brand_text", 24), gap=8)
        title.addWidget(label(translate("Tour", "Ngày đầu tiên"), "heading"), 1)
        title.addWidget(later)
        told = translate("Tour", "Làm thật thì tự đánh dấu. Dữ liệu bịa, không hỏng gì.")
        inner = column(
            kit,
            title,
            label(told, "small", wrap=True),
            self._progress,
            line(),
            self._rows,
            row(kit, self.card, None),
            None,
            gap=10,
            margin=16,
        )
        self.setLayout(column(kit, Scroll(frame(inner)), gap=0))
        kit.own.switched.connect(self.look)
        self._show()
        if not self._wanted:  # shown it would stand as a window of its own: it has no parent yet
            self.hide()

    @property
    def done(self) -> tuple[str, ...]:
        """The keys of the tasks that are done."""
        kept = self._kit.own.get(DONE, [""])
        return tuple(task.key for task in TASKS if task.key in kept)

    @property
    def _wanted(self) -> bool:
        usual = self._kit.theme.scale < LARGE
        return self._kit.own.get(SHOWN, default=usual) and len(self.done) < len(TASKS)

    def look(self) -> None:
        """Show how far the person who sits here has come."""
        self.setVisible(self._wanted)
        self._show()
        self.moved.emit()

    def bring(self) -> None:
        """Show the tasks again; from the first on, if all were done."""
        if len(self.done) == len(TASKS):
            self._kit.own.set(DONE, None)
        self._kit.own.set(SHOWN, True)
        self.look()

    def put_away(self) -> None:
        """Put the tasks away; they are kept as they stand."""
        self._kit.own.set(SHOWN, False)
        self.hide()
        self.moved.emit()

    def note(self, key: str) -> None:
        """Tick a task that was done now."""
        if self.isHidden() or key in self.done or key not in {task.key for task in TASKS}:
            return
        self._kit.own.set(DONE, [*self.done, key])
        self._kit.sound.good()
        self._show()
        announce(self)

    def _show(self) -> None:
        done = self.done
        clear(self._rows)
        next_one = next((task for task in TASKS if task.key not in done), None)
        for task in TASKS:
            self._rows.addWidget(self._row(task, done=task.key in done, next_=task is next_one))
        if next_one is None:
            said = translate("Tour", "Xong cả mười việc. Bạn đã sẵn sàng.")
        else:
            said = translate("Tour", "Đã làm {n} trên {all} việc.")
        said = said.format(n=len(done), all=len(TASKS))
        self._progress.setText(said)
        self.setAccessibleDescription(said)
        self.card.setVisible("scanned" not in done)

    def _row(self, task: Task, *, done: bool, next_: bool) -> QWidget:
        kit = self._kit
        title = translate("Tour", task.title)
        icon = picture(kit, "circle-check" if done else "circle", "good" if done else "quiet", 18)
        words = column(
            kit, label(title, "strong" if next_ else "quiet" if done else "", wrap=True), gap=2
        )
        if next_:
            words.addWidget(label(translate("Tour", task.how), "small", wrap=True))
        inner = row(kit, gap=8)
        inner.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        inner.addLayout(words, 1)
        made = frame(inner)
        state = translate("Tour", "xong") if done else translate("Tour", "chưa làm")
        made.setAccessibleName(f"{title}: {state}")
        return made

    def _copy(self) -> None:
        QApplication.clipboard().setText(sample_card(self._kit.resources))
        self._progress.setText(translate("Tour", "Đã chép. Nhấn F2 rồi Ctrl+V trong một ô."))
