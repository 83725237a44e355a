"""Make the program's two sounds: `python build/make_sounds.py` writes resources/sounds.

A rising pair says that something went well, a falling one that it did not; both are over before
the hand has moved on. The files are kept with the program, so that no counter needs to make them.
"""

from __future__ import annotations

import math
import struct
import wave
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parents[1] / "resources" / "sounds"
RATE: Final = 22_050
LOUD: Final = 0.35
_RISE_S: Final = 0.006  # without it a loudspeaker clicks

#: Each sound as tones: Hz, seconds.
SOUNDS: Final = {
    "good": ((880.0, 0.06), (1318.5, 0.11)),
    "bad": ((311.1, 0.13), (207.7, 0.22)),
}


def samples(tones: tuple[tuple[float, float], ...]) -> list[int]:
    """Return the tones one after another, each dying away."""
    made = []
    for pitch, length in tones:
        count = round(RATE * length)
        for at in range(count):
            seconds = at / RATE
            swell = min(1.0, seconds / _RISE_S) * math.exp(-3.5 * at / count)
            end = min(1.0, (count - at) / (RATE * _RISE_S))
            wave_ = math.sin(2 * math.pi * pitch * seconds)
            made.append(round(32_767 * LOUD * swell * end * wave_))
    return made


def main() -> None:
    """Write both files."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, tones in SOUNDS.items():
        data = samples(tones)
        with wave.open(str(FOLDER / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(struct.pack(f"<{len(data)}h", *data))


if __name__ == "__main__":
    main()
