"""In English nothing of ours is left in Vietnamese but what people, papers and laws are called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QMenu, QWidget

from desk.ui.choices import Choices
from desk.ui.parts.status import Mark
from desk.ui.pictures import settle
from desk.ui.queue.table_model import Column
from desk.ui.shell.desk import Shell
from desk.ui.shell.screens import SCREENS, WITHIN
from tests.ui.conftest import Bench
from tests.ui.invented import (
    CARD_SCAN,
    HALF,
    NOW,
    OFFICE,
    PEOPLE,
    PROCEDURES,
    due_in,
    timeline,
    why,
)
from tests.ui.world import World

#: The forms' own names, money, a language's own name.
SAME = ("Mẫu 01", "Mẫu 02", "Mẫu 03", "Mẫu 04", "Mẫu 05", "Mẫu 06", "đồng", "đ", "Tiếng Việt")


def texts_in(value: object) -> Iterator[str]:
    """Return every text that a record holds."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for each in fields(value):
            yield from texts_in(getattr(value, each.name))
    elif isinstance(value, tuple | list):
        for each in value:
            yield from texts_in(each)


def data(world: World) -> list[str]:
    """Return all that people typed or that comes from the catalogue, the longest first."""
    dossiers = list(world.dossiers.values())
    records = (OFFICE, PEOPLE, PROCEDURES, HALF, world.waivers(), world.targets(), world.staff)
    stories = [timeline(one) for one in dossiers]
    found = {text for each in (*records, dossiers, stories) for text in texts_in(each)}
    made_here = {text for text in found if text.startswith("Quầy ")} | {"nam", "nữ"}
    return sorted(found - made_here | set(SAME), key=len, reverse=True)


def spoken(widget: QWidget) -> Iterator[str]:
    """Return what a widget shows or says."""
    yield widget.accessibleName()
    yield widget.toolTip()
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, Mark):
        yield widget.text
    elif isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QComboBox):
        for at in range(widget.count()):
            yield widget.itemText(at)


def vietnamese(shell: Shell, known: list[str]) -> list[str]:
    """Return the visible texts that hold Vietnamese words which are nobody's data."""
    settle()
    left = []
    for widget in shell.window().findChildren(QWidget):
        if not widget.isVisible():
            continue
        for text in spoken(widget):
            rest = text
            for word in known:
                rest = rest.replace(word, "")
            if any(char.isalpha() and not char.isascii() for char in rest):
                left.append(f"{type(widget).__name__}: {text!r}")
    return left


@pytest.fixture
def shell(bench: Bench) -> Shell:
    bench.world.halves = (HALF,)
    bench.world.offline = True
    job = bench.world.print_form("d0003", "supplement")
    bench.world.report(job, "failed", "PrinterError")
    return bench.shell(Choices(language="en"))


def test_receive(shell: Shell, bench: Bench) -> None:
    known = data(bench.world)
    page = shell.receive
    assert vietnamese(shell, known) == []
    page.scan(CARD_SCAN)
    page.procedure.choose(PROCEDURES[2])
    page.procedure.mark_all()
    page.refresh_preview()
    page.summary.toggle_why()
    page.summary._more.setChecked(True)  # noqa: SLF001 - pressing the button
    page.person.for_other.setChecked(True)
    # Reasons of a date are told as the law and the receipt tell them.
    known = [*why(NOW, due_in(3)), *known]
    assert vietnamese(shell, known) == []
    page._open_slip("supplement")  # noqa: SLF001 - pressing the button
    assert vietnamese(shell, known) == []
    page.escape()
    page.clear_form()
    assert vietnamese(shell, known) == []


@pytest.mark.parametrize("screen", [*(screen.name for screen in SCREENS), *WITHIN])
def test_every_screen(screen: str, shell: Shell, bench: Bench) -> None:
    shell.go(screen)
    if screen == "queue":
        shell.queue._ask_steps()  # noqa: SLF001 - what the timer does
    if screen == "handover":
        shell.handover.look_up("d0011")
        shell.handover.look_up("d0003")
        shell.handover.scan(CARD_SCAN)
    assert vietnamese(shell, data(bench.world)) == []


def test_dossiers(shell: Shell, bench: Bench) -> None:
    known = data(bench.world)
    for uid in ("d0001", "d0004", "d0009", "d0010", "d0011", "d0013"):
        shell.open(uid)
        assert vietnamese(shell, known) == [], uid
    shell.open("d0001")
    shell.dossier.step("correct")
    assert vietnamese(shell, known) == []


def test_cells_keys_and_menu(shell: Shell, bench: Bench) -> None:
    known = data(bench.world)
    model = shell.queue.model
    shell.go("queue")
    cells = [
        str(model.index(at, column).data())
        for at in range(model.rowCount())
        for column in (Column.STATUS, Column.DUE)
    ]
    assert all(cell.isascii() or cell == "–" for cell in cells)
    shell.overlay.toggle()
    assert vietnamese(shell, known) == []
    words = [action.text() for action in shell.top.menu().actions()]
    words += [a.text() for sub in shell.top.findChildren(QMenu) for a in sub.actions()]
    assert [word for word in words if not word.isascii() and word not in SAME] == []
