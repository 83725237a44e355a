"""One paper being set: what it says, on what sheet, and what could not be drawn of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from desk.domain.papers import FormWording, Page, Sheet
from desk.printing import fonts
from desk.printing.flow import Slab
from desk.printing.text import Run
from desk.printing.words import say

MM = 72 / 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A sheet's measures and size of type, in points."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    size: float

    @property
    def measure(self) -> float:
        """The width that text may fill."""
        return self.width - self.left - self.right

    @property
    def body(self) -> float:
        """The height that slabs may fill."""
        return self.height - self.top - self.bottom


A5 = Style(
    width=148 * MM, height=210 * MM, left=14 * MM, right=10 * MM, top=11 * MM, bottom=9 * MM, size=0
)
A4 = Style(
    width=210 * MM,
    height=297 * MM,
    left=25 * MM,
    right=15 * MM,
    top=18 * MM,
    bottom=16 * MM,
    size=0,
)
LANDSCAPE = Style(
    width=297 * MM,
    height=210 * MM,
    left=15 * MM,
    right=15 * MM,
    top=16 * MM,
    bottom=14 * MM,
    size=11,
)
# The first size is the ordinary one; smaller ones are tried where they save a second sheet.
A4_SIZES = (13.0, 12.5, 12.0, 11.5)
A5_SIZES = (10.0, 9.7, 9.4, 9.1, 8.8)


Block = Callable[["Job", Style], list[Slab]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One paper being set: its sheet, wording and values, and what could not be drawn."""

    sheet: Sheet
    wording: FormWording
    values: Mapping[str, str]
    blocks: Mapping[str, Block] = field(default_factory=dict)
    code: str = ""
    barcode: str = ""
    version: int = 1
    missing: set[int] = field(default_factory=set)

    @property
    def page(self) -> Page:
        """The page to print on: only forms that the law has in two copies come in two."""
        page = self.sheet.page
        if self.wording.copies:
            return page
        return {Page.A5_TWICE: Page.A5, Page.A4_TWICE: Page.A4}.get(page, page)

    def runs(self, text: str, face: str = "r") -> tuple[Run, ...]:
        """Return a plain text (not a template) as it can be drawn."""
        return (Run(fonts.clean(text, self.missing), face),)

    def word(self, key: str, **values: str) -> str:
        """Return one of the form's own words, filled."""
        return say(self.wording.words, key, **values)

    def shared(self, key: str, **values: object) -> str:
        """Return one of the words that all forms share, filled."""
        return say(self.sheet.wording.words, key, **values)
