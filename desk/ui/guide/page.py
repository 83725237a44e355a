"""The guide over the window: contents and search at the left, the chapter at the right."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor, QTextFrameFormat
from PySide6.QtWidgets import QFrame, QListWidget, QTextBrowser, QTextEdit, QWidget
from typing_extensions import override

from desk.domain.text import fold
from desk.ui.guide.chapters import Chapter, find, read
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.cover import Cover
from desk.ui.parts.fields import Line
from desk.ui.parts.layout import column, label, line, picture, row
from desk.ui.parts.ring import Ring

_MOST_MARKS = 60
_TALLEST = 16_000


class GuidePage(Cover):
    """Read from its files when it is first shown."""

    def __init__(self, kit: Kit, parent: QWidget, folder: Path) -> None:
        title = translate("Guide", "Sách hướng dẫn")
        super().__init__(kit, parent, title, width=1180, height=900)
        self._folder = folder
        self._chapters: tuple[Chapter, ...] = ()
        self._shown: tuple[Chapter, ...] = ()
        self.search = Line(kit, hint=translate("Guide", "Tìm trong sách"))
        self.search.setAccessibleName(translate("Guide", "Tìm trong sách"))
        self.search.show_icon("search")
        self.contents = QListWidget()
        self.contents.setAccessibleName(translate("Guide", "Mục lục"))
        self.contents.setWordWrap(True)
        self.contents.setProperty("role", "contents")
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text = QTextBrowser()
        self.text.setAccessibleName(title)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setOpenExternalLinks(False)
        self.text.setOpenLinks(False)
        for part in (self.contents, self.text):
            Ring(kit, part, part)
        self.nothing = label(translate("Guide", "Không có chương nào."), "quiet", wrap=True)
        self.nothing.hide()
        back = KeyButton(kit, translate("Guide", "Đóng"), key="Esc")
        back.clicked.connect(self.leave)
        side = QWidget()
        side.setLayout(column(kit, self.search, self.nothing, self.contents, gap=8))
        side.setFixedWidth(kit.theme.px(280))
        head = row(kit, picture(kit, "book-open", "brand_text", 24), label(title, "title"), None)
        head.addWidget(back)
        between = line()
        between.setMinimumHeight(0)
        between.setMaximumHeight(_TALLEST)
        between.setFixedWidth(1)
        body = row(kit, side, between, gap=16)
        body.addWidget(self.text, 1)
        layout = column(kit, head, line(), gap=12, margin=20)
        layout.addLayout(body, 1)
        self.hold(layout, scrolls=False)
        self.search.textChanged.connect(self._sought)
        self.search.installEventFilter(self)
        self.contents.currentRowChanged.connect(self._choose)

    def open(self) -> None:
        """Show the guide where it was left."""
        if not self._chapters:
            self._chapters = read(self._folder)
            self._list(self._chapters)
        self.show_over()
        self.search.setFocus()
        self.search.selectAll()

    @property
    def chapter(self) -> Chapter | None:
        """The chapter that is shown."""
        at = self.contents.currentRow()
        return self._shown[at] if 0 <= at < len(self._shown) else None

    def _list(self, chapters: tuple[Chapter, ...]) -> None:
        before = self.chapter
        self._shown = chapters
        blocked = self.contents.blockSignals(True)
        self.contents.clear()
        self.contents.addItems([each.title for each in chapters])
        self.contents.blockSignals(blocked)
        self.contents.setVisible(bool(chapters))
        self.nothing.setVisible(not chapters)
        at = chapters.index(before) if before in chapters and not self.search.text() else 0
        self.contents.setCurrentRow(at)
        self._choose(at)

    def _sought(self, words: str) -> None:
        self._list(find(self._chapters, words) if words.strip() else self._chapters)

    def _choose(self, at: int) -> None:
        if not 0 <= at < len(self._shown):
            return
        self.text.setMarkdown(self._shown[at].text)
        self._space()
        self._mark(self.search.text())
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _space(self) -> None:
        """Give tables their lines and paragraphs their air; Markdown says neither."""
        theme, document = self._kit.theme, self.text.document()
        document.setDocumentMargin(theme.px(8))
        cursor = QTextCursor(document)
        for frame in document.rootFrame().childFrames():
            form = frame.frameFormat()
            if form.isTableFormat():
                table = form.toTableFormat()
                table.setBorder(1)
                table.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
                table.setBorderBrush(theme.color("line"))
                table.setTopMargin(theme.px(4))
                table.setBottomMargin(theme.px(12))
                table.setBorderCollapse(True)
                table.setCellPadding(theme.px(6))
                frame.setFrameFormat(table)
        block = document.begin()
        while block.isValid():
            cursor.setPosition(block.position())
            air = block.blockFormat()
            if cursor.currentTable() is None:
                air.setBottomMargin(theme.px(8))
                air.setTopMargin(theme.px(14 if air.headingLevel() > 1 else 0))
            cursor.setBlockFormat(air)
            if air.headingLevel():
                cursor.movePosition(
                    QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
                )
                cursor.setCharFormat(self._heading(air.headingLevel()))
            block = block.next()

    def _heading(self, level: int) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setFont(self._kit.theme.font(20 if level == 1 else 16, 600))
        return look

    def _mark(self, words: str) -> None:
        """Mark the words that were sought, with or without their accents."""
        theme = self._kit.theme
        marks: list[QTextEdit.ExtraSelection] = []
        look = QTextCharFormat()
        look.setBackground(theme.color("warn_soft"))
        look.setForeground(theme.color("text"))
        plain = self.text.document().toPlainText()
        # Letter by letter, so that each stands where it stood.
        folded = "".join((fold(char) or " ")[0] for char in plain)
        for word in fold(words).split():
            at = folded.find(word)
            while at >= 0 and len(marks) < _MOST_MARKS:
                place = QTextEdit.ExtraSelection()
                place.cursor = QTextCursor(self.text.document())  # type: ignore[attr-defined]  # the stub forgets it
                place.cursor.setPosition(at)  # type: ignore[attr-defined]  # as above
                place.cursor.setPosition(at + len(word), QTextCursor.MoveMode.KeepAnchor)  # type: ignore[attr-defined]  # as above
                place.format = look  # type: ignore[attr-defined]  # as above
                marks.append(place)
                at = folded.find(word, at + len(word))
        self.text.setExtraSelections(marks)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.search
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
        ):
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            by = steps.get(Qt.Key(event.key()))
            if by is not None:
                at = min(max(self.contents.currentRow() + by, 0), self.contents.count() - 1)
                self.contents.setCurrentRow(at)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.text.setFocus()
                return True
        return super().eventFilter(watched, event)
