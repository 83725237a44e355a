"""What needs a person is shown where people look anyway, and everywhere by the same number."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from desk.ui.pictures import settle
from desk.ui.review.page import ReviewScreen
from tests.ui.conftest import Bench
from tests.ui.decisions import ALL


def test_a_question_without_anything_to_send_is_on_the_chip(bench: Bench) -> None:
    shell = bench.shell()
    (city, *_) = bench.world.targets()
    shell.top.show_asked(0)
    shell.top.show_targets([replace(city, waiting=0, attention=0)])
    assert shell.top.sync.words.startswith("Trực tuyến · ")
    shell.top.show_asked(2)
    assert shell.top.sync.words == "2 việc cần xem"


def test_the_count_beside_the_screen_is_the_length_of_its_list(bench: Bench) -> None:
    bench.world.decisions.open_ = list(ALL)
    shell = bench.shell()
    shell.go("review")
    settle()
    rows, button = cast("ReviewScreen", shell.page).list.rows, shell.rail.buttons["review"]
    assert (rows.count(), button.accessibleName()) == (len(ALL), f"Cần người xem {len(ALL)}")
    assert shell.top.sync.words == f"{len(ALL)} việc cần xem"
    bench.world.decisions.open_ = []
    shell.refresh()
    settle()
    assert (rows.count(), button.accessibleName()) == (0, "Cần người xem")
