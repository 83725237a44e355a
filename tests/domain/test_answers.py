"""The dossier object: every part the contract names, and nothing that is nobody's business."""

from __future__ import annotations

import json
from dataclasses import replace

from desk.domain.answers import dossier_object, time_text
from desk.domain.records import Paper, Party, Status
from tests.domain.rule_files import at
from tests.domain.test_dossier import dossier

NOW = at("2026-11-23 09:00")
# The contract's list, word for word.
PARTS = """
uid code aliases barcode status step procedure procedure_name owner submitter channel holder
received_at due_at overdue fee warnings
""".split()
PARTY = "name kind birth_date personal_id sex address phone".split()


def test_all_the_contract_names_is_there_even_when_empty() -> None:
    found = dossier_object(dossier(Status.FILED), NOW)
    assert [part for part in PARTS if part not in found] == []
    assert (found["status"], found["fee"], found["due_at"], found["overdue"]) == (
        1,
        None,
        None,
        False,
    )
    assert (found["aliases"], found["warnings"], found["holder"]) == ([], [], None)
    for who in ("owner", "submitter"):
        party = found[who]
        assert isinstance(party, dict)
        assert [part for part in PARTY if part not in party] == []


def test_it_is_plain_data() -> None:
    state = dossier(
        Status.RETURNED,
        owner=Party(name="Công ty Ví Dụ", kind="organisation", tax_code="0100000000"),
        papers=(Paper(name="Tờ khai", original=1),),
        aliases=("G09.20-1",),
        received_at=NOW,
        due_at=at("2026-11-23 17:00"),
        finished_at=at("2026-11-23 17:00:01"),
        fee=0,
        fee_note="miễn",
        authority="Giấy ủy quyền",
    )
    found = json.loads(json.dumps(dossier_object(state, NOW, [{"code": "X", "text": "…"}])))
    assert found["owner"]["tax_code"] == "0100000000"
    assert found["submitter"]["name"] == "Nguyễn Thị Ví Dụ"
    assert found["documents"] == [
        {"name": "Tờ khai", "original": 1, "copy": 0, "shown": False, "added": False}
    ]
    assert (found["fee"], found["overdue"]) == (0, True)
    assert found["received_at"] == "2026-11-23T09:00:00+07:00"
    assert found["warnings"] == [{"code": "X", "text": "…"}]


def test_what_a_card_holds_beyond_its_known_fields_stays_in_the_log() -> None:
    state = dossier()
    state = replace(state, submitter=replace(state.submitter, card_tail="||bí mật"))
    assert "bí mật" not in json.dumps(dossier_object(state, NOW), ensure_ascii=False)


def test_times_are_told_in_vietnamese_time() -> None:
    assert time_text(None) is None
    assert time_text(NOW.astimezone(None)) == "2026-11-23T09:00:00+07:00"
