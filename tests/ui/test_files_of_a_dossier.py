"""A dossier's papers as files: seen beside the data, added, used again, taken off, put in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from queue import Queue

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.domain.digitising import Reusable
from desk.domain.errors import ExchangeError
from desk.domain.records import Attachment
from desk.domain.views import Receipt
from desk.ui.dossier.arrival import Arrival
from desk.ui.dossier.files import FilesPanel
from desk.ui.kit import Kit
from desk.ui.scans.ports import Incoming
from desk.ui.scans.viewer import KEPT, SMALL_KEPT, Shown, Viewer
from desk.ui.shell.desk import Shell
from desk.ui.tasks import Tasks
from tests.ui.conftest import Bench
from tests.ui.hands import Hands, press
from tests.ui.invented import LAN, NOW
from tests.ui.scan_world import attachment, scan_ports
from tests.ui.test_scans_page import drop, files
from tests.ui.world import DiskFullError, World

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shell(bench: Bench, world: World) -> Shell:
    one = world.dossiers["d0001"]
    file = attachment("a" * 64, one.papers[0].name)
    world.dossiers["d0001"] = replace(one, attachments=(file,))
    made = bench.shell()
    made.open("d0001")
    return made


@pytest.fixture
def panel(shell: Shell) -> FilesPanel:
    press(shell.dossier, Qt.Key.Key_G, CTRL)
    assert shell.dossier.side.is_open
    return shell.scans.files.panel


def test_the_card_counts_and_the_key_opens_and_shuts(shell: Shell) -> None:
    papers = [paper for paper in shell.dossier.view.dossier.papers if not paper.shown]  # type: ignore[union-attr]  # it was opened
    assert shell.dossier.papers.files.words == f"Bản số hóa 1/{len(papers)}"
    press(shell.dossier, Qt.Key.Key_G, CTRL)
    panel = shell.scans.files.panel
    assert panel.list.hasFocus()
    assert panel.said.text() == f"1/{len(papers)} giấy tờ đã số hóa"
    press(panel.list, Qt.Key.Key_G, CTRL)
    assert not shell.dossier.side.is_open


def test_every_paper_says_how_it_stands(panel: FilesPanel, world: World) -> None:
    one = world.dossiers["d0001"]
    first, second = one.papers[0].name, one.papers[1].name
    assert panel.list.item(0).text() == f"{first} · 3 trang · bản số hóa ngày 23/11/2026"
    assert panel.list.item(1).text() == f"{second} · chưa số hóa"


def test_a_file_of_another_counter_says_where_it_is(
    panel: FilesPanel, shell: Shell, world: World
) -> None:
    world.scans.away = {"a" * 64: "Quầy 2"}
    world.scans.line = ExchangeError()
    shell.refresh()
    assert panel.list.item(0).text().endswith("bản gốc ở Quầy 2")
    assert panel.viewer.said.text() == "bản gốc ở Quầy 2"
    assert not panel.edit.isEnabled()
    assert not panel.error.title
    said = "Chưa có mạng nên chưa xem được tệp này. Mọi việc khác vẫn làm được."
    assert (panel.arrival.said.text(), panel.arrival.isHidden()) == (said, False)
    shell.refresh()  # as after every exchange: nothing is asked for again by itself
    assert world.names().count("fetch") == 1
    world.scans.line = None
    press(panel.list, Qt.Key.Key_Return)
    assert panel.arrival.isHidden()
    assert panel.list.item(0).text().endswith("bản số hóa ngày 23/11/2026")
    assert panel.edit.isEnabled()


def test_what_the_city_lacks_is_counted_and_marked(
    panel: FilesPanel, shell: Shell, world: World
) -> None:
    world.scans.unsent = {"a" * 64: "CityBusyError"}
    shell.refresh()
    assert panel.said.text().endswith("thiếu 1/1 tệp ở thành phố")
    assert panel.list.item(0).text().endswith("chờ gửi lên thành phố")
    world.scans.unsent = {}
    shell.refresh()
    assert "thành phố" not in panel.said.text() + panel.list.item(0).text()


def test_what_comes_in_goes_to_the_paper_under_the_cursor(
    panel: FilesPanel, shell: Shell, world: World
) -> None:
    press(panel.list, Qt.Key.Key_Down)
    assert drop(panel, files("/quet/giay.pdf"))
    second = world.dossiers["d0001"].papers[1].name
    came = [fact[1] for fact in world.done if fact[0] == "take"]
    assert came == [Incoming(path="/quet/giay.pdf", uid="d0001", paper=second)]
    assert shell.strip.last.accessibleName()


def test_a_drop_on_the_page_itself_opens_the_files(shell: Shell, world: World) -> None:
    assert drop(shell.dossier, files("/quet/giay.pdf"))
    assert shell.dossier.side.is_open
    assert "take" in world.names()


def test_a_refused_file_says_why(panel: FilesPanel, world: World) -> None:
    world.fails["take"] = DiskFullError(folder="data")
    assert drop(panel, files("/quet/giay.pdf"))
    assert panel.error.title


def test_an_earlier_file_is_used_again_with_enter(
    panel: FilesPanel, shell: Shell, world: World
) -> None:
    second = world.dossiers["d0001"].papers[1].name
    made = NOW - timedelta(days=30)
    old = attachment("b" * 64, second, made=made)
    world.scans.offers = (Reusable(old, "H26.033.15-261024-1001", made),)
    shell.refresh()
    assert panel.list.item(1).text() == f"{second} · có bản ngày 24/10/2026"
    press(panel.list, Qt.Key.Key_Down)
    assert "24/10/2026" in panel.viewer.said.text()
    press(panel.list, Qt.Key.Key_Return)
    assert ("reuse", "d0001", "b" * 64) in world.done
    assert panel.list.item(1).text() == f"{second} · 3 trang · bản số hóa ngày 24/10/2026"


def test_taken_off_and_put_back(panel: FilesPanel, shell: Shell, world: World) -> None:
    press(panel.list, Qt.Key.Key_Delete)
    assert not world.dossiers["d0001"].attachments
    assert shell.strip.take_back()
    assert [each.file for each in world.dossiers["d0001"].attachments] == ["a" * 64]


def test_enter_gives_the_page_the_lists_room_and_escape_gives_it_back(panel: FilesPanel) -> None:
    press(panel.list, Qt.Key.Key_Return)
    assert panel.list.isHidden()
    assert panel.viewer.area.hasFocus()
    press(panel.viewer.area, Qt.Key.Key_Escape)
    assert not panel.list.isHidden()
    assert panel.list.hasFocus()


def test_pages_turned_moved_left_out_and_parted_become_new_files(
    panel: FilesPanel, shell: Shell, world: World, hands: Hands
) -> None:
    press(panel.list, Qt.Key.Key_E, CTRL)
    editor = panel.editor
    assert editor.pages.hasFocus()
    press(editor.pages, Qt.Key.Key_R, CTRL)  # page 1 turned
    press(editor.pages, Qt.Key.Key_Right, CTRL)  # and after page 2
    editor.pages.setCurrentRow(2)
    press(editor.pages, Qt.Key.Key_T, CTRL)  # page 3 begins a new file
    assert editor.groups == [[(1, 0), (0, 90)], [(2, 0)]]
    press(editor.pages, Qt.Key.Key_Return, CTRL)
    assert editor.why.said
    assert editor.reason.hasFocus()
    hands.type("sai thu tu")
    press(editor.reason, Qt.Key.Key_Return, CTRL)
    asked = next(fact for fact in world.done if fact[0] == "rearrange")
    assert asked[1:] == ("d0001", "a" * 64, [[(1, 0), (0, 90)], [(2, 0)]], "sai thu tu")
    assert editor.isHidden()
    assert len(shell.dossier.view.dossier.attachments) == 2  # type: ignore[union-attr]  # it is shown


def test_a_file_keeps_at_least_one_page_and_escape_changes_nothing(
    panel: FilesPanel, world: World
) -> None:
    panel.reorder()
    for row in range(3):
        panel.editor.pages.setCurrentRow(row)
        press(panel.editor.pages, Qt.Key.Key_Delete)
    assert panel.editor.groups == []
    assert not panel.editor.save.isEnabled()
    press(panel.editor.pages, Qt.Key.Key_Escape)
    assert panel.editor.isHidden()
    assert "rearrange" not in world.names()


def test_pages_are_walked_sized_and_turned_by_keys(panel: FilesPanel, world: World) -> None:
    viewer = panel.viewer
    panel.enlarge()
    viewer.strip.setCurrentRow(1)
    assert viewer.page == 1
    viewer.go(2)
    assert viewer.at.text() == "Trang 3/3"
    before = viewer.scale.words
    press(viewer.area, Qt.Key.Key_0, CTRL)
    assert viewer.scale.words != before
    press(viewer.area, Qt.Key.Key_R, CTRL)
    assert viewer.turns == {2: 90}
    assert world.scans.drawn[-1][1] == 2
    assert world.scans.drawn[-1][3] == 90


def test_two_hundred_pages_cost_no_more_than_ten(bench: Bench, world: World, qtbot: QtBot) -> None:
    shell = bench.shell()
    viewer = Viewer(shell._kit, scan_ports(world.scans).draw)  # noqa: SLF001 - the same look
    qtbot.addWidget(viewer)
    viewer.resize(900, 700)
    viewer.show()
    viewer.show_file(Shown("c" * 64, "application/pdf", 200))
    for page in range(200):
        viewer.go(page)
    assert len(viewer._kept) <= KEPT  # noqa: SLF001 - what is counted is what it keeps
    assert len(viewer.strip._asked) <= SMALL_KEPT  # noqa: SLF001 - as above


def test_a_damaged_file_is_said_in_the_pages_place(panel: FilesPanel, world: World) -> None:
    world.fails["draw"] = DiskFullError(folder="data")
    panel.viewer.zoom()
    assert panel.viewer.area.isHidden()
    assert panel.viewer.said.text()


def test_covers_are_printed_for_the_dossier_in_sight_and_for_the_one_just_received(
    shell: Shell, world: World
) -> None:
    press(QApplication.focusWidget(), Qt.Key.Key_J, CTRL)
    assert ("print_form", "d0001", "cover") in world.done
    shell.go("receive")
    world.done.clear()
    press(QApplication.focusWidget(), Qt.Key.Key_J, CTRL)
    assert "print_form" not in world.names()  # nothing has been received yet
    shell.receive.band.show_receipt(Receipt(dossier=world.dossiers["d0002"], receiver=LAN))
    press(QApplication.focusWidget(), Qt.Key.Key_J, CTRL)
    assert ("print_form", "d0002", "cover") in world.done


# -- a file that comes, over threads that are real -------------------------------------------------


@dataclass
class Slow:
    """A line that carries a quarter of a file each time somebody lets it."""

    steps: Queue[str] = field(default_factory=Queue)
    told: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def fetch(self, file: Attachment, goes_on: Callable[[int, int], bool]) -> bool:
        for quarter in range(4):
            self.told.append(quarter)
            self.names.append(file.file)
            if not goes_on(file.size * quarter // 4, file.size):
                return False
            if self.steps.get(timeout=30) == "cut":
                raise ExchangeError
        return True


@pytest.fixture
def slow(kit: Kit, qtbot: QtBot) -> Iterator[tuple[Arrival, Slow, list[str]]]:
    tasks, line, came = Tasks(), Slow(), list[str]()
    arrival = Arrival(replace(kit, tasks=tasks), line.fetch)
    arrival.arrived.connect(lambda: came.append("arrived"))
    qtbot.addWidget(arrival)
    yield arrival, line, came
    for _ in range(8):
        line.steps.put("on")
    tasks.close()


FILE = replace(attachment("c" * 64, "Tờ khai"), size=4 * 1024 * 1024)


def test_a_file_that_comes_says_how_far_it_is(
    slow: tuple[Arrival, Slow, list[str]], qtbot: QtBot
) -> None:
    arrival, line, came = slow
    arrival.want(FILE)
    qtbot.waitUntil(lambda: arrival.said.text() == "Đang tải tệp: 0 KB / 4,0 MB")
    line.steps.put("on")
    qtbot.waitUntil(lambda: arrival.said.text() == "Đang tải tệp: 1,0 MB / 4,0 MB")
    assert (arrival.bar.value(), arrival.bar.maximum()) == (1024 * 1024, FILE.size)
    arrival.want(FILE)  # looked at again meanwhile: it goes on
    for _ in range(3):
        line.steps.put("on")
    qtbot.waitUntil(lambda: came == ["arrived"])
    assert arrival.isHidden()
    assert line.told == [0, 1, 2, 3]


def test_a_file_that_comes_can_be_stopped_and_asked_for_again(
    slow: tuple[Arrival, Slow, list[str]], qtbot: QtBot
) -> None:
    arrival, line, came = slow
    arrival.want(FILE)
    qtbot.waitUntil(lambda: line.told == [0])
    arrival.stop()
    line.steps.put("on")
    qtbot.waitUntil(lambda: not arrival.running)
    assert arrival.said.text() == "Đã dừng tải. Phần đã tải được giữ lại."
    assert (arrival.stop_button.isHidden(), arrival.again.isHidden()) == (True, False)
    arrival.again.click()
    line.steps.put("cut")
    qtbot.waitUntil(lambda: not arrival.running)
    assert arrival.said.text().startswith("Chưa có mạng")
    assert came == []


def test_whoever_looks_at_another_file_gets_that_one(
    slow: tuple[Arrival, Slow, list[str]], qtbot: QtBot
) -> None:
    arrival, line, came = slow
    other = replace(FILE, file="d" * 64, size=1024)
    arrival.want(FILE)
    qtbot.waitUntil(lambda: line.told == [0])
    arrival.want(other)
    line.steps.put("on")
    qtbot.waitUntil(lambda: line.names[-1] == other.file)  # the first was given up
    for _ in range(4):
        line.steps.put("on")
    qtbot.waitUntil(lambda: came == ["arrived"])
    assert set(line.names) == {FILE.file, other.file}
