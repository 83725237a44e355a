"""The counter's own devices: the printer, what waits for it, and whether the scanner reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desk.domain.views import PrintJob
from desk.ui import words
from desk.ui.kit import Kit
from desk.ui.language import mark, plural, translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.fields import Choice, Field
from desk.ui.parts.layout import clear, column, label, row
from desk.ui.parts.notices import announce
from desk.ui.parts.status import Mark
from desk.ui.printers.places import Standing, place_words
from desk.ui.theme import StatusLook

JOB_LOOKS: Final = {
    "waiting": StatusLook("ring", "waiting"),
    "printing": StatusLook("half", "in_hand"),
    "done": StatusLook("dot", "done"),
    "failed": StatusLook("square", "overdue"),
    "cancelled": StatusLook("cross", "stopped"),
    "unsure": StatusLook("diamond", "citizen"),
}
SHOWN_JOBS: Final = 8
#: The sheets that a receipt is laid out for (`domain.papers.Page`).
SHEETS: Final = {
    "A5": mark("Exchange", "A5, một liên"),
    "A5x2": mark("Exchange", "A5, hai liên trên hai tờ"),
    "A4": mark("Exchange", "A4, một liên"),
    "A4x2": mark("Exchange", "A4 ngang, hai liên cạnh nhau"),
}


class PrinterCard(QFrame):
    """Which printer, and the papers on their way; `retry` and `cancel` carry a job."""

    retry = Signal(int)
    cancel = Signal(int)
    answered = Signal(int, bool)  # whether the paper is out, of one that nobody else can tell of
    chosen = Signal(str)
    page_chosen = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._jobs: tuple[PrintJob, ...] | None = None
        self._placed: Mapping[int, Standing] = {}
        self.setProperty("role", "card")
        name = translate("Exchange", "In ra máy")
        self.printers = Choice(kit, name)
        self.printers.activated.connect(
            lambda _: self.chosen.emit(str(self.printers.currentData()))
        )
        sheet = translate("Exchange", "Khổ giấy của giấy tiếp nhận")
        self.sheets = Choice(kit, sheet)
        for page, text in SHEETS.items():
            self.sheets.addItem(translate("Exchange", text), page)
        self.sheets.activated.connect(
            lambda _: self.page_chosen.emit(str(self.sheets.currentData()))
        )
        self._none = label(
            translate(
                "Exchange",
                "Máy tính này chưa có máy in nào: giấy sẽ chờ. Cài máy in, hoặc chọn tệp PDF.",
            ),
            "strong",
            tone="warn",
            wrap=True,
        )
        self._none.hide()
        self._rows = column(kit, gap=8)
        self.setLayout(
            column(
                kit,
                label(translate("Exchange", "Máy in"), "heading"),
                Field(kit, name, self.printers),
                self._none,
                Field(kit, sheet, self.sheets),
                label(translate("Exchange", "Giấy tờ in gần đây"), "caption"),
                self._rows,
                gap=12,
                margin=16,
            )
        )
        self.show_jobs(())

    def offer(self, printers: Sequence[tuple[str, str]], chosen: str, page: str = "A5") -> None:
        """Offer these printers (key and name) and show which of them, and which sheet, is used."""
        self.sheets.setCurrentIndex(max(self.sheets.findData(page), 0))
        self.printers.clear()
        for key, text in printers:
            self.printers.addItem(text, key)
        at = self.printers.findData(chosen)
        self.printers.setCurrentIndex(max(at, 0))

    def show_standing(self, standing: Standing) -> None:
        """Say when there is no printer that papers could go to."""
        self._none.setVisible(standing.kind == "none")

    def show_jobs(
        self, jobs: Sequence[PrintJob], placed: Mapping[int, Standing] = MappingProxyType({})
    ) -> None:
        """Show the newest papers, those that failed with the reason."""
        newest = tuple(jobs[:SHOWN_JOBS])
        if newest == self._jobs:
            return
        self._jobs = newest
        self._placed = placed
        clear(self._rows)
        if not newest:
            none = translate("Exchange", "Chưa in giấy nào hôm nay")
            self._rows.addWidget(label(none, "quiet"))
        for job in newest:
            self._rows.addLayout(self._job(job))

    def _job(self, job: PrintJob) -> QVBoxLayout:
        kit = self._kit
        state = Mark(kit)
        state.show_look(words.job_state(job.state), JOB_LOOKS[job.state])
        head = row(kit, gap=8)
        head.addWidget(label(words.form(job.form), wrap=True), 1)
        head.addWidget(state, 0, Qt.AlignmentFlag.AlignTop)
        whole = column(kit, head, gap=2)
        below = row(kit, label(job.dossier_code, "small"), None, gap=8)
        if job.state == "failed":
            why = kit.explain(job.error, {})
            whole.addWidget(label(f"{why.title}. {why.next}", "small", tone="bad", wrap=True))
            below.addWidget(self._link(translate("Exchange", "Thử lại"), job, self.retry.emit))
        if job.state == "unsure":
            ask = translate("Exchange", "Chương trình dừng khi đang gửi giấy này. Giấy đã ra chưa?")
            if job.error:
                why = kit.explain(job.error, {})
                ask = f"{why.title}. {why.next}"
            whole.addWidget(label(ask, "small", tone="warn", wrap=True))
            came, again = translate("Exchange", "Đã ra giấy"), translate("Exchange", "In lại")
            for text, is_out in ((came, True), (again, False)):
                tell = partial(self._answer, is_out=is_out)
                below.addWidget(self._link(text, job, tell))
        if job.state in ("failed", "waiting"):
            below.addWidget(self._link(translate("Exchange", "Bỏ"), job, self.cancel.emit))
        whole.addLayout(below)
        place = self._placed.get(job.id)
        if place is not None and job.state == "done":
            whole.addWidget(label(place_words(place), "small", wrap=True))
        return whole

    def _answer(self, job: int, *, is_out: bool) -> None:
        self.answered.emit(job, is_out)

    def _link(self, text: str, job: PrintJob, then: Callable[[int], None]) -> KeyButton:
        button = KeyButton(self._kit, text, role="link")
        button.setAccessibleName(f"{text}: {words.form(job.form)} {job.dossier_code}")
        button.clicked.connect(lambda: then(job.id))
        return button


class ScannerCard(QFrame):
    """Tells what the scanner sends, without showing anybody's data."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._said = label(
            translate("Exchange", "Quét một mã bất kỳ khi đang ở trang này."), "quiet", wrap=True
        )
        self.setLayout(
            column(
                kit,
                label(translate("Exchange", "Thử máy quét"), "heading"),
                self._said,
                gap=8,
                margin=16,
            )
        )

    @property
    def said(self) -> str:
        """What is told now."""
        return self._said.text()

    def show_scan(self, text: str) -> None:
        """Tell how much was read, and whether Vietnamese letters arrived whole."""
        count = plural(
            len(text),
            translate("Exchange", "Máy quét đọc được 1 ký tự."),
            translate("Exchange", "Máy quét đọc được {n} ký tự."),
        )
        if "|" in text:
            whole = any(ord(letter) > 127 for letter in text)  # noqa: PLR2004 - beyond ASCII
            marks = (
                translate("Exchange", "Thẻ căn cước: chữ tiếng Việt có dấu, tốt.")
                if whole
                else translate("Exchange", "Thẻ căn cước: mất dấu tiếng Việt. Chọn chế độ USB-COM.")
            )
            count = f"{count} {marks}"
        elif text.isdigit():
            digits = translate("Exchange", "Chỉ có chữ số, tốt.")
            count = f"{count} {digits}"
        self._said.setText(count)
        self._said.setAccessibleName(count)
        announce(self._said)
