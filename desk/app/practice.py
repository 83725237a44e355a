"""A filled practice office: weeks of an invented ward's life, lived through the real services."""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Final

from desk import settings
from desk.app import counter
from desk.domain.application import read_application
from desk.domain.errors import RuleError
from desk.domain.records import VN, Actor, Channel, Dossier, Status
from desk.sample import Sampler
from desk.services import intake, processing, staff
from desk.services.processing import Details
from desk.services.workplace import Workplace

UNIT, COMMUNE, NAME = "H26.000.99", "00099", "Phường Thử Nghiệm"
#: login, name, role – invented, and obviously so
STAFF: Final = (
    ("lan", "Nguyễn Thị Lan Thử", "counter"),
    ("minh", "Trần Văn Minh Thử", "clerk"),
    ("ha", "Lê Thị Hà Thử", "leader"),
)
_PER_DAY: Final = 9.0
_SUPPLEMENT, _REFUSE, _LATE = 0.10, 0.03, 0.06
_STAYS: Final = 0.12  # share of results that nobody has fetched yet


class StoryClock:
    """A clock that the teller of a story sets."""

    def __init__(self, at: datetime) -> None:
        """Begin at `at`."""
        self.at = at

    def __call__(self) -> datetime:
        """Return the story's present moment."""
        return self.at


@dataclass(frozen=True, slots=True, order=True)
class _Turn:
    """Something that will happen."""

    at: datetime
    order: int
    act: Callable[[], object]


@dataclass(slots=True)
class _Story:
    work: Workplace
    clock: StoryClock
    people: dict[str, Actor]
    pick: random.Random
    turns: list[_Turn]
    end: datetime
    told: int = 0

    def later(self, at: datetime, act: Callable[[], object]) -> None:
        self.told += 1
        heapq.heappush(self.turns, _Turn(at, self.told, act))

    def run(self) -> None:
        while self.turns and self.turns[0].at <= self.end:
            turn = heapq.heappop(self.turns)
            self.clock.at = max(turn.at, self.clock.at)
            turn.act()

    def do(self, uid: str, action: str, who: str, details: Details | None = None) -> Dossier:
        return processing.act(
            self.work, uid, action, self.people[who], details or Details(), printed=False
        )


def actors(work: Workplace) -> dict[str, Actor]:
    """Return the practice office's people, by login."""
    with work.database.read() as tx:
        return {login: staff.acting(tx, login) for login, _, _ in STAFF}


def fill(work: Workplace, now: datetime, *, days: int = 30, seed: int = 2026) -> int:
    """Live through the last `days` days up to `now`; return how many dossiers came."""
    real = work.clock
    now = now.astimezone(VN)
    clock = StoryClock(now - timedelta(days=days))
    work.clock = clock
    try:
        with work.database.read() as tx:
            first = staff.acting(tx)
        known = {member.login for member in staff.members(work)}
        for login, name, role in STAFF:
            if login not in known:
                staff.open_account(work, first, login=login, name=name, role=role)
        story = _Story(work, clock, actors(work), random.Random(seed), [], now)  # noqa: S311 - a story
        count = 0
        for at, data in _arrivals(work, now, days, seed):
            story.later(at, _receiving(story, data))
            count += 1
        story.run()
    finally:
        work.clock = real
    return count


def _arrivals(
    work: Workplace, now: datetime, days: int, seed: int
) -> Iterator[tuple[datetime, dict[str, object]]]:
    sampler = Sampler(seed, year=now.year)
    procedures = tuple(work.rules.catalogue.procedures.values())
    first = (now - timedelta(days=days)).date()
    calendar = work.rules.calendar
    for arrival in sampler.arrivals(
        first, now.date(), calendar.is_working, per_day=_PER_DAY, online=0.0
    ):
        if arrival.at < now - timedelta(minutes=3):
            data = sampler.dossier(procedures, arrival.at, channel=Channel.COUNTER)
            yield arrival.at, data


def _receiving(story: _Story, data: dict[str, object]) -> Callable[[], None]:
    def act() -> None:
        new = read_application(data, story.clock.at)
        new = replace(new, received_at=None)
        made = intake.receive(story.work, new, story.people["lan"], printed=False)
        wait = timedelta(minutes=story.pick.randint(20, 180))
        story.later(story.clock.at + wait, lambda: _claim(story, made.dossier.uid))

    return act


def _claim(story: _Story, uid: str) -> None:
    state = story.do(uid, "claim", "minh")
    fate = story.pick.random()
    soon = story.clock.at + timedelta(hours=story.pick.randint(1, 20))
    if fate < _SUPPLEMENT:
        story.later(soon, lambda: _supplement(story, uid))
    elif fate < _SUPPLEMENT + _REFUSE:
        reason = Details(reason="Không thuộc thẩm quyền giải quyết (tình huống thực hành)")
        story.later(soon, lambda: _try(lambda: story.do(uid, "reject", "minh", reason)))
    else:
        story.later(_finishing(story, state), lambda: _finish(story, uid))


def _finishing(story: _Story, state: Dossier) -> datetime:
    """Return when the result will be ready: mostly in good time, now and then late."""
    due = state.due_at or story.clock.at + timedelta(days=3)
    left = max(due - story.clock.at, timedelta(minutes=30))
    share = (
        story.pick.uniform(1.05, 1.6)
        if story.pick.random() < _LATE
        else story.pick.uniform(0.3, 0.98)
    )
    at = story.clock.at + left * share
    if at.time() < time(7, 45) or at.time() > time(17, 15):
        at = datetime.combine(at.date(), time(16, story.pick.randint(0, 50)), VN)
    return max(at, story.clock.at)


def _supplement(story: _Story, uid: str) -> None:
    details = Details(
        reason="Thiếu giấy tờ theo quy định (tình huống thực hành)",
        items=("Bản sao giấy tờ chứng minh nơi cư trú",),
    )
    _try(lambda: story.do(uid, "supplement", "minh", details))
    answered = story.clock.at + timedelta(days=story.pick.randint(1, 9))
    story.later(answered, lambda: _supplemented(story, uid))


def _supplemented(story: _Story, uid: str) -> None:
    state = _try(lambda: story.do(uid, "supplemented", "lan"))
    if state is not None:
        story.later(_finishing(story, state), lambda: _finish(story, uid))


def _finish(story: _Story, uid: str) -> None:
    state = _try(lambda: story.do(uid, "finish", "minh"))
    if state is None or state.status is not Status.DONE or story.pick.random() < _STAYS:
        return
    fetched = story.clock.at + timedelta(days=story.pick.randint(0, 5), hours=1)
    who = Details(to=state.submitter.name, id_number=state.submitter.personal_id)
    story.later(fetched, lambda: _try(lambda: story.do(uid, "hand-over", "lan", who)))


def _try(step: Callable[[], Dossier]) -> Dossier | None:
    """Take a step unless the story has moved on and the rules no longer allow it."""
    try:
        return step()
    except RuleError:
        return None


def open_office(folder: Path, *, slot: int = 1) -> None:
    """Make a practice office in `folder`: separate data, every paper watermarked."""
    counter.initialise(
        folder,
        unit=UNIT,
        commune=COMMUNE,
        name=NAME,
        slot=slot,
        admin_login="admin",
        admin_name="Quản trị viên thực hành",
    )
    settings.save(folder, replace(settings.load(folder), practice=True))
    with counter.opened(folder, purpose="practice") as work:
        fill(work, counter.clock())
