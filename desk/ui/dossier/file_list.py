"""A dossier's papers and their files, one a line: digitised, at another counter, on their way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem
from typing_extensions import override

from desk.domain.digitising import Reusable
from desk.domain.records import Attachment, Dossier
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.scans.filing import digitised_words
from desk.ui.scans.viewer import pages_words

_SHOWN_ROWS = 4


@dataclass(frozen=True, slots=True)
class FileRow:
    """One line: a file of a paper, or a paper without one and what may be used again."""

    paper: str
    file: Attachment | None = None
    offer: Reusable | None = None
    away: str | None = None  # where the bytes are, in words, when they are not here
    unsent: bool = False  # the city does not have it yet


class FileList(QListWidget):
    """The papers; `entered` opens a file or uses an old one again, `unwanted` takes one off."""

    entered = Signal()
    unwanted = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.lines: tuple[FileRow, ...] = ()
        self.setProperty("role", "rows")
        self.setAccessibleName(translate("Files", "Giấy tờ và tệp"))
        self.setIconSize(QSize(kit.theme.px(18), kit.theme.px(18)))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    @property
    def current(self) -> FileRow | None:
        """The line under the cursor."""
        at = self.currentRow()
        return self.lines[at] if 0 <= at < len(self.lines) else None

    def show_lines(self, lines: Sequence[FileRow]) -> None:
        """List papers and files; the cursor stays where it was."""
        at = max(self.currentRow(), 0)
        self.lines = tuple(lines)
        blocked = self.blockSignals(True)
        self.clear()
        for line in lines:
            icon, tint, told = _look(line)
            item = QListWidgetItem(self._kit.icons.icon(icon, tint, 18), told)
            item.setToolTip(told)
            self.addItem(item)
        self.setCurrentRow(min(at, len(lines) - 1))
        self.blockSignals(blocked)
        self.setFixedHeight(self._kit.theme.px(32 * min(max(len(lines), 1), _SHOWN_ROWS) + 8))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.current
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and line is not None and (line.offer or line.file):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Delete and line is not None and line.file is not None:
            self.unwanted.emit()
        else:
            super().keyPressEvent(event)


def _look(line: FileRow) -> tuple[str, str, str]:
    """Return icon, colour and words of a line."""
    paper = line.paper or translate("Files", "Tệp khác")
    if line.file is None:
        if line.offer is None:
            said = translate("Files", "{paper} · chưa số hóa")
            return "minus", "quiet", said.format(paper=paper)
        said = translate("Files", "{paper} · có bản ngày {day}")
        return (
            "history",
            "brand_text",
            said.format(paper=paper, day=f"{line.offer.made_at:%d/%m/%Y}"),
        )
    made = line.file.made_at
    told = [paper, pages_words(line.file.pages)]
    if made is not None:
        told.append(translate("Files", "bản số hóa ngày {day}").format(day=f"{made:%d/%m/%Y}"))
    if line.away is not None:
        return "cloud-off", "warn", " · ".join([*told, line.away])
    if line.unsent:
        return "send", "warn", " · ".join([*told, translate("Files", "chờ gửi lên thành phố")])
    return "circle-check", "good", " · ".join(told)


def _away(places: Mapping[str, str], file: Attachment) -> str | None:
    """Say where a file's bytes are, None where they are here."""
    if file.file not in places:
        return None
    place = places[file.file]
    if place:
        return translate("Files", "bản gốc ở {place}").format(place=place)
    return translate("Files", "tệp không còn trên máy này")


def row_of(
    paper: str, file: Attachment, places: Mapping[str, str], unsent: Mapping[str, str]
) -> FileRow:
    """Return the line of a file: where it is, and whether the city has it."""
    return FileRow(paper, file, away=_away(places, file), unsent=file.file in unsent)


def standing(dossier: Dossier, unsent: Mapping[str, str]) -> list[str]:
    """Say how many papers are digitised, and how many files the city lacks."""
    said = [digitised_words(dossier)]
    if unsent:
        total = len({each.file for each in dossier.attachments})
        missing = translate("Files", "thiếu {missing}/{all} tệp ở thành phố")
        said.append(missing.format(missing=len(unsent), all=total))
    return said
