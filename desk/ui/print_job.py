"""Papers to their printers: one after another on each, and none waits for another printer's.

The queue itself is kept by the services and outlives the program; here a job is taken, handed over
on its printer's own lane, and what became of it is told back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import shiboken6
from PySide6.QtCore import QCoreApplication, QElapsedTimer, QObject, QTimer, Signal

from desk.domain.errors import DeskError
from desk.domain.printers import LONG
from desk.domain.views import PrintJob
from desk.ui import words
from desk.ui.language import translate
from desk.ui.printers.handing import Task, hand_over
from desk.ui.printers.places import NOTHING_CAME, Standing, is_there, place_words, standing
from desk.ui.printers.ports import PrintPorts
from desk.ui.tasks import Lane, Runner

LOOK_MS: Final = 60_000  # how often is looked whether a printer is there
RETRY_MS: Final = 1_000  # how often, while a paper has nowhere to go, is looked for a place
FOLLOW_MS: Final = 3_000  # how often the spooler is asked for what it holds
#: So many papers come out by themselves once there is a place; more is a person's decision.
MOST_AGAIN: Final = 10


#: What a failure leaves a job as. What broke off may be on paper in part: a person can see that.
_ENDS: Final = {"BrokeOffError": "unsure", "PressStoppedError": "cancelled"}


#: The sheet is not what lies in the printer, or what it can take: a person chooses what to do.
_SIZED: Final = frozenset({"PaperSizeError", "PaperLoadedError"})


def _failure_words(error: Exception | None) -> str:
    if isinstance(error, DeskError) and error.code == "PressStoppedError":
        return translate("Print", "đã dừng, không in")
    if isinstance(error, DeskError) and error.code == "NoPrinterError":
        return translate("Print", "chưa có máy in nào được chọn; giấy chờ ở Đồng bộ & thiết bị")
    return translate("Print", "chưa in được; xem Đồng bộ & thiết bị")


def lane_of(key: str) -> str:
    """Return the lane that a printer's papers go through; the usual printer has the papers' own."""
    return f"{Lane.PAPER}:{key}" if key else Lane.PAPER


class PrintSpool(QObject):
    """Works through the jobs that wait; `moved` carries all jobs whenever one of them moves on.

    `printer` is a printer's name, "" for the machine's usual one, or `folder:PATH`: where papers go
    whose kind has no printer of its own. `told` says of a paper that somebody asked for what
    became of it, and whether that is well; never before.
    """

    moved = Signal(object)
    told = Signal(str, bool)
    sized = Signal(object, object)  # a job, and why its sheet is not in its printer
    drawn = Signal(int, int, int)  # of a long paper: its job, what is done of what; of none: over

    def __init__(
        self, tasks: Runner, ports: PrintPorts, printer: str = "", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks, self._ports = tasks, ports
        self._printer = printer
        self._listing = False
        self._again = False
        self._busy: set[str] = set()  # printers that are at work
        self._asked: set[int] = set()
        self._stopped: set[int] = set()
        self._sure: set[int] = set()  # somebody has looked at what lies in the printer
        self._placed: dict[int, Standing] = {}
        self._jobs: tuple[PrintJob, ...] = ()
        self.standing = Standing()
        self._standings: dict[str, Standing] = {}
        self._looking: set[str] = set()
        self._looked: dict[str, QElapsedTimer] = {}
        self._following = False
        self._followed = QElapsedTimer()
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.setInterval(RETRY_MS)
        self._retry.timeout.connect(self._try_again)
        self._leaves = False
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self._leave)

    @property
    def printer(self) -> str:
        """Where papers go: the key that was chosen."""
        return self._printer

    @printer.setter
    def printer(self, key: str) -> None:
        self._printer = key
        self.look_anew()
        self._try_again()

    @property
    def placed(self) -> Mapping[int, Standing]:
        """Where the papers went that have been printed since the window opened."""
        return self._placed

    @property
    def standings(self) -> Mapping[str, Standing]:
        """How every printer stands that a paper waits for, by its key; "": the usual one."""
        return {**self._standings, "": self.standing}

    def tell(self, job: int) -> None:
        """Print, and tell what became of this job: somebody asked for it and waits."""
        self._asked.add(job)
        self.wake()

    # -- how printers stand ---------------------------------------------------------------------

    def look_anew(self) -> None:
        """Forget how printers stood: something about them was changed."""
        self._looked.clear()

    def look(self) -> None:
        """Look whether printers are there that matter now, unless that has just been done."""
        waits = {job.printer for job in self._jobs if job.state in ("waiting", "failed")}
        for key in {"", *waits}:
            timer = self._looked.get(key)
            fresh = timer is not None and not timer.hasExpired(LOOK_MS)
            if not fresh and key not in self._looking:
                self._look_at(key)

    def _look_at(self, key: str) -> None:
        self._looking.add(key)
        chosen = key or self._printer
        self._tasks.run(
            lambda: standing(chosen),
            lambda found: self._seen(key, found),
            lambda _: self._looking.discard(key),
            lane=lane_of(key),
            owner=self,
        )

    def _seen(self, key: str, found: Standing) -> None:
        self._looking.discard(key)
        timer = QElapsedTimer()
        timer.start()
        self._looked[key] = timer
        before = self.standing if key == "" else self._standings.get(key)
        if key == "":
            self.standing = found
        else:
            self._standings[key] = found
        if found != before:
            self.moved.emit(self._jobs)

    # -- what waits -----------------------------------------------------------------------------

    def wake(self) -> None:
        """Look whether anything waits; asked while looking, look again afterwards."""
        self.look()
        if self._listing:
            self._again = True
            return
        self._listing = True
        self._again = False
        self._tasks.run(self._ports.jobs, self._listed, self._stuck, owner=self)

    def _listed(self, jobs: tuple[PrintJob, ...]) -> None:
        self._listing = False
        self._jobs = jobs
        self.moved.emit(jobs)
        next_: dict[str, PrintJob] = {}
        for job in sorted(jobs, key=lambda job: job.id):
            if job.state == "waiting" and job.printer not in self._busy:
                next_.setdefault(job.printer, job)
        self._busy |= next_.keys()
        if self._lost and not self._busy:
            self._retry.start()
        for job in next_.values():
            self._take(job)
        self._follow()
        if self._again:
            self.wake()

    def _follow(self) -> None:
        """Ask now and then what became of the papers that the spooler holds."""
        fresh = self._followed.isValid() and not self._followed.hasExpired(FOLLOW_MS)
        if fresh or self._following or not any(job.held for job in self._jobs):
            return
        self._following = True

        def done(told: int) -> None:
            self._following = False
            self._followed.start()
            if told:
                self.wake()

        def failed(_: Exception) -> None:
            self._following = False
            self._followed.start()

        self._tasks.run(self._ports.follow, done, failed, lane="spooler", owner=self)

    def _stuck(self, _: Exception) -> None:
        self._listing = False

    @property
    def _lost(self) -> dict[str, list[int]]:
        """The papers that found no place to go to, by printer; without those of a whole heap."""
        lost: dict[str, list[int]] = {}
        for job in self._jobs:
            if job.state == "failed" and job.error in NOTHING_CAME:
                lost.setdefault(job.printer, []).append(job.id)
        return {key: ids for key, ids in lost.items() if len(ids) <= MOST_AGAIN}

    def _try_again(self) -> None:
        """Offer what found no place once more, if there is one now."""
        for key, lost in self._lost.items():
            if key not in self._busy:
                self._offer(key, lost)

    def _offer(self, key: str, lost: list[int]) -> None:
        chosen = key or self._printer

        def work() -> bool:
            there = is_there(chosen)
            for job in lost if there else ():
                self._ports.retry(job)
            return there

        def done(there: bool) -> None:
            if there:
                self._looked.pop(key, None)
                self.wake()
            else:
                self._retry.start()

        self._tasks.run(work, done, lambda _: None, lane=lane_of(key), owner=self)

    # From here on without an owner: a job taken is seen through though the window has been dressed
    # anew or somebody has signed out, else it would stay "printing" until the program is restarted.

    def _take(self, job: PrintJob) -> None:
        key = job.printer or self._printer

        def work() -> Task:
            # Told before a dot is drawn: a second look at the queue must not print it again.
            tag = self._ports.begin(job.id, key)
            pdf = b"" if job.form in LONG else self._ports.pdf(job.id)
            return Task(job=job, pdf=pdf, key=key, tag=tag, sure=job.id in self._sure)

        then = self._draw if job.form in LONG else self._print
        self._tasks.run(work, then, lambda error: self._settle(job, error))

    def again(self, job: int, *, sure: bool = False) -> None:
        """Print a paper that did not fit once more; `sure`: the right sheets lie there by now."""
        if sure:
            self._sure.add(job)
        self._asked.add(job)
        # One that waits or is out by now needs nothing of us.
        self._tasks.run(
            lambda: self._ports.retry(job),
            lambda _: self.wake(),
            lambda _: self.wake(),
            owner=self,
        )

    def stop(self, job: int) -> None:
        """Stop drawing a long paper; nothing of it goes to the printer."""
        self._stopped.add(job)

    def _draw(self, task: Task) -> None:
        """Draw a paper that takes long where nobody waits behind it."""
        job = task.job.id
        self._stopped.discard(job)

        def tell(done: int, of: int) -> bool:
            if shiboken6.isValid(self):
                self.drawn.emit(job, done, of)
            return job not in self._stopped and not self._leaves

        def broke(error: Exception) -> None:
            if not self._leaves:
                self._settle(task.job, error)

        self._tasks.run(
            lambda: replace(task, pdf=self._ports.draw(job, tell)),
            self._print,
            broke,
            lane=Lane.LISTS,
        )

    def _leave(self) -> None:
        """Draw no further: the program does not wait for a book, and offers it again next time."""
        self._leaves = True

    def _print(self, task: Task) -> None:
        self._over(task.job)
        self._tasks.run(
            lambda: hand_over(task, self._ports),
            lambda place: self._settle(task.job, None, place),
            lambda error: self._settle(task.job, error),
            lane=lane_of(task.job.printer),
        )

    def _settle(
        self, job: PrintJob, error: Exception | None, place: Standing | None = None
    ) -> None:
        code = error.code if isinstance(error, DeskError) else "PrinterError" if error else ""
        if code == "JobNotWaitingError":  # somebody was quicker: nothing of ours to tell
            self._next(job)
            return
        if error:
            self._over(job)
        state = _ENDS.get(code, "failed") if error else "done"
        if place is not None:
            self._placed[job.id] = place
        self._tasks.run(
            lambda: self._ports.report(job.id, state, code),
            lambda _: self._settled(job, error, place),
            lambda _: self._busy.discard(job.printer),
        )

    def _over(self, job: PrintJob) -> None:
        if job.form in LONG and shiboken6.isValid(self):
            self.drawn.emit(job.id, 0, 0)

    def _settled(self, job: PrintJob, error: Exception | None, place: Standing | None) -> None:
        if job.id in self._asked and shiboken6.isValid(self):
            self._asked.discard(job.id)
            paper = words.form(job.form)
            said = place_words(place) if place else _failure_words(error)
            self.told.emit(f"{paper}: {said}", place is not None)
        if isinstance(error, DeskError) and error.code in _SIZED and shiboken6.isValid(self):
            self.sized.emit(job, error)
        self._next(job)

    def _next(self, job: PrintJob) -> None:
        self._busy.discard(job.printer)
        if shiboken6.isValid(self):
            self.wake()
