"""A paper as it will come out: its pages, one under another, as wide as there is room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.printers.drawing import image_of
from desk.ui.printers.ports import Picture

_GAP = 10
_MOST = 620  # pixels at 100 %: wider says nothing more


class PaperView(QWidget):
    """Pages of one paper; paler while they are not what the words beside them say."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._pages: tuple[QImage, ...] = ()
        self._stale = False
        self.setAccessibleName(translate("Wordings", "Giấy in thử"))
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def pages(self) -> int:
        """How many pages are shown."""
        return len(self._pages)

    @property
    def stale(self) -> bool:
        """Whether the words have gone on since."""
        return self._stale

    def show_pages(self, pictures: Sequence[Picture]) -> None:
        """Show these pages."""
        self._pages = tuple(image_of(each) for each in pictures)
        self._stale = False
        self.updateGeometry()
        self.update()

    def age(self) -> None:
        """Say that what is shown is no longer what the words say."""
        self._stale = True
        self.update()

    def _width(self, width: int) -> int:
        return min(width, self._kit.theme.px(_MOST))

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        wide = self._width(width)
        gap = self._kit.theme.px(_GAP)
        return sum(wide * page.height() // max(page.width(), 1) + gap for page in self._pages)

    @override
    def sizeHint(self) -> QSize:
        wide = self._width(max(self.width(), self._kit.theme.px(300)))
        return QSize(wide, self.heightForWidth(wide))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(event.size().width()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        wide, top = self._width(self.width()), 0.0
        ratio = self.devicePixelRatioF()
        for page in self._pages:
            high = wide * page.height() / max(page.width(), 1)
            box = QRectF(0.5, top + 0.5, wide - 1, high - 1)
            # Scaled once by averaging: thin strokes would come and go otherwise.
            size = QSize(int(wide * ratio), int(high * ratio))
            smooth = Qt.TransformationMode.SmoothTransformation
            drawn = page.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
            painter.setOpacity(0.45 if self._stale else 1.0)
            painter.drawImage(box, drawn)
            painter.setOpacity(1.0)
            painter.setPen(self._kit.theme.color("line"))
            painter.drawRect(box)
            top += high + self._kit.theme.px(_GAP)
