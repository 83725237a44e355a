"""Joining by a QR code, and revoking, by the commands that IT staff use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from desk.app import city as room
from tests.flows.program import Program

UNIT = "H26.033.15"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "city"


@pytest.fixture
def served(place: Path) -> Iterator[str]:
    with room.running(room.database_url(place)) as ready:
        yield ready.url


def enrolled(program: Program, place: Path, *words: object) -> Any:
    words = "city", "enroll", "--unit", UNIT, "--data", place, *words, "--json"
    answer = program(*words)
    assert answer.status == 0, answer
    return answer.data


def read(picture: Path) -> str:
    with Image.open(picture) as image:
        (found,) = zxingcpp.read_barcodes(image.convert("L"))
    return str(found.text)


def test_a_counter_joins_by_the_picture_of_a_code(
    desk: Program, place: Path, served: str, tmp_path: Path
) -> None:
    picture = tmp_path / "join.png"
    made = enrolled(desk, place, "--qr", picture)
    text = read(picture)
    assert text == made["text"]
    assert text.startswith(f"{served}/#{made['code']}.")
    joined = desk("sync", "connect", text, "--json")
    assert joined.status == 0, joined
    assert joined.data["url"] == served
    assert desk("sync", "--once", "--json").status == 0
    assert desk("sync", "status", "--json").data["keys"] == "file"


def test_the_text_of_a_code_is_told_to_people_too(desk: Program, place: Path, served: str) -> None:
    picture = desk.place / "join.png"
    told = desk("city", "enroll", "--unit", UNIT, "--data", place, "--qr", picture)
    text = read(picture)
    assert text.startswith(served)
    assert f"Nội dung mã QR: {text}\n" in told.text
    assert told.text.split()[-1] in text  # the last word is the code still


def test_another_city_at_the_address_is_not_shown_the_code(
    desk: Program, served: str, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    made = enrolled(desk, other, "--qr", tmp_path / "join.png", "--url", served)
    assert desk("sync", "connect", made["text"], "--json").error == "CityKeyError"
    assert desk("sync", "status", "--json").data["targets"] == {}


def test_a_picture_needs_an_address(desk: Program, place: Path, tmp_path: Path) -> None:
    words = "city", "enroll", "--unit", UNIT, "--data", place, "--qr", tmp_path / "join.png"
    assert desk(*words, "--json").error == "NoAddressError"
    assert not (tmp_path / "join.png").exists()
    made = enrolled(desk, place, "--qr", tmp_path / "join.png", "--url", "https://city.example/")
    assert read(tmp_path / "join.png").startswith(f"https://city.example/#{made['code']}.")


def test_a_code_alone_needs_its_option(desk: Program) -> None:
    assert desk("sync", "connect", "https://city.example").status == 2


def test_revoking_and_giving_back_while_the_city_serves(
    desk: Program, place: Path, served: str
) -> None:
    code = enrolled(desk, place)["code"]
    assert desk("sync", "connect", served, "--code", code).status == 0
    at = "--data", place, "--json"
    told = desk("city", "revoke", "--slot", "1", *at)
    assert (told.data["unit"], told.data["revoked"], told.data["changed"]) == (UNIT, True, True)
    assert not desk("city", "revoke", "--slot", "1", *at).data["changed"]
    refused = desk("sync", "--once", "--json")
    assert (refused.status, refused.data["errors"]) == (1, ["RevokedError"])
    assert "thu hồi" in refused.err
    state = desk("sync", "status", "--json").data["targets"]["city"]
    assert state["paused"] == "RevokedError"
    (why,) = [line for line in desk("sync", "status").text.splitlines() if "tạm dừng từ" in line]
    assert why.endswith(": Thành phố đã thu hồi quyền trao đổi của quầy này")
    words = "--device", told.data["device"], "--lift", *at
    assert desk("city", "revoke", *words).data["changed"]
    assert desk("sync", "--once", "--json").status == 0
    state = desk("sync", "status", "--json").data["targets"]["city"]
    assert (state["paused"], state["waiting"]) == (None, 0)


def test_revoking_nobody(desk: Program, place: Path) -> None:
    at = "--data", place, "--json"
    assert desk("city", "revoke", "--slot", "3", *at).error == "UnknownDeviceError"
    assert desk("city", "revoke", "--device", "nobody", *at).error == "UnknownDeviceError"
    assert desk("city", "revoke", *at).status == 2
    assert desk("city", "revoke", "--slot", "1", "--device", "x", *at).status == 2


def test_a_targets_own_roots_and_proxy_are_kept_and_checked(
    desk: Program, place: Path, served: str, tmp_path: Path
) -> None:
    code = enrolled(desk, place)["code"]
    words = "sync", "connect", served, "--code", code, "--json"
    assert desk(*words, "--proxy", "http://me:secret@proxy").error == "SettingValueError"
    assert desk(*words, "--ca", tmp_path / "none.pem").status == 2
    assert desk(*words, "--proxy", "direct").status == 0


def test_the_program_says_where_its_keys_are(desk: Program) -> None:
    answer = desk("selftest", "--json")
    first = answer.data["checks"][0]
    assert (first["name"], first["problem"]) == ("keys: kept and taken back", None)
    assert first["said"] == "selftest-here.keys"
