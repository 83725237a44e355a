"""Systems that take dossiers whole, in a history: a portal or an OpenCPS site that stumbles."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any, Final

from desk.app import dialects
from desk.domain.records import Dossier
from desk.services import snapshots, targets
from desk.sync import whole
from desk.sync.backoff import Backoff
from desk.sync.engine import Outcome
from tests.dialects import desks, opencps_server, portal_server
from tests.dialects.opencps_server import opencps
from tests.dialects.peers import at_opencps, at_portal, promised
from tests.dialects.portal_server import portal
from tests.kit import COPIES, administrator
from tests.sim.parties import Desk

#: It speaks with one counter of a ward, which tells it of all that the ward has.
NAME: Final = desks.NAME
KINDS: Final = ("portal", "opencps")
PATIENCE_S: Final = 60.0
_PORTAL: Final = (
    "login",
    "DongBoHoSoMC",
    "CapNhatTienDoHoSoMC",
    "TraCuuHoSo",
)
_OPENCPS: Final = ("GET ", "POST ", "PUT ")
_PAGE: Final = b"<!DOCTYPE html><title>Wi-Fi</title>"


@dataclass
class Other:
    """A running system, and the counter that speaks with it."""

    kind: str
    server: Any
    chance: random.Random

    def meet(self, desk: Desk) -> None:
        """Let a counter know it."""
        desks.Desk(desk.work, self.server).add()

    def exchange(self, desk: Desk, *, faults: float) -> Outcome:
        """Exchange once over a line that may break at any call, before or after its effect."""
        self.server.faults.clear()
        while self.chance.random() < faults:
            self.server.faults.append(self._fault())
        access = targets.reached(desk.work, NAME)
        with closing(dialects.spoken(desk.work, access)) as spoken:
            assert isinstance(spoken, whole.Whole)
            outcome = whole.exchange_whole(
                spoken.ledger,
                spoken.adapter,
                NAME,
                desk.counter.clock,
                everything=True,
                deadline=time.monotonic() + PATIENCE_S,
                backoff=Backoff(self.chance.random),
            )
        self.server.faults.clear()
        return outcome

    def _fault(self) -> Any:
        after = self.chance.random() < 0.6
        how: dict[str, Any] = self.chance.choice(
            ({}, {}, {"status": 503}, {"status": 200, "body": _PAGE, "kind": "text/html"})
        )
        if self.kind == "portal":
            return portal_server.Fault(self.chance.choice(_PORTAL), after, **how)
        return opencps_server.Fault(self.chance.choice(_OPENCPS), after, **how)

    def decide(self, desk: Desk) -> int:
        """Let a person have everything that was set aside sent once more, over what is there."""
        asked = [each for each in targets.attentions(desk.work) if each.target == NAME]
        by = administrator(desk.work)
        for each in asked:
            snapshots.again(
                desk.work, by, NAME, each.dossier, force=True
            )  # a copy gave its code, too
        return len(asked)

    def hold(self, states: dict[str, Dossier], lost: set[str], doubled: set[str]) -> None:
        """Hold that it has each receipt once, with its status, its dates and its files.

        A portal knows dossiers by their codes alone: what it has of `doubled` ones, a person said.
        """
        assert self.server.complaints == []
        told = [state for state in states.values() if state.received_at]
        if self.kind == "portal":
            lost = lost | doubled
            told = [state for state in told if state.code not in doubled]
        at = at_portal if self.kind == "portal" else at_opencps
        for state in told:
            found = at(self.server, state)
            if not state.voided:  # there that is a status of its own
                assert found == promised(state), (state.code, found, promised(state))
                self._files(state)
        # What was struck out before it was told of is not there; nothing is there twice.
        if self.kind == "portal":
            held = list(self.server.held)
        else:
            held = [each["dossierNo"] for each in self.server.dossiers.values()]
        known = {state.code for state in told} | lost  # told of by a disk that was lost since
        once = [code for code in held if code not in doubled]
        assert len(set(once)) == len(once)
        assert set(held) <= known, set(held) - known

    def _files(self, state: Dossier) -> None:
        """Hold that a site has every file of a dossier; a portal is only told where they are."""
        if self.kind == "opencps":
            there = len(self.server.files.get(state.uid, {}))
            assert there == len(state.attachments), (state.code, there, len(state.attachments))


@contextmanager
def other(kind: str, chance: random.Random) -> Iterator[Other]:
    """Serve one for a history."""
    if kind == "portal":
        with portal({**desks.PROCEDURES, COPIES: "Cấp bản sao (cổng)"}) as server:
            yield Other(kind, server, chance)
    else:
        with opencps() as site:
            yield Other(kind, site, chance)
