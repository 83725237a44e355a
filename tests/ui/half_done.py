"""An invented disk for half-done forms: in order, and refusing when it is told to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from desk.domain.drafts import IN_HAND, Draft
from desk.ui.drafts.ports import DraftPorts
from tests.ui.invented import NOW


@dataclass
class HalfDone:
    """Half-done forms as the counter would keep them."""

    forms: dict[str, Draft] = field(default_factory=dict)
    fails: dict[str, Exception] = field(default_factory=dict)
    saves: int = 0

    def _check(self, name: str) -> None:
        if name in self.fails:
            raise self.fails[name]

    def begin(self) -> tuple[Draft, ...]:
        self._check("begin")
        return tuple(sorted(self.forms.values(), key=lambda draft: draft.place))

    def save(self, draft: Draft, seen: datetime | None) -> Draft:
        del seen
        self._check("save")
        self.saves += 1
        made = replace(draft, saved_at=NOW + timedelta(seconds=self.saves))
        self.forms[draft.uid] = made
        return made

    def take(self, uid: str) -> Draft:
        self._check("take")
        return replace(self.forms[uid], place=IN_HAND)

    def throw(self, uid: str) -> None:
        self._check("throw")
        self.forms.pop(uid, None)

    def ports(self) -> DraftPorts:
        return DraftPorts(begin=self.begin, save=self.save, take=self.take, throw=self.throw)
