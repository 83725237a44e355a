"""What papers are made from: whose matter they are about, and the columns of a report."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from desk.domain.answers import dossier_object
from desk.domain.papers import ApologySheet, FormSet, Matter, ResultSheet
from desk.domain.records import Attachment, Dossier, Office, Party, Status
from tests.printing import sheets

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
CHILD, PARENT = Party(name="Nguyễn Thử Bé"), Party(name="Nguyễn Thị Ví Dụ")


def dossier(**facts: Any) -> Dossier:
    plain: dict[str, Any] = {
        "uid": "d1",
        "unit": "H26.033.15",
        "code": "H26.033.15-261123-1001",
        "barcode": "0099926112310015",
        "status": Status.RECEIVED,
        "procedure": "1.001193",
        "procedure_name": "Đăng ký khai sinh",
        "submitter": PARENT,
    }
    return Dossier(**(plain | facts))


def test_who_stands_there_is_named_only_beside_whose_matter_it_is() -> None:
    own = Matter.of(dossier())
    assert (own.subject, own.submitter) == (PARENT, None)
    others = Matter.of(dossier(owner=CHILD, authority="Giấy ủy quyền số 1"))
    assert (others.subject, others.submitter) == (CHILD, PARENT)
    assert others.authority == "Giấy ủy quyền số 1"
    assert (others.code, others.barcode) == ("H26.033.15-261123-1001", "0099926112310015")


@pytest.mark.parametrize(("hours", "late"), [(-1, False), (0, False), (1, True)])
def test_an_apology_is_late_after_the_due_time(hours: int, late: bool) -> None:
    sheet = ApologySheet(
        office=Office(unit="H26.033.15", commune="00999", name="Phường Thử"),
        wording=FormSet(key="2025", name="Thử", national=("a", "b")),
        issued_at=NOW + timedelta(hours=hours),
        matter=Matter.of(dossier()),
        received_at=NOW - timedelta(days=3),
        due_at=NOW,
        new_due_at=NOW + timedelta(days=2),
        reason="chờ xác minh",
    )
    assert sheet.late is late


def test_a_file_is_answered_with_when_it_was_made() -> None:
    file = Attachment(file="0" * 64, media="image/png", size=1, pages=1, made_at=NOW)
    told: Any = dossier_object(dossier(attachments=(file,)), NOW)["attachments"]
    assert [each["made_at"] for each in told] == ["2026-11-23T09:00:00+07:00"]
    assert told[0]["media"] == "image/png"


def test_a_report_is_headed_as_its_form_says() -> None:
    assert {name: sheets.report(name).kind for name in ("II.06a", "unit")} == {
        "II.06a": "06a",
        "unit": "unit",
    }


def test_a_result_that_nobody_has_confirmed_is_a_draft_whoever_asks() -> None:
    nothing: Any = None  # what stands on it does not matter here
    office = Office(unit="H26.033.15", commune="00999", name="PHƯỜNG MẪU GIÁO")
    facts: dict[str, Any] = {
        "office": office,
        "wording": nothing,
        "issued_at": NOW,
        "matter": Matter.of(dossier()),
        "result": nothing,
    }
    assert ResultSheet(**facts).draft
    assert ResultSheet(**facts, draft=False).draft
    confirmed: Any = object()
    assert not ResultSheet(**facts, confirmed=confirmed).draft
