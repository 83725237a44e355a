"""What arrives: each event once, in any order, and two counters end with the same dossiers."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from desk.domain import events as ev
from desk.domain.records import Dossier, Status
from desk.models import log, tree
from desk.services import checking, inbox, outbox, reading, reminders, review, sameness, targets
from desk.services.workplace import Workplace
from desk.wire import canonical, digest, exchange
from desk.wire.ids import from_key
from desk.wire.sealed import BadEventError, Sealed, read_head
from tests.kit import MONDAY, RESIDENCE, Clock, Counter, act, number_of, person, receive
from tests.services.filed import City


def sent(work: Workplace, since: int = 0) -> list[Sealed]:
    """Return a counter's own events, as they would be sent."""
    with work.database.read() as tx:
        rows = tx.exec_driver_sql(
            "SELECT e.* FROM event e JOIN device d ON d.id = e.device_id, counter c "
            "WHERE d.uid = c.device AND e.id > ? ORDER BY e.id",
            (since,),
        ).all()
    return [log.sealed_of(row) for row in rows]


def give(work: Workplace, events: Sequence[Sealed], feed: str = "feed-1", cursor: str = "1") -> int:
    page = exchange.Pulled(
        feed=feed, cursor=cursor, more=False, events=[exchange.to_wire(each) for each in events]
    )
    return inbox.apply(work, "city", page, work.now())


def held(counter: Counter) -> list[tuple[object, ...]]:
    """Return everything that is derived from the log, but for the order in which rows came."""
    columns = [row[1] for row in counter.rows("PRAGMA table_info(dossier)") if row[1] != "id"]
    rows = counter.rows(f"SELECT {', '.join(columns)} FROM dossier ORDER BY uid")
    aliases = counter.rows(
        "SELECT alias, d.uid FROM alias JOIN dossier d ON d.id = dossier_id ORDER BY 1, 2"
    )
    return [*rows, *aliases]


def digests(work: Workplace, place: str) -> exchange.Digest:
    """Return the digests below one place; kept or not, they are the same."""
    (fresh,) = sameness.digests(work, [place])
    with work.database.write() as tx:
        tree.keep(tx)
    assert sameness.digests(work, [place]) == [fresh]
    return fresh


def everywhere(work: Workplace) -> dict[str, exchange.Digest]:
    """Return the digests of every place of the tree."""
    found = {"": digests(work, "")}
    for month in found[""].parts:
        found[month] = digests(work, month)
        for bucket in found[month].parts:
            found[f"{month}/{bucket}"] = digests(work, f"{month}/{bucket}")
    return found


# -- two counters at the same dossiers -------------------------------------------------------------


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> list[Sealed]:
    """Return what two counters and a city wrote, partly without knowing of each other."""
    home = tmp_path_factory.mktemp("story")
    one, two = (Counter(home / f"{slot}", slot=slot).make() for slot in (1, 2))
    city = City()
    with one.open() as first, two.open() as second:
        city.connect(first)
        city.connect(second)
        states = [receive(first, RESIDENCE) for _ in range(3)]
        states.append(receive(second))
        online = city.file(first, "online-1")
        city.send(second)
        one.clock.pass_(minutes=1)
        two.clock.pass_(minutes=2)
        give(second, sent(first))
        give(first, sent(second))
        # Both know everything so far; from here on each goes on alone.
        act(first, states[0], "claim")
        act(first, states[0], "supplement", reason="thiếu")
        act(first, states[1], "correct", reason="x", changes=(("submitter.phone", "0911"),))
        act(first, online, "accept")
        act(second, states[0], "claim")
        act(second, states[0], "note", reason="gọi rồi")
        act(second, states[1], "correct", reason="y", changes=(("submitter.phone", "0922"),))
        act(second, states[1], "alias", id_number="G09-1")
        act(second, states[3], "finish")
        act(first, states[2], "alias", id_number="G09-1")
        act(first, states[2], "void", reason="thử")
        city.seal(ev.Noted(text="từ thành phố"), states[3].uid, MONDAY)
        city.seal(None, states[3].uid, MONDAY)  # of a type that is not known here
        drop = from_key(one.rows("SELECT uid FROM event WHERE type = 'SupplementAsked'")[0][0])
        city.seal(ev.Resolved(text="Quầy 2 giữ", drop=(drop,)), states[0].uid, one.clock.now)
        return [*sent(first), *sent(second), *city.sent]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Counter:
    """Return a third counter, connected and without a dossier."""
    counter = Counter(tmp_path_factory.mktemp("third") / "counter", slot=3).make()
    with counter.open() as work:
        City().connect(work)
    return counter


def another(empty: Counter, home: Path) -> Counter:
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(empty.home, home)
    return replace(empty, home=home, clock=Clock())


@pytest.fixture(scope="module")
def in_order(
    empty: Counter, story: list[Sealed], tmp_path_factory: pytest.TempPathFactory
) -> tuple[list[tuple[object, ...]], dict[str, exchange.Digest]]:
    counter = another(empty, tmp_path_factory.mktemp("in-order") / "c")
    with counter.open() as work:
        assert give(work, story) == len(story)
        assert checking.verify(work).problems == ()
        return held(counter), everywhere(work)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(chance=st.randoms(use_true_random=False), data=st.data())
def test_any_order_any_pages_and_any_repetition_end_the_same(
    empty: Counter,
    story: list[Sealed],
    in_order: tuple[list[tuple[object, ...]], dict[str, exchange.Digest]],
    tmp_path: Path,
    chance: Random,
    data: st.DataObject,
) -> None:
    counter = another(empty, tmp_path / "c")
    arrived = [*story, *data.draw(st.lists(st.sampled_from(story), max_size=10))]
    chance.shuffle(arrived)
    cuts = sorted(data.draw(st.sets(st.integers(1, len(arrived) - 1), max_size=8)))
    with counter.open() as work:
        new = sum(
            give(work, arrived[start:end])
            for start, end in zip([0, *cuts], [*cuts, len(arrived)], strict=True)
        )
        assert new == len(story)
        assert checking.verify(work).problems == ()
        assert (held(counter), everywhere(work)) == in_order


def test_the_story_is_worth_telling(empty: Counter, story: list[Sealed], tmp_path: Path) -> None:
    """Concurrent claims, corrections and an alias on two dossiers, a decision, a void."""
    counter = another(empty, tmp_path / "c")
    with counter.open() as work:
        give(work, story)
        states = {state.code: state for (state,) in _states(counter)}
        first = states["H26.033.15-261123-1001"]
        assert (first.status, first.supplements) == (Status.IN_HAND, ())
        assert len(first.heads) > 1  # nobody has seen both branches and the decision
        assert first.custody == 2
        assert states["H26.033.15-261123-1003"].voided
        assert [len(states[f"H26.033.15-261123-100{n}"].aliases) for n in (1, 2, 3)] == [0, 1, 1]
        contested = states["H26.033.15-261123-1002"]
        assert contested.submitter.phone == "0911"  # the holder's, for the time being
        assert contested.contested[0].values == ("0911", "0922")
        (status,) = targets.statuses(work)
        assert (len(review.items(work)), status.attention) == (1, 0)
        assert inbox.unread(work) == 1
        assert inbox.count(work) == 5


def _states(counter: Counter) -> list[tuple[Dossier]]:
    return [
        (canonical.loads(Dossier, row[0]),) for row in counter.rows("SELECT state FROM dossier")
    ]


# -- pages -----------------------------------------------------------------------------------------


@pytest.fixture
def city(work: Workplace) -> City:
    made = City()
    made.connect(work)
    return made


def test_events_and_cursor_come_together_or_not_at_all(
    counter: Counter, work: Workplace, city: City
) -> None:
    assert inbox.position(work, "city")[:2] == ("feed-1", "")
    city.file(work, "online-1")
    assert inbox.position(work, "city")[:2] == ("feed-1", "1")
    before = counter.rows("SELECT count(*) FROM event")
    city.seal(ev.Noted(text="x"), "online-1", MONDAY)
    spoilt = replace(city.sent[-1], body=b'{"text":"y"}')
    with pytest.raises(BadEventError):
        city.send(work, [city.sent[-1], spoilt])
    assert inbox.position(work, "city")[:2] == ("feed-1", "1")
    assert counter.rows("SELECT count(*) FROM event") == before
    assert city.send(work) == 1
    assert inbox.position(work, "city")[:2] == ("feed-1", "3")
    assert city.send(work) == 0


def test_the_cursor_stays_where_a_page_could_not_be_written(
    counter: Counter, work: Workplace, city: City
) -> None:
    city.file(work, "online-1")
    city.seal(ev.Noted(text="x"), "online-1", MONDAY)
    counter.plant(
        "CREATE TRIGGER fails BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'planted'); END"
    )
    with pytest.raises(IntegrityError):
        city.send(work)
    assert inbox.position(work, "city")[:2] == ("feed-1", "1")
    counter.plant("DROP TRIGGER fails")
    assert city.send(work) == 1
    assert inbox.position(work, "city")[:2] == ("feed-1", "3")


def test_what_counts_no_more_is_the_citys_word_and_no_hubs(
    counter: Counter, work: Workplace, city: City
) -> None:
    """Where both sides differ, each tells what it has refused; a ward's hub may be behind."""
    City(name="hub").connect(work)
    uid = city.file(work, "online-1")
    note = city.seal(ev.Noted(text="x"), uid, MONDAY)
    assert city.send(work) == 1
    told = exchange.Stories(events=[], refused=[note])
    refused = "SELECT count(*) FROM event WHERE refused = 1"
    for name, count in (("hub", 0), ("city", 1)):
        sameness.repair(work, name, [uid], told, work.now())
        assert counter.rows(refused) == [(count,)]


def test_an_empty_page_moves_the_cursor(work: Workplace, city: City) -> None:
    assert give(work, [], cursor="77") == 0
    assert inbox.position(work, "city")[:2] == ("feed-1", "77")
    assert give(work, [], cursor="77") == 0
    assert city.pages == 0


def test_the_clock_of_a_peer_that_is_ahead_is_caught_up_with(
    work: Workplace, city: City, counter: Counter
) -> None:
    uid = city.file(work)
    ahead = MONDAY.replace(year=2031)
    city.seal(ev.Noted(text="từ tương lai"), uid, ahead)
    city.send(work)
    act(work, uid, "accept")
    hlc = [row[0] for row in counter.rows("SELECT hlc FROM event ORDER BY id")]
    assert hlc[-1] > hlc[-2] > int(ahead.timestamp() * 1000) << 16
    assert reading.events(work, uid)[1][-1].type == "Accepted"
    assert checking.verify(work).problems == ()


@pytest.mark.parametrize("field", ["hlc", "seq", "epoch"])
@pytest.mark.parametrize("number", [-1, 1 << 62, (1 << 64) - 1])
def test_a_number_that_no_column_holds_is_no_event(
    counter: Counter, work: Workplace, city: City, field: str, number: int
) -> None:
    uid = city.file(work)
    before = counter.rows("SELECT count(*) FROM event")
    numbers: dict[str, Any] = {field: number}
    data = canonical.dumps(replace(read_head(city.sent[0].head), uid="another", **numbers))
    forged = replace(city.sent[0], head=data, hash=sha256(data).digest())
    with pytest.raises(BadEventError):
        city.send(work, [forged])
    assert counter.rows("SELECT count(*) FROM event") == before
    act(work, uid, "accept")


def test_a_new_feed_is_read_from_its_beginning_and_offered_everything(
    work: Workplace, city: City
) -> None:
    city.file(work)
    batch = outbox.waiting(work, "city", work.now(), everything=True)
    assert batch is not None
    results = [exchange.Verdict(uid=uid, verdict="accepted") for uid in batch.uids]
    outbox.settle(work, "city", exchange.Pushed(results=results, acked_through=2), work.now())
    inbox.new_feed(work, "city", "feed-2")
    assert inbox.position(work, "city")[:2] == ("feed-2", "")
    again = outbox.waiting(work, "city", work.now(), everything=True)
    assert again == batch
    city.feed = "feed-2"
    assert city.send(work) == 0  # everything it has is known for ever


def test_a_target_is_reminded_of_what_its_new_feed_does_not_show(
    counter: Counter, work: Workplace, city: City
) -> None:
    for number in range(3):
        city.file(work, f"online-{number}")
    act(work, "online-0", "accept")
    assert reminders.waiting(work, "city") is None
    inbox.new_feed(work, "city", "feed-2")
    city.feed = "feed-2"
    told = reminders.waiting(work, "city")
    assert told is not None
    assert [each.head for each in told[0]] == [each.head for each in city.sent]  # not its own
    city.send(work, city.sent[1:2])  # the older copy has kept this one
    told = reminders.waiting(work, "city", limit=1)
    assert told is not None
    assert [each.head for each in told[0]] == [city.sent[0].head]
    assert reminders.told(work, "city", told[1], [], work.now()) == 0
    told = reminders.waiting(work, "city", max_bytes=1)
    assert told is not None
    assert [each.head for each in told[0]] == [city.sent[2].head]
    (status,) = targets.statuses(work)
    assert status.created == status.waiting  # what others wrote is in none of the three
    reminders.told(work, "city", told[1], [], work.now())
    assert reminders.waiting(work, "city") is None
    assert counter.rows("SELECT * FROM reminder") == []
    assert checking.verify(work).ok


def test_a_step_before_its_dossiers_beginning_waits_for_it(
    counter: Counter, work: Workplace, city: City
) -> None:
    body = ev.Filed(
        code="H26.033.15-261123-0001",
        barcode="0099926112300017",
        procedure="2.000635",
        procedure_name="Cấp bản sao trích lục",
        submitter=person(),
        filed_at=MONDAY,
    )
    city.seal(body, "online-1", MONDAY)
    city.seal(ev.Noted(text="x"), "online-1", MONDAY)
    city.seal(ev.Resolved(text="y", drop=()), "online-1", MONDAY)
    city.seal(None, "online-1", MONDAY)
    beginning, *rest = city.sent
    city.send(work, rest)
    assert counter.rows("SELECT count(*) FROM dossier") == [(0,)]
    assert checking.verify(work).problems == ()
    city.send(work, [beginning])
    state, events = reading.events(work, "online-1")
    assert (state.changes, len(events)) == (4, 4)
    assert checking.verify(work).problems == ()
    assert counter.rows("SELECT count(*) FROM event WHERE dossier_id IS NULL") == [(2,)]


# -- our own events come back ----------------------------------------------------------------------


def test_a_restored_counter_gets_its_own_past_back(
    counter: Counter, tmp_path: Path, work: Workplace
) -> None:
    City().connect(work)
    receive(work)
    work.close()
    copy = counter.copy_to(tmp_path / "copy")
    with counter.open() as later:
        lost = [receive(later) for _ in range(3)]
        act(later, lost[0], "finish")
        everything = sent(later)
        before = held(counter)
    counter.put_back(copy)
    with counter.open() as again:
        assert again.outcome.epoch == "restored"
        assert give(again, everything) == 4
        assert held(counter) == before
        assert checking.verify(again).problems == ()
        # What came back counts as confirmed, and its numbers are used up.
        (status,) = targets.statuses(again)
        assert status.created == status.confirmed + status.waiting + status.attention
        assert status.confirmed == len(everything)
        assert counter.rows(
            "SELECT number FROM number WHERE dossier_id IS NOT NULL ORDER BY number"
        ) == [(1001,), (1002,), (1003,), (1004,)]
        assert number_of(receive(again)) == 9101


def test_what_one_target_gives_back_is_offered_to_the_others(
    counter: Counter, tmp_path: Path, work: Workplace
) -> None:
    City().connect(work)
    City(name="hub").connect(work)
    receive(work)
    work.close()
    copy = counter.copy_to(tmp_path / "copy")
    with counter.open() as later:
        for _ in range(3):
            receive(later)
        everything = sent(later)
    counter.put_back(copy)
    with counter.open() as again:
        assert give(again, everything) == 3
        by_name = {each.name: each for each in targets.statuses(again)}
        created = len(everything) + 1  # and the new epoch
        assert (by_name["city"].confirmed, by_name["city"].waiting) == (len(everything), 1)
        assert (by_name["hub"].confirmed, by_name["hub"].waiting) == (0, created)
        assert checking.verify(again).ok


def test_a_moved_counter_learns_from_the_city_what_it_had_printed(
    counter: Counter, tmp_path: Path, work: Workplace
) -> None:
    """The witness stayed behind: only the city knows which numbers the old machine gave out."""
    City().connect(work)
    work.close()
    moved = replace(counter, home=tmp_path / "elsewhere")
    counter.copy_to(moved.folder)
    with counter.open() as old:
        receive(old)
        lost = [receive(old) for _ in range(3)]
        everything = sent(old)
    with moved.open() as work_there:
        give(work_there, everything)
        confirmed = outbox.waiting(work_there, "city", work_there.now(), everything=True)
        assert confirmed is not None
        results = [exchange.Verdict(uid=uid, verdict="accepted") for uid in confirmed.uids]
        pushed = exchange.Pushed(results=results, acked_through=0)
        outbox.settle(work_there, "city", pushed, work_there.now())
        moved.clock.pass_(days=2)
        back = receive(work_there)
        assert number_of(back) == 1001  # another day, its own block again
        assert {number_of(state) for state in lost} == {1002, 1003, 1004}
        assert checking.verify(work_there).problems == ()


# -- digests ---------------------------------------------------------------------------------------


def test_digests_descend_from_the_ward_to_one_dossier(work: Workplace, clock: Clock) -> None:
    assert digests(work, "") == exchange.Digest(place="", count=0, parts={})
    states = [receive(work), receive(work)]
    clock.set("2026-12-01 09:00")
    states.append(receive(work))
    root = digests(work, "")
    assert (root.count, sorted(root.parts)) == (3, ["202611", "202612"])
    for state in states:
        month = str(digest.month(state))
        bucket = f"{digest.bucket(state.uid):02x}"
        assert bucket in digests(work, month).parts
        leaves = digests(work, f"{month}/{bucket}").parts
        assert leaves[state.uid] == digest.leaf(state.uid, state.heads).hex()
    assert sum(digests(work, month).count for month in root.parts) == 3
    assert digests(work, "202611/00").parts == {}
    assert digests(work, "209901").count == 0


def test_one_more_remark_changes_every_digest_above_it(work: Workplace) -> None:
    state = receive(work)
    other = receive(work)
    before = everywhere(work)
    act(work, state, "note", reason="x")
    after = everywhere(work)
    changed = {place for place in before if before[place] != after[place]}
    bucket = f"202611/{digest.bucket(state.uid):02x}"
    assert {"", "202611", bucket} <= changed
    assert other.uid not in changed
    assert before[bucket].parts[state.uid] != after[bucket].parts[state.uid]
