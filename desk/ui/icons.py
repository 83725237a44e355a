"""Icons: one family of line drawings, tinted with the theme's colours."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desk.ui.theme import Theme


@lru_cache(maxsize=256)
def _draw(path: Path, color: str, size: int, ratio: float) -> QPixmap:
    svg = path.read_text(encoding="utf-8").replace("currentColor", color)
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


class Icons:
    """The drawings in one folder, at one theme's scale."""

    def __init__(self, folder: Path, theme: Theme) -> None:
        self._folder = folder
        self._theme = theme

    def dressed(self, theme: Theme) -> Icons:
        """Return the same drawings at another theme's scale and in its colours."""
        return Icons(self._folder, theme)

    def pixmap(self, name: str, tint: str = "text", size: int = 20, ratio: float = 1.0) -> QPixmap:
        """Return a drawing of `size` pixels at 100 %, in the colour of the token `tint`."""
        color = self._theme.color(tint).name(QColor.NameFormat.HexRgb)
        return _draw(self._folder / f"{name}.svg", color, self._theme.px(size), ratio)

    def icon(self, name: str, tint: str = "text", size: int = 20) -> QIcon:
        """Return an icon, sharp on ordinary and on dense screens."""
        icon = QIcon()
        for ratio in (1.0, 2.0):
            icon.addPixmap(self.pixmap(name, tint, size, ratio))
        return icon
