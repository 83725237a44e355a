"""Files at the city: who may send and read them, and that nothing wrong ever becomes one."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import requests

from desk.city.shelf import CityDiskError, Shelf
from desk.domain import events as ev
from desk.wire import files as wire
from tests.city.test_contract import hold_reply
from tests.city.town import Machine, Town, town

DATA = bytes(range(256)) * 1000  # three whole grains and a bit
SHA = sha256(DATA).hexdigest()
ONE, MISSING, PIECE, COMMIT = (
    "/v1/blobs/{sha}",
    "/v1/blobs/{sha}/missing",
    "/v1/blobs/{sha}/{first}",
    "/v1/blobs/{sha}/commit",
)


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Town]:
    """Serve a city of its own: files are shared by all wards that name them."""
    with town(f"sqlite:///{tmp_path / 'city.db'}") as made:
        yield made


def name(city: Town, counter: Machine, data: bytes = DATA, size: int | None = None) -> str:
    """Let a dossier of the counter's ward name a file; return its name."""
    sha = sha256(data).hexdigest()
    dossier = counter.receive().dossier
    size = len(data) if size is None else size
    counter.write(ev.Attached(file=sha, media="application/pdf", size=size, pages=1), dossier)
    assert {each.verdict for each in city.push(counter).results} <= {"accepted", "duplicate"}
    return sha


def put(
    city: Town, counter: Machine, sha: str, first: int, data: bytes, **headers: str
) -> requests.Response:
    said = {
        "Content-Type": wire.BYTES,
        wire.DIGEST: wire.digest_field(data),
        "Authorization": f"Bearer {counter.token}",
        **headers,
    }
    url = f"{city.ready.url}/v1/blobs/{sha}/{first}"
    return hold_reply(city.session.put(url, data, headers=said, timeout=30), PIECE)


def commit(city: Town, counter: Machine, sha: str) -> requests.Response:
    return hold_reply(city.post(f"/v1/blobs/{sha}/commit", token=counter.token, data=b""), COMMIT)


def missing(city: Town, counter: Machine, sha: str) -> Any:
    return hold_reply(city.get(f"/v1/blobs/{sha}/missing", counter.token), MISSING).json()


def get(city: Town, counter: Machine, sha: str, span: str = "") -> requests.Response:
    headers = {"Authorization": f"Bearer {counter.token}"} | ({"Range": span} if span else {})
    url = f"{city.ready.url}/v1/blobs/{sha}"
    return hold_reply(city.session.get(url, headers=headers, timeout=30), ONE)


def said(reply: requests.Response) -> tuple[int, str]:
    return reply.status_code, reply.json()["code"]


def send(city: Town, counter: Machine, data: bytes = DATA) -> str:
    sha = sha256(data).hexdigest()
    for at in range(0, len(data), wire.GRAIN):
        piece = data[at : at + wire.GRAIN]
        assert put(city, counter, sha, at // wire.GRAIN, piece).status_code == 200
    assert commit(city, counter, sha).json() == {"file": sha, "size": len(data)}
    return sha


def test_pieces_in_any_order_make_the_file(city: Town, counter: Machine) -> None:
    name(city, counter)
    assert missing(city, counter, SHA)["missing"] == [[0, 4]]
    assert said(commit(city, counter, SHA)) == (422, "missing")
    put(city, counter, SHA, 3, DATA[3 * wire.GRAIN :])
    put(city, counter, SHA, 1, DATA[wire.GRAIN : 2 * wire.GRAIN])
    found = missing(city, counter, SHA)
    assert (found["held"], found["missing"]) == (False, [[0, 1], [2, 1]])
    assert said(get(city, counter, SHA)) == (404, "not-here")
    put(city, counter, SHA, 0, DATA[: 3 * wire.GRAIN])  # overlapping: another size of piece
    assert commit(city, counter, SHA).status_code == 200
    assert commit(city, counter, SHA).status_code == 200  # the first answer may have been lost
    assert missing(city, counter, SHA) == {
        "file": SHA, "size": len(DATA), "held": True, "missing": [],
    }  # fmt: skip  # one message, one line
    assert get(city, counter, SHA).content == DATA
    part = get(city, counter, SHA, "bytes=100-199")
    assert (part.status_code, part.content) == (206, DATA[100:200])
    assert part.headers["content-range"] == f"bytes 100-199/{len(DATA)}"
    assert get(city, counter, SHA, f"bytes=0-{10**9}").content == DATA
    for span in (
        f"bytes={len(DATA)}-",
        "bytes=5-1",
        "bytes=-5",
        "bytes=0-1,3-4",
        f"bytes={10**9}-{10**9}",
    ):
        assert said(get(city, counter, SHA, span)) == (416, "range")


def test_an_empty_file_is_one_too(city: Town, counter: Machine) -> None:
    sha = name(city, counter, b"")
    assert commit(city, counter, sha).status_code == 200
    assert get(city, counter, sha).content == b""


def test_another_ward_neither_reads_nor_writes_it(city: Town, counter: Machine) -> None:
    name(city, counter)
    stranger = city.machine()
    send(city, counter)
    assert said(get(city, stranger, SHA)) == (404, "unknown-file")
    assert said(put(city, stranger, SHA, 0, DATA)) == (404, "unknown-file")
    assert said(commit(city, stranger, SHA)) == (404, "unknown-file")
    asked = hold_reply(city.post("/v1/blobs", {"files": [SHA]}, stranger.token), "/v1/blobs")
    assert asked.json() == {"held": [], "lacking": [], "unknown": [SHA]}
    beside = city.machine(counter.unit, counter.commune, slot=2)
    assert get(city, beside, SHA).content == DATA
    assert get(city, Machine("H26.1.1", "00001"), SHA).status_code == 401


@pytest.mark.parametrize("sha", ["..%2f..%2fcity.db", "A" * 64, "0" * 63, SHA.upper(), "%00" * 8])
def test_a_name_is_no_path(city: Town, counter: Machine, sha: str) -> None:
    reply = city.get(f"/v1/blobs/{sha}", counter.token)
    assert reply.status_code == 404
    assert reply.json()["code"] in ("unknown-file", "not-found")


@pytest.mark.parametrize(
    ("first", "data"),
    [
        (0, b""),
        (0, DATA[:-1]),  # ends neither at a grain nor at the end
        (3, DATA[3 * wire.GRAIN :] + b"x"),  # beyond the end
        (4, DATA[: wire.GRAIN]),
        (10**12, DATA[: wire.GRAIN]),
    ],
)
def test_a_piece_of_the_wrong_length_is_refused(
    city: Town, counter: Machine, first: int, data: bytes
) -> None:
    name(city, counter)
    assert said(put(city, counter, SHA, first, data)) == (422, "length")
    assert missing(city, counter, SHA)["missing"] == [[0, 4]]


def test_a_piece_that_is_not_what_it_says_is_refused(city: Town, counter: Machine) -> None:
    name(city, counter)
    other = wire.digest_field(b"something else")
    for digest in (other, "", "sha-256=:$$$:", "sha-512=:AA==:"):
        reply = put(city, counter, SHA, 0, DATA, **{wire.DIGEST: digest})
        assert said(reply) == (422, "piece")
    large = put(city, counter, SHA, 0, b"x" * (wire.LARGEST_PIECE + 1))
    assert said(large) == (413, "too-large")
    kind = put(city, counter, SHA, 0, DATA, **{"Content-Type": "application/json"})
    assert said(kind) == (415, "content-type")


def test_what_is_not_the_file_never_becomes_it(city: Town, counter: Machine) -> None:
    name(city, counter)
    put(city, counter, SHA, 0, b"y" * len(DATA))
    assert said(commit(city, counter, SHA)) == (422, "hash")
    assert missing(city, counter, SHA)["missing"] == [[0, 4]]  # all of it is gone
    send(city, counter)
    assert get(city, counter, SHA).content == DATA


def test_a_file_may_be_too_large(city: Town, counter: Machine) -> None:
    sha = name(city, counter, b"huge", size=wire.LARGEST_FILE + 1)
    assert said(put(city, counter, sha, 0, b"huge")) == (413, "too-large")
    many = {"files": [SHA] * (wire.MOST_ASKED + 1)}
    reply = hold_reply(city.post("/v1/blobs", many, counter.token), "/v1/blobs")
    assert said(reply) == (413, "too-large")


# -- the disk --------------------------------------------------------------------------------------


def test_one_changed_piece_is_sent_again_alone(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "files")
    for first in range(4):
        shelf.take(1, SHA, first, DATA[first * wire.GRAIN : (first + 1) * wire.GRAIN])
    (bad,) = (tmp_path / "files" / "new" / f"1-{SHA}").glob("2-*")
    bad.write_bytes(b"?" * wire.GRAIN)
    assert not shelf.commit(1, SHA, len(DATA))
    assert shelf.missing(1, SHA, len(DATA)) == [(2, 1)]
    shelf.take(1, SHA, 2, DATA[2 * wire.GRAIN : 3 * wire.GRAIN])
    assert shelf.commit(1, SHA, len(DATA))
    assert shelf.read(SHA, 0, len(DATA)) == DATA
    assert [path.name for path in (tmp_path / "files" / "new").iterdir()] == []


def test_a_stored_file_that_changed_is_put_aside_and_sent_again(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "files")
    assert shelf.put(DATA) == SHA
    assert shelf.is_sound(SHA)
    shelf.path(SHA).write_bytes(DATA[:-1] + b"?")
    assert not shelf.is_sound(SHA)
    assert not shelf.has(SHA)
    shelf.take(1, SHA, 0, DATA)
    assert shelf.commit(1, SHA, len(DATA))
    assert shelf.is_sound(SHA)


def test_what_a_crash_left_is_removed_once_it_is_old(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "files")
    shelf.take(1, SHA, 0, DATA[: wire.GRAIN])
    new = tmp_path / "files" / "new"
    for name, age in (("tmp-old", 90_000), ("tmp-young", 60)):
        (new / name).write_bytes(b"half")
        then = time.time() - age
        os.utime(new / name, (then, then))
    shelf.tidy()
    assert sorted(path.name for path in new.iterdir()) == [f"1-{SHA}", "tmp-young"]
    assert shelf.missing(1, SHA, len(DATA)) == [(1, 3)]
    Shelf(tmp_path / "none").tidy()


def test_wards_do_not_spoil_each_others_pieces(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "files")
    shelf.take(1, SHA, 0, b"z" * len(DATA))
    shelf.take(2, SHA, 0, DATA)
    assert shelf.commit(2, SHA, len(DATA))


def test_a_disk_that_fails_has_words(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("in the way")
    shelf = Shelf(tmp_path / "files")
    for fails in (
        lambda: shelf.take(1, SHA, 0, DATA),
        lambda: shelf.put(DATA),
        lambda: shelf.read(SHA, 0, 1),
    ):
        with pytest.raises(CityDiskError):
            fails()
