"""A question that nothing waits for is shown all the same, where people look anyway."""

from __future__ import annotations

from dataclasses import replace

from tests.ui.conftest import Bench


def test_a_question_without_anything_to_send_is_on_the_chip(bench: Bench) -> None:
    shell = bench.shell()
    (city, *_) = bench.world.targets()
    calm = replace(city, waiting=0, attention=0)
    shell.top.show_targets([calm])
    assert shell.top.sync.words.startswith("Trực tuyến · ")
    shell.top.show_targets([replace(calm, questions=2)])
    assert shell.top.sync.words == "2 việc cần xem"
