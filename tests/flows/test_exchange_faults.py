"""Whatever the network or the city does: a name for it, nothing lost, and all equal afterwards."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest

from desk import messages
from desk.app import city as city_room
from desk.app import devices, exchange
from desk.app.background import Exchanger
from desk.app.ledger import CounterLedger
from desk.domain.errors import ExchangeError
from desk.domain.records import Actor
from desk.domain.rights import NotAllowedError
from desk.domain.views import TargetStatus
from desk.services import keys, targets
from desk.services.targets import NotConnectedError
from desk.sync import engine
from tests.flows.line import answer
from tests.flows.stage import COMMUNE, UNIT, Desk, Stage, prove, settle, staged
from tests.kit import BIRTH, Counter, act, administrator, number_of, receive

HTML = "<!DOCTYPE html><html><title>Đăng nhập Wi-Fi</title></html>".encode()
PUSHED = b'{"results":[],"acked_through":1}'

#: What may be said in place of the city, and what a counter calls it.
REPLIES: dict[str, tuple[bytes, str]] = {
    "internal error": (answer(b"{}", status="500 Internal Server Error"), "CityBusyError"),
    "proxy's error page": (
        answer(HTML, status="502 Bad Gateway", kind="text/html"),
        "CityBusyError",
    ),
    "too many": (answer(b"{}", status="429 Too Many Requests"), "CityBusyError"),
    "captive portal": (answer(HTML, kind="text/html; charset=utf-8"), "CaptivePortalError"),
    "captive portal as json": (answer(HTML), "CaptivePortalError"),
    "redirect": (
        b"HTTP/1.1 302 Found\r\nLocation: http://portal.invalid/\r\nContent-Length: 0\r\n\r\n",
        "CaptivePortalError",
    ),
    "half a body": (answer(PUSHED[:14], length=len(PUSHED)), "TruncatedReplyError"),
    "half a body, length unknown": (
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + PUSHED[:14],
        "TruncatedReplyError",
    ),
    "half a head": (b"HTTP/1.1 200 OK\r\nContent-Ty", "CityUnreachableError"),
    "other schema": (answer(b'{"status":"ok","data":[]}'), "BadReplyError"),
    "plain text": (answer(b"OK", kind="text/plain"), "BadReplyError"),
    "no http": (b"SSH-2.0-OpenSSH_9.2\r\n", "CityUnreachableError"),
    "unknown address": (
        answer(b'{"code":"not-found"}', status="404 Not Found"),
        "BadReplyError",
    ),
}


def standing(desk: Desk) -> TargetStatus:
    (status,) = targets.statuses(desk.work)
    return status


def heals(stage: Stage) -> None:
    """Let the network work again; everybody ends up equal, and nothing came twice."""
    stage.line.reply = None
    settle(stage.one, stage.two)
    status = standing(stage.one)
    assert (status.online, status.error, status.paused) == (True, "", "")
    assert (status.waiting, status.attention) == (0, 0)
    assert set(stage.city.events().values()) == {1}
    prove(stage.one, stage.two)


def told_to_people(error: str) -> None:
    """Hold that a failure known by its name alone has words to the end."""
    for language in messages.LANGUAGES:
        words = messages.words(error, language)
        assert words.title != error
        assert words.next
        assert "{" not in str(words)


# -- other answers than the city's -----------------------------------------------------------------


@pytest.fixture(scope="module")
def long_day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Return a stage on which one bad answer follows the other."""
    with staged(tmp_path_factory.mktemp("long-day")) as made:
        yield made


@pytest.mark.parametrize("reply", REPLIES)
def test_no_wrong_answer_is_taken_for_success(long_day: Stage, reply: str) -> None:
    stage = long_day
    stage.line.reply = None
    settle(stage.one, stage.two)
    stage.line.reply, expected = REPLIES[reply]
    sent = 0
    halved = expected == "BadReplyError" or reply == "internal error"  # is it one of the batch?
    # In place of the city's challenge, of its standing, of the answer about the batch, and of the
    # feed's page.
    for after in (0, 1, 2, 3):
        stage.clock.pass_(minutes=1)
        receive(stage.one.work)
        stage.line.after = after
        told = exchange.once(stage.one.work)
        assert told.errors == [expected], after
        assert halved or told.pushed == (after == 3) * 4
        sent += told.pushed
        assert sent + told.waiting == after + 1
        stage.one.account()
        status = standing(stage.one)
        assert (status.online, status.error, status.paused) == (False, expected, "")
    told_to_people(expected)
    heals(stage)
    assert sent == 4


def test_a_batch_that_failed_says_why_and_when_it_is_tried_again(stage: Stage) -> None:
    settle(stage.one)
    receive(stage.one.work)
    stage.line.reply, stage.line.after = REPLIES["internal error"][0], 2
    assert stage.one.fail() == "CityBusyError"
    (row,) = stage.one.counter.rows("SELECT state, attempts, error, next_at FROM outbox")
    assert row[:3] == ("waiting", 1, "CityBusyError")
    now = round(stage.clock().timestamp() * 1_000_000)
    assert now <= row[3] <= now + 15 * 60 * 1_000_000
    # Before its time the background leaves it alone; a person's wish goes before.
    stage.line.reply = None
    stage.one.counter.plant("UPDATE outbox SET next_at = ?", now + 60_000_000)
    assert exchange.once(stage.one.work, everything=False).waiting == 1
    stage.clock.pass_(minutes=2)
    assert exchange.once(stage.one.work, everything=False).waiting == 0
    heals(stage)


def test_a_city_that_asks_for_patience_gets_it(stage: Stage) -> None:
    settle(stage.one)
    receive(stage.one.work)
    reply = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n"
    stage.line.reply, stage.line.after = reply, 2
    assert stage.one.fail() == "CityBusyError"
    ((next_at,),) = stage.one.counter.rows("SELECT next_at FROM outbox")
    assert next_at >= (stage.clock() + timedelta(seconds=120)).timestamp() * 1_000_000
    heals(stage)


def test_a_city_that_is_off_costs_nothing_but_time(stage: Stage) -> None:
    settle(stage.one, stage.two)
    stage.city.down()
    since = stage.clock()
    for minute in range(3):
        receive(stage.one.work)
        assert stage.one.fail() == "CityUnreachableError"
        status = standing(stage.one)
        assert (status.online, status.since, status.waiting) == (False, since, minute + 1)
        stage.clock.pass_(minutes=1)
    with pytest.raises(ExchangeError) as failed:
        exchange.same(stage.one.work)
    assert failed.value.code == "CityUnreachableError"
    stage.city.up()
    heals(stage)
    assert standing(stage.one).since == stage.clock()


def test_silence_ends_when_the_time_is_over(stage: Stage) -> None:
    settle(stage.one)
    state = receive(stage.one.work)
    for after in (0, 1, 2, 3):
        act(stage.one.work, state, "note", reason=f"lần {after}")
        stage.line.reply, stage.line.after = b"", after
        adapter = devices.spoken(stage.one.work, "city")
        outcome = engine.exchange_once(
            CounterLedger(stage.one.work),
            adapter,
            "city",
            stage.clock,
            everything=True,
            deadline=time.monotonic() + 0.5,
        )
        adapter.close()
        assert outcome.error == "CityUnreachableError"
        stage.line.hang_up()
    heals(stage)


def test_a_reply_that_is_lost_makes_nothing_happen_twice(stage: Stage) -> None:
    settle(stage.one, stage.two)
    for cut in (800, 900, 1000):  # in the answer to the batch: the city has taken it in already
        states = [receive(stage.one.work) for _ in range(3)]
        stage.line.cut_at(None, cut)
        told = exchange.once(stage.one.work)
        stage.line.cut_at(None, None)
        assert (told.pushed, told.waiting) == (0, 3)
        assert told.errors[0] in {"TruncatedReplyError", "CityUnreachableError"}
        assert stage.city.dossiers().keys() >= {state.uid for state in states}
        settle(stage.one, stage.two)
    heals(stage)


# -- an address that is none, and a hub beside the city --------------------------------------------


def test_one_target_that_cannot_be_spoken_with_concerns_only_itself(stage: Stage) -> None:
    settle(stage.one)
    by = administrator(stage.one.work)
    targets.connect(stage.one.work, by, name="archive", url="ftp://x", token="t", feed="f")
    targets.connect(stage.one.work, by, name="branch", url="http://192.0.2.1", token="t", feed="f")
    receive(stage.one.work)
    told = exchange.once(stage.one.work)
    assert sorted(told.errors) == ["BadAddressError", "PlainHttpError"]
    assert (told.targets["city"].pushed, told.targets["city"].error) == (1, "")
    behind = Exchanger(stage.one.work)
    behind.start()
    receive(stage.one.work)
    for _ in range(2):  # the first may have been half over when the dossier came
        behind.now()
    behind.stop()
    by_name = {each.name: each for each in targets.statuses(stage.one.work)}
    assert (by_name["city"].waiting, by_name["city"].error) == (0, "")
    for name, error in (("archive", "BadAddressError"), ("branch", "PlainHttpError")):
        assert (by_name[name].error, by_name[name].paused) == (error, error)
        assert by_name[name].online is False
        told_to_people(error)


def test_a_hubs_answer_does_not_end_a_take_over(stage: Stage) -> None:
    settle(stage.one)
    hub = city_room.database_url(stage.home / "hub", hub=True)
    with city_room.running(hub, hub=True, clock=stage.clock) as ready:
        code = city_room.enroll(hub, unit=UNIT, commune=COMMUNE, clock=stage.clock)
        exchange.connect(stage.one.work, ready.url, code, name="hub")
        stage.one.close()
        stage.one.counter.witnesses.rename(stage.home / "left-behind")
        # The keys were moved with it, as nobody should: else it would join both anew.
        stage.one.counter.witnesses.mkdir()
        for kept in (stage.home / "left-behind").glob("*.keys"):
            shutil.copy2(kept, stage.one.counter.witnesses)
        assert stage.one.open().outcome.epoch == "moved"
        stage.line.reply = REPLIES["internal error"][0]  # the city is away, the hub is not
        told = exchange.once(stage.one.work)
        assert (told.targets["hub"].error, told.targets["hub"].waiting) == ("", 0)
        assert told.targets["city"].error == "CityBusyError"
        stage.clock.set("2026-11-25 08:00")
        assert number_of(receive(stage.one.work)) == 9101  # the city has not heard of it
        stage.line.reply = None
        assert exchange.once(stage.one.work).errors == []
        stage.clock.set("2026-11-26 08:00")
        assert number_of(receive(stage.one.work)) == 1001
        assert exchange.same(stage.one.work, "hub").ours == 2
        for status in targets.statuses(stage.one.work):
            assert status.created == status.confirmed + status.waiting + status.attention


# -- joining ---------------------------------------------------------------------------------------


def refused(desk: Desk, url: str, code: str) -> str:
    """Try to connect; return what went wrong. Nothing is remembered of it."""
    with pytest.raises(ExchangeError) as failed:
        exchange.connect(desk.work, url, code)
    words = messages.words(failed.value, "vi")
    assert words.next
    assert "{" not in str(words)
    return failed.value.code


def test_a_counter_joins_once_its_code_and_its_slot_are_right(stage: Stage) -> None:
    third = Desk(Counter(stage.home / "third", slot=3, clock=stage.clock).make(), stage.city)
    third.open()
    url, code = stage.line.url, stage.city.code()
    assert refused(third, url, "WRONG-CODE-0000") == "CodeRefusedError"
    assert refused(third, url, "") == "CodeRefusedError"
    assert exchange.once(third.work).targets == {}
    with pytest.raises(NotConnectedError):
        exchange.same(third.work)
    stage.city.down()
    assert refused(third, url, code) == "NotJoinedError"
    stage.city.up()
    stage.line.reply = REPLIES["captive portal"][0]
    assert refused(third, url, code) == "NotJoinedError"
    stage.line.reply = None
    assert refused(third, "http://192.0.2.1", code) == "PlainHttpError"
    assert refused(third, "ftp://127.0.0.1", code) == "BadAddressError"
    with pytest.raises(NotAllowedError):
        exchange.connect(third.work, url, code, third.member("lan", "counter"))
    assert targets.names(third.work) == ()
    exchange.connect(third.work, url, f" {code.lower()} ")  # as people type it
    third.exchange()
    assert refused(stage.one, url, code) == "CodeUsedError"
    stage.one.exchange()  # the refusal did not touch the connection that works
    third.exchange()
    third.close()


def test_a_code_whose_answer_was_lost_is_shown_again(stage: Stage) -> None:
    third = Desk(Counter(stage.home / "third", slot=3, clock=stage.clock).make(), stage.city)
    third.open()
    code = stage.city.code()
    stage.line.cut_at(None, 60)
    assert refused(third, stage.line.url, code) == "NotJoinedError"
    stage.line.cut_at(None, None)
    exchange.connect(third.work, stage.line.url, code)
    third.exchange()
    assert stage.city.rows("SELECT count(*) FROM lease WHERE slot = 3") == [(1,)]
    third.close()


def test_a_code_expires_after_a_week(stage: Stage) -> None:
    code = stage.city.code()
    stage.clock.pass_(days=7, minutes=1)
    assert refused(stage.one, stage.line.url, code) == "CodeExpiredError"


def test_a_code_is_for_one_ward(stage: Stage) -> None:
    other = stage.city.code("H26.033.16", "00998")
    assert refused(stage.one, stage.line.url, other) == "WrongWardError"


def test_two_counters_cannot_lease_one_slot(stage: Stage) -> None:
    twin = Desk(Counter(stage.home / "twin", slot=1, clock=stage.clock).make(), stage.city)
    twin.open()
    code = stage.city.code()
    assert refused(twin, stage.line.url, code) == "SlotTakenError"
    twin.close()
    fourth = Desk(Counter(stage.home / "fourth", slot=4, clock=stage.clock).make(), stage.city)
    fourth.open()
    exchange.connect(fourth.work, stage.line.url, code)  # the code was not used up by it
    settle(fourth)
    fourth.close()


def test_a_key_that_is_void_pauses_the_target_until_a_new_code(stage: Stage) -> None:
    receive(stage.one.work, BIRTH)
    settle(stage.one)
    keys.keep_token(stage.one.work, "city", "void")
    state = receive(stage.one.work)
    assert stage.one.fail() == "NotAuthorisedError"
    status = standing(stage.one)
    assert (status.paused, status.online, status.waiting) == ("NotAuthorisedError", False, 1)
    told_to_people("NotAuthorisedError")
    # No attempt is counted against anything that waits.
    assert stage.one.counter.rows("SELECT attempts, error FROM outbox") == [(0, "")]
    assert stage.one.fail() == "NotAuthorisedError"  # `--once` tries all the same
    stage.one.connect(stage.line)
    assert standing(stage.one).paused == ""
    heals(stage)
    assert state.uid in stage.city.dossiers()


def test_nobody_joins_a_city_without_the_right_to(stage: Stage) -> None:
    stranger = Actor(uid="", login="?", name="?", role="clerk")
    with pytest.raises(NotAllowedError):
        targets.remove(stage.one.work, stranger, "city")
    assert targets.names(stage.one.work) == ("city",)


@pytest.mark.parametrize("cursor", ["%00", "..\\..\\windows", "x" * 400])
def test_a_place_in_the_feed_that_the_city_does_not_know_is_forgotten(
    stage: Stage, cursor: str
) -> None:
    """It came from the city: what it said wrongly once must not end the exchange for good."""
    one, two = stage.one, stage.two
    settle(one, two)
    one.counter.plant("UPDATE target SET cursor = ?", cursor)
    mine, theirs = receive(one.work, BIRTH), receive(two.work, BIRTH)
    settle(two, one)
    assert one.see(theirs).code == theirs.code
    assert stage.city.dossier(mine.uid).code == mine.code
    assert prove(one, two) == 2
