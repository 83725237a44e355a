"""The queue: every open dossier once, most urgent first, and counts that anybody can check."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.domain.records import Actor
from desk.domain.views import QueueCounts, QueueRow
from desk.domain.worklist import SORTS, Narrowed, Want
from desk.services import queue
from desk.services.queue import VIEWS, BadPlaceError, UnknownViewError
from desk.services.workplace import Workplace
from tests.kit import BIRTH, COPIES, RESIDENCE, Clock, Counter, act, at, person, receive
from tests.services.filed import City

BY = Actor(uid="u", login="an", name="Trần Thử An", role="leader")


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Counter:
    """Return a counter with a month of dossiers in every state."""
    counter = Counter(tmp_path_factory.mktemp("ward") / "counter").make()
    city = City()
    chance = random.Random(23)  # noqa: S311 - the same month every time
    with counter.open() as work:
        city.connect(work)
        for number in range(60):
            counter.clock.set(f"2026-11-{2 + number // 3:02d} 09:{number % 60:02d}")
            if number % 12 == 5:
                city.file(work, f"online-{number}")
                continue
            made = receive(work, chance.choice([BIRTH, COPIES, RESIDENCE]))
            for action, details in chance.choice(ROADS):
                act(work, made, action, **details)
        drafted = receive(work, RESIDENCE)
        act(work, drafted, "propose", reason="hồ sơ phức tạp")
    counter.clock.set("2026-11-23 14:00")
    return counter


ROADS: list[list[tuple[str, dict[str, Any]]]] = [
    [],
    [("claim", {"to": "an"})],
    [("claim", {"to": "Trần Thử An"})],
    [("claim", {"to": "binh"}), ("fee", {"amount": 5000})],
    [("supplement", {"reason": "thiếu"})],
    [("withdraw", {})],
    [("withdraw", {}), ("stop", {})],
    [("finish", {})],
    [("finish", {}), ("hand-over", {"to": person().name})],
    [("void", {"reason": "thử"})],
    [("forward", {"step": "tham-dinh"})],
]


@pytest.fixture
def reader(ward: Counter) -> Iterator[Workplace]:
    with ward.open(write=False) as work:
        yield work


#: The same questions asked in SQL by hand, of the state itself and not of the columns.
STATE = "json(state) ->> '$.{}'"
HAND = {
    "all": "1",
    "mine": "assignee IN ('an', 'Trần Thử An')",
    "overdue": "status IN (2, 4) AND due < :now",
    "online": "status = 1",
    "waiting": "status IN (5, 6, 7)",
    "ready": "status = 9",
    "soon": "status IN (2, 4) AND due >= :now AND due < '2026-11-27'",  # Tuesday is a day off
    "approve": "status IN (2, 4) AND proposal IS NOT NULL",
    # Late, or due from tomorrow until the second working day: today it is too late to say so.
    "apologise": "status IN (2, 4) AND proposal IS NULL AND "
    "(due < :now OR due >= '2026-11-24' AND due < '2026-11-27')",
}


def by_hand(counter: Counter, where: str) -> list[str]:
    rows = counter.rows(
        f"""
        SELECT code FROM (
            SELECT json(CAST(state AS TEXT)) ->> '$.code' AS code,
                   json(CAST(state AS TEXT)) ->> '$.status' AS status,
                   json(CAST(state AS TEXT)) ->> '$.due_at' AS due,
                   json(CAST(state AS TEXT)) ->> '$.assignee' AS assignee,
                   json(CAST(state AS TEXT)) ->> '$.proposal' AS proposal,
                   json(CAST(state AS TEXT)) ->> '$.procedure' AS procedure,
                   coalesce(json(CAST(state AS TEXT)) ->> '$.channel', 'counter') AS channel,
                   json(CAST(state AS TEXT)) ->> '$.voided' AS voided
            FROM dossier
        ) WHERE status NOT IN (3, 8, 10) AND voided IS NULL AND {where}
        """.replace(":now", f"'{counter.clock.now.isoformat()}'")
    )
    return sorted(code for (code,) in rows)


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_what_the_log_says(ward: Counter, reader: Workplace, view: str) -> None:
    found = queue.page(reader, BY, view).rows
    assert sorted(row.code for row in found) == by_hand(ward, HAND[view])
    assert found


def test_counts_are_the_views(ward: Counter, reader: Workplace) -> None:
    counts = queue.counts(reader)
    for view in ("overdue", "soon", "online", "waiting", "approve", "apologise", "ready"):
        assert getattr(counts, view) == len(by_hand(ward, HAND[view])), view
    assert counts.open == len(by_hand(ward, "1"))
    assert counts.mine == 0  # nobody asks
    mine = queue.counts(reader, BY).mine
    assert mine == len(by_hand(ward, HAND["mine"])) > 0
    assert mine < counts.open
    today = "status IN (2, 4) AND due >= :now AND due < '2026-11-24'"
    assert counts.today == len(by_hand(ward, today))
    assert counts.today > 0
    assert sum(row.overdue for row in queue.page(reader, BY).rows) == counts.overdue


def test_the_most_urgent_comes_first_and_what_is_in_no_hurry_last(reader: Workplace) -> None:
    times = [row.urgent_at for row in queue.page(reader, BY).rows]
    hurry = [time for time in times if time is not None]
    assert hurry == sorted(hurry)
    assert times == hurry + [None] * (len(times) - len(hurry))


@settings(max_examples=40, deadline=None)
@given(limit=st.integers(1, 70), view=st.sampled_from(VIEWS))
def test_any_page_size_gives_every_row_exactly_once(ward: Counter, limit: int, view: str) -> None:
    with ward.open(write=False) as work:
        whole = [row.uid for row in queue.page(work, BY, view).rows]
        found: list[str] = []
        after = ""
        while True:
            page = queue.page(work, BY, view, after, limit)
            assert len(page.rows) <= limit
            found += [row.uid for row in page.rows]
            after = page.after
            if not after:
                break
            assert len(page.rows) == limit
        assert found == whole


def test_a_row_that_leaves_between_two_pages_hides_no_other(work: Workplace, admin: Actor) -> None:
    made = [receive(work) for _ in range(6)]
    first = queue.page(work, admin, limit=3)
    act(work, made[1], "finish")
    act(work, made[4], "void", reason="thử")
    second = queue.page(work, admin, after=first.after, limit=3)
    assert [row.uid for row in second.rows] == [made[3].uid, made[5].uid, made[1].uid]


@pytest.mark.parametrize(
    "after", ["x", "1", "-", "1-", "1-2-3", " 1-2", "1-x", "9" * 19 + "-1", "1-" + "9" * 400]
)
def test_a_place_that_no_page_gave_is_refused(work: Workplace, admin: Actor, after: str) -> None:
    with pytest.raises(BadPlaceError):
        queue.page(work, admin, after=after)


def test_an_empty_ward(work: Workplace, admin: Actor) -> None:
    assert queue.page(work, admin).rows == ()
    assert queue.open_states(work) == ()
    counts = queue.counts(work)
    assert [number for *_, number in counts.steps] == [0] * 4
    assert replace(counts, steps=()) == QueueCounts()
    assert queue.most_used(work, 5) == ()


def test_all_open_dossiers_for_a_script(ward: Counter, reader: Workplace) -> None:
    found = queue.open_states(reader)
    assert [each.uid for each in found] == [row.uid for row in queue.page(reader, BY).rows]
    assert sorted(each.code for each in found) == by_hand(ward, "1")
    assert queue.open_states(reader, 3) == found[:3]


def test_whose_it_is(work: Workplace, clock: Clock, counter: Counter) -> None:
    state = act(work, receive(work), "claim", to="an")
    (row,) = queue.page(work, BY, "mine").rows
    assert (row.mine, row.assignee, row.holder_name) == (True, "an", "Quầy 1")
    clock.now = at("2026-11-23 17:00")
    assert not queue.page(work, BY).rows[0].overdue
    clock.now = at("2026-11-23 17:00:01")
    assert queue.page(work, BY).rows[0].overdue
    counter.plant("UPDATE dossier SET assignee = '' WHERE uid = x'00'")
    assert state.assignee == "an"


def test_what_is_received_most(ward: Counter, reader: Workplace) -> None:
    rows = ward.rows(
        "SELECT procedure FROM dossier GROUP BY procedure ORDER BY count(*) DESC, procedure LIMIT 2"
    )
    assert queue.most_used(reader, 2) == tuple(code for (code,) in rows)


def test_an_inner_step_has_its_own_list(reader: Workplace) -> None:
    found = queue.page(reader, BY, "step:tham-dinh").rows
    assert {row.step for row in found} == {"tham-dinh"}
    numbers = {key: number for key, _, _, number in queue.counts(reader).steps}
    assert numbers["tham-dinh"] == len(found) > 0
    assert numbers["trinh-ky"] == 0


def test_an_unknown_view_or_order_is_refused(reader: Workplace) -> None:
    with pytest.raises(UnknownViewError):
        queue.page(reader, BY, "bay")
    with pytest.raises(UnknownViewError):
        queue.page(reader, BY, want=Want(sort="bay"))


# -- narrowed and sorted -----------------------------------------------------------------------

KEYS: dict[str, Callable[[QueueRow], Any]] = {
    "received": lambda row: row.received_at,
    "code": lambda row: row.code,
    "procedure": lambda row: row.procedure,
    "status": lambda row: row.status,
}


def every_page(work: Workplace, want: Want, limit: int) -> list[QueueRow]:
    found: list[QueueRow] = []
    after = ""
    while True:
        page = queue.page(work, BY, after=after, limit=limit, want=want)
        found += page.rows
        after = page.after
        if not after:
            return found


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", SORTS)
def test_a_list_is_paged_by_whatever_it_is_sorted_by(
    reader: Workplace, sort: str, descending: bool
) -> None:
    want = Want(sort=sort, descending=descending)
    whole = every_page(reader, want, 1000)
    paged = every_page(reader, want, 7)
    assert [row.uid for row in paged] == [row.uid for row in whole]
    assert len({row.uid for row in whole}) == queue.counts(reader).open
    if sort in KEYS:
        values = [KEYS[sort](row) for row in whole]
        assert values == sorted(values, reverse=descending)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", SORTS)
def test_no_order_sorts_the_whole_ward(ward: Counter, sort: str, descending: bool) -> None:
    asked: list[str] = []
    with ward.open(write=False) as work:
        for after in ("", queue.page(work, BY, limit=3, want=Want(sort=sort)).after):
            with work.database.read() as tx:
                statement = queue.statement(
                    work, BY, Want(sort=sort, descending=descending), after, 100
                )
                plan = tx.exec_driver_sql(
                    "EXPLAIN QUERY PLAN "
                    + str(statement.compile(tx, compile_kwargs={"literal_binds": True}))
                ).all()
            asked += [row[-1] for row in plan]
    assert all("TEMP B-TREE" not in step for step in asked), asked
    assert all("ix_dossier_" in step for step in asked), asked


@pytest.mark.parametrize(
    ("narrowed", "where"),
    [
        (Narrowed(procedure=COPIES), f"procedure = '{COPIES}'"),
        (Narrowed(area="Cư trú"), f"procedure = '{RESIDENCE}'"),
        (Narrowed(status="5"), "status = 5"),
        (Narrowed(channel="online"), "channel = 'online'"),
        (Narrowed(assignee="binh"), "assignee = 'binh'"),
        (
            Narrowed(due_from="2026-11-23", due_until="2026-11-25"),
            "due >= '2026-11-23' AND due < '2026-11-26'",
        ),
        (Narrowed(text="vi du"), "1"),
        (Narrowed(text="001199000001"), "1"),
        (Narrowed(text="kx"), "0"),
        (Narrowed(text="?!"), "0"),
    ],
)
def test_a_list_is_narrowed(
    ward: Counter, reader: Workplace, narrowed: Narrowed, where: str
) -> None:
    rows = queue.page(reader, BY, want=Want(narrowed=narrowed)).rows
    assert sorted(row.code for row in rows) == by_hand(ward, where)
    assert queue.tally(reader, BY, (Want(narrowed=narrowed),)) == (len(rows),)


def test_a_code_is_found_by_its_end(reader: Workplace) -> None:
    whole = queue.page(reader, BY).rows[0]
    rows = queue.page(reader, BY, want=Want(narrowed=Narrowed(text=whole.code[-11:]))).rows
    assert [row.uid for row in rows] == [whole.uid]
