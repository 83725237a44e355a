"""What every screen of the shell is: a page that takes keys and scans, and tells what it did."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desk.domain.notices import Kind
from desk.domain.records import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """What was just done and how to take it back, for as long as the strip offers it."""

    said: str
    back: Callable[[], None]
    seconds: int = 10


class Page(QWidget):
    """The shell connects these signals of every page and calls these methods of the shown one.

    `opened` carries a dossier's uid, `changed` a sentence about what was done, `undoable` an
    `Undo`, `printed` a print job, `asked` the name of a screen to go to, `lookup` which
    dossiers shall be listed (a `Filter`) and where the question came from, `exported` that for a
    file of them, `stood` how what is half typed stands with the disk (a `Standing`),
    `renumbered` the slot that this counter has from now on, `again` a dossier's uid and the form
    of a paper that is out already: why it shall come out once more is asked above the pages.
    `noticed` wants notices prepared for what is `named`.
    """

    opened = Signal(str)
    changed = Signal(str)
    undoable = Signal(object)
    printed = Signal(int)
    asked = Signal(str)
    lookup = Signal(object, str)
    exported = Signal(object, str)
    stood = Signal(object)
    renumbered = Signal(int)
    again = Signal(str, str)
    noticed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")

    @property
    def shows_done(self) -> bool:
        """Whether what was done stands on the page itself, so that nothing must lie over it."""
        return False

    def named(self) -> tuple[tuple[str, ...], Kind] | None:
        """Return which dossiers (uids) a notice would be for, and which kind is near at hand."""
        return None

    def start(self) -> None:
        """Put the cursor where the page's work begins."""

    def seat(self, user: Actor) -> None:
        """Know that another person sits here now; what was shown is read again by itself."""

    def refresh(self) -> None:
        """Read what the page shows again."""

    def close_down(self) -> None:
        """Have on disk what is still on its way there: the page is about to go."""

    def main_action(self) -> None:
        """Do what F9 does here."""

    def print_again(self) -> bool:
        """Print again the paper that this page is about; tell whether there is one."""
        return False

    def escape(self) -> bool:
        """Go one step back; tell whether there was one."""
        return False

    def scan(self, text: str) -> bool:
        """Take what a scanner read; False leaves it to the shell."""
        del text
        return False


def close_all(pages: Iterable[Page]) -> None:
    """Have on disk what any of these pages has still on its way there."""
    for page in pages:
        page.close_down()
