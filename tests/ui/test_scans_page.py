"""The tray: scans filed from the keyboard, dropped and taken back, problems in words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk.domain.digitising import FolderNews, Problem
from desk.ui.kit import Kit
from desk.ui.page import Undo
from desk.ui.scans.incoming import outcome_words
from desk.ui.scans.page import ScansScreen
from desk.ui.scans.ports import Incoming
from desk.ui.shell.desk import Shell
from tests.ui.conftest import Bench
from tests.ui.hands import Hands, press, stand, write
from tests.ui.scan_world import scan, scan_ports
from tests.ui.world import DiskFullError, World


@pytest.fixture
def page(kit: Kit, world: World, qtbot: QtBot) -> ScansScreen:
    made = ScansScreen(kit, scan_ports(world.scans))
    qtbot.addWidget(made)
    made.resize(1366, 700)
    stand(made, qtbot)
    made.refresh()
    made.start()
    return made


def files(*paths: str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path) for path in paths])
    return data


def drop(widget: QWidget, data: QMimeData) -> bool:
    """Drag something over a widget and let go."""
    copy, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), copy, data, button, none)
    enter.setAccepted(False)
    QApplication.sendEvent(widget, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(widget, QDropEvent(QPoint(5, 5), copy, data, button, none))
    return True


def test_a_scan_is_filed_without_a_mouse(page: ScansScreen, world: World, hands: Hands) -> None:
    one = world.dossiers["d0001"]
    told: list[Undo] = []
    page.undoable.connect(told.append)
    assert page.form.line.hasFocus()
    assert not page.main.isEnabled()
    write(page.form.line, one.code)
    hands.key(Qt.Key.Key_Return)
    assert page.form.papers.hasFocus()
    assert page.form.paper == one.papers[0].name
    page.main_action()
    assert ("file", 1, one.uid, one.papers[0].name) in world.done
    assert [each.id for each in page.tray.scans] == [2]
    assert one.code in told[-1].said
    # the next scan is of the same dossier, and its next paper is offered
    assert page.form.dossier is not None
    assert page.form.paper == one.papers[1].name
    told[-1].back()
    assert world.names()[-1] != "file"
    assert [each.id for each in page.tray.scans] == [2, 1]


def test_a_scanned_receipt_names_the_dossier(page: ScansScreen, world: World) -> None:
    one = world.dossiers["d0002"]
    assert page.scan(one.barcode)
    assert page.form.dossier == one
    assert page.main.isEnabled()


def test_with_an_empty_tray_a_scan_is_the_shells(page: ScansScreen, world: World) -> None:
    world.scans.tray.clear()
    page.refresh()
    assert not page.scan(world.dossiers["d0002"].barcode)


def test_a_name_offers_dossiers_to_choose_from(
    page: ScansScreen, world: World, hands: Hands
) -> None:
    write(page.form.line, "a")
    hands.key(Qt.Key.Key_Return)
    assert page.form.found.hasFocus()
    hands.key(Qt.Key.Key_Down)
    row = world.search("a", 6)[1]
    hands.key(Qt.Key.Key_Return)
    assert page.form.dossier is not None
    assert page.form.dossier.uid == row.uid
    assert page.form.found.isHidden()


def test_what_nobody_knows_is_said_at_the_field(page: ScansScreen, hands: Hands) -> None:
    write(page.form.line, "khong co ai nhu vay")
    hands.key(Qt.Key.Key_Return)
    assert page.form.field.said
    assert page.form.line.hasFocus()
    assert not page.main.isEnabled()


def test_dropped_from_the_tray_and_taken_back(page: ScansScreen, world: World) -> None:
    told: list[Undo] = []
    page.undoable.connect(told.append)
    page.tray.setFocus()
    press(page.tray, Qt.Key.Key_Down)
    press(page.tray, Qt.Key.Key_Delete)
    assert ("drop", 2) in world.done
    assert [each.id for each in page.tray.scans] == [1]
    told[-1].back()
    assert [each.id for each in page.tray.scans] == [1, 2]


def test_a_failure_to_file_loses_nothing(page: ScansScreen, world: World) -> None:
    world.fails["file"] = DiskFullError(folder="data")
    page.scan(world.dossiers["d0001"].barcode)
    page.main_action()
    assert page.error.title
    assert len(page.tray.scans) == 2
    assert page.escape()
    assert not page.error.title


def test_files_dropped_and_pictures_pasted_go_one_way(page: ScansScreen, world: World) -> None:
    assert drop(page, files("/quet/mot.pdf", "/quet/hai.pdf"))
    clipboard = QGuiApplication.clipboard()
    image = QImage(20, 30, QImage.Format.Format_RGB32)
    image.fill(0)
    clipboard.setImage(image)
    page.tray.setFocus()
    press(page.tray, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    clipboard.clear()
    came = [fact[1] for fact in world.done if fact[0] == "take"]
    assert [each.path for each in came if isinstance(each, Incoming)] == [
        "/quet/mot.pdf",
        "/quet/hai.pdf",
        "",
    ]
    pasted = came[-1]
    assert isinstance(pasted, Incoming)
    assert pasted.source == "paste"
    assert pasted.data.startswith(b"\x89PNG")


def test_text_is_not_taken_for_a_paper(page: ScansScreen, world: World) -> None:
    data = QMimeData()
    data.setText("chỉ là chữ")
    assert not drop(page, data)
    QGuiApplication.clipboard().clear()
    page.tray.setFocus()
    press(page.tray, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "take" not in world.names()


def test_the_folder_and_what_it_could_not_give_are_said_in_words(page: ScansScreen) -> None:
    problem = Problem("Scan_7.pdf", "ScanTooLargeError", (("megabytes", "200"), ("limit", "100")))
    page.show_news(FolderNews(folder="/quet", problems=(problem,)))
    assert "/quet" in page.folder.said.accessibleName()
    assert page.folder.problems.said == ("Scan_7.pdf: Tệp quá lớn: 200 MB",)
    page.show_news(FolderNews(folder="/quet", gone=True))
    assert "Chưa thấy thư mục quét" in page.folder.said.accessibleName()
    assert not page.folder.problems.said


def test_an_empty_tray_teaches_how_scans_come(page: ScansScreen, world: World) -> None:
    world.scans.tray.clear()
    page.refresh()
    assert "Ctrl+V" in page.viewer.said.text()
    assert not page.unwanted.isEnabled()


def test_the_page_in_sight_is_the_scan_under_the_cursor(page: ScansScreen, world: World) -> None:
    press(page.tray, Qt.Key.Key_Down)
    assert page.viewer.strip.count() == 0  # one page needs no strip
    press(page.tray, Qt.Key.Key_Up)
    assert page.viewer.strip.count() == 3
    assert world.scans.drawn


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ((("A-1", "x", 2),), "Đã xếp 1 bản quét vào A-1"),
        ((("A-1", "x", 2), ("A-1", "y", 1)), "Đã xếp 2 bản quét vào A-1"),
        (
            (("A-1", "x", 2), ("A-2", "", 1), ("", "", 1)),
            "Đã xếp 2 bản quét vào 2 hồ sơ · 1 bản quét chờ xếp",
        ),
    ],
)
def test_what_came_in_is_told_in_one_line(
    outcome: tuple[tuple[str, str, int], ...], said: str
) -> None:
    assert outcome_words(outcome) == said


def test_the_shell_counts_tells_and_takes_drops(bench: Bench, qtbot: QtBot, world: World) -> None:
    world.scans.news = FolderNews(
        folder="/quet/khong-co",
        gone=False,
        taken=(("", "", 2),),
        problems=(Problem("x", "ScanTiffError"),),
    )
    shell = bench.shell()
    assert isinstance(shell, Shell)
    qtbot.waitUntil(lambda: shell.scans.latest is not None)
    world.scans.news = FolderNews(folder="/quet/khong-co")
    assert shell.strip.last.accessibleName().endswith("1 bản quét chờ xếp")
    assert drop(shell.receive, files("/quet/ba.pdf"))
    assert "take" in world.names()
    shell.go("scans")
    tray = shell.page
    assert isinstance(tray, ScansScreen)
    assert "/quet/khong-co" in tray.folder.said.accessibleName()
    world.scans.tray.append(scan(7))
    shell.refresh()
    assert len(tray.tray.scans) == 3


def test_the_scan_folder_is_chosen_on_the_devices_page(bench: Bench, world: World) -> None:
    shell = bench.shell()
    card = shell.exchange.scan_folder
    assert card.place.text() == "/quet/mac-dinh"
    assert card.usual.isHidden()
    card.chosen.emit("/quet/khac")
    assert ("choose_folder", "/quet/khac") in world.done
    assert card.place.text() == "/quet/khac"
    assert not card.usual.isHidden()
