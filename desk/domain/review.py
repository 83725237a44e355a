"""What a person must decide in the exchange: both sides of it, and what may be decided.

Only what a person can truly decide is offered. What is refused by one side stays in the log
whatever is chosen; a choice settles what counts from now on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from desk.domain import events as ev
from desk.domain import merge
from desk.domain.dossier import MOVES
from desk.domain.fold import fold, fold_all
from desk.domain.records import CLOSED, Dossier, Status
from desk.domain.views import Attention, TimelineEntry

#: The kinds that a list is filtered by.
FIELDS: Final = "fields"
STEPS: Final = "steps"
NUMBERS: Final = "numbers"
WAITS: Final = "waits"
SHEETS: Final = "sheets"
TECHNICAL: Final = "technical"
KINDS: Final = (FIELDS, STEPS, NUMBERS, SHEETS, WAITS, TECHNICAL)

_KINDS: Final[Mapping[str, str]] = {
    "contested": FIELDS,
    "custody": STEPS,
    "not-holder": STEPS,
    "ended": STEPS,
    "exists": NUMBERS,
    "number-taken": NUMBERS,
    "slot": NUMBERS,
    "twin": NUMBERS,
    "held": WAITS,
    "early": WAITS,
    "unknown-dossier": WAITS,
    "sheet_twice": SHEETS,
}

#: What may be chosen.
OURS: Final = "ours"  # this counter takes the dossier and its step is written again
THEIRS: Final = "theirs"  # the other's stands, ours stays in the log alone
COUNT: Final = "count"  # a receipt in somebody's hands counts, or a step without what it waits for
ASIDE: Final = "aside"  # nothing can be saved: it is left out, and stays in the log
AGAIN: Final = "again"  # sent once more as it is
READ: Final = "read"  # the other system is read back once more
FORCE: Final = "force"  # what the other system holds is written over
RESTORE: Final = "restore"  # what was told at first stands, and comes back from the city
LEAVE: Final = "leave"  # of two copies of one machine this is the copy: another counter from now on
KEEP: Final = "keep"  # of two copies of one machine this is the original, and goes on
_VALUE: Final = "value-"
_TAIL: Final = 8  # of an event's uid: by chance alone, and short enough to be typed

#: Which right a choice needs; "" is everybody's.
_RIGHTS: Final = {AGAIN: "", READ: "connect", FORCE: "connect", KEEP: "connect", LEAVE: "connect"}
#: What is about the whole counter, and no dossier's alone.
_WEIGHTY: Final = frozenset({KEEP, LEAVE})
#: Refusals of a receipt after which it counts once a person has looked at them.
_REVIVABLE: Final = frozenset({"number-taken", "slot", "chain", "custody"})
#: What is decided with the question that it waits for.
BEHIND: Final = ("held", "unknown-dossier")
#: What can be done about a reason, whatever it is about; of one that this program does not know
#: a person can ask once more.
_WAYS: Final[Mapping[str, tuple[str, ...]]] = {
    "": (),
    **dict.fromkeys(("chain", "exists", "malformed", "unit", "unknown"), (ASIDE,)),
    **dict.fromkeys((*BEHIND, "differs"), ()),  # it settles itself
    "early": (COUNT,),
    "hash": (AGAIN, ASIDE),
    "twin": (KEEP, LEAVE),
    "tampered": (RESTORE,),
}
_WHOLE: Final = "whole-"

#: The steps that can be written again with what stands on their papers.
_ACTIONS: Final[Mapping[type[object], str]] = {
    ev.SupplementAsked: "supplement",
    ev.Supplemented: "supplemented",
    ev.FeeAsked: "fee",
    ev.FeePaid: "paid",
    ev.Refused: "reject",
    ev.WithdrawalAsked: "withdraw",
    ev.Resumed: "resume",
    ev.Stopped: "stop",
    ev.Closed: "close",
    ev.Apologised: "apologise",
    ev.Extended: "verify",
    ev.Finished: "finish",
    ev.Returned: "hand-over",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that needs a person, as lists have it: never a value of somebody's life."""

    key: str
    kind: str
    about: Attention


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one side says. `key` is the choice that lets it stand, whether or not it is open."""

    key: str
    here: bool = False  # this counter's own
    device: str = ""
    actor: str = ""
    at: datetime | None = None
    value: str = ""
    before: str = ""  # what its writer saw before
    entries: tuple[TimelineEntry, ...] = ()
    stands: bool = False  # for the time being


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What may be chosen; `undone` tells that it can be taken back afterwards.

    `weighty`: it changes the whole counter for good, so it needs a reason and is asked twice.
    """

    key: str
    right: str = "resolve"
    undone: bool = False
    weighty: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Everything about one item that a person needs in order to decide it."""

    item: Item
    sides: tuple[Side, ...] = ()
    choices: tuple[Choice, ...] = ()
    before: Status | None = None  # when both sides went apart
    status: Status | None = None  # now
    holder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What a decision came to; `undo` names the event that can be taken back, if any.

    `slot` is this counter's new one, where it became another counter.
    """

    dossier: str = ""
    undo: str = ""
    sends: bool = False  # something is to be sent for it to take effect
    slot: int = 0


def kind(reason: str) -> str:
    """Return the kind of a reason; what nobody can decide is for a technician."""
    return _KINDS.get(reason, TECHNICAL)


def value_key(made: str) -> str:
    """Return the choice for what an event (its uid) wrote: a field's value, a sheet's use.

    It names the event, not a place: another value may come in while somebody still looks.
    """
    return f"{_VALUE}{made[-_TAIL:]}"


def place_of(sides: Sequence[Side], key: str) -> int | None:
    """Return the place of the side whose value a choice names, None where it names none."""
    keys = [each.key for each in sides]
    return keys.index(key) if key.startswith(_VALUE) and key in keys else None


def choices(
    reason: str,
    *,
    begins: bool = False,
    values: Sequence[Side] = (),
    redo: bool = False,
    alone: bool = False,
) -> tuple[Choice, ...]:
    """Return what may be chosen for a reason.

    `begins` tells that a receipt is refused, `values` are those of which one is chosen, `redo` that
    our steps could be written again, `alone` that nothing else is asked about the dossier.
    """
    if values:
        return tuple(Choice(key=each.key, undone=True) for each in values)
    keys = _keys(reason, begins=begins, redo=redo)
    if alone and reason in BEHIND:  # what it is said to wait for is not there
        keys = (AGAIN,)
    return tuple(
        Choice(key=key, right=_RIGHTS.get(key, "resolve"), weighty=key in _WEIGHTY) for key in keys
    )


def _keys(reason: str, *, begins: bool, redo: bool) -> tuple[str, ...]:
    if reason.startswith(_WHOLE):
        return (READ, FORCE) if reason == "whole-differs" else (READ,)
    if begins and reason in _REVIVABLE:
        return (COUNT,)
    if kind(reason) == STEPS:
        return (THEIRS, OURS) if redo else (THEIRS,)
    return _WAYS.get(reason, (AGAIN,))


# -- both sides of a step --------------------------------------------------------------------------

#: A dossier's events in their order, each with whether it does not count.
Story = Sequence[tuple[ev.Event, bool]]


def seen(story: Story, made: ev.Event) -> frozenset[str]:
    """Return the events that the writer of one had seen, by uid."""
    by_hash = {each.hash: each for each, _ in story}
    found: set[str] = set()
    open_ = list(made.base)
    while open_:
        each = by_hash.get(open_.pop())
        if each is not None and each.uid not in found:
            found.add(each.uid)
            open_ += each.base
    return frozenset(found)


def before(story: Story, made: ev.Event) -> Dossier | None:
    """Return the dossier as the writer of an event saw it."""
    known = seen(story, made)
    gone = {each.uid for each, out in story if out}
    return fold_all([each for each, _ in story if each.uid in known], gone)


def across(story: Story, made: ev.Event) -> tuple[ev.Event, ...]:
    """Return the steps of others that count and that the writer of an event had not seen.

    Where it had seen them all, the last of them: it was refused because of that.
    """
    known = seen(story, made)
    others = [
        each
        for each, out in story
        if not (out or each.device == made.device)
        and each.body is not None
        and not isinstance(each.body, ev.REMARKS)
    ]
    unseen = tuple(each for each in others if each.uid not in known)
    return unseen or tuple(others[-1:])


def writers(story: Story, field: str, values: Sequence[str]) -> tuple[ev.Event | None, ...]:
    """Return who wrote each value of a field last; None where it has stood from the beginning."""
    found: dict[str, ev.Event] = {}
    for each, out in story:
        if out or not isinstance(each.body, ev.Corrected):
            continue
        for change in each.body.changes:
            if change.field == field:
                found[change.after] = each
    return tuple(found.get(value) for value in values)


# -- writing ours again ----------------------------------------------------------------------------


def redo(
    state: Dossier, ours: Sequence[ev.Event], device: str, claim: ev.Claimed
) -> tuple[tuple[ev.Body, int], ...]:
    """Return what to write, each with its custody, so that our refused steps count after all.

    The dossier is claimed first where another holds it. Empty where that cannot be: it has
    ended, or one of the steps does not start from where the dossier stands now.
    """
    if state.voided or state.status in CLOSED:
        return ()
    steps = [each for each in ours if not isinstance(each.body, ev.REMARKS | ev.Claimed)]
    if state.holder != device:
        steps.insert(0, replace(ours[0], type="Claimed", body=claim))
    now: Dossier | None = state
    written: list[tuple[ev.Body, int]] = []
    for each in steps:
        assert now is not None  # noqa: S101 - it had begun
        if each.body is None or not (each.body is claim or _may(now, each.body)):
            return ()
        made = replace(each, device=device, base=now.heads)
        custody = now.custody + merge.rise(now, made)
        written.append((each.body, custody))
        now = fold(now, replace(made, custody=custody))
    return tuple(written)


def left_out(state: Dossier, ours: Sequence[ev.Event]) -> tuple[tuple[ev.Body, int], ...]:
    """Return what to write so that a receipt that does not count leads to its dossier all the same.

    Somebody has it in his hands, and its code and barcode are nobody else's.
    """
    begun = [each.body for each in ours if isinstance(each.body, ev.Received)]
    numbers = dict.fromkeys(number for each in begun for number in (each.code, each.barcode))
    known = {state.code, state.barcode, *state.aliases}
    return tuple((ev.AliasAdded(alias=each), 0) for each in numbers if each not in known)


def _may(state: Dossier, body: ev.Body) -> bool:
    action = _ACTIONS.get(type(body))
    if action is None or (action == "apologise" and state.apologised):
        return False
    return state.status in MOVES[action].ways
