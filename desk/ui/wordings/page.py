"""The page of papers' words: forms at the left, lines in the middle, the paper at the right."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QFrame
from typing_extensions import override

from desk.domain import wordlines
from desk.domain.papers import Page as Sheet
from desk.domain.records import Actor
from desk.domain.rights import RIGHTS
from desk.domain.stationery import FormState, PartChange
from desk.domain.wordlines import Path
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.page import Page, Undo
from desk.ui.parts.action_bar import ActionBar
from desk.ui.parts.buttons import KeyButton, Segments
from desk.ui.parts.columns import Columns
from desk.ui.parts.fields import Field, Line, Lines
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import column, frame, label
from desk.ui.parts.notices import Empty, ErrorPanel, Strip
from desk.ui.printers.ports import Picture
from desk.ui.tasks import Call, Lane
from desk.ui.wordings import words
from desk.ui.wordings.lines import ROW_PIXELS, LineTable
from desk.ui.wordings.list import FormList
from desk.ui.wordings.ports import WordingPorts
from desk.ui.wordings.sheet import PaperView

RIGHT: Final = "settings"
_PAUSE_MS: Final = 300  # of typing, before the paper is drawn anew
_ROWS: Final = 8


class WordingsScreen(Page):
    """For administrators; nobody else is shown anything."""

    def __init__(self, kit: Kit, ports: WordingPorts, user: Actor | None) -> None:
        super().__init__()
        self._kit, self._ports, self._user = kit, ports, user
        self._states: dict[str, FormState] = {}
        self._name = ""
        self._kept = self._entry = dict[str, Any]()  # as it holds, and as it is being worded
        self._drawing: Call | None = None
        self.error = ErrorPanel(kit)
        self.list = FormList(kit)
        self.list.chosen.connect(self._open)
        self.table = LineTable(kit)
        self.table.moved.connect(self._show_line)
        self.table.wanted.connect(self._rearrange)
        self.line = Lines(kit, rows=3)
        self.table.typed.connect(self.line.setFocus)
        self.line.textChanged.connect(self._typed)
        self.note = Line(kit, hint=translate("Wordings", "Ví dụ: theo Công văn số …"))
        self.paper = PaperView(kit)
        self.pages = Segments(
            kit,
            [(str(Sheet.A5), "A5"), (str(Sheet.A4), "A4"), (str(Sheet.A4_TWICE), "A4×2")],
            name=translate("Wordings", "Khổ giấy in thử"),
        )
        self.pages.choose(str(Sheet.A5))
        self.pages.chosen.connect(lambda _: self._draw())
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._draw)
        self._lay_out()

    # -- laying out -----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        kit = self._kit
        self.standing, self.title = label("", "small", wrap=True), label("", "heading", wrap=True)
        self.about = label("", "small", wrap=True)
        self.told = label("", "small", wrap=True)
        self.history = label("", "small", wrap=True)
        forms = column(kit, label(translate("Wordings", "Mẫu giấy"), "heading"), gap=8, margin=12)
        forms.addWidget(self.list, 1)
        self.list.setMinimumHeight(kit.theme.px(300))
        self.table.setMinimumHeight(kit.theme.px(ROW_PIXELS * _ROWS))
        self._field = Field(kit, translate("Wordings", "Lời văn của dòng"), self.line)
        middle = column(kit, self.title, self.standing, gap=6, margin=12)
        middle.addWidget(self.table, 1)
        why = Field(kit, translate("Wordings", "Vì sao sửa"), self.note)
        for part in (self._moves(), self._field, self.about, why, self.history):
            middle.addWidget(part)
        right = column(kit, self.pages, self.told, self.paper, None, gap=8, margin=12)
        cards = [frame(part, "card") for part in (forms, middle, right)]
        self.columns = Columns(kit, cards, least=1040, stretches=(6, 8, 8))
        self.empty = Empty(
            kit,
            "file-text",
            translate("Wordings", "Trang này dành cho quản trị"),
            translate("Wordings", "Lời văn của giấy in do quản trị sửa; ai in cũng theo một bản."),
        )
        self.said = label("", "quiet", wrap=True)
        self.back = KeyButton(kit, translate("Wordings", "Về bản gốc"), icon="undo-2")
        self.back.clicked.connect(self._restore)
        self.drop = KeyButton(kit, translate("Wordings", "Bỏ sửa"), icon="x")
        self.drop.clicked.connect(self._drop)
        self.go = KeyButton(
            kit, translate("Wordings", "Dùng từ nay"), key="F9", icon="check", role="main"
        )
        self.go.clicked.connect(self.main_action)
        layout = column(kit, Strip(kit, self.error), gap=0)
        layout.addWidget(self.columns, 1)
        layout.addWidget(self.empty, 1)
        layout.addWidget(ActionBar(kit, self.said, self.back, self.drop, self.go))
        self.setLayout(layout)
        self.columns.hide()

    def _moves(self) -> QFrame:
        kit = self._kit
        made = (
            ("add", translate("Wordings", "Thêm dòng"), "Insert", "plus"),
            ("remove", translate("Wordings", "Xóa dòng"), "Delete", "minus"),
            ("up", translate("Wordings", "Lên"), "Alt+↑", ""),
            ("down", translate("Wordings", "Xuống"), "Alt+↓", ""),
        )
        self.moves: dict[str, KeyButton] = {}
        for name, text, key, icon in made:
            button = KeyButton(kit, text, key=key, icon=icon, role="link")
            button.clicked.connect(lambda _=False, n=name: self._rearrange(n))
            self.moves[name] = button
        logo = KeyButton(kit, translate("Wordings", "Logo…"), icon="landmark", role="link")
        logo.clicked.connect(self._choose_logo)
        bare = KeyButton(kit, translate("Wordings", "Bỏ logo"), role="link")
        bare.clicked.connect(lambda: self.use_logo(""))
        return frame(Flow(kit, *self.moves.values(), logo, bare))

    def _may(self) -> bool:
        return self._user is not None and RIGHT in RIGHTS.get(self._user.role, frozenset())

    @override
    def seat(self, user: Actor) -> None:
        self._user = user
        self.error.acknowledge()
        self.refresh()

    # -- filling --------------------------------------------------------------------------------

    @override
    def refresh(self) -> None:
        """Read the forms, unless one is being worded."""
        may = self._may()
        self.columns.setVisible(may)
        self.empty.setVisible(not may)
        for button in (self.go, self.back, self.drop):
            button.setVisible(may)
        if may and not self.changed_here:
            self._kit.tasks.run(self._ports.forms, self._list, self.error.show_error, owner=self)

    def _list(self, states: tuple[FormState, ...]) -> None:
        self._states = {each.name: each for each in states}
        self.list.show_forms(states)

    @property
    def changed_here(self) -> bool:
        """Whether the words are not those that hold."""
        return self._entry != self._kept

    def _open(self, name: str) -> None:
        if self.changed_here:
            if name != self._name:
                # Not before the list has done with the choice that is refused here.
                QTimer.singleShot(0, self, lambda: self.list.select(self._name))
                told = translate("Wordings", "Dùng hoặc bỏ phần đang sửa trước đã.")
                self.said.setText(told)
            return
        ports = self._ports

        def work() -> tuple[str, tuple[PartChange, ...]]:
            return ports.text(name), ports.history(name)

        self._kit.tasks.run(
            work, lambda found: self._opened(name, *found), self.error.show_error, owner=self
        )

    def _opened(self, name: str, text: str, history: tuple[PartChange, ...]) -> None:
        if self.changed_here:
            return  # somebody typed on while it was read
        # Read again after it was put in force, it stays where it was being worded.
        at = max(self.table.currentIndex().row(), 0) if name == self._name else 0
        self._name = name
        self._kept = self._entry = json.loads(text)
        state = self._states[name]
        self.title.setText(words.form(state))
        self.standing.setText(words.standing(state))
        self.standing.setVisible(bool(self.standing.text()))
        told = [*(words.change(each) for each in history[:3]), *filter(None, [state.note])]
        self.history.setText("\n".join(told))
        self.history.setVisible(bool(told))
        self.back.setEnabled(state.changed)
        self.note.set_quietly("")
        self._show_lines(at)
        self._draw()

    def _show_lines(self, at: int) -> None:
        self.table.show_lines(wordlines.lines(self._entry), at)
        self._show_line()
        self._know()

    def _show_line(self) -> None:
        line = self.table.line
        if line is None:
            return
        self.line.set_quietly(line.text)
        told = words.about(line)
        self.about.setText(told)
        self.about.setVisible(bool(told))
        for button in self.moves.values():
            button.setEnabled(line.moves)

    def _know(self) -> None:
        changed = self.changed_here
        self.go.setEnabled(changed)
        self.drop.setEnabled(changed)
        self.said.setText(
            translate("Wordings", "Đang sửa; giấy in chưa đổi gì.") if changed else ""
        )

    # -- wording --------------------------------------------------------------------------------

    def _typed(self) -> None:
        line = self.table.line
        if line is None or self.line.toPlainText() == line.text:
            return
        text = self.line.toPlainText().replace("\n", " ")
        self._word(wordlines.changed(self._entry, line.path, text), line.path)

    def _rearrange(self, what: str) -> None:
        line = self.table.line
        if line is None or not line.moves:
            return
        path: Path = line.path
        if what == "add":
            entry, path = wordlines.added(self._entry, path)
        elif what == "remove":
            entry = wordlines.removed(self._entry, path)
            self._offer_back(self._entry, entry, path)
        else:
            entry, path = wordlines.moved(self._entry, path, -1 if what == "up" else 1)
        self._word(entry, path)
        if what == "add":
            self.line.setFocus()

    def _offer_back(self, before: Mapping[str, Any], after: Mapping[str, Any], path: Path) -> None:
        """Offer a line that is taken away, as long as nothing else was worded since."""

        def back() -> None:
            if self._entry == after:
                self._word(before, path)

        said = translate("Wordings", "Đã bỏ một dòng khỏi phần đang sửa.")
        self.undoable.emit(Undo(said=said, back=back))

    def _word(self, entry: Mapping[str, Any], path: Path) -> None:
        self._entry = dict(entry)
        self._show_lines(wordlines.index_of(wordlines.lines(self._entry), path))
        self.paper.age()
        self._pause.start()

    def _written(self) -> str:
        return json.dumps(self._entry, ensure_ascii=False)

    def _draw(self) -> None:
        self._pause.stop()
        if self._drawing is not None:
            self._drawing.cancel()
        name, text, page, ports = self._name, self._written(), self.pages.value, self._ports
        self._drawing = self._kit.tasks.run(
            lambda: ports.preview(name, text, page),
            self._drawn,
            self._not_drawn,
            lane=Lane.VIEW,
            owner=self,
        )

    def _drawn(self, pictures: tuple[Picture, ...]) -> None:
        self.paper.show_pages(pictures)
        self.told.setText(translate("Wordings", "In thử với người bịa ra"))
        self._field.settle()

    def _not_drawn(self, error: Exception) -> None:
        self.paper.age()
        told = self._kit.words(error)
        if type(error).__name__ == "NoSampleError":
            self.paper.show_pages(())
            self.told.setText(f"{told.title}. {told.next}")
        else:
            self._field.complain(f"{told.title}: {told.meaning}")

    # -- doing ----------------------------------------------------------------------------------

    @override
    def main_action(self) -> None:
        """Use the words from now on."""
        if self._may() and self.changed_here:
            self._use(self._written(), translate("Wordings", "Giấy in từ nay theo lời văn mới."))

    def _restore(self) -> None:
        self._use("", translate("Wordings", "Giấy in từ nay lại theo bản gốc."))

    def _use(self, text: str, said: str) -> None:
        name, note, ports = self._name, self.note.text().strip(), self._ports
        before = json.dumps(self._kept, ensure_ascii=False) if self._states[name].changed else ""
        self._do(
            lambda: ports.reword(name, text, note),
            said,
            lambda: ports.reword(name, before, translate("Wordings", "lấy lại lời văn trước")),
        )

    def _do(self, work: Callable[[], None], said: str, back: Callable[[], None]) -> None:
        self.go.setEnabled(False)

        def done(_: None) -> None:
            self.error.acknowledge()
            self._kept = self._entry
            self.refresh()
            told = translate("Wordings", "Đã lấy lại.")
            self.undoable.emit(Undo(said=said, back=lambda: self._do(back, told, work)))

        def failed(error: Exception) -> None:
            self._know()
            self.error.show_error(error)

        self._kit.tasks.run(work, done, failed, owner=self)

    def _drop(self) -> None:
        self._entry = self._kept
        self.error.acknowledge()
        self._show_lines(self.table.currentIndex().row())
        self._draw()

    def _choose_logo(self) -> None:
        title = translate("Wordings", "Chọn logo")
        path, _ = QFileDialog.getOpenFileName(self, title, "", "PNG, JPEG (*.png *.jpg *.jpeg)")
        if path:
            self.use_logo(path)

    def use_logo(self, path: str) -> None:
        """Put a picture on papers from now on; "" takes it off."""
        ports = self._ports
        said = (
            translate("Wordings", "Giấy in từ nay có logo.")
            if path
            else translate("Wordings", "Giấy in từ nay không có logo.")
        )
        self._kit.tasks.run(
            lambda: ports.set_logo(path),
            lambda _: self._has_logo(said),
            self.error.show_error,
            owner=self,
        )

    def _has_logo(self, said: str) -> None:
        self.changed.emit(said)
        self._draw()

    @override
    def escape(self) -> bool:
        """Leave what is being worded as it was."""
        if not self.changed_here:
            return False
        self._drop()
        return True

    @override
    def start(self) -> None:
        """Put the cursor on the forms."""
        if self._may():
            self.list.setFocus()
