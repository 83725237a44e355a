"""Tells what a screen reader meets in a running program, through AT-SPI.

    /usr/bin/python3 tests/day/atspi_names.py PID

Debian's own Python runs it: the bindings are not on the package index. For each line on standard
input one line of JSON is printed: everything that is shown now, in the order of the tree.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import gi  # type: ignore[import-not-found]  # a system package, not one of the project's

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # type: ignore[import-not-found]  # noqa: E402 - see above

_PATIENCE_S = 60
_DEPTH = 60
_CELLS = 40  # of a table or list so many are read; the others are like them
_MANY = frozenset({"table", "list", "tree", "tree table"})
_FELT = frozenset({"Press", "Toggle", "ShowMenu"})


def application(pid: int) -> Any:
    """Return the program's place in the tree; it takes a moment to register."""
    end = time.monotonic() + _PATIENCE_S
    while time.monotonic() < end:
        desktop = Atspi.get_desktop(0)
        for at in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(at)
            if child is not None and child.get_process_id() == pid:
                return child
        time.sleep(0.2)
    sys.exit("the program is not in the accessible tree")


def walk(node: Any, found: list[dict[str, Any]], depth: int = 0) -> None:
    """Collect what is on the screen, from the top down."""
    if node is None or depth > _DEPTH:
        return
    states = node.get_state_set()
    if depth and not states.contains(Atspi.StateType.SHOWING):
        return
    role = node.get_role_name()
    found.append(
        {
            "depth": depth,
            "role": role,
            "name": (node.get_name() or "").strip(),
            "text": _text(node) if states.contains(Atspi.StateType.EDITABLE) else "",
            "focusable": states.contains(Atspi.StateType.FOCUSABLE),
            "checked": states.contains(Atspi.StateType.CHECKED),
            "focused": states.contains(Atspi.StateType.FOCUSED),
            "acts": sorted(_FELT & set(_actions(node))),
        }
    )
    children = node.get_child_count()
    for at in range(min(children, _CELLS) if role in _MANY else children):
        walk(node.get_child_at_index(at), found, depth + 1)


def _text(node: Any) -> str:
    words = node.get_text_iface()
    return str(Atspi.Text.get_text(words, 0, -1)) if words is not None else ""


def _actions(node: Any) -> list[str]:
    able = node.get_action_iface()
    if able is None:
        return []
    return [Atspi.Action.get_action_name(able, at) for at in range(able.get_n_actions())]


def look(app: Any) -> list[dict[str, Any]]:
    """Return what is shown now, as it is and not as it was."""
    while GLib.MainContext.default().iteration(False):
        pass
    app.clear_cache()
    found: list[dict[str, Any]] = []
    try:
        walk(app, found)
    except GLib.Error:  # something went while it was read: whoever asked will ask again
        return []
    return found


def main() -> None:
    """Answer until nobody asks any more."""
    app = application(int(sys.argv[1]))
    for _ in sys.stdin:
        sys.stdout.write(json.dumps(look(app), ensure_ascii=False) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
