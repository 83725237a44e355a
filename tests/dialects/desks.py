"""A counter that exchanges with one system of another kind, and what may be asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import msgspec

from desk.app import dialects, exchange
from desk.app.exchange import Told
from desk.domain.views import TargetStatus
from desk.services import checking, targets
from desk.services.targets import Access
from desk.services.workplace import Workplace
from tests.dialects import opencps_server, portal_server
from tests.dialects.opencps_server import OpenCpsServer
from tests.dialects.portal_server import PortalServer
from tests.kit import BIRTH, RESIDENCE, administrator

PROCEDURES: Final = {BIRTH: "Đăng ký khai sinh (cổng)", RESIDENCE: "Đăng ký thường trú (cổng)"}
NAME: Final = "other"
_TOLD: Final[dict[type, tuple[str, str, dict[str, Any]]]] = {
    PortalServer: (
        "portal",
        portal_server.PASSWORD,
        {
            "user": portal_server.USER,
            "unit": portal_server.UNIT,
            "dst": portal_server.DST,
        },
    ),
    OpenCpsServer: (
        "opencps",
        opencps_server.PASSWORD,
        {
            "user": opencps_server.USER,
            "group": opencps_server.GROUP,
            "agency": opencps_server.AGENCY,
        },
    ),
}


@dataclass
class Desk:
    """An open counter with one such system."""

    work: Workplace
    server: Any

    def add(self, url: str = "", password: str = "", **more: Any) -> None:
        kind, usual, told = _TOLD[type(self.server)]
        access = Access(
            name=NAME,
            kind=kind,
            url=url or self.server.url,
            token=password or usual,
            settings=msgspec.json.encode({**told, **more}).decode(),
        )
        dialects.add(self.work, administrator(self.work), access)

    def once(self, *, everything: bool = True) -> Told:
        told = exchange.once(self.work, everything=everything)
        self.account()
        return told

    def good(self) -> int:
        """Exchange, and expect that it works; return how many dossiers were confirmed."""
        told = self.once()
        assert (told.errors, self.server.complaints) == ([], [])
        return told.pushed

    @property
    def status(self) -> TargetStatus:
        (found,) = targets.statuses(self.work)
        return found

    def account(self) -> None:
        """Hold the promise: every dossier is confirmed, waits, or needs a person."""
        status = self.status
        assert status.created == status.confirmed + status.waiting + status.attention

    def prove(self) -> None:
        """Prove that all that is stored agrees, and every dossier is accounted for."""
        verdict = checking.verify(self.work)
        assert verdict.ok, verdict.problems

    def reasons(self) -> list[tuple[str, str]]:
        return [(each.reason, each.detail) for each in targets.attentions(self.work)]
