"""The commands for systems of other kinds, as a script uses them: the real program, real HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dialects.portal_server import DST, PASSWORD, UNIT, USER, Fault, PortalServer, portal
from tests.flows.program import Answer, Program
from tests.kit import BIRTH

COUNTER = ("--unit", "H26.033.15", "--commune", "00999", "--name", "Phường Mẫu", "--slot", 1)


@pytest.fixture
def server() -> Iterator[PortalServer]:
    with portal({BIRTH: "Đăng ký khai sinh"}) as made:
        yield made


@pytest.fixture
def program(tmp_path: Path) -> Program:
    made = Program(tmp_path)
    assert made("init", *COUNTER).status == 0
    return made


def add(
    program: Program,
    server: PortalServer,
    *words: object,
    password: str = PASSWORD,
    as_json: bool = True,
) -> Answer:
    secret = program.place / "password"
    secret.write_text(password + "\n", encoding="utf-8")
    who = ("--user", USER, "--password-file", secret, "--unit-code", UNIT, "--dst-code", DST)
    where = ("--kind", "portal", "--url", server.url)
    asked = ("--json",) if as_json else ()
    return program("sync", "target", "add", "cổng", *where, *who, *words, *asked)


def test_a_portal_is_added_served_listed_and_removed(
    program: Program, server: PortalServer
) -> None:
    made = program.received()
    added = add(program, server)
    assert added.status == 0, added
    assert added.data == {"target": "cổng", "kind": "portal", "url": server.url, "waiting": 1}
    told = program.real("sync", "--once", "--json")
    assert told.status == 0, told
    sums = {"pushed": 1, "pulled": 0, "waiting": 0, "attention": 0, "errors": []}
    assert told.data == {**sums, "questions": 0, "targets": {"cổng": sums}}
    assert server.complaints == []
    assert list(server.held) == [made["code"]]
    compared = program("sync", "verify", "--json")
    assert compared.error == "NoDigestsError"
    assert "desk sync target check cổng" in compared.err
    listed = program("sync", "target", "list", "--json").data
    assert listed == [{"name": "cổng", "url": server.url, "kind": "portal"}]
    status = program("sync", "status", "--json").data["targets"]["cổng"]
    assert (status["kind"], status["created"], status["confirmed"]) == ("portal", 1, 1)
    assert program("sync", "target", "remove", "cổng", "--json").status == 0
    assert program("sync", "target", "list", "--json").data == []


def test_a_portal_that_is_silent_is_named(program: Program) -> None:
    with portal({BIRTH: "Đăng ký khai sinh"}) as server:
        program.received()
        added = add(program, server, as_json=False)
        assert added.text == f"Đã ghi cổng ({server.url}); 1 hồ sơ sẽ được trao đổi ở lượt tới.\n"
        assert program("sync", "status").text.endswith("cổng: chưa trao đổi lần nào\n")
        assert program("sync", "target", "check", "cổng").status == 0
    checked = program("sync", "target", "check", "cổng", "--json")
    assert (checked.status, checked.data) == (1, {"target": "cổng", "dossiers": 1})
    told = program("sync", "--once")
    for answer in (checked, told):
        assert "Không liên lạc được với hệ thống “cổng”" in answer.err
        assert "thành phố" not in answer.err
    assert "Mất kết nối với cổng" in program("sync", "status").text
    assert "Mất kết nối với cổng" in program("sync", "history").text


def test_a_reply_that_is_lost_is_asked_for(program: Program, server: PortalServer) -> None:
    assert add(program, server).status == 0
    made = program.received()
    server.faults.append(Fault("DongBoHoSoMC", after=True))
    told = program("sync", "--once", "--json")
    assert (told.status, told.data["errors"]) == (1, ["CityUnreachableError"])
    told = program("sync", "--once", "--json")
    assert (told.status, told.data["waiting"]) == (0, 0)
    assert (server.count("DongBoHoSoMC"), list(server.held)) == (1, [made["code"]])


@pytest.mark.parametrize("service", ["DongBoHoSoMC", "CapNhatTienDoHoSoMC"])
def test_a_process_killed_between_sending_and_the_answer(
    program: Program, server: PortalServer, service: str
) -> None:
    assert add(program, server).status == 0
    made = program.received()
    server.shows_lines = True
    server.waits = service
    process = program.start("sync", "--once", "--json")
    assert server.waiting.wait(60)
    process.kill()
    process.communicate()
    server.waits = ""
    server.go_on.set()
    assert list(server.held) == [made["code"]]
    status = program("sync", "status", "--json").data["targets"]["cổng"]
    assert (status["created"], status["confirmed"], status["waiting"]) == (1, 0, 1)
    told = program("sync", "--once", "--json")
    assert (told.status, told.data["waiting"], told.data["pushed"]) == (0, 0, 1)
    assert (server.count("DongBoHoSoMC"), len(server.lines[made["code"]])) == (1, 1)
    assert program("verify", "--json").data["ok"]


def test_a_status_without_a_code_is_told_in_words(program: Program, server: PortalServer) -> None:
    codes = program.place / "codes.json"
    codes.write_text(json.dumps({"status": {"replace": True, "4": "4"}}))
    assert add(program, server, "--status-map", codes).status == 0
    program.received()
    told = program("sync", "--once", "--json")
    assert (told.status, told.data["attention"], told.data["waiting"]) == (0, 1, 0)
    (held,) = program("sync", "status", "--json").data["attention"]
    assert (held["reason"], held["target"]) == ("whole-unmapped", "cổng")
    assert "TrangThaiHoSo" in held["text"]
    assert add(program, server).status == 0
    checked = program("sync", "target", "check", "cổng", "--json")
    assert checked.data == {"target": "cổng", "dossiers": 1}
    assert program("sync", "--once", "--json").data["pushed"] == 1


def test_what_cannot_be_added_is_said(program: Program, server: PortalServer) -> None:
    def refused(*words: object) -> str:
        return program("sync", "target", "add", *words, "--json").error

    assert refused("hub", server.url) == "TargetOptionError"
    assert refused("hub", "--code", "X") == "TargetOptionError"
    assert refused("cổng", "--kind", "portall", "--url", server.url) == "UnknownKindError"
    assert refused("cổng", "--kind", "portall") == "UnknownKindError"
    told = program("sync", "target", "add", "cổng", "--kind", "portall").err
    assert "“portall”" in told
    assert "native, portal, opencps" in told
    assert refused("cổng", "--kind", "portal", "--url", server.url) == "TargetOptionError"
    broken = program.place / "codes.toml"
    broken.write_text("[status]\n1 = 5\n")
    assert add(program, server, "--status-map", broken).error == "CodesError"
    broken.write_text("not toml")
    assert add(program, server, "--status-map", broken).error == "CodesError"
    assert add(program, server, "--status-map", program.place / "none").error == "CodesError"
    assert program("sync", "target", "list", "--json").data == []
    assert program("sync", "target", "check", "cổng", "--json").error == "NotConnectedError"
