"""What fills the whole window: the opening, the first start, the sign-in, the desk."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desk.domain.records import Actor
from desk.ui.keys import Shortcuts


class Stage(QWidget):
    """The window hands keys and scans to the stage that stands; each does what it knows of them."""

    @property
    def pinless(self) -> bool:
        """Whether whoever signed in here has set no PIN yet."""
        return False

    def start(self) -> None:
        """Put the cursor where the work begins."""

    def ask_password(self) -> None:
        """Ask for login and password, whatever is usually asked for here."""

    def shortcuts(self) -> Shortcuts:
        """Return the keys that count wherever the cursor is."""
        return {}

    def main_action(self) -> None:
        """Do what F9 does here."""

    def escape(self) -> bool:
        """Go one step back; tell whether there was one."""
        return False

    def scan(self, text: str) -> None:
        """Take what a scanner read."""

    def park(self) -> None:
        """Put half-done work aside, for somebody else comes."""

    def close_down(self) -> None:
        """Have what was typed last on disk: the window goes."""

    def seat(self, user: Actor) -> None:
        """Let another person sit here: what was the former one's own is forgotten."""

    def memory(self) -> object:
        """Return what a stage built anew in other looks shall show again."""
        return None

    def recall(self, memory: object) -> None:
        """Show what the stage in the former looks showed."""
