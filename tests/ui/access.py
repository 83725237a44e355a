"""What a person without a mouse, with weak eyes or none, meets in a window, widget by widget.

Each function returns what is wrong, one line a widget, empty when all is well. They look at what
is shown now, however it came there, and press real keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QHeaderView,
    QLabel,
    QMenu,
    QScrollArea,
    QScrollBar,
    QWidget,
)

from desk.ui.parts.buttons import KeyButton, Segments
from desk.ui.parts.fields import Stepper

LEAST, LEAST_CITIZEN = 24, 44
_PRESSES = ("mousePressEvent", "mouseReleaseEvent", "mouseDoubleClickEvent")
_MOST_TABS = 400
_MOST_COLUMNS = 20
#: A thin line around the smallest target, in pixels; a cursor that blinks is fewer.
_RING = 4 * LEAST


def told(widget: QWidget) -> str:
    """Return what tells a widget from others in a message."""
    above = widget.parentWidget()
    name = name_of(widget) or getattr(widget, "words", "") or widget.objectName()
    return f"{type(widget).__name__} {name!r} in {type(above).__name__}"


def name_of(widget: QWidget) -> str:
    """Return what a screen reader says the widget is called."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()


# -- what there is -----------------------------------------------------------------------------


def can_have_focus(widget: QWidget) -> bool:
    """Tell whether a key or a click puts the focus here, and not into something within."""
    return (
        widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not isinstance(widget, QLabel)  # words that a mouse may select are nobody's target
        and widget.focusProxy() is None
        and not isinstance(widget, QScrollArea | QScrollBar)
        and not widget.objectName().startswith("qt_")
    )


def can_be_pressed(widget: QWidget) -> bool:
    """Tell whether a mouse does something here."""
    if isinstance(widget, QAbstractButton):
        return True
    ours = (kind for kind in type(widget).__mro__ if kind.__module__.startswith("desk."))
    return any(name in vars(kind) for kind in ours for name in _PRESSES)


def shown(root: QWidget) -> Iterator[QWidget]:
    """Return the widgets of a window that are shown and do something."""
    for each in [root, *root.findChildren(QWidget)]:
        if each.window() is not root.window() or not each.isVisible():
            continue
        if each.isEnabled() and (can_have_focus(each) or can_be_pressed(each)):
            yield each


# -- names and sizes ---------------------------------------------------------------------------


def nameless(root: QWidget) -> list[str]:
    """Return what a screen reader could not call by a name."""
    return [told(each) for each in shown(root) if not name_of(each)]


def small(root: QWidget, least: int = LEAST) -> list[str]:
    """Return what is too small to be met by a finger or an unsteady hand."""
    found = []
    for each in shown(root):
        if min(each.width(), each.height()) < least:
            found.append(f"{told(each)}: {each.width()} × {each.height()}")
        if isinstance(each, QAbstractItemView) and not isinstance(each, QHeaderView):
            height = _row_height(each)
            if 0 < height < least:
                found.append(f"{told(each)}: rows of {height}")
    for menu in root.findChildren(QMenu):
        found += [
            f"{action.text()!r} in a menu: {menu.actionGeometry(action).height()}"
            for action in menu.actions()
            if not action.isSeparator() and menu.actionGeometry(action).height() < least
        ]
    return found


def _row_height(view: QAbstractItemView) -> int:
    """Return the height of a list's first row, 0 where there is none."""
    model = view.model()
    first = (model.index(0, at) for at in range(_MOST_COLUMNS))
    return max((view.visualRect(each).height() for each in first if each.isValid()), default=0)


# -- by keys alone -----------------------------------------------------------------------------


@dataclass
class Walk:
    """Where Tab came, and what went wrong on the way."""

    met: list[QWidget] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)  # the focus out of sight, or nowhere, or kept
    unseen: list[str] = field(default_factory=list)  # looks with the focus as it looks without


def tab_round(root: QWidget) -> Walk:
    """Press Tab until the round is closed."""
    walk = Walk()
    for _ in range(_MOST_TABS):
        focus = QApplication.focusWidget()
        if focus is None:
            walk.lost.append("the focus is nowhere")
            break
        if focus in walk.met:
            break
        walk.met.append(focus)
        if focus is not root and not root.isAncestorOf(focus):
            walk.lost.append(f"{told(focus)} lies outside")
        if not _in_sight(focus):
            walk.lost.append(f"{told(focus)} has the focus out of sight")
        with_it = focus.grab().toImage()
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        if focus.hasFocus():
            if any(can_have_focus(each) for each in shown(root) if each not in (focus, root)):
                walk.lost.append(f"{told(focus)} keeps Tab")
            break
        if focus.isVisible() and _changed(with_it, focus.grab().toImage()) < _RING:
            walk.unseen.append(told(focus))
    return walk


def _in_sight(widget: QWidget) -> bool:
    """Tell whether enough of a widget is in sight to know it."""
    what = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
    seen = what.visibleRegion().boundingRect()
    return seen.height() >= min(widget.height(), LEAST) and seen.width() >= min(
        widget.width(), LEAST
    )


def _changed(first: QImage, second: QImage) -> int:
    """Return how many pixels differ."""
    if first.size() != second.size():
        return first.width() * first.height()
    one, two = (each.convertToFormat(QImage.Format.Format_RGB32) for each in (first, second))
    if one == two:
        return 0
    # The pictures must live as long as what is read out of them.
    pairs = zip(
        memoryview(one.constBits()).cast("I"), memoryview(two.constBits()).cast("I"), strict=True
    )
    return sum(before != after for before, after in pairs)


def unreachable(root: QWidget, met: list[QWidget], keys: Iterable[str]) -> list[str]:
    """Return what neither Tab nor arrows within a group nor a key of its own comes to."""
    known = frozenset(keys) | {"Tab", "Esc", "Enter"}
    return [
        told(each)
        for each in shown(root)
        if each is not root
        and each not in met
        and not _by_arrows(each, met)
        and not _by_key(each, known)
    ]


def _by_arrows(widget: QWidget, met: list[QWidget]) -> bool:
    above = widget.parentWidget()
    if isinstance(above, Segments):
        return any(each.parentWidget() is above for each in met)
    if isinstance(above, Stepper):  # its field takes the arrows
        return above.focusProxy() in met
    if isinstance(widget, QAbstractButton) and widget.autoExclusive():
        return any(each.parentWidget() is above and isinstance(each, type(widget)) for each in met)
    return False


def _by_key(widget: QWidget, known: frozenset[str]) -> bool:
    """Tell whether what is written on a widget names a key that works."""
    if isinstance(widget, KeyButton) and widget.key:
        return widget.key in known
    words = widget.toolTip()
    return words.endswith(")") and words.rpartition("(")[2][:-1] in known


# -- keys --------------------------------------------------------------------------------------


def keys_of(root: QWidget) -> dict[str, str]:
    """Return every key that something in a window answers to, and what answers."""
    found: dict[str, str] = {}
    for shortcut in root.findChildren(QShortcut):
        owner = shortcut.parent()
        who = told(owner) if isinstance(owner, QWidget) else type(owner).__name__
        found |= {key.toString(): who for key in QShortcut.keys(shortcut)}
    for widget in [root, *root.findChildren(QWidget)]:
        keys = [key for action in widget.actions() for key in action.shortcuts()]
        if isinstance(widget, QAbstractButton):
            keys.append(widget.shortcut())
        if isinstance(widget, QLabel) and widget.buddy() is not None:
            keys.append(QKeySequence.mnemonic(widget.text()))
        found |= {key.toString(): told(widget) for key in keys if not key.isEmpty()}
    return found


#: Unikey and its like switch by these; Windows keeps the others.
_TAKEN = frozenset({"Alt+Z", "F10", "Alt+F4", "Alt+Space", "Alt+Tab", "Ctrl+Esc", "Ctrl+Space"})
_ALONE = frozenset({"Esc", "Return", "Enter", "Del", "Home", "End", "PgUp", "PgDown", "Space"})
_FUNCTION = frozenset({f"F{at}" for at in range(1, 13)})


def forbidden(key: str) -> str:
    """Return why a key may be nobody's shortcut, "" if it may."""
    if key in _TAKEN:
        return "taken by an input method or by the system"
    *held, last = key.replace("++", "+Plus").split("+")
    if {"Ctrl", "Shift"} <= set(held):
        return "Ctrl+Shift switches input methods"
    if {"Ctrl", "Alt"} <= set(held):
        return "AltGr writes letters"
    if not {"Ctrl", "Alt"} & set(held) and last not in _ALONE | _FUNCTION:
        return "a letter alone is typing"
    return ""
