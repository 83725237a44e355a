"""Two counters and the city by the commands that scripts use: the exchange in real processes.

The city is a real process, and in the first test so is each exchange. All else goes through the
same door within this one: starting Python for each command would take most of the time.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.flows.program import ADULT, Answer, Program, finished
from tests.kit import RESIDENCE
from tests.sync.faults import certified

UNIT, COMMUNE = "H26.033.15", "00999"
SUMS = {"pushed", "pulled", "waiting", "attention", "errors"}
DOSSIER = {
    *("uid", "code", "aliases", "barcode", "status", "step", "procedure", "procedure_name"),
    *("owner", "submitter", "channel", "holder", "received_at", "due_at", "overdue", "fee"),
    "warnings",
}


@dataclass
class Ward:
    """A place with a city and counters, each with a data folder of its own."""

    program: Program
    port: int = 0
    real: bool = False  # whether exchanges are processes of their own, too

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def folder(self, name: str) -> Path:
        return self.program.place / name

    def at(self, name: str, *words: object) -> Answer:
        """Run a command on a data folder, asking for JSON."""
        own = self.real and (name, words[0]) == ("counter-1", "sync")
        run = self.program.real if own else self.program
        return run(*words, "--data", self.folder(name), "--json")

    def good(self, name: str, *words: object) -> Any:
        answer = self.at(name, *words)
        assert answer.status == 0, answer
        return answer.data

    def city(self, *words: object) -> Answer:
        return self.program.real("city", *words, "--data", self.folder("city"))

    def code(self) -> str:
        """Return a new enrolment code: the last word that is printed."""
        answer = self.city("enroll", "--unit", UNIT, "--commune", COMMUNE)
        assert answer.status == 0, answer
        return answer.text.split()[-1]

    def counter(self, slot: int, *, joined: bool = True, name: str = "") -> str:
        name = name or f"counter-{slot}"
        place = ("--unit", UNIT, "--commune", COMMUNE, "--name", "Phường Mẫu Giáo")
        self.good(name, "init", *place, "--slot", slot)
        if joined:
            words = ("--unit", UNIT, "--data", self.folder("city"))
            code = self.program("city", "enroll", *words).text.split()[-1]
            join = ("sync", "connect", self.url, "--code", code, "--data", self.folder(name))
            assert self.program(*join).status == 0
        return name

    def receive(self, name: str, **facts: Any) -> Any:
        given = {"procedure": RESIDENCE, "applicant": ADULT} | facts
        return self.good(name, "receive", self.program.file(given))

    def sync(self, name: str) -> Any:
        return self.good(name, "sync", "--once")

    @contextmanager
    def serving(self) -> Iterator[subprocess.Popen[bytes]]:
        """Serve the city; a signal ends it quietly."""
        words = ("serve", "--port", self.port, "--data", self.folder("city"), "--json")
        process = self.program.start("city", *words)
        try:
            assert process.stdout is not None
            ready = json.loads(process.stdout.readline())
            assert ready.keys() == {"url", "feed"}
            self.port = int(ready["url"].rpartition(":")[2])
            yield process
            process.terminate()
            ended = finished(process)
            assert (ended.status, ended.out) == (0, b"")
        finally:
            process.kill()
            process.communicate()


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    return Ward(Program(tmp_path))


def test_two_counters_and_a_city(ward: Ward) -> None:
    ward.real = True
    with ward.serving():
        one, two = ward.counter(1, joined=False), ward.counter(2, joined=False)
        ward.good(one, "sync", "connect", ward.url, "--code", ward.code())
        joined = ward.good(two, "sync", "connect", ward.url, "--code", ward.code())
        assert joined == {"target": "city", "url": ward.url, "waiting": 2}
        mine = ward.receive(one)
        told = ward.sync(one)
        assert told.keys() == SUMS | {"questions", "targets"}
        assert told["targets"] == {"city": {key: told[key] for key in SUMS}}
        assert (told["pushed"], told["waiting"], told["errors"]) == (3, 0, [])
        assert ward.sync(two)["pulled"] == 3

        # A citizen files online while the city serves.
        citizen = {"name": "Trần Văn Trực Tuyến", "personal_id": "001099000002"}
        given = {"procedure": RESIDENCE, "applicant": citizen}
        answer = ward.city("file", ward.program.file(given), "--json")
        assert answer.status == 0, answer
        filed = answer.data
        assert filed.keys() >= DOSSIER | {"filed_at", "acknowledge_by", "answer_by"}
        assert (filed["status"], filed["channel"], filed["holder"]) == (1, "online", None)
        assert 1 <= int(filed["code"].rpartition("-")[2]) <= 999
        for name in (one, two):
            assert ward.sync(name)["pulled"] >= 1
            assert {each["code"] for each in ward.good(name, "queue")} == {
                mine["code"],
                filed["code"],
            }
        noticed = ward.good(two, "act", filed["code"], "acknowledge")
        assert (noticed["status"], noticed["holder"]) == (1, "Quầy 2")
        accepted = ward.good(two, "act", filed["code"], "accept")
        assert (accepted["code"], accepted["status"], accepted["holder"]) == (
            *(filed["code"], 2),
            "Quầy 2",
        )
        claimed = ward.good(two, "act", mine["barcode"], "claim")
        assert (claimed["status"], claimed["holder"]) == (4, "Quầy 2")
        ward.sync(two)
        ward.sync(one)
        assert ward.good(one, "show", mine["code"])["holder"] == "Quầy 2"

        for name in (one, two):
            same = ward.good(name, "sync", "verify")
            assert same == {"equal": True, "ours": 2, "theirs": 2, "differing": []}
            whole = ward.good(name, "verify")
            assert (whole["ok"], whole["dossiers"], whole["problems"]) == (True, 2, [])
            status = ward.good(name, "sync", "status")
            assert status["attention"] == []
            city = status["targets"]["city"]
            assert (city["online"], city["error"], city["paused"]) == (True, None, None)
            assert (city["waiting"], city["attention"]) == (0, 0)
            assert city["created"] == city["confirmed"]
            assert city["last_ok"].endswith("+07:00")
        assert ward.good(one, "sync", "target", "list") == [
            {"name": "city", "url": ward.url, "kind": "native"}
        ]


def test_without_the_city_nothing_stops_but_the_exchange(ward: Ward) -> None:
    with ward.serving():
        one = ward.counter(1)
        ward.sync(one)
    mine = ward.receive(one)  # the city is off, and the counter does not ask
    answer = ward.at(one, "sync", "--once")
    assert answer.status == 1
    told = answer.data
    assert (told["errors"], told["waiting"], told["pushed"]) == (["CityUnreachableError"], 1, 0)
    assert told["targets"]["city"]["errors"] == ["CityUnreachableError"]
    assert "Mất kết nối" in answer.err
    assert "Traceback" not in answer.err
    city = ward.good(one, "sync", "status")["targets"]["city"]
    assert (city["online"], city["error"], city["waiting"]) == (False, "CityUnreachableError", 1)
    lines = ward.program("sync", "status", "--data", ward.folder(one)).text.splitlines()
    assert "city: 2/3 đã xác nhận, 1 chờ gửi, 0 cần xem" in lines
    (why,) = [line for line in lines if line.startswith("city: ngoại tuyến từ ")]
    assert why.endswith(": Mất kết nối – hồ sơ đã lưu, máy sẽ tự gửi lại")
    assert ward.at(one, "sync", "verify").error == "CityUnreachableError"
    assert ward.good(one, "show", mine["code"])["code"] == mine["code"]

    with ward.serving():
        differing = ward.at(one, "sync", "verify")
        assert differing.status == 1
        assert differing.data == {
            "equal": False,
            "ours": 1,
            "theirs": 0,
            "differing": [mine["code"]],
        }
        assert ward.sync(one)["pushed"] == 1
        assert ward.good(one, "sync", "verify")["equal"]


def test_a_hub_is_one_more_target_and_not_the_city(ward: Ward) -> None:
    hub = ward.folder("hub")
    serve = ("hub", "serve", "--port", 0, "--data", hub, "--json")
    with ward.serving():
        one = ward.counter(1)
        process = ward.program.start(*serve)
        try:
            assert process.stdout is not None
            ready = json.loads(process.stdout.readline())
            words = ("hub", "enroll", "--unit", UNIT, "--data", hub)
            code = ward.program(*words).text.split()[-1]
            joined = ward.good(one, "sync", "target", "add", "hub", ready["url"], "--code", code)
            assert joined == {"target": "hub", "url": ready["url"], "waiting": 2}
            ward.receive(one)
            told = ward.sync(one)
            assert told["targets"].keys() == {"city", "hub"}
            assert (told["pushed"], told["waiting"], told["errors"]) == (6, 0, [])
            for each in ward.good(one, "sync", "status")["targets"].values():
                assert (each["created"], each["confirmed"]) == (3, 3)
            assert ward.good(one, "verify")["ok"]
            # A hub has no portal: nobody files there, and it shows nobody a key for one.
            process.terminate()
            ended = finished(process)
            assert (ended.status, ended.out, ended.err) == (0, b"", "")
        finally:
            process.kill()
            process.communicate()
        assert ward.good(one, "sync", "target", "remove", "hub") == {"removed": "hub"}
        assert ward.good(one, "verify")["ok"]


@pytest.mark.parametrize("service", ["city", "hub"])
def test_a_service_speaks_tls_with_its_certificate(
    ward: Ward, tmp_path: Path, service: str
) -> None:
    cert, key = certified(tmp_path)
    words = ("--port", 0, "--cert", cert, "--key", key, "--data", ward.folder("place"), "--json")
    process = ward.program.start(service, "serve", *words)
    try:
        assert process.stdout is not None
        url = json.loads(process.stdout.readline())["url"]
        assert url.startswith("https://127.0.0.1:")
        reply = requests.get(f"{url}/v1/status", verify=cert, timeout=10)
        assert (reply.status_code, reply.json()["code"]) == (401, "token")
    finally:
        process.kill()
        process.communicate()


def test_a_certificate_and_its_key_go_together(ward: Ward) -> None:
    paper = ward.program.file({})
    for words in (("--cert", paper), ("--key", paper), ("--cert", "nowhere", "--key", paper)):
        for service in ("city", "hub"):
            assert ward.program(service, "serve", "--port", 0, *words).status == 2
    one = ward.counter(1, joined=False)
    blank = ward.at(one, "sync", "target", "add", " ", "https://x.example", "--code", "x")
    assert blank.status == 2


def in_conflict(ward: Ward) -> tuple[str, str, Any, Any]:
    """Let two counters take one dossier; return both, it, and what the loser's exchange told."""
    one, two = ward.counter(1), ward.counter(2)
    mine = ward.receive(one)
    ward.sync(one)
    ward.sync(two)
    ward.good(two, "act", mine["code"], "claim")
    ward.good(one, "act", mine["code"], "finish")
    ward.sync(two)
    return one, two, mine, ward.sync(one)


def test_a_conflict_is_shown_in_words_and_resolved(ward: Ward) -> None:
    with ward.serving():
        one, two, mine, told = in_conflict(ward)
        assert (told["attention"], told["waiting"], told["errors"]) == (1, 0, [])
        (held,) = ward.good(one, "sync", "status")["attention"]
        assert held.keys() == {"reason", "text", "code", "at", "target"}
        assert (held["reason"], held["code"]) == ("not-holder", mine["code"])
        assert held["text"].startswith("Hồ sơ đang do quầy khác giữ.")
        ward.good(one, "act", mine["code"], "resolve", "--reason", "quầy 2 làm tiếp")
        assert ward.sync(one)["attention"] == 0
        ward.sync(two)
        for name in (one, two):
            assert ward.good(name, "sync", "verify")["equal"]
            assert ward.good(name, "show", mine["code"])["status"] == 4


def test_a_counter_alone_has_no_copy_to_leave(ward: Ward) -> None:
    one = ward.counter(1, joined=False)
    left = ward.at(one, "sync", "twin", "leave", "--reason", "thử")
    assert left.error == "TwinAloneError"
    kept = ward.at(one, "sync", "twin", "keep", "--reason", "ổ đĩa bị sao")
    assert kept.error == "NoTwinError"
    made = ward.receive(one)
    assert made["code"].endswith("-1001")  # no new epoch: its own numbers go on
    assert ward.good(one, "verify")["known"] == []
    assert ward.good(one, "staff", "release") == {"released": []}


def test_a_copy_of_a_machine_is_ended_by_commands(
    ward: Ward, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with ward.serving():
        one, copy, own = ward.counter(1), "copy", os.environ["DESK_WITNESS"]
        ward.receive(one)
        ward.sync(one)
        shutil.copytree(ward.folder(one), ward.folder(copy))
        shutil.copytree(own, tmp_path / "theirs")
        ward.receive(one)
        ward.sync(one)
        monkeypatch.setenv("DESK_WITNESS", str(tmp_path / "theirs"))
        for _ in range(2):
            ward.receive(copy)
        ward.sync(copy)
        monkeypatch.setenv("DESK_WITNESS", own)
        ward.sync(one)
        # From now on both on one PC: each makes the other look as if it had been put back.
        monkeypatch.setenv("DESK_WITNESS", str(tmp_path / "theirs"))
        for name in (one, copy):
            again = ward.at(name, "sync", "connect", ward.url, "--code", ward.code())
            assert again.error == "TwinOpenError"
            assert "desk sync twin leave" in again.err
            assert "Một bản sao của máy này cũng đang làm việc." in again.err
            assert "Dữ liệu ở đây cũ hơn" not in again.err
            assert ward.sync(name)["errors"] == []  # the key that both have is still good
        for name, way in ((copy, "leave"), (one, "keep")):
            bare = ward.program("sync", "twin", way, "--data", ward.folder(name))
            assert bare.status == 2
            answer = ward.at(name, "sync", "twin", way, "--reason", "ổ đĩa bị sao")
            assert (answer.status, answer.err) == (0, "")
        for name in (copy, one):  # whose keys lay in one place, and went with the copy's
            ward.good(name, "sync", "connect", ward.url, "--code", ward.code())
        for name in (one, copy, one):
            ward.sync(name)
        assert ward.good(one, "sync", "review", "list") == []
        assert ward.good(one, "verify")["ok"]


def test_a_hub_that_lets_nobody_join_is_named(ward: Ward) -> None:
    one = ward.counter(1, joined=False)
    with ward.serving():  # whoever it is, to this counter it is another target than the city
        ward.counter(1, name="first")
        for code, error in (("WRONG", "CodeRefusedError"), (ward.code(), "SlotTakenError")):
            answer = ward.at(one, "sync", "target", "add", "trạm", ward.url, "--code", code)
            assert answer.error == error
            assert "“trạm”" in answer.err
            assert "thành phố" not in answer.err.lower()


def test_a_counter_that_cannot_join_says_why(ward: Ward) -> None:
    code = ward.code()  # the city need not run for it, nor have run before
    one = ward.counter(1, joined=False)
    alone = {
        **dict.fromkeys(("pushed", "pulled", "waiting", "attention", "questions"), 0),
        "errors": [],
        "targets": {},
    }
    assert ward.good(one, "sync", "--once") == alone  # every target answered: there is none
    for words in (("--once",), ("status",)):
        told = ward.program("sync", *words, "--data", ward.folder(one))
        assert told.text.startswith("Chưa kết nối hệ thống nào")
    assert ward.at(one, "sync", "verify").error == "NotConnectedError"
    assert ward.good(one, "sync", "status") == {
        "keys": "file",
        "targets": {},
        "questions": 0,
        "attention": [],
    }
    ward.port = free_port()
    join = ("sync", "connect", ward.url, "--code")
    nobody = ward.at(one, *join, code)
    assert nobody.error == "NotJoinedError"
    assert f"Ở địa chỉ {ward.url}, không máy nào trả lời." in nobody.err
    assert "3) hệ thống ở đầu kia có đang bật không" in nobody.err
    assert "tự gửi lại" not in nobody.err
    assert ward.at(one, "sync", "connect", "http://192.0.2.1", "--code", code).error == (
        "PlainHttpError"
    )
    with ward.serving():
        https = ward.url.replace("http:", "https:")
        plain = ward.at(one, "sync", "connect", https, "--code", code)
        assert plain.error == "NotJoinedError"
        assert "có máy trả lời nhưng không mã hóa" in plain.err
        assert "phải ghi http://" in plain.err
        assert ward.at(one, *join, "WRONG").error == "CodeRefusedError"
        ward.good(one, *join, code)
        ward.good(one, *join, code)  # shown again, as after an answer that was lost
        other = ward.counter(2, joined=False)
        assert ward.at(other, *join, code).error == "CodeUsedError"
        ward.folder("twin").mkdir()
        place = ("--unit", UNIT, "--commune", COMMUNE, "--name", "Phường Mẫu Giáo")
        ward.good("twin", "init", *place, "--slot", 1)
        printed = ward.receive("twin")
        code = ward.code()
        taken = ward.at("twin", *join, code)
        assert taken.error == "SlotTakenError"
        assert "Dải còn trống: 2 3 4 5 6 7 8." in taken.err
        assert ward.at("twin", *join, code, "--slot", 9).error == "SlotError"
        joined = ward.good("twin", *join, code, "--slot", 3)
        assert joined == {"target": "city", "url": ward.url, "waiting": 4, "slot": 3}
        assert ward.at("twin", *join, code, "--slot", 4).error == "SlotKeptError"
        assert ward.good("twin", "show", printed["code"])["barcode"] == printed["barcode"]
        assert ward.receive("twin")["code"].endswith("-3001")
        ward.sync(one)
    assert ward.program.real("sync", "connect", ward.url).status == 2


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def test_a_city_that_cannot_serve_says_why(ward: Ward) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = ward.city("serve", "--port", port, "--json")
    assert answer.error == "PortInUseError"
    wrong = ward.city("serve", "--port", "0", "--database", "mysql://x/y", "--json")
    assert wrong.error == "CityAddressError"
    assert ward.city("enroll", "--unit", "không phải mã", "--json").error == "UnitCodeError"
    for told in (f"Đơn vị {UNIT} trước nay chưa có ở đây", ""):  # a slip is seen, and once only
        enrolled = ward.program("city", "enroll", "--unit", UNIT, "--data", ward.folder("city"))
        assert (enrolled.status, enrolled.err[: len(told) or None]) == (0, told)
        (word,) = enrolled.text.removeprefix("Mã kết nối: ").split()
        assert word.count("-") == 2
    assert ward.city("file", ward.program.file({"procedure": RESIDENCE}), "--json").status == 1


def test_the_ready_line_is_one_line(ward: Ward) -> None:
    process = ward.program.start("city", "serve", "--port", "0", "--data", ward.folder("city"))
    try:
        assert process.stdout is not None
        line = process.stdout.readline().decode()
        assert line.startswith("Sẵn sàng tại http://127.0.0.1:")
        process.terminate()
        ended = finished(process)
        assert (ended.status, ended.out) == (0, b"")
        assert len(ended.err.split()[-1]) == 32  # the portal's key, shown once, to a person
    finally:
        process.kill()
        process.communicate()
