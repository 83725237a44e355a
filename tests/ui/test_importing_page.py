"""Old data in the window: a file, its columns, a trial, the import, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desk.app import importing as room
from desk.domain.importing import Fault
from desk.domain.importing_plan import places
from desk.domain.importing_views import Batch, Chosen, Left, Outcome, Undone
from desk.domain.oldtext import Encoding
from desk.domain.records import Actor
from desk.ui.importing.page import ImportScreen, Stage
from desk.ui.importing.ports import ImportPorts, Told
from tests import old_lists as lists
from tests.ui.conftest import Bench
from tests.ui.hands import press
from tests.ui.invented import NOW
from tests.ui.world import World

LEADER = Actor(uid="u-9", login="lan", name="Lê Thử Lãnh Đạo", role="leader")
CLERK = Actor(uid="u-8", login="minh", name="Trần Thử Minh", role="clerk")
BATCH = Batch(batch="b1", at=NOW, by="Lê Thử Lãnh Đạo", source="s", dossiers=1000, taken_back=0)


def wrong() -> Outcome:
    made = Outcome(batch="b1", rows=60, new=57, same=1, changed=1, refused=1)
    made.refuse([Fault(row=7, column="Ngày nhận", code="ImpossibleDateError")])
    made.refused = 1
    made.warn(Fault(row=2, column="Tên thủ tục", code="ImportProcedureOld"))
    made.warn(Fault(row=0, column="", code="ImportMacros"))
    return made


@dataclass
class Lists:
    """Remembers what was asked; files are opened for real."""

    outcome: Outcome = field(default_factory=wrong)
    batches: tuple[Batch, ...] = ()
    asked: list[tuple[str, object]] = field(default_factory=list)
    saved: list[tuple[str, tuple[str, str, str], int]] = field(default_factory=list)
    at_work: Callable[[Told], None] = lambda _: None
    left: tuple[Left, ...] = ()

    def bring(self, chosen: Chosen, told: Told, dry: bool) -> Outcome:
        self.asked.append(("dry" if dry else "bring", chosen))
        type(self).at_work(told)
        going_on = told(30, 60)
        return replace(self.outcome, stopped=not going_on)

    def undo(self, batch: str, told: Told) -> Undone:
        told(1, 1)
        self.asked.append(("undo", batch))
        return Undone(batch=batch, taken_back=999, left=self.left)

    def ports(self) -> ImportPorts:
        return ImportPorts(
            open=room.view,
            bring=self.bring,
            batches=lambda: self.batches,
            undo=self.undo,
            save_faults=lambda path, heads, faults: self.saved.append((path, heads, len(faults))),
        )


@pytest.fixture
def behind(world: World) -> Lists:
    made = Lists()
    world.imports = made.ports()
    return made


@pytest.fixture
def page(bench: Bench, behind: Lists) -> ImportScreen:
    assert behind.asked == []
    shell = bench.shell()
    shell.go("importing")
    made = shell.page
    assert isinstance(made, ImportScreen)
    made.seat(LEADER)
    made.refresh()
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return lists.workbook(tmp_path / "cu.xlsx", lists.rows(60), encoding=Encoding.TCVN3)


def stage(page: ImportScreen) -> Stage:
    return page.stage


def cells(page: ImportScreen, at: int) -> list[str]:
    return list(page.columns.table.rows[at])


def test_nothing_yet_teaches_the_key(page: ImportScreen) -> None:
    assert stage(page) is Stage.NOTHING
    assert not page.none.isHidden()
    assert page.go.words == "Chọn tệp"
    assert page.go.isEnabled()


def test_it_is_for_whoever_answers_for_the_counter(page: ImportScreen) -> None:
    page.seat(CLERK)
    page.refresh()
    assert not page.go.isEnabled()


def test_columns_are_shown_as_they_stand_and_as_they_are_read(
    page: ImportScreen, file: Path
) -> None:
    page.open_file(str(file))
    assert stage(page) is Stage.COLUMNS
    assert page.title.text() == "cu.xlsx"
    row = lists.rows(1)[0]
    raw = lists.in_code(row, Encoding.TCVN3)
    assert cells(page, 3) == ["Chủ hồ sơ", "Chủ hồ sơ", "TCVN3", raw[3], row[3]]
    assert cells(page, 0)[1] == "Không nhập"
    page.columns.table.selectRow(3)
    assert list(page.columns.texts.rows[0]) == [raw[3], row[3]]


def test_a_column_is_given_another_code_and_another_meaning(
    page: ImportScreen, file: Path, behind: Lists
) -> None:
    page.open_file(str(file))
    columns = page.columns
    columns.table.selectRow(3)
    columns.encoding.setCurrentIndex(columns.encoding.findData(Encoding.VNI))
    columns.encoding.activated.emit(0)
    assert cells(page, 3)[2] == "VNI"
    columns.encoding.setCurrentIndex(columns.encoding.findData(Encoding.TCVN3))
    columns.encoding.activated.emit(0)
    columns.table.selectRow(8)
    columns.field.setCurrentIndex(columns.field.findData(""))
    columns.field.activated.emit(0)
    assert columns.wanting() == "Chưa có cột: Ngày nhận"
    assert not page.go.isEnabled()
    page.main_action()
    assert behind.asked == []
    columns.table.selectRow(9)  # the due date becomes the receipt, and nothing else is it
    columns.field.setCurrentIndex(columns.field.findData("received"))
    columns.field.activated.emit(0)
    assert page.go.isEnabled()
    chosen = columns.chosen()
    assert chosen.fields[9] == "received"
    assert "due" not in chosen.fields.values()
    plan = room.chosen_plan(chosen)
    assert plan.encodings["owner"] is Encoding.TCVN3
    assert places(plan, chosen.headings)["received"] == 9


def test_unsure_letters_are_asked_about(page: ImportScreen, tmp_path: Path) -> None:
    row = lists.rows(1)[0]
    lone = [[*row[:3], *lists.in_code(["Nguyễn Thị A"], Encoding.TCVN3), *row[4:]]]
    page.open_file(str(lists.text(tmp_path / "x.csv", lone)))
    assert page.columns.wanting() == "Chưa chắc bảng mã, xem rồi chọn: Chủ hồ sơ"
    assert cells(page, 3)[2].endswith("(?)")
    page.columns.table.selectRow(3)
    page.columns.encoding.activated.emit(0)  # looked at, and right
    assert page.columns.wanting() == ""


def test_a_remark_on_many_rows_names_the_first(page: ImportScreen) -> None:
    many = Outcome(batch="b2", rows=3)
    for number in (4, 5):
        many.warn(Fault(row=number, column="", code="ImportNoCode", facts={}))
    page.outcome.show_outcome(many, dry=True)
    assert next(iter(page.outcome.table.rows))[0] == "2 dòng, đầu là 4"


def test_f9_tries_then_brings_in_and_says_what_came(
    page: ImportScreen, file: Path, behind: Lists
) -> None:
    page.open_file(str(file))
    page.main_action()
    assert [name for name, _ in behind.asked] == ["dry"]
    assert stage(page) is Stage.TRIED
    assert page.outcome.said.text() == "60 dòng: sẽ nhập 57, đã có 1, khác trước 1, lỗi 1"
    rows = [list(each)[:2] for each in page.outcome.table.rows]
    assert rows == [["7", "Ngày nhận"], ["2", "Tên thủ tục"], ["cả tệp", "–"]]
    assert page.outcome.row.text()
    page.export.click()
    ((path, heads, number),) = behind.saved
    assert path.endswith(".csv")
    assert (heads[0], number) == ("Dòng", 1)
    behind.batches = (BATCH,)
    page.main_action()
    assert [name for name, _ in behind.asked] == ["dry", "bring"]
    assert stage(page) is Stage.DONE
    assert page.outcome.said.text().startswith("60 dòng: nhập 57")
    assert page.list.count() == 1


def test_esc_goes_back_a_stage(page: ImportScreen, file: Path) -> None:
    page.open_file(str(file))
    page.main_action()
    assert page.escape()
    assert stage(page) is Stage.COLUMNS
    assert page.escape()
    assert stage(page) is Stage.NOTHING
    assert not page.escape()


def test_a_run_stops_between_two_commits(
    page: ImportScreen, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.open_file(str(file))
    page.main_action()

    def stop(_: Told) -> None:
        assert stage(page) is Stage.RUNNING
        assert page.go.words == "Dừng"
        assert page.escape()

    monkeypatch.setattr(Lists, "at_work", staticmethod(stop))
    page.main_action()
    assert stage(page) is Stage.DONE
    assert "Đã dừng" in page.outcome.told.text()


def test_a_batch_is_taken_back_at_the_second_press(page: ImportScreen, behind: Lists) -> None:
    behind.batches = (BATCH, replace(BATCH, batch="b0", taken_back=1000))
    behind.left = (Left(code="H26-1", uid="u", why="touched"),)
    page.refresh()
    page.list.setCurrentRow(1)
    press(page.list, Qt.Key.Key_Return)
    assert stage(page) is Stage.BATCH
    assert page.undo.isHidden()  # all of it is back already
    page.list.setCurrentRow(0)
    press(page.list, Qt.Key.Key_Return)
    assert page.undo.words == "Lấy lại đợt này"
    page.undo.click()
    assert behind.asked == []
    assert page.undo.words == "Nhấn lần nữa để lấy lại 1.000 hồ sơ"
    page.undo.click()
    assert behind.asked == [("undo", "b1")]
    assert page.told.text().startswith("Đã lấy lại 999 hồ sơ. Giữ lại")


def test_a_file_that_is_none_says_what_to_do(page: ImportScreen, tmp_path: Path) -> None:
    path = tmp_path / "x.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    page.open_file(str(path))
    assert stage(page) is Stage.NOTHING
    assert not page.error.isHidden()
