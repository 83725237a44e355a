"""What goes around a dossier: its sleeve's label, the cover sheets of what is to be scanned."""

from __future__ import annotations

from typing import Any

from desk.domain import events as ev
from desk.domain.papers import CoverSheet, LabelSheet, StubSheet
from desk.domain.records import Dossier
from desk.services.workplace import Workplace


def sheet(
    _: Workplace, state: Dossier, __: ev.Event, ___: list[ev.Event], common: dict[str, Any]
) -> CoverSheet:
    """Make a sheet for each paper that has no file yet; for none, one for the whole dossier."""
    have = {each.paper for each in state.attachments}
    papers = tuple(
        (number, paper.name)
        for number, paper in enumerate(state.papers, 1)
        if not paper.shown and paper.name not in have
    )
    return CoverSheet(**common, dossier=state, papers=papers)


def label(
    _: Workplace, state: Dossier, __: ev.Event, ___: list[ev.Event], common: dict[str, Any]
) -> LabelSheet:
    """Make the label of the dossier as it stands."""
    return LabelSheet(**common, dossier=state)


def stub(
    _: Workplace, state: Dossier, __: ev.Event, ___: list[ev.Event], common: dict[str, Any]
) -> StubSheet:
    """Make the counterfoil of a receipt: it is collected where it was handed in."""
    del common["page"]  # a roll has a width of its own
    office = common["office"]
    where = ", ".join(filter(None, (office.desk_name, office.name)))
    return StubSheet(**common, dossier=state, where=where)
