"""Asks a running program's window through AT-SPI, as a screen reader does, for every name.

    /usr/bin/python3 tests/day/atspi_names.py PID

Debian's own Python runs it: the bindings are not on the package index. Prints JSON: how many
things that can have the focus there are, and those of them that have no name.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import gi  # type: ignore[import-not-found]  # a system package, not one of the project's

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # type: ignore[import-not-found]  # noqa: E402 - see above

_PATIENCE_S = 20
_DEPTH = 40


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


def walk(node: Any, found: list[dict[str, str]], depth: int = 0) -> None:
    """Collect what can have the focus and is on the screen."""
    if node is None or depth > _DEPTH:
        return
    states = node.get_state_set()
    showing = states.contains(Atspi.StateType.SHOWING)
    if states.contains(Atspi.StateType.FOCUSABLE) and showing:
        found.append({"role": node.get_role_name(), "name": (node.get_name() or "").strip()})
    if states.contains(Atspi.StateType.MANAGES_DESCENDANTS):
        return  # a table's cells are read one by one as the cursor comes to them
    for at in range(node.get_child_count()):
        walk(node.get_child_at_index(at), found, depth + 1)


def main() -> None:
    """Print what was found."""
    found: list[dict[str, str]] = []
    walk(application(int(sys.argv[1])), found)
    nameless = [each["role"] for each in found if not each["name"]]
    sys.stdout.write(json.dumps({"focusable": len(found), "nameless": nameless}))


if __name__ == "__main__":
    main()
