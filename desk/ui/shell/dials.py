"""What shows how things stand: chips, counts beside the screens, the line above the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desk.domain.views import PrintJob, QueueCounts, TargetStatus
from desk.ui.shell.watch import Watch

if TYPE_CHECKING:
    from desk.ui.shell.desk import Shell


class Dials(QObject):
    """Passes what the watch has read to whatever shows it, pages that are made later too."""

    def __init__(self, watch: Watch, shell: Shell) -> None:
        super().__init__(shell)
        self._watch, self._shell = watch, shell
        self._jobs: tuple[PrintJob, ...] = ()
        self._connected = True  # whether there is anybody who could confirm
        watch.targets.connect(self._show_targets)
        watch.asked.connect(self._show_asked)
        watch.counts.connect(self._count)
        watch.arrived.connect(self._read_arrivals)
        watch.needing.connect(lambda count: shell.rail.show_counts({"notices": count}))
        watch.posted.connect(self._read_posted)
        shell.spool.moved.connect(self._show_jobs)

    def adopt(self, name: str) -> None:
        """Let a page that was just made know how things stand, and tell of what it finds out."""
        shell = self._shell
        if name == "queue":
            shell.queue.counted.connect(self._count)
        elif name == "dossier":
            shell.dossier.connected = self._connected
        elif name == "printers":
            self._show_on_printers()
        elif name == "exchange":
            shell.exchange.targets_known.connect(self._show_targets)
            self._watch.targets.connect(shell.exchange.follow)
            self._show_on_exchange()

    def _read_arrivals(self) -> None:
        """Let a list show what came from elsewhere; what somebody types in is not touched."""
        if self._shell.shown in ("queue", "handover"):
            self._shell.page.refresh()

    def _read_posted(self) -> None:
        if self._shell.shown == "notices":
            self._shell.page.refresh()

    def _count(self, counts: QueueCounts) -> None:
        self._shell.rail.show_counts({"queue": counts.mine, "handover": counts.ready})

    def _show_targets(self, targets: tuple[TargetStatus, ...]) -> None:
        shell = self._shell
        self._connected = bool(targets)
        if "dossier" in shell.pages:
            shell.dossier.connected = self._connected
        shell.top.show_targets(targets)
        shell.offline.show_targets(targets)

    def _show_asked(self, count: int) -> None:
        self._shell.top.show_asked(count)
        self._shell.rail.show_counts({"review": count})

    def _show_jobs(self, jobs: tuple[PrintJob, ...]) -> None:
        shell, self._jobs = self._shell, jobs
        shell.top.show_jobs(jobs, shell.spool.standing.kind)
        shell.receive.show_jobs(jobs, shell.spool.placed)
        if "exchange" in shell.pages:
            self._show_on_exchange()
        self._show_on_printers()

    def _show_on_printers(self) -> None:
        if "printers" in self._shell.pages:
            self._shell.printing.show_jobs(self._jobs, self._shell.spool.standings)

    def _show_on_exchange(self) -> None:
        spool = self._shell.spool
        self._shell.exchange.show_jobs(self._jobs, spool.standing, spool.placed)
