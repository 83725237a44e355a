"""What the person who is signed in chose about the window, at hand at once as `kit.own`.

For the authors of pages, all of it:

    kit.own.get("queue.view", "all")          # the choice, or the default if there is none
    kit.own.set("queue.view", "mine")         # known at once, written a moment later
    kit.own.set("queue.filters", [{"name": …}])   # whatever JSON can say, at most 16 KB
    kit.own.switched.connect(self._take_over) # another person sits here: read choices again
    keep_columns(kit, header, "queue.table")  # widths and order of a QHeaderView, for good

Keys are dotted: the page's name first. A value of another type than its default counts as not
chosen (`int` is read for `float`), so a page may trust what it gets. Never citizens' data.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QHeaderView

if TYPE_CHECKING:
    from desk.ui.kit import Kit
    from desk.ui.people.ports import PreferencePorts
    from desk.ui.tasks import Runner

T = TypeVar("T")
#: Widths that are being pulled are written once the hand rests.
REST_MS: Final = 400


class Preferences(QObject):
    """`switched` tells that from now on another person's choices hold."""

    switched = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._values: dict[str, object] = {}
        self._user = ""
        self._runner: Runner | None = None
        self._ports: PreferencePorts | None = None

    def bind(self, runner: Runner, ports: PreferencePorts) -> None:
        """Name where choices are kept; until then they live as long as the window."""
        self._runner, self._ports = runner, ports

    @property
    def user(self) -> str:
        """The uid of the account whose choices hold; "" for nobody's."""
        return self._user

    def take(self, user: str, values: Mapping[str, object]) -> None:
        """Let the choices of `user` hold."""
        self._user, self._values = user, dict(values)
        self.switched.emit()

    def get(self, key: str, default: T) -> T:
        """Return what was chosen, or `default` where nothing of its kind was."""
        value = self._values.get(key)
        if isinstance(default, float) and isinstance(value, int):
            value = float(value)
        kind = type(default)
        # True is an int for Python, and no width for anybody.
        return value if isinstance(value, kind) and type(value) is kind else default

    def set(self, key: str, value: object) -> None:
        """Choose; None forgets. What fails to be written still holds while the window lives."""
        if self._values.get(key) == value:
            return
        if value is None:
            self._values.pop(key, None)
        else:
            self._values[key] = value
        if self._runner is not None and self._ports is not None and self._user:
            keep, user = self._ports.keep, self._user
            self._runner.run(lambda: keep(user, key, value), lambda _: None)


class _Columns(QObject):
    """Keeps a header's sections as the present person left them."""

    def __init__(self, kit: Kit, header: QHeaderView, key: str) -> None:
        super().__init__(header)
        self._kit, self._key = kit, key
        self._first = self._read()
        self._busy = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_MS)
        self._timer.timeout.connect(self.keep)
        header.sectionResized.connect(lambda *_: self._moved())
        header.sectionMoved.connect(lambda *_: self._moved())
        kit.own.switched.connect(self.show)
        self.show()

    @property
    def _header(self) -> QHeaderView:
        # Asked for each time: what stands for a header in Python may be made anew while it lives.
        header = self.parent()
        assert isinstance(header, QHeaderView)  # noqa: S101 - it was made as a header's own
        return header

    def _read(self) -> list[int]:
        """Return the order of the sections and, behind it, their widths at 100 % text."""
        header, scale = self._header, self._kit.theme.scale
        order = [header.logicalIndex(at) for at in range(header.count())]
        widths = [
            round(header.sectionSize(at) * 100 / scale)
            if header.sectionResizeMode(at) is QHeaderView.ResizeMode.Interactive
            else 0
            for at in range(header.count())
        ]
        return order + widths

    def _moved(self) -> None:
        if not self._busy:
            self._timer.start()

    def keep(self) -> None:
        """Write down how the sections stand."""
        self._kit.own.set(self._key, self._read())

    def show(self) -> None:
        """Show the sections as the present person left them, or as they were made."""
        self._timer.stop()
        header, count = self._header, self._header.count()
        kept = self._kit.own.get(self._key, self._first)
        if len(kept) != 2 * count or sorted(kept[:count]) != list(range(count)):
            kept = self._first  # of a version with other columns
        self._busy = True
        for at, section in enumerate(kept[:count]):
            header.moveSection(header.visualIndex(section), at)
        for section, width in enumerate(kept[count:]):
            if width > 0:
                header.resizeSection(section, self._kit.theme.px(width))
        self._busy = False


def keep_columns(kit: Kit, header: QHeaderView, key: str) -> None:
    """Keep widths and order of a table's columns for each person; the header lets itself be moved.

    Call it once the model is set and the columns have their first widths. Only columns that a
    hand may resize (Interactive) are given their widths back; those that stretch go on stretching.
    """
    header.setSectionsMovable(True)
    _Columns(kit, header, key)
