"""What the page for returning at once is handed: callables that run off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.domain.at_once import AtOnce, Register
from desk.domain.fees import Fee, Waiver
from desk.domain.records import Dossier, Party, Procedure
from desk.domain.views import Receipt
from desk.ui.drafts.ports import DraftPorts

if TYPE_CHECKING:
    from desk.ui.ports import ParseScan


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickPorts:
    """Certified and handed back in one act."""

    offers: Callable[[str], tuple[Procedure, ...]]  # by a few letters, else by use
    known_person: Callable[[str], Party | None]
    parse_scan: ParseScan
    price: Callable[[AtOnce], Fee]
    next_line: Callable[[str], tuple[Register, str, int] | None]  # book, volume, next number
    finish: Callable[[AtOnce], Receipt]
    take_back: Callable[[str], Dossier]
    waivers: Callable[[], tuple[Waiver, ...]]
    new_uid: Callable[[], str]
    drafts: DraftPorts
