"""A bad week: two counters work and exchange while the line is cut at random bytes, by a seed."""

from __future__ import annotations

import contextlib
import math
import random
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from desk.app import exchange
from desk.domain.errors import InputError, RuleError
from desk.services import intake, targets
from tests.flows.line import Cut
from tests.flows.stage import Desk, Stage, every, prove, settle
from tests.kit import COPIES, RESIDENCE, act, administrator, application, receive

#: What a counter does to some dossier or other; what the rules forbid just then is left.
_STEPS: Final[list[tuple[str, dict[str, object], int]]] = [
    ("claim", {}, 6),
    ("accept", {}, 5),
    ("note", {"reason": "công dân gọi hỏi"}, 4),
    ("correct", {"reason": "công dân báo", "changes": (("submitter.phone", "0911111111"),)}, 2),
    ("correct", {"reason": "công dân báo", "changes": (("submitter.phone", "0922222222"),)}, 2),
    ("supplement", {"reason": "thiếu ảnh"}, 2),
    ("supplemented", {}, 3),
    ("fee", {"amount": 20_000}, 2),
    ("paid", {"id_number": "AB/26E-0001"}, 3),
    ("forward", {"to": "Chuyên viên Thử"}, 1),
    ("finish", {}, 4),
    ("hand-over", {"to": "Nguyễn Thị Ví Dụ"}, 4),
    ("reject", {"reason": "không thuộc thẩm quyền"}, 1),
    ("void", {"reason": "nhập nhầm"}, 1),
]
_LONGEST: Final = 20_000  # bytes; few exchanges carry more in one direction
_RECENT: Final = 25  # dossiers that are worked on


@dataclass
class Storm:
    """The weather over a stage."""

    stage: Stage
    seed: int
    chance: random.Random = field(init=False)
    failures: int = 0
    online: bool = True  # whether citizens file online
    accounted: bool = True  # whether the city must hold whatever is settled

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 - a story, not a secret

    def rage(self, cuts: int) -> None:
        """Let both counters live until the line was cut so often."""
        self.stage.line.next_cut = self._next_cut
        while self.stage.line.cuts < cuts:
            desk = self.chance.choice((self.stage.one, self.stage.two))
            for _ in range(self.chance.randint(0, 5)):
                self.live(desk)
            self.attempt(desk)
        self.stage.line.cut_at(None, None)

    def _next_cut(self) -> Cut:
        # As likely within the first ten bytes as within some thousands later on.
        at = int(math.exp(self.chance.uniform(0, math.log(_LONGEST))))
        return self.chance.choice(((at, None), (None, at), (None, at)))

    def attempt(self, desk: Desk) -> None:
        """Exchange; whether or not it works, every event must be accounted for."""
        told = exchange.once(desk.work)
        self.failures += len(told.errors)
        assert set(told.errors) <= {"CityUnreachableError", "TruncatedReplyError"}, told
        self.account(desk)

    def account(self, desk: Desk) -> None:
        """Hold that whatever neither waits nor needs a person is at the city."""
        if self.accounted:
            desk.account()

    def live(self, desk: Desk) -> None:
        """Do something at a counter, or let a citizen file online."""
        self.stage.clock.pass_(seconds=self.chance.randint(1, 120))
        kind = self.chance.random()
        if kind < 0.30:
            receive(desk.work, self.chance.choice((COPIES, RESIDENCE)))
        elif kind < 0.35 and self.online:
            self.stage.city.file(RESIDENCE)
        elif kind < 0.38:
            by = administrator(desk.work)
            slip = application(RESIDENCE)
            intake.turn_away(desk.work, "refusal", slip, by, reason="sai nơi nộp", items=())
        elif kind < 0.42:
            self.decide(desk, most=1)
        else:
            self._step(desk)

    def _step(self, desk: Desk) -> None:
        found = desk.counter.rows("SELECT code FROM dossier ORDER BY id DESC LIMIT ?", _RECENT)
        weights = [weight for _, _, weight in _STEPS]
        ((action, details, _),) = self.chance.choices(_STEPS, weights)
        if found:
            (code,) = self.chance.choice(found)
            # Else it is the wrong moment for this step, or another counter's dossier.
            with contextlib.suppress(RuleError, InputError):
                act(desk.work, code, action, **details)

    def decide(self, desk: Desk, most: int = 1000) -> None:
        """Let a leader decide about what needs one."""
        waiting = sorted({each.dossier for each in targets.attentions(desk.work)})
        for uid in waiting[:most]:
            act(desk.work, uid, "resolve", reason="đã hỏi quầy bạn")

    def heal(self) -> None:
        """Give the network back; let people decide what is theirs to decide; all is equal."""
        stage = self.stage
        for _ in range(5):
            settle(stage.one, stage.two)
            if not (stage.one.attention() or stage.two.attention()):
                break
            for desk in (stage.one, stage.two):
                self.decide(desk)
        for desk in (stage.one, stage.two):
            (status,) = targets.statuses(desk.work)
            assert (status.waiting, status.attention) == (0, 0)
            assert status.confirmed == status.created
        assert prove(stage.one, stage.two) > 0
        self._nothing_doubled()

    def _nothing_doubled(self) -> None:
        """Hold that each event is at the city once, gapless, and no number was given twice."""
        stage = self.stage
        assert set(stage.city.events().values()) == {1}
        for desk in (stage.one, stage.two):
            dossiers = every(desk)
            for name in ("code", "barcode"):
                assert len({getattr(each, name) for each in dossiers}) == len(dossiers)
        sequences = defaultdict(list)
        for device, epoch, seq in stage.city.rows("SELECT device_id, epoch, seq FROM event"):
            sequences[device, epoch].append(seq)
        for held in sequences.values():
            assert sorted(held) == list(range(1, len(held) + 1))
        assert stage.city.rows("SELECT kind FROM alarm") == []
