"""The room's door: which form is drawn by whom.

A drawing module is opened when the first of its forms is drawn: a receipt does not wait while the
program reads how reports are counted and plotted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import Final, cast

from desk.domain.papers import Progress, Sheet
from desk.domain.printers import LONG
from desk.printing.press import Rendered
from desk.printing.wording import FormUnknownError

# The module of this room, its function, and the sheet that it draws.
_DRAWN: Final[Mapping[str, tuple[str, str, str]]] = {
    "receipt": ("receipt", "draw", "ReceiptSheet"),
    "supplement": ("supplement", "draw", "SupplementSheet"),
    "refusal": ("refusal", "draw", "RefusalSheet"),
    "apology": ("apology", "draw", "ApologySheet"),
    "stop": ("stop", "draw", "StopSheet"),
    "closing": ("stop", "draw_closing", "ClosingSheet"),
    "control": ("control", "draw", "ControlSheet"),
    "label": ("label", "draw", "LabelSheet"),
    "cover": ("cover", "draw", "CoverSheet"),
    "ticket": ("ticket", "draw", "TicketSheet"),
    "stub": ("stub", "draw", "StubSheet"),
    "test": ("testpage", "draw", "TestSheet"),
    "extension": ("letter", "draw", "LetterSheet"),
    "extended": ("letter", "draw", "LetterSheet"),
    "fee": ("letter", "draw", "LetterSheet"),
    "notice": ("letter", "draw", "LetterSheet"),
    "letters": ("mailing", "draw", "LettersSheet"),
    "history": ("lists", "draw", "ListSheet"),
    "batch": ("batch", "draw", "BatchSheet"),
    "sitting": ("sitting", "draw", "SittingSheet"),
    "report": ("report", "draw", "ReportTable"),
    "handover": ("handover", "draw", "HandoverSheet"),
    "survey": ("handover", "draw_survey", "SurveySheet"),
    "shelf": ("handover", "draw_shelf", "ShelfSheet"),
    "list": ("lists", "draw", "ListSheet"),
    "figures": ("plots", "draw", "FiguresSheet"),
    "book": ("book", "draw", "BookSheet"),
    "result": ("result", "draw", "ResultSheet"),
    "secure-result": ("result", "draw", "ResultSheet"),
}
FORMS = tuple(_DRAWN)


def render(form: str, sheet: Sheet) -> bytes:
    """Return a paper as PDF.

    Raises:
        FormUnknownError: there is no such form, or not in the sheet's form set.
        FontMissingError, WordingDamagedError: the program's own files are damaged.
    """
    return render_told(form, sheet).pdf


def render_told(form: str, sheet: Sheet, progress: Progress | None = None) -> Rendered:
    """Return a paper with its page count and the characters that could not be drawn.

    `progress` is told how far a long paper has come, and answers whether to go on.

    Raises:
        PressStoppedError: it answered no.
    """
    if form not in _DRAWN:
        raise FormUnknownError(form=form, form_set=sheet.wording.key)
    kind, draw = _drawer(form)
    if not isinstance(sheet, kind):
        raise TypeError(f"{form} is printed from {kind.__name__}, not {type(sheet).__name__}")
    if form in LONG:
        return draw(sheet, progress)
    return draw(sheet)


@cache
def _drawer(form: str) -> tuple[type[Sheet], Callable[..., Rendered]]:
    """Open the module of a form; the sheet is looked up where it is drawn, so both must exist."""
    module, function, sheet = _DRAWN[form]
    opened = import_module(f"desk.printing.{module}")
    return (
        cast("type[Sheet]", getattr(opened, sheet)),
        cast("Callable[..., Rendered]", getattr(opened, function)),
    )
