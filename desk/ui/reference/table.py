"""Changes as a dense table: about what, whom, how it was and how it will be."""

from __future__ import annotations

from typing import Final

from desk.ui.kit import Kit
from desk.ui.language import mark, translate
from desk.ui.parts.rows import Column, RowTable
from desk.ui.reference import words

_COLUMNS: Final = (
    Column(mark("Reference", "Thay đổi"), 20, words.topic),
    Column(mark("Reference", "Nội dung"), 40, words.subject),
    Column(mark("Reference", "Trước"), 20, lambda change: words.value(change, change.before)),
    Column(mark("Reference", "Sau"), 20, lambda change: words.value(change, change.after)),
)


class ChangeTable(RowTable):
    """All four columns are in sight; the line under the table says a row in full."""

    def __init__(self, kit: Kit) -> None:
        name = translate("Reference", "Các thay đổi")
        super().__init__(kit, name, _COLUMNS, lambda head: translate("Reference", head))

    def said(self) -> str:
        """Return the row under the cursor in full."""
        at = self.currentIndex().row()
        if not 0 <= at < len(self.rows):
            return ""
        change = self.rows[at]
        told = f"{words.topic(change)}: {words.subject(change)}"
        if not (change.before or change.after):
            return told
        before, after = (words.value(change, text) for text in (change.before, change.after))
        return f"{told}\n{before} → {after}"
