"""Which printer takes which paper: kinds of paper, the table of routes, what a printer needs.

A counter has several stacks: sheets of A5 for the office's forms, A4 for books and lists, stickers,
the roll of a till printer, numbered security paper. Each form lies on one kind; each kind goes to
one printer and tray. Kinds are data of the form, printers are a choice of the counter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desk.domain.errors import InputError
from desk.domain.papers import Page


class Kind(StrEnum):
    """A stack of paper."""

    A5 = "a5"
    A4 = "a4"
    LABEL = "label"
    SLIP = "slip"  # the roll of a till printer, 80 mm wide
    SECURITY = "security"  # numbered sheets that are accounted for one by one


class Way(StrEnum):
    """How a page is handed to a printer."""

    DOTS = "dots"  # drawn here, dot for dot, through the system's printer
    PDF = "pdf"  # the paper itself: the spooler draws it
    ESCPOS = "escpos"  # dots in a till printer's own words, past every driver


#: Forms on a paper of their own; every other is a form of the office, on the sheet chosen for it.
KINDS: Final[Mapping[str, Kind]] = {
    "label": Kind.LABEL,
    "shelf": Kind.LABEL,
    "ticket": Kind.SLIP,
    "stub": Kind.SLIP,
    "result": Kind.A4,
    "secure-result": Kind.SECURITY,
    "book": Kind.A4,
    "list": Kind.A4,
    "remind": Kind.A4,
    "uncollected": Kind.A4,
    "report": Kind.A4,
    "figures": Kind.A4,
    "history": Kind.A4,
    "results": Kind.A4,
    "sheets": Kind.A4,
}

#: Papers that count: given to somebody, or filed. One that is out comes out again for a reason.
COUNTED: Final = frozenset(
    "receipt supplement refusal apology stop closing extension extended fee batch results handover "
    "sitting stub".split()
)

#: Papers of many pages: they tell how far they have come while they are drawn, and can be stopped.
LONG: Final = frozenset({"book"})

FOLDER: Final = "folder:"
#: Printers that are spoken to without the system: `socket://host:9100` or `device:/dev/usb/lp0`.
SOCKET: Final = "socket://"
DEVICE: Final = "device:"

#: The form of a page to measure a printer by; what it is about is the kind of paper.
TEST: Final = "test"
#: A result on plain paper: most are A4, the words of a certification A5.
RESULT: Final = "result"
TEST_MARK_UM: Final = 20_000  # where its lines lie that are measured, from the left and the top
#: Sizes of paper as they are measured, in millimetres.
SIZES: Final[Mapping[Kind, tuple[float, float]]] = {
    Kind.A5: (148, 210),
    Kind.A4: (210, 297),
    Kind.LABEL: (80, 50),
    Kind.SLIP: (80, 120),
    Kind.SECURITY: (210, 297),
}

MOST_SHIFT_UM: Final = 20_000  # a printer that is further off is broken, or A5 on A4
LEAST_DOTS, MOST_DOTS = 560, 832  # across a roll of 80 mm at 203 dots per inch
USUAL_DOTS: Final = 576  # 72 mm at 203 dots per inch


class BadSetupError(InputError):
    """A printer cannot be set up like this; facts: field, value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where a kind of paper goes; without a printer: to the counter's usual one."""

    kind: Kind
    printer: str = ""
    tray: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What one printer needs for one kind of paper.

    `dx` and `dy` are micrometres by which everything is drawn further right and down.
    """

    printer: str
    kind: Kind
    dx: int = 0
    dy: int = 0
    way: Way = Way.DOTS
    dots: int = USUAL_DOTS  # across the roll, of a till printer
    cut: bool = True
    on_a4: bool = False  # A5 is laid at the top left of A4: the printer has no A5


def kind_of(form: str, page: str, about: str = "") -> Kind:
    """Return the kind of paper that a form lies on, `page` being chosen for the office's forms.

    A test page names its kind itself, in what it is about, and so does a result on plain paper.
    """
    if form == TEST:
        return Kind(about)
    if form == RESULT and about == Kind.A5:
        return Kind.A5
    own = KINDS.get(form)
    if own is not None:
        return own
    return Kind.A4 if page in {Page.A4, Page.A4_TWICE} else Kind.A5


def usual_setup(printer: str, kind: Kind) -> Setup:
    """Return what a printer needs as long as nobody has said more."""
    direct = printer.startswith((SOCKET, DEVICE))
    return Setup(printer=printer, kind=kind, way=Way.ESCPOS if direct else Way.DOTS)


def checked(setup: Setup) -> Setup:
    """Return a set-up that a printer can be told.

    Raises:
        BadSetupError.
    """
    for field, value in (("dx", setup.dx), ("dy", setup.dy)):
        if abs(value) > MOST_SHIFT_UM:
            raise BadSetupError(field=field, value=value / 1000)
    if not LEAST_DOTS <= setup.dots <= MOST_DOTS or setup.dots % 8:
        raise BadSetupError(field="dots", value=setup.dots)
    if setup.way is Way.ESCPOS and setup.kind is not Kind.SLIP:
        raise BadSetupError(field="way", value=setup.kind.value)
    return setup


def read_mm(text: str, field: str) -> int:
    """Return millimetres as somebody writes them ("1,5", "-0.3") in micrometres.

    Raises:
        BadSetupError.
    """
    plain = text.strip().replace(",", ".").replace("\u2212", "-") or "0"
    try:
        found = round(float(plain) * 1000)
    except (ValueError, OverflowError) as error:
        raise BadSetupError(field=field, value=text[:20]) from error
    return found


def corrected(shift: int, expected: int, measured: int) -> int:
    """Return the shift that brings a mark from where it was measured to where it belongs.

    All in micrometres from the sheet's edge; `shift` is what the test page was drawn with.
    """
    return shift + expected - measured
