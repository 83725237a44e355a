"""The office's logo: made fit for paper once, drawn above its name."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Final

from reportlab.pdfgen.canvas import Canvas

from desk.domain.errors import InputError
from desk.domain.stationery import MOST_LOGO

if TYPE_CHECKING:
    from reportlab.lib.utils import ImageReader

#: Enough for 2.5 × 0.8 cm at 600 dots an inch; more would only make every paper heavier.
_MOST_PIXELS: Final = (600, 200)
_MOST_READ: Final = 40_000_000  # pixels of what is brought: a picture, not a bomb
_FEWER: Final = (256, 64, 16)  # colours, where so many make it too heavy


class BadLogoError(InputError):
    """No picture that can stand on papers; facts: why (unreadable | large | heavy)."""


def prepare(data: bytes) -> str:
    """Return a picture as papers bear it: on white, no larger than needed, in base64.

    Raises:
        BadLogoError.
    """
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - most papers have no picture

    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as found:
            if found.width * found.height > _MOST_READ:
                raise BadLogoError(why="large")
            picture = found.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        raise BadLogoError(why="unreadable") from None
    picture.thumbnail(_MOST_PIXELS, Image.Resampling.LANCZOS)
    # Nothing on a paper for archives may be see-through.
    flat = Image.new("RGB", picture.size, "white")
    flat.paste(picture, mask=picture.getchannel("A"))
    for colours in (0, *_FEWER):
        out = BytesIO()
        made = flat.quantize(colours).convert("RGB") if colours else flat
        made.save(out, "PNG", optimize=True)
        if len(out.getvalue()) <= MOST_LOGO * 3 // 4:
            return base64.b64encode(out.getvalue()).decode()
    raise BadLogoError(why="heavy")


@dataclass(frozen=True, slots=True)
class LogoMark:
    """A logo in a box of so many points, its shape kept."""

    logo: str
    x: float
    y: float
    width: float
    height: float

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw the picture."""
        box = (left + self.x, top - self.y - self.height, self.width, self.height)
        canvas.drawImage(_reader(self.logo), *box)


def mark(logo: str, middle: float, y: float, most: tuple[float, float]) -> LogoMark | None:
    """Return a logo centred on `middle`, within (width, height); None if it cannot be read."""
    try:
        wide, high = _reader(logo).getSize()
    except (OSError, ValueError, binascii.Error):
        return None
    scale = min(most[0] / wide, most[1] / high)
    return LogoMark(logo, middle - wide * scale / 2, y, wide * scale, high * scale)


@lru_cache(maxsize=4)
def _reader(logo: str) -> ImageReader:
    from reportlab.lib.utils import ImageReader  # noqa: PLC0415 - as above

    return ImageReader(BytesIO(base64.b64decode(logo, validate=True)))
