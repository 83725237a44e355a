"""A counter that dies between any two statements: all of a step happened, or none of it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from desk.services import checking, inbox, intake, outbox, staff, targets
from desk.services.workplace import Workplace
from desk.wire import exchange
from tests.crashes import Watch, deaths
from tests.kit import RESIDENCE, Counter, act, administrator, application, number_of, receive

# `make soak` stops at every point of everything; making a counter comes by some two hundred.
THOROUGH = "DESK_DIE_EVERYWHERE" in os.environ
SOME, FEW = (1, 1) if THOROUGH else (5, 59)
TOKEN: dict[str, Any] = {"name": "city", "url": "https://city.example", "token": "t", "feed": "f"}


@pytest.fixture
def connected(counter: Counter) -> Counter:
    with counter.open() as work:
        targets.connect(work, administrator(work), **TOKEN)
        receive(work, RESIDENCE, uid="first")
    return counter


def sound(work: Workplace) -> tuple[int, int, int, int]:
    """Check a counter after a death; return how many dossiers, events, papers, waiting it has."""
    verdict = checking.verify(work)
    assert verdict.problems == ()
    (status,) = targets.statuses(work)
    assert status.created == status.confirmed + status.waiting + status.attention
    with work.database.read() as tx:
        papers = tx.exec_driver_sql("SELECT count(*) FROM print_job").scalar_one()
    return verdict.dossiers, verdict.events, papers, status.waiting


def test_receiving(connected: Counter) -> None:
    def do(watch: Watch) -> None:
        with connected.open() as work:
            watch()
            receive(work, uid="second")

    seen = set()
    for fatal in deaths(connected.home, do, every=1 if THOROUGH else 2):
        before = {code for (code,) in connected.rows("SELECT code FROM dossier")}
        with connected.open() as work:
            burnt = {number for _, number in work.outcome.burnt}
            there = "second" in {work_uid(work, code) for code in before}
            # The clerk presses the key again: the same dossier, or the next free number.
            again = receive(work, uid="second")
            assert number_of(again) == (1003 if burnt else 1002)
            assert not (there and burnt)
            third = receive(work)
            assert number_of(third) == number_of(again) + 1
            dossiers, _, papers, waiting = sound(work)
        assert (dossiers, papers) == (3, 3)
        seen.add((there, bool(burnt)))
        assert waiting == len(connected.rows("SELECT 1 FROM event"))
        if fatal == -1:
            assert there
    assert seen == {(False, False), (False, True), (True, False)}


def work_uid(work: Workplace, code: str) -> str:
    with work.database.read() as tx:
        from desk.services.finding import find  # noqa: PLC0415 - only here

        return find(tx, code).state.uid


STEPS: list[tuple[str, list[tuple[str, dict[str, Any]]], str, dict[str, Any]]] = [
    ("supplemented", [("supplement", {"reason": "thiếu"})], "supplemented", {}),
    ("correct", [], "correct", {"reason": "nhầm", "changes": (("submitter.name", "Lê Sửa"),)}),
]


@pytest.mark.parametrize(("before", "action", "details"), [step[1:] for step in STEPS])
def test_processing(
    connected: Counter,
    before: list[tuple[str, dict[str, Any]]],
    action: str,
    details: dict[str, Any],
) -> None:
    with connected.open() as work:
        for step, given in before:
            act(work, "first", step, **given)
        counted = sound(work)
    (start,) = connected.rows("SELECT hex(state) FROM dossier")

    def do(watch: Watch) -> None:
        with connected.open() as work:
            watch()
            act(work, "first", action, **details)

    outcomes = set()
    for _ in deaths(connected.home, do, every=SOME):
        (now,) = connected.rows("SELECT hex(state) FROM dossier")
        with connected.open() as work:
            after = sound(work)
        happened = now != start
        assert (after[1] - counted[1], after[3] - counted[3]) == (happened, happened)
        assert after[2] - counted[2] in ((0, 1) if happened else (0,))
        outcomes.add(happened)
    assert outcomes == {True, False}


def test_an_answer_from_the_city(connected: Counter) -> None:
    with connected.open() as work:
        batch = outbox.waiting(work, "city", work.now(), everything=True)
    assert batch is not None
    verdicts = [exchange.Verdict(uid=uid, verdict=exchange.ACCEPTED) for uid in batch.uids[:-1]]
    verdicts.append(exchange.Verdict(uid=batch.uids[-1], verdict=exchange.REJECTED, code="slot"))

    def do(watch: Watch) -> None:
        with connected.open() as work:
            watch()
            pushed = exchange.Pushed(results=verdicts, acked_through=0)
            outbox.settle(work, "city", pushed, work.now())

    found = set()
    for _ in deaths(connected.home, do, every=SOME):
        with connected.open() as work:
            sound(work)
            (status,) = targets.statuses(work)
            found.add((status.waiting, status.attention, len(targets.attentions(work))))
    assert found == {(len(batch.uids), 0, 0), (0, 1, 1)}


def test_a_page_from_the_city(connected: Counter, tmp_path: Path) -> None:
    other = Counter(tmp_path / "counter-2", slot=2).make()
    with other.open() as work:
        targets.connect(work, administrator(work), **TOKEN)
        for _ in range(3):
            act(work, receive(work), "claim")
        batch = outbox.waiting(work, "city", work.now(), everything=True)
    assert batch is not None
    events = [exchange.to_wire(each) for each in batch.events]
    page = exchange.Pulled(feed="f", cursor="7", more=False, events=events)

    def do(watch: Watch) -> None:
        with connected.open() as work:
            watch()
            inbox.apply(work, "city", page, work.now())

    found = set()
    for _ in deaths(connected.home, do, every=SOME):
        with connected.open() as work:
            dossiers, _, _, _ = sound(work)
            found.add((dossiers, inbox.position(work, "city")[1]))
    assert found == {(1, ""), (4, "7")}  # events and cursor together, or neither


def test_a_slip_before_any_receipt(connected: Counter) -> None:
    with connected.open() as work:
        counted = sound(work)

    def do(watch: Watch) -> None:
        with connected.open() as work:
            watch()
            intake.turn_away(
                work, "refusal", application(), administrator(work), reason="x", items=()
            )

    for _ in deaths(connected.home, do, every=SOME):
        with connected.open() as work:
            after = sound(work)
        assert after[1] - counted[1] == after[2] - counted[2]


def test_a_new_epoch(connected: Counter, tmp_path: Path) -> None:
    """Dying while a restore is being settled settles it the next time, once."""
    copy = connected.copy_to(tmp_path / "copy")
    with connected.open() as work:
        printed = [number_of(receive(work)) for _ in range(3)]
    connected.put_back(copy)

    def do(watch: Watch) -> None:
        watch()
        with connected.open():
            pass

    for _ in deaths(connected.home, do, every=SOME + 1):
        with connected.open() as work:
            assert number_of(receive(work)) == 9101
            sound(work)
    assert printed == [1002, 1003, 1004]


@pytest.mark.parametrize("left", ["nothing", "an empty folder"])
def test_the_first_start(tmp_path: Path, left: str) -> None:
    counter = Counter(tmp_path / "new")
    counter.home.mkdir()
    if left != "nothing":
        counter.folder.mkdir()

    def do(watch: Watch) -> None:
        watch()
        counter.make()

    whole = 0
    for _ in deaths(counter.home, do, every=FEW):
        if not counter.database.exists():
            counter.make()  # the person tries again
        else:
            whole += 1
        with counter.open() as work:
            assert checking.verify(work).problems == ()
            with work.database.read() as tx:
                assert staff.acting(tx).login == "admin"
            assert number_of(receive(work)) == 1001
        assert sorted(path.name for path in counter.folder.iterdir()) == [
            "desk.db",
            "desk.holder",
            "desk.lock",
        ]
    assert whole
