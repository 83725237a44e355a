"""What may follow what in a dossier's life.

`target` refuses an illegal step with its reason before anything is written; what is in the log
has happened, and `desk.domain.fold` never refuses it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from desk.domain.errors import RuleError
from desk.domain.records import Dossier, Status

S = Status


class IllegalMoveError(RuleError):
    """The action does not start from the dossier's status."""


class VoidedError(RuleError):
    """The dossier has been voided; nothing more may happen to it."""


class NotHolderError(RuleError):
    """Another counter holds the dossier's custody; it must be claimed first."""


@dataclass(frozen=True, slots=True)
class Move:
    """An action: from which statuses it starts and where each leads (None: unchanged)."""

    ways: Mapping[Status, Status | None]
    moves_status: bool = True


def _ways(*starts: Status, to: Status | None) -> dict[Status, Status | None]:
    return dict.fromkeys(starts, to)


_OPEN = (S.RECEIVED, S.IN_HAND, S.SUPPLEMENT, S.PAYMENT, S.WITHDRAWING, S.DONE)

#: The national statuses and the program's moves between them (NĐ 118/2025 Đ.17–23).
MOVES: Final[Mapping[str, Move]] = {
    "accept": Move(_ways(S.FILED, to=S.RECEIVED)),
    "guide": Move(_ways(S.FILED, to=S.SUPPLEMENT)),
    "claim": Move(
        _ways(S.RECEIVED, to=S.IN_HAND)
        | _ways(S.IN_HAND, S.SUPPLEMENT, S.PAYMENT, S.WITHDRAWING, S.DONE, to=None)
    ),
    "forward": Move(_ways(*_OPEN, to=None)),
    "supplement": Move(_ways(S.RECEIVED, S.IN_HAND, to=S.SUPPLEMENT)),
    "supplemented": Move(_ways(S.SUPPLEMENT, to=S.IN_HAND)),
    "fee": Move(_ways(S.IN_HAND, to=S.PAYMENT)),
    "paid": Move(_ways(S.PAYMENT, to=S.IN_HAND)),
    "reject": Move(_ways(S.FILED, to=S.NOT_ACCEPTED) | _ways(S.RECEIVED, S.IN_HAND, to=S.DONE)),
    "withdraw": Move(_ways(S.RECEIVED, S.IN_HAND, S.SUPPLEMENT, S.PAYMENT, to=S.WITHDRAWING)),
    "resume": Move(_ways(S.WITHDRAWING, to=None)),
    "stop": Move(_ways(S.WITHDRAWING, to=S.STOPPED)),
    "close": Move(_ways(S.SUPPLEMENT, to=S.STOPPED)),
    "apologise": Move(_ways(S.RECEIVED, S.IN_HAND, to=None)),
    "verify": Move(_ways(S.RECEIVED, S.IN_HAND, to=None)),
    "finish": Move(_ways(S.RECEIVED, S.IN_HAND, to=S.DONE)),
    "hand-over": Move(_ways(S.DONE, to=S.RETURNED)),
    "acknowledge": Move(_ways(S.FILED, to=None)),
    "propose": Move(_ways(S.RECEIVED, S.IN_HAND, to=None), moves_status=False),
    "decline": Move(_ways(S.RECEIVED, S.IN_HAND, to=None), moves_status=False),
    "approve": Move(_ways(S.RECEIVED, S.IN_HAND, to=None), moves_status=False),
    "correct": Move(_ways(*Status, to=None), moves_status=False),
    "note": Move(_ways(*Status, to=None), moves_status=False),
    "resolve": Move(_ways(*Status, to=None), moves_status=False),
    "alias": Move(_ways(*Status, to=None), moves_status=False),
    "void": Move(_ways(*Status, to=None)),
}


def target(dossier: Dossier, action: str) -> Status:
    """Return the status that `action` leads to.

    Raises:
        VoidedError: the dossier is void.
        IllegalMoveError: the action does not start from the dossier's status; its facts
            name the action, the status and the statuses it starts from.
    """
    # What came too late for it, from another counter, must still be decided about.
    if dossier.voided and action != "resolve":
        raise VoidedError(code=dossier.code, action=action)
    move = MOVES[action]
    if dossier.status not in move.ways:
        raise IllegalMoveError(
            code=dossier.code,
            action=action,
            status=dossier.status,
            starts=tuple(int(s) for s in move.ways),
        )
    if action == "resume":
        return dossier.withdrawn_from or S.IN_HAND
    if action == "supplemented" and dossier.came_from is S.FILED:
        return S.RECEIVED
    return move.ways[dossier.status] or dossier.status


def require_holder(dossier: Dossier, action: str, device: str) -> None:
    """Refuse a step that moves the status unless `device` holds the custody.

    A dossier that is still the city's (custody 0) may be taken by any counter of the ward;
    the city's commit order decides between two.

    Raises:
        NotHolderError: naming the holder's counter.
    """
    if action != "claim" and MOVES[action].moves_status and dossier.holder not in ("", device):
        raise NotHolderError(code=dossier.code, action=action, holder=dossier.holder_name)
