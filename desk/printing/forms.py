"""The room's door: which form is drawn by whom."""

from __future__ import annotations

from collections.abc import Callable

from desk.domain.books import BookSheet
from desk.domain.papers import (
    ApologySheet,
    BatchSheet,
    ClosingSheet,
    ControlSheet,
    CoverSheet,
    FiguresSheet,
    HandoverSheet,
    LabelSheet,
    LetterSheet,
    LettersSheet,
    ListSheet,
    Progress,
    ReceiptSheet,
    RefusalSheet,
    ReportTable,
    ResultSheet,
    Sheet,
    ShelfSheet,
    SittingSheet,
    StopSheet,
    StubSheet,
    SupplementSheet,
    SurveySheet,
    TestSheet,
    TicketSheet,
)
from desk.domain.printers import LONG
from desk.printing import (
    apology,
    batch,
    book,
    control,
    cover,
    handover,
    label,
    letter,
    lists,
    mailing,
    plots,
    receipt,
    refusal,
    report,
    result,
    sitting,
    stop,
    stub,
    supplement,
    testpage,
    ticket,
)
from desk.printing.press import Rendered
from desk.printing.wording import FormUnknownError

_DRAWN: dict[str, tuple[type[Sheet], Callable[..., Rendered]]] = {
    "receipt": (ReceiptSheet, receipt.draw),
    "supplement": (SupplementSheet, supplement.draw),
    "refusal": (RefusalSheet, refusal.draw),
    "apology": (ApologySheet, apology.draw),
    "stop": (StopSheet, stop.draw),
    "closing": (ClosingSheet, stop.draw_closing),
    "control": (ControlSheet, control.draw),
    "label": (LabelSheet, label.draw),
    "cover": (CoverSheet, cover.draw),
    "ticket": (TicketSheet, ticket.draw),
    "stub": (StubSheet, stub.draw),
    "test": (TestSheet, testpage.draw),
    "extension": (LetterSheet, letter.draw),
    "extended": (LetterSheet, letter.draw),
    "fee": (LetterSheet, letter.draw),
    "notice": (LetterSheet, letter.draw),
    "letters": (LettersSheet, mailing.draw),
    "history": (ListSheet, lists.draw),
    "batch": (BatchSheet, batch.draw),
    "sitting": (SittingSheet, sitting.draw),
    "report": (ReportTable, report.draw),
    "handover": (HandoverSheet, handover.draw),
    "survey": (SurveySheet, handover.draw_survey),
    "shelf": (ShelfSheet, handover.draw_shelf),
    "list": (ListSheet, lists.draw),
    "figures": (FiguresSheet, plots.draw),
    "book": (BookSheet, book.draw),
    "result": (ResultSheet, result.draw),
    "secure-result": (ResultSheet, result.draw),
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
    try:
        kind, draw = _DRAWN[form]
    except KeyError:
        raise FormUnknownError(form=form, form_set=sheet.wording.key) from None
    if not isinstance(sheet, kind):
        raise TypeError(f"{form} is printed from {kind.__name__}, not {type(sheet).__name__}")
    if form in LONG:
        return draw(sheet, progress)
    return draw(sheet)
