"""Colours that can be told apart and read, icons that are there, a sheet without holes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QLabel

from desk.messages import Words
from desk.ui import theme
from desk.ui.icons import Icons
from desk.ui.kit import Kit
from desk.ui.parts.notices import Empty, WarningList
from desk.ui.pictures import grab
from tests.ui.conftest import RESOURCES, MakeKit
from tests.ui.invented import ROOT

READ = [
    ("text", "surface", 7.0),
    ("text", "ground", 7.0),
    ("text", "brand_soft", 7.0),
    ("quiet", "surface", 4.5),
    ("quiet", "ground", 4.5),
    ("quiet", "brand_soft", 4.5),
    ("faint", "surface", 4.5),
    ("on_brand", "brand", 4.5),
    ("on_brand", "brand_hover", 4.5),
    ("brand_text", "surface", 4.5),
    ("brand_text", "brand_soft", 4.5),
    ("bad", "surface", 4.5),
    ("bad", "bad_soft", 4.5),
    ("warn", "warn_soft", 4.5),
    ("good", "good_soft", 4.5),
    ("good", "surface", 4.5),
    ("overdue", "surface", 4.5),
    ("edge", "surface", 3.0),
    ("focus", "surface", 3.0),
    ("focus", "ground", 3.0),
    ("focus", "sunken", 3.0),
    ("focus", "warn_soft", 3.0),
]


def luminance(color: QColor) -> float:
    def part(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (part(v) for v in (color.redF(), color.greenF(), color.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: QColor, second: QColor) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize(("ink", "paper", "least"), READ)
def test_words_can_be_read(name: str, ink: str, paper: str, least: float) -> None:
    look = theme.load(RESOURCES, name)
    assert contrast(look.color(ink), look.color(paper)) >= least


@pytest.mark.parametrize("name", theme.THEMES)
def test_every_token_of_the_sheet_is_there_and_every_token_is_a_colour(name: str) -> None:
    look = theme.load(RESOURCES, name)
    assert "$" not in look.sheet
    assert not re.search(r"\b\d+u\b", look.sheet)
    assert all(QColor(value).isValid() for value in look.tokens.values())


def test_all_themes_have_the_same_tokens() -> None:
    first, *rest = (set(theme.load(RESOURCES, name).tokens) for name in theme.THEMES)
    assert all(tokens == first for tokens in rest)


def test_the_scale_grows_type_and_room_alike() -> None:
    twice = theme.load(RESOURCES, "light", 200)
    assert twice.px(36) == 72
    assert "font-size: 28px" in twice.sheet
    assert twice.font(14).pixelSize() == 28


def test_the_bundled_typefaces_are_used(qapp: QApplication) -> None:
    assert qapp is not None
    families = QFontDatabase.families()
    assert {"Be Vietnam Pro", "JetBrains Mono"} <= set(families)
    look = theme.load(RESOURCES)
    assert look.font().families()[0] == "Be Vietnam Pro"
    assert look.font(mono=True).families()[0] == "JetBrains Mono"
    assert look.font().weight() == QFont.Weight.Normal


def sources() -> str:
    return "".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / "desk/ui").rglob("*.py")))


def drawings() -> list[Path]:
    return sorted((RESOURCES / "icons").glob("*.svg"))


@pytest.mark.parametrize("path", drawings(), ids=lambda path: path.stem)
def test_every_icon_is_used_and_can_be_drawn(path: Path, make_kit: MakeKit) -> None:
    assert f'"{path.stem}"' in sources()
    icons = Icons(RESOURCES / "icons", make_kit().theme)
    image = icons.pixmap(path.stem, "brand").toImage()
    drawn = [image.pixelColor(x, y) for x in range(20) for y in range(20)]
    inked = [color for color in drawn if color.alpha() > 150]
    assert inked
    assert all(abs(color.blue() - 0x81) < 4 for color in inked)


def test_the_icons_bring_their_licence() -> None:
    assert "ISC License" in (RESOURCES / "icons" / "LICENSE").read_text(encoding="utf-8")


def test_pictures_are_written(make_kit: MakeKit, tmp_path: Path, qapp: QApplication) -> None:

    assert qapp is not None
    page = Empty(make_kit("dark"), "inbox", "Chưa có gì", "F2")
    path = grab(page, tmp_path / "pictures" / "page.png")
    assert path.read_bytes().startswith(b"\x89PNG")
    page.close()


def test_a_warning_says_its_new_meaning_under_the_old_title(kit: Kit) -> None:
    made = WarningList(kit)
    for meaning in ("2 giấy còn thiếu", "1 giấy còn thiếu"):
        made.show_words([Words("Thiếu giấy tờ", meaning)])
        shown = [each.text() for each in made.findChildren(QLabel) if each.text()]
        assert shown[-2:] == ["Thiếu giấy tờ", meaning]  # what was there goes with the next events
    assert made.said == ("Thiếu giấy tờ",)
    made.close()
