"""Putting a file's pages in order: turned, moved, left out, parted; the old file stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QKeySequence, QPixmap, QShortcut, QTransform
from PySide6.QtWidgets import QFrame, QListView, QListWidget, QListWidgetItem
from typing_extensions import override

from desk.domain.records import Attachment
from desk.ui.kit import Kit
from desk.ui.language import plural, translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.fields import Field, Line
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import column, frame, label, row
from desk.ui.scans.ports import Draw, Drawn
from desk.ui.scans.viewer import pixmap, plain
from desk.ui.tasks import Lane

_THUMB = QSize(84, 116)


@dataclass(frozen=True, slots=True)
class _Leaf:
    page: int
    turn: int = 0
    out: bool = False
    starts: bool = False  # begins a new file


class _Leaves(QListWidget):
    """The pages in their new order; keys do everything to the page under the cursor."""

    def __init__(self, editor: PageEditor) -> None:
        super().__init__()
        self._editor = editor
        self.setProperty("role", "rows")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(translate("Editor", "Các trang, theo thứ tự mới"))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if by and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._editor.move_page(by)
        elif event.key() == Qt.Key.Key_Delete:
            self._editor.leave_out()
        else:
            super().keyPressEvent(event)


class PageEditor(QFrame):
    """`ready` carries the file, the pages of each new one and why; `left`: nothing changes."""

    ready = Signal(object, object, str)
    left = Signal()

    def __init__(self, kit: Kit, draw: Draw) -> None:
        super().__init__()
        self._kit, self._draw = kit, draw
        self._file: Attachment | None = None
        self._leaves: list[_Leaf] = []
        self._drawn: dict[int, QPixmap] = {}
        self.pages = _Leaves(self)
        px = kit.theme.px
        self.pages.setIconSize(QSize(px(_THUMB.width()), px(_THUMB.height())))
        self.pages.setGridSize(QSize(px(_THUMB.width() + 28), px(_THUMB.height() + 48)))
        self.pages.setMinimumHeight(px(_THUMB.height() + 56))
        self.reason = Line(kit)
        self.why = Field(kit, translate("Editor", "Lý do sửa trang"), self.reason)
        self.said = label("", "small", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        kit = self._kit
        tools = [
            self._tool(translate("Editor", "Xoay"), "Ctrl+R", self.turn),
            self._tool(translate("Editor", "Lên trước"), "Ctrl+←", lambda: self.move_page(-1)),
            self._tool(translate("Editor", "Ra sau"), "Ctrl+→", lambda: self.move_page(1)),
            self._tool(translate("Editor", "Bỏ trang"), "Delete", self.leave_out),
            self._tool(translate("Editor", "Tách từ đây"), "Ctrl+T", self.part),
        ]
        for key, then in (
            ("Ctrl+R", self.turn),
            ("Ctrl+T", self.part),
            ("Ctrl+Return", self.confirm),
            ("Esc", self.left.emit),
        ):
            short = QShortcut(QKeySequence(key), self)
            short.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            short.activated.connect(then)
        self.save = KeyButton(kit, translate("Editor", "Lưu bản mới"), key="Ctrl+Enter")
        self.save.clicked.connect(self.confirm)
        back = KeyButton(kit, translate("Editor", "Thôi"), key="Esc", role="plain")
        back.clicked.connect(self.left)
        layout = column(kit, frame(Flow(kit, *tools, gap=12)), gap=8)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.said)
        layout.addWidget(self.why)
        layout.addLayout(row(kit, None, back, self.save))
        self.setLayout(layout)

    def _tool(self, text: str, key: str, then: Callable[[], None]) -> KeyButton:
        button = KeyButton(self._kit, text, key=key, role="link")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(then)
        return button

    def open(self, file: Attachment, turns: dict[int, int]) -> None:
        """Begin with a file's pages as they are, turned as they were looked at."""
        self._file = file
        self._leaves = [_Leaf(page, turns.get(page, 0)) for page in range(file.pages)]
        self._drawn.clear()
        self.reason.clear()
        self.why.settle()
        self.show()
        self._show(0)
        self.pages.setFocus()
        box = self.pages.iconSize()
        for page in range(file.pages):
            self._kit.tasks.run(
                lambda page=page: self._draw(  # type: ignore[misc]  # a default binds it now
                    file.file, file.media, page, (box.width(), box.height())
                ),
                lambda drawn, page=page: self._know(file, page, drawn),  # type: ignore[misc]  # as above
                lambda _: None,  # the viewer has said why
                lane=Lane.VIEW,
                owner=self,
            )

    def _know(self, file: Attachment, page: int, drawn: Drawn) -> None:
        if file == self._file:
            self._drawn[page] = pixmap(drawn)
            at = next(n for n, leaf in enumerate(self._leaves) if leaf.page == page)
            self.pages.item(at).setIcon(self._icon(self._leaves[at]))

    # -- the pages -------------------------------------------------------------------------------

    def _icon(self, leaf: _Leaf) -> QIcon:
        known = self._drawn.get(leaf.page)
        if known is None or leaf.out:
            blank = QPixmap(self.pages.iconSize())
            blank.fill(self._kit.theme.color("sunken"))
            return QIcon(blank)
        return plain(known.transformed(QTransform().rotate(leaf.turn)))

    def _show(self, at: int) -> None:
        self.pages.clear()
        files = 1
        for number, leaf in enumerate(self._leaves):
            files += leaf.starts and number > 0
            self.pages.addItem(QListWidgetItem(self._icon(leaf), self._words(leaf, files)))
        self.pages.setCurrentRow(at)
        groups = self.groups
        self.save.setEnabled(bool(groups))
        self.said.setText(
            plural(
                len(groups),
                translate("Editor", "Một tệp mới. Bản cũ vẫn còn trong kho tệp."),
                translate("Editor", "{n} tệp mới. Bản cũ vẫn còn trong kho tệp."),
            )
            if groups
            else translate("Editor", "Phải giữ ít nhất một trang.")
        )

    @staticmethod
    def _words(leaf: _Leaf, file: int) -> str:
        if leaf.out:
            return translate("Editor", "{page} · bỏ").format(page=leaf.page + 1)
        if file > 1:
            return translate("Editor", "{page} · tệp {file}").format(page=leaf.page + 1, file=file)
        return str(leaf.page + 1)

    @property
    def groups(self) -> list[list[tuple[int, int]]]:
        """The pages of each new file."""
        found: list[list[tuple[int, int]]] = [[]]
        for leaf in self._leaves:
            if leaf.starts and found[-1]:
                found.append([])
            if not leaf.out:
                found[-1].append((leaf.page, leaf.turn))
        return [group for group in found if group]

    def _change(self, **facts: object) -> None:
        at = self.pages.currentRow()
        if 0 <= at < len(self._leaves):
            self._leaves[at] = replace(self._leaves[at], **facts)  # type: ignore[arg-type]  # its own fields
            self._show(at)

    @property
    def _current(self) -> _Leaf:
        return self._leaves[max(self.pages.currentRow(), 0)]

    def turn(self) -> None:
        """Turn the page by a quarter."""
        self._change(turn=(self._current.turn + 90) % 360)

    def leave_out(self) -> None:
        """Leave the page out, or take it in again."""
        self._change(out=not self._current.out)

    def part(self) -> None:
        """Let a new file begin at this page, or no longer."""
        self._change(starts=not self._current.starts)

    def move_page(self, by: int) -> None:
        """Move the page."""
        at = self.pages.currentRow()
        if 0 <= at + by < len(self._leaves):
            self._leaves.insert(at + by, self._leaves.pop(at))
            self._show(at + by)

    def confirm(self) -> None:
        """Ask for the new files, once it is said why."""
        groups, reason = self.groups, self.reason.text().strip()
        same = groups == [[(page, 0) for page in range(len(self._leaves))]]
        if self._file is None or not groups:
            return
        if same:
            self.left.emit()
        elif not reason:
            self.why.complain(translate("Editor", "Phải ghi lý do: nó nằm trong diễn biến hồ sơ."))
            self.reason.setFocus()
        else:
            self.ready.emit(self._file, groups, reason)
