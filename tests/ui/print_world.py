"""The invented office's print queue: it prints nothing and remembers what was asked of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from desk.domain.printers import Kind, Route, Setup, usual_setup
from desk.domain.records import Dossier
from desk.domain.views import Count, PrintJob
from desk.services import print_counts
from desk.ui.printers.ports import PrintPorts
from tests.ui.invented import NOW


@dataclass
class PrintWorld:
    """What waits for the printers, and what they need."""

    printed: list[PrintJob] = field(default_factory=list)
    routes: dict[Kind, Route] = field(default_factory=lambda: {k: Route(kind=k) for k in Kind})
    setups: dict[tuple[str, Kind], Setup] = field(default_factory=dict)

    def _note(self, name: str, *facts: object) -> None:
        raise NotImplementedError

    def _queue_job(self, form: str, one: Dossier | None, state: str = "waiting") -> int:
        job = PrintJob(
            id=len(self.printed) + 1,
            form=form,
            dossier=one.uid if one else "",
            dossier_code=one.code if one else "",
            state=state,
            copies=2,
            attempts=0,
            queued_at=NOW,
        )
        self.printed.append(job)
        return job.id

    def jobs(self) -> tuple[PrintJob, ...]:
        return tuple(self.printed)

    def retry(self, job: int) -> None:
        self._note("retry", job)
        self.report(job, "waiting", "")

    def cancel(self, job: int) -> None:
        self._note("cancel", job)
        self.report(job, "cancelled", "")

    def begin(self, job: int, printer: str) -> str:
        self._note("begin", job, printer)
        self.report(job, "printing", "")
        return f"desk-{job}"

    def print_again(self, uid: str, form: str, reason: str) -> int:
        self._note("again", uid, form, reason)
        return self._queue_job(form, None)

    def move(self, which: Sequence[int], printer: str) -> int:
        self._note("move", tuple(which), printer)
        self.printed = [
            replace(j, printer=printer, moved=True, state="waiting", error="")
            if j.id in which
            else j
            for j in self.printed
        ]
        return len(which)

    def answer(self, job: int, came: bool) -> None:
        self.report(job, "done" if came else "waiting", "")

    def keep_route(self, route: Route) -> None:
        self._note("route", route)
        self.routes[route.kind] = route

    def test_page(self, kind: Kind, printer: str) -> int:
        self._note("test_page", kind, printer)
        job = self._queue_job("test", None)
        self.move([job], printer)
        return job

    def keep_setup(self, setup: Setup) -> None:
        self._note("setup", setup)
        self.setups[setup.printer, setup.kind] = setup

    def setup(self, printer: str, kind: Kind) -> Setup:
        return self.setups.get((printer, kind)) or usual_setup(printer, kind)

    def report(self, job: int, state: str, error: str) -> None:
        self._note("report", job, state, error)
        self.printed = [
            replace(j, state=state, error=error) if j.id == job else j for j in self.printed
        ]

    def print_ports(self) -> PrintPorts:
        return PrintPorts(
            jobs=self.jobs,
            retry=self.retry,
            cancel=self.cancel,
            pdf=lambda _: b"%PDF-",
            draw=lambda _job, _tell: b"%PDF-",
            pictures=lambda _pdf, _dpi: (),
            escpos=lambda _pdf, _setup: b"\x1b@",
            begin=self.begin,
            handing=lambda *told: self._note("handing", *told),
            report=self.report,
            move=self.move,
            follow=lambda: 0,
            answer=self.answer,
            again=self.print_again,
            why_again=lambda: ("Bản in trước bị nhòe.", "Người nộp làm mất giấy."),
            routes=lambda: self.routes,
            route=self.keep_route,
            setup=self.setup,
            keep_setup=self.keep_setup,
            test_page=self.test_page,
            counts_table=print_counts.table,
            counts=lambda start, _: (
                Count(day=start, form="receipt", printer="laser", papers=3, sheets=5, again=1),
            ),
        )
