"""A stock that is not as it was signed, or has no room here: the feed is read instead."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desk.services import stock as stock_room
from desk.wire import stock as wire_stock
from desk.wire.signing import Signer, new_seed
from tests.flows.first import left, ready, took, ward
from tests.flows.stage import Desk, Stage, prove


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with ward(tmp_path_factory.mktemp("first")) as made:
        yield made


def spoil_piece(folder: Path) -> None:
    packed = folder / json.loads(json.loads((folder / "stock.json").read_text())[0])["name"]
    data = bytearray(packed.read_bytes())
    data[len(data) // 2] ^= 1
    packed.write_bytes(data)


def spoil_words(folder: Path) -> None:
    words, signature = json.loads((folder / "stock.json").read_text())
    count = json.loads(words)["count"]
    (folder / "stock.json").write_text(
        json.dumps([words.replace(f'"count":{count}', f'"count":{count + 1}'), signature])
    )


def sign_otherwise(folder: Path) -> None:
    words, _ = json.loads((folder / "stock.json").read_text())
    signature = Signer(new_seed()).sign(words.encode(), wire_stock.PURPOSE)
    (folder / "stock.json").write_text(json.dumps([words, signature]))


def take_away(folder: Path) -> None:
    packed = folder / json.loads(json.loads((folder / "stock.json").read_text())[0])["name"]
    packed.write_bytes(packed.read_bytes()[:-1])


@pytest.mark.parametrize("spoil", [spoil_piece, spoil_words, sign_otherwise, take_away])
def test_what_is_not_as_it_was_signed_is_not_taken(
    stage: Stage, late: Desk, spoil: Callable[[Path], None]
) -> None:
    late.connect()
    folder = ready(stage)
    kept = {each: each.read_bytes() for each in folder.iterdir() if each.is_file()}
    spoil(folder)
    told = late.exchange()
    for each, data in kept.items():
        each.write_bytes(data)
    assert not took(late)
    assert told.pulled >= 5
    assert not left(late)
    assert prove(late) >= 6


def test_without_room_on_the_disk_the_feed_is_read(
    stage: Stage, late: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    late.connect()
    ready(stage)
    monkeypatch.setattr(stock_room, "_SPARE", 1 << 60)
    late.exchange()
    assert not took(late)
    assert prove(late) >= 6
