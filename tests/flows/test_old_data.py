"""What an earlier system had: from a workbook to searches, reports, hand-over, city, and out."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from desk.app import city as city_room
from desk.domain.importing_plan import read_plan
from desk.domain.importing_views import Outcome
from desk.domain.oldtext import Encoding
from desk.domain.records import Status
from desk.services import checking, finding, importing
from tests import old_lists as lists
from tests.flows.program import Program
from tests.flows.stage import Desk, Stage, prove, settle
from tests.flows.test_cli_answers import documented, fields
from tests.flows.test_courier import city_reads, write
from tests.flows.test_hub import hub, meet
from tests.kit import act, administrator
from tests.services.test_importing import received

PLAN = read_plan(lists.MAP)


def bring(desk: Desk, path: Path) -> Outcome:
    return importing.bring(desk.work, administrator(desk.work), path, PLAN)


def test_old_data_reach_the_city_and_the_other_counter(stage: Stage, tmp_path: Path) -> None:
    one, two = stage.one, stage.two
    rows = lists.rows(40)
    rows[3][8], rows[3][9] = "16/11/2026", "25/11/2026"
    path = lists.workbook(tmp_path / "cu.xlsx", rows, encoding=Encoding.TCVN3)
    done = bring(one, path)
    assert (done.new, done.refused) == (40, 0)
    settle(one, two)
    prove(one, two)
    for work in (one.work, two.work):
        assert received(work) == 39
        assert checking.verify(work).ok
    (old,) = finding.search_states(two.work, rows[3][1])
    assert old.subject.name == rows[3][3]
    assert len(stage.city.dossiers()) == 40

    # An open one goes on at the other counter, which takes it over as any dossier.
    for action in ("claim", "finish"):
        act(two.work, old, action)
    act(two.work, old, "hand-over", to=old.subject.name)
    settle(two, one)
    prove(one, two)
    assert stage.city.dossier(old.uid).status is Status.RETURNED

    undone = importing.undo(one.work, administrator(one.work), done.batch)
    assert undone.taken_back == 39
    assert [(each.uid, each.why) for each in undone.left] == [(old.uid, "elsewhere")]
    settle(one, two)
    prove(one, two)
    assert received(two.work) == 0

    assert bring(one, path).new == 39
    settle(one, two)
    prove(one, two)
    assert received(two.work) == 39
    assert all(checking.verify(each.work).ok for each in (one, two))


def test_two_counters_take_in_one_list_without_knowing_of_each_other(
    stage: Stage, tmp_path: Path
) -> None:
    one, two = stage.one, stage.two
    path = lists.text(tmp_path / "cu.csv", lists.rows(30))
    assert bring(one, path).new == 30
    assert bring(two, path).new == 30
    settle(one, two)
    prove(one, two)
    assert len(stage.city.dossiers()) == 30
    assert one.attention() == two.attention() == []
    for work in (one.work, two.work):
        assert received(work) == 30
        assert checking.verify(work).ok


def test_they_travel_by_stick_and_come_with_a_new_counters_stock(
    stage: Stage, late: Desk, tmp_path: Path
) -> None:
    one, two = stage.one, stage.two
    settle(one, two)
    stage.line.cut_at(0, 0)  # from now on nothing goes over the wire
    usb = tmp_path / "usb"
    usb.mkdir()
    assert bring(one, lists.text(tmp_path / "cu.csv", lists.rows(25))).new == 25
    write(one, usb)
    city_reads(stage, usb)
    assert len(stage.city.dossiers()) == 25
    stage.line.cut_at(None, None)
    settle(one, two)
    prove(one, two)
    late.connect(stage.line)
    settle(late, one, two)
    prove(one, two, late)
    assert received(late.work) == 25


def test_a_hub_hands_them_on_while_the_city_is_away(stage: Stage, tmp_path: Path) -> None:
    one, two = stage.one, stage.two
    with hub(stage, city_room.database_url(tmp_path / "hub", hub=True)):
        stage.city.down()
        bring(one, lists.text(tmp_path / "cu.csv", lists.rows(25)))
        meet(one, two)
        assert received(two.work) == 25
        stage.city.up()
        meet(one, two)
    assert len(stage.city.dossiers()) == 25
    assert checking.verify(two.work).ok


def test_an_older_program_kept_them_and_the_updated_one_shows_them(
    stage: Stage, tmp_path: Path
) -> None:
    one, two = stage.one, stage.two
    bring(one, lists.text(tmp_path / "cu.csv", lists.rows(25)))
    settle(one, two)
    # So an older program leaves them: kept, passed on, and no dossier begun by them.
    two.close()
    for sql in (
        "UPDATE event SET dossier_id = NULL",
        "DELETE FROM standing",
        "INSERT INTO dossier_words (dossier_words) VALUES ('delete-all')",
        "DELETE FROM dossier",
        "DELETE FROM branch",
    ):
        two.counter.plant(sql)
    two.open()
    assert received(two.work) == 0
    settle(one, two)
    prove(one, two)
    assert received(two.work) == 25


@pytest.fixture
def old_list(tmp_path: Path) -> Path:
    rows = lists.rows(12)
    rows[5][8] = "31/02/2019"
    return lists.workbook(tmp_path / "cu.xlsx", rows, encoding=Encoding.VNI)


def test_the_commands_answer_as_the_page_says(
    desk: Program, old_list: Path, tmp_path: Path
) -> None:
    heard: dict[str, set[str]] = defaultdict(set)
    map_ = tmp_path / "map.toml"

    def ask(name: str, *words: object) -> Any:
        answer = desk("import", *words, "--json")
        assert answer.status == 0, answer
        told = (re.sub(r"^(map\.\w+)\.\w+$", r"\1.*", each) for each in fields(answer.data))
        heard[name] |= set(told)
        return answer.data

    suggested = ask("import --suggest", "--suggest", old_list, "--out", map_)
    assert suggested["map"]["columns"]["received"] == "Ngày nhận"
    assert suggested["map"]["encodings"]["owner"] == "vni"
    tried = ask("import", old_list, "--map", map_, "--dry-run", "--errors", tmp_path / "e.csv")
    assert (tried["new"], tried["refused"], tried["dry_run"]) == (11, 1, True)
    assert [(each["row"], each["column"]) for each in tried["errors"]] == [(7, "Ngày nhận")]
    assert "Ngày nhận" in (tmp_path / "e.csv").read_text("utf-8-sig")
    done = ask("import", old_list, "--map", map_)
    assert done["batch"] == tried["batch"]
    (batch,) = ask("import --list", "--list")
    assert (batch["batch"], batch["dossiers"], batch["taken_back"]) == (done["batch"], 11, 0)
    (first,) = desk("search", lists.rows(1)[0][1], "--json").data
    desk.act(first["code"], "note", "--reason", "Đã xem")
    undone = ask("import --undo", "--undo", done["batch"])
    assert (undone["taken_back"], len(undone["left"])) == (10, 1)
    assert desk("import").status == 1
    assert desk("import", "--undo", "nothing", "--json").error == "UnknownBatchError"
    assert desk("verify", "--json").data["ok"]
    known = {name: told for name, told in documented().items() if name.startswith("import")}
    assert dict(heard) == known
