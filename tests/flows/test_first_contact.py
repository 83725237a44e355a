"""The first contact of a new counter: what the ward has so far, taken over at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desk.app import exchange, stock
from desk.city import stock as city_stock
from desk.models.engine import Database, DiskFullError
from desk.services import checking, finding, queue, targets
from desk.sync import stock as sync_stock
from desk.sync.adapters.native import Native
from desk.wire import stock as wire_stock
from tests.flows.first import FEWEST, left, ready, took, ward
from tests.flows.stage import Desk, Stage, prove, settle
from tests.kit import BIRTH, act, administrator, receive


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with ward(tmp_path_factory.mktemp("first")) as made:
        yield made


def test_a_new_counter_takes_over_what_the_ward_has_and_reads_on(stage: Stage, late: Desk) -> None:
    late.connect()
    ready(stage)
    after = receive(stage.one.work, BIRTH)  # when the stock was made already
    stage.one.exchange()
    own = len(late.counter.rows("SELECT id FROM event"))
    told = late.exchange()
    assert took(late)
    assert told.pushed == own
    assert told.pulled == len(late.counter.rows("SELECT id FROM event")) - own
    assert not left(late)
    assert late.see(after).code == after.code
    settle(stage.one, stage.two, late)
    many = prove(stage.one, stage.two, late)
    assert many >= 7
    assert len(queue.page(late.work, administrator(late.work), limit=100).rows) == many
    assert len(finding.search_states(late.work, "nguyen thi vi du")) == min(many, 50)
    # From here on it is a counter like the others.
    act(late.work, after, "note", reason="Quầy 3 cũng thấy")
    settle(late, stage.one)
    assert late.exchange().pulled == 0


def test_whoever_knows_of_others_reads_on(stage: Stage, late: Desk) -> None:
    stage.city.down()
    stage.city.making = None  # a city of before
    stage.city.up()
    late.connect()
    late.exchange()
    assert not took(late)
    stage.city.down()
    stage.city.making = stock.making(FEWEST)
    stage.city.up()
    late.connect()  # joins again: its cursor is at the beginning
    ready(stage)
    late.exchange()
    assert not took(late)
    settle(stage.one, stage.two, late)
    assert prove(stage.one, stage.two, late) >= 6


@pytest.fixture
def small_pieces(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let a stock of a few dossiers have many pieces, each asked for by itself."""
    for room in (wire_stock, city_stock, sync_stock):
        monkeypatch.setattr(room, "PIECE", 1024)
    monkeypatch.setattr(sync_stock, "MOST", 1)
    forget_stock(stage)
    yield
    forget_stock(stage)


def forget_stock(stage: Stage) -> None:
    (stage.city.home / "city-files" / "stock" / "1" / "stock.json").unlink(missing_ok=True)


@pytest.mark.usefixtures("small_pieces")
def test_a_line_that_is_cut_again_and_again_costs_the_rest_alone(
    stage: Stage, late: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    fetch = Native.stock_pieces

    def counted(
        self: Native, some: wire_stock.Stock, first: int, *rest: int, until: float
    ) -> bytes:
        data = fetch(self, some, first, *rest, until=until)
        asked.append(first)
        return data

    monkeypatch.setattr(Native, "stock_pieces", counted)
    late.connect(stage.line)
    ready(stage)
    stage.line.cut_at(None, 5_000)
    rounds = 0
    while not took(late) and rounds < 60:
        rounds += 1
        told = exchange.once(late.work)
        (status,) = targets.statuses(late.work)
        if took(late):
            assert status.first is None
        else:
            assert told.errors
            assert status.first is not None
            assert status.first.have >= 1024 * len(asked) - 1024
            assert status.first.have < status.first.size
            assert status.first.dossiers >= 4
        late.account()
    stage.line.cut_at(None, None)
    assert rounds > 1
    assert asked == sorted(set(asked))  # each piece came once
    settle(stage.one, late)
    assert prove(stage.one, late) >= 6


def test_a_disk_that_fills_up_changes_nothing_and_the_next_round_goes_on(
    stage: Stage, late: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFullError(folder="x")

    late.connect()
    ready(stage)
    with monkeypatch.context() as patch:
        patch.setattr(Database, "become", full)
        with pytest.raises(DiskFullError):
            exchange.once(late.work)
    assert not took(late)
    assert left(late)
    assert checking.verify(late.work).ok
    with monkeypatch.context() as patch:  # all pieces are here: none is asked for again
        patch.setattr(Native, "stock_pieces", full)
        late.exchange()
    assert took(late)
    assert prove(late) >= 6
