"""Online dossiers, as a city's feed brings them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from desk.domain import codes, deadline
from desk.domain import events as ev
from desk.domain.records import Actor
from desk.services import inbox, targets
from desk.services.workplace import Workplace
from desk.wire import exchange, sealed
from desk.wire.ids import new_uid
from tests.kit import COPIES, administrator, person

CITIZEN = Actor(uid="c-1", login="", name="Nguyễn Thị Ví Dụ", role="citizen")


@dataclass
class City:
    """The city's end of the feed: it seals events of its own device and pages what it has."""

    device: str = "0192f000-0000-7000-8000-00000000c177"
    name: str = "city"
    feed: str = "feed-1"
    pages: int = 0
    sent: list[sealed.Sealed] = field(default_factory=list)

    def connect(self, work: Workplace) -> None:
        targets.connect(
            work,
            administrator(work),
            name=self.name,
            url="https://city.example",
            token="t",
            feed=self.feed,
        )

    def seal(self, body: ev.Body | None, dossier: str, at: datetime, **facts: object) -> str:
        """Make an event of the city's own; return its uid."""
        number = len(self.sent) + 1
        made = ev.Event(
            uid=new_uid(at),
            unit="H26.033.15",
            device=self.device,
            epoch=1,
            seq=number,
            dossier=dossier,
            type=type(body).__name__,
            body=body,
            actor=CITIZEN,
            at=at,
            hlc=int(at.timestamp() * 1000) << 16 | number,
            **facts,  # type: ignore[arg-type] # custody and base, as a test wants them
        )
        prev = self.sent[-1].hash.hex() if self.sent else sealed.GENESIS
        self.sent.append(sealed.seal(made, prev)[0])
        return made.uid

    def page(self, events: Sequence[sealed.Sealed]) -> exchange.Pulled:
        self.pages += 1
        return exchange.Pulled(
            feed=self.feed,
            cursor=str(self.pages),
            more=False,
            events=[exchange.to_wire(each) for each in events],
        )

    def send(self, work: Workplace, events: Sequence[sealed.Sealed] | None = None) -> int:
        """Let a counter take over a page."""
        page = self.page(self.sent if events is None else events)
        return inbox.apply(work, self.name, page, work.now())

    def tell(
        self, work: Workplace, body: ev.Body, dossier: str, at: datetime, **facts: object
    ) -> None:
        """Send an event that another counter wrote about a dossier."""
        self.seal(body, dossier, at, **facts)
        self.send(work)

    def file(self, work: Workplace, uid: str = "online-1", procedure: str = COPIES) -> str:
        """File one dossier online and send it; return its uid."""
        at, number = work.now(), len(self.sent) + 1
        regime = work.rules.regime(at.date())
        notice, answer = deadline.online_clocks(at, work.rules.calendar, regime)
        known = work.rules.catalogue.get(procedure)
        body = ev.Filed(
            code=codes.official_code("H26.033.15", at.date(), number),
            barcode=codes.barcode("00999", at.date(), number),
            procedure=known.code,
            procedure_name=known.name,
            submitter=person(),
            filed_at=at,
            acknowledge_by=notice,
            answer_by=answer,
        )
        self.seal(body, uid, at)
        self.send(work)
        return uid
