"""What may follow what: the contract's table of actions, copied out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desk.domain.dossier import (
    MOVES,
    IllegalMoveError,
    NotHolderError,
    VoidedError,
    require_holder,
    target,
)
from desk.domain.fold import CORRECTABLE
from desk.domain.records import CLOSED, WAITING, Dossier, Party, Status

# From the contract's page, not from the program. "-" leads nowhere: the status stays.
TABLE = """
accept        1>2
guide         1>5
claim         2>4  4- 5- 6- 7- 9-
forward       2- 4- 5- 6- 7- 9-
supplement    2>5  4>5
supplemented  5>4
fee           4>6
paid          6>4
reject        1>3  2>9  4>9
withdraw      2>7  4>7  5>7  6>7
resume        7>4
stop          7>8
close         5>8
apologise     2- 4-
verify        2- 4-
finish        2>9  4>9
hand-over     9>10
acknowledge   1-
propose       2- 4-
decline       2- 4-
approve       2- 4-
correct       1- 2- 3- 4- 5- 6- 7- 8- 9- 10-
note          1- 2- 3- 4- 5- 6- 7- 8- 9- 10-
resolve       1- 2- 3- 4- 5- 6- 7- 8- 9- 10-
alias         1- 2- 3- 4- 5- 6- 7- 8- 9- 10-
void          1- 2- 3- 4- 5- 6- 7- 8- 9- 10-
"""
LEGAL: dict[str, dict[int, int]] = {}
for line in TABLE.split("\n")[1:-1]:
    action, *ways = line.split()
    LEGAL[action] = {}
    for way in ways:
        start, _, end = way.replace("-", ">").partition(">")
        LEGAL[action][int(start)] = int(end or start)

FREE = (
    "correct",
    "note",
    "resolve",
    "alias",
    "propose",
    "decline",
    "approve",
)  # whoever holds the dossier


def dossier(status: Status = Status.IN_HAND, **facts: Any) -> Dossier:
    base: dict[str, Any] = {
        "uid": "d-1",
        "unit": "H26.033.15",
        "code": "H26.033.15-261123-1001",
        "barcode": "0099926112310015",
        "status": status,
        "procedure": "1.001193",
        "procedure_name": "Đăng ký khai sinh",
        "submitter": Party(name="Nguyễn Thị Ví Dụ"),
    }
    return Dossier(**base | facts)


def test_the_table_names_every_action() -> None:
    assert set(LEGAL) == set(MOVES)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("action", LEGAL)
def test_an_action_leads_where_the_contract_says_or_is_refused(action: str, status: Status) -> None:
    if status in LEGAL[action]:
        assert target(dossier(status), action) == LEGAL[action][status]
        return
    with pytest.raises(IllegalMoveError) as caught:
        target(dossier(status), action)
    assert caught.value.facts == {
        "code": "H26.033.15-261123-1001",
        "action": action,
        "status": status,
        "starts": tuple(LEGAL[action]),
    }


@pytest.mark.parametrize("action", sorted(LEGAL.keys() - {"resolve"}))
def test_nothing_happens_to_what_was_voided(action: str) -> None:
    for status in Status:
        with pytest.raises(VoidedError) as caught:
            target(dossier(status, voided=True), action)
        assert caught.value.facts == {"code": "H26.033.15-261123-1001", "action": action}


def test_what_came_too_late_for_a_voided_dossier_is_still_decided_about() -> None:
    for status in Status:
        assert target(dossier(status, voided=True), "resolve") is status


@pytest.mark.parametrize(
    "before", [Status.RECEIVED, Status.IN_HAND, Status.SUPPLEMENT, Status.PAYMENT]
)
def test_a_withdrawal_taken_back_leads_where_the_dossier_was(before: Status) -> None:
    assert target(dossier(Status.WITHDRAWING, withdrawn_from=before), "resume") is before


def test_an_online_dossier_completed_is_received_any_other_goes_on() -> None:
    guided = dossier(Status.SUPPLEMENT, came_from=Status.FILED)
    assert target(guided, "supplemented") is Status.RECEIVED
    for before in (Status.RECEIVED, Status.IN_HAND):
        assert target(replace(guided, came_from=before), "supplemented") is Status.IN_HAND


@pytest.mark.parametrize("action", LEGAL)
def test_only_the_holder_moves_a_dossier(action: str) -> None:
    here, elsewhere, city = (
        dossier(holder="device-a", holder_name="Quầy 1"),
        dossier(holder="device-b", holder_name="Quầy 2"),
        dossier(),
    )
    require_holder(here, action, "device-a")
    require_holder(city, action, "device-a")
    if action == "claim" or action in FREE:
        require_holder(elsewhere, action, "device-a")
        return
    with pytest.raises(NotHolderError) as caught:
        require_holder(elsewhere, action, "device-a")
    assert caught.value.facts == {
        "code": "H26.033.15-261123-1001",
        "action": action,
        "holder": "Quầy 2",
    }


def test_whose_dossier_it_is_and_whether_it_is_open() -> None:
    alone = dossier()
    assert alone.subject == alone.submitter
    owner = Party(name="Lê Văn Chủ")
    assert replace(alone, owner=owner).subject == owner
    assert Status(3) in CLOSED
    assert [int(s) for s in Status if not dossier(s).is_open] == [3, 8, 10]
    assert sorted(WAITING) == [5, 6, 7]
    assert not dossier(voided=True).is_open


def test_what_the_receipt_promised_cannot_be_corrected() -> None:
    for fixed in "code barcode procedure received_at due_at fee papers book line status".split():
        assert fixed not in CORRECTABLE
    assert {"submitter.name", "submitter.personal_id", "owner.name", "note"} <= set(CORRECTABLE)
    assert not [name for name in CORRECTABLE if name.endswith(".kind")]
