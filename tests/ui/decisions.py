"""What needs a person at an invented counter, and what was decided about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from desk.domain import review as rule
from desk.domain.records import Actor, Status
from desk.domain.review import Decided, Item, Question, Side
from desk.domain.views import Attention, TimelineEntry
from desk.services.review import NothingAskedError
from desk.ui.review.ports import ReviewPorts
from tests.ui.invented import LAN, MINH, NOW


def item(key: str, reason: str, minutes: int, *, code: str = "", **facts: str) -> Item:
    about = Attention(
        id=int(key) if key.isdecimal() else 0,
        at=NOW - timedelta(minutes=minutes),
        reason=reason,
        dossier_code=code,
        **facts,
    )
    return Item(key=key, kind=rule.kind(reason), about=about)


def entry(kind: str, minutes: int, by: Actor, *, here: bool, **facts: str) -> TimelineEntry:
    return TimelineEntry(
        at=NOW - timedelta(minutes=minutes),
        type=kind,
        actor=by,
        device="Quầy 1" if here else "Quầy 2",
        here=here,
        confirmed=not here,
        facts=tuple(facts.items()),
        uid=f"{kind}-{minutes}",
    )


def value(place: int, value: str, before: str, by: Actor, *, here: bool) -> Side:
    return Side(
        key=f"value-{place + 1}",
        here=here,
        device="Quầy 1" if here else "Quầy 2",
        actor=by.name,
        at=NOW - timedelta(minutes=90 - 20 * place),
        value=value,
        before=before,
        stands=here,
    )


_PHONES = (
    value(0, "0911 000 111", "0900 000 000", LAN, here=True),
    value(1, "0922 000 222", "0900 000 000", MINH, here=False),
)
PHONE = Question(
    item=item(
        "1",
        "contested",
        180,
        code="H26.033.15-261120-1004",
        dossier="d0004",
        detail="submitter.phone",
    ),
    sides=_PHONES,
    choices=rule.choices("contested", values=_PHONES),
    status=Status.IN_HAND,
    holder="Quầy 1",
)
STEP = Question(
    item=item("2", "not-holder", 60, code="H26.033.15-261119-1003", dossier="d0003", target="city"),
    sides=(
        Side(
            key=rule.OURS,
            here=True,
            device="Quầy 1",
            entries=(entry("Finished", 70, LAN, here=True),),
        ),
        Side(
            key=rule.THEIRS,
            device="Quầy 2",
            entries=(entry("Claimed", 75, MINH, here=False, assignee=MINH.name),),
            stands=True,
        ),
    ),
    choices=rule.choices("not-holder", redo=True),
    before=Status.RECEIVED,
    status=Status.IN_HAND,
    holder="Quầy 2",
)
POISON = Question(
    item=item("3", "poison", 40, code="H26.033.15-261119-1002", dossier="d0002", target="city"),
    sides=(
        Side(
            key=rule.OURS,
            here=True,
            device="Quầy 1",
            entries=(entry("Noted", 44, LAN, here=True, text="gọi lại chiều thứ tư"),),
        ),
    ),
    choices=rule.choices("poison"),
    status=Status.RECEIVED,
)
PAUSE = Question(item=item("pause:cổng", "SignInError", 5, target="cổng"))
_PAPERS = (
    value(0, "H26.033.15-261119-1003 · TRÍCH LỤC KHAI SINH", "", LAN, here=True),
    value(1, "H26.033.15-261119-1004 · TRÍCH LỤC KHAI TỬ", "", MINH, here=False),
)
SHEET = Question(
    item=item(
        "sheet:TL:7",
        "sheet_twice",
        20,
        code="H26.033.15-261119-1003",
        dossier="d0003",
        detail="TL 000007",
        others="H26.033.15-261119-1003 (Quầy 1); H26.033.15-261119-1004 (Quầy 2)",
    ),
    sides=_PAPERS,
    choices=rule.choices("sheet_twice", values=_PAPERS),
)
TWIN = Question(item=item("4", "twin", 30), choices=rule.choices("twin"))
#: One of each kind of presentation.
ALL = (PHONE, STEP, POISON, PAUSE)


@dataclass
class Decisions:
    """The page's callables; `open_` is what still needs a person."""

    open_: list[Question] = field(default_factory=lambda: [STEP])
    done: list[tuple[str, ...]] = field(default_factory=list)
    gone: dict[str, Question] = field(default_factory=dict)

    def items(self) -> tuple[Item, ...]:
        return tuple(each.item for each in self.open_)

    def question(self, key: str) -> Question:
        for each in self.open_:
            if each.item.key == key:
                return each
        raise NothingAskedError

    def decide(self, key: str, choice: str, reason: str) -> Decided:
        asked = self.question(key)
        self.done.append((key, choice, reason))
        self.open_.remove(asked)
        undone = next(each.undone for each in asked.choices if each.key == choice)
        undo = f"decision-{key}" if undone else ""
        self.gone[undo] = asked
        slot = 3 if choice == rule.LEAVE else 0
        return Decided(dossier=asked.item.about.dossier, undo=undo, sends=True, slot=slot)

    def take_back(self, uid: str, decision: str) -> None:
        self.done.append(("back", uid, decision))
        self.open_.insert(0, self.gone.pop(decision))

    def ports(self) -> ReviewPorts:
        return ReviewPorts(
            items=self.items,
            question=self.question,
            decide=self.decide,
            take_back=self.take_back,
        )
