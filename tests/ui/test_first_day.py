"""The first day in practice: offered there alone, ticked by real work, each person's own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from desk.domain.identity import ScanKind, classify_scan, parse_card_qr
from desk.ui.shell.desk import Shell
from desk.ui.tour.panel import DONE, TourPanel
from desk.ui.tour.tasks import TASKS, sample_card
from tests.ui.conftest import RESOURCES, Bench
from tests.ui.hands import Hands
from tests.ui.invented import CARD_SCAN, LAN, MINH, NOW

CARD = sample_card(RESOURCES)


def practice(bench: Bench) -> tuple[Shell, TourPanel]:
    bench.practice = True
    shell = bench.shell()
    assert shell.tour is not None
    return shell, shell.tour


def said(panel: TourPanel) -> str:
    return " ".join(each.text() for each in panel.findChildren(QLabel))


def test_the_sample_card_is_one() -> None:
    assert classify_scan(CARD).kind is ScanKind.CARD
    party = parse_card_qr(CARD, today=NOW.date()).party
    assert party.name == "Nguyễn Thị Ví Dụ"


def test_a_real_counter_offers_no_first_day(bench: Bench) -> None:
    assert bench.shell().tour is None


def test_it_is_offered_in_practice(bench: Bench) -> None:
    _, tour = practice(bench)
    assert tour.isVisible()
    assert tour.done == ()
    assert f"0 trên {len(TASKS)}" in said(tour)
    tour.card.click()
    assert QApplication.clipboard().text() == CARD


def test_real_work_ticks_the_tasks(bench: Bench, hands: Hands) -> None:
    shell, tour = practice(bench)
    hands.scan(CARD_SCAN)
    assert tour.done == ("scanned",)
    hands.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    hands.key(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert {"parked", "resumed"} <= set(tour.done)
    shell.go("queue")
    assert "queue" in tour.done
    hands.key(Qt.Key.Key_F1)
    hands.key(Qt.Key.Key_F1)
    hands.key(Qt.Key.Key_Escape)
    assert "guide" in tour.done
    assert bench.world.chosen[LAN.uid][DONE] == list(tour.done)


@pytest.mark.parametrize("key", [task.key for task in TASKS])
def test_the_window_tells_of_every_task(key: str, bench: Bench) -> None:
    shell, tour = practice(bench)
    shell.happened.emit(key)
    assert tour.done == (key,)


def test_it_is_put_away_and_taken_up_where_it_was(bench: Bench) -> None:
    shell, tour = practice(bench)
    tour.note("scanned")
    tour.put_away()
    tour.note("parked")
    assert tour.isHidden()
    assert tour.done == ("scanned",)
    titles = [action.text() for action in shell.top.menu().actions()]
    assert "Ngày đầu tiên" in titles
    tour.bring()
    assert tour.isVisible()
    assert tour.done == ("scanned",)


def test_each_person_has_a_day_of_their_own(bench: Bench) -> None:
    shell, tour = practice(bench)
    tour.note("scanned")
    bench.windows[0].own.take(MINH.uid, {})
    assert tour.done == ()
    for task in TASKS:
        shell.happened.emit(task.key)
    assert "sẵn sàng" in said(tour)
    tour.look()
    assert tour.isHidden()  # nothing is left to do
    tour.bring()
    assert tour.done == ()
