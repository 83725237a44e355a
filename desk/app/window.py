"""The window: composed, shown, and only then given its counter."""

from __future__ import annotations

import logging
import logging.handlers
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from desk import paths, settings
from desk.app import counter, display, single
from desk.domain.errors import DeskError
from desk.domain.records import VN
from desk.ui import noise, sound
from desk.ui.choices import Choices
from desk.ui.main_window import MainWindow, Opened, Surroundings
from desk.ui.pictures import grab, settle
from desk.ui.ports import StartPorts
from desk.ui.sweep import Sweep
from desk.ui.tasks import Tasks

if TYPE_CHECKING:
    from desk.app.seat import Seat
    from desk.services.workplace import Workplace

#: The practice office lives beside the counter's data, never among them.
PRACTICE: Final = "practice"
#: Pictures that `pictures` can make, in the order of a day.
PICTURES: Final = ("receive", "queue", "dossier", "handover", "exchange", "dark")
#: A command that writes is over soon; what lasts longer is another window, and is told at once.
_PATIENCE_S: Final = 2.0
_TITLE_BAR: Final = 40  # pixels that a system draws around a window at most
_LOG_BYTES: Final = 1_000_000
_DATABASE: Final = "desk.db"  # as `models.engine` has it; read here without loading SQLAlchemy


class Host:
    """Opens the counter behind the window and closes it again."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; nothing is opened yet."""
        self.folder = folder
        self.seat: Seat | None = None

    def enter(self) -> Opened | None:
        """Open the counter; None when there is none yet. Runs on the data lane.

        Raises:
            StorageError: locked by another window, damaged, from a newer version.
        """
        if not (self.folder / _DATABASE).exists():
            return None
        from desk.app import seat as room
        from desk.app import spool
        from desk.app.background import Exchanger
        from desk.app.posting import Poster
        from desk.services import print_queue, twins

        work = counter.open_work(self.folder, purpose="window", wait_s=_PATIENCE_S)
        self.seat = room.Seat(work, self.folder)
        print_queue.recover(work, spool.whereabouts)
        place = room.place(work, self.folder)
        if not place.practice:
            self.seat.exchanger = Exchanger(work)
            self.seat.exchanger.start()
            self.seat.poster = Poster(work)
            self.seat.poster.start()
        user = self.seat.user if place.practice else None
        ports = room.window_ports(self.seat)
        return Opened(place=place, ports=ports, user=user, told=twins.tidings(work))

    def initialise(  # noqa: PLR0917 - the assistant's fields, in its order
        self, unit: str, commune: str, name: str, slot: int, login: str, admin: str, password: str
    ) -> None:
        """Make this machine a counter."""
        counter.initialise(
            self.folder,
            unit=unit,
            commune=commune,
            name=name,
            slot=slot,
            admin_login=login,
            admin_name=admin,
            password=password,
        )

    def open_practice(self) -> None:
        """Go to the practice office; the first time it is made and filled."""
        from desk.app import practice

        folder = self.folder / PRACTICE
        if not (folder / _DATABASE).exists():
            practice.open_office(folder)
        self.folder = folder

    def close(self) -> None:
        """End the exchange and close the database."""
        if self.seat is None:
            return
        if self.seat.poster is not None:
            self.seat.poster.stop()
        if self.seat.exchanger is not None:
            self.seat.exchanger.stop()
        self.seat.work.database.rest()
        self.seat.work.close()


class _Painted(QObject):
    """Tells when a window has been painted for the first time."""

    first = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.first.emit)
        return False


def run(folder: Path) -> int:
    """Open the window on a data folder and return the program's exit status."""
    app = _application(sys.argv[:1])
    if single.called(folder):
        return 0
    standing = stand(folder)
    if os.environ.get("DESK_FIRST_PAINT"):
        standing.painted.first.connect(lambda: _tell_first_paint(app))
    _show(standing.window)
    door = single.answer(folder, lambda: _come_forward(app, standing.window))
    status = app.exec()
    door.close()
    standing.close()
    return status


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A window over a data folder and what stands behind it; it opens its counter when shown."""

    window: MainWindow
    host: Host
    tasks: Tasks
    painted: _Painted
    sweep: Sweep

    def close(self) -> None:
        """Let running work end and close the counter; the window itself is closed already."""
        self.sweep.stop()
        self.tasks.close()
        self.host.close()


def stand(folder: Path) -> Standing:
    """Make the window over a data folder, not shown yet; without a screen it draws elsewhere."""
    app = _application(())
    _log_to(folder)
    host = Host(folder)
    tasks = Tasks()
    window = MainWindow(app, _around(host, tasks))
    _catch_faults(window)
    painted = _Painted(window)
    painted.first.connect(window.begin)
    sweep = Sweep(lambda: window.keys.last)
    return Standing(window=window, host=host, tasks=tasks, painted=painted, sweep=sweep)


def _show(window: MainWindow) -> None:
    """Show the window; where the screen has no room for it and its frame, it takes all of it."""
    room = window.screen().availableGeometry()
    frame = window.height() - window.contentsRect().height() + _TITLE_BAR
    if room.width() <= window.width() or room.height() < window.height() + frame:
        window.showMaximized()
    else:
        window.show()


def _come_forward(app: QApplication, window: MainWindow) -> None:
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
    app.alert(window)  # where the system lets no window come forward by itself


def _catch_faults(window: MainWindow) -> None:
    """Let nothing that goes wrong in a slot pass unseen: the log has it, a person is told."""

    def caught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        logging.getLogger(__name__).critical("fault", exc_info=(kind, error, trace))
        if isinstance(error, Exception):
            window.report(error)

    sys.excepthook = caught


def _tell_first_paint(app: QApplication) -> None:
    sys.stdout.write("first-paint\n")
    sys.stdout.flush()
    app.quit()


def _application(words: Sequence[str]) -> QApplication:
    known = QApplication.instance()
    if isinstance(known, QApplication):
        return known
    if words:
        display.require()
    else:
        display.draw_elsewhere()
    QApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    app = QApplication(list(words) or ["desk"])
    app.setApplicationName("desk")
    noise.hush()
    return app


def _around(host: Host, tasks: Tasks) -> Surroundings:
    folder = host.folder
    return Surroundings(
        resources=paths.resources(),
        tasks=tasks,
        now=lambda: counter.clock().astimezone(VN),
        enter=host.enter,
        start=StartPorts(initialise=host.initialise, open_practice=host.open_practice),
        choices=_choices(folder),
        keep=lambda choices: _keep(host.folder, choices),
        play=sound.player(),
        ahead=True,
    )


def _choices(folder: Path) -> Choices:
    try:
        chosen = settings.load(folder)
    except DeskError as error:
        # A window in the default look can still receive; papers say what is wrong.
        logging.getLogger(__name__).warning("%s", error.code)
        chosen = settings.Settings()
    return Choices(
        theme=chosen.theme,
        scale=chosen.scale,
        language=chosen.language,
        printer=chosen.printer,
        page=chosen.page,
        counter=chosen.counter_name,
        voice=chosen.voice,
        room=chosen.room_screen,
        citizen=chosen.citizen_screen,
    )


def _keep(folder: Path, choices: Choices) -> None:
    if folder.exists():
        kept = replace(
            settings.load(folder),
            theme=choices.theme,
            scale=choices.scale,
            language=choices.language,
            printer=choices.printer,
            page=choices.page,
            counter_name=choices.counter,
            voice=choices.voice,
            room_screen=choices.room,
            citizen_screen=choices.citizen,
        )
        settings.save(folder, kept)


# -- the log ----------------------------------------------------------------------------------


class _Impersonal(logging.Formatter):
    """Formats faults as types and places: an exception's own words may hold a citizen's name."""

    @override
    def formatException(self, ei: object) -> str:
        error = ei[1] if isinstance(ei, tuple) else None
        lines = []
        while isinstance(error, BaseException):
            lines.append(type(error).__name__)
            trace = error.__traceback__
            while trace is not None:
                code = trace.tb_frame.f_code
                lines.append(f"  {Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
                trace = trace.tb_next
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


def _log_to(folder: Path) -> None:
    if not folder.exists():
        return  # nothing has been made here yet
    place = folder / "logs"
    place.mkdir(exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        place / "desk.log", maxBytes=_LOG_BYTES, backupCount=3, encoding="utf-8"
    )
    handler.setFormatter(_Impersonal("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.INFO)


# -- pictures ---------------------------------------------------------------------------------


def pictures(work: Workplace, out: Path, names: Sequence[str]) -> list[Path]:
    """Write pictures of the window over an open counter; return where they are."""
    from desk.app import seat as room

    app = _application(())
    seat = room.Seat(work, work.database.folder)
    opened = Opened(
        place=room.place(work, work.database.folder),
        ports=room.window_ports(seat),
        user=seat.user,
    )
    around = replace(
        _around(Host(work.database.folder), Tasks(at_once=True)),
        now=work.now,
        enter=lambda: opened,
        keep=lambda _: None,
        play=sound.silence,
        choices=Choices(),
    )
    window = MainWindow(app, around)
    window.resize(1366, 768)
    window.show()
    window.begin()
    settle()
    made = [_picture(window, seat, name, out / f"{name}.png") for name in names]
    window.close()
    window.deleteLater()
    settle()
    return made


def _picture(window: MainWindow, seat: Seat, name: str, path: Path) -> Path:
    from desk.ui.shell.desk import Shell

    shell = window.page
    if name == "dark":
        window.choose(Choices(theme="dark"))
        shell = window.page
    assert isinstance(shell, Shell)  # noqa: S101 - `begin` ended at the desk
    open_now = seat.page("all", "", 1).rows
    if name == "dossier" and open_now:
        shell.open(open_now[0].uid)
    elif name in ("offline", "dark"):
        shell.go("queue" if name == "dark" else "receive")
    else:
        shell.go(name)
    shell.refresh()
    settle()
    return grab(window, path)


def picture(folder: Path, path: Path) -> bool:
    """Write a picture of the window over a data folder; tell whether anything was drawn."""
    with counter.opened(folder, purpose="picture") as work:
        made = pictures(work, path.parent, ("receive",))
    return all(each.stat().st_size > _LOG_BYTES // 100 for each in made)
