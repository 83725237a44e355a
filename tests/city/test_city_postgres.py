"""The city on a real PostgreSQL: what holds on SQLite holds there, for many writers too."""

from __future__ import annotations

import inspect
import itertools
import threading
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text, update

from desk.city import store as stores
from desk.city.filing import file_online
from desk.city.migrate import config, downgrade, upgrade
from desk.city.store import CityDatabaseError, CityLockedError, Store, identity
from desk.city.tables import city as city_table
from desk.city.tables import event, metadata
from tests.city import (
    test_conflicts,
    test_courier,
    test_enrol,
    test_filing,
    test_pages,
    test_pull,
    test_push,
    test_remind,
    test_tree,
)
from tests.city.cluster import cluster, programs
from tests.city.test_city_migrations import counts, fill
from tests.city.town import NOW, Machine, Town, rules, town, words_of

BINARIES = programs()
pytestmark = pytest.mark.skipif(BINARIES is None, reason="PostgreSQL's server is not installed")

Scenario = Callable[..., None]
SCENARIOS: list[Scenario] = [
    test_push.test_what_comes_twice_has_one_effect_for_ever,
    test_push.test_a_gap_stops_the_batch_and_names_what_is_expected,
    test_push.test_two_copies_of_one_machine_are_both_kept_and_told,
    test_push.test_an_event_that_was_changed_is_kept_apart_and_raises_an_alarm,
    test_push.test_a_number_belongs_to_one_dossier_for_ever,
    test_push.test_events_are_sent_as_they_were_written,
    test_push.test_an_unknown_type_is_kept_and_passed_on,
    test_conflicts.test_a_person_resolves_and_the_rest_is_let_in,
    test_conflicts.test_what_is_let_in_may_be_refused_in_its_turn,
    test_conflicts.test_a_receipt_whose_number_was_refused_counts_once_a_person_looked,
    test_conflicts.test_what_is_early_waits_for_the_counter_it_builds_on,
    test_conflicts.test_of_counters_that_race_for_a_dossier_exactly_one_wins,
    test_conflicts.test_two_counters_answer_one_online_filing,
    test_pull.test_pages_follow_each_other_without_gap_or_overlap,
    test_pull.test_an_earlier_epoch_of_ones_own_is_read_again,
    test_tree.test_every_level_speaks_for_the_one_below,
    test_tree.test_a_change_moves_every_digest_above_it_and_no_other,
    test_enrol.test_a_code_works_once,
    test_enrol.test_a_slot_has_one_counter_and_a_refusal_keeps_the_code,
    test_enrol.test_a_counter_that_joins_again_gets_a_new_key_and_may_lease_more,
    test_enrol.test_a_code_whose_answer_was_lost_may_be_shown_again,
    test_pages.test_the_page_shows_what_is_held,
    test_courier.test_a_stick_is_taken_in_once_and_answered,
    test_pull.test_a_lean_page_is_the_same_page,
    test_remind.test_what_another_wrote_counts_and_is_a_duplicate_from_itself,
    test_remind.test_what_comes_before_its_ground_waits_for_it,
    test_remind.test_a_decision_that_is_told_before_what_it_decides_about,
    test_remind.test_a_device_that_was_forgotten_gets_its_slot_back,
    test_remind.test_what_another_city_filed_is_taken_and_its_number_passed_over,
]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    assert BINARIES is not None
    with cluster(BINARIES) as address:
        yield address


@pytest.fixture(scope="module")
def new_database(server: str) -> Callable[[], str]:
    numbers = itertools.count()

    def make() -> str:
        name = f"city{next(numbers)}"
        with psycopg.connect(server, autocommit=True) as link:
            link.execute(f"CREATE DATABASE {name}")
        return f"{server.rpartition('/')[0]}/{name}"

    return make


@pytest.fixture(scope="module")
def pg_town(new_database: Callable[[], str]) -> Iterator[Town]:
    with town(new_database()) as made:
        yield made


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda each: each.__name__)
def test_as_on_sqlite(pg_town: Town, scenario: Scenario) -> None:
    given: dict[str, Any] = {"city": pg_town}
    wanted = inspect.signature(scenario).parameters
    if "counter" in wanted:
        given["counter"] = pg_town.machine()
    if "ward" in wanted:
        one = pg_town.machine()
        given["ward"] = one, pg_town.machine(one.unit, one.commune, slot=2)
    scenario(**given)


def test_the_newest_revision_is_the_tables(new_database: Callable[[], str]) -> None:
    store = Store(new_database(), NOW)
    with store.read() as tx:
        assert compare_metadata(MigrationContext.configure(tx), metadata) == []
        command.check(config(tx))
    store.close()


def test_revisions_carry_rows_and_can_be_taken_back(new_database: Callable[[], str]) -> None:
    store = Store(new_database(), NOW)
    with store.write() as tx:
        downgrade(tx, "base")
        upgrade(tx)
        fill(tx)
        assert set(counts(tx).values()) == {1}
        downgrade(tx, "base")
        upgrade(tx)
        fill(tx)
    store.close()


def test_two_first_starts_at_once_make_one_city(new_database: Callable[[], str]) -> None:
    address = new_database()
    feeds: list[str] = []

    def start() -> None:
        store = Store(address, NOW)
        with store.read() as tx:
            feeds.append(identity(tx).feed)
        store.close()

    threads = [threading.Thread(target=start) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(feeds) == 4
    assert len(set(feeds)) == 1


def follow(city: Town, reader: Machine, until: Callable[[], bool]) -> int:
    """Read the feed page by page until it is told to end; return how many events it had."""
    seen, after, ending = 0, "", False
    while True:
        page = city.pull(reader, after, limit=7)
        seen, after = seen + len(page.events), page.cursor
        if ending and not page.more:
            return seen
        ending = until()


def test_positions_become_visible_in_their_order(pg_town: Town) -> None:
    """A reader that follows the feed while many write never skips an event."""
    reader = pg_town.machine()
    writers = [pg_town.machine(reader.unit, reader.commune, slot=slot) for slot in (2, 3, 4)]

    def write(writer: Machine) -> None:
        own = Town(pg_town.address, pg_town.ready, pg_town.clock)
        own.session.headers["Connection"] = "close"
        for place in range(1, 13):
            writer.receive()
            assert words_of(own.push(writer, place, place)) == ["accepted"]
        own.session.close()

    def file() -> None:
        given = {**test_filing.AN, "unit": reader.unit}
        for _ in range(6):
            file_online(pg_town.address, given, NOW, rules())

    threads = [threading.Thread(target=write, args=(each,)) for each in writers]
    threads.append(threading.Thread(target=file))
    for each in threads:
        each.start()
    seen = follow(pg_town, reader, lambda: not any(each.is_alive() for each in threads))
    assert seen == 3 * 12 + 6
    with psycopg.connect(pg_town.address) as link:
        rows = link.execute("SELECT position FROM event WHERE position IS NOT NULL").fetchall()
    positions = sorted(row[0] for row in rows)
    assert positions == list(range(1, len(positions) + 1))


def test_a_writer_that_waits_too_long(
    new_database: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    address = new_database()
    one, two = Store(address, NOW), Store(address, NOW)
    monkeypatch.setattr(stores, "WAIT_S", 1.0)
    with one.write() as tx:
        tx.execute(update(city_table).values(position=7))
        with pytest.raises(CityLockedError), two.write():
            pass
        with two.read() as reader:
            assert identity(reader).position == 0  # reading never waits
    one.close()
    two.close()


def test_readers_see_one_state_and_cannot_write(new_database: Callable[[], str]) -> None:
    store = Store(new_database(), NOW)
    with store.read() as tx:
        before = identity(tx).position
        with store.write() as writer:
            writer.execute(update(city_table).values(position=9))
        assert identity(tx).position == before
        assert tx.execute(text("SHOW transaction_read_only")).scalar() == "on"
        assert tx.execute(select(event)).all() == []
    with store.read() as tx:
        assert identity(tx).position == 9
    store.close()


def _write_while_cut_off(store: Store, server: str, name: str) -> None:
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
    with store.write() as tx, psycopg.connect(server, autocommit=True) as link:
        link.execute(cut, (name,))
        identity(tx)


def test_a_connection_that_was_cut_while_it_rested(
    new_database: Callable[[], str], server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = new_database()
    store = Store(address, NOW)
    monkeypatch.setattr(stores, "_REST_S", 0.0)
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
    for _ in range(2):
        with psycopg.connect(server, autocommit=True) as link:
            assert link.execute(cut, (address.rpartition("/")[2],)).fetchall()
        with store.read() as tx:  # nobody hears of it
            assert identity(tx).position == 0
    store.close()


def test_a_server_that_goes_away(new_database: Callable[[], str], server: str) -> None:
    address = new_database()
    store = Store(address, NOW)
    with pytest.raises(CityDatabaseError):
        _write_while_cut_off(store, server, address.rpartition("/")[2])
    with store.write() as tx:  # the next one finds a new connection
        assert identity(tx).position == 0
    store.close()
