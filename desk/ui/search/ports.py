"""What the look-up page is handed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desk.domain.lookup import Choices, Filter, Found, Sort

#: Told how many are written of how many; False stops.
Told = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupPorts:
    """Lists of dossiers, by anything that is known of them."""

    find: Callable[[Filter, Sort, str], Found]  # filter, sort, after
    choices: Callable[[], Choices]
    print_form: Callable[[str, str], int]  # uid, form → print job
    export: Callable[[Filter, Sort, Path, Told], int | None]  # how many; None: it was stopped
