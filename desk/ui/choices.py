"""What a person chose about the window itself; `app` keeps it in the settings file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Looks, language and the printer's key (its name, or `folder:PATH` for PDF files)."""

    theme: str = "light"  # light | dark | contrast
    scale: int = 100  # per cent
    language: str = "vi"  # vi | en
    printer: str = ""
    page: str = "A5"  # A5 | A5x2 | A4 | A4x2
    counter: str = ""  # as the waiting room calls it; empty: by its slot
    voice: str = "on"  # on | off
    room: str = ""  # screen of the waiting room's window; "window"; empty: closed
    citizen: str = ""  # the same for the citizen's
