"""What the pages' tests stand on: one look, an invented office, work done at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.app.seat import Seat
from desk.domain.records import Actor
from desk.domain.warning import Warning_
from desk.ui import language, theme, voice
from desk.ui.choices import Choices
from desk.ui.icons import Icons
from desk.ui.kit import Kit
from desk.ui.main_window import MainWindow, Opened, Surroundings
from desk.ui.pictures import settle
from desk.ui.ports import Place, StartPorts
from desk.ui.shell.desk import Shell
from desk.ui.tasks import Tasks
from tests.kit import Counter
from tests.ui.hands import Hands, stand
from tests.ui.invented import LAN, NOW, OFFICE, ROOT
from tests.ui.world import World, explain

RESOURCES = ROOT / "resources"
MakeKit = Callable[..., Kit]


@pytest.fixture(scope="session", autouse=True)
def _fonts(qapp: QApplication) -> None:
    assert qapp is not None  # fonts belong to a program that runs
    theme.load_fonts(RESOURCES / "fonts")


@pytest.fixture(autouse=True)
def _vietnamese() -> Iterator[None]:
    language.use("vi", RESOURCES / "translations")
    yield
    language.use("vi", RESOURCES / "translations")


@pytest.fixture(autouse=True)
def _silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice, "engine", lambda: None)  # nobody is called aloud by a test


@pytest.fixture(autouse=True)
def _nothing_left(qapp: QApplication) -> Iterator[None]:
    """Let no window of a test live on: each would be dressed again with every later look."""
    yield
    for window in qapp.topLevelWidgets():
        window.close()
        window.deleteLater()
    settle()


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    """A real counter behind the pages, new, with an administrator at it."""
    counter = Counter(tmp_path / "counter").make()
    with counter.open() as work:
        yield Seat(work, counter.folder)


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def tasks(qapp: QApplication) -> Tasks:
    return Tasks(qapp, at_once=True)


@pytest.fixture
def make_kit(qapp: QApplication, tasks: Tasks) -> MakeKit:
    def make(name: str = "light", scale: int = 100) -> Kit:
        settle()
        look = theme.load(RESOURCES, name, scale)
        theme.dress(qapp, look)
        return Kit(
            theme=look,
            icons=Icons(RESOURCES / "icons", look),
            tasks=tasks,
            explain=explain,
            now=lambda: NOW,
        )

    return make


@pytest.fixture
def kit(make_kit: MakeKit) -> Kit:
    return make_kit()


@pytest.fixture
def hands(qtbot: QtBot) -> Hands:
    return Hands(qtbot)


@dataclass
class Bench:
    """Opens whole windows and remembers what they wanted kept."""

    qapp: QApplication
    qtbot: QtBot
    world: World
    tasks: Tasks
    practice: bool = False
    kept: list[Choices] = field(default_factory=list)
    made: list[object] = field(default_factory=list)
    windows: list[MainWindow] = field(default_factory=list)

    def window(
        self,
        choices: Choices | None = None,
        *,
        user: Actor | None = LAN,
        exists: bool = True,
        told: tuple[Warning_, ...] = (),
    ) -> MainWindow:
        """Return a window of 1366 × 768 that has begun."""
        state = {"exists": exists}

        def enter() -> Opened | None:
            if not state["exists"]:
                return None
            place = Place(office=OFFICE, slot=1, practice=self.practice)
            return Opened(place=place, ports=self.world.window_ports(), user=user, told=told)

        def make(*facts: object) -> None:
            self.made.append(facts)
            state["exists"] = True

        around = Surroundings(
            resources=RESOURCES,
            tasks=self.tasks,
            now=lambda: NOW,
            enter=enter,
            start=StartPorts(initialise=make, open_practice=make),
            choices=choices or Choices(),
            keep=self.kept.append,
        )
        window = MainWindow(self.qapp, around)
        self.windows.append(window)
        window.resize(1366, 768)
        stand(window, self.qtbot)
        window.begin()
        return window

    def close(self) -> None:
        """Close every window for good: those that live on are dressed again with each look."""
        for window in self.windows:
            window.close()
            window.deleteLater()
        self.windows.clear()
        settle()

    def shell(self, choices: Choices | None = None) -> Shell:
        """Return the shell of a window where somebody has signed in."""
        page = self.window(choices).page
        assert isinstance(page, Shell)
        return page


@pytest.fixture
def bench(qapp: QApplication, qtbot: QtBot, world: World, tasks: Tasks) -> Iterator[Bench]:
    made = Bench(qapp, qtbot, world, tasks)
    yield made
    made.close()
