"""What every adapter must keep, whatever it speaks: the same questions to all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desk.app.ledger import SnapshotLedger
from desk.domain.records import Dossier
from desk.services import targets
from tests.dialects.peers import PEERS, NativePeer, Peer, peer, promised
from tests.kit import act
from tests.sync.faults import Fault, reply

CUTS = 12  # places of an exchange and direction where it breaks off, in an ordinary run
PAGE = reply(b"<!DOCTYPE html><title>Wi-Fi</title>", kind="text/html")
REPLIES = {
    "captive portal": PAGE,
    "unauthorised": reply(b'{"code":"token","detail":""}', "401 Unauthorized"),
    "forbidden": reply(b'{"code":"token","detail":""}', "403 Forbidden"),
    "too many": reply(b"{}", "429 Too Many Requests", Retry_After="1"),
    "unavailable": reply(b"{}", "503 Service Unavailable"),
    "half a reply": reply(b'{"error_code":0,"re', Content_Length="400"),
    "nothing": b"",
}


@pytest.fixture(params=sorted(PEERS))
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Peer]:
    with peer(request.param, tmp_path) as made:
        yield made
        made.prove()


class Killed(BaseException):
    """The process dies here."""


def all_there(other: Peer, made: list[Dossier]) -> None:
    """Prove that each dossier is there once, with the dates of its receipt."""
    assert other.all_held(made) == [promised(each) for each in made]
    assert other.count() == len(made)


def test_what_was_received_is_there_once_and_what_was_done_follows(other: Peer) -> None:
    made = [other.receive() for _ in range(3)]
    assert other.once().errors == []
    all_there(other, made)
    made[1] = act(other.work, made[1], "claim")
    made[2] = act(other.work, made[2], "supplement", reason="Thiếu", items=("Giấy khai sinh",))
    told = other.once()
    assert (told.errors, told.waiting, told.attention) == ([], 0, 0)
    all_there(other, made)
    assert other.once().pushed == 0


def length(other: Peer) -> tuple[int, int]:
    """Return how many bytes an undisturbed exchange of one new dossier takes, up and down."""
    other.wire.measure()
    other.receive()
    assert other.once().errors == []
    return other.wire.measure()


def cut(other: Peer, direction: str, places: Any) -> None:
    """Break an exchange off at each of these bytes, then let it go on."""
    before, made, failures = other.count(), [], 0
    for at in places:
        made.append(other.receive())
        other.wire.plan(Fault(up=at) if direction == "up" else Fault(down=at))
        failures += bool(other.once().errors)
        if at % 3 == 0:
            other.heal()
        if at % 900 == 0:  # a slot has 999 numbers a day
            other.counter.clock.pass_(days=1)
    other.heal()
    assert failures
    assert other.all_held(made) == [promised(each) for each in made]
    assert other.count() == before + len(made)


@pytest.mark.parametrize("direction", ["up", "down"])
def test_an_exchange_may_break_off_anywhere(other: Peer, direction: str) -> None:
    total = length(other)[direction == "down"]
    cut(other, direction, [1 + place * total // CUTS for place in range(CUTS)])


@pytest.mark.soak
@pytest.mark.parametrize("direction", ["up", "down"])
def test_an_exchange_may_break_off_at_every_byte(other: Peer, direction: str) -> None:
    cut(other, direction, range(1, length(other)[direction == "down"]))


@pytest.mark.parametrize("heard", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("said", REPLIES)
def test_what_somebody_else_says_is_no_success(other: Peer, said: str, *, heard: bool) -> None:
    made = []
    for at in range(4):
        made.append(other.receive())
        other.wire.plan(Fault(lie=REPLIES[said], at=at, heard=heard))
        told = other.once()
        assert told.errors or not told.waiting or said in {"unauthorised", "forbidden"}
        other.heal()
        all_there(other, made)
    (status,) = targets.statuses(other.work)
    assert (status.paused, status.error, status.online) == ("", "", True)


def test_a_refused_dossier_holds_up_no_other(other: Peer) -> None:
    bad = other.refused()
    good = [other.receive(), other.receive()]
    told = other.once()
    assert (told.errors, told.waiting) == ([], 0)
    assert told.attention >= 1
    assert other.all_held(good) == [promised(each) for each in good]
    assert other.holds(bad) != promised(bad)
    (why, *_) = targets.attentions(other.work)
    assert why.dossier_code == bad.code


def test_a_process_that_dies_after_the_answer_asks_when_it_starts_again(
    other: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for _ in range(3):
        made.append(other.receive())
        with monkeypatch.context() as patch:
            patch.setattr(*other.settles, _dies)
            with pytest.raises(Killed):
                other.once()
        other.reopen()
        assert other.holds(made[-1]) == promised(made[-1])  # it is there, and nobody here knows
        made[0] = act(other.work, made[0], "note", reason="Sau khi khởi động lại")
        other.heal()
        all_there(other, made)


def test_a_process_that_dies_before_it_sends(other: Peer, monkeypatch: pytest.MonkeyPatch) -> None:
    if isinstance(other, NativePeer):
        with monkeypatch.context() as patch:
            patch.setattr("desk.sync.adapters.native.Native.push", _dies)
            _dies_once(other)
        return
    written = SnapshotLedger.sending

    def sending(*args: Any) -> None:
        written(*args)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(SnapshotLedger, "sending", sending)
        _dies_once(other)


def _dies_once(other: Peer) -> None:
    other.receive()
    with pytest.raises(Killed):
        other.once()
    other.reopen()
    assert other.count() == 0


def _dies(*_: object, **__: object) -> None:
    raise Killed


def test_a_system_that_is_off_loses_nothing(other: Peer) -> None:
    made = []
    for _ in range(4):
        made.append(other.receive())
        other.wire.plan(*[Fault(up=0)] * 3)
        assert other.once().errors == ["CityUnreachableError"]
        other.reopen()
    (status,) = targets.statuses(other.work)
    assert (status.online, status.attention) == (False, 0)
    other.heal()
    all_there(other, made)
