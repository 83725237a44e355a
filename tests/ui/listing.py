"""The queue's side of the invented office: what is foreseen, offered and handed on together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from desk.domain.records import WAITING, Status
from desk.domain.views import Foreseen, QueueCounts, QueueOffers, QueuePage
from desk.ui.ports import QueuePorts
from tests.ui.invented import LAN, PROCEDURES, row_of

if TYPE_CHECKING:
    from desk.domain.worklist import Want
    from tests.ui.world import World


class Listing:
    """Speaks for a world; what was done is in the world's own list."""

    def __init__(self, world: World) -> None:
        self.world = world

    def offers(self) -> QueueOffers:
        procedures = tuple((each.code, each.name) for each in PROCEDURES)
        people = ((LAN.login, LAN.name),)
        return QueueOffers(procedures=procedures, areas=("Hộ tịch",), people=people)

    def foresee(self, uid: str, action: str) -> Foreseen:
        self.world.done.append(("foresee", uid, action))
        return replace(self.world.ahead, action=action)

    def forward_many(self, uids: tuple[str, ...], given: Mapping[str, object]) -> str:
        self.world.done.append(("forward_many", uids, dict(given)))
        return "10001"

    def page(self, view: str, after: str, limit: int, want: Want | None) -> QueuePage:
        self.world.done.append(("page", view, after, limit))
        if "page" in self.world.fails:
            raise self.world.fails["page"]
        if want is not None:
            self.world.done.append(("want", want))
        rows = [row_of(d) for d in self.world.dossiers.values() if d.is_open]
        kept = {
            "all": rows,
            "mine": [r for r in rows if r.assignee == LAN.name],
            "overdue": [r for r in rows if r.overdue],
            "online": [r for r in rows if r.status is Status.FILED],
            "waiting": [r for r in rows if r.status in WAITING],
            "ready": [r for r in rows if r.status is Status.DONE],
            "approve": [r for r in rows if r.proposal],
        }.get(view, [])
        start = int(after or 0)
        more = str(start + limit) if start + limit < len(kept) else ""
        return QueuePage(rows=tuple(kept[start : start + limit]), after=more)

    def counts(self) -> QueueCounts:
        self.world.done.append(("counts",))
        if "counts" in self.world.fails:
            raise self.world.fails["counts"]
        rows = [row_of(d) for d in self.world.dossiers.values() if d.is_open]
        return QueueCounts(
            open=len(rows),
            overdue=sum(r.overdue for r in rows),
            today=1,
            online=1,
            waiting=3,
            ready=2,
            mine=sum(r.assignee == LAN.name for r in rows),
        )

    def ports(self) -> QueuePorts:
        return QueuePorts(
            page=self.world.page,
            counts=self.world.counts,
            open=self.world.open,
            act=self.world.act,
            tally=lambda wants: tuple(7 for _ in wants),
            offers=self.offers,
            foresee=self.foresee,
            forward_many=self.forward_many,
        )
