"""The page of printers: what waits for each, which paper goes where, and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QWidget
from typing_extensions import override

from desk.domain.printers import Kind, Route, Setup
from desk.domain.views import Count, PrintJob
from desk.ui import words
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.page import Page
from desk.ui.parts.action_bar import ActionBar
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.columns import Columns
from desk.ui.parts.layout import clear, column, label, row
from desk.ui.parts.notices import ErrorPanel, Strip
from desk.ui.printers import places
from desk.ui.printers.places import Standing, name_of
from desk.ui.printers.ports import PrintPorts
from desk.ui.printers.queue_card import QueueCard
from desk.ui.printers.setup_card import SetupCard
from desk.ui.tasks import Lane

_DAYS = 7


class PrintersScreen(Page):
    """`jobs_changed` tells that papers wait anew."""

    jobs_changed = Signal()

    def __init__(self, kit: Kit, ports: PrintPorts) -> None:
        super().__init__()
        self._kit, self._ports = kit, ports
        self._standings: Mapping[str, Standing] = {}
        self._counted: Sequence[Count] = ()
        self.queue = QueueCard(kit)
        self.setup = SetupCard(kit)
        self.error = ErrorPanel(kit)
        self.counts = QFrame()
        self.counts.setProperty("role", "card")
        self._count_rows = column(kit, gap=4)
        self._said = label("", "quiet", wrap=True)
        self._lay_out()
        self.queue.retry.connect(lambda job: self._do(lambda: ports.retry(job)))
        self.queue.cancel.connect(lambda job: self._do(lambda: ports.cancel(job)))
        self.queue.moved.connect(lambda jobs, key: self._do(lambda: ports.move(jobs, key)))
        self.queue.answered.connect(lambda job, came: self._do(lambda: ports.answer(job, came)))
        self.setup.picked.connect(self._pick)
        self.setup.kept.connect(self._keep)

    def _lay_out(self) -> None:
        kit = self._kit
        self.save = KeyButton(kit, translate("Printers", "Ghi tệp CSV"), icon="download")
        self.save.clicked.connect(self._save)
        title = translate("Printers", "Số tờ đã in, 7 ngày")
        head = row(kit, label(title, "heading"), None, self.save)
        self.counts.setLayout(column(kit, head, self._count_rows, gap=10, margin=16))
        right = QWidget()
        right.setLayout(column(kit, self.setup, self.counts, None, gap=12))
        left = QWidget()
        left.setLayout(column(kit, self.queue, None, gap=12))
        self.columns = Columns(kit, [left, right], least=900, stretches=(1, 1))
        self.test = KeyButton(
            kit, translate("Printers", "In trang thử"), key="F9", icon="printer", role="main"
        )
        self.test.clicked.connect(self.main_action)
        layout = column(kit, Strip(kit, self.error), gap=0)
        layout.addWidget(self.columns, 1)
        layout.addWidget(ActionBar(kit, self._said, self.test))
        self.setLayout(layout)

    # -- filling --------------------------------------------------------------------------------

    @override
    def refresh(self) -> None:
        run = self._kit.tasks.run
        run(places.printers, self._offer, self.error.show_error, lane=Lane.LISTS, owner=self)
        run(self._ports.jobs, self._know, self.error.show_error, owner=self)
        today = self._kit.now().date()
        start = today - timedelta(days=_DAYS - 1)
        run(
            lambda: self._ports.counts(start, today),
            self._show_counts,
            self.error.show_error,
            owner=self,
        )
        self._pick(self.setup.kind.value)

    def _offer(self, found: list[tuple[str, str]]) -> None:
        usual = ("", translate("Printers", "Máy in thường dùng"))
        folder = places.usual_folder()
        into = translate("Printers", "Tệp PDF trong {folder}").format(folder=name_of(folder))
        offered = [usual, *found, (folder, into)]
        self.queue.offer(offered)
        self.setup.offer(offered)

    def _know(self, jobs: tuple[PrintJob, ...]) -> None:
        self.show_jobs(jobs, self._standings)

    def show_jobs(self, jobs: Sequence[PrintJob], standings: Mapping[str, Standing]) -> None:
        """Show the papers on their way, and how their printers stand."""
        self._standings = standings
        self.queue.show_jobs(jobs, standings)

    def _show_counts(self, counted: Sequence[Count]) -> None:
        self._counted = counted
        clear(self._count_rows)
        self.save.setEnabled(bool(counted))
        if not counted:
            self._count_rows.addWidget(label(translate("Printers", "Chưa in tờ nào."), "quiet"))
        told = translate("Printers", "{day}  {paper}, {printer}: {sheets} tờ, in lại {again}")
        for each in reversed(counted):
            said = told.format(
                day=f"{each.day:%d/%m}",
                paper=words.form(each.form),
                printer=name_of(each.printer),
                sheets=each.sheets,
                again=each.again,
            )
            if each.spoilt:
                said += translate("Printers", ", hỏng {n}").format(n=each.spoilt)
            self._count_rows.addWidget(label(said, "small", wrap=True))

    def _save(self) -> None:
        title = translate("Printers", "Ghi tệp CSV")
        name, _ = QFileDialog.getSaveFileName(self, title, "so-to-da-in.csv", "CSV (*.csv)")
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Write the counts into a file that a spreadsheet opens."""
        table = self._ports.counts_table(self._counted)
        said = translate("Printers", "Đã ghi {file}").format(file=path)
        self._kit.tasks.run(
            lambda: path.write_bytes(table),
            lambda _: self._said.setText(said),
            self._unsaved,
            lane=Lane.FILES,
            owner=self,
        )

    def _unsaved(self, _: Exception) -> None:
        self._said.setText(translate("Printers", "Chưa ghi được tệp."))

    # -- a kind of paper ------------------------------------------------------------------------

    def _pick(self, value: str) -> None:
        kind = Kind(value)

        def work() -> tuple[Route, Setup]:
            route = self._ports.routes()[kind]
            return route, self._ports.setup(self._named(route.printer), kind)

        self._kit.tasks.run(
            work, lambda told: self.setup.show_kept(*told), self.error.show_error, owner=self
        )

    def _named(self, key: str) -> str:
        """Return the printer's own name: of the usual one, as far as it is known."""
        return key or self._standings.get("", Standing()).name

    def _keep(self, route: Route, told: Setup) -> None:
        named = replace(told, printer=self._named(told.printer))

        def work() -> None:
            self._ports.keep_setup(named)
            self._ports.route(route)

        self._kit.tasks.run(work, lambda _: self._kept(route), self.error.show_error, owner=self)

    def _kept(self, route: Route) -> None:
        said = translate("Printers", "Đã lưu: giấy này in ra {printer}.")
        self._said.setText(said.format(printer=name_of(route.printer)))
        self._pick(route.kind.value)
        self.jobs_changed.emit()

    # -- doing ----------------------------------------------------------------------------------

    def _do(self, work: Callable[[], object]) -> None:
        self._kit.tasks.run(work, lambda _: self._done(), self.error.show_error, owner=self)

    def _done(self) -> None:
        self.jobs_changed.emit()
        self._kit.tasks.run(self._ports.jobs, self._know, self.error.show_error, owner=self)

    @override
    def main_action(self) -> None:
        kind, printer = self.setup.kind, self.setup.printer
        self._kit.tasks.run(
            lambda: self._ports.test_page(kind, printer),
            self.printed.emit,
            self.error.show_error,
            owner=self,
        )

    @override
    def escape(self) -> bool:
        if self.error.isHidden():
            return False
        self.error.acknowledge()
        return True

    @override
    def start(self) -> None:
        self.test.setFocus()
