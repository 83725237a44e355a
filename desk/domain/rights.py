"""Who may do what: rights per role, as data."""

from __future__ import annotations

from typing import Final

from desk.domain.errors import RuleError
from desk.domain.records import Actor

COUNTER = frozenset(
    "receive accept guide supplement supplemented fee paid reject withdraw resume stop close "
    "hand-over note correct claim forward alias shelve remind rate attach acknowledge propose "
    "decline recall drawer close-day draft-result".split()
)
CLERK = frozenset(
    "claim forward supplement supplemented fee paid reject close finish verify note alias "
    "attach propose decline recall draft-result confirm-result".split()
)
LEADER = (
    COUNTER
    | CLERK
    | {
        "apologise",
        "approve",
        "void",
        "resolve",
        "recall-any",  # another's step, or one's own after its time
        "supplement-again",
        "look-ahead",  # at reference data before its day
        "stock-sheets",  # numbered sheets: what came, what went to which counter
        "export",  # lists of personal data, out of the program
        "import",  # what an earlier system had, and taking it back
        "close-period",  # the figures of a report, as they are sent up
    }
)
ADMINISTRATOR = LEADER | {"users", "settings", "connect", "rules"}

RIGHTS: Final = {
    "counter": COUNTER,
    "clerk": CLERK,
    "leader": LEADER,
    "administrator": ADMINISTRATOR,
}


class NotAllowedError(RuleError):
    """The actor's role has no right to this action."""


def require(actor: Actor, action: str) -> None:
    """Refuse `action` unless the actor's role has the right to it.

    Raises:
        NotAllowedError: with `action` and `role`.
    """
    if action not in RIGHTS.get(actor.role, frozenset()):
        raise NotAllowedError(action=action, role=actor.role)
