"""What is on its way, printer by printer: state, sheets, why not, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desk.domain.views import PrintJob
from desk.ui import words
from desk.ui.exchange.devices import JOB_LOOKS
from desk.ui.kit import Kit
from desk.ui.language import plural, translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.fields import Choice, Field
from desk.ui.parts.layout import clear, column, label, row
from desk.ui.parts.status import Mark
from desk.ui.printers.places import Standing, name_of

SHOWN: Final = 20
_OPEN: Final = ("waiting", "printing", "failed", "unsure")


class QueueCard(QFrame):
    """`moved` carries jobs and a printer's key, `answered` a job and whether it is on paper."""

    retry = Signal(int)
    cancel = Signal(int)
    moved = Signal(object, str)
    answered = Signal(int, bool)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._shown: object = None
        self.setProperty("role", "card")
        name = translate("Printers", "Chuyển sang")
        self.target = Choice(kit, name)
        self._rows = column(kit, gap=12)
        self.setLayout(
            column(
                kit,
                label(translate("Printers", "Hàng in"), "heading"),
                Field(kit, name, self.target),
                self._rows,
                None,
                gap=12,
                margin=16,
            )
        )
        self.show_jobs((), {})

    def offer(self, printers: Sequence[tuple[str, str]]) -> None:
        """Offer these printers (key and name) to move papers to."""
        before = self.target.currentData()
        self.target.clear()
        for key, text in printers:
            self.target.addItem(text, key)
        self.target.setCurrentIndex(max(self.target.findData(before), 0))

    def show_jobs(self, jobs: Sequence[PrintJob], standings: Mapping[str, Standing]) -> None:
        """Show the newest papers under the printers that they go to, what is to be done first."""
        newest = tuple(jobs[:SHOWN])
        shown = (newest, dict(standings))
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._rows)
        if not newest:
            self._rows.addWidget(label(translate("Printers", "Chưa có giấy nào."), "quiet"))
        by_printer: dict[str, list[PrintJob]] = {}
        for job in newest:
            by_printer.setdefault(job.printer, []).append(job)
        for key, group in by_printer.items():
            self._rows.addLayout(self._printer(key, group, standings.get(key, Standing())))

    def _printer(self, key: str, jobs: list[PrintJob], standing: Standing) -> QVBoxLayout:
        kit = self._kit
        name = standing.name if not key and standing.name else key
        head = row(kit, gap=8)
        head.addWidget(label(name_of(name), "strong", wrap=True), 1)
        open_ = [job.id for job in jobs if job.state in ("waiting", "failed") or job.held]
        whole = column(kit, head, gap=6)
        if open_:
            text = translate("Printers", "Chuyển tất cả")
            link = KeyButton(kit, text, role="link")
            link.setAccessibleName(f"{text}: {name_of(name)}")
            link.clicked.connect(partial(self._move, open_))
            head.addWidget(link)
        said = _away(standing)
        if said and any(job.state in _OPEN for job in jobs):
            whole.addWidget(label(said, "small", tone="warn", wrap=True))
        for job in jobs:
            whole.addLayout(self._job(job))
        return whole

    def _move(self, jobs: list[int]) -> None:
        self.moved.emit(jobs, str(self.target.currentData() or ""))

    def _job(self, job: PrintJob) -> QVBoxLayout:
        kit = self._kit
        state = Mark(kit)
        state.show_look(words.job_state(job.state), JOB_LOOKS[job.state])
        paper = " ".join(filter(None, (words.form(job.form), job.sheet)))
        head = row(kit, gap=8)
        head.addWidget(label(f"{paper}  {job.dossier_code}".strip(), wrap=True), 1)
        head.addWidget(state, 0, Qt.AlignmentFlag.AlignTop)
        whole = column(kit, head, gap=2)
        said = self._said(job)
        if said:
            tone = "bad" if job.state == "failed" else "warn" if job.state == "unsure" else ""
            whole.addWidget(label(said, "small", tone=tone, wrap=True))
        links = row(kit, gap=12)
        for text, then in self._ways(job):
            link = KeyButton(kit, text, role="link")
            link.setAccessibleName(f"{text}: {paper} {job.dossier_code}".strip())
            link.clicked.connect(then)
            links.addWidget(link)
        links.addStretch(1)
        whole.addLayout(links)
        return whole

    def _ways(self, job: PrintJob) -> list[tuple[str, Callable[[], None]]]:
        """Return what can be done about a job, and how."""
        again = (translate("Printers", "Thử lại"), partial(self.retry.emit, job.id))
        give_up = (translate("Printers", "Bỏ"), partial(self.cancel.emit, job.id))
        go = (translate("Printers", "Chuyển"), partial(self._move, [job.id]))
        if job.state == "unsure":
            came = translate("Printers", "Đã ra giấy")
            return [
                (came, partial(self.answered.emit, job.id, True)),
                (translate("Printers", "In lại"), partial(self.answered.emit, job.id, False)),
            ]
        if job.state == "failed":
            return [again, go, give_up]
        if job.state == "waiting":
            return [go, give_up]
        return [go] if job.held else []

    def _said(self, job: PrintJob) -> str:
        """Return why it is not out, or on how many sheets it is."""
        parts = []
        if job.state == "unsure" and not job.error:
            parts.append(
                translate("Printers", "Chương trình dừng khi đang gửi giấy này. Giấy đã ra chưa?")
            )
        elif job.error:
            why = self._kit.explain(job.error, {})
            parts.append(f"{why.title}. {why.next}")
        if job.held:
            parts.append(translate("Printers", "Hệ thống in đang giữ, máy in chưa lấy"))
        if job.state == "done" and job.sheets:
            one = translate("Printers", "1 tờ")
            parts.append(plural(job.sheets, one, translate("Printers", "{n} tờ")))
        if job.reprint:
            again = translate("Printers", "in lại lần {n}").format(n=job.reprint)
            parts.append(f"{again}: {job.reason}" if job.reason else again)
        return " · ".join(parts)


def _away(standing: Standing) -> str:
    """Return the calm line of a printer that takes nothing now."""
    return {
        "none": translate("Printers", "Không thấy máy in này; giấy chờ và tự in khi có lại."),
        "stopped": translate("Printers", "Máy in đang tạm ngưng; giấy chờ và tự in khi chạy lại."),
        "away": translate("Printers", "Máy in không trả lời; giấy chờ và tự in khi có lại."),
    }.get(standing.kind, "")
