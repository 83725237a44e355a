"""Colours, sizes and typefaces: one file of tokens makes light, dark and high contrast."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from desk.domain.records import Status
from desk.ui import sweep

THEMES: Final = ("light", "dark", "contrast")
SCALES: Final = (100, 125, 150, 175, 200)
SANS: Final = ("Be Vietnam Pro", "Segoe UI", "Noto Sans")
MONO: Final = ("JetBrains Mono", "Consolas", "Noto Sans Mono")
BASE_PIXELS: Final = 14
_STYLED: Final = "desk-styled"

_TOKEN = re.compile(r"\$([a-z_]+)")
_REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)
_UNIT = re.compile(r"\b(\d+)u\b")


@dataclass(frozen=True, slots=True)
class StatusLook:
    """How a status is told without words: a shape and the token of its colour."""

    shape: str  # ring | half | diamond | triangle | square | dot | cross
    token: str


#: Shape and colour of every national status (the word is in `ui/words.py`).
STATUS_LOOKS: Final[Mapping[Status, StatusLook]] = {
    Status.FILED: StatusLook("ring", "waiting"),
    Status.RECEIVED: StatusLook("ring", "waiting"),
    Status.NOT_ACCEPTED: StatusLook("cross", "stopped"),
    Status.IN_HAND: StatusLook("half", "in_hand"),
    Status.SUPPLEMENT: StatusLook("diamond", "citizen"),
    Status.PAYMENT: StatusLook("diamond", "citizen"),
    Status.WITHDRAWING: StatusLook("diamond", "citizen"),
    Status.STOPPED: StatusLook("cross", "stopped"),
    Status.DONE: StatusLook("dot", "done"),
    Status.RETURNED: StatusLook("dot", "done"),
}

SOON: Final = StatusLook("triangle", "soon")
OVERDUE: Final = StatusLook("square", "overdue")


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One set of tokens at one text scale."""

    name: str
    scale: int  # per cent
    tokens: Mapping[str, str]
    style: str  # the sheet with its tokens and units still open

    def px(self, size: float) -> int:
        """Return `size` pixels at 100 % grown with the text scale."""
        return round(size * self.scale / 100)

    def color(self, token: str) -> QColor:
        """Return the colour that `token` names."""
        return QColor(self.tokens[token])

    @property
    def sheet(self) -> str:
        """The style sheet with every token and unit filled in."""
        bare = _REMARK.sub("", self.style)
        filled = _TOKEN.sub(lambda m: self._css(m[1]), bare)
        return _UNIT.sub(lambda m: f"{self.px(int(m[1]))}px", filled)

    def _css(self, token: str) -> str:
        # Sheets read #AARRGGBB as other toolkits read #RRGGBBAA; rgba() leaves no doubt.
        color = self.color(token)
        if color.alpha() == 255:  # noqa: PLR2004 - the full byte is what opaque means
            return color.name()
        return f"rgba({color.red()},{color.green()},{color.blue()},{color.alpha()})"

    def font(self, size: float = BASE_PIXELS, weight: int = 400, *, mono: bool = False) -> QFont:
        """Return the typeface for painted words: tabular figures, never faked weights."""
        font = QFont()
        font.setFamilies(list(MONO if mono else SANS))
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight(weight))
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def palette(self) -> QPalette:
        """Return the palette for everything that the sheet does not paint."""
        roles = {
            QPalette.ColorRole.Window: "ground",
            QPalette.ColorRole.WindowText: "text",
            QPalette.ColorRole.Base: "surface",
            QPalette.ColorRole.AlternateBase: "sunken",
            QPalette.ColorRole.Text: "text",
            QPalette.ColorRole.Button: "surface",
            QPalette.ColorRole.ButtonText: "text",
            QPalette.ColorRole.BrightText: "on_brand",
            QPalette.ColorRole.ToolTipBase: "text",
            QPalette.ColorRole.ToolTipText: "surface",
            QPalette.ColorRole.PlaceholderText: "faint",
            QPalette.ColorRole.Highlight: "brand",
            QPalette.ColorRole.HighlightedText: "on_brand",
            QPalette.ColorRole.Link: "brand_text",
            QPalette.ColorRole.LinkVisited: "brand_text",
            QPalette.ColorRole.Light: "surface",
            QPalette.ColorRole.Midlight: "hover",
            QPalette.ColorRole.Mid: "line",
            QPalette.ColorRole.Dark: "edge",
            QPalette.ColorRole.Shadow: "edge",
        }
        palette = QPalette()
        for role, token in roles.items():
            palette.setColor(role, self.color(token))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("faint"))
        return palette


def load(resources: Path, name: str = "light", scale: int = 100) -> Theme:
    """Read the tokens and the sheet from `resources`."""
    tokens = json.loads((resources / "theme.json").read_text(encoding="utf-8"))
    style = (resources / "style.qss").read_text(encoding="utf-8")
    return Theme(name=name, scale=scale, tokens=tokens[name], style=style)


def load_fonts(folder: Path) -> None:
    """Add every typeface in `folder`, so that all marks are drawn alike on every machine."""
    for path in sorted(folder.glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def dress(app: QApplication, theme: Theme) -> None:
    """Give the whole program this theme."""
    if app.property(_STYLED) is None:  # the style itself hides behind the sheet once there is one
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setProperty(_STYLED, True)
    sheet = theme.sheet
    if app.styleSheet() == sheet:
        return  # to dress every widget again takes longer than anything else here
    app.setPalette(theme.palette())
    app.setFont(theme.font())
    with sweep.unswept():
        app.setStyleSheet(sheet)
