"""A dossier in the languages of systems that take it whole: what each field says."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from desk.domain.records import (
    Attachment,
    Channel,
    Dossier,
    Paper,
    Party,
    Status,
    SupplementRequest,
)
from desk.domain.snapshots import Step
from desk.wire import opencps, portal
from tests.kit import MONDAY, RESOURCES

DOSSIER = Dossier(
    uid="0197",
    unit="H26.033.15",
    code="H26.033.15-261123-1001",
    barcode="0099926112310017",
    status=Status.RECEIVED,
    procedure="1.004222",
    procedure_name="Đăng ký thường trú",
    submitter=Party(name="Nguyễn Thị Ví Dụ", personal_id="001199000001", phone="0900000000"),
    papers=(Paper(name="Tờ khai", original=1), Paper(name="Giấy khai sinh", copy=2)),
    received_at=MONDAY,
    due_at=MONDAY + timedelta(days=9),
    fee=20_000,
)


def codes(kind: str, cls: Any, **own: Any) -> Any:
    usual = tomllib.loads((RESOURCES / "dialects" / f"{kind}.toml").read_text(encoding="utf-8"))
    return msgspec.convert({**usual, **own}, cls)


PORTAL: portal.Dialect = codes("portal", portal.Dialect)
SITE: opencps.Dialect = codes("opencps", opencps.Dialect)


def test_every_scalar_for_the_portal_is_text_and_what_is_not_known_is_empty() -> None:
    made = portal.content(DOSSIER, "Phường Mẫu Giáo", PORTAL)
    assert all(isinstance(value, str) or value == [] for value in made.values())
    assert (made["NgayTiepNhan"], made["NgayTra"]) == ("20261123083000", "")
    assert (made["LoaiDoiTuong"], made["HinhThuc"]) == ("1", "0")


def test_an_organisation_by_post_has_other_codes() -> None:
    owner = Party(name="Công ty Không Có Thật", kind="organisation", tax_code="0100000000")
    state = replace(DOSSIER, owner=owner, channel=Channel.POST)
    made = portal.content(state, "P", PORTAL)
    assert (made["ChuHoSo"], made["LoaiDoiTuong"], made["HinhThuc"]) == (owner.name, "2", "1")
    assert made["SoDienThoai"] == "0900000000"
    theirs = opencps.content(state, ("A", "P"), SITE)
    assert (theirs["applicantIdNo"], theirs["applicantIdType"]) == ("0100000000", "business")
    assert theirs["viaPostal"] == "2"


@pytest.mark.parametrize("status", list(Status))
def test_every_national_status_has_a_code_in_both_languages(status: Status) -> None:
    state = replace(DOSSIER, status=status)
    assert portal.content(state, "P", PORTAL)["TrangThaiHoSo"] == str(int(status))
    assert opencps.status(state, SITE)
    assert portal.status_content(state, "G09-1", PORTAL)["TrangThai"]


def test_lists_are_filled_where_there_are_codes_for_them() -> None:
    lists = ("DanhSachTepDinhKemKhac", "DanhSachLePhi", "DanhSachHoSoBoSung")
    asked = SupplementRequest(number="01", asked_at=MONDAY, reason="Thiếu", items=("Bản vẽ",))
    state = replace(DOSSIER, supplements=(asked, replace(asked, answered_at=MONDAY)))
    empty = portal.content(state, "P", PORTAL)
    assert [empty[name] for name in lists] == [[], [], []]
    own = codes(
        "portal",
        portal.Dialect,
        papers={"original": "0", "copy": "1"},
        fee={"name": "Lệ phí", "when": "1"},
        supplement={"asked": "0", "answered": "1"},
    )
    papers, fee, supplements = (portal.content(state, "P", own)[name] for name in lists)
    assert [(each["SoLuong"], each["LoaiGiayTo"]) for each in papers] == [("1", "0"), ("2", "1")]
    assert (fee[0]["Gia"], fee[0]["HinhThucThu"]) == ("20000", "1")
    assert [each["TrangThaiBoSung"] for each in supplements] == ["0", "1"]
    assert supplements[0]["NoiDungBoSung"] == "Thiếu; Bản vẽ"
    nothing = portal.content(replace(state, fee=None), "P", own)
    assert nothing["DanhSachLePhi"] == []


def test_what_has_no_code_is_named() -> None:
    dialect = codes("portal", portal.Dialect, status={"1": "1"})
    with pytest.raises(portal.NoWordError) as found:
        portal.content(DOSSIER, "P", dialect)
    assert (found.value.field, found.value.ours) == ("TrangThaiHoSo", "2")
    with pytest.raises(portal.NoWordError):
        opencps.status(replace(DOSSIER, voided=True), codes("opencps", opencps.Dialect, status={}))


def test_a_step_is_a_line_in_words() -> None:
    step = Step(
        key=1,
        type="SupplementAsked",
        at=MONDAY,
        who="Trần Thử An",
        role="clerk",
        place="Quầy 1",
        status=Status.SUPPLEMENT,
        words="Thiếu giấy khai sinh",
    )
    made = portal.line("H26-1", step, PORTAL)
    told = "Yêu cầu bổ sung, hoàn thiện hồ sơ: Thiếu giấy khai sinh"
    assert (made["NoiDungXuLy"], made["TrangThai"]) == (told, "5")
    assert portal.line("H26-1", replace(step, type="Voided"), PORTAL)["TrangThai"] == "8"


def test_files_have_one_name_for_ever_and_the_part_of_their_paper() -> None:
    file = Attachment(
        file="ab" * 32, media="application/pdf", size=1, pages=1, paper="Giấy khai sinh"
    )
    result = replace(file, kind="result", paper="")
    other = replace(file, paper="Không có trong danh sách")
    state = replace(DOSSIER, attachments=(file, result, other))
    found = opencps.files(state, SITE)
    assert [part for _, _, part, _ in found] == ["TP02", "KQ01", "TP03"]
    assert len({name for name, *_ in found}) == 3
    assert found == opencps.files(replace(state, note="khác"), SITE)
    named = {"input": "TP{number}", "result": "KQ", "names": {"1.004222": {"Tờ khai": "X1"}}}
    own = codes("opencps", opencps.Dialect, parts=named)
    assert set(opencps.marks(DOSSIER, own)) == {"X1", "TP2"}


def test_marks_and_payment_say_what_was_handed_in_and_paid() -> None:
    assert opencps.marks(DOSSIER, SITE)["TP02"]["recordCount"] == "2"
    assert opencps.payment(DOSSIER, SITE)["paymentStatus"] == "1"
    assert opencps.payment(replace(DOSSIER, fee_paid=20_000), SITE)["paymentStatus"] == "5"
    assert opencps.payment(replace(DOSSIER, fee=None), SITE) == {}


@pytest.mark.parametrize(
    ("start", "end", "codes_"),
    [
        ("new", "new", []),
        ("new", "done", ["receive", "release", "return"]),
        ("waiting", "done", ["process", "release", "return"]),
        ("done", "new", None),
    ],
)
def test_the_shortest_way_of_actions_is_taken(
    start: str, end: str, codes_: list[str] | None
) -> None:
    found = opencps.way(start, end, SITE.actions)
    assert (None if found is None else [each.code for each in found]) == codes_
