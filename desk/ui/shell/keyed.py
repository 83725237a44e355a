"""The shell's keys: what each does, with the second way of the function keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk.ui.keys import SECOND, Shortcuts
from desk.ui.shell.panes import next_pane, panes_of

if TYPE_CHECKING:
    from desk.ui.shell.desk import Shell


def notify(shell: Shell) -> None:
    """Prepare notices for what the shown page names; without that, for whom is still to be said."""
    named = shell.page.named()
    shell.go("notices")
    if named is None:
        shell.notices.show_face("prepare")
    else:
        shell.notices.prepare(*named)
    shell.notices.start()


def shortcuts_of(shell: Shell) -> Shortcuts:
    """Return the keys that count wherever the cursor is while the desk stands."""

    def panes() -> list[QWidget]:
        return [shell.rail, shell.top, *panes_of(shell.page)]

    keys: dict[str, Callable[[], None]] = {
        "F1": shell.help.toggle,
        "F2": shell.new,
        "F3": shell.top.search,
        "F4": shell.calling.call,
        "Ctrl+F4": shell.calling.caller.again,
        "Ctrl+K": shell.next_thing,
        "Ctrl+J": shell.print_covers,
        "Shift+F7": partial(notify, shell),
        "F5": shell.refresh,
        "F6": lambda: next_pane(panes(), shell.window().focusWidget()),
        "F7": lambda: shell.go("handover"),
        "F8": shell.print_again,
        "F11": lambda: shell.go("queue"),
        "Shift+F3": lambda: shell.go("search"),
        "Shift+F11": lambda: shell.go("statistics"),
        "Shift+F9": lambda: shell.go("quick"),
        "Ctrl+Q": lambda: shell.go("books"),
        "F12": shell.left.emit,
        "Ctrl+S": shell.park_one,
        "Ctrl+PgUp": lambda: shell.neighbour(-1),
        "Ctrl+PgDown": lambda: shell.neighbour(1),
    }
    seconds: dict[str, Callable[[], None]] = {
        SECOND[key]: slot for key, slot in keys.items() if key in SECOND
    }
    places: dict[str, Callable[[], None]] = {
        f"Ctrl+{at}": partial(shell.resume, at) for at in range(1, 10)
    }
    return {**keys, **seconds, **places}
