"""A quiet card over the pages: a paper whose sheet its printer has not, and what to do with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from desk.domain.errors import DeskError
from desk.domain.printers import Kind
from desk.domain.views import PrintJob
from desk.ui import words
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.bend import Bend
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.fields import Choice
from desk.ui.parts.layout import label, picture, row
from desk.ui.parts.notices import announce
from desk.ui.print_job import PrintSpool
from desk.ui.printers.places import name_of, printers
from desk.ui.printers.ports import PrintPorts

LEAST: Final = 720
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_AGAIN, _SURE, _CORNER, _GIVE_UP = "again", "sure", "corner", "give-up"
_ELSEWHERE: Final = "to:"


class SizeCard(Bend):
    """What to do is chosen in words; Enter does it, Esc leaves the paper in the queue."""

    left = Signal()

    def __init__(
        self,
        kit: Kit,
        ports: PrintPorts,
        spool: PrintSpool,
        failed: Callable[[Exception], None],
        machines: Callable[[], Sequence[tuple[str, str]]] = printers,
    ) -> None:
        super().__init__(kit, LEAST)
        self._kit, self._ports, self._spool, self._machines = kit, ports, spool, machines
        self._failed = failed
        spool.sized.connect(self.ask)
        self._job: PrintJob | None = None
        self._later: list[tuple[PrintJob, DeskError]] = []
        self._printer = ""
        self.setProperty("role", "band")
        self._title = label("", "strong", wrap=True)
        self.ways = Choice(kit, translate("Print", "Làm gì với giấy này"))
        self.go = KeyButton(kit, translate("Print", "Làm"), key="Enter", icon="check")
        skip = KeyButton(kit, translate("Print", "Để trong hàng in"), key="Esc", role="plain")
        self.go.clicked.connect(self.do)
        skip.clicked.connect(self.leave)
        layout = row(kit, gap=12)
        layout.setContentsMargins(*(kit.theme.px(n) for n in (16, 8, 16, 8)))
        layout.addLayout(row(kit, picture(kit, "printer", "warn", 20), self._title, gap=8), 1)
        asked = row(kit, gap=8)
        asked.addWidget(self.ways, 1)
        asked.addWidget(self.go)
        asked.addWidget(skip)
        layout.addLayout(asked, 1)
        self.bend(layout)
        self.hide()

    def ask(self, job: PrintJob, error: DeskError) -> None:
        """Ask what shall become of a paper; nothing of it is printed, and nothing is scaled."""
        if self._job is not None and self._job.id != job.id:
            self._later.append((job, error))
            return
        self._job, self._printer = job, str(error.facts.get("printer", ""))
        told = self._kit.words(error)
        self._title.setText(f"{words.form(job.form)}: {told.title}. {told.meaning}")
        loaded, size = error.code == "PaperLoadedError", str(error.facts.get("size", ""))
        self.ways.clear()
        if loaded:
            put_in = translate("Print", "Đã đặt giấy {size}, in lại")
            self.ways.addItem(put_in.format(size=size), _AGAIN)
            sure = translate("Print", "Đã xem, trong máy đúng là {size}: cứ in")
            self.ways.addItem(sure.format(size=size), _SURE)
        for key, name in self._machines():
            if key != self._printer:
                elsewhere = translate("Print", "In ở máy {printer}")
                self.ways.addItem(elsewhere.format(printer=name_of(name)), f"{_ELSEWHERE}{key}")
        if job.paper == Kind.A5:
            corner = translate("Print", "Đặt lên góc trái tờ A4, không thu phóng")
            self.ways.addItem(corner, _CORNER)
        self.ways.addItem(translate("Print", "Bỏ, không in giấy này"), _GIVE_UP)
        self.show()
        announce(self._title)
        self.ways.setFocus()

    def do(self) -> None:
        """Do what is chosen."""
        job, way = self._job, str(self.ways.currentData() or "")
        if job is None:
            return
        self.leave()
        if way in (_AGAIN, _SURE):
            self._spool.again(job.id, sure=way == _SURE)
        elif way.startswith(_ELSEWHERE):
            self._run(lambda: self._ports.move((job.id,), way.removeprefix(_ELSEWHERE)), job)
        elif way == _CORNER:
            self._run(lambda: self._lay_on_a4(job), job)
        else:
            self._kit.tasks.run(
                lambda: self._ports.cancel(job.id),
                lambda _: self._spool.wake(),
                self._failed,
                owner=self,
            )

    def _lay_on_a4(self, job: PrintJob) -> None:
        kind = Kind(job.paper)
        setup = self._ports.setup(self._printer, kind)
        self._ports.keep_setup(replace(setup, on_a4=True))

    def _run(self, work: Callable[[], object], job: PrintJob) -> None:
        self._kit.tasks.run(work, lambda _: self._spool.again(job.id), self._failed, owner=self)

    def leave(self) -> None:
        """Put the card away; the paper stays in the queue."""
        self._job = None
        self.hide()
        if self._later:
            self.ask(*self._later.pop(0))
        else:
            self.left.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in _ENTER:
            self.do()
        else:
            super().keyPressEvent(event)
