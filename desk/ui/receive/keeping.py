"""The receive page as something that can be put down and taken up: fields, letters, cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from desk.domain.drafts import Draft, Form
from desk.domain.records import Procedure
from desk.ui.receive.form import Kept

if TYPE_CHECKING:
    from desk.ui.receive.page import ReceivePage


_HEARD: Final = "keeping"


class Heard(QObject):
    """A page's form; `touched` tells of every letter and of every other field."""

    touched = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._heard = page
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def _focus_moved(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self._heard.isAncestorOf(now):
            return
        # What is half typed changes no field yet; some fields are made later than the page.
        if isinstance(now, QLineEdit | QPlainTextEdit) and not now.property(_HEARD):
            now.setProperty(_HEARD, True)
            now.cursorPositionChanged.connect(self._moved)
        self.touched.emit()

    def _moved(self, *_: int) -> None:
        self.touched.emit()


class PageForm(Heard):
    """The form of the receive page."""

    def __init__(self, page: ReceivePage) -> None:
        super().__init__(page)
        self._page = page
        page.form.changed.connect(self.touched)

    @property
    def is_blank(self) -> bool:
        """Whether there is not one letter on the form."""
        return self._page.is_blank

    @property
    def procedure(self) -> Procedure | None:
        """What is asked for, None as long as nothing is."""
        return self._page.procedure.procedure

    def form(self) -> Form:
        """Return the form as it stands."""
        kept = self._page.form.keep()
        focus, cursor = spot(self._page)
        return Form(
            new=kept.new,
            texts=tuple(sorted(kept.texts.items())),
            head=kept.head,
            card=kept.card,
            focus=focus,
            cursor=cursor,
        )

    def show(self, draft: Draft) -> None:
        """Show a form letter for letter, the cursor where it was."""
        form, page = draft.form, self._page.form
        page.show_kept(
            Kept(
                new=form.new,
                procedure=draft.procedure,
                texts=page.texts() | dict(form.texts),  # an older program knew fewer fields
                head=form.head,
                card=form.card,
            )
        )
        go_back(self._page, form.focus, form.cursor)

    def clear(self) -> None:
        """Be ready for the next citizen."""
        self._page.clear()


def spot(page: QWidget) -> tuple[str, int]:
    """Return the name of the field where the cursor is, and before which letter it stands."""
    focused: QWidget | None = page.window().focusWidget()  # none where nothing has the focus
    if focused is None or not page.isAncestorOf(focused):
        return "", 0
    cursor = 0
    if isinstance(focused, QLineEdit):
        cursor = focused.cursorPosition()
    elif isinstance(focused, QPlainTextEdit):
        cursor = focused.textCursor().position()
    return next((name for name, widget in _named(page) if widget is focused), ""), cursor


def go_back(page: QWidget, name: str, cursor: int) -> None:
    """Put the cursor where it was; an unknown name leaves it where it is."""
    widget = dict(_named(page)).get(name)
    if widget is None:
        return
    widget.setFocus()
    if isinstance(widget, QLineEdit):
        widget.setCursorPosition(cursor)
    elif isinstance(widget, QPlainTextEdit):
        moved = widget.textCursor()
        moved.setPosition(min(cursor, len(widget.toPlainText())))
        widget.setTextCursor(moved)


def _named(page: QWidget) -> list[tuple[str, QWidget]]:
    """Name the page's widgets by kind and order: a form shown again has the same ones."""
    counts: dict[str, int] = {}
    found = []
    for widget in page.findChildren(QWidget):
        kind = type(widget).__name__
        counts[kind] = counts.get(kind, 0) + 1
        found.append((f"{kind}:{counts[kind]}", widget))
    return found
