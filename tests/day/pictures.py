"""`make pictures`: every page at 1366 × 768 – light, dark, in high contrast and at 200 %.

    python -m tests.day.pictures [--out DIR] [--looks light dark contrast 200] [--sittings NAME…]
                                 [--papers DIR]

What is taken, and in which state, is told in `shots`; `--papers` writes those that papers about
the program show, small enough to be kept.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from PIL import Image
from PySide6.QtWidgets import QWidget

from desk import settings
from desk.ui.choices import Choices
from desk.ui.pictures import SIZE, settle
from tests.day.driver import Day
from tests.day.keyboard import Keyboard, pump
from tests.day.office import office
from tests.day.shots import PICKED, SITTINGS, Sitting

LOOKS: Final = {
    "light": Choices(),
    "dark": Choices(theme="dark"),
    "contrast": Choices(theme="contrast"),
    "200": Choices(scale=200),
}
_COLOURS: Final = 160


def main() -> None:
    """Write every picture and say where they are."""
    parser = argparse.ArgumentParser(prog="python -m tests.day.pictures")
    parser.add_argument("--out", type=Path, default=Path("out/pictures"))
    parser.add_argument("--looks", nargs="+", choices=LOOKS, default=list(LOOKS))
    parser.add_argument("--sittings", nargs="+", choices=SITTINGS, default=list(SITTINGS))
    parser.add_argument("--papers", type=Path)
    asked = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="desk-pictures-") as place:
        kept = Path(place) / "kept"
        office(kept)
        for name in asked.looks:
            made = 0
            for at, (title, sitting) in enumerate(SITTINGS.items()):
                if title in asked.sittings:
                    folder = Path(place) / f"{name}-{title}"
                    shutil.copytree(kept, folder)
                    made += sit(folder, sitting, LOOKS[name], asked.out / name, at)
            sys.stdout.write(f"{asked.out / name}: {made} pictures\n")
            sys.stdout.flush()
    if asked.papers:
        keep(asked.out, asked.papers)


def sit(place: Path, sitting: Sitting, choices: Choices, out: Path, number: int) -> int:
    """Take the pictures of one sitting in one look; return how many there are."""
    folder = place / "data"
    sitting.prepare(place)
    if folder.exists():
        chosen = replace(settings.load(folder), theme=choices.theme, scale=choices.scale)
        settings.save(folder, replace(chosen, practice=sitting.practice))
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob(f"{number}*.png"):
        old.unlink()
    day = Day(folder, Keyboard(), choices)
    day.open()
    try:
        day.window.choose(choices)
        day.until(lambda: day.window.stage != "opening" or sitting.stays, "a first page")
        for at, (name, stage) in enumerate(sitting.shots):
            pictured: QWidget = day.window
            try:
                pictured = stage(day) or pictured
            except AssertionError as error:  # the picture shows where it stopped
                sys.stderr.write(f"{name}: {error}\n")
            if pictured is day.window:  # this screen may be smaller than the one it stood on
                pictured.resize(SIZE)
            pump(250)
            settle(120)
            path = out / f"{number}{at:02d}-{name}.png"
            pictured.grab().save(str(path))
    finally:
        sys.excepthook = sys.__excepthook__
        with suppress(RuntimeError):  # what a stage says went wrong is to be seen, not this
            day.close()
    return len(sitting.shots)


def keep(out: Path, papers: Path) -> None:
    """Write the pictures that papers show, with as few colours as they need."""
    papers.mkdir(parents=True, exist_ok=True)
    for name, (look, shot) in PICKED.items():
        for taken in (out / look).glob(f"[0-9][0-9][0-9]-{shot}.png"):
            few = Image.open(taken).convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
            few.save(papers / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
