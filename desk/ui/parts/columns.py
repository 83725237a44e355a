"""Cards side by side on a wide window, one under another on a narrow one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from desk.ui.kit import Kit
from desk.ui.parts.layout import GUTTER, Scroll

LEAST_HEIGHT = 48


class Columns(QWidget):
    """Each part scrolls by itself while wide; narrow, all scroll together, never sideways.

    `least` is the width, at 100 % text, from which the parts stand side by side; `arranged` tells
    whether they do, each time that it changes.
    """

    arranged = Signal(bool)

    def __init__(
        self,
        kit: Kit,
        parts: Sequence[QWidget],
        *,
        least: int = 1100,
        stretches: Sequence[int] = (),
    ) -> None:
        super().__init__()
        self._kit = kit
        self._parts = tuple(parts)
        self._stretches = tuple(stretches) or (1,) * len(self._parts)
        self._least = least
        self._wide: bool | None = None
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._scrolls: list[Scroll] = []
        # What is asked for above or below comes first; the columns take what is left.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.setMinimumHeight(kit.theme.px(LEAST_HEIGHT))
        self.arrange(wide=True)

    @property
    def wide(self) -> bool:
        """Whether the parts stand side by side."""
        return bool(self._wide)

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """The parts, in their order."""
        return self._parts

    @property
    def scrolls(self) -> tuple[Scroll, ...]:
        """The scrolling areas now in use."""
        return tuple(self._scrolls)

    def arrange(self, *, wide: bool) -> None:
        """Put the parts side by side, or one under another."""
        if wide == self._wide:
            return
        self._wide = wide
        for part in self._parts:
            part.setParent(None)
        for scroll in self._scrolls:
            self._layout.removeWidget(scroll)
            scroll.hide()
            scroll.deleteLater()
        groups = [[part] for part in self._parts] if wide else [list(self._parts)]
        self._scrolls = [
            self._scroll(group, first=group is groups[0], last=group is groups[-1])
            for group in groups
        ]
        for scroll, stretch in zip(self._scrolls, self._stretches, strict=False):
            self._layout.addWidget(scroll, stretch)
        self.arranged.emit(wide)

    def _scroll(self, parts: list[QWidget], *, first: bool, last: bool) -> Scroll:
        px = self._kit.theme.px
        content = QWidget()
        inner = QVBoxLayout(content)
        left, right = GUTTER if first else 4, GUTTER if last else 12
        inner.setContentsMargins(*(px(edge) for edge in (left, GUTTER, right, GUTTER)))
        inner.setSpacing(px(12))
        for part in parts:
            inner.addWidget(part)
            part.show()
        inner.addStretch(1)
        return Scroll(content)

    @override
    def minimumSizeHint(self) -> QSize:
        # That of one column: side by side is never forced upon a narrow window.
        widths = [scroll.minimumSizeHint().width() for scroll in self._scrolls]
        return QSize(max(widths, default=0), self.minimumHeight())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange(wide=event.size().width() >= self._kit.theme.px(self._least))
