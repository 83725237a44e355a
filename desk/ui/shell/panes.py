"""The parts of the window that F6 goes through: rail, top bar, the columns of the page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from desk.ui.parts.columns import Columns


def panes_of(page: QWidget) -> list[QWidget]:
    """Return the columns of a page, or the page itself where it has none."""
    for columns in page.findChildren(Columns):
        if columns.isVisible():
            return list(columns.parts)
    return [page]


def next_pane(panes: Sequence[QWidget], focus: QWidget | None) -> None:
    """Put the cursor into the pane after the one in which it is."""
    at = next((n for n, pane in enumerate(panes) if focus and pane.isAncestorOf(focus)), -1)
    for step in range(1, len(panes) + 1):
        first = _first(panes[(at + step) % len(panes)])
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)
            return


def _first(pane: QWidget) -> QWidget | None:
    """Return where the work in a pane begins: its checked button, else its first field."""
    inside = [
        each
        for each in pane.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.isVisible()
        and each.isEnabled()
        and each.focusProxy() is None
    ]
    for each in inside:
        if isinstance(each, QAbstractButton) and each.autoExclusive() and each.isChecked():
            return each
    at = pane.nextInFocusChain()
    for _ in range(10_000):
        if at is None or at is pane:
            break
        if at in inside:
            return at
        at = at.nextInFocusChain()
    return inside[0] if inside else None
