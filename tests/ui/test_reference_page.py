"""Reference data before it starts: what changes, from when, and why something is not used."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from desk.domain.changes import Change, Comparison, Topic
from desk.domain.records import Actor
from desk.ui.reference.page import ReferenceScreen
from tests.ui.conftest import Bench
from tests.ui.hands import press
from tests.ui.invented import NOW
from tests.ui.world import World

LEADER = Actor(uid="u-9", login="lan", name="Lê Thử Lãnh Đạo", role="leader")
CLERK = Actor(uid="u-8", login="minh", name="Trần Thử Minh", role="clerk")
TODAY = NOW.date()


def comparison(kind: str, days: int, *changes: Change, **facts: object) -> Comparison:
    known: dict[str, object] = {
        "kind": kind,
        "version": "2026.12",
        "serial": 1,
        "starts": f"{TODAY + timedelta(days=days)}",
        "started": days <= 0,
        "in_force": days <= 0,
        "changes": changes,
        **facts,
    }
    return Comparison(**known)  # type: ignore[arg-type]  # the record's own fields


FEE = Change(
    topic=Topic.FEE,
    key="2.000635",
    name="Cấp bản sao trích lục hộ tịch, bản sao Giấy khai sinh",
    before="8.000 đ/bản",
    after="12.000 đ/bản",
)
EDITIONS = (
    comparison("catalogue", 1, FEE),
    comparison(
        "staff", 8, Change(topic=Topic.ACCOUNT, key="hoa", name="Lê Thử Hoa", after="clerk")
    ),
    comparison("calendar-2027", 0),
    comparison("units", -3, in_force=False),
    comparison(
        "tariffs", 0, in_force=False, refused="BrokenEditionError", detail="tariffs[1].since"
    ),
    comparison("regimes", 2, withdrawn=True),
)


def opened(bench: Bench) -> ReferenceScreen:
    shell = bench.shell()
    shell.go("reference")
    page = shell.page
    assert isinstance(page, ReferenceScreen)
    page.seat(LEADER)
    page.refresh()
    return page


@pytest.fixture
def page(bench: Bench, world: World) -> ReferenceScreen:
    world.published = EDITIONS
    return opened(bench)


def lines(page: ReferenceScreen) -> list[str]:
    return [page.list.item(at).text() for at in range(page.list.count())]


def test_what_comes_stands_first_and_says_from_when(page: ReferenceScreen) -> None:
    assert lines(page) == [
        "Danh mục thủ tục · từ 24/11/2026, ngày mai · 1 thay đổi",
        "Tài khoản cán bộ · từ 01/12/2026, còn 8 ngày · 1 thay đổi",
        "Lịch làm việc năm 2027 · đang dùng từ 23/11/2026 · không đổi gì",
        "Tên đơn vị · đã thay, dùng từ 20/11/2026 · không đổi gì",
        "Biểu phí theo trang · Không dùng được",
        "Chế độ pháp luật · đã thu hồi, không dùng từ 25/11/2026",
    ]
    assert page.title.text() == "Danh mục thủ tục · bản 2026.12"


def test_a_fee_old_and_new(page: ReferenceScreen) -> None:
    model = page.table.model_rows
    cells = [model.data(model.index(0, at)) for at in range(4)]
    assert cells == [
        "Phí, lệ phí", f"{FEE.name} · {FEE.key}", "8.000 đ/bản", "12.000 đ/bản",
    ]  # fmt: skip  # one row, one line
    assert page.row.text().endswith("8.000 đ/bản → 12.000 đ/bản")
    press(page.list, Qt.Key.Key_Down)
    assert model.data(model.index(0, 0)) == "Tài khoản · thêm"
    assert page.row.text() == "Tài khoản · thêm: Lê Thử Hoa · hoa\n– → chuyên viên"


def test_what_was_refused_says_why(page: ReferenceScreen) -> None:
    page.list.setCurrentRow(4)
    assert "tariffs[1].since" in page.told.text()
    assert "Bản đang dùng giữ nguyên" in page.told.text()
    assert page.table.isHidden()


def test_f9_asks_the_city(page: ReferenceScreen, world: World) -> None:
    page.main_action()
    assert "ask" in world.names()
    assert page.go.isEnabled()


def test_nothing_published_teaches_the_key(bench: Bench) -> None:
    made = opened(bench)
    assert made.columns.isHidden()
    assert not made.empty.isHidden()


def test_nobody_else_looks_ahead(page: ReferenceScreen, world: World) -> None:
    page.seat(CLERK)
    page.refresh()
    assert page.columns.isHidden()
    assert not page.go.isEnabled()
    page.main_action()
    assert "ask" not in world.names()


def test_codes_of_another_system_are_told_in_words(bench: Bench, world: World) -> None:
    def code(name: str, key: str, before: str = "", after: str = "") -> Change:
        return Change(topic=Topic.CODE, name=name, key=key, before=before, after=after)

    told = (
        code("status", "4", "4", "9"),
        code("procedure.codes", "1.001193", after="1.001193.H26"),
        code("steps", "Claimed", before="Nhận"),
        code("parts.names.1.001193", "Tờ khai", "TP1", "TP2"),
        code("", "other", "1", "2"),
    )
    world.published = (comparison("codes-portal", 1, *told),)
    page = opened(bench)
    assert page.told.text().endswith("5 thay đổi: thêm 1, đổi 3, bỏ 1")
    model = page.table.model_rows
    rows = [[model.data(model.index(at, column)) for column in range(4)] for at in range(5)]
    assert rows == [
        ["Trạng thái hồ sơ", "Đang xử lý · 4", "4", "9"],
        ["Mã thủ tục · thêm", "1.001193", "–", "1.001193.H26"],
        ["Nội dung xử lý · bỏ", "Claimed", "Nhận", "–"],
        ["Thành phần hồ sơ", "Tờ khai · 1.001193", "TP1", "TP2"],
        ["", "other", "1", "2"],
    ]
