"""The file for helpers from afar: all that they need, and nothing of anybody's life."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from desk.app import support
from desk.app.support import SupportNotWrittenError
from tests.flows.stage import settle, staged
from tests.kit import COPIES, act, person, receive

NAME, ID, PHONE, NOTE = "Đặng Thị Riêng Tư", "001199000077", "0911777777", "ghi chú riêng"


def test_it_tells_how_the_counter_stands_and_names_nobody(tmp_path: Path) -> None:
    with staged(tmp_path) as stage:
        one, two = stage.one, stage.two
        who = person(NAME, personal_id=ID, phone=PHONE)
        made = receive(one.work, COPIES, submitter=who, note=NOTE)
        settle(one, two)
        act(two.work, made, "claim")
        act(one.work, made, "claim")
        two.exchange()
        one.exchange()  # one of them needs a person
        logs = one.counter.folder / "logs"
        logs.mkdir()
        (logs / "desk.log").write_text("2026-11-23 WARNING CityUnreachableError\n", "utf-8")
        path = support.save(one.work, tmp_path)
        code, secret = made.code, one.work.keys.get("token:city")
    with zipfile.ZipFile(path) as packed:
        assert packed.namelist() == ["facts.json", "logs/desk.log"]
        whole = b"".join(packed.read(name) for name in packed.namelist()).decode()
        told = json.loads(packed.read("facts.json"))
    for personal in (NAME, ID, PHONE, NOTE, code, made.barcode, "Riêng", made.uid):
        assert personal not in whole
    assert not secret or secret not in whole
    (target,) = told["targets"]
    assert (target["name"], target["host"], target["online"]) == ("city", "127.0.0.1", True)
    assert target["created"] == target["confirmed"] + target["waiting"] + target["attention"]
    assert sum(told["attention"].values()) == 1
    assert told["verify"] == {"events": told["rows"]["event"], "dossiers": 1, "problems": {}}
    assert told["exchanges"]


def test_where_it_cannot_be_written_is_said(tmp_path: Path) -> None:
    with staged(tmp_path) as stage, pytest.raises(SupportNotWrittenError):
        support.bundle(stage.one.work, tmp_path / "nowhere" / "x.zip")
    assert not list(tmp_path.glob("**/*.part"))
