"""Who may do what, role by role, copied out by hand."""

from __future__ import annotations

import pytest

from desk.domain.dossier import MOVES
from desk.domain.records import Actor
from desk.domain.rights import RIGHTS, NotAllowedError, require

COUNTER = """
receive accept guide supplement supplemented fee paid reject withdraw resume stop close hand-over
note correct claim forward alias shelve remind rate acknowledge propose decline recall
""".split()
CLERK = """
claim forward supplement supplemented fee paid reject close finish verify note alias propose
decline recall
""".split()
LEADERS_ALONE = [
    "apologise",
    "approve",
    "void",
    "resolve",
    "recall-any",
    "supplement-again",
    "export",
]
ADMINISTRATORS_ALONE = ["users", "settings", "connect", "rules"]
ALLOWED = {
    "counter": {*COUNTER},
    "clerk": {*CLERK},
    "leader": {*COUNTER, *CLERK, *LEADERS_ALONE},
    "administrator": {*COUNTER, *CLERK, *LEADERS_ALONE, *ADMINISTRATORS_ALONE},
    "citizen": set[str](),
    "system": set[str](),
    "": set[str](),
}
ACTIONS = sorted(ALLOWED["administrator"] | set(MOVES) | {"fly"})


def actor(role: str) -> Actor:
    return Actor(uid="u-1", login="an", name="Trần Thử An", role=role)


@pytest.mark.parametrize("role", ALLOWED)
def test_a_role_may_do_what_it_is_there_for_and_nothing_else(role: str) -> None:
    for action in ACTIONS:
        if action in ALLOWED[role]:
            require(actor(role), action)
            continue
        with pytest.raises(NotAllowedError) as caught:
            require(actor(role), action)
        assert caught.value.facts == {"action": action, "role": role}


def test_every_action_on_a_dossier_is_somebodys() -> None:
    assert set(MOVES) <= RIGHTS["leader"]
    assert set(RIGHTS) == set(ALLOWED) - {"citizen", "system", ""}
