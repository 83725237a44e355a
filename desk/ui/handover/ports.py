"""What the hand-over page is handed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from desk.domain.collection import Collecting, ReadyRow
from desk.domain.views import DossierView

if TYPE_CHECKING:
    from desk.ui.ports import ParseScan


class Collect(Protocol):
    """Hands results over to one collector, all of them or none; durable when it returns."""

    def __call__(
        self,
        uids: Sequence[str],
        who: Collecting,
        *,
        returned: Mapping[str, tuple[str, ...]],
        paid: Sequence[str],
        slip: bool,
    ) -> None:
        """Hand over; `returned` are originals by uid, `paid` uids whose owed fee was taken now.

        `slip` prints the receipt for them.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverPorts:
    """Handing results back, and those that wait."""

    lookup: Callable[[str], DossierView]  # code, alias, barcode digits or uid
    parse_scan: ParseScan
    collect: Collect
    take_back: Callable[[Sequence[str]], None]  # uids whose hand-over was a mistake
    ready: Callable[[], tuple[ReadyRow, ...]]
    shelve: Callable[[Sequence[str], str], tuple[str, ...]]  # uids, place → codes
    remind: Callable[[Sequence[str], str], tuple[str, ...]]  # uids, manner → codes
    rate: Callable[[Sequence[str], int], tuple[str, ...]]  # uids, score → codes
    print_slip: Callable[[str], int]  # uid → print job
    print_survey: Callable[[str], int]  # uid → print job
    print_list: Callable[
        [str, int | None], int
    ]  # remind | uncollected | results, ageing → print job
    print_shelf: Callable[[str], int]  # A1-A12 → print job
    keep_file: Callable[[bytes, str], str] | None = None  # bytes, media → SHA-256
