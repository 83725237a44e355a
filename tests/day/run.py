"""One run of the day: python -m tests.day.run FOLDER ANSWER.json [--scale --theme --method].

`--look DIR` keeps a picture of the window after each step, `--only 1 2 19` does a few steps alone.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import traceback
from collections.abc import Collection
from dataclasses import asdict
from pathlib import Path
from typing import Any

from desk import settings
from desk.ui.choices import Choices
from desk.ui.displays import AS_WINDOW
from tests.day.driver import Day, Reading
from tests.day.keyboard import Keyboard
from tests.day.steps import STEPS, Step


def live(day: Day, look: Path | None = None, only: Collection[int] = ()) -> list[Reading]:
    """Live through the day; a step that fails is said and the day goes on where it can."""
    readings = []
    for step in STEPS:
        if only and step.number not in only:
            continue
        readings.append(_do(day, step, look))
        if look is not None and day.standing is not None:
            day.window.grab().save(str(look / f"{step.number:02}.png"))
    return readings


def _do(day: Day, step: Step, look: Path | None) -> Reading:
    reading = Reading(step.number, step.name, step.keys, step.ms)
    if step.act is None:
        reading.said = "not yet: later work"
        return reading
    try:
        if step.before is not None:
            step.before(day)
        with day.watched(reading):
            reading.ms = step.act(day)
        reading.passed = reading.keys <= step.keys
        if not reading.passed:
            reading.said = f"{reading.keys} keys"
    except Exception as error:  # noqa: BLE001 - the step has failed, whatever it was; the day goes on
        reading.passed = False
        at = traceback.extract_tb(error.__traceback__)[-1]
        said = str(error) or f"{type(error).__name__} in {at.name}: {at.line}"
        reading.said = " | ".join(said.split("\n"))[:300]
        sys.stderr.write(f"step {step.number}: {reading.said}\n")
        if day.standing is not None and look is not None:
            day.window.grab().save(str(look / f"{step.number:02}-failed.png"))
        day.recover()
    return reading


def answer(day: Day, readings: list[Reading]) -> dict[str, Any]:
    """Return the run as plain data."""
    return {
        "steps": [asdict(each) for each in readings],
        "blocked_ms": max(each.blocked_ms for each in readings),
        "scale": day.choices.scale,
        "theme": day.choices.theme,
        "method": day.keyboard.method,
    }


def _screen(folder: Path) -> None:
    """Stand on a screen of 1366 × 768, as counter PCs have; without one Qt takes 800 × 800."""
    counter = {"name": "counter", "x": 0, "y": 0, "width": 1366, "height": 768}
    looks = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    config = folder.parent / "screen.json"
    config.write_text(json.dumps({"screens": [counter | looks]}), encoding="utf-8")
    if os.environ.get("QT_QPA_PLATFORM", "") == "offscreen":
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={config}"


def main() -> None:
    """Run once and write the answer down."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("answer", type=Path)
    parser.add_argument("--scale", type=int, default=100)
    parser.add_argument("--theme", default="light")
    parser.add_argument("--method", default="")
    parser.add_argument("--look", type=Path)
    parser.add_argument("--only", type=int, nargs="*", default=())
    words = parser.parse_args()
    looks = Choices(theme=words.theme, scale=words.scale)
    day = Day(words.folder, Keyboard(words.method), looks)
    day.paper.mkdir()
    _screen(words.folder)
    day.voice_there()
    chosen = settings.Settings(
        theme=looks.theme,
        scale=looks.scale,
        printer=f"folder:{day.paper}",
        room_screen=AS_WINDOW,
        citizen_screen=AS_WINDOW,
    )
    settings.save(words.folder, chosen)
    day.city_at()
    try:
        readings = live(day, words.look, words.only)
    finally:
        day.close()
        day.city_down()
    words.answer.write_text(json.dumps(answer(day, readings), ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
