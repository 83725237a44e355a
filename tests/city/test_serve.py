"""The city as a process of its own: one line when ready, an orderly end on a signal."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import requests

from desk.city.enrol import enroll
from desk.city.filing import file_online
from desk.city.serve import OpenHttpError, PortInUseError, _listen, serve
from tests.city.town import NOW, ROOT, Clock, Machine, Town, rules, served, town, words_of

PROGRAM = textwrap.dedent("""
    import sys
    from desk.city.serve import serve
    serve(0, sys.argv[1], lambda ready: print(ready.url, ready.portal, flush=True))
    print("ended", flush=True)
""")


@contextmanager
def process(address: str) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    """Start a city as whoever runs it would; yield it, its address and its portal's token."""
    child = subprocess.Popen(  # noqa: S603 - the words are the test's own
        [sys.executable, "-W", "error", "-c", PROGRAM, address],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    try:
        url, _, portal = child.stdout.readline().rstrip("\n").partition(" ")
        yield child, url, portal
    finally:
        child.kill()
        child.communicate()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_is_an_orderly_end(address: str, how: signal.Signals) -> None:
    with process(address) as (child, url, portal):
        assert portal
        assert requests.get(url + "/", timeout=10).status_code == 200
        child.send_signal(how)
        said, complaints = child.communicate(timeout=30)
        assert (said, complaints, child.returncode) == ("ended\n", "", 0)
    with process(address) as (child, url, portal):
        assert url
        assert portal == ""  # shown once, kept as its digest


def test_commands_work_from_other_processes_while_it_serves(address: str) -> None:
    with process(address) as (_, url, _):
        code = enroll(address, "H26.1.1", "00001")
        counter = Machine(unit="H26.1.1", commune="00001")
        asked = {
            "code": code,
            "device": counter.device,
            "commune": "00001",
            "unit": "H26.1.1",
            "slot": 1,
            "name": "Quầy 1",
        }
        reply = requests.post(url + "/v1/enrol", json=asked, timeout=10).json()
        given = {"procedure": "1.001193", "applicant": {"name": "Nguyễn Thử"}}
        codes = [file_online(address, given, NOW, rules())["code"] for _ in range(5)]
        assert codes == [f"H26.1.1-261123-{number:04d}" for number in range(1, 6)]
        words = {"Authorization": f"Bearer {reply['token']}"}
        page = requests.get(url + "/v1/pull", headers=words, timeout=10).json()
        assert len(page["events"]) == 5


def test_a_killed_city_goes_on_where_it_was(address: str) -> None:
    counter = Machine(unit="H26.1.1", commune="00001")
    with process(address) as (child, url, _):
        there = Town(address, None, Clock())  # type: ignore[arg-type]  # a process, not a thread
        there.ready = type("Ready", (), {"url": url})  # type: ignore[assignment]  # its address
        code = enroll(address, counter.unit)
        assert there.enrol(counter, code=code).status_code == 200
        counter.receive()
        assert words_of(there.push(counter)) == ["accepted"]
        child.kill()
        child.wait(30)
        there.session.close()
    with town(address) as city:
        counter.receive()
        assert words_of(city.push(counter)) == ["duplicate", "accepted"]
        assert city.standing(counter)["count"] == 2


def test_a_port_that_is_taken(address: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortInUseError) as failure:
            serve(port, address, print)
    assert failure.value.facts == {"host": "127.0.0.1", "port": port}


def test_a_port_that_cannot_be(address: str) -> None:
    with pytest.raises(PortInUseError):
        serve(70000, address, print)


@pytest.mark.parametrize("host", ["::", "203.0.113.9", "city.example"])
def test_plain_http_is_for_this_machine_alone(address: str, host: str) -> None:
    with pytest.raises(OpenHttpError) as failure:
        serve(0, address, print, host=host)
    assert failure.value.facts == {"host": host}


def test_replies_are_not_held_back() -> None:
    """Only a socket that names its protocol gets Nagle's delay switched off."""
    with _listen("127.0.0.1", 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP


def test_a_listener_of_the_newer_kind(address: str) -> None:
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            pass
    except OSError:
        pytest.skip("this machine has no IPv6 loopback")
    with served(address, clock=Clock(), host="::1") as ready:
        assert ready.url.startswith("http://[::1]:")


def test_the_same_port_serves_again_at_once(address: str) -> None:
    with served(address, clock=Clock()) as first:
        port = int(first.url.rpartition(":")[2])
        requests.get(first.url + "/", timeout=10)
    with served(address, clock=Clock(), port=port) as again:
        assert again.url == first.url
        assert again.feed == first.feed
        assert (bool(first.portal), again.portal) == (True, "")
