"""A window over a real counter, in a process of its own: python -m tests.ui.draft_child HOME WHAT.

`type` fills half a form with real keys, says what stands on it once that is on disk, and waits to
be killed; `look` says what a window shows that is opened afterwards. `type-quick` and `look-quick`
do the same on the page for returning at once, `type-result` and `look-result` on that of results.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QDeadlineTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desk.app import seat as room
from desk.services.workplace import open_workplace
from desk.ui.choices import Choices
from desk.ui.main_window import MainWindow, Opened, Surroundings
from desk.ui.ports import StartPorts
from desk.ui.quick.keeping import QuickForm
from desk.ui.quick.page import QuickScreen
from desk.ui.receive.keeping import spot
from desk.ui.shell.desk import Shell
from desk.ui.tasks import Tasks
from tests.kit import Counter
from tests.ui.hands import Hands, press
from tests.ui.invented import NOW, ROOT

PATIENCE_MS = 20_000
_COPIES = 12
HALF = {"personal_id": "001199012345", "name": "Nguyễn Thị Đặ", "birth_date": "31/0"}


def until(true: Callable[[], bool]) -> None:
    """Let the window work until something is so."""
    late = QDeadlineTimer(PATIENCE_MS)
    while not true():
        if late.hasExpired():
            raise TimeoutError
        QTest.qWait(10)


def open_window(app: QApplication, home: Path) -> Shell:
    """Return the desk of a window over the counter in `home`."""
    counter = Counter(home)

    def enter() -> Opened:
        work = open_workplace(
            counter.folder, counter.witnesses, ROOT / "resources", counter.clock, purpose="test"
        )
        seat = room.Seat(work, counter.folder)
        place = room.place(work, counter.folder)
        return Opened(place=place, ports=room.window_ports(seat), user=seat.user)

    window = MainWindow(
        app,
        Surroundings(
            resources=ROOT / "resources",
            tasks=Tasks(app),
            now=lambda: NOW,
            enter=enter,
            start=StartPorts(initialise=lambda *_: None, open_practice=lambda: None),
            choices=Choices(),
            keep=lambda _: None,
        ),
    )
    window.show()
    window.activateWindow()
    window.begin()
    until(lambda: isinstance(window.page, Shell))
    assert isinstance(window.page, Shell)
    app.setProperty("window", window)  # it lives as long as the program
    return window.page


def tell(shell: Shell) -> None:
    """Say what stands on the form, letter for letter, and where the cursor is."""
    kept = shell.receive.form.keep()
    focus, cursor = spot(shell.receive)
    told = {
        "uid": kept.new.uid,
        "texts": dict(kept.texts),
        "papers": [paper.name for paper in kept.new.papers or ()],
        "procedure": kept.new.procedure,
        "focus": focus,
        "cursor": cursor,
    }
    print(json.dumps(told), flush=True)  # noqa: T201 - for whoever will kill it


class Clockwork:
    """Lets the window work for a while, as the tests' own robot does."""

    @staticmethod
    def wait(ms: int) -> None:
        """Work for `ms`."""
        QTest.qWait(ms)


def type_there(text: str) -> None:
    """Type where the cursor is; go on when every letter has come through."""
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    Hands(Clockwork()).type(text)
    until(lambda: line.text() == text)


def type_half(shell: Shell) -> None:
    """Fill half a form: a number, a name, a wrong date, a procedure, two letters of another."""
    person = shell.receive.person.person
    for name, text in HALF.items():
        person.go_to(name)
        type_there(text)
    part = shell.receive.procedure
    until(lambda: bool(part.usual.hits.things))
    part.choose(part.usual.hits.things[0])
    part.mark_all()
    search = part.search
    search.setFocus()
    type_there("kế")
    press(search, Qt.Key.Key_Left)


def quick_page(shell: Shell) -> QuickScreen:
    """Return the page for returning at once, shown."""
    shell.go("quick")
    page = shell.page
    assert isinstance(page, QuickScreen)
    until(lambda: page.who.procedure is not None)
    return page


def type_quick(page: QuickScreen) -> None:
    """Fill half an act: a name, two documents with their counts, and the cursor among digits."""
    page.who.name.setFocus()
    type_there("Nguyễn Thị Đặ")
    page.documents.rows[0].what.setFocus()
    type_there("Bằng tốt nghiệp")
    page.documents.rows[0].pages.set_value(3)
    page.documents.add()
    until(page.documents.rows[1].what.hasFocus)
    type_there("Học bạ")
    page.documents.rows[1].copies.start()
    Hands(Clockwork()).type("12")
    until(lambda: page.documents.rows[1].copies.value == _COPIES)


def tell_quick(page: QuickScreen) -> None:
    """Say what stands on the page for returning at once, and where the cursor is."""
    form = QuickForm(page).form()
    told = {
        "uid": form.new.uid,
        "texts": dict(form.texts),
        "procedure": form.new.procedure,
        "focus": form.focus,
        "cursor": form.cursor,
    }
    print(json.dumps(told), flush=True)  # noqa: T201 - for whoever will kill it


def quick(shell: Shell, what: str) -> None:
    """Fill half an act, or wait for what stands on the page already; say it."""
    page = quick_page(shell)
    if what == "type-quick":
        type_quick(page)
    until(lambda: page.keeping.is_settled and page.keeping.standing.kind == "saved")
    tell_quick(page)


def result(shell: Shell, home: Path, what: str) -> None:
    """Fill half a certificate of the only dossier, or show what was left of it; say it."""
    ((uid,),) = Counter(home).rows("SELECT uid FROM dossier")
    shell.open(str(UUID(bytes=uid)))
    until(lambda: shell.dossier.view is not None)
    shell.dossier.results.asked.emit("")
    page = shell.results
    until(lambda: page.fields.is_ready)
    if what == "type-result":
        for key, text in (("child_name", "Trần Thử Văn Đặ"), ("mother_birth", "31/0")):
            page.fields.part.go_to(key)
            type_there(text)
    until(lambda: page.keeping is not None and page.keeping.standing.kind == "saved")
    until(lambda: page.keeping is not None and page.keeping.is_settled)
    focus, cursor = spot(page)
    told = {"uid": page.typed_uid, "texts": page.fields.typed(), "focus": focus, "cursor": cursor}
    print(json.dumps(told), flush=True)  # noqa: T201 - for whoever will kill it


def main(home: Path, what: str) -> None:
    """Do what was asked for, then wait."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(["draft-child"])
    shell = open_window(app, home)
    if what.startswith("type"):
        until(shell.opening.isVisible)
        shell.opening.leave()
    if what.endswith("result"):
        result(shell, home, what)
        app.exec()
        return
    if what.endswith("quick"):
        quick(shell, what)
        app.exec()
        return
    if what == "type":
        type_half(shell)
        until(lambda: shell.drafts.is_settled and shell.drafts.standing.kind == "saved")
    else:
        until(lambda: shell.drafts.standing.kind == "saved")
    tell(shell)
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
