"""What happens at the desk when somebody comes back to it or sits down at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk.ui.language import translate

if TYPE_CHECKING:
    from desk.ui.shell.desk import Shell


def go_on(shell: Shell) -> None:
    """Go on where the window was locked."""
    shell.refresh()
    focus: QWidget | None = shell.focusWidget()
    if focus is not None and focus.isVisible():
        focus.setFocus()
    else:
        shell.page.start()


def advise_pin(shell: Shell) -> None:
    """Tell whoever signed in by password how much faster the next time can be."""
    said = translate("Shell", "Đặt mã PIN để đổi người bằng F12 trong một giây.")
    more = translate("Shell", "Đặt mã PIN")
    shell.toast.say(said, more=more, then=lambda: shell.go("admin"), ms=12_000)
