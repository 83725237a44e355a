"""What the page of results is handed; everything runs off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from desk.domain.records import Dossier, Result
from desk.domain.results import Blank, Offer
from desk.ui.drafts.ports import DraftPorts
from desk.ui.signing.ports import Signing

if TYPE_CHECKING:
    from desk.ui.printers.ports import Picture


class WriteDraft(Protocol):
    """Writes a draft down, or changes one."""

    def __call__(
        self, uid: str, template: str, given: Mapping[str, str], /, **of: str
    ) -> tuple[Dossier, Result]:
        """Write the fields of a dossier's result.

        `of` may name `result`, which one is changed, `seen`, its last event, and `typed`, the
        half-done form that goes with this.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPorts:
    """What is issued on dossiers; a dossier and a result go by their uids."""

    show: Callable[[str], tuple[Dossier, tuple[Offer, ...]]]
    blanks: Callable[[str, str, str], tuple[Blank, ...]]  # dossier, template, result or ""
    preview: Callable[[str, str, Mapping[str, str]], Sequence[Picture]]  # of a draft, as a paper
    paper: Callable[[str, str], Sequence[Picture]]  # of a result, as it stands
    draft: WriteDraft
    put_away: Callable[[str, str], Dossier]
    confirm: Callable[[str, str, Mapping[str, str], str], Dossier]  # …, what is told, last event
    withdraw: Callable[[str, str, str], Dossier]  # dossier, result, last event
    print: Callable[[str, str, str, int], Sequence[int]]  # …, sheet or "", copies → print jobs
    use: Callable[[str, str, str], Dossier]  # dossier, result, sheet that it is printed on already
    spoil: Callable[[str, str, str, str], Dossier]  # dossier, result, sheet, why
    sign: Callable[[str, str, Signing], tuple[Path, str]]  # → the signed file, who signed it
    coming: Callable[[], str]  # the sheet on top of this counter's pile, as it is printed
    reasons: Callable[[], Sequence[str]]  # why sheets are spoilt
    drafts: Callable[[str, str], DraftPorts]  # of half-done forms of a dossier's result, or new one
    new_uid: Callable[[], str]
    may: Callable[[], frozenset[str]]  # what whoever sits here has the right to
